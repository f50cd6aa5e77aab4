"""Sheets have the sizes of ISO 216, and what is drawn on them grows more slowly than they do."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.figures.paper import ORIENTATIONS, PAPERS, page_size, pixel_size, type_scale


@pytest.mark.parametrize("paper", PAPERS)
def test_a_page_lies_or_stands_whatever_the_sheet_does_by_nature(paper: str) -> None:
    width, height = page_size(paper, "landscape")
    assert width > height
    assert page_size(paper, "portrait") == (height, width)


@pytest.mark.parametrize(
    ("larger", "smaller"), [("A0", "A1"), ("A1", "A2"), ("A2", "A3"), ("A3", "A4"), ("A4", "A5")]
)
def test_each_size_of_iso_216_is_half_of_the_one_before(larger: str, smaller: str) -> None:
    width, height = page_size(larger, "portrait")
    assert page_size(smaller, "landscape")[0] == width
    assert page_size(smaller, "landscape")[1] == math.floor(height / 2)


def test_a_slide_fills_a_screen_of_16_to_9() -> None:
    width, height = page_size("slide", "landscape")
    assert width / height == pytest.approx(16 / 9, rel=1e-4)
    assert (width / 25.4, height / 25.4) == pytest.approx((13.333, 7.5), abs=1e-3)


def test_an_a4_page_at_300_dpi_has_the_pixels_that_printers_expect() -> None:
    assert pixel_size(*page_size("A4", "portrait"), 300) == (2480, 3508)


@given(
    paper=st.sampled_from(sorted(PAPERS)), orientation=st.sampled_from(ORIENTATIONS), dpi=st.integers(36, 600)
)
def test_a_picture_is_as_large_as_its_page(paper: str, orientation: str, dpi: int) -> None:
    sizes = page_size(paper, orientation)
    pixels = pixel_size(*sizes, dpi)
    for mm, px in zip(sizes, pixels, strict=True):
        assert abs(px * 25.4 / dpi - mm) <= 25.4 / dpi / 2 + 1e-9


@pytest.mark.parametrize(("paper", "expected"), [("A5", 0.84), ("A4", 1.0), ("A3", 1.19), ("A0", 2.0)])
def test_type_grows_with_the_root_of_the_side(paper: str, expected: float) -> None:
    assert type_scale(*page_size(paper, "landscape")) == pytest.approx(expected, abs=0.01)
    assert type_scale(*page_size(paper, "portrait")) == type_scale(*page_size(paper, "landscape"))
