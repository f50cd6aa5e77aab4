"""A plan that an office adds, and what a machine made of it: short enough to count by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from atlas.bootstrap import Services, open_services
from atlas.core.access import Actor, Role
from atlas.core.errors import Text
from atlas.core.model import Figure, Kind, Relation
from atlas.core.policy.reading.assembly import DocumentFacts
from atlas.core.policy.reading.draft import (
    DraftClause,
    DraftDocument,
    DraftItem,
    DraftPlace,
    Reading,
    Span,
)
from atlas.core.policy.reading.source import Note, Piece, SourceText
from atlas.services.document_library import DocumentLibrary
from atlas.services.document_wishes import AddRequest
from atlas.settings import load_settings
from tests.small_workspace import store_of

PLAN_2028 = "office-plan-2028"
LINES = (
    "南明片区产业协作方案",
    "一、资源基地",
    "支持开阳、息烽建设磷化工基地。",
    "二、协作发展",
    "大龙经开区和松桃建设锰基地，朝阳承接转移。",
    "到2028年，全省新增规上工业企业1200户。",
)
TEXT = "\n".join(LINES)
MAX_BYTES = 1_000_000

EDITOR = Actor("liming", Role.EDITOR)
REVIEWER = Actor("wangfang", Role.REVIEWER)
SECOND = Actor("zhaolei", Role.REVIEWER)
OTHER_EDITOR = Actor("chenjie", Role.EDITOR)
ADMINISTRATOR = Actor("sunli", Role.ADMINISTRATOR)
VIEWER = Actor("anonymous", Role.VIEWER, via="visit")


def span(words: str) -> Span:
    """Where words stand in the text for the first time."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


def place(number: int, words: str, relation: Relation = Relation.NAMED, **parts: Any) -> DraftPlace:
    parts = {"read_as": words, "rule": "asked; short name", "confidence": 0.95, **parts}
    return DraftPlace(f"p{number}", words, relation, span(words), **parts)


def meaning(adcode: str, name: str, score: float) -> Reading:
    return Reading((adcode,), name, Text("同名", "same name"), score)


CHAOYANG = place(
    5,
    "朝阳",
    read_as="",
    rule="asked; in doubt",
    confidence=0.4,
    candidates=(meaning("520102", "南明区", 0.5), meaning("520181", "清镇市", 0.4)),
)
FIRMS = Figure(metric="新增规上工业企业", op="=", value=1200.0, value_max=None, unit="户", year=2028)
ITEMS = (
    DraftItem(
        id="i1",
        clause="一",
        kind=Kind.DESIGNATION,
        topics=("phosphorus",),
        summary=Text("支持开阳、息烽建设磷化工基地", ""),
        span=span("支持开阳、息烽建设磷化工基地"),
        due=2028,
        places=(place(1, "开阳"), place(2, "息烽")),
        rule="statement",
        confidence=0.9,
    ),
    DraftItem(
        id="i2",
        clause="二",
        kind=Kind.DESIGNATION,
        topics=("manganese",),
        summary=Text("大龙经开区和松桃建设锰基地，朝阳承接转移", ""),
        span=span("大龙经开区和松桃建设锰基地，朝阳承接转移"),
        due=2028,
        places=(place(3, "大龙经开区"), place(4, "松桃", confidence=0.8), CHAOYANG),
        rule="statement",
        confidence=0.75,
    ),
    DraftItem(
        id="i3",
        clause="二",
        kind=Kind.TARGET,
        topics=("enterprises",),
        summary=Text("全省新增规上工业企业1200户", ""),
        span=span("全省新增规上工业企业1200户"),
        figure=FIRMS,
        due=2028,
        year_stated=True,
        places=(place(6, "全省", Relation.SCOPE, read_as=""),),
        rule="figure",
        confidence=0.97,
    ),
)
CLAUSES = (
    DraftClause("前言", "", Span(0, len(LINES[0]) + 1)),
    DraftClause("一", "资源基地", Span(span("一、").start, span("二、").start)),
    DraftClause("二", "协作发展", Span(span("二、").start, len(TEXT))),
)
SOURCE = SourceText(
    kind="txt",
    encoding="gb18030",
    pieces=tuple(Piece(line, f"line {number}") for number, line in enumerate(LINES, start=1)),
    title="南明片区产业协作方案",
    notes=(Note("encoding_guessed", Text("按 GB18030 读取", "read as GB18030")),),
)


@dataclass(frozen=True)
class SampleReading:
    """Stands for the reading: whatever the file, the same draft."""

    items: Sequence[DraftItem] = ITEMS
    clauses: tuple[DraftClause, ...] = CLAUSES

    def prepare(self) -> None:
        """Nothing has to be loaded."""

    def read_source(self, path: Path, *, name: str) -> SourceText:
        """The text."""
        return SOURCE

    def read_draft(self, source: SourceText, about: DocumentFacts) -> DraftDocument:
        """What is in it."""
        return DraftDocument(
            id=about.id,
            title=Text(about.title or source.title, ""),
            issuer="",
            region=about.region,
            year=about.year or 2025,
            horizon=about.horizon or 2028,
            clauses=self.clauses,
            items=tuple(self.items),
            notes=(Note("page_number", Text("去掉页码 2 处", "left out 2 page numbers"), 2),),
        )


def open_office(home: Path, **settings: str) -> Services:
    """The services of a folder whose store was built."""
    return open_services(load_settings({}, {"home": home, "store": store_of(home), **settings}))


def sample_library(
    services: Services, items: Sequence[DraftItem] = ITEMS, clauses: tuple[DraftClause, ...] = CLAUSES
) -> DocumentLibrary:
    """A library that reads every file as the sample."""
    return DocumentLibrary(services.documents, reading=SampleReading(items, clauses), max_bytes=MAX_BYTES)


def add_plan(
    services: Services,
    home: Path,
    *,
    document: str = PLAN_2028,
    items: Sequence[DraftItem] = ITEMS,
    clauses: tuple[DraftClause, ...] = CLAUSES,
    actor: Actor = EDITOR,
    replace: bool = False,
    again: bool = True,
) -> dict[str, Any]:
    """Add the sample as an editor does; under several ids it is one file."""
    path = home / "方案.txt"
    path.write_text(TEXT, encoding="gb18030")
    request = AddRequest("方案.txt", "520000", id=document, replace=replace, again=again)
    return sample_library(services, items, clauses).add(actor, path, request)


def confirm(
    services: Services, *items: str, actor: Actor = REVIEWER, document: str = PLAN_2028
) -> dict[str, Any]:
    """Confirm items as they stand now."""
    known = {item["id"]: item["version"] for item in services.review.items(actor, document)["items"]}
    changes = [{"op": "confirm", "item": item, "version": known[item]} for item in items]
    return services.review.decide(actor, document, changes)


def spoil(value: Any, path: list[int], wrong: Any) -> Any:
    """The same with something else at one place in it; the numbers lead there."""
    if not path or not isinstance(value, dict | list) or not value:
        return wrong
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    key = keys[path[0] % len(keys)]
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[key] = spoil(value[key], path[1:], wrong)
    return copy
