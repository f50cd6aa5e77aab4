"""Every name and code of units, zones, sites and regions, with the rule under which it leads to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from atlas.core.model import AdminUnit, CodeChange, Level, PlaceName, Zone
from atlas.core.places.names import aliases, short_name
from atlas.core.places.region import Region
from atlas.core.places.resolution import Rule, Thing
from atlas.core.places.zone_names import zone_spellings

_TAILS = ("县", "市", "区", "旗", "州")


@dataclass(frozen=True, slots=True)
class Entry:
    """One way in which some words lead to a thing; fields as in `Candidate`, ``area`` as in `Region`."""

    adcodes: tuple[str, ...]
    level: Level | None
    thing: Thing
    name: str
    rule: Rule
    year_from: int | None = None
    year_to: int | None = None
    area: str = ""


@dataclass(frozen=True, slots=True)
class PlaceTables:
    """All that a gazetteer is made of.

    Parameters
    ----------
    units
        Units of today, of every level.
    names
        Old names and aliases; official names only tell their first year.
    changes
        Codes given up.
    regions
        Named groups of units.
    zones, sites
        Parks and points with the county-level units they lie in.
    """

    units: Sequence[AdminUnit]
    names: Sequence[PlaceName] = ()
    changes: Sequence[CodeChange] = ()
    regions: Sequence[Region] = ()
    zones: Sequence[Zone] = ()
    sites: Sequence[Zone] = ()


class NameIndex:
    """Looks up words and codes.

    Parameters
    ----------
    tables
        What there is to know.
    """

    def __init__(self, tables: PlaceTables) -> None:
        self._entries: dict[str, dict[Entry, None]] = {}
        self._units: dict[str, AdminUnit] = {}
        self._since = {
            name.adcode: name.year_from for name in tables.names if name.kind == "official" and name.year_from
        }
        for unit in _one_level_each(tables.units):
            self._units.setdefault(unit.adcode, unit)
            self._add_unit(unit)
        for name in tables.names:
            self._add_name(name)
        for change in tables.changes:
            self._add_change(change)
        for region in tables.regions:
            self._add_region(region)
        for zone in tables.zones:
            self._add_feature(zone, Thing.ZONE, Rule.ZONE_NAME, Rule.ZONE_ALIAS)
        for site in tables.sites:
            self._add_feature(site, Thing.SITE, Rule.SITE_NAME, Rule.SITE_ALIAS)

    def entries(self, words: str) -> tuple[Entry, ...]:
        """Everything that words lead to, in the order in which it was made known.

        Parameters
        ----------
        words
            A name or a six-digit code.

        Returns
        -------
        tuple of Entry
            Empty when nobody knows the words.
        """
        return tuple(self._entries.get(words, ()))

    def unit(self, adcode: str) -> AdminUnit | None:
        """The unit of a code, the higher one when two levels share it.

        Parameters
        ----------
        adcode
            Six digits.

        Returns
        -------
        AdminUnit or None
            ``None`` when no unit of today has this code.
        """
        return self._units.get(adcode)

    def units(self) -> Iterator[AdminUnit]:
        """Every unit of today, once.

        Yields
        ------
        AdminUnit
            In no set order.
        """
        yield from self._units.values()

    def names(self) -> Iterator[str]:
        """Every name known, without the codes.

        Yields
        ------
        str
            In no set order.
        """
        return (words for words in self._entries if not words.isdigit())

    def _add(self, words: str, entry: Entry) -> None:
        self._entries.setdefault(words, {}).setdefault(entry)

    def _add_unit(self, unit: AdminUnit) -> None:
        def enter(words: str, rule: Rule, since: int | None = None) -> None:
            self._add(words, Entry((unit.adcode,), unit.level, Thing.UNIT, unit.name, rule, since))

        since = self._since.get(unit.adcode)
        enter(unit.adcode, Rule.CODE)
        enter(unit.name, Rule.OFFICIAL_NAME, since)
        for words in dict.fromkeys((unit.short_name, *aliases(unit.name, unit.level))):
            if words != unit.name:
                plain_tail = words.startswith(unit.short_name) and words.endswith(_TAILS)
                is_common = plain_tail and words != unit.short_name
                enter(words, Rule.COMMON_NAME if is_common else Rule.SHORT_NAME, since)

    def _add_name(self, name: PlaceName) -> None:
        unit = self._units.get(name.adcode)
        if unit is None or name.kind == "official":
            return

        def enter(words: str, rule: Rule) -> None:
            self._add(
                words,
                Entry((unit.adcode,), unit.level, Thing.UNIT, unit.name, rule, name.year_from, name.year_to),
            )

        if name.kind == "old":
            enter(name.name, Rule.OLD_NAME)
            for words in (short_name(name.name, unit.level), *aliases(name.name, unit.level)):
                if words != name.name:
                    enter(words, Rule.OLD_SHORT_NAME)
        elif not self._follows_from_name(name.name, unit.adcode):
            enter(name.name, Rule.ABBREVIATION if len(name.name) == 1 else Rule.ALIAS)

    def _follows_from_name(self, words: str, adcode: str) -> bool:
        """Whether the official name of a unit already led to these words, with the years of that name."""
        return any(
            entry.adcodes == (adcode,)
            and entry.rule in (Rule.OFFICIAL_NAME, Rule.SHORT_NAME, Rule.COMMON_NAME)
            for entry in self._entries.get(words, ())
        )

    def _add_change(self, change: CodeChange) -> None:
        unit = self._units.get(change.adcode)
        if unit is not None:
            place = ((unit.adcode,), unit.level, Thing.UNIT, unit.name)
            self._add(change.old_adcode, Entry(*place, Rule.OLD_CODE, None, change.year - 1))
            known = {entry.adcodes for entry in self._entries.get(change.old_name, ())}
            if (unit.adcode,) not in known:
                self._add(change.old_name, Entry(*place, Rule.OLD_NAME, None, change.year - 1))

    def _add_region(self, region: Region) -> None:
        for words in (region.name, *region.aliases):
            rule = Rule.REGION_NAME if words == region.name else Rule.REGION_ALIAS
            entry = Entry(region.members, None, Thing.REGION, region.name, rule, area=region.area)
            self._add(words, entry)

    def _add_feature(self, zone: Zone, thing: Thing, by_name: Rule, by_alias: Rule) -> None:
        if not zone.adcodes:
            return
        provinces = {code[:2] + "0000" for code in zone.adcodes}
        units = [self._units[code] for code in provinces if code in self._units]
        prefixes = tuple(words for unit in units for words in (unit.name, unit.short_name))
        for words, is_name in zone_spellings(zone, prefixes).items():
            rule = by_name if is_name else by_alias
            self._add(words, Entry(zone.adcodes, Level.COUNTY, thing, zone.name, rule))


def _one_level_each(units: Iterable[AdminUnit]) -> list[AdminUnit]:
    """Units without those that only stand in at a level that is not theirs.

    Packages list Beijing as province and prefecture, and 仙桃 as prefecture and county. Cities without districts
    (东莞) keep both their levels, the higher one first.
    """
    order = {Level.PROVINCE: 0, Level.PREFECTURE: 1, Level.COUNTY: 2}
    by_code: dict[str, list[AdminUnit]] = {}
    for unit in sorted(units, key=lambda unit: order[unit.level]):
        by_code.setdefault(unit.adcode, []).append(unit)
    kept: list[AdminUnit] = []
    for adcode, same in by_code.items():
        if adcode.endswith("0000"):
            kept.append(same[0])
        elif not adcode.endswith("00"):
            kept.append(same[-1])
        else:
            kept += same
    return kept
