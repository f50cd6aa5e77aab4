import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from atlas.render.figures import png
from atlas.render.figures.png import write_png
from atlas.render.figures.png_chunks import ColourType, PngWriter
from atlas.render.figures.scene import Item, Path, Scene, Words
from tests.render.figures.sample_scene import ABOUT, box, full_page, one

BLUE = Path((box(10, 5, 30, 15),), fill="#3366CC")


def picture(*items: Item, dpi: int = 127, **options: bool) -> Image.Image:
    """The page of ``one``; by default five pixels a millimetre."""
    return Image.open(io.BytesIO(write_png(one(*items), ABOUT, dpi=dpi, **options)))


@pytest.mark.parametrize(
    ("dpi", "size"), [(72, (842, 595)), (300, (3508, 2480)), (96, (1123, 794))], ids=["72", "300", "96"]
)
def test_the_picture_has_just_the_pixels_of_its_paper(dpi: int, size: tuple[int, int]) -> None:
    data = write_png(Scene(297, 210, ()), ABOUT, dpi=dpi)
    with Image.open(io.BytesIO(data)) as opened:
        assert opened.size == size
        assert opened.info["dpi"] == pytest.approx((dpi, dpi), abs=0.02)


def test_colours_are_those_of_the_scene() -> None:
    drawn = picture(BLUE)
    assert drawn.mode == "RGB"
    assert drawn.getpixel((100, 50)) == (0x33, 0x66, 0xCC)
    assert drawn.getpixel((5, 5)) == (255, 255, 255)


def test_transparent_paper_lets_everything_through() -> None:
    half = Path((box(10, 5, 30, 15),), fill="#3366CC", fill_opacity=0.5)
    drawn = picture(half, is_transparent=True)
    assert drawn.mode == "RGBA"
    assert drawn.getpixel((5, 5)) == (0, 0, 0, 0)
    red, green, blue, alpha = drawn.getpixel((100, 50))
    assert (red, green, blue, alpha) == pytest.approx((0x33, 0x66, 0xCC, 128), abs=3)


def test_paper_without_a_colour_is_white_unless_transparent() -> None:
    scene = one(background="")
    assert Image.open(io.BytesIO(write_png(scene, ABOUT, dpi=72))).getpixel((5, 5)) == (255, 255, 255)


def test_grey_has_one_channel_and_the_lightness_of_the_colours() -> None:
    drawn = picture(BLUE, is_grey=True)
    assert drawn.mode == "L"
    assert drawn.getpixel((5, 5)) == 255
    assert drawn.getpixel((100, 50)) == pytest.approx(0.3 * 0x33 + 0.59 * 0x66 + 0.11 * 0xCC, abs=3)


def test_grey_can_be_transparent() -> None:
    drawn = picture(BLUE, is_grey=True, is_transparent=True)
    assert drawn.mode == "LA"
    assert drawn.getpixel((5, 5)) == (0, 0)
    assert drawn.getpixel((100, 50))[1] == 255


@pytest.mark.parametrize("options", [{}, {"is_grey": True}, {"is_transparent": True}], ids=str)
def test_strips_give_the_picture_that_one_piece_gives(
    options: dict[str, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = full_page()
    whole = np.asarray(Image.open(io.BytesIO(write_png(scene, ABOUT, dpi=150, **options))), dtype=np.int64)
    monkeypatch.setattr(png, "_STRIP_PIXELS", whole.shape[1] * 97)
    strips = np.asarray(Image.open(io.BytesIO(write_png(scene, ABOUT, dpi=150, **options))), dtype=np.int64)
    # Edges are smoothed in single precision: where a strip starts moves a shade, never a line.
    assert np.abs(strips - whole).max() <= 24
    assert (strips != whole).mean() < 0.01


def test_a_strip_may_be_a_single_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(png, "_STRIP_PIXELS", 1)
    assert picture(BLUE, dpi=30).getpixel((23, 12)) == (0x33, 0x66, 0xCC)


def test_the_file_tells_what_it_is() -> None:
    told = picture(Words(2, 10, "县", 10)).info
    assert told["Title"] == ABOUT.title
    assert told["Description"] == ABOUT.alt
    assert told["Source"] == ABOUT.source
    assert told["Author"] == ABOUT.author
    assert told["Title"].lang == "zh-CN"


def test_what_is_not_known_is_left_out() -> None:
    data = write_png(one(), replace(ABOUT, author="", source="", date=""), dpi=72)
    assert not {"Author", "Source", "Creation Time"} & set(Image.open(io.BytesIO(data)).info)


def test_the_same_scene_gives_the_same_bytes() -> None:
    assert write_png(full_page(), ABOUT, dpi=100) == write_png(full_page(), ABOUT, dpi=100)


def test_pictures_can_be_made_in_several_threads() -> None:
    scene = full_page()
    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(lambda _: write_png(scene, ABOUT, dpi=60), range(8)))
    assert len(made) == 1


def test_rows_are_written_as_they_are_given() -> None:
    rows = np.arange(2 * 3 * 4, dtype=np.uint8).reshape(2, 3, 4)
    writer = PngWriter(3, 2, ColourType.COLOUR_ALPHA)
    writer.add_rows(rows[:1])
    writer.add_rows(rows[1:])
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(writer.to_bytes()))), rows)
