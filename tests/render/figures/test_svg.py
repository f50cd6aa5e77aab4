import base64
import re
from dataclasses import replace
from io import BytesIO
from xml.etree.ElementTree import Element

import defusedxml.ElementTree
import numpy as np
import pytest
from fontTools.ttLib import TTFont

from atlas.core.errors import ParameterError
from atlas.render.figures.scene import Circles, Group, Item, Link, Path, Words
from atlas.render.figures.svg import write_svg
from tests.render.figures.sample_scene import ABOUT, LINES, box, full_page, one

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*items: Item) -> Element:
    return defusedxml.ElementTree.fromstring(write_svg(one(*items), ABOUT))


def only(root: Element, name: str) -> Element:
    (found,) = root.iter(SVG + name)
    return found


@pytest.fixture(scope="module")
def page() -> Element:
    return defusedxml.ElementTree.fromstring(write_svg(full_page(), ABOUT))


def test_the_page_is_as_large_as_the_paper(page: Element) -> None:
    assert (page.get("width"), page.get("height"), page.get("viewBox")) == ("210mm", "148mm", "0 0 210 148")


def test_words_stand_in_the_file_as_text(page: Element) -> None:
    texts = [element.text for element in page.iter(SVG + "text")]
    assert texts[: len(LINES)] == list(LINES)
    assert "光晕 halo" in texts


def test_the_file_tells_what_it_shows(page: Element) -> None:
    assert page.get("role") == "img"
    named = {only(page, name).get("id"): only(page, name).text for name in ("title", "desc")}
    assert [named[name] for name in (page.get("aria-labelledby") or "").split()] == [ABOUT.title, ABOUT.alt]
    told = {element.tag.partition("}")[2]: element.text for element in only(page, "metadata").iter()}
    assert (told["creator"], told["date"], told["source"]) == (ABOUT.author, ABOUT.date, ABOUT.source)


def test_the_fonts_in_the_file_have_just_the_letters_that_are_used() -> None:
    style = (
        only(drawn(Words(2, 10, "开阳县 P", 10), Words(2, 15, "磷", 10, is_serif=True)), "style").text or ""
    )
    fonts = [TTFont(BytesIO(base64.b64decode(data))) for data in re.findall(r"base64,([^)]+)\)", style)]
    letters = [{chr(code) for code in font.getBestCmap()} for font in fonts]
    assert letters == [set("开阳县 P"), set("磷")]


def test_text_falls_back_to_fonts_of_the_reader(page: Element) -> None:
    families = {element.get("font-family", "") for element in page.iter(SVG + "text")}
    assert any(family.endswith("'Noto Sans SC','Microsoft YaHei',sans-serif") for family in families)


def test_letters_of_another_font_take_the_same_room() -> None:
    text = only(drawn(Words(2, 10, "国国", 10)), "text")
    assert float(text.get("textLength", "0")) == pytest.approx(2 * 10 * 25.4 / 72, abs=1e-3)


def test_a_halo_is_made_of_lines_below_the_text() -> None:
    root = drawn(Words(2, 10, "开阳开", 10, halo="#FFEE00", halo_mm=0.5))
    assert len(list(root.iter(SVG + "text"))) == 1
    letters = [element.get("href") for element in root.iter(SVG + "use")]
    assert len(letters) == 3
    assert letters[0] == letters[2] != letters[1]
    order = [element.tag.removeprefix(SVG) for element in root if element.tag in {SVG + "g", SVG + "text"}]
    assert order == ["g", "text"]


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "]]>&amp;\"'", "a & b < c", "&#x41;"],
    ids=["tag", "end", "signs", "entity"],
)
def test_text_from_data_stays_text(text: str) -> None:
    about = replace(ABOUT, title=text, alt=text, source=text, author=text)
    root = defusedxml.ElementTree.fromstring(write_svg(one(Words(2, 10, text, 10)), about))
    assert only(root, "text").text == only(root, "title").text == only(root, "desc").text == text
    assert not list(root.iter(SVG + "script"))


def test_controls_in_text_from_data_do_not_reach_the_file() -> None:
    assert only(drawn(Words(2, 10, "开\x00阳\ufffe\ud800", 10)), "text").text == "开阳"


def test_nothing_comes_from_elsewhere(page: Element) -> None:
    addresses = [value for element in page.iter() for key, value in element.items() if key.endswith("href")]
    assert [address for address in addresses if not address.startswith("#")] == [
        "https://atlas.example/figure?topic=%E7%A3%B7"
    ]
    assert set(re.findall(r"url\((\w+)", only(page, "style").text or "")) == {"data"}


def test_a_link_that_could_run_a_program_is_refused() -> None:
    with pytest.raises(ParameterError):
        drawn(Link(0, 0, 5, 5, url="javascript:alert(1)"))


def test_areas_are_filled_by_the_even_odd_rule(page: Element) -> None:
    assert page.get("fill-rule") == "evenodd"
    assert all(clip[0].get("clip-rule") == "evenodd" for clip in page.iter(SVG + "clipPath"))


def test_each_clip_has_its_own_name() -> None:
    groups = [Group((Words(2, 10, "县", 9),), clip=Path((box(0, 0, 9, 9),))) for _ in range(2)]
    root = drawn(*groups)
    names = [clip.get("id") for clip in root.iter(SVG + "clipPath")]
    assert [group.get("clip-path") for group in root.iter(SVG + "g")] == [f"url(#{name})" for name in names]
    assert len(set(names)) == 2


def test_vertices_that_fall_together_are_written_once() -> None:
    ring = np.array([(0, 0), (0.001, 0.001), (10, 0), (10, 10)], dtype=np.float64)
    path = list(drawn(Path((ring,), fill="#000000")).iter(SVG + "path"))
    assert [element.get("d") for element in path] == ["M0.00 0.00L10.00 0.00L10.00 10.00Z"]


def test_what_has_no_extent_is_left_out() -> None:
    nothing = np.empty((0, 2))
    root = drawn(Path((nothing,), fill="#000000"), Circles(nothing, 2), Words(5, 5, "", 10))
    assert not [*root.iter(SVG + "path"), *root.iter(SVG + "circle"), *root.iter(SVG + "text")]
