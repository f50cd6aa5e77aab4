"""Scores the reading of documents on labelled sets: read as ``documents add`` reads, compared with the answers, not kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from atlas.core.access import AccessPolicy, Action, Actor, require
from atlas.core.policy.reading.differences import list_differences
from atlas.core.policy.reading.facts import DocumentFacts
from atlas.core.policy.reading.found import lay_out
from atlas.core.policy.reading.labels import LabelledDocument
from atlas.core.policy.reading.scores import Difference, Score, sum_scores
from atlas.core.policy.reading.scoring import Comparison, score_document
from atlas.services.document_places import PlaceDesk
from atlas.services.document_reading import ReadsDocuments
from atlas.stores.labelled_documents import LabelledFile, read_labelled_set
from atlas.stores.yaml_files import key_error


@dataclass(frozen=True, slots=True)
class ScoredDocument:
    """A document, how well it was read, and what went wrong."""

    labels: LabelledDocument
    score: Score
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class ScoredSet:
    """A labelled set, how well it was read, document by document and in total.

    Parameters
    ----------
    name
        Of its folder.
    documents
        By slug.
    total
        All of them; their counts are added.
    """

    name: str
    documents: tuple[ScoredDocument, ...]
    total: Score


class DocumentScoring:
    """Scores labelled sets.

    Parameters
    ----------
    reading
        Turns a file into a draft.
    read_desk
        Gives what leads words to units.
    policy
        In force.
    """

    def __init__(
        self, reading: ReadsDocuments, read_desk: Callable[[], PlaceDesk], policy: AccessPolicy
    ) -> None:
        self._reading = reading
        self._read_desk = read_desk
        self._policy = policy

    def score(
        self,
        actor: Actor,
        folders: Sequence[Path],
        *,
        tells_year: bool = False,
        report: Callable[[str], None] = lambda _: None,
    ) -> list[ScoredSet]:
        """Read every document of labelled sets and compare it with its answers.

        Parameters
        ----------
        actor
            Who asks.
        folders
            Of the sets.
        tells_year
            Whether the reading is told the year of each text, too, as by a person who knows it.
        report
            Told each document before it is read.

        Returns
        -------
        list of ScoredSet
            In the order given. The region of a document is told to the reading, as by every person who adds a file;
            year and horizon it has to find.

        Raises
        ------
        AccessDenied
            They may not look.
        ParameterError, EncodingError, SchemaError
            A folder holds no labelled documents, or answers that break the format.
        DataError, LimitExceeded
            A text cannot be read.
        """
        require(actor, Action.VIEW, self._policy)
        sets = [(folder.name, read_labelled_set(folder)) for folder in folders]
        scored = []
        for name, files in sets:
            documents = []
            for file in files:
                report(f"{name}/{file.document.id}")
                documents.append(self._score_document(file, tells_year=tells_year))
            total = sum_scores(one.score for one in documents)
            scored.append(ScoredSet(name, tuple(documents), total))
        return scored

    def _score_document(self, file: LabelledFile, *, tells_year: bool) -> ScoredDocument:
        desk, labels = self._read_desk(), file.document
        if labels.region not in desk.units:
            sheet = file.text.with_suffix(".yaml")
            raise key_error(sheet, "region", "不是现行行政区划代码", "is no adcode of today")
        source = self._reading.read_source(file.text, name=file.text.name)
        about = DocumentFacts(id=labels.id, region=labels.region, year=labels.year if tells_year else None)
        draft = self._reading.read_draft(source, about)
        comparison = Comparison(lay_out(draft, source.text, desk.linker), labels, desk.units)
        return ScoredDocument(labels, score_document(comparison), tuple(list_differences(comparison)))
