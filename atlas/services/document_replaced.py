"""Which drafts a final version takes the place of: they leave the map as soon as anything of it is confirmed."""

from __future__ import annotations

from collections.abc import Collection

from atlas.core.model import Document, DocumentStatus
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.in_force import FinalVersions
from atlas.services.answers import Answer, document_answer
from atlas.stores.document_records import DocumentHead


def replaced_answers(catalogue: Catalogue, head: DocumentHead, built_in: Collection[str]) -> list[Answer]:
    """The drafts of a plan, as everybody sees them, whose final version a document is.

    Parameters
    ----------
    catalogue
        What everybody sees.
    head
        Of the document, public or not.
    built_in
        Ids of documents that come with the atlas.

    Returns
    -------
    list of dict
        Id, title, how many goals and counties leave the map, and whether they still count; empty for a document that is
        no final version.
    """
    if head.status != DocumentStatus.FINAL:
        return []
    final = Document(
        id=head.id,
        title=head.title,
        issuer=head.issuer,
        region=head.region,
        year=head.year,
        horizon=head.horizon,
        status=head.status,
        source=head.source,
    )
    finals = FinalVersions([final])
    drafts = [one for one in catalogue.documents.values() if one.id != head.id and finals.of(one) is not None]
    return [
        {
            "id": draft.id,
            "title": draft.title.to_dict(),
            "goals": len(draft.goals),
            "counties": document_answer(catalogue, draft)["counties"],
            "is_counted": draft.id not in catalogue.out_of_force,
            "is_built_in": draft.id in built_in,
        }
        for draft in drafts
    ]
