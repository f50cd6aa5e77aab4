"""Which documents still ask for something: neither repealed, nor the draft of a plan whose final version is there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol

from atlas.core.errors import Text
from atlas.core.model import Document, DocumentStatus

_PLAN = r"《([^《》]+)》"
#: Whoever issues it may stand in front, but no other paper: 转发…关于印发《…》的通知 is another document.
_ABOUT = r"(?:(?!关于|转发|废止)[^《》])*关于"
_ASKING = r"(?:公开|再次|面向社会)*征[求集](?:社会|公众)*"
_PAPER = "的(?:通知|通告|公告|公示|函)"
#: A title that is that of a plan, in words that bring it: a notice that issues it or asks what people say of it. What
#: interprets, carries out, divides up or repeals it is another document.
_BRINGS = tuple(
    re.compile(words)
    for words in (
        _PLAN,
        f"{_ABOUT}(?:印发|发布|公布){_PLAN}{_PAPER}",
        f"{_ABOUT}{_ASKING}(?:对)?{_PLAN}(?:的)?(?:修改)?意见(?:建议)?{_PAPER}",
        f"{_ABOUT}(?:对)?{_PLAN}{_ASKING}(?:修改)?意见(?:建议)?{_PAPER}",
    )
)
#: How far a text has come, as titles say it: （征求意见稿）, (送审稿), 【草案】, or the bare word at the end.
_STAGE = re.compile(
    r"[（(〔【\[][^（）()〔〕【】\[\]]*(?:稿|草案)[^（）()〔〕【】\[\]]*[）)〕】\]]"
    r"|(?:公开|再次)?征求意见稿$|送审稿$|讨论稿$|印发稿$|草案$"
)
_SPACE = re.compile(r"\s+")


class Dated(Protocol):
    """What tells versions of a plan: a document, or the head of one that nobody has reviewed yet."""

    @property
    def title(self) -> Text:
        """As printed."""
        ...

    @property
    def region(self) -> str:
        """Of the area that it governs, as adcode."""
        ...

    @property
    def year(self) -> int | None:
        """Of the text."""
        ...

    @property
    def horizon(self) -> int | None:
        """To which it runs."""
        ...

    @property
    def status(self) -> str:
        """How far it has come."""
        ...


class FinalVersions:
    """The final versions among some documents; one that was repealed still is one, and brings no draft back.

    Parameters
    ----------
    documents
        All of an atlas.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        self._finals: dict[tuple[str, str], list[Document]] = defaultdict(list)
        for document in documents:
            if document.status == DocumentStatus.FINAL or _was_final(document):
                self._finals[_plan_of(document)].append(document)

    def of(self, draft: Dated) -> Document | None:
        """The final version of a draft.

        Parameters
        ----------
        draft
            Any document, of the atlas or not yet.

        Returns
        -------
        Document or None
            Of the same region and, but for how far it has come, of the same title, neither older nor with another
            horizon; of several the latest that is not repealed, else the latest. ``None`` for what is no draft.
        """
        if draft.status != DocumentStatus.DRAFT:
            return None
        found = [final for final in self._finals.get(_plan_of(draft), ()) if _may_follow(draft, final)]
        return max(
            found,
            key=lambda final: (final.status == DocumentStatus.FINAL, final.year or 0, final.id),
            default=None,
        )


def find_out_of_force(documents: Iterable[Document], finals: FinalVersions) -> frozenset[str]:
    """Documents that are to be read, but are not to be counted.

    Parameters
    ----------
    documents
        All of an atlas.
    finals
        Their final versions.

    Returns
    -------
    frozenset of str
        Ids of those that are repealed, and of drafts beside a final version, repealed or not.
    """
    return frozenset(
        document.id
        for document in documents
        if document.status == DocumentStatus.REPEALED or finals.of(document) is not None
    )


def plain_title(title: str) -> str:
    """A title without what tells versions of a plan apart.

    Parameters
    ----------
    title
        In Chinese.

    Returns
    -------
    str
        Of a notice that issues a plan, or asks what people say of it, the title of the plan.

    Examples
    --------
    >>> plain_title("关于印发《百色市县域产业发展方案》的通知") == plain_title("百色市县域产业发展方案（征求意见稿）")
    True
    >>> plain_title("《百色市县域产业发展方案》政策解读")
    '《百色市县域产业发展方案》政策解读'
    """
    whole = _STAGE.sub("", _SPACE.sub("", title))
    brought = next((found for words in _BRINGS if (found := words.fullmatch(whole))), None)
    return _STAGE.sub("", brought[1]) if brought else whole


def _plan_of(document: Dated) -> tuple[str, str]:
    return document.region, plain_title(document.title.zh)


def _was_final(document: Document) -> bool:
    """A repealed text whose title says that it was a draft was none."""
    return document.status == DocumentStatus.REPEALED and not _STAGE.search(_SPACE.sub("", document.title.zh))


def _may_follow(draft: Dated, final: Document) -> bool:
    """Not an earlier plan of the same name, nor one that runs to another year."""
    is_later = draft.year is None or final.year is None or final.year >= draft.year
    is_of_one_time = draft.horizon is None or final.horizon is None or final.horizon == draft.horizon
    return is_later and is_of_one_time
