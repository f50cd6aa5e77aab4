"""Numerals with their units: amounts, shares, ranges, multiples and size classes (百亿级).

Whether a quantity is a goal, a fact or a condition is told elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from atlas.core.policy.reading.name_spans import NameSpans
from atlas.core.policy.reading.numbers import Number, find_numbers, read_chinese_number
from atlas.core.policy.reading.units import is_counter, is_duration, match_unit

_RANGE_SIGN = re.compile(r"\s?(?:—{1,2}|–|-{1,2}|~|至|到|－)\s?")
_LEVEL = re.compile(r"\s?级(?!别|联|差)|\s?座级")
_UNIT_LESS = re.compile(
    r"(?:容积率|系数|指数|得分|里程比)(?:分别)?(?:平均)?(?:达到|达|提高到|提高至|提升至|不低于|不小于|超过|为|在|控制在)\s?\Z"
)
_UNIT_LESS_WINDOW = 14
_LETTER_OR_ORDINAL = re.compile(r"[A-Za-z第#＃/×+]\s?\Z")
_VAGUE = re.compile(r"[数几双]\Z")
_MULTIPLE = re.compile(
    r"翻了?(?P<times>[一二两三])番|翻番|(?:增加|增长|提高|提升|扩大|翻|增|多)了?[一1]倍|(?:实现|成|规模|数量|产值|收入)倍增"
)
_TIMES = {"一": 2, "二": 4, "两": 4, "三": 8}
_NOT_MULTIPLE = re.compile(r"\s?[”’\"]?(?:计划|行动|工程|培育|提升|器|目标|方案|发展|战略|效应)")
_NO_MORE_ZERO = re.compile(r"(?:“零”|‘零’|\"零\"|「零」|零|“0”|0)的?突破|破零(?!计划|行动|工程)")
_NAMED_EFFORT = re.compile(r"[一-龥]{0,6}?(?:计划|工程|行动|战略)")
_CLASS_NOUN = re.compile(
    r"\s?[”’\"]?(?:以上)?(?:(?:[一-龥]{0,8}?)(?:企业|产业|园区|集群|县|镇|龙头|项目|乡|开发区|基地|市场|品牌|大关|工程|台阶|俱乐部))"
)
_RATIO = re.compile(
    r"(?<![\d.:：∶])(?:(?P<left>\d{1,3}(?:\.\d{1,3})?)\s?[:：∶]\s?(?P<right>\d{1,3}(?:\.\d{1,3})?)(?![\d.:：∶])"
    r"|(?P<first>[一二三四五六七八九十](?:点[一二三四五六七八九])?)比(?P<last>[一二三四五六七八九十](?:点[一二三四五六七八九])?))"
)
# What is compared: 之比, 比例, 产值比; scales of maps and times of the day are no figures.
_RATIO_BEFORE = re.compile(r"(?:比(?!例尺|[较上去])|配置)[^，,；;。！？\n\t]*\Z")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit.

    Parameters
    ----------
    start, end
        Positions of number and unit.
    value, value_max
        In the printed unit; ``value_max`` only for a range.
    unit
        With 万 / 亿; ``:1`` or ``1:`` for a ratio of two things (2.6:1, 1:2.5); empty for a coefficient and for a number whose unit only its list tells.
    form
        ``amount``, ``level`` (百亿级), ``multiple`` (翻一番), ``zero`` (零的突破), ``ratio`` (容积率1.0) or ``open`` (its
        unit has to be taken from a later member of its list).
    is_chinese, is_bare, is_more
        As in ``Number``.
    counter
        True when the unit is a counting word.
    duration
        True when the unit is a stretch of time.
    """

    start: int
    end: int
    value: float
    value_max: float | None
    unit: str
    form: str = "amount"
    is_chinese: bool = False
    is_bare: bool = False
    is_more: bool = False
    counter: bool = False
    duration: bool = False


def find_quantities(text: str) -> list[Quantity]:
    """Quantities in the order of the text.

    Parameters
    ----------
    text
        Text with half-width signs.

    Returns
    -------
    list of Quantity
        Numerals inside names are left out.
    """
    names = NameSpans(text)
    numbers = [number for number in find_numbers(text) if _may_count(text, number, names)]
    found = [*_multiples(text, names), *_ratios(text)]
    taken = {position for multiple in found for position in range(multiple.start, multiple.end)}
    skip_until = 0
    for index, number in enumerate(numbers):
        if number.start < skip_until or number.start in taken:
            continue
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        quantity = (following and _range(text, number, following)) or _single(text, number)
        if quantity is not None:
            found.append(quantity)
            skip_until = quantity.end
    return sorted(found, key=lambda quantity: quantity.start)


def _may_count(text: str, number: Number, names: NameSpans) -> bool:
    before = text[max(0, number.start - 2) : number.start]
    if _LETTER_OR_ORDINAL.search(before) or _VAGUE.search(before):
        return False
    return number.start not in names and text[number.end : number.end + 1] not in ("+", "×")


def _range(text: str, first: Number, last: Number) -> Quantity | None:
    """Range such as 1—2个, 10%至15%, 100亿元—200亿元."""
    unit = match_unit(text, first.end)
    sign = _RANGE_SIGN.match(text, unit.end() if unit else first.end)
    if sign is None or sign.end() != last.start:
        return None
    if text[max(0, first.start - 1) : first.start] in ("从", "由"):
        return None
    whole = _single(text, last)
    scales_agree = first.scale in ("", last.scale)
    if (
        whole is None
        or whole.form not in ("amount", "level")
        or not scales_agree
        or first.value >= last.value
    ):
        return None
    if unit is not None and first.scale + unit["unit"] != whole.unit:
        return None
    return replace(whole, start=first.start, value=first.value, value_max=last.value)


def _single(text: str, number: Number) -> Quantity | None:
    base = Quantity(
        number.start,
        number.end,
        number.value,
        None,
        "",
        is_chinese=number.is_chinese,
        is_bare=number.is_bare,
        is_more=number.is_more,
    )
    if number.is_percent:
        return replace(base, unit="%", is_chinese=False)
    unit = match_unit(text, number.end)
    if number.is_bare and _NAMED_EFFORT.match(text, unit.end() if unit else number.end):
        return None
    if unit is None:
        return _without_unit(text, number, base)
    return _with_unit(text, number, replace(base, end=unit.end()), unit["unit"])


# 八成五 is 85%, 七成半 75%.
_TENTHS = "〇一二三四半六七八九"
_TENTHS_BEHIND = re.compile("[一二三四半六七八九五](?![一-龥]?[个家户人])")


def _with_unit(text: str, number: Number, base: Quantity, unit: str) -> Quantity:
    counter = is_counter(unit)
    value, scale = number.value, number.scale
    if number.is_bare and scale == "万" and value == 1 and counter:
        # 万名 stands beside 百名 and 千名.
        value, scale = 10_000, ""
    # 亿元企业 without a digit is a size class as well.
    classed = number.is_bare and scale == "亿" and _CLASS_NOUN.match(text, base.end)
    level = _LEVEL.match(text, base.end) or classed
    if unit == "成":
        # 六成 is compared with shares that are printed as 60%.
        half = _TENTHS_BEHIND.match(text, base.end)
        tenths = value * 10 + (_TENTHS.index(half[0].replace("五", "半")) if half else 0)
        return replace(base, value=tenths, unit="%", end=half.end() if half else base.end)
    form = "level" if level and not counter else "amount"
    return replace(
        base, value=value, unit=scale + unit, form=form, counter=counter, duration=is_duration(unit)
    )


def _without_unit(text: str, number: Number, base: Quantity) -> Quantity | None:
    level = _LEVEL.match(text, number.end)
    if number.scale.endswith("亿"):
        unit = number.scale + "元"
        if level or _CLASS_NOUN.match(text, number.end):
            return replace(base, unit=unit, form="level")
        return replace(base, unit=unit)
    if number.is_chinese:
        return None
    if number.scale == "万":
        return replace(base, unit="万", form="amount")
    before = text[max(0, number.start - _UNIT_LESS_WINDOW) : number.start]
    return replace(base, form="ratio" if _UNIT_LESS.search(before) else "open")


def _ratios(text: str) -> Iterator[Quantity]:
    """Ratios of two things, the one of both that is not 1 as the value: 2.6:1, 1∶2.5, 三比一."""
    for match in _RATIO.finditer(text):
        written = match["left"] is None
        left, right = (
            (read_chinese_number(match["first"]), read_chinese_number(match["last"]))
            if written
            else (float(match["left"]), float(match["right"]))
        )
        if (
            left is None
            or right is None
            or not _RATIO_BEFORE.search(text, max(0, match.start() - 40), match.start())
        ):
            continue
        if left == 1 and right != 1:
            yield Quantity(*match.span(), right, None, "1:", "ratio", is_chinese=written)
        else:
            yield Quantity(*match.span(), left, None, f":{right:g}", "ratio", is_chinese=written)


def _multiples(text: str, names: NameSpans) -> list[Quantity]:
    multiples = [
        Quantity(*match.span(), _TIMES.get(match["times"], 2), None, "倍", "multiple")
        for match in _MULTIPLE.finditer(text)
        if match.start() not in names and not _NOT_MULTIPLE.match(text, match.end())
    ]
    return multiples + [
        Quantity(*match.span(), 0, None, "", "zero")
        for match in _NO_MORE_ZERO.finditer(text)
        if not _NOT_MULTIPLE.match(text, match.end())
    ]
