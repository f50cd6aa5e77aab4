"""Which units of a coverage share an edge."""

from __future__ import annotations

import geopandas
import numpy as np
import shapely


def find_neighbours(coverage: geopandas.GeoDataFrame) -> dict[str, tuple[str, ...]]:
    """Units that share a piece of boundary, not only a corner.

    Parameters
    ----------
    coverage
        Polygons without gaps or overlaps, with the column ``adcode``. Neighbours share their vertices exactly.

    Returns
    -------
    dict
        Sorted adcodes of the neighbours by adcode; every unit has an entry.

    Notes
    -----
    In a valid coverage two polygons are neighbours exactly when they share a segment, so segments are compared as
    numbers; no geometry predicate is needed. Time and memory grow with the number of vertices times its logarithm.
    """
    codes = coverage["adcode"].to_numpy()
    rings, owners = shapely.get_parts(shapely.boundary(coverage.geometry.to_numpy()), return_index=True)
    points, lines = shapely.get_coordinates(rings, return_index=True)
    keys = points[:, 0] + 1j * points[:, 1]
    same_ring = lines[1:] == lines[:-1]
    starts, ends = keys[:-1][same_ring], keys[1:][same_ring]
    owner = owners[lines[:-1][same_ring]]
    swapped = (starts.real > ends.real) | ((starts.real == ends.real) & (starts.imag > ends.imag))
    first, second = np.where(swapped, ends, starts), np.where(swapped, starts, ends)
    order = np.lexsort((second.imag, second.real, first.imag, first.real))
    first, second, owner = first[order], second[order], owner[order]
    shared = (first[1:] == first[:-1]) & (second[1:] == second[:-1]) & (owner[1:] != owner[:-1])
    pairs = np.unique(np.column_stack((owner[:-1][shared], owner[1:][shared])), axis=0)
    found: dict[str, set[str]] = {code: set() for code in codes}
    for left, right in pairs:
        found[codes[left]].add(codes[right])
        found[codes[right]].add(codes[left])
    return {code: tuple(sorted(others)) for code, others in found.items()}
