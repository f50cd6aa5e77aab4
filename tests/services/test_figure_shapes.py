"""Boundaries are read once for figures of one region, and no more of them are kept than have room."""

from __future__ import annotations

import geopandas
import shapely

from atlas.services.figure_shapes import KeptFrames


def frame(vertices: int) -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame(
        geometry=[shapely.LineString([(one, 0) for one in range(vertices)])], crs="EPSG:4326"
    )


class Reader:
    """Counts how often it is asked."""

    def __init__(self, vertices: int) -> None:
        self.asked = 0
        self._frame = frame(vertices)

    def __call__(self) -> geopandas.GeoDataFrame:
        self.asked += 1
        return self._frame


def test_the_same_table_is_read_once() -> None:
    kept, read = KeptFrames(10_000), Reader(3)
    assert kept.get(("a",), read) is kept.get(("a",), read)
    assert read.asked == 1


def test_another_revision_is_read_anew() -> None:
    kept, read = KeptFrames(10_000), Reader(3)
    kept.get(("one", "county"), read)
    kept.get(("two", "county"), read)
    assert read.asked == 2


def test_the_table_not_asked_for_longest_makes_room() -> None:
    kept, old, new = KeptFrames(10_000), Reader(4_000), Reader(4_000)
    kept.get(("old",), old)
    kept.get(("new",), new)
    kept.get(("new",), new)
    kept.get(("old",), old)
    assert (old.asked, new.asked) == (2, 1)


def test_a_table_larger_than_all_room_is_not_kept() -> None:
    kept, small, large = KeptFrames(10_000), Reader(3), Reader(20_000)
    kept.get(("small",), small)
    kept.get(("large",), large)
    kept.get(("large",), large)
    kept.get(("small",), small)
    assert (small.asked, large.asked) == (1, 2)
