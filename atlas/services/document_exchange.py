"""Reviewed documents on their way to another atlas: out as a catalogue file, in from one."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from atlas.core.access import Action, Actor, require
from atlas.core.errors import ConflictError, Text
from atlas.core.model import Document, PlaceMention
from atlas.core.policy.drafts import ClauseWords, clauses_above, keep_confirmed, make_document
from atlas.core.policy.linking import ResolvedPlace
from atlas.core.policy.reading.draft import (
    Decision,
    DraftClause,
    DraftDocument,
    DraftItem,
    DraftPlace,
    Reading,
    Span,
)
from atlas.core.policy.reading.source import SourceText
from atlas.core.policy.spelling import PlaceSetting, spell_reading
from atlas.ingest.received import read_beginning
from atlas.services.answers import Answer
from atlas.services.document_drafts import DraftState
from atlas.services.document_ids import check_document_id
from atlas.services.document_library import DocumentLibrary
from atlas.services.document_places import PlaceDesk
from atlas.services.document_shelf import DocumentTools
from atlas.services.document_values import plain_line
from atlas.services.document_wishes import LONGEST_TITLE
from atlas.services.sent_names import plain_name
from atlas.stores.document_records import DocumentHead, DocumentText
from atlas.stores.document_table import NewDocument
from atlas.stores.document_yaml import MOST_CATALOGUE_BYTES, decode_document, encode_document

#: Rule of what came in as a catalogue file.
IMPORT_RULE = "catalogue file"
_KIND = "yaml"
#: What came in as a catalogue file has no text.
_NOWHERE = Span(0, 0)


class DocumentExchange:
    """Writes reviewed documents as catalogue files, and reads such files as reviewed documents.

    Parameters
    ----------
    tools
        Keep and show documents.
    library
        Takes in what is read.
    today
        ISO date, which is written down with each decision.
    """

    def __init__(self, tools: DocumentTools, library: DocumentLibrary, today: Callable[[], str]) -> None:
        self._policy = tools.policy
        self._reader = tools.reader
        self._library = library
        self._today = today

    def export(self, actor: Actor, document: str) -> tuple[str, bytes]:
        """What was confirmed of a document, as a catalogue file.

        Parameters
        ----------
        actor
            Who asks.
        document
            Id.

        Returns
        -------
        tuple of str and bytes
            Name of the file, and YAML in the format of ``docs/catalogue-format.md``. The same review gives the same
            bytes.

        Raises
        ------
        AccessDenied, DocumentNotFound
            Not an editor; there is none among the added ones.
        ConflictError
            Nothing in it is confirmed.
        """
        state = self._library.state(actor, document)
        shown = keep_confirmed(state.draft, two_persons=self._policy.two_person_review)
        if not shown.items:
            raise ConflictError(
                f"文件 {document} 还没有确认的条目，无法导出",
                f"nothing in {document} is confirmed, so there is nothing to export",
                code="nothing_confirmed",
                hint_zh="请先审阅并确认条目。",
                hint_en="Review it first.",
                document=document,
            )
        mentions = {item.id: _mentions(state, item) for item in shown.items}
        written = make_document(shown, _written_words(state, shown), mentions)
        return f"{document}.yaml", encode_document(_without_doubles(written))

    def import_file(self, actor: Actor, path: Path, *, name: str = "", replace_known: bool = False) -> Answer:
        """A catalogue file as a document that this person has reviewed.

        Parameters
        ----------
        actor
            Who stands for what is in it.
        path
            Untrusted.
        name
            What the sender calls it; empty for the name on this machine.
        replace_known
            Whether a document of its id may make way, should nobody have decided anything about it.

        Returns
        -------
        dict
            ``document``, and ``findings``: places that lead nowhere here.

        Raises
        ------
        AccessDenied, AdcodeUnknown, InputError
            Not a reviewer; no such region; an id that cannot be used.
        CatalogueError, LimitExceeded
            The file breaks the format; detail names clause and field.
        ConflictError
            There is a document of its id.
        """
        require(actor, Action.ADD_DOCUMENT, self._policy)
        require(actor, Action.REVIEW_DOCUMENT, self._policy)
        shown = plain_name(name or path.name)
        content = read_beginning(path, shown, MOST_CATALOGUE_BYTES + 1)
        catalogue = self._reader.catalogue()
        document = decode_document(content, shown, catalogue.topics)
        check_document_id(document.id)
        catalogue.get_unit(document.region)
        decision = Decision.SECOND if self._policy.two_person_review else Decision.CONFIRMED
        decided = {"decision": decision, "reviewer": actor.name, "reviewed": self._today()}
        items = _items(document, decided)
        head = _head(document, shown, content)
        text = DocumentText(SourceText(_KIND, "utf-8", ()), _outline(document), _words(document))
        new = NewDocument(head, text, items, action="import", replaces=replace_known)
        return self._library.put(actor, path, new)


def _mentions(state: DraftState, item: DraftItem) -> list[PlaceMention]:
    """The places of an item in the plainest words that lead where they lead."""
    tied = {one.place.id: one for one in state.desk.linker.tie_places(state.head, item)}
    written = [
        tied[place.id].mention
        if place.id in tied
        else PlaceMention(place.words, place.relation, place.read_as, place.within)
        for place in item.places
    ]
    head = state.record.head
    neighbours = tuple(mention.words for mention in written)
    setting = PlaceSetting(head.region, head.year or head.horizon, neighbours)
    return [
        _plainest(mention, resolved, setting, state.desk)
        if place.id in tied and (resolved := tied[place.id].resolved) is not None
        else mention
        for place, mention in zip(item.places, written, strict=True)
    ]


def _plainest(
    mention: PlaceMention, resolved: ResolvedPlace, setting: PlaceSetting, desk: PlaceDesk
) -> PlaceMention:
    unit = desk.units[resolved.adcodes[0]]
    name = (mention.read_as or mention.words) if resolved.derived else unit.name
    reading = Reading(resolved.adcodes, name, Text("", ""), 1.0)
    spelt = spell_reading(mention.words, reading, setting, desk.units, desk.resolve, like=resolved)
    if spelt is None:
        return mention
    return replace(mention, read_as=spelt[0], within=spelt[1])


def _written_words(state: DraftState, confirmed: DraftDocument) -> dict[str, ClauseWords]:
    """What people wrote of clauses, and the headings above what they confirmed: the text itself is not handed on."""
    shown = clauses_above(item.clause for item in confirmed.items)
    words: dict[str, ClauseWords] = {}
    for clause in state.text.clauses:
        if clause.id in shown:
            words.setdefault(clause.id, ClauseWords(Text(clause.heading, "")))
    return {**words, **state.text.words}


def _without_doubles(document: Document) -> Document:
    """The document without Chinese words in the place of English ones that nobody wrote."""
    goals = tuple(replace(goal, summary=_only_chinese(goal.summary)) for goal in document.goals)
    clauses = tuple(
        replace(clause, heading=_only_chinese(clause.heading), summary=_only_chinese(clause.summary))
        for clause in document.clauses
    )
    return replace(document, goals=goals, clauses=clauses)


def _only_chinese(words: Text) -> Text:
    return Text(words.zh, "") if words.en == words.zh else words


def _items(document: Document, decided: dict[str, Any]) -> tuple[DraftItem, ...]:
    places = (f"p{number}" for number in itertools.count(1))
    return tuple(
        DraftItem(
            id=f"i{number}",
            clause=goal.clause,
            kind=goal.kind,
            topics=goal.topics,
            summary=goal.summary,
            name=goal.name,
            host=goal.host,
            companies=goal.companies,
            figure=goal.figure,
            due=goal.due,
            year_stated=goal.year_stated,
            places=tuple(
                DraftPlace(
                    next(places),
                    mention.words,
                    mention.relation,
                    read_as=mention.read_as,
                    within=mention.within,
                    rule=IMPORT_RULE,
                    **decided,
                )
                for mention in goal.mentions
            ),
            rule=IMPORT_RULE,
            **decided,
        )
        for number, goal in enumerate(document.goals, start=1)
    )


def _outline(document: Document) -> tuple[DraftClause, ...]:
    """Headings and clauses in one order: a heading stands before the first clause below it."""
    clauses = [clause.id for clause in document.clauses]
    waiting = [heading for heading in document.headings if heading not in set(clauses)]
    order: list[str] = []
    for clause in clauses:
        above = [number for number, heading in enumerate(waiting) if clause.startswith(f"{heading}/")]
        order += waiting[: above[-1] + 1] if above else []
        waiting = waiting[above[-1] + 1 :] if above else waiting
        order.append(clause)
    words = _words(document)
    return tuple(DraftClause(clause, words[clause].heading.zh, _NOWHERE) for clause in (*order, *waiting))


def _words(document: Document) -> dict[str, ClauseWords]:
    headings = {clause: ClauseWords(heading) for clause, heading in document.headings.items()}
    return headings | {clause.id: ClauseWords(clause.heading, clause.summary) for clause in document.clauses}


def _head(document: Document, name: str, content: bytes) -> DocumentHead:
    return DocumentHead(
        id=document.id,
        title=Text(
            plain_line(document.title.zh, LONGEST_TITLE), plain_line(document.title.en, LONGEST_TITLE)
        ),
        issuer=plain_line(document.issuer, LONGEST_TITLE),
        region=document.region,
        year=document.year,
        horizon=document.horizon,
        status=document.status,
        source=plain_line(document.source, LONGEST_TITLE),
        file_name=name,
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        kind=_KIND,
        encoding="utf-8",
    )
