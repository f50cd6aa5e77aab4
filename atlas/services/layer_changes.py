"""What staff say of a layer (title, metadata, style, rights), read from plain values and checked field by field."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from typing import Any

from atlas.core.errors import Text
from atlas.core.model import Precision
from atlas.core.plain_values import read_flag, read_list, read_object, read_text, refusal
from atlas.core.style_reading import read_document
from atlas.stores.workspace_records import LayerMetadata

_LONGEST_TITLE = 120
_LONGEST_TEXT = 2000
_MOST_NAMES = 200
_DATE_FORMATS = ("%Y", "%Y-%m", "%Y-%m-%d")


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
        "description": lambda value: read_text("description", value, longest=_LONGEST_TEXT),
        "metadata": lambda value: _read_metadata({**metadata, **read_object("metadata", value)}),
        "style": read_document,
        "rights": _read_rights,
    }
    read_object("", body, readers)
    return {name: readers[name](value) for name, value in body.items()}


def _read_title(value: Any) -> Text:
    given = read_object("title", value, ("zh", "en"))
    title = Text(
        read_text("title.zh", given.get("zh", ""), longest=_LONGEST_TITLE),
        read_text("title.en", given.get("en", ""), longest=_LONGEST_TITLE),
    )
    if not (title.zh or title.en):
        raise refusal(
            "title",
            "图层要有名称",
            "a layer needs a title",
            hint=Text("请填写中文或英文名称。", "Write a title in Chinese or in English."),
        )
    return title


def _read_metadata(values: Mapping[str, Any]) -> LayerMetadata:
    read_object("metadata", values, [one.name for one in fields(LayerMetadata)])
    read = LayerMetadata(
        **{
            name: read_text(f"metadata.{name}", value, longest=_LONGEST_TEXT)
            for name, value in values.items()
        }
    )
    if read.date and not _is_date(read.date):
        raise refusal(
            "metadata.date",
            "日期应为 2025、2025-06 或 2025-06-30",
            "a date is 2025, 2025-06 or 2025-06-30",
            hint=Text(
                "请只填年、年月或年月日，月和日用两位数字；不知道就留空。",
                "Write the year, the month or the day, with two digits each; leave it empty where it is not known.",
            ),
        )
    if read.precision and read.precision not in set(Precision):
        known = ", ".join(Precision)
        raise refusal(
            "metadata.precision",
            f"精度可用：{known}",
            f"precision is one of {known}",
            hint=Text("请从这些名称中选一个，或留空。", "Choose one of these, or leave it empty."),
        )
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


def _names(name: str, value: Any) -> list[str]:
    listed = read_list(name, value, least=0, most=_MOST_NAMES)
    return [read_text(f"{name}.{place}", one, longest=_LONGEST_TITLE) for place, one in enumerate(listed)]


def _read_rights(value: Any) -> dict[str, Any]:
    values = read_object("rights", value, ("viewers", "editors", "signed_in_only"))
    read: dict[str, Any] = {}
    for name in ("viewers", "editors"):
        if values.get(name) is not None:
            read[name] = _names(f"rights.{name}", values[name])
    signed_in_only = read_flag("rights.signed_in_only", values.get("signed_in_only", False))
    return {**read, "signed_in_only": signed_in_only}
