"""Which of some features have a relation to a geometry: GEOS answers, whichever store the features come from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import shapely

#: Features whose geometries are looked at together.
_BATCH = 1000
#: The same relation seen from the other geometry, where it differs.
_OPPOSITES = {"within": "contains", "contains": "within"}

#: Gives the ids and geometries (WKB) of the features that have some ids.
ReadShapes = Callable[[Sequence[int]], Sequence[tuple[int, bytes]]]


def find_holding(
    fids: Sequence[int], read_shapes: ReadShapes, relation: str, geometry: shapely.Geometry
) -> list[int]:
    """Of features whose bounds meet a geometry, those that have the relation to it.

    Parameters
    ----------
    fids
        Of the features.
    read_shapes
        Reads a batch of them.
    relation
        Predicate of shapely, the feature first; not ``disjoint``.
    geometry
        In the CRS of the features.

    Returns
    -------
    list of int
        Batch by batch, in the order in which they were read.
    """
    shapely.prepare(geometry)
    opposite = getattr(shapely, _OPPOSITES.get(relation, relation))
    found: list[int] = []
    for start in range(0, len(fids), _BATCH):
        rows = read_shapes(fids[start : start + _BATCH])
        # The prepared geometry stands first: GEOS then looks up its edges in an index.
        holds = opposite(geometry, shapely.from_wkb([wkb for _, wkb in rows]))
        found += [fid for (fid, _), hit in zip(rows, np.atleast_1d(holds), strict=True) if hit]
    return found
