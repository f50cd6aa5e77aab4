"""The projection that fits what a figure shows, and its name: Albers for provinces, Gauss-Kruger for counties.

Areas compare on a choropleth only where they are true, so a province and more is drawn in an equal-area projection. A
county is drawn in the system of its surveyors, CGCS2000 in 3-degree zones.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import pyproj

from atlas.core.errors import Text

#: Widest extent that one zone of 3 degrees shows [degree].
_WIDEST_ZONE = 3.0
#: Meridians of the zones of 3 degrees in China, EPSG:4534 to EPSG:4554.
_FIRST_MERIDIAN, _LAST_MERIDIAN, _FIRST_EPSG = 75, 135, 4534
#: From this width on the usual parallels and meridian of maps of China are taken [degree].
_COUNTRY_WIDTH = 40.0
_COUNTRY_PARALLELS, _COUNTRY_MERIDIAN = (25.0, 47.0), 105.0


@dataclass(frozen=True, slots=True)
class FigureProjection:
    """A plane to draw on, in metres.

    Parameters
    ----------
    definition
        EPSG code or PROJ string.
    name
        As it is printed on the map.
    """

    definition: str
    name: Text

    @property
    def crs(self) -> pyproj.CRS:
        """The reference system itself."""
        return _crs(self.definition)


def choose_projection(
    bbox: tuple[float, float, float, float], *, is_province: bool = False
) -> FigureProjection:
    """The projection for an extent.

    Parameters
    ----------
    bbox
        (west, south, east, north) [degree].
    is_province
        Whether a province is shown, be it ever so small.

    Returns
    -------
    FigureProjection
        Gauss-Kruger on CGCS2000 up to 3 degrees of width, otherwise Albers on the ellipsoid of CGCS2000 (that of GRS 80).

    Notes
    -----
    Standard parallels lie a sixth of the height from the edges (Snyder 1987, p. 99, after Kavrayskiy), to half a degree.

    Examples
    --------
    >>> choose_projection((106.7, 26.8, 107.3, 27.3)).definition
    'EPSG:4545'
    """
    west, south, east, north = bbox
    width, height = east - west, north - south
    middle = (west + east) / 2
    if width <= _WIDEST_ZONE and height <= 2 * _WIDEST_ZONE and not is_province:
        return _gauss_kruger(middle)
    if width >= _COUNTRY_WIDTH:
        return _albers(*_COUNTRY_PARALLELS, _COUNTRY_MERIDIAN)
    first, second = (_half(south + height / 6), _half(north - height / 6))
    if first == second:
        second = first + 0.5
    return _albers(first, second, _half(middle))


def _half(degrees: float) -> float:
    return round(degrees * 2) / 2


def _gauss_kruger(longitude: float) -> FigureProjection:
    meridian = min(max(round(longitude / 3) * 3, _FIRST_MERIDIAN), _LAST_MERIDIAN)
    code = _FIRST_EPSG + (meridian - _FIRST_MERIDIAN) // 3
    return FigureProjection(
        f"EPSG:{code}",
        Text(
            f"CGCS2000 高斯-克吕格投影，3 度带，中央经线 {meridian}°E",
            f"CGCS2000 Gauss-Krüger, 3-degree zone, central meridian {meridian}°E",
        ),
    )


def _albers(first: float, second: float, meridian: float) -> FigureProjection:
    return FigureProjection(
        f"+proj=aea +lat_1={first:g} +lat_2={second:g} +lat_0=0 +lon_0={meridian:g} +ellps=GRS80 +units=m +no_defs",
        Text(
            f"CGCS2000 阿尔伯斯等积圆锥投影，标准纬线 {first:g}°N、{second:g}°N，中央经线 {meridian:g}°E",
            f"CGCS2000 Albers equal-area conic, standard parallels {first:g}°N and {second:g}°N, "
            f"central meridian {meridian:g}°E",
        ),
    )


@functools.lru_cache(maxsize=64)
def _crs(definition: str) -> pyproj.CRS:
    return pyproj.CRS(definition)


@functools.lru_cache(maxsize=128)
def transformer_between(source: pyproj.CRS | str, target: pyproj.CRS | str) -> pyproj.Transformer:
    """The way from one reference system to another, found once: finding it takes longer than a map's other sums.

    Parameters
    ----------
    source, target
        Reference systems.

    Returns
    -------
    pyproj.Transformer
        With x before y; may be used by several threads.
    """
    return pyproj.Transformer.from_crs(source, target, always_xy=True)
