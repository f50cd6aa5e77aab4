"""Where the name of an area would best stand, and how far its letters may be spread."""

from __future__ import annotations

from dataclasses import replace

import shapely

from atlas.core.figures.label_boxes import MM_PER_POINT, measure_box
from atlas.core.figures.label_page import cells_for
from atlas.core.figures.label_raster import Grid, count_in_boxes, find_inside, sum_cells
from atlas.core.figures.labels import LabelWish, MeasuresText

# Bends that do not show on a page are not looked at.
_SIMPLE_MM = 0.3
# How close to the true centre is close enough, as a share of the extent of the area.
_TOLERANCE_SHARE = 0.005
# Points between the centroid and the centre of the greatest inscribed circle, and the share of its radius that is
# room enough: an oblong area has many such circles, and only those in the middle look right.
_STEPS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_NEARLY_SHARE = 0.8
# Spaces that are tried between letters, in shares of the size of type, the widest first.
_SPACES = (2.0, 1.5, 1.0, 0.75, 0.5, 0.25)
# A spread name takes this share of the room across its area at most.
_SPREAD_SHARE = 0.7


def polygon_label_anchor(polygon: shapely.Geometry) -> tuple[float, float]:
    """Middle of an area, for the eye: as near the centroid as there is still nearly the most room around.

    Parameters
    ----------
    polygon
        An area on the page [mm], not empty; of several parts the largest counts.

    Returns
    -------
    (x, y)
        A point of the area [mm].

    Examples
    --------
    >>> polygon_label_anchor(shapely.box(0, 0, 24, 8))
    (12.0, 4.0)
    """
    part = max(shapely.get_parts(polygon).tolist(), key=shapely.area)
    simple = shapely.simplify(part, _SIMPLE_MM)
    if simple.is_valid and simple.area > 0:
        left, top, right, bottom = simple.bounds
        tolerance = _TOLERANCE_SHARE * max(right - left, bottom - top)
        radius = shapely.maximum_inscribed_circle(simple, tolerance=tolerance)
        way = shapely.LineString([simple.centroid, shapely.get_point(radius, 0)])
        points = shapely.line_interpolate_point(way, _STEPS, normalized=True)
        inside = shapely.contains(part, points)
        roomy = shapely.distance(points, simple.boundary) >= _NEARLY_SHARE * radius.length
        if (inside & roomy).any():
            chosen = points[int((inside & roomy).argmax())]
            return float(chosen.x), float(chosen.y)
    inner = shapely.point_on_surface(part)
    return float(inner.x), float(inner.y)


def spread_letters(wish: LabelWish, *, frame: shapely.Polygon, measure: MeasuresText) -> LabelWish:
    """The wish with its letters spread over the part of its area that is on the page.

    Parameters
    ----------
    wish
        A wish with an area; its first variant and size are looked at.
    frame
        Map area on the page [mm].

    Returns
    -------
    LabelWish
        With the widest ``style.spacing_mm`` that leaves room at both ends, or as it was where there is none.
    """
    if wish.area is None:
        return wish
    visible = shapely.intersection(wish.area, frame)
    if visible.is_empty:
        return wish
    grid = Grid.over(visible.bounds)
    window = grid.window(visible.bounds)
    sums = sum_cells(~find_inside(visible, grid, window)[0])
    size_pt = wish.sizes_pt[0]
    for space in _SPACES:
        spread = replace(wish, style=replace(wish.style, spacing_mm=space * size_pt * MM_PER_POINT))
        width, height = measure_box(wish.variants[0], size_pt, wish=spread, measure=measure)
        if (count_in_boxes(sums, cells_for((width / _SPREAD_SHARE, height))) == 0).any():
            return spread
    return wish
