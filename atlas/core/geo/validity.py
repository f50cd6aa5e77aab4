"""What is wrong with geometries, and a repair that says what it changed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import shapely

from atlas.core.geo.crs import GeometryArray

_POLYGONAL = (3, 6)


class FaultKind(StrEnum):
    """Kinds of faults."""

    MISSING = "missing"
    EMPTY = "empty"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Fault:
    """One geometry that breaks the rules of simple features (OGC 06-103r4).

    Parameters
    ----------
    row
        Its place in the array, from 0.
    kind
        What is wrong.
    reason
        In the words of the geometry engine, with the place; empty for missing and empty ones.
    """

    row: int
    kind: FaultKind
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Repair:
    """Geometries after a repair, and which rows it touched.

    Parameters
    ----------
    geometries
        Valid; missing and empty ones are left as they are.
    repaired
        Rows that were invalid.
    flattened
        Rows that lost a third coordinate.
    lost
        Rows of which nothing polygonal was left (a polygon folded into a line) or that cannot be made valid; they are
        empty now.
    """

    geometries: GeometryArray
    repaired: tuple[int, ...]
    flattened: tuple[int, ...]
    lost: tuple[int, ...]


def find_faults(geometries: GeometryArray) -> list[Fault]:
    """Missing, empty and invalid geometries.

    Parameters
    ----------
    geometries
        Any types.

    Returns
    -------
    list of Fault
        In order of rows; empty when all is well.

    Examples
    --------
    >>> bow_tie = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    >>> [(fault.row, fault.kind.value) for fault in find_faults(np.array([None, bow_tie]))]
    [(0, 'missing'), (1, 'invalid')]
    """
    missing, empty = shapely.is_missing(geometries), shapely.is_empty(geometries)
    invalid = ~shapely.is_valid(geometries) & ~missing
    faults = [Fault(int(row), FaultKind.MISSING) for row in np.flatnonzero(missing)]
    faults += [Fault(int(row), FaultKind.EMPTY) for row in np.flatnonzero(empty & ~missing)]
    faults += [
        Fault(int(row), FaultKind.INVALID, str(shapely.is_valid_reason(geometries[row])))
        for row in np.flatnonzero(invalid)
    ]
    return sorted(faults, key=lambda fault: fault.row)


def repair_geometries(geometries: GeometryArray) -> Repair:
    """Invalid geometries rebuilt, third coordinates dropped.

    Parameters
    ----------
    geometries
        Any types.

    Returns
    -------
    Repair
        A repaired polygon stays a polygon or multi-polygon: lines and points that the repair would leave are dropped.

    Notes
    -----
    The ``structure`` method of GEOS takes each ring for an area first, so a bow-tie becomes two triangles and nothing
    that was inside is lost.
    """
    flattened = np.flatnonzero(shapely.has_z(geometries))
    invalid = np.flatnonzero(~shapely.is_valid(geometries) & ~shapely.is_missing(geometries))
    mended: GeometryArray = shapely.force_2d(geometries)
    was_polygon = np.isin(shapely.get_type_id(mended[invalid]), _POLYGONAL)
    mended[invalid] = shapely.make_valid(mended[invalid], method="structure", keep_collapsed=False)
    # Sides of next to no length (1e-308) can be beyond repair.
    mended[invalid[~shapely.is_valid(mended[invalid])]] = shapely.Polygon()
    lost = invalid[was_polygon & shapely.is_empty(mended[invalid])]
    return Repair(mended, *(tuple(int(row) for row in rows) for rows in (invalid, flattened, lost)))
