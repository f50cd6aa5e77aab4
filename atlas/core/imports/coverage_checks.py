"""Checks of a layer in its place: where its features lie, and whether its polygons are thin, overlap or leave gaps.

Nothing is changed here. Development zones may well overlap: findings inform, they do not accuse.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely

from atlas.core.errors import Text
from atlas.core.geo.crs import FloatArray, GeometryArray, IntArray
from atlas.core.geo.measures import areas_km2
from atlas.core.imports.geometry_families import families
from atlas.core.imports.overlaps import (
    MOST_PAIR_VERTICES,
    MOST_UNITED_VERTICES,
    SLIVER_WIDTH_M,
    Pieces,
    find_gaps,
    find_overlaps,
    meet,
    widths_m,
)
from atlas.core.imports.position_checks import check_positions
from atlas.core.imports.reference import Reference
from atlas.core.imports.report import MOST_FEATURES, ImportMessage, message_about

#: A polygon is thin when a circle of its perimeter has twenty times its area (Polsby and Popper's 4 pi A / P2) and its
#: mean width is below this [m].
THINNESS, THIN_WIDTH_M = 0.05, 20.0
# Degrees squeeze shapes by the cosine of the latitude; whatever may be thin is measured on the ellipsoid.
_MAYBE_THIN = 0.2


def check_placed(
    geometries: GeometryArray,
    reference: Reference,
    *,
    most_pair_vertices: int = MOST_PAIR_VERTICES,
    most_united_vertices: int = MOST_UNITED_VERTICES,
) -> tuple[ImportMessage, ...]:
    """What is odd about the places of features and about polygons beside each other.

    Parameters
    ----------
    geometries
        In EPSG:4326, valid, one a feature; ``None`` where there is none.
    reference
        Counties.
    most_pair_vertices, most_united_vertices
        Vertices of polygons that are compared and united, at most; where a check was cut short, a message says so.

    Returns
    -------
    tuple of ImportMessage
        ``at_zero``, ``outside_china``, ``absurd_extent``, ``thin_polygons``, ``overlaps``, ``overlap_slivers``,
        ``overlaps_cut_short``, ``gaps``, ``gap_slivers`` and ``gaps_not_checked``. Pieces stand in their details with the
        numbers of the features and the area [m2], the largest first, and a place inside each.

    Notes
    -----
    Some seconds for 300,000 polygons.
    """
    messages = [*check_positions(geometries, reference)]
    rows = np.flatnonzero(families(geometries) == 2)
    if len(rows):
        polygons = geometries[rows]
        messages += _tell_thin(polygons, rows)
        near = meet(polygons)
        messages += _tell_overlaps(find_overlaps(near, most_vertices=most_pair_vertices), rows)
        gaps = find_gaps(near, most_vertices=most_united_vertices)
        messages += _tell_gaps(gaps, rows) if gaps else ()
    return tuple(messages)


def _tell_thin(polygons: GeometryArray, rows: IntArray) -> Iterator[ImportMessage]:
    lengths = shapely.length(polygons)
    maybe = np.flatnonzero(shapely.area(polygons) * 4 * np.pi < _MAYBE_THIN * lengths * lengths)
    areas_m2 = areas_km2(polygons[maybe]) * 1e6
    widths = widths_m(polygons[maybe], areas_m2)
    # With the width 2A/P, 4 pi A / P2 is pi w2 / A.
    is_thin = (np.pi * widths * widths < THINNESS * areas_m2) & (widths < THIN_WIDTH_M)
    if is_thin.any():
        count = int(is_thin.sum())
        yield message_about(
            "thin_polygons",
            Text(
                f"{count} 个面十分狭长（平均宽度不足 {THIN_WIDTH_M:g} 米），可能是碎面",
                f"{count} polygons are very thin (less than {THIN_WIDTH_M:g} m wide on average) and may be slivers",
            ),
            rows[maybe[is_thin]],
            hint=Text(
                "已保留。道路、河流等本来狭长的面可不理会。",
                "They are kept. Roads and rivers are thin by nature.",
            ),
            areas_m2=_rounded(areas_m2[is_thin]),
            widths_m=_rounded(widths[is_thin]),
        )


def _tell_overlaps(overlaps: Pieces, rows: IntArray) -> Iterator[ImportMessage]:
    is_sliver = overlaps.widths_m < SLIVER_WIDTH_M
    real, slivers = int((~is_sliver).sum()), int(is_sliver.sum())
    if real:
        area = overlaps.areas_m2[~is_sliver].sum() / 1e6
        yield _about_pieces(
            "overlaps",
            Text(
                f"{real} 对面相互重叠，重叠面积合计 {area:,.4g} 平方公里",
                f"{real} pairs of polygons overlap, by {area:,.4g} km2 in all",
            ),
            overlaps,
            np.flatnonzero(~is_sliver),
            rows,
            hint=Text(
                "已保留。园区、保护区等图层重叠属常见情形；若各面本应互不相交，请核对。",
                "They are kept. Zones and reserves often overlap; check them where polygons should not.",
            ),
        )
    if slivers:
        yield _about_pieces(
            "overlap_slivers",
            Text(
                f"{slivers} 处边界略有重叠（平均宽度不足 {SLIVER_WIDTH_M:g} 米），多半是公共边界画了两次",
                f"borders overlap slightly in {slivers} places (less than {SLIVER_WIDTH_M:g} m wide), as when a common "
                "border is drawn twice",
            ),
            overlaps,
            np.flatnonzero(is_sliver),
            rows,
            hint=Text(
                "已保留，不影响归县；如需严密拼接，请在源数据中做拓扑检查。",
                "They are kept and do not matter for the join; mend the topology of the source where borders must fit.",
            ),
        )
    if overlaps.checked_share < 1:
        yield message_about(
            "overlaps_cut_short",
            Text(
                f"要素太多，重叠只检查了其中 {overlaps.checked_share:.0%} 的相邻面",
                f"too many polygons: overlaps were looked for in {overlaps.checked_share:.0%} of the neighbours only",
            ),
            hint=Text(
                "如需完整检查，请按地区拆分后导入。", "Split the layer by region for a complete check."
            ),
        )


def _tell_gaps(gaps: Pieces, rows: IntArray) -> Iterator[ImportMessage]:
    is_sliver = gaps.widths_m < SLIVER_WIDTH_M
    real, slivers = int((~is_sliver).sum()), int(is_sliver.sum())
    if real:
        area = gaps.areas_m2[~is_sliver].sum() / 1e6
        yield _about_pieces(
            "gaps",
            Text(
                f"相邻的面之间有 {real} 处空隙，合计 {area:,.4g} 平方公里",
                f"{real} gaps between neighbouring polygons, {area:,.4g} km2 in all",
            ),
            gaps,
            np.flatnonzero(~is_sliver),
            rows,
            hint=Text(
                "已按原样保留。若各面应无缝拼接，请核对这些位置。",
                "They are left as they are. Check these places where polygons should cover everything.",
            ),
        )
    if slivers:
        yield _about_pieces(
            "gap_slivers",
            Text(
                f"相邻的面之间有 {slivers} 处细缝（平均宽度不足 {SLIVER_WIDTH_M:g} 米）",
                f"{slivers} hairline gaps between neighbouring polygons (less than {SLIVER_WIDTH_M:g} m wide)",
            ),
            gaps,
            np.flatnonzero(is_sliver),
            rows,
            hint=Text(
                "已按原样保留，不影响归县。", "They are left as they are and do not matter for the join."
            ),
        )
    if gaps.checked_share < 1:
        yield message_about(
            "gaps_not_checked",
            Text(
                "要素太多且边界不完全吻合，未检查面与面之间的空隙",
                "too many polygons with borders that do not fit: gaps between them were not looked for",
            ),
            hint=Text(
                "如需完整检查，请按地区拆分后导入。", "Split the layer by region for a complete check."
            ),
        )


def _about_pieces(
    code: str, message: Text, pieces: Pieces, chosen: IntArray, rows: IntArray, *, hint: Text
) -> ImportMessage:
    listed = chosen[:MOST_FEATURES]
    places = shapely.get_coordinates(shapely.point_on_surface(pieces.geometries[listed]))
    numbers = [[int(rows[row]) + 1 for row in pieces.features[piece]] for piece in listed]
    return message_about(
        code,
        message,
        (int(rows[row]) for piece in chosen for row in pieces.features[piece]),
        hint=hint,
        between=numbers,
        areas_m2=_rounded(pieces.areas_m2[listed]),
        places=[[float(x), float(y)] for x, y in places],
    )


def _rounded(numbers: FloatArray) -> list[float]:
    return [round(float(number), 3) for number in numbers[:MOST_FEATURES]]
