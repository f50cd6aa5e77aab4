"""Whether all that words say is that something may not be.

To end something (淘汰, 退出, 压减, 整治) is a task like any other; a prohibition asks nothing of anybody. What is to be
phased out behind a prohibition is part of it.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from atlas.core.policy.reading.negations import FORBIDS
from atlas.core.policy.reading.sentence_ends import COMMA

_FORBIDS = re.compile(FORBIDS)
# 以生态保护为主，不设工业指标: a county that is spared.
_SPARED = re.compile(
    "[^，]*(?:以生态[^，]{0,8}为(?:主|重点)|(?:只|仅)(?:作|做|开展)[^，]*|实行[^，]*(?:考核|管控|保护)|(?:属于|位于|列入)[^，]*保护[区地])"
)
# Verbs that ask, wherever they stand in a part without a prohibition.
_TO_END = "淘汰|压减|整治|退出|关停|关闭|取缔|腾退|清理|整顿|拆除|搬迁|取消|撤销|化解"
_TO_DO = (
    "支持|推动|推进|加快|打造|建设|鼓励|引导|培育|发展|壮大|提升|强化|加强|完善|健全|实施|开展|落实|促进|构建|建立|建成|深化|优化|做强|做大"
    "|集聚|布局|统筹|推广|抓好|着力|达到|新增|形成|严格|严控|创建|申报|引进|整合|加大|设立|编制|制定|围绕|依托|融入|承接|执行|提高|搬入|迁入|保护|保障|扶持|主攻|主打|主推|专攻|聚焦|突出|招引|引育|做精|谋划|盘活|巩固|为主(?!要)|转向"
)
_ASKS = re.compile(f"{_TO_END}|{_TO_DO}")
# 不再发展电解锰，逐步退出锰冶炼: a ban, told twice.
_PHASES_OUT = re.compile("退出|淘汰|关停|关闭|取缔|腾退")
# 淘汰类项目, 建设项目: the verb is part of a noun.
_NOUNS = re.compile(
    "(?:淘汰|限制|禁止|鼓励)类|建设(?:项目|用地|工程|规模|指标|期|资金)|发展(?:规划|阶段|方向|资金|改革)|布局范围|(?:保护|开发|建设|集聚|发展|整治)[区地]"
)
# Verbs at the head of a part that make what may not be the object of a task (落实严禁新增产能的规定).
_HEADS_TASK = re.compile(
    "[^，]{0,10}?(?:落实|执行|实施|建立|健全|制定|完善|推动|推进|支持|鼓励|引导|加强|强化|出台|编制|宣传)"
)
# 并推进, 而是发展: behind a prohibition a task after all.
_TASK_BEHIND = re.compile(
    f"(?:并|同时|而是|转而|改为|转为)(?:逐步|有序|限期|依法|积极|大力|全面|坚决)*(?:{_TO_END}|{_TO_DO})"
)
_PIECES = re.compile("([，,])")
_BLANK = re.compile(r" {4,}(?:[，,] {4,})*")
_LABEL = re.compile("[^：:，,]{0,14}[：:]")
_GOES_ON = re.compile(
    r"\s*(?:以及|及其?|和|与(?![^，,]{2,12}(?:协作|合作|共建|联合|共同|协同|对接|联动))|或|含|包括)"
)
# Parts that tell when, why or of what something holds, and ask for nothing by themselves.
_CONDITION = re.compile(
    r"\s*(?:除[^，]*[外前]|[^，]*的|(?:为了?(?!主|重点)|根据|按照|依据|依照|鉴于|未经?|凡|如|若)[^，]*"
    r"|对于?(?!接|口|标)[^，]*(?:项目|企业|园区|产能|行业|[县区市州旗]|地区))\s*"
)


class _Says(Enum):
    """What a part between commas says."""

    NOTHING = auto()
    ASKS = auto()
    FORBIDS = auto()
    PHASES_OUT = auto()


def forbids(words: str) -> bool:
    """Whether all that a sentence asks for is that something may not be.

    Parameters
    ----------
    words
        The sentence.

    Returns
    -------
    bool
        False as soon as one part between commas asks for something else, be it to end what there is, unless that is
        phased out behind a ban.

    Examples
    --------
    >>> forbids("严禁在湿地公园新建矿山项目"), forbids("严禁新建矿山，支持发展茶产业"), forbids("淘汰落后产能")
    (True, False, False)
    """
    if _FORBIDS.search(words) is None:
        return False
    said = [_says(part) for part in _parts(words)]
    if _Says.FORBIDS not in said or _Says.ASKS in said:
        return False
    return _Says.PHASES_OUT not in said[: said.index(_Says.FORBIDS)]


def without_bans(words: str) -> str:
    """A statement that asks for something, with what it also forbids blanked out.

    Parameters
    ----------
    words
        The statement.

    Returns
    -------
    str
        As long as the words; the same where nothing else is asked for.

    Examples
    --------
    >>> without_bans("主攻精细化工，禁止新建印染项目")
    '主攻精细化工，        '
    """
    # Most statements forbid nothing.
    if _FORBIDS.search(words) is None:
        return words
    pieces = _PIECES.split(words)
    if not any(_says(piece) is _Says.ASKS for piece in pieces):
        return words
    kept: list[str] = []
    is_ban = False
    for at, piece in enumerate(pieces):
        if at % 2 == 0:
            says = _says(piece)
            goes_on = is_ban and says is not _Says.ASKS and _GOES_ON.match(piece) is not None
            is_ban = says is _Says.FORBIDS or goes_on
        # Between the pieces stand the commas.
        kept.append(" " * len(piece) if is_ban and at % 2 == 0 else piece)
    return "".join(kept)


def bans_within(words: str) -> list[tuple[int, int]]:
    """Where a statement that asks for something also says what may not be.

    Parameters
    ----------
    words
        The statement.

    Returns
    -------
    list of tuple
        Start and end of each stretch, its commas included; empty where nothing else is asked for.

    Examples
    --------
    >>> bans_within("主攻精细化工，禁止新建印染项目")
    [(7, 15)]
    """
    asked = without_bans(words)
    if asked == words:
        return []
    return [found.span() for found in _BLANK.finditer(asked) if words[slice(*found.span())].strip()]


def _parts(words: str) -> list[str]:
    """Parts that commas part, those that only go on with a list joined; no label, no condition."""
    label = _LABEL.match(words)
    if label and not _FORBIDS.search(label[0]):
        words = words[label.end() :]
    parts: list[str] = []
    for part in COMMA.split(words):
        if parts and _GOES_ON.match(part):
            parts[-1] += part
        else:
            parts.append(part)
    return [part for part in parts if not _CONDITION.fullmatch(part)]


def _says(part: str) -> _Says:
    found = _FORBIDS.search(part)
    if found is None and _SPARED.fullmatch(part):
        return _Says.NOTHING
    part = _NOUNS.sub("", part)
    found = _FORBIDS.search(part)
    if found is None:
        return _says_to_do(part)
    if _HEADS_TASK.match(part, 0, found.start()) or _TASK_BEHIND.search(part, found.end()):
        return _Says.ASKS
    return _Says.FORBIDS


def _says_to_do(part: str) -> _Says:
    """What a part without a prohibition says."""
    rest = _PHASES_OUT.sub("", part)
    if _ASKS.search(rest):
        return _Says.ASKS
    return _Says.NOTHING if rest == part else _Says.PHASES_OUT
