"""Links of a draft as the atlas shows them: with the topics of today, and words in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from atlas.core.errors import Text
from atlas.core.policy.draft_links import KeptLinks, LinkedDraft
from atlas.core.policy.drafts import ClauseWords
from atlas.core.policy.reading.draft import DraftDocument, DraftItem
from atlas.services.document_places import PlaceDesk


def link_draft(
    draft: DraftDocument, words: Mapping[str, ClauseWords], desk: PlaceDesk, kept: dict[str, KeptLinks]
) -> LinkedDraft:
    """A draft with its links, as people are shown it.

    Parameters
    ----------
    draft
        Everything in it is taken.
    words
        What is shown of clauses, by clause id.
    desk
        Leads words to units.
    kept
        See ``DraftLinker.link``.

    Returns
    -------
    LinkedDraft
        Only with topics that there are; what lacks its English words shows the Chinese ones.
    """
    known = replace(
        draft,
        items=tuple(_with_topics(item, desk.topics) for item in draft.items),
    )
    return desk.linker.link(known, _english_too(words), kept)


def _with_topics(item: DraftItem, topics: frozenset[str]) -> DraftItem:
    """A topic that an office has taken off its list since is not shown."""
    if topics.issuperset(item.topics):
        return item
    return replace(item, topics=tuple(topic for topic in item.topics if topic in topics))


def _english_too(words: Mapping[str, ClauseWords]) -> dict[str, ClauseWords]:
    return {
        clause: ClauseWords(
            Text(one.heading.zh, one.heading.en or one.heading.zh),
            Text(one.summary.zh, one.summary.en or one.summary.zh),
        )
        for clause, one in words.items()
    }
