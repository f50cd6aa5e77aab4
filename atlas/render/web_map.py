"""A map as one HTML file that needs nothing else: folium puts it together, scripts and styles stand inside.

The file may make no request: its content policy allows the scripts and styles inside by their digest and nothing
besides. Texts of data reach it as JSON and become text nodes; none of them is part of a template or of markup.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import folium
from branca.element import Element, Figure, MacroElement
from folium.template import Template
from shapely.geometry.base import BaseGeometry

from atlas.render.web_map_lines import pack_geometry
from atlas.render.web_map_shapes import Hatches, WebShapes, path_style

#: Colours and widths [px] of the outlines, as static/css/tokens.css and static/js/map/palette.js have them.
_LAND, _COUNTY = "#f7f5f0", "#b8b2a7"
OUTLINES: Mapping[str, tuple[str, float]] = {
    "around": ("#a9a399", 1.0),
    "prefecture": ("#8a8378", 1.2),
    "province": ("#5c564d", 2.0),
    "maritime": ("#5c564d", 2.5),
}
_POLICY = "{policy}"
_INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class WebAssets:
    """What the file brings along: Leaflet with our script, which defines ``L`` and ``atlasFile``, and the styles."""

    script: str
    style: str


@dataclass(frozen=True, slots=True)
class WebMap:
    """What a file shows.

    Parameters
    ----------
    title, source, date
        Words above and below the map.
    mark
        Review number or draft mark.
    is_draft
        Whether the mark says that it is a draft.
    language
        ``zh-CN`` or ``en``.
    words
        Of the interface by key; ``file.list`` and ``file.noScript`` are used here.
    centre
        (lon, lat) [degree] where the map begins; the script then shows the whole region.
    counties
        Polygon by adcode, in degrees.
    outlines
        Lines by a key of ``OUTLINES``.
    shapes
        Layers of lines and areas, top first.
    data
        What the script reads, plain values for JSON.
    """

    title: str
    source: str
    date: str
    mark: str
    is_draft: bool
    language: str
    words: Mapping[str, str]
    centre: tuple[float, float]
    counties: Mapping[str, BaseGeometry]
    outlines: Mapping[str, BaseGeometry]
    shapes: Sequence[WebShapes] = ()
    data: Mapping[str, Any] = field(default_factory=dict)


def draw_web_map(web_map: WebMap, assets: WebAssets) -> bytes:
    """The file.

    Parameters
    ----------
    web_map
        What it shows.
    assets
        Scripts and styles.

    Returns
    -------
    bytes
        HTML, UTF-8; the same for the same map.
    """
    page = _Page(web_map, assets)
    map_ = _Map(web_map.centre)
    page.add_child(map_)
    counties = _named(_county_layer(web_map.counties), "counties")
    counties.add_to(map_)
    for name, lines in web_map.outlines.items():
        _named(_outline(name, lines), name).add_to(map_)
    hatches = Hatches()
    shapes: dict[str, str] = {}
    for place, layer in reversed(list(enumerate(web_map.shapes))):
        drawn = _named(_shape_layer(layer, hatches), f"layer_{place}")
        drawn.add_to(map_)
        shapes[layer.id] = drawn.get_name()
    page.hatches = hatches.to_svg()
    page.start = (
        f"atlasFile.open({map_.get_name()}, {counties.get_name()}, {{"
        + ", ".join(f"{_script_json(name)}: {variable}" for name, variable in shapes.items())
        + "});"
    )
    return _with_policy(page.render()).encode()


class _Page(Figure):
    """The frame of the file. Everything out of data is escaped here; nothing of it is read as a template again."""

    _template = Template(
        """<!DOCTYPE html>
<html lang="{{ this.map.language|e }}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{{ this.map.title|e }}</title>
<style>{{ this.assets.style }}</style>
<script>{{ this.assets.script }}</script>
</head>
<body>
<header class="file-bar">
<h1 class="file-title">{{ this.map.title|e }}</h1>
<span class="file-mark{% if this.map.is_draft %} is-draft{% endif %}">{{ this.map.mark|e }}</span>
<div class="file-search" id="search" role="search"></div>
<button type="button" class="button" id="list-toggle" aria-expanded="false" aria-controls="list">
{{- this.map.words["file.list"]|e }}</button>
</header>
<main class="file-stage">
{{ this.html.render() }}
<section class="stage-legend" id="legend"></section>
<aside class="file-list" id="list" hidden></aside>
<noscript><p class="start-note">{{ this.map.words["file.noScript"]|e }}</p></noscript>
</main>
<footer class="file-foot"><span class="is-source">{{ this.map.source|e }}</span>
<span class="is-date">{{ this.map.date|e }}</span></footer>
{{ this.hatches }}
<script type="application/json" id="atlas-data">{{ this.data }}</script>
<script>{{ this.script.render() }}
{{ this.start }}</script>
</body>
</html>
"""
    )

    def __init__(self, web_map: WebMap, assets: WebAssets) -> None:
        super().__init__()
        self.map = web_map
        self.assets = WebAssets(_inside_script(assets.script), assets.style.replace("\r\n", "\n"))
        self.data = _script_json(web_map.data)
        self.hatches = ""
        self.start = ""


class _Map(folium.Map):
    """folium's map without its links to other hosts, without tiles, and without a fixed zoom for people who need one."""

    _template = Template(
        """
{% macro html(this, kwargs) %}<div class="folium-map" id="{{ this.get_name() }}"></div>{% endmacro %}
{% macro script(this, kwargs) %}
var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
  center: {{ this.location|tojson }}, crs: L.CRS.{{ this.crs }}, ...{{ this.options|tojavascript }}
});
L.control.scale({imperial: false, maxWidth: 120, position: "bottomright"}).addTo({{ this.get_name() }});
{% endmacro %}
"""
    )

    def __init__(self, centre: tuple[float, float]) -> None:
        lon, lat = centre
        super().__init__(
            location=(lat, lon),
            tiles=None,
            zoom_start=6,
            zoom_control=False,
            attribution_control=False,
            keyboard=False,
            # Popups that fade away would be there twice for a moment, and keep the focus.
            fade_animation=False,
            min_zoom=3,
            max_zoom=13,
            zoom_snap=0.25,
            wheel_px_per_zoom_level=90,
        )
        self._id = "atlas"
        self.default_js = []
        self.default_css = []


class _Text(Element):
    """Words that are written as they are. An element of branca's own would read them as a template."""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class _Verbatim(MacroElement):
    """Writes its script as it is, whatever ids and styles out of data stand in it."""

    def render(self, **kwargs: Any) -> str:
        script = self._template.module.script(self, kwargs)
        cast(Figure, self.get_root()).script.add_child(_Text(script), name=self.get_name())
        return "".join(child.render(**kwargs) or "" for child in self._children.values())


class _Layer(folium.GeoJson, _Verbatim):
    """A layer of lines or areas; folium's class comes first and hands over to ``_Verbatim`` for the writing."""


def _named(layer: folium.GeoJson, name: str) -> folium.GeoJson:
    """With a name that is always the same: folium's own are random."""
    layer._id = name  # there is no other way to name an element
    return layer


def _collection(features: Mapping[str, BaseGeometry]) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "id": name, "properties": {}, "geometry": pack_geometry(geometry)}
            for name, geometry in features.items()
        ],
    }


def _county_layer(counties: Mapping[str, BaseGeometry]) -> folium.GeoJson:
    """Counties as land; the script paints them by the page's own plan."""
    look = {"color": _COUNTY, "weight": 0.6, "fillColor": _LAND, "fillOpacity": 1}
    return _Layer(_collection(counties), style_function=lambda _: look, smooth_factor=0.6)


def _outline(name: str, lines: BaseGeometry) -> folium.GeoJson:
    colour, width = OUTLINES[name]
    look = {"color": colour, "weight": width, "opacity": 1, "fill": False}
    return _Layer(
        _collection({name: lines}), style_function=lambda _: look, smooth_factor=0.6, interactive=False
    )


def _shape_layer(layer: WebShapes, hatches: Hatches) -> folium.GeoJson:
    looks = {shape.id: path_style(shape, layer.opacity, hatches) for shape in layer.shapes}
    features = _collection({shape.id: shape.geometry for shape in layer.shapes})
    return _Layer(features, style_function=lambda feature: looks[feature["id"]], smooth_factor=0.6)


def _script_json(value: Any) -> str:
    """JSON that ends neither its script nor a line of it, whatever the texts hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in ("<", ">", "&", "\u2028", "\u2029"):
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _inside_script(script: str) -> str:
    return script.replace("\r\n", "\n").replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _with_policy(page: str) -> str:
    """The page with a content policy that names the digests of its scripts and styles (CSP Level 3, section 2.3.1)."""
    digests: dict[str, list[str]] = {"script": [], "style": []}
    for kind, body in _INLINE.findall(page):
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        digests[kind].append(f"'sha256-{digest}'")
    policy = (
        f"default-src 'none'; script-src {' '.join(digests['script'])}; "
        f"style-src {' '.join(digests['style'])}; base-uri 'none'; form-action 'none'"
    )
    return page.replace(_POLICY, html.escape(policy, quote=False), 1)
