"""Decisions about what was read in added documents: each one kept, each one to be taken back by whoever made it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from atlas.core.access import Action, Actor, require
from atlas.core.errors import AccessDenied, ParameterError
from atlas.core.policy.drafts import is_below, place_state
from atlas.core.policy.reading.draft import Decision, DraftItem
from atlas.core.policy.review import PlacedItem, Reviewer, waits_for
from atlas.core.policy.review_carry import is_proposed_away
from atlas.services.answers import Answer
from atlas.services.document_answers import finding_answer, item_answer, step_answer
from atlas.services.document_changes import ChangeRun
from atlas.services.document_desk import ReviewDesk
from atlas.services.document_wishes import read_facts
from atlas.stores.document_items import ItemDesk
from atlas.stores.document_steps import DECIDE_ACTION, Step

#: Items that the answer to a decision tells of; whoever confirms more at once reads them again.
_MOST_TOLD = 500


class DocumentReview(ReviewDesk):
    """Shows drafts and lets people decide about them."""

    def decide(self, actor: Actor, document: str, changes: list[Any]) -> Answer:
        """Change items: all of it is done, or nothing.

        Parameters
        ----------
        actor
            Who decides.
        document
            Id.
        changes
            Mappings with ``op`` (confirm, reject, reopen, change, split, add, add_place, change_place, confirm_place,
            reject_place or reopen_place), ``item`` and its ``version``, and what the operation needs. An ``add`` with
            ``confirm`` true is confirmed in the same step. A change with ``spread`` true only follows the correction of
            another item: it is left out where somebody else has decided about its item or place.

        Returns
        -------
        dict
            ``version``, ``step``, how many items are ``changed``, the ``items`` as they stand (500 at most), ids that
            are ``gone``, ``counts``, ``findings``, the places that were ``left_open``, and the items that were
            ``left_alone`` as somebody else has decided about them.

        Raises
        ------
        AccessDenied, DocumentNotFound, NotFoundError
            Not a reviewer, or a second person is needed; there is no such document, item or place.
        ParameterError
            A change cannot be read or done, or lacks the version of its item.
        ConflictError
            Somebody has changed an item since it was read.
        """
        who = self._require(actor)
        state = self._shelf.state(actor, document)
        runs: list[ChangeRun] = []

        def edit(desk: ItemDesk) -> None:
            runs.append(ChangeRun(state, desk, who))
            runs[-1].run(changes)

        step = self._table.change(document, edit, action=DECIDE_ACTION, actor=actor.name)
        asked = {str(change["item"]): None for change in changes if "item" in change}
        touched = step.after if step else asked
        answer = self._outcome(actor, document, step, touched, left_open=runs[-1].left_open)
        return {**answer, "left_alone": list(runs[-1].left_alone)}

    def confirm_many(
        self,
        actor: Actor,
        document: str,
        *,
        clause: str = "",
        above: float | None = None,
        items: Collection[str] | None = None,
        version: int | None = None,
    ) -> Answer:
        """Confirm a whole list at once.

        Parameters
        ----------
        actor
            Who decides.
        document
            Id.
        clause
            Only of this clause and those below it.
        above
            Only items that are at least so sure, with all their places.
        items
            Only these.
        version
            Of the document as the person saw it: what has changed since is left out.

        Returns
        -------
        dict
            As of ``decide``, with the ids of items that were ``skipped``: a place in them is in doubt or leads nowhere,
            they lack something, or they wait for another person.

        Raises
        ------
        AccessDenied, DocumentNotFound, ParameterError
            Not a reviewer; there is none among the added ones; nothing says which items are meant.
        """
        who = self._require(actor)
        if not clause and above is None and items is None:
            raise ParameterError(
                "请说明确认哪些条目",
                "say which items to confirm",
                hint_zh="给出条款、最低可信度或条目编号。",
                hint_en="Give a clause, the least confidence, or ids of items.",
            )
        state = self._shelf.state(actor, document)
        wanted = None if items is None else frozenset(items)
        skipped: list[str] = []

        def edit(desk: ItemDesk) -> None:
            run = ChangeRun(state, desk, who)
            for one in desk.list_open():
                is_meant = is_below(one.item.clause, clause) and (wanted is None or one.item.id in wanted)
                if not is_meant or not _waits(one.item, who) or not _is_sure(one.item, above):
                    continue
                is_seen = version is None or one.changed <= version
                confirmed = _try_confirm(run, one.item) if is_seen else None
                if confirmed is None:
                    skipped.append(one.item.id)
                else:
                    desk.put(PlacedItem(one.placed.position, confirmed))

        step = self._table.change(document, edit, action="confirm_many", actor=actor.name)
        return {**self._outcome(actor, document, step, step.after if step else {}), "skipped": skipped}

    def describe(self, actor: Actor, document: str, facts: Any) -> Answer:
        """Say something else of a document itself: its title, who issued it, how far it has come.

        Parameters
        ----------
        actor
            Who says so.
        document
            Id.
        facts
            Of ``title``, ``issuer`` and ``status`` those that change; ``expected``: the same ones as they were before
            the person.

        Returns
        -------
        dict
            The document, as staff see it.

        Raises
        ------
        AccessDenied, DocumentNotFound
            Not a reviewer; there is none among the added ones.
        ParameterError
            A fact cannot be so.
        ConflictError
            Somebody else has changed one of these facts since; nothing is changed.
        """
        self._require(actor)
        self._shelf.state(actor, document)
        values, expected = read_facts(facts)
        self._table.describe(document, values, actor=actor.name, expected=expected)
        return self._shelf.answer(self._shelf.state(actor, document))

    def undo(self, actor: Actor, document: str) -> Answer:
        """Take back the last step of a person in a document.

        Parameters
        ----------
        actor
            Whose step, and who takes it back.
        document
            Id.

        Returns
        -------
        dict
            As of ``decide``, with the step ``undone``.

        Raises
        ------
        AccessDenied, DocumentNotFound
            Not a reviewer; there is none among the added ones.
        ConflictError
            There is no such step, or somebody has changed its items since.
        """
        self._require(actor)
        self._shelf.state(actor, document)
        step, last = self._table.undo(document, actor=actor.name)
        undone = step_answer(last, frozenset({last.number}), with_changes=False)
        return {**self._outcome(actor, document, step, step.after), "undone": undone}

    def _outcome(
        self,
        actor: Actor,
        document: str,
        step: Step | None,
        touched: Collection[str],
        *,
        left_open: Collection[str] = (),
    ) -> Answer:
        state = self._shelf.state(actor, document)
        two_persons = self._policy.two_person_review
        items = [one for one in state.items if one.item.id in touched]
        return {
            "version": state.record.version,
            "step": step.number if step else None,
            "changed": len(step.after) if step else 0,
            "items": [item_answer(state, one, two_persons=two_persons) for one in items[:_MOST_TOLD]],
            "gone": sorted(item for item in touched if item not in state.by_id),
            "counts": self._counts(state),
            "findings": [finding_answer(one) for one in state.findings if one.item in touched],
            "left_open": list(left_open),
        }

    def _require(self, actor: Actor) -> Reviewer:
        require(actor, Action.REVIEW_DOCUMENT, self._policy)
        return self._reviewer(actor)


def _waits(item: DraftItem, who: Reviewer) -> bool:
    """Whether a confirmation by this person would change anything about an item or its places."""
    places = (place for place in item.places if place.decision is not Decision.REJECTED)
    return waits_for(item, who) or any(waits_for(place, who) for place in places)


def _is_sure(item: DraftItem, above: float | None) -> bool:
    places = (place for place in item.places if place.decision is not Decision.REJECTED)
    return above is None or min([item.confidence, *(place.confidence for place in places)]) >= above


def _try_confirm(run: ChangeRun, item: DraftItem) -> DraftItem | None:
    """The item confirmed, or nothing where that needs a closer look or another person."""
    if is_proposed_away(item):
        return None
    units = run.state.units_of(item)
    places = (place for place in item.places if place.decision is not Decision.REJECTED)
    if any(place_state(place, units) in ("doubt", "unresolved") for place in places):
        return None
    try:
        return run.confirm(item)
    except (ParameterError, AccessDenied):
        # it lacks a figure or a topic, or its second confirmation has to come from somebody else
        return None
