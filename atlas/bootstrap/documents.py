"""The services of documents that people add."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from atlas.bootstrap.base import Base, open_base
from atlas.bootstrap.clock import iso_today
from atlas.services.document_library import DocumentLibrary
from atlas.services.document_places import DocumentPlaces
from atlas.services.document_reader import DocumentReaders
from atlas.services.document_reading import DocumentReading
from atlas.services.document_review import DocumentReview
from atlas.settings import Settings
from atlas.stores.combined import KeptCatalogue

if TYPE_CHECKING:
    from atlas.core.policy.reading.context import ReadingTools


@dataclass(frozen=True, slots=True)
class DocumentServices:
    """What is done with documents every day."""

    reading: DocumentReading
    library: DocumentLibrary
    review: DocumentReview


def open_documents(base: Base) -> DocumentServices:
    """The services of documents.

    Parameters
    ----------
    base
        What they stand on.

    Returns
    -------
    DocumentServices
        Ready.
    """
    tools = base.documents
    readers = DocumentReaders(functools.partial(open_reading_tools, base.settings), tools.work)
    reading = DocumentReading(readers, tools.work)
    library = DocumentLibrary(tools, reading=reading, max_bytes=base.max_upload_bytes)
    return DocumentServices(reading, library, DocumentReview(tools, library, iso_today))


def open_reading_tools(settings: Settings) -> Callable[[], ReadingTools]:
    """The rules of reading, in another process.

    Parameters
    ----------
    settings
        In force.

    Returns
    -------
    callable
        Gives them as the store and the lists of words have them at that time.
    """
    built = open_base(settings).kept.built
    places = DocumentPlaces(settings.geodata, settings.home, built.read_towns)
    kept = KeptCatalogue(built, built.read_places)
    return lambda: places.of(kept.read()).tools
