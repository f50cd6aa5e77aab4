"""Makes the documents that offices send, with no more in them than a test needs, the broken and hostile ones too."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf

from atlas.core.policy.reading.source import SourceText
from atlas.ingest.documents.document import LIMITS, read_document
from atlas.ingest.documents.formats import read_any

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_MAIN_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def read_here(data: bytes, tmp_path: Path, *, name: str = "规划", **limits: int) -> SourceText:
    """Read bytes in this process: the other one has its own tests."""
    path = tmp_path / "upload.bin"
    path.write_bytes(data)
    return read_any(path, name=name, limits=replace(LIMITS, **limits))


def read_apart(data: bytes, tmp_path: Path, *, name: str = "规划", **limits: int) -> SourceText:
    """Read bytes in a process of their own, as the service does."""
    path, work = tmp_path / "upload.bin", tmp_path / "work"
    path.write_bytes(data)
    work.mkdir(exist_ok=True)
    return read_document(path, name=name, work=work, limits=replace(LIMITS, **limits))


def texts(source: SourceText) -> list[str]:
    """The words of each piece."""
    return [piece.text for piece in source.pieces]


def notes(source: SourceText) -> dict[str, int]:
    """Codes of the notes, and what they count."""
    return {note.code: note.count for note in source.notes}


def word(body: str, *, parts: Mapping[str, str] | None = None) -> bytes:
    """A Word document: inner XML of its body, and inner XML or whole text of other parts by path."""
    content = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{_MAIN_RELATION}" Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
        **(parts or {}),
    }
    return zipped({name: text.encode() for name, text in content.items()})


def zipped(entries: Mapping[str, bytes]) -> bytes:
    """A zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def paragraph(text: str, *, level: int | None = None, number: int = 1, style: str = "") -> str:
    """XML of a paragraph, perhaps in a list."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if level is not None:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(rows: Sequence[Sequence[str]]) -> str:
    """XML of a table; a cell that begins with ``<`` is XML itself."""
    cells = [
        "".join(one if one.startswith("<w:tc>") else f"<w:tc>{paragraph(one)}</w:tc>" for one in row)
        for row in rows
    ]
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def numbering(*levels: tuple[str, str], lists: str = "", extra: str = "") -> dict[str, str]:
    """The part of lists: format and printed text of each level of list 1, and XML of further lists."""
    inner = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/>{extra}</w:lvl>'
        for index, (style, text) in enumerate(levels)
    )
    return {
        "word/numbering.xml": (
            f'<w:numbering {_NAMESPACES}><w:abstractNum w:abstractNumId="7">{inner}</w:abstractNum>'
            f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{lists}</w:numbering>'
        )
    }


def styles(inner: str) -> dict[str, str]:
    """The part of styles."""
    return {"word/styles.xml": f"<w:styles {_NAMESPACES}>{inner}</w:styles>"}


class Pdf:
    """A PDF with words at places; its font is one that every reader knows by name, so that none is embedded."""

    def __init__(self, *, width: float = 595, height: float = 842) -> None:
        self._pdf = pikepdf.new()
        self._size = width, height
        descendant = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.CIDFontType0,
            BaseFont=pikepdf.Name("/STSong-Light"),
            CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="GB1", Supplement=4),
            DW=1000,
            FontDescriptor=pikepdf.Dictionary(
                Type=pikepdf.Name.FontDescriptor,
                FontName=pikepdf.Name("/STSong-Light"),
                Flags=4,
                FontBBox=[0, -200, 1000, 800],
                ItalicAngle=0,
                Ascent=800,
                Descent=-200,
                CapHeight=700,
                StemV=80,
            ),
        )
        self._font = self._pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.Type0,
                BaseFont=pikepdf.Name("/STSong-Light-UniGB-UTF16-H"),
                Encoding=pikepdf.Name("/UniGB-UTF16-H"),
                DescendantFonts=[self._pdf.make_indirect(descendant)],
            )
        )

    def page(
        self,
        words: Sequence[tuple[float, float, str]],
        *,
        strokes: Sequence[tuple[float, float, float, float]] = (),
        size: float = 12,
        more: str = "",
        rotate: int = 0,
    ) -> Pdf:
        """Add a page: words with the place where they begin, strokes from point to point, further operators."""
        operators = [
            f"BT /F {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET" for x, y, text in words
        ]
        operators += [f"{x1} {y1} m {x2} {y2} l S" for x1, y1, x2, y2 in strokes]
        page: Any = self._pdf.add_blank_page(page_size=self._size)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=self._font))
        page.Contents = self._pdf.make_stream("\n".join([*operators, more]).encode())
        if rotate:
            page.Rotate = rotate
        return self

    def bytes(self, **options: Any) -> bytes:
        """The file."""
        buffer = io.BytesIO()
        self._pdf.save(buffer, **options)
        return buffer.getvalue()

    def title(self, words: str) -> Pdf:
        """Set the title of the document."""
        self._pdf.docinfo["/Title"] = words
        return self


def lines(*words: str, x: float = 72, top: float = 700, step: float = 20) -> list[tuple[float, float, str]]:
    """Words one below the other."""
    return [(x, top - step * index, text) for index, text in enumerate(words)]
