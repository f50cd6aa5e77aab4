"""The indicators of the project, and the tables that offices keep."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.errors import DataError, EncodingError, LimitExceeded, SchemaError
from atlas.core.policy.catalogue import Indicator
from atlas.stores import spreadsheets
from atlas.stores.indicator_table import _parse_number
from atlas.stores.indicators import read_indicator_table, read_indicators

GEODATA = Path(__file__).parents[2] / "geodata"

LIST = """
- id: population-2020
  zh: 常住人口
  en: Resident population
  unit: 人
  year: 2020
  source: 人口普查
  licence: MIT
  file: population.csv
"""


def write_indicator(folder: Path, *, listing: str = LIST, values: str = "520121,开阳县,343872") -> Path:
    (folder / "indicators.yaml").write_text(listing, encoding="utf-8")
    (folder / "population.csv").write_text(f"adcode,name,value\n{values}\n", encoding="utf-8")
    return folder


def write_csv(folder: Path, text: str, *, encoding: str = "utf-8") -> Path:
    path = folder / "figures.csv"
    path.write_bytes(text.encode(encoding))
    return path


def write_xlsx(folder: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    path = folder / "figures.xlsx"
    book.save(path)
    return path


class TestCuratedIndicators:
    def test_an_indicator_has_titles_unit_year_and_values(self, tmp_path: Path) -> None:
        (indicator,) = read_indicators(write_indicator(tmp_path))
        assert (indicator.id, indicator.title.zh, indicator.unit, indicator.year) == (
            "population-2020",
            "常住人口",
            "人",
            2020,
        )
        assert indicator.values == {"520121": 343872.0}

    @pytest.mark.parametrize(
        ("listing", "key"),
        [
            pytest.param(LIST + "  colour: red\n", "colour", id="unknown key"),
            pytest.param(LIST.replace("  unit: 人\n", ""), "unit", id="no unit"),
            pytest.param(LIST.replace("year: 2020", "year: 去年"), "year", id="no year"),
            pytest.param(LIST + LIST, "id", id="id used twice"),
            pytest.param(LIST.replace("population.csv", "../population.csv"), "file", id="another folder"),
        ],
    )
    def test_a_fault_in_the_list_is_told_with_its_key(self, tmp_path: Path, listing: str, key: str) -> None:
        with pytest.raises(SchemaError) as caught:
            read_indicators(write_indicator(tmp_path, listing=listing))
        assert caught.value.detail["file"] == "indicators.yaml"
        assert caught.value.detail["field"].endswith(key)

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            pytest.param("52012,开阳县,1", "adcode", id="five digits"),
            pytest.param("520121,开阳县,many", "value", id="no number"),
            pytest.param("520121,开阳县,1\n520121,开阳县,2", "adcode", id="listed twice"),
        ],
    )
    def test_a_fault_in_the_values_is_told_with_its_row(
        self, tmp_path: Path, values: str, field: str
    ) -> None:
        with pytest.raises(SchemaError) as caught:
            read_indicators(write_indicator(tmp_path, values=values))
        assert caught.value.detail["file"] == "population.csv"
        assert caught.value.detail["row"] == 1 + len(values.splitlines())
        assert caught.value.detail["field"] == field

    def test_a_missing_file_is_an_error_and_not_an_empty_indicator(self, tmp_path: Path) -> None:
        (write_indicator(tmp_path) / "population.csv").unlink()
        with pytest.raises(DataError, match=r"population\.csv"):
            read_indicators(tmp_path)


@pytest.fixture(scope="module")
def by_id() -> dict[str, Indicator]:
    return {indicator.id: indicator for indicator in read_indicators(GEODATA / "indicators")}


class TestIndicatorsOfTheProject:
    def test_guizhou_and_chongqing_add_up_to_the_census(self, by_id: dict[str, Indicator]) -> None:
        population = by_id["population-2020"].values
        sums = {
            province: sum(value for adcode, value in population.items() if adcode.startswith(province))
            for province in ("52", "50")
        }
        assert sums == {"52": 38_562_148, "50": 32_054_159}

    def test_upgraded_counties_stand_under_their_present_code(self, by_id: dict[str, Indicator]) -> None:
        population = by_id["population-2020"].values
        assert population["520581"] == 732_008
        assert "520522" not in population

    def test_shares_are_percentages_of_the_same_units(self, by_id: dict[str, Indicator]) -> None:
        units = set(by_id["population-2020"].values)
        for name in ("urban-share-2020", "aged-65-2020"):
            values = by_id[name].values
            assert set(values) == units
            assert all(0 <= value <= 100 for value in values.values())


class TestTableOfAnOffice:
    def test_columns_are_found_by_their_header(self, tmp_path: Path) -> None:
        table = read_indicator_table(
            write_csv(tmp_path, "序号,行政区划代码,区县,GDP,备注\n1,520121,开阳县,312.5,快报\n")
        )
        assert table.columns == ("GDP",)
        assert table.ignored == ("序号", "备注")
        (row,) = table.rows
        assert (row.row, row.key, row.name, row.values) == (2, "520121", "开阳县", {"GDP": 312.5})

    def test_without_codes_the_name_is_the_key(self, tmp_path: Path) -> None:
        (row,) = read_indicator_table(write_csv(tmp_path, "县,产值\n开阳,12\n")).rows
        assert (row.key, row.name) == ("开阳", "开阳")

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
    def test_encodings_of_office_programs_are_read(self, tmp_path: Path, encoding: str) -> None:
        table = read_indicator_table(write_csv(tmp_path, "名称,产值\n瓮安县,3\n", encoding=encoding))
        assert table.rows[0].name == "瓮安县"

    def test_the_encoding_is_told(self, tmp_path: Path) -> None:
        assert (
            read_indicator_table(write_csv(tmp_path, "县,产值\n瓮安,3\n", encoding="gbk")).encoding
            == "gb18030"
        )

    def test_bytes_that_are_no_text_are_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "figures.csv"
        path.write_bytes(b"\x00\x01\xff\xfe\xfd" * 20)
        with pytest.raises(EncodingError):
            read_indicator_table(path)

    def test_a_workbook_gives_the_same_rows_as_csv(self, tmp_path: Path) -> None:
        rows: list[list[object]] = [
            ["代码", "名称", "人口", "占比"],
            [520121, "开阳县", 343872, 0.5],
            ["520122", "息烽县", 210000, 1],
        ]
        text = "\n".join(",".join(str(cell) for cell in row) for row in rows)
        workbook = read_indicator_table(write_xlsx(tmp_path, 数据=rows))
        assert workbook.rows == read_indicator_table(write_csv(tmp_path, text)).rows
        assert workbook.encoding == "xlsx"

    def test_a_title_above_the_header_keeps_the_row_numbers(self, tmp_path: Path) -> None:
        table = read_indicator_table(
            write_csv(tmp_path, "2023年主要指标,,\n,单位：亿元,\n县,产值,税收\n开阳,1,2\n")
        )
        assert table.rows[0].row == 4

    def test_marks_for_no_data_are_no_zero(self, tmp_path: Path) -> None:
        table = read_indicator_table(write_csv(tmp_path, "县,产值,税收\n开阳,—,0\n息烽,…,-\n瓮安,1,\n"))
        assert [(row.name, dict(row.values)) for row in table.rows] == [
            ("开阳", {"税收": 0.0}),
            ("瓮安", {"产值": 1.0}),
        ]

    def test_footnotes_are_no_rows(self, tmp_path: Path) -> None:
        table = read_indicator_table(write_csv(tmp_path, "县,产值\n开阳,1\n注：数据为快报数。,\n"))
        assert [row.name for row in table.rows] == ["开阳"]

    def test_a_total_without_a_code_is_known_by_its_name(self, tmp_path: Path) -> None:
        table = read_indicator_table(write_csv(tmp_path, "代码,名称,产值\n,合计,3\n520121,开阳县,3\n"))
        assert [row.key for row in table.rows] == ["合计", "520121"]

    def test_a_code_of_twelve_digits_is_that_of_its_county(self, tmp_path: Path) -> None:
        (row,) = read_indicator_table(write_csv(tmp_path, "代码,产值\n520121000000,3\n")).rows
        assert row.key == "520121"

    @pytest.mark.parametrize(
        ("text", "row", "field"),
        [
            pytest.param("县,产值\n开阳,1\n息烽,约2\n", 3, "产值", id="words in a column of numbers"),
            pytest.param("县,占比\n开阳,12%\n息烽,0.2\n", 3, "占比", id="percent sign in half of a column"),
            pytest.param("代码,产值\n52012,1\n", 2, "代码", id="code of five digits"),
            pytest.param("代码,产值\n520121,1\n520121,2\n", 3, "代码", id="code twice"),
            pytest.param("县,产值,产值\n开阳,1,2\n", 1, "产值", id="header twice"),
            pytest.param("县,产值,\n开阳,1,2\n", 2, "", id="numbers without a header"),
            pytest.param("县,备注\n开阳,好\n", 1, "", id="no column of numbers"),
            pytest.param("县,产值\n,5\n", 2, "", id="numbers without a unit"),
        ],
    )
    def test_a_fault_is_told_with_row_and_field(
        self, tmp_path: Path, text: str, row: int, field: str
    ) -> None:
        with pytest.raises(SchemaError) as caught:
            read_indicator_table(write_csv(tmp_path, text))
        assert (caught.value.detail["row"], caught.value.detail["field"]) == (row, field)
        assert caught.value.message.zh
        assert caught.value.message.en

    def test_a_table_without_codes_or_names_says_what_is_missing(self, tmp_path: Path) -> None:
        with pytest.raises(SchemaError) as caught:
            read_indicator_table(write_csv(tmp_path, "甲,乙\n1,2\n"))
        assert "区县" in caught.value.hint.zh

    def test_two_sheets_with_content_are_a_question(self, tmp_path: Path) -> None:
        rows: list[list[object]] = [["县", "产值"], ["开阳", 1]]
        path = write_xlsx(tmp_path, 一季度=rows, 二季度=rows)
        with pytest.raises(SchemaError) as caught:
            read_indicator_table(path)
        assert "二季度" in caught.value.hint.zh
        assert len(read_indicator_table(path, sheet="二季度").rows) == 1

    def test_empty_sheets_are_passed_over(self, tmp_path: Path) -> None:
        path = write_xlsx(tmp_path, Sheet1=[["县", "产值"], ["开阳", 1]], Sheet2=[])
        assert len(read_indicator_table(path).rows) == 1

    @pytest.mark.parametrize("name", ["figures.xls", "figures.pdf", "figures"])
    def test_other_kinds_of_file_are_refused(self, tmp_path: Path, name: str) -> None:
        path = tmp_path / name
        path.write_bytes(b"")
        with pytest.raises(DataError, match="XLSX"):
            read_indicator_table(path)

    def test_a_damaged_workbook_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "figures.xlsx"
        path.write_bytes(b"PK\x03\x04 no workbook")
        with pytest.raises(DataError, match="损坏"):
            read_indicator_table(path)

    def test_a_table_longer_than_any_is_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(spreadsheets, "MAX_ROWS", 3)
        with pytest.raises(LimitExceeded):
            read_indicator_table(write_csv(tmp_path, "县,产值\n" + "开阳,1\n" * 4))


class TestNumbersAsOfficesWriteThem:
    @pytest.mark.parametrize(
        ("text", "number"),
        [("1,234.5", 1234.5), ("１２．５", 12.5), ("12.5%", 12.5), (" 3 ", 3.0), ("-0.5", -0.5), (".5", 0.5)],
    )
    def test_they_are_read(self, text: str, number: float) -> None:
        assert _parse_number(text) == number

    @pytest.mark.parametrize(
        "text",
        [
            "1,23",
            "12万",
            "nan",
            "inf",
            "1e999",
            math.inf,
            10**400,
            "0x10",
            "1_000",
            "二十",
            "#DIV/0!",
            "1 200 户",
        ],
    )
    def test_anything_else_is_no_number(self, text: str | float) -> None:
        assert _parse_number(text) is None

    @given(st.floats(allow_nan=False, allow_infinity=False, width=64))
    def test_a_printed_number_is_read_again(self, number: float) -> None:
        assert _parse_number(repr(number)) == number

    @given(st.integers(min_value=-(10**12), max_value=10**12))
    def test_thousands_separators_change_nothing(self, number: int) -> None:
        assert _parse_number(f"{number:,}") == number
