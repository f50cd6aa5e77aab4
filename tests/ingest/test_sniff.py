"""What a file is, is told by its content."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas.core.errors import DataError
from tests.ingest.files import county_parts, layer_of, read_bytes, zipped

VRT = b"""<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource>
<SrcSQL>SELECT * FROM passwd</SrcSQL></OGRVRTLayer></OGRVRTDataSource>"""


@pytest.mark.parametrize(
    ("data", "name", "word"),
    [
        (b"%PDF-1.7\n", "县界.shp", "PDF"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "县界.shp", "HTML"),
        (b"MZ\x90\0" + bytes(100), "县界.shp", "Windows"),
        (b"\x7fELF" + bytes(100), "县界.shp", "Linux"),
        (b"\x89PNG\r\n", "县界.gpkg", "picture"),
        (b"AC1027" + bytes(100), "地形.dwg", "DWG"),
        (b"\0\1\0\0Standard ACE DB\0", "a.mdb", "Access"),
        (b"!table\n!version 300\n", "a.tab", "MapInfo"),
        (VRT, "县界.shp", "VRT"),
        (VRT, "县界.kml", "VRT"),
        (VRT, "县界.csv", "VRT"),
        (
            b'<?xml version="1.0"?><gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2"/>',
            "a.gml",
            "GML",
        ),
        (b"<gpx version='1.1'></gpx>", "a.gpx", "GPX"),
        (b"<table><tr><td>1</td></tr></table>", "a.xls", "HTML"),
        (b"/vsicurl/http://169.254.169.254/x.shp", "a.shp", "text"),
        (b"/vsizip//etc/passwd", "a.geojson", "text"),
        (b'Version   450\nCharset "WindowsSimpChinese"\n', "a.mif", "text"),
        (bytes(range(256)) * 4, "县界.shp", "binary"),
    ],
)
def test_other_kinds_are_refused_whatever_they_are_called(
    tmp_path: Path, data: bytes, name: str, word: str
) -> None:
    with pytest.raises(DataError) as refused:
        read_bytes(data, name, tmp_path)
    assert refused.value.code == "file_kind_refused"
    assert word in refused.value.message.en
    assert refused.value.hint.zh
    assert "GeoPackage" in refused.value.hint.en
    assert name in refused.value.message.zh


@pytest.mark.parametrize("data", [b"", b"\0" * 1000, b" \r\n"])
def test_an_empty_file_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(DataError) as refused:
        read_bytes(data, "a.shp", tmp_path)
    assert refused.value.code == "file_empty"


def test_content_wins_over_the_ending_and_the_difference_is_told(tmp_path: Path) -> None:
    upload = read_bytes(b'{"type":"Point","coordinates":[106.6,26.4]}', "点.shp", tmp_path)
    assert layer_of(upload).member.kind == "geojson"
    assert [message.code for message in upload.messages] == ["ending_differs"]


def test_a_zip_of_another_ending_is_a_zip(tmp_path: Path) -> None:
    upload = read_bytes(zipped(county_parts()), "县界.shp", tmp_path)
    assert len(layer_of(upload).table) == 2
    assert [message.code for message in upload.messages] == ["ending_differs"]


def test_a_file_without_ending_is_told_by_its_content(tmp_path: Path) -> None:
    with pytest.raises(DataError) as refused:
        read_bytes(county_parts("a")["a.dbf"], "upload", tmp_path)
    assert refused.value.code == "shp_missing"
    upload = read_bytes(county_parts("a")["a.shp"], "upload", tmp_path)
    assert len(layer_of(upload).table) == 2
    assert upload.messages == ()


def test_a_word_document_is_no_workbook(tmp_path: Path) -> None:
    data = zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
    with pytest.raises(DataError, match="Office"):
        read_bytes(data, "a.docx", tmp_path)
