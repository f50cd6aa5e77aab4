"""What staff say of a layer (title, metadata, style, rights), read from plain values and checked field by field."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from typing import Any

from atlas.core.errors import ParameterError, Text
from atlas.core.model import Precision
from atlas.stores.workspace_records import LayerMetadata

_LONGEST_TITLE = 120
_LONGEST_TEXT = 2000
_MOST_NAMES = 200
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_SYMBOLS = ("circle", "square", "diamond", "triangle")
_DATE_FORMATS = ("%Y", "%Y-%m", "%Y-%m-%d")
#: Smallest and largest value of each measure of a style [px].
_MEASURES = {"width_px": (0.0, 12.0), "radius_px": (1.0, 24.0)}


def read_changes(body: Mapping[str, Any], metadata: Mapping[str, str]) -> dict[str, Any]:
    """Changes of a layer as ``Versions.update`` takes them.

    Parameters
    ----------
    body
        Any of ``title``, ``description``, ``metadata``, ``style`` and ``rights``; of the metadata only what changes.
    metadata
        As it stands.

    Returns
    -------
    dict
        Values of the types of ``LayerDraft``.

    Raises
    ------
    ParameterError
        An unknown field, or a value that it cannot have.
    """
    readers: dict[str, Callable[[Any], Any]] = {
        "title": _read_title,
        "description": lambda value: _text("description", value),
        "metadata": lambda value: _read_metadata({**metadata, **_object("metadata", value)}),
        "style": lambda value: _read_style(_object("style", value)),
        "rights": lambda value: _read_rights(_object("rights", value)),
    }
    _check_known(body, readers)
    return {name: readers[name](value) for name, value in body.items()}


def _read_title(value: Any) -> Text:
    given = _object("title", value)
    _check_known(given, ("zh", "en"))
    title = Text(
        _text("title.zh", given.get("zh", ""), longest=_LONGEST_TITLE),
        _text("title.en", given.get("en", ""), longest=_LONGEST_TITLE),
    )
    if not (title.zh or title.en):
        raise _refused("title", "图层要有名称", "a layer needs a title")
    return title


def _read_metadata(values: Mapping[str, Any]) -> LayerMetadata:
    _check_known(values, [one.name for one in fields(LayerMetadata)])
    read = LayerMetadata(**{name: _text(f"metadata.{name}", value) for name, value in values.items()})
    if read.date and not _is_date(read.date):
        raise _refused(
            "metadata.date", "日期应为 2025、2025-06 或 2025-06-30", "a date is 2025, 2025-06 or 2025-06-30"
        )
    if read.precision and read.precision not in set(Precision):
        known = ", ".join(Precision)
        raise _refused("metadata.precision", f"精度可用：{known}", f"precision is one of {known}")
    return LayerMetadata(**asdict(read))


def _is_date(text: str) -> bool:
    for form in _DATE_FORMATS:
        try:
            # Written out again, because strptime also takes 2025-6.
            if datetime.datetime.strptime(text, form).strftime(form) == text:  # noqa: DTZ007 - a day has no zone
                return True
        except ValueError:
            continue
    return False


def _read_style(values: Mapping[str, Any]) -> dict[str, Any]:
    _check_known(values, ("fill", "stroke", "symbol", "popup", *_MEASURES))
    return {name: _STYLE_READERS[name](name, value) for name, value in values.items()}


def _colour(name: str, value: Any) -> str:
    if value == "" or (isinstance(value, str) and _COLOUR.fullmatch(value)):
        return str(value)
    raise _refused(f"style.{name}", "颜色应写作 #RRGGBB", "a colour is written #RRGGBB")


def _measure(name: str, value: Any) -> float:
    lowest, highest = _MEASURES[name]
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number and lowest <= value <= highest:
        return float(value)
    words = f"{lowest:g}–{highest:g} px"
    raise _refused(f"style.{name}", f"应为 {words} 的数", f"a number of {words}")


def _symbol(name: str, value: Any) -> str:
    if value in _SYMBOLS:
        return str(value)
    raise _refused(
        f"style.{name}", f"符号可用：{'、'.join(_SYMBOLS)}", f"a symbol is one of {', '.join(_SYMBOLS)}"
    )


def _names(name: str, value: Any) -> list[str]:
    is_list = isinstance(value, list) and len(value) <= _MOST_NAMES
    if is_list and all(isinstance(one, str) and len(one) <= _LONGEST_TITLE for one in value):
        return list(value)
    raise _refused(name, "应为名称的列表", "send a list of names")


_STYLE_READERS: Mapping[str, Callable[[str, Any], Any]] = {
    "fill": _colour,
    "stroke": _colour,
    "width_px": _measure,
    "radius_px": _measure,
    "symbol": _symbol,
    "popup": lambda name, value: _names(f"style.{name}", value),
}


def _read_rights(values: Mapping[str, Any]) -> dict[str, Any]:
    _check_known(values, ("viewers", "editors", "signed_in_only"))
    read: dict[str, Any] = {}
    for name in ("viewers", "editors"):
        if values.get(name) is not None:
            read[name] = _names(f"rights.{name}", values[name])
    if not isinstance(values.get("signed_in_only", False), bool):
        raise _refused("rights.signed_in_only", "应为 true 或 false", "send true or false")
    return {**read, "signed_in_only": values.get("signed_in_only", False)}


def _object(name: str, value: Any) -> Mapping[str, Any]:
    if isinstance(value, Mapping):
        return value
    raise _refused(name, "应为一个 JSON 对象", "send a JSON object")


def _text(name: str, value: Any, *, longest: int = _LONGEST_TEXT) -> str:
    if isinstance(value, str) and len(value) <= longest:
        return value.strip()
    raise _refused(name, f"应为不超过 {longest} 个字符的文字", f"send text of at most {longest} characters")


def _check_known(values: Mapping[str, Any], known: Any) -> None:
    for name in values:
        if name not in known:
            listed = ", ".join(known)
            raise _refused(
                str(name)[:40], f"没有这一项；可用：{listed}", f"there is no such field; use {listed}"
            )


def _refused(name: str, zh: str, en: str) -> ParameterError:
    return ParameterError(f"“{name}”：{zh}", f"“{name}”: {en}", code="layer_change_invalid", parameter=name)
