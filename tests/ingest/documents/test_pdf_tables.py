"""Tables of PDF documents: a row is one line, its cells parted by tabs, as a Word document gives it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from tests.ingest.documents.samples import Pdf, lines, notes, read_here, texts

SENTENCE = "支持石门县建设柑橘产业基地，推动加工企业向园区集中。"
HEAD = ("序号", "任务", "地区", "目标")
ROWS = (
    ("1", "建设绿色食品精深加工基地", "石门县", "产值5亿元"),
    ("2", "建设柑橘园", "慈利县", "产值12亿元"),
    ("3", "建设油茶园", "桃源县", "产值8亿元"),
)
#: Borders of columns that are just wide enough for these words.
COLUMNS = (70.0, 98.0, 258.0, 298.0, 398.0)

Stroke = tuple[float, float, float, float]
Word = tuple[float, float, str]


def words_of(rows: Sequence[Sequence[str]], *, top: float = 700, xs: Sequence[float] = COLUMNS) -> list[Word]:
    """Words of rows 20 pt high, 2 pt behind the borders of their columns."""
    return [
        (x + 2, top - 15 - 20 * index, text)
        for index, row in enumerate(rows)
        for x, text in zip(xs[:-1], row, strict=True)
        if text
    ]


def grid(ys: Sequence[float], *, xs: Sequence[float] = COLUMNS) -> list[Stroke]:
    """Borders of a table, those around it included."""
    return [(x, ys[0], x, ys[-1]) for x in xs] + [(xs[0], y, xs[-1], y) for y in ys]


def heights(rows: int, *, top: float = 700) -> list[float]:
    """Upper and lower borders of rows 20 pt high."""
    return [top - 20 * index for index in range(rows + 1)]


def tabbed(*rows: Sequence[str]) -> list[str]:
    return ["\t".join(row) for row in rows]


def test_cells_are_parted_by_their_border_however_narrow_the_gap(tmp_path: Path) -> None:
    page = Pdf().page(
        [(72.0, 740.0, SENTENCE), *words_of([HEAD, *ROWS]), (72.0, 560.0, "三、保障措施")],
        strokes=grid(heights(4)),
    )
    found = texts(read_here(page.bytes(), tmp_path))
    assert found == [SENTENCE, *tabbed(HEAD, *ROWS), "三、保障措施"]


def test_each_row_leads_to_its_page(tmp_path: Path) -> None:
    pdf = Pdf().page(lines(SENTENCE)).page(words_of([HEAD, *ROWS]), strokes=grid(heights(4)))
    source = read_here(pdf.bytes(), tmp_path)
    assert source.where(source.text.index("慈利县")) == "page 2"


def test_cells_with_a_frame_of_their_own_are_cells_of_one_row(tmp_path: Path) -> None:
    # As web pages print tables: each cell has a frame, with a little room between them.
    ys = heights(4)
    frames = [
        stroke
        for top, bottom in pairwise(ys)
        for left, right in pairwise(COLUMNS)
        for stroke in grid((bottom + 1, top - 1), xs=(left + 1, right - 1))
    ]
    rows = [HEAD, *ROWS[:2], ("3", "", "桃源县", "产值8亿元")]
    found = texts(read_here(Pdf().page(words_of(rows), strokes=frames).bytes(), tmp_path))
    assert found == tabbed(*rows)


def test_words_that_touch_the_border_at_both_sides_are_two_cells(tmp_path: Path) -> None:
    xs = (70.0, 106.0, 166.0)
    words = [(70.0, 685.0, "石门县"), (106.0, 685.0, "柑橘产业园"), (70.0, 665.0, "慈利县")]
    page = Pdf().page([*words, (72.0, 560.0, SENTENCE)], strokes=grid(heights(2), xs=xs))
    assert texts(read_here(page.bytes(), tmp_path))[:2] == ["石门县\t柑橘产业园", "慈利县\t"]


@pytest.mark.parametrize("padding", [2.0, 20.0], ids=["narrow", "wide"])
def test_a_cell_that_wraps_is_joined_without_a_blank(padding: float, tmp_path: Path) -> None:
    # Room for five signs a line.
    xs = (70.0, 170.0, 230.0 + 2 * padding)
    words = [
        (70.0 + padding, 685.0, "石门县"),
        *lines("推动加工企", "业向园区集", "中建成10", "亿元产业", x=170 + padding, top=685, step=14),
    ]
    page = Pdf().page([*words, (72.0, 560.0, SENTENCE)], strokes=grid((620, 700), xs=xs))
    found = texts(read_here(page.bytes(), tmp_path))[0]
    assert found == "石门县\t推动加工企业向园区集中建成10亿元产业"


def test_paragraphs_of_a_cell_stay_apart(tmp_path: Path) -> None:
    # In the middle of its column, with room for another word beside it.
    xs = (70.0, 170.0, 290.0)
    words = [
        (72.0, 685.0, "一号园区"),
        (212.0, 685.0, "石门县"),
        (212.0, 670.0, "慈利县"),
        (72.0, 560.0, SENTENCE),
    ]
    page = Pdf().page(words, strokes=grid((660, 700), xs=xs))
    assert texts(read_here(page.bytes(), tmp_path))[0] == "一号园区\t石门县  慈利县"


def test_a_column_without_words_keeps_its_place(tmp_path: Path) -> None:
    rows = [(number, task, "", goal) for number, task, _, goal in ROWS]
    page = Pdf().page([*words_of(rows), (72.0, 560.0, SENTENCE)], strokes=grid(heights(3)))
    assert texts(read_here(page.bytes(), tmp_path))[:3] == tabbed(*rows)


def test_a_heading_over_a_whole_row_is_a_row(tmp_path: Path) -> None:
    upright = [(x, 660.0, x, 680.0) for x in COLUMNS] + [
        (70.0, 660.0, 70.0, 700.0),
        (398.0, 660.0, 398.0, 700.0),
    ]
    level = [(70.0, y, 398.0, y) for y in (660.0, 680.0, 700.0)]
    words = [(72.0, 685.0, "二、天水片区"), *words_of(ROWS[:1], top=680), (72.0, 560.0, SENTENCE)]
    found = texts(read_here(Pdf().page(words, strokes=[*upright, *level]).bytes(), tmp_path))
    assert found == ["二、天水片区\t\t\t", *tabbed(ROWS[0]), SENTENCE]


def test_a_table_without_borders_at_its_sides_is_a_table(tmp_path: Path) -> None:
    strokes = [
        stroke for stroke in grid(heights(4)) if stroke[0] not in (70.0, 398.0) or stroke[0] != stroke[2]
    ]
    found = texts(read_here(Pdf().page(words_of([HEAD, *ROWS]), strokes=strokes).bytes(), tmp_path))
    assert found == tabbed(HEAD, *ROWS)


def test_columns_between_level_strokes_are_told_by_the_gaps_that_all_rows_share(tmp_path: Path) -> None:
    xs = (70.0, 105.0, 274.0, 322.0, 412.0)
    page = Pdf().page(
        [*words_of([HEAD, *ROWS], xs=xs), (72.0, 560.0, SENTENCE)],
        strokes=[(70, y, 412, y) for y in (620, 680, 700)],
    )
    source = read_here(page.bytes(), tmp_path)
    assert texts(source) == [*tabbed(HEAD, *ROWS), SENTENCE]
    assert notes(source) == {}


def test_lines_of_a_text_with_blanks_are_no_table(tmp_path: Path) -> None:
    words = lines(
        "支持 石门县 建设柑橘产业基地，推动",
        "加工企业 向园区集中，延长 产业链，",
        "增加农户收入， 带动就业。 到时验收",
    )
    assert all("\t" not in text for text in texts(read_here(Pdf().page(words).bytes(), tmp_path)))


def test_a_page_in_columns_between_strokes_is_no_table(tmp_path: Path) -> None:
    left = lines(*(f"左栏第{n}行，支持县域产业发展壮大" for n in range(8)), x=72, top=600)
    right = lines(*(f"右栏第{n}行，推动加工企业集中发展" for n in range(8)), x=320, top=600)
    strokes = [(60.0, 640.0, 540.0, 640.0), (60.0, 420.0, 540.0, 420.0), (300.0, 420.0, 300.0, 640.0)]
    found = texts(read_here(Pdf().page([*left, *right], strokes=strokes).bytes(), tmp_path))
    assert [text[:2] for text in found] == ["左栏"] * 8 + ["右栏"] * 8


@pytest.mark.parametrize("repeated", [True, False], ids=["with its head again", "without"])
def test_a_table_goes_on_over_the_break_of_a_page(repeated: bool, tmp_path: Path) -> None:
    second = [HEAD, *ROWS[1:]] if repeated else list(ROWS[1:])
    pdf = (
        Pdf()
        .page([(72.0, 740.0, SENTENCE), *words_of([HEAD, ROWS[0]])], strokes=grid(heights(2)))
        .page(words_of(second), strokes=grid(heights(len(second))))
    )
    source = read_here(pdf.bytes(), tmp_path)
    assert texts(source) == [SENTENCE, *tabbed(HEAD, *ROWS)]
    assert notes(source) == ({"running_lines_removed": 1} if repeated else {})


def test_a_row_that_is_cut_by_the_break_of_a_page_is_whole(tmp_path: Path) -> None:
    # No border is drawn where the page ends: 任务 goes on above the first border of the next page.
    xs = (70.0, 110.0, 176.0, 240.0)
    first = [(72.0, 685.0, "1"), (112.0, 685.0, "建设柑橘产"), (178.0, 685.0, "石门县")]
    second = [
        (112.0, 685.0, "业园"),
        (72.0, 665.0, "2"),
        (112.0, 665.0, "建油茶园"),
        (178.0, 665.0, "慈利县"),
    ]
    upright = [(x, 680.0, x, 700.0) for x in xs]
    pdf = (
        Pdf()
        .page([(72.0, 740.0, SENTENCE), *first], strokes=[*upright, (70.0, 700.0, 240.0, 700.0)])
        .page(second, strokes=[*upright, *grid((660, 680), xs=xs)])
    )
    source = read_here(pdf.bytes(), tmp_path)
    assert texts(source) == [SENTENCE, "1\t建设柑橘产业园\t石门县", "2\t建油茶园\t慈利县"]
    assert source.where(source.text.index("柑橘产业园")) == "page 1"


@pytest.mark.parametrize("number", ["1", ""], ids=["counted rows", "rows of one county"])
def test_a_row_cut_between_two_borders_is_whole_where_rows_are_counted(number: str, tmp_path: Path) -> None:
    # Word draws a border on both pages: what tells the rest of a row is that it has no number.
    rows = [
        HEAD,
        ("1", "建设柑橘园", "石门县", "产值5亿元"),
        (number and "2", "建设绿色食", "慈利县", "产值8亿元"),
    ]
    rest, last = ("", "品精深加工基地", "", ""), ("3", "建设油茶园", "桃源县", "产值8亿元")
    pdf = (
        Pdf()
        .page([(72.0, 740.0, SENTENCE), *words_of(rows)], strokes=grid(heights(3)))
        .page(words_of([rest, last]), strokes=grid(heights(2)))
    )
    found = texts(read_here(pdf.bytes(), tmp_path))[3:]
    if number:
        assert found == tabbed(("2", "建设绿色食品精深加工基地", "慈利县", "产值8亿元"), last)
    else:
        assert found == tabbed(rows[2], rest, last)


def test_another_table_on_the_next_page_keeps_its_head(tmp_path: Path) -> None:
    pdf = (
        Pdf()
        .page(words_of([HEAD, *ROWS]), strokes=grid(heights(4)))
        .page([(72.0, 740.0, "附件2"), *words_of([HEAD, *ROWS])], strokes=grid(heights(4)))
    )
    assert texts(read_here(pdf.bytes(), tmp_path)).count("\t".join(HEAD)) == 2


def test_a_table_whose_columns_cannot_be_told_is_named(tmp_path: Path) -> None:
    # Without borders, and every row leaves its gaps elsewhere.
    words = [
        *lines("序号 任务 地区 目标", "1 建设绿色食品精深加工基地 石门县", "2 柑橘园 慈利县 12亿元"),
        (72.0, 560.0, SENTENCE),
    ]
    source = read_here(Pdf().page(words).bytes(), tmp_path)
    assert notes(source) == {"tables_not_parted": 1}
    assert "1" in source.notes[0].message.zh


def test_rows_that_no_border_parts_are_named(tmp_path: Path) -> None:
    page = Pdf().page([*words_of([HEAD, *ROWS]), (72.0, 560.0, SENTENCE)], strokes=grid((620, 700)))
    assert notes(read_here(page.bytes(), tmp_path)) == {"tables_not_parted": 1}


def test_a_hundred_pages_of_tables_take_seconds(tmp_path: Path) -> None:
    pdf = Pdf()
    for page in range(100):
        rows = [(number, chr(0x4E00 + page) + task, county, goal) for number, task, county, goal in ROWS]
        pdf.page(words_of(rows * 10, top=780), strokes=grid(heights(30, top=780)))
    begun = time.perf_counter()
    assert len(texts(read_here(pdf.bytes(), tmp_path))) == 3000
    assert time.perf_counter() - begun < 10
