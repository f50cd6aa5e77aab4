"""Compares two documents that somebody may see: versions of a plan, or an upper plan and one below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from atlas.core.access import AccessPolicy, Action, Actor, require
from atlas.core.errors import ParameterError
from atlas.core.model import Document
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.comparison import (
    ComparedGoal,
    common_topics,
    compare_versions,
    count_statuses,
    shared_topics,
    unnamed_counties,
)
from atlas.core.policy.goal_matching import LEAST_SCORE
from atlas.core.policy.goal_view import GoalView, view_goals
from atlas.core.policy.nesting import compare_nested
from atlas.core.policy.review_comparison import compare_reviewed
from atlas.core.policy.statements import ComparedStatement, find_heads, fold_nested, fold_versions
from atlas.services.answers import Answer
from atlas.services.document_comparison_answers import row_answer
from atlas.services.document_comparison_notes import Period, find_notes
from atlas.services.document_labels import AboutDocument, label_document
from atlas.services.document_reviewed import ReviewedDocument, pair_goals, reviewed_side
from atlas.services.document_shelf import DocumentShelf
from atlas.services.reader import Reader


@dataclass(frozen=True, slots=True)
class PreparedComparison:
    """A comparison that is still to be made.

    Parameters
    ----------
    is_private
        Whether one of its documents is shown as a draft, so that no cache may keep the answer.
    compare
        Makes the answer; see ``DocumentComparison.compare``.
    """

    is_private: bool
    compare: Callable[[], Answer]


@dataclass(frozen=True, slots=True)
class _Side:
    """One of two documents."""

    document: Document
    catalogue: Catalogue
    goals: Sequence[GoalView]
    is_draft: bool
    reviewed: ReviewedDocument | None = None

    @property
    def file(self) -> str:
        """Name of the file, of a draft."""
        return self.reviewed.state.record.head.file_name if self.reviewed else ""

    @property
    def about(self) -> AboutDocument:
        """What tells it from the other one."""
        known = self.document
        return AboutDocument(known.id, known.title, known.status, known.year, self.file)


class DocumentComparison:
    """Compares documents.

    Parameters
    ----------
    shelf
        Shows added documents to those who may see them.
    reader
        What everybody sees.
    policy
        In force.
    """

    def __init__(self, shelf: DocumentShelf, reader: Reader, policy: AccessPolicy) -> None:
        self._shelf = shelf
        self._reader = reader
        self._policy = policy

    def compare(self, actor: Actor, a: str, b: str) -> Answer:
        """Two documents goal by goal; see ``prepare``.

        Parameters
        ----------
        actor
            Who asks; of an added document those who may see drafts compare everything that nobody rejected, the others
            what was confirmed.
        a, b
            Ids; of two versions the earlier one first.

        Returns
        -------
        dict
            ``mode`` (``versions`` or ``nested``), ``upper`` (``a`` or ``b`` of nested ones), both documents, ``notes`` on
            what to mind, ``counts`` and ``rows`` (one a statement), for each document ``unnamed`` counties and ``shared_topics``, and ``common_topics`` of both. Every row
            carries the clauses of both sides.

        Raises
        ------
        AccessDenied, DocumentNotFound
            They may not look; there is no such document that they may see.
        ParameterError
            It is one document, or neither region holds the other.
        LimitExceeded
            The documents are too large and too different.
        """
        return self.prepare(actor, a, b).compare()

    def prepare(self, actor: Actor, a: str, b: str) -> PreparedComparison:
        """What is known of a comparison before it is made.

        Parameters
        ----------
        actor
            Who asks.
        a, b
            Ids, as for ``compare``.

        Returns
        -------
        PreparedComparison
            Whether somebody sees drafts in it is settled here, once.

        Raises
        ------
        AccessDenied
            They may not look.
        ParameterError
            It is one document.
        """
        require(actor, Action.VIEW, self._policy)
        if a == b:
            raise ParameterError(
                "请给出两份不同的文件",
                "two different documents are needed",
                code="documents_equal",
                hint_zh="同一文件的另一版本须另行添加，取不同的编号。",
                hint_en="Add the other version of a document under an id of its own.",
            )
        drafts = tuple(self._shelf.is_draft(actor, document) for document in (a, b))

        def compare() -> Answer:
            one, other = (
                self._side(actor, document, is_draft=is_draft)
                for document, is_draft in zip((a, b), drafts, strict=True)
            )
            return _answer(one, other)

        return PreparedComparison(any(drafts), compare)

    def _side(self, actor: Actor, document: str, *, is_draft: bool) -> _Side:
        catalogue = self._shelf.draft_catalogue(actor, document) if is_draft else self._reader.catalogue()
        known = catalogue.get_document(document)
        heads = find_heads(known.goals, self._shelf.stretches(document))
        reviewed = self._shelf.reviewed(document) if is_draft else None
        return _Side(known, catalogue, view_goals(catalogue, known, heads=heads), is_draft, reviewed)


def _answer(one: _Side, other: _Side) -> Answer:
    upper = _find_upper(one, other)
    compared = _compare(one, other, upper)
    region = _lower_region(one, other, upper)
    counties = one.catalogue.counties_within(region) if region else ()
    within = frozenset(unit.adcode for unit in counties)
    return {
        "mode": "nested" if upper else "versions",
        "upper": upper,
        "least_score": LEAST_SCORE,
        "a": {**_document(one), "label": label_document(one.about, other.about).to_dict()},
        "b": {**_document(other), "label": label_document(other.about, one.about).to_dict()},
        "notes": find_notes(
            [Period(side.document, side.goals) for side in (one, other)],
            [row.status for row in compared],
            is_nested=bool(upper),
        ),
        "counts": dict(count_statuses(row.status for row in compared)),
        "rows": [
            row_answer(
                (one.catalogue, other.catalogue),
                row,
                is_turned=upper == "b",
                region=region,
                within=within,
            )
            for row in compared
        ],
        "unnamed": {"a": _unnamed(one), "b": _unnamed(other)},
        "shared_topics": {"a": _shared(one), "b": _shared(other)},
        "common_topics": _common(one, other),
    }


def _find_upper(one: _Side, other: _Side) -> str:
    """Which document governs the area around the other's; empty where both govern the same."""
    first, second = one.document.region, other.document.region
    if first == second:
        return ""
    if one.catalogue.is_within(second, first):
        return "a"
    if one.catalogue.is_within(first, second):
        return "b"
    names = [one.catalogue.units[region].name for region in (first, second)]
    raise ParameterError(
        f"{names[0]}与{names[1]}互不隶属，两份文件无法比较",
        f"neither {names[0]} nor {names[1]} lies in the other: the documents cannot be compared",
        code="regions_apart",
        hint_zh="可比较同一地区的两个版本，或上级与下级的方案；两县比较见 /api/compare。",
        hint_en="Compare two versions for one region, or an upper and a lower plan; /api/compare compares two counties.",
    )


def _compare(one: _Side, other: _Side, upper: str) -> list[ComparedStatement]:
    if not upper:
        return fold_versions(_compare_versions(one, other))
    above, below = (one, other) if upper == "a" else (other, one)
    horizons = above.document.horizon, below.document.horizon
    outlives = horizons[0] is not None and horizons[1] is not None and horizons[1] > horizons[0]
    compared = compare_nested(
        above.catalogue, below.document.region, above.goals, below.goals, outlives=outlives
    )
    return fold_nested(compared)


def _compare_versions(one: _Side, other: _Side) -> list[ComparedGoal]:
    """Like with like where both have a text and were read, else as they stand."""
    first, second = one.reviewed, other.reviewed
    if first is None or second is None:
        return compare_versions(one.goals, other.goals)
    sides = reviewed_side(first, one.catalogue), reviewed_side(second, other.catalogue)
    return compare_reviewed(one.goals, other.goals, sides, pair_goals(first, second))


def _lower_region(one: _Side, other: _Side, upper: str) -> str:
    return {"a": other.document.region, "b": one.document.region}.get(upper, "")


def _document(side: _Side) -> Answer:
    document = side.document
    unit = side.catalogue.units[document.region]
    return {
        "id": document.id,
        "title": document.title.to_dict(),
        "region": document.region,
        "region_name": unit.name,
        "year": document.year,
        "horizon": document.horizon,
        "status": document.status,
        "file": {"name": side.file} if side.file else None,
        "goals": len(side.goals),
        "is_draft": side.is_draft,
    }


def _unnamed(side: _Side) -> list[Answer]:
    found = unnamed_counties(side.catalogue, side.document.region, side.goals)
    return [
        {"adcode": adcode, "name": side.catalogue.units[adcode].name, "is_reached": is_reached}
        for adcode, is_reached in found.items()
    ]


def _shared(side: _Side) -> list[Answer]:
    return [
        {
            **_topic(side, one.topic, one.counties),
            "clauses": list(one.clauses),
        }
        for one in shared_topics(side.catalogue, side.goals)
    ]


def _common(one: _Side, other: _Side) -> list[Answer]:
    return [
        {
            **_topic(one, common.topic, common.counties),
            "clauses_a": list(common.clauses),
            "clauses_b": list(common.other_clauses),
        }
        for common in common_topics(one.catalogue, one.goals, other.goals)
    ]


def _topic(side: _Side, topic: str, counties: Sequence[str]) -> Answer:
    units = side.catalogue.units
    return {
        "topic": topic,
        "title": side.catalogue.topics[topic].title.to_dict(),
        "count": len(counties),
        "counties": [{"adcode": adcode, "name": units[adcode].name} for adcode in counties],
    }
