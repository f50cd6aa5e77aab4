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

#: Largest file that is looked into [bytes]: the whole country on A0 takes 20 MB as SVG. The only such limit, for the page too.
MAX_FILE_BYTES = 32 * 2**20
#: Largest request in a file [bytes]. Ours are a hundredth of that.
MAX_REQUEST_BYTES = 2**20

#: No stream of a PDF that is read may unpack to more [bytes]. qpdf packs a hundred objects into one: few kilobytes.
_MAX_STREAM_BYTES = 4 * 2**20
#: A text chunk is larger than its words by a keyword and a language only [bytes].
_MAX_CHUNK_BYTES = MAX_REQUEST_BYTES + 4096
#: Ours stand before all that is drawn; another program may have moved them behind it.
_MAX_ELEMENTS, _MAX_DEPTH = 250_000, 100
_QPDF_LOCK = threading.Lock()
_PNG_CHUNK = struct.Struct(">I4s")


def read_request(content: bytes) -> Mapping[str, Any]:
    """The request of a figure, from its file.

    A file can be made so that this takes much time and memory: what comes from outside is read in a process of its own.

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
        The file is too large, or has too many parts.
    """
    check_file(content)
    text = _reader_of(content)(content)
    try:
        request = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as exc:
        raise damaged_figure() from exc
    if not isinstance(request, dict):
        raise damaged_figure()
    return request


def check_file(content: bytes) -> None:
    """Refuse what need not be looked into: by its size and its first bytes.

    Parameters
    ----------
    content
        Of a file.

    Raises
    ------
    InputError
        It is no PDF, SVG or PNG.
    LimitExceeded
        It is too large.
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
    _reader_of(content)


def _reader_of(content: bytes) -> Callable[[bytes], str]:
    if content.startswith(b"%PDF-"):
        return _read_pdf
    if content.startswith(SIGNATURE):
        return _read_png
    # Only the start is copied: without its mark and blanks a file would be in memory twice.
    if content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"<?xml", b"<svg")):
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
            raise damaged_figure()
        if kind == b"iTXt" and content.startswith(keyword, start):
            if length > _MAX_CHUNK_BYTES:
                raise damaged_figure()
            body = content[start : start + length]
            if zlib.crc32(kind + body) != int.from_bytes(content[start + length : position], "big"):
                raise damaged_figure()
            return _international_text(body[len(keyword) :])
        if kind == b"IEND":
            raise _unknown()
    raise damaged_figure()


def _international_text(body: bytes) -> str:
    """What follows the keyword: packed or not, language, translated keyword, text (PNG 11.3.4.5)."""
    _, marker, rest = body[2:].partition(b"\x00")
    _, second_marker, text = rest.partition(b"\x00")
    if len(body) < 2 or body[0] > 1 or not (marker and second_marker):
        raise damaged_figure()
    return _decoded(_inflated(text) if body[0] else text)


class _RequestFound(Exception):
    """Ends a reading that went well."""


class _RequestTarget:
    """What the XML parser tells goes here: no tree is made, only the words of the request are kept."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._size = 0
        self._elements = 0
        self._depth = 0
        self._is_inside = False

    def start(self, tag: str, _attributes: Mapping[str, str]) -> None:
        if self._elements == 0 and tag != "{http://www.w3.org/2000/svg}svg":
            raise _unknown()
        self._elements += 1
        self._depth += 1
        if self._elements > _MAX_ELEMENTS:
            raise _too_many_elements()
        if self._is_inside or self._depth > _MAX_DEPTH:
            raise damaged_figure()
        self._is_inside = tag == f"{{{SVG_NAMESPACE}}}request"

    def data(self, words: str) -> None:
        if not self._is_inside:
            return
        self._size += len(words)
        if self._size > MAX_REQUEST_BYTES:
            raise damaged_figure()
        self.words.append(words)

    def end(self, _tag: str) -> None:
        self._depth -= 1
        if self._is_inside:
            raise _RequestFound

    def close(self) -> None:
        """Nothing is left to be done."""


def _read_svg(content: bytes) -> str:
    target = _RequestTarget()
    parser = defusedxml.ElementTree.XMLParser(target=target, forbid_dtd=True)
    try:
        # In one piece: expat begins a long word anew with each piece that it gets of it.
        parser.feed(content)
        parser.close()
    except _RequestFound:
        return _bounded("".join(target.words))
    except (DefusedXmlException, ParseError, UnicodeError, LookupError, ValueError) as exc:
        raise damaged_figure() from exc
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
            raise damaged_figure() from exc
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
        raise damaged_figure()
    return _decoded(_inflated(stream.read_raw_bytes()))


def _inflated(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, MAX_REQUEST_BYTES + 1)
    except zlib.error as exc:
        raise damaged_figure() from exc


def _decoded(data: bytes) -> str:
    try:
        return _bounded(data[: MAX_REQUEST_BYTES + 1].decode("utf-8"))
    except UnicodeDecodeError as exc:
        raise damaged_figure() from exc


def _bounded(text: str) -> str:
    if len(text.encode("utf-8", "replace")) > MAX_REQUEST_BYTES:
        raise damaged_figure()
    return text


def _unknown() -> InputError:
    return InputError(
        "这个文件不是由本系统导出的图",
        "this file is not a figure that was exported here",
        code="figure_unknown",
        hint_zh="请选择由本系统导出、未经其他软件另存的 PDF、SVG 或 PNG。",
        hint_en="Choose a PDF, SVG or PNG that was exported here and not saved again by another program.",
    )


def _too_many_elements() -> LimitExceeded:
    return LimitExceeded(
        f"SVG 文件的元素超过 {_MAX_ELEMENTS} 个",
        f"the SVG has more than {_MAX_ELEMENTS} elements",
        code="figure_too_large",
        hint_zh="请选择由本系统导出、未经其他软件另存的图。",
        hint_en="Choose a figure that was exported here and not saved again by another program.",
    )


def damaged_figure() -> InputError:
    """What to say of a file that cannot be read.

    Returns
    -------
    InputError
        With the code ``figure_damaged``.
    """
    return InputError(
        "图文件已损坏，读不出其中的绘图参数",
        "the file of the figure is damaged: what it was made from cannot be read",
        code="figure_damaged",
        hint_zh="请重新下载原图，或在页面上重新设置后导出。",
        hint_en="Download the figure again, or set it up anew on the page.",
    )
