"""MapLibre's own validator takes our styles, and its expressions draw what the table of styles says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from atlas.core.style_model import LayerStyle, built_in_style
from atlas.core.style_reading import read_style
from atlas.render.ogc_maplibre import encode_maplibre, zoom_limits
from tests.conftest import missing
from tests.render.styled_layer import styled_layer
from tests.style_cases import CASES, style_of

NODE = Path(sys.prefix) / "bin" / "node"
SCRIPT = Path(__file__).with_name("evaluate_maplibre.mjs")
VALIDATOR = Path(__file__).parents[2] / "node_modules" / "@maplibre" / "maplibre-gl-style-spec"
TILEJSON = "https://atlas.example/ogc/collections/mines/tiles/WebMercatorQuad?f=tilejson"
TRANSPARENT = "rgba(0,0,0,0)"


def encode(style: LayerStyle, **about: Any) -> dict[str, Any]:
    return encode_maplibre(styled_layer(style, **about), TILEJSON, source_layer="mines")


def evaluate(style: dict[str, Any], features: list[dict[str, Any]]) -> dict[str, Any]:
    """What MapLibre says of a style, and draws of features."""
    if not (NODE.exists() and VALIDATOR.exists()):
        missing("the validator of MapLibre styles is not installed: run make front")
    asked = json.dumps({"style": style, "features": features, "zoom": 10})
    said = subprocess.run(
        [str(NODE), str(SCRIPT)], input=asked, capture_output=True, text=True, check=True, timeout=60
    )
    return dict(json.loads(said.stdout))


def hex_colour(text: str) -> str:
    """``rgba(181,84,28,1)`` as ``#B5541C``; empty for nothing."""
    if text == TRANSPARENT:
        return ""
    numbers = text[text.index("(") + 1 : -1].split(",")[:3]
    return "#" + "".join(f"{int(number):02X}" for number in numbers)


def looks_of(drawn: dict[str, Any]) -> tuple[str, str] | None:
    """Fill and stroke of a feature, whatever MapLibre calls them; ``None`` when it is not drawn."""
    if "circle" in drawn:
        paint = drawn["circle"]
        return hex_colour(paint["circle-color"]), hex_colour(paint["circle-stroke-color"])
    if not drawn:
        return None
    fill = hex_colour(drawn["fill"]["fill-color"]) if "fill" in drawn else ""
    return fill, hex_colour(drawn["line"]["line-color"])


@pytest.mark.parametrize("name", CASES["documents"])
def test_maplibre_draws_what_the_table_says(name: str) -> None:
    style = style_of(name)
    cases = [case for case in CASES["symbols"] if case["style"] == name]
    features = [{"geometry": style.geometry, "properties": case["properties"]} for case in cases]
    answer = evaluate(encode(style), features)
    assert answer["errors"] == []
    wanted = [case["symbol"] and (case["symbol"]["fill"], case["symbol"]["stroke"]) for case in cases]
    assert [looks_of(drawn) for drawn in answer["drawn"]] == wanted


def test_circles_have_the_radius_of_their_value() -> None:
    cases = [case for case in CASES["symbols"] if case["style"] == "output"]
    features = [{"geometry": "point", "properties": case["properties"]} for case in cases]
    drawn = evaluate(encode(style_of("output")), features)["drawn"]
    radii = [round(one["circle"]["circle-radius"], 2) if one else None for one in drawn]
    assert radii == [case["symbol"] and case["symbol"]["radius"] for case in cases]


def test_circles_of_areas_are_letters_because_they_stand_inside() -> None:
    block = {"field": "储量", "max_value": 100, "max_radius_px": 15}
    style = read_style({"renderer": "proportional", "proportional": block}, "polygon")
    encoded = encode(style)
    assert evaluate(encoded, [])["errors"] == []
    (disc,) = encoded["layers"]
    assert (disc["type"], disc["layout"]["text-field"]) == ("symbol", "●")
    assert evaluate(encoded, [{"geometry": "polygon", "properties": {"储量": 0}}])["drawn"] == [{}]


def test_a_pattern_is_a_paler_fill_without_a_sprite() -> None:
    drawn = evaluate(encode(style_of("ores")), [{"geometry": "polygon", "properties": {"矿种": "磷矿"}}])
    assert drawn["drawn"][0]["fill"]["fill-opacity"] == 0.25


def test_labels_are_a_layer_of_their_own_within_their_zooms() -> None:
    style = read_style({"min_zoom": 6, "label": {"field": "名称", "min_zoom": 9, "max_zoom": 12}}, "polygon")
    *_, label = encode(style)["layers"]
    assert label["layout"]["text-field"] == ["to-string", ["get", "名称"]]
    assert (label["minzoom"], label["maxzoom"]) == (8, 12)


def test_zooms_are_those_of_tiles_twice_as_wide() -> None:
    assert zoom_limits(8, 14) == {"minzoom": 7, "maxzoom": 14}
    assert zoom_limits(0, 22) == {}


def test_weaker_relations_of_built_in_layers_are_paler() -> None:
    layers = encode(built_in_style("polygon"), kind="designations", fields=("relation",))["layers"]
    assert layers[0]["paint"]["fill-opacity"] == [
        "match",
        ["get", "relation"],
        ["named", "implicit"],
        0.72,
        0.28,
    ]


def test_a_column_that_staff_call_precision_changes_nothing() -> None:
    layers = encode(style_of("wells"), fields=("precision",))["layers"]
    assert layers[0]["paint"]["circle-opacity"] == 0.9
