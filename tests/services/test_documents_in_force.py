"""What is repealed, and a draft whose final version is there, is read but asks for nothing any more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from atlas.core.errors import Text
from atlas.core.model import Document
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.in_force import plain_title
from atlas.core.policy.rows import GoalFilter, find_goals
from atlas.services.answers import document_answer
from atlas.services.browse import list_designations, start
from atlas.services.documents import list_documents
from atlas.services.profile import show_unit
from tests.small_catalogue import PLAN, plan, small_catalogue

ISSUED = "gz-issued"


def version(name: str, **facts: object) -> Document:
    """The plan once more, under another id."""
    goals = tuple(replace(goal, id=goal.id.replace(PLAN, name), document=name) for goal in plan().goals)
    return replace(plan(), id=name, goals=goals, **facts)  # type: ignore[arg-type]


def titled(title: str) -> Text:
    return Text(title, title)


def asked(catalogue: Catalogue) -> int:
    counted: int = show_unit(catalogue, "520121")["counts"]["goals"]
    return counted


def test_a_repealed_document_leaves_map_counts_and_profile() -> None:
    catalogue = small_catalogue(replace(plan(), status="repealed"))
    profile = show_unit(catalogue, "520121")
    assert (profile["counts"]["goals"], profile["asked"]) == (0, [])
    assert list_designations(catalogue, GoalFilter())["rows"] == []
    assert list(find_goals(catalogue, GoalFilter(adcode="520121"))) == []
    assert {topic["goals"] for topic in start(catalogue, [], [])["topics"]} == {0}


def test_a_repealed_document_is_still_shown_where_it_is_asked_for() -> None:
    catalogue = small_catalogue(replace(plan(), status="repealed"))
    rows = list_designations(catalogue, GoalFilter(document=PLAN))["rows"]
    assert "520121" in {row["adcode"] for row in rows}
    assert list(find_goals(catalogue, GoalFilter(document=PLAN, adcode="520121")))


@pytest.mark.parametrize(
    "title",
    [
        "县域工业试验方案",
        "《县域工业试验方案》",
        "关于印发《县域工业试验方案》的通知",
        "某省人民政府办公厅关于印发《县域工业试验方案》的通知",
        "某省工业和信息化厅等六部门关于发布《县域工业试验方案》的公告",
        "关于公布《县域工业试验方案》的函",
        "县域工业 试验方案（印发稿）",
    ],
)
def test_a_draft_beside_its_final_version_is_not_counted_twice(title: str) -> None:
    draft = replace(plan(), title=titled("县域工业试验方案（征求意见稿）"))
    catalogue = small_catalogue(draft, version(ISSUED, title=titled(title), status="final"))
    assert catalogue.out_of_force == {PLAN}
    assert asked(catalogue) == asked(small_catalogue())
    assert list_designations(catalogue, GoalFilter())["documents"] == [ISSUED]


@pytest.mark.parametrize(
    "title",
    [
        "《县域工业试验方案》任务分解表",
        "《县域工业试验方案》政策解读",
        "关于落实《县域工业试验方案》的实施细则",
        "关于废止《县域工业试验方案》的通知",
        "关于修改《县域工业试验方案》的通知",
        "关于印发《县域工业试验方案》任务分解表的通知",
        "关于印发《县域工业试验方案》的通知的解读",
        "转发某省人民政府关于印发《县域工业试验方案》的通知",
        "关于废止关于印发《县域工业试验方案》的通知",
        "关于《县域工业试验方案》公开征求意见情况的说明",
    ],
)
def test_a_paper_about_a_plan_is_not_its_final_version(title: str) -> None:
    draft = replace(plan(), title=titled("县域工业试验方案（征求意见稿）"))
    about = version(ISSUED, title=titled(title), status="final")
    assert small_catalogue(draft, about).out_of_force == frozenset()


@pytest.mark.parametrize(
    "title",
    [
        "《县域工业试验方案（征求意见稿）》",
        "关于征求《县域工业试验方案（征求意见稿）》意见的函",
        "某厅关于公开征求《县域工业试验方案（征求意见稿）》意见建议的公告",
        "关于对《县域工业试验方案（征求意见稿）》面向社会公开征求意见的公示",
        "关于印发《县域工业试验方案（征求意见稿）》的通知",
    ],
)
def test_a_draft_is_known_in_the_paper_that_brings_it(title: str) -> None:
    issued = version(ISSUED, title=titled("县域工业试验方案"), status="final")
    assert small_catalogue(replace(plan(), title=titled(title)), issued).out_of_force == {PLAN}


@pytest.mark.parametrize(
    "facts",
    [
        {"status": "draft"},
        {"status": "repealed", "title": titled("县域工业试验方案（送审稿）")},
        {"status": "final", "title": titled("县域农业试验方案")},
        {"status": "final", "region": "520100"},
        {"status": "final", "year": 2021, "horizon": 2027},
        {"status": "final", "horizon": 2030},
    ],
)
def test_a_draft_counts_beside_everything_else(facts: dict[str, object]) -> None:
    assert PLAN not in small_catalogue(plan(), version(ISSUED, **facts)).out_of_force


@pytest.mark.parametrize(
    "title",
    [
        "甲市产业方案（2026—2028年）（公开征求意见稿）",
        "甲市产业方案（2026—2028年）征求意见稿",
        "甲市产业方案（2026—2028年）",
    ],
)
def test_only_how_far_a_text_has_come_is_left_out_of_its_title(title: str) -> None:
    assert plain_title(title) == "甲市产业方案（2026—2028年）"


def test_a_draft_tells_the_final_version_that_is_counted_in_its_place() -> None:
    draft = replace(plan(), title=titled("县域工业试验方案（征求意见稿）"))
    issued = version(ISSUED, title=titled("县域工业试验方案"), status="final")
    told = {one["id"]: one["final"] for one in list_documents(small_catalogue(draft, issued))["documents"]}
    assert told == {
        PLAN: {
            "id": ISSUED,
            "title": {"zh": "县域工业试验方案", "en": "县域工业试验方案"},
            "status": "final",
        },
        ISSUED: None,
    }


def test_repealing_a_final_version_does_not_bring_its_draft_back() -> None:
    draft = replace(plan(), title=titled("县域工业试验方案（征求意见稿）"))
    repealed = version(ISSUED, title=titled("县域工业试验方案"), status="repealed")
    catalogue = small_catalogue(draft, repealed)
    assert catalogue.out_of_force == {PLAN, ISSUED}
    assert asked(catalogue) == 0
    assert document_answer(catalogue, draft)["final"]["status"] == "repealed"
    again = version("issued-again", title=titled("县域工业试验方案"), status="final")
    assert document_answer(small_catalogue(draft, repealed, again), draft)["final"]["id"] == "issued-again"


def test_of_several_final_versions_the_latest_is_told() -> None:
    draft = replace(plan(), year=2024)
    finals = [version(f"issued-{year}", status="final", year=year) for year in (2025, 2026)]
    answer = document_answer(small_catalogue(draft, *reversed(finals)), draft)
    assert answer["final"]["id"] == "issued-2026"


def test_a_repealed_document_has_no_final_version() -> None:
    repealed = replace(plan(), status="repealed")
    catalogue = small_catalogue(repealed, version(ISSUED, status="final"))
    assert document_answer(catalogue, repealed)["final"] is None
