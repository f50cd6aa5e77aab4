"""What a reviewer should look at first: how doubtful an item is, and how much hangs on it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from atlas.core.policy.draft_links import asked_counties
from atlas.core.policy.drafts import SURE, place_state, reviewers_of
from atlas.core.policy.reading.draft import Decision, DraftItem
from atlas.core.policy.review import Reviewer, waits_for
from atlas.core.policy.review_carry import is_proposed_away
from atlas.services.document_drafts import DraftState
from atlas.stores.document_records import StoredItem

#: Doubt in a place that may mean several units, and in one that leads nowhere. Between them and what is only unsure
#: there is no scale: a person has to say.
_STATES = {"doubt": ("place_in_doubt", 0.7), "unresolved": ("place_unresolved", 0.6)}
#: A figure weighs as much as so many counties.
_FIGURE_WEIGHT = 5
#: Doubt in what another version's review rejected, and nobody here has decided about.
_PROPOSED_AWAY = 0.5


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """An item that waits for a person.

    Parameters
    ----------
    stored
        The item.
    doubt
        0 to 1.
    weight
        Counties that it asks, and a figure for some more.
    reasons
        Codes: item_unsure, place_unsure, place_in_doubt, place_unresolved, figure_suspicious, proposed_away, waits_for_second.
    """

    stored: StoredItem
    doubt: float
    weight: int
    reasons: tuple[str, ...]

    @property
    def urgency(self) -> tuple[bool, float]:
        """A place of which nobody knows what it means comes first; then doubt in proportion, weight by its magnitude.

        Whatever reaches a whole province weighs so much that a little doubt about it would hide the one place that only a
        person can settle.
        """
        is_unknown = any(reason in self.reasons for reason, _ in _STATES.values())
        return is_unknown, self.doubt * math.log2(2 + self.weight)


def queue_entry(state: DraftState, stored: StoredItem, who: Reviewer) -> QueueEntry | None:
    """An item as it waits for a person.

    Parameters
    ----------
    state
        The document.
    stored
        The item.
    who
        The person.

    Returns
    -------
    QueueEntry or None
        ``None`` for what is decided, and for what waits for somebody else.
    """
    item = stored.item
    if item.decision is Decision.REJECTED:
        return None
    units = state.units_of(item)
    doubts = _doubts_of_item(item, who)
    for reason, doubt in _doubts_of_places(item, units, who).items():
        doubts[reason] = max(doubt, doubts.get(reason, 0.0))
    if not doubts:
        return None
    in_doubt = sum(place.is_in_doubt for place in item.places)
    counties = len(asked_counties(state.links_of(item)))
    weight = counties + in_doubt + (_FIGURE_WEIGHT if item.figure else 0)
    reasons = sorted((reason for reason in doubts if reason), key=lambda reason: -doubts[reason])
    return QueueEntry(stored, max(doubts.values()), weight, tuple(reasons))


def _doubts_of_item(item: DraftItem, who: Reviewer) -> dict[str, float]:
    if not waits_for(item, who):
        return {}
    doubts = {"item_unsure" if item.confidence < SURE else "": 1 - item.confidence}
    if reviewers_of(item):
        doubts["waits_for_second"] = 0.0
    if is_proposed_away(item) or any(is_proposed_away(place) for place in item.places):
        doubts["proposed_away"] = _PROPOSED_AWAY
    if item.figure is not None and item.figure.suspicious:
        doubts["figure_suspicious"] = 1 - SURE
    return doubts


def _doubts_of_places(
    item: DraftItem, units: Mapping[str, tuple[str, ...]], who: Reviewer
) -> dict[str, float]:
    doubts: dict[str, float] = {}
    for place in item.places:
        if place.decision is Decision.REJECTED:
            continue
        state = place_state(place, units)
        if state in _STATES:
            reason, doubt = _STATES[state]
        elif waits_for(place, who):
            reason, doubt = ("place_unsure" if state == "unsure" else ""), 1 - place.confidence
        else:
            continue
        doubts[reason] = max(doubt, doubts.get(reason, 0.0))
    return doubts
