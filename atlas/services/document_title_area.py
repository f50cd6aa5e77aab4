"""Tells when the title of a document begins with the name of another area than the one that a person chose for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from atlas.core.errors import Text
from atlas.core.model import AdminUnit
from atlas.core.policy.reading.source import Note

#: Stable, for programs.
TITLE_AREA = "title_area"
# What may stand before the area in a title: who sends it on, and quotation marks.
_OPENING = re.compile(r"^(?:.*?(?:关于印发|印发|关于))?[\s《〈“\"]*")
# Behind a name of several: 遵义市、毕节市.
_LIST_SIGNS = tuple("、与和及")


def find_area_notes(title: str, region: str, units: Iterable[AdminUnit]) -> list[Note]:
    """What to mind about the area of a document.

    Parameters
    ----------
    title
        Of the document.
    region
        adcode that a person chose.
    units
        Of today.

    Returns
    -------
    list of Note
        One where the title begins with another area and the chosen one is not the last that it names: 吉林省… for 吉林市,
        贵州省仁怀市… for 贵州省. Several areas side by side are no such sign.
    """
    known = list(units)
    chosen = next((unit.name for unit in known if unit.adcode == region), "")
    names = {unit.name for unit in known}
    longest = max(map(len, names), default=0)
    for start in dict.fromkeys((0, _opening(title))):
        led = list(_leading(title[start:], names, longest))
        if not led:
            continue
        rest = title[start + sum(map(len, led)) :]
        if led[-1] == chosen or rest.startswith(_LIST_SIGNS):
            return []
        return [_note(led[-1], chosen)]
    return []


def _opening(title: str) -> int:
    found = _OPENING.match(title)
    return found.end() if found else 0


def _leading(text: str, names: set[str], longest: int) -> Iterator[str]:
    """Names one behind the other: 贵州省仁怀市."""
    start = 0
    while True:
        lengths = range(min(longest, len(text) - start), 1, -1)
        name = next(
            (text[start : start + length] for length in lengths if text[start : start + length] in names), ""
        )
        if not name:
            return
        yield name
        start += len(name)


def _note(named: str, chosen: str) -> Note:
    return Note(
        TITLE_AREA,
        Text(
            f"标题写的是{named}，所选地区是{chosen}：请核对适用地区，选错时请移除后重新添加",
            f"the title says {named}, the area chosen is {chosen}: check it; if it is wrong, remove the document and add it again",
        ),
        1,
    )
