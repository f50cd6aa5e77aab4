"""Words round a figure: its qualifier with the operator, and what is measured."""

from __future__ import annotations

import re
from dataclasses import dataclass

from atlas.core.places.unit_tails import PART_TAILS, WHOLE_UNIT
from atlas.core.policy.reading.five_year_plans import PLAN
from atlas.core.policy.reading.numbers import WRITTEN_YEAR
from atlas.core.policy.reading.sentence_ends import COMMAS, SENTENCE_ENDS

#: Words straight before a number; the operator counts, the last one first.
_BEFORE = {
    ">=": "不低于 不少于 不小于 不得低于 不得少于 至少 最少 最低 ≥ 保底 下限",
    ">": "突破 超过 超 高于 大于 多于 过 破 逾 跨越 迈上 跨过 跃上 > 优于",
    "<=": "不超过 不高于 不大于 不多于 不得超过 不得高于 至多 最多 最高 最高不超过 控制在 ≤ 前",
    "<": "低于 少于 小于 <",
    "~": "约 近 大约 接近 将近 约为 约占",
    "=": (
        "达到 达 实现 完成 力争 争取 确保 增加到 增加至 增长到 增长至 提高到 提高至 提升到 提升至 上升到 上升至 扩大到 扩大至 增至 升至 "
        "发展到 发展至 壮大到 稳定在 保持在 稳定 保持 维持在 稳步提升至 提升为 降至 降到 下降到 下降至 压减至 压缩至 压缩到 压减到 "
        "缩短至 缩短到 减少到 减少至 降低到 降低至 年均增长 年均增速 增长 增速 年增长 每年增长 比上年增长 较上年增长 同比增长 下降 降低 减少 提高 提升 增加 上升 "
        "压减 压降 压缩 缩短 削减 累计新增 累计 新增 净增 共 总计 合计 分别 均 各 为 占 是 在 有 至 到 预计 可达到 可达 可 将 年均 每年 计划 再 又 "
        "达成 居 列 进入 挺进 安排"
    ),
}
_AFTER = {
    ">=": "及以上 或以上 (含)以上 以上",
    "<=": "以内 以下 之内 及以下",
    "~": "左右 上下",
    ">": "大关 台阶",
}
_OPERATORS = {word: operator for operator, words in _BEFORE.items() for word in words.split()}
_OPERATORS_AFTER = {word: operator for operator, words in _AFTER.items() for word in words.split()}
_STRENGTH = {"=": 0, ">": 2, ">=": 3, "<": 2, "<=": 3, "~": 1}
_PREFIX = re.compile(
    "(?:" + "|".join(sorted(map(re.escape, _OPERATORS), key=len, reverse=True)) + r")[了]?\s*\Z"
)
_SUFFIX = re.compile(
    r"\s{0,2}(?:级)?(?P<word>"
    + "|".join(sorted(map(re.escape, _OPERATORS_AFTER), key=len, reverse=True))
    + ")"
)
_WINDOW = 10
_METRIC_LENGTH = 36
_BREAKS = f"{COMMAS}{SENTENCE_ENDS}:：\n\t"
_LEADING = re.compile(
    r"(?:其中|即(?!墨)|将(?=全)|同时|以来|的|\(|并且|以及|并|且|和|与|及|、|[)）]|\s|力争|争取|确保|努力|预计|计划|目标|到期末|全面|进一步|加快|着力|大力|支持|推动"
    rf"|推进|促进|使|实现|{WHOLE_UNIT}(?![场域])|{PLAN}(?:期间|末|时期|期末)|到?(?:(?:19|20)\d\d|{WRITTEN_YEAR})年(?:底|末)?前?|以上|左右|以内)+"
)
_HOW_OFTEN = "(?:累计|全年|每年|年均|新|再|重点|着力|力争)*"
_MAKES = (
    "建设|建成|打造|培育|培育壮大|培育形成|引进|新建|新增|创建|争创|形成|实施|完成|发展|布局|组建|设立|认定|培养|招引|推出|创响|选育|改造|升级|签约|开工|投产"
    "|落地|储备|谋划|举办|开展|建立|获批|申报|壮大|扶持|遴选|选定|选准|确定|带动|吸引|集聚|辐射带动"
)
_MAKING = re.compile(rf"{_HOW_OFTEN}(?:{_MAKES})*了?\Z")
# 锦江镇、野市乡各建设: who makes so many is no part of what is counted.
_EACH_MAKES = re.compile(rf".*[各均]{_HOW_OFTEN}(?:{_MAKES})+了?\Z")
# 在某县建设年产: what is made so much of in a year stands behind the number.
_YEARLY = re.compile(
    r"(?:.*(?:建设|新建|扩建|改造|实施|推进|投资|打造|形成))?[^，,]{0,8}?(?P<yearly>年产|年加工|年处理)\Z"
)
_MADE_YEARLY = re.compile(
    r"(?:的)?(?P<what>[^，,；;。:：、\n\t()（）和及与\d]{1,14}?)(?:深加工|精深加工|加工|生产)?(?:项目|生产线|产业园|工程|基地|产能|能力|线|车间|工厂|及|(?=[，,；;。、\n\t()（）]|\Z))"
)

#: Between many things and the fewer ones that they are to be: 整合为, 压减到.
MERGED_INTO = (
    "(?:整合|合并|归并|撤并|重组|压减|压缩|缩减|削减|减少|精简|优化|调整)(?:优化|重组|调整)?(?:为|成|到|至)"
)
_MERGED_TAIL = re.compile(rf"(?:优化|兼并)?{MERGED_INTO}\Z")
_NOUN = re.compile(r"级?(?:及?以上|左右|以内)?(?:的)?([^，,；;。:：、\n\t()（）和及与\d]{1,26})")
# 1家产值5亿元以上企业: the size is part of what is counted.
_NOUN_OF_SIZE = re.compile(
    r"(?:的)?([^，,；;。:：、\n\t()（）和及与\d]{1,12}[\d百千][\d.]{0,6}[万亿]{0,2}元(?:及?以上的?|的)[一-龥]{1,12}?)(?=[，,；;。:：、\n\t()（）和及与\d]|\Z)"
)
_YEAR_TAIL = re.compile(
    rf"(?:(?:到|由|从|比|较|在|与)?(?:(?:19|20)\d\d|{WRITTEN_YEAR})年(?:底|末)?的?|(?:比|较|与)(?:19|20)\d\d|(?:[一二两三四五六七八九十]|\d{{1,2}})年(?:内|间)?"
    r"|[由从](?:目前|当前|现在|现|原来|去年|上年)?的?(?:不足|不到|仅)?|将)\Z"
)
# 各县(市、区): who each has so many is no part of what is measured.
_EACH = re.compile(
    rf"[各每]个?[{PART_TAILS}]{{1,3}}(?:\([{PART_TAILS}、]{{1,8}}\)区?)?(?![{PART_TAILS}场域政直级镇委办长属城])(?:均|都|要|力争|确保)*"
)
# 至少建成1个: the bound stands before the verb.
_BOUND_AND_VERB = (
    r"(?P<word>至少|最少|不少于|最多|至多)(?:再|新|要|累计)*(?:建设|建成|打造|培育|引进|新建|新增|创建|形成|实施|完成|发展|布局|培养|选育|选准|开工|落地|储备|举办"
    r"|认定|拥)"
)
_BOUND_BEFORE_VERB, _BEGINS_WITH_BOUND = re.compile(_BOUND_AND_VERB + r"\Z"), re.compile(_BOUND_AND_VERB)
_SHARE = re.compile("占[^，,]{2,20}的\\Z")
_IN_BRACKETS = re.compile(r"\([^()\n]*\)")
_COUNTED_TAIL = re.compile(r"(?:均|分别|数量|总数)?(?:达到|达|实现|突破|超过|不少于|不低于|增加到)\Z")


@dataclass(frozen=True, slots=True)
class Qualifier:
    """What the words beside a number say of it.

    Parameters
    ----------
    operator
        As in ``Figure``.
    wording
        The words, as printed; those before and behind the number joined by ``…``.
    start, end
        Stretch of number, unit and these words.
    """

    operator: str
    wording: str
    start: int
    end: int


def read_qualifier(text: str, start: int, end: int, *, is_more: bool = False) -> Qualifier:
    """Qualifier of the number that stands between two positions.

    Parameters
    ----------
    text
        Text with half-width signs.
    start, end
        Positions of number and unit.
    is_more
        余 or 多 stands in the number.

    Returns
    -------
    Qualifier
        ``=`` where nothing says otherwise.

    Examples
    --------
    >>> read_qualifier("产值达到100亿元以上", 4, 9).operator
    '>='
    """
    operator, first = "=", start
    words: list[str] = []
    window_start = max(0, start - _WINDOW)
    while match := _PREFIX.search(text, window_start, first):
        word = match[0].strip().removesuffix("了")
        if word == "前" and words:
            # 2026年底前完成12家: only 前20位 is a bound.
            break
        found = _OPERATORS[word]
        if _STRENGTH[found] > _STRENGTH[operator]:
            operator = found
        words.insert(0, word)
        first = match.start()
    verb = _BOUND_BEFORE_VERB.search(text, window_start, first) if operator == "=" else None
    if verb is not None:
        operator, first = _OPERATORS[verb["word"]], verb.start()
        words = [verb["word"]]
    suffix = _SUFFIX.match(text, end)
    if suffix:
        operator = _OPERATORS_AFTER[suffix["word"]]
        last = suffix.end()
    else:
        last = end
    if is_more and operator == "=":
        operator = ">"
    wording = "…".join(part for part in ("".join(words), suffix["word"] if suffix else "") if part)
    return Qualifier(operator, wording, first, last)


def read_metric(text: str, qualifier: Qualifier, *, floor: int, counter: bool) -> tuple[str, int]:
    """What a figure measures, in the words of the text.

    Parameters
    ----------
    text
        Text with half-width signs.
    qualifier
        Number with the words beside it.
    floor
        Where the figure before it ends.
    counter
        The unit is a counting word, so that the thing counted may stand behind it.

    Returns
    -------
    tuple of str and int
        The words, empty when none are found, and where they start.
    """
    start = max(floor, qualifier.start - _METRIC_LENGTH, *_last_breaks(text, qualifier.start))
    if start == floor and floor:
        # Behind the figure before it stands what that one counts: 2个千亿园区、5个百亿镇.
        start = max(start, _last_joint(text, start, qualifier.start) + 1)
    start = _behind(_LEADING, text, start, qualifier.start)
    words = _behind(_EACH, text, start, qualifier.start)
    words = _behind(_LEADING, text, words, qualifier.start)
    before = _YEAR_TAIL.sub("", text[words : qualifier.start].strip())
    yearly = _YEARLY.fullmatch(before)
    made = _MADE_YEARLY.match(text, qualifier.end) if yearly is not None else None
    if yearly is not None and made is not None:
        return made["what"] + yearly["yearly"], start
    if before and not _is_made(text, qualifier, before, counter=counter):
        return _of_merged(before, text[qualifier.start : qualifier.end]) + _share_of(before), start
    noun = _NOUN_OF_SIZE.match(text, qualifier.end) or _NOUN.match(text, qualifier.end)
    if noun is None:
        return before, start
    return _MERGED_TAIL.sub("", _COUNTED_TAIL.sub("", noun[1].strip().removeprefix("的"))), start


def _is_made(text: str, qualifier: Qualifier, before: str, *, counter: bool) -> bool:
    """Whether the words before a number only say that something is made, and what it is stands behind."""
    verb = _COUNTED_TAIL.sub("", before)
    is_making = _MAKING.fullmatch(verb) is not None
    if counter and (is_making or _BEGINS_WITH_BOUND.match(text, qualifier.start)):
        return True
    has_noun = _NOUN.match(text, qualifier.end) is not None
    return has_noun and (_EACH_MAKES.fullmatch(verb) is not None if counter else is_making)


def _share_of(words: str) -> str:
    """比重 behind what something has a share of (占规上工业的), as the text leaves it to the reader."""
    return "比重" if _SHARE.search(words) else ""


def _of_merged(words: str, following: str) -> str:
    """What is to be fewer: 工业园区 of 工业园区整合 before 为6个."""
    merged = _MERGED_TAIL.search(words) or _MERGED_TAIL.search(words + following[:1])
    return words[: merged.start()] if merged and merged.start() else words


def _behind(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    match = pattern.match(text, start, end)
    return match.end() if match else start


def _last_joint(text: str, start: int, end: int) -> int:
    """Where the last 、 stands that is not inside brackets, as that of 县(市、区) is; -1 without one."""
    masked = _IN_BRACKETS.sub(lambda match: " " * len(match[0]), text[start:end])
    at = masked.rfind("、")
    return start + at if at >= 0 else -1


def _last_breaks(text: str, position: int) -> list[int]:
    floor = max(0, position - _METRIC_LENGTH)
    return [text.rfind(sign, floor, position) + 1 for sign in _BREAKS]
