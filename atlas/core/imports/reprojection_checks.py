"""Checks geometries once more after a reprojection: some have no place any more, some were spoilt by its rounding."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely

from atlas.core.errors import Text
from atlas.core.geo.crs import GeometryArray
from atlas.core.geo.validity import repair_geometries
from atlas.core.imports.geometry_checks import BoolArray, Checked
from atlas.core.imports.geometry_families import make_alike
from atlas.core.imports.report import ImportMessage, message_about

# West, south, east, north of a position, without their signs [degree].
_FARTHEST = (180.0, 90.0, 180.0, 90.0)


def check_reprojected(geometries: GeometryArray) -> Checked:
    """Geometries that still have a place after reprojection, and are still valid.

    Parameters
    ----------
    geometries
        Checked before, now in EPSG:4326; vertices may be infinite where the reprojection had no result.

    Returns
    -------
    Checked
        A geometry beyond the earth is dropped, its row kept. One that the rounding of a reprojection spoilt (two
        edges a hair apart) is mended again.
    """
    own = np.array(geometries, dtype=object)
    messages = [*_drop_beyond_earth(own), *_mend_rounded(own)]
    alike = make_alike(own)
    is_drawable = ~shapely.is_missing(alike.geometries)
    return Checked(alike.geometries, alike.geometry_type, tuple(messages), is_drawable)


def _drop_beyond_earth(geometries: GeometryArray) -> Iterator[ImportMessage]:
    reach = np.abs(shapely.bounds(geometries))
    is_beyond: BoolArray = np.asarray((reach > _FARTHEST).any(axis=1))
    suspects = np.flatnonzero(~shapely.is_valid(geometries) & ~shapely.is_missing(geometries))
    vertices, owner = shapely.get_coordinates(geometries[suspects], return_index=True)
    is_beyond[suspects[owner[~np.isfinite(vertices).all(axis=1)]]] = True
    rows = np.flatnonzero(is_beyond)
    geometries[rows] = None
    if len(rows):
        yield message_about(
            "position_impossible",
            Text(
                f"{len(rows)} 个要素换算后不在经纬度范围内，几何已舍去",
                f"{len(rows)} features lie beyond the range of longitude and latitude; these geometries were dropped",
            ),
            rows,
            hint=Text(
                "多半是坐标参考系不对，或坐标录入有误。请核对后重新导入。",
                "The reference system or the coordinates are most likely wrong. Check them and import again.",
            ),
        )


def _mend_rounded(geometries: GeometryArray) -> Iterator[ImportMessage]:
    rows = np.flatnonzero(~shapely.is_valid(geometries) & ~shapely.is_missing(geometries))
    if len(rows) == 0:
        return
    mended = repair_geometries(geometries[rows]).geometries
    mended[shapely.is_empty(mended)] = None
    geometries[rows] = mended
    yield message_about(
        "reprojection_mended",
        Text(
            f"坐标换算的舍入使 {len(rows)} 个要素的几何失效，已修复",
            f"rounding in the reprojection spoilt {len(rows)} geometries; repaired",
        ),
        rows,
    )
