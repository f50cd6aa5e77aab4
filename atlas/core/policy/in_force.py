"""Which documents still ask for something: neither repealed, nor the draft of a plan whose final version is there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from atlas.core.model import Document

_QUOTED = re.compile(r"《([^《》]+)》")
#: How far a text has come, as titles say it: （征求意见稿）, (送审稿), 【草案】, or the bare word at the end.
_STAGE = re.compile(
    r"[（(〔【\[][^（）()〔〕【】\[\]]*(?:稿|草案)[^（）()〔〕【】\[\]]*[）)〕】\]]"
    r"|(?:公开|再次)?征求意见稿$|送审稿$|讨论稿$|印发稿$|草案$"
)
_SPACE = re.compile(r"\s+")


def find_out_of_force(documents: Iterable[Document]) -> frozenset[str]:
    """Documents that are to be read, but are not to be counted.

    Parameters
    ----------
    documents
        All of an atlas.

    Returns
    -------
    frozenset of str
        Ids of those that are repealed, and of drafts beside a final version: of the same region and, but for how far it
        has come, of the same title, neither older nor with another horizon.
    """
    every = list(documents)
    finals: dict[tuple[str, str], list[Document]] = defaultdict(list)
    for document in every:
        if document.status == "final":
            finals[_plan_of(document)].append(document)
    return frozenset(
        document.id
        for document in every
        if document.status == "repealed"
        or (
            document.status == "draft"
            and any(_may_follow(document, final) for final in finals.get(_plan_of(document), ()))
        )
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
        Of a notice that issues a plan the title of the plan.

    Examples
    --------
    >>> plain_title("关于印发《百色市县域产业发展方案》的通知") == plain_title("百色市县域产业发展方案（征求意见稿）")
    True
    """
    quoted = _QUOTED.findall(title)
    return _STAGE.sub("", _SPACE.sub("", quoted[0] if len(quoted) == 1 else title))


def _plan_of(document: Document) -> tuple[str, str]:
    return document.region, plain_title(document.title.zh)


def _may_follow(draft: Document, final: Document) -> bool:
    """Not an earlier plan of the same name, nor one that runs to another year."""
    is_later = draft.year is None or final.year is None or final.year >= draft.year
    is_of_one_time = draft.horizon is None or final.horizon is None or final.horizon == draft.horizon
    return is_later and is_of_one_time
