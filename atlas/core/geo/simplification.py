"""Coarser copies of a coverage in which neighbours keep sharing one edge, and the units made of its parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import geopandas
import numpy as np
import pandas
import shapely

from atlas.core.errors import GeometryInvalid
from atlas.core.geo.crs import GeometryArray, as_keys, distinct_vertices
from atlas.core.geo.measures import to_equal_area
from atlas.core.model import Level

#: Tolerances of the stored copies [m].
TOLERANCES_M = (100, 500, 2000)


def generalise(
    coverage: geopandas.GeoDataFrame, tolerances_m: Sequence[int] = TOLERANCES_M
) -> dict[int, geopandas.GeoDataFrame]:
    """Copies of a coverage with fewer vertices.

    Parameters
    ----------
    coverage
        Polygons in degrees that share their edges exactly; all of them must come together.
    tolerances_m
        Side of the square that the largest triangle left out may fill [m].

    Returns
    -------
    dict
        Tolerance -> frame with the same rows and columns; vertices are vertices of the coverage, bit for bit.

    Raises
    ------
    GeometryInvalid
        A copy is no valid coverage, or a unit has lost its polygon.

    Notes
    -----
    Visvalingam and Whyatt, Line generalisation by repeated elimination of points, Cartographic Journal 30 (1993),
    as GEOS applies it to coverages. It weighs triangles by area, so it runs on an equal-area plane. Islands and
    enclaves shrink to triangles at worst and are never dropped: a dropped enclave would leave a gap. Each
    copy starts from the next finer one.
    """
    degrees, places = distinct_vertices(coverage.geometry.to_numpy())
    plane = to_equal_area(degrees)
    current: GeometryArray = shapely.set_coordinates(coverage.geometry.to_numpy().copy(), plane[places])
    copies = {}
    for tolerance_m in sorted(tolerances_m):
        current = shapely.coverage_simplify(current, tolerance_m)
        rows = np.searchsorted(as_keys(plane), as_keys(shapely.get_coordinates(current)))
        geometries = shapely.set_coordinates(current.copy(), degrees[rows])
        _require_whole(geometries, tolerance_m)
        copies[tolerance_m] = coverage.set_geometry(geometries, crs=coverage.crs)
    return copies


def unite(parts: geopandas.GeoDataFrame, key: str) -> geopandas.GeoSeries:
    """Polygons of the upper units, each the union of its parts.

    Parameters
    ----------
    parts
        Polygons that share their edges exactly.
    key
        Column with the code of the upper unit; parts with an empty one belong to none.

    Returns
    -------
    geopandas.GeoSeries
        Indexed by code, sorted; a coverage like that of the parts.

    Raises
    ------
    GeometryInvalid
        The parts do not share their edges.
    """
    members = parts[parts[key] != ""]
    groups = members.groupby(key, sort=True).indices
    geometries = members.geometry.to_numpy()
    try:
        united = [shapely.coverage_union_all(geometries[rows]) for rows in groups.values()]
    except shapely.errors.GEOSException as error:
        raise GeometryInvalid(
            f"按 {key} 合并失败：相邻面没有共用边",
            f"union by {key} failed: neighbours do not share their edges",
            key=key,
        ) from error
    return geopandas.GeoSeries(united, index=pandas.Index(list(groups), name="adcode"), crs=parts.crs)


def generalise_levels(
    levels: Mapping[Level, geopandas.GeoDataFrame], tolerances_m: Sequence[int] = TOLERANCES_M
) -> dict[Level, dict[int, geopandas.GeoDataFrame]]:
    """Coarser copies of all three levels, the upper ones united from the coarser counties.

    Parameters
    ----------
    levels
        The three levels, with adcode, prefecture and province.
    tolerances_m
        As for ``generalise`` [m].

    Returns
    -------
    dict
        Level -> tolerance -> frame with the same rows and columns; borders of all levels coincide.

    Raises
    ------
    GeometryInvalid
        A copy is no valid coverage.
    """
    counties = generalise(levels[Level.COUNTY], tolerances_m)
    copies = {Level.COUNTY: counties}
    for level in (Level.PREFECTURE, Level.PROVINCE):
        frame = levels[level]
        united = {step: unite(copy, level.value) for step, copy in counties.items()}
        copies[level] = {
            step: frame.set_geometry(shapes.loc[frame["adcode"]].to_numpy(), crs=frame.crs)
            for step, shapes in united.items()
        }
    return copies


def _require_whole(geometries: GeometryArray, tolerance_m: int) -> None:
    lost = np.flatnonzero(shapely.is_empty(geometries))
    if len(lost) or not shapely.coverage_is_valid(geometries):
        raise GeometryInvalid(
            f"按 {tolerance_m} m 概括后不再是无缝覆盖",
            f"generalised by {tolerance_m} m, the polygons are no longer a coverage",
            hint_zh="请检查输入：相邻面必须共用边。",
            hint_en="Check the input: neighbours must share their edges.",
            tolerance_m=tolerance_m,
            lost=lost.tolist(),
        )
