"""Whether a figure is a goal or a state, and the year it belongs to: one pass over the cues of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import merge

from atlas.core.policy.reading.figures.dates import PHASE, Standing, date_behind
from atlas.core.policy.reading.figures.quantities import Quantity
from atlas.core.policy.reading.figures.wording import MERGED_INTO
from atlas.core.policy.reading.time_frame import Frame
from atlas.core.policy.reading.years import YearMention, YearRole

_STATE_LASTING = r"(?<![由从])目前|近[两三四五几]年|截至|截止|现状|去年|(?<!以)上年(?!产)|近年来|先后|已累计|累计已|历年|当前,|当前，|多年来|过去|回顾|(?:与|同|跟)[^，,。；;\d]{2,40}相比(?=[，,])"
# These speak of one stretch between commas only: 依托30万亩油茶，….
_STATE_HERE = r"依托|发挥|基于|利用现有|立足"
_STATE_SHORT = r"现有|现已|已有|已(?!经?近?饱和)|共有|(?<!至少)(?<!各)拥有(?!量)|只有|仅有|仅为|仅(?=\d)|不足|仍(?:在|只|仅|然)|达到了|实现了|完成了|新增了|增长了|下降了|建成了|形成了|培育了|引进了|占到了|荣获|总面积(?=\d)|总人口|下辖|坐落"
_GOAL_STRONG = r"力争|确保|争取|计划(?!单列)|目标|预计|将(?!军|乐|近)|拟(?!定)|努力|建成后|达产后|投产后|投产达效后|下一步|基础上|到期末|规划期末|奋力|全力"
_GOAL_WEAK = r"推动|加快|着力|大力|支持|鼓励|培育|打造|引进|建设|新建|新增|实施|提升|提高|每年|进一步|争创|创建|推进|促进|围绕|发展|开展"
# 依托大学建设研发中心40个: what is done with the help of something.
_ACT = r"(?<=[\u4e00-\u9fff])(?:建设(?![的中])|新建|扩建|打造|建立|设立|引进|创建|培育|保留|形成|实现)"
_CUE = re.compile(
    rf"(?P<lasting>{_STATE_LASTING})|(?P<short>{_STATE_SHORT})|(?P<here>{_STATE_HERE})|(?P<strong>{_GOAL_STRONG})"
    rf"|(?P<weak>(?:(?<=^)|(?<=[，,；;。]))(?:{_GOAL_WEAK}))|(?P<stop>[。！？!?\n])|(?P<half>[；;])|(?P<comma>[，,])|(?P<act>{_ACT})|(?P<phase>{PHASE})"
    r"|(?P<onwards>(?:以后|此后|其后)(?=每?年|逐年))"
)
# 由不足10%提高到35%, 从去年的仅12家增加到30家: such words tell no more than where things start from.
_STARTING = re.compile(
    r"[由从](?:(?:(?:19|20)\d\d年?|目前|当前|现在|原来|原先|原有|过去|去年|上年)[底末]?的?)?\s?\Z"
)
_STARTING_WINDOW = 12
# 31座整合为12座: the first figure is where things start from.
_ORIGIN_AFTER = re.compile(
    r"(?:以上|左右|上下)?(?:的|,|，)?(?:逐步|稳步)?(?:提高|提升|增加|增长|扩大|发展|上升|下降|降低|减少|压减|缩短|压缩|拓展|整合|缩减|扩张|壮大|跃升|调整|扩容"
    r"|扩|增|升|降|减)(?:到|至|为)"
)
# 13个工业园区整合为6个: so are many things that are to be fewer.
_MERGED_AFTER = re.compile(
    rf"[^，,、；;。！？!?:：\n\t\d]{{0,14}}?{MERGED_INTO}"
    r"(?:约|不超过|不多于|不少于)?(?:\d|[一二两三四五六七八九十]{1,3}[个家座户条处])"
)
# 现有规模不变，产值控制在…: words that no state has.
_AIMED_BEFORE = re.compile(r"(?:控制在|不低于|不少于|不超过|至少|力争|新增|争取|确保)\s?\Z")
_NOW = re.compile("目前|当前|现有|现已|现状")
# 现有2家煤矿2018年底前退出: what there is now is to end.
_TO_END = re.compile(
    r"[^，,；;。\n\d]{1,14}(?:20\d\d年)?(?:底|末|年底)?前?[^，,；;。\n\d]{0,8}(?:退出|关闭|关停|搬迁|搬离|腾退|淘汰|拆除|取缔)"
)
_Event = tuple[int, int, Quantity | YearMention | re.Match[str]]


@dataclass(frozen=True, slots=True)
class _Reach:
    """What held before the first phase of a project was told of, and holds for each of its phases."""

    sentence: YearMention | None
    carried: YearMention | None
    fact: str
    fact_lasts: bool
    fact_year: int | None


@dataclass(slots=True)
class _State:
    """What holds at the place reached."""

    sentence: YearMention | None = None
    carried: YearMention | None = None
    fact: str = ""
    fact_lasts: bool = False
    fact_here: bool = False
    fact_pending: bool = False
    fact_year: int | None = None
    goal: str = ""
    before_phase: _Reach | None = None
    origin: YearMention | None = None
    base: YearMention | None = None
    standings: list[Standing] = field(default_factory=list)


def read_standings(
    text: str, quantities: Sequence[Quantity], years: Sequence[YearMention], frame: Frame
) -> list[Standing]:
    """Standing of each quantity, in the same order.

    Parameters
    ----------
    text
        Text with half-width signs.
    quantities, years
        In the order of the text.
    frame
        What the document says of time.

    Returns
    -------
    list of Standing
        One for each quantity.
    """
    state = _State()
    for _, _, event in merge(
        _placed(quantities, 2), _placed(years, 1), _cues(text), key=lambda event: event[:2]
    ):
        if isinstance(event, Quantity):
            state.standings.append(_standing(text, event, state, frame))
            state.fact_pending = False
        elif isinstance(event, YearMention):
            _take_year(state, event, frame)
        else:
            _take_cue(state, event, frame)
    return date_behind(text, quantities, years, state.standings)


def _placed(items: Iterable[Quantity] | Iterable[YearMention], rank: int) -> Iterator[_Event]:
    for item in items:
        yield item.start, rank, item


def _cues(text: str) -> Iterator[_Event]:
    for match in _CUE.finditer(text):
        yield match.start(), 0, match


def _take_cue(state: _State, match: re.Match[str], frame: Frame) -> None:
    kind = match.lastgroup or ""
    if kind in ("stop", "half", "comma", "onwards", "phase"):
        if kind in ("stop", "half"):
            _end_series(state, frame)
        _take_break(state, kind)
    elif kind == "act":
        if state.fact_here:
            _clear_fact(state)
    elif kind == "here":
        if not state.fact:
            state.fact, state.fact_here = match[0], True
    elif kind in ("lasting", "short"):
        if not _tells_start(match):
            _take_fact(state, match[0], lasts=kind == "lasting")
    elif kind == "strong" or not state.fact_lasts:
        state.goal = match[0]
        _clear_fact(state)


def _tells_start(match: re.Match[str]) -> bool:
    """Whether a word of what there is only says where a figure starts from (由不足10%提高到35%)."""
    text, start = match.string, match.start()
    if match.lastgroup == "lasting" and not text.startswith("的", match.end()):
        return False
    return _STARTING.search(text[max(0, start - _STARTING_WINDOW) : start]) is not None


def _take_phase(state: _State) -> None:
    """一期2023年底前投产，二期用地1500亩: the year of one phase is not that of the next."""
    before = state.before_phase
    if before is None:
        state.before_phase = _Reach(
            state.sentence, state.carried, state.fact, state.fact_lasts, state.fact_year
        )
        return
    state.sentence, state.carried = before.sentence, before.carried
    state.fact, state.fact_lasts, state.fact_year = before.fact, before.fact_lasts, before.fact_year
    state.fact_here = state.fact_pending = False


def _take_fact(state: _State, words: str, *, lasts: bool) -> None:
    if _NOW.match(words):
        # 2023年产值120亿元，目前已建成…: what is now is not of the year told before.
        state.fact_year = None
    if state.fact_here and not lasts:
        # 依托现有基础引进企业，启动总投资35亿元…: what there is to stand on ends at the comma.
        return
    state.fact_here, state.fact_pending = False, not (lasts or state.fact)
    state.fact, state.fact_lasts = words, state.fact_lasts or lasts


def _end_series(state: _State, frame: Frame) -> None:
    """到2023年底达到…，2024年达到…，2025年达到…: what follows stands under the last year when that ends the plan."""
    last, carried = state.sentence, state.carried
    if last is None or carried is None or last.opens:
        return
    if carried.year < last.year == frame.horizon:
        state.carried = last


def _take_break(state: _State, kind: str) -> None:
    if kind == "onwards":
        # 2021年达到45亿元，以后每年递增8%: up to the end of the plan.
        state.sentence = state.carried = None
    elif kind == "phase":
        _take_phase(state)
    elif kind == "stop":
        state.sentence = state.origin = state.before_phase = None
        state.goal = ""
        _clear_fact(state)
    elif kind == "half":
        # A year within a sentence reaches to the next semicolon: 2026年达到35个；…
        if state.sentence is not None and not state.sentence.opens:
            state.sentence = None
        if not state.fact_lasts:
            _clear_fact(state)
    elif state.sentence is not None and state.sentence.is_end and not state.sentence.opens:
        state.sentence = None
    elif state.fact_here or state.fact_pending:
        # 在现有范围内提质，产值…: a word that no figure followed speaks of something else.
        _clear_fact(state)


def _clear_fact(state: _State) -> None:
    state.fact, state.fact_lasts, state.fact_here, state.fact_year = "", False, False, None
    state.fact_pending = False


def _take_year(state: _State, mention: YearMention, frame: Frame) -> None:
    if mention.role is YearRole.BASE:
        state.base = mention
    if mention.in_brackets or mention.role in (YearRole.BASE, YearRole.SINCE):
        return
    if mention.role is YearRole.SO_FAR:
        state.fact, state.fact_lasts, state.fact_here = "以来", True, False
        return
    if mention.role is YearRole.FROM:
        state.origin = mention
        return
    past = frame.is_past(mention.year)
    if past or (mention.role is YearRole.AS_OF and mention.year == frame.year):
        state.fact, state.fact_lasts, state.fact_here, state.fact_year = "year", True, False, mention.year
        return
    _clear_fact(state)
    state.sentence = mention
    if mention.opens:
        state.carried = mention


def _standing(text: str, quantity: Quantity, state: _State, frame: Frame) -> Standing:
    before = text[max(0, quantity.start - 4) : quantity.start]
    origin = state.origin
    if origin is not None:
        state.origin = None
        return Standing(origin.year, None, "sentence", is_goal=False, cue="从")
    if state.base is not None and _is_base_figure(quantity, state.base):
        return Standing(state.base.year, None, "sentence", is_goal=False, cue="较")
    if before.endswith(("从", "由")) or _is_origin(text, quantity.end):
        return Standing(None, None, "", is_goal=False, cue="从")
    if _is_told_of_now(before, state, frame):
        return Standing(frame.year, None, "sentence", is_goal=False, cue="为")
    if _NOW.match(state.fact) and not state.fact_lasts and _TO_END.match(text, quantity.end):
        return _goal_standing(state, frame)
    if state.fact and (state.fact_lasts or not _AIMED_BEFORE.search(before)):
        return Standing(
            state.fact_year, None, "sentence" if state.fact_year else "", is_goal=False, cue=state.fact
        )
    return _goal_standing(state, frame)


def _is_told_of_now(before: str, state: _State, frame: Frame) -> bool:
    """True for 2025年，产值为186亿元 in a text of 2025 that asks for nothing there."""
    told = state.sentence
    if told is None or state.goal or not before.rstrip().endswith(("为", "是")):
        return False
    return told.role is YearRole.PLAIN and told.year == frame.year and told.year != frame.horizon


def _is_base_figure(quantity: Quantity, base: YearMention) -> bool:
    """True for 较2025年的690亿元; 2022年的1.8倍 is a goal of its own."""
    return 0 <= quantity.start - base.end <= 1 and quantity.unit not in ("倍", "%")


def _is_origin(text: str, end: int) -> bool:
    return text.startswith("的基础上", end) or any(
        one.match(text, end) for one in (_ORIGIN_AFTER, _MERGED_AFTER)
    )


def _goal_standing(state: _State, frame: Frame) -> Standing:
    for mention, told in ((state.sentence, "sentence"), (state.carried, "carried")):
        if mention is not None:
            return Standing(mention.year, mention.year_from, told, is_goal=True, cue=state.goal)
    if frame.governing_year is not None:
        is_goal = not frame.is_past(frame.governing_year)
        return Standing(frame.governing_year, None, "governing", is_goal=is_goal, cue=state.goal)
    return Standing(frame.horizon, None, "horizon" if frame.horizon else "", is_goal=True, cue=state.goal)
