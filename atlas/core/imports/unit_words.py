"""What single cells of a table say about an admin unit: codes in all their spellings, and names in their context."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from atlas.core.model import AdminUnit, Level
from atlas.core.places.resolution import Resolution, Rule


class PlaceLookup(Protocol):
    """Finds admin units by words; ``Gazetteer`` is one."""

    def resolve(
        self,
        words: str,
        *,
        within: str | None = None,
        region: str | None = None,
        year: int | None = None,
        level: Level | None = None,
        neighbours: Sequence[str] = (),
    ) -> Resolution:
        """What words mean; see ``Gazetteer.resolve``.

        Parameters
        ----------
        words
            A name or a six-digit code.
        within, region, year, level, neighbours
            What narrows it down.

        Returns
        -------
        Resolution
            Candidates, and whether one of them is beyond doubt.
        """

    def unit(self, adcode: str) -> AdminUnit | None:
        """The unit of a code of today.

        Parameters
        ----------
        adcode
            Six digits.

        Returns
        -------
        AdminUnit or None
            ``None`` when there is none.
        """


#: Codes for statistics have 12 digits, of towns 9; their first six are those of the county, and the first two of
#: these the province (GB/T 2260).
_CODE = re.compile(r"((?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])\d{4})(?:\d{3}|\d{6})?(?:\.0+)?")
_NOISE = re.compile(r"[\s\u3000*#]+|^\d+[.、]\s*")
_BRACKETS = re.compile(r"[(（【\[].*?[)）】\]]")


@dataclass(frozen=True, slots=True)
class UnitFinding:
    """What a cell says about a unit.

    Parameters
    ----------
    adcode
        Of the one unit; empty in doubt.
    level
        Of the unit; ``None`` in doubt.
    candidates
        Units it may mean, as ``name adcode``, or names that look alike.
    is_ambiguous
        Whether it may mean several units.
    is_old
        Whether it is an old code or name.
    """

    adcode: str = ""
    level: Level | None = None
    candidates: tuple[str, ...] = ()
    is_ambiguous: bool = False
    is_old: bool = False


def code_of(text: str) -> str:
    """The six-digit code that a cell holds.

    Parameters
    ----------
    text
        As written: ``520121``, ``520121.0``, ``520121000000``.

    Returns
    -------
    str
        Empty when it holds none; that such a unit exists is not said.

    Examples
    --------
    >>> code_of("520121102000"), code_of("520121.0"), code_of("952012"), code_of("开阳县")
    ('520121', '520121', '', '')
    """
    match = _CODE.fullmatch(written(text))
    return match[1] if match else ""


def written(value: Any) -> str:
    """A cell as it is written.

    Parameters
    ----------
    value
        Text, number, or nothing.

    Returns
    -------
    str
        In half-width digits without blanks around; empty for nothing.
    """
    if isinstance(value, float):
        if value != value:  # noqa: PLR0124 - NaN
            return ""
        return str(int(value)) if value.is_integer() else repr(value)
    return "" if value is None else unicodedata.normalize("NFKC", str(value)).strip()


def find_unit(
    text: str,
    places: PlaceLookup,
    *,
    context: Sequence[str] = (),
    level: Level | None = None,
    region: str = "",
) -> UnitFinding:
    """What a cell says about a unit.

    Parameters
    ----------
    text
        A code or a name.
    places
        Finds units.
    context
        Names or codes of the units above, the highest first; empty ones are passed over.
    level
        Level that is meant; ``None`` for any.
    region
        adcode of the unit that decides between places of the same name; empty for none.

    Returns
    -------
    UnitFinding
        Always; without adcode in doubt.
    """
    within = ""
    for holder in context:
        found = _resolve(holder, places, within=within, level=None, region=region) if holder else None
        within = found.adcodes[0] if found and found.best and not found.best.is_derived else within
    code = code_of(text)
    words = code or _NOISE.sub("", written(text))
    resolution = _resolve(words, places, within=within, level=None if code else level, region=region)
    if not resolution.candidates and not code:
        # 贵阳市（含贵安新区） is 贵阳市; a name of another level than the header says is still a name.
        plain = _BRACKETS.sub("", words)
        for words_tried, level_tried in ((plain, level), (words, None), (plain, None)):
            if resolution.candidates or not words_tried:
                break
            resolution = _resolve(words_tried, places, within=within, level=level_tried, region=region)
    return _finding(resolution)


def _resolve(words: str, places: PlaceLookup, *, within: str, level: Level | None, region: str) -> Resolution:
    return places.resolve(words, within=within or None, region=region or None, level=level)


def _finding(resolution: Resolution) -> UnitFinding:
    best = resolution.best
    named = tuple(dict.fromkeys(f"{one.name} {one.adcode}" for one in resolution.candidates))
    if best is None or best.is_derived:
        return UnitFinding(candidates=named or resolution.hints, is_ambiguous=len(named) > 1)
    is_old = best.rule in (Rule.OLD_CODE, Rule.OLD_NAME, Rule.OLD_SHORT_NAME)
    return UnitFinding(best.adcode, best.level, named, is_old=is_old)
