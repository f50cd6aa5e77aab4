"""Words for a place that lead to the units meant and to no others: what stands in a catalogue as ``as`` and ``within``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from atlas.core.errors import PlaceUnresolved
from atlas.core.model import AdminUnit
from atlas.core.policy.linking import PlaceResolver, ResolvedPlace
from atlas.core.policy.reading.draft import Reading


@dataclass(frozen=True, slots=True)
class PlaceSetting:
    """Where words stand.

    Parameters
    ----------
    region
        Of the document.
    year
        Of the document.
    neighbours
        Words of all places of the same goal.
    """

    region: str
    year: int | None
    neighbours: tuple[str, ...] = ()

    def resolve(self, resolver: PlaceResolver, words: str, *, read_as: str, within: str) -> ResolvedPlace:
        """What the linker will make of a place.

        Parameters
        ----------
        resolver
            The gazetteer's answer.
        words
            As written.
        read_as, within
            As in ``PlaceMention``.

        Returns
        -------
        ResolvedPlace
            Beyond doubt.

        Raises
        ------
        PlaceUnresolved
            The words are unknown or in doubt.
        """
        others = tuple(other for other in self.neighbours if other != words)
        return resolver(
            read_as or words, within=within, region=self.region, year=self.year, neighbours=others
        )


def spell_reading(
    words: str,
    reading: Reading,
    setting: PlaceSetting,
    units: Mapping[str, AdminUnit],
    resolver: PlaceResolver,
    *,
    like: ResolvedPlace | None = None,
) -> tuple[str, str] | None:
    """How words are to be looked up so that they mean one reading.

    Parameters
    ----------
    words
        As written.
    reading
        What they mean.
    setting
        Where they stand.
    units
        Every admin unit.
    resolver
        The gazetteer's answer.
    like
        An answer that the words are to give in every respect; ``None`` where the units alone count.

    Returns
    -------
    tuple of str or None
        ``read_as`` (empty where the words do by themselves) and ``within``, the plainest that does; ``None`` when
        nothing does.
    """
    for read_as, within in _spellings(words, reading, units):
        try:
            found = setting.resolve(resolver, words, read_as=read_as, within=within)
        except PlaceUnresolved:
            continue
        is_same = like is None or (found.derived, found.is_group) == (like.derived, like.is_group)
        if is_same and set(found.adcodes) == set(reading.adcodes):
            return read_as, within
    return None


def _spellings(words: str, reading: Reading, units: Mapping[str, AdminUnit]) -> Iterator[tuple[str, str]]:
    yield "", ""
    unit = units.get(reading.adcodes[0]) if reading.adcodes else None
    around = [] if unit is None else [code for code in (unit.province, unit.prefecture) if code]
    around = [code for code in dict.fromkeys(around) if code not in reading.adcodes]
    yield from (("", code) for code in around)
    if reading.name and reading.name != words:
        yield reading.name, ""
        yield from ((reading.name, code) for code in around)
    if len(reading.adcodes) == 1:
        yield reading.adcodes[0], ""
