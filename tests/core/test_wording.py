"""Every code of a table has words in both languages, the same as on the page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from atlas.core.model import Kind, Level, Relation
from atlas.core.policy.rows import COLUMNS, GoalFilter, rows_by_goal
from atlas.core.policy.wording import (
    COLUMN_TITLES,
    LEVEL_TITLES,
    OPERATOR_TITLES,
    Heads,
    head_of,
    word_row,
)
from atlas.core.style import KIND_TITLES, RELATION_TITLES
from tests.small_catalogue import small_catalogue

MESSAGES = Path(__file__).resolve().parents[2] / "static" / "messages"


def test_every_code_has_words() -> None:
    assert set(KIND_TITLES) == set(Kind)
    assert set(RELATION_TITLES) == set(Relation)
    assert set(LEVEL_TITLES) == set(Level)
    assert set(OPERATOR_TITLES) == {"=", ">=", ">", "<=", "<", "~", "range"}
    assert set(COLUMNS) < set(COLUMN_TITLES)
    for title in (*COLUMN_TITLES.values(), *LEVEL_TITLES.values(), *OPERATOR_TITLES.values()):
        assert title.zh
        assert title.en


@pytest.mark.parametrize("column", COLUMNS)
def test_page_and_file_call_a_column_alike(column: str) -> None:
    for language, heads in (("zh-CN", Heads.CHINESE), ("en", Heads.ENGLISH)):
        messages = json.loads((MESSAGES / f"{language}.json").read_text(encoding="utf-8"))
        assert head_of(column, heads) == messages[f"column.{column}"]


def test_codes_stay_codes() -> None:
    assert [head_of(column, Heads.CODE) for column in COLUMNS] == list(COLUMNS)


def test_a_row_is_told_in_chinese_and_in_english() -> None:
    catalogue = small_catalogue()
    goal, row = next(
        iter(rows_by_goal(catalogue, GoalFilter(kinds=frozenset({Kind.TARGET}), adcode="520121")))
    )
    chinese = word_row(catalogue, goal, row, Heads.CHINESE)
    assert (
        chinese.items()
        >= {
            "document": "县域工业试验方案",
            "kind": "目标",
            "topic": "规上企业",
            "level": "县级",
            "relation": "规划全域",
            "op": "等于",
            "clause": "二/(三)",
            "adcode": "520121",
            "value": 1200.0,
        }.items()
    )
    english = word_row(catalogue, goal, row, Heads.ENGLISH)
    assert (english["kind"], english["topic"], english["summary"]) == (
        "Target",
        "Enterprises",
        "Build a phosphate base",
    )
    assert english["county"] == "开阳县"


def test_a_goal_without_figure_and_year_has_no_words_for_them() -> None:
    catalogue = small_catalogue()
    goal, row = next(iter(rows_by_goal(catalogue, GoalFilter(topics=frozenset({"phosphorus"})))))
    words = word_row(catalogue, goal, row, Heads.CHINESE)
    assert (words["op"], words["year"], words["year_basis"]) == ("", None, "")
