"""What a clause has to do with a list of places, told by the words around it."""

from __future__ import annotations

import pytest

from atlas.core.policy.reading.roles import Setting, rules_out, tell_role
from atlas.core.policy.reading.sides import Side


@pytest.mark.parametrize(
    ("before", "after", "relation"),
    [
        pytest.param("支持", "等建设磷化工基地", "named", id="asked by a verb"),
        pytest.param("", "重点发展茶产业", "named", id="subject"),
        pytest.param("磷化工以", "为重点", "named", id="after the industry"),
        pytest.param("除", "外的县（市）", "excluded", id="except"),
        pytest.param("除", "外，还支持其他县", "named", id="besides"),
        pytest.param("全省各县（不含", "）", "excluded", id="not counting"),
        pytest.param("", "除外", "excluded", id="left out"),
        pytest.param("不再支持", "新建电解锰项目", "negated", id="no longer"),
        pytest.param("严禁在", "新建高耗能项目", "negated", id="forbidden in"),
        pytest.param("", "暂不布局煤化工项目", "negated", id="not for now"),
        pytest.param("", "从严控制工业用地，不再批准矿产冶炼项目", "negated", id="forbidden after a comma"),
        pytest.param("支持", "发展茶产业，不再新建酒厂", "named", id="a negation of something else"),
        pytest.param("茶产值不得低于", "的水平", "named", id="no less than"),
        pytest.param("学习借鉴", "经验", "context", id="experience of"),
        pytest.param("讲好", "红色故事", "context", id="story of"),
        pytest.param("", "等景区建设另行安排", "context", id="dealt with elsewhere"),
    ],
)
def test_places_inside_the_area(before: str, after: str, relation: str) -> None:
    assert tell_role(Setting(before, after, Side.INSIDE)).relation == relation


@pytest.mark.parametrize(
    ("before", "after", "relation"),
    [
        pytest.param("与", "开展产业协作", "partner", id="together with"),
        pytest.param("承接", "等地产业转移", "partner", id="industry from"),
        pytest.param("产品销往", "和东盟", "market", id="sold to"),
        pytest.param("积极开拓", "市场", "market", id="market"),
        pytest.param("毗邻", "的区位优势", "context", id="near"),
        pytest.param("支持", "等地建设", "context", id="never asked"),
    ],
)
def test_places_outside_the_area_are_never_asked(before: str, after: str, relation: str) -> None:
    assert tell_role(Setting(before, after, Side.OUTSIDE)).relation == relation


def test_stops_of_a_road_are_a_route_and_a_belt_of_industry_is_not() -> None:
    assert tell_role(Setting("建设", "高速公路", Side.INSIDE, is_line=True)).relation == "route"
    assert tell_role(Setting("打造", "磷化工产业带", Side.INSIDE, is_line=True)).relation == "named"


def test_what_was_done_is_told_and_asks_nothing() -> None:
    assert (
        tell_role(Setting("截至2023年底，", "已建成生产线26条", Side.INSIDE, is_past=True)).relation
        == "context"
    )


def test_the_title_of_a_paper_asks_nothing() -> None:
    assert tell_role(Setting("落实", "文化旅游发展规划", Side.INSIDE, in_title=True)).relation == "context"


def test_a_list_of_what_may_not_be_is_told_by_the_clause_above() -> None:
    assert rules_out("不得在下列区域新上排放重金属的项目：")
    assert not rules_out("重点支持下列园区：")
    assert tell_role(Setting("", "新建项目", Side.INSIDE, is_ruled_out=True)).relation == "negated"
