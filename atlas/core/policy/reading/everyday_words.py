"""Names of counties that are everyday words, too: what stands beside them makes a phrase of them, or shows that a county is told to act."""

from __future__ import annotations

import re
from collections.abc import Mapping

from atlas.core.places.boundaries import Edge, left_edge

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


# Names that mean their county unless these stand beside them: 灯塔工厂, 社会安宁, 绿水青山, 长寿食品.
_WORD_BEHIND: Mapping[str, re.Pattern[str]] = {
    words: re.compile(behind)
    for words, behind in {
        "灯塔": "工厂|企业|项目|示范|园区|型|式|引领",
        "长寿": "食品|之乡|产业|经济|文化|养生|健康|老人|企业|品牌|命",
        "滨海": "旅游|新型|产业|工业|城市|湿地|地区|度假|风光|经济|岸线|生态|新城",
        "滨江": "旅游|产业|工业|城市|风光|岸线|生态|经济|大道|公园|新城",
        "滨湖": "旅游|产业|城市|风光|岸线|生态|经济|大道|公园|新城",
        "金山": "银山",
        "青山": "绿水|常在|就是",
        "建平": "台|等|衡",
        "莲花": "种植|产业|加工|、白莲|、荷花",
        "榆树": "种植|苗|林|、杨树|、梨树|、柳树",
        "梨树": "种植|苗|林|、苹果|、桃树",
        "石棉": "制品|瓦|粉尘",
        "长安": "汽车|福特|马自达|欧尚|街|大学|银行",
    }.items()
}
_WORD_BEFORE: Mapping[str, re.Pattern[str]] = {
    words: re.compile(f"(?:{before})$")
    for words, before in {
        "安宁": "社会|生活|公共|百姓|生产",
        "金山": "就是",
        "青山": "绿水|让",
        "南岸": "长江|[\u4e00-\u9fff][江河]",
        "榆树": "种植|栽培|推广|栽植",
        "梨树": "种植|栽培|推广|栽植|、榆树",
    }.items()
}
# 全市区县, 向山区布局: once names of districts.
_NEVER = frozenset({"市区", "向山区"})
# 和县, 成县, 兴县: names of two signs that longer words and phrases end with.
_COUNTY_OF_TWO = re.compile("[\u4e00-\u9fff]县")
_MAKES_COUNTIES = re.compile("[兴富强]县")
_TOLD_OF = re.compile("(?:支持|推动|推进|鼓励|引导|指导|[省州市、，。；：（(\n \t]|吕梁|延安|^)$")
_OF_LEVELS = re.compile("[省市州区级乡镇业]$")
_LEVELS_BEHIND = re.compile("[区域级乡镇]|[两三各]级|[（(]")


def is_piece_of_words(text: str, start: int, end: int) -> bool:
    """Whether the name of a county of two signs is only a piece of other words (市和县两级, 工业兴县, 创建示范县).

    Parameters
    ----------
    text
        Clean text.
    start, end
        Of the name.

    Returns
    -------
    bool
        False for longer names, and where a word that stands before places stands before it.
    """
    if not _COUNTY_OF_TWO.fullmatch(text, start, end):
        return False
    before = text[max(0, start - _LOOK_BACK) : start]
    if text.startswith("和", start) and (_OF_LEVELS.search(before) or _LEVELS_BEHIND.match(text, end)):
        return not before.endswith("马鞍山市")
    if _MAKES_COUNTIES.match(text, start) and not _TOLD_OF.search(before):
        return True
    return left_edge(text, start) is Edge.NONE


def is_never_a_name(words: str) -> bool:
    """Whether words that once were the name of a district are said of anything today (市区).

    Parameters
    ----------
    words
        As written.
    """
    return words in _NEVER


def is_said_as_word(text: str, start: int, end: int) -> bool:
    """Whether the name of a county is meant as the everyday word that it is, too (灯塔工厂, 绿水青山).

    Parameters
    ----------
    text
        Clean text.
    start, end
        Of the name.

    Returns
    -------
    bool
        True as soon as what stands before it or behind it makes a phrase.
    """
    words = text[start:end]
    behind, before = _WORD_BEHIND.get(words), _WORD_BEFORE.get(words)
    return (behind is not None and behind.match(text, end) is not None) or (
        before is not None and before.search(text, max(0, start - _LOOK_BACK), start) is not None
    )


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


def may_be_any(text: str, start: int, end: int) -> bool:
    """Whether an everyday word is said of a part of any town (城区, 新城), so that nobody can say that the district is meant.

    Parameters
    ----------
    text
        Clean text.
    start, end
        Of the word.
    """
    return _ANY.fullmatch(text, start, end) is not None


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
    before = text[max(0, start - _LOOK_BACK) : start]
    if _ASKED_FIRST.search(before):
        return _MAIN_TASK.match(text, end) is not None
    task = _MAIN_TASK if _ALSO_ACTS.fullmatch(text, start, end) else _TASK
    if _ASKED_NEXT.search(before) is None:
        return False
    return task.match(text, end) is not None or _ETC_COUNTIES.match(text, end) is not None
