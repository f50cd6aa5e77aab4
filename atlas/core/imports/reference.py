"""The counties that imported positions are held against: which one a point lies in, how far the next border is.

It answers for positions only; what a file's columns say is not its job.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import geopandas
import numpy as np
import numpy.typing as npt
import shapely

from atlas.core.errors import Text
from atlas.core.geo.crs import FloatArray, require_crs
from atlas.core.geo.measures import METRES_PER_DEGREE
from atlas.core.geo.point_join import border_runs, join_points
from atlas.core.places.latin_names import latin_name

#: Box around the land and islands of China [degree]: west, south, east, north.
CHINA_BBOX = (73.0, 3.0, 136.0, 54.0)
# Provinces in a store of the whole country; one of a few provinces cannot say that a point is outside China.
_MANY_PROVINCES = 30
# Counties named before the rest is only counted.
_NAMED = 3


class Reference:
    """County polygons, asked by position.

    Parameters
    ----------
    counties
        Polygons at full detail in EPSG:4326 with ``adcode``, ``name`` and, for English, ``short_name``, ``pinyin``
        and ``initials``.
    names
        Names of provinces by adcode; counties are told without their province where it is missing.

    Raises
    ------
    CrsUnknown
        The polygons have no reference system.
    """

    def __init__(self, counties: geopandas.GeoDataFrame, names: Mapping[str, Text] | None = None) -> None:
        require_crs(counties, "counties")
        self.counties = counties.sort_values("adcode", ignore_index=True)
        self.province_names = dict(names or {})

    @cached_property
    def is_whole_country(self) -> bool:
        """Whether the counties are those of all China, so that a point in none of them is outside it."""
        return len({str(code)[:2] for code in self.counties["adcode"]}) >= _MANY_PROVINCES

    @cached_property
    def bbox(self) -> tuple[float, float, float, float]:
        """West, south, east, north of all counties [degree]."""
        west, south, east, north = (float(one) for one in self.counties.total_bounds)
        return west, south, east, north

    @cached_property
    def _county_names(self) -> dict[str, Text]:
        columns = {"adcode", "name", "short_name", "pinyin", "initials"} & set(self.counties.columns)
        rows = self.counties[sorted(columns)].to_dict("records")
        return {str(row["adcode"]): _name_of(row) for row in rows}

    @cached_property
    def _boxes(self) -> FloatArray:
        return np.asarray(shapely.bounds(self.counties.geometry.to_numpy()))

    def counties_at(self, points: FloatArray) -> npt.NDArray[Any]:
        """The county that each point lies in.

        Parameters
        ----------
        points
            Longitude and latitude [degree], shape (n, 2); may hold NaN and infinity.

        Returns
        -------
        numpy.ndarray
            Codes, ``""`` where a point lies in none.
        """
        known = np.where(np.isfinite(points).all(axis=1, keepdims=True), points, np.nan)
        return join_points(known, self.counties, seek_nearest=False).adcodes

    def lies_inside(self, points: FloatArray, codes: npt.NDArray[Any] | None = None) -> npt.NDArray[np.bool_]:
        """Whether each point may lie in China.

        Parameters
        ----------
        points
            Longitude and latitude [degree], shape (n, 2).
        codes
            What ``counties_at`` says of them, when it is known already.

        Returns
        -------
        numpy.ndarray
            In a county; where not all China's counties are known, in ``CHINA_BBOX``.
        """
        found = self.counties_at(points) if codes is None else codes
        inside: npt.NDArray[np.bool_] = found != ""
        return inside if self.is_whole_country else inside | lies_in_box(points, CHINA_BBOX)

    def border_distances_m(self, points: FloatArray, within_m: float) -> FloatArray:
        """How far the nearest county border is from each point.

        Parameters
        ----------
        points
            Longitude and latitude [degree], shape (n, 2).
        within_m
            Borders farther away are not sought [m].

        Returns
        -------
        numpy.ndarray
            [m], shape (n,); infinite where none was found.

        Notes
        -----
        Borders are searched on Mercator's plane, which keeps angles, so that the nearest place on it is the nearest
        on the ground; the scale there is 1 / cos(latitude). Good to half a per cent, as the earth is taken as round.
        A second for the whole country, less for a part of it.
        """
        found = np.full(len(points), np.inf)
        is_known = np.isfinite(points).all(axis=1) & (np.abs(points[:, 1]) < 85)
        sites = points[is_known]
        if len(sites) == 0:
            return found
        polygons = self.counties.geometry.to_numpy()[self._rows_near(sites, within_m)]
        if len(polygons) == 0:
            return found
        runs = shapely.transform(border_runs(polygons)[0], _to_mercator)
        scale = METRES_PER_DEGREE * np.cos(np.radians(sites[:, 1]))
        reach = within_m / float(scale.min())
        (row, _), distance = shapely.STRtree(runs).query_nearest(
            shapely.points(_to_mercator(sites)), max_distance=reach, return_distance=True, all_matches=False
        )
        metres = np.full(len(sites), np.inf)
        metres[row] = distance * scale[row]
        metres[metres > within_m] = np.inf
        found[is_known] = metres
        return found

    def describe(self, codes: Iterable[str]) -> Text:
        """Counties in words, the most frequent first.

        Parameters
        ----------
        codes
            Adcodes, one for each feature; empty ones do not count.

        Returns
        -------
        Text
            Such as ``贵州省开阳县、息烽县、修文县 等 12 个县``.
        """
        ordered = [code for code, _ in sorted(Counter(filter(None, codes)).items(), key=_most_frequent_first)]
        if not ordered:
            return Text("不在任何县内", "no county")
        named = [self._name(code) for code in ordered[:_NAMED]]
        before = ["", *(code[:2] for code in ordered)]
        zh = [
            name.zh if code[:2] == last else self._province(code).zh + name.zh
            for name, code, last in zip(named, ordered, before, strict=False)
        ]
        en = ", ".join(name.en for name in named)
        province = self._province(ordered[0]).en
        en += f" ({province})" if province and len({code[:2] for code in ordered}) == 1 else ""
        rest = len(ordered) - len(named)
        if rest == 0:
            return Text("、".join(zh), en)
        others = "1 other county" if rest == 1 else f"{rest} other counties"
        return Text(f"{'、'.join(zh)} 等 {len(ordered)} 个县", f"{en} and {others}")

    def _name(self, code: str) -> Text:
        return self._county_names.get(code, Text(code, code))

    def _province(self, code: str) -> Text:
        return self.province_names.get(f"{code[:2]}0000", Text("", ""))

    def _rows_near(self, points: FloatArray, within_m: float) -> npt.NDArray[np.bool_]:
        """Counties whose box comes near the box of the points."""
        (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
        steepest = max(abs(south), abs(north))
        high = within_m / METRES_PER_DEGREE
        wide = high / np.cos(np.radians(steepest))
        box = self._boxes
        return np.asarray(
            (box[:, 0] <= east + wide)
            & (box[:, 2] >= west - wide)
            & (box[:, 1] <= north + high)
            & (box[:, 3] >= south - high)
        )


def lies_in_box(points: FloatArray, bbox: tuple[float, float, float, float]) -> npt.NDArray[np.bool_]:
    """Whether each point lies in a box.

    Parameters
    ----------
    points
        Longitude and latitude [degree], shape (n, 2).
    bbox
        West, south, east, north.

    Returns
    -------
    numpy.ndarray
        Shape (n,); points without a position lie in none.

    Examples
    --------
    >>> lies_in_box(np.array([[106.7, 26.6], [26.6, 106.7]]), CHINA_BBOX).tolist()
    [True, False]
    """
    west, south, east, north = bbox
    x, y = points[:, 0], points[:, 1]
    return np.asarray((x >= west) & (x <= east) & (y >= south) & (y <= north))


def agrees(landed: npt.NDArray[Any], stated: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Whether each county is the stated one, or lies in the stated prefecture or province.

    Parameters
    ----------
    landed
        Codes of counties, ``""`` for none.
    stated
        Codes of units of any level, ``""`` for none.

    Returns
    -------
    numpy.ndarray
        False where either is empty.

    Examples
    --------
    >>> agrees(np.array(["520121", "520121", ""]), np.array(["520100", "520122", "520000"])).tolist()
    [True, False, False]
    """
    pairs = zip(landed, stated, strict=True)
    return np.array([bool(one and two) and _is_within(str(one), str(two)) for one, two in pairs], dtype=bool)


def _is_within(code: str, unit: str) -> bool:
    if unit.endswith("0000"):
        return code[:2] == unit[:2]
    return code == unit or (unit.endswith("00") and code[:4] == unit[:4])


def _most_frequent_first(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


def _name_of(row: Mapping[Any, Any]) -> Text:
    name = str(row.get("name", row["adcode"]))
    if not row.get("pinyin"):
        return Text(name, name)
    return Text(name, latin_name(str(row["short_name"]), str(row["pinyin"]), str(row["initials"])))


def _to_mercator(points: FloatArray) -> FloatArray:
    return np.column_stack((points[:, 0], np.degrees(np.arcsinh(np.tan(np.radians(points[:, 1]))))))
