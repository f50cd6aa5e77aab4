"""Pages with areas, points and a legend that labels are placed on, and a measure of words for tests."""

from __future__ import annotations

import shapely
from hypothesis import strategies as st

from atlas.core.figures.label_anchors import polygon_label_anchor
from atlas.core.figures.labels import LabelWish

FRAME = shapely.box(10, 10, 130, 100)
LEGEND = shapely.box(10, 80, 40, 100)
NAMES = (
    "观山湖区",
    "玉屏侗族自治县",
    "威宁彝族回族苗族自治县",
    "云岩区",
    "Kaili 凯里市",
    "务川仡佬族苗族自治县",
)


class EvenMeasure:
    """Chinese characters are as wide as high, others about half as wide."""

    def width_mm(self, text: str, size_pt: float, *, is_bold: bool = False, is_serif: bool = False) -> float:
        shares = [1.0 if ord(letter) > 0x2E7F else 0.55 for letter in text]
        return sum(shares) * size_pt * 25.4 / 72


def wish_for_area(area, *, key="520000", name="云岩区", sizes=(7.5, 7.0, 6.0), variants=None, **options):
    half = (len(name) + 1) // 2
    variants = variants or ((name,), (name[:half], name[half:]), (name[:2],))
    options.setdefault("importance", 1.0)
    options.setdefault("anchor", polygon_label_anchor(area))
    return LabelWish(id=key, variants=variants, sizes_pt=sizes, area=area, **options)


def wish_for_point(x, y, *, key="site", name="白云矿区", sizes=(7.0,), **options):
    options.setdefault("importance", 0.5)
    options.setdefault("clearance_mm", 1.0)
    return LabelWish(id=key, variants=((name,),), sizes_pt=sizes, anchor=(x, y), **options)


def find_label(placement, key):
    return next(label for label in placement.labels if label.wish.id == key)


@st.composite
def crowded_pages(draw):
    """Wishes for neighbouring areas of all sizes and for points, some hidden by the legend or beyond the frame."""
    centres = draw(
        st.lists(st.tuples(st.integers(12, 140), st.integers(5, 98)), min_size=3, max_size=30, unique=True)
    )
    cells = shapely.voronoi_polygons(shapely.MultiPoint(centres), extend_to=FRAME)
    areas = [cell.intersection(shapely.box(0, 0, 150, 110)) for cell in cells.geoms]
    wishes = [
        wish_for_area(
            area,
            key=f"area-{number:02}",
            name=draw(st.sampled_from(NAMES)),
            importance=draw(st.sampled_from((1.0, 2.0, 5.0))),
            is_required=draw(st.booleans()),
            keeps_size=draw(st.booleans()),
        )
        for number, area in enumerate(areas)
        if area.area > 0
    ]
    spots = draw(st.lists(st.tuples(st.integers(5, 135), st.integers(12, 98)), max_size=8, unique=True))
    wishes += [
        wish_for_point(x, y, key=f"point-{number}", may_lead=draw(st.booleans()))
        for number, (x, y) in enumerate(spots)
    ]
    return wishes
