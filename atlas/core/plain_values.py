"""Checks of plain values that a program or a person sent as JSON; a refusal names the field."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from typing import Any

from atlas.core.errors import ParameterError

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def refusal(name: str, zh: str, en: str) -> ParameterError:
    """The error for a field that cannot have its value.

    Parameters
    ----------
    name
        Of the field, with those it lies in: ``style.label.field``.
    zh, en
        What is wrong.

    Returns
    -------
    ParameterError
        To be raised.
    """
    return ParameterError(f"“{name}”：{zh}", f"“{name}”: {en}", code="layer_change_invalid", parameter=name)


def read_object(name: str, value: Any, known: Collection[str] | None = None) -> Mapping[str, Any]:
    """A JSON object.

    Parameters
    ----------
    name
        Of the field.
    value
        As it came.
    known
        Keys that it may have; ``None`` for any.

    Returns
    -------
    Mapping
        The same.

    Raises
    ------
    ParameterError
        It is none, or has another key.
    """
    if not isinstance(value, Mapping):
        raise refusal(name, "应为一个 JSON 对象", "send a JSON object")
    for key in value if known is not None else ():
        if key not in (known or ()):
            listed = ", ".join(known or ())
            within = f"{name}.{str(key)[:40]}" if name else str(key)[:40]
            raise refusal(within, f"没有这一项；可用：{listed}", f"there is no such field; use {listed}")
    return value


def read_list(name: str, value: Any, *, least: int, most: int) -> list[Any]:
    """A JSON list.

    Parameters
    ----------
    name
        Of the field.
    value
        As it came.
    least, most
        Entries that it may have.

    Returns
    -------
    list
        The same.

    Raises
    ------
    ParameterError
        It is none, or too short or too long.
    """
    if isinstance(value, list | tuple) and least <= len(value) <= most:
        return list(value)
    raise refusal(name, f"应为 {least} 到 {most} 项的列表", f"send a list of {least} to {most} entries")


def read_text(name: str, value: Any, *, longest: int, least: int = 0) -> str:
    """Text without blanks around it.

    Parameters
    ----------
    name
        Of the field.
    value
        As it came.
    longest, least
        Signs that it may have.

    Returns
    -------
    str
        Stripped.

    Raises
    ------
    ParameterError
        It is none, or too long or too short.
    """
    if isinstance(value, str) and len(value) <= longest and len(value.strip()) >= least:
        return value.strip()
    if least:
        raise refusal(
            name, f"应为 {least} 到 {longest} 个字符的文字", f"send text of {least} to {longest} characters"
        )
    raise refusal(name, f"应为不超过 {longest} 个字符的文字", f"send text of at most {longest} characters")


def read_number(name: str, value: Any, *, lowest: float, highest: float, unit: str = "") -> float:
    """A finite number.

    Parameters
    ----------
    name
        Of the field.
    value
        As it came.
    lowest, highest
        Bounds, both allowed; infinite for none.
    unit
        For the words of a refusal.

    Returns
    -------
    float
        The number.

    Raises
    ------
    ParameterError
        It is none, or out of bounds.
    """
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number and math.isfinite(value) and lowest <= value <= highest:
        return float(value)
    if math.isinf(lowest) or math.isinf(highest):
        raise refusal(name, "应为一个数", "send a number")
    words = f"{lowest:g}–{highest:g} {unit}".strip()
    raise refusal(name, f"应为 {words} 的数", f"a number of {words}")


def read_integer(name: str, value: Any, *, lowest: int, highest: int) -> int:
    """A whole number.

    Parameters
    ----------
    name
        Of the field.
    value
        As it came; 5.0 is whole.
    lowest, highest
        Bounds, both allowed.

    Returns
    -------
    int
        The number.

    Raises
    ------
    ParameterError
        It is none, or out of bounds.
    """
    number = read_number(name, value, lowest=lowest, highest=highest)
    if number.is_integer():
        return int(number)
    raise refusal(name, f"应为 {lowest}–{highest} 的整数", f"a whole number of {lowest}–{highest}")


def read_flag(name: str, value: Any) -> bool:
    """``True`` or ``False``.

    Parameters
    ----------
    name
        Of the field.
    value
        As it came.

    Returns
    -------
    bool
        The same.

    Raises
    ------
    ParameterError
        It is neither.
    """
    if isinstance(value, bool):
        return value
    raise refusal(name, "应为 true 或 false", "send true or false")


def read_word(name: str, value: Any, known: Collection[str]) -> str:
    """One of some words.

    Parameters
    ----------
    name
        Of the field.
    value
        As it came.
    known
        The words.

    Returns
    -------
    str
        The same.

    Raises
    ------
    ParameterError
        It is another one.
    """
    if isinstance(value, str) and value in known:
        return value
    raise refusal(name, f"可用：{'、'.join(known)}", f"use one of {', '.join(known)}")


def read_colour(name: str, value: Any) -> str:
    """A colour.

    Parameters
    ----------
    name
        Of the field.
    value
        As it came.

    Returns
    -------
    str
        ``#RRGGBB``; empty for none.

    Raises
    ------
    ParameterError
        It is written otherwise.
    """
    if value == "" or (isinstance(value, str) and _COLOUR.fullmatch(value)):
        return str(value)
    raise refusal(name, "颜色应写作 #RRGGBB", "a colour is written #RRGGBB")
