"""Reads labelled documents: each text with the answers beside it, in the format of ``tests/data/documents/README.md``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from atlas.core.errors import ParameterError, SchemaError
from atlas.core.model import Kind, Relation
from atlas.core.policy.reading.labels import (
    LabelledClause,
    LabelledDocument,
    LabelledGroup,
    LabelledLink,
    LabelledTarget,
    LabelledUndertaking,
)
from atlas.stores.yaml_files import check_keys, key_error, read_yaml

_ADCODE = re.compile(r"\d{6}")
_OPS = ("=", ">=", ">", "<=", "<", "~", "range")
_Word = TypeVar("_Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class LabelledFile:
    """A labelled document, and where its text lies."""

    document: LabelledDocument
    text: Path


def read_labelled_set(folder: Path) -> list[LabelledFile]:
    """The labelled documents of a folder.

    Parameters
    ----------
    folder
        With pairs of files ``<slug>.txt`` and ``<slug>.yaml``.

    Returns
    -------
    list of LabelledFile
        By slug.

    Raises
    ------
    ParameterError
        The folder is none, or holds no answers.
    EncodingError, SchemaError
        Answers break the format, or their text is missing.
    """
    sheets = sorted(folder.glob("*.yaml"))
    if not sheets:
        raise ParameterError(
            f"{folder} 中没有标注文件",
            f"there are no labelled documents in {folder}",
            code="labelled_set_empty",
            hint_zh="每份文件两个文件：<名称>.txt 为原文，<名称>.yaml 为标注。",
            hint_en="Each document has two files: its text <name>.txt and its answers <name>.yaml.",
        )
    return [_read(sheet) for sheet in sheets]


def _read(sheet: Path) -> LabelledFile:
    text = sheet.with_suffix(".txt")
    if not text.is_file():
        raise key_error(sheet, "", f"缺少原文 {text.name}", f"its text {text.name} is missing")
    return LabelledFile(parse_labels(read_yaml(sheet), sheet), text)


def parse_labels(raw: Any, path: Path) -> LabelledDocument:
    """The answers of a document from what its file holds.

    Parameters
    ----------
    raw
        As read from YAML.
    path
        The file; its name without the ending is the id.

    Returns
    -------
    LabelledDocument
        Checked.

    Raises
    ------
    SchemaError
        The first fault found.
    """
    check_keys(path, "", raw, required=("title", "region", "clauses"), optional=("year", "horizon"))
    clauses = tuple(_clause(path, entry) for entry in _entries(path, "clauses", raw["clauses"]))
    ids = [clause.id for clause in clauses]
    twice = next((clause for clause in ids if ids.count(clause) > 1), None)
    if twice is not None:
        raise key_error(path, twice, "条款出现两次", "the clause stands twice")
    return LabelledDocument(
        id=path.stem,
        title=str(raw["title"]),
        region=_adcode(path, "region", raw["region"]),
        year=_year(path, "year", raw.get("year")),
        horizon=_year(path, "horizon", raw.get("horizon")),
        clauses=clauses,
    )


def _clause(path: Path, entry: Any) -> LabelledClause:
    name = str(entry.get("id", "")) if isinstance(entry, Mapping) else ""
    parts = ("links", "groups", "targets", "undertakings", "traps")
    check_keys(path, f"clauses {name}".strip(), entry, required=("id",), optional=parts)
    listed = {part: _entries(path, f"{name}.{part}", entry.get(part) or []) for part in parts}
    return LabelledClause(
        id=name,
        links=tuple(_link(path, f"{name}.links", one) for one in listed["links"]),
        groups=tuple(_group(path, f"{name}.groups", one) for one in listed["groups"]),
        targets=tuple(_target(path, f"{name}.targets", one) for one in listed["targets"]),
        undertakings=tuple(_undertaking(path, f"{name}.undertakings", one) for one in listed["undertakings"]),
        traps=tuple(str(one) for one in listed["traps"]),
    )


def _link(path: Path, where: str, entry: Any) -> LabelledLink:
    check_keys(path, where, entry, required=("place", "adcode", "relation", "type"), optional=("topics",))
    return LabelledLink(
        place=str(entry["place"]),
        adcode=_adcode(path, where, entry["adcode"]),
        relation=_word(path, f"{where}.relation", Relation, entry["relation"]),
        topics=_words(path, f"{where}.topics", entry.get("topics") or []),
        type=str(entry["type"]),
    )


def _group(path: Path, where: str, entry: Any) -> LabelledGroup:
    check_keys(path, where, entry, required=("place", "adcodes", "relation", "type"), optional=("topics",))
    codes = _entries(path, f"{where}.adcodes", entry["adcodes"])
    return LabelledGroup(
        place=str(entry["place"]),
        adcodes=tuple(_adcode(path, f"{where}.adcodes", code) for code in codes),
        relation=_word(path, f"{where}.relation", Relation, entry["relation"]),
        topics=_words(path, f"{where}.topics", entry.get("topics") or []),
        type=str(entry["type"]),
    )


def _target(path: Path, where: str, entry: Any) -> LabelledTarget:
    check_keys(path, where, entry, required=("unit", "op", "kind"), optional=("value", "value_max", "year"))
    kind = _word(path, f"{where}.kind", Kind, entry["kind"])
    if kind not in (Kind.TARGET, Kind.FACT):
        raise key_error(path, f"{where}.kind", "应为 target 或 fact", "must be target or fact")
    if entry["op"] not in _OPS:
        raise key_error(
            path, f"{where}.op", f"应为 {' '.join(_OPS)} 之一", f"must be one of {' '.join(_OPS)}"
        )
    most = entry.get("value_max")
    return LabelledTarget(
        value=_number(path, f"{where}.value", entry.get("value")),
        value_max=None if most is None else _number(path, f"{where}.value_max", most),
        unit=str(entry["unit"]),
        year=_year(path, f"{where}.year", entry.get("year")),
        op=str(entry["op"]),
        kind=kind,
    )


def _undertaking(path: Path, where: str, entry: Any) -> LabelledUndertaking:
    check_keys(path, where, entry, required=("kind", "name"), optional=("place",))
    kind = _word(path, f"{where}.kind", Kind, entry["kind"])
    return LabelledUndertaking(kind, str(entry["name"]), str(entry.get("place") or ""))


def _entries(path: Path, where: str, entry: Any) -> list[Any]:
    if not isinstance(entry, list):
        raise key_error(path, where, "应为列表", "must be a list")
    return entry


def _words(path: Path, where: str, entry: Any) -> tuple[str, ...]:
    return tuple(str(one) for one in _entries(path, where, entry))


def _word(path: Path, where: str, words: type[_Word], value: Any) -> _Word:
    try:
        return words(value)
    except ValueError as error:
        known = " ".join(words)
        raise key_error(path, where, f"应为 {known} 之一", f"must be one of {known}") from error


def _adcode(path: Path, where: str, value: Any) -> str:
    if not isinstance(value, str) or not _ADCODE.fullmatch(value):
        raise key_error(path, where, "行政区划代码应为加引号的六位数字", "an adcode is six digits in quotes")
    return value


def _number(path: Path, where: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise key_error(path, where, "应为数字", "must be a number")
    return float(value)


def _year(path: Path, where: str, value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise _no_year(path, where)
    return value


def _no_year(path: Path, where: str) -> SchemaError:
    return key_error(path, where, "应为年份", "must be a year")
