"""Ids of added documents: given by a person, or made from the name of the file or the title."""

from __future__ import annotations

import re
from collections.abc import Collection

from atlas.core.errors import InputError
from atlas.core.places.names import pinyin

_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,60}")
# Words that stand at the place of an id in addresses.
_RESERVED = frozenset({"compare", "drafts", "import", "proposal"})
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")
_LETTERS = re.compile(r"[a-z]")
_LONGEST = 40


def check_document_id(document: str) -> str:
    """An id that a document may have.

    Parameters
    ----------
    document
        As a person wrote it.

    Returns
    -------
    str
        The same.

    Raises
    ------
    InputError
        It has other signs than a-z, 0-9 and the hyphen, is too short or too long, or is a word of our addresses.
    """
    if not _ID.fullmatch(document) or document in _RESERVED:
        raise InputError(
            f"文件编号不能用“{document[:60]}”",
            f"“{document[:60]}” cannot be the id of a document",
            code="document_id_invalid",
            hint_zh="用 2 到 61 个小写字母、数字和连字符，例如 hn-taojiang-2025。",
            hint_en="Use 2 to 61 lower-case letters, digits and hyphens: hn-taojiang-2025.",
            document=document[:60],
        )
    return document


def make_document_id(file_name: str, title: str, taken: Collection[str]) -> str:
    """An id that no other document has.

    Parameters
    ----------
    file_name
        What the sender calls the file.
    title
        Of the document; empty where nobody knows it yet.
    taken
        Ids of other documents.

    Returns
    -------
    str
        From the name of the file where it has Latin letters, else from the title, else from the name read aloud.

    Examples
    --------
    >>> make_document_id("Taojiang plan (2).docx", "", {"taojiang-plan-2"}), make_document_id("1.txt", "桃江县方案", ())
    ('taojiang-plan-2-2', 'taojiangxianfangan')
    """
    stem = file_name.rpartition(".")[0] or file_name
    plain = _to_id(stem)
    base = plain if _LETTERS.search(plain) and stem.isascii() else _to_id(pinyin(title or stem, {}))
    base = base if _ID.fullmatch(base) else "document"
    number, found = 1, base
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    return found


def _to_id(words: str) -> str:
    return _NOT_IN_ID.sub("-", words.lower()).strip("-")[:_LONGEST].strip("-")
