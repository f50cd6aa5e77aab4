"""What a clause has to do with a list of places, told by the words around it."""

from __future__ import annotations

import pytest

from atlas.core.policy.reading.roles import Setting, rules_out, tell_role
from atlas.core.policy.reading.sides import Side


@pytest.mark.parametrize(
    ("before", "after", "relation"),
    [
        pytest.param("支持", "等建设磷化工基地", "named", id="asked by a verb"),
        pytest.param("加快建设", "—桓仁公路", "route", id="one end of a road"),
        pytest.param("推进", "至白河高速铁路建设", "route", id="one end of a railway"),
        pytest.param("打通烟溪到", "的旅游公路", "route", id="other end of a road"),
        pytest.param("建设烟筒山至", "高速公路", "route", id="other end of a motorway"),
        pytest.param("支持", "至南坪铁路沿线发展木耳", "named", id="along a railway"),
        pytest.param("", "到2030年建成铁路专用线", "named", id="until a year"),
        pytest.param("", "到口岸建设物流通道", "named", id="builds as far as"),
        pytest.param("由传统食品至", "加工升级", "named", id="to, and no road"),
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
        pytest.param(
            "", "服装升级，嘉陵江沿岸严禁新上化工", "named", id="a ban in a part about something else"
        ),
        pytest.param("", "依托港口，景区属服务业，不列入清单", "named", id="a ban two parts further on"),
        pytest.param("", "不承接高耗能转移", "negated", id="takes nothing over"),
        pytest.param(
            "", "不布局新的数据中心，重点承接纺织加工", "named", id="asked for something else instead"
        ),
        pytest.param(
            "", "等山区县以中药材为主，禁止新建造纸项目", "named", id="a ban behind its main industry"
        ),
        pytest.param("", "以文化旅游为主，不承担制造业指标", "negated", id="let off a target"),
        pytest.param("", "等主城区不参加排名", "negated", id="takes no part"),
        pytest.param("", "统一使用区域公用品牌，严禁另立标识", "named", id="a ban behind what they share"),
        pytest.param(
            "", "停止开采，不再核发开采点，转向陶瓷", "named", id="asked for something else behind a ban"
        ),
        pytest.param("", "不布局化工项目，以食品、服装为主", "named", id="its main industry behind a ban"),
        pytest.param("", "适度发展，不再盲目扩大面积", "named", id="a measured task"),
        pytest.param("", "其他县（市、区）不再新建矿山", "negated", id="all the others"),
        pytest.param("", "另按专项规划执行", "context", id="under another plan"),
        pytest.param("", "做精茶产业，禁止新建印染项目", "named", id="a ban behind a task"),
        pytest.param("", "位于水源地，禁止新建印染项目", "negated", id="a ban behind where it lies"),
        pytest.param("沿线的", "不在本条鼓励新建码头的范围", "context", id="not meant here"),
        pytest.param("煤炭经", "方向调入", "route", id="route of goods"),
        pytest.param("", "禁建小煤矿", "negated", id="building forbidden"),
        pytest.param("严控", "高耗能项目", "negated", id="held down"),
        pytest.param("", "景区除外", "excluded", id="its scenic area left out"),
        pytest.param("", "之外的其他县区发展核桃", "excluded", id="all but"),
        pytest.param("在", "之间建设货运专线", "route", id="road between"),
        pytest.param("以", "锌硒茶为样板", "context", id="taken as a pattern"),
        pytest.param("羽毛球销往", "批发市场", "market", id="sold inside the area"),
        pytest.param("", "重点面向批发市场发展蔬菜", "named", id="has a market"),
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


@pytest.mark.parametrize(
    ("before", "after", "relation"),
    [
        pytest.param("要主动融入", "主城区", "partner", id="drawn on"),
        pytest.param("原料主要来自", "", "partner", id="comes from"),
        pytest.param("，与", "共享保税仓", "partner", id="joined in a part of its own"),
        pytest.param("与", "共建产业转移主平台", "named", id="builds together"),
        pytest.param("，联合", "高校院所建设中试基地", "partner", id="whose institutes it draws on"),
        pytest.param("由滕州市联合", "建设创新中心", "partner", id="its subject joins with it"),
        pytest.param("支持滕州市联合", "打造机床集群", "named", id="both are asked to join"),
    ],
)
def test_a_place_that_the_subject_draws_on_is_its_partner(before: str, after: str, relation: str) -> None:
    assert tell_role(Setting(before, after, Side.INSIDE, has_subject=True)).relation == relation


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
