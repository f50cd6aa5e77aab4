"""What is known of a document before it is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What is known of a document before it is read.

    Parameters
    ----------
    id
        Of the document.
    region
        adcode of the area that it governs.
    title, year, horizon, issuer
        Empty or ``None`` where the text is to tell them.
    """

    id: str
    region: str
    title: str = ""
    year: int | None = None
    horizon: int | None = None
    issuer: str = ""
