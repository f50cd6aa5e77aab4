from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.policy.reading.numbers import plain_text
from atlas.core.policy.reading.years import YearRole, find_years


@pytest.mark.parametrize(
    ("words", "year", "year_from", "role"),
    [
        pytest.param("到2027年", 2027, None, YearRole.DUE, id="to a year"),
        pytest.param("至“十四五”末", 2025, None, YearRole.DUE, id="end of a plan"),
        pytest.param("“十五五”期间", 2030, 2026, YearRole.PLAIN, id="span of a plan"),
        pytest.param("第十四个五年规划期", 2025, None, YearRole.PLAIN, id="plan in full"),
        pytest.param("到第十五个五年规划末", 2030, None, YearRole.DUE, id="end of a plan in full"),
        pytest.param("第十五个五年规划期间", 2030, 2026, YearRole.PLAIN, id="span of a plan in full"),
        pytest.param("“十七五”期间", 2040, 2036, YearRole.PLAIN, id="a later plan"),
        pytest.param("2025—2027年", 2027, 2025, YearRole.DUE, id="period"),
        pytest.param("2025年至2027年", 2027, 2025, YearRole.DUE, id="period with two 年"),
        pytest.param("到二〇二六年", 2026, None, YearRole.DUE, id="in Chinese digits"),
        pytest.param("到二零二六年", 2026, None, YearRole.DUE, id="with the word for zero"),
        pytest.param("到二O二六年", 2026, None, YearRole.DUE, id="with a letter for zero"),
        pytest.param("到二Ｏ二六年", 2026, None, YearRole.DUE, id="with a wide letter for zero"),
        pytest.param("到二0二六年", 2026, None, YearRole.DUE, id="with a digit for zero"),
        pytest.param("今年", 2024, None, YearRole.PLAIN, id="this year"),
        pytest.param("明年底前", 2025, None, YearRole.PLAIN, id="next year"),
        pytest.param("三年内", 2027, None, YearRole.PLAIN, id="within three years"),
        pytest.param("经过3—5年努力", 2029, None, YearRole.PLAIN, id="after three to five years"),
        pytest.param("截至2023年底", 2023, None, YearRole.AS_OF, id="as of"),
        pytest.param("2024年1—6月", 2024, None, YearRole.AS_OF, id="first months"),
        pytest.param("较2020年", 2020, None, YearRole.BASE, id="base"),
        pytest.param("在2023年基础上", 2023, None, YearRole.BASE, id="on the base"),
        pytest.param("为2020年的2倍", 2020, None, YearRole.BASE, id="times of a year"),
        pytest.param("从2023年的50亿元", 2023, None, YearRole.FROM, id="from"),
        pytest.param("自2025年起", 2025, None, YearRole.SINCE, id="since"),
        pytest.param("2020年以来", 2020, None, YearRole.SO_FAR, id="so far"),
    ],
)
def test_a_year_is_told_with_its_role(words: str, year: int, year_from: int | None, role: YearRole) -> None:
    (mention,) = find_years(plain_text(words), year=2024, horizon=2027)
    assert (mention.year, mention.year_from, mention.role) == (year, year_from, role)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("《湖南省制造业规划（2021—2025年）》", id="in a title"),
        pytest.param("实施方案（2024—2027年）", id="behind a title"),
        pytest.param("2024年5月1日", id="date"),
        pytest.param("2035年远景目标", id="outlook"),
        pytest.param("“十四五”工业发展规划", id="name of a plan"),
        pytest.param("2023年区政府工作报告", id="report"),
        pytest.param("建成后年产值", id="后年 across two words"),
        pytest.param("5万吨以上年产能", id="上年 across two words"),
        pytest.param("三年行动方案", id="plan of three years"),
    ],
)
def test_other_years_govern_nothing(words: str) -> None:
    assert find_years(plain_text(words), year=2024, horizon=2027) == []


def test_distances_need_the_year_of_the_text() -> None:
    assert find_years("三年内", year=None, horizon=2027) == []


@given(st.integers(min_value=1990, max_value=2060))
def test_every_year_is_found(year: int) -> None:
    assert [mention.year for mention in find_years(f"到{year}年，", year=2024, horizon=None)] == [year]


def test_months_do_not_hide_the_end_of_a_period() -> None:
    found = find_years("推进阶段(2012年7月至2014年6月)", year=2012, horizon=2014)
    assert [(one.year_from, one.year) for one in found] == [(2012, 2014)]
