"""Brings the review of one version of a document to another: what rests on the same words but for a number, read alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from atlas.core.access import AccessPolicy, Action, Actor, require
from atlas.core.errors import AccessDenied, ConflictError, ParameterError, Text
from atlas.core.policy.reading.draft import Decision, DraftItem, Earlier, Span
from atlas.core.policy.review import PlacedItem, Reviewer, reject_item
from atlas.core.policy.review_carry import propose_item, propose_new
from atlas.services.answers import Answer
from atlas.services.document_answers import count_states
from atlas.services.document_carry_search import Carried, find_carried
from atlas.services.document_changes import ChangeRun
from atlas.services.document_labels import AboutDocument, label_document
from atlas.services.document_reviewed import ReviewedDocument, item_of, read_reviewed
from atlas.services.document_shelf import DocumentShelf, DocumentTools
from atlas.stores.document_items import ItemDesk

#: Items that the answer names of those that were left.
_MOST_LEFT = 200
_CARRIED = ("corrected", "confirmed", "rejected", "added")
_LEFT = ("text_changed", "read_otherwise", "decided")


class DocumentCarry:
    """Carries reviews from version to version.

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

    def sources(self, actor: Actor, document: str) -> Answer:
        """Versions whose review may be brought to a document.

        Parameters
        ----------
        actor
            Who asks.
        document
            Id.

        Returns
        -------
        dict
            ``sources``: added documents of the same region in which people have changed or decided something, those with
            the most in common first; each with what ``preview`` tells, but for the list.

        Raises
        ------
        AccessDenied, DocumentNotFound
            Not a reviewer; there is none among the added ones.
        """
        require(actor, Action.REVIEW_DOCUMENT, self._policy)
        here = self._reviewed(actor, document)
        found = []
        for record in self._table.list_documents():
            is_other = record.head.id != document and record.head.region == here.state.record.head.region
            if is_other and self._table.is_reviewed(record):
                earlier = self._reviewed(actor, record.head.id)
                told = _answer(earlier, list(find_carried(earlier, here, is_deciding=False)))
                told.pop("left")
                found.append(told)
        found.sort(key=lambda one: (-sum(one["carried"].values()), one["source"]["id"]))
        return {"sources": found}

    def preview(self, actor: Actor, document: str, source: str) -> Answer:
        """What would be carried to a document, and what would not.

        Parameters
        ----------
        actor
            Who asks.
        document, source
            Ids of this version and of the reviewed one.

        Returns
        -------
        dict
            ``source``, numbers of items ``carried`` (``corrected``, ``confirmed``, ``rejected``, ``added``), of how many only the
            numbers in their words are others (``other_numbers``), and ``not_carried`` (``text_changed``, ``read_otherwise``,
            ``decided``), and the items that are ``left``, 200 at most.

        Raises
        ------
        AccessDenied, DocumentNotFound
            Not a reviewer; there is none among the added ones.
        ParameterError
            It is one document, or they govern different areas.
        """
        earlier, here = self._both(actor, document, source)
        return _answer(earlier, list(find_carried(earlier, here, is_deciding=False)))

    def carry(self, actor: Actor, document: str, source: str, *, is_deciding: bool = False) -> Answer:
        """Bring a review to a document, in one step.

        Parameters
        ----------
        actor
            Who does it.
        document, source
            Ids of this version and of the reviewed one.
        is_deciding
            Whether this person confirms and rejects what was confirmed and rejected there; else all of it stays open. Items
            with another number than there stay open all the same.

        Returns
        -------
        dict
            As of ``preview``, with ``version``, ``step``, how many items are ``changed``, ``items`` and ``gone`` (empty: they
            are read again) and ``counts``.

        Raises
        ------
        AccessDenied, DocumentNotFound, ParameterError
            As of ``preview``.
        ConflictError
            There is nothing to carry; somebody has changed this document while it was looked through.
        """
        earlier, here = self._both(actor, document, source)
        found = list(find_carried(earlier, here, is_deciding=is_deciding))
        if not any(not one.left for one in found):
            raise ConflictError(
                "那一版的审核没有可以带过来的内容",
                "nothing of that review can be carried here",
                code="nothing_to_carry",
                hint_zh="文字相同、读法相同且此处尚未处理的条目才能带过来。",
                hint_en="Only what rests on the same words, read in the same way and still open here, is carried.",
            )
        who = Reviewer(actor.name, self._today(), self._policy.two_person_review)

        def edit(desk: ItemDesk) -> None:
            _check_unchanged(desk, here)
            hand = _Hand(earlier, here, ChangeRun(here.state, desk, who), is_deciding)
            for one in found:
                if not one.left:
                    hand.take(one)

        about = {"from": source, "decides": is_deciding}
        step = self._table.change(document, edit, action="carry", actor=actor.name, about=about)
        state = self._shelf.state(actor, document)
        items = (one.item for one in state.items)
        return {
            **_answer(earlier, found),
            "version": state.record.version,
            "step": step.number if step else None,
            "changed": len(step.after) if step else 0,
            "items": [],
            "gone": [],
            "counts": count_states(items, two_persons=self._policy.two_person_review),
        }

    def _both(self, actor: Actor, document: str, source: str) -> tuple[ReviewedDocument, ReviewedDocument]:
        require(actor, Action.REVIEW_DOCUMENT, self._policy)
        earlier, here = self._reviewed(actor, source), self._reviewed(actor, document)
        regions = {known.state.record.head.region for known in (earlier, here)}
        if source == document or len(regions) > 1:
            raise ParameterError(
                "请选同一地区的另一版文件",
                "choose another version for the same area",
                code="not_a_version",
                hint_zh="两份文件须为同一地区，且不是同一份。",
                hint_en="Both documents are for one region, and they are two.",
                parameter="from",
            )
        return earlier, here

    def _reviewed(self, actor: Actor, document: str) -> ReviewedDocument:
        return read_reviewed(self._table, self._shelf.state(actor, document))


@dataclass(slots=True)
class _Hand:
    """Carries items within one step."""

    earlier: ReviewedDocument
    here: ReviewedDocument
    run: ChangeRun
    is_deciding: bool

    def take(self, one: Carried) -> None:
        """Leave one item as the other version has it."""
        known = item_of(one.known)
        if one.here is None:
            clause = _clause_at(self.here, one.span)
            move = _Move(self.earlier, self.here, known.span, one.span)
            item = propose_new(
                known, self._said(known), clause=clause, move=move, new_id=self.run.desk.new_id
            )
            position = self.run.position_in_text(clause, item.span)
        else:
            placed = self.run.desk.now(one.here.id)
            position, item = placed.position, placed.item
            if item.earlier is None:
                read = one.known.read or known
                move = _Move(self.earlier, self.here, read.span, item.span)
                said = replace(self._said(known), numbers=one.numbers)
                item = propose_item(one.known, item, said, move=move, new_id=self.run.desk.new_id)
        self.run.desk.put(PlacedItem(position, self._decided(item) if self.is_deciding else item))

    def _said(self, known: DraftItem) -> Earlier:
        head, here = (_about(one) for one in (self.earlier, self.here))
        title = label_document(head, here)
        shown = Text(title.zh, title.en or title.zh)
        return Earlier(head.id, shown, known.decision, known.reviewer, known.reviewed)

    def _decided(self, item: DraftItem) -> DraftItem:
        said = item.earlier.decision if item.earlier else Decision.OPEN
        if item.earlier and item.earlier.numbers:
            # nobody has seen the number that stands here
            return item
        if said is Decision.REJECTED:
            return reject_item(item, self.run.who)
        if said is Decision.OPEN:
            return item
        try:
            return self.run.confirm(item)
        except (ParameterError, AccessDenied):
            # it lacks a figure or a topic, or waits for somebody else: it stays a proposal
            return item


@dataclass(frozen=True, slots=True)
class _Move:
    """Finds words of the earlier version in this one, where a stretch of both is the same."""

    earlier: ReviewedDocument
    here: ReviewedDocument
    before: Span | None
    after: Span | None

    def __call__(self, span: Span | None) -> Span | None:
        """Where words stand here."""
        if span is None or self.before is None or self.after is None:
            return None
        words = self.earlier.state.text.source.text[span.start : span.end]
        text = self.here.state.text.source.text
        start = span.start + self.after.start - self.before.start
        if text[start : start + len(words)] != words:
            start = text.find(words, self.after.start, self.after.end)
        return Span(start, start + len(words)) if start >= 0 else None


def _check_unchanged(desk: ItemDesk, here: ReviewedDocument) -> None:
    """What is carried was found in one version of this document; put into a later one it would undo what came between."""
    if desk.number != here.state.record.version + 1:
        raise ConflictError(
            "刚刚有人改动了这份文件",
            "somebody has changed this document just now",
            code="document_changed",
            hint_zh="请再带一次：会按现在的条目重新核对，没有带来任何内容。",
            hint_en="Carry it again: it is compared anew with what stands here now; nothing was carried.",
        )


def _about(known: ReviewedDocument) -> AboutDocument:
    head = known.state.record.head
    return AboutDocument(head.id, head.title, head.status, head.year, head.file_name)


def _clause_at(here: ReviewedDocument, span: Span | None) -> str:
    """The innermost clause that words stand in."""
    start = span.start if span else 0
    clauses = here.state.text.clauses
    holding = [clause.id for clause in clauses if clause.span.start <= start < clause.span.end]
    return holding[-1] if holding else clauses[0].id


def _answer(earlier: ReviewedDocument, found: list[Carried]) -> Answer:
    head = earlier.state.record.head
    carried = Counter(one.what for one in found if not one.left)
    left = Counter(one.left for one in found if one.left)
    return {
        "source": {
            "id": head.id,
            "title": head.title.to_dict(),
            "status": head.status,
            "year": head.year,
            "file": head.file_name,
        },
        "carried": _numbers(carried, _CARRIED),
        "other_numbers": sum(1 for one in found if one.numbers and not one.left),
        "not_carried": _numbers(left, _LEFT),
        "left": [_left(one) for one in found if one.left][:_MOST_LEFT],
    }


def _numbers(counts: Mapping[str, int], names: tuple[str, ...]) -> Answer:
    return {name: counts.get(name, 0) for name in names}


def _left(one: Carried) -> Answer:
    item = item_of(one.known)
    return {
        "item": item.id,
        "clause": item.clause,
        "summary": item.summary.to_dict(),
        "what": one.what,
        "reason": one.left,
    }
