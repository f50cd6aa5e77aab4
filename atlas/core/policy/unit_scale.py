"""Brings figures of two documents to a common unit: 万元 and 亿元, 万吨 and 吨, 户 and 家.

Only units that mean the same thing in another size or word; what is paid in another currency, and 亩 beside 亩/年, stay
apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

_SCALE = re.compile(r"(?P<small>[十百千])?(?P<large>万亿|亿|万)?")
_SIZES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "万亿": 10**12}
#: Units by the one they are counted in, with the number of it that they hold (GB 3100-93; one 亩 is 2000/3 m²).
_FAMILIES: dict[str, dict[str, int | str]] = {
    "元": {"元": 1, "人民币": 1},
    "家": {"家": 1, "户": 1, "个": 1},
    "人": {"人": 1, "名": 1, "位": 1},
    "人次": {"人次": 1},
    "吨": {"吨": 1, "公斤": "1/1000", "千克": "1/1000", "斤": "1/2000", "市斤": "1/2000", "克": "1/1000000"},
    "平方米": {
        "平方米": 1,
        "平米": 1,
        "㎡": 1,
        "m²": 1,
        "亩": "2000/3",
        "公顷": 10_000,
        "平方公里": 1_000_000,
        "平方千米": 1_000_000,
        "km²": 1_000_000,
    },
    "立方米": {"立方米": 1, "立方": 1, "方": 1, "m³": 1, "标方": 1},
    "米": {"米": 1, "公里": 1000, "千米": 1000, "里": 500, "km": 1000},
    "千瓦": {
        "瓦": "1/1000",
        "千瓦": 1,
        "kW": 1,
        "兆瓦": 1000,
        "MW": 1000,
        "吉瓦": 1_000_000,
        "GW": 1_000_000,
    },
    "千瓦时": {
        "千瓦时": 1,
        "kWh": 1,
        "度": 1,
        "度电": 1,
        "兆瓦时": 1000,
        "MWh": 1000,
        "吉瓦时": 1_000_000,
        "GWh": 1_000_000,
    },
    "升": {"升": 1, "千升": 1000, "毫升": "1/1000"},
    "吨标准煤": {"吨标准煤": 1, "吨标煤": 1},
    "%": {"%": 1, "‰": "1/10"},
    "百分点": {"百分点": 1, "个百分点": 1, "个基点": "1/100"},
    "倍": {"倍": 1},
    "美元": {"美元": 1},
    "台": {"台": 1, "台套": 1, "台(套)": 1, "台/套": 1},
    "头": {"头": 1},
    "只": {"只": 1, "羽": 1},
}
_UNITS = {
    word: (common, Fraction(size)) for common, words in _FAMILIES.items() for word, size in words.items()
}
_PER = {
    "/亩": "/亩",
    "/年": "/年",
    "/a": "/年",
    "/日": "/日",
    "/天": "/日",
    "/d": "/日",
    "/h": "/小时",
    "/小时": "/小时",
}
_FULL_WIDTH = str.maketrans({"％": "%", "（": "(", "）": ")", "／": "/", "∶": ":", "：": ":"})


@dataclass(frozen=True, slots=True)
class ScaledUnit:
    """A unit as a multiple of the one that it is compared in.

    Parameters
    ----------
    common
        Unit of comparison; two figures compare where it is the same.
    factor
        How many of it one unit holds.
    is_inverse
        Whether the value stands below the stroke: 1:2.5 beside 2.5:1.
    """

    common: str
    factor: Fraction
    is_inverse: bool = False


def read_unit(unit: str) -> ScaledUnit | None:
    """A unit as a multiple of the one that it is compared in.

    Parameters
    ----------
    unit
        As printed, with 万 / 亿.

    Returns
    -------
    ScaledUnit or None
        ``None`` for words that are no unit. A unit that nothing else is compared with stands for itself.

    Examples
    --------
    >>> read_unit("万吨/年").common, int(read_unit("万吨/年").factor)
    ('吨/年', 10000)
    >>> read_unit("户").common
    '家'
    """
    words = re.sub(r"\s", "", unit).translate(_FULL_WIDTH)
    if re.fullmatch(r":1|1:", words):
        return ScaledUnit(":1", Fraction(1), is_inverse=words == "1:")
    if words in _UNITS:
        return ScaledUnit(*_UNITS[words])
    scale = _SCALE.match(words)
    factor = 1
    for size in scale.groups() if scale else ():
        factor *= _SIZES.get(size or "", 1)
    bare, stroke, below = words[scale.end() if scale else 0 :].partition("/")
    if not bare:
        return ScaledUnit("", Fraction(factor)) if not stroke else None
    common, size = _UNITS.get(bare, (bare, Fraction(1)))
    return ScaledUnit(common + _PER.get(stroke + below, stroke + below), size * factor)


def common_values(first: tuple[float, str], second: tuple[float, str]) -> tuple[float, float, str] | None:
    """Two values in one unit, so that they can be compared.

    Parameters
    ----------
    first, second
        Value and unit, as printed.

    Returns
    -------
    tuple of float, float and str, or None
        Both values and the unit they are in, which is that of the first where both have a size of it; ``None`` where
        the units do not measure the same.

    Examples
    --------
    >>> common_values((12_000, "万元"), (1.5, "亿元"))
    (12000.0, 15000.0, '万元')
    >>> common_values((50, "户"), (48, "家"))
    (50.0, 48.0, '户')
    >>> common_values((10, "万亩"), (10, "万吨")) is None
    True
    """
    one, other = read_unit(first[1]), read_unit(second[1])
    if one is None or other is None or one.common != other.common:
        return None
    value = _plain(second[0])
    if one.is_inverse != other.is_inverse:
        if not value:
            return None
        value = 1 / value
    return float(first[0]), float(value * other.factor / one.factor), first[1]


def _plain(value: float) -> Fraction:
    """The value as printed: 0.1 is a tenth, not what a computer makes of it."""
    return Fraction(repr(float(value)))
