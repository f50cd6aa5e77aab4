"""Tables open in a spreadsheet with their Chinese intact, and nothing in them runs."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from atlas.render.csv_table import decimal_text, encode_csv
from atlas.render.table import Table
from atlas.render.xlsx_table import encode_xlsx

HOSTILE = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1"]


def test_csv_starts_with_a_mark_so_that_excel_knows_utf8() -> None:
    body = encode_csv(["name"], [{"name": "玉屏侗族自治县"}])
    assert body.startswith(b"\xef\xbb\xbf")
    assert "玉屏侗族自治县" in body.decode("utf-8-sig")


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_text_never_starts_a_formula(text: str) -> None:
    body = encode_csv(["name"], [{"name": text}], with_mark=False).decode()
    cell = list(csv.reader(io.StringIO(body, newline="")))[1][0]
    assert cell == "'" + text


def test_a_column_of_a_file_from_outside_starts_no_formula_either() -> None:
    assert encode_csv(["=cmd()"], [{"=cmd()": 1}], with_mark=False) == b"'=cmd()\r\n1\r\n"


def test_csv_keeps_the_operator_of_a_target() -> None:
    assert encode_csv(["op"], [{"op": "="}], with_mark=False) == b"op\r\n=\r\n"


@pytest.mark.parametrize("text", HOSTILE)
def test_xlsx_text_is_never_a_formula(text: str) -> None:
    body = encode_xlsx(["name"], [{"name": text}], title="t")
    cell = load_workbook(io.BytesIO(body)).active["A2"]
    assert cell.data_type == "s"


def test_xlsx_numbers_are_numbers_and_gaps_are_empty() -> None:
    body = encode_xlsx(["value", "year"], [{"value": 1200, "year": None}], title="t", notes=["来源"])
    book = load_workbook(io.BytesIO(body))
    assert [cell.value for cell in book.active[2]] == [1200, None]
    assert book["说明"]["A1"].value == "来源"


def test_heads_stand_above_the_columns() -> None:
    table = Table(("adcode", "value"), [{"adcode": "520121", "value": 5}], "t", heads=("代码", "=数值"))
    assert table.encode("csv").decode("utf-8-sig") == "代码,'=数值\r\n520121,5\r\n"
    sheet = load_workbook(io.BytesIO(table.encode("xlsx"))).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["代码", "=数值"]


def test_a_table_without_a_column_keeps_the_heads_of_the_others() -> None:
    table = Table(("a", "b", "c"), [], "t", heads=("甲", "乙", "丙")).without("b")
    assert (table.columns, table.heads) == (("a", "c"), ("甲", "丙"))
    assert Table(("a", "b"), [], "t").without("b").heads == ()


def test_measures_have_as_many_decimals_as_make_sense() -> None:
    row = {"area_km2": 12.300000000000001, "share": 1.2e-07, "own": 0.30000000000000004, "gap": None}
    table = Table(tuple(row), [row], "t", decimals={"area_km2": 6, "share": 9, "gap": 6})
    assert table.encode("csv").decode("utf-8-sig").splitlines()[1] == "12.3,0.00000012,0.30000000000000004,"
    sheet = load_workbook(io.BytesIO(table.encode("xlsx"))).worksheets[0]
    assert [cell.value for cell in sheet[2]] == [12.3, 1.2e-07, pytest.approx(0.3), None]


@given(st.floats(-1e9, 1e9), st.integers(0, 9))
def test_a_decimal_text_is_the_number_but_for_its_last_digit(value: float, digits: int) -> None:
    text = decimal_text(value, digits)
    assert abs(float(text) - value) <= 0.5 * 10**-digits + 1e-6
    assert "e" not in text
