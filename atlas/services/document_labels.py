"""Tells documents of one title apart: two versions of a plan often have nearly the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from atlas.core.errors import Text
from atlas.core.model import DocumentStatus

_ENDING = re.compile(r"\.[^.]{1,5}$")
_BRACKETS = re.compile(r"[（(〔【\[][^（()）〔〕【】\[\]]*[)）〕】\]]")
_NO_WORDS = re.compile(r"[\W_]")
_STATUSES: Mapping[str, Text] = {
    DocumentStatus.DRAFT: Text("未定稿", "draft"),
    DocumentStatus.FINAL: Text("正式文件", "final"),
    DocumentStatus.REPEALED: Text("已废止", "repealed"),
}


@dataclass(frozen=True, slots=True)
class AboutDocument:
    """What a document is told by.

    Parameters
    ----------
    id, title, status, year
        As in ``Document``.
    file
        Name of the file that it came in as; may be empty.
    """

    id: str
    title: Text
    status: str
    year: int | None
    file: str = ""


def label_document(one: AboutDocument, other: AboutDocument) -> Text:
    """The title of a document, and what tells it from another one.

    Parameters
    ----------
    one, other
        Documents.

    Returns
    -------
    Text
        The title alone where the other one has quite another; what stands in brackets or makes one of them longer is not
        enough. Else with the first of status, year, file and id that differs.

    Examples
    --------
    >>> title = Text("某省方案", "Plan")
    >>> label_document(AboutDocument("a", title, "draft", 2026), AboutDocument("b", title, "final", 2026)).zh
    '某省方案（未定稿）'
    """
    if not _are_alike(one.title.zh, other.title.zh):
        return one.title
    own = next(
        mark for mark, theirs in zip(_marks(one), _marks(other), strict=True) if mark.zh and mark != theirs
    )
    return Text(f"{one.title.zh}（{own.zh}）", f"{one.title.en or one.title.zh} ({own.en})")


def _are_alike(one: str, other: str) -> bool:
    """Whether one begins with the other: "方案（2026—2028年）" and "方案 征求意见稿" are easily taken for "方案"."""
    first, second = (_NO_WORDS.sub("", _BRACKETS.sub("", title)) or title for title in (one, other))
    return first.startswith(second) or second.startswith(first)


def _marks(one: AboutDocument) -> tuple[Text, ...]:
    year = "" if one.year is None else str(one.year)
    stem = _ENDING.sub("", one.file)
    return (
        _STATUSES.get(one.status, Text(one.status, one.status)),
        Text(f"{year} 年" if year else "", year),
        Text(stem, stem),
        Text(one.id, one.id),
    )
