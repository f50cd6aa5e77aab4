"""The numbers behind figures open in Excel as what they are."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook as ExcelBook
from openpyxl import load_workbook

from atlas.render.report_parts import Workbook, WorkbookFigure, WorkbookSheet
from atlas.render.report_xlsx import encode_workbook, name_sheets, write_workbook
from atlas.render.table import Table

VALUES = Table(
    ("county", "value"),
    [{"county": "开阳县", "value": 343885}, {"county": "=1+1", "value": None}],
    "分县数值",
    heads=("县", "常住人口"),
    notes=("筛选：地区：贵州省", "数据日期：2026-01-01"),
)


def opened(body: bytes) -> ExcelBook:
    return load_workbook(io.BytesIO(body))


def book(**parts: object) -> ExcelBook:
    figure = WorkbookFigure(
        title="贵州省各县常住人口",
        heading="图 1  贵州省各县常住人口",
        lines=(("图1 分县数值", "筛选：地区：贵州省"), ("数据来源", "=第七次人口普查")),
        sheets=(WorkbookSheet("图1 分县数值", VALUES),),
    )
    return opened(write_workbook(Workbook("县域工业图集", "说明", (("制图单位", "省工业厅"),), (figure,))))


def test_the_first_sheet_tells_what_is_in_the_others() -> None:
    made = book()
    assert made.sheetnames == ["说明", "图1 分县数值"]
    told = [tuple(cell.value for cell in row) for row in made["说明"].iter_rows()]
    assert told[0][0] == "县域工业图集"
    assert ("制图单位", "省工业厅") in told
    assert ("图1 分县数值", "筛选：地区：贵州省") in told


def test_numbers_are_numbers_and_text_is_no_formula() -> None:
    made = book()
    rows = [[cell.value for cell in row] for row in made["图1 分县数值"].iter_rows()]
    assert rows == [["县", "常住人口"], ["开阳县", 343885], ["=1+1", None]]
    assert made["图1 分县数值"]["A3"].data_type == "s"
    assert {cell.data_type for row in made["说明"].iter_rows() for cell in row} <= {"s", "n"}


def test_some_tables_make_a_book_with_their_notes_at_the_end() -> None:
    made = opened(encode_workbook([VALUES, VALUES]))
    assert made.sheetnames == ["分县数值", "分县数值 2", "说明"]
    assert [cell.value for cell in made["说明"][1]] == ["分县数值", "筛选：地区：贵州省"]


def test_a_book_of_nothing_opens() -> None:
    assert len(opened(encode_workbook([])).sheetnames) == 1


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (["a[b]", "a b", "A B "], ["a b", "a b 2", "A B 3"]),
        (["磷" * 40, "磷" * 40], ["磷" * 31, "磷" * 29 + " 2"]),
        (["", "?"], [" 2", " 3"]),
    ],
)
def test_sheets_are_named_as_excel_wants_it(titles: list[str], names: list[str]) -> None:
    assert name_sheets(titles) == names


@given(st.lists(st.text(max_size=40), max_size=6))
def test_whatever_the_titles_names_are_short_and_differ(titles: list[str]) -> None:
    names = name_sheets(titles)
    assert len({name.lower() for name in names}) == len(titles)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)
