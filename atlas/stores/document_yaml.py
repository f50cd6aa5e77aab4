"""A reviewed document as a catalogue file, in the format of ``docs/catalogue-format.md``, and such a file read back.

What is written is read again by ``stores.catalogue`` with the same result; the same document gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from atlas.core.errors import CatalogueError, LimitExceeded, Text
from atlas.core.model import Clause, Document, Figure, Goal, PlaceMention
from atlas.stores.catalogue import parse_document
from atlas.stores.document_yaml_values import check_values
from atlas.stores.yaml_files import FAST_LOADER

#: Longest file that is read; the five built-in documents have 30 to 110 kB.
MOST_CATALOGUE_BYTES = 500_000
#: Values and brackets of a file; the longest built-in document has 12 000 of them.
_MOST_EVENTS = 100_000
#: Signs of one value; some kinds of numbers take a time that grows with the square of their length.
_LONGEST_SCALAR = 10_000
#: A catalogue file has five levels.
_DEEPEST = 20
#: Lines are not folded: a summary stays on its line, as in the files that people write.
_WIDTH = 1_000_000
_EMPTY: tuple[Any, ...] = (None, "", [], {})


def encode_document(document: Document) -> bytes:
    """A document as a catalogue file.

    Parameters
    ----------
    document
        With clauses, headings and goals; texts in English may be empty.

    Returns
    -------
    bytes
        YAML, UTF-8.
    """
    goals: dict[str, list[Goal]] = {}
    for goal in document.goals:
        goals.setdefault(goal.clause, []).append(goal)
    raw = {
        "id": document.id,
        "title_zh": document.title.zh,
        "title_en": document.title.en or document.title.zh,
        "issuer": document.issuer,
        "region": document.region,
        "year": document.year,
        "horizon": document.horizon,
        "status": document.status,
        "source": document.source,
        "headings": {
            key: _Line(_without_empty({"zh": words.zh, "en": words.en}))
            for key, words in document.headings.items()
        },
        "clauses": [
            _clause(clause, goals.get(clause.id, []), document.horizon) for clause in document.clauses
        ],
    }
    text = yaml.dump(_without_empty(raw), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)
    return text.encode()


def decode_document(content: bytes, name: str, topics: Iterable[str]) -> Document:
    """A document from a catalogue file that somebody sends.

    Parameters
    ----------
    content
        Untrusted.
    name
        Of the file, for messages.
    topics
        Slugs that items may use.

    Returns
    -------
    Document
        With clauses and goals.

    Raises
    ------
    CatalogueError
        The file breaks the format; detail names clause and field.
    LimitExceeded
        It is too large.
    """
    if len(content) > MOST_CATALOGUE_BYTES:
        raise _too_large(name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _broken(name, "应为 UTF-8 编码", "must be UTF-8") from error
    try:
        _check_shape(text, name)
        raw = yaml.load(text, Loader=FAST_LOADER)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError) as error:
        at = _line(getattr(error, "problem_mark", None))
        raise _broken(name, f"不是有效的 YAML{at.zh}", f"is not valid YAML{at.en}") from error
    check_values(raw, name)
    try:
        return parse_document(raw, Path(name), frozenset(topics), is_named_after_id=False)
    except (TypeError, ValueError) as error:  # a list where a key belongs
        raise _broken(name, "有的值无法读取", "has values that cannot be read") from error


def _check_shape(text: str, name: str) -> None:
    """Refuse what would become much larger or take much longer than its size tells, before anything is made of it."""
    depth = 0
    for number, event in enumerate(yaml.parse(text, Loader=FAST_LOADER)):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        at = _line(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            raise _broken(name, f"不能使用别名（*）{at.zh}", f"must not use aliases (*){at.en}")
        if depth > _DEEPEST:
            raise _broken(
                name, f"嵌套超过 {_DEEPEST} 层{at.zh}", f"is nested deeper than {_DEEPEST} levels{at.en}"
            )
        if isinstance(event, yaml.ScalarEvent) and len(event.value) > _LONGEST_SCALAR:
            raise _broken(
                name,
                f"有超过 {_LONGEST_SCALAR} 字的值{at.zh}",
                f"has a value of more than {_LONGEST_SCALAR} signs{at.en}",
            )
        if number > _MOST_EVENTS:
            raise _too_large(name)


def _line(mark: Any) -> Text:
    """Where a mark of either loader stands, in brackets."""
    return Text(f"（第 {mark.line + 1} 行）", f" (line {mark.line + 1})") if mark else Text("", "")


def _too_large(name: str) -> LimitExceeded:
    return LimitExceeded(
        f"{name} 超过上限 {MOST_CATALOGUE_BYTES // 1000} kB 或 {_MOST_EVENTS} 个值",
        f"{name} is larger than {MOST_CATALOGUE_BYTES // 1000} kB or has more than {_MOST_EVENTS} values",
        code="catalogue_too_large",
        hint_zh="一份文件一个 YAML；原文请用“添加文件”读入。",
        hint_en="One document makes one YAML file; its text is added as a document.",
        file=name,
    )


class _Dumper(yaml.SafeDumper):
    """Writes as people do: lists of plain words and mappings of plain words on one line, lists within lists indented."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        super().increase_indent(flow, indentless=False)


def _represent_list(dumper: yaml.SafeDumper, values: list[Any]) -> yaml.Node:
    is_plain = all(isinstance(value, str | int | float | _Line) for value in values)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=is_plain)


class _Line(dict[str, Any]):
    """A mapping that stands on one line."""


def _represent_line(dumper: yaml.SafeDumper, values: _Line) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", values.items(), flow_style=True)


_Dumper.add_representer(list, _represent_list)
_Dumper.add_representer(_Line, _represent_line)


def _clause(clause: Clause, goals: Iterable[Goal], horizon: int | None) -> dict[str, Any]:
    return _without_empty(
        {
            "id": clause.id,
            "heading": clause.heading.zh,
            "heading_en": clause.heading.en,
            "summary": clause.summary.zh,
            "summary_en": clause.summary.en,
            "items": [_item(goal, horizon) for goal in goals],
        }
    )


def _item(goal: Goal, horizon: int | None) -> dict[str, Any]:
    figure = goal.figure
    is_unstated = goal.due is not None and not goal.year_stated and goal.due == horizon
    return _without_empty(
        {
            "kind": goal.kind.value,
            "topics": list(goal.topics),
            "summary": goal.summary.zh,
            "summary_en": goal.summary.en,
            "name": goal.name,
            "host": goal.host,
            "companies": list(goal.companies),
            **(_figure(figure) if figure else {}),
            "year": goal.due,
            "year_stated": False if is_unstated else None,
            "places": _places(goal.mentions),
        }
    )


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "metric": figure.metric,
        "op": figure.op,
        "wording": figure.wording,
        "value": _number(figure.value),
        "value_max": _number(figure.value_max),
        "unit": figure.unit,
        "year_from": figure.year_from,
        "scope": figure.scope,
        "per": figure.per,
        "suspicious": figure.suspicious,
    }


def _places(mentions: Iterable[PlaceMention]) -> dict[str, list[Any]]:
    places: dict[str, list[Any]] = {}
    for mention in mentions:
        entry: Any = mention.words
        if mention.read_as or mention.within:
            entry = _Line(
                _without_empty({"name": mention.words, "as": mention.read_as, "within": mention.within})
            )
        places.setdefault(mention.relation.value, []).append(entry)
    return places


def _without_empty(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is False or value not in _EMPTY}


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and float(value).is_integer() and abs(value) < 1e15 else value


def _broken(name: str, zh: str, en: str) -> CatalogueError:
    return CatalogueError(
        f"{name} {zh}",
        f"{name} {en}",
        hint_zh="请按 docs/catalogue-format.md 修改。",
        hint_en="Mend it as docs/catalogue-format.md tells.",
        file=name,
    )
