"""Tells by its content which kind of document a file is; kinds that are not read are refused with what to do."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from atlas.core.errors import DataError, Text
from atlas.ingest.documents.refusals import ACCEPTED, empty, encrypted, refused_kind
from atlas.ingest.shown import ending_of

TXT, DOCX, PDF, HTML = "txt", "docx", "pdf", "html"

#: Bytes of the beginning that are looked at.
_HEAD_BYTES = 65_536
_AS_DOCX = Text(
    "请在 Word 或 WPS 中打开，另存为 .docx 后上传。", "Open it in a word processor and save it as .docx."
)
_UNPACK = Text("请解压后上传其中的文档。", "Unpack it and upload the document inside.")
_OCR = Text(
    "请先用文字识别（OCR）软件转成可复制文字的 PDF 或 txt，核对后上传。",
    "Run text recognition (OCR) first, check the text, and upload it as a searchable PDF or txt.",
)
_PICTURE = Text("图片", "a picture")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: First bytes of what is not read, what it is, and what to do.
_REFUSED = (
    (b"{\\rtf", Text("RTF 文档", "an RTF document"), _AS_DOCX),
    (b"\xdb\xa5-\x00", Text("旧版 Word 文档", "a document of an old Word"), _AS_DOCX),
    (b"Rar!\x1a\x07", Text("RAR 压缩包", "a RAR archive"), _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", Text("7z 压缩包", "a 7z archive"), _UNPACK),
    (b"\x1f\x8b", Text("gzip 压缩包", "a gzip archive"), _UNPACK),
    (b"\x89PNG", _PICTURE, _OCR),
    (b"\xff\xd8\xff", _PICTURE, _OCR),
    (b"GIF8", _PICTURE, _OCR),
    (b"II*\x00", _PICTURE, _OCR),
    (b"MM\x00*", _PICTURE, _OCR),
    (b"AT&TFORM", Text("DjVu 扫描件", "a DjVu scan"), _OCR),
)
#: Entries that tell what a zip archive is.
_PACKAGES = (
    ("OFD.xml", Text("OFD 版式文档", "an OFD document")),
    ("xl/workbook.xml", Text("Excel 表格", "a spreadsheet")),
    ("ppt/presentation.xml", Text("演示文稿", "a presentation")),
)
_PACKAGE_HINTS = {
    "OFD.xml": Text(
        "请在 OFD 阅读器或 WPS 中转换为 docx、PDF（可复制文字）或 txt 后上传。",
        "Convert it to docx, searchable PDF or txt in an OFD reader.",
    )
}
_OPEN_DOCUMENT = frozenset({"mimetype", "content.xml"})
_AS_PAGE = Text(
    "请在浏览器中另存为“网页，仅 HTML”后上传。", "Save it from the browser as “web page, HTML only”."
)
_WORD_XML = ('progid="Word.Document"', "schemas.microsoft.com/office/2006/xmlPackage")
_WEB_ARCHIVE = re.compile(r"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
#: What may stand before the first element of a page.
_BEFORE = re.compile(r"\A(?:\s+|<!--.*?(?:-->|\Z)|<\?xml[^>]*>)+", re.DOTALL)
_PAGE_START = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|title|link|script|style)\b", re.IGNORECASE)
_FRAGMENT = re.compile(r"<(?:div|p|table|span|section|article|h[1-6]|ul|ol|center|font)\b", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,9}[\s/>]")
_PAGE_ENDINGS = frozenset({".html", ".htm", ".xhtml", ".shtml", ".jhtml"})
#: A piece of a page has tags at each paragraph; recognised text has a few left over.
_FEWEST_TAGS, _BYTES_A_TAG = 4, 800
_PDF_MARK = re.compile(rb"\A[\xef\xbb\xbf\s\x00]{0,64}%PDF-\d|\A.{0,1000}%PDF-[12]\.\d[\r\n]", re.DOTALL)


def sniff_document(path: Path, *, name: str) -> str:
    """Which kind of document a file is.

    Parameters
    ----------
    path
        The file.
    name
        As the user called it.

    Returns
    -------
    str
        ``TXT``, ``DOCX``, ``PDF`` or ``HTML``. Text that is none of the others is ``TXT``; whether it is text at all is
        told when it is decoded.

    Raises
    ------
    DataError
        It is empty, or of a kind that is not read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if not head.strip(b"\0 \t\r\n"):
        raise empty(name)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_archive(path, name)
    if head.startswith(_OLD_OFFICE):
        raise _old_office(path, name)
    if _PDF_MARK.match(head):
        return PDF
    for magic, what, hint in _REFUSED:
        if head.startswith(magic):
            raise refused_kind(name, what, hint)
    return _sniff_text(head, name)


def _sniff_archive(path: Path, name: str) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        # Whether it is a broken document or a broken archive, the reader of documents says that it is broken.
        return DOCX
    for entry, what in _PACKAGES:
        if entry in names:
            raise refused_kind(name, what, _PACKAGE_HINTS.get(entry, ACCEPTED))
    if names >= _OPEN_DOCUMENT:
        raise refused_kind(name, Text("OpenDocument 文档", "an OpenDocument file"), _AS_DOCX)
    if "[Content_Types].xml" not in names:
        raise refused_kind(name, Text("zip 压缩包", "a zip archive"), _UNPACK)
    return DOCX


def _old_office(path: Path, name: str) -> DataError:
    # Stream names of a compound file are UTF-16 (MS-CFB 2.6.1); a new document with a password is wrapped in one.
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        return encrypted(name)
    if "Workbook".encode("utf-16-le") in content:
        return refused_kind(name, Text("旧版 Excel 表格（.xls）", "a spreadsheet of an old Excel (.xls)"))
    what = Text("旧版 Word 或 WPS 文档（.doc、.wps）", "a document of an old Word or WPS (.doc, .wps)")
    return refused_kind(name, what, _AS_DOCX)


def _sniff_text(head: bytes, name: str) -> str:
    start = _start_as_text(head)
    if any(mark in start[:2000] for mark in _WORD_XML):
        raise refused_kind(name, Text("XML 格式的 Word 文档", "a Word document in XML"), _AS_DOCX)
    if _WEB_ARCHIVE.search(start[:4000]):
        raise refused_kind(name, Text("单个文件的网页（.mht）", "a web page in one file (.mht)"), _AS_PAGE)
    body = _BEFORE.sub("", start, count=1)
    if _PAGE_START.match(body):
        return HTML
    tags = len(_TAG.findall(start))
    if ending_of(name) in _PAGE_ENDINGS:
        return HTML if tags else TXT
    is_fragment = bool(_FRAGMENT.match(body)) and tags >= max(_FEWEST_TAGS, len(start) // _BYTES_A_TAG)
    return HTML if is_fragment else TXT


def _start_as_text(head: bytes) -> str:
    """The beginning, one character a byte where the encoding is not known: tags are ASCII in all but UTF-16."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1").lstrip()
