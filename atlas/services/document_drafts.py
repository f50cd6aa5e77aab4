"""Added documents as the atlas shows them: confirmed items among the goals of everybody, drafts for those who review."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from atlas.core.access import AccessPolicy
from atlas.core.model import Link
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.draft_findings import DraftFinding
from atlas.core.policy.draft_links import KeptLinks, LinkedDraft
from atlas.core.policy.drafts import goal_id, keep_confirmed, keep_unrejected
from atlas.core.policy.reading.draft import DraftDocument, DraftItem
from atlas.services.document_clauses import clause_words, public_words
from atlas.services.document_links import link_draft
from atlas.services.document_places import DocumentPlaces, PlaceDesk
from atlas.stores.document_queries import DocumentQueries
from atlas.stores.document_records import DocumentRecord, DocumentText, StoredItem

#: Drafts that stay in memory: as many as people work on at a time.
_MOST_HELD = 8


@dataclass(frozen=True)
class DraftState:
    """A document at one version, ready for questions.

    Parameters
    ----------
    record
        Head and version.
    text
        With the outline.
    items
        In document order.
    desk
        Leads words to units.
    kept
        Links of items, handed on from version to version.
    """

    record: DocumentRecord
    text: DocumentText
    items: tuple[StoredItem, ...]
    desk: PlaceDesk
    kept: dict[str, KeptLinks] = field(default_factory=dict, repr=False, compare=False)

    @property
    def draft(self) -> DraftDocument:
        """All of it, rejected items too."""
        return make_draft(self.record, self.text, tuple(one.item for one in self.items))

    @property
    def draft_shown(self) -> tuple[DraftItem, ...]:
        """Items that nobody rejected, with their places that nobody rejected."""
        return keep_unrejected(self.draft).items

    @cached_property
    def by_id(self) -> dict[str, StoredItem]:
        """Items by id."""
        return {one.item.id: one for one in self.items}

    @cached_property
    def linked(self) -> LinkedDraft:
        """What nobody rejected, with its links."""
        return link_draft(keep_unrejected(self.draft), clause_words(self.text), self.desk, self.kept)

    @cached_property
    def findings(self) -> tuple[DraftFinding, ...]:
        """Places that lead nowhere; no link has to be made to tell."""
        return tuple(self.desk.linker.find_untied(keep_unrejected(self.draft)))

    @cached_property
    def links(self) -> dict[str, list[Link]]:
        """Links by item, of what nobody rejected."""
        items = {goal_id(self.record.head.id, one.item): one.item.id for one in self.items}
        found: dict[str, list[Link]] = {}
        for link in self.linked.links:
            found.setdefault(items[link.goal], []).append(link)
        return found

    def links_of(self, item: DraftItem) -> tuple[Link, ...]:
        """Links of one item, of its places that nobody rejected; made when they are first asked for."""
        # The outline has no say in where places lead, and is long.
        shown = keep_unrejected(replace(self.head, items=(item,), clauses=()))
        known = self.kept.get(item.id)
        if known is not None and any(known.still_holds(one, self.pilots) for one in shown.items):
            return known.links
        return self.desk.linker.link(shown, {}, self.kept, pilots=self.pilots).links

    @cached_property
    def pilots(self) -> tuple[str, ...]:
        """Words of the pilot counties, of what nobody rejected."""
        return self.desk.linker.find_pilots(keep_unrejected(self.draft), self.kept)

    @cached_property
    def order(self) -> dict[str, int]:
        """Place of each clause in the document."""
        clauses = dict.fromkeys(clause.id for clause in self.text.clauses)
        return {clause: number for number, clause in enumerate(clauses)}

    def units_of(self, item: DraftItem) -> dict[str, tuple[str, ...]]:
        """Units that each place of an item leads to by itself, by place id; see ``DraftLinker.units_of``."""
        return self.desk.linker.units_of(self.head, item)

    @cached_property
    def head(self) -> DraftDocument:
        """The document without its items."""
        return make_draft(self.record, self.text, ())


@dataclass(frozen=True, slots=True)
class _Public:
    """What everybody sees of a document as it stood at one time."""

    record: DocumentRecord
    desk: PlaceDesk
    linked: LinkedDraft
    kept: dict[str, KeptLinks]


class DocumentDrafts:
    """Adds documents to the catalogue, and gives drafts to those who may see them.

    Parameters
    ----------
    table
        Keeps the documents.
    places
        Leads words to units.
    policy
        In force.
    read_built
        The catalogue as it was built.
    """

    def __init__(
        self,
        table: DocumentQueries,
        places: DocumentPlaces,
        policy: AccessPolicy,
        read_built: Callable[[], Catalogue],
    ) -> None:
        self._table = table
        self._places = places
        self._policy = policy
        self._read_built = read_built
        self._held: OrderedDict[str, DraftState] = OrderedDict()
        self._public: dict[str, _Public] = {}
        self._lock = threading.Lock()

    @property
    def built(self) -> Catalogue:
        """The catalogue as it was built, without added documents."""
        return self._read_built()

    @property
    def desk(self) -> PlaceDesk:
        """Leads words to units."""
        return self._places.of(self.built)

    def prepare(self) -> None:
        """Make now what the first question will ask for."""
        self._places.of(self.built)

    def revision(self) -> str:
        """Text that changes whenever what everybody may see of added documents changes."""
        # What one person has confirmed is public, or is not, by the rule of today.
        return f"{self._table.revision()} {self._policy.two_person_review}"

    def has_public(self) -> bool:
        """Whether anybody has confirmed anything of an added document."""
        return bool(self._table.list_documents(only_confirmed=True))

    def read_catalogue(self) -> Catalogue:
        """The built catalogue with the confirmed items of added documents.

        Returns
        -------
        Catalogue
            The same where nothing is confirmed. A document whose id a built-in one has, or whose region is no unit of
            today, is not in it.
        """
        catalogue = self.built
        records = self._table.list_documents(only_confirmed=True)
        if not records:
            return catalogue
        desk = self._places.of(catalogue)
        shown = [self._confirmed(record, desk) for record in records]
        shown = [
            one
            for one in shown
            if one.document.goals
            and one.document.id not in catalogue.documents
            and one.document.region in desk.units
        ]
        with self._lock:
            unseen = self._public.keys() - {record.key for record in records}
        self.forget(unseen)
        return replace(
            catalogue,
            documents={**catalogue.documents, **{one.document.id: one.document for one in shown}},
            links=(*catalogue.links, *(link for one in shown for link in one.links)),
            # The data are as of the last decision that counts.
            build_date=max(catalogue.build_date, *(_last_decision(one.links) for one in shown), ""),
        )

    def state(self, document: str) -> DraftState:
        """A document as it stands now.

        Parameters
        ----------
        document
            Id.

        Returns
        -------
        DraftState
            Shared; read again only after a step.

        Raises
        ------
        DocumentNotFound
            There is none among the added ones.
        """
        return self.state_of(self._table.get(document))

    def state_of(self, record: DocumentRecord) -> DraftState:
        """A document as it stands now; see ``state``."""
        desk, key = self.desk, record.key
        with self._lock:
            held = self._held.get(key)
            if held is not None and held.desk is not desk:
                held = None
            if held is not None and held.record == record:
                self._held.move_to_end(key)
                return held
        text = held.text if held else self._table.read_text(record)
        items = self._table.read_items(record, held.by_id if held else {})
        state = DraftState(record, text, tuple(items), desk, held.kept if held else {})
        # A step that came between the two readings is left for the next time.
        if all(one.changed <= record.version for one in items):
            self._hold(state)
        return state

    def hold(self, record: DocumentRecord, text: DocumentText, items: Iterable[StoredItem]) -> DraftState:
        """A document that was kept just now, which need not be read again.

        Parameters
        ----------
        record, text, items
            As they were kept.

        Returns
        -------
        DraftState
            As of ``state_of``.
        """
        state = DraftState(record, text, tuple(items), self.desk)
        self._hold(state)
        return state

    def _hold(self, state: DraftState) -> None:
        key = state.record.key
        with self._lock:
            self._held[key] = state
            self._held.move_to_end(key)
            while len(self._held) > _MOST_HELD:
                self._held.popitem(last=False)

    def public_catalogue(self, record: DocumentRecord) -> Catalogue:
        """A catalogue of one document with what everybody may see of it.

        Parameters
        ----------
        record
            The document.

        Returns
        -------
        Catalogue
            Without the document where nothing in it is confirmed.
        """
        built = self.built
        public = self._confirmed(record, self._places.of(built))
        shown = {public.document.id: public.document} if public.document.goals else {}
        return replace(built, documents=shown, links=public.links)

    def draft_catalogue(self, document: str, *, only_confirmed: bool = False) -> Catalogue:
        """A catalogue of one document with everything in it that nobody rejected.

        Parameters
        ----------
        document
            Id.
        only_confirmed
            Only what is confirmed, and be that nothing.

        Returns
        -------
        Catalogue
            For those only who may see drafts.

        Raises
        ------
        DocumentNotFound
            There is none among the added ones.
        """
        linked = (
            self._confirmed(self._table.get(document), self.desk)
            if only_confirmed
            else self.state(document).linked
        )
        return replace(self.built, documents={linked.document.id: linked.document}, links=linked.links)

    def forget(self, keys: Iterable[str]) -> None:
        """Hold nothing of some documents in memory any more.

        Parameters
        ----------
        keys
            Of the documents.
        """
        with self._lock:
            for key in keys:
                self._held.pop(key, None)
                self._public.pop(key, None)

    def _confirmed(self, record: DocumentRecord, desk: PlaceDesk) -> LinkedDraft:
        with self._lock:
            held = self._public.get(record.key)
        if held is None or held.record != record or held.desk is not desk:
            state = self.state_of(record)
            two_persons = self._policy.two_person_review
            # A copy: another thread may be at it with the same ones.
            kept = dict(held.kept) if held and held.desk is desk else {}
            confirmed = keep_confirmed(state.draft, two_persons=two_persons)
            linked = link_draft(confirmed, public_words(state.text, confirmed), desk, kept)
            held = _Public(record, desk, linked, kept)
            with self._lock:
                self._public[record.key] = held
        return held.linked


def make_draft(record: DocumentRecord, text: DocumentText, items: tuple[DraftItem, ...]) -> DraftDocument:
    """A document of the store as the reading made it.

    Parameters
    ----------
    record, text
        Of the document.
    items
        That it is to have.

    Returns
    -------
    DraftDocument
        With its outline.
    """
    head = record.head
    return DraftDocument(
        id=head.id,
        title=head.title,
        issuer=head.issuer,
        region=head.region,
        year=head.year,
        horizon=head.horizon,
        status=head.status,
        source=head.source,
        clauses=text.clauses,
        items=items,
    )


def _last_decision(links: Iterable[Link]) -> str:
    return max((link.evidence.reviewed for link in links if link.evidence), default="")
