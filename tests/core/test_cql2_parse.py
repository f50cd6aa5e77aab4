"""CQL2 in text and JSON becomes a checked filter; whatever else is refused in words."""

from __future__ import annotations

import contextlib
import json

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.core.cql2 import (
    Between,
    CaseFolded,
    Comparison,
    Condition,
    IsNull,
    Junction,
    Like,
    Literal,
    Membership,
    Negation,
    Property,
    Spatial,
)
from atlas.core.cql2_parse import parse_filter
from atlas.core.crs_uris import CRS84_URI, served_crs
from atlas.core.errors import AtlasError, FilterError, LimitExceeded, ParameterError, Text
from atlas.core.layers import LayerField

SCHEMA = tuple(
    LayerField(name, kind, Text(name, name))
    for name, kind in (("name", "text"), ("goals", "integer"), ("area_km2", "number"), ("县 名", "text"))
)
NAME, GOALS = Property("name", "text"), Property("goals", "integer")


def parse(text: str, *, language: str = "cql2-text", epsg: int | None = None) -> Condition:
    uri = f"http://www.opengis.net/def/crs/EPSG/0/{epsg}" if epsg else CRS84_URI
    return parse_filter(text, SCHEMA, language=language, crs=served_crs()[uri])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name = '开阳县'", Comparison("=", NAME, Literal("开阳县"))),
        ("name <> 'it''s'", Comparison("<>", NAME, Literal("it's"))),
        ("3 < goals", Comparison("<", Literal(3.0), GOALS)),
        ("goals = area_km2", Comparison("=", GOALS, Property("area_km2", "number"))),
        ("\"县 名\" = '开阳'", Comparison("=", Property("县 名", "text"), Literal("开阳"))),
        ("name LIKE '开%'", Like(NAME, "开%")),
        ("CASEI(name) LIKE CASEI('A%')", Like(CaseFolded(NAME), "a%")),
        ("goals BETWEEN 1 AND 3", Between(GOALS, Literal(1.0), Literal(3.0))),
        ("name IN ('甲','乙')", Membership(NAME, (Literal("甲"), Literal("乙")))),
        ("name IS NULL", IsNull("name")),
        ("geometry IS NULL", IsNull("")),
        ("NOT goals = 1", Negation(Comparison("=", GOALS, Literal(1.0)))),
        (
            "name = '甲' AND (goals = 1 OR goals = 2)",
            Junction(
                "and",
                (
                    Comparison("=", NAME, Literal("甲")),
                    Junction(
                        "or",
                        (Comparison("=", GOALS, Literal(1.0)), Comparison("=", GOALS, Literal(2.0))),
                    ),
                ),
            ),
        ),
    ],
)
def test_text_becomes_a_tree(text: str, expected: Condition) -> None:
    assert parse(text) == expected


def test_json_says_the_same_as_text() -> None:
    tree = {
        "op": "and",
        "args": [
            {"op": "like", "args": [{"property": "name"}, "开%"]},
            {"op": "between", "args": [{"property": "goals"}, 1, 3]},
        ],
    }
    assert parse(json.dumps(tree), language="cql2-json") == parse("name LIKE '开%' AND goals BETWEEN 1 AND 3")


def test_a_geometry_is_read_in_the_axis_order_of_its_system() -> None:
    as_text = parse("S_INTERSECTS(geometry, POINT(27.06 106.97))", epsg=4490)
    assert isinstance(as_text, Spatial)
    assert as_text.geometry == shapely.Point(106.97, 27.06)


def test_the_relation_is_turned_round_when_the_geometry_stands_first() -> None:
    inside = parse("S_WITHIN(geometry, BBOX(106,26,107,27))")
    turned = parse("S_CONTAINS(BBOX(106,26,107,27), geometry)")
    assert isinstance(inside, Spatial)
    assert isinstance(turned, Spatial)
    assert inside.relation == turned.relation == "within"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("colour = 'red'", "property_unknown"),
        ("S_INTERSECTS(shape, POINT(1 2))", "property_unknown"),
        ("name = 3", "filter_invalid"),
        ("goals = 'three'", "filter_invalid"),
        ("goals = 1e400", "filter_invalid"),
        ("goals = TRUE", "operator_unsupported"),
        ("goals BETWEEN 1 AND 'x'", "filter_invalid"),
        ("name", "filter_invalid"),
        ("foo(name) = 1", "operator_unsupported"),
        ("name = ", "filter_syntax"),
        ("name = 'a", "filter_syntax"),
        ("name = 'a')", "filter_invalid"),
        ("((name = 'a')", "filter_invalid"),
        ("name LIKE goals", "filter_invalid"),
        ("casei(goals) = 'a'", "filter_invalid"),
        ("S_INTERSECTS(geometry, geometry)", "filter_invalid"),
        ("S_INTERSECTS(geometry, POLYGON((0 0,1 1,0 1,1 0,0 0)))", "filter_geometry"),
        ("S_INTERSECTS(geometry, BBOX(2,0,1,1))", "filter_geometry"),
        ("T_AFTER(name, DATE('2020-01-01'))", "operator_unsupported"),
    ],
)
def test_what_cannot_be_answered_is_refused(text: str, code: str) -> None:
    with pytest.raises(FilterError) as caught:
        parse(text)
    assert caught.value.code == code
    assert caught.value.hint.zh
    assert caught.value.hint.en


def test_a_number_beside_a_text_property_is_refused_with_the_cure() -> None:
    with pytest.raises(FilterError) as caught:
        parse("name = 520121")
    assert "单引号" in caught.value.hint.zh


def test_a_point_with_swapped_axes_is_refused() -> None:
    with pytest.raises(ParameterError):
        parse("S_INTERSECTS(geometry, POINT(106.97 27.06))", epsg=4490)


@pytest.mark.parametrize(
    "text",
    [
        "name = '" + "长" * 7000 + "'",
        "(" * 9 + "goals = 1" + ")" * 9,
        "(" * 5000,
        "NOT " * 30 + "goals = 1",
        " AND ".join(["goals = 1"] * 300),
        "name LIKE '" + "%a" * 50 + "'",
        " AND ".join(["S_INTERSECTS(geometry, POINT(1 2))"] * 5),
    ],
    ids=["long", "deep", "open brackets", "many nots", "many parts", "many wildcards", "many geometries"],
)
def test_too_much_is_refused_before_any_work(text: str) -> None:
    with pytest.raises((LimitExceeded, FilterError)) as caught:
        parse(text)
    assert caught.value.hint.en


def test_deep_json_is_refused() -> None:
    text = '{"op":"not","args":[' * 3000 + "1" + "]}" * 3000
    with pytest.raises(AtlasError):
        parse(text, language="cql2-json")


WORDS = [
    "name",
    "goals",
    "colour",
    "'甲'",
    "1",
    "=",
    "<",
    "AND",
    "OR",
    "NOT",
    "LIKE",
    "IN",
    "(",
    ")",
    ",",
    "IS NULL",
]
WORDS += [
    "S_INTERSECTS(geometry,",
    "BBOX(1,2,3,4)",
    "POINT(1 2)",
    "CASEI(",
    "+",
    "-",
    "/",
    '"',
    "'",
    "%",
    "\x00",
]


@settings(deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), max_size=14))
def test_no_text_does_anything_but_parse_or_refuse(words: list[str]) -> None:
    with contextlib.suppress(AtlasError):
        parse(" ".join(words))


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.builds(
            lambda op, args: {"op": op, "args": args},
            st.sampled_from(["=", "and", "like", "in", "s_within"]),
            inner,
        )
        | st.builds(lambda name: {"property": name}, st.sampled_from(["name", "geometry", "x"]))
        | st.builds(lambda numbers: {"type": "Point", "coordinates": numbers}, inner)
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(tree=json_values)
def test_no_json_does_anything_but_parse_or_refuse(tree: object) -> None:
    with contextlib.suppress(AtlasError):
        parse(json.dumps(tree), language="cql2-json")
