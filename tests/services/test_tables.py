"""Files of goals and county values in codes, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from atlas.core.model import Kind, Relation
from atlas.core.policy.rows import GoalFilter
from atlas.core.policy.wording import Heads
from atlas.services.browse import TABLE_COLUMNS
from atlas.services.choropleth import VALUE_COLUMNS, paint_counties, value_rows
from atlas.services.tables import goal_table, value_table
from tests.small_catalogue import small_catalogue

GUIZHOU = GoalFilter(region="520000")


def values(indicator: str, wanted: GoalFilter = GUIZHOU, **classes: Any) -> list[Mapping[str, Any]]:
    catalogue = small_catalogue()
    options = {"scheme": "equal_interval", "n_classes": 2, **classes}
    return list(value_rows(catalogue, paint_counties(catalogue, indicator, wanted, **options)))


def test_a_file_in_codes_has_the_columns_of_the_interface() -> None:
    table = goal_table(small_catalogue(), GoalFilter(), Heads.CODE)
    assert table.columns == table.heads == TABLE_COLUMNS
    assert {row["relation"] for row in table.rows} == {"named", "member", "scope", "partner"}


def test_a_file_in_chinese_says_where_the_year_comes_from() -> None:
    table = goal_table(small_catalogue(), GoalFilter(kinds=frozenset({Kind.TARGET})), Heads.CHINESE)
    assert table.heads[:4] == ("文件", "条款", "类型", "专题")
    assert table.heads[table.columns.index("year") + 1] == "年份依据"
    assert {(row["year"], row["year_basis"]) for row in table.rows} == {(2027, "规划期末")}


def test_notes_tell_the_filter_in_the_words_of_the_file() -> None:
    wanted = GoalFilter(
        region="520000", topics=frozenset({"manganese", "phosphorus"}), relations=frozenset({Relation.NAMED})
    )
    notes = {heads: goal_table(small_catalogue(), wanted, heads).notes[0] for heads in Heads}
    assert notes == {
        Heads.CODE: "筛选：region=520000；topic=phosphorus,manganese；relation=named",
        Heads.CHINESE: "筛选：地区：贵州省；专题：磷及磷化工、锰及锰加工；关系：点名",
        Heads.ENGLISH: "Filter: Region: 贵州省; Topic: Phosphorus, Manganese; Relation: Named",
    }


def test_every_county_of_the_region_has_a_row_with_its_class_or_why_it_has_none() -> None:
    rows = {row["county"]: (row["value"], row["class"], row["state"]) for row in values("population_2020")}
    assert rows["开阳县"] == (343885, 2, "value")
    assert rows["息烽县"] == (210000, 1, "value")
    assert rows["清镇市"] == (None, None, "no_data")
    asked = {row["county"]: row["state"] for row in values("goals")}
    assert (asked["南明区"], asked["开阳县"]) == ("not_asked", "value")


def test_classes_of_a_file_are_those_of_the_map() -> None:
    catalogue = small_catalogue()
    painted = paint_counties(catalogue, "goals", GUIZHOU, scheme="quantiles", n_classes=5)
    rows = value_rows(catalogue, painted)
    counts = [sum(row["class"] == number for row in rows) for number in range(1, len(painted["classes"]) + 1)]
    assert counts == [one["count"] for one in painted["classes"]]


def test_a_zero_is_in_a_class_of_its_own() -> None:
    catalogue = small_catalogue()
    painted = {
        **paint_counties(catalogue, "population_2020", GUIZHOU, scheme="equal_interval", n_classes=2),
        "values": {"520121": 0, "520122": 210000},
    }
    row = next(row for row in value_rows(catalogue, painted) if row["adcode"] == "520121")
    assert (row["class"], row["class_range"], row["state"]) == (0, "0", "value")


@pytest.mark.parametrize(
    ("classes", "ranges"),
    [
        ([(1, 1), (1, 3), (3, 8)], {1: "1", 3: "2–3", 8: "4–8"}),
        ([(0.5, 2), (2, 3.5)], {2: "0.5–2", 3.5: "2–3.5"}),
    ],
)
def test_ranges_read_as_in_the_legend(classes: list[tuple[float, float]], ranges: dict[float, str]) -> None:
    catalogue = small_catalogue()
    painted = paint_counties(catalogue, "population_2020", GUIZHOU, scheme="equal_interval", n_classes=2)
    painted["classes"] = [{"from": low, "to": high} for low, high in classes]
    painted["breaks"] = [high for _, high in classes]
    painted["values"] = dict(zip(painted["names"], ranges, strict=False))
    rows = [row for row in value_rows(catalogue, painted) if row["value"] is not None]
    assert {row["value"]: row["class_range"] for row in rows} == ranges


def test_values_in_chinese_are_headed_by_their_indicator() -> None:
    catalogue = small_catalogue()
    painted = paint_counties(catalogue, "population_2020", GUIZHOU, scheme="quantiles", n_classes=5)
    table = value_table(catalogue, painted, GUIZHOU, Heads.CHINESE)
    assert table.columns == VALUE_COLUMNS
    assert table.heads == (
        *("代码", "县", "市州", "省份", "常住人口", "级序"),
        *("分级", "状态", "单位", "年份", "来源"),
    )
    assert {row["state"] for row in table.rows} == {"有数值", "无数据"}
    assert table.notes[-1] == "来源：第七次人口普查"


def test_who_is_not_named_may_still_be_asked() -> None:
    catalogue = small_catalogue()
    meant = GoalFilter(region="520000", relations=frozenset({Relation.NAMED}))
    for wanted, word in ((meant, "未被点名，也无本地规划"), (GUIZHOU, "无要求")):
        painted = paint_counties(catalogue, "goals", wanted, scheme="quantiles", n_classes=5)
        rows = value_table(catalogue, painted, wanted, Heads.CHINESE).rows
        assert next(row["state"] for row in rows if row["county"] == "南明区") == word
