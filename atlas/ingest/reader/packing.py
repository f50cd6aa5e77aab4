"""Texts and drafts as bytes for another process of ours, three times as fast as they are packed by themselves."""

from __future__ import annotations

import copyreg
import io
import pickle
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any

from atlas.core.circles import no_search_for_circles
from atlas.core.errors import Text
from atlas.core.model import Figure
from atlas.core.policy.reading.draft import (
    DraftClause,
    DraftDocument,
    DraftItem,
    DraftPlace,
    Reading,
    Span,
)
from atlas.core.policy.reading.shares import MadeItems
from atlas.core.policy.reading.source import Note, Piece, SourceText

#: What a text or a draft has thousands of.
_MANY = (
    *(DraftClause, DraftDocument, DraftItem, DraftPlace, Reading, Span),
    *(Figure, MadeItems, Note, Piece, SourceText, Text),
)


def pack(thing: object) -> bytes:
    """Something as bytes.

    Parameters
    ----------
    thing
        That can be pickled.

    Returns
    -------
    bytes
        For ``unpack``.
    """
    stream = io.BytesIO()
    packer = pickle.Pickler(stream, pickle.HIGHEST_PROTOCOL)
    packer.dispatch_table = _TABLE
    packer.dump(thing)
    return stream.getvalue()


def unpack(packed: bytes) -> Any:
    """What was packed; only for bytes of our own processes."""
    with no_search_for_circles():
        return pickle.loads(packed)  # noqa: S301 - our own process wrote it


def _reduce_by_fields(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    """Frozen classes with slots are otherwise packed and made field by field, by a loop in Python."""
    values_of = attrgetter(*(field.name for field in fields(kind)))
    return lambda thing: (kind, values_of(thing))


_TABLE = copyreg.dispatch_table | {kind: _reduce_by_fields(kind) for kind in _MANY}
