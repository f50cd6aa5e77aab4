"""The part of a projected plane that is shown in a box on the page, and the way from one to the other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyproj
import shapely

from atlas.core.figures.boxes import Box
from atlas.core.figures.projection import transformer_between
from atlas.core.geo.crs import FloatArray, GeometryArray

#: Points on each side of a box when its bounds in degrees are sought.
_POINTS_A_SIDE = 24


@dataclass(frozen=True, slots=True)
class MapWindow:
    """A map: its box on the page, and what of the plane is in it.

    Parameters
    ----------
    box
        On the page [mm].
    west, north
        Of the upper left corner on the plane [m].
    metres_per_mm
        Of the plane for a millimetre of the page.
    """

    box: Box
    west: float
    north: float
    metres_per_mm: float

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """(west, south, east, north) on the plane [m]."""
        return (
            self.west,
            self.north - self.box.height * self.metres_per_mm,
            self.west + self.box.width * self.metres_per_mm,
            self.north,
        )

    def to_page(self, geometries: GeometryArray) -> GeometryArray:
        """Geometries of the plane on the page.

        Parameters
        ----------
        geometries
            On the plane [m].

        Returns
        -------
        numpy.ndarray
            On the page [mm], y downwards.
        """
        moved: GeometryArray = shapely.transform(geometries, self.points_to_page)
        return moved

    def points_to_page(self, points: FloatArray) -> FloatArray:
        """Points of the plane on the page.

        Parameters
        ----------
        points
            On the plane [m], shape (n, 2).

        Returns
        -------
        numpy.ndarray
            On the page [mm], shape (n, 2).
        """
        x = self.box.left + (points[:, 0] - self.west) / self.metres_per_mm
        y = self.box.top + (self.north - points[:, 1]) / self.metres_per_mm
        return np.column_stack((x, y))

    def bbox(self, crs: pyproj.CRS) -> tuple[float, float, float, float]:
        """What is shown, in degrees.

        Parameters
        ----------
        crs
            Of the plane.

        Returns
        -------
        tuple of float
            (west, south, east, north), a little wide.
        """
        to_degrees = transformer_between(crs, "EPSG:4326")
        found = to_degrees.transform_bounds(*self.bounds, densify_pts=_POINTS_A_SIDE)
        west, south, east, north = (float(value) for value in found)
        return west, south, east, north

    def ground_per_mm(self, crs: pyproj.CRS) -> float:
        """Metres on the ground for a millimetre of the page in the middle of the map.

        Parameters
        ----------
        crs
            Of the plane.

        Returns
        -------
        float
            [m], measured along the parallel on the ellipsoid.
        """
        west, south, east, north = self.bounds
        middle_x, middle_y = (west + east) / 2, (south + north) / 2
        half = (east - west) / 20
        to_degrees = transformer_between(crs, "EPSG:4326")
        lon, lat = to_degrees.transform([middle_x - half, middle_x + half], [middle_y, middle_y])
        geod = crs.get_geod()
        if geod is None:  # a plane of ours always has an ellipsoid
            return self.metres_per_mm
        metres = geod.inv(lon[0], lat[0], lon[1], lat[1])[2]
        return float(metres) / (2 * half / self.metres_per_mm)


def fit_window(
    box: Box, bounds: tuple[float, float, float, float], *, margin: float = 0.03, align_x: float = 0.5
) -> MapWindow:
    """The window in which some bounds fill a box.

    Parameters
    ----------
    box
        On the page [mm].
    bounds
        (west, south, east, north) on the plane [m].
    margin
        Share of the box that stays free on each side.
    align_x
        Where bounds narrower than the box stand in it, 0 for left to 1 for right.

    Returns
    -------
    MapWindow
        As large as fits.
    """
    west, south, east, north = bounds
    free_width, free_height = box.width * (1 - 2 * margin), box.height * (1 - 2 * margin)
    scale = max((east - west) / free_width, (north - south) / free_height)
    slack = box.width * scale - (east - west)
    side = box.width * scale * margin
    left = west - side - (slack - 2 * side) * align_x
    top = (north + south) / 2 + box.height * scale / 2
    return MapWindow(box, left, top, scale)
