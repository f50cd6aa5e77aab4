"""One reading from the upload to the answer; runs in the confined process."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from atlas.ingest.desk import Desk
from atlas.ingest.discover import Upload, choose, find_sets
from atlas.ingest.layer import DataSet
from atlas.ingest.limits import ReadLimits
from atlas.ingest.shown import storable
from atlas.ingest.sink import Sink


def read(upload: Upload, *, member: str, limits: ReadLimits, rows: Path) -> dict[str, Any]:
    """Look into an upload and read one data set of it.

    Parameters
    ----------
    upload
        The file.
    member
        The data set that was asked for; empty for the only one.
    limits
        What is taken.
    rows
        Arrow file to make, in the folder for all files of ours.

    Returns
    -------
    dict
        Members, messages and the layer, for JSON.

    Raises
    ------
    AtlasError
        The upload is refused.
    """
    with ExitStack() as stack:
        desk = Desk(rows.parent, limits, stack)
        sets = find_sets(desk, upload)
        chosen = choose(sets, member, name=upload.name)
        layer = _read_set(chosen, sets, rows, limits) if chosen else None
        return {
            "members": [{"name": storable(one.name), "kind": one.kind} for one in sets],
            "messages": [message.to_dict() for message in desk.findings.messages()],
            "layer": layer,
        }


def _read_set(chosen: DataSet, sets: Sequence[DataSet], rows: Path, limits: ReadLimits) -> dict[str, Any]:
    with Sink(rows, limits) as sink:
        described = chosen.read(sink)
    return {
        "member": sets.index(chosen),
        "columns": [storable(name) for name in sink.names],
        "has_geometry": sink.has_geometry,
        "is_bytes": described.is_bytes,
        "declared_crs": storable(described.declared_crs),
        "declared_encoding": storable(described.declared_encoding),
        "language_driver": described.language_driver,
        "messages": [message.to_dict() for message in sink.findings.messages()],
    }
