"""From what was read and reviewed to a document like any other: who sees what of it, its clauses and goals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from atlas.core.errors import Text
from atlas.core.model import Clause, Document, Goal, PlaceMention
from atlas.core.policy.reading.draft import Decision, DraftDocument, DraftItem, DraftPlace

#: Between the names of two people who both confirmed something.
REVIEWERS_SEPARATOR = "、"
#: Below this an open place or item is unsure.
SURE = 0.9
# Between the parts of a sentence.
_CUT_AT = "，,、；;：: "


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """What is shown of a clause besides its number.

    Parameters
    ----------
    heading, summary
        In Chinese and English; either may be empty.
    """

    heading: Text
    summary: Text = field(default_factory=lambda: Text("", ""))


def reviewers_of(decided: DraftItem | DraftPlace) -> tuple[str, ...]:
    """Who confirmed an item or a place, each once.

    Parameters
    ----------
    decided
        The item or place.

    Returns
    -------
    tuple of str
        Empty while nobody has.
    """
    if decided.decision not in (Decision.SECOND, Decision.CONFIRMED):
        return ()
    return tuple(dict.fromkeys(name for name in decided.reviewer.split(REVIEWERS_SEPARATOR) if name))


def counts_as_confirmed(decided: DraftItem | DraftPlace, *, two_persons: bool) -> bool:
    """Whether as many people confirmed something as the office asks for.

    Parameters
    ----------
    decided
        The item or place.
    two_persons
        Whether two different people have to.

    Returns
    -------
    bool
        Of today's rule, whatever the rule was when they did.
    """
    return len(reviewers_of(decided)) >= (2 if two_persons else 1)


def keep_confirmed(draft: DraftDocument, *, two_persons: bool) -> DraftDocument:
    """What everybody may see: confirmed items with their confirmed places.

    Parameters
    ----------
    draft
        Everything.
    two_persons
        See ``counts_as_confirmed``.

    Returns
    -------
    DraftDocument
        The rest is not in it.
    """
    items = (item for item in draft.items if counts_as_confirmed(item, two_persons=two_persons))
    return replace(
        draft,
        items=tuple(
            replace(
                item,
                places=tuple(
                    place for place in item.places if counts_as_confirmed(place, two_persons=two_persons)
                ),
            )
            for item in items
        ),
    )


def keep_unrejected(draft: DraftDocument) -> DraftDocument:
    """What reviewers work on: everything that nobody rejected.

    Parameters
    ----------
    draft
        Everything.

    Returns
    -------
    DraftDocument
        The rest is not in it.
    """
    return replace(
        draft,
        items=tuple(
            _without_rejected(item) for item in draft.items if item.decision is not Decision.REJECTED
        ),
    )


def _without_rejected(item: DraftItem) -> DraftItem:
    kept = tuple(place for place in item.places if place.decision is not Decision.REJECTED)
    return item if len(kept) == len(item.places) else replace(item, places=kept)


def place_state(place: DraftPlace, units: Mapping[str, tuple[str, ...]]) -> str:
    """How sure it is where a place leads.

    Parameters
    ----------
    place
        The place.
    units
        Units that the places of its item lead to, by place id.

    Returns
    -------
    str
        ``sure``, ``unsure``, ``doubt`` (it may mean several) or ``unresolved`` (it leads nowhere).
    """
    if place.is_in_doubt:
        return "doubt"
    if place.id not in units:
        return "unresolved"
    is_unsure = place.decision is Decision.OPEN and place.confidence < SURE
    return "unsure" if is_unsure else "sure"


def is_below(clause: str, above: str) -> bool:
    """Whether a clause is another one, or below it; every clause is below the empty one."""
    return not above or clause == above or clause.startswith(f"{above}/")


def goal_id(document: str, item: DraftItem) -> str:
    """Id of the goal that an item becomes; the same whatever else is confirmed.

    Parameters
    ----------
    document
        Id.
    item
        The item.

    Returns
    -------
    str
        ``<document>#<clause>#<item>``.
    """
    return f"{document}#{item.clause}#{item.id}"


def clauses_above(clauses: Iterable[str]) -> frozenset[str]:
    """Clauses and all those above them.

    Parameters
    ----------
    clauses
        Ids.

    Returns
    -------
    frozenset of str
        Ids.

    Examples
    --------
    >>> sorted(clauses_above(["1/2/3", "4"]))
    ['1', '1/2', '1/2/3', '4']
    """
    found: set[str] = set()
    for clause in clauses:
        numbers = clause.split("/")
        found.update("/".join(numbers[:depth]) for depth in range(1, len(numbers) + 1))
    return frozenset(found)


def make_document(
    draft: DraftDocument, words: Mapping[str, ClauseWords], mentions: Mapping[str, Sequence[PlaceMention]]
) -> Document:
    """The document of a draft.

    Parameters
    ----------
    draft
        Everything in it is taken; see ``keep_confirmed`` and ``keep_unrejected``.
    words
        What is shown of clauses, by clause id.
    mentions
        Places by item id.

    Returns
    -------
    Document
        Clauses that say something stand as such, the others as headings above them.
    """
    order = list(dict.fromkeys(clause.id for clause in draft.clauses))
    order += dict.fromkeys(item.clause for item in draft.items if item.clause not in set(order))
    place = {clause: number for number, clause in enumerate(order)}
    items = sorted(draft.items, key=lambda item: place[item.clause])
    speaking = {item.clause for item in items}
    shown = {clause: words.get(clause, ClauseWords(Text("", ""))) for clause in order}
    return Document(
        id=draft.id,
        title=Text(draft.title.zh, draft.title.en or draft.title.zh),
        issuer=draft.issuer,
        region=draft.region,
        year=draft.year,
        horizon=draft.horizon,
        status=draft.status,
        source=draft.source,
        clauses=tuple(
            Clause(draft.id, clause, shown[clause].heading, shown[clause].summary)
            for clause in order
            if clause in speaking
        ),
        goals=tuple(_goal(draft.id, item, mentions.get(item.id, [])) for item in items),
        headings={
            clause: shown[clause].heading
            for clause in order
            if clause not in speaking and shown[clause].heading.zh
        },
    )


def _whole(words: str) -> str:
    """Words that were cut out of a sentence, without the comma that they were cut at."""
    return words.rstrip(_CUT_AT)


def _goal(document: str, item: DraftItem, mentions: Sequence[PlaceMention]) -> Goal:
    summary = Text(_whole(item.summary.zh), _whole(item.summary.en))
    return Goal(
        id=goal_id(document, item),
        document=document,
        clause=item.clause,
        kind=item.kind,
        topics=item.topics,
        summary=Text(summary.zh, summary.en or summary.zh),
        name=item.name,
        host=item.host,
        companies=item.companies,
        figure=item.figure,
        due=item.due,
        year_stated=item.year_stated,
        mentions=tuple(mentions),
    )
