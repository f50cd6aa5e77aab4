"""Names of the features of layers: beside their points, or within their areas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import shapely

from atlas.core.figures.label_anchors import polygon_label_anchor
from atlas.core.figures.labels import LabelStyle, LabelWish
from atlas.core.figures.looks import mix
from atlas.core.figures.theme import LayerMark, LayerMarks
from atlas.core.geo.crs import GeometryArray
from atlas.core.style_model import Symbol
from atlas.render.figures.marks import MM_PER_PX
from atlas.services.figure_mark_places import Cell, cell_of
from atlas.services.figure_names import NameContext, largest_part, type_sizes
from atlas.services.figure_subject import is_single_county

#: Sizes of type on A4 [pt], usually and on a map with many marks.
_MARK_PT, _CROWDED_PT = 6.4, 5.6
#: With more marks than this only those with room have a name.
_MOST_MARKS = 60
#: Names of this many features at one place are told line by line; more, or where there is no room, by the first.
_MOST_LINES = 10
#: Longest line of a name [characters]; shortest name that is left when that of its province is taken off.
_LINE_CHARACTERS, _SHORTEST_REST = 11, 6
#: How much of the colour of a symbol its name has, the rest being black.
_INK_SHARE = 0.62
#: An area smaller than this in the window has no name [mm2].
_SMALLEST_MM2 = 3.0


def mark_wishes(
    context: NameContext,
    layers: Sequence[tuple[LayerMarks, GeometryArray]],
    reach_mm: Mapping[Cell, float] = MappingProxyType({}),
) -> list[LabelWish]:
    """Names of the features of layers.

    Parameters
    ----------
    context
        Of the map.
    layers
        With the geometries of their marks on the page [mm], before symbols are set apart.
    reach_mm
        How far around a place symbols stand that were set apart [mm]; names keep off all of them.

    Returns
    -------
    list of LabelWish
        Of points within the map, and of areas where they are few; none of areas that bear the name of a unit.
    """
    if context.subject.request.labels.names == "none" or context.is_small:
        return []
    return [
        wish
        for marks, shapes in layers
        for wish in (
            _point_wishes(context, marks, shapes, reach_mm)
            if marks.geometry == "point"
            else _area_wishes(context, marks, shapes)
            if marks.geometry == "polygon" and len(marks.marks) <= _MOST_MARKS
            else ()
        )
    ]


def has_mark_names(layers: Sequence[LayerMarks]) -> bool:
    """Whether layers bring names of points, which matter more than those of the counties below them.

    Parameters
    ----------
    layers
        Of the map.

    Returns
    -------
    bool
        True from the first named point on.
    """
    return any(mark.name for marks in layers if marks.geometry == "point" for mark in marks.marks)


def _point_wishes(
    context: NameContext, marks: LayerMarks, shapes: GeometryArray, reach_mm: Mapping[Cell, float]
) -> Iterator[LabelWish]:
    is_crowded = len(marks.marks) > _MOST_MARKS
    size = (_CROWDED_PT if is_crowded else _MARK_PT) * context.scale * context.subject.request.labels.size
    # The map of a county is there for its places: each is named, where need be by a line.
    may_lead = marks.leads or is_single_county(context.subject)
    is_required = may_lead and not is_crowded
    provinces = _province_names(context)
    for number, (point, found) in enumerate(_by_place(context, marks, shapes).items()):
        names = [mark.name for mark in found]
        radius = max(mark.symbol.radius_px for mark in found) * MM_PER_PX * context.scale
        yield LabelWish(
            id=f"{marks.id}-{number}",
            variants=_point_variants(names[0], provinces)
            if len(names) == 1
            else _list_variants(context, names),
            sizes_pt=type_sizes(size),
            importance=2.0 if is_required else 0.3,
            anchor=point,
            clearance_mm=reach_mm.get(cell_of(*point), radius),
            style=LabelStyle(
                colour=_ink(context, found[0].symbol), halo=context.palette.halo, halo_mm=0.4 * context.scale
            ),
            may_lead=may_lead,
            is_required=is_required,
            is_told=True,
        )


def _by_place(
    context: NameContext, marks: LayerMarks, shapes: GeometryArray
) -> dict[tuple[float, float], list[LayerMark]]:
    """Named marks on the map by where they are; many are known only to lie somewhere in one county."""
    window = shapely.box(*context.frame.bounds)
    cells: dict[Cell, tuple[float, float]] = {}
    found: dict[tuple[float, float], list[LayerMark]] = {}
    for mark, shape in zip(marks.marks, shapes, strict=True):
        if not mark.name or not shapely.intersects(window, shape):
            continue
        x, y = (float(value) for value in shapely.get_coordinates(shape)[0])
        found.setdefault(cells.setdefault(cell_of(x, y), (x, y)), []).append(mark)
    return found


def _list_variants(context: NameContext, names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Names of several features at one place: each on a line, else the first and how many there are."""
    first, *others = names
    more = f"and {len(others)} more" if context.subject.language == "en" else f"等 {len(names)} 处"
    short = ((first, more), (first + (" " if more[0] == "a" else "") + more,))
    return (tuple(names), *short) if len(names) <= _MOST_LINES else short


def _area_wishes(context: NameContext, marks: LayerMarks, shapes: GeometryArray) -> Iterator[LabelWish]:
    window = shapely.box(*context.frame.shrunk(0.5).bounds)
    units = context.subject.catalogue.units.values()
    names = {name for unit in units for name in (unit.name, unit.short_name)}
    size = _MARK_PT * context.scale * context.subject.request.labels.size
    for number, (mark, shape) in enumerate(zip(marks.marks, shapes, strict=True)):
        area = largest_part(shapely.intersection(shape, window))
        if not mark.name or mark.name in names or shapely.area(area) < _SMALLEST_MM2:
            continue
        yield LabelWish(
            id=f"{marks.id}-{number}",
            variants=_wrapped(mark.name),
            sizes_pt=type_sizes(size),
            importance=2.0,
            anchor=polygon_label_anchor(area),
            area=area,
            style=LabelStyle(
                colour=_ink(context, mark.symbol), halo=context.palette.halo, halo_mm=0.4 * context.scale
            ),
            may_lead=False,
            is_required=False,
            is_told=True,
        )


def _ink(context: NameContext, symbol: Symbol) -> str:
    """A dark tone of a symbol for the name beside it, so that both are seen to belong together."""
    if context.subject.request.page.colour == "grey":
        return context.palette.label
    return mix(symbol.fill or symbol.stroke or context.palette.label, "#000000", _INK_SHARE)


def _province_names(context: NameContext) -> tuple[str, ...]:
    """Names of the province that the whole map is of, the longer first; none for more than one province."""
    units = context.subject.catalogue.units
    region = context.subject.request.view.region
    if region not in units:
        return ()
    province = units[units[region].province or region]
    return province.name, province.short_name


def _point_variants(name: str, provinces: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The name; where there is no room for it, without that of the province, which the title tells."""
    rest = next((name.removeprefix(front) for front in provinces if name.startswith(front)), name)
    shorter = _wrapped(rest) if rest != name and len(rest) >= _SHORTEST_REST else ()
    return tuple(dict.fromkeys((*_wrapped(name), *shorter)))


def _wrapped(name: str) -> tuple[tuple[str, ...], ...]:
    """A name in as few lines as may be, then in one more."""
    found = []
    for lines in range(max(1, -(-len(name) // _LINE_CHARACTERS)), -(-len(name) // 5) + 1):
        size = -(-len(name) // lines)
        found.append(tuple(name[start : start + size] for start in range(0, len(name), size)))
        if len(found) == 2:
            break
    return tuple(dict.fromkeys(found)) or ((name,),)
