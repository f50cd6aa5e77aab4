"""Filters on features: bounding box, properties and order, parsed from words of a caller into checked values."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from atlas.core.errors import BboxError, FilterError, LimitExceeded, ParameterError

if TYPE_CHECKING:
    from atlas.core.cql2 import Condition

Bbox = tuple[float, float, float, float]

#: Most features that one answer may hold.
MAX_LIMIT = 10_000
#: Longest value of a filter.
MAX_VALUE_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class SortKey:
    """A property to sort by; features without a value come last."""

    name: str
    is_descending: bool = False


@dataclass(frozen=True, slots=True)
class FeatureQuery:
    """Which features of a layer are wanted.

    Parameters
    ----------
    bbox
        (west, south, east, north) in degrees, or ``None``.
    properties
        Exact values by property name.
    limit, offset
        Page of the answer.
    condition
        Checked filter that holds besides, or ``None``.
    sort_by
        Order of the features; by feature id where it leaves a choice.
    """

    bbox: Bbox | None = None
    properties: Mapping[str, str] | None = None
    limit: int = 100
    offset: int = 0
    condition: Condition | None = None
    sort_by: tuple[SortKey, ...] = ()


def parse_bbox(text: str) -> Bbox:
    """Bounding box from ``west,south,east,north``.

    Parameters
    ----------
    text
        Four numbers in degrees, comma separated.

    Returns
    -------
    tuple of float
        (west, south, east, north).

    Raises
    ------
    BboxError
        Not four finite numbers, out of range, or in the wrong order.

    Examples
    --------
    >>> parse_bbox("103.6,24.6,109.6,29.2")
    (103.6, 24.6, 109.6, 29.2)
    """
    parts = text.split(",")
    try:
        numbers = [float(part) for part in parts]
    except ValueError as error:
        raise _bad_bbox(text) from error
    if len(numbers) != 4 or not all(math.isfinite(number) for number in numbers):
        raise _bad_bbox(text)
    west, south, east, north = numbers
    in_range = -180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= 90 and -90 <= north <= 90
    if not in_range or west > east or south > north:
        raise _bad_bbox(text)
    return west, south, east, north


def parse_integer(name: str, text: str, *, lowest: int, highest: int) -> int:
    """Whole number of a parameter, within bounds.

    Parameters
    ----------
    name
        Of the parameter, for the message.
    text
        As the caller wrote it.
    lowest, highest
        Bounds, both allowed.

    Returns
    -------
    int
        The number.

    Raises
    ------
    ParameterError
        Not a whole number.
    LimitExceeded
        Out of bounds.
    """
    try:
        number = int(text) if len(text) <= 20 and text.isascii() else None
    except ValueError:
        number = None
    if number is None:
        raise ParameterError(
            f"参数 {name} 应为整数，收到“{text[:40]}”",
            f"parameter {name} must be a whole number, not “{text[:40]}”",
            hint_zh=f"请给出 {lowest} 到 {highest} 之间的整数。",
            hint_en=f"Give a whole number from {lowest} to {highest}.",
            parameter=name,
        )
    if not lowest <= number <= highest:
        raise LimitExceeded(
            f"参数 {name} 超出范围：{number}",
            f"parameter {name} is out of range: {number}",
            hint_zh=f"请给出 {lowest} 到 {highest} 之间的整数。",
            hint_en=f"Give a whole number from {lowest} to {highest}.",
            parameter=name,
        )
    return number


def check_properties(properties: Mapping[str, str], schema: Iterable[str]) -> dict[str, str]:
    """Property filter whose names all stand in the schema.

    Parameters
    ----------
    properties
        Values by name, as the caller wrote them.
    schema
        Property names of the layer.

    Returns
    -------
    dict
        The same filter.

    Raises
    ------
    FilterError
        A name is unknown or a value is too long.
    """
    known = sorted(schema)
    for name, value in properties.items():
        if name not in known:
            raise FilterError(
                f"图层没有属性“{name[:60]}”",
                f"the layer has no property “{name[:60]}”",
                hint_zh=f"可用属性：{'、'.join(known)}。",
                hint_en=f"Properties: {', '.join(known)}.",
                property=name[:60],
            )
        if len(value) > MAX_VALUE_CHARACTERS:
            raise FilterError(
                f"属性“{name}”的值过长",
                f"the value for “{name}” is too long",
                hint_zh=f"最多 {MAX_VALUE_CHARACTERS} 个字符。",
                hint_en=f"At most {MAX_VALUE_CHARACTERS} characters.",
                property=name,
            )
    return dict(properties)


def _bad_bbox(text: str) -> BboxError:
    return BboxError(
        f"bbox 无法使用：“{text[:80]}”",
        f"this bbox cannot be used: “{text[:80]}”",
        hint_zh="请按 西,南,东,北 给出四个经纬度（度），例如 103.6,24.6,109.6,29.2。",
        hint_en="Give west,south,east,north in degrees, such as 103.6,24.6,109.6,29.2.",
        bbox=text[:80],
    )
