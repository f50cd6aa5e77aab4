"""A lower plan takes up the same task, not whatever else it says of the same industry."""

from __future__ import annotations

from dataclasses import replace

import pytest

from atlas.core.model import Figure
from atlas.core.policy.nesting import compare_nested
from tests.core.policy.test_comparison import (
    BASE,
    NAMED,
    NEGATED,
    OUTPUT,
    OWN,
    OWN_BASE,
    SCOPE,
    ask,
    nested,
    target,
    told,
    views,
)
from tests.small_catalogue import small_catalogue


@pytest.mark.parametrize(
    ("upper", "lower", "status"),
    [
        ("建设磷化工基地", "打造磷化工园区", "taken_up"),
        ("发展磷化工产业", "支持磷化工企业技术改造", "taken_up"),
        ("培育磷化工产业集群", "建设磷化工交易市场", "taken_up"),
        ("建设磷化工交易市场", "建设磷化工基地", "same_industry"),
        ("发展精细磷酸盐", "治理磷石膏堆场", "same_industry"),
        ("建设资源基地", "建设黄磷基地", "taken_up"),
    ],
    ids=["same work", "the industry", "the cluster", "other work", "other subject", "no subject of its own"],
)
def test_only_the_same_task_is_taken_up(upper: str, lower: str, status: str) -> None:
    (found,) = nested(ask("二", upper, ("开阳", NAMED)), ask("一", lower, OWN))
    assert found.status.value == status


def test_what_is_forbidden_of_another_subject_contradicts_nothing() -> None:
    upper = ask("五", "不再新增燃料乙醇产能", ("开阳", NEGATED))
    assert told(nested(upper, ask("一", "发展磷酸盐", OWN))) == [("own", [])]


def test_firms_are_counted_alike_however_they_are_called() -> None:
    firms = Figure("规模以上工业企业", "=", 2300.0, None, "户", 2030)
    own = Figure("规上工业企业", "=", 65.0, None, "家", 2029)
    upper = target("一", firms, ("全省", SCOPE), topics=("enterprises",))
    assert told(nested(upper, target("一", own, OWN, topics=("enterprises",)))) == [
        ("taken_up", ["part_of_sum"])
    ]


@pytest.mark.parametrize(
    ("figure", "status"),
    [
        (replace(OUTPUT, value=1_300_000.0, unit="万元"), "taken_up"),
        (replace(OUTPUT, value=1_200_000.0, unit="万元"), "taken_up"),
        (replace(OUTPUT, op="range", value=700_000.0, value_max=800_000.0, unit="万元"), "contradicted"),
        (replace(OUTPUT, value=0.8, unit="万亿元"), "taken_up"),
        (replace(OUTPUT, value=130.0, unit="亿美元"), "in_part"),
    ],
    ids=["more", "as much", "less", "a larger unit", "another currency"],
)
def test_figures_are_judged_in_one_unit(figure: Figure, status: str) -> None:
    upper = target("一", OUTPUT, ("开阳", NAMED), topics=("phosphorus",))
    (found,) = nested(upper, target("一", figure, OWN, topics=("phosphorus",)))
    assert found.status.value == status


def test_the_head_of_a_table_is_no_idea_of_the_county() -> None:
    head = ask("附表", "项目名称 建设地点 总投资(亿元) 建成年份", OWN, topics=("enterprises",))
    row = ask("附表", "锂电池回收项目", OWN, topics=("manganese",), number=2)
    assert [one.status.value for one in nested(BASE, OWN_BASE, head, row)] == ["taken_up", "general", "own"]


@pytest.mark.parametrize(
    ("statement", "status"),
    [
        ("打造开阳磷化工品牌，全省磷化工产值达到120亿元", "taken_up"),
        ("全省打造开阳磷化工品牌，磷化工产值达到120亿元", "contradicted"),
    ],
    ids=["of the whole", "of the county"],
)
def test_a_sum_of_the_whole_is_none_of_the_county_that_its_sentence_names(
    statement: str, status: str
) -> None:
    upper = replace(
        views(target("一", OUTPUT, ("开阳", NAMED), topics=("phosphorus",)))[0], statement=statement
    )
    lower = views(target("一", replace(OUTPUT, value=80.0), OWN, topics=("phosphorus",)), region="520121")
    (found,) = compare_nested(small_catalogue(), "520121", [upper], lower)
    assert found.status.value == status


def measured(metric: str, value: float, unit: str = "亿元") -> Figure:
    return Figure(metric, "=", value, None, unit, 2028)


@pytest.mark.parametrize(
    ("upper", "lower", "topics", "status"),
    [
        ("锂电产业产值", "制鞋产业产值", ("battery", "textiles"), "lacking"),
        ("铜精深加工产值", "硅灰石深加工产值", ("phosphorus", "phosphorus"), "same_industry"),
        ("富硒产业产值", "制鞋产业产值", ("food", "textiles"), "lacking"),
        ("营业收入", "营业收入", ("output", "enterprises"), "lacking"),
        ("茶产业产值", "茶叶产业产值", ("tea", "tea"), "taken_up"),
    ],
    ids=["batteries, shoes", "copper, wollastonite", "selenium, shoes", "no subject, other topics", "tea"],
)
def test_only_figures_of_the_same_thing_are_set_beside_each_other(
    upper: str, lower: str, topics: tuple[str, str], status: str
) -> None:
    asked = target("一", measured(upper, 1500), ("全省", SCOPE), topics=topics[:1])
    own = target("一", measured(lower, 260), OWN, topics=topics[1:])
    found = nested(asked, own)[0]
    assert found.status.value == status
    assert status == "taken_up" or not [one for one in found.changes if one.code == "part_of_sum"]


def test_a_sum_of_named_places_is_not_shared_by_those_that_are_only_asked_too() -> None:
    figure = measured("磷化工产值", 120)
    upper = target("一", figure, ("息烽", NAMED), ("全省", SCOPE), topics=("phosphorus",))
    lower = target("一", replace(figure, value=20), OWN, topics=("phosphorus",))
    assert told(nested(upper, lower)) == [("taken_up", [])]


def test_metrics_of_two_names_are_both_told() -> None:
    upper = target("一", measured("规上磷化工产值", 120), ("开阳", NAMED), topics=("phosphorus",))
    lower = target("一", measured("规模以上磷化工产值", 80), OWN, topics=("phosphorus",))
    (found,) = nested(upper, lower)
    assert [one.metric for one in found.changes] == ["规上磷化工产值 / 规模以上磷化工产值"]


@pytest.mark.parametrize(
    ("lower", "value", "status", "codes"),
    [
        ("正邦集团在园区建设年产", 60.0, "taken_up", []),
        ("正邦集团在园区建设年产", 40.0, "contradicted", ["lower_value"]),
        ("海大集团在园区建设年产", 60.0, "same_industry", ["no_figure"]),
    ],
    ids=["the same project", "a smaller one", "another project"],
)
def test_outputs_of_one_project_are_compared(lower: str, value: float, status: str, codes: list[str]) -> None:
    upper = target("一", measured("正邦年产", 60, "万吨"), ("开阳", NAMED), topics=("phosphorus",))
    own = target("一", measured(lower, value, "万吨"), OWN, topics=("phosphorus",))
    assert told(nested(upper, own))[0] == (status, codes)
