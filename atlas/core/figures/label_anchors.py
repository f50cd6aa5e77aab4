"""Where the name of an area would best stand."""

from __future__ import annotations

import shapely

# Bends that do not show on a page are not looked at.
_SIMPLE_MM = 0.3
# How close to the true centre is close enough, as a share of the extent of the area.
_TOLERANCE_SHARE = 0.005
# Points between the centroid and the centre of the greatest inscribed circle, and the share of its radius that is
# room enough: an oblong area has many such circles, and only those in the middle look right.
_STEPS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_NEARLY_SHARE = 0.8


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
