"""A store with what figures stand on, and ways to look into what was drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path as FilePath
from typing import Any, TypeVar

import geopandas
import pypdfium2
import shapely

from atlas.core.figures.request_reading import read_figure_request
from atlas.core.model import Level
from atlas.core.policy.catalogue import Catalogue
from atlas.render.figures.fonts import shared_metrics
from atlas.render.figures.png import PDFIUM_LOCK
from atlas.render.figures.scene import MM_PER_POINT, Group, Item, Path, Scene, Words
from atlas.services.figures import Figure, OfficeWords, draw_figure
from atlas.services.layer_features import make_features
from atlas.services.publish import describe_layer
from atlas.stores.geopackage_writer import open_builder
from atlas.stores.protocol import ReadableStore
from tests.small_catalogue import unit
from tests.small_store import DEFINITIONS, WEST, placed_catalogue, square

OFFICE = OfficeWords("520000")
#: Hainan as one county-level unit: the island, and a reef far in the south that belongs to it.
ISLAND = shapely.union_all([shapely.box(108.62, 18.16, 111.05, 20.16), shapely.box(112.2, 3.9, 112.3, 4.0)])
_GROUPS = {"520100": ("520102", "520121", "520122", "520181"), "520600": ("520622", "520628")}
_PINYIN = {
    "520000": "gui zhou",
    "520102": "nan ming",
    "520121": "kai yang",
    "520122": "xi feng",
    "520181": "qing zhen",
    "520622": "yu ping",
    "520628": "song tao",
}
_One = TypeVar("_One", bound=Item)


def figure_polygons(level: str) -> geopandas.GeoDataFrame:
    """Counties, prefectures and provinces that share their edges also on a curved plane."""
    counties = {code: shapely.segmentize(square(code), 0.1) for code in WEST} | {"469001": ISLAND}
    groups = {code: shapely.union_all([counties[one] for one in ones]) for code, ones in _GROUPS.items()}
    provinces = {"520000": shapely.union_all(list(groups.values())), "460000": ISLAND}
    shapes = {
        Level.COUNTY: counties,
        Level.PREFECTURE: groups,
        Level.PROVINCE: provinces,
    }[Level(level)]
    return geopandas.GeoDataFrame({"adcode": list(shapes)}, geometry=list(shapes.values()), crs="EPSG:4326")


def figure_catalogue() -> Catalogue:
    """The small catalogue with Hainan, and with the bounds of all units."""
    catalogue = placed_catalogue()
    bounds = {
        adcode: shape.bounds
        for level in Level
        for adcode, shape in figure_polygons(level).set_index("adcode").geometry.items()
    }
    units = {code: replace(one, bbox=bounds.get(code, one.bbox)) for code, one in catalogue.units.items()}
    for code, name, short, kind in (
        ("460000", "海南省", "海南", "province"),
        ("469001", "五指山市", "五指山", "city"),
    ):
        units[code] = replace(unit(code, name, short, kind), bbox=ISLAND.bounds, label=(109.8, 19.2))
    for code, pinyin in _PINYIN.items():
        initials = "".join(word[0] for word in pinyin.split())
        units[code] = replace(units[code], pinyin=pinyin.replace(" ", ""), initials=initials)
    for code in _GROUPS:
        west, south, east, north = bounds[code]
        units[code] = replace(units[code], label=((west + east) / 2, (south + north) / 2))
    units["441900"] = replace(units["441900"], label=(113.7, 23.0), bbox=(113.5, 22.6, 114.3, 23.2))
    units["440000"] = replace(units["440000"], label=(113.3, 23.1), bbox=(109.6, 20.2, 117.3, 25.5))
    return replace(catalogue, units=units)


def build_figure_store(home: FilePath, catalogue: Catalogue | None = None) -> Catalogue:
    """Write a store from which every kind of figure can be drawn, and give its catalogue."""
    known = catalogue or figure_catalogue()
    dash = geopandas.GeoDataFrame(
        {"dash": [1]}, geometry=[shapely.LineString([(110, 12), (110, 13)])], crs="EPSG:4326"
    )
    with open_builder(home) as builder:
        for level in Level:
            for tolerance_m in (0, 100, 500, 2000):
                builder.write_polygons(figure_polygons(level), level.value, tolerance_m)
        builder.write_table(dash, "maritime_line")
        described = []
        for definition in DEFINITIONS:
            frame = make_features(definition, known, figure_polygons)
            builder.write_features(frame, definition)
            described.append(describe_layer(definition, frame, tile_archive="", published="2026-01-01"))
        builder.write_layers(described)
        builder.write_catalogue(known)
        builder.write_meta({"stamp": "small", "version": "test", "date": "2026-01-01", "report": "{}"})
        builder.switch()
    return known


def draw(store: ReadableStore, office: OfficeWords = OFFICE, /, **values: str) -> Figure:
    """The figure of some text parameters."""
    return draw_figure(store, store.read_catalogue(), read_figure_request(values), office)


def items_of(items: Iterable[Item], kind: type[_One]) -> Iterator[_One]:
    """Items of a kind, also those in groups."""
    for item in items:
        if isinstance(item, kind):
            yield item
        if isinstance(item, Group):
            yield from items_of(item.items, kind)


def texts_of(scene: Scene | Iterable[Item]) -> list[str]:
    """Every line of text, from the bottom up."""
    items = scene.items if isinstance(scene, Scene) else scene
    return [words.text for words in items_of(items, Words)]


def words_box(words: Words) -> shapely.Polygon:
    """The room that a line of text takes on the page, from the top of a Chinese character to its foot [mm]."""
    letters = len(words.text) - 1
    width = shared_metrics().width_mm(
        words.text, words.size_pt, is_bold=words.is_bold, is_serif=words.is_serif
    )
    width += max(letters, 0) * words.spacing_mm
    left = words.x_mm - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[words.anchor]
    size = words.size_pt * MM_PER_POINT
    return shapely.box(left, words.y_mm - 0.88 * size, left + width, words.y_mm + 0.12 * size)


def colours_of(items: Iterable[Item]) -> set[str]:
    """Every colour that is drawn."""
    found: set[str] = set()
    for item in items:
        if isinstance(item, Group):
            found |= colours_of(item.items)
        elif isinstance(item, Words):
            found |= {item.colour, item.halo}
        elif not isinstance(item, type(None)):
            found |= {getattr(item, "fill", ""), getattr(item, "stroke", "")}
    return found - {""}


def bounds_of(path: Path) -> tuple[float, float, float, float]:
    """(left, top, right, bottom) of a path [mm]."""
    low, high = (
        [ring.min(axis=0) for ring in path.rings],
        [ring.max(axis=0) for ring in path.rings],
    )
    return (
        min(one[0] for one in low),
        min(one[1] for one in low),
        max(one[0] for one in high),
        max(one[1] for one in high),
    )


def text_of_pdf(data: bytes) -> str:
    """The text of a file, as a reader selects it, without line breaks."""
    return _with_pdf(data, lambda document: "".join(_page_text(page) for page in document))


def _page_text(page: Any) -> str:
    text = page.get_textpage()
    try:
        return str(text.get_text_range()).replace("\r\n", "")
    finally:
        text.close()


def _with_pdf(data: bytes, look: Any) -> Any:
    with PDFIUM_LOCK:
        document = pypdfium2.PdfDocument(data)
        try:
            return look(document)
        finally:
            document.close()


def codes(figure: Figure) -> list[str]:
    """Codes of what is found about a figure."""
    return [one.code for one in figure.findings]


def label_boxes(scene: Scene) -> list[tuple[str, shapely.Geometry]]:
    """Lines of text on the map, which have a halo."""
    return [(words.text, words_box(words)) for words in items_of(scene.items, Words) if words.halo]


def overlapping(scene: Scene) -> list[tuple[str, str]]:
    """Pairs of such lines that lie over each other."""
    boxes = label_boxes(scene)
    return [
        (one[0], other[0])
        for one, other in combinations(boxes, 2)
        if shapely.area(shapely.intersection(one[1], other[1])) > 0.05
    ]
