"""A book out of the PDFs of its parts: numbers of pages, bookmarks, named places, structure, description.

Pages are taken over as they are; their streams stay in the files that they come from until the book is written, so that
memory does not grow with them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from atlas.render.figures.about_text import cleaned
from atlas.render.figures.font_subset import FontSubset
from atlas.render.figures.fonts import shared_metrics
from atlas.render.figures.fonts_faces import clean_text, shared_face
from atlas.render.figures.pdf_about import describe
from atlas.render.figures.pdf_fonts import embed
from atlas.render.figures.scene import MM_PER_POINT, About

#: All that numbers of pages are written with, Roman ones too.
_FOLIO_SIGNS = "0123456789ivxlcdm"


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A bookmark: words, index of the page, and the bookmarks below it."""

    title: str
    page: int
    below: tuple[Bookmark, ...] = ()


class BookPdf:
    """A book that grows part by part.

    Parameters
    ----------
    folio_mm
        Distance of the middle of a page's number from the lower edge of the paper [mm].
    folio_pt
        Its size.
    """

    def __init__(self, *, folio_mm: float, folio_pt: float) -> None:
        self._pdf = pikepdf.new()
        self._folio_mm, self._folio_pt = folio_mm, folio_pt
        self._subset = FontSubset(shared_face(), _FOLIO_SIGNS)
        self._font = embed(self._pdf, self._subset)
        self._titles: list[str] = []

    @property
    def page_count(self) -> int:
        """Pages so far."""
        return len(self._titles)

    def add(self, part: BinaryIO, folios: Sequence[str], title: str) -> None:
        """Add the pages of a PDF of ours.

        Parameters
        ----------
        part
            Must stay open until the book is written.
        folios
            Number of each of its pages as it is printed; empty for none.
        title
            What its pages are about, for those who hear them read.
        """
        source = pikepdf.open(part)
        for page in source.pages:
            self._pdf.pages.append(page)
        added = self._pdf.pages[self.page_count :]
        for page, folio in zip(added, folios, strict=True):
            if folio:
                self._print_folio(page, folio)
            self._titles.append(clean_text(title))

    def write(
        self,
        stream: BinaryIO,
        about: About,
        *,
        bookmarks: Sequence[Bookmark],
        targets: Mapping[str, int],
        front_pages: int,
    ) -> None:
        """Write the book.

        Parameters
        ----------
        stream
            Where to.
        about
            What it says of itself.
        bookmarks
            From the top down.
        targets
            Named places: index of the page that each opens.
        front_pages
            Pages in front, with Roman numbers; those after them are counted from 1.
        """
        pdf = self._pdf
        places = pikepdf.NameTree.new(pdf)
        for name, index in sorted(targets.items()):
            places[name] = Array([pdf.pages[index].obj, Name.Fit])
        pdf.Root.Names = Dictionary(Dests=places.obj)
        with pdf.open_outline() as outline:
            outline.root.extend(_outline_item(one) for one in bookmarks)
        labels = [0, Dictionary(S=Name.r), front_pages, Dictionary(S=Name.D)]
        pdf.Root.PageLabels = Dictionary(Nums=Array(labels if front_pages else labels[2:]))
        pdf.Root.PageMode = Name.UseOutlines
        self._add_structure()
        describe(pdf, cleaned(about))
        pdf.save(
            stream,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )

    def _print_folio(self, page: pikepdf.Page, folio: str) -> None:
        left, bottom, right, _ = (float(value) for value in page.mediabox)
        width = shared_metrics().width_mm(folio, self._folio_pt) / MM_PER_POINT
        x, y = (left + right - width) / 2, bottom + self._folio_mm / MM_PER_POINT - 0.36 * self._folio_pt
        codes = "".join(f"{self._subset.codes[sign]:04x}" for sign in folio)
        text = f"BT /Folio {self._folio_pt:g} Tf 0.25 g {x:.2f} {y:.2f} Td <{codes}> Tj ET"
        page.obj.Resources.Font.Folio = self._font
        page.contents_add(f"/Artifact <</Type /Pagination>> BDC\nq {text} Q\nEMC".encode("ascii"))

    def _add_structure(self) -> None:
        """Every page is a section with a title, whose text is read as it stands (ISO 32000-1, 14.7)."""
        pdf = self._pdf
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
        children: list[pikepdf.Object] = []
        parents: list[pikepdf.Object] = []
        for page, title in zip(pdf.pages, self._titles, strict=True):
            section = pdf.make_indirect(
                Dictionary(Type=Name.StructElem, S=Name.Sect, P=document, Pg=page.obj, K=0, T=String(title))
            )
            children.append(section)
            page.obj.StructParents = len(parents)
            page.obj.Tabs = Name.S
            parents.append(Array([section]))
            for annotation in page.obj.get("/Annots", []):
                reference = Dictionary(Type=Name.OBJR, Pg=page.obj, Obj=annotation)
                link = Dictionary(Type=Name.StructElem, S=Name.Link, P=document, Pg=page.obj, K=reference)
                children.append(pdf.make_indirect(link))
                annotation.StructParent = len(parents)
                parents.append(children[-1])
        document.K = Array(children)
        root.K = Array([document])
        root.ParentTree = Dictionary(Nums=Array([part for pair in enumerate(parents) for part in pair]))
        root.ParentTreeNextKey = len(parents)
        pdf.Root.StructTreeRoot = root
        pdf.Root.MarkInfo = Dictionary(Marked=True)


def roman(number: int) -> str:
    """A number in small Roman letters.

    Parameters
    ----------
    number
        From 1 on.

    Returns
    -------
    str
        Such as ``iv``.

    Examples
    --------
    >>> [roman(n) for n in (1, 4, 9, 14, 40)]
    ['i', 'iv', 'ix', 'xiv', 'xl']
    """
    signs = (
        *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
        *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
    )
    written = ""
    for value, sign in signs:
        count, number = divmod(number, value)
        written += sign * count
    return written


def _outline_item(bookmark: Bookmark) -> OutlineItem:
    item = OutlineItem(clean_text(bookmark.title), bookmark.page, "Fit")
    item.children.extend(_outline_item(one) for one in bookmark.below)
    item.is_closed = bool(bookmark.below)
    return item
