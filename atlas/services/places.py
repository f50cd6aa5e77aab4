"""Puts the gazetteer together: units of today, their names and codes over the years, regions, zones and sites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from atlas.core.model import AdminUnit, CodeChange, Level, PlaceName, Zone
from atlas.core.places.gazetteer import Gazetteer, unresolved
from atlas.core.places.name_index import PlaceTables
from atlas.core.places.names import aliases, initials, pinyin, short_name
from atlas.core.places.resolution import Thing
from atlas.core.policy.linking import ResolvedPlace
from atlas.stores.code_history import read_code_history
from atlas.stores.gazetteer import read_aliases, read_old_names, read_readings, read_regions
from atlas.stores.zones import read_sites, read_zones

if TYPE_CHECKING:
    import geopandas


@dataclass(frozen=True, slots=True)
class Places:
    """Everything known of places, and the gazetteer over it."""

    units: Mapping[str, AdminUnit]
    names: tuple[PlaceName, ...]
    code_changes: tuple[CodeChange, ...]
    zones: tuple[Zone, ...]
    sites: tuple[Zone, ...]
    gazetteer: Gazetteer


def read_places(geodata: Path, frames: Iterable[geopandas.GeoDataFrame]) -> Places:
    """Places of today and of the years before.

    Parameters
    ----------
    geodata
        Folder of the curated facts.
    frames
        Polygons of each level with the columns adcode, name, level, kind, parent, prefecture, province, area_km2,
        label_lon and label_lat, in EPSG:4326.

    Returns
    -------
    Places
        With a gazetteer.

    Raises
    ------
    CatalogueError, DataError
        A curated file breaks its format.
    """
    folder = geodata / "gazetteer"
    readings = read_readings(folder / "readings.csv")
    units = make_units(frames, readings)
    history = read_code_history(units.values())
    old = read_old_names(folder / "old_names.csv")
    names = (
        *add_pinyin((*history.names, *old.names), readings),
        *read_aliases(folder / "aliases.csv"),
        *_regular_aliases(units.values()),
    )
    changes = (*history.changes, *old.changes)
    zones, sites = read_zones(geodata / "zones.csv"), read_sites(geodata / "sites.csv")
    tables = PlaceTables(
        units=tuple(units.values()),
        names=names,
        changes=changes,
        regions=read_regions(folder / "regions.csv"),
        zones=zones,
        sites=sites,
    )
    return Places(units, names, changes, zones, sites, Gazetteer(tables))


def make_units(frames: Iterable[geopandas.GeoDataFrame], readings: Mapping[str, str]) -> dict[str, AdminUnit]:
    """Admin units from polygons, with short names and pinyin.

    Parameters
    ----------
    frames
        See ``read_places``.
    readings
        Readings of place names that a dictionary gets wrong.

    Returns
    -------
    dict
        Units by adcode, sorted.
    """
    units: dict[str, AdminUnit] = {}
    for frame in frames:
        bounds = frame.geometry.bounds.to_numpy().round(6)
        for record, box in zip(frame.drop(columns="geometry").to_dict("records"), bounds, strict=True):
            level = Level(record["level"])
            known = units.get(record["adcode"])
            if known is not None and known.level is Level.PROVINCE:
                # Taiwan has one row at the county level under the code of the province; it stays a province.
                continue
            short = short_name(record["name"], level)
            west, south, east, north = (float(number) for number in box)
            units[record["adcode"]] = AdminUnit(
                adcode=record["adcode"],
                name=record["name"],
                short_name=short,
                level=level,
                kind=record["kind"],
                # A city without counties (东莞市) stands at two levels under one code; it is a county in a province.
                parent=record["province"] if record["parent"] == record["adcode"] else record["parent"],
                prefecture=record["prefecture"],
                province=record["province"],
                pinyin=pinyin(short, readings),
                initials=initials(short, readings),
                area_km2=round(float(record["area_km2"]), 3),
                label=(round(float(record["label_lon"]), 6), round(float(record["label_lat"]), 6)),
                bbox=(west, south, east, north),
            )
    return dict(sorted(units.items()))


def add_pinyin(names: Iterable[PlaceName], readings: Mapping[str, str]) -> Iterable[PlaceName]:
    """Names with the pinyin of the old ones: people go on typing panxian.

    Parameters
    ----------
    names
        Of any kind.
    readings
        Readings of place names that a dictionary gets wrong.

    Yields
    ------
    PlaceName
        In the same order.
    """
    for name in names:
        if name.kind == "old":
            yield replace(name, pinyin=pinyin(name.name, readings), initials=initials(name.name, readings))
        else:
            yield name


class DocumentResolver:
    """The gazetteer as the linker asks it.

    Parameters
    ----------
    gazetteer
        Over all places.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def __call__(
        self, words: str, *, within: str, region: str, year: int | None, neighbours: Sequence[str]
    ) -> ResolvedPlace:
        """Units that words name in a document; raises ``PlaceUnresolved`` in doubt."""
        found = self._gazetteer.resolve(
            words, within=within or None, region=region, year=year, neighbours=neighbours
        )
        best = found.best
        if best is None:
            raise unresolved(found)
        others = [code for candidate in found.candidates[1:] for code in candidate.adcodes]
        return ResolvedPlace(
            adcodes=best.adcodes,
            rule=str(best.rule),
            confidence=round(best.score, 3),
            candidates=tuple(code for code in dict.fromkeys(others) if code not in best.adcodes),
            derived=best.is_derived,
            is_group=best.thing is Thing.REGION,
        )


def _regular_aliases(units: Iterable[AdminUnit]) -> Iterable[PlaceName]:
    """Names that follow from the official one by rule (玉屏县, 黔东南州)."""
    for unit in units:
        yield PlaceName(unit.adcode, unit.short_name, "short")
        for alias in aliases(unit.name, unit.level):
            yield PlaceName(unit.adcode, alias, "alias")
