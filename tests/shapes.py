"""Named geometries that every function on geometries should meet, in degrees around 106 E, 26 N."""

from __future__ import annotations

import shapely
from shapely import LineString, MultiPoint, MultiPolygon, Point, Polygon

SQUARE = shapely.box(106.0, 26.0, 106.1, 26.1)
#: Shares the whole east edge of SQUARE.
EAST_SQUARE = shapely.box(106.1, 26.0, 106.2, 26.1)
#: Shares one corner with SQUARE and nothing else.
CORNER_TOUCHING = shapely.box(106.1, 26.1, 106.2, 26.2)
MISSING = None
EMPTY = Polygon()
WITH_Z = Polygon([(106.0, 26.0, 900.0), (106.1, 26.0, 950.0), (106.1, 26.1, 980.0), (106.0, 26.1, 940.0)])
WITH_HOLE = Polygon(SQUARE.exterior.coords, [shapely.box(106.04, 26.04, 106.06, 26.06).exterior.coords])
BOW_TIE = Polygon([(106.0, 26.0), (106.1, 26.1), (106.1, 26.0), (106.0, 26.1)])
#: Ten kilometres long and a metre wide.
SLIVER = shapely.box(106.0, 26.0, 106.1, 26.00001)
#: A polygon that is only a line, there and back.
FOLDED = Polygon([(106.0, 26.0), (106.1, 26.0), (106.0, 26.0)])
MULTI_PART = MultiPolygon([SQUARE, shapely.box(106.5, 26.5, 106.6, 26.6)])
LINE = LineString([(106.05, 26.05), (106.15, 26.05)])
POINT = Point(106.05, 26.05)
POINTS = MultiPoint([(106.05, 26.05), (106.15, 26.05), (107.0, 27.0)])
