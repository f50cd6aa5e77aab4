"""Classes for a style: out of the values of a field, as they will be drawn, or refused in words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from atlas.core.errors import InputError, ParameterError, Text
from atlas.core.layers import LayerField
from atlas.core.style_reading import read_document, read_style
from atlas.core.style_rules import resolve, style_rules
from atlas.services.style_classes import ClassRequest, Values, find_classes, read_class_request, style_choices

RESERVES = LayerField("储量", "number", Text("储量", "Reserves"))
ORE = LayerField("矿种", "text", Text("矿种", "Ore"))


def graded(values: Values, **wanted: Any) -> dict[str, Any]:
    return find_classes(ClassRequest("储量", "graduated", **wanted), RESERVES, values)


def test_grades_have_edges_colours_and_counts() -> None:
    found = graded([0.0, 1.0, 2.0, 3.0, None], scheme="equal_interval", n_classes=3)
    assert found == {
        "field": "储量",
        "edges": [0, 1, 2, 3],
        "fills": ["#DEEBF7", "#4292C6", "#08306B"],
        "counts": [2, 1, 1],
        "labels": ["≤ 1", "1 – 2", "> 2"],
        "missing": 1,
    }


@given(values=st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=60), count=st.integers(2, 9))
@pytest.mark.parametrize("scheme", ["quantiles", "natural_breaks", "equal_interval", "std_mean"])
def test_what_is_counted_is_what_will_be_drawn(scheme: str, values: list[float], count: int) -> None:
    try:
        found = graded(values, scheme=scheme, n_classes=count)
    except InputError:
        reject()  # too many equal values for two classes
    block = {"field": "储量", "scheme": scheme, **{name: found[name] for name in ("edges", "fills")}}
    style = read_style(read_document({"renderer": "graduated", "graduated": block}), "polygon")
    drawn = [resolve(style, {"储量": value}) for value in values]
    assert [drawn.count(rule.symbol) for rule in style_rules(style)] == found["counts"]


def test_edges_that_a_person_moved_are_counted_anew() -> None:
    found = graded([1.0, 2.0, 3.0, 40.0], scheme="manual", edges=(0.0, 2.0, 50.0))
    assert (found["edges"], found["counts"]) == ([0, 2, 50], [2, 2])


def test_a_large_layer_is_parted_by_its_natural_breaks_in_time() -> None:
    values = [float(number % 100 + 1000 * (number % 3)) for number in range(300_000)]
    assert graded(values, scheme="natural_breaks", n_classes=3)["counts"] == [100_000] * 3


def test_the_most_frequent_category_comes_first() -> None:
    found = find_classes(
        ClassRequest("矿种", "categories"), ORE, ["铝土矿", "磷矿", "磷矿", None, "", "重晶石"]
    )
    assert [(one["value"], one["count"]) for one in found["classes"]] == [
        ("磷矿", 2),
        ("重晶石", 1),
        ("铝土矿", 1),
    ]
    assert (found["missing"], found["more"]) == (2, 0)
    assert len({one["fill"] for one in found["classes"]}) == 3


def test_values_beyond_the_sixtieth_are_told() -> None:
    values = [f"矿种 {number}" for number in range(100)] + ["磷矿"] * 2
    found = find_classes(ClassRequest("矿种", "categories"), ORE, values)
    assert (found["classes"][0]["value"], len(found["classes"]), found["more"]) == ("磷矿", 60, 41)
    assert len({(one["fill"], one["pattern"]) for one in found["classes"]}) == 60


def test_sizes_go_by_the_largest_value() -> None:
    found = find_classes(ClassRequest("储量", "proportional"), RESERVES, [-1.0, 0.0, 12.5, None])
    assert found == {
        "field": "储量",
        "max_value": 12.5,
        "min": -1,
        "max": 12.5,
        "missing": 1,
        "not_positive": 2,
    }


@pytest.mark.parametrize(
    ("renderer", "field", "values", "words"),
    [
        pytest.param("graduated", ORE, ["磷矿"], "文字", id="text by number"),
        pytest.param("graduated", RESERVES, [None, None], "没有数值", id="no number"),
        pytest.param("graduated", RESERVES, [5.0, 5.0], "分不出两级", id="all the same"),
        pytest.param("categories", ORE, [None, ""], "没有值", id="no value"),
        pytest.param(
            "categories", ORE, [f"矿 {n}" for n in range(61)], "61 个值各不相同", id="all different"
        ),
        pytest.param("proportional", RESERVES, [0.0, -2.0], "没有大于 0", id="nothing above zero"),
        pytest.param("proportional", RESERVES, [5e-324], "太大或太小", id="too little for sizes"),
        pytest.param("proportional", RESERVES, [1.0, 1e299], "太大或太小", id="too much for sizes"),
        pytest.param("graduated", RESERVES, [-1.797e308] * 3, "没有数值", id="nothing but no data"),
        pytest.param("graduated", RESERVES, [0.0, 5e-324], "分不出两级", id="next to each other"),
        pytest.param(
            "categories",
            RESERVES,
            [110101199003071234, 110101199003071235],
            "110101199003071234.*浏览器",
            id="long numbers",
        ),
    ],
)
def test_values_that_cannot_be_parted_are_refused_in_words(
    renderer: str, field: LayerField, values: Values, words: str
) -> None:
    with pytest.raises(InputError, match=words) as caught:
        find_classes(ClassRequest(field.name, renderer), field, values)
    assert caught.value.code == "style_field_unfit"
    assert caught.value.hint.zh
    assert caught.value.hint.en


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        ({"renderer": "single"}, "renderer"),
        ({"renderer": "graduated", "scheme": "manual"}, "scheme"),
        ({"renderer": "graduated", "n_classes": 12}, "n_classes"),
        ({"renderer": "graduated", "ramp": "jet"}, "ramp"),
        ({"renderer": "graduated", "reverse": "yes"}, "reverse"),
        ({"renderer": "graduated", "edges": ["a"]}, "edges"),
        ({"renderer": "graduated", "colour": "red"}, "colour"),
    ],
)
def test_a_request_is_refused_by_field(body: dict[str, Any], parameter: str) -> None:
    with pytest.raises(ParameterError) as caught:
        read_class_request(body)
    assert caught.value.detail["parameter"] == parameter
    assert caught.value.hint.zh
    assert caught.value.hint.en


@pytest.mark.parametrize("scheme", ["quantiles", "natural_breaks", "equal_interval", "std_mean"])
def test_no_data_of_a_shapefile_counts_as_missing(scheme: str) -> None:
    found = graded([-1.797e308, 1.0, 2.0, 3.0, 4.0, None], scheme=scheme, n_classes=2)
    assert (sum(found["counts"]), found["missing"], found["edges"][0]) == (4, 2, 1)


def test_no_data_of_a_shapefile_is_no_category_and_no_least_value() -> None:
    values = [-1.7976931348623157e308, 3.0, 3.0]
    found = find_classes(ClassRequest("储量", "categories"), RESERVES, values)
    assert ([one["value"] for one in found["classes"]], found["missing"]) == ([3], 1)
    sizes = find_classes(ClassRequest("储量", "proportional"), RESERVES, values)
    assert (sizes["min"], sizes["missing"], sizes["not_positive"]) == (3, 1, 0)


def test_long_whole_numbers_are_categories_to_their_last_digit() -> None:
    numbers = [2**53 - 1, 2**53]
    found = find_classes(ClassRequest("证号", "categories"), RESERVES, numbers)
    assert sorted(one["value"] for one in found["classes"]) == numbers


def test_what_can_be_chosen_can_be_kept() -> None:
    choices = style_choices()
    for ramp in choices["ramps"]:
        for count, colours in ramp["colours"].items():
            assert len(set(colours)) == int(count), ramp["name"]
    for default in choices["defaults"].values():
        assert read_document(default)
    no_data, other = choices["no_data"], choices["other"]
    block = {"field": "矿种", "classes": [{"value": "磷矿", **choices["categories"][0]}], "other": other}
    assert read_document({"renderer": "categories", "categories": block})
    grades = {"field": "储量", "edges": [0, 1, 2], "fills": ["#DEEBF7", "#08306B"], "no_data": no_data}
    assert read_document({"renderer": "graduated", "graduated": grades})
