"""A book out of parts: numbers of pages, bookmarks, named places; the same parts give the same bytes."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
import pytest

from atlas.render.figures.book_pdf import Bookmark, BookPdf, roman
from atlas.render.figures.pdf import write_pdf
from atlas.render.figures.request_data import read_request
from atlas.render.figures.scene import About, Link, Scene, Words

ABOUT = About("贵州省县域产业图册", "两县", date="2026-01-05", request={"book": {"counties": ["520121"]}})


def part(*lines: str) -> BytesIO:
    scenes = [
        Scene(210, 297, (Words(20, 30, line, 12), Link(20, 25, 30, 8, target="county-520122")))
        for line in lines
    ]
    return BytesIO(write_pdf(scenes, ABOUT))


def make_book() -> bytes:
    book = BookPdf(folio_mm=6.5, folio_pt=8)
    book.add(part("书名"), [""], "书名")
    book.add(part("开阳县", "开阳县（续）"), ["1", "2"], "开阳县")
    book.add(part("息烽县"), ["3"], "息烽县")
    stream = BytesIO()
    book.write(
        stream,
        ABOUT,
        bookmarks=(Bookmark("贵阳市", 1, (Bookmark("开阳县", 1), Bookmark("息烽县", 3))),),
        targets={"title": 0, "county-520121": 1, "county-520122": 3},
        front_pages=1,
    )
    return stream.getvalue()


@pytest.fixture(scope="module")
def book() -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(make_book()))


def test_the_same_parts_give_the_same_bytes() -> None:
    assert make_book() == make_book()


def test_pages_of_all_parts_are_there_with_their_numbers(book: pikepdf.Pdf) -> None:
    assert [page.label for page in book.pages] == ["i", "1", "2", "3"]
    contents = [b"".join(bytes(stream.read_bytes()) for stream in _streams(page)) for page in book.pages]
    assert [b"/Folio" in content for content in contents] == [False, True, True, True]


def _streams(page: pikepdf.Page) -> list[pikepdf.Object]:
    contents = page.obj.Contents
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def test_bookmarks_lead_to_counties_below_their_prefecture(book: pikepdf.Pdf) -> None:
    with book.open_outline() as outline:
        (prefecture,) = outline.root
        assert prefecture.title == "贵阳市"
        assert [child.title for child in prefecture.children] == ["开阳县", "息烽县"]


def test_named_places_open_the_pages_that_links_ask_for(book: pikepdf.Pdf) -> None:
    places = pikepdf.NameTree(book.Root.Names.Dests)
    assert places["county-520122"][0].objgen == book.pages[3].obj.objgen
    wanted = {str(note.Dest) for page in book.pages for note in page.obj.get("/Annots", [])}
    assert wanted == {"county-520122"}
    assert wanted <= set(places.keys())


def test_every_page_and_link_has_its_place_in_the_structure(book: pikepdf.Pdf) -> None:
    numbers = list(book.Root.StructTreeRoot.ParentTree.Nums)
    keys = [int(key) for key in numbers[::2]]
    assert keys == list(range(len(keys)))
    used = [int(page.obj.StructParents) for page in book.pages]
    used += [int(note.StructParent) for page in book.pages for note in page.obj.get("/Annots", [])]
    assert sorted(used) == keys


def test_the_request_can_be_read_back() -> None:
    assert read_request(make_book()) == {"book": {"counties": ["520121"]}}


@pytest.mark.parametrize(("number", "written"), [(1, "i"), (4, "iv"), (19, "xix"), (1999, "mcmxcix")])
def test_roman_numbers(number: int, written: str) -> None:
    assert roman(number) == written
    assert re.fullmatch("[ivxlcdm]+", written)
