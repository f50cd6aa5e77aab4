"""A scene as a PNG of any size: drawn through its PDF, a strip at a time, so that memory stays small."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium

from atlas.render.figures.about_text import PNG_KEYWORD, PRODUCER, cleaned, request_json
from atlas.render.figures.pdf import write_pdf
from atlas.render.figures.png_chunks import ColourType, PngWriter
from atlas.render.figures.scene import About, Scene

#: PDFium keeps global state: whoever calls it in this process holds this.
PDFIUM_LOCK = threading.Lock()

#: Pixels drawn at a time: 16 MB in the form that PDFium draws in.
_STRIP_PIXELS = 4_000_000
_OPAQUE_WHITE, _NOTHING = 0xFFFFFFFF, 0x00000000


@dataclass(frozen=True, slots=True)
class _Form:
    """How pixels are drawn, and which of their channels are written."""

    colour_type: ColourType
    bitmap_format: int
    channels: tuple[int, ...]
    flags: int
    paper: int


def write_png(
    scene: Scene, about: About, *, dpi: int, is_transparent: bool = False, is_grey: bool = False
) -> bytes:
    """A picture of a scene.

    Parameters
    ----------
    scene
        The page.
    about
        What the file says of itself; its request travels in the file as well.
    dpi
        Pixels in an inch; each side has its length in inches times this, rounded.
    is_transparent
        Leave out the colour of the paper.
    is_grey
        Write shades of grey only.

    Returns
    -------
    bytes
        The same for the same scene.
    """
    width, height = (max(round(side / 25.4 * dpi), 1) for side in (scene.width_mm, scene.height_mm))
    form = _form(is_transparent=is_transparent, is_grey=is_grey)
    document = write_pdf([replace(scene, background="") if is_transparent else scene], about)
    writer = PngWriter(width, height, form.colour_type)
    writer.add_resolution(dpi)
    for keyword, text in _texts(cleaned(about)):
        writer.add_text(keyword, text, language=about.language)
    with _opened_page(document) as page:
        for pixels in _strips(page, width, height, form):
            writer.add_rows(pixels)
    return writer.to_bytes()


def _texts(about: About) -> Iterator[tuple[str, str]]:
    named = {
        "Title": about.title,
        "Author": about.author,
        "Description": about.alt,
        "Source": about.source,
        "Creation Time": about.date,
        "Software": PRODUCER,
        PNG_KEYWORD: request_json(about.request),
    }
    return ((keyword, text) for keyword, text in named.items() if text)


def _form(*, is_transparent: bool, is_grey: bool) -> _Form:
    if is_grey and not is_transparent:
        # A bitmap of one channel has no order of bytes; asking to reverse it ends the process.
        return _Form(ColourType.GREY, pdfium.FPDFBitmap_Gray, (0,), pdfium.FPDF_GRAYSCALE, _OPAQUE_WHITE)
    flags = pdfium.FPDF_REVERSE_BYTE_ORDER
    if not is_transparent:
        # Four bytes a pixel are drawn quicker than three.
        return _Form(ColourType.COLOUR, pdfium.FPDFBitmap_BGRx, (0, 1, 2), flags, _OPAQUE_WHITE)
    if is_grey:
        flags |= pdfium.FPDF_GRAYSCALE
        return _Form(ColourType.GREY_ALPHA, pdfium.FPDFBitmap_BGRA, (0, 3), flags, _NOTHING)
    return _Form(ColourType.COLOUR_ALPHA, pdfium.FPDFBitmap_BGRA, (0, 1, 2, 3), flags, _NOTHING)


@contextmanager
def _opened_page(document: bytes) -> Iterator[Any]:
    with PDFIUM_LOCK:
        opened = pypdfium2.PdfDocument(document)
        try:
            yield opened[0]
        finally:
            opened.close()


def _strips(page: Any, width: int, height: int, form: _Form) -> Iterator[npt.NDArray[np.uint8]]:
    """Rows of pixels from the top down, shape (rows, width, channels)."""
    rows = max(_STRIP_PIXELS // width, 1)
    depth = 1 if form.bitmap_format == pdfium.FPDFBitmap_Gray else 4
    for top in range(0, height, rows):
        pixels = np.empty((min(rows, height - top), width, depth), dtype=np.uint8)
        bitmap = pdfium.FPDFBitmap_CreateEx(
            width,
            len(pixels),
            form.bitmap_format,
            pixels.ctypes.data_as(ctypes.c_void_p),
            pixels.strides[0],
        )
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, len(pixels), form.paper)
            pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, -top, width, height, 0, form.flags)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
        yield pixels[:, :, list(form.channels)] if len(form.channels) < depth else pixels
