"""Features that stand in a layer twice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas
import shapely

from atlas.core.geo.crs import GeometryArray, IntArray


@dataclass(frozen=True, slots=True)
class Repeats:
    """Features that stand in a layer more than once.

    Parameters
    ----------
    rows
        Those that repeat an earlier one.
    firsts
        The earlier one of each.
    same_attributes
        Whether their attributes are the same too; true where none were given.
    """

    rows: IntArray
    firsts: IntArray
    same_attributes: npt.NDArray[np.bool_]


def find_repeats(geometries: GeometryArray, table: pandas.DataFrame | None = None) -> Repeats:
    """Features with the geometry of an earlier one.

    Parameters
    ----------
    geometries
        Two-dimensional.
    table
        Attributes, a row a geometry.

    Returns
    -------
    Repeats
        Where a ring starts, and which way it runs, makes no difference.

    Notes
    -----
    Only geometries with one box and one number of vertices are compared vertex by vertex.
    """
    keys = pandas.DataFrame(shapely.bounds(geometries))
    keys["vertices"] = shapely.get_num_coordinates(geometries)
    is_suspect = keys.duplicated(keep=False).to_numpy() & (keys["vertices"] > 0).to_numpy()
    suspects = np.flatnonzero(is_suspect)
    shapes = pandas.Series(
        shapely.to_wkb(shapely.normalize(geometries[suspects])), index=suspects, dtype=object
    )
    first = shapes.index.to_series().groupby(shapes).transform("first")
    rows, firsts = suspects[first.to_numpy() != suspects], first.to_numpy()[first.to_numpy() != suspects]
    return Repeats(rows, firsts.astype(np.int64), _same_attributes(table, rows, firsts))


def _same_attributes(
    table: pandas.DataFrame | None, rows: IntArray, firsts: IntArray
) -> npt.NDArray[np.bool_]:
    if table is None or len(rows) == 0:
        return np.ones(len(rows), dtype=bool)
    same = np.ones(len(rows), dtype=bool)
    for position in range(table.shape[1]):
        column = table.iloc[:, position]
        here, there = (column.iloc[places].astype(str).to_numpy(dtype=object) for places in (rows, firsts))
        same &= here == there
    return same
