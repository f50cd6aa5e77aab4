"""Makes the places of an item: those that its words name, or else those that it stands below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from atlas.core.model import Relation
from atlas.core.policy.reading.confidence import calibrate
from atlas.core.policy.reading.context import Context
from atlas.core.policy.reading.draft import DraftPlace
from atlas.core.policy.reading.governing import Governing
from atlas.core.policy.reading.roles import SET_APART, PlaceRole
from atlas.core.policy.reading.sides import Side, lookup_words, readings_of

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

    def _next_id(self) -> str:
        self._made += 1
        return f"p{self._made}"

    def make(
        self,
        places: Sequence[PlaceRole],
        governing: Governing | None,
        *,
        unwritten: Relation = Relation.IMPLICIT,
    ) -> tuple[DraftPlace, ...]:
        """Places of one item.

        Parameters
        ----------
        places
            Those that its words name.
        governing
            What the clause stands below; ``None`` where only what is named counts.
        unwritten
            What the words have to do with the places that they do not name.

        Returns
        -------
        tuple of DraftPlace
            What is not named comes first: the document's own county, the places of the heading, or the whole area.
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
        is_set_apart = any(place.role.rule in SET_APART and place.side is Side.INSIDE for place in places)
        if governing is not None and not is_asked and not is_set_apart:
            made[:0] = self._unwritten(governing, unwritten)
        return tuple(made)

    def _unwritten(self, governing: Governing, relation: Relation) -> Iterator[DraftPlace]:
        """Places that the words do not name, and what the words have to do with them."""
        area = self._context.area
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
            for place in governing.places:
                told = self._place(place)
                yield replace(
                    told,
                    relation=relation,
                    rule="told by the heading",
                    span=None,
                    confidence=calibrate("told by the heading", _IMPLICIT),
                )
        else:
            yield DraftPlace(
                self._next_id(),
                area.scope_word,
                Relation.SCOPE,
                rule="all that the document covers",
                confidence=_SCOPE,
            )

    def _place(self, place: PlaceRole) -> DraftPlace:
        mention, best = place.mention, place.mention.resolution.best
        rule = f"{place.role.rule}; {best.rule if best is not None else 'in doubt'}"
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
