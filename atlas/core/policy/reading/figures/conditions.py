"""What is counted by its size: 营业收入超10亿元的企业达到50户，其中超100亿元的8户.

The size is a figure of its own; the count is told of the things with their size, not of all of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from atlas.core.places.unit_tails import WHOLE_UNIT
from atlas.core.policy.reading.figures.found import FoundFigure
from atlas.core.policy.reading.sentence_ends import SENTENCE_ENDS
from atlas.core.policy.reading.units import is_counter

# The end of a statement, of the line, or of a cell.
_PART_END = re.compile(f"[{SENTENCE_ENDS}\n\t]")
#: Between a size and the count of what has it: 的县域特色产业集群达到.
_COUNTED = re.compile(
    r"\s?(?P<of>的)?[“”\"]?(?P<noun>(?:[^，,；;。:：、\d()（）\n\t]|\([县市区州旗、]{1,8}\)){0,24}?)[“”\"]?"
    r"(?:数量|总数)?(?:分别|均|力争|累计)?(?:增加到|增加至|增至|发展到|达到|达|突破|超过|超|不少于|不低于|新增|为|有|各|由)?\s?"
)
#: A size without what it measures: 其中超100亿元的, 、10亿元以上.
_AFTER_OF_WHICH = re.compile(r"(?:其中[，,:：]?|[，,、]|\A)\s?(?:年)?(?:新增|培育|打造|建成)?\s?\Z")
_MAKING = re.compile(
    rf"\A(?:累计|{WHOLE_UNIT}|每年|新|再|重点|着力|力争|加快|积极|努力|实施|推动|支持)*(?:建设|建成|打造|培育壮大|培育形成|培育|引进|新建|新增|创建|争创|形成|发展|布局|壮大|扶持|推出|实现)?(?:和|、)?"
)
_QUOTES = '“”"'
_THRESHOLDS = (">", ">=")


@dataclass(frozen=True, slots=True)
class _Counted:
    """What the sentence counted last, and by which measure."""

    noun: str = ""
    measure: str = ""
    end: int = 0


def name_counted(text: str, found: Sequence[FoundFigure]) -> list[FoundFigure]:
    """Figures in which a count that stands behind a size tells it in its metric.

    Parameters
    ----------
    text
        Text with half-width signs.
    found
        Its figures, in order.

    Returns
    -------
    list of FoundFigure
        As many, in the same order.
    """
    named = list(found)
    counted = _Counted()
    for index, each in enumerate(named):
        if _PART_END.search(text, counted.end, each.value_start):
            counted = _Counted(end=each.value_end)
        if not is_counter(each.figure.unit):
            continue
        size = named[index - 1] if index else None
        match = _between(text, size, each) if size else None
        if size is None or match is None:
            noun = _without_verb(each.figure.metric) or counted.noun
            counted = _Counted(noun, "", each.value_end)
            continue
        told = _Counted(
            match["noun"].removeprefix("级") or counted.noun, _measure(text, size, counted), each.value_end
        )
        named[index - 1 : index + 1] = _pair(text, size, each, match, told)
        counted = told
    return named


def _pair(
    text: str, size: FoundFigure, each: FoundFigure, match: re.Match[str], told: _Counted
) -> tuple[FoundFigure, FoundFigure]:
    """A size and the count of what has it, both with their metric."""
    words = text[_start_of_size(text, size) : match.start()]
    if match["noun"].startswith("级"):
        words, joint = words + "级", ""
    else:
        joint = match["of"] or ("" if match["noun"] else "的")
    metric = f"{told.measure}{words}{joint}{told.noun}"
    sized = replace(
        size,
        figure=replace(size.figure, metric=told.measure or told.noun),
        rule="criterion" if size.is_goal and size.rule != "level" else size.rule,
    )
    return sized, replace(each, start=min(each.start, size.start), figure=replace(each.figure, metric=metric))


def _between(text: str, size: FoundFigure, each: FoundFigure) -> re.Match[str] | None:
    """The words between a size and the count of what has it; ``None`` for two figures that have nothing in common."""
    start = size.end if size.value_end <= size.end <= each.value_start else size.value_end
    match = _COUNTED.fullmatch(text, start, each.value_start)
    return match if match is not None and _is_size(size, match) else None


def _is_size(before: FoundFigure, match: re.Match[str]) -> bool:
    """Whether the figure before a count is the size of what is counted."""
    unit = before.figure.unit
    if not unit or is_counter(unit) or before.is_policy_amount:
        return False
    if unit == "%":
        return bool(match["of"] and match["noun"])
    return bool(match["of"]) or before.figure.op in _THRESHOLDS or before.rule in ("level", "criterion")


def _start_of_size(text: str, size: FoundFigure) -> int:
    """Where the words begin that make it a bound: 超100亿元, 10亿元以上, 百亿级."""
    bound = size.figure.wording.partition("…")[0]
    start = size.value_start - len(bound)
    return start if bound and text.startswith(bound, start) else size.value_start


def _measure(text: str, size: FoundFigure, counted: _Counted) -> str:
    """What the size measures; one without words of its own measures what that before it did."""
    metric = size.figure.metric
    if metric.strip(_QUOTES) and text.find(metric, size.start, size.value_start) >= 0:
        return _without_verb(metric)
    return counted.measure if _AFTER_OF_WHICH.search(text[max(0, size.start - 12) : size.start]) else ""


def _without_verb(metric: str) -> str:
    bare = _MAKING.sub("", metric)
    return bare or metric
