"""A layer that mixes points, lines and areas is drawn whole: each kind in its own way, none lost."""

from __future__ import annotations

import shapely

from atlas.core.figures.mark_kinds import layers_by_kind
from atlas.core.figures.theme import LayerMark, LayerMarks
from atlas.core.style_model import Symbol

SYMBOL = Symbol("#0F6CA8", "#FFFFFF", 0.5, "solid", "circle", 6.0, 0.35)
POINT, LINE, AREA = shapely.Point(1, 1), shapely.LineString([(0, 0), (1, 1)]), shapely.box(0, 0, 1, 1)


def layer(geometry: str, *shapes: shapely.Geometry) -> LayerMarks:
    marks = tuple(LayerMark(shape, SYMBOL, f"第{at}") for at, shape in enumerate(shapes))
    return LayerMarks("mixed", "混合", geometry, 1.0, marks, (), "", "", "")


def test_a_layer_of_one_kind_stays_as_it_is() -> None:
    given = layer("polygon", AREA, shapely.multipolygons([AREA]))
    assert layers_by_kind(given) == (given,)
    assert layers_by_kind(layer("line")) != ()


def test_each_kind_is_a_layer_of_its_own() -> None:
    found = layers_by_kind(layer("polygon", AREA, POINT, LINE, shapely.multipoints([POINT])))
    assert [(one.geometry, one.id, len(one.marks)) for one in found] == [
        ("point", "mixed-point", 2),
        ("line", "mixed-line", 1),
        ("polygon", "mixed-polygon", 1),
    ]


def test_a_kind_that_was_not_declared_is_drawn_as_what_it_is() -> None:
    assert [one.geometry for one in layers_by_kind(layer("polygon", LINE))] == ["line"]


def test_a_collection_is_in_each_kind_and_named_once() -> None:
    nested = shapely.geometrycollections([POINT, shapely.geometrycollections([AREA, LINE])])
    found = layers_by_kind(layer("polygon", nested))
    assert [one.geometry for one in found] == ["point", "line", "polygon"]
    assert [mark.name for one in found for mark in one.marks] == ["", "", "第0"]


def test_lines_among_points_and_areas_can_be_seen() -> None:
    for declared, colour in (("point", "#0F6CA8"), ("polygon", "#FFFFFF")):
        line = next(
            one for one in layers_by_kind(layer(declared, POINT, LINE, AREA)) if one.geometry == "line"
        )
        symbol = line.marks[0].symbol
        assert (symbol.stroke, symbol.opacity) == (colour, 1.0)
        assert symbol.width_px > 1
