"""Tables open in a spreadsheet with their Chinese intact, and nothing in them runs."""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl import load_workbook

from atlas.render.csv_table import encode_csv
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
