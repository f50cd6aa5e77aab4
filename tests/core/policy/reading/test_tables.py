"""Figures in tables: each cell with its metric, unit, year and place, from the head, the row and the title."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.model import Kind
from atlas.core.policy.reading.assembly import DocumentFacts, read_draft
from atlas.core.policy.reading.context import ReadingTools
from atlas.core.policy.reading.draft import DraftItem
from atlas.core.policy.reading.figures.find import find_figures
from atlas.core.policy.reading.row_lines import read_rows
from atlas.core.policy.reading.source import Piece, SourceText
from atlas.core.policy.reading.table_heads import kind_of_head, read_head
from atlas.core.policy.reading.tables import find_tables

Told = tuple[str, float, str, int | None, bool]


def figures(text: str, *, heading: str = "", year: int = 2025, horizon: int = 2027) -> list[Told]:
    """Metric, value, unit, year, and whether it is a goal."""
    found = find_figures(text, horizon=horizon, year=year, heading=heading)
    return [
        (each.figure.metric, each.figure.value, each.figure.unit, each.figure.year, each.is_goal)
        for each in found
    ]


@pytest.mark.parametrize(
    ("words", "metric", "unit", "year"),
    [
        pytest.param("2027年产值(亿元)", "产值", "亿元", 2027, id="year, metric and unit"),
        pytest.param("产值(2027年,亿元)", "产值", "亿元", 2027, id="both in one bracket"),
        pytest.param("目标值(2027年)", "", "", 2027, id="year in brackets"),
        pytest.param("规上企业数/家", "规上企业数", "家", None, id="unit behind a stroke"),
        pytest.param("比2020年增长(%)", "比2020年增长", "%", None, id="a year that is only a base"),
        pytest.param("“十四五”末", "", "", 2025, id="end of a plan"),
        pytest.param("2028", "", "", 2028, id="bare year"),
    ],
)
def test_a_head_tells_metric_unit_and_year(words: str, metric: str, unit: str, year: int | None) -> None:
    head = read_head(words)
    assert (head.metric, head.unit, head.year) == (metric, unit, year)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("序号", "serial"),
        ("县(市、区)", "place"),
        ("建设地点", "place"),
        ("对口合作城市", "partner"),
        ("责任单位", "ignored"),
        ("主导产业", "name"),
        ("主要指标", "metric"),
        ("建设内容及规模", "text"),
        ("计划完成时间", "due"),
        ("规上工业产值", "other"),
    ],
)
def test_a_head_tells_what_its_column_holds(words: str, kind: str) -> None:
    assert kind_of_head(words).value == kind


def test_present_columns_are_facts_and_later_ones_goals() -> None:
    text = "县(市)\t主导产业\t2022年产值(亿元)\t2027年产值(亿元)\n榆树市\t玉米精深加工\t120\t260以上\n"
    assert figures(text) == [
        ("玉米精深加工产值", 120, "亿元", 2022, False),
        ("玉米精深加工产值", 260, "亿元", 2027, True),
    ]


def test_a_state_without_a_year_has_none() -> None:
    text = "县区\t现状(万亩)\t目标(万亩)\n平和县\t60\t75\n"
    assert figures(text) == [("", 60, "万亩", None, False), ("", 75, "万亩", 2027, True)]


def test_the_year_of_the_text_is_a_state_beside_a_column_of_aims() -> None:
    text = "指标\t单位\t2025年\t2027年目标\n亩均税收\t万元\t13\t15\n"
    assert [(year, goal) for _, _, _, year, goal in figures(text)] == [(2025, False), (2027, True)]


def test_one_unit_in_the_title_holds_for_every_cell() -> None:
    text = "表2 各县规上工业产值目标分解表(单位:亿元)\n县区\t2027年\n安溪县\t1000\n"
    assert figures(text) == [("规上工业产值", 1000, "亿元", 2027, True)]


def test_of_several_units_in_the_title_each_metric_has_its_own() -> None:
    text = "(单位:亿元、家)\n指标\t2027年\n工业产值\t300\n规上企业数\t86\n年均增速\t8\n"
    assert [unit for _, _, unit, _, _ in figures(text)] == ["亿元", "家", "%"]


def test_the_heading_of_the_clause_is_the_title_of_its_table() -> None:
    found = figures("县区\t目标\n安溪县\t1000\n", heading="2027年茶叶产量分解表(单位:吨)")
    assert found == [("茶叶产量", 1000, "吨", 2027, True)]


def test_a_head_without_metric_has_that_of_the_column_before_it_in_its_unit() -> None:
    text = "县\t2025年产值(亿元)\t企业(家)\t2028年目标(亿元)\n右江区\t300\t20\t420\n"
    assert figures(text, horizon=2028, year=2026) == [
        ("产值", 300, "亿元", 2025, False),
        ("企业", 20, "家", 2028, True),
        ("产值", 420, "亿元", 2028, True),
    ]


def test_a_head_without_metric_has_none_of_a_column_in_another_unit() -> None:
    text = "县\t2025年企业(家)\t2028年目标(亿元)\n右江区\t20\t420\n"
    assert [metric for metric, *_ in figures(text, horizon=2028, year=2026)] == ["企业", ""]


def test_two_rows_of_heads_are_read_together() -> None:
    text = "县(市)\t2027年\t\t2030年\t\n\t产值(亿元)\t企业数(家)\t产值(亿元)\t企业数(家)\n通化县\t100\t20\t150\t30\n"
    assert figures(text, horizon=2030) == [
        ("产值", 100, "亿元", 2027, True),
        ("企业数", 20, "家", 2027, True),
        ("产值", 150, "亿元", 2030, True),
        ("企业数", 30, "家", 2030, True),
    ]


def test_growth_beside_a_unit_column_is_a_share() -> None:
    text = "序号\t指标\t单位\t2020年\t2025年\t年均增速\t属性\n1\t规上产值\t亿元\t182\t260\t8\t预期性\n"
    assert figures(text)[-1] == ("规上产值年均增速", 8, "%", 2025, True)


def test_the_column_of_years_dates_its_row() -> None:
    text = "项目名称\t总投资(万元)\t完成时间\n徐闻风电装备母港\t120000\t2026年底\n"
    assert figures(text) == [("徐闻风电装备母港总投资", 120000, "万元", 2026, True)]


def test_words_in_a_cell_have_the_year_of_their_column() -> None:
    text = "县区\t2022年\t2030年目标\n安溪县\t企业20家\t茶叶产值达到300亿元、企业50家\n"
    assert figures(text) == [
        ("企业", 20, "家", 2022, False),
        ("茶叶产值", 300, "亿元", 2030, True),
        ("企业", 50, "家", 2030, True),
    ]


def test_years_in_a_column_of_their_own_date_what_was_as_well_as_what_is_to_be() -> None:
    text = "年份\t综合产值(亿元)\n2022年\t86\n2027年\t150\n"
    assert figures(text) == [("综合产值", 86, "亿元", 2022, False), ("综合产值", 150, "亿元", 2027, True)]


@pytest.mark.parametrize(
    ("cell", "operator", "value", "value_max"),
    [
        ("≥180", ">=", 180, None),
        ("120左右", "~", 120, None),
        ("400-420", "range", 400, 420),
        ("1,250", "=", 1250, None),
        ("[13.5]", "=", 13.5, None),
        ("突破300", ">", 300, None),
    ],
)
def test_a_cell_may_hold_more_than_digits(
    cell: str, operator: str, value: float, value_max: float | None
) -> None:
    (found,) = find_figures(f"指标\t2027年(亿元)\n产值\t{cell}\n", horizon=2027, year=2024)
    assert (found.figure.op, found.figure.value, found.figure.value_max) == (operator, value, value_max)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("县区\t联系电话\n安溪县\t23232323\n", id="telephone numbers"),
        pytest.param("序号\t任务\n1\t推进技改\n2\t建设园区\n", id="serial numbers"),
        pytest.param("县区\t2027年\n安溪县\t—\n", id="an empty cell"),
        pytest.param("县区\t建成年份\n安溪县\t2027\n", id="years"),
        pytest.param("甲\t乙\n1\t2\n", id="no head"),
    ],
)
def test_other_numbers_in_tables_are_no_figures(text: str) -> None:
    assert figures(text) == []


def test_a_number_in_a_metric_is_part_of_its_name() -> None:
    assert figures("指标\t单位\t2027年\n百亿企业\t家\t5\n") == [("百亿企业", 5, "家", 2027, True)]


def test_columns_numbered_below_the_head_are_no_row() -> None:
    (table,) = find_tables("指标\t单位\t2027年\n甲\t1\t2\n产值\t亿元\t12\n")
    assert [row.cells[0].text for row in table.rows] == ["产值"]


@given(st.text(alphabet="县(市)指标产值2027年目标(亿元)合计小计1.5-—、\t\t\n\n"))
def test_any_rows_are_read_and_every_cell_lies_in_its_line(text: str) -> None:
    for table in find_tables(text):
        for row in table.rows:
            for cell in row.cells:
                assert text[cell.start : cell.end] == cell.text
                assert row.start <= cell.start <= row.end


_FUJIAN, _YUNNAN, _HENAN = "350000", "530000", "410000"


def read(tools: ReadingTools, region: str, *lines: str) -> tuple[SourceText, list[DraftItem]]:
    told = ("某地县域产业方案（2025—2027年）", "一、任务", *lines)
    text = SourceText("txt", "utf-8", tuple(Piece(line, f"line {at}") for at, line in enumerate(told, 1)))
    return text, list(read_draft(text, tools, DocumentFacts("plan", region, year=2025)).items)


def placed(items: list[DraftItem]) -> list[tuple[tuple[str, ...], float]]:
    return [(tuple(place.words for place in item.places), item.figure.value) for item in items if item.figure]


def test_each_row_has_its_own_place_and_its_cell_can_be_traced(tools: ReadingTools) -> None:
    text, items = read(
        tools, _FUJIAN, "县区\t产业\t2027年产值(亿元)", "安溪县\t茶叶\t300", "德化县\t陶瓷\t500"
    )
    assert placed(items) == [(("安溪县",), 300), (("德化县",), 500)]
    assert [text.text[item.span.start : item.span.end] for item in items] == ["300", "500"]
    assert [text.where(item.span.start) for item in items] == ["line 4", "line 5"]
    assert [item.summary.zh for item in items] == ["安溪县茶叶产值300亿元", "德化县陶瓷产值500亿元"]
    assert items[0].topics == ("tea",)


def test_the_head_of_a_table_is_no_item(tools: ReadingTools) -> None:
    _, items = read(tools, _HENAN, "县(市)\t主导产业\t发展方向\t责任单位", "长垣市\t起重装备\t整机\t工信局")
    assert [(item.kind, item.places[0].words) for item in items] == [(Kind.DESIGNATION, "长垣市")]


def test_a_merged_prefecture_is_not_asked_beside_its_county_and_has_the_part_sum(tools: ReadingTools) -> None:
    _, items = read(
        tools,
        _FUJIAN,
        "设区市\t县区\t2027年产值(亿元)",
        "泉州市\t安溪县\t1000",
        "\t永春县\t400",
        "\t小计\t1400",
        "合计\t\t1400",
    )
    assert placed(items) == [
        (("安溪县",), 1000),
        (("永春县",), 400),
        (("泉州市",), 1400),
        (("全省",), 1400),
    ]


def test_counties_may_stand_in_the_head(tools: ReadingTools) -> None:
    _, items = read(
        tools,
        _YUNNAN,
        "2027年目标分解表（单位：亿元）",
        "指标\t蒙自市\t开远市\t合计",
        "工业产值\t520\t300\t820",
    )
    assert placed(items) == [(("蒙自市",), 520), (("开远市",), 300), (("全省",), 820)]
    assert {item.figure.metric for item in items if item.figure} == {"工业产值"}


def test_figures_of_what_is_ask_nothing_of_their_county(tools: ReadingTools) -> None:
    _, items = read(tools, _YUNNAN, "2024年运行情况表", "县（市）\t产值（亿元）", "个旧市\t410")
    assert [(item.kind, item.places[0].relation.value) for item in items] == [(Kind.FACT, "context")]


def test_the_county_in_a_name_counts_beside_its_prefecture(tools: ReadingTools) -> None:
    _, items = read(
        tools,
        "320000",
        "设区市\t园区\t2027年产值(亿元)",
        "徐州市\t沛县经济开发区\t150",
        "\t睢宁经济开发区\t120",
    )
    assert placed(items) == [(("沛县经济开发区",), 150), (("睢宁经济开发区",), 120)]


@pytest.mark.parametrize(
    ("head", "words"),
    [
        pytest.param("产业", "禁止新建采石项目", id="by its words"),
        pytest.param("禁止类产业", "采石", id="by its head"),
    ],
)
def test_a_row_of_what_may_not_be_asks_nothing_of_its_county(
    tools: ReadingTools, head: str, words: str
) -> None:
    _, items = read(tools, "230000", f"县（市）\t{head}", f"铁力市\t{words}")
    assert [place.relation.value for item in items for place in item.places] == ["negated"]


def test_a_partner_in_a_column_of_its_own_is_a_partner(tools: ReadingTools) -> None:
    _, items = read(tools, _HENAN, "县\t协作地区\t2027年产值(亿元)", "民权县\t商丘市睢阳区\t350")
    assert [(place.words, place.relation.value) for place in items[0].places] == [
        ("民权县", "named"),
        ("商丘市睢阳区", "partner"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(("|县区|2027年产值(亿元)|", "|---|---:|", "|安溪县|300|"), id="strokes"),
        pytest.param(
            ("┌──┬──┐", "│县区│2027年产值(亿元)│", "├──┼──┤", "│安溪县│300│", "└──┴──┘"), id="drawn"
        ),
        pytest.param(("县区 | 2027年产值(亿元)", "安溪县 | 300"), id="strokes between cells only"),
        pytest.param(("县区\t2027年产值(亿元)\t", "安溪县\t300\t"), id="a tab at the end"),
        pytest.param(
            ("县区    产业    2027年产值(亿元)", "安溪县　　茶叶　　300", "德化县  陶瓷     —"),
            id="wide gaps",
        ),
    ],
)
def test_rows_of_a_text_may_be_drawn_in_many_ways(tools: ReadingTools, lines: tuple[str, ...]) -> None:
    _, items = read(tools, _FUJIAN, *lines)
    assert placed(items) == [(("安溪县",), 300)]


def test_rows_open_no_clause_and_end_no_document(tools: ReadingTools) -> None:
    _, items = read(
        tools,
        _FUJIAN,
        "序号\t县区\t2027年产值(亿元)\t牵头单位",
        "一、闽南片区\t\t\t",
        "1.\t安溪县\t300\t安溪县人民政府",
    )
    assert [(item.clause, item.places[0].words) for item in items] == [("一", "安溪县")]


def test_a_long_row_makes_no_grid_of_empty_cells() -> None:
    rows = "\n".join(["开阳县\t12"] * 200)
    (table,) = find_tables(f"县\t产值\t企业\t税收\n{rows}")
    assert (len(table.heads), len(table.rows)) == (4, 200)
    wide = "\t".join(["县", *["产值"] * 30])
    assert list(find_tables(f"{wide}\n{rows}")) == []
    assert list(find_tables("\t".join(["县", *["产值"] * 100]) + "\n开阳县\t12")) == []


def test_only_short_rows_right_above_the_head_are_the_title() -> None:
    above = [*["\t第一部分说明"] * 10, "\t" + "说明" * 100, "\t规上工业产值目标分解表"]
    (table,) = find_tables("\n".join([*above, "县\t2027年", "开阳县\t12"]))
    assert table.title == "第一部分说明 规上工业产值目标分解表"


def test_rows_parted_by_single_blanks_are_read_below_a_head_that_counts_them() -> None:
    text = "重点项目表\n序号 项目名称 建设地点 总投资（亿元）\n1 智能锁具产业园 白马镇 6.5\n2 家纺设计中心 浦南街道 1.2\n3 后记"
    rows = read_rows(text.split("\n"))
    assert [rows[at].split("\t")[-1] for at in sorted(rows)] == ["总投资（亿元）", "6.5", "1.2"]
    assert sorted(rows) == [1, 2, 3]


def test_blanks_in_prose_part_no_cells() -> None:
    assert read_rows(["序号 说明", "1 总则 本办法 适用", "序号 项目 地点 投资", "合计 见附件"]) == {}


def test_a_task_with_a_figure_is_a_goal_beside_its_target(tools: ReadingTools) -> None:
    _, items = read(
        tools, _FUJIAN, "序号\t任务\t实施县（市、区）\t目标", "1\t建设茶叶加工园\t安溪县\t茶叶产值300亿元"
    )
    assert [(item.kind, item.places[0].words) for item in items if item.kind is not Kind.ZONE] == [
        (Kind.DESIGNATION, "安溪县"),
        (Kind.TARGET, "安溪县"),
    ]


def test_a_project_is_due_in_the_last_year_of_its_building(tools: ReadingTools) -> None:
    _, items = read(
        tools,
        _FUJIAN,
        "序号\t项目名称\t建设地点\t总投资（亿元）\t建设年限",
        "1\t铁观音深加工项目\t安溪县\t8.6\t2025—2026年",
    )
    assert [(item.due, item.year_stated) for item in items if item.kind is Kind.PROJECT] == [(2026, True)]
