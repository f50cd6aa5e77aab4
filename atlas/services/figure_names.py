"""Names that a map wants of its counties and of the provinces around it; those of its layers: ``figure_mark_names``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import shapely

from atlas.core.figures.boxes import Box
from atlas.core.figures.label_anchors import polygon_label_anchor
from atlas.core.figures.labels import LabelStyle, LabelWish
from atlas.core.figures.looks import Palette
from atlas.core.figures.theme import Panel
from atlas.core.model import AdminUnit
from atlas.core.places.latin_names import latin_name
from atlas.services.figure_subject import FigureSubject

#: Sizes of type on A4 [pt]; each is tried down to the smallest share that can still be read.
_COUNTY_PT, _STRONG_PT, _AROUND_PT = 6.8, 7.4, 8.0
#: Of counties below the names of a layer.
_GROUND_PT = 6.2
#: The same where one county is shown: its own name, and those of its neighbours.
_FOCUS_PT, _NEIGHBOUR_PT = 12.0, 8.0
_SHARES = (1.0, 0.92, 0.84, 0.76, 0.7)
_SMALLEST_PT = 4.6
#: A unit of which so much is seen counts as seen whole [share].
_WHOLE = 0.6
#: A part of a unit smaller than this in the window has no name [mm2].
_SMALLEST_MM2 = 3.0
#: Of a province around the map so much must be seen for its name [mm2].
_SMALLEST_AROUND_MM2 = 40.0
#: With more counties than this not each of them can have a name on one sheet of A4.
_MOST_REQUIRED = 200
_SPECIAL_REGION = "特别行政区"
_TAILS = ("自治县", "特区", "自治旗", "自治州")


@dataclass(frozen=True, slots=True)
class NameContext:
    """What names depend on.

    Parameters
    ----------
    subject
        Of the figure.
    frame
        Of the map [mm].
    palette
        Of the figure.
    scale
        Of type, 1 on A4.
    is_small
        Whether it is one of several small maps, where only emphasised counties are named.
    has_marks
        Whether names of a layer are on the map, below which those of counties stand back.
    """

    subject: FigureSubject
    frame: Box
    palette: Palette
    scale: float
    is_small: bool = False
    has_marks: bool = False


def county_wishes(
    context: NameContext, counties: Mapping[str, shapely.Geometry], panel: Panel, own: frozenset[str] | None
) -> list[LabelWish]:
    """Names of counties.

    Parameters
    ----------
    context
        Of the map.
    counties
        On the page [mm].
    panel
        With the counties whose names are set stronger.
    own
        Counties that the map is of; ``None`` for all. Others are named where there is room.

    Returns
    -------
    list of LabelWish
        Of those that can be seen.
    """
    labels = context.subject.request.labels
    if labels.names == "none":
        return []
    units = context.subject.catalogue.units
    window = shapely.box(*context.frame.shrunk(0.5).bounds)
    crowded = len(counties) > _MOST_REQUIRED * context.scale**2
    wishes = []
    focus = own if own is not None and len(own) == 1 and len(counties) > 1 else frozenset()
    for code, shape in counties.items():
        area = shapely.intersection(shape, window)
        is_strong = code in panel.emphasised or code in focus
        is_own = own is None or code in own
        # A small district of the region is named by a line that leads to it; a sliver at the edge is not named.
        is_sliver = shapely.area(area) < _SMALLEST_MM2 and not (
            is_own and shapely.area(area) > _WHOLE * shapely.area(shape)
        )
        if code not in units or is_sliver or (context.is_small and not is_strong):
            continue
        usual = _NEIGHBOUR_PT if focus else _GROUND_PT if context.has_marks else _COUNTY_PT
        is_back = not is_own or (context.has_marks and not is_strong)
        size = (
            (_FOCUS_PT if code in focus else _STRONG_PT if is_strong else usual) * context.scale * labels.size
        )
        wishes.append(
            LabelWish(
                id=code,
                variants=tuple(_variants(context, units[code])),
                sizes_pt=type_sizes(size),
                importance=4.0 * (1 + is_strong) if is_own else 0.5,
                anchor=polygon_label_anchor(area),
                area=area,
                style=LabelStyle(
                    colour=context.palette.quiet if is_back else context.palette.label,
                    is_bold=is_strong,
                    halo=context.palette.halo,
                    halo_mm=0.35 * context.scale,
                ),
                may_lead=is_own and (is_strong or not crowded),
                is_required=is_own and (is_strong or not crowded) and not context.is_small,
            )
        )
    return wishes


def province_wishes(
    context: NameContext, provinces: Mapping[str, shapely.Geometry], own: frozenset[str]
) -> list[LabelWish]:
    """Names of the provinces around, spread over what is seen of them.

    Parameters
    ----------
    context
        Of the map.
    provinces
        On the page [mm]; prefectures among them are those around in a province that the map is of.
    own
        Provinces that the map is of, which are not named; with none the map is of the whole country, and each province
        has its name.

    Returns
    -------
    list of LabelWish
        Left out in silence where there is no room.
    """
    if context.subject.request.labels.names == "none" or context.is_small:
        return []
    units = context.subject.catalogue.units
    window = shapely.box(*context.frame.shrunk(1.5).bounds)
    mine = shapely.union_all([provinces[code] for code in provinces if code in own])
    is_main = not own
    wishes = []
    for code, shape in provinces.items():
        if code in own or code not in units:
            continue
        seen = shapely.intersection(shape, window)
        area = largest_part(seen if units[code].province in own else shapely.difference(seen, mine))
        if shapely.area(area) < (0.0 if is_main else _SMALLEST_AROUND_MM2) or shapely.is_empty(area):
            continue
        name = context.subject.name(units[code])
        spacing = 0.0 if is_main else (1.2 if context.subject.language == "zh" else 0.3) * context.scale
        short = units[code].short_name if context.subject.language == "zh" else name
        variants = _province_variants(name, short) if is_main else ((name,),)
        wishes.append(
            LabelWish(
                id=f"around-{code}",
                variants=variants,
                sizes_pt=type_sizes((_STRONG_PT if is_main else _AROUND_PT) * context.scale),
                importance=4.0 if is_main else 0.1,
                anchor=polygon_label_anchor(area),
                area=area,
                style=LabelStyle(
                    colour=context.palette.label if is_main else context.palette.faint,
                    halo=context.palette.halo if is_main else context.palette.outside,
                    halo_mm=0.3 * context.scale,
                    spacing_mm=spacing,
                ),
                may_lead=is_main,
                is_required=is_main,
            )
        )
    return wishes


def _province_variants(name: str, short: str) -> tuple[tuple[str, ...], ...]:
    """台湾省 and 北京市 are not shortened for the sake of one character; 香港 and 澳门 go by their short names."""
    if name.endswith(_SPECIAL_REGION):
        return ((short,),)
    return ((name,), (short,)) if len(name) > len(short) + 1 else ((name,),)


def type_sizes(size_pt: float) -> tuple[float, ...]:
    """Sizes that a name may be set in.

    Parameters
    ----------
    size_pt
        The best one.

    Returns
    -------
    tuple of float
        It first, then smaller ones that can still be read [pt].
    """
    sizes = [round(size_pt * share, 2) for share in _SHARES]
    return tuple(size for size in sizes if size >= _SMALLEST_PT) or (sizes[0],)


def _variants(context: NameContext, unit: AdminUnit) -> Iterator[tuple[str, ...]]:
    labels = context.subject.request.labels
    latin = latin_name(unit.short_name, unit.pinyin, unit.initials) or unit.short_name
    if labels.language == "en":
        yield (latin,)
        return
    second = (latin,) if labels.language == "both" else ()
    if labels.names == "full":
        yield (unit.name, *second)
        tail = next((tail for tail in _TAILS if unit.name.endswith(tail)), "")
        front = unit.name.removesuffix(tail)
        if tail and len(front) > 1:
            yield (front, tail, *second)
            if len(front) > 3:
                half = -(-len(front) // 2)
                yield (front[:half], front[half:], tail, *second)
    yield (unit.short_name, *second)
    if second:
        yield (unit.short_name,)


def largest_part(area: shapely.Geometry) -> shapely.Geometry:
    """The largest polygon of an area.

    Parameters
    ----------
    area
        Whatever is left of a unit in the window.

    Returns
    -------
    shapely.Geometry
        An empty polygon where there is none.
    """
    parts = [part for part in shapely.get_parts(area) if shapely.get_type_id(part) == 3]
    return max(parts, key=shapely.area, default=shapely.Polygon())
