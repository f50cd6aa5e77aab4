"""Makes the places of an item: those that its words name, or else those that it stands below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from atlas.core.model import Relation
from atlas.core.policy.reading.confidence import calibrate
from atlas.core.policy.reading.context import Context
from atlas.core.policy.reading.draft import DraftPlace
from atlas.core.policy.reading.governing import TOLD_BY_LABEL, Governing
from atlas.core.policy.reading.roles import IS_HELPED, SET_APART, PlaceRole
from atlas.core.policy.reading.sides import Side, lookup_words, readings_of
from atlas.core.policy.reading.statements import Statement
from atlas.core.policy.reading.strange_districts import doubt_of
from atlas.core.policy.reading.yardsticks import speaks_of_all

# Trust in places that are not written: the county of the document or of the heading, and all that it covers.
_IMPLICIT, _SCOPE = 0.9, 0.85
# Trust in a place that may be one of several.
_IN_DOUBT = 0.4


class PlaceMaker:
    """Makes places of one document, with ids of their own.

    Parameters
    ----------
    context
        The document.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._made = 0

    @property
    def count(self) -> int:
        """How many ids were given out."""
        return self._made

    def _next_id(self) -> str:
        self._made += 1
        return f"p{self._made}"

    def make(
        self,
        places: Sequence[PlaceRole],
        governing: Governing | None,
        *,
        said_by: Statement | None = None,
        is_told: bool = False,
    ) -> tuple[DraftPlace, ...]:
        """Places of one item.

        Parameters
        ----------
        places
            Those that its words name.
        governing
            What the clause stands below; ``None`` where only what is named counts.
        said_by
            The statement that says it, if one does; a ban asks nothing of places that it does not name.
        is_told
            Whether it only tells what is or was.

        Returns
        -------
        tuple of DraftPlace
            What is not named comes first: the document's own county, the places of the heading, or the whole area; no
            area where towns are named that nobody can place, or a road between places.
        """
        context = self._context
        made: list[DraftPlace] = []
        is_asked = False
        for place in places:
            relation = place.role.relation
            if place.side is Side.OWN and not context.area.is_county:
                continue
            is_asked = is_asked or relation is Relation.NAMED
            made.append(self._place(place))
        if is_asked and said_by is not None and not context.area.is_county:
            made += [self._town(start, end, Relation.NAMED) for start, end in said_by.towns]
        is_set_apart = any(
            place.role.rule in SET_APART and (place.side is Side.INSIDE or place.role.rule == IS_HELPED)
            for place in places
        )
        if governing is not None and not is_asked and not is_set_apart:
            unwritten = list(self._unwritten(governing, said_by, is_told=is_told))
            if not (unwritten and unwritten[0].relation is Relation.SCOPE and self._is_road(places, said_by)):
                made[:0] = unwritten
        return tuple(made)

    def _is_road(self, places: Sequence[PlaceRole], said_by: Statement | None) -> bool:
        """Whether a statement is about a road between places, and asks nothing of all the others."""
        if said_by is None or not any(place.role.relation is Relation.ROUTE for place in places):
            return False
        words = self._context.text[said_by.start : said_by.end]
        return not speaks_of_all(words, self._context.area)

    def _unwritten(
        self, governing: Governing, said_by: Statement | None, *, is_told: bool
    ) -> Iterator[DraftPlace]:
        """Places that the words do not name, and what the words have to do with them."""
        area, is_ban = self._context.area, said_by is not None and said_by.is_ban
        relation = Relation.NEGATED if is_ban else Relation.IMPLICIT
        relation = Relation.CONTEXT if is_told else relation
        if area.is_county and area.unit is not None:
            yield DraftPlace(
                self._next_id(),
                area.unit.name,
                relation,
                read_as=area.region,
                rule="the document's own county",
                confidence=calibrate("the document's own county", _IMPLICIT),
            )
        elif governing.places:
            is_written = governing.told_by == TOLD_BY_LABEL
            asked = Relation.NAMED if is_written and relation is Relation.IMPLICIT else relation
            for place in governing.places:
                told = self._place(place)
                yield replace(
                    told,
                    relation=asked,
                    rule=governing.told_by,
                    span=told.span if is_written else None,
                    confidence=calibrate(governing.told_by, _IMPLICIT),
                )
        elif said_by is not None and said_by.towns:
            named = Relation.NAMED if relation is Relation.IMPLICIT else relation
            yield from (self._town(start, end, named) for start, end in said_by.towns)
        else:
            yield DraftPlace(
                self._next_id(),
                area.scope_word,
                Relation.NEGATED if relation is Relation.NEGATED else Relation.SCOPE,
                rule="all that the document covers",
                confidence=_SCOPE,
            )

    def _town(self, start: int, end: int, relation: Relation) -> DraftPlace:
        """A town that no table knows, so that a person can say where it lies."""
        return DraftPlace(
            self._next_id(),
            self._context.text[start:end],
            relation,
            span=self._context.clean.source_span(start, end),
            rule="a town that no table knows",
            confidence=_IN_DOUBT,
        )

    def _place(self, place: PlaceRole) -> DraftPlace:
        mention, best = place.mention, place.mention.resolution.best
        rule = f"{place.role.rule}; {best.rule if best is not None else doubt_of(mention)}"
        believed = place.role.confidence * (best.score if best is not None else _IN_DOUBT)
        return DraftPlace(
            id=self._next_id(),
            words=mention.words,
            relation=place.role.relation,
            span=self._context.clean.source_span(mention.start, mention.end),
            read_as=lookup_words(best) if best is not None else "",
            rule=rule,
            confidence=calibrate(rule, believed),
            candidates=readings_of(mention, self._context.tools.units),
        )
