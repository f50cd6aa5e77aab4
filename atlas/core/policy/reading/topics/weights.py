"""What topic words are worth where they stand, and which of them count beside one another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas.core.policy.reading.negations import UNWANTED
from atlas.core.policy.reading.topics.hits import FAIR, SURE, TopicHit
from atlas.core.policy.reading.topics.parks import PARKS, weigh_park
from atlas.core.policy.reading.undertakings.companies import find_companies

#: Below this weight a word (企业, 项目) says nothing that a planner would look for.
_LEAST = 0.25

#: What a word is still worth inside the title of another document, the name of a company, or what is at hand already.
_BORROWED = 0.35
_TITLE = re.compile(r"《[^《》\n]{1,80}》")
_AT_HAND = re.compile(
    r"(?:依托|利用|立足|凭借|发挥)[^，。；\n]{0,60}?"
    r"(?:(?:基础|优势|条件)(?=，)|(?:资源|原料)(?:优势)?(?=，|做[强大优]|发展|推进|建设|打造|培育|延伸|布局))"
)

#: What a place is told not to do counts only when the text names nothing else (发展茶业，严禁化工项目).
_AVOIDED = 0.3
_FORBIDDEN = re.compile(rf"(?:{UNWANTED}|严控|严格控制|严格限制)[^，。；\n]{{0,40}}")
#: What others have shown, and what another office looks after, is not what the text asks for.
_NOT_ASKED = re.compile(
    r"(?:学习|借鉴|参照|对标|考察)[^，。；\n]{0,40}?(?:经验|做法|模式)"
    r"|[^，。；：\n]{0,40}(?:另行(?:规划|安排|制定|支持|培育|推介|管理)|由[^，。；\n]{2,8}(?:部门|局|厅|委|协会|[省市]级)(?:负责|推介|统一|支持|培育|管理))"
)

#: Who is to do it stands in brackets at the end; the names of offices hold words such as 旅游 and 科技.
_RESPONSIBLE = re.compile(
    r"[（(\[【](?:牵头|责任|配合|主责|参与|主办|协办|落实)[^（()）\[\]【】\n]{0,300}[）)\]】]"
)

#: Said behind an industry: what it leaves, and what others make for it.
_LEFT_OVER = re.compile(
    r"尾矿|尾砂|冶炼渣|废渣|废料|边角料|下脚料|剩余物|废弃物|废水|污泥|用(?=[钢铝铜材纸布膜玻胶漆])"
)
#: Said behind firms: what they are to do, while no firm is asked for (规上企业数字化改造覆盖率).
_OF_FIRMS = re.compile(
    "(?:关键工序|数控化|数字化|智能化|智改|研发|上云|技改|技术改造|设备更新|覆盖|能耗|利润|自动化|集中度)"
)

#: So many ways to act in one breath (资金、人才、品牌、科技等支持) are no goals of their own.
_MANY_THEMES = 4
_BREATH = re.compile(r"[^，。；：\n]+")


def weigh(text: str, hits: list[TopicHit], *, is_ban: bool = False) -> list[TopicHit]:
    """The hits with the weight that the place where they stand leaves them; those worth nothing are left out.

    Parameters
    ----------
    text
        The text.
    hits
        Found in it, in its order.
    is_ban
        Whether the text does nothing but forbid, so that it is about what it forbids.
    """
    worth = [1.0] * len(text)
    for start, end, factor in _stretches(text, hits, is_ban=is_ban):
        worth[start:end] = [min(factor, before) for before in worth[start:end]]
    weighed = [hit.times(worth[hit.start]) for hit in hits]
    weighed = [hit.times(_AVOIDED) if _is_left_over(text, hit) else hit for hit in weighed]
    weighed = [weigh_park(text, hit) if hit.topics == PARKS else hit for hit in weighed]
    for start, end in _crowds(text, weighed):
        weighed[start:end] = [hit.times(_BORROWED) if hit.is_theme else hit for hit in weighed[start:end]]
    return [hit for hit in weighed if hit.weight >= _LEAST]


def strongest(hits: list[TopicHit]) -> list[TopicHit]:
    """The hits that count beside one another: weak ones only for want of better.

    Parameters
    ----------
    hits
        With the weight they have where they stand.
    """
    industries = [hit for hit in hits if not hit.is_theme]
    sure = [hit for hit in hits if hit.weight >= SURE]
    if any(hit.weight >= SURE for hit in industries):
        return sure
    if industries:
        least = FAIR if sure else 0.0
        return [hit for hit in hits if hit.weight >= (SURE if hit.is_theme else least)]
    # Ways to act stand side by side: a sure one does not push out the others that are named with it.
    half = max((hit.weight for hit in hits), default=0.0) / 2
    return [hit for hit in hits if hit.weight >= min(FAIR, half)]


def _is_left_over(text: str, hit: TopicHit) -> bool:
    """Whether what is said is not the word but what it leaves (石墨尾矿), what is made for it (汽车用钢) or what it does."""
    if hit.topics == ("enterprises",) and _OF_FIRMS.match(text, hit.end):
        return True
    return hit.topics != ("waste-utilisation",) and _LEFT_OVER.match(text, hit.end) is not None


def _stretches(text: str, hits: list[TopicHit], *, is_ban: bool) -> Iterator[tuple[int, int, float]]:
    """Stretches of a text in which words are worth less, and how much."""
    if not hits:
        return
    for company in find_companies(text):
        yield company.start, company.end, _BORROWED
    for pattern, factor in (
        (_TITLE, _BORROWED),
        (_AT_HAND, _BORROWED),
        (_FORBIDDEN, 1.0 if is_ban else _AVOIDED),
        (_NOT_ASKED, _AVOIDED),
        (_RESPONSIBLE, 0.0),
    ):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), factor


def _crowds(text: str, hits: list[TopicHit]) -> Iterator[tuple[int, int]]:
    """Runs of hits, by number, that stand in one breath with too many themes."""
    position = 0
    for match in _BREATH.finditer(text):
        first = position
        while position < len(hits) and hits[position].start < match.end():
            position += 1
        if len({hit.topics for hit in hits[first:position] if hit.is_theme}) >= _MANY_THEMES:
            yield first, position
