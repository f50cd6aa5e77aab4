"""Clause ids: the path of the document's own numbers, with their restarts, gaps and repeats."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.policy.reading.asides import find_asides
from atlas.core.policy.reading.outline import read_outline

_TITLE = "某省推动县域工业发展实施方案"
_OPENING = "为推动县域工业发展，制定本方案。"


def ids(*lines: str) -> list[str]:
    return [section.id for section in read_outline("\n".join((_TITLE, _OPENING, *lines))).sections]


def test_levels_follow_the_styles_of_the_numbers() -> None:
    assert ids(
        "一、目标",
        "（一）总体",
        "1.产值。增长。",
        "（1）茶。做强。",
        "2.企业。培育。",
        "（二）分项",
        "二、任务",
    ) == [
        "前言",
        "一",
        "一/(一)",
        "一/(一)/1",
        "一/(一)/1/(1)",
        "一/(一)/2",
        "一/(二)",
        "二",
    ]


def test_numbers_that_run_on_across_sections_stay_as_printed() -> None:
    assert (
        ids("二、任务", "（一）甲", "1.磷。支持。", "2.铝。支持。", "（二）乙", "3.茶。支持。")[-1]
        == "二/(二)/3"
    )


def test_a_number_printed_twice_names_one_clause_and_a_missing_one_stays_missing() -> None:
    assert ids("一、任务", "（5）甲。做。", "（5）乙。做。", "（7）丙。做。")[2:] == [
        "一/(5)",
        "一/(5)",
        "一/(7)",
    ]


def test_a_box_belongs_to_the_clause_it_stands_in() -> None:
    found = ids(
        "一、任务",
        "（1）茶。做强。",
        "专栏 重点项目",
        "1.冻库项目。建设。",
        "2.加工项目。建设。",
        "（2）酒。做强。",
    )
    assert found[2:] == ["一/(1)", "一/(1)/专栏", "一/(1)/专栏/1", "一/(1)/专栏/2", "一/(2)"]


def test_a_box_ends_where_the_numbers_outside_go_on() -> None:
    found = ids(
        "一、任务", "1.茶。做强。", "专栏 项目", "1.冻库项目。建设。", "2.加工项目。建设。", "2.酒。做强。"
    )
    assert found[2:] == ["一/1", "一/1/专栏", "一/1/专栏/1", "一/1/专栏/2", "一/2"]


def test_articles_hang_below_their_chapter() -> None:
    assert ids(
        "第一章 总则", "第一条 为了发展，制定本办法。", "（一）甲；", "第二章 任务", "第二条 支持发展。"
    )[1:] == [
        "第一章",
        "第一章/第一条",
        "第一章/第一条/(一)",
        "第二章",
        "第二章/第二条",
    ]


def test_decimal_numbers_hang_below_each_other() -> None:
    assert ids("1 总体要求", "1.1 指导思想", "坚持工业强县。", "2 任务", "2.1 园区", "建设园区。")[1:] == [
        "1",
        "1/1.1",
        "2",
        "2/2.1",
    ]


def test_a_heading_behind_a_plain_number_may_begin_with_a_quotation_mark() -> None:
    lines = ["1 目标任务", "1.1 总量目标", "2 “一县一链”布局", "2.1 青田县发展不锈钢。", "3 平台建设"]
    assert ids(*lines)[1:] == ["1", "1/1.1", "2", "2/2.1", "3"]


def test_a_heading_without_a_number_gives_its_own_words() -> None:
    found = ids(
        "总体目标",
        "到2027年，全省县域工业增加值占比达到七成，实力明显增强。",
        "重点任务",
        "（一）茶。做强茶产业。",
    )
    assert found == ["前言", "总体目标", "重点任务", "重点任务/(一)"]


def test_words_that_stand_where_a_number_is_left_out_take_its_level() -> None:
    found = ids(
        "一、指导思想",
        "坚持工业强县。",
        "总体目标",
        "到2025年，规模以上工业产值达到400亿元，企业超过100家。",
        "三、任务",
        "做强。",
    )
    assert found == ["前言", "一", "总体目标", "三"]


def test_numbers_inside_a_paragraph_open_clauses_of_their_own() -> None:
    assert ids("一、材料由三县承担：①花垣县整合矿山；②泸溪县建设园区；③保靖县承接项目。")[1:] == [
        "一",
        "一/①",
        "一/②",
        "一/③",
    ]


def test_dash_items_and_sentences_counted_in_words_belong_to_the_clause_above() -> None:
    assert ids("一、目标", "——规模上台阶。产值达到400亿元。", "一是强化组织。", "首先，抓好招商。") == [
        "前言",
        "一",
    ]


def test_annexes_have_numbers_of_their_own() -> None:
    assert ids(
        "一、任务", "做强茶产业。", "附件1", "项目清单", "一、冻库项目：投资3亿元。", "附件2", "有关说明"
    )[-3:] == [
        "附件1",
        "附件1/一",
        "附件2",
    ]


def test_the_list_of_annexes_is_no_clause() -> None:
    assert ids("一、任务", "做强茶产业。", "附件：1. 名词解释", "2. 成员名单") == ["前言", "一"]


@pytest.mark.parametrize(
    "copies",
    ["抄送：市委办公室", "抄报：省委办公厅", "报送：省发展改革委", "发送：各县", "报：省政府。送：市委。"],
)
@pytest.mark.parametrize("date", ["2024年6月5日", "二〇二四年六月五日", "二O二四年六月"])
def test_copies_are_closing_lines_too(copies: str, date: str) -> None:
    lines = ("一、任务", "做强茶产业。", "开阳县人民政府办公室", date, copies)
    assert ids(*lines) == ["前言", "一", "落款"]
    assert find_asides(copies, 0, len(copies)) == [(0, len(copies))]


def test_signature_and_date_are_the_closing_lines() -> None:
    assert ids("一、任务", "做强茶产业。", "开阳县人民政府办公室", "2024年6月5日")[-1] == "落款"


def test_the_title_is_put_together_from_its_lines() -> None:
    text = "\n".join(
        (
            "附件",
            "省领导小组办公室关于",
            "推动县域工业发展实施方案",
            "（征求意见稿）",
            _OPENING,
            "一、目标",
            "增长。",
        )
    )
    assert read_outline(text).title == "省领导小组办公室关于推动县域工业发展实施方案"


@given(
    st.lists(
        st.sampled_from(
            [
                "一、目标",
                "（一）茶。做强。",
                "1.酒。做。",
                "专栏 项目",
                "总体目标",
                "附件1",
                "①甲；",
                "做强茶产业。",
                "第二条 支持。",
            ]
        ),
        max_size=14,
    )
)
def test_sections_cover_the_text_in_order(lines: list[str]) -> None:
    text = "\n".join((_TITLE, _OPENING, *lines))
    sections = read_outline(text).sections
    assert [one.end for one in sections[:-1]] == [one.start for one in sections[1:]]
    assert sections[-1].end == len(text)
    assert all(one.start <= one.words <= one.body <= max(one.end, one.body) for one in sections)


def test_a_period_in_a_line_of_its_own_belongs_to_the_title_above_it() -> None:
    title, period = "百色市新材料产业发展三年行动计划", "（2026—2028年）"
    outline = read_outline(
        "\n".join((title, period, "为推动新材料产业发展，制定本计划。", "一、任务", "做。"))
    )
    assert outline.title == title + period
    assert [section.id for section in outline.sections] == ["前言", "一"]


def test_a_period_below_the_title_of_a_plan_that_came_with_a_notice_is_no_heading() -> None:
    title, period = "百色市新材料产业发展三年行动计划", "（2026—2028年）"
    notice = ("百色市人民政府关于印发行动计划的通知", "各县（市、区）：", "现将《计划》印发给你们。")
    opening = "为推动新材料产业发展，制定本计划，请各部门认真抓好各项工作的落实。"
    outline = read_outline("\n".join((*notice, title, period, opening, "一、任务", "做。")))
    assert outline.title == title + period
    assert [section.id for section in outline.sections] == ["前言", "一"]


def test_formal_numerals_stand_above_the_plain_ones() -> None:
    assert ids(
        "壹、目标",
        "提高产值。",
        "贰、布局",
        "一、经开区",
        "发展锂电。",
        "叁、任务",
        "（一）强龙头。支持企业。",
    ) == [
        "前言",
        "壹",
        "贰",
        "贰/一",
        "叁",
        "叁/(一)",
    ]


def test_a_year_behind_a_number_is_the_heading() -> None:
    assert ids("一、安排", "1.2024年。整合企业。", "2.2025年。新建项目。") == ["前言", "一", "一/1", "一/2"]


def test_an_annex_may_follow_its_title_at_once() -> None:
    lines = (
        "一、目标",
        "发展工业。",
        "附件：各县区2020年工业总产值目标",
        "金城江区：80亿元",
        "宜州区：95亿元",
    )
    assert ids(*lines) == ["前言", "一", "附件"]


def test_the_second_annex_of_a_year_keeps_its_number() -> None:
    lines = ("一、目标", "发展工业。", "附件1 分工", "一、牵头单位。", "附件2 年度重点项目", "一、新建园区。")
    assert ids(*lines) == ["前言", "一", "附件1", "附件1/一", "附件2", "附件2/一"]


def test_a_box_may_stand_right_below_words_that_are_a_heading() -> None:
    lines = (
        "指导思想",
        "坚持工业强县，推动县域工业高质量发展。",
        "重点工程",
        "专栏 重大工程",
        "1．阀门产业园工程。",
    )
    assert ids(*lines)[-3:] == ["重点工程", "重点工程/专栏", "重点工程/专栏/1"]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("安康市县域特色产业", "培育提升行动计划"), "安康市县域特色产业培育提升行动计划"),
        (("关于加快推进", "富硒产业高质量发展的若干措施"), "关于加快推进富硒产业高质量发展的若干措施"),
        (
            ("安康市“十五五”县域工业", "发展规划", "（征求意见稿）"),
            "安康市“十五五”县域工业发展规划",
        ),
        (
            ("石泉县蚕桑产业", "高质量发展三年行动", "方案（2025—2027年）"),
            "石泉县蚕桑产业高质量发展三年行动方案（2025—2027年）",
        ),
        (("安康市人民政府", "县域工业发展规划"), "县域工业发展规划"),
        (("石泉县工业文件汇编", "安康市县域工业发展规划"), "安康市县域工业发展规划"),
        (("安政发〔2025〕3号", "县域工业发展规划"), "县域工业发展规划"),
        (("2025年3月", "县域工业发展规划"), "县域工业发展规划"),
        (("石泉县", "石泉县蚕桑产业发展规划"), "石泉县蚕桑产业发展规划"),
        (("附件", "县域工业发展规划"), "县域工业发展规划"),
    ],
)
def test_a_title_goes_on_in_the_line_that_names_the_kind_of_paper(lines: tuple[str, ...], title: str) -> None:
    opening = "为推动县域工业发展，制定本方案。"
    assert read_outline("\n".join((*lines, opening, "一、目标", "发展工业。"))).title == title
    notice = ("关于印发方案的通知", "现印发给你们。", "安康市人民政府办公室", "2025年3月12日")
    if lines[-1].endswith(("计划", "规划")) and lines[0] not in ("附件", "关于加快推进"):
        assert read_outline("\n".join((*notice, *lines, opening, "一、目标", "发展工业。"))).title == title


def test_a_number_leaves_a_box_when_what_stands_below_it_stands_above_the_box_too() -> None:
    assert ids(
        "一、任务",
        "1、食品",
        "（1）白酒。做强。",
        "专栏1 重点项目",
        "1、白酒扩能项目：投资3亿元。",
        "2、包材项目：投资1亿元。",
        "2、转型",
        "（1）绿色。改造。",
    ) == [
        "前言",
        "一",
        "一/1",
        "一/1/(1)",
        "一/1/(1)/专栏",
        "一/1/(1)/专栏/1",
        "一/1/(1)/专栏/2",
        "一/2",
        "一/2/(1)",
    ]


def test_a_plain_heading_right_above_numbers_holds_them_and_one_with_words_stands_beside_them() -> None:
    assert ids(
        "总体目标",
        "到2028年，全市规上工业总产值突破2600亿元，工业投资年均增长12%左右。",
        "主要任务",
        "一、机械",
        "1.发动机。做强发动机。",
        "二、食品",
        "1.制糖。做强制糖。",
        "保障措施",
        "1.加强领导。落实责任。",
    ) == [
        "前言",
        "总体目标",
        "主要任务",
        "主要任务/一",
        "主要任务/一/1",
        "主要任务/二",
        "主要任务/二/1",
        "保障措施",
        "保障措施/1",
    ]


def test_articles_below_a_chinese_number_are_its_own() -> None:
    assert ids(
        "一、总体要求",
        "（一）目标。到2015年，产值翻一番。",
        "二、重点工作",
        "第一条　培育龙头企业。",
        "第二条　推进山海协作。",
        "三、组织保障",
        "第三条　加强督查。",
    ) == ["前言", "一", "一/(一)", "二", "二/第一条", "二/第二条", "三", "三/第三条"]
