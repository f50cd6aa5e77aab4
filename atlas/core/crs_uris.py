"""Reference systems that may be asked for by URI, and coordinates in the axis order that each of them defines.

Storage is longitude, latitude on WGS 84 (CRS84). CGCS2000 counts as the same datum, as everywhere in the atlas: the
two differ by centimetres, below the precision of the data.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

import numpy as np
import pyproj
import shapely

from atlas.core.errors import ParameterError
from atlas.core.geo.crs import FloatArray, GeometryArray

#: OGC 17-069r4, clause 7.13: the default of every answer.
CRS84_URI = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_EPSG_URI = "http://www.opengis.net/def/crs/EPSG/0/"
#: URI, safe CURIE and short form of an EPSG code; the version part of a URI may be any.
_EPSG = re.compile(
    r"(?:https?://www\.opengis\.net/def/crs/EPSG/[0-9.]+/|urn:ogc:def:crs:EPSG:[0-9.]*:|\[?EPSG:)([0-9]{4,5})\]?",
    re.IGNORECASE,
)
_CRS84 = re.compile(
    r"https?://www\.opengis\.net/def/crs/OGC/(?:0|1\.3)/CRS84|urn:ogc:def:crs:OGC:(?:1\.3)?:CRS84|\[?OGC:CRS84\]?",
    re.IGNORECASE,
)
#: WGS 84, web maps, CGCS2000, its 6-degree zones (numbered, then by meridian) and its 3-degree zones (EPSG 12).
EPSG_CODES = (4326, 3857, 4490, *range(4491, 4513), *range(4513, 4555))
#: Decimals of a degree and of a metre: about 1 cm, the finest that published coordinates hold.
DEGREE_DECIMALS = 7
METRE_DECIMALS = 2
#: Points put on each side of a box before it is bent into another system.
_BOX_STEPS = 32


@dataclass(frozen=True, slots=True)
class ServedCrs:
    """A reference system that answers may come in.

    Parameters
    ----------
    uri
        As OGC names it.
    code
        As PROJ names it.
    name
        As the authority names it.
    is_projected
        Metres instead of degrees.
    is_swapped
        Latitude or northing comes first.
    """

    uri: str
    code: str
    name: str
    is_projected: bool
    is_swapped: bool


@functools.cache
def served_crs() -> dict[str, ServedCrs]:
    """Every system on offer.

    Returns
    -------
    dict
        By URI; CRS84 comes first.
    """
    crs84 = ServedCrs(
        CRS84_URI, "OGC:CRS84", "WGS 84 longitude-latitude", is_projected=False, is_swapped=False
    )
    served = {CRS84_URI: crs84}
    for number in EPSG_CODES:
        crs = pyproj.CRS.from_epsg(number)
        uri = f"{_EPSG_URI}{number}"
        served[uri] = ServedCrs(
            uri,
            f"EPSG:{number}",
            crs.name,
            is_projected=crs.is_projected,
            is_swapped=crs.axis_info[0].direction == "north",
        )
    return served


def parse_crs(text: str, *, parameter: str) -> ServedCrs:
    """The system that a caller names.

    Parameters
    ----------
    text
        URI, URN, safe CURIE or short form.
    parameter
        Name of the parameter, for the message.

    Returns
    -------
    ServedCrs
        One of those on offer.

    Raises
    ------
    ParameterError
        It is none of them.

    Examples
    --------
    >>> parse_crs("http://www.opengis.net/def/crs/EPSG/0/4490", parameter="crs").is_swapped
    True
    >>> parse_crs("[OGC:CRS84]", parameter="crs").is_swapped
    False
    """
    wanted = text.strip()
    found = None
    if _CRS84.fullmatch(wanted):
        found = served_crs()[CRS84_URI]
    elif matched := _EPSG.fullmatch(wanted):
        found = served_crs().get(_EPSG_URI + matched[1])
    if found is None:
        raise ParameterError(
            f"参数 {parameter} 的坐标参考系不在提供之列：{text[:80]}",
            f"parameter {parameter} names a reference system that is not on offer: {text[:80]}",
            code="crs_unknown",
            hint_zh=f"例如 {_EPSG_URI}4490；可用的全部列在 /ogc/collections 的 crs 中。",
            hint_en=f"Such as {_EPSG_URI}4490; all are listed as crs at /ogc/collections.",
            parameter=parameter,
        )
    return found


def from_storage(geometries: GeometryArray, crs: ServedCrs) -> GeometryArray:
    """Geometries of the store in another system, axes as its authority orders them.

    Parameters
    ----------
    geometries
        Longitude and latitude; ``None`` stays.
    crs
        Wanted.

    Returns
    -------
    numpy.ndarray
        Rounded to what published coordinates hold.

    Raises
    ------
    ParameterError
        A feature lies so far from the zone that it has no coordinates there.
    """
    decimals = METRE_DECIMALS if crs.is_projected else DEGREE_DECIMALS
    transformer = _transformer(crs.code)

    def move(points: FloatArray) -> FloatArray:
        moved = np.column_stack(transformer.transform(points[:, 0], points[:, 1]))
        if not np.isfinite(moved).all():
            raise _too_far(crs)
        return moved.round(decimals)

    return np.asarray(shapely.transform(shapely.force_2d(geometries), move), dtype=object)


def to_storage(geometry: shapely.Geometry, crs: ServedCrs) -> shapely.Geometry:
    """A geometry that a caller gives, as longitude and latitude.

    Parameters
    ----------
    geometry
        Axes as the authority of ``crs`` orders them.
    crs
        Of the caller.

    Returns
    -------
    Geometry
        Longitude and latitude.

    Raises
    ------
    ParameterError
        A coordinate has no place on the globe.
    """
    transformer = _transformer(crs.code)

    def move(points: FloatArray) -> FloatArray:
        moved = np.column_stack(transformer.transform(points[:, 0], points[:, 1], direction="INVERSE"))
        lon, lat = moved[:, 0], moved[:, 1]
        if not (np.isfinite(moved).all() and (np.abs(lon) <= 180).all() and (np.abs(lat) <= 90).all()):
            raise _off_the_globe(crs)
        return moved

    return shapely.transform(shapely.force_2d(geometry), move)


def box_to_storage(corners: tuple[float, float, float, float], crs: ServedCrs) -> shapely.Geometry:
    """A box of a caller, its sides bent as they run on the ground.

    Parameters
    ----------
    corners
        Lowest first axis, lowest second axis, highest first axis, highest second axis.
    crs
        Of the caller.

    Returns
    -------
    Geometry
        Longitude and latitude.

    Raises
    ------
    ParameterError
        A corner has no place on the globe.
    """
    box = shapely.box(*corners)
    if crs.is_projected:
        side = max(corners[2] - corners[0], corners[3] - corners[1])
        box = shapely.segmentize(box, max_segment_length=side / _BOX_STEPS) if side > 0 else box
    return to_storage(box, crs)


@functools.cache
def _transformer(code: str) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs("OGC:CRS84", code)


def _too_far(crs: ServedCrs) -> ParameterError:
    return ParameterError(
        f"有要素离 {crs.name} 的投影带太远，无法换算",
        f"some features lie too far from {crs.name} to be given in it",
        code="crs_out_of_area",
        hint_zh="请用 bbox 缩小范围，或改用 EPSG:4490。",
        hint_en="Narrow the answer with bbox, or ask for EPSG:4490.",
        crs=crs.uri,
    )


def _off_the_globe(crs: ServedCrs) -> ParameterError:
    order = "北、东（或纬度、经度）" if crs.is_swapped else "东、北（或经度、纬度）"
    english = (
        "north, east (or latitude, longitude)" if crs.is_swapped else "east, north (or longitude, latitude)"
    )
    return ParameterError(
        f"有坐标不在 {crs.name} 的范围内",
        f"a coordinate lies outside of {crs.name}",
        code="coordinate_out_of_range",
        hint_zh=f"该坐标系的轴序为{order}；坐标系由 bbox-crs、filter-crs 说明，默认为 CRS84（经度、纬度）。",
        hint_en=f"Its axes are ordered {english}; bbox-crs and filter-crs say the system, CRS84 by default.",
        crs=crs.uri,
    )
