"""Tables of offices: CSV as bytes, XLSX as values, headers below titles."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from atlas.core.errors import AtlasError, DataError
from atlas.core.imports.raw import RawLayer, RawUpload
from tests.ingest.files import codes, layer_of, read_apart, read_bytes


def csv(text: str, tmp_path: Path, *, encoding: str = "gbk", name: str = "a.csv") -> RawLayer:
    return layer_of(read_bytes(text.encode(encoding), name, tmp_path))


def decoded(layer: RawLayer, encoding: str = "gbk") -> list[list[Any]]:
    def plain(value: Any) -> Any:
        return value.encode("latin-1").decode(encoding) if isinstance(value, str) else None

    return [
        [plain(name) for name in layer.table.columns],
        *[[plain(cell) for cell in row] for row in layer.table.to_numpy()],
    ]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_every_delimiter_and_the_bytes_of_gbk_are_kept(tmp_path: Path, delimiter: str) -> None:
    # The second byte of 倈 in GBK is that of |.
    assert b"|" in "倈".encode("gbk")
    text = delimiter.join(["县名", "代码", "备注"]) + "\n" + delimiter.join(["花溪区", "052011", "倈"]) + "\n"
    layer = csv(text, tmp_path)
    assert layer.is_bytes
    assert decoded(layer) == [["县名", "代码", "备注"], ["花溪区", "052011", "倈"]]


def test_quotes_hold_delimiters_and_line_ends(tmp_path: Path) -> None:
    layer = csv('名,注\n"花溪, 区","一行\n""二""行"\n', tmp_path)
    assert decoded(layer)[1] == ["花溪, 区", '一行\n"二"行']


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_tells_the_encoding(tmp_path: Path, encoding: str) -> None:
    layer = csv("县,值\n花溪区,1\n", tmp_path, encoding=encoding)
    assert layer.declared_encoding == "UTF-8"
    assert decoded(layer, "utf-8") == [["县", "值"], ["花溪区", "1"]]


def test_the_header_is_found_below_titles(tmp_path: Path) -> None:
    layer = csv("贵州省矿产统计表,,\n单位：万吨,,2024年\n\n县名,矿种,储量\n花溪区,铝土矿,12\n", tmp_path)
    assert decoded(layer)[0] == ["县名", "矿种", "储量"]
    assert [(message.code, message.detail["row"]) for message in layer.messages] == [("header_row", 4)]


def test_years_are_headings(tmp_path: Path) -> None:
    assert decoded(csv("县名,2021,2022,2023\n花溪区,1,2,3\n", tmp_path))[0] == [
        "县名",
        "2021",
        "2022",
        "2023",
    ]


def test_a_table_without_header_gets_numbered_columns(tmp_path: Path) -> None:
    layer = csv("106.67,26.41\n106.97,26.45\n", tmp_path)
    assert list(layer.table.columns) == ["column_1", "column_2"]
    assert len(layer.table) == 2
    assert codes(layer) == ["header_missing"]


def test_rows_that_are_too_long_are_told_with_their_line(tmp_path: Path) -> None:
    layer = csv("a,b\n1,x\n\n2,y,z\n", tmp_path)
    long = next(message for message in layer.messages if message.code == "row_too_long")
    assert (long.features, long.detail["file_rows"]) == ((2,), [4])
    assert "blank_rows" in codes(layer)


def test_columns_without_or_with_the_same_name_are_told_apart(tmp_path: Path) -> None:
    assert list(csv("a,,a\n1,2,3\n", tmp_path).table.columns) == ["a", "column_2", "a_2"]


def test_an_open_quote_is_refused_with_the_line(tmp_path: Path) -> None:
    with pytest.raises(DataError) as refused:
        csv('a,b\n1,"x\n2,y\n', tmp_path)
    assert refused.value.code == "table_damaged"
    assert refused.value.detail["row"] == 3


def test_prose_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(DataError) as refused:
        csv("本月工作总结\n一切顺利。\n", tmp_path, name="a.txt")
    assert refused.value.code == "file_kind_refused"


def test_an_xls_that_is_text_is_read_and_told(tmp_path: Path) -> None:
    upload = read_bytes("县名\t值\n花溪区\t1\n".encode("gbk"), "a.xls", tmp_path)
    assert decoded(layer_of(upload))[1] == ["花溪区", "1"]


def test_an_old_workbook_is_refused_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(DataError) as refused:
        read_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xls", tmp_path)
    assert "xlsx" in refused.value.hint.zh


def workbook(*sheets: tuple[str, list[list[Any]]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return book


def xlsx(book: openpyxl.Workbook, tmp_path: Path, *, name: str = "a.xlsx", member: str = "") -> RawUpload:
    stream = io.BytesIO()
    book.save(stream)
    return read_apart(stream.getvalue(), name, tmp_path, member=member)


def test_a_sheet_keeps_numbers_texts_and_days(tmp_path: Path) -> None:
    rows = [
        ["县名", "代码", "面积", "人口", "日期"],
        ["花溪区", "052011", 957.6, 966300, datetime.date(2024, 5, 1)],
    ]
    layer = layer_of(xlsx(workbook(("表一", rows)), tmp_path))
    assert (layer.member.name, layer.member.kind, layer.is_bytes) == ("表一", "xlsx", False)
    assert layer.table.iloc[0].tolist() == ["花溪区", "052011", 957.6, 966300, "2024-05-01"]


def test_a_code_keeps_the_noughts_that_its_format_shows(tmp_path: Path) -> None:
    book = workbook(("s", [["县", "代码"], ["花溪区", 52011]]))
    book["s"]["B2"].number_format = "000000"
    assert layer_of(xlsx(book, tmp_path)).table["代码"][0] == "052011"


def test_the_header_of_a_sheet_is_found_below_a_merged_title(tmp_path: Path) -> None:
    book = workbook(("s", [["统计表"], [None], ["县", "经度", "纬度"], ["花溪区", 106.67, 26.41]]))
    book["s"].merge_cells("A1:C1")
    layer = layer_of(xlsx(book, tmp_path))
    assert list(layer.table.columns) == ["县", "经度", "纬度"]
    assert codes(layer) == ["header_row"]


def test_of_several_sheets_a_person_chooses_and_empty_ones_are_none(tmp_path: Path) -> None:
    book = workbook(("甲", [["a", "b"], [1, 2]]), ("空", []), ("乙", [["c", "d"], [3, 4]]))
    upload = xlsx(book, tmp_path)
    assert [member.name for member in upload.members] == ["甲", "乙"]
    assert upload.layer is None


def test_a_hidden_sheet_is_left_out_and_told(tmp_path: Path) -> None:
    book = workbook(("甲", [["a", "b"], [1, 2]]), ("乙", [["c", "d"], [3, 4]]))
    book["乙"].sheet_state = "hidden"
    upload = xlsx(book, tmp_path)
    assert layer_of(upload).member.name == "甲"
    assert [message.code for message in upload.messages] == ["hidden_sheet"]


def test_a_formula_that_was_never_worked_out_is_told_and_never_shown(tmp_path: Path) -> None:
    layer = layer_of(xlsx(workbook(("s", [["a", "b"], ["x", '=HYPERLINK("http://evil","x")']])), tmp_path))
    assert layer.table["b"].isna().tolist() == [True]
    told = next(message for message in layer.messages if message.code == "formula_without_value")
    assert told.detail["cells"] == ["B2"]


def test_errors_in_cells_are_empty_and_told(tmp_path: Path) -> None:
    book = workbook(("s", [["a", "b"], ["x", "#REF!"]]))
    book["s"]["B2"].data_type = "e"
    layer = layer_of(xlsx(book, tmp_path))
    assert "cell_errors" in codes(layer)


def changed(book: openpyxl.Workbook, part: str, old: str, new: str) -> bytes:
    """The workbook with one of its XML parts edited."""
    stream, out = io.BytesIO(), io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode(), 1)
            target.writestr(name, data)
    return out.getvalue()


def test_an_entity_in_a_workbook_is_refused(tmp_path: Path) -> None:
    book = workbook(("s", [["a", "b"], [1, 2]]))
    trap = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet '
    with pytest.raises(DataError) as refused:
        read_apart(changed(book, "xl/worksheets/sheet1.xml", "<worksheet ", trap), "a.xlsx", tmp_path)
    assert refused.value.code == "xml_dtd"


def test_a_sheet_that_claims_endless_rows_is_refused(tmp_path: Path) -> None:
    book = workbook(("s", [["a", "b"], [1, 2]]))
    data = changed(book, "xl/worksheets/sheet1.xml", '<row r="2"', '<row r="99999999"')
    with pytest.raises(AtlasError) as refused:
        read_apart(data, "a.xlsx", tmp_path)
    assert refused.value.code == "too_many_features"


def test_a_size_that_a_sheet_claims_is_not_believed(tmp_path: Path) -> None:
    book = workbook(("s", [["a", "b"], [1, 2]]))
    data = changed(book, "xl/worksheets/sheet1.xml", 'ref="A1:B2"', 'ref="A1:XFD1048576"')
    assert layer_of(read_apart(data, "a.xlsx", tmp_path)).table.shape == (1, 2)


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    book = workbook(("s", [["a", "b"], [1, 2]]))
    with pytest.raises(DataError) as refused:
        read_apart(changed(book, "xl/workbook.xml", "<sheets>", "<shee"), "a.xlsx", tmp_path)
    assert refused.value.code == "file_damaged"


def test_a_workbook_of_any_name_is_told_by_its_content(tmp_path: Path) -> None:
    upload = xlsx(workbook(("s", [["a", "b"], [1, 2]])), tmp_path, name="a.csv")
    assert layer_of(upload).member.kind == "xlsx"
    assert [message.code for message in upload.messages] == ["ending_differs"]


def file_rows(layer: RawLayer) -> list[int]:
    return [layer.row_number(row) for row in range(len(layer.table))]


def test_rows_of_a_csv_are_counted_by_the_lines_of_the_file(tmp_path: Path) -> None:
    text = '贵州省矿山台账,,\n\n县名,矿种,备注\n花溪区,铝土矿,"一\n二"\n\n开阳县,磷矿,x\n'
    layer = csv(text, tmp_path)
    assert file_rows(layer) == [4, 7]


def test_the_header_below_a_title_of_two_lines_is_told_with_its_line(tmp_path: Path) -> None:
    layer = csv('"统计表\n（2024）",,\n县名,矿种,储量\n花溪区,铝土矿,12\n', tmp_path)
    assert [one.detail["row"] for one in layer.messages if one.code == "header_row"] == [3]


def test_rows_of_a_sheet_are_counted_as_the_program_shows_them(tmp_path: Path) -> None:
    rows = [["统计表"], [None], ["县", "储量"], ["花溪区", 12], [None], ["开阳县", 7]]
    layer = layer_of(xlsx(workbook(("s", rows)), tmp_path))
    assert file_rows(layer) == [4, 6]
    assert list(layer.table.columns) == ["县", "储量"]
