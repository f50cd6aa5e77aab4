"""What a file is, is told by its content; what is not read is refused with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas.core.errors import DataError
from atlas.ingest.documents.sniffing import DOCX, HTML, PDF, TXT, sniff_document
from tests.ingest.documents.samples import Pdf, paragraph, word, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def kind(data: bytes, tmp_path: Path, name: str = "规划.bin") -> str:
    path = tmp_path / "upload.bin"
    path.write_bytes(data)
    return sniff_document(path, name=name)


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        ("一、总体要求".encode(), "规划.pdf", TXT),
        ("一、总体要求".encode("utf-16"), "规划.html", TXT),
        (b"1 < 2 and 3 > 2", "a.docx", TXT),
        ("<div>识别残留</div>".encode() + "石门县柑橘产业。".encode() * 300, "规划.txt", TXT),
        (word(paragraph("甲")), "规划.txt", DOCX),
        (b"PK\x03\x04 broken", "规划.docx", DOCX),
        (Pdf().page([]).bytes(), "规划.txt", PDF),
        (b"\r\n\r\n" + Pdf().page([]).bytes(), "规划.txt", PDF),
        (b"<!DOCTYPE html><p>a", "规划.txt", HTML),
        (b"\xef\xbb\xbf<?xml version='1.0'?><!-- a --><html>", "规划", HTML),
        ("<html><body>甲".encode("utf-16"), "规划", HTML),
        ("<div><p>甲</p><p>乙</p></div>".encode(), "规划", HTML),
        ("石门<b>县</b>".encode(), "规划.htm", HTML),
    ],
)
def test_the_content_decides_and_not_the_name(data: bytes, name: str, expected: str, tmp_path: Path) -> None:
    assert kind(data, tmp_path, name) == expected


@pytest.mark.parametrize(
    ("data", "code", "hint"),
    [
        (b"", "document_empty", "选错"),
        (b" \r\n\0", "document_empty", "选错"),
        (OLE, "document_kind_refused", ".docx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "document_encrypted", "密码"),
        (OLE + "Workbook".encode("utf-16-le"), "document_kind_refused", "docx"),
        (b"{\\rtf1 a}", "document_kind_refused", ".docx"),
        (b"\x89PNG\r\n", "document_kind_refused", "OCR"),
        (b"\xff\xd8\xff\xe0", "document_kind_refused", "OCR"),
        (b"Rar!\x1a\x07\x00", "document_kind_refused", "解压"),
        (zipped({"OFD.xml": b"<a/>"}), "document_kind_refused", "OFD"),
        (zipped({"xl/workbook.xml": b"<a/>"}), "document_kind_refused", "docx"),
        (zipped({"规划.docx": b"a"}), "document_kind_refused", "解压"),
        (zipped({"mimetype": b"a", "content.xml": b"<a/>"}), "document_kind_refused", ".docx"),
        (
            b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><a/>',
            "document_kind_refused",
            ".docx",
        ),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a", "document_kind_refused", "HTML"),
    ],
)
def test_what_is_not_read_is_refused_with_the_way_out(
    data: bytes, code: str, hint: str, tmp_path: Path
) -> None:
    with pytest.raises(DataError) as refused:
        kind(data, tmp_path)
    assert refused.value.code == code
    assert hint in refused.value.hint.zh
    assert refused.value.hint.en
