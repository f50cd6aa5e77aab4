"""Kinds of invalid geometries in a person's words, with the place of each fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas
import shapely

from atlas.core.errors import Text
from atlas.core.geo.crs import FloatArray, GeometryArray, IntArray
from atlas.core.imports.report import MOST_FEATURES, ImportMessage, message_about

#: Stable names of the kinds by what GEOS 3.14 says, and what each is called.
_KINDS = {
    "Self-intersection": "self_intersection",
    "Ring Self-intersection": "ring_touches_itself",
    "Hole lies outside shell": "hole_outside_shell",
    "Holes are nested": "nested_holes",
    "Nested shells": "nested_shells",
    "Interior is disconnected": "disconnected_interior",
    "Too few points in geometry component": "too_few_points",
}
_DUPLICATE_RINGS, _OTHER = "duplicate_rings", "invalid_geometry"
_TITLES = {
    "self_intersection": Text("边界自相交", "an outline that crosses itself"),
    "ring_touches_itself": Text("边界自相接", "an outline that touches itself"),
    "hole_outside_shell": Text("内环在外环之外", "a hole outside its shell"),
    "nested_holes": Text("内环相互嵌套", "a hole inside a hole"),
    "nested_shells": Text("外环相互嵌套", "a part inside a part"),
    "disconnected_interior": Text("内部被分断", "an interior cut apart"),
    "too_few_points": Text("部分环或线的点数不足", "a ring or line with too few points"),
    "duplicate_rings": Text("环重复", "the same ring twice"),
    "invalid_geometry": Text("几何无效", "an invalid geometry"),
}
_REASON = re.compile(r"([^\[]*)\[(\S+) (\S+)\]")


@dataclass(frozen=True, slots=True)
class ShapeFaults:
    """What is wrong with some invalid geometries; all arrays have one entry a geometry.

    Parameters
    ----------
    kinds
        Stable names.
    places
        Where the fault is, shape (n, 2), in the reference system of the geometries.
    """

    kinds: npt.NDArray[Any]
    places: FloatArray

    def select(self, chosen: npt.NDArray[np.bool_]) -> ShapeFaults:
        """The faults of some of the geometries.

        Parameters
        ----------
        chosen
            Whether to take each.

        Returns
        -------
        ShapeFaults
            In the same order.
        """
        return ShapeFaults(self.kinds[chosen], self.places[chosen])


def find_shape_faults(invalid: GeometryArray) -> ShapeFaults:
    """Kind and place of the first fault of each.

    Parameters
    ----------
    invalid
        Invalid geometries with finite coordinates.

    Returns
    -------
    ShapeFaults
        Two rings of one course are told apart from other crossings.
    """
    found = [_REASON.fullmatch(str(reason)) for reason in shapely.is_valid_reason(invalid)]
    kinds = np.array([_KINDS.get(one[1], _OTHER) if one else _OTHER for one in found], dtype=object)
    places = [(float(one[2]), float(one[3])) if one else (np.nan, np.nan) for one in found]
    kinds[_has_duplicate_rings(invalid)] = _DUPLICATE_RINGS
    return ShapeFaults(kinds, np.array(places, dtype=np.float64).reshape(-1, 2))


def tell_repaired(rows: IntArray, faults: ShapeFaults) -> Iterator[ImportMessage]:
    """One message a kind of fault that was repaired.

    Parameters
    ----------
    rows
        Places of the geometries in the file, ascending.
    faults
        Their faults, in the same order.

    Yields
    ------
    ImportMessage
        ``places`` in its detail has the place of each feature listed.
    """
    for kind, title in _TITLES.items():
        chosen = faults.kinds == kind
        count = int(chosen.sum())
        if count:
            yield message_about(
                kind,
                Text(f"{count} 个要素{title.zh}，已修复", f"{count} features had {title.en}; repaired"),
                rows[chosen],
                hint=Text(
                    "请在图上核对标出的位置；如与原意不符，请在源数据中改正后重新导入。",
                    "Look at the places marked on the map; where the repair is not what was meant, mend the source.",
                ),
                places=list_places(faults.places[chosen]),
            )


def list_places(points: FloatArray) -> list[list[float] | None]:
    """Points as the detail of a message holds them.

    Parameters
    ----------
    points
        Shape (n, 2); NaN where there is no place.

    Returns
    -------
    list
        ``[x, y]`` or ``None``, for as many features as a message lists.
    """
    return [[float(x), float(y)] if np.isfinite(x + y) else None for x, y in points[:MOST_FEATURES]]


def move_places(
    messages: Sequence[ImportMessage], function: Callable[[FloatArray], FloatArray]
) -> tuple[ImportMessage, ...]:
    """Messages with the places of their faults in another reference system, so that a map can show them.

    Parameters
    ----------
    messages
        Any; those without places stay as they are.
    function
        From points to points, shape (n, 2).

    Returns
    -------
    tuple of ImportMessage
        In the same order.
    """
    return tuple(_with_places_moved(message, function) for message in messages)


def _with_places_moved(message: ImportMessage, function: Callable[[FloatArray], FloatArray]) -> ImportMessage:
    places = message.detail.get("places", ())
    known = [place for place in places if place is not None]
    if not known:
        return message
    moved = iter(list_places(function(np.array(known, dtype=np.float64))))
    return replace(
        message,
        detail={**message.detail, "places": [None if place is None else next(moved) for place in places]},
    )


def _has_duplicate_rings(geometries: GeometryArray) -> npt.NDArray[np.bool_]:
    polygons, owner = shapely.get_parts(geometries, return_index=True)
    is_polygon = shapely.get_type_id(polygons) == 3
    rings, inner = shapely.get_rings(polygons[is_polygon], return_index=True)
    owners = owner[is_polygon][inner]
    courses = pandas.DataFrame({"owner": owners, "course": shapely.to_wkb(shapely.normalize(rings))})
    has_twins = np.zeros(len(geometries), dtype=bool)
    has_twins[owners[courses.duplicated().to_numpy()]] = True
    return has_twins
