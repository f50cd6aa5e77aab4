"""What the checks of geometries say."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from atlas.core.errors import Text
from atlas.core.geo.crs import FloatArray, GeometryArray, IntArray
from atlas.core.imports.geometry_families import families
from atlas.core.imports.repeats import Repeats
from atlas.core.imports.report import MOST_FEATURES, ImportMessage, message_about
from atlas.core.imports.shape_faults import list_places

#: A repair that changes the area of a polygon by more than this share is told.
AREA_SHARE = 0.001
#: What happens to a feature whose geometry is dropped.
ROW_KEPT = Text(
    "这些要素的属性已保留，但不会出现在地图上；如需上图，请在源数据中补齐后重新导入。",
    "Their attributes are kept, but they are not on the map; mend the source and import it again to have them there.",
)


def tell_collapsed(rows: IntArray, family: IntArray, places: FloatArray) -> ImportMessage:
    """Geometries that are nothing any more.

    Parameters
    ----------
    rows, family, places
        Of the features: place in the file, dimension of what they were, place of the fault.

    Returns
    -------
    ImportMessage
        ``geometry_collapsed``.
    """
    polygons = int((family == 2).sum())
    return message_about(
        "geometry_collapsed",
        Text(
            f"{len(rows)} 个要素没有面积或长度（面 {polygons} 个，线 {len(rows) - polygons} 个），无法绘出，几何已舍去",
            f"{len(rows)} features have no area or length ({polygons} polygons, {len(rows) - polygons} lines) and cannot "
            "be drawn; these geometries were dropped",
        ),
        rows,
        hint=ROW_KEPT,
        places=list_places(places),
    )


def tell_changed_areas(rows: IntArray, before: FloatArray, after: FloatArray) -> Iterator[ImportMessage]:
    """Repairs that changed an area.

    Parameters
    ----------
    rows
        Places in the file.
    before, after
        Areas in the file's own units.

    Yields
    ------
    ImportMessage
        ``repair_changed_area``, when there are such repairs.
    """
    changed = np.abs(after - before) > AREA_SHARE * np.maximum(before, after)
    if changed.any():
        count, first = int(changed.sum()), int(rows[changed][0]) + 1
        yield message_about(
            "repair_changed_area",
            Text(
                f"修复使 {count} 个要素的面积变化超过 0.1%，首个是第 {first} 号",
                f"the repair changed the area of {count} features by more than 0.1 %, the first is number {first}",
            ),
            rows[changed],
            hint=Text(
                "面积按文件自身的坐标单位计算；自相交的图形修复前的面积只是各环的代数和。请核对这些要素。",
                "Areas are in the file's own units; before the repair that of a crossed outline is an algebraic sum. Check "
                "these features.",
            ),
            areas=np.column_stack((before, after))[changed][:MOST_FEATURES].tolist(),
        )


def tell_mixed(geometries: GeometryArray, counts: dict[str, int]) -> ImportMessage:
    """A layer of several families.

    Parameters
    ----------
    geometries
        One a feature.
    counts
        By family name.

    Returns
    -------
    ImportMessage
        ``mixed_types``; it lists the features of the rarer families.
    """
    words_zh = {"Point": "点", "LineString": "线", "Polygon": "面"}
    words_en = {"Point": "points", "LineString": "lines", "Polygon": "polygons"}
    family = families(geometries)
    commonest = np.bincount(family[family >= 0]).argmax()
    return message_about(
        "mixed_types",
        Text(
            "图层中几何类型混杂："
            + "、".join(f"{words_zh[name]} {count} 个" for name, count in counts.items()),
            "the layer mixes geometries: "
            + ", ".join(f"{count} {words_en[name]}" for name, count in counts.items()),
        ),
        np.flatnonzero((family >= 0) & (family != commonest)),
        hint=Text(
            "已全部保留；列出的是较少的类型。为便于设置样式，建议按类型拆成几个图层。",
            "All are kept; those of the rarer types are listed. A layer for each type is easier to style.",
        ),
        counts=counts,
    )


def tell_repeats(geometries: GeometryArray, repeats: Repeats) -> Iterator[ImportMessage]:
    """Features that repeat others.

    Parameters
    ----------
    geometries
        One a feature.
    repeats
        As found.

    Yields
    ------
    ImportMessage
        ``duplicate_features`` and, for lines and polygons, ``duplicate_geometries``.
    """
    whole = repeats.same_attributes
    if whole.any():
        yield message_about(
            "duplicate_features",
            Text(
                f"{int(whole.sum())} 个要素与前面的要素完全相同，已保留",
                f"{int(whole.sum())} features are the same as an earlier one; they are kept",
            ),
            repeats.rows[whole],
            hint=Text("如属误重复，请在源数据中删去。", "Remove them from the source if they are not meant."),
            same_as=[int(row) + 1 for row in repeats.firsts[whole][:MOST_FEATURES]],
        )
    # Several firms in one building share a point; lines and polygons that share all of their course seldom mean to.
    shape_only = ~whole & (families(geometries[repeats.rows]) > 0)
    if shape_only.any():
        yield message_about(
            "duplicate_geometries",
            Text(
                f"{int(shape_only.sum())} 个要素与前面的要素图形相同、属性不同，已保留",
                f"{int(shape_only.sum())} features have the shape of an earlier one and other attributes; they are kept",
            ),
            repeats.rows[shape_only],
            hint=Text("请核对是否重复录入。", "Check whether they were entered twice."),
            same_as=[int(row) + 1 for row in repeats.firsts[shape_only][:MOST_FEATURES]],
        )
