"""Clean paragraphs: what text recognition, page breaks and web pages leave behind goes, every sign keeps its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.policy.reading.cleaning import clean_source
from atlas.core.policy.reading.source import Piece, SourceText


def source(*lines: str) -> SourceText:
    return SourceText("txt", "utf-8", tuple(Piece(line, f"line {at}") for at, line in enumerate(lines, 1)))


def clean(*lines: str) -> list[str]:
    return clean_source(source(*lines)).text.split("\n")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param(
            "支持**玉屏侗族自治县**发展", "支持玉屏侗族自治县发展", id="stars of a text recognition"
        ),
        pytest.param("到 2025 年，培育企业 80 家", "到2025年，培育企业80家", id="blanks around figures"),
        pytest.param("<div>专栏 储能项目</div>", "专栏储能项目", id="tags"),
        pytest.param("[bookmark: _GoBack]18.提升能力。", "18.提升能力。", id="bookmark"),
        pytest.param("能耗降低１３．５％。", "能耗降低13.5%。", id="wide digits"),
        pytest.param("组长：张某　　县长", "组长：张某 县长", id="a wide gap stays one blank"),
        pytest.param("1 总体要求", "1 总体要求", id="the gap behind a bare number stays"),
        pytest.param("二 产业布局", "二 产业布局", id="behind a Chinese one, too"),
        pytest.param("十 一 、保障", "十一、保障", id="but none within a number"),
        pytest.param("1 .园区建设", "1.园区建设", id="nor before its mark"),
        pytest.param("### 三、园区建设", "三、园区建设", id="heading of Markdown"),
        pytest.param("1\\. 园区建设", "1.园区建设", id="escaped mark of Markdown"),
        pytest.param("一.总体要求", "一.总体要求", id="the mark of a number stays"),
        pytest.param(
            "整合为8个.五原县建园.2013年", "整合为8个。五原县建园。2013年", id="full stops of half a width"
        ),
        pytest.param("增长12.4%.为确保", "增长12.4%。为确保", id="but no decimal point"),
        pytest.param("「贵州磷」〝赣南脐橙〞", "“贵州磷”“赣南脐橙”", id="other quotation marks"),
        pytest.param("建设 5G RedCap 网络", "建设5G RedCap网络", id="latin words stay apart"),
    ],
)
def test_a_line_is_cleaned(written: str, read: str) -> None:
    assert clean(written) == [read]


@pytest.mark.parametrize(
    "line",
    [
        "— 3 —",
        "第 3 页 共 12 页",
        "12",
        "- 4 -",
        "扫一扫在手机上查看当前页面",
        "无障碍 长者版",
        "打印 关闭",
        "当前位置：首页 > 政务公开",
    ],
)
def test_page_numbers_and_site_furniture_go(line: str) -> None:
    assert clean("第一句话说完了。", line, "第二句话也说完了。") == ["第一句话说完了。", "第二句话也说完了。"]


@pytest.mark.parametrize("line", ["地址：大方县经济开发区", "部门网站要公开进度。"])
def test_what_only_begins_like_site_furniture_stays(line: str) -> None:
    assert clean("第一句话说完了。", line, "第二句话也说完了。") == [
        "第一句话说完了。",
        line,
        "第二句话也说完了。",
    ]


def test_a_sentence_broken_by_a_page_is_joined() -> None:
    begun = "一、目标。加快建设全国锰产业绿色转型示范基"
    assert clean(begun, "", "— 2 —", "地，打造两大产业链。") == [begun + "地，打造两大产业链。"]


def test_lines_of_a_fixed_width_become_paragraphs() -> None:
    words = "依托各地资源禀赋和比较优势通过东西部协作机制支持打造产业集群力争到年底建成投产，"
    lines = [words[:30]] * 9 + ["形成特色产业。"]
    assert len(clean("一、总体要求", "为推动县域工业发展，制定本方案。", *lines)) == 3


def test_a_heading_is_not_joined_with_the_text_below() -> None:
    assert clean("为推动发展，制定本方案。", "一、总体要求", "（一）指导思想", "坚持工业强县。") == [
        "为推动发展，制定本方案。",
        "一、总体要求",
        "（一）指导思想",
        "坚持工业强县。",
    ]


def test_empty_cells_at_the_ends_of_a_row_stay() -> None:
    rows = ("市州\t县\t产值\t", "\t临洮县\t30\t", "一、东片区\t\t\t")
    assert clean(*rows) == list(rows)


def test_tabs_around_a_paragraph_go() -> None:
    assert clean("\t为加快县域发展，制定本方案。\t", "市州\t县") == [
        "为加快县域发展，制定本方案。",
        "市州\t县",
    ]


def test_cells_that_strokes_part_are_cells_and_drawn_lines_go() -> None:
    assert clean("┌──┬──┐", "│泾县│宣纸│", "├──┼──┤", "│歙县│茶叶│", "└──┴──┘") == [
        "泾县\t宣纸",
        "歙县\t茶叶",
    ]


def test_a_stroke_in_a_single_line_parts_nothing() -> None:
    assert clean("支持泾县|歙县发展茶产业。") == ["支持泾县|歙县发展茶产业。"]


def test_wide_gaps_in_two_lines_are_no_columns() -> None:
    lines = ("组长：张某　　县长　　统筹", "成员：李某　　局长　　配合")
    assert all("\t" not in line for line in clean(*lines))


def test_a_row_that_holds_only_a_number_is_no_page_number() -> None:
    assert clean("县\t产值", "\t12") == ["县\t产值", "\t12"]


def test_rows_of_a_table_stay_rows() -> None:
    assert clean("表头说明如下。", "项目\t地点", "冻库\t开阳县") == [
        "表头说明如下。",
        "项目\t地点",
        "冻库\t开阳县",
    ]


def test_the_title_of_an_annex_stays_apart_from_what_stands_below_it() -> None:
    lines = [
        "县域经济要做强主导产业，",
        "形成特色。",
        "附表  2026年县（市、区）指标",
        "曾都区：规上工业企业320家。",
    ]
    assert clean(*lines * 3)[-2:] == ["附表2026年县（市、区）指标", "曾都区：规上工业企业320家。"]


def test_lines_without_an_end_are_joined_up_to_the_length_of_a_paragraph() -> None:
    joined = clean("为推动县域工业发展，制定本方案。", *["支持开阳县发展磷化工，"] * 1_000)
    assert 3_000 <= max(map(len, joined)) < 3_020


def test_what_was_taken_away_is_told() -> None:
    notes = {note.code: note.count for note in clean_source(source("甲**乙**丙。", "— 1 —", "丁。")).notes}
    assert notes == {"junk_removed": 1, "page_numbers_removed": 1}


@given(st.lists(st.text(alphabet="支持开阳县 *1２。\t（一）、<p>ab", max_size=40), max_size=12))
def test_every_sign_has_its_place_in_the_source(lines: list[str]) -> None:
    told = source(*lines)
    cleaned = clean_source(told)
    assert len(cleaned.places) == len(cleaned.text)
    assert list(cleaned.places) == sorted(set(cleaned.places))
    for sign, place in zip(cleaned.text, cleaned.places, strict=True):
        if sign not in "\n 2":
            assert told.text[place] == sign


def test_a_figure_at_the_head_of_a_broken_line_is_no_number_of_a_clause() -> None:
    lines = clean(
        *("　　第一段文字讲到全市工业发展情况并且在这里断开以便接到下一",) * 8,
        "　　（二）梯度培育。各县区每年新增规模以上工业企业不少于",
        "20 家，其中偃师区每年不少于 30 家。",
    )

    assert lines[-1] == "（二）梯度培育。各县区每年新增规模以上工业企业不少于20家，其中偃师区每年不少于30家。"


def test_entries_of_a_box_without_full_stops_stay_apart() -> None:
    lines = clean(
        "专栏2 园区建设重点",
        "阜康产业园：实施循环化改造，工业固废综合利用率达到65%",
        "奇台产业园：建设粮油食品加工区，2027年入驻企业40家",
        "木垒民生工业园：完善配套；新增用地1200亩",
        "呼图壁工业园：建设纺织服装标准厂房30万平方米",
    )

    assert len(lines) == 5


def test_a_bracket_that_a_page_breaks_is_closed_on_the_next_line() -> None:
    lines = clean(
        *("　　第一段文字讲到全市工业发展情况并且在这里断开以便接到下一",) * 8,
        "　　家电本地配套率达到62%。（责任单位：琅琊区政府；完成时限：",
        "2026年12月底）",
    )

    assert lines[-1].endswith("（责任单位：琅琊区政府；完成时限：2026年12月底）")


def test_who_holds_an_event_is_no_footer_of_a_site() -> None:
    lines = clean(
        "一、对接活动",
        "承办单位：西乡县、镇巴县人民政府",
        "主办单位：某市人民政府办公室 承办单位：某市数据局",
    )

    assert lines == ["一、对接活动", "承办单位：西乡县、镇巴县人民政府"]


def test_a_title_that_breaks_inside_brackets_is_one_line() -> None:
    title = "上高县“十五五”工业强县三年行动计划（2026—"
    assert clean(title, "2028年）", "各乡镇人民政府：", "一、发展基础")[:2] == [
        title + "2028年）",
        "各乡镇人民政府：",
    ]


def test_brackets_of_a_line_of_its_own_do_not_join_the_title() -> None:
    lines = ["上高县工业强县三年行动计划", "（征求意见稿）", "一、发展基础"]
    assert clean(*lines) == lines


def test_where_paragraphs_are_indented_a_sentence_that_fills_its_line_ends_none() -> None:
    # A print whose lines are 30 characters wide.
    full = "支持石门县建设柑橘产业基地，推动加工企业向园区集中，增加收"
    first = "\u3000\u3000到二〇二八年，全省县域特色产业集群营业收入达到二万亿元左右；"
    lines = [
        *["\u3000\u3000" + full, *[full] * 9, "入。"],
        first,
        "营业收入超百亿元的集群达到六十个。",
        "\u3000\u3000二、重点任务",
    ]
    assert clean("规划", "一、总体要求。", *lines)[-2:] == [
        first.strip() + "营业收入超百亿元的集群达到六十个。",
        "二、重点任务",
    ]
