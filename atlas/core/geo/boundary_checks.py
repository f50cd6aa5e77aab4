"""Self-checks of the boundaries: pure functions, each giving one finding with what was measured and expected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas
import numpy as np
import shapely

from atlas.core.geo.datum import measure_displacement
from atlas.core.model import Level

GUIZHOU = "520000"
#: Guizhou has 88 county-level units, 16 of them districts; a special district (六枝特区) is none of these.
GUIZHOU_UNITS, GUIZHOU_NOT_DISTRICTS = 88, 72
#: Area that the province states [km2]; the outlines may differ from it by this share.
GUIZHOU_AREA_KM2, AREA_TOLERANCE = 176_200.0, 0.005
#: An undone shift leaves a few metres; a shift left in is about 500 m.
MAX_DISPLACEMENT_M = 50.0
# A hole narrower than this is rounding, not land [degree2]: about 100 m2.
_SMALLEST_HOLE = 1e-8


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found.

    Parameters
    ----------
    name
        Stable name of the check.
    ok
        Whether it passed.
    measured, expected
        Numbers or words for a person.
    """

    name: str
    ok: bool
    measured: str | int | float
    expected: str | int | float


def check_boundaries(
    levels: Mapping[Level, geopandas.GeoDataFrame], reference: geopandas.GeoDataFrame
) -> list[Finding]:
    """Every check of the boundaries of the whole country.

    Parameters
    ----------
    levels
        Frames of the three levels at full detail.
    reference
        Outlines of the same counties from another source, columns adcode and geometry, in degrees.

    Returns
    -------
    list of Finding
        In fixed order.
    """
    counties = levels[Level.COUNTY]
    return [
        check_unit_count(counties),
        check_district_count(counties),
        check_area(counties),
        check_unique_codes(levels),
        check_parents(levels),
        check_edges(counties),
        check_holes(levels[Level.PROVINCE]),
        check_displacement(counties, reference),
    ]


def check_unit_count(
    counties: geopandas.GeoDataFrame, *, province: str = GUIZHOU, expected: int = GUIZHOU_UNITS
) -> Finding:
    """A province has its known number of county-level units.

    Parameters
    ----------
    counties
        County-level units.
    province
        adcode.
    expected
        Number of units.

    Returns
    -------
    Finding
        ``county_units``.
    """
    count = int((counties["province"] == province).sum())
    return Finding("county_units", count == expected, count, expected)


def check_district_count(
    counties: geopandas.GeoDataFrame, *, province: str = GUIZHOU, expected: int = GUIZHOU_NOT_DISTRICTS
) -> Finding:
    """A province has its known number of units that are not districts.

    Parameters
    ----------
    counties
        County-level units.
    province
        adcode.
    expected
        Number of units of any kind but ``district``.

    Returns
    -------
    Finding
        ``county_units_not_districts``.
    """
    here = counties[counties["province"] == province]
    count = int((here["kind"] != "district").sum())
    return Finding("county_units_not_districts", count == expected, count, expected)


def check_area(
    counties: geopandas.GeoDataFrame, *, province: str = GUIZHOU, expected_km2: float = GUIZHOU_AREA_KM2
) -> Finding:
    """The areas of a province's counties add up to what the province states.

    Parameters
    ----------
    counties
        County-level units with ``area_km2``.
    province
        adcode.
    expected_km2
        Stated area [km2].

    Returns
    -------
    Finding
        ``province_area_km2``; passes within ``AREA_TOLERANCE``.
    """
    area_km2 = round(float(counties.loc[counties["province"] == province, "area_km2"].sum()), 1)
    ok = abs(area_km2 / expected_km2 - 1) <= AREA_TOLERANCE
    return Finding("province_area_km2", ok, area_km2, expected_km2)


def check_unique_codes(levels: Mapping[Level, geopandas.GeoDataFrame]) -> Finding:
    """No code stands twice in one level.

    Parameters
    ----------
    levels
        Frames by level.

    Returns
    -------
    Finding
        ``repeated_codes``.
    """
    repeated = sum(int(frame["adcode"].duplicated().sum()) for frame in levels.values())
    return Finding("repeated_codes", repeated == 0, repeated, 0)


def check_parents(levels: Mapping[Level, geopandas.GeoDataFrame]) -> Finding:
    """Every county and prefecture has one parent, which exists in the level above it.

    Parameters
    ----------
    levels
        Frames of the three levels.

    Returns
    -------
    Finding
        ``units_without_parent``.
    """
    provinces = levels[Level.PROVINCE]["adcode"]
    above = {
        Level.PREFECTURE: provinces,
        Level.COUNTY: np.concatenate((provinces, levels[Level.PREFECTURE]["adcode"])),
    }
    orphans = sum(int((~levels[level]["parent"].isin(parents)).sum()) for level, parents in above.items())
    return Finding("units_without_parent", orphans == 0, orphans, 0)


def check_edges(counties: geopandas.GeoDataFrame) -> Finding:
    """Neighbours share their edges exactly and do not overlap.

    Parameters
    ----------
    counties
        The whole coverage.

    Returns
    -------
    Finding
        ``units_with_bad_edges``.
    """
    geometries = counties.geometry.to_numpy()
    if shapely.coverage_is_valid(geometries):
        return Finding("units_with_bad_edges", ok=True, measured=0, expected=0)
    bad = int((~shapely.is_empty(shapely.coverage_invalid_edges(geometries))).sum())
    return Finding("units_with_bad_edges", ok=False, measured=bad, expected=0)


def check_holes(provinces: geopandas.GeoDataFrame) -> Finding:
    """No land inside the country is left without a unit.

    Parameters
    ----------
    provinces
        The whole coverage.

    Returns
    -------
    Finding
        ``holes``.
    """
    country = shapely.get_parts(shapely.coverage_union_all(provinces.geometry.to_numpy()))
    rings, owner = shapely.get_rings(country, return_index=True)
    inner = rings[np.diff(owner, prepend=-1) == 0]
    holes = int((shapely.area(shapely.polygons(inner)) > _SMALLEST_HOLE).sum()) if len(inner) else 0
    return Finding("holes", holes == 0, holes, 0)


def check_displacement(counties: geopandas.GeoDataFrame, reference: geopandas.GeoDataFrame) -> Finding:
    """The counties lie where another source has them: no shift is left in.

    Parameters
    ----------
    counties
        County-level units with ``adcode``, in degrees.
    reference
        The same units from another source, with ``adcode``, in degrees.

    Returns
    -------
    Finding
        ``displacement_m``; passes below ``MAX_DISPLACEMENT_M``.

    Raises
    ------
    InputError
        No unit stands in both with about the same area.
    """
    codes = counties.set_index("adcode").index.intersection(reference["adcode"])
    ours = counties.set_index("adcode").geometry.loc[codes].to_numpy()
    theirs = reference.set_index("adcode").geometry.loc[codes].to_numpy()
    distance_m = round(measure_displacement(ours, theirs).distance_m, 1)
    return Finding("displacement_m", distance_m < MAX_DISPLACEMENT_M, distance_m, f"< {MAX_DISPLACEMENT_M:g}")
