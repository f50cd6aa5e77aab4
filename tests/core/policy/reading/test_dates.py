"""Year of a text and the year to which it runs."""

from __future__ import annotations

import pytest

from atlas.core.policy.reading.dates import find_horizon, find_year


@pytest.mark.parametrize(
    ("title", "text", "horizon"),
    [
        ("实施方案（2024—2027年）", "到2030年，", 2027),
        ("行动方案\n（2022-2025年）", "", 2025),
        ("“十四五”工业发展规划", "", 2025),
        ("“十二五”工业发展规划", "", 2015),
        ("十八五规划纲要", "", 2045),
        ("某省国民经济和社会发展第十五个五年规划纲要", "", 2030),
        ("实施意见", "衔接第十六个五年规划。", 2035),
        ("实施意见", "年龄在二十四五岁以下。", None),
        ("实施意见", "截至2024年底已建成。到2027年，产值翻番；到2035年，全面建成。", 2027),
        ("实施意见", "强化组织领导。", None),
        ("2026年全市工业工作要点", "到2030年，全面建成。", 2026),
        (
            "专题会议纪要",
            "到2026年底企业突破2000家。2027年产值达到160亿元；2027年营业收入突破150亿元。",
            2027,
        ),
    ],
)
def test_the_end_of_a_plan(title: str, text: str, horizon: int | None) -> None:
    assert find_horizon(title, text) == horizon


@pytest.mark.parametrize("year", [2024, None])
def test_what_was_reached_before_is_no_end_of_a_plan(year: int | None) -> None:
    text = "2023年全县茶叶产值达到12亿元，2023年加工产值突破3亿元。到2027年，茶园面积达到30万亩。"
    assert find_horizon("关于加快茶产业发展的意见", text, year=year) == 2027


def test_a_five_year_plan_that_is_over_is_no_end_of_a_plan() -> None:
    text = "“十三五”期间取得成效。落实“十四五”工业规划。"
    assert find_horizon("实施意见", text, year=2022) == 2025
    assert find_horizon("实施意见", "“十三五”期间取得成效。", year=2022) is None


@pytest.mark.parametrize(
    ("printed", "year"),
    [
        ("发布时间：2026-03-08 来源：某省人民政府", 2026),
        ("成文日期： 2025年12月30日", 2025),
        ("本办法自2026年5月1日起施行。", 2026),
        ("第九条 本办法自2026年5月1日起施行。", 2026),
        ("落实《安全生产条例》（自2019年5月1日起施行）。", None),
        ("今天是2026年11月23日 星期一", None),
    ],
)
def test_the_year_round_a_text(printed: str, year: int | None) -> None:
    assert find_year("实施办法", "", "", printed) == year


def test_the_period_in_the_title_counts_more_than_any_day_in_the_text() -> None:
    printed = "本方案自2026年5月1日起施行。"
    assert find_year("行动方案（2025—2027年）", "", "", printed) == 2025


@pytest.mark.parametrize(
    ("title", "head", "closing", "year"),
    [
        ("实施方案", "", "桃江县人民政府办公室 2022年4月6日", 2022),
        ("实施方案", "2024-06-05 14:10 某省经济和信息化厅", "", 2024),
        ("实施方案", "某政办发〔2023〕8号", "", 2023),
        ("行动方案（2026—2028年）", "", "", 2026),
        ("工业规划", "二〇二六年三月", "", 2026),
        ("工业规划", "", "某省人民政府 二○二四年十一月", 2024),
        ("工业规划", "", "二O二六年三月", 2026),
        ("工业规划", "", "二Ｏ二六年三月", 2026),
        ("工业规划", "", "二0二六年三月", 2026),
        ("实施方案", "", "", None),
    ],
)
def test_the_year_of_a_text(title: str, head: str, closing: str, year: int | None) -> None:
    assert find_year(title, head, closing) == year


@pytest.mark.parametrize("lines", [1, 100_000])
def test_empty_lines_hide_no_date_and_take_no_time(lines: int) -> None:
    # Looked through again from each of them, so many would take a minute.
    printed = "管理办法。" + "\n" * lines + "  第十条 本办法自2026年5月1日起施行。"
    assert find_year("办法", "", "", printed) == 2026
    assert find_horizon("行动方案" + "\n" * lines + " （2022-2025年）", "") == 2025
