"""Paragraphs and tables of a Word document, in the order in which they stand, with the numbers that Word prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from atlas.core.errors import Text
from atlas.core.policy.reading.source import SourceText
from atlas.ingest.documents import refusals
from atlas.ingest.documents.gathering import Gathering
from atlas.ingest.documents.word_numbering import Numbering
from atlas.ingest.documents.word_package import WordPackage, child_of, is_on, local_name, value_of
from atlas.ingest.documents.word_styles import ListPlace, Styles, level_of
from atlas.ingest.documents.word_text import WordReader
from atlas.ingest.limits import ReadLimits

#: Elements around paragraphs and tables that only hold them.
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo"})
_NOTES = {
    "deleted": ("deletions_left_out", Text("略去修订中已删除的文字", "deleted revisions left out")),
    "inserted": ("insertions_kept", Text("采用修订中插入的文字", "inserted revisions kept")),
    "hidden": ("hidden_text_removed", Text("略去隐藏文字", "hidden text left out")),
    "footnotes": ("footnotes_left_out", Text("略去脚注、尾注", "footnotes and endnotes left out")),
    "comments": ("comments_left_out", Text("略去批注", "comments left out")),
    "pictures": ("pictures_not_read", Text("图片中的文字没有读取", "words in pictures were not read")),
    "contents": ("contents_removed", Text("略去目录行", "lines of the table of contents left out")),
    "embedded": ("embedded_not_read", Text("嵌入的其他文件没有读取", "embedded files were not read")),
}
_UNKNOWN_NUMBERS = Text(
    "编号样式无法识别，按阿拉伯数字读取", "formats of list numbers are not known and were read as digits"
)
_PAGE_AT_END = re.compile(r"\d\s*\Z")
_GAP = "  "
_MOST_COLUMNS = 63
_LONGEST_NUMBER = 4
#: A longer cell over a whole row is a paragraph in a frame.
_LONGEST_GROUP = 60


def read_docx(path: Path, *, name: str, limits: ReadLimits) -> SourceText:
    """The paragraphs and table rows of a Word document.

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
        A piece a paragraph or row; lines broken by hand are pieces of their own.

    Raises
    ------
    DataError
        It is damaged, encrypted, means harm, or has no words.
    LimitExceeded
        It is too long.
    """
    with WordPackage(path, name=name, limits=limits) as package:
        tree = package.tree(package.main)
        body = child_of(tree, "body")
        if body is None:
            raise refusals.damaged(name)
        body_reader = _Body(package, Gathering(name, limits))
        body_reader.read(body)
        return body_reader.finish(title=_title(package))


class _Body:
    """Reads blocks in order; what a paragraph's number is depends on all paragraphs before."""

    def __init__(self, package: WordPackage, gathering: Gathering) -> None:
        self._gathering = gathering
        self._styles = Styles(package.tree(package.beside_main("styles.xml")))
        self._numbering = Numbering(package.tree(package.beside_main("numbering.xml")), self._styles)
        self._words = WordReader(self._styles)
        self._carried = ""
        self._paragraphs = self._tables = 0

    def read(self, body: Element) -> None:
        for block in _blocks(body):
            name = local_name(block.tag)
            if name == "p":
                self._paragraphs += 1
                where = f"paragraph {self._paragraphs}"
                for text in self._read_paragraph(block):
                    self._gathering.add(text, where)
            elif name == "tbl":
                self._tables += 1
                self._read_table(block)
            elif name == "altChunk":
                self._words.counts["embedded"] += 1
        self._gathering.add(self._carried, f"paragraph {self._paragraphs}")

    def finish(self, *, title: str) -> SourceText:
        for kind, (code, message) in _NOTES.items():
            self._gathering.note(code, message, count=self._words.counts[kind])
        unknown = self._numbering.unknown
        self._gathering.note("numbers_unknown", _UNKNOWN_NUMBERS, count=len(unknown))
        return self._gathering.source("docx", title=title)

    def _read_paragraph(self, paragraph: Element) -> list[str]:
        """The paragraph with its number, then what stands in its text boxes."""
        properties = child_of(paragraph, "pPr")
        words = self._words.read(paragraph)
        text = self._carried + words.text.strip()
        self._carried = ""
        mark = child_of(properties, "rPr")
        lines = []
        if self._is_contents(text, properties, is_in_field=words.was_in_contents):
            self._words.counts["contents"] += 1
        elif child_of(mark, "del") is not None or child_of(mark, "moveFrom") is not None:
            # The end of the paragraph is deleted: it runs on into the next one, whose number it gets.
            self._carried = text
        elif text or not is_on(child_of(mark, "vanish")):
            lines.append(self._number(properties, has_text=bool(text)) + text)
        for box in words.boxes:
            lines += [line for block in _blocks(box) for line in self._read_block(block)]
        return lines

    def _number(self, properties: Element | None, *, has_text: bool) -> str:
        number = self._numbering.print_number(self._list_place(properties))
        return number if has_text else ""

    def _list_place(self, properties: Element | None) -> ListPlace | None:
        direct = child_of(properties, "numPr")
        of_style = self._styles.list_place(value_of(child_of(properties, "pStyle")))
        if direct is None:
            return of_style
        number = value_of(child_of(direct, "numId"))
        if number is not None:
            return ListPlace(number, level_of(direct))
        return ListPlace(of_style.number, level_of(direct)) if of_style is not None else None

    def _is_contents(self, text: str, properties: Element | None, *, is_in_field: bool) -> bool:
        if not text:
            return False
        if self._styles.is_contents(value_of(child_of(properties, "pStyle"))):
            return True
        return is_in_field and bool(_PAGE_AT_END.search(text))

    def _read_block(self, block: Element) -> list[str]:
        """Lines of a block that stands in a box or a cell."""
        if local_name(block.tag) == "p":
            return self._read_paragraph(block)
        if local_name(block.tag) == "tbl":
            return [_GAP.join(filter(None, cells)) for _, cells in self._rows(block)]
        return []

    def _read_table(self, table: Element) -> None:
        for row, cells in self._rows(table):
            where = f"table {self._tables} row {row}"
            if len(cells) == 1 or (not any(cells[1:]) and _is_text(cells[0])):
                # A box drawn as a table: its paragraphs stay paragraphs.
                self._gathering.add(cells[0], where)
            elif any(cells):
                self._gathering.add("\t".join(_GAP.join(cell.split("\n")) for cell in cells), where)

    def _rows(self, table: Element) -> Iterator[tuple[int, list[str]]]:
        """Number and cells of each row; of merged cells the first one has the words, the others stay empty."""
        rows = (one for one in _blocks(table) if local_name(one.tag) == "tr")
        for number, row in enumerate(rows, start=1):
            if child_of(row, "trPr", "del") is not None:
                self._words.counts["deleted"] += 1
                continue
            cells = [""] * _span(child_of(row, "trPr", "gridBefore"), otherwise=0)
            for cell in _blocks(row):
                if local_name(cell.tag) == "tc":
                    width = _span(child_of(cell, "tcPr", "gridSpan"), otherwise=1)
                    cells += [self._cell(cell), *[""] * (width - 1)]
            yield number, cells

    def _cell(self, cell: Element) -> str:
        properties = child_of(cell, "tcPr")
        merge = child_of(properties, "vMerge")
        goes_on = merge is not None and value_of(merge) != "restart"
        beside = child_of(properties, "hMerge")
        if goes_on or (beside is not None and value_of(beside) != "restart"):
            return ""
        lines = [line for block in _blocks(cell) for line in self._read_block(block)]
        lines += [self._carried] if self._carried else []
        self._carried = ""
        return "\n".join(line for line in lines if line.strip())


def _span(element: Element | None, *, otherwise: int) -> int:
    """Columns over which a cell reaches; Word has at most 63."""
    words = value_of(element) or ""
    # A number too long to be one says nothing.
    is_number = words.isdecimal() and len(words) <= _LONGEST_NUMBER
    return min(max(int(words), otherwise), _MOST_COLUMNS) if is_number else otherwise


def _is_text(cell: str) -> bool:
    """Whether a cell over a whole row holds paragraphs, not the title of the rows below it."""
    return "\n" in cell or "。" in cell or len(cell) > _LONGEST_GROUP


def _blocks(parent: Element) -> Iterator[Element]:
    """Children, those in wrappers among them; of alternatives the first."""
    for child in parent:
        name = local_name(child.tag)
        if name in _WRAPPERS:
            yield from _blocks(child)
        elif name == "other:AlternateContent":
            yield from _blocks(child[0] if len(child) else child)
        else:
            yield child


def _title(package: WordPackage) -> str:
    properties = package.tree("docProps/core.xml")
    for one in properties if properties is not None else ():
        if local_name(one.tag) == "other:title":
            return (one.text or "").strip()
    return ""
