"""What the reading process says of a data set besides its rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from atlas.ingest.sink import Sink


@dataclass(frozen=True, slots=True)
class Described:
    """What a data set says of itself; fields as in ``RawLayer``."""

    is_bytes: bool = False
    declared_crs: str = ""
    declared_encoding: str = ""
    language_driver: int | None = None


@dataclass(frozen=True, slots=True)
class DataSet:
    """A data set that was found and may be read.

    Parameters
    ----------
    name
        For a person, unique in the upload.
    kind
        As in ``Member``.
    read
        Writes it into a sink.
    """

    name: str
    kind: str
    read: Callable[[Sink], Described]
