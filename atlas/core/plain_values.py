"""Checks of plain values that a program or a person sent as JSON; a refusal names the field."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from typing import Any

from atlas.core.errors import ParameterError, Text
from atlas.core.setting_words import setting_words

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
#: All but the characters of XML 1.0 (W3C REC-xml, section 2.2), and DEL: no file of text should hold these.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\x7e\x80-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: As large as this no measure is: programs write -1.797e308 where a shapefile has no value.
NO_DATA_FROM = 1e300
_MEND_SCRIPT = Text(
    "页面不会发出这样的内容：请在图层页面上修改后保存；用脚本的，请按 /api/openapi.json 的说明改正。",
    "Our pages never send this: change it on the page of the layer and save, or mend the script by "
    "/api/openapi.json.",
)


def without_unwritable(text: str) -> str:
    r"""Text without the signs that no file of text may hold.

    Parameters
    ----------
    text
        Any; unlike what an import reads, it may come from JSON and hold halves of surrogate pairs.

    Returns
    -------
    str
        The rest; line ends and tabs stay.

    Examples
    --------
    >>> without_unwritable("开阳县\x00\x0b磷矿\ud800")
    '开阳县磷矿'
    """
    return _UNWRITABLE.sub("", text)


def refusal(name: str, zh: str, en: str, *, hint: Text) -> ParameterError:
    """The error for a field that cannot have its value.

    Parameters
    ----------
    name
        Of the field, with those it lies in: ``style.label.field``.
    zh, en
        What is wrong.
    hint
        What to do next.

    Returns
    -------
    ParameterError
        To be raised.
    """
    words = setting_words(name)
    return ParameterError(
        f"“{words.zh}”：{zh}",
        f"“{words.en}”: {en}",
        code="layer_change_invalid",
        hint_zh=hint.zh,
        hint_en=hint.en,
        parameter=name,
    )


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
        raise refusal(
            name,
            "应为一组带名称的设置（JSON 对象）",
            "must be a set of named settings (a JSON object)",
            hint=_MEND_SCRIPT,
        )
    for key in value if known is not None else ():
        if key not in (known or ()):
            listed = ", ".join(known or ())
            within = f"{name}.{str(key)[:40]}" if name else str(key)[:40]
            raise refusal(
                within,
                f"没有这一项；可用：{listed}",
                f"there is no such setting; use {listed}",
                hint=Text("请核对拼写，或删去这一项。", "Check its spelling, or leave it out."),
            )
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
    if isinstance(value, list | tuple):
        raise refusal(
            name,
            f"有 {len(value)} 项，应为 {least} 到 {most} 项",
            f"has {len(value)} entries, and needs {least} to {most}",
            hint=Text("请增减到这个数目后再保存。", "Add or take away entries, then save again."),
        )
    raise refusal(
        name,
        f"应为 {least} 到 {most} 项的列表",
        f"must be a list of {least} to {most} entries",
        hint=_MEND_SCRIPT,
    )


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
        It is none, is too long or too short, or has signs that no file of text may hold.
    """
    if not isinstance(value, str):
        raise refusal(name, "应为文字", "must be text", hint=_MEND_SCRIPT)
    if found := _UNWRITABLE.search(value):
        code = f"U+{ord(found[0]):04X}"
        raise refusal(
            name,
            f"第 {found.start() + 1} 个字符是看不见的控制字符（{code}）",
            f"character {found.start() + 1} is an unseen control character ({code})",
            hint=Text(
                "请删去后重新键入，不要从别处粘贴；若它出自数据，请在源数据中清除后重新导入。",
                "Delete it and type the words anew instead of pasting them; where it comes from the data, clean "
                "them and import again.",
            ),
        )
    if len(value.strip()) < least:
        raise refusal(
            name, "不能为空", "cannot be empty", hint=Text("请填写或选择。", "Fill it in or choose one.")
        )
    if len(value) > longest:
        raise refusal(
            name,
            f"有 {len(value)} 个字符，最多 {longest} 个",
            f"has {len(value)} characters, and may have {longest}",
            hint=Text(f"请缩短到 {longest} 个字符以内。", f"Shorten it to {longest} characters."),
        )
    return value.strip()


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
    number = finite_number(value)
    if number is not None and lowest <= number <= highest:
        return number
    hint = Text(
        "请用半角数字填写，不带单位和千分位逗号。", "Write plain digits, without a unit and without commas."
    )
    if math.isinf(lowest) or math.isinf(highest):
        raise refusal(name, "应为一个数", "must be a number", hint=hint)
    words = f"{lowest:g}–{highest:g} {unit}".strip()
    raise refusal(name, f"应为 {words} 的数", f"must be a number of {words}", hint=hint)


def finite_number(value: Any) -> float | None:
    """A value as a number that can be reckoned with.

    Parameters
    ----------
    value
        Any.

    Returns
    -------
    float or None
        ``None`` for text, truth values, nothing, what is not finite, and whole numbers beyond all floating ones.

    Examples
    --------
    >>> finite_number(5), finite_number(True), finite_number("5"), finite_number(10**400)
    (5.0, None, None, None)
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


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
    raise refusal(
        name,
        f"应为 {lowest}–{highest} 的整数",
        f"must be a whole number of {lowest}–{highest}",
        hint=Text("请去掉小数。", "Leave out the decimals."),
    )


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
    raise refusal(
        name,
        "应为是（true）或否（false）",
        "must be yes (true) or no (false)",
        hint=_MEND_SCRIPT,
    )


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
    raise refusal(
        name,
        f"可用：{'、'.join(filter(None, known))}",
        f"use one of {', '.join(filter(None, known))}",
        hint=Text("请从这些名称中选一个，照原样填写。", "Choose one of these names, written just so."),
    )


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
    raise refusal(
        name,
        "颜色应写作 # 和六位十六进制数，如 #0F6CA8",
        "a colour is written as # and six hexadecimal digits, like #0F6CA8",
        hint=Text(
            "请用取色框选色，或从 GIS 软件中复制“HTML 颜色代码”。",
            "Use the colour picker, or copy the HTML notation of the colour from your GIS program.",
        ),
    )
