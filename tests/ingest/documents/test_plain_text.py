"""Text files: every line, in the encoding that the evidence speaks for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.errors import DataError, EncodingError
from atlas.ingest.documents.decoding import decode_by_evidence
from tests.ingest.documents.samples import notes, read_here, texts

PLAN = "一、总体要求\n到2027年，石门县柑橘种植面积达到45万亩，建成标准化果园100个。\n二、重点任务\n支持桃源、澧县等县建设茶叶基地。"
TRADITIONAL = "為推動縣域經濟發展，各縣市應加強產業園區建設，支持龍頭企業，擴大茶葉、柑橘種植面積。"


@pytest.mark.parametrize(
    ("data", "encoding", "is_guessed"),
    [
        (PLAN.encode(), "utf-8", False),
        (PLAN.encode("utf-8-sig"), "utf-8", False),
        (PLAN.encode("utf-16"), "utf-16le", False),
        (b"\xfe\xff" + PLAN.encode("utf-16-be"), "utf-16be", False),
        (PLAN.encode("utf-32"), "utf-32le", False),
        (PLAN.encode("gbk"), "gbk", True),
        (PLAN.encode("gb18030") + "㐂".encode("gb18030"), "gb18030", True),
        (b"plain words", "utf-8", False),
    ],
    ids=["utf-8", "mark", "utf-16", "utf-16 be", "utf-32", "gbk", "gb18030", "ascii"],
)
def test_the_encoding_is_told(data: bytes, encoding: str, is_guessed: bool, tmp_path: Path) -> None:
    source = read_here(data, tmp_path, name="规划.txt")
    assert (source.kind, source.encoding) == ("txt", encoding)
    assert source.text.startswith((PLAN, "plain words"))
    assert ("encoding_guessed" in notes(source)) == is_guessed


def test_certain_big5_is_read() -> None:
    decoded = decode_by_evidence(TRADITIONAL.encode("big5"), name="计划.txt")
    assert (decoded.text, decoded.encoding, decoded.is_guessed) == (TRADITIONAL, "big5", True)


@pytest.mark.parametrize(
    "data",
    [
        "県の産業を発展させるための計画です。これは日本語の文章です。".encode("shift_jis"),
        "군 단위 산업 발전 계획을 추진한다. 이것은 한국어 문장입니다".encode("euc_kr"),
        "Développement économique de la région".encode("latin-1"),
        PLAN.encode()[:61] + b"\xff" + PLAN.encode()[61:],
        PLAN.encode("gbk")[:30] + b"\xff" + PLAN.encode("gbk")[30:],
        b"\xef\xbb\xbf" + PLAN.encode("gbk"),
    ],
    ids=["japanese", "korean", "french", "broken utf-8", "broken gbk", "false mark"],
)
def test_what_the_evidence_does_not_decide_is_refused(data: bytes) -> None:
    with pytest.raises(EncodingError) as refused:
        decode_by_evidence(data, name="规划.txt")
    assert refused.value.code == "encoding_unknown"
    assert refused.value.hint.zh
    assert refused.value.detail["line"] >= 1


def test_the_line_of_the_broken_byte_is_told() -> None:
    with pytest.raises(EncodingError) as refused:
        decode_by_evidence(PLAN.encode() + b"\n\xff", name="规划.txt")
    assert refused.value.detail["line"] == 5


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 50, b"\x01\x02\x03 \xff\xfa\x07\x10" * 400], ids=["zeros", "controls"]
)
def test_a_binary_file_is_no_text(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(DataError) as refused:
        read_here(data, tmp_path, name="规划.txt")
    assert refused.value.code == "document_binary"


@given(st.text(alphabet="石门桃源澧县市区的一是在和有，。；、（）0123456789abc \n", min_size=1, max_size=300))
def test_common_words_come_back_in_every_encoding_of_their_own(text: str) -> None:
    for codec in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
        try:
            decoded = decode_by_evidence(text.encode(codec), name="规划.txt")
        except EncodingError:
            # A few rare signs alone prove nothing; they are refused, never misread.
            continue
        assert decoded.text == text


def test_every_line_end_parts_lines_and_line_numbers_are_those_of_an_editor(tmp_path: Path) -> None:
    source = read_here("甲\r\n乙\r丙\n\n丁\u2028戊\f己".encode(), tmp_path)
    assert [(piece.text, piece.where) for piece in source.pieces] == [
        ("甲", "line 1"),
        ("乙", "line 2"),
        ("丙", "line 3"),
        ("", "line 4"),
        ("丁", "line 5"),
        ("戊", "line 5"),
        ("己", "line 5"),
    ]


def test_controls_and_signs_that_turn_the_writing_are_left_out_and_counted(tmp_path: Path) -> None:
    text = (
        "石门县\x1b柑橘\u202e产业规划，到2027年种植面积达到四十五万亩，建成标准化果园一百个，带动农户增收致富。"
        * 3
    )
    source = read_here(text.encode(), tmp_path)
    assert texts(source) == [text.replace("\x1b", "").replace("\u202e", "")]
    assert notes(source)["control_signs_removed"] == 6


def test_radicals_that_look_like_characters_become_them(tmp_path: Path) -> None:
    source = read_here("⽀持⽯⻔县、⻰⼭县".encode(), tmp_path)
    assert texts(source) == ["支持石门县、龙山县"]
    assert notes(source) == {"look_alikes_replaced": 5}
