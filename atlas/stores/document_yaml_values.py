"""Checks that the values of a catalogue file are of the kind that the format asks for, before anything is made of them.

YAML reads ``3.10`` as a number and ``yes`` as a truth: made into words again they would silently be others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from atlas.core.errors import CatalogueError

#: Longest id; those of clauses may hold the words of a heading.
_LONGEST_ID = 300
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_NOT_IN_ID = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_TEXT_PAIRS = ("heading", "heading_en", "summary", "summary_en")
_FIGURE_WORDS = ("metric", "op", "wording", "unit", "scope", "per", "suspicious")
#: What is wrong with a value, in Chinese and English; nothing for one that will do.
_Wrong = tuple[str, str] | None
_Rules = Mapping[str, Callable[[Any], _Wrong]]


def check_values(raw: Any, name: str) -> None:
    """Refuse values of another kind than the format has.

    Parameters
    ----------
    raw
        As read from the file; what is missing or unknown in it is checked elsewhere.
    name
        Of the file.

    Raises
    ------
    CatalogueError
        Detail names file, clause and key.
    """
    for clause, key, wrong in _find_wrong(raw):
        raise CatalogueError(
            f"{name} {clause}：{key} {wrong[0]}",
            f"{name} {clause}: {key} {wrong[1]}",
            hint_zh="请按 docs/catalogue-format.md 修改；编号和文字可加引号。",
            hint_en="Mend it as docs/catalogue-format.md tells; put ids and words in quotes.",
            file=name,
            clause=clause,
            key=key,
        )


def _find_wrong(raw: Any) -> Iterator[tuple[str, str, tuple[str, str]]]:
    """Clause, key and what is wrong there; the first is enough."""
    if not isinstance(raw, Mapping):
        return
    yield from _in_mapping(raw, _HEAD, "")
    headings = raw.get("headings")
    for clause, words in headings.items() if isinstance(headings, Mapping) else ():
        if wrong := _id(clause):
            yield _told(clause), "headings", wrong
        yield from _in_mapping(words, _HEADING, _told(clause))
    clauses = raw.get("clauses")
    for entry in clauses if isinstance(clauses, list) else ():
        yield from _in_clause(entry)


def _in_clause(entry: Any) -> Iterator[tuple[str, str, tuple[str, str]]]:
    if not isinstance(entry, Mapping):
        return
    clause = _told(entry.get("id"))
    yield from _in_mapping(entry, _CLAUSE, clause)
    items = entry.get("items")
    for number, item in enumerate(items if isinstance(items, list) else (), start=1):
        if not isinstance(item, Mapping):
            continue
        where = f"{clause}#{number}"
        yield from _in_mapping(item, _ITEM, where)
        places = item.get("places")
        for relation, entries in places.items() if isinstance(places, Mapping) else ():
            for place in entries if isinstance(entries, list) else ():
                if isinstance(place, Mapping):
                    yield from _in_mapping(place, _PLACE, where)
                elif wrong := _words(place):
                    yield where, f"places.{_told(relation)}", wrong


def _in_mapping(values: Any, rules: _Rules, where: str) -> Iterator[tuple[str, str, tuple[str, str]]]:
    for key, rule in rules.items() if isinstance(values, Mapping) else ():
        value = values.get(key)
        if value is not None and (wrong := rule(value)):
            yield where, key, wrong


def _told(clause: Any) -> str:
    """An id that may be anything, in a message."""
    plain = "".join(sign if sign.isprintable() else "?" for sign in str(clause)[:60])
    return "" if clause is None else plain


def _words(value: Any) -> _Wrong:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return "应为文字", "takes words"
    if _CONTROL.search(str(value)):
        return "含有不可见的控制字符", "has control signs"
    return None


def _id(value: Any) -> _Wrong:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return "应为编号（文字）", "takes an id, which is words"
    written = str(value)
    if not written.strip() or len(written) > _LONGEST_ID:
        return f"应为 1 到 {_LONGEST_ID} 字", f"takes 1 to {_LONGEST_ID} signs"
    if any(unicodedata.category(sign) in _NOT_IN_ID for sign in written):
        return "含有不可见的字符", "has signs that cannot be seen"
    return None


def _number(value: Any) -> _Wrong:
    return None if _is_number(value, int | float) else ("应为数字", "takes a number")


def _year(value: Any) -> _Wrong:
    return None if _is_number(value, int) else ("应为年份", "takes a year")


def _is_number(value: Any, kinds: Any) -> bool:
    return isinstance(value, kinds) and not isinstance(value, bool)


def _truth(value: Any) -> _Wrong:
    return None if isinstance(value, bool) else ("应为 false", "takes false")


def _list_of_words(value: Any) -> _Wrong:
    if not isinstance(value, list):
        return "应为列表", "takes a list"
    return next((wrong for one in value if (wrong := _words(one))), None)


def _mapping(value: Any) -> _Wrong:
    return None if isinstance(value, Mapping) else ("应为键值对", "takes a mapping")


def _list(value: Any) -> _Wrong:
    return None if isinstance(value, list) else ("应为列表", "takes a list")


_HEAD: _Rules = {
    **dict.fromkeys(("id", "region"), _id),
    **dict.fromkeys(("title_zh", "title_en", "issuer", "status", "source"), _words),
    **dict.fromkeys(("year", "horizon"), _year),
    "headings": _mapping,
    "clauses": _list,
}
_HEADING: _Rules = dict.fromkeys(("zh", "en"), _words)
_CLAUSE: _Rules = {"id": _id, **dict.fromkeys(_TEXT_PAIRS, _words), "items": _list}
_ITEM: _Rules = {
    **dict.fromkeys(("kind", "name", "host", "summary", "summary_en", *_FIGURE_WORDS), _words),
    **dict.fromkeys(("topics", "companies"), _list_of_words),
    **dict.fromkeys(("value", "value_max"), _number),
    **dict.fromkeys(("year", "year_from"), _year),
    "year_stated": _truth,
    "places": _mapping,
}
_PLACE: _Rules = dict.fromkeys(("name", "as", "within"), _words)
