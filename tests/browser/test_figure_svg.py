"""A figure as SVG is drawn by a browser as PDFium draws the PDF of the same scene."""

import io
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import Browser

from atlas.render.figures.png import write_png
from atlas.render.figures.svg import write_svg
from tests.render.figures.sample_scene import ABOUT, full_page


def test_a_browser_draws_the_same_as_the_picture(browser: Browser, tmp_path: Path) -> None:
    scene = full_page()
    file = tmp_path / "figure.svg"
    file.write_bytes(write_svg(scene, ABOUT))
    # Browsers reckon 96 pixels an inch.
    page = browser.new_page(viewport={"width": 794, "height": 559}, device_scale_factor=2)
    page.goto(file.as_uri())
    loaded = page.evaluate("document.fonts.ready.then(fonts => [...fonts].map(font => font.status))")
    shown = Image.open(io.BytesIO(page.screenshot())).convert("L")
    page.close()
    assert loaded == ["loaded", "loaded"]
    picture = Image.open(io.BytesIO(write_png(scene, ABOUT, dpi=192))).convert("L").resize(shown.size)
    difference = np.abs(np.asarray(shown, dtype=np.int64) - np.asarray(picture, dtype=np.int64))
    assert (difference > 100).mean() < 0.002
