"""Printed numbers of clauses, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.policy.reading.numbering import Style, chinese_value, read_number

_TENS = "一二三四五六七八九"


@pytest.mark.parametrize(
    ("line", "words", "style"),
    [
        ("一、发展目标", "一", Style.CHINESE),
        ("十二、保障", "十二", Style.CHINESE),
        ("（二）培育主体", "(二)", Style.CHINESE_BRACKETS),
        ("(十一)组织实施", "(十一)", Style.CHINESE_BRACKETS),
        ("1.资源精深加工", "1", Style.DIGIT),
        ("12、推动数字化", "12", Style.DIGIT),
        ("（3）强化资金", "(3)", Style.DIGIT_BRACKETS),
        ("2)园区建设", "2)", Style.DIGIT_HALF_BRACKET),
        ("①花垣县整合矿山", "①", Style.CIRCLED),
        ("a)建设羊绒产业园", "a)", Style.SMALL_LETTER),
        ("B)清洁能源", "B", Style.LETTER),
        ("⑶强化资金", "(3)", Style.DIGIT_BRACKETS),
        ("⒉园区建设", "2", Style.DIGIT),
        ("㈡培育主体", "(二)", Style.CHINESE_BRACKETS),
        ("二 产业布局", "二", Style.CHINESE),
        ("4.2 家居和羽绒", "4.2", Style.DECIMAL_2),
        ("5.2.2 人才", "5.2.2", Style.DECIMAL_3),
        ("第三条 本办法", "第三条", Style.ARTICLE),
        ("第二章　任务", "第二章", Style.CHAPTER),
        ("第一部分 形势", "第一部分", Style.PART),
        ("第四节 园区", "第四节", Style.DIVISION),
        ("1.2 主要目标", "1.2", Style.DECIMAL_2),
        ("3.1.2 园区", "3.1.2", Style.DECIMAL_3),
        ("2 主导产业", "2", Style.DIGIT),
    ],
)
def test_a_number_is_read_as_printed(line: str, words: str, style: Style) -> None:
    number = read_number(line)
    assert number is not None
    assert (number.words, number.style) == (words, style)


@pytest.mark.parametrize(
    "line",
    [
        "一、二、三产业融合发展",
        "1.5万亩茶园",
        "2.25亿元投资",
        "2025年完成",
        "一是强化组织",
        "第一，优化政策",
        "首先，抓好招商",
        "4.0工艺中心",
        "第三款规定",
    ],
)
def test_what_only_looks_like_a_number_is_none(line: str) -> None:
    assert read_number(line) is None


@given(st.integers(1, 99))
def test_chinese_numerals_have_the_value_they_say(value: int) -> None:
    tens, ones = divmod(value, 10)
    words = ("" if tens == 1 else _TENS[tens - 1] if tens else "") + ("十" if tens else "")
    assert chinese_value(words + (_TENS[ones - 1] if ones else "")) == value


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading(line: str) -> None:
    number = read_number(line)
    assert number is None or 0 < number.length <= len(line)
