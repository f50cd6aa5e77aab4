"""Reads the curated facts in ``geodata/``: topics and the policy documents.

The format is told in ``docs/catalogue-format.md``. A file that breaks it is refused with its name, the clause and
the field. Places are not resolved here.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from atlas.core.errors import CatalogueError, Text
from atlas.core.model import Clause, Document, Figure, Goal, Kind, PlaceMention, Relation, Topic

_OPERATORS = frozenset({"=", ">=", ">", "<=", "<", "~", "range"})
_DOCUMENT_KEYS = frozenset(
    {
        "id",
        "title_zh",
        "title_en",
        "issuer",
        "region",
        "year",
        "horizon",
        "status",
        "source",
        "headings",
        "clauses",
    }
)
_CLAUSE_KEYS = frozenset({"id", "heading", "heading_en", "summary", "summary_en", "items"})
_FIGURE_KEYS = frozenset(
    {
        "metric",
        "op",
        "value",
        "value_max",
        "unit",
        "year",
        "year_from",
        "wording",
        "scope",
        "per",
        "suspicious",
    }
)
_ITEM_KEYS = _FIGURE_KEYS | {"kind", "topics", "summary", "summary_en", "name", "host", "companies", "places"}
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
    """
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(
            Topic(row["slug"], Text(row["zh"], row["en"]), row["group"]) for row in csv.DictReader(stream)
        )


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
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise _broken(path, "", f"不是有效的 YAML：{error}", f"not valid YAML: {error}") from error
    if not isinstance(raw, dict):
        raise _broken(path, "", "文件顶层应为键值对", "the top of the file must be a mapping")
    _check_keys(path, "", raw, _DOCUMENT_KEYS)
    if raw.get("id") != path.stem:
        raise _broken(path, "", "id 与文件名不同", "id and file name differ")
    clauses: list[Clause] = []
    goals: list[Goal] = []
    for entry in raw["clauses"]:
        clause = _read_clause(path, str(raw["id"]), entry)
        if any(known.id == clause.id for known in clauses):
            raise _broken(path, clause.id, "条款编号重复", "clause id is listed twice")
        clauses.append(clause)
        for number, item in enumerate(entry.get("items") or (), start=1):
            goals.append(_read_goal(path, clause, number, item, topics))
    return Document(
        id=str(raw["id"]),
        title=Text(raw["title_zh"], raw["title_en"]),
        issuer=raw.get("issuer") or "",
        region=str(raw["region"]),
        year=raw.get("year"),
        horizon=raw.get("horizon"),
        status=raw.get("status") or "",
        source=raw.get("source") or "",
        clauses=tuple(clauses),
        goals=tuple(goals),
        headings={
            str(key): Text(words["zh"], words["en"]) for key, words in (raw.get("headings") or {}).items()
        },
    )


def _read_clause(path: Path, document: str, entry: Mapping[str, Any]) -> Clause:
    _check_keys(path, str(entry.get("id", "")), entry, _CLAUSE_KEYS)
    if not entry.get("id"):
        raise _broken(path, "", "有条款没有 id", "a clause has no id")
    return Clause(
        document=document,
        id=str(entry["id"]),
        heading=Text(entry.get("heading") or "", entry.get("heading_en") or ""),
        summary=Text(entry.get("summary") or "", entry.get("summary_en") or ""),
    )


def _read_goal(
    path: Path, clause: Clause, number: int, item: Mapping[str, Any], topics: frozenset[str]
) -> Goal:
    where = f"{clause.id}#{number}"
    _check_keys(path, where, item, _ITEM_KEYS)
    if item.get("kind") not in set(Kind):
        raise _broken(path, where, f"kind 未知：{item.get('kind')}", f"unknown kind: {item.get('kind')}")
    slugs = tuple(item.get("topics") or ())
    unknown = [slug for slug in slugs if slug not in topics]
    if unknown or not slugs:
        raise _broken(path, where, f"topics 为空或未知：{unknown}", f"topics missing or unknown: {unknown}")
    return Goal(
        id=f"{clause.document}#{clause.id}#{number}",
        document=clause.document,
        clause=clause.id,
        kind=Kind(item["kind"]),
        topics=slugs,
        summary=Text(item.get("summary") or "", item.get("summary_en") or ""),
        name=str(item.get("name") or ""),
        host=str(item.get("host") or ""),
        companies=tuple(str(company) for company in item.get("companies") or ()),
        figure=_read_figure(path, where, item),
        due=item.get("year"),
        mentions=tuple(_read_mentions(path, where, item.get("places") or {})),
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
        year = None if item.get("year") is None else int(item["year"])
        year_from = None if item.get("year_from") is None else int(item["year_from"])
    except (TypeError, ValueError) as error:
        raise _broken(path, where, f"数值无法读取：{error}", f"a number cannot be read: {error}") from error
    return Figure(
        metric=str(item.get("metric") or ""),
        op=operator,
        value=value,
        value_max=value_max,
        unit=str(item.get("unit") or ""),
        year=year,
        year_from=year_from,
        wording=str(item.get("wording") or ""),
        scope=str(item.get("scope") or ""),
        per=str(item.get("per") or ""),
        suspicious=str(item.get("suspicious") or ""),
    )


def _read_mentions(path: Path, where: str, places: Mapping[str, Any]) -> Iterable[PlaceMention]:
    for relation, entries in places.items():
        if relation not in set(Relation) or relation == Relation.MEMBER:
            raise _broken(path, where, f"relation 不可用：{relation}", f"relation cannot be used: {relation}")
        for entry in entries or ():
            if isinstance(entry, Mapping):
                _check_keys(path, where, entry, _PLACE_KEYS)
                yield PlaceMention(
                    words=str(entry["name"]),
                    relation=Relation(relation),
                    read_as=str(entry.get("as") or ""),
                    within=str(entry.get("within") or ""),
                )
            else:
                yield PlaceMention(words=str(entry), relation=Relation(relation))


def _check_keys(path: Path, where: str, entry: Mapping[str, Any], known: frozenset[str]) -> None:
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
