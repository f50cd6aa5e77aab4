"""Numbers that a style may hold: those of categories, and the value of the largest circle."""

from __future__ import annotations

import math
from typing import Any

from atlas.core.errors import Text
from atlas.core.plain_values import read_number, refusal

#: Beyond this whole numbers run together in a browser (ECMA-262, Number.MAX_SAFE_INTEGER + 1).
LARGEST_WHOLE = 2**53
#: Of the value that has the largest circle: within these the sizes can be reckoned and told in words.
SMALLEST_SIZED, LARGEST_SIZED = 1e-12, 1e15

LONG_NUMBER_HINT = Text(
    "这样的长编号请在导入前转为文本（如在 Excel 中设为“文本”格式），再重新导入。",
    "Make such a long number text before the import (in a spreadsheet: the format “Text”), and import it again.",
)
OTHER_UNIT_HINT = Text(
    "请换用合适的单位（如把吨换成万吨）重新导入，或改用“分级”。",
    "Import the values in another unit (such as millions of tons), or draw them in classes.",
)


def read_category_number(name: str, value: Any) -> int | float:
    """A number that stands for a category.

    Parameters
    ----------
    name
        Of the field.
    value
        As it came.

    Returns
    -------
    int or float
        A whole number as ``int``, to its last digit.

    Raises
    ------
    ParameterError
        It is none, or a browser could not tell it from its neighbours.
    """
    number = read_number(name, value, lowest=-math.inf, highest=math.inf)
    if not number.is_integer():
        return number
    # Not by way of the floating number, in which neighbours may be one.
    whole = int(value)
    if abs(whole) > LARGEST_WHOLE:
        raise refusal(
            name,
            f"整数 {str(whole)[:40]} 超过 {LARGEST_WHOLE}，浏览器会把相近的数当作同一个",
            f"the whole number {str(whole)[:40]} is beyond {LARGEST_WHOLE}: browsers take its neighbours for it",
            hint=LONG_NUMBER_HINT,
        )
    return whole


def read_sized(name: str, value: Any) -> float:
    """The value of the largest circle.

    Parameters
    ----------
    name
        Of the field.
    value
        As it came.

    Returns
    -------
    float
        Above 0.

    Raises
    ------
    ParameterError
        It is none, or sizes could not be reckoned with it.
    """
    number = read_number(name, value, lowest=-math.inf, highest=math.inf)
    if number <= 0:
        raise refusal(
            name,
            "应大于 0",
            "must be above 0",
            hint=Text(
                "请填写画成最大圆的数值，通常是该字段的最大值。",
                "Write the value of the largest circle, as a rule the greatest one of the field.",
            ),
        )
    if not SMALLEST_SIZED <= number <= LARGEST_SIZED:
        raise refusal(
            name,
            f"应在 {SMALLEST_SIZED:g} 与 {LARGEST_SIZED:g} 之间",
            f"must be between {SMALLEST_SIZED:g} and {LARGEST_SIZED:g}",
            hint=OTHER_UNIT_HINT,
        )
    return number
