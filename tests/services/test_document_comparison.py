"""Built-in and added documents are compared as far as somebody may see them."""

from __future__ import annotations

import csv
import io
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from atlas.bootstrap import Services
from atlas.core.errors import DocumentNotFound, ParameterError
from atlas.services.document_comparison_answers import (
    COMMON_COLUMNS,
    GOAL_COLUMNS,
    TOPIC_COLUMNS,
    UNNAMED_COLUMNS,
    comparison_table,
)
from atlas.services.document_shelf import DocumentShelf
from atlas.services.document_wishes import AddRequest
from tests.document_samples import (
    EDITOR,
    FIRMS,
    ITEMS,
    PLAN_2028,
    TEXT,
    VIEWER,
    add_plan,
    confirm,
    open_office,
    sample_library,
)
from tests.small_catalogue import PLAN

DRAFT = "office-plan-2028-draft"


@pytest.fixture
def office(built: Path, tmp_path: Path) -> Services:
    home = shutil.copytree(built, tmp_path / "home")
    services = open_office(home)
    add_plan(services, home, document=DRAFT, items=ITEMS[:2])
    add_plan(services, home)
    return services


def test_two_versions_of_an_added_plan_are_told_goal_by_goal(office: Services) -> None:
    answer = office.comparison.compare(EDITOR, DRAFT, PLAN_2028)
    assert (answer["mode"], answer["upper"], answer["counts"]) == ("versions", "", {"same": 2, "added": 1})
    added = next(row for row in answer["rows"] if row["status"] == "added")
    assert added["a"] is None
    assert (added["b"]["clause"], added["b"]["figure"]["value"]) == ("二", 1200)
    assert answer["b"]["is_draft"]


def test_every_row_carries_the_clauses_of_both_sides(office: Services) -> None:
    rows = office.comparison.compare(EDITOR, DRAFT, PLAN_2028)["rows"]
    assert [(row["a"] or {}).get("clause") for row in rows] == ["一", "二", None]
    assert [(row["b"] or {}).get("clause") for row in rows] == ["一", "二", "二"]


def test_who_may_not_see_drafts_compares_what_was_confirmed(office: Services) -> None:
    with pytest.raises(DocumentNotFound):
        office.comparison.compare(VIEWER, PLAN, PLAN_2028)
    confirm(office, "i1")
    answer = office.comparison.compare(VIEWER, PLAN, PLAN_2028)
    assert answer["b"]["goals"] == 1
    assert not office.comparison.prepare(VIEWER, PLAN, PLAN_2028).is_private
    assert office.comparison.prepare(EDITOR, PLAN, PLAN_2028).is_private


def test_what_is_not_private_stays_so_whatever_becomes_of_the_documents(
    office: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirm(office, "i1")
    prepared = office.comparison.prepare(VIEWER, PLAN, PLAN_2028)
    monkeypatch.setattr(DocumentShelf, "is_draft", lambda *_: True)
    answer = prepared.compare()
    assert [answer[side]["is_draft"] for side in ("a", "b")] == [prepared.is_private] * 2 == [False, False]


def test_an_upper_plan_is_known_by_its_region_on_either_side(office: Services, tmp_path: Path) -> None:
    path = tmp_path / "开阳.txt"
    path.write_text(TEXT, encoding="utf-8")
    sample_library(office).add(EDITOR, path, AddRequest("开阳.txt", "520121", id="kaiyang-2028"))
    down = office.comparison.compare(EDITOR, PLAN, "kaiyang-2028")
    up = office.comparison.compare(EDITOR, "kaiyang-2028", PLAN)
    assert (down["mode"], down["upper"], up["upper"]) == ("nested", "a", "b")
    assert down["counts"] == up["counts"]
    assert [row["a"] for row in down["rows"]] == [row["b"] for row in up["rows"]]
    reached = {row["a"]["clause"]: row["reach"] for row in down["rows"] if row["a"]}
    assert reached == {"二/(一)/1": "named", "二/(三)": "scope"}


def test_what_all_counties_are_asked_is_asked_of_the_lower_region(office: Services, tmp_path: Path) -> None:
    path = tmp_path / "开阳.txt"
    path.write_text(TEXT, encoding="utf-8")
    sample_library(office).add(EDITOR, path, AddRequest("开阳.txt", "520121", id="kaiyang-2028", again=True))
    rows = office.comparison.compare(EDITOR, PLAN, "kaiyang-2028")["rows"]
    by_clause = {row["a"]["clause"]: row for row in rows if row["a"]}
    assert by_clause["二/(三)"]["counties"]["a"] == ["520121"]
    assert by_clause["二/(三)"]["id"] == by_clause["二/(三)"]["a"]["goal"]


def test_a_share_of_a_sum_puts_the_part_before_the_whole(office: Services, tmp_path: Path) -> None:
    path = tmp_path / "开阳.txt"
    path.write_text(TEXT, encoding="utf-8")
    firms = replace(ITEMS[2], figure=replace(FIRMS, value=40.0))
    library = sample_library(office, [*ITEMS[:2], firms])
    library.add(EDITOR, path, AddRequest("开阳.txt", "520121", id="kaiyang-2028"))
    rows = office.comparison.compare(EDITOR, PLAN_2028, "kaiyang-2028")["rows"]
    (row,) = [row for row in rows if row["figures"] and row["figures"][0]["a"]]
    (change,) = [change for change in row["changes"] if change["code"] == "part_of_sum"]
    assert change["text"]["zh"] == "本地占上级总量（新增规上工业企业）：40 户 (2028) / 1200 户 (2028)"
    assert [row["figures"][0][side]["words"] for side in ("a", "b")] == ["1200 户 (2028)", "40 户 (2028)"]


def test_counties_that_no_goal_names_and_shared_topics_stand_beside_the_rows(office: Services) -> None:
    answer = office.comparison.compare(EDITOR, PLAN, PLAN_2028)
    assert {"adcode": "520102", "name": "南明区", "is_reached": False} in answer["unnamed"]["a"]
    shared = answer["shared_topics"]["a"][0]
    assert (shared["topic"], shared["count"], shared["clauses"]) == ("general", 2, ["二/(二)"])
    common = {one["topic"]: one for one in answer["common_topics"]}
    assert (common["phosphorus"]["clauses_a"], common["phosphorus"]["clauses_b"]) == (["二/(一)/1"], ["一"])


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("goals", GOAL_COLUMNS),
        ("unnamed", UNNAMED_COLUMNS),
        ("topics", TOPIC_COLUMNS),
        ("common", COMMON_COLUMNS),
    ],
)
def test_tables_keep_their_columns(office: Services, name: str, columns: tuple[str, ...]) -> None:
    table = comparison_table(office.comparison.compare(EDITOR, DRAFT, PLAN_2028), name)
    head, *rows = csv.reader(io.StringIO(table.encode("csv").decode("utf-8-sig"), newline=""))
    assert tuple(head) == columns
    assert rows or name == "common"


def test_a_table_that_there_is_not_is_refused(office: Services) -> None:
    with pytest.raises(ParameterError):
        comparison_table(office.comparison.compare(EDITOR, DRAFT, PLAN_2028), "maps")


def test_a_document_is_not_compared_with_itself(office: Services) -> None:
    with pytest.raises(ParameterError) as caught:
        office.comparison.compare(EDITOR, PLAN, PLAN)
    assert caught.value.code == "documents_equal"


def test_plans_of_two_neighbours_are_not_compared(office: Services, tmp_path: Path) -> None:
    path = tmp_path / "县.txt"
    path.write_text(TEXT, encoding="utf-8")
    for region in ("520121", "520122"):
        sample_library(office).add(
            EDITOR, path, AddRequest("县.txt", region, id=f"plan-{region}", again=True)
        )
    with pytest.raises(ParameterError) as caught:
        office.comparison.compare(EDITOR, "plan-520121", "plan-520122")
    assert caught.value.code == "regions_apart"
