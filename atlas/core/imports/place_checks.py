"""Holds what a layer says about the counties of its features against where they lie."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas
import shapely

from atlas.core.errors import Text
from atlas.core.geo.crs import FloatArray, GeometryArray, IntArray
from atlas.core.geo.measures import METRES_PER_DEGREE
from atlas.core.imports.reference import Reference
from atlas.core.imports.report import MOST_FEATURES, ImportMessage, message_about
from atlas.core.imports.stated_areas import check_stated_areas
from atlas.core.imports.stated_units import StatedUnits, find_stated_units
from atlas.core.model import AdminUnit
from atlas.core.places.latin_names import latin_name

__all__ = ["StatedUnits", "check_stated", "check_stated_areas", "find_stated_units"]

#: A feature that lies with at least this share of itself in the unit it names is where it says.
AGREED_SHARE = 0.5
#: A feature this near to the unit it names may be a matter of how the border is drawn [m].
NEAR_M = 500.0
#: Provided that it is no longer than this [m], or lies in the unit with at least this share of itself.
SMALL_M, NEAR_SHARE = 10_000.0, 0.01
# Distances of features with more vertices are measured from their first one: they grow with the product.
_MANY_VERTICES = 200
# Features whose distance is measured however far they are: some more than a message lists.
_MOST_MEASURED = 2 * MOST_FEATURES


@dataclass(frozen=True, slots=True)
class _Places:
    """Features that are not where they say; one entry each."""

    rows: IntArray
    stated: npt.NDArray[Any]
    actual: npt.NDArray[Any]
    share: FloatArray
    distance_m: FloatArray

    def select(self, chosen: npt.NDArray[np.bool_]) -> _Places:
        return _Places(
            self.rows[chosen],
            self.stated[chosen],
            self.actual[chosen],
            self.share[chosen],
            self.distance_m[chosen],
        )


def check_stated(
    stated: StatedUnits,
    joined: pandas.DataFrame,
    geometries: GeometryArray,
    reference: Reference,
    find_unit: Callable[[str], AdminUnit | None],
) -> tuple[ImportMessage, ...]:
    """Features that name one unit and lie in another.

    Parameters
    ----------
    stated
        What the attributes say.
    joined
        Rows of the join with counties: ``feature`` (place in the file, from 0), ``adcode`` and ``share_of_feature``.
    geometries
        In EPSG:4326, one a feature; ``None`` where there is none.
    reference
        Counties.
    find_unit
        The unit of a code of today.

    Returns
    -------
    tuple of ImportMessage
        ``place_contradicts``, and ``place_near_border`` for small features within ``NEAR_M`` of the unit they name and
        for those that lie in it with ``NEAR_SHARE`` of themselves. ``cases`` in the detail has the feature, both units, the share in the stated one
        and the distance [km]. Prefectures and provinces are compared at their own level. A name or code given up is
        told only beyond the prefecture: which unit took over which part of its land is not known.
    """
    places = _find_elsewhere(stated, joined, geometries, find_unit)
    places = _measure(places, geometries, reference, find_unit)
    # A county that only touches the one it names lies elsewhere: that is no matter of how a border is drawn.
    is_small = _extents_m(geometries[places.rows]) <= SMALL_M
    is_near = ((places.distance_m <= NEAR_M) & is_small) | (places.share >= NEAR_SHARE)
    return (
        *_tell_contradictions(places.select(~is_near), find_unit),
        *_tell_near(places.select(is_near), find_unit),
    )


def _find_elsewhere(
    stated: StatedUnits,
    joined: pandas.DataFrame,
    geometries: GeometryArray,
    find_unit: Callable[[str], AdminUnit | None],
) -> _Places:
    count = len(geometries)
    feature, adcode = joined["feature"].to_numpy(np.int64), joined["adcode"].to_numpy(dtype=object)
    share = joined["share_of_feature"].to_numpy(np.float64)
    owners, position = np.unique(adcode.astype(str), return_inverse=True)
    holders = np.array([_holders(code, find_unit) for code in owners], dtype=object).reshape(-1, 3)[position]
    agrees = (holders == stated.codes[feature][:, None]).any(axis=1)
    agreed = np.bincount(feature[agrees], weights=share[agrees], minlength=count).astype(np.float64)
    main, order = np.full(count, "", dtype=object), np.argsort(share, kind="stable")
    main[feature[order]] = adcode[order]
    is_elsewhere = (stated.codes != "") & ~shapely.is_missing(geometries) & (agreed < AGREED_SHARE)
    for row in np.flatnonzero(is_elsewhere & stated.is_old):
        here, there = _holders(main[row], find_unit), _holders(stated.codes[row], find_unit)
        is_elsewhere[row] = here[1] != there[1] or not here[1]
    rows = np.flatnonzero(is_elsewhere)
    return _Places(rows, stated.codes[rows], main[rows], agreed[rows], np.full(len(rows), np.nan))


def _holders(adcode: str, find_unit: Callable[[str], AdminUnit | None]) -> tuple[str, str, str]:
    """The unit itself, its prefecture and its province."""
    unit = find_unit(adcode) if adcode else None
    return (unit.adcode, unit.prefecture, unit.province) if unit else (adcode, "", "")


def _measure(
    places: _Places,
    geometries: GeometryArray,
    reference: Reference,
    find_unit: Callable[[str], AdminUnit | None],
) -> _Places:
    """Distances to the stated units; places that cannot be told because the unit is not known are left out."""
    counties = reference.counties
    holders = pandas.DataFrame([_holders(str(code), find_unit) for code in counties["adcode"]], dtype=object)
    members = holders.stack().reset_index(level=0).groupby(0)["level_0"].unique().to_dict()
    polygons = counties.geometry.to_numpy()
    distance_m = np.full(len(places.rows), np.nan)
    is_known = np.ones(len(places.rows), dtype=bool)
    for code, group in pandas.Series(places.stated).groupby(places.stated).indices.items():
        chosen = np.asarray(group)
        if code in members:
            shapes = geometries[places.rows[chosen]]
            distance_m[chosen] = _distances_m(shapes, polygons[members[code]], chosen < _MOST_MEASURED)
        else:
            is_known[chosen] = places.actual[chosen] != ""
    measured = _Places(places.rows, places.stated, places.actual, places.share, distance_m)
    return measured.select(is_known)


def _distances_m(
    geometries: GeometryArray, polygons: GeometryArray, is_asked: npt.NDArray[np.bool_]
) -> FloatArray:
    """From each geometry to the nearest polygon [m], in a plane that is true at the latitude of the geometries.

    Those that are farther than ``NEAR_M`` are measured only where it is asked for, and infinitely far elsewhere.
    """
    latitude = np.median(shapely.bounds(geometries)[:, 1])
    scale = np.array([np.cos(np.radians(latitude)), 1.0]) * METRES_PER_DEGREE
    shapes, units = (
        shapely.transform(some, lambda points: points * scale) for some in (geometries, polygons)
    )
    tree = shapely.STRtree(units)
    is_near = np.zeros(len(shapes), dtype=bool)
    is_near[tree.query(shapes, predicate="dwithin", distance=NEAR_M)[0]] = True
    is_long = shapely.get_num_coordinates(shapes) > _MANY_VERTICES
    sites = shapes.copy()
    sites[is_long] = shapely.points(_first_vertices(shapes[is_long]))
    rows = np.flatnonzero(is_asked | is_near)
    found, metres = tree.query_nearest(sites[rows], return_distance=True, all_matches=False)
    distances = np.full(len(shapes), np.inf)
    distances[rows[found[0]]] = metres
    distances[is_near] = np.minimum(distances[is_near], NEAR_M)
    return distances


def _extents_m(geometries: GeometryArray) -> FloatArray:
    """Length of the longer side of the box around each geometry [m]."""
    west, south, east, north = shapely.bounds(geometries).T
    wide = (east - west) * np.cos(np.radians(south))
    return np.asarray(np.maximum(wide, north - south) * METRES_PER_DEGREE)


def _first_vertices(geometries: GeometryArray) -> FloatArray:
    vertices, owner = shapely.get_coordinates(geometries, return_index=True)
    return vertices[np.flatnonzero(np.diff(owner, prepend=-1))]


def _tell_contradictions(
    places: _Places, find_unit: Callable[[str], AdminUnit | None]
) -> Iterator[ImportMessage]:
    count = len(places.rows)
    if count:
        zh, en = _first_case(places, find_unit)
        yield message_about(
            "place_contradicts",
            Text(
                f"{count} 个要素写明的地方与实际位置不符，如{zh}",
                f"{count} features name one place and lie in another, such as {en}",
            ),
            places.rows,
            hint=Text(
                "归县以图形位置为准。请核对属性或位置；若多数要素都不符，请检查坐标参考系和坐标偏移。",
                "Features are joined by position. Check the attributes or the positions; when most features disagree, check "
                "the reference system and the offset.",
            ),
            cases=_cases(places, find_unit),
        )


def _tell_near(places: _Places, find_unit: Callable[[str], AdminUnit | None]) -> Iterator[ImportMessage]:
    count = len(places.rows)
    if count:
        zh, en = _first_case(places, find_unit)
        yield message_about(
            "place_near_border",
            Text(
                f"{count} 个要素在所写地方的边界附近，大部分落在界外，如{zh}",
                f"{count} features lie at the border of the place they name, most of each beyond it, such as {en}",
            ),
            places.rows,
            hint=Text(
                f"距边界不足 {NEAR_M:g} 米或有一部分在界内，可能只是界线画法不同。",
                f"They are within {NEAR_M:g} m of it or partly inside; the border may only be drawn in another way.",
            ),
            cases=_cases(places, find_unit),
        )


def _first_case(places: _Places, find_unit: Callable[[str], AdminUnit | None]) -> tuple[str, str]:
    first = _cases(places.select(np.arange(len(places.rows)) == 0), find_unit)[0]
    zh = f"第 {first['feature']} 号：属性为{first['stated_name']}，实际在{first['actual_name'] or '各县之外'}"
    actual = _latin(first["actual"], find_unit) if first["actual"] else "no county"
    en = f"number {first['feature']}: it names {_latin(first['stated'], find_unit)} and lies in {actual}"
    if first["share_in_stated"]:
        share = first["share_in_stated"]
        return f"{zh}（在所写地方内的部分占 {share:.1%}）", f"{en} ({share:.1%} of it in the place named)"
    if first["distance_km"] is None:
        return zh, en
    far = f"{first['distance_km']:,.1f}"
    return f"{zh}，相距 {far} 公里", f"{en}, {far} km away"


def _cases(places: _Places, find_unit: Callable[[str], AdminUnit | None]) -> list[dict[str, Any]]:
    return [
        {
            "feature": int(row) + 1,
            "stated": str(stated),
            "stated_name": _name(stated, find_unit),
            "actual": str(actual),
            "actual_name": _name(actual, find_unit),
            "share_in_stated": round(float(share), 6),
            "distance_km": round(float(metres) / 1e3, 3) if np.isfinite(metres) else None,
        }
        for row, stated, actual, share, metres in zip(
            places.rows[:MOST_FEATURES],
            places.stated,
            places.actual,
            places.share,
            places.distance_m,
            strict=False,
        )
    ]


def _name(adcode: str, find_unit: Callable[[str], AdminUnit | None]) -> str:
    unit = find_unit(adcode) if adcode else None
    return unit.name if unit else str(adcode)


def _latin(adcode: str, find_unit: Callable[[str], AdminUnit | None]) -> str:
    unit = find_unit(adcode)
    return latin_name(unit.short_name, unit.pinyin, unit.initials) if unit else str(adcode)
