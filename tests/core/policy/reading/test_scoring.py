"""A reading is compared with the answers of people clause by clause; what went wrong is told with its rule."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.errors import Text
from atlas.core.model import Figure, Kind, Relation
from atlas.core.policy.draft_links import DraftLinker
from atlas.core.policy.reading.differences import list_differences
from atlas.core.policy.reading.draft import DraftClause, DraftDocument, DraftItem, DraftPlace, Reading, Span
from atlas.core.policy.reading.found import lay_out
from atlas.core.policy.reading.labels import (
    LabelledClause,
    LabelledDocument,
    LabelledGroup,
    LabelledLink,
    LabelledTarget,
    LabelledUndertaking,
)
from atlas.core.policy.reading.plain_search import ALL_NAMES, FULL_NAMES
from atlas.core.policy.reading.scores import Count, Score, Share, TypeCount, sum_scores, trust_classes
from atlas.core.policy.reading.scoring import Comparison, score_document
from tests.small_catalogue import UNITS, resolve

UNITS_BY_CODE = {unit.adcode: unit for unit in UNITS}
TEXT = "一、支持开阳县、息烽建设磷化工基地。\n二、铜仁市发展锰业，南明老干妈公司带动，到2027年产值120亿元。"
CLAUSES = (
    DraftClause("一", "", Span(0, TEXT.index("二、"))),
    DraftClause("二", "", Span(TEXT.index("二、"), len(TEXT))),
)
LABELS = LabelledDocument(
    id="plan",
    title="试验方案",
    region="520000",
    year=2024,
    horizon=2027,
    clauses=(
        LabelledClause(
            "一",
            links=(
                LabelledLink("开阳县", "520121", Relation.NAMED, ("phosphorus",), "full name"),
                LabelledLink("息烽", "520122", Relation.NAMED, ("phosphorus",), "short name"),
            ),
        ),
        LabelledClause(
            "二",
            groups=(LabelledGroup("铜仁市", ("520600",), Relation.NAMED, ("manganese",), "prefecture-wide"),),
            targets=(LabelledTarget(120.0, None, "亿元", 2027, "=", Kind.TARGET),),
            traps=("南明老干妈公司",),
        ),
    ),
)


def place(words: str, relation: Relation = Relation.NAMED, **parts: Any) -> DraftPlace:
    start = TEXT.index(words)
    known = {"read_as": words, "rule": "asked; short name", "confidence": 0.95, **parts}
    return DraftPlace(words, words, relation, Span(start, start + len(words)), **known)


def item(clause: str, *places: DraftPlace, **parts: Any) -> DraftItem:
    known = {"kind": Kind.DESIGNATION, "topics": ("phosphorus",), "summary": Text("建设基地", ""), **parts}
    number = f"{clause}-{'-'.join(one.words for one in places)}-{known['kind']}"
    return DraftItem(id=number, clause=clause, places=places, **known)


def compare(*items: DraftItem, labels: LabelledDocument = LABELS) -> Comparison:
    draft = DraftDocument(
        "plan", Text("试验方案", ""), "", "520000", 2024, 2027, clauses=CLAUSES, items=items
    )
    return Comparison(lay_out(draft, TEXT, DraftLinker(UNITS_BY_CODE, resolve)), labels, UNITS_BY_CODE)


def score(*items: DraftItem) -> Score:
    return score_document(compare(*items))


def told(*items: DraftItem) -> list[tuple[str, str, str, str]]:
    return [
        (one.measure, "missed" if one.is_missed else "wrong", one.words, one.label)
        for one in list_differences(compare(*items))
    ]


BOTH = item("一", place("开阳县"), place("息烽"))


def test_county_links_are_counted_once_a_clause() -> None:
    again = item("一", place("开阳县"), topics=("general",))
    assert score(BOTH, again).measures["links"] == Count(right=2, found=2, wanted=2)


def test_a_link_in_the_wrong_clause_is_wrong_and_another_is_missed() -> None:
    moved = item("二", place("开阳县"))
    assert score(moved).measures["links"] == Count(right=0, found=1, wanted=2)


def test_topics_count_county_by_county() -> None:
    found = score(item("一", place("开阳县"), place("息烽"), topics=("phosphorus", "general")))
    assert found.measures["links_with_topic"] == Count(right=2, found=4, wanted=2)


def test_a_county_that_is_only_mentioned_is_not_asked() -> None:
    found = score(item("一", place("开阳县"), place("息烽", Relation.CONTEXT)))
    assert found.measures["links"] == Count(right=1, found=1, wanted=2)
    assert found.types == {"full name": TypeCount(asked=1, found=1), "short name": TypeCount(asked=1)}


def test_counties_inside_a_named_prefecture_are_members_and_no_links() -> None:
    found = score(item("二", place("铜仁市"), topics=("manganese",)))
    assert found.measures["links"].found == 0
    assert found.measures["members"] == Count(right=2, found=2, wanted=2)


def test_a_figure_counts_by_value_unit_and_year() -> None:
    figure = Figure("产值", "=", 120.0, None, "亿元", 2027)
    target = item("二", kind=Kind.TARGET, figure=figure)
    elsewhere = item("一", kind=Kind.TARGET, figure=figure)
    later = item("二", kind=Kind.TARGET, figure=replace(figure, year=2028))
    assert score(target).measures["targets"] == Count(right=1, found=1, wanted=1)
    assert score(elsewhere).measures["targets"] == Count(right=0, found=1, wanted=1)
    assert score(elsewhere).measures["targets_in_any_clause"] == Count(right=1, found=1, wanted=1)
    assert score(later).measures["targets"].right == 0


def test_a_goal_read_as_a_fact_is_no_target() -> None:
    fact = item("二", kind=Kind.FACT, figure=Figure("产值", "=", 120.0, None, "亿元", 2027))
    assert score(fact).measures["targets"] == Count(right=0, found=0, wanted=1)
    assert score(fact).measures["facts"] == Count(right=0, found=1, wanted=0)


def test_a_trap_is_sprung_by_a_place_inside_its_words_that_asks_a_county() -> None:
    assert score(item("二", place("南明"))).shares["traps_avoided"] == Share(0, 1)
    assert score(item("二", place("南明", Relation.CONTEXT))).shares["traps_avoided"] == Share(1, 1)
    assert ("trap", "wrong", "南明老干妈公司", "-") in told(item("二", place("南明")))


def test_a_place_in_doubt_makes_no_link_but_is_told_with_the_county_that_it_hides() -> None:
    meanings = tuple(Reading((code,), code, Text("", ""), 0.5) for code in ("520122", "520628"))
    doubt = item("一", place("息烽", read_as="", candidates=meanings))
    assert score(doubt).doubts == Share(1, 1)
    missed = next(one for one in list_differences(compare(doubt)) if one.words == "息烽")
    assert missed.note == "in doubt: 息烽"


def test_what_was_missed_comes_with_its_type_and_what_is_wrong_with_its_rule() -> None:
    assert ("link", "missed", "息烽", "short name") in told(item("一", place("开阳县")))
    wrong = next(one for one in list_differences(compare(item("二", place("南明")))) if not one.is_missed)
    assert (wrong.rule, wrong.confidence, wrong.adcode) == ("asked; short name", 0.95, "520102")


def test_undertakings_match_when_one_name_holds_the_other() -> None:
    clause = replace(LABELS.clauses[0], undertakings=(LabelledUndertaking(Kind.ZONE, "“开阳”磷化工基地"),))
    labels = replace(LABELS, clauses=(clause,))
    found = compare(item("一", kind=Kind.ZONE, name="磷化工基地"), labels=labels)
    assert score_document(found).measures["undertakings"] == Count(right=1, found=1, wanted=1)
    assert not [one for one in list_differences(found) if one.measure == "undertaking"]


def test_rules_are_counted_by_whether_they_ask_rightly() -> None:
    found = score(BOTH, item("二", place("南明", rule="asked; official name")))
    assert found.rules == {"asked; official name": Share(0, 1), "asked; short name": Share(2, 2)}


def test_simple_readers_see_names_and_nothing_else() -> None:
    simple = score().simple
    assert simple[FULL_NAMES] == Count(right=1, found=1, wanted=2)
    assert simple[ALL_NAMES] == Count(right=2, found=3, wanted=2)


def test_clauses_year_and_horizon_are_told() -> None:
    shares = score().shares
    assert (shares["clauses"], shares["years"], shares["horizons"]) == (Share(2, 2), Share(1, 1), Share(1, 1))


def test_several_documents_are_added_up() -> None:
    total = sum_scores([score(BOTH), score()])
    assert total.measures["links"] == Count(right=2, found=2, wanted=4)
    assert total.types["full name"] == TypeCount(asked=2, found=1)


@pytest.mark.parametrize(("confidence", "edge"), [(1.0, 0.95), (0.95, 0.95), (0.949, 0.85), (0.0, 0.0)])
def test_a_link_belongs_to_one_class_of_confidence(confidence: float, edge: float) -> None:
    assert trust_classes([(confidence, True)]) == {edge: Share(1, 1)}


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans())))
def test_classes_of_confidence_lose_no_link(trust: list[tuple[float, bool]]) -> None:
    classes = trust_classes(trust)
    assert sum(share.total for share in classes.values()) == len(trust)
    assert sum(share.number for share in classes.values()) == sum(is_right for _, is_right in trust)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_f1_lies_between_precision_and_recall(right: int, more: int, missed: int) -> None:
    count = Count(right, right + more, right + missed)
    if count.precision is not None and count.recall is not None and count.f1 is not None:
        low, high = sorted((count.precision, count.recall))
        assert low - 1e-9 <= count.f1 <= high + 1e-9
