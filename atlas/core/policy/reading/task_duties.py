"""Gives a task the places and the year of the note behind it that says who answers for it and by when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from atlas.core.model import Kind, Relation
from atlas.core.policy.reading.context import Context
from atlas.core.policy.reading.draft import DraftItem, DraftPlace
from atlas.core.policy.reading.duties import DutyNote
from atlas.core.policy.reading.roles import PlaceRole, Role
from atlas.core.policy.reading.sentences import Sentence
from atlas.core.policy.reading.sides import Side

#: What a note has to do with the places that it names.
RESPONSIBLE = Role(Relation.NAMED, "responsible for the task", 0.9)
_SPOKEN_TO = (Relation.NAMED, Relation.NEGATED, Relation.EXCLUDED)
# Signs of a code of a unit.
_CODE = 6


@dataclass(slots=True)
class Task:
    """What the next note speaks of: the sentences after the note before.

    Parameters
    ----------
    words
        Its last sentence.
    first
        Number of items of the clause before it.
    start
        Where its first sentence begins; ``None`` before any.
    is_noted
        Whether its note has been read.
    """

    words: Sentence
    first: int = 0
    start: int | None = None
    is_noted: bool = False

    def go_on(self, sentence: Sentence, items: int) -> None:
        """Take in a sentence.

        Parameters
        ----------
        sentence
            The next one; the first behind a note begins another task.
        items
            Number of items of the clause so far.
        """
        if self.is_noted:
            self.first, self.start, self.is_noted = items, None, False
        self.start = sentence.start if self.start is None else self.start
        self.words = sentence


def places_of_note(context: Context, note: DutyNote) -> tuple[PlaceRole, ...]:
    """Places inside the area that answer for a task.

    Parameters
    ----------
    context
        The document.
    note
        One of its notes.

    Returns
    -------
    tuple of PlaceRole
        Asked to act, each; empty where only departments answer.
    """
    mentions = (mention for chain in context.chains(note.start, note.end) for mention in chain.mentions)
    sided = ((mention, context.area.side(mention)) for mention in mentions)
    return tuple(
        PlaceRole(mention, side, RESPONSIBLE) for mention, side in sided if side in (Side.INSIDE, Side.OWN)
    )


def with_duties(
    items: Sequence[DraftItem],
    note: DutyNote,
    make: Callable[[], tuple[DraftPlace, ...]],
    *,
    is_for_all: bool = False,
) -> list[DraftItem]:
    """The items of a task with those who answer for it, and its time limit where their own words set no year.

    Parameters
    ----------
    items
        What the words before the note ask for and state.
    note
        The note.
    make
        Makes its places, with new ids each time.
    is_for_all
        Whether those words speak of the whole area; then it stays asked beside those who answer.

    Returns
    -------
    list of DraftItem
        As many. Whoever answers is asked by what the task asks for in words (by its figures, where these are all) and
        names nobody; where all of it names somebody, the last takes those that none of it names.
    """
    dated = [_dated(item, note) for item in items]
    asking = [index for index, item in enumerate(dated) if item.kind is not Kind.FACT]
    tasks = [index for index in asking if dated[index].kind is Kind.DESIGNATION] or asking
    nobody = [index for index in tasks if not any(map(_is_spoken_to, dated[index].places))]
    known = {place.read_as for item in dated for place in item.places if _is_spoken_to(place)}
    for index in nobody:
        dated[index] = _answered(dated[index], make(), is_for_all=is_for_all)
    if not nobody:
        for index in tasks[-1:]:
            added = tuple(place for place in make() if not _is_known(place.read_as, known))
            dated[index] = replace(dated[index], places=(*dated[index].places, *added))
    return dated


def _is_spoken_to(place: DraftPlace) -> bool:
    return place.relation in _SPOKEN_TO


def _is_known(code: str, known: set[str]) -> bool:
    """Whether a unit is named already, or a prefecture holds one that is (GB/T 2260: their codes begin alike)."""
    is_holder = len(code) == _CODE and code.endswith("00")
    return code in known or (is_holder and any(one.startswith(code[:4]) for one in known))


def _answered(item: DraftItem, places: tuple[DraftPlace, ...], *, is_for_all: bool) -> DraftItem:
    if not places:
        return item
    kept = tuple(place for place in item.places if is_for_all or place.relation is not Relation.SCOPE)
    return replace(item, places=(*kept, *places))


def _dated(item: DraftItem, note: DutyNote) -> DraftItem:
    if note.year is None or item.year_stated or item.kind is Kind.FACT:
        return item
    figure = item.figure
    if figure is not None and figure.year_from is None:
        figure = replace(figure, year=note.year, year_from=note.year_from)
    return replace(item, due=note.year, year_stated=True, figure=figure)
