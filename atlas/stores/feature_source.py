"""Features that come whole or in pieces; a piece can be sent to another process.

``feature_bulk`` has files that are read piece by piece; here is what is held in memory and cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import geopandas
import numpy as np
import pandas
import shapely

#: Bytes of a vertex in memory, and of a feature besides: enough to tell large pieces from small ones.
_VERTEX_BYTES, _FEATURE_BYTES = 16, 100


class FeaturePiece(Protocol):
    """Features that follow each other in a source; can be pickled."""

    def read(self) -> geopandas.GeoDataFrame:
        """The features; the index counts from 1 through the source."""
        ...

    def empty(self) -> geopandas.GeoDataFrame:
        """The columns without features."""
        ...


class FeatureSource(Protocol):
    """Features of one layer or one file.

    Parameters
    ----------
    count
        Features.
    byte_size
        About what they take [bytes].
    geometry_type
        Name as OGR has it, such as ``Point`` or ``MultiPolygon``; ``Unknown`` where they differ.
    path
        File that pieces are read from where they are wanted; ``None`` where they carry their features.
    """

    @property
    def count(self) -> int: ...  # noqa: D102 - told above
    @property
    def byte_size(self) -> int: ...  # noqa: D102
    @property
    def geometry_type(self) -> str: ...  # noqa: D102
    @property
    def path(self) -> Path | None: ...  # noqa: D102

    def pieces(self, size: int) -> Sequence[FeaturePiece]:
        """The features in pieces of at most so many; one empty piece when there are none."""
        ...


@dataclass(frozen=True, slots=True)
class HeldPiece:
    """A piece that carries its features.

    Parameters
    ----------
    frame
        The features.
    """

    frame: geopandas.GeoDataFrame

    def read(self) -> geopandas.GeoDataFrame:
        """The features.

        Returns
        -------
        GeoDataFrame
            The index counts from 1 through the source.
        """
        return self.frame

    def empty(self) -> geopandas.GeoDataFrame:
        """The columns without features.

        Returns
        -------
        GeoDataFrame
            Same types.
        """
        return self.frame.iloc[:0]


class HeldFeatures:
    """Features in memory.

    Parameters
    ----------
    frame
        All of them.
    """

    path: Path | None = None

    def __init__(self, frame: geopandas.GeoDataFrame) -> None:
        self._frame = frame.set_axis(pandas.RangeIndex(1, len(frame) + 1))
        self.count = len(frame)
        shapes = frame.geometry.to_numpy()
        vertices = int(shapely.get_num_coordinates(shapes).sum())
        self.byte_size = vertices * _VERTEX_BYTES + self.count * _FEATURE_BYTES
        self.geometry_type = _common_type(shapes)

    def pieces(self, size: int) -> list[HeldPiece]:
        """The features in pieces.

        Parameters
        ----------
        size
            Most features of one.

        Returns
        -------
        list of HeldPiece
            In order; one empty piece when there are no features.
        """
        starts = range(0, max(self.count, 1), size)
        return [HeldPiece(self._frame.iloc[start : start + size]) for start in starts]


def _common_type(shapes: np.ndarray[Any, Any]) -> str:
    names = set(geopandas.GeoSeries(shapes).dropna().geom_type)
    single = {name.removeprefix("Multi") for name in names}
    if len(single) != 1:
        return "Unknown"
    name = names.pop() if len(names) == 1 else f"Multi{single.pop()}"
    return f"{name} Z" if shapely.has_z(shapes).any() else name
