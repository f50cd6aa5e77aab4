"""A store of the small catalogue: square counties side by side, so that answers can be worked out by hand."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import geopandas
import shapely

from atlas.core.errors import Text
from atlas.core.geo.simplification import TOLERANCES_M
from atlas.core.layers import LayerDefinition, LayerSource
from atlas.core.model import Level
from atlas.core.places.towns import Town
from atlas.core.policy.catalogue import Catalogue
from atlas.core.style_model import LayerStyle
from atlas.services.layer_features import make_features
from atlas.services.publish import describe_layer
from atlas.stores.geopackage import FILE_NAME, MARITIME_TABLE
from atlas.stores.geopackage_writer import StoreBuilder, open_builder
from tests.small_catalogue import small_catalogue

#: West edge of each county; all are one degree wide and lie between 26 and 27 degrees north.
WEST = {"520102": 105.0, "520121": 106.0, "520122": 107.0, "520181": 108.0, "520622": 109.0, "520628": 110.0}

#: One dash of the line in the South China Sea.
DASH = geopandas.GeoDataFrame(
    {"dash": [1]}, geometry=[shapely.LineString([(110, 12), (110, 13)])], crs="EPSG:4326"
)


#: Some towns of the small store: 新店镇 stands in two of its counties, the last one in a unit that has no boundary.
TOWNS = (
    Town("520102012", "油榨街道", "520102"),
    Town("520121101", "双流镇", "520121"),
    Town("520121102", "金中镇", "520121"),
    Town("520122103", "小寨坝镇", "520122"),
    Town("520181101", "站街镇", "520181"),
    Town("520181103", "新店镇", "520181"),
    Town("520622104", "新店镇", "520622"),
    Town("520628106", "孟溪镇", "520628"),
    Town("653228100", "昆岭镇", "653228"),
)


def square(adcode: str) -> shapely.Polygon:
    return shapely.box(WEST[adcode], 26.0, WEST[adcode] + 1, 27.0)


def placed_catalogue() -> Catalogue:
    """The small catalogue with bounds and labels that fit the squares."""
    catalogue = small_catalogue()
    bounds = {
        code: shape.bounds
        for level in Level
        for code, shape in polygons(level).set_index("adcode").geometry.items()
    }
    units = {code: replace(unit, bbox=bounds.get(code, unit.bbox)) for code, unit in catalogue.units.items()}
    units |= {code: replace(units[code], label=(west + 0.5, 26.5)) for code, west in WEST.items()}
    return replace(catalogue, units=units)


def polygons(level: str) -> geopandas.GeoDataFrame:
    shapes = {
        Level.COUNTY: {code: square(code) for code in WEST},
        Level.PREFECTURE: {"520100": shapely.box(105, 26, 109, 27), "520600": shapely.box(109, 26, 111, 27)},
        Level.PROVINCE: {"520000": shapely.box(105, 26, 111, 27)},
    }[Level(level)]
    return geopandas.GeoDataFrame({"adcode": list(shapes)}, geometry=list(shapes.values()), crs="EPSG:4326")


def definition(layer: str, source: LayerSource, geometry: str = "polygon") -> LayerDefinition:
    return LayerDefinition(
        id=layer,
        title=Text(f"图层 {layer}", f"Layer {layer}"),
        description=Text("试验", "Trial"),
        group="admin",
        source=source,
        geometry=geometry,
        style=LayerStyle(),
        popup=("names",) if source.kind == "bases" else ("name",),
        attribution=Text("测试", "Test"),
        licence="MIT",
        date="2026-01-01",
        precision="surveyed",
    )


DEFINITIONS = (
    definition("county", LayerSource("units", level="county")),
    definition("phosphorus", LayerSource("designations", topics=("phosphorus",))),
    definition("base", LayerSource("bases", topics=("phosphorus", "manganese"))),
    definition("zone", LayerSource("zones"), "point"),
)


def build_small_store(home: Path, known: Catalogue | None = None) -> Catalogue:
    """Write the small store, or another catalogue with its shapes, into a folder and give the catalogue."""
    if known is None and not (home / FILE_NAME).exists():
        built, catalogue = _built_once()
        shutil.copytree(built, home, dirs_exist_ok=True)
        return catalogue
    return _build(home, known)


@functools.cache
def _built_once() -> tuple[Path, Catalogue]:
    """The small store as it is built; hundreds of tests begin with a copy."""
    folder = Path(tempfile.mkdtemp(prefix="atlas-small-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder, _build(folder)


def _build(home: Path, known: Catalogue | None = None) -> Catalogue:
    with open_builder(home) as builder:
        catalogue = write_small_store(builder, known)
        builder.switch()
    return catalogue


def write_small_store(
    builder: StoreBuilder, known: Catalogue | None = None, *, stamp: str = "small", county_tiles: str = ""
) -> Catalogue:
    """Write the parts of the small store and give its catalogue; the caller switches. It has no tiles but those given."""
    catalogue = known or placed_catalogue()
    for level in Level:
        # Squares are as simple as can be, so every generalised copy is the same.
        for tolerance_m in (0, *TOLERANCES_M):
            builder.write_polygons(polygons(level), level.value, tolerance_m)
    builder.write_table(DASH, MARITIME_TABLE)
    described = []
    for one in DEFINITIONS:
        frame = make_features(one, catalogue, polygons)
        builder.write_features(frame, one)
        tiles = county_tiles if one.id == "county" else ""
        described.append(describe_layer(one, frame, tile_archive=tiles, published="2026-01-01"))
    builder.write_layers(described)
    builder.write_catalogue(catalogue)
    builder.write_towns(TOWNS)
    builder.write_meta({"stamp": stamp, "version": "test", "date": "2026-01-01", "report": "{}"})
    return catalogue
