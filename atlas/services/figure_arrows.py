"""Arrows of a map: from partner to host; partners beyond the map come in from its edge, together and by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from atlas.core.figures import wording
from atlas.core.figures.labels import LabelStyle, LabelWish
from atlas.core.figures.theme import Flow
from atlas.core.model import AdminUnit
from atlas.render.figures.map_drawing import PageMap
from atlas.render.figures.shapes import box_ring
from atlas.services.figure_names import NameContext
from atlas.services.figure_subject import FigureSubject

#: Distance of the start of such an arrow from the edge of the map, and size of its words, on A4.
_FROM_EDGE_MM, _WORDS_PT = 15.0, 6.6
#: Distance of the starts of different provinces along the edge, on A4.
_APART_MM = 12.0
#: Partners told one by one.
_MOST_NAMES = 3

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Arrows:
    """Starts and ends on the page [mm], and the names of partners beyond the map."""

    lines: tuple[tuple[Point, Point], ...]
    wishes: tuple[LabelWish, ...]


def lay_arrows(context: NameContext, page_map: PageMap, flows: Sequence[Flow]) -> Arrows:
    """Arrows for the flows of a map.

    Parameters
    ----------
    context
        Of the map.
    page_map
        With the places of units on the page.
    flows
        Partners and hosts.

    Returns
    -------
    Arrows
        One for each pair within the map; those from one province beyond it fan out from one place at its edge, where
        the partners are told by name. Hosts beyond the map have none.
    """
    frame = shapely.box(*context.frame.bounds)
    places = page_map.label_points
    lines: list[tuple[Point, Point]] = []
    beyond: dict[str, list[Flow]] = {}
    for flow in flows:
        start, end = places.get(flow.start), places.get(flow.end)
        if start is None or end is None or not shapely.contains_xy(frame, *end):
            continue
        if shapely.contains_xy(frame, *start):
            lines.append((start, end))
        else:
            province = context.subject.catalogue.units[flow.start].province
            beyond.setdefault(province, []).append(flow)
    starts = _starts(context, places, beyond)
    wishes = []
    for province, found in beyond.items():
        hosts = dict.fromkeys(flow.end for flow in found)
        lines += [(starts[province], places[host]) for host in hosts]
        partners = list(dict.fromkeys(flow.start for flow in found))
        wishes.append(_wish(context, f"from-{province}", starts[province], partners))
    return Arrows(tuple(lines), tuple(wishes))


def _starts(
    context: NameContext, places: Mapping[str, Point], beyond: Mapping[str, Sequence[Flow]]
) -> dict[str, Point]:
    """Where the partners of each province enter the map, a little inside and apart from each other."""
    inner = context.frame.shrunk(_FROM_EDGE_MM * context.scale)
    edge = shapely.LinearRing(box_ring(inner))
    where = {}
    for province, flows in beyond.items():
        partners = np.mean([places[flow.start] for flow in flows], axis=0)
        hosts = np.mean([places[flow.end] for flow in flows], axis=0)
        way = shapely.intersection(shapely.LineString([partners, hosts]), shapely.Polygon(edge))
        entry = shapely.Point(partners if shapely.is_empty(way) else shapely.get_coordinates(way)[0])
        where[province] = float(shapely.line_locate_point(edge, entry))
    spread = _spread(where, _APART_MM * context.scale)
    points = {province: shapely.line_interpolate_point(edge, place) for province, place in spread.items()}
    return {province: (float(point.x), float(point.y)) for province, point in points.items()}


def _spread(where: Mapping[str, float], apart: float) -> dict[str, float]:
    """Places along a line, moved as little as brings them so far apart."""
    order = sorted(where, key=lambda key: (where[key], key))
    places = np.array([where[key] for key in order])
    for _ in range(len(order) ** 2):
        short = apart - np.diff(places)
        if not np.any(short > 1e-6):
            break
        closest = int(np.argmax(short))
        # All on each side move together, so that what is apart stays so.
        places[: closest + 1] -= short[closest] / 2
        places[closest + 1 :] += short[closest] / 2
    return dict(zip(order, (float(place) for place in places), strict=True))


def _wish(context: NameContext, name: str, start: Point, partners: Sequence[str]) -> LabelWish:
    subject, units = context.subject, context.subject.catalogue.units
    province = units[partners[0]].province
    # It stands on the land of somebody else, so it says that the place is not there.
    whole = subject.say(wording.BEYOND).format(place=_name(subject, units[province]))
    names = [_name(subject, units[code]) for code in partners if code != province]
    told = subject.joint.join(names[:_MOST_NAMES])
    if len(names) > _MOST_NAMES:
        more = len(names) - _MOST_NAMES
        told += f" and {more} more" if subject.language == "en" else f"等 {len(names)} 地"
    return LabelWish(
        id=name,
        variants=((whole, told), (whole,)) if names else ((whole,),),
        sizes_pt=(_WORDS_PT * context.scale, _WORDS_PT * 0.85 * context.scale),
        importance=5.0,
        anchor=start,
        clearance_mm=0.8 * context.scale,
        style=LabelStyle(
            colour=context.palette.accent, halo=context.palette.halo, halo_mm=0.4 * context.scale
        ),
        may_lead=False,
        is_required=False,
    )


def _name(subject: FigureSubject, unit: AdminUnit) -> str:
    return unit.short_name if subject.language == "zh" else subject.name(unit)
