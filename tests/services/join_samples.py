"""Features and units for tests of joins: four square counties, and everything that can lie on them."""

from __future__ import annotations

from typing import Any

import geopandas
import shapely
from hypothesis import strategies as st

from atlas.services.join_frames import JoinTarget
from atlas.services.join_outputs import JoinOutput, rows_output
from atlas.services.joins import JoinEngine, JoinReport, join_source
from atlas.stores.feature_source import HeldFeatures
from tests.core.geo.test_point_join import GRID

TARGET = JoinTarget(GRID, {"520101": "甲县", "520102": "乙县", "520103": "丙县"}, "county")

#: On the borders of the squares, inside them and outside.
_X = st.sampled_from([106.0, 107.0, 108.0]) | st.floats(105.5, 108.5)
_Y = st.sampled_from([26.0, 27.0, 28.0]) | st.floats(25.5, 28.5)
_PLACES = st.tuples(_X, _Y)
_POINTS = st.builds(shapely.Point, _PLACES)
_CLOUDS = st.builds(shapely.MultiPoint, st.lists(_PLACES, min_size=1, max_size=4))
_LINES = st.builds(shapely.LineString, st.lists(_PLACES, min_size=2, max_size=4, unique=True))
_BOXES = st.builds(
    lambda corner, width, height: shapely.box(*corner, corner[0] + width, corner[1] + height),
    _PLACES,
    st.floats(1e-6, 1.5),
    st.floats(1e-6, 1.5),
)
_NOTHING = st.sampled_from([None, shapely.Point(), shapely.Polygon(), shapely.box(0, 0, 1, 1)])

SHAPES = {
    "points": _POINTS | _CLOUDS,
    "lines": _LINES,
    "polygons": _BOXES,
    "mixed": _POINTS | _CLOUDS | _LINES | _BOXES | _NOTHING,
}


def features(shapes: list[shapely.Geometry | None]) -> geopandas.GeoDataFrame:
    """Features with a name and a column that is named like one of ours."""
    columns = {"名称": [f"地块{place}" for place in range(len(shapes))], "level": range(len(shapes))}
    return geopandas.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4326")


def run(engine: JoinEngine, frame: geopandas.GeoDataFrame) -> tuple[list[dict[str, Any]], JoinReport]:
    """Rows and report of a join."""
    rows: list[dict[str, Any]] = []
    output: JoinOutput[Any] = rows_output(rows)
    report = join_source(HeldFeatures(frame), TARGET, engine, output)
    return rows, report
