"""Names of counties that are everyday words, too: what follows makes a phrase of them, or shows that a county is told to act."""

from __future__ import annotations

import re

# 合作平台, 公安大数据, 新兴产业: behind an everyday word these make a phrase of it, not a county and what it builds.
_PHRASE = re.compile(
    "平台|机制|项目|园|示范|协议|交流|模式|共|发展|建设|生产|开发|化|性|型|的|产业|领域|业态|市场|技术|银行|社|大数据|信息|局|部门|机关|综合|循环"
    "|利用|枯竭|环境|指挥|监管|智慧|业务|系统|检查|派出|农场|办|医疗|经济|城市|乡村|能源|材料|工程|服务|中心|校|治理|回收|再生|普查"
)
# 会同重点发展家具, 支持通道发展旅游: where only who is asked can stand. 新城 and 城区 may be any.
_LOOK_BACK = 4
_ANY = re.compile("城区|矿区|郊区|新城|[东西南北]区|港口|平原|动力")
_ASKED_FIRST = re.compile(r"(?:^|[。；;，,：:\n—\-.．、])[ \t\u3000]*$")
_ASKED_NEXT = re.compile("(?:支持|推动|鼓励|引导|推进)$")
_MAIN_TASK = re.compile("重点(?:发展|打造|建设|布局|培育|做)|主攻|主打|做[大强优精]")
_TASK = re.compile(f"{_MAIN_TASK.pattern}|发展(?!的|[和与、，。])")
_ETC_COUNTIES = re.compile("等[一二三四五六七八九十\\d]{0,3}个?(?:县|市|区)")
_ALSO_ACTS = re.compile("合作|会同|和平|文明|友好|新建|联合|共和")


def is_phrase(text: str, end: int) -> bool:
    """Whether what follows an everyday word makes a phrase of it.

    Parameters
    ----------
    text
        Clean text.
    end
        Of the word.

    Returns
    -------
    bool
        True for 合作 in 合作平台.
    """
    return _PHRASE.match(text, end) is not None


def acts(text: str, start: int, end: int) -> bool:
    """Whether an everyday word stands where only a county that is asked to act can stand.

    Parameters
    ----------
    text
        Clean text.
    start, end
        Of the word.

    Returns
    -------
    bool
        True for 会同 in 会同重点发展家具, False in 会同有关部门.
    """
    if _ANY.fullmatch(text, start, end):
        return False
    before = text[max(0, start - _LOOK_BACK) : start]
    if _ASKED_FIRST.search(before):
        return _MAIN_TASK.match(text, end) is not None
    task = _MAIN_TASK if _ALSO_ACTS.fullmatch(text, start, end) else _TASK
    if _ASKED_NEXT.search(before) is None:
        return False
    return task.match(text, end) is not None or _ETC_COUNTIES.match(text, end) is not None
