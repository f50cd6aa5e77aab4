"""The document reader: outline of clauses, and one clause with its goals and places."""

from __future__ import annotations

from atlas.core.errors import Text
from atlas.core.model import Clause, Document, Kind, Level
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.rows import GoalFilter, is_asked
from atlas.services.answers import Answer, document_answer, goal_answer
from atlas.services.browse import list_designations


def list_documents(catalogue: Catalogue) -> Answer:
    """Every document with its counts.

    Parameters
    ----------
    catalogue
        Everything.

    Returns
    -------
    dict
        ``documents``.
    """
    return {"documents": [document_answer(catalogue, document) for document in catalogue.documents.values()]}


def show_document(catalogue: Catalogue, document_id: str) -> Answer:
    """A document and the outline of its clauses.

    Parameters
    ----------
    catalogue
        Everything.
    document_id
        Id.

    Returns
    -------
    dict
        The document; ``outline`` in document order with depth, parent and counts. Headings that state nothing of
        their own stand in the outline too, so that the tree has no holes.

    Raises
    ------
    DocumentNotFound
        There is none.
    """
    document = catalogue.get_document(document_id)
    return {**document_answer(catalogue, document), "outline": _outline(catalogue, document)}


def show_clause(catalogue: Catalogue, document_id: str, clause_id: str) -> Answer:
    """A clause: what it says in our words, its goals, and the counties they reach.

    Parameters
    ----------
    catalogue
        Everything.
    document_id, clause_id
        Ids.

    Returns
    -------
    dict
        The clause, its way down from the top, its neighbours in reading order.

    Raises
    ------
    DocumentNotFound, ClauseNotFound
        There is none.
    """
    document = catalogue.get_document(document_id)
    clause = catalogue.get_clause(document_id, clause_id)
    position = document.clauses.index(clause)
    headings = {**document.headings, **{other.id: other.heading for other in document.clauses}}
    numbers = clause.path
    path = ["/".join(numbers[: depth + 1]) for depth in range(len(numbers))]
    goals = catalogue.goals_by_clause.get((document_id, clause_id), [])
    reached = list_designations(catalogue, GoalFilter(document=document_id, clause=clause_id))
    return {
        "document": document_id,
        "id": clause.id,
        "heading": clause.heading.to_dict(),
        "summary": clause.summary.to_dict(),
        "path": [
            {"id": step, "heading": headings[step].to_dict() if step in headings else None} for step in path
        ],
        "goals": [goal_answer(catalogue, goal) for goal in goals],
        "counties": reached["rows"],
        "counts": reached["counts"],
        "previous": document.clauses[position - 1].id if position else None,
        "next": document.clauses[position + 1].id if position + 1 < len(document.clauses) else None,
    }


def _outline(catalogue: Catalogue, document: Document) -> list[Answer]:
    known = {clause.id for clause in document.clauses}
    outline: list[Answer] = []
    listed: set[str] = set()
    for clause in document.clauses:
        for depth in range(1, len(clause.path)):
            above = "/".join(clause.path[:depth])
            if above not in known and above not in listed:
                listed.add(above)
                outline.append(_outline_entry(catalogue, document, above, None))
        outline.append(_outline_entry(catalogue, document, clause.id, clause))
    return outline


def _outline_entry(catalogue: Catalogue, document: Document, clause_id: str, clause: Clause | None) -> Answer:
    goals = catalogue.goals_by_clause.get((document.id, clause_id), [])
    heading = clause.heading if clause else document.headings.get(clause_id, Text("", ""))
    links = [link for goal in goals for link in catalogue.links_by_goal.get(goal.id, ())]
    numbers = clause_id.split("/")
    return {
        "id": clause_id,
        "heading": heading.to_dict(),
        "depth": len(numbers),
        "parent": "/".join(numbers[:-1]),
        "goals": sum(goal.kind is not Kind.FACT for goal in goals),
        "targets": sum(goal.kind is Kind.TARGET for goal in goals),
        "counties": len(
            {link.adcode for link in links if link.level is Level.COUNTY and is_asked(link)},
        ),
        "is_heading": clause is None,
    }
