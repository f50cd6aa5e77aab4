"""The review of added documents as people look at it: what waits, what was read, where it leads, what was decided."""

from __future__ import annotations

from collections.abc import Callable

from atlas.core.access import AccessPolicy, Actor
from atlas.core.errors import NotFoundError
from atlas.core.policy.drafts import is_below
from atlas.core.policy.review import Reviewer
from atlas.services.answers import Answer
from atlas.services.document_answers import count_states, item_answer, link_answer, step_answer
from atlas.services.document_drafts import DraftState
from atlas.services.document_queue import queue_entry
from atlas.services.document_shelf import DocumentShelf, DocumentTools
from atlas.stores.document_steps import ToldStep

#: Most items of a queue in one answer.
MOST_ROWS = 500
#: Most steps of a history in one answer.
MOST_STEPS = 200
#: Items of a step that a history tells of; of more the page has no words but their number.
_MOST_TOLD = 20


class ReviewDesk:
    """Shows drafts to those who review them.

    Parameters
    ----------
    tools
        Keep and show documents.
    shelf
        Shows them to those who may see them.
    today
        ISO date, which is written down with each decision.
    """

    def __init__(self, tools: DocumentTools, shelf: DocumentShelf, today: Callable[[], str]) -> None:
        self._table = tools.table
        self._policy: AccessPolicy = tools.policy
        self._shelf = shelf
        self._today = today

    def queue(
        self, actor: Actor, document: str, *, clause: str = "", limit: int = 50, offset: int = 0
    ) -> Answer:
        """What waits for a person: places that nobody is sure of, then what is most doubtful and weighs most.

        Parameters
        ----------
        actor
            The person.
        document
            Id.
        clause
            Only of this clause and those below it.
        limit, offset
            Which part of the queue.

        Returns
        -------
        dict
            ``version``, ``total``, ``counts``, and ``rows``: items with ``doubt``, ``weight`` and ``reasons``.

        Raises
        ------
        AccessDenied, DocumentNotFound
            Not an editor; there is none among the added ones.
        """
        state = self._shelf.state(actor, document)
        who = self._reviewer(actor)
        found = (queue_entry(state, one, who) for one in state.items if is_below(one.item.clause, clause))
        entries = sorted(
            (entry for entry in found if entry is not None), key=lambda entry: entry.urgency, reverse=True
        )
        shown = entries[max(offset, 0) : max(offset, 0) + min(max(limit, 0), MOST_ROWS)]
        return {
            "version": state.record.version,
            "total": len(entries),
            "counts": self._counts(state),
            "rows": [
                {
                    **item_answer(state, entry.stored, two_persons=who.two_persons),
                    "doubt": round(entry.doubt, 3),
                    "weight": entry.weight,
                    "reasons": list(entry.reasons),
                }
                for entry in shown
            ],
        }

    def items(self, actor: Actor, document: str, *, clause: str = "") -> Answer:
        """Everything that was read, rejected items too.

        Parameters
        ----------
        actor
            Who asks.
        document
            Id.
        clause
            Only of this clause and those below it.

        Returns
        -------
        dict
            ``version`` and ``items`` in document order.

        Raises
        ------
        AccessDenied, DocumentNotFound
            Not an editor; there is none among the added ones.
        """
        state = self._shelf.state(actor, document)
        two_persons = self._policy.two_person_review
        return {
            "version": state.record.version,
            "items": [
                item_answer(state, one, two_persons=two_persons)
                for one in state.items
                if is_below(one.item.clause, clause)
            ],
        }

    def item(self, actor: Actor, document: str, item: str) -> Answer:
        """An item and what people did with it.

        Parameters
        ----------
        actor
            Who asks.
        document, item
            Ids.

        Returns
        -------
        dict
            The item; ``history`` newest first, 200 steps at most.

        Raises
        ------
        AccessDenied, DocumentNotFound, NotFoundError
            Not an editor; there is no such document or item.
        """
        state = self._shelf.state(actor, document)
        stored = state.by_id.get(item)
        if stored is None:
            raise NotFoundError(
                f"没有条目 {item[:40]}", f"there is no item {item[:40]}", code="item_unknown", item=item[:40]
            )
        steps = self._table.read_steps(state.record, limit=MOST_STEPS, item=item)
        undone = self._table.undone_steps(state.record)
        return {
            **item_answer(state, stored, two_persons=self._policy.two_person_review),
            "history": [step_answer(step, undone) for step in steps],
        }

    def links(self, actor: Actor, document: str, *, clause: str = "") -> Answer:
        """Units that a draft leads to, for the map.

        Parameters
        ----------
        actor
            Who asks.
        document
            Id.
        clause
            Only of this clause and those below it.

        Returns
        -------
        dict
            ``version`` and ``rows``; nothing that was rejected.

        Raises
        ------
        AccessDenied, DocumentNotFound
            Not an editor; there is none among the added ones.
        """
        state = self._shelf.state(actor, document)
        two_persons = self._policy.two_person_review
        return {
            "version": state.record.version,
            "rows": [
                link_answer(state, link, one.item, two_persons=two_persons)
                for one in state.items
                if is_below(one.item.clause, clause)
                for link in state.links.get(one.item.id, ())
            ],
        }

    def history(self, actor: Actor, document: str, *, before: int | None = None, limit: int = 50) -> Answer:
        """Steps of the review, newest first.

        Parameters
        ----------
        actor
            Who asks.
        document
            Id.
        before
            Only steps with a lower number.
        limit
            At most so many, and never more than 200.

        Returns
        -------
        dict
            ``steps``: each with how many items it ``changed``, the ids of the first 20 of them as ``items``, and
            ``changes`` (before and after) where people decided about items one by one, 20 at most. With the newest steps
            also ``described``: what people changed of title, issuer and status, newest first, 200 at most.

        Raises
        ------
        AccessDenied, DocumentNotFound
            Not an editor; there is none among the added ones.
        """
        record = self._shelf.state(actor, document).record
        most = min(max(limit, 0), MOST_STEPS)
        told = self._table.read_history(record, before=before, limit=most, most_items=_MOST_TOLD)
        undone = self._table.undone_steps(record)
        answer: Answer = {"steps": [_told_answer(one, undone) for one in told]}
        if before is None:
            answer["described"] = [
                {"at": one.at, "actor": one.actor, "before": one.old, "after": one.new}
                for one in self._table.read_descriptions(record, limit=MOST_STEPS)
            ]
        return answer

    def _counts(self, state: DraftState) -> Answer:
        items = (one.item for one in state.items)
        return count_states(items, two_persons=self._policy.two_person_review)

    def _reviewer(self, actor: Actor) -> Reviewer:
        return Reviewer(actor.name, self._today(), self._policy.two_person_review)


def _told_answer(told: ToldStep, undone: frozenset[int]) -> Answer:
    answer = step_answer(told.step, undone, with_changes=bool(told.step.after))
    return {**answer, "changed": told.changed, "items": list(told.items)}
