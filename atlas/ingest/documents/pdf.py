"""Lines of a PDF with a text layer, in reading order, without what is printed on every page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from atlas.core.errors import AtlasError, DataError, Text
from atlas.core.policy.reading.source import SourceText
from atlas.ingest.documents import refusals
from atlas.ingest.documents.gathering import Gathering
from atlas.ingest.documents.pdf_furniture import remove_furniture
from atlas.ingest.documents.pdf_layout import order_lines
from atlas.ingest.documents.pdf_lines import Line
from atlas.ingest.documents.pdf_page import PageContent, read_page
from atlas.ingest.documents.pdf_page_breaks import join_tables
from atlas.ingest.documents.pdf_unparted import unparted_pages
from atlas.ingest.limits import ReadLimits
from atlas.ingest.shown import shown

_RUNNING = Text("略去重复的页眉、页脚行", "running headers and footers left out")
_NUMBERS = Text("略去页码", "page numbers left out")
_CONTENTS = Text("略去目录行", "lines of the table of contents left out")
_ASKEW = Text("略去斜排的水印文字", "watermarks that stand askew left out")
#: A document has more words than the stamp of a scanner.
_FEWEST_SIGNS = 20
#: Of all signs, how many a font may leave without a meaning.
_MOST_UNKNOWN = 0.3
_UNKNOWN_SIGN = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
#: Pages that a note names.
_MOST_NAMED = 40


def read_pdf(path: Path, *, name: str, limits: ReadLimits) -> SourceText:
    """The lines of a PDF.

    Parameters
    ----------
    path
        The file.
    name
        As the user called it.
    limits
        What is taken of it.

    Returns
    -------
    SourceText
        A piece a line, or row of a table.

    Raises
    ------
    DataError
        It is damaged, encrypted, scanned, or its fonts do not say what their signs mean.
    LimitExceeded
        It has too many pages or characters.
    """
    gathering = Gathering(name, limits)
    try:
        document = pypdfium2.PdfDocument(str(path))
    except pypdfium2.PdfiumError as error:
        raise _cannot_open(error, name) from error
    with document:
        if len(document) > limits.max_pages:
            most = limits.max_pages
            raise refusals.too_long(
                name,
                f"有 {len(document):,} 页，超过上限 {most:,} 页",
                f"has {len(document):,} pages, more than the limit of {most:,}",
            )
        contents = [_read(document, index, name, gathering) for index in range(len(document))]
        title = document.get_metadata_value("Title")
    _gather(contents, gathering)
    return gathering.source("pdf", title=title)


def _cannot_open(error: pypdfium2.PdfiumError, name: str) -> DataError:
    if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return refusals.encrypted(name)
    return refusals.damaged(name)


def _read(
    document: pypdfium2.PdfDocument, index: int, name: str, gathering: Gathering
) -> tuple[PageContent, list[Line]]:
    try:
        page = document[index]
        try:
            content = read_page(page)
        finally:
            page.close()
    except pypdfium2.PdfiumError as error:
        raise _broken_page(name, index + 1) from error
    gathering.check_room(sum(len(one.text) for one in content.stretches))
    lines = order_lines(content)
    return content, lines


def _gather(contents: Sequence[tuple[PageContent, list[Line]]], gathering: Gathering) -> None:
    cleaned = remove_furniture([lines for _, lines in contents], [content.height for content, _ in contents])
    words = "".join(line.text for lines in cleaned.pages for line in lines)
    signs = len("".join(words.split()))
    if signs < _FEWEST_SIGNS:
        raise _scanned(gathering.name)
    unknown = len(_UNKNOWN_SIGN.findall(words)) + sum(content.unmapped for content, _ in contents)
    if unknown > _MOST_UNKNOWN * signs:
        raise _garbled(gathering.name)
    blank = [number for number, lines in enumerate(cleaned.pages, start=1) if not lines]
    heads = join_tables(cleaned.pages)
    for number, lines in enumerate(cleaned.pages, start=1):
        for line in lines:
            gathering.add(line.text, f"page {number}")
    gathering.note("running_lines_removed", _RUNNING, count=cleaned.running + heads)
    gathering.note("page_numbers_removed", _NUMBERS, count=cleaned.numbers)
    gathering.note("contents_removed", _CONTENTS, count=cleaned.contents)
    gathering.note("watermarks_removed", _ASKEW, count=sum(content.askew for content, _ in contents))
    listed = _listed(blank)
    without = Text(
        f"没有文字的页（空白页，或是需要文字识别的图片）：第 {listed} 页",
        f"pages without text (blank, or pictures that need text recognition): {listed}",
    )
    gathering.note("pages_without_text", without, count=len(blank))
    unparted = unparted_pages(cleaned.pages)
    listed = _listed(unparted)
    mixed = Text(
        f"表格分不出列（缺少框线），请对照原件核对，或改传 docx：第 {listed} 页",
        f"tables whose columns cannot be told (borders are missing); check them against the file, or send its docx: pages {listed}",
    )
    gathering.note("tables_not_parted", mixed, count=len(unparted))


def _listed(pages: Sequence[int]) -> str:
    return ", ".join(str(page) for page in pages[:_MOST_NAMED]) + (" …" if len(pages) > _MOST_NAMED else "")


def _broken_page(name: str, page: int) -> AtlasError:
    return DataError(
        f"{shown(name)} 第 {page} 页已损坏，无法读取",
        f"page {page} of {shown(name)} is damaged and cannot be read",
        code="document_damaged",
        hint_zh="请用 PDF 阅读器打开检查，重新导出或“打印为 PDF”后再上传。",
        hint_en="Check it in a PDF reader; export it again, or print it to PDF, and upload that.",
        file=shown(name),
        page=page,
    )


def _scanned(name: str) -> DataError:
    return DataError(
        f"{shown(name)} 没有文字层，可能是扫描件",
        f"{shown(name)} has no text layer; it may be a scan",
        code="document_no_text_layer",
        hint_zh="请先用文字识别（OCR）软件转成可复制文字的 PDF 或 txt，核对后上传。",
        hint_en="Run text recognition (OCR) first, check the text, and upload it as a searchable PDF or txt.",
        file=shown(name),
    )


def _garbled(name: str) -> DataError:
    return DataError(
        f"{shown(name)} 的字体没有说明各字是什么字，复制出来是乱码",
        f"the fonts of {shown(name)} do not say what their signs mean; copied text would be garbled",
        code="document_text_garbled",
        hint_zh="请从原文件（docx 等）重新导出 PDF，或用文字识别（OCR）软件处理后上传。",
        hint_en="Export the PDF again from its original, or run text recognition (OCR) first.",
        file=shown(name),
    )
