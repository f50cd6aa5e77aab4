"""The same plan says the same, however it was typed, copied, broken into lines or numbered."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from atlas.core.policy.reading.assembly import DocumentFacts, read_draft
from atlas.core.policy.reading.context import ReadingTools
from atlas.core.policy.reading.source import Piece, SourceText

_LINES = (
    "六安市县域工业提质增效行动计划（2025—2027年）",
    "为推动县域工业发展，结合我市实际，制定本计划。",
    "一、总体目标",
    "到2027年，全市规模以上工业企业达到1200家，营业收入突破3000亿元，其中舒城县智能终端产值达到120亿元以上。",
    "二、重点任务",
    "（一）做强特色产业。霍邱县发展铁矿采选和高端铸造，铁精粉年产量稳定在1200万吨；霍山县发展石斛饮片，新增规上企业"
    "20家，研发投入强度达到3.2%。",
    "（二）建好载体平台。推动金安区、裕安区共建羽绒产业园，盘活低效用地800亩，每年引进5亿元以上项目不少于10个。",
    "三、重点项目",
    "1.金寨抽水蓄能配套电工装备项目，总投资15亿元，2026年建成。",
    "2.叶集木竹家居智能生产线，年产板材35万立方米。",
)
_CHINESE = "一二三四五六七八九十"
_FULL_WIDTH = str.maketrans("0123456789%.", "０１２３４５６７８９％．")
_ENTRIES = re.compile(r"^(\d)\.")
_CHAPTERS = re.compile(f"^([{_CHINESE}])、")
_PARTS = re.compile(f"^（([{_CHINESE}])）")

Lines = list[str]
Said = set[tuple[str, str, str, tuple[str, ...], float | None, str, int | None]]


def _wrapped(lines: Lines) -> Lines:
    return [("　　" + line)[at : at + 36] for line in lines for at in range(0, len(line) + 2, 36)]


def _printed(lines: Lines) -> Lines:
    """As copied from a printed page: thin gaps around figures, page numbers between the lines."""
    broken: Lines = []
    for line in lines:
        spaced = re.sub(
            r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])|(?<=%)(?=[\u4e00-\u9fff])", " ", line
        )
        width, row = 0.0, "　　"
        for sign in spaced:
            row, width = row + sign, width + (0.5 if sign < "\u0250" else 1)
            if width >= 24:
                broken.append(row)
                row, width = "", 0.0
        broken += [row] if row.strip() else []
    return [part for at, row in enumerate(broken) for part in ((row, f"— {at} —") if at % 9 == 8 else (row,))]


def _markdown(lines: Lines) -> Lines:
    marked = [_CHAPTERS.sub(r"## \1、", line) for line in lines]
    bold = [re.sub(r"^(（.）[^。]+。)", r"**\1**", line) for line in marked]
    return [
        part for line in bold for part in (line.replace("1.", r"1\.", 1) if line[:2] == "1." else line, "")
    ]


def _full_width(lines: Lines) -> Lines:
    return [line.translate(_FULL_WIDTH) for line in lines]


def _half_width(lines: Lines) -> Lines:
    signs = str.maketrans("，；：（）", ",;:()")
    return [line.translate(signs) for line in lines]


def _gaps(lines: Lines) -> Lines:
    """As text recognition leaves them: 一 、总体目标, ( 一 )做强, 1 .金寨."""
    gaps = [_PARTS.sub(r"( \1 )", _CHAPTERS.sub(r"\1 、", line)) for line in lines]
    return [_ENTRIES.sub(r"\1 .", line) for line in gaps]


def _without_marks(lines: Lines) -> Lines:
    return [_CHAPTERS.sub(r"\1 ", line) for line in lines]


def _circled(lines: Lines) -> Lines:
    return [_ENTRIES.sub(lambda found: chr(0x245F + int(found[1])), line) for line in lines]


def _one_sign(lines: Lines) -> Lines:
    """㈠ and ⒈, as old word processors set them."""
    parts = [_PARTS.sub(lambda found: chr(0x3220 + _CHINESE.index(found[1])), line) for line in lines]
    return [_ENTRIES.sub(lambda found: chr(0x2487 + int(found[1])), line) for line in parts]


def _said(tools: ReadingTools, lines: Lines) -> Said:
    pieces = tuple(Piece(line, f"line {at}") for at, line in enumerate(lines, 1))
    draft = read_draft(SourceText("txt", "utf-8", pieces), tools, DocumentFacts("plan", "341500", year=2025))
    return {
        (
            item.clause,
            place.read_as,
            str(place.relation),
            item.topics,
            item.figure.value if item.figure else None,
            item.figure.unit if item.figure else "",
            item.figure.year if item.figure else None,
        )
        for item in draft.items
        for place in item.places
    }


@pytest.mark.parametrize(
    "dress", [_wrapped, _printed, _markdown, _full_width, _half_width, _gaps, _without_marks, _one_sign]
)
def test_a_plan_says_the_same_in_other_clothes(tools: ReadingTools, dress: Callable[[Lines], Lines]) -> None:
    assert _said(tools, dress(list(_LINES))) == _said(tools, list(_LINES))


def test_a_county_right_behind_a_circled_number_is_found(tools: ReadingTools) -> None:
    plain = {
        (clause.replace("三/1", "三/①").replace("三/2", "三/②"), *rest)
        for clause, *rest in _said(tools, list(_LINES))
    }

    assert {(clause, *rest) for clause, *rest in _said(tools, _circled(list(_LINES)))} == plain
    assert any("341524" in said and said[0] == "三/①" for said in plain)
