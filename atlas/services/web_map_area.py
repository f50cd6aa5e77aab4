"""The ground of a standalone map: counties, outlines and names of a region, as detailed as its size allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import geopandas
import shapely
from shapely.geometry.base import BaseGeometry

from atlas.core.filters import Bbox
from atlas.core.model import AdminUnit, Level
from atlas.core.places.latin_names import latin_name
from atlas.core.policy.catalogue import Catalogue
from atlas.render.web_map_lines import count_vertices
from atlas.services.answers import Answer
from atlas.stores.protocol import ReadableStore

#: The whole country with the islands of the South China Sea (west, south, east, north) [degree].
CHINA: Bbox = (73.5, 3.8, 135.1, 53.6)
#: Regions whose map shows the dashes in the South China Sea.
_WITH_MARITIME_LINE = ("", "460000")
#: Tolerances [m] that the build makes, finest first; the finest that keeps to the vertices is taken.
_TOLERANCES_M = (100, 500, 2000)
_MOST_VERTICES = 200_000
#: How far beyond the region the borders of provinces are drawn, as a share of its width and height.
_AROUND = 0.6


@dataclass(frozen=True, slots=True)
class Area:
    """What a map stands on.

    Parameters
    ----------
    bbox
        Of the region [degree].
    counties
        Polygon by adcode.
    outlines
        Lines of prefectures and provinces, and the maritime line, by name.
    units
        What has a name on the map or can be searched for.
    """

    bbox: Bbox
    counties: Mapping[str, BaseGeometry]
    outlines: Mapping[str, BaseGeometry]
    units: Sequence[Answer]

    @property
    def ground(self) -> BaseGeometry:
        """All counties as one area."""
        ground = shapely.union_all(list(self.counties.values()))
        shapely.prepare(ground)
        return ground


def read_area(catalogue: Catalogue, store: ReadableStore, *, region: str, language: str) -> Area:
    """The ground of a region.

    Parameters
    ----------
    catalogue
        Everything.
    store
        Has the polygons.
    region
        adcode; empty for the whole country.
    language
        Of the names of parents: ``zh`` or ``en``.

    Returns
    -------
    Area
        Generalised at 100, 500 or 2,000 m.

    Raises
    ------
    StoreUnavailable, StoreCorrupt
        The store cannot be read.
    """
    bbox = catalogue.units[region].bbox if region else CHINA
    tolerance_m, counties = _read_counties(catalogue, store, region)
    outlines = _read_outlines(catalogue, store, region, tolerance_m)
    if region in _WITH_MARITIME_LINE:
        outlines["maritime"] = shapely.union_all(store.read_maritime_line().geometry.to_numpy())
    units = _named_units(catalogue, counties, region, language)
    return Area(
        bbox, counties, {name: lines for name, lines in outlines.items() if not lines.is_empty}, units
    )


def _read_outlines(
    catalogue: Catalogue, store: ReadableStore, region: str, tolerance_m: int
) -> dict[str, BaseGeometry]:
    """Borders inside the region, its own, and faintly those of the provinces about it."""
    if not region:
        return {
            level: _lines(_within(catalogue, store.read_polygons(level, tolerance_m), region))
            for level in ("prefecture", "province")
        }
    unit = catalogue.units[region]
    own = {
        level.value: store.read_polygons(level.value, tolerance_m, bbox=unit.bbox)
        for level in (unit.level, Level.PREFECTURE)
    }
    window = _window(unit.bbox)
    # A county alone is shown among its neighbours, anything larger among provinces.
    near = Level.COUNTY if unit.level is Level.COUNTY else Level.PROVINCE
    others = store.read_polygons(near.value, tolerance_m, bbox=window)
    return {
        "around": _lines(_clipped(others[others["adcode"] != region], window)),
        "prefecture": _lines(_within(catalogue, own["prefecture"], region)),
        "province": _lines(_only(own[unit.level.value], region)),
    }


def _read_counties(
    catalogue: Catalogue, store: ReadableStore, region: str
) -> tuple[int, dict[str, BaseGeometry]]:
    bbox = catalogue.units[region].bbox if region else None
    for tolerance_m in _TOLERANCES_M:
        frame = store.read_polygons("county", tolerance_m, bbox=bbox)
        counties = _within(catalogue, frame, region)
        if sum(count_vertices(shape) for shape in counties.values()) <= _MOST_VERTICES:
            break
    return tolerance_m, counties


def _within(catalogue: Catalogue, frame: geopandas.GeoDataFrame, region: str) -> dict[str, BaseGeometry]:
    """Polygons of the region, by the unit and not by its level: 东莞市 stands among the counties too."""
    return {
        adcode: shape
        for adcode, shape in zip(frame["adcode"], frame.geometry, strict=True)
        if adcode in catalogue.units and (not region or catalogue.is_within(adcode, region))
    }


def _only(frame: geopandas.GeoDataFrame, adcode: str) -> dict[str, BaseGeometry]:
    return dict(frame.set_index("adcode").geometry.loc[[adcode]].items())


def _window(bbox: Bbox) -> Bbox:
    west, south, east, north = bbox
    wide, high = (east - west) * _AROUND, (north - south) * _AROUND
    return west - wide, south - high, east + wide, north + high


def _clipped(frame: geopandas.GeoDataFrame, window: Bbox) -> dict[str, BaseGeometry]:
    """Borders cut off where nobody looks."""
    cut = shapely.clip_by_rect(frame.geometry.boundary.to_numpy(), *window)
    return {adcode: lines for adcode, lines in zip(frame["adcode"], cut, strict=True) if not lines.is_empty}


def _lines(shapes: Mapping[str, BaseGeometry]) -> BaseGeometry:
    """Their borders, each once although two neighbours share it."""
    borders = [shape.boundary if "Polygon" in shape.geom_type else shape for shape in shapes.values()]
    merged = shapely.line_merge(shapely.union_all(borders))
    return shapely.MultiLineString([part for part in shapely.get_parts(merged) if "Line" in part.geom_type])


def _named_units(
    catalogue: Catalogue, counties: Mapping[str, BaseGeometry], region: str, language: str
) -> list[Answer]:
    """Provinces of the country, and prefectures and counties of the region; larger ones are named first."""
    wanted = [
        unit
        for unit in catalogue.units.values()
        if unit.level is Level.PROVINCE
        or unit.adcode in counties
        or (unit.level is Level.PREFECTURE and (not region or catalogue.is_within(unit.adcode, region)))
    ]
    order = {Level.PROVINCE: 0, Level.PREFECTURE: 1, Level.COUNTY: 2}
    wanted.sort(key=lambda unit: (order[unit.level], -unit.area_km2, unit.adcode))
    return [_unit_answer(catalogue, unit, rank, language) for rank, unit in enumerate(wanted, start=1)]


def _unit_answer(catalogue: Catalogue, unit: AdminUnit, rank: int, language: str) -> Answer:
    above = catalogue.units.get(unit.parent)
    within = above.name if above else ""
    if above and language == "en":
        within = latin_name(above.short_name, above.pinyin, above.initials)
    old = {name.name for name in catalogue.names_by_unit.get(unit.adcode, ())}
    old |= {change.old_name for change in catalogue.changes_by_unit.get(unit.adcode, ())}
    lon, lat = unit.label
    return {
        "adcode": unit.adcode,
        "name": unit.name,
        "nameEn": latin_name(unit.short_name, unit.pinyin, unit.initials),
        "level": unit.level.value,
        "rank": rank,
        "at": [round(lon, 5), round(lat, 5)],
        "pinyin": unit.pinyin,
        "initials": unit.initials,
        "within": within,
        "old": sorted(old - {unit.name}),
    }
