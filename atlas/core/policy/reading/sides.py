"""Where places lie, seen from the area that a document governs, and what they are to be looked up as."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property

from atlas.core.errors import Text
from atlas.core.model import AdminUnit, Level
from atlas.core.places.find import Mention
from atlas.core.places.resolution import Candidate, Thing
from atlas.core.places.unit_tails import WHOLE_AREA, WHOLE_WORDS
from atlas.core.policy.reading.draft import Reading


class Side(StrEnum):
    """Where a place lies, seen from the area that the document governs."""

    INSIDE = "inside"
    OWN = "own"
    ABOVE = "above"
    OUTSIDE = "outside"


class Area:
    """The area that a document governs.

    Parameters
    ----------
    region
        Its adcode.
    units
        Every admin unit.
    """

    def __init__(self, region: str, units: Mapping[str, AdminUnit]) -> None:
        self.region = region
        self._units = units
        self._unit = units.get(region)

    @property
    def unit(self) -> AdminUnit | None:
        """The unit of the area; ``None`` where no unit of today has its code."""
        return self._unit

    @property
    def is_county(self) -> bool:
        """Whether the document is a county's own."""
        return self._unit is not None and self._unit.level is Level.COUNTY

    @property
    def scope_word(self) -> str:
        """The word that stands for all that the document covers."""
        if self._unit is None or self._unit.name.endswith("地区"):
            return WHOLE_AREA
        return WHOLE_WORDS.get(self._unit.name[-1], WHOLE_AREA)

    @cached_property
    def larger_words(self) -> tuple[str, ...]:
        """The words that stand for all of an area that holds this one: 全国, in a city's plan 全省."""
        own = self._unit
        holders = (own.prefecture, own.province) if own is not None else ()
        units = [self._units[code] for code in holders if code != self.region and code in self._units]
        words = dict.fromkeys(WHOLE_WORDS.get(unit.name[-1], "") for unit in units)
        return ("全国", *(word for word in words if word and word != self.scope_word))

    def side(self, mention: Mention) -> Side:
        """Where a place lies; in doubt inside as soon as one of its meanings does.

        Parameters
        ----------
        mention
            With its candidates.

        Returns
        -------
        Side
            Outside for words that mean nothing.
        """
        best = mention.resolution.best
        candidates = (best,) if best is not None else mention.candidates
        sides = [self._side_of(candidate) for candidate in candidates]
        is_strange = any(candidate.outside for candidate in candidates)
        if best is None and (sides == [Side.OWN] or (is_strange and Side.OWN in sides)):
            # A zone that no table knows, or a district that the area's own city does not have, somewhere in the area.
            return Side.INSIDE
        return next((side for side in (Side.INSIDE, Side.OWN, Side.ABOVE) if side in sides), Side.OUTSIDE)

    def _side_of(self, candidate: Candidate) -> Side:
        if candidate.thing is not Thing.UNIT:
            inside = [self._contains(code) for code in candidate.adcodes]
            return Side.INSIDE if all(inside) else Side.OUTSIDE
        code = candidate.adcode
        if code == self.region:
            return Side.OWN
        if self._contains(code):
            return Side.INSIDE
        own = self._unit
        return Side.ABOVE if own is not None and code in (own.prefecture, own.province) else Side.OUTSIDE

    def _contains(self, adcode: str) -> bool:
        unit = self._units.get(adcode)
        return unit is not None and self.region in (unit.adcode, unit.prefecture, unit.province)


def lookup_words(candidate: Candidate) -> str:
    """What a place is to be looked up as, so that it always means this candidate.

    Parameters
    ----------
    candidate
        The meaning.

    Returns
    -------
    str
        The code of a unit or of the county of a town, the name of a zone, site or region.
    """
    return candidate.adcode if candidate.thing in (Thing.UNIT, Thing.TOWN) else candidate.name


def readings_of(mention: Mention, units: Mapping[str, AdminUnit]) -> tuple[Reading, ...]:
    """What a place may mean, for people to choose from.

    Parameters
    ----------
    mention
        With its candidates.
    units
        Every admin unit.

    Returns
    -------
    tuple of Reading
        Best first. Of something that is only known to lie in a prefecture, its counties.
    """
    candidates = mention.candidates
    if mention.resolution.best is None and len(candidates) == 1 and candidates[0].thing is Thing.UNIT:
        holder = candidates[0]
        reason = Text(
            f"在{holder.name}，不知是哪个县（市、区）", f"in {holder.name}, not known in which county"
        )
        return tuple(
            Reading((unit.adcode,), unit.name, reason, round(holder.score / 10, 3))
            for unit in units.values()
            if unit.level is Level.COUNTY and unit.prefecture == holder.adcode
        )
    return tuple(Reading(one.adcodes, one.name, one.reason, one.score) for one in candidates)
