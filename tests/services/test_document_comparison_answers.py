"""A row of a comparison says in words what became of a statement, with the counties for the map."""

from __future__ import annotations

from atlas.core.model import Relation
from atlas.core.policy.comparison import compare_versions
from atlas.core.policy.statements import fold_versions
from atlas.services.document_comparison_answers import row_answer
from tests.core.policy.test_comparison import ask, views
from tests.small_catalogue import small_catalogue

BAN = "严禁新建电解锰项目"


def test_a_county_more_under_a_prohibition_is_told_and_drawn() -> None:
    before = views(ask("一", BAN, ("开阳", Relation.NEGATED)))
    after = views(ask("一", BAN, ("开阳", Relation.NEGATED), ("息烽", Relation.NEGATED)))
    (compared,) = fold_versions(compare_versions(before, after))
    catalogue = small_catalogue()
    row = row_answer((catalogue, catalogue), compared, is_turned=False, region="")
    assert [change["text"]["zh"] for change in row["changes"]] == ["禁止范围增加：息烽县"]
    assert [unit["name"] for unit in row["b"]["forbidden"]] == ["开阳县", "息烽县"]
    assert row["counties"] == {"a": ["520121"], "b": ["520121", "520122"]}


def test_a_prefecture_under_a_prohibition_is_told_once_and_drawn_county_by_county() -> None:
    before = views(ask("一", BAN, ("松桃", Relation.NEGATED)))
    after = views(ask("一", BAN, ("松桃", Relation.NEGATED), ("贵阳市", Relation.NEGATED)))
    (compared,) = fold_versions(compare_versions(before, after))
    catalogue = small_catalogue()
    row = row_answer((catalogue, catalogue), compared, is_turned=False, region="")
    assert [change["text"]["zh"] for change in row["changes"]] == ["禁止范围增加：贵阳市"]
    assert [unit["name"] for unit in row["b"]["forbidden"]] == ["贵阳市", "松桃苗族自治县"]
    assert row["counties"] == {"a": ["520628"], "b": ["520102", "520121", "520122", "520181", "520628"]}
