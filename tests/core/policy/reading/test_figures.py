from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.policy.reading.figures.find import FoundFigure, find_figures
from tests.core.policy.reading.figure_samples import FACTS, GOALS, NAMES, Goal, Row


def _found(sentence: str) -> list[FoundFigure]:
    return find_figures(sentence, horizon=2027, year=2024)


def _triples(found: list[FoundFigure], *, goals: bool) -> list[Goal]:
    return [
        (float(each.figure.value), each.figure.unit, each.figure.year)
        for each in found
        if each.is_goal is goals
    ]


def _rows(rows: list[Row]) -> list[object]:
    return [pytest.param(sentence, figures, id=name) for name, sentence, figures in rows]


@pytest.mark.parametrize(("sentence", "goals"), _rows(GOALS))
def test_goals_are_read_with_value_unit_and_year(sentence: str, goals: list[Goal]) -> None:
    assert sorted(_triples(_found(sentence), goals=True), key=str) == sorted(
        [(float(value), unit, year) for value, unit, year in goals], key=str
    )


@pytest.mark.parametrize(("sentence", "figures"), _rows(NAMES))
def test_numerals_in_names_and_prose_are_no_figures(sentence: str, figures: list[Goal]) -> None:
    assert _triples(_found(sentence), goals=True) == figures


@pytest.mark.parametrize(("sentence", "figures"), _rows(FACTS))
def test_present_and_past_figures_are_facts(sentence: str, figures: list[Goal]) -> None:
    assert _triples(_found(sentence), goals=False) == figures


def test_tenths_told_in_words_are_numbers_like_all_others() -> None:
    (found,) = _found("芒果产量占全市的六成以上。")
    assert (found.figure.value, type(found.figure.value)) == (60.0, float)


def test_a_range_keeps_both_ends() -> None:
    (found,) = _found("每个县选准1—2个主导产业。")
    assert (found.figure.value, found.figure.value_max, found.figure.op) == (1, 2, "range")


@pytest.mark.parametrize(
    ("sentence", "operator"),
    [
        pytest.param("产值达到100亿元。", "=", id="reach"),
        pytest.param("产值突破100亿元。", ">", id="pass"),
        pytest.param("产值达到100亿元以上。", ">=", id="reach and more"),
        pytest.param("产值不低于100亿元。", ">=", id="not under"),
        pytest.param("能耗不超过100万吨。", "<=", id="not over"),
        pytest.param("能耗控制在100万吨以内。", "<=", id="within"),
        pytest.param("产值约100亿元。", "~", id="about"),
        pytest.param("产值达到100亿元左右。", "~", id="more or less"),
        pytest.param("引进企业100余家。", ">", id="and some"),
        pytest.param("产值超过100亿元。", ">", id="over"),
    ],
)
def test_the_words_beside_a_number_give_its_operator(sentence: str, operator: str) -> None:
    assert _found(sentence)[0].figure.op == operator


def test_the_qualifier_is_kept_as_printed() -> None:
    assert _found("力争产值达到100亿元以上。")[0].figure.wording == "达到…以上"


@pytest.mark.parametrize(
    ("sentence", "metrics"),
    [
        pytest.param("到2027年，规上工业增加值达到80亿元。", ["规上工业增加值"], id="before the number"),
        pytest.param("打造3个特色产业集群。", ["特色产业集群"], id="behind the number"),
        pytest.param(
            "其中卷烟、新材料、新能源三大产业分别实现产值120亿元、100亿元、30亿元。",
            ["卷烟产值", "新材料产值", "新能源产值"],
            id="handed out",
        ),
        pytest.param("产值2025年达到20亿元，2026年达到25亿元。", ["产值", "产值"], id="shared"),
        pytest.param("打造2个千亿园区、5个百亿镇。", ["千亿园区", "园区", "百亿镇", "镇"], id="size classes"),
    ],
)
def test_the_metric_is_found_beside_the_number(sentence: str, metrics: list[str]) -> None:
    assert [each.figure.metric for each in _found(sentence)] == metrics


def test_figures_for_each_county_say_so() -> None:
    assert _found("每个县至少建成1个产业园。")[0].figure.per == "each"


@pytest.mark.parametrize(
    "sentence",
    [
        "工业产值年均增长9%以上。",
        "粮食平均亩产达到500公斤。",
        "农村居民人均可支配收入达到3万元。",
        "户均增收2000元。",
        "规上工业亩均税收达到20万元。",
    ],
)
def test_means_are_no_figures_for_each_county(sentence: str) -> None:
    assert [each.figure.per for each in _found(sentence)] == [""]


@pytest.mark.parametrize(
    "sentence",
    ["各县建成2个产业园。", "每县培育2家企业。", "每园引进2家企业。", "平江、华容均建成2个产业园。"],
)
def test_each_county_and_each_park_have_figures_of_their_own(sentence: str) -> None:
    assert [each.figure.per for each in _found(sentence)] == ["each"]


@pytest.mark.parametrize(
    ("sentence", "metrics"),
    [
        pytest.param(
            "产值达到20亿元，年均增长10%以上。", ["产值", "产值年均增长"], id="of what stands before"
        ),
        pytest.param("规上工业增加值增长8%左右。", ["规上工业增加值增长"], id="in the same words"),
        pytest.param("单位能耗下降13%。", ["单位能耗下降"], id="less"),
        pytest.param("占比提高到65%。", ["占比"], id="what is reached"),
        pytest.param("规上工业产值比2022年增长26%。", ["规上工业产值增长"], id="beside a year"),
        pytest.param("专利授权量每年增长10%。", ["专利授权量每年增长"], id="each year"),
        pytest.param("茶、竹产值分别增长8%、9%。", ["茶产值增长", "竹产值增长"], id="handed out"),
    ],
)
def test_growth_belongs_to_the_metric(sentence: str, metrics: list[str]) -> None:
    assert [each.figure.metric for each in _found(sentence)] == metrics


@pytest.mark.parametrize(
    ("sentence", "metric", "operator", "value"),
    [
        pytest.param("各县（市、区）至少建成1个林下经济示范区。", "林下经济示范区", ">=", 1, id="a count"),
        pytest.param("2027年各县（市、区）工业产值均达到10亿元。", "工业产值", "=", 10, id="an amount"),
        pytest.param("每个山区县至少培育1个食品集群。", "食品集群", ">=", 1, id="of one kind"),
        pytest.param(
            "每县至少培育1个产值超百亿元的食品集群。", "产值超百亿元的食品集群", ">=", 1, id="over a size"
        ),
        pytest.param("每县至少拥有1家上市企业。", "上市企业", ">=", 1, id="had"),
        pytest.param(
            "各县至少打造1个年产值10亿元以上的主导产业。", "年产值10亿元以上的主导产业", ">=", 1, id="sized"
        ),
        pytest.param(
            "各县（市、区）新引进投资额亿元以上项目10个。", "投资额亿元以上项目", "=", 10, id="both"
        ),
        pytest.param("培育产值超百亿元的县（市、区）6个。", "产值超百亿元的县(市、区)", "=", 6, id="counted"),
    ],
)
def test_counties_with_a_list_in_brackets_stay_whole(
    sentence: str, metric: str, operator: str, value: float
) -> None:
    found = [each.figure for each in _found(sentence)]
    figure = next((each for each in found if each.unit in ("家", "个")), found[0])
    assert (figure.metric, figure.op, figure.value) == (metric, operator, value)


def test_the_size_of_counties_has_its_measure() -> None:
    assert _found("培育产值超百亿元的县（市、区）6个。")[0].figure.metric == "产值"


@pytest.mark.parametrize(
    ("sentence", "stated"),
    [
        pytest.param("到2026年，产值达到20亿元。", [True], id="in the sentence"),
        pytest.param("到2026年，产值达到20亿元。税收达到2亿元。", [True, True], id="in the sentence before"),
        pytest.param("产值达到20亿元。", [False], id="nowhere"),
    ],
)
def test_the_horizon_is_not_claimed_to_be_written(sentence: str, stated: list[bool]) -> None:
    assert [each.year_stated for each in _found(sentence)] == stated


def test_the_clauses_above_may_tell_the_year() -> None:
    (found,) = find_figures("产值达到20亿元。", horizon=2027, year=2024, governing_year=2026)
    assert (found.figure.year, found.year_stated) == (2026, True)


def test_figures_below_a_past_year_are_facts() -> None:
    (found,) = find_figures("改造完成，消纳矸石20万吨。", horizon=2027, year=2024, governing_year=2023)
    assert (found.figure.year, found.is_goal) == (2023, False)


@pytest.mark.parametrize(
    ("sentence", "amounts"),
    [
        pytest.param("对新上规企业每户奖励20万元。", [True], id="reward"),
        pytest.param("对年产值突破1亿元的企业奖励30万元。", [True, True], id="condition and reward"),
        pytest.param("到2027年，产值达到30亿元。", [False], id="goal"),
    ],
)
def test_sums_and_conditions_of_measures_are_marked(sentence: str, amounts: list[bool]) -> None:
    assert [each.is_policy_amount for each in _found(sentence)] == amounts


def test_a_broken_count_is_suspicious() -> None:
    broken, whole = _found("建成存栏2.25头的育种场，存栏2.25万头。")
    assert broken.figure.suspicious
    assert not whole.figure.suspicious


def test_a_unit_is_kept_as_printed() -> None:
    (found,) = _found("年产农机5000台（套）。")
    assert found.figure.unit == "台（套）"


def test_a_told_year_is_trusted_more_than_the_horizon() -> None:
    told, untold = _found("到2026年，产值达到20亿元。")[0], _found("产值达到20亿元。")[0]
    assert told.confidence > untold.confidence


def test_a_size_class_is_trusted_less_than_what_it_counts() -> None:
    size, count = _found("到2026年，培育百亿级企业2家。")
    assert size.confidence < count.confidence


@pytest.mark.parametrize(
    ("sentence", "metrics"),
    [
        pytest.param(
            "营业收入超10亿元的企业达到50户，其中超100亿元的8户。",
            ["营业收入", "营业收入超10亿元的企业", "营业收入", "营业收入超100亿元的企业"],
            id="a size and a part of a larger size",
        ),
        pytest.param(
            "打造特色产业集群12个，其中超50亿元的3个。",
            ["打造特色产业集群", "特色产业集群", "超50亿元的特色产业集群"],
            id="a size without a measure",
        ),
        pytest.param(
            "投资5000万元以上项目达到40个，亿元以上项目15个。",
            ["投资", "投资5000万元以上项目", "投资", "投资亿元以上项目"],
            id="the size in front of what is counted",
        ),
        pytest.param(
            "培育百亿级园区6个，其中五百亿级1个。",
            ["园区", "百亿级园区", "园区", "五百亿级园区"],
            id="size classes",
        ),
        pytest.param(
            "园区营业收入突破500亿元、企业达到120家。",
            ["园区营业收入", "企业"],
            id="two figures that have nothing in common",
        ),
        pytest.param(
            "规上工业产值比2022年翻一番，达到300亿元。",
            ["规上工业产值", "规上工业产值"],
            id="what a multiple comes to",
        ),
        pytest.param("带动上百家小微企业增收。", ["小微企业增收"], id="as many as a hundred"),
        pytest.param(
            "人参、林蛙、食用菌面积分别达到1.2、0.8和0.6万亩。",
            ["人参面积", "林蛙面积", "食用菌面积"],
            id="a unit that is shared",
        ),
        pytest.param(
            "发展蓝莓、五味子和平贝母，种植面积分别达到1.2万亩、0.8万亩和0.6万亩。",
            ["蓝莓种植面积", "五味子种植面积", "平贝母种植面积"],
            id="a list before the comma",
        ),
        pytest.param("现有茶园25万亩。", ["茶园"], id="without the word that it is there"),
        ("锦江镇、野市乡各建设1个鞋业集聚点。", ["鞋业集聚点"]),
        ("设立10亿元产业基金。", ["产业基金"]),
        ("在开阳县建设年产20万吨磷酸铁锂项目。", ["磷酸铁锂年产"]),
        ("新建年产60万吨饲料生产线。", ["饲料年产"]),
        ("三大产业集群产值占规上工业的72%。", ["三大产业集群产值占规上工业的比重"]),
        ("完成工业投资50亿元。", ["完成工业投资"]),
    ],
)
def test_a_metric_says_what_is_measured(sentence: str, metrics: list[str]) -> None:
    assert [each.figure.metric for each in _found(sentence)] == metrics


def test_the_bound_before_a_list_holds_for_all_of_it() -> None:
    found = _found("茶叶、油茶产值分别突破50亿元、30亿元。")
    assert [each.figure.op for each in found] == [">", ">"]


_TABLE = """主要指标
序号\t指标名称\t单位\t2023年\t2027年
1\t规上工业总产值\t亿元\t182\t260以上
2\t规上工业企业\t家\t86\t120
"""


def test_a_table_with_years_in_its_head_is_read_column_by_column() -> None:
    found = _found(_TABLE)
    assert [(each.figure.metric, each.figure.op, each.is_goal) for each in found] == [
        ("规上工业总产值", "=", False),
        ("规上工业总产值", ">=", True),
        ("规上工业企业", "=", False),
        ("规上工业企业", "=", True),
    ]
    assert _triples(found, goals=True) == [(260, "亿元", 2027), (120, "家", 2027)]


def test_a_unit_in_brackets_behind_the_metric_holds_for_its_row() -> None:
    (found,) = _found("指标\t2027年目标\n工业税收（亿元）\t≥12\n")
    assert (found.figure.metric, found.figure.value, found.figure.unit) == ("工业税收", 12, "亿元")


_WORDS = st.sampled_from(
    [
        *"到达突破超过以上左右、，。；（）“”《》0123456789.%—亿万千百十一二两三个家户元吨亩每各为在",
        "2025年",
        "\n",
        "\t",
        "指标\t单位\t2025年\n",
        "\t家\t12\n",
        "“十四五”",
        "分别",
        "目前",
        "力争",
        "翻一番",
        "零的突破",
        "百分之",
        "亿元",
        "企业",
    ]
)


@given(st.one_of(st.text(), st.lists(_WORDS, max_size=40).map("".join)))
def test_any_text_is_read_and_every_span_lies_in_it(text: str) -> None:
    for each in find_figures(text, horizon=2027, year=2024):
        assert 0 <= each.start <= each.value_start < each.value_end <= each.end <= len(text)
        assert each.rule
        assert 0 < each.confidence <= 1


@given(
    st.integers(min_value=1, max_value=99_999),
    st.sampled_from(["家", "亿元", "万亩", "个", "%", "万吨/年", "户"]),
)
def test_an_amount_is_found_at_its_place(value: int, unit: str) -> None:
    text = f"到2027年，全县茶叶加工规模达到{value}{unit}。"
    (found,) = _found(text)
    assert (found.figure.value, found.figure.unit) == (value, unit)
    assert text[found.value_start : found.value_end] == f"{value}{unit}"


def _years(sentence: str, *, horizon: int = 2025, year: int = 2023) -> list[tuple[float, int | None]]:
    return [
        (each.figure.value, each.figure.year) for each in find_figures(sentence, horizon=horizon, year=year)
    ]


def test_behind_a_series_of_milestones_the_end_of_the_plan_holds() -> None:
    sentence = "到2023年底，增加值达到280亿元，2024年突破300亿元，2025年达到350亿元；制造业比重提高到65%。培育集群3个。"
    assert _years(sentence)[-2:] == [(65.0, 2025), (3.0, 2025)]


def test_what_is_finished_in_a_year_dates_nothing_behind_it() -> None:
    sentence = "电厂脱硫改造2014年6月底前完成，万元增加值用水量降到8立方米以下。"
    assert _years(sentence, horizon=2015, year=2012) == [(8.0, 2015)]


def test_a_level_behind_its_rate_measures_the_same() -> None:
    found = find_figures(
        "2024年规上工业开票销售增长10%，力争达550亿元；到2026年突破700亿元。", horizon=2026, year=2024
    )
    assert [each.figure.metric for each in found] == [
        "规上工业开票销售增长",
        "规上工业开票销售",
        "规上工业开票销售",
    ]


def test_tools_of_building_are_counted_like_all_others() -> None:
    assert _triples(_found("建设年产15万台工程机械用柴油机项目"), goals=True) == [(15.0, "万台", 2027)]


def test_a_class_of_devices_is_no_figure() -> None:
    assert _triples(_found("新增二类以上医疗器械注册证25张"), goals=True) == [(25.0, "张", 2027)]


def test_a_load_is_a_unit_and_a_surety_is_none() -> None:
    assert _triples(_found("烟叶年收购量50万担，提供融资担保3亿元"), goals=True) == [
        (50.0, "万担", 2027),
        (3.0, "亿元", 2027),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("就业稳定率达到八成五。", 85),
        ("覆盖率达到七成半。", 75),
        ("审批时限压缩三成。", 30),
        ("青瓷窑炉改造为电窑，减碳两成。", 20),
    ],
)
def test_tenths_are_shares(text: str, value: float) -> None:
    (found,) = _found(text)
    assert (found.figure.value, found.figure.unit) == (value, "%")
