"""Which area a document governs, as far as its title, its first lines and the name of its file tell; never decided here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from atlas.core.errors import Text
from atlas.core.model import AdminUnit, Level
from atlas.core.policy.reading.frame import first_of_body, read_title
from atlas.core.policy.reading.source import Note, SourceText
from atlas.services.answers import Answer, unit_reference

#: Stable, for programs.
TITLE_AREA = "title_area"
# What may stand before the area in a title: who sends it on, what is to be done, a year, and quotation marks.
_OPENING = re.compile(
    r"^[#>*\s（(]*(?:.*?(?:关于印发|印发|关于|中共))?(?:加快|推动|推进|促进|支持)?(?:\d{4}年?)?[\s《〈【“\"]*"
)
# Letters set wide: 赣 州 市.
_WIDE = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
# Behind a name of several: 遵义市、毕节市.
_LIST_SIGNS = tuple("、与和及")
# How people call what is officially 红河哈尼族彝族自治州.
_PREFECTURE_TAILS = ("自治州", "州")
#: Lines that may hold a title.
_MOST_LINES = 40
_LONGEST_WORDS = 60


@dataclass(frozen=True, slots=True)
class AreaProposal:
    """An area that a document seems to govern.

    Parameters
    ----------
    units
        One, or several of one name.
    told_by
        ``title``, ``line`` or ``file_name``.
    words
        Of the title, the line or the name of the file.
    is_sure
        Whether it is one unit, written in full at the beginning.
    """

    units: tuple[AdminUnit, ...]
    told_by: str
    words: str
    is_sure: bool


class AreaNames:
    """Names of units as titles write them.

    Parameters
    ----------
    units
        Of today.
    """

    def __init__(self, units: Mapping[str, AdminUnit]) -> None:
        self._units = units

    @cached_property
    def _full(self) -> dict[str, list[AdminUnit]]:
        found: dict[str, list[AdminUnit]] = {}
        for unit in self._units.values():
            found.setdefault(unit.name, []).append(unit)
            if unit.level is Level.PREFECTURE and unit.name.endswith("自治州"):
                for tail in _PREFECTURE_TAILS:
                    found.setdefault(unit.short_name + tail, []).append(unit)
        return found

    @cached_property
    def _short(self) -> dict[str, list[AdminUnit]]:
        found: dict[str, list[AdminUnit]] = {}
        for unit in self._units.values():
            found.setdefault(unit.short_name, []).append(unit)
        return {name: units for name, units in found.items() if len(name) > 1}

    def at_beginning(self, text: str) -> tuple[tuple[AdminUnit, ...], bool]:
        """The area that a title begins with.

        Parameters
        ----------
        text
            A title, a line or the name of a file.

        Returns
        -------
        tuple
            Units of that name, and whether it is written in full; no unit where there is none or where there are several
            names side by side.
        """
        for names, is_full in ((self._full, True), (self._short, False)):
            for start in dict.fromkeys((_opening(text), 0)):
                led = list(_leading(text[start:], names.keys()))
                if not led:
                    continue
                rest = text[start + sum(map(len, led)) :]
                return ((), is_full) if rest.startswith(_LIST_SIGNS) else (self._last(led, names), is_full)
        return (), False

    def _last(self, led: list[str], names: Mapping[str, list[AdminUnit]]) -> tuple[AdminUnit, ...]:
        """What the last of names one behind the other means: the one inside the others."""
        found = names[led[-1]]
        around = {unit.adcode for name in led[:-1] for unit in names[name]}
        inside = [unit for unit in found if around & {unit.parent, unit.prefecture, unit.province}]
        return tuple(inside or found)


def propose_area(source: SourceText, file_name: str, units: Mapping[str, AdminUnit]) -> AreaProposal | None:
    """The area that a document seems to govern, for a person to accept or not.

    Parameters
    ----------
    source
        Its words.
    file_name
        What the sender calls it.
    units
        Of today, by adcode.

    Returns
    -------
    AreaProposal or None
        What is written in full goes before a short name, a title before another line, and the name of the file last.
    """
    names = AreaNames(units)
    found = [
        AreaProposal(area, told_by, text[:_LONGEST_WORDS], is_full and len(area) == 1)
        for told_by, text in _told(source, file_name)
        for area, is_full in (names.at_beginning(text),)
        if area
    ]
    return next((one for one in found if one.is_sure), found[0] if found else None)


def proposal_answer(found: AreaProposal, units: Mapping[str, AdminUnit]) -> Answer:
    """A proposal as plain values; ``within``: the units around each, province first."""
    return {
        "units": [
            {
                **unit_reference(unit),
                "within": [
                    units[above].name
                    for above in dict.fromkeys((unit.province, unit.prefecture))
                    if above and above != unit.adcode
                ],
            }
            for unit in found.units
        ],
        "told_by": found.told_by,
        "words": found.words,
        "is_sure": found.is_sure,
    }


def document_title(source: SourceText) -> str:
    """The title of a document as its first lines or its file tell it; empty where neither does."""
    lines = _first_lines(source)
    head = lines[: first_of_body(list(enumerate(lines)))] if lines else []
    return (read_title(head) if head else "") or source.title


def _told(source: SourceText, file_name: str) -> Iterator[tuple[str, str]]:
    yield "title", document_title(source)
    for line in _first_lines(source)[:5]:
        yield "line", line
    yield "title", source.title
    yield "file_name", PurePath(file_name).stem


def _first_lines(source: SourceText) -> list[str]:
    pieces = (_WIDE.sub("", piece.text.strip()) for piece in source.pieces)
    return [text for _, text in zip(range(_MOST_LINES), filter(None, pieces), strict=False)]


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
    for start in dict.fromkeys((0, _opening(title))):
        led = list(_leading(title[start:], names))
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


def _leading(text: str, names: Iterable[str]) -> Iterator[str]:
    """Names one behind the other: 贵州省仁怀市."""
    known = names if isinstance(names, set) else set(names)
    longest = max(map(len, known), default=0)
    start = 0
    while True:
        lengths = range(min(longest, len(text) - start), 1, -1)
        name = next(
            (text[start : start + length] for length in lengths if text[start : start + length] in known), ""
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
