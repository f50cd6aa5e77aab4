"""Turns what the reading process left behind into a ``RawUpload``, trusting none of it."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas
import pyarrow as pa
import shapely

from atlas.core.geo.crs import GeometryArray
from atlas.core.imports.raw import Member, RawLayer, RawUpload
from atlas.ingest.columns import number_names
from atlas.ingest.handover import message_from_dict
from atlas.ingest.sink import FILE_ROW, GEOMETRY


def take_result(answer: Mapping[str, Any], rows: Path) -> RawUpload:
    """The upload as the reading process described it.

    Parameters
    ----------
    answer
        Its JSON.
    rows
        Its Arrow file.

    Returns
    -------
    RawUpload
        With the layer, when one was read.

    Raises
    ------
    ValueError, KeyError, TypeError, IndexError, OSError
        The answer is not of the form agreed.
    """
    members = tuple(Member(str(one["name"]), str(one["kind"])) for one in answer["members"])
    layer = answer["layer"]
    return RawUpload(
        members=members,
        layer=_take_layer(layer, members, rows) if layer is not None else None,
        messages=tuple(message_from_dict(one) for one in answer["messages"]),
    )


def _take_layer(layer: Mapping[str, Any], members: Sequence[Member], rows: Path) -> RawLayer:
    with pa.OSFile(str(rows)) as file:
        table = pa.ipc.open_file(file).read_all()
    # Offsets and lengths in the file are only numbers until they have been checked.
    table.validate(full=True)
    has_geometry = bool(layer["has_geometry"])
    geometries = _take_geometries(table.column(GEOMETRY)) if has_geometry else None
    has_rows = FILE_ROW in table.column_names
    file_rows = table.column(FILE_ROW).to_numpy().astype(np.int64) if has_rows else None
    own = [name for name in (GEOMETRY, FILE_ROW) if name in table.column_names]
    columns = table.drop_columns(own) if own else table
    frame = columns.to_pandas(types_mapper=_integers_with_gaps(columns))
    names = [str(name) for name in layer["columns"]]
    if len(names) != len(frame.columns):
        raise ValueError("the columns are not those announced")
    frame.columns = pandas.Index(number_names(names), dtype=object)
    if has_geometry and not len(frame.columns):
        frame.index = pandas.RangeIndex(table.num_rows)
    driver = layer["language_driver"]
    return RawLayer(
        member=members[int(layer["member"])],
        table=frame,
        geometries=geometries,
        is_bytes=bool(layer["is_bytes"]),
        declared_crs=str(layer["declared_crs"]),
        declared_encoding=str(layer["declared_encoding"]),
        language_driver=None if driver is None else int(driver),
        messages=tuple(message_from_dict(one) for one in layer["messages"]),
        file_rows=file_rows,
    )


def _integers_with_gaps(table: Any) -> Any:
    """Whole numbers stay whole where some are missing; a float would lose digits of long codes."""
    has_gaps = any(pa.types.is_integer(column.type) and column.null_count for column in table.columns)
    return {pa.int64(): pandas.Int64Dtype()}.get if has_gaps else None


def _take_geometries(wkb: Any) -> GeometryArray:
    values = np.empty(len(wkb), dtype=object)
    values[:] = wkb.to_pylist()
    with warnings.catch_warnings():
        # Coordinates that are no number are found later, with their feature numbers.
        warnings.simplefilter("ignore", RuntimeWarning)
        geometries: GeometryArray = shapely.from_wkb(values, on_invalid="ignore")
    return np.atleast_1d(geometries)
