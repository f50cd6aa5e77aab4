"""Values that a reviewer writes, from JSON to what an item or a place holds; what is wrong is told by its field."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from typing import Any

from atlas.core.errors import ParameterError, Text
from atlas.core.model import Figure, Kind, Relation
from atlas.core.policy.reading.draft import DraftItem, Span

_OPERATORS = frozenset({"=", ">=", ">", "<=", "<", "~", "range"})
_TEXT_FIELDS = frozenset({"name", "host"})
_ITEM_FIELDS = _TEXT_FIELDS | {
    "kind",
    "topics",
    "summary",
    "companies",
    "figure",
    "year",
    "year_stated",
}
_FIGURE_TEXTS = frozenset({"metric", "unit", "wording", "scope", "per", "suspicious"})
_OF_YEARS = frozenset({"figure", "year", "year_stated"})
_FIGURE_FIELDS = _FIGURE_TEXTS | {"op", "value", "value_max", "year", "year_from"}
_LONGEST_TEXT, _MOST_VALUES, _MOST_OBJECTS = 2000, 50, 500
_NO_SIGNS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_YEARS = range(1949, 2101)
#: A person writes no such relation: it follows from the units that are named.
_RELATIONS = {relation.value: relation for relation in Relation if relation is not Relation.MEMBER}


def read_item_values(
    raw: Any, *, item: DraftItem | None, topics: Collection[str], horizon: int | None
) -> dict[str, Any]:
    """Fields of an item.

    Parameters
    ----------
    raw
        Of ``kind``, ``topics``, ``summary``, ``name``, ``host``, ``companies``, ``figure``, ``year`` and
        ``year_stated`` those that are to be set.
    item
        As it stands; ``None`` for a new one.
    topics
        Slugs that there are.
    horizon
        Year to which the document runs; the only one that the words need not state.

    Returns
    -------
    dict
        Fields of ``DraftItem``. A figure whose period would end before it begins has no period any more.

    Raises
    ------
    ParameterError
        Code ``change_invalid``, with the field.
    """
    values = read_mapping(raw, "set", _ITEM_FIELDS)
    found: dict[str, Any] = {
        name: read_text(values[name], name) for name in sorted(_TEXT_FIELDS & values.keys())
    }
    if "kind" in values:
        found["kind"] = Kind(_choose(values["kind"], "kind", [kind.value for kind in Kind]))
    if "topics" in values:
        found["topics"] = _read_topics(values["topics"], topics)
    if "summary" in values:
        found["summary"] = _read_summary(values["summary"])
    if "companies" in values:
        found["companies"] = tuple(read_text(one, "companies") for one in _read_list(values, "companies"))
    if "figure" in values:
        figure = item.figure if item else None
        found["figure"] = None if values["figure"] is None else _read_figure(values["figure"], figure)
    return {**found, **_read_due(values, found, item, horizon)}


def read_relation(value: Any) -> Relation:
    """What an item has to do with a place; raises ``ParameterError``."""
    return _RELATIONS[_choose(value, "relation", list(_RELATIONS))]


def read_span(value: Any, length: int) -> Span | None:
    """Positions in the text.

    Parameters
    ----------
    value
        Two numbers, or ``None``.
    length
        Of the text.

    Returns
    -------
    Span or None
        At least one sign long.

    Raises
    ------
    ParameterError
        They are no positions of the text.
    """
    if value is None:
        return None
    is_pair = isinstance(value, list | tuple) and len(value) == 2
    if not is_pair or not all(isinstance(one, int) and not isinstance(one, bool) for one in value):
        raise bad_change("span", "应为两个位置", "takes two positions")
    start, end = value
    if not 0 <= start < end <= length:
        raise bad_change("span", "位置超出原文", "lies outside the text")
    return Span(start, end)


def read_text(value: Any, field: str) -> str:
    """A line of words; raises ``ParameterError``."""
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        raise bad_change(
            field, f"应为不超过 {_LONGEST_TEXT} 字的文字", f"takes words, {_LONGEST_TEXT} signs at most"
        )
    return plain_line(value, _LONGEST_TEXT)


def plain_line(words: str, longest: int) -> str:
    """Words as one line that every store and page can hold.

    Parameters
    ----------
    words
        Of a document or a person.
    longest
        Signs that are kept.

    Returns
    -------
    str
        Without signs that no database and no page can hold.
    """
    return "".join(sign if sign.isprintable() else " " for sign in words).strip()[:longest]


def read_id(value: Any, field: str) -> str:
    """An id or a code, as it was given to whoever sends it; raises ``ParameterError``."""
    if not isinstance(value, str) or not value:
        raise bad_change(field, "缺少编号", "is missing")
    if _NO_SIGNS.search(value):  # no database holds them, so nothing is called by them
        raise bad_change(field, "编号含有不可用的字符", "has signs that no id has")
    return value


def read_objects(value: Any, field: str) -> list[Any]:
    """A list, absent where there is nothing; raises ``ParameterError``."""
    return [] if value is None else _read_list({field: value}, field, most=_MOST_OBJECTS)


def read_version(value: Any) -> int:
    """The number of the step that left an item as a person saw it; raises ``ParameterError``."""
    if value is None:
        raise bad_change(
            "version",
            "缺少版本号",
            "is missing",
            hint_zh="先读取条目，每项改动都附上条目的 version。",
            hint_en="Read the item first and send its version with each change.",
        )
    if not isinstance(value, int) or isinstance(value, bool):
        raise bad_change("version", "应为整数", "takes a whole number")
    return value


def read_mapping(raw: Any, field: str, known: Collection[str]) -> Mapping[str, Any]:
    """Values by name; raises ``ParameterError`` for a name that is not known."""
    if not isinstance(raw, Mapping):
        raise bad_change(field, "应为键值对", "takes a mapping")
    for name in raw:
        if name not in known:
            raise bad_change(
                field,
                f"没有字段 {str(name)[:40]}",
                f"has no field {str(name)[:40]}",
                hint_zh=f"可用的字段：{'、'.join(sorted(known))}。",
                hint_en=f"The fields are {', '.join(sorted(known))}.",
            )
    return raw


def bad_change(field: str, zh: str, en: str, *, hint_zh: str = "", hint_en: str = "") -> ParameterError:
    """The error for a part of a change that cannot be read.

    Parameters
    ----------
    field
        The part.
    zh, en
        What is wrong with it.
    hint_zh, hint_en
        What to do about it.

    Returns
    -------
    ParameterError
        With code ``change_invalid``.
    """
    return ParameterError(
        f"{field}：{zh}",
        f"{field} {en}",
        code="change_invalid",
        hint_zh=hint_zh,
        hint_en=hint_en,
        field=field,
    )


def _read_due(
    values: Mapping[str, Any], found: Mapping[str, Any], item: DraftItem | None, horizon: int | None
) -> dict[str, Any]:
    """The year of an item and of its figure, which are one and the same."""
    if item is not None and not _OF_YEARS & values.keys():
        return {}
    figure = found.get("figure", item.figure if item else None)
    due = item.due if item else horizon
    if "year" in values:
        due = _read_year(values["year"], "year")
    elif isinstance(values.get("figure"), Mapping) and "year" in values["figure"]:
        due = figure.year if figure else None
    stated = values.get("year_stated", item.year_stated if item else False)
    if not isinstance(stated, bool):
        raise bad_change("year_stated", "应为 true 或 false", "takes true or false")
    # A year that the words do not state can only be the one to which the plan runs.
    stated = due is not None and (stated or due != horizon)
    answer: dict[str, Any] = {"due": due, "year_stated": stated}
    if figure is not None:
        figure = replace(figure, year=due)
        answer["figure"] = replace(figure, year_from=_read_beginning(values, figure))
    return answer


def _read_beginning(values: Mapping[str, Any], figure: Figure) -> int | None:
    """The first year of the period of a figure; none any more where somebody sets an earlier year as its end."""
    begins, ends = figure.year_from, figure.year
    if begins is None or ends is None or begins <= ends:
        return begins
    if isinstance(values.get("figure"), Mapping) and "year_from" in values["figure"]:
        raise bad_change(
            "year_from",
            f"起始年份 {begins} 晚于年份 {ends}",
            f"{begins} is later than the year {ends}",
            hint_zh="起始年份不能晚于年份；请改正其中一个，没有时段就不写 year_from。",
            hint_en="A period begins no later than it ends: mend one of the two, or leave out year_from.",
        )
    return None


def _read_topics(value: Any, known: Collection[str]) -> tuple[str, ...]:
    slugs = tuple(
        dict.fromkeys(read_text(slug, "topics") for slug in _read_list({"topics": value}, "topics"))
    )
    unknown = [slug[:40] for slug in slugs if slug not in known]
    if unknown or not slugs:
        raise bad_change(
            "topics", f"为空或未知：{'、'.join(unknown)}", f"missing or unknown: {', '.join(unknown)}"
        )
    return slugs


def _read_summary(value: Any) -> Text:
    if isinstance(value, str):
        return Text(read_text(value, "summary"), "")
    both = read_mapping(value, "summary", frozenset({"zh", "en"}))
    return Text(read_text(both.get("zh", ""), "summary"), read_text(both.get("en", ""), "summary"))


def _read_figure(raw: Any, before: Figure | None) -> Figure:
    values = read_mapping(raw, "figure", _FIGURE_FIELDS)
    kept: dict[str, Any] = (
        asdict(before)
        if before
        else {
            "metric": "",
            "op": "=",
            "value": None,
            "value_max": None,
            "unit": "",
            "year": None,
        }
    )
    kept |= {name: read_text(values[name], name) for name in _FIGURE_TEXTS & values.keys()}
    kept |= {name: _read_year(values[name], name) for name in ("year", "year_from") if name in values}
    kept |= {name: _read_number(values[name], name) for name in ("value", "value_max") if name in values}
    if "op" in values:
        kept["op"] = _choose(values["op"], "op", sorted(_OPERATORS))
    if kept["value"] is None:
        raise bad_change("value", "缺少数值", "is missing")
    if (kept["op"] == "range") != (kept["value_max"] is not None):
        raise bad_change("value_max", "只用于区间（op 为 range）", "goes with the op range, and only with it")
    if kept["value_max"] is not None and kept["value_max"] < kept["value"]:
        low, high = f"{kept['value']:.15g}", f"{kept['value_max']:.15g}"
        raise bad_change(
            "value_max",
            f"区间的上限 {high} 小于下限 {low}",
            f"{high} is less than the value {low} at which the range begins",
            hint_zh="value 写较小的数，value_max 写较大的数。",
            hint_en="The smaller number is the value, the larger one value_max.",
        )
    return Figure(**kept)


def _read_number(value: Any, field: str) -> float | None:
    if value is None:
        return None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or abs(value) > 1e15 or not math.isfinite(value):
        raise bad_change(field, "应为数字", "takes a number")
    return float(value)


def _read_year(value: Any, field: str) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value in _YEARS):
        return value
    raise bad_change(field, "应为年份", "takes a year")


def _read_list(values: Mapping[str, Any], field: str, *, most: int = _MOST_VALUES) -> list[Any]:
    value = values[field]
    if not isinstance(value, list | tuple) or len(value) > most:
        raise bad_change(field, f"应为不超过 {most} 项的列表", f"takes a list, {most} at most")
    return list(value)


def _choose(value: Any, field: str, known: Collection[str]) -> str:
    if not isinstance(value, str) or value not in known:
        raise bad_change(field, f"应为 {'、'.join(known)} 之一", f"is one of {', '.join(known)}")
    return value
