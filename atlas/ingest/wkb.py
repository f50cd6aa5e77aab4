"""Checks WKB that a driver gave: rings are closed where they were not, what is no geometry becomes none."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import shapely

from atlas.core.errors import Text
from atlas.core.geo.crs import GeometryArray
from atlas.ingest.sink import Findings

#: Types of WKB from CircularString to MultiSurface, and Curve and Surface (OGC 06-103r4, table 7).
_CURVED = (8, 9, 10, 11, 12, 13, 14)


def mend_wkb(wkb: Any, findings: Findings, *, first_row: int) -> Any:
    """WKB that certainly can be read again.

    Parameters
    ----------
    wkb
        Arrow array of WKB, null where there is no geometry.
    findings
        Gets the rows that were mended or lost.
    first_row
        Row in the file of the first.

    Returns
    -------
    pyarrow.Array
        As many.
    """
    values = np.asarray(wkb.to_numpy(zero_copy_only=False), dtype=object)
    given = np.array([one is not None for one in values], dtype=bool)
    parsed = _parse(values, "ignore")
    # GEOS refuses a ring that is not closed; the same call with ``fix`` closes it.
    failed = np.flatnonzero(given & shapely.is_missing(parsed))
    if failed.size == 0:
        return wkb
    fixed = _parse(values[failed], "fix")
    parsed[failed] = fixed
    tell_mended(
        findings,
        closed=[first_row + int(row) for row, one in zip(failed, fixed, strict=True) if one is not None],
        lost=[first_row + int(row) for row, one in zip(failed, fixed, strict=True) if one is None],
    )
    return to_wkb(parsed)


def to_wkb(geometries: GeometryArray) -> Any:
    """WKB of geometries.

    Parameters
    ----------
    geometries
        With ``None`` where there is none.

    Returns
    -------
    pyarrow.Array
        As many; null for ``None``.
    """
    return pa.array(list(shapely.to_wkb(geometries)), type=pa.binary())


def tell_mended(findings: Findings, *, closed: Sequence[int] = (), lost: Sequence[int] = ()) -> None:
    """Note rings that were closed and geometries that are none.

    Parameters
    ----------
    findings
        Gets them.
    closed, lost
        Rows in the file, from 0.
    """
    if closed:
        findings.tell(
            "ring_closed",
            Text("多边形的环没有闭合，已将首尾相连", "rings were not closed; their ends were joined"),
            closed,
            hint=Text("请核对这些要素的边界。", "Check the outlines of these features."),
        )
    if lost:
        findings.tell(
            "geometry_unreadable",
            Text("几何无法读取，这些要素没有几何", "the geometry cannot be read; these features have none"),
            lost,
            hint=Text(
                "请在原软件中检查并修复这些要素。", "Check and repair them in the program they come from."
            ),
        )


def curved_rows(wkb: Any) -> list[int]:
    """Places of geometries with arcs.

    Parameters
    ----------
    wkb
        Arrow array of WKB.

    Returns
    -------
    list of int
        Places in the array.
    """
    return [place for place, one in enumerate(wkb.to_pylist()) if one and _type_of(one) in _CURVED]


def _type_of(wkb: bytes) -> int:
    code = int.from_bytes(wkb[1:5], "little" if wkb[:1] == b"\x01" else "big")
    # ISO adds 1000, 2000, 3000 for Z, M and both; the older form sets bits.
    return (code & 0x0FFFFFFF) % 1000


def _parse(values: GeometryArray, on_invalid: Literal["ignore", "fix"]) -> GeometryArray:
    parsed: GeometryArray = np.empty(len(values), dtype=object)
    with warnings.catch_warnings():
        # Coordinates that are no number are found later, with their feature numbers.
        warnings.simplefilter("ignore", RuntimeWarning)
        try:
            parsed[:] = shapely.from_wkb(values, on_invalid=on_invalid)
        except NotImplementedError:
            parsed[:] = [_parse_one(one, on_invalid) for one in values]
    return parsed


def _parse_one(value: bytes | None, on_invalid: Literal["ignore", "fix"]) -> Any:
    try:
        return shapely.from_wkb(value, on_invalid=on_invalid)
    except NotImplementedError:
        return None
