import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path as FilePath
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pytest

from atlas.core.errors import ParameterError
from atlas.render.figures.pdf import write_pdf
from atlas.render.figures.png import PDFIUM_LOCK
from atlas.render.figures.scene import Circles, Group, Item, Link, Path, Scene, Words
from tests.render.figures.sample_scene import ABOUT, LINES, box, full_page, one

#: Writes every format of the sample page and prints what the files are, for a process of its own.
DIGESTS = """
import hashlib
from atlas.render.figures.pdf import write_pdf
from atlas.render.figures.png import write_png
from atlas.render.figures.svg import write_svg
from tests.render.figures.sample_scene import ABOUT, full_page
scene = full_page()
for data in (write_pdf([scene], ABOUT), write_svg(scene, ABOUT), write_png(scene, ABOUT, dpi=60)):
    print(hashlib.sha256(data).hexdigest())
"""


def with_document(data: bytes, look: Callable[[Any], Any]) -> Any:
    with PDFIUM_LOCK:
        document = pypdfium2.PdfDocument(data)
        try:
            return look(document)
        finally:
            document.close()


def text_of(data: bytes) -> str:
    def read(document: Any) -> str:
        page = document[0].get_textpage()
        try:
            return page.get_text_range()
        finally:
            page.close()

    return with_document(data, read)


def pixels_of(*items: Item, background: str = "#FFFFFF", scale: float = 2) -> np.ndarray:
    """The page of ``one``, drawn: rows, columns, RGB; ``scale`` pixels a point."""
    data = write_pdf([one(*items, background=background)], ABOUT)

    def draw(document: Any) -> np.ndarray:
        return document[0].render(scale=scale, rev_byteorder=True).to_numpy().copy()

    return with_document(data, draw)


def colour_at(pixels: np.ndarray, x_mm: float, y_mm: float) -> tuple[int, ...]:
    row, column = int(y_mm / 20 * len(pixels)), int(x_mm / 40 * len(pixels[0]))
    return tuple(int(value) for value in pixels[row, column])


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data))


@pytest.fixture(scope="module")
def page() -> bytes:
    return write_pdf([full_page()], ABOUT, targets={"520121": 0})


def test_the_page_is_as_large_as_the_paper(page: bytes) -> None:
    with opened(page) as pdf:
        assert [float(side) for side in pdf.pages[0].MediaBox] == pytest.approx([0, 0, 595.276, 419.528])


def test_words_are_found_as_they_were_written(page: bytes) -> None:
    text = text_of(page)
    for line in LINES:
        assert line in text


def test_a_character_is_not_taken_for_a_radical_that_looks_the_same() -> None:
    text = text_of(write_pdf([one(Words(2, 10, "工业⼯业 金⾦", 12))], ABOUT))
    assert text.strip() == "工业⼯业 金⾦"


def test_characters_beyond_the_first_plane_are_found() -> None:
    text = text_of(write_pdf([one(Words(2, 10, "𠮷田", 12))], ABOUT))
    assert text.strip() == "𠮷田"


def test_a_halo_does_not_write_the_words_twice() -> None:
    text = text_of(write_pdf([one(Words(2, 10, "开阳县", 12, halo="#FFFFFF", halo_mm=0.5))], ABOUT))
    assert text.strip() == "开阳县"


def test_bold_does_not_write_the_words_twice() -> None:
    assert text_of(write_pdf([one(Words(2, 10, "磷 base", 12, is_bold=True))], ABOUT)).strip() == "磷 base"


def test_only_the_characters_used_are_embedded(page: bytes) -> None:
    with opened(page) as pdf:
        fonts = pdf.pages[0].Resources.Font
        assert sorted(fonts.keys()) == ["/NotoSansSC-Regular", "/NotoSerifSC-Regular"]
        font = fonts["/NotoSerifSC-Regular"]
        assert str(font.BaseFont).split("+")[1] == "NotoSerifSC-Regular-Identity-H"
        widths = font.DescendantFonts[0].W[1]
        assert len(widths) == 1 + len(set("宋体 serif"))


def test_the_inside_of_a_hole_is_not_filled() -> None:
    pixels = pixels_of(Path((box(5, 2, 35, 18), box(10, 5, 30, 15)), fill="#3366CC"))
    assert colour_at(pixels, 7, 10) == (0x33, 0x66, 0xCC)
    assert colour_at(pixels, 20, 10) == (255, 255, 255)


def test_an_open_line_is_not_filled() -> None:
    pixels = pixels_of(Path((box(5, 2, 35, 18),), is_closed=False, fill="#3366CC", stroke="#000000"))
    assert colour_at(pixels, 20, 10) == (255, 255, 255)


def test_half_opacity_lets_half_through() -> None:
    pixels = pixels_of(Path((box(5, 2, 35, 18),), fill="#000000", fill_opacity=0.5))
    assert colour_at(pixels, 20, 10) == pytest.approx((128, 128, 128), abs=2)


def test_opacity_ends_with_its_item() -> None:
    see_through = Path((box(0, 0, 10, 20),), fill="#000000", fill_opacity=0.2)
    pixels = pixels_of(see_through, Path((box(20, 0, 40, 20),), fill="#3366CC"))
    assert colour_at(pixels, 30, 10) == (0x33, 0x66, 0xCC)


def test_only_the_inside_of_a_clip_is_drawn() -> None:
    pixels = pixels_of(
        Group((Path((box(0, 0, 40, 20),), fill="#00AA55"),), clip=Path((box(10, 5, 30, 15),))),
        Path((box(34, 2, 38, 18),), fill="#3366CC"),
    )
    assert colour_at(pixels, 20, 10) == (0, 0xAA, 0x55)
    assert colour_at(pixels, 5, 10) == (255, 255, 255)
    assert colour_at(pixels, 36, 10) == (0x33, 0x66, 0xCC)


def test_a_look_set_inside_a_clip_does_not_last() -> None:
    red = Path((box(0, 0, 5, 20),), fill="#FF0000")
    inside = Group((Path((box(10, 5, 30, 15),), fill="#00AA55"),), clip=Path((box(10, 5, 30, 15),)))
    pixels = pixels_of(red, inside, Path((box(34, 0, 40, 20),), fill="#FF0000"))
    assert colour_at(pixels, 37, 10) == (255, 0, 0)


def test_a_dashed_line_has_gaps() -> None:
    line = Path((np.array([(0.0, 10.0), (40.0, 10.0)]),), is_closed=False, stroke="#000000", stroke_mm=2)
    pixels = pixels_of(replace(line, dash_mm=(10, 10)))
    assert [colour_at(pixels, x, 10)[0] for x in (5, 15, 25, 35)] == [0, 255, 0, 255]


def test_a_dash_of_no_length_with_round_ends_is_a_dot() -> None:
    line = Path((np.array([(5.0, 10.0), (35.0, 10.0)]),), is_closed=False, stroke="#000000", stroke_mm=4)
    pixels = pixels_of(replace(line, dash_mm=(0, 10), is_round=True))
    assert [colour_at(pixels, x, 10)[0] for x in (5, 10, 15, 20, 25)] == [0, 255, 0, 255, 0]


def test_circles_are_round_and_do_not_cut_each_other_out() -> None:
    pixels = pixels_of(Circles(np.array([(12.0, 10.0), (18.0, 10.0)]), 6, fill="#9B59B6"))
    assert colour_at(pixels, 15, 10) == (0x9B, 0x59, 0xB6)
    assert colour_at(pixels, 7, 5) == (255, 255, 255)
    assert colour_at(pixels, 6.5, 10) == (0x9B, 0x59, 0xB6)


def test_a_halo_lies_around_and_below_the_letters() -> None:
    ground = Path((box(0, 0, 40, 20),), fill="#000000")
    plain = pixels_of(ground, Words(10, 15, "县", 40, colour="#000000"))
    cased = pixels_of(ground, Words(10, 15, "县", 40, colour="#000000", halo="#FFFFFF", halo_mm=0.5))
    assert plain.max() == 0
    assert (cased.min(axis=2) == 255).sum() > 100
    assert (cased.max(axis=2) == 0).sum() > (cased.min(axis=2) == 255).sum()


def ink(pixels: np.ndarray) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of what is dark [mm]."""
    rows, columns = np.nonzero(pixels.min(axis=2) < 128)
    step = 40 / len(pixels[0])
    return columns.min() * step, rows.min() * step, columns.max() * step, rows.max() * step


@pytest.mark.parametrize(
    ("anchor", "left", "right"), [("start", 20, 27), ("middle", 16.5, 23.5), ("end", 13, 20)]
)
def test_words_stand_at_their_anchor(anchor: str, left: float, right: float) -> None:
    drawn = ink(pixels_of(Words(20, 12, "国国", 10, anchor=anchor), scale=8))
    assert drawn[0] == pytest.approx(left, abs=0.5)
    assert drawn[2] == pytest.approx(right, abs=0.5)
    assert drawn[3] == pytest.approx(12, abs=0.5)


def test_a_turned_line_runs_upwards() -> None:
    left, top, right, bottom = ink(pixels_of(Words(20, 18, "国国", 10, angle=90), scale=8))
    assert bottom == pytest.approx(18, abs=0.5)
    assert top == pytest.approx(11, abs=0.5)
    assert (left, right) == pytest.approx((17, 20.3), abs=0.5)


def test_spacing_goes_between_letters_only() -> None:
    drawn = ink(pixels_of(Words(20, 12, "国国", 10, anchor="middle", spacing_mm=4), scale=8))
    assert (drawn[0] + drawn[2]) / 2 == pytest.approx(20, abs=0.3)
    assert drawn[2] - drawn[0] == pytest.approx(10.5, abs=0.3)


def test_bold_is_darker() -> None:
    plain, bold = (pixels_of(Words(5, 15, "县域", 24, is_bold=is_bold)) for is_bold in (False, True))
    assert bold.mean() < plain.mean() - 0.5


def test_paper_without_a_colour_is_not_painted() -> None:
    with opened(write_pdf([one(background="")], ABOUT)) as pdf:
        assert b" re f" not in pdf.pages[0].Contents.read_bytes()


def test_a_link_opens_its_address_and_its_page(page: bytes) -> None:
    with opened(page) as pdf:
        to_web, to_page = pdf.pages[0].Annots
        assert str(to_web.A.URI) == "https://atlas.example/figure?topic=%E7%A3%B7"
        assert [float(side) for side in to_web.Rect] == pytest.approx(
            [28.346, 85.04, 141.732, 107.717], abs=0.01
        )
        assert str(to_page.Dest) == "520121"
        assert pikepdf.NameTree(pdf.Root.Names.Dests)["520121"][0].objgen == pdf.pages[0].objgen


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "JavaScript:x", " https://a"])
def test_a_link_to_anything_else_is_refused(url: str) -> None:
    with pytest.raises(ParameterError) as caught:
        write_pdf([one(Link(0, 0, 5, 5, url=url))], ABOUT)
    assert caught.value.code == "link_invalid"


def test_the_file_tells_what_it_is(page: bytes) -> None:
    with opened(page) as pdf:
        told = {key: str(value) for key, value in pdf.docinfo.items()}
        assert told["/Title"] == ABOUT.title
        assert told["/Author"] == ABOUT.author
        assert told["/Subject"] == ABOUT.alt
        assert told["/Producer"] == "County Industry Atlas"
        assert told["/CreationDate"] == "D:20260105000000Z"
        assert str(pdf.Root.Lang) == "zh-CN"
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == ABOUT.title
            assert metadata["dc:description"] == ABOUT.alt


def test_a_screen_reader_is_told_what_the_figure_shows(page: bytes) -> None:
    with opened(page) as pdf:
        root = pdf.Root.StructTreeRoot
        figure, *links = root.K[0].K
        assert (str(figure.S), str(figure.Alt), int(figure.K)) == ("/Figure", ABOUT.alt, 0)
        assert pdf.Root.MarkInfo.Marked is True
        parents = pikepdf.NumberTree(root.ParentTree)
        assert parents[int(pdf.pages[0].StructParents)][0].objgen == figure.objgen
        for link, annotation in zip(links, pdf.pages[0].Annots, strict=True):
            assert parents[int(annotation.StructParent)].objgen == link.objgen


def test_pages_follow_each_other() -> None:
    scenes = [one(Words(2, 10, text, 10)) for text in ("开阳县", "福泉市")]
    data = write_pdf(scenes, ABOUT, targets={"二": 1})
    with opened(data) as pdf:
        assert len(pdf.pages) == 2
        assert pikepdf.NameTree(pdf.Root.Names.Dests)["二"][0].objgen == pdf.pages[1].objgen


def test_controls_in_text_from_data_do_not_reach_the_file() -> None:
    about = replace(ABOUT, title="标题\x00\ud800\u202e", alt="一\n二")
    data = write_pdf([one(Words(2, 10, "开\x00阳\n县\ud800", 10))], about)
    assert text_of(data).strip() == "开阳 县"
    with opened(data) as pdf:
        assert (str(pdf.docinfo.Title), str(pdf.docinfo.Subject)) == ("标题", "一 二")


def test_what_has_no_extent_is_left_out() -> None:
    nothing = np.empty((0, 2))
    items = (Path((nothing,), fill="#000000"), Circles(nothing, 2, fill="#000000"), Words(5, 5, "", 10))
    assert pixels_of(*items).min() == 255


def test_an_empty_page_is_a_page() -> None:
    with opened(write_pdf([Scene(210, 297, ())], ABOUT)) as pdf:
        assert len(pdf.pages) == 1


def test_the_same_page_gives_the_same_bytes_in_any_process() -> None:
    def digests(seed: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", DIGESTS],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            cwd=FilePath(__file__).parents[3],
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    first = digests("1")
    assert len(first.split()) == 3
    assert digests("2") == first
