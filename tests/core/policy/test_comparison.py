"""Two versions of a plan are compared goal by goal; an upper plan is set beside the plan of a county in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from atlas.core.errors import LimitExceeded, Text
from atlas.core.model import Clause, Document, Figure, Kind, Relation
from atlas.core.policy import goal_matching, nesting
from atlas.core.policy.comparison import (
    ComparedGoal,
    common_topics,
    compare_versions,
    shared_topics,
    unnamed_counties,
)
from atlas.core.policy.goal_view import GoalView, view_goals
from atlas.core.policy.nesting import compare_nested, reach
from tests.small_catalogue import goal, plan, small_catalogue

NAMED, SCOPE, NEGATED = Relation.NAMED, Relation.SCOPE, Relation.NEGATED
OUTPUT = Figure("磷化工产值", "=", 120.0, None, "亿元", 2027)
GROWTH = Figure("磷化工产值增速", ">=", 8.0, None, "%", 2027)


def ask(clause: str, words: str, *places: tuple[str, Relation], number: int = 1, **parts: Any) -> Any:
    return replace(goal(number, clause, mentions=places, **parts), summary=Text(words, words))


def target(clause: str, figure: Figure, *places: tuple[str, Relation], **parts: Any) -> Any:
    known = goal(9, clause, Kind.TARGET, mentions=places, figure=figure, due=figure.year, **parts)
    return replace(known, summary=Text(figure.metric, figure.metric))


def views(*goals: Any, region: str = "520000", headings: dict[str, str] | None = None) -> list[GoalView]:
    document = document_of(*goals, region=region, headings=headings)
    return view_goals(small_catalogue(document), document)


def document_of(*goals: Any, region: str = "520000", headings: dict[str, str] | None = None) -> Document:
    clauses = dict.fromkeys(one.clause for one in goals)
    words = headings or {}
    return replace(
        plan(),
        region=region,
        headings={clause: Text(heading, "") for clause, heading in words.items()},
        goals=tuple(goals),
        clauses=tuple(
            Clause(plan().id, clause, Text(words.get(clause, ""), ""), Text("", "")) for clause in clauses
        ),
    )


def told(compared: Sequence[ComparedGoal]) -> list[tuple[str, list[str]]]:
    return [(one.status.value, [change.code for change in one.changes]) for one in compared]


BASE = ask("二/(一)", "建设全国重要的磷化工基地", ("开阳", NAMED), ("息烽", NAMED))
TEA = ask("二/(二)", "发展茶叶精制加工", ("松桃", NAMED), topics=("manganese",))


def test_a_goal_is_found_again_under_another_number() -> None:
    (one,) = compare_versions(views(BASE), views(replace(BASE, clause="三/(四)", id="x#三/(四)#1")))
    assert one.status.value == "same"
    assert one.one is not None
    assert one.other is not None
    assert (one.one.goal.clause, one.other.goal.clause) == ("二/(一)", "三/(四)")


def test_goals_that_came_and_went_stand_in_their_place() -> None:
    new = ask("二/(三)", "建设跨境电商园区", ("清镇市", NAMED), topics=("enterprises",))
    assert told(compare_versions(views(BASE, TEA), views(BASE, new))) == [
        ("same", []),
        ("dropped", []),
        ("added", []),
    ]


def test_a_figure_that_changed_tells_both_values() -> None:
    later = replace(OUTPUT, value=150.0, year=2028)
    (one,) = compare_versions(
        views(target("一", OUTPUT, year_stated=True)), views(target("一", later, year_stated=True))
    )
    assert one.status.value == "changed"
    assert [(change.code, change.before, change.after) for change in one.changes] == [
        ("value", "120", "150"),
        ("year", "2027", "2028"),
    ]


def test_the_end_of_the_plan_is_no_year_of_a_goal() -> None:
    later = replace(OUTPUT, year=2028)
    assert told(compare_versions(views(target("一", OUTPUT)), views(target("一", later)))) == [("same", [])]


def test_topic_and_heading_alone_do_not_make_two_goals_the_same() -> None:
    headings = {"五": "保障措施"}
    funds = ask("五", "设立产业引导资金并给予贴息", topics=("finance",))
    banks = ask("五", "鼓励银行机构开发信贷产品", topics=("finance",))
    found = compare_versions(views(funds, headings=headings), views(banks, headings=headings))
    assert told(found) == [("added", []), ("dropped", [])] or told(found) == [("dropped", []), ("added", [])]


def test_the_region_of_a_plan_does_not_make_two_goals_the_same() -> None:
    one = ask("五", "遏制高耗能项目", ("全县", Relation.SCOPE), topics=("phosphorus",))
    other = ask("五", "绿色矿山上水平", ("全县", Relation.SCOPE), topics=("phosphorus",))
    found = compare_versions(views(one, region="520121"), views(other, region="520121"))
    assert sorted(told(found)) == [("added", []), ("dropped", [])]


def test_the_same_in_more_words_is_found_again() -> None:
    short = ask("一", "建设磷化工园", ("全县", Relation.SCOPE))
    long = ask("一", "聚焦资源优势，高标准规划建设磷化工园，引进链主企业", ("全县", Relation.SCOPE))
    (one,) = compare_versions(views(short, region="520121"), views(long, region="520121"))
    assert (one.status.value, [change.code for change in one.changes]) == ("changed", ["words"])


def test_a_county_more_and_a_county_less_are_told_by_code() -> None:
    moved = ask("二/(一)", "建设全国重要的磷化工基地", ("开阳", NAMED), ("清镇市", NAMED))
    (one,) = compare_versions(views(BASE), views(moved))
    assert [(change.code, change.before + change.after) for change in one.changes] == [
        ("places_added", "520181"),
        ("places_dropped", "520122"),
    ]


def test_topics_that_changed_are_told() -> None:
    wider = replace(BASE, topics=("phosphorus", "general"))
    assert told(compare_versions(views(BASE), views(wider))) == [("changed", ["topics_added"])]


def test_other_words_alone_are_a_change_of_words() -> None:
    other = ask("二/(一)", "建设全国一流的磷化工基地", ("开阳", NAMED), ("息烽", NAMED))
    assert told(compare_versions(views(BASE), views(other))) == [("changed", ["words"])]


def test_a_target_is_never_taken_for_a_designation() -> None:
    assert told(compare_versions(views(BASE), views(target("二/(一)", OUTPUT, ("开阳", NAMED))))) == [
        ("dropped", []),
        ("added", []),
    ]


def test_each_goal_is_matched_once_and_the_closest_wins() -> None:
    near = ask("二/(一)", "建设全国重要的磷化工生产基地", ("开阳", NAMED), ("息烽", NAMED), number=2)
    found = compare_versions(views(BASE), views(near, BASE))
    assert [one.status.value for one in found] == ["added", "same"]


def test_the_match_says_what_it_rests_on() -> None:
    headings = {"二/(一)": "资源基地"}
    other = ask("二/(一)", "支持做大磷精细化工", ("开阳", NAMED), ("息烽", NAMED))
    (one,) = compare_versions(views(BASE, headings=headings), views(other, headings=headings))
    assert one.reasons == ("places", "topics", "heading")
    assert one.score is not None
    assert 0.55 <= one.score < 1


def test_what_only_is_or_was_is_not_compared() -> None:
    fact = goal(1, "一", Kind.FACT, figure=OUTPUT)
    assert compare_versions(views(fact), views()) == []


def test_documents_too_large_and_too_different_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(goal_matching, "MOST_PAIRS", 1)
    others = [ask("二", f"第{number}项磷化工任务", number=number) for number in range(3)]
    with pytest.raises(LimitExceeded) as caught:
        compare_versions(views(BASE), views(*others))
    assert caught.value.code == "comparison_too_large"


def nested(upper: Any, *lowers: Any, county: str = "520121") -> list[ComparedGoal]:
    return compare_nested(small_catalogue(), county, views(upper), views(*lowers, region=county))


OWN = ("全县", SCOPE)
OWN_BASE = ask("一", "建设磷化工园", OWN)


def test_what_the_county_plan_speaks_of_is_taken_up() -> None:
    assert told(nested(BASE, OWN_BASE)) == [("taken_up", [])]


def test_what_the_county_plan_does_not_speak_of_is_lacking() -> None:
    found = nested(BASE, ask("一", "发展锰加工", OWN, topics=("manganese",)))
    assert told(found) == [("lacking", []), ("own", [])]


def test_what_is_asked_of_other_counties_is_left_out() -> None:
    assert told(nested(TEA, OWN_BASE)) == [("own", [])]


def test_a_topic_that_the_county_plan_rules_out_is_contradicted() -> None:
    against = ask("三", "不再新建磷化工项目", ("开阳", NEGATED))
    assert told(nested(BASE, against)) == [("contradicted", ["ruled_out"])]
    assert told(nested(BASE, OWN_BASE, against)) == [("taken_up", ["ruled_out_in_part"])]


@pytest.mark.parametrize(
    ("figure", "status", "codes"),
    [
        (GROWTH, "taken_up", []),
        (replace(GROWTH, value=9.0), "taken_up", []),
        (replace(GROWTH, value=6.0), "contradicted", ["lower_value"]),
        (replace(GROWTH, year=2028), "contradicted", ["later_year"]),
        (replace(GROWTH, year=2026), "taken_up", ["earlier_year"]),
        (OUTPUT, "in_part", ["no_figure"]),
        (replace(GROWTH, value=6.0, year=2025), "taken_up", ["lower_before"]),
    ],
)
def test_a_share_is_compared_with_that_of_the_county(figure: Figure, status: str, codes: list[str]) -> None:
    upper = target("一", GROWTH, ("全省", SCOPE), topics=("phosphorus",))
    lower = target("一", figure, OWN, topics=("phosphorus",))
    assert told(nested(upper, lower)) == [(status, codes)]


def test_a_sum_of_many_counties_says_nothing_about_one() -> None:
    upper = target("一", OUTPUT, ("全省", SCOPE), topics=("phosphorus",))
    lower = target("一", replace(OUTPUT, value=20.0), OWN, topics=("phosphorus",))
    (found,) = nested(upper, lower)
    assert (found.status.value, [(one.code, one.metric) for one in found.changes]) == (
        "taken_up",
        [("part_of_sum", "磷化工产值")],
    )
    assert [(one.before, one.after) for one in found.changes] == [("120 亿元 (2027)", "20 亿元 (2027)")]


def test_a_later_year_of_a_plan_that_runs_longer_is_no_contradiction() -> None:
    upper = views(target("一", GROWTH, ("全省", SCOPE), topics=("phosphorus",)))
    lower = views(target("一", replace(GROWTH, year=2030), OWN, topics=("phosphorus",)), region="520121")
    found = compare_nested(small_catalogue(), "520121", upper, lower, outlives=True)
    assert told(found) == [("taken_up", ["other_period"])]


@pytest.mark.parametrize(
    "metric", ["新增磷化工企业", "磷化工产值占全省比重"], ids=["growth, not state", "share of another whole"]
)
def test_figures_that_measure_something_else_are_not_set_against_each_other(metric: str) -> None:
    known = {"新增磷化工企业": "磷化工企业", "磷化工产值占全省比重": "磷化工产值占地区生产总值比重"}[metric]
    figures = [replace(OUTPUT, metric=name, unit="%") for name in (metric, known)]
    upper = target("一", figures[0], ("全省", SCOPE), topics=("phosphorus",))
    lower = target("一", replace(figures[1], value=1.0), OWN, topics=("phosphorus",))
    assert told(nested(upper, lower)) == [("in_part", ["no_figure"])]


@pytest.mark.parametrize("topic", ["enterprises", "general"])
def test_a_broad_topic_in_both_is_not_taken_up(topic: str) -> None:
    upper = ask("五", "培育龙头企业", ("全省", SCOPE), topics=("enterprises",))
    lower = ask("三", "支持企业上市", OWN, topics=(topic,))
    status = "related" if topic == "enterprises" else "lacking"
    assert told(nested(upper, lower))[0] == (status, [])


def test_a_broad_target_is_taken_up_where_the_county_measures_the_same() -> None:
    firms = Figure("新增规模以上工业企业", "=", 1200.0, None, "户", 2027)
    upper = target("一", firms, ("全省", SCOPE), topics=("enterprises",))
    lower = target("一", replace(firms, value=40.0), OWN, topics=("enterprises",))
    assert told(nested(upper, lower)) == [("taken_up", ["part_of_sum"])]


def test_of_several_industries_those_that_the_county_lacks_are_told() -> None:
    upper = ask("二/(一)", "建设资源基地", ("开阳", NAMED), topics=("phosphorus", "manganese"))
    (found,) = nested(upper, OWN_BASE)
    assert (found.status.value, [(one.code, one.before) for one in found.changes]) == (
        "in_part",
        [("topics_lacking", "manganese")],
    )


def test_what_the_upper_plan_rules_out_and_the_county_asks_for_is_contradicted() -> None:
    upper = ask("五", "不再新建磷化工项目", ("开阳", NEGATED))
    assert told(nested(upper, OWN_BASE)) == [("contradicted", ["forbidden_above"])]
    assert told(nested(upper, ask("一", "发展锰加工", OWN, topics=("manganese",)))) == [("own", [])]


def test_a_sum_for_this_county_alone_is_compared() -> None:
    upper = target("一", OUTPUT, ("开阳", NAMED), topics=("phosphorus",))
    lower = target("一", replace(OUTPUT, value=20.0), OWN, topics=("phosphorus",))
    assert told(nested(upper, lower)) == [("contradicted", ["lower_value"])]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("全省", "part_of_sum"),
        ("全盟", "part_of_sum"),
        ("全市", "part_of_sum"),
        ("", "lower_value"),
        ("全县", "lower_value"),
        ("全旗", "lower_value"),
    ],
)
def test_behind_a_named_county_only_a_larger_area_has_a_sum_of_many(word: str, code: str) -> None:
    words = Text(f"支持开阳县做强磷化工，{word}磷化工产值达到120亿元", "")
    upper = replace(target("一", OUTPUT, ("开阳", NAMED), topics=("phosphorus",)), summary=words)
    lower = target("一", replace(OUTPUT, value=20.0), OWN, topics=("phosphorus",))
    (found,) = nested(upper, lower)
    assert [one.code for one in found.changes] == [code]


def test_a_ceiling_is_broken_by_a_higher_value() -> None:
    ceiling = replace(GROWTH, metric="磷矿能耗", op="<=")
    upper = target("一", ceiling, ("全省", SCOPE), topics=("phosphorus",))
    lower = target("一", replace(ceiling, value=9.0), OWN, topics=("phosphorus",))
    assert told(nested(upper, lower)) == [("contradicted", ["higher_value"])]


@pytest.mark.parametrize(
    ("figure", "status", "codes"),
    [
        (replace(GROWTH, value=15.0), "taken_up", []),
        (replace(GROWTH, value=8.0), "contradicted", ["lower_value"]),
        (replace(GROWTH, op="range", value=8.0, value_max=12.0), "taken_up", []),
        (replace(GROWTH, value=25.0), "taken_up", []),
    ],
    ids=["within", "below", "reaching into it", "above"],
)
def test_of_a_range_its_lower_end_is_asked(figure: Figure, status: str, codes: list[str]) -> None:
    asked = replace(GROWTH, op="range", value=10.0, value_max=20.0)
    upper = target("一", asked, ("全省", SCOPE), topics=("phosphorus",))
    lower = target("一", figure, OWN, topics=("phosphorus",))
    assert told(nested(upper, lower)) == [(status, codes)]


def test_a_range_may_not_reach_above_a_ceiling() -> None:
    ceiling = replace(GROWTH, metric="磷矿能耗", op="<=", value=10.0)
    upper = target("一", ceiling, ("全省", SCOPE), topics=("phosphorus",))
    lower = target("一", replace(ceiling, op="range", value=8.0, value_max=12.0), OWN, topics=("phosphorus",))
    assert told(nested(upper, lower)) == [("contradicted", ["higher_value"])]


def test_goals_of_no_industry_are_not_judged() -> None:
    assert told(nested(ask("一", "健全机制", ("全省", SCOPE), topics=("general",)))) == [("general", [])]


def test_a_goal_reaches_a_county_by_name_or_with_its_prefecture() -> None:
    catalogue = small_catalogue()
    by_prefecture = views(ask("一", "发展锰业", ("铜仁市", NAMED)))[0]
    assert reach(views(BASE)[0], catalogue, "520121") is Relation.NAMED
    assert reach(by_prefecture, catalogue, "520628") is Relation.MEMBER


def test_counties_that_no_goal_names_are_told_with_whether_goals_reach_them() -> None:
    goals = views(BASE, ask("一", "发展锰业", ("铜仁市", NAMED)))
    assert unnamed_counties(small_catalogue(), "520000", goals) == {
        "520102": False,
        "520181": False,
        "520622": True,
        "520628": True,
    }


def test_topics_are_counted_by_the_counties_that_are_asked() -> None:
    goals = views(BASE, TEA, ask("三", "新增规上企业", ("全省", SCOPE), topics=("enterprises",)))
    (found,) = shared_topics(small_catalogue(), goals)
    assert (found.topic, found.counties, found.clauses) == ("phosphorus", ("520121", "520122"), ("二/(一)",))


def test_topics_of_the_same_counties_in_both_documents_come_with_the_clauses_that_ask() -> None:
    other = views(
        ask("四", "做强磷化工", ("息烽", NAMED)),
        ask("五", "清镇发展磷化工", ("清镇市", NAMED), number=2),
    )
    (found,) = common_topics(small_catalogue(), views(BASE), other)
    assert (found.counties, found.clauses, found.other_clauses) == (("520122",), ("二/(一)",), ("四",))


HEADED = {"headings": {"三/3": "矿产及冶金", "三/4": "碳纤维新材料"}}


def test_the_same_words_under_another_heading_have_moved_and_are_not_changed() -> None:
    before = ask("三/3", "开阳不再新建磷矿选矿项目", ("开阳", NAMED))
    after = replace(before, clause="三/4", id="x#三/4#1")
    assert told(compare_versions(views(before, **HEADED), views(after, **HEADED))) == [("moved", ["clause"])]


def test_topics_that_come_with_another_heading_are_no_change_of_words_that_moved() -> None:
    before = ask("三/3", "暂不布局初级加工", topics=("phosphorus",))
    after = replace(before, clause="三/4", id="x#三/4#1", topics=("manganese",))
    (row,) = compare_versions(views(before, **HEADED), views(after, **HEADED))
    assert row.status.value == "moved"


def test_words_that_moved_to_another_county_are_changed() -> None:
    before = ask("三/3", "建设磷化工基地", ("开阳", NAMED))
    after = replace(ask("三/4", "建设磷化工基地", ("息烽", NAMED)), id="x#三/4#1")
    (row,) = compare_versions(views(before, **HEADED), views(after, **HEADED))
    assert row.status.value == "changed"


def test_another_number_of_a_clause_is_no_move() -> None:
    headings = {"headings": {"三/3": "矿产及冶金", "三/4": "矿产及冶金"}}
    before = ask("三/3", "开阳不再新建磷矿选矿项目", ("开阳", NAMED))
    after = replace(before, clause="三/4", id="x#三/4#1")
    assert told(compare_versions(views(before, **headings), views(after, **headings))) == [("same", [])]


SECTIONS = {
    "二": "主要任务",
    "二/(一)": "培育文旅康养产业",
    "二/(一)/1": "做好红色旅游",
    "二/(一)/2": "发展温泉康养",
    "二/(二)": "提升开放合作水平",
    "二/(二)/1": "做好红色旅游",
}
RED = ask("二/(一)/1", "打造红色旅游精品线路", ("开阳", NAMED))
SPRINGS = ask("二/(一)/2", "建设温泉康养基地", ("息烽", NAMED))


def placed(one: Any, clause: str) -> Any:
    return replace(one, clause=clause, id=f"x#{clause}#1")


def test_words_whose_small_heading_went_to_another_section_have_moved() -> None:
    before = views(RED, SPRINGS, headings=SECTIONS)
    after = views(placed(RED, "二/(二)/1"), SPRINGS, headings=SECTIONS)
    assert sorted(told(compare_versions(before, after))) == [("moved", ["clause"]), ("same", [])]


def test_a_section_under_another_number_is_no_move() -> None:
    later = {"三": "主要任务", "三/(四)": "培育文旅康养产业", "三/(四)/2": "做好红色旅游"}
    after = views(placed(RED, "三/(四)/2"), headings=later)
    assert told(compare_versions(views(RED, headings=SECTIONS), after)) == [("same", [])]


def test_a_section_of_another_name_that_holds_the_same_is_no_move() -> None:
    later = {**SECTIONS, "二": "重点工程", "二/(一)": "做优全域休闲度假"}
    found = compare_versions(views(RED, SPRINGS, headings=SECTIONS), views(RED, SPRINGS, headings=later))
    assert told(found) == [("same", []), ("same", [])]


def test_a_level_of_headings_that_came_is_no_move() -> None:
    later = {"二/(一)": "产业体系", "二/(一)/1": "培育文旅康养产业", "二/(一)/1/(1)": "做好红色旅游"}
    after = views(placed(RED, "二/(一)/1/(1)"), headings={**later, "二": "主要任务"})
    assert told(compare_versions(views(RED, headings=SECTIONS), after)) == [("same", [])]


def test_of_two_like_statements_that_of_the_same_section_is_the_same() -> None:
    again = placed(RED, "二/(二)/1")
    found = compare_versions(views(again, headings=SECTIONS), views(RED, again, headings=SECTIONS))
    assert told(found) == [("added", []), ("same", [])]


def test_a_county_more_under_a_prohibition_is_forbidden_and_not_excepted() -> None:
    ban = "严禁新建电解锰项目"
    before = ask("一", ban, ("开阳", NEGATED), ("清镇市", Relation.EXCLUDED))
    after = ask("一", ban, ("开阳", NEGATED), ("息烽", NEGATED))
    (row,) = compare_versions(views(before), views(after))
    assert [(change.code, change.before, change.after) for change in row.changes] == [
        ("left_out_dropped", "520181", ""),
        ("forbidden_added", "", "520122"),
    ]


def test_plans_with_too_many_pairs_of_one_topic_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nesting, "MOST_PAIRS", 1)
    with pytest.raises(LimitExceeded) as caught:
        nested(BASE, ask("一", "建设磷化工园", OWN), ask("二", "引进磷化工企业", OWN, number=2))
    assert caught.value.code == "comparison_too_large"


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ((1.2, "亿元"), (12_000.0, "万元"), []),
        ((50.0, "户"), (50.0, "家"), []),
        ((1.2, "亿元"), (15_000.0, "万元"), ["value", "unit"]),
        ((1.2, "亿元"), (1.5, "亿元"), ["value"]),
        ((10.0, "万亩"), (10.0, "万吨"), ["unit"]),
    ],
)
def test_a_figure_in_another_unit_has_changed_only_where_it_is_another_one(
    before: tuple[float, str], after: tuple[float, str], changes: list[str]
) -> None:
    one, other = (
        target("二/(一)", replace(OUTPUT, value=value, unit=unit), ("开阳", NAMED))
        for value, unit in (before, after)
    )
    assert told(compare_versions(views(one), views(other))) == [("changed" if changes else "same", changes)]
