"""Names of projects, zones and clusters in boxes and annexes: the place in front of one says where it lies."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter

from atlas.core.policy.reading.frame import ANNEXES
from atlas.core.policy.reading.sections import Section
from atlas.core.policy.reading.traps import Stretch

_NAME = re.compile(
    r"(?:[\n；;，、。：:])[ \t\u3000*•·●—\-]*"
    r"(?P<name>[^，。；;：:、（）()\n]{2,36}?(?:项目|工程|产业集群|集群|产业园区?|工业园区?|示范园区?|科技园|物流园|园区|集中区|基地|生产线|产业带|研发中心)"
    r"(?:[一二三四五六\d]期)?)(?=[，。；;：:、（(\n]|$)"
)


def is_entry(section: Section) -> bool:
    """Whether a clause is an entry of a box or an annex.

    Parameters
    ----------
    section
        The clause.

    Returns
    -------
    bool
        By its id.
    """
    return "专栏" in section.id or section.id.startswith(ANNEXES)


def entry_names(text: str, sections: Iterable[Section]) -> list[Stretch]:
    """Where boxes and annexes name projects, zones and clusters.

    Parameters
    ----------
    text
        Clean text.
    sections
        Its clauses.

    Returns
    -------
    list of tuple
        Start and end of each name, in order.
    """
    found: set[Stretch] = set()
    for section in sections:
        if is_entry(section):
            position = section.words
            if opening := _NAME.match(f"\n{text[position : section.end]}"):
                found.add((position + opening.start("name") - 1, position + opening.end("name") - 1))
            while name := _NAME.search(text, position, section.end):
                found.add(name.span("name"))
                position = name.end()
    return sorted(found)


def name_at(names: Sequence[Stretch], start: int) -> Stretch | None:
    """The name that begins at a position.

    Parameters
    ----------
    names
        Of entries, in order.
    start
        Position in the text.

    Returns
    -------
    tuple or None
        ``None`` where none begins.
    """
    index = bisect_right(names, start, key=itemgetter(0)) - 1
    return names[index] if index >= 0 and names[index][0] == start else None
