"""Adds documents of people: read in a process of its own, kept as drafts with their originals; and removes them."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from atlas.core.access import Action, Actor, require
from atlas.core.errors import ConflictError, LimitExceeded, ParameterError, Text
from atlas.core.policy.reading.assembly import DocumentFacts
from atlas.core.policy.reading.draft import DraftDocument
from atlas.core.policy.reading.source import SourceText
from atlas.services.answers import Answer
from atlas.services.document_gate import ReadingGate
from atlas.services.document_ids import check_document_id, make_document_id
from atlas.services.document_reading import ReadsDocuments
from atlas.services.document_shelf import DocumentShelf, DocumentTools
from atlas.services.document_values import plain_line
from atlas.services.uploads import plain_name
from atlas.stores.document_files import digest_file
from atlas.stores.document_records import DocumentHead, DocumentText
from atlas.stores.document_table import NewDocument, document_exists

_CHUNK_BYTES = 1024 * 1024
_WISHES = frozenset({"region", "id", "year", "horizon", "title", "replace"})
_FIRST_YEAR, _LAST_YEAR = 1949, 2100
#: Title, issuer and what else is said of a document in a line [signs].
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class AddRequest:
    """What a person says of a document that they add.

    Parameters
    ----------
    name
        What they call the file.
    region
        adcode of the area that the document governs.
    id
        Empty to have one made.
    year, horizon
        Of the text, and to which it runs; ``None`` where the text is to tell.
    title
        Empty where the text is to tell.
    replace
        Whether a document of this id may make way, should nobody have decided anything about it.
    """

    name: str
    region: str
    id: str = ""
    year: int | None = None
    horizon: int | None = None
    title: str = ""
    replace: bool = False


class DocumentLibrary(DocumentShelf):
    """Shows documents, adds and removes them.

    Parameters
    ----------
    tools
        Keep and show them.
    reading
        Turns a file into a draft.
    max_bytes
        Longest file that is taken.
    gate
        For files that are sent in; shared by all who send.
    """

    def __init__(
        self,
        tools: DocumentTools,
        *,
        reading: ReadsDocuments,
        max_bytes: int,
        gate: ReadingGate | None = None,
    ) -> None:
        super().__init__(tools)
        self._reading = reading
        self._max_bytes = max_bytes
        self._gate = gate or ReadingGate()

    def receive(self, actor: Actor, stream: IO[bytes], *, name: str, wishes: Mapping[str, str]) -> Answer:
        """Add a document that is being sent in.

        Parameters
        ----------
        actor
            Who sends it.
        stream
            The bytes.
        name
            What the sender calls it.
        wishes
            ``region``, and of ``id``, ``year``, ``horizon``, ``title`` and ``replace`` what they know.

        Returns
        -------
        dict
            As of ``add``.

        Raises
        ------
        AccessDenied, ParameterError, LimitExceeded
            Not an editor; an unknown wish; too long. Otherwise as of ``add``.
        ServiceBusy
            Others are being read, and it took too long.
        """
        require(actor, Action.ADD_DOCUMENT, self._policy)
        request = read_wishes(name, wishes)
        with tempfile.TemporaryDirectory(prefix="atlas-document-") as folder:
            path = Path(folder) / "document.bin"
            with path.open("xb") as target:
                while chunk := stream.read(_CHUNK_BYTES):
                    target.write(chunk)
                    if target.tell() > self._max_bytes:
                        raise _too_large(self._max_bytes)
            with self._gate.turn():
                return self.add(actor, path, request)

    def add(self, actor: Actor, path: Path, request: AddRequest) -> Answer:
        """Read a document and keep it as a draft.

        Parameters
        ----------
        actor
            Who adds it.
        path
            The file.
        request
            What they say of it.

        Returns
        -------
        dict
            ``document``, and ``findings``: places that lead nowhere.

        Raises
        ------
        AccessDenied, AdcodeUnknown, InputError
            Not an editor, or no reviewer and the document to be replaced is another's; no such region; an id that
            cannot be used.
        ConflictError
            There is a document of this id, or people have decided about it.
        DataError, LimitExceeded
            The file cannot be read; nothing is kept.
        """
        require(actor, Action.ADD_DOCUMENT, self._policy)
        self._drafts.built.get_unit(request.region)
        if request.id:
            self._check_free(actor, check_document_id(request.id), replaces=request.replace)
        name = plain_name(request.name)
        source = self._reading.read_source(path, name=name)
        document = request.id or make_document_id(name, request.title or source.title, self._taken())
        about = DocumentFacts(
            id=document,
            region=request.region,
            title=request.title,
            year=request.year,
            horizon=request.horizon,
        )
        draft = self._reading.read_draft(source, about)
        return self.put(actor, path, _new_document(name, path, source, draft, replaces=request.replace))

    def remove(self, actor: Actor, document: str) -> Answer:
        """Take an added document away; what it said is public no more.

        Parameters
        ----------
        actor
            Who does it.
        document
            Id.

        Returns
        -------
        dict
            The document as it stood.

        Raises
        ------
        AccessDenied, DocumentNotFound
            Not a reviewer; there is none.
        ConflictError
            It is built in.
        """
        require(actor, Action.REMOVE_DOCUMENT, self._policy)
        self._refuse_built_in(document)
        answer = self.answer(self._drafts.state(document))
        self._table.remove(document, actor=actor.name)
        return answer

    def purge(self, actor: Actor, document: str) -> Answer:
        """Take away for good everything that was ever kept under an id: texts, items, decisions and originals.

        Parameters
        ----------
        actor
            Who does it.
        document
            Id; the document may have been removed before.

        Returns
        -------
        dict
            The id, and how many ``documents`` went.

        Raises
        ------
        AccessDenied, DocumentNotFound, ConflictError
            Not an administrator; there is none and there was none; it is built in.
        StoreError
            An original cannot be deleted.
        """
        require(actor, Action.PURGE_DOCUMENT, self._policy)
        self._refuse_built_in(document)
        gone = self._table.purge(document, actor=actor.name)
        self._drafts.forget(record.key for record in gone)
        # Whoever adds the same file keeps it and enters it in one transaction: nobody is in between here.
        with self._table.database.transaction():
            for digest in {record.head.digest for record in gone}.difference(self._table.list_digests()):
                self._files.remove(digest)
        return {"id": document, "documents": len(gone)}

    def remove_litter(self) -> list[str]:
        """Remove originals of documents that were never entered; gives their digests."""
        return self._files.remove_litter(self._table.list_digests())

    def put(self, actor: Actor, path: Path, new: NewDocument) -> Answer:
        """Keep a document that was read, with its original.

        Parameters
        ----------
        actor
            Who adds it; may do so.
        path
            Of the original.
        new
            The document.

        Returns
        -------
        dict
            As of ``add``.

        Raises
        ------
        AccessDenied, ConflictError, StoreError
            See ``add``; the disk or the database refused.
        """
        with self._table.database.transaction():
            self._check_free(actor, new.head.id, replaces=new.replaces)
            self._files.keep(path, new.head.digest)
            record = self._table.add(new, actor=actor.name)
        return self.answer_with_findings(self._drafts.hold(record, new.text, new.stored))

    def _check_free(self, actor: Actor, document: str, *, replaces: bool) -> None:
        """Refuse an id that a built-in document has, or another one that this person may not replace."""
        if self.is_built_in(document):
            raise document_exists(document)
        known = self._table.find(document)
        if known is None:
            return
        if not replaces:
            raise document_exists(document)
        if known.created_by != actor.name:
            # What one has added oneself may make way for a better reading; another's goes as by removing it.
            require(actor, Action.REMOVE_DOCUMENT, self._policy)

    def _refuse_built_in(self, document: str) -> None:
        if self._table.find(document) is None and self.is_built_in(document):
            raise ConflictError(
                f"文件 {document} 是内置的，不能移除",
                f"document {document} is built in and cannot be removed",
                code="document_built_in",
                hint_zh="内置文件由 geodata/policies 中的文件决定。",
                hint_en="Built-in documents are those of geodata/policies.",
                document=document,
            )

    def _taken(self) -> set[str]:
        return {*self._drafts.built.documents, *(one.head.id for one in self._table.list_documents())}


def read_wishes(name: str, wishes: Mapping[str, str]) -> AddRequest:
    """What a person says of a document, from the fields of a form or the options of a command.

    Parameters
    ----------
    name
        What they call the file.
    wishes
        See ``DocumentLibrary.receive``; empty values say nothing.

    Returns
    -------
    AddRequest
        Checked as far as it goes without the store.

    Raises
    ------
    ParameterError
        A field is unknown, no region is given, or a year is none.
    """
    unknown = sorted(wishes.keys() - _WISHES)
    if unknown:
        raise _bad(unknown[0][:40], "未知的字段", "is no field of a document")
    if not wishes.get("region"):
        raise _bad(
            "region", "请给出文件适用地区的行政区划代码", "is needed: the adcode that the document governs"
        )
    return AddRequest(
        name=name,
        region=wishes["region"],
        id=wishes.get("id", ""),
        year=_read_year("year", wishes.get("year", "")),
        horizon=_read_year("horizon", wishes.get("horizon", "")),
        title=wishes.get("title", "").strip()[:LONGEST_TITLE],
        replace=wishes.get("replace", "") not in ("", "0"),
    )


def _read_year(name: str, text: str) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or not _FIRST_YEAR <= int(text[:5]) <= _LAST_YEAR:
        raise _bad(name, f"应为年份，收到“{text[:20]}”", f"takes a year, not “{text[:20]}”")
    return int(text)


def _bad(name: str, zh: str, en: str) -> ParameterError:
    return ParameterError(f"{name}：{zh}", f"{name} {en}", parameter=name)


def _new_document(
    name: str, path: Path, source: SourceText, draft: DraftDocument, *, replaces: bool
) -> NewDocument:
    digest, size = digest_file(path)
    head = DocumentHead(
        id=draft.id,
        title=Text(plain_line(draft.title.zh, LONGEST_TITLE), plain_line(draft.title.en, LONGEST_TITLE)),
        issuer=plain_line(draft.issuer, LONGEST_TITLE),
        region=draft.region,
        year=draft.year,
        horizon=draft.horizon,
        status=draft.status,
        source=draft.source or name,
        file_name=name,
        size=size,
        digest=digest,
        kind=source.kind,
        encoding=source.encoding,
        notes=(*source.notes, *draft.notes),
    )
    return NewDocument(head, DocumentText(source, draft.clauses), draft.items, replaces=replaces)


def _too_large(max_bytes: int) -> LimitExceeded:
    return LimitExceeded(
        f"文件超过上限 {max_bytes // 1_000_000} MB",
        f"the file is larger than {max_bytes // 1_000_000} MB",
        code="upload_too_large",
        hint_zh="请只上传正文；管理员可调高设置 max_upload_mb。",
        hint_en="Send the text alone; an administrator can raise the setting max_upload_mb.",
    )
