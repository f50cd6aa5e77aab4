"""A catalogue file is read whole, or refused with file, clause and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas.core.errors import CatalogueError, DataError, SchemaError
from atlas.core.model import DocumentStatus, Kind, Relation
from atlas.stores.catalogue import read_document, read_topics

HEAD = """\
id: plan
title_zh: 方案
title_en: Plan
region: "520000"
year: 2024
horizon: 2027
clauses:
  - id: 二/(一)/1
    heading: 基地
    summary: 建设基地
    items:
"""
TOPICS = frozenset({"phosphorus", "enterprises"})


def read(folder: Path, items: str, head: str = HEAD) -> object:
    path = folder / "plan.yaml"
    path.write_text(head + items, encoding="utf-8")
    return read_document(path, TOPICS)


def test_places_keep_the_words_of_the_document(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "      - {kind: designation, topics: [phosphorus], summary: s, "
        "places: {named: [开阳, {name: 大龙, as: 大龙经济开发区}], partner: [东莞市]}}\n",
    )
    mentions = document.goals[0].mentions  # type: ignore[attr-defined]
    assert [(mention.words, mention.relation) for mention in mentions] == [
        ("开阳", Relation.NAMED),
        ("大龙", Relation.NAMED),
        ("东莞市", Relation.PARTNER),
    ]
    assert mentions[1].read_as == "大龙经济开发区"


def test_a_range_has_two_values(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "      - {kind: target, topics: [enterprises], summary: s, metric: 主导产业, op: range, "
        "value: 1, value_max: 2, unit: 个, year: 2027}\n",
    )
    goal = document.goals[0]  # type: ignore[attr-defined]
    assert (goal.kind, goal.figure.value, goal.figure.value_max, goal.due) == (Kind.TARGET, 1.0, 2.0, 2027)


def test_a_year_is_stated_unless_the_entry_says_that_it_is_only_the_horizon(tmp_path: Path) -> None:
    item = "      - {kind: target, topics: [enterprises], value: 5, unit: 家"
    document = read(
        tmp_path,
        f"{item}, year: 2025}}\n{item}, year: 2027, year_stated: false}}\n"
        "      - {kind: designation, topics: [phosphorus]}\n",
    )
    goals = document.goals  # type: ignore[attr-defined]
    assert [(goal.due, goal.year_stated) for goal in goals] == [(2025, True), (2027, False), (None, False)]


@pytest.mark.parametrize(
    ("items", "reason"),
    [
        pytest.param("      - {kind: wish, topics: [phosphorus]}\n", "kind", id="unknown kind"),
        pytest.param("      - {kind: designation, topics: [magic]}\n", "topics", id="unknown topic"),
        pytest.param("      - {kind: designation, topics: []}\n", "topics", id="no topic"),
        pytest.param("      - {kind: target, topics: [phosphorus]}\n", "value", id="target without value"),
        pytest.param(
            "      - {kind: fact, topics: [phosphorus], value: many}\n", "数值", id="value is no number"
        ),
        pytest.param(
            "      - {kind: fact, topics: [phosphorus], value: 1, op: about}\n", "op", id="unknown operator"
        ),
        pytest.param(
            "      - {kind: fact, topics: [phosphorus], value: 1, op: range}\n", "range", id="half a range"
        ),
        pytest.param(
            "      - {kind: designation, topics: [phosphorus], year_stated: false}\n",
            "year_stated",
            id="no year to be stated",
        ),
        pytest.param(
            "      - {kind: designation, topics: [phosphorus], year: 2027, year_stated: true}\n",
            "year_stated",
            id="stated is the rule",
        ),
        pytest.param(
            "      - {kind: designation, topics: [phosphorus], year: 2025, year_stated: false}\n",
            "horizon",
            id="neither stated nor the horizon",
        ),
        pytest.param(
            "      - {kind: designation, topics: [phosphorus], colour: red}\n", "colour", id="unknown key"
        ),
        pytest.param(
            "      - {kind: designation, topics: [phosphorus], places: {member: [开阳]}}\n",
            "relation",
            id="derived relation",
        ),
        pytest.param("  - id: 二/(一)/1\n", "重复", id="clause listed twice"),
        pytest.param(
            "      - {kind: designation, topics: [phosphorus], places: {named: 开阳}}\n",
            "列表",
            id="a lone place",
        ),
        pytest.param(
            "      - {kind: designation, topics: [phosphorus], places: [开阳]}\n",
            "键值对",
            id="places without relation",
        ),
        pytest.param(
            "      - {kind: designation, topics: [phosphorus], places: {named: [{as: 大龙}]}}\n",
            "name",
            id="a place without name",
        ),
        pytest.param("      - {kind: designation, topics: phosphorus}\n", "列表", id="a lone topic"),
        pytest.param(
            "      - {kind: designation, topics: [phosphorus], year: 二〇二七}\n",
            "年份",
            id="year is no number",
        ),
        pytest.param(
            "      - {kind: fact, topics: [phosphorus], value: .nan}\n", "有限", id="value is not finite"
        ),
        pytest.param("      - 建设基地\n", "键值对", id="item is a word"),
        pytest.param("  - 总体要求\n", "键值对", id="clause is a word"),
    ],
)
def test_a_broken_entry_is_refused_by_file_and_clause(tmp_path: Path, items: str, reason: str) -> None:
    with pytest.raises(CatalogueError) as failure:
        read(tmp_path, items)
    assert "plan.yaml" in failure.value.message.zh
    assert reason in failure.value.message.zh


@pytest.mark.parametrize(
    "head",
    [
        "id: plan\n",
        HEAD.replace("title_en: Plan\n", ""),
        HEAD.replace('"520000"', "贵州"),
        HEAD.replace("year: 2024", "year: soon"),
        HEAD.replace("clauses:", "headings: {二: 基地}\nclauses:"),
        HEAD.replace("clauses:", "status: finall\nclauses:"),
        "- id: plan\n",
    ],
    ids=["no clauses", "no title", "no adcode", "no year", "heading in one language", "no status", "a list"],
)
def test_a_broken_head_is_refused(tmp_path: Path, head: str) -> None:
    with pytest.raises(CatalogueError):
        read(tmp_path, "", head=head)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_bytes("id: 方案".encode("gbk"))
    with pytest.raises(CatalogueError):
        read_document(tmp_path / "plan.yaml", TOPICS)


@pytest.mark.parametrize(
    "body",
    [
        "slug,zh\na,甲\n",
        "slug,zh,en,group\na,甲,A,magic\n",
        "slug,zh,en,group\na,甲,A,energy\na,乙,B,energy\n",
    ],
    ids=["columns missing", "unknown group", "listed twice"],
)
def test_broken_topics_are_refused(tmp_path: Path, body: str) -> None:
    (tmp_path / "topics.csv").write_text(body, encoding="utf-8")
    with pytest.raises(SchemaError):
        read_topics(tmp_path / "topics.csv")


def test_missing_topics_are_told(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        read_topics(tmp_path / "topics.csv")


def test_broken_yaml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError):
        read(tmp_path, "   - [", head=HEAD)


@pytest.mark.parametrize("status", ["", *DocumentStatus])
def test_a_status_is_one_of_three_or_not_told(tmp_path: Path, status: str) -> None:
    document = read(tmp_path, "", head=HEAD.replace("clauses:", f"status: {status}\nclauses:"))
    assert document.status == status  # type: ignore[attr-defined]


def test_an_unknown_status_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as failure:
        read(tmp_path, "", head=HEAD.replace("clauses:", "status: 印发\nclauses:"))
    assert "印发，应为 draft、final、repealed 之一" in failure.value.message.zh
    assert "印发; it is one of draft, final, repealed" in failure.value.message.en
