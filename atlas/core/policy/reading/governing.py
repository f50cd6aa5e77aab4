"""What the headings above a clause say of it: the places it is about, its topics, its year."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from atlas.core.model import Level
from atlas.core.policy.reading.context import Context
from atlas.core.policy.reading.entry_names import is_entry
from atlas.core.policy.reading.outline import Section
from atlas.core.policy.reading.roles import PlaceRole, rules_out
from atlas.core.policy.reading.sentences import Sentence
from atlas.core.policy.reading.sides import Side
from atlas.core.policy.reading.statements import Statement, read_statements

# Words that open a list stand right before it.
_LONGEST_OPENING = 300
# What may stand beside the names of a heading: its number, and what kind of zone it is.
_NUMBER_OR_KIND = re.compile(
    "第[一二三四五六七八九十百\\d]+[编篇章节条]|"
    "(?:工业|产业|经济|技术|高新|新型)*(?:集中区|集聚区|园区|开发区|工业园|产业园|经开区|高新区|管理区|试验区)"
)
# More than 和 or 等 beside the names.
_SAYS = re.compile("[\u4e00-\u9fff]{2}")
_YEAR = re.compile(r"(20\d\d)年")
# What may stand before the name that an entry of a box begins with.
_ENTRY_SIGNS = " \t\n\u3000*•·●—-：:、（）()"
_PAST_HEADING = re.compile(
    "现状|现实基础|发展基础|工作基础|基础条件|主要成效|工作成效|发展成效|存在(?:的)?问题|已完成"
)
# 现状与目标 tells of both, and each clause below it says for itself which.
_COMING_HEADING = re.compile("目标|思路|要求|任务|举措|布局|方向|路径")


@dataclass(frozen=True, slots=True)
class Governing:
    """What the headings above a clause say.

    Parameters
    ----------
    places
        Places that the clause is about without naming them: from the heading, or the document's own county.
    topics
        Topics of the headings.
    year
        Year set by a heading or the clause above.
    is_ruled_out
        Whether the clause above lists what may not be.
    is_past
        Whether the headings say that what stands below them tells what is and was.
    """

    places: tuple[PlaceRole, ...] = ()
    topics: tuple[str, ...] = ()
    year: int | None = None
    is_ruled_out: bool = False
    is_past: bool = False


def governs(context: Context, section: Section, above: Governing) -> Governing:
    """What the heading of a clause says for the clauses below it.

    Parameters
    ----------
    context
        The document.
    section
        The clause.
    above
        What the headings above it say.

    Returns
    -------
    Governing
        Its own places and topics, or those from above where it has none.
    """
    is_ruled_out = above.is_ruled_out or rules_out(
        context.text[section.words : section.end].rstrip()[-_LONGEST_OPENING:]
    )
    told = _YEAR.search(section.heading)
    own = replace(
        above,
        topics=context.tools.topics.topics_of(section.heading, fallback=above.topics, heading=above.topics)
        if section.heading
        else above.topics,
        year=int(told[1]) if told else above.year,
        is_ruled_out=is_ruled_out,
        is_past=above.is_past or tells_of_past(section.heading),
    )
    sentence = Sentence(section.start, section.body)
    statements = read_statements(context, sentence, is_governed=bool(above.places))
    # The first sentence of a paragraph is a goal of its own; only a line by itself governs what stands below.
    if section.body < section.end and context.text[section.body - 1 : section.body] in "。；！？;":
        is_titled = is_entry(section) or only_names(context.text, statements[0])
        titled = entry_places(context.text, section, statements[0]) if is_titled else ()
        return replace(own, places=titled or above.places)
    asked = tuple(
        place
        for statement in statements
        for place in statement.asked
        if place.side is Side.INSIDE and place.mention.resolution.best is not None
    )
    counties = tuple(place for place in asked if _level(place) is Level.COUNTY)
    prefectures = tuple(place for place in asked if _level(place) is Level.PREFECTURE)
    return replace(own, places=counties or prefectures or above.places)


def entry_places(text: str, section: Section, first: Statement) -> tuple[PlaceRole, ...]:
    """Places with which an entry of a box begins, so that all of it is about them (1.桐城绿色包装。到2030年…).

    Parameters
    ----------
    text
        Clean text.
    section
        The entry.
    first
        Its first statement.

    Returns
    -------
    tuple of PlaceRole
        Empty when it begins with other words.
    """
    asked = first.asked
    if not asked or text[section.words : asked[0].mention.start].strip(_ENTRY_SIGNS):
        return ()
    return asked


def tells_of_past(heading: str) -> bool:
    """Whether a heading says that what stands below it is and was (发展基础), and nothing of what is to be.

    Parameters
    ----------
    heading
        Its words.

    Examples
    --------
    >>> tells_of_past("现状与问题"), tells_of_past("现状与目标")
    (True, False)
    """
    return bool(_PAST_HEADING.search(heading)) and not _COMING_HEADING.search(heading)


def only_names(text: str, statement: Statement) -> bool:
    """Whether a statement names places and says nothing of them (一、库尔勒市); what is asked of them stands below.

    Parameters
    ----------
    text
        Clean text.
    statement
        The statement.

    Returns
    -------
    bool
        False when it names no place.
    """
    said = text[statement.start : statement.end]
    for place in statement.places:
        start, end = place.mention.start - statement.start, place.mention.end - statement.start
        said = f"{said[:start]}{' ' * (end - start)}{said[end:]}"
    return bool(statement.places) and not _SAYS.search(_NUMBER_OR_KIND.sub("", said))


def _level(place: PlaceRole) -> Level | None:
    """Of a place that is one unit."""
    best = place.mention.resolution.best
    return best.level if best is not None and len(best.adcodes) == 1 else None
