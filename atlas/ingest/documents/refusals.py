"""What to say of a document that is not read."""

from __future__ import annotations

from atlas.core.errors import DataError, LimitExceeded, Text
from atlas.ingest.shown import shown

ACCEPTED = Text(
    "可读取：txt、docx、有文字层的 PDF、网页（html）。",
    "Accepted: txt, docx, PDF with a text layer, web page (html).",
)


def refused_kind(
    name: str, what: Text, hint: Text = ACCEPTED, *, code: str = "document_kind_refused"
) -> DataError:
    """The refusal of a file that is of another kind.

    Parameters
    ----------
    name
        As the user called it.
    what
        What it is.
    hint
        What to do.
    code
        For programs.

    Returns
    -------
    DataError
        To be raised.
    """
    return DataError(
        f"{shown(name)} 是{what.zh}，不能作为文档读取",
        f"{shown(name)} is {what.en}; it cannot be read as a document",
        code=code,
        hint_zh=hint.zh,
        hint_en=hint.en,
        file=shown(name),
    )


def damaged(name: str) -> DataError:
    """The refusal of a file that breaks its format.

    Parameters
    ----------
    name
        As the user called it.

    Returns
    -------
    DataError
        To be raised.
    """
    return DataError(
        f"{shown(name)} 无法读取，文件可能已损坏或不完整",
        f"{shown(name)} cannot be read; the file may be damaged or incomplete",
        code="document_damaged",
        hint_zh="请在原软件中打开检查，另存后重试；或重新下载。",
        hint_en="Open it in the program it comes from, save it again and try once more; or download it again.",
        file=shown(name),
    )


def encrypted(name: str) -> DataError:
    """The refusal of a file with a password.

    Parameters
    ----------
    name
        As the user called it.

    Returns
    -------
    DataError
        To be raised.
    """
    return DataError(
        f"{shown(name)} 加了密码，无法读取",
        f"{shown(name)} has a password and cannot be read",
        code="document_encrypted",
        hint_zh="请用密码打开后另存为不加密的文件，再上传。",
        hint_en="Open it with its password, save it without one, and upload that.",
        file=shown(name),
    )


def empty(name: str) -> DataError:
    """The refusal of a file without a word.

    Parameters
    ----------
    name
        As the user called it.

    Returns
    -------
    DataError
        To be raised.
    """
    return DataError(
        f"{shown(name)} 中没有文字",
        f"{shown(name)} has no text",
        code="document_empty",
        hint_zh="请检查是否选错了文件。",
        hint_en="Check whether this is the file you meant.",
        file=shown(name),
    )


def too_long(name: str, zh: str, en: str) -> LimitExceeded:
    """The refusal of a file with more text than is read.

    Parameters
    ----------
    name
        As the user called it.
    zh, en
        What there is too much of, and the limit.

    Returns
    -------
    LimitExceeded
        To be raised.
    """
    return LimitExceeded(
        f"{shown(name)} {zh}",
        f"{shown(name)} {en}",
        code="document_too_long",
        hint_zh="请只保留正文，或分成几个文件后分别导入。",
        hint_en="Keep the text of the document only, or split it into several files.",
        file=shown(name),
    )


def too_costly(name: str) -> LimitExceeded:
    """The refusal of a file that takes more memory than is given to it.

    Parameters
    ----------
    name
        As the user called it.

    Returns
    -------
    LimitExceeded
        To be raised.
    """
    return LimitExceeded(
        f"读取 {shown(name)} 需要的内存超过上限",
        f"reading {shown(name)} needs more memory than allowed",
        code="read_memory",
        hint_zh="请只保留正文（删去图片和附表），或另存为 txt 后重试。",
        hint_en="Keep the text only (without pictures and annexed tables), or save it as txt, and try again.",
        file=shown(name),
    )


def too_slow(name: str) -> LimitExceeded:
    """The refusal of a file that takes more time than is given to it.

    Parameters
    ----------
    name
        As the user called it.

    Returns
    -------
    LimitExceeded
        To be raised.
    """
    return LimitExceeded(
        f"读取 {shown(name)} 用时超过上限",
        f"reading {shown(name)} takes longer than allowed",
        code="read_timeout",
        hint_zh="请只保留正文，或另存为 txt 后重试。",
        hint_en="Keep the text of the document only, or save it as txt, and try again.",
        file=shown(name),
    )


def crashed(name: str, signal: int) -> DataError:
    """The refusal of a file that broke the reading process.

    Parameters
    ----------
    name
        As the user called it.
    signal
        What ended the process.

    Returns
    -------
    DataError
        To be raised.
    """
    return DataError(
        f"读取 {shown(name)} 时程序崩溃，文件可能已损坏或有意破坏",
        f"the reader crashed on {shown(name)}; the file is damaged or means harm",
        code="read_crashed",
        hint_zh="请在原软件中打开检查，另存后重试。",
        hint_en="Open it in the program it comes from, save it again and try once more.",
        file=shown(name),
        signal=signal,
    )
