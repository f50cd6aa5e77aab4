"""The ground of a map on its plane: units by level, what is in the region and what is around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import shapely

from atlas.core.geo.crs import GeometryArray


@dataclass(frozen=True, slots=True, eq=False)
class BaseMap:
    """Geometries on the plane of the figure [m].

    Parameters
    ----------
    counties
        Units that the figure is about, by adcode; they are the ground that looks are laid on.
    surroundings
        Provinces that can be seen, by adcode, cut to the window; for a part of a province also the other prefectures
        of it.
    prefectures, provinces
        Outlines that lie in the region.
    maritime
        Dashes of the line in the South China Sea.
    marked
        Outline of the unit that is marked; ``None`` for none.
    label_points
        Where names stand best, by adcode.
    has_county_lines
        Whether the scale leaves room for borders of counties.
    """

    counties: Mapping[str, shapely.Geometry]
    surroundings: Mapping[str, shapely.Geometry]
    prefectures: GeometryArray
    provinces: GeometryArray
    maritime: GeometryArray
    marked: shapely.Geometry | None = None
    label_points: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    has_county_lines: bool = True
