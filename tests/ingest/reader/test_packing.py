"""Texts and drafts as bytes: they come out as they went in."""

from __future__ import annotations

import gc
import pickle

import pytest

from atlas.core.errors import LimitExceeded, Text
from atlas.core.model import Figure, Kind, Relation
from atlas.core.policy.reading.draft import (
    Decision,
    DraftClause,
    DraftDocument,
    DraftItem,
    DraftPlace,
    Earlier,
    Reading,
    Span,
)
from atlas.core.policy.reading.source import Note, Piece, SourceText
from atlas.ingest.reader.messages import Answer
from atlas.ingest.reader.packing import pack, unpack

PLACE = DraftPlace(
    id="i1-1",
    words="开阳县",
    relation=Relation.NAMED,
    span=Span(3, 6),
    candidates=(Reading(("520121",), "开阳县", Text("全称", "official name"), 0.9),),
)
ITEM = DraftItem(
    id="i1",
    clause="一/(一)",
    kind=Kind.TARGET,
    topics=("phosphate",),
    summary=Text("支持开阳县发展磷化工。", ""),
    span=Span(0, 11),
    figure=Figure("产值", ">=", 100.0, None, "亿元", 2027, None, "达到", "", "", ""),
    places=(PLACE,),
    earlier=Earlier("plan-2020", Text("规划", "plan"), Decision.CONFIRMED, "li", "2026-01-01"),
)
NOTE = Note("page_numbers", Text("略去页码行", "lines of page numbers left out"), 3)
DRAFT = DraftDocument(
    id="plan",
    title=Text("贵阳市产业方案", ""),
    issuer="",
    region="520100",
    year=2026,
    horizon=None,
    clauses=(DraftClause("一", "布局", Span(0, 40)),),
    items=(ITEM,),
    notes=(NOTE,),
)
SOURCE = SourceText("txt", "utf-8", (Piece("贵阳市产业方案", "1"), Piece("\ud800")), notes=(NOTE,))


@pytest.mark.parametrize("thing", [DRAFT, SOURCE, Answer(draft=DRAFT)], ids=["draft", "source", "answer"])
def test_what_is_packed_comes_out_equal(thing: object) -> None:
    assert unpack(pack(thing)) == thing


def test_a_refusal_comes_out_with_its_hint() -> None:
    refusal = unpack(
        pack(Answer(refusal=LimitExceeded("太大", "too large", code="big", hint_zh="请拆分")))
    ).refusal
    assert isinstance(refusal, LimitExceeded)
    assert (refusal.code, refusal.hint.zh) == ("big", "请拆分")


def test_it_is_shorter_than_by_itself() -> None:
    assert len(pack(DRAFT)) < len(pickle.dumps(DRAFT, pickle.HIGHEST_PROTOCOL))


@pytest.mark.parametrize("is_on", [True, False])
def test_the_search_for_circles_is_left_as_it_was(is_on: bool) -> None:
    packed = pack(DRAFT)
    (gc.enable if is_on else gc.disable)()
    try:
        unpack(packed)
        assert gc.isenabled() is is_on
    finally:
        gc.enable()
