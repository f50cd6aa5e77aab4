"""A standalone map is one file: no address, no template, no markup out of data, the same bytes each time."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import shapely
from folium import folium as folium_map
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.style_model import Symbol
from atlas.render.web_map import WebAssets, WebMap, draw_web_map
from atlas.render.web_map_lines import pack_geometry
from atlas.render.web_map_shapes import Hatches, WebShape, WebShapes, path_style
from tests.web_map_samples import data_of

EVIL = "<img src=x onerror=alert(1)></script><script>alert(2)</script>{{ 7 * 191 }}{% raw %}'\"&"
ASSETS = WebAssets("var L = {}; var atlasFile = {};\n", "body { margin: 0 }\n")
KAIYANG, XIFENG = shapely.box(106.0, 26.0, 107.0, 27.0), shapely.box(107.0, 26.0, 108.0, 27.0)
AREA = Symbol("#B5541C", "#5C564D", 0.8, "solid", "circle", 6.0, 0.5)
PLAIN = WebMap(
    title="贵州省 · 磷及磷化工",
    source="测试",
    date="数据 2026-01-01",
    mark="内部草图",
    is_draft=True,
    language="zh-CN",
    words={"file.list": "按县列出", "file.noScript": "需要 JavaScript"},
    centre=(107.0, 26.5),
    counties={"520121": KAIYANG, "520122": XIFENG},
    outlines={"province": KAIYANG.union(XIFENG).boundary},
    shapes=[WebShapes("park", 0.5, [WebShape("1", KAIYANG, replace(AREA, pattern="diagonal"))])],
    data={"lang": "zh", "units": ["开阳县"]},
)


def page(**changes: Any) -> str:
    return draw_web_map(replace(PLAIN, **changes), ASSETS).decode()


def test_the_same_map_gives_the_same_bytes() -> None:
    assert draw_web_map(PLAIN, ASSETS) == draw_web_map(replace(PLAIN), ASSETS)


def test_the_file_names_no_other_file_and_no_other_host() -> None:
    text = page()
    assert not re.search(r"https?://|<link|<img|<iframe|@import|\ssrc=|\shref=", text)
    hosted = [*folium_map._default_js, *folium_map._default_css]
    assert len(hosted) > 5
    assert not [url for _, url in hosted if url in text]


def test_the_policy_allows_the_scripts_and_styles_inside_and_nothing_else() -> None:
    text = page()
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert found
    policy = dict(part.strip().split(" ", 1) for part in html.unescape(found[1]).split(";"))
    assert policy["default-src"] == "'none'"
    assert set(policy) == {"default-src", "script-src", "style-src", "base-uri", "form-action"}
    for kind in ("script", "style"):
        bodies = re.findall(rf"<{kind}>(.*?)</{kind}>", text, re.DOTALL)
        digests = [base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() for body in bodies]
        assert policy[f"{kind}-src"].split() == [f"'sha256-{digest}'" for digest in digests]
    assert text.index("Content-Security-Policy") < text.index("<script")


@pytest.mark.parametrize("field", ["title", "source", "date", "mark"])
def test_words_are_text_and_neither_markup_nor_template(field: str) -> None:
    text = page(**{field: EVIL})
    assert EVIL in html.unescape(text)
    assert "<img" not in text
    assert "1337" not in text
    assert text.count("<script>") == page().count("<script>")


def test_texts_of_the_data_stay_inside_their_block() -> None:
    body = draw_web_map(replace(PLAIN, data={"name": EVIL, EVIL: "\u2028"}), ASSETS)
    assert data_of(body) == {"name": EVIL, EVIL: "\u2028"}
    assert b"<img" not in body
    assert b"1337" not in body


def test_ids_of_layers_and_features_stay_inside_the_script() -> None:
    text = page(shapes=[WebShapes(EVIL, 1.0, [WebShape(EVIL, KAIYANG, AREA)])])
    assert "<img" not in text
    assert "1337" not in text
    assert text.count("<script>") == page().count("<script>")


def test_a_script_that_holds_its_own_end_does_not_end() -> None:
    assets = WebAssets("var end = '</script>';", "")
    assert "var end = '<\\/script>';" in draw_web_map(PLAIN, assets).decode()


def test_counties_and_layers_are_in_the_map_under_names_that_stay() -> None:
    text = page()
    for name in ("map_atlas", "geo_json_counties", "geo_json_province", "geo_json_layer_0"):
        assert f"var {name} = " in text
    assert 'atlasFile.open(map_atlas, geo_json_counties, {"park": geo_json_layer_0});' in text


def test_a_hatched_area_is_filled_by_a_pattern_of_the_file() -> None:
    text = page()
    assert '<pattern id="hatch-1"' in text
    assert "url(#hatch-1)" in text
    assert "<pattern" not in page(shapes=[])


def test_areas_and_lines_as_paths_of_leaflet() -> None:
    hatches = Hatches()
    area = path_style(WebShape("1", KAIYANG, AREA, "4 3"), 0.5, hatches)
    assert (area["fillColor"], area["fillOpacity"], area["opacity"]) == ("#B5541C", 0.25, 0.5)
    assert area["dashArray"] == "4 3"
    line = path_style(WebShape("2", KAIYANG.exterior, replace(AREA, fill="", opacity=0.8)), 0.5, hatches)
    assert (line["fill"], line["color"], line["opacity"]) == (False, "#5C564D", 0.4)
    dots = [path_style(WebShape("3", KAIYANG, replace(AREA, pattern="dots")), 1.0, hatches) for _ in range(2)]
    assert dots[0] == dots[1]
    assert hatches.to_svg().count("<pattern") == 1


def unpacked(text: str) -> Iterator[tuple[float, float]]:
    letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
    numbers, value, shift = [], 0, 0
    for bits in map(letters.index, text):
        value |= (bits & 31) << shift
        shift += 5
        if bits < 32:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    x = y = 0
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        yield x / 1e5, y / 1e5


@given(st.lists(st.tuples(st.floats(73, 136), st.floats(3, 54)), min_size=2, max_size=30))
def test_a_packed_line_holds_its_vertices_to_the_metre(vertices: list[tuple[float, float]]) -> None:
    line = shapely.LineString(vertices)
    rounded = [(round(x * 1e5), round(y * 1e5)) for x, y in vertices]
    kept = [one for place, one in enumerate(rounded) if place == 0 or one != rounded[place - 1]]
    read = [(round(x * 1e5), round(y * 1e5)) for x, y in unpacked(pack_geometry(line)["packed"])]
    assert len(read) == len(kept)
    assert all(abs(a - c) <= 1 and abs(b - d) <= 1 for (a, b), (c, d) in zip(read, kept, strict=True))


def test_a_ring_is_packed_without_its_repeated_vertex_and_holes_are_kept() -> None:
    holed = shapely.Polygon(KAIYANG.exterior.coords, [shapely.box(106.4, 26.4, 106.6, 26.6).exterior.coords])
    packed = pack_geometry(shapely.MultiPolygon([holed, XIFENG]))
    assert packed["type"] == "MultiPolygon"
    assert [len(rings) for rings in packed["packed"]] == [2, 1]
    assert len(list(unpacked(packed["packed"][1][0]))) == 4


def test_an_island_narrower_than_the_grid_is_left_out() -> None:
    speck = shapely.box(108.0, 26.0, 108.000001, 26.000001)
    assert len(pack_geometry(shapely.MultiPolygon([KAIYANG, speck]))["packed"]) == 1


def test_data_are_compact_json() -> None:
    assert json.dumps(PLAIN.data, ensure_ascii=False, separators=(",", ":")) in page()
