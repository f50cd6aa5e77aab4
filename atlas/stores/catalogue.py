"""Reads the curated facts in ``geodata/``: topics and the policy documents.

The format is told in ``docs/catalogue-format.md``. A file that breaks it is refused with its name, the clause and
the field. Places are not resolved here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from atlas.core.errors import CatalogueError, Text
from atlas.core.model import (
    Clause,
    Document,
    DocumentStatus,
    Figure,
    Goal,
    Kind,
    PlaceMention,
    Relation,
    Topic,
)
from atlas.core.style import GROUPS
from atlas.stores.csv_rows import read_rows, schema_error
from atlas.stores.yaml_files import FAST_LOADER

_OPERATORS = frozenset({"=", ">=", ">", "<=", "<", "~", "range"})
_GROUPS = frozenset(group.slug for group in GROUPS)
_ADCODE = re.compile(r"[1-9][0-9]{5}")
_DOCUMENT_KEYS = frozenset(
    (
        *("id", "title_zh", "title_en", "issuer", "region", "year", "horizon"),
        *("status", "source", "headings", "clauses"),
    )
)
_CLAUSE_KEYS = frozenset({"id", "heading", "heading_en", "summary", "summary_en", "items"})
_FIGURE_KEYS = frozenset(
    (
        *("metric", "op", "value", "value_max", "unit", "year", "year_from"),
        *("wording", "scope", "per", "suspicious"),
    )
)
_ITEM_KEYS = _FIGURE_KEYS | {
    "kind",
    "topics",
    "summary",
    "summary_en",
    "name",
    "host",
    "companies",
    "places",
    "year_stated",
}
_HEADING_KEYS = frozenset({"zh", "en"})
_PLACE_KEYS = frozenset({"name", "as", "within"})


def read_topics(path: Path) -> tuple[Topic, ...]:
    """Topics of the atlas in the order of the file.

    Parameters
    ----------
    path
        CSV with the columns slug, zh, en, group.

    Returns
    -------
    tuple of Topic
        One for each row.

    Raises
    ------
    DataError
        The file cannot be read, or a row breaks the format; detail names file, row and field.
    """
    topics: dict[str, Topic] = {}
    for row in read_rows(path, ("slug", "zh", "en", "group")):
        slug, group = row.values["slug"], row.values["group"]
        if not slug or slug in topics:
            raise schema_error(path, row.number, "slug", "为空或重复", "is empty or listed twice")
        if group not in _GROUPS:
            raise schema_error(path, row.number, "group", f"未知：{group[:40]}", f"unknown: {group[:40]}")
        topics[slug] = Topic(slug, Text(row.values["zh"], row.values["en"]), group)
    return tuple(topics.values())


def read_documents(folder: Path, topics: Iterable[str]) -> tuple[Document, ...]:
    """Every policy document of a folder, sorted by id.

    Parameters
    ----------
    folder
        Holds one YAML file a document.
    topics
        Slugs that items may use.

    Returns
    -------
    tuple of Document
        With clauses and goals.

    Raises
    ------
    CatalogueError
        A file breaks the format; detail names file, clause and field.
    """
    known = frozenset(topics)
    return tuple(read_document(path, known) for path in sorted(folder.glob("*.yaml")))


def read_document(path: Path, topics: frozenset[str]) -> Document:
    """One policy document.

    Parameters
    ----------
    path
        YAML file, named after the document id.
    topics
        Slugs that items may use.

    Returns
    -------
    Document
        With clauses and goals in document order.

    Raises
    ------
    CatalogueError
        The file breaks the format.
    """
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=FAST_LOADER)  # noqa: S506 - a safe loader
    except (OSError, UnicodeDecodeError) as error:
        raise _broken(
            path, "", "文件无法读取，应为 UTF-8", "the file cannot be read; it must be UTF-8"
        ) from error
    except yaml.YAMLError as error:
        raise _broken(path, "", f"不是有效的 YAML：{error}", f"not valid YAML: {error}") from error
    return parse_document(raw, path, topics)


def parse_document(
    raw: Any, path: Path, topics: frozenset[str], *, is_named_after_id: bool = True
) -> Document:
    """One policy document from the plain values of its file.

    Parameters
    ----------
    raw
        As read.
    path
        The file, for messages.
    topics
        Slugs that items may use.
    is_named_after_id
        Whether the file has to have the name of the document.

    Returns
    -------
    Document
        With clauses and goals in document order.

    Raises
    ------
    CatalogueError
        The values break the format.
    """
    _check_head(path, raw, is_named_after_id=is_named_after_id)
    clauses: list[Clause] = []
    goals: list[Goal] = []
    for entry in _list(path, "", "clauses", raw.get("clauses")):
        clause = _read_clause(path, str(raw["id"]), entry)
        if any(known.id == clause.id for known in clauses):
            raise _broken(path, clause.id, "条款编号重复", "clause id is listed twice")
        clauses.append(clause)
        items = _list(path, clause.id, "items", entry.get("items"))
        for number, item in enumerate(items, start=1):
            goals.append(_read_goal(path, clause, number, item, topics))
            _check_year(path, goals[-1], raw)
    return Document(
        id=str(raw["id"]),
        title=Text(str(raw["title_zh"]), str(raw["title_en"])),
        issuer=str(raw.get("issuer") or ""),
        region=str(raw["region"]),
        year=_year(path, "", "year", raw),
        horizon=_year(path, "", "horizon", raw),
        status=_status(path, raw),
        source=str(raw.get("source") or ""),
        clauses=tuple(clauses),
        goals=tuple(goals),
        headings=_read_headings(path, raw.get("headings") or {}),
    )


def _check_head(path: Path, raw: Any, *, is_named_after_id: bool) -> None:
    _check_keys(path, "", raw, _DOCUMENT_KEYS)
    if is_named_after_id and raw.get("id") != path.stem:
        raise _broken(path, "", "id 与文件名不同", "id and file name differ")
    for key in ("title_zh", "title_en"):
        if not raw.get(key):
            raise _broken(path, "", f"缺少 {key}", f"{key} is missing")
    if not _ADCODE.fullmatch(str(raw.get("region"))):
        raise _broken(path, "", "region 应为六位代码", "region must be a code of six digits")


def _status(path: Path, raw: Mapping[str, Any]) -> str:
    """As plain text, for a file to be written of it."""
    status = str(raw.get("status") or "")
    if status and status not in tuple(DocumentStatus):
        raise _broken(
            path,
            "",
            f"status 未知：{status[:40]}，应为 {'、'.join(DocumentStatus)} 之一",
            f"unknown status: {status[:40]}; it is one of {', '.join(DocumentStatus)}",
        )
    return status


def _read_headings(path: Path, raw: Any) -> dict[str, Text]:
    if not isinstance(raw, Mapping):
        raise _broken(path, "", "headings 应为键值对", "headings must be a mapping")
    for key, words in raw.items():
        _check_keys(path, str(key), words, _HEADING_KEYS)
    return {
        str(key): Text(str(words.get("zh") or ""), str(words.get("en") or "")) for key, words in raw.items()
    }


def _read_clause(path: Path, document: str, entry: Any) -> Clause:
    _check_keys(path, str(entry.get("id", "")) if isinstance(entry, Mapping) else "", entry, _CLAUSE_KEYS)
    if not entry.get("id"):
        raise _broken(path, "", "有条款没有 id", "a clause has no id")
    return Clause(
        document=document,
        id=str(entry["id"]),
        heading=_text_pair(entry, "heading"),
        summary=_text_pair(entry, "summary"),
    )


def _read_goal(path: Path, clause: Clause, number: int, item: Any, topics: frozenset[str]) -> Goal:
    where = f"{clause.id}#{number}"
    _check_keys(path, where, item, _ITEM_KEYS)
    if item.get("kind") not in set(Kind):
        raise _broken(path, where, f"kind 未知：{item.get('kind')}", f"unknown kind: {item.get('kind')}")
    slugs = tuple(str(slug) for slug in _list(path, where, "topics", item.get("topics")))
    unknown = [slug for slug in slugs if slug not in topics]
    if unknown or not slugs:
        raise _broken(path, where, f"topics 为空或未知：{unknown}", f"topics missing or unknown: {unknown}")
    return Goal(
        id=f"{clause.document}#{clause.id}#{number}",
        document=clause.document,
        clause=clause.id,
        kind=Kind(item["kind"]),
        topics=slugs,
        summary=_text_pair(item, "summary"),
        name=str(item.get("name") or ""),
        host=str(item.get("host") or ""),
        companies=tuple(str(one) for one in _list(path, where, "companies", item.get("companies"))),
        figure=_read_figure(path, where, item),
        due=_year(path, where, "year", item),
        year_stated=_is_year_stated(path, where, item),
        mentions=tuple(_read_mentions(path, where, item.get("places") or {})),
    )


def _is_year_stated(path: Path, where: str, item: Mapping[str, Any]) -> bool:
    """A year stands in the text unless the entry says that it does not."""
    if "year_stated" in item and (item["year_stated"] is not False or item.get("year") is None):
        raise _broken(
            path,
            where,
            "year_stated 只能为 false，并应与 year 同时出现",
            "year_stated can only be false, and goes with year",
        )
    return item.get("year") is not None and item.get("year_stated", True)


def _check_year(path: Path, goal: Goal, raw: Mapping[str, Any]) -> None:
    """A year that the text does not write can only be the one to which the plan runs."""
    if goal.due and not goal.year_stated and goal.due != raw.get("horizon"):
        where = goal.id.partition("#")[2]
        raise _broken(
            path,
            where,
            "year_stated 为 false 时，year 应等于 horizon",
            "with year_stated false, year must be the horizon",
        )


def _read_figure(path: Path, where: str, item: Mapping[str, Any]) -> Figure | None:
    if item.get("value") is None:
        if item["kind"] == Kind.TARGET:
            raise _broken(path, where, "target 没有 value", "a target has no value")
        return None
    operator = str(item.get("op") or "=")
    if operator not in _OPERATORS:
        raise _broken(path, where, f"op 未知：{operator}", f"unknown op: {operator}")
    if (operator == "range") != (item.get("value_max") is not None):
        raise _broken(path, where, "range 与 value_max 应同时出现", "range and value_max go together")
    try:
        value = float(item["value"])
        value_max = None if item.get("value_max") is None else float(item["value_max"])
    except (TypeError, ValueError) as error:
        raise _broken(path, where, f"数值无法读取：{error}", f"a number cannot be read: {error}") from error
    if not all(math.isfinite(number) for number in (value, value_max or 0.0)):
        raise _broken(path, where, "数值应为有限数", "a number must be finite")
    return Figure(
        metric=str(item.get("metric") or ""),
        op=operator,
        value=value,
        value_max=value_max,
        unit=str(item.get("unit") or ""),
        year=_year(path, where, "year", item),
        year_from=_year(path, where, "year_from", item),
        wording=str(item.get("wording") or ""),
        scope=str(item.get("scope") or ""),
        per=str(item.get("per") or ""),
        suspicious=str(item.get("suspicious") or ""),
    )


def _read_mentions(path: Path, where: str, places: Any) -> Iterable[PlaceMention]:
    if not isinstance(places, Mapping):
        raise _broken(path, where, "places 应为键值对", "places must be a mapping")
    for relation, entries in places.items():
        if relation not in set(Relation) or relation == Relation.MEMBER:
            raise _broken(path, where, f"relation 不可用：{relation}", f"relation cannot be used: {relation}")
        for entry in _list(path, where, f"places.{relation}", entries):
            if isinstance(entry, Mapping):
                _check_keys(path, where, entry, _PLACE_KEYS)
                if not entry.get("name"):
                    raise _broken(path, where, "地点没有 name", "a place has no name")
                yield PlaceMention(
                    words=str(entry["name"]),
                    relation=Relation(relation),
                    read_as=str(entry.get("as") or ""),
                    within=str(entry.get("within") or ""),
                )
            else:
                yield PlaceMention(words=str(entry), relation=Relation(relation))


def _list(path: Path, where: str, key: str, value: Any) -> list[Any]:
    """A list, empty where the key is absent; a lone word would be read letter by letter and is refused."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise _broken(path, where, f"{key} 应为列表", f"{key} must be a list")
    return value


def _year(path: Path, where: str, key: str, entry: Mapping[str, Any]) -> int | None:
    year = entry.get(key)
    if year is None or (isinstance(year, int) and 1949 <= year <= 2100):
        return year
    raise _broken(path, where, f"{key} 应为年份：{year}", f"{key} must be a year: {year}")


def _text_pair(entry: Mapping[str, Any], key: str) -> Text:
    return Text(str(entry.get(key) or ""), str(entry.get(f"{key}_en") or ""))


def _check_keys(path: Path, where: str, entry: Any, known: frozenset[str]) -> None:
    if not isinstance(entry, Mapping):
        raise _broken(path, where, "应为键值对", "must be a mapping")
    unknown = sorted(str(key) for key in entry if key not in known)
    if unknown:
        raise _broken(path, where, f"未知的键：{'、'.join(unknown)}", f"unknown keys: {', '.join(unknown)}")


def _broken(path: Path, where: str, zh: str, en: str) -> CatalogueError:
    return CatalogueError(
        f"{path.name} {where}：{zh}",
        f"{path.name} {where}: {en}",
        hint_zh="请按 docs/catalogue-format.md 修改该条。",
        hint_en="Mend this entry as docs/catalogue-format.md tells.",
        file=path.name,
        clause=where,
    )
