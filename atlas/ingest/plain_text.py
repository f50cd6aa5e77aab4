"""Text of a file whose format prescribes UTF-8 but that may come from a program that wrote GBK."""

from __future__ import annotations

from pathlib import Path

from atlas.core.errors import EncodingError, LimitExceeded, Text
from atlas.ingest.limits import ReadLimits
from atlas.ingest.sink import Findings

# Byte order marks, and what they announce.
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_bytes(path: Path, *, limits: ReadLimits, name: str) -> bytes:
    """The whole of a file.

    Parameters
    ----------
    path
        The file.
    limits
        Its largest size.
    name
        What it is called in a message.

    Returns
    -------
    bytes
        Content.

    Raises
    ------
    LimitExceeded
        It is larger.
    """
    size = path.stat().st_size
    if size > limits.max_text_bytes:
        most = limits.max_text_bytes // 2**20
        raise LimitExceeded(
            f"{name} 有 {size // 2**20} MB，文本格式最多 {most} MB",
            f"{name} has {size // 2**20} MB; text formats may have {most} MB",
            code="file_too_large",
            hint_zh="请改用 GeoPackage 或 shapefile。",
            hint_en="Use GeoPackage or shapefile instead.",
            file=name,
            bytes=size,
        )
    return path.read_bytes()


def read_text(path: Path, findings: Findings, *, limits: ReadLimits, name: str) -> str:
    """The whole text of a file.

    Parameters
    ----------
    path
        The file.
    findings
        Gets an encoding that is not the one prescribed.
    limits
        Its largest size.
    name
        What it is called in a message.

    Returns
    -------
    str
        Text without byte order mark.

    Raises
    ------
    EncodingError
        It is neither UTF-8, marked UTF-16 nor GB 18030.
    LimitExceeded
        It is too large.
    """
    data = read_bytes(path, limits=limits, name=name)
    return decode_text(data, findings, name=name)


def decode_text(data: bytes, findings: Findings, *, name: str) -> str:
    """Text of bytes; see ``read_text``.

    Parameters
    ----------
    data
        Content.
    findings
        Gets an encoding that is not the one prescribed.
    name
        What the file is called in a message.

    Returns
    -------
    str
        Text.

    Raises
    ------
    EncodingError
        The bytes are no text.
    """
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(marked)
    except UnicodeDecodeError as error:
        place = error.start
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise EncodingError(
            f"{name} 的文字既不是 UTF-8 也不是 GBK（字节 {place}）",
            f"the text of {name} is neither UTF-8 nor GBK (byte {place})",
            hint_zh="请以 UTF-8 编码重新导出。",
            hint_en="Export it again in UTF-8.",
            file=name,
            byte=place,
        ) from error
    findings.tell(
        "not_utf8",
        Text(
            f"{name} 应为 UTF-8 编码，实为 GBK，已按 GBK 读取",
            f"{name} should be UTF-8 but is GBK; read as GBK",
        ),
        hint=Text("请核对文字。", "Check the text."),
        file=name,
        encoding="GB18030",
    )
    return text
