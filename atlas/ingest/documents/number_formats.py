"""How a word processor prints the number of a list: the formats of ECMA-376 part 1, 17.18.59 (ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
)
#: Signs for 1, 2, 3 ... as Unicode has them, in stretches of (first value, first code point, length).
_CIRCLED = ((1, 0x2460, 20), (21, 0x3251, 15), (36, 0x32B1, 15))
_FULL_STOP, _PAREN, _CIRCLED_CHINESE = ((1, 0x2488, 20),), ((1, 0x2474, 20),), ((1, 0x3280, 10),)
_FULL_WIDTH = {ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}
#: Larger numbers are printed as digits in every format.
_LARGEST = 9_999


def format_number(value: int, style: str) -> str | None:
    """A number as a list prints it.

    Parameters
    ----------
    value
        The number.
    style
        Name of the format.

    Returns
    -------
    str or None
        ``None`` for a format that is not known; empty for ``none``.

    Examples
    --------
    >>> format_number(12, "chineseCounting"), format_number(3, "decimalEnclosedCircle"), format_number(28, "lowerLetter")
    ('十二', '③', 'bb')
    """
    make = _FORMATS.get(style)
    if make is None:
        return None
    if style != "none" and not 0 < value <= _LARGEST:
        return str(value)
    return make(value)


def _counting(value: int, *, digits: str = _DIGITS, units: str = "十百千", zero: str = "零") -> str:
    """Chinese number words: 十二, 一百零三."""
    words, skipped = "", False
    for place, digit in zip(range(len(str(value)) - 1, -1, -1), map(int, str(value)), strict=True):
        if digit == 0:
            skipped = True
            continue
        if skipped and words:
            words += zero
        skipped = False
        words += digits[digit] + (units[place - 1] if place else "")
    return words.removeprefix(digits[1]) if 10 <= value < 20 and digits == _DIGITS else words


def _legal(value: int) -> str:
    return _counting(value, digits=_LEGAL, units="拾佰仟")


def _digital(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _roman(value: int) -> str:
    words = ""
    for worth, letters in _ROMAN:
        words += letters * (value // worth)
        value %= worth
    return words


def _letters(value: int) -> str:
    """A to Z, then AA, BB: the letter is repeated, as ECMA-376 has it."""
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _signs(
    stretches: tuple[tuple[int, int, int], ...], *, otherwise: Callable[[int], str] = str
) -> Callable[[int], str]:
    def sign_of(value: int) -> str:
        for first, code, length in stretches:
            if first <= value < first + length:
                return chr(code + value - first)
        return otherwise(value)

    return sign_of


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda value: signs[(value - 1) % len(signs)] if value <= len(signs) else str(value)


def _full_width(value: int) -> str:
    return str(value).translate(_FULL_WIDTH)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _signs(_CIRCLED),
    "decimalEnclosedCircleChinese": _signs(_CIRCLED),
    "decimalEnclosedFullstop": _signs(_FULL_STOP, otherwise=lambda value: f"{value}."),
    "decimalEnclosedParen": _signs(_PAREN, otherwise=lambda value: f"({value})"),
    "numberInDash": lambda value: f"- {value} -",
    "ordinal": lambda value: f"{value}.",
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "japaneseCounting": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "taiwaneseDigital": _digital,
    "ideographEnclosedCircle": _signs(_CIRCLED_CHINESE, otherwise=_counting),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "none": lambda _: "",
}
