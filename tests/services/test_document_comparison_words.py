"""A comparison is called the same in its files and on the page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from atlas.core.policy.comparison import Status
from atlas.core.policy.wording import Heads
from atlas.services.document_comparison_words import name_comparison_file, word_comparison

MESSAGES = Path(__file__).parents[2] / "static" / "messages"
CATALOGUES = [(Heads.CHINESE, "zh-CN"), (Heads.ENGLISH, "en")]
TITLE = {"zh": "方案", "en": "Plan"}
DOCUMENT = {"id": "plan", "title": TITLE, "label": TITLE}
#: Columns that the page has no need of, since its parts and marks say the same.
FILE_ONLY = {"document", "is_reached"}


def answer() -> dict[str, Any]:
    rows = [{"status": status.value, "changes": [], "a": None, "b": None, "figures": []} for status in Status]
    nothing: dict[str, list[Any]] = {"a": [], "b": []}
    return {
        "a": DOCUMENT,
        "b": DOCUMENT,
        "notes": [],
        "rows": rows,
        "unnamed": nothing,
        "shared_topics": nothing,
        "common_topics": [],
    }


def messages(name: str) -> Mapping[str, str]:
    found: Mapping[str, str] = json.loads((MESSAGES / f"{name}.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize(("heads", "name"), CATALOGUES)
def test_results_are_called_as_on_the_page(heads: Heads, name: str) -> None:
    told = [row["status"] for row in word_comparison(answer(), "goals", heads).rows]
    assert told == [messages(name)[f"comparison.group.{status.value}"] for status in Status]


@pytest.mark.parametrize(("heads", "name"), CATALOGUES)
@pytest.mark.parametrize("table", ["unnamed", "topics", "common"])
def test_tables_are_called_as_their_groups(table: str, heads: Heads, name: str) -> None:
    assert word_comparison(answer(), table, heads).title == messages(name)[f"comparison.group.{table}"]


@pytest.mark.parametrize(("heads", "name"), CATALOGUES)
@pytest.mark.parametrize("table", ["goals", "unnamed", "topics", "common"])
def test_columns_are_called_as_on_the_page(table: str, heads: Heads, name: str) -> None:
    known = messages(name)
    made = word_comparison(answer(), table, heads)
    for column, head in zip(made.columns, made.heads, strict=True):
        bare = column.removesuffix("_a").removesuffix("_b")
        if bare in FILE_ONLY:
            continue
        word = known[f"comparison.column.{'clause' if bare == 'clauses' else bare}"]
        if bare == column:
            assert head == word
        else:
            mark = known[f"comparison.mark.{column[-1]}"]
            assert head == (f"{mark}：{word}" if heads is Heads.CHINESE else f"{word} {mark}")


@pytest.mark.parametrize(("heads", "name"), CATALOGUES)
def test_places_that_are_told_not_to_act_are_marked_as_on_the_page(heads: Heads, name: str) -> None:
    found = answer()
    goal = {"clause": "一", "summary": {"zh": "严禁新建电解锰项目", "en": ""}, "places": [{"name": "开阳县"}]}
    found["rows"] = [{**found["rows"][0], "b": {**goal, "forbidden": [{"name": "息烽县"}]}}]
    (row,) = word_comparison(found, "goals", heads).rows
    words = messages(name)
    mark = words["brackets"].replace("{text}", words["comparison.place.forbidden"])
    assert row["places_b"] == f"开阳县、息烽县{mark}"


def test_a_file_of_two_versions_is_called_by_what_tells_them_apart() -> None:
    found = answer()
    for side, file in (("a", "征求意见稿"), ("b", "印发稿")):
        found[side] = {"id": side, "title": TITLE, "label": {"zh": f"方案（{file}）", "en": f"Plan ({file})"}}
    name = name_comparison_file(found, "goals").with_ending("csv")
    assert "方案（征求意见稿）对照方案（印发稿）" in name.name
    notes = word_comparison(found, "goals", Heads.CHINESE).notes
    assert notes[:2] == ("甲: 方案（征求意见稿）", "乙: 方案（印发稿）")
