"""Tells by its content what a file is; the ending is only compared with that."""

from __future__ import annotations

import re
import struct

from atlas.core.errors import DataError, Text
from atlas.ingest.dbf import looks_like_dbf
from atlas.ingest.delimited import find_delimiter
from atlas.ingest.shapefile_index import FILE_CODE
from atlas.ingest.shown import ending_of, shown

#: Bytes that are looked at.
HEAD_BYTES = 65_536

SHAPEFILE, DBF, GEOPACKAGE, GEOJSON = "shapefile", "dbf", "geopackage", "geojson"
FLATGEOBUF, GEOPARQUET, CSV, KML, ZIP = "flatgeobuf", "geoparquet", "csv", "kml", "zip"

ACCEPTED = Text(
    "可读取：zip 或单个的 shapefile、GeoPackage、GeoJSON、FlatGeobuf、GeoParquet、CSV、XLSX、KML/KMZ。",
    "Accepted: shapefile (zipped or loose), GeoPackage, GeoJSON, FlatGeobuf, GeoParquet, CSV, XLSX, KML/KMZ.",
)

#: First bytes of what is read.
_MAGIC = (
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"fgb\x03fgb", FLATGEOBUF),
    (b"PAR1", GEOPARQUET),
)
_ARCHIVE = Text("请解压后重新压缩为 zip。", "Unpack it and pack it again as zip.")
#: First bytes of what is not read, what it is, and what to do.
_REFUSED = (
    (b"Rar!\x1a\x07", Text("RAR 压缩包", "a RAR archive"), _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Text("7z 压缩包", "a 7z archive"), _ARCHIVE),
    (b"\x1f\x8b", Text("gzip 压缩包", "a gzip archive"), _ARCHIVE),
    (b"BZh", Text("bzip2 压缩包", "a bzip2 archive"), _ARCHIVE),
    (b"\xfd7zXZ\x00", Text("xz 压缩包", "an xz archive"), _ARCHIVE),
    (b"\x28\xb5\x2f\xfd", Text("zstd 压缩包", "a zstd archive"), _ARCHIVE),
    (b"%PDF", Text("PDF 文档", "a PDF document"), ACCEPTED),
    (b"MZ", Text("Windows 程序", "a Windows program"), ACCEPTED),
    (b"\x7fELF", Text("Linux 程序", "a Linux program"), ACCEPTED),
    (b"#!", Text("脚本", "a script"), ACCEPTED),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        Text("旧版 Office 文件（.xls、.doc）", "a file of an old Office (.xls, .doc)"),
        Text("请在 Excel 或 WPS 中另存为 .xlsx。", "Save it as .xlsx in a spreadsheet program."),
    ),
    (
        b"\x00\x01\x00\x00Standard ",
        Text("Access 数据库", "an Access database"),
        Text(
            "请在 ArcGIS 中导出为 shapefile 或 GeoPackage。", "Export the layer as shapefile or GeoPackage."
        ),
    ),
    (b"AC10", Text("AutoCAD 图形（DWG）", "an AutoCAD drawing (DWG)"), ACCEPTED),
    (b"\x89PNG", Text("图片", "a picture"), ACCEPTED),
    (b"\xff\xd8\xff", Text("图片", "a picture"), ACCEPTED),
    (b"GIF8", Text("图片", "a picture"), ACCEPTED),
    (b"II*\x00", Text("TIFF 影像", "a TIFF image"), ACCEPTED),
    (b"MM\x00*", Text("TIFF 影像", "a TIFF image"), ACCEPTED),
    (b"!table", Text("MapInfo TAB 文件", "a MapInfo TAB file"), ACCEPTED),
)
_SQLITE = b"SQLite format 3\x00"
#: Application ids of GeoPackage (OGC 12-128r18, clause 1.1.1.1.1) stand at byte 68 of the database.
_PACKAGE_IDS = (b"GPKG", b"GP10", b"GP11")
_TAR_AT = slice(257, 262)
#: Elements of XML that are not read.
_XML_REFUSED = (
    ("ogrvrtdatasource", Text("GDAL 虚拟文件（VRT）", "a virtual file of GDAL (VRT)")),
    ("vrtdataset", Text("GDAL 虚拟文件（VRT）", "a virtual file of GDAL (VRT)")),
    ("opengis.net/gml", Text("GML 文件", "a GML file")),
    ("<gpx", Text("GPX 轨迹", "a GPX track")),
    ("<html", Text("网页（HTML）", "a web page (HTML)")),
    ("<!doctype html", Text("网页（HTML）", "a web page (HTML)")),
    ("<table", Text("网页（HTML）", "a web page (HTML)")),
    ("urn:schemas-microsoft-com:office:spreadsheet", Text("XML 表格", "an XML spreadsheet")),
    ("<svg", Text("SVG 图形", "an SVG drawing")),
)
_KML_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?kml[\s>/]")
#: Endings by kind; a text table may have any ending that an office gives it.
ENDINGS = {
    SHAPEFILE: (".shp",),
    DBF: (".dbf",),
    GEOPACKAGE: (".gpkg",),
    GEOJSON: (".geojson", ".json", ".geojsonl", ".geojsons", ".ndjson", ".jsonl"),
    FLATGEOBUF: (".fgb",),
    GEOPARQUET: (".parquet", ".geoparquet", ".pq"),
    CSV: (".csv", ".tsv", ".txt", ".tab", ".psv", ".xls"),
    KML: (".kml",),
    ZIP: (".zip", ".kmz", ".xlsx", ".xlsm"),
}


def sniff(head: bytes, name: str) -> str:
    """What a file is.

    Parameters
    ----------
    head
        Its first ``HEAD_BYTES`` bytes, or all.
    name
        As the user called it.

    Returns
    -------
    str
        A key of ``ENDINGS``.

    Raises
    ------
    DataError
        It is empty, of a kind that is not read, or unknown.
    """
    if not head.strip(b"\0 \t\r\n"):
        raise _refused(name, Text("空文件", "an empty file"), ACCEPTED, code="file_empty")
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    for magic, what, hint in _REFUSED:
        if head.startswith(magic):
            raise _refused(name, what, hint)
    if head[_TAR_AT] == b"ustar":
        raise _refused(name, Text("tar 压缩包", "a tar archive"), _ARCHIVE)
    if head.startswith(_SQLITE):
        return _sniff_sqlite(head, name)
    if len(head) >= 4 and struct.unpack_from(">i", head)[0] == FILE_CODE:
        return _sniff_shape(name)
    if looks_like_dbf(head) and (ending_of(name) == ".dbf" or b"\0" in head):
        return DBF
    return _sniff_text(head, name)


def ending_message(name: str, kind: str) -> Text | None:
    """A word about an ending that is not that of the content.

    Parameters
    ----------
    name
        As the user called the file.
    kind
        What it is.

    Returns
    -------
    Text or None
        ``None`` when they agree, or when there is no ending.
    """
    ending = ending_of(name)
    known = {one for endings in ENDINGS.values() for one in endings}
    if ending in ENDINGS[kind] or ending not in known:
        return None
    return Text(
        f"{shown(name)} 的扩展名是 {ending}，内容却是 {kind}，已按内容读取",
        f"{shown(name)} ends in {ending} but is {kind}; it was read as what it is",
    )


def _sniff_sqlite(head: bytes, name: str) -> str:
    if head[68:72] in _PACKAGE_IDS or ending_of(name) == ".gpkg":
        return GEOPACKAGE
    raise _refused(name, Text("SQLite 数据库", "an SQLite database"), ACCEPTED)


def _sniff_shape(name: str) -> str:
    if ending_of(name) == ".shx":
        raise _refused(
            name,
            Text("shapefile 的索引（.shx）", "the index of a shapefile (.shx)"),
            Text("请上传 .shp，或把各部分一起压缩为 zip。", "Upload the .shp, or all parts in one zip."),
        )
    return SHAPEFILE


def _sniff_text(head: bytes, name: str) -> str:
    text = _as_text(head)
    if text is None:
        raise _refused(name, Text("无法识别的二进制文件", "a binary file of unknown kind"), ACCEPTED)
    start = text.lstrip("\ufeff\x1e \t\r\n")
    if start.startswith(("{", "[")):
        return GEOJSON
    if start.startswith("<"):
        return _sniff_xml(start, name)
    ending = ending_of(name)
    if ending in ENDINGS[CSV] and (ending in (".csv", ".tsv") or find_delimiter(_whole_lines(start))):
        return CSV
    raise _refused(name, Text("内容无法识别的文本", "text of unknown kind"), ACCEPTED)


def _sniff_xml(text: str, name: str) -> str:
    if _KML_ROOT.search(text):
        return KML
    lower = text.lower()
    what = next((what for mark, what in _XML_REFUSED if mark in lower), Text("XML 文件", "an XML file"))
    raise _refused(name, what, ACCEPTED)


def _as_text(head: bytes) -> str | None:
    """The beginning as text, one character a byte; ``None`` when it is none."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace")
    text = head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    strange = sum(character < " " and character not in "\t\r\n\x1e\x1a" for character in text)
    return None if strange else text


def _whole_lines(text: str) -> str:
    return "\n".join(text.splitlines()[:50])


def _refused(name: str, what: Text, hint: Text, *, code: str = "file_kind_refused") -> DataError:
    return DataError(
        f"{shown(name)} 是{what.zh}，不能作为图层导入",
        f"{shown(name)} is {what.en}; it cannot be imported as a layer",
        code=code,
        hint_zh=hint.zh,
        hint_en=hint.en,
        file=shown(name),
    )
