"""Reads back the request that a figure was made from, out of a PDF, SVG or PNG that may come from anywhere."""

from __future__ import annotations

import json
import struct
import threading
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any, NoReturn
from xml.etree.ElementTree import ParseError

import defusedxml.ElementTree
import pikepdf
from defusedxml.common import DefusedXmlException
from pikepdf.settings import set_qpdf_limits

from atlas.core.errors import InputError, LimitExceeded
from atlas.render.figures.about_text import ATTACHMENT_NAME, PNG_KEYWORD, SVG_NAMESPACE
from atlas.render.figures.png_chunks import SIGNATURE

#: Largest file that is looked into, and largest request in it [bytes]. Ours are a hundredth of that.
MAX_FILE_BYTES = 128 * 2**20
MAX_REQUEST_BYTES = 2**20

#: No stream of a PDF that is read may unpack to more [bytes].
_MAX_STREAM_BYTES = 32 * 2**20
_QPDF_LOCK = threading.Lock()
_PNG_CHUNK = struct.Struct(">I4s")


def read_request(content: bytes) -> Mapping[str, Any]:
    """The request of a figure, from its file.

    Parameters
    ----------
    content
        A PDF, SVG or PNG, perhaps not ours.

    Returns
    -------
    Mapping
        Plain values. They come from outside: check them like any request.

    Raises
    ------
    InputError
        The file is not a figure of ours (code ``figure_unknown``), or is damaged (``figure_damaged``).
    LimitExceeded
        The file is too large.
    """
    if len(content) > MAX_FILE_BYTES:
        raise LimitExceeded(
            f"文件超过 {MAX_FILE_BYTES // 2**20} MB",
            f"the file is larger than {MAX_FILE_BYTES // 2**20} MB",
            code="figure_too_large",
            hint_zh="请给出由本系统导出的单张图。",
            hint_en="Give a single figure that was exported here.",
            bytes=len(content),
        )
    text = _reader_of(content)(content)
    try:
        request = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as exc:
        raise _damaged() from exc
    if not isinstance(request, dict):
        raise _damaged()
    return request


def _reader_of(content: bytes) -> Callable[[bytes], str]:
    if content.startswith(b"%PDF-"):
        return _read_pdf
    if content.startswith(SIGNATURE):
        return _read_png
    if content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"<?xml", b"<svg")):
        return _read_svg
    raise _unknown()


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _read_png(content: bytes) -> str:
    position = len(SIGNATURE)
    keyword = PNG_KEYWORD.encode("latin-1") + b"\x00"
    while position + _PNG_CHUNK.size <= len(content):
        length, kind = _PNG_CHUNK.unpack_from(content, position)
        start, position = position + _PNG_CHUNK.size, position + _PNG_CHUNK.size + length + 4
        if position > len(content):
            raise _damaged()
        if kind == b"iTXt" and content.startswith(keyword, start):
            body = content[start : start + length]
            if zlib.crc32(kind + body) != int.from_bytes(content[start + length : position], "big"):
                raise _damaged()
            return _international_text(body[len(keyword) :])
        if kind == b"IEND":
            raise _unknown()
    raise _damaged()


def _international_text(body: bytes) -> str:
    """What follows the keyword: packed or not, language, translated keyword, text (PNG 11.3.4.5)."""
    _, marker, rest = body[2:].partition(b"\x00")
    _, second_marker, text = rest.partition(b"\x00")
    if len(body) < 2 or body[0] > 1 or not (marker and second_marker):
        raise _damaged()
    return _decoded(_inflated(text) if body[0] else text)


def _read_svg(content: bytes) -> str:
    is_svg = False
    try:
        for event, element in defusedxml.ElementTree.iterparse(
            BytesIO(content), events=("start", "end"), forbid_dtd=True
        ):
            if event == "start" and not is_svg:
                if element.tag != "{http://www.w3.org/2000/svg}svg":
                    raise _unknown()
                is_svg = True
            elif event == "end" and element.tag == f"{{{SVG_NAMESPACE}}}request":
                return _bounded(element.text or "")
            elif event == "end":
                element.clear()
    except (DefusedXmlException, ParseError, UnicodeError, LookupError, ValueError) as exc:
        raise _damaged() from exc
    raise _unknown()


def _read_pdf(content: bytes) -> str:
    # The limits of qpdf hold for the whole process: they are set for this reading only.
    with _QPDF_LOCK:
        _limit_streams(_MAX_STREAM_BYTES)
        try:
            with pikepdf.open(BytesIO(content), suppress_warnings=True, attempt_recovery=False) as pdf:
                return _attached_text(pdf)
        except pikepdf.PasswordError as exc:
            raise _unknown() from exc
        except (pikepdf.PdfError, ValueError, TypeError, LookupError, AttributeError, RuntimeError) as exc:
            raise _damaged() from exc
        finally:
            _limit_streams(0)


def _limit_streams(max_bytes: int) -> None:
    """How much a stream may unpack to; 0 for no limit."""
    set_qpdf_limits(
        flate_max_memory=max_bytes,
        png_max_memory=max_bytes,
        tiff_max_memory=max_bytes,
        run_length_max_memory=max_bytes,
    )


def _attached_text(pdf: pikepdf.Pdf) -> str:
    attachment = pdf.attachments.get(ATTACHMENT_NAME)
    if attachment is None:
        raise _unknown()
    stream = attachment.get_file().obj
    packing = stream.get("/Filter")
    if packing is None:
        return _decoded(stream.read_raw_bytes())
    if packing != pikepdf.Name.FlateDecode or stream.get("/DecodeParms") is not None:
        raise _damaged()
    return _decoded(_inflated(stream.read_raw_bytes()))


def _inflated(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, MAX_REQUEST_BYTES + 1)
    except zlib.error as exc:
        raise _damaged() from exc


def _decoded(data: bytes) -> str:
    try:
        return _bounded(data[: MAX_REQUEST_BYTES + 1].decode("utf-8"))
    except UnicodeDecodeError as exc:
        raise _damaged() from exc


def _bounded(text: str) -> str:
    if len(text.encode("utf-8", "replace")) > MAX_REQUEST_BYTES:
        raise _damaged()
    return text


def _unknown() -> InputError:
    return InputError(
        "这个文件不是由本系统导出的图",
        "this file is not a figure that was exported here",
        code="figure_unknown",
        hint_zh="请选择由本系统导出、未经其他软件另存的 PDF、SVG 或 PNG。",
        hint_en="Choose a PDF, SVG or PNG that was exported here and not saved again by another program.",
    )


def _damaged() -> InputError:
    return InputError(
        "图文件已损坏，读不出其中的绘图参数",
        "the file of the figure is damaged: what it was made from cannot be read",
        code="figure_damaged",
        hint_zh="请重新下载原图，或在页面上重新设置后导出。",
        hint_en="Download the figure again, or set it up anew on the page.",
    )
