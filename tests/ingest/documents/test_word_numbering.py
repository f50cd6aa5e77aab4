"""Numbers of lists, as ECMA-376 has them printed."""

from __future__ import annotations

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.policy.reading.numbering import chinese_value
from atlas.ingest.documents.number_formats import format_number
from atlas.ingest.documents.word_numbering import Numbering
from atlas.ingest.documents.word_styles import ListPlace, Styles
from tests.ingest.documents.samples import WORD, numbering, styles


@pytest.mark.parametrize(
    ("style", "value", "printed"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedCircleChinese", 51, "51"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("decimalEnclosedFullstop", 3, "⒊"),
        ("chineseCounting", 10, "十"),
        ("chineseCountingThousand", 21, "二十一"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("japaneseCounting", 19, "十九"),
        ("taiwaneseCountingThousand", 30, "三十"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographDigital", 20, "二〇"),
        ("ideographTraditional", 2, "乙"),
        ("ideographZodiac", 12, "亥"),
        ("ideographEnclosedCircle", 4, "㊃"),
        ("upperLetter", 27, "AA"),
        ("lowerLetter", 28, "bb"),
        ("upperRoman", 49, "XLIX"),
        ("lowerRoman", 4, "iv"),
        ("none", 3, ""),
        ("chineseCounting", 0, "0"),
        ("decimalEnclosedCircle", -1, "-1"),
    ],
)
def test_a_number_is_printed_in_its_format(style: str, value: int, printed: str) -> None:
    assert format_number(value, style) == printed


def test_an_unknown_format_has_no_print() -> None:
    assert format_number(1, "hebrew1") is None


@given(st.integers(1, 999))
def test_chinese_numbers_mean_what_the_outline_reads_in_them(value: int) -> None:
    assert chinese_value(format_number(value, "chineseCountingThousand") or "") == value


def counted(parts: dict[str, str], *places: tuple[int, int]) -> list[str]:
    """Printed numbers of paragraphs, each in a list and at a level."""
    style_part = parts.get("word/styles.xml")
    found = Numbering(
        fromstring(parts["word/numbering.xml"]), Styles(fromstring(style_part) if style_part else None)
    )
    return [found.print_number(ListPlace(str(number), level)) for number, level in places]


def test_deeper_levels_begin_anew_after_a_shallower_one() -> None:
    parts = numbering(("decimal", "%1"), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3"))
    places = [(1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2)]
    assert [one.strip() for one in counted(parts, *places)] == [
        "1",
        "1.1",
        "1.1.1",
        "1.1.2",
        "1.2",
        "1.2.1",
        "2",
        "2.1.1",
    ]


def test_a_level_that_never_restarts_goes_on() -> None:
    parts = numbering(("decimal", "%1、"), ("decimal", "%2."), extra='<w:lvlRestart w:val="0"/>')
    assert counted(parts, (1, 0), (1, 1), (1, 0), (1, 1)) == ["1、", "1. ", "2、", "2. "]


def test_digits_may_be_prescribed_for_all_levels() -> None:
    parts = numbering(("chineseCounting", "%1"), ("decimal", "%1.%2"), extra="<w:isLgl/>")
    assert counted(parts, (1, 0), (1, 1)) == ["1 ", "1.1 "]


def test_a_list_may_have_a_level_of_its_own() -> None:
    own = (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0">'
        '<w:start w:val="5"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1."/></w:lvl></w:lvlOverride></w:num>'
    )
    assert counted(numbering(("decimal", "%1."), lists=own), (2, 0), (2, 0)) == ["E. ", "F. "]


def test_a_list_may_refer_to_the_list_of_a_style() -> None:
    linked = (
        '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="Office"/></w:abstractNum>'
        '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    )
    parts = numbering(("chineseCounting", "%1、"), lists=linked) | styles(
        '<w:style w:type="numbering" w:styleId="Office"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert counted(parts, (2, 0), (2, 0)) == ["一、", "二、"]


def test_the_format_for_older_programs_is_taken_where_newer_ones_have_their_own() -> None:
    tree = fromstring(
        f'<w:numbering xmlns:w="{WORD}" xmlns:mc="mc"><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0">'
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom"/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimalZero"/></mc:Fallback></mc:AlternateContent>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    assert Numbering(tree, Styles(None)).print_number(ListPlace("1", 0)) == "01. "


@pytest.mark.parametrize("place", [None, ListPlace("9", 0), ListPlace("1", 8)], ids=["none", "list", "level"])
def test_nothing_is_printed_where_there_is_no_list(place: ListPlace | None) -> None:
    tree = fromstring(numbering(("decimal", "%1."))["word/numbering.xml"])
    assert Numbering(tree, Styles(None)).print_number(place) == ""


def test_styles_in_a_circle_end() -> None:
    tree = fromstring(
        styles(
            '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
            '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
        )["word/styles.xml"]
    )
    assert Styles(tree).list_place("A") is None
