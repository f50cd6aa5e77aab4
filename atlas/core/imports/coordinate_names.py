"""Tells from the name of a column whether it holds coordinates, and of which axis."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum


class Certainty(IntEnum):
    """How much the name of a column says about its axis; the surest is the lowest."""

    GEOGRAPHIC = 0
    DIRECTION = 1
    LETTER = 2


@dataclass(frozen=True, slots=True)
class AxisName:
    """What a name says.

    Parameters
    ----------
    name
        Of the column.
    axis
        ``x`` for east, ``y`` for north. A letter says little: in Chinese surveying x is north.
    certainty
        Longitude or latitude, a direction, or only a letter.
    stem
        The rest of the name, the same for the two columns of a pair.
    """

    name: str
    axis: str
    certainty: Certainty
    stem: str


# 横坐标 runs east and 纵坐标 north both in mathematics and in surveying; only the letters change places.
_PATTERNS = (
    ("x", Certainty.GEOGRAPHIC, re.compile(r"经度|經度|东经|東經|longitude|(?<![a-z])(?:lon|lng|long)(?![a-z])|(?<=wgs|gcj|gps)(?:lon|lng)")),
    ("y", Certainty.GEOGRAPHIC, re.compile(r"纬度|緯度|北纬|北緯|latitude|(?<![a-z])lat(?![a-z])|(?<=wgs|gcj|gps)lat")),
    ("x", Certainty.DIRECTION, re.compile(r"横坐标|橫座標|东坐标|东向坐标|easting|^e$|[xy](?:坐标)?\W?东")),
    ("y", Certainty.DIRECTION, re.compile(r"纵坐标|縱座標|北坐标|北向坐标|northing|^n$|[xy](?:坐标)?\W?北")),
    ("x", Certainty.LETTER, re.compile(r"(?<![a-z])x(?![a-z])|(?<=coord|point)x|(?<=pt)x")),
    ("y", Certainty.LETTER, re.compile(r"(?<![a-z])y(?![a-z])|(?<=coord|point)y|(?<=pt)y")),
)  # fmt: skip
_PAIR = re.compile(
    r"^(?:(?:中心|位置|地理|空间|点位)*(?:坐标|座標|经纬度|經緯度)(?:点|值|串)?|经纬|位置|几何|coord(?:inate)?s?|location|latlon|latlng|lnglat|"
    r"lonlat|xy|wkt|geom|thegeom|geometry|shape|point)$"
)
_NUMBERED = re.compile(r"_\d+$")
_LONE_LETTER = re.compile(r"(?<![a-z])[xy](?![a-z])")
_SPACE = re.compile(r"[\s_()\[\]{}°:.\-]+")
#: Words in a name that tell the datum of degrees: a CRS, or an offset that only the person can confirm.
_DATUMS = (
    ("EPSG:4490", re.compile(r"cgcs|2000")),
    ("EPSG:4326", re.compile(r"wgs|gps|84")),
    ("gcj02", re.compile(r"gcj|高德|火星|amap|腾讯")),
    ("bd09", re.compile(r"bd-?_?0?9|bd(?=lon|lng|lat|_)|百度|baidu")),
)


def axis_of(name: str) -> AxisName | None:
    """What the name of a column says about an axis.

    Parameters
    ----------
    name
        As in the file.

    Returns
    -------
    AxisName or None
        ``None`` when it says nothing.

    Examples
    --------
    >>> axis_of("中心经度(°)").axis, axis_of("X坐标").certainty.name, axis_of("面积")
    ('x', 'LETTER', None)
    """
    words = _folded(name)
    if is_pair_name(name) or "经纬" in words:
        return None
    for axis, certainty, pattern in _PATTERNS:
        if match := pattern.search(words):
            stem = words[: match.start()] + words[match.end() :]
            return AxisName(name, axis, certainty, _SPACE.sub("", _LONE_LETTER.sub("", stem)))
    return None


def is_pair_name(name: str) -> bool:
    """Whether the name of a column speaks of both coordinates, or of a geometry.

    Parameters
    ----------
    name
        As in the file.

    Returns
    -------
    bool
        True for 坐标, 经纬度, wkt and the like.
    """
    return _PAIR.search(_SPACE.sub("", _NUMBERED.sub("", _folded(name)))) is not None


def datum_of(*names: str) -> str:
    """The datum that names of columns with degrees speak of.

    Parameters
    ----------
    *names
        Of the columns.

    Returns
    -------
    str
        ``EPSG:4490``, ``EPSG:4326``, ``gcj02`` or ``bd09``; empty for none.
    """
    words = " ".join(_folded(name) for name in names)
    return next((datum for datum, pattern in reversed(_DATUMS) if pattern.search(words)), "")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip()
