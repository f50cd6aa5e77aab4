"""One written coordinate to a number: decimal degrees, degrees with minutes and seconds, or metres.

What can be read in two ways is refused with the reason; which axis a column holds is decided elsewhere.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from atlas.core.errors import Text


class CoordinateKind(StrEnum):
    """How a coordinate is written."""

    DEGREE = "degree"
    DMS = "dms"
    METRE = "metre"


@dataclass(frozen=True, slots=True)
class Coordinate:
    """What a coordinate text says.

    Parameters
    ----------
    value
        Degrees, west and south negative, or metres; ``None`` when it cannot be read.
    kind
        How it is written; ``None`` when it cannot be read.
    axis
        ``x`` or ``y`` where the text says east, west, north or south; else empty.
    reason
        Why it cannot be read.
    """

    value: float | None
    kind: CoordinateKind | None = None
    axis: str = ""
    reason: Text | None = None


#: Largest number that may be degrees.
MOST_DEGREES = 180.0
_MOST_OF_AXIS = {"": 180.0, "x": 180.0, "y": 90.0}

_EMPTY = Text("没有填写", "is empty")
_UNKNOWN = Text("不是坐标", "is no coordinate")
_COMMA = Text("逗号可能是小数点，也可能是千位分隔", "the comma may be a decimal or a thousands mark")
_MINUTES = Text("分或秒达到或超过 60", "minutes or seconds reach 60")
_RANGE = Text("度数超出范围", "degrees are out of range")
_SIDES = Text(
    "正负号与方位矛盾，或写了两个方位", "the sign contradicts the side of the world, or there are two sides"
)
_ROUNDED = Text("科学计数法已丢失精度", "the exponent form has lost digits")

#: Signs that mean the same. Before normal form KC, which would take some of them apart.
_SIGNS = str.maketrans(
    dict.fromkeys("º˚度", "°")
    | dict.fromkeys("＇’‘´`′ʹ分", "'")
    | dict.fromkeys("＂”“″ʺ秒", '"')
    | dict.fromkeys("−－–—", "-")
    | {"，": ",", "\u3000": " ", "\u00a0": " ", "\u200b": "", "\ufeff": ""}
)
_WORDS = (
    ("东经", "E"),
    ("西经", "W"),
    ("北纬", "N"),
    ("南纬", "S"),
    ("经度", ""),
    ("纬度", ""),
    ("東經", "E"),
    ("北緯", "N"),
)
_AXIS = {"E": "x", "W": "x", "N": "y", "S": "y"}

_SIDE = re.compile(r"[EWNS东西南北](?![a-z])|(?<=[\d°'\" ])[ewns]$|^[ewns](?=[\s\d:.])")
_CHINESE_SIDES = {"东": "E", "西": "W", "南": "S", "北": "N"}
_NUMBER = re.compile(r"([+-]?)(\d+(?:\.\d*)?|\.\d+)°?")
_EXPONENT = re.compile(r"[+-]?(\d(?:\.(\d*))?)[eE]\+?(\d{1,2})")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
_METRES = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*(千米|公里|km|米|m)", re.IGNORECASE)
_LAST = r"(\d+(?:\.\d+)?)"
#: Degrees with marks; minutes or seconds may be missing at the end.
_MARKED = re.compile(rf"([+-]?)(\d{{1,3}})\s*°\s*(?:{_LAST}\s*'?\s*)(?:(?<=['\s]){_LAST}\s*(?:\"|'')?)?")
_SPACED = re.compile(rf"([+-]?)(\d{{1,3}})(?:\s+|\s*:\s*)(\d{{1,2}}(?:\.\d+)?)(?:(?:\s+|\s*:\s*){_LAST})?")
_DASHED = re.compile(rf"()(\d{{1,3}})-(\d{{1,2}}(?:\.\d+)?)(?:-{_LAST})?")
_COMPACT = re.compile(r"(\d{1,3})(\d{2})(\d{2})?(\.\d+)?")


def parse_coordinate(text: str) -> Coordinate:
    """What a coordinate text says.

    Parameters
    ----------
    text
        As written: ``106.5``, ``东经106°30′15.2″``, ``106-30-15``, ``35512345.6``.

    Returns
    -------
    Coordinate
        A value, or the reason why there is none.

    Examples
    --------
    >>> parse_coordinate("东经106°30′").value, parse_coordinate("635,200.5").kind
    (106.5, <CoordinateKind.METRE: 'metre'>)
    >>> parse_coordinate("106°75′").reason.en
    'minutes or seconds reach 60'
    """
    # A sign such as ° or ′ would not survive normal form KC.
    words = unicodedata.normalize("NFKC", text.translate(_SIGNS)).translate(_SIGNS).strip()
    if not words:
        return Coordinate(None, reason=_EMPTY)
    for word, letter in _WORDS:
        words = words.replace(word, letter)
    if metres := _METRES.fullmatch(words):
        scale = 1000.0 if metres[2].lower() in ("千米", "公里", "km") else 1.0
        return Coordinate(float(metres[1]) * scale, CoordinateKind.METRE)
    if exponent := _EXPONENT.fullmatch(words):
        if len((exponent[2] or "").rstrip()) < int(exponent[3]):
            return Coordinate(None, reason=_ROUNDED)
        return _plain(float(words))
    sides = _SIDE.findall(words)
    if len(set(sides)) > 1:
        return Coordinate(None, reason=_SIDES)
    side = _CHINESE_SIDES.get(sides[0], sides[0].upper()) if sides else ""
    rest = _SIDE.sub(" ", words).strip(" :,") if side else words.strip(" :")
    return _sided(rest, side) if side else _unsided(rest)


def parse_compact(text: str) -> Coordinate:
    """What a number means that packs degrees, minutes and seconds (1063015), which only its column can tell.

    Parameters
    ----------
    text
        Digits: DMM, DDMM, DDDMM, DDMMSS or DDDMMSS, with decimals at the end.

    Returns
    -------
    Coordinate
        A value, or the reason why there is none.

    Examples
    --------
    >>> parse_compact("1063000").value
    106.5
    """
    match = _COMPACT.fullmatch(text.strip())
    if not match:
        return Coordinate(None, reason=_UNKNOWN)
    digits = text.strip().partition(".")[0]
    # Three digits of degrees and two of minutes, or two of each and of seconds: the number of digits tells.
    parts = 2 if len(digits) <= 5 else 3
    pairs = [
        digits[len(digits) - 2 * place : len(digits) - 2 * (place - 1)] for place in range(parts - 1, 0, -1)
    ]
    pairs[-1] += match[4] or ""
    degrees = digits[: len(digits) - 2 * (parts - 1)]
    return _in_range(1.0, [degrees, *pairs], "")


def _unsided(words: str) -> Coordinate:
    if number := _NUMBER.fullmatch(words):
        value = float(number[1] + number[2])
        return _ranged(value, "") if words.endswith("°") else _plain(value)
    if _GROUPED.fullmatch(words):
        value = float(words.replace(",", ""))
        is_one_group = words.count(",") == 1 and "." not in words
        if is_one_group and abs(float(words.replace(",", "."))) <= MOST_DEGREES:
            return Coordinate(None, reason=_COMMA)
        return _plain(value)
    if _DECIMAL_COMMA.fullmatch(words):
        return _plain(float(words.replace(",", ".")))
    return _sexagesimal(words, "")


def _sided(words: str, side: str) -> Coordinate:
    axis = _AXIS[side]
    if words.startswith(("-", "+")):
        return Coordinate(None, reason=_SIDES)
    if _DECIMAL_COMMA.fullmatch(words):
        words = words.replace(",", ".")
    number = _NUMBER.fullmatch(words)
    if not number:
        return _sexagesimal(words, side)
    value = float(number[2])
    if value > MOST_DEGREES and not words.endswith("°"):
        packed = parse_compact(words)
        if packed.value is None:
            return packed
        found = _in_range(_sign(side), [str(packed.value)], axis)
        return Coordinate(found.value, found.kind and CoordinateKind.DMS, found.axis, found.reason)
    return _ranged(_sign(side) * value, axis)


def _sexagesimal(words: str, side: str) -> Coordinate:
    for pattern in (_MARKED, _SPACED, _DASHED):
        if match := pattern.fullmatch(words):
            parts = [part for part in match.groups()[1:] if part is not None]
            # Only the last part may have decimals.
            if any("." in part for part in parts[:-1]):
                break
            if side and match[1]:
                return Coordinate(None, reason=_SIDES)
            sign = -1.0 if match[1] == "-" else _sign(side)
            return _in_range(sign, parts, _AXIS.get(side, ""))
    return Coordinate(None, reason=_UNKNOWN)


def _in_range(sign: float, parts: list[str], axis: str) -> Coordinate:
    degrees, *rest = (float(part) for part in parts)
    if any(part >= 60 for part in rest):
        return Coordinate(None, reason=_MINUTES)
    value = degrees + sum(part / 60**place for place, part in enumerate(rest, start=1))
    found = _ranged(sign * value, axis)
    return Coordinate(found.value, found.kind and CoordinateKind.DMS, found.axis, found.reason)


def _ranged(value: float, axis: str) -> Coordinate:
    if abs(value) > _MOST_OF_AXIS[axis]:
        return Coordinate(None, reason=_RANGE)
    return Coordinate(value, CoordinateKind.DEGREE, axis)


def _plain(value: float) -> Coordinate:
    if not math.isfinite(value):
        return Coordinate(None, reason=_UNKNOWN)
    is_degree = abs(value) <= MOST_DEGREES
    return Coordinate(value, CoordinateKind.DEGREE if is_degree else CoordinateKind.METRE)


def _sign(side: str) -> float:
    return -1.0 if side in ("W", "S") else 1.0
