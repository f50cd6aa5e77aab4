"""OGC API Tiles: tile sets of the layers, all in WebMercatorQuad, read from PMTiles archives."""

from __future__ import annotations

from atlas.core.errors import NotFoundError, ParameterError
from atlas.core.layers import LayerVersion
from atlas.core.tile_matrix import (
    CRS_URI,
    WEB_MERCATOR_QUAD,
    WEB_MERCATOR_QUAD_URI,
    describe_matrix_set,
    tile_limits,
)
from atlas.services.answers import Answer
from atlas.services.layers import find_tile_archive
from atlas.services.ogc_links import JSON, MAPLIBRE_STYLE, MVT, OGC_REL, TILEJSON, link, self_links
from atlas.stores.protocol import ReadableStore

#: Polygons of all levels and their labels stand in one archive.
UNIT_TILE_LAYERS = ("county", "prefecture", "province", "label")
#: Deeper than the tiles of any layer.
_LAST_MATRIX = 18
_WORLD = (-180.0, -85.0, 180.0, 85.0)


def check_matrix_set(name: str) -> None:
    """Refuse a tile matrix set that no tile is in.

    Parameters
    ----------
    name
        As the caller wrote it.

    Raises
    ------
    NotFoundError
        It is not WebMercatorQuad.
    """
    if name != WEB_MERCATOR_QUAD:
        raise NotFoundError(
            f"没有瓦片矩阵集“{name[:40]}”",
            f"there is no tile matrix set “{name[:40]}”",
            code="tile_matrix_set_unknown",
            hint_zh=f"可用：{WEB_MERCATOR_QUAD}。",
            hint_en=f"Use {WEB_MERCATOR_QUAD}.",
        )


def get_tiled_layer(store: ReadableStore, layer_id: str) -> LayerVersion:
    """The layer whose tiles are asked for.

    Parameters
    ----------
    store
        The store.
    layer_id
        Id of a collection; the base map is none.

    Returns
    -------
    LayerVersion
        Has a tile archive.

    Raises
    ------
    LayerNotFound
        There is no such layer, or it has no tiles.
    """
    return find_tile_archive(store, store.get_layer(layer_id).id)


def list_matrix_sets(base: str) -> Answer:
    """Every tile matrix set.

    Parameters
    ----------
    base
        Address of the API.

    Returns
    -------
    dict
        One set and its link.
    """
    address = f"{base}/tileMatrixSets/{WEB_MERCATOR_QUAD}"
    one = {
        "id": WEB_MERCATOR_QUAD,
        "title": "Web Mercator",
        "uri": WEB_MERCATOR_QUAD_URI,
        "crs": CRS_URI,
        "links": [link("self", f"{address}?f=json", JSON, WEB_MERCATOR_QUAD)],
    }
    return {"links": self_links(f"{base}/tileMatrixSets"), "tileMatrixSets": [one]}


def show_matrix_set(name: str) -> Answer:
    """One tile matrix set.

    Parameters
    ----------
    name
        Id.

    Returns
    -------
    dict
        Its matrices, more of them than hold tiles.

    Raises
    ------
    NotFoundError
        There is none of that name.
    """
    check_matrix_set(name)
    return describe_matrix_set(_LAST_MATRIX)


def list_tilesets(store: ReadableStore, layer_id: str, base: str) -> Answer:
    """Tile sets of a layer.

    Parameters
    ----------
    store
        The store.
    layer_id
        Id.
    base
        Address of the API.

    Returns
    -------
    dict
        One set.

    Raises
    ------
    LayerNotFound
        There is no such layer, or it has no tiles.
    """
    layer = get_tiled_layer(store, layer_id)
    address = f"{base}/collections/{layer.id}/tiles"
    return {"links": self_links(address), "tilesets": [_describe(layer, base)]}


def show_tileset(store: ReadableStore, layer_id: str, base: str) -> Answer:
    """The tile set of a layer.

    Parameters
    ----------
    store
        The store.
    layer_id
        Id.
    base
        Address of the API.

    Returns
    -------
    dict
        With limits and layers (OGC 17-083r4, clause 10).

    Raises
    ------
    LayerNotFound
        There is no such layer, or it has no tiles.
    """
    layer = get_tiled_layer(store, layer_id)
    west, south, east, north = layer.bbox or _WORLD
    return {
        **_describe(layer, base),
        "boundingBox": {"lowerLeft": [west, south], "upperRight": [east, north]},
        "tileMatrixSetLimits": tile_limits((west, south, east, north), layer.max_zoom),
        "layers": [
            {"id": name, "dataType": "vector", "title": layer.definition.title.zh}
            for name in tile_layers(layer)
        ],
    }


def show_tilejson(store: ReadableStore, layer_id: str, base: str) -> Answer:
    """TileJSON of a layer, tiles at their OGC address.

    Parameters
    ----------
    store
        The store.
    layer_id
        Id.
    base
        Address of the API.

    Returns
    -------
    dict
        TileJSON 3.0.0.

    Raises
    ------
    LayerNotFound
        There is no such layer, or it has no tiles.
    """
    layer = get_tiled_layer(store, layer_id)
    fields = {item.name: f"{item.title.zh} / {item.title.en}" for item in layer.schema}
    return {
        "tilejson": "3.0.0",
        "name": layer.definition.title.zh,
        "description": layer.definition.description.zh,
        "attribution": layer.definition.attribution.zh,
        "version": f"{layer.version}.0.0",
        "scheme": "xyz",
        "tiles": [tile_template(layer, base, names=("{z}", "{y}", "{x}"))],
        "minzoom": 0,
        "maxzoom": layer.max_zoom,
        "bounds": list(layer.bbox or _WORLD),
        "vector_layers": [{"id": name, "fields": fields} for name in tile_layers(layer)],
    }


def tile_template(layer: LayerVersion, base: str, *, names: tuple[str, str, str]) -> str:
    """Address of the tiles of a layer.

    Parameters
    ----------
    layer
        The layer.
    base
        Address of the API.
    names
        Words for matrix, row and column, in braces.

    Returns
    -------
    str
        Row before column, as OGC orders them.
    """
    matrix, row, column = names
    return f"{base}/collections/{layer.id}/tiles/{WEB_MERCATOR_QUAD}/{matrix}/{row}/{column}"


def tile_layers(layer: LayerVersion) -> tuple[str, ...]:
    """Names of the layers inside the tiles of a layer.

    Parameters
    ----------
    layer
        The layer.

    Returns
    -------
    tuple of str
        Its id; for units the levels and their labels, which share one archive.
    """
    return UNIT_TILE_LAYERS if layer.definition.source.kind == "units" else (layer.id,)


def read_tile_address(layer: LayerVersion, matrix: str, row: str, column: str) -> tuple[int, int, int]:
    """A checked tile address.

    Parameters
    ----------
    layer
        The layer.
    matrix, row, column
        As the caller wrote them.

    Returns
    -------
    tuple of int
        Zoom, column, row.

    Raises
    ------
    ParameterError
        Not whole numbers.
    NotFoundError
        Outside of the matrix, or below the last matrix with tiles.
    """
    if not all(word.isascii() and word.isdecimal() and len(word) < 8 for word in (matrix, row, column)):
        raise ParameterError(
            f"瓦片编号应为整数：{matrix[:10]}/{row[:10]}/{column[:10]}",
            f"a tile is named by whole numbers: {matrix[:10]}/{row[:10]}/{column[:10]}",
            code="tile_invalid",
            hint_zh="次序为 级别/行/列。",
            hint_en="The order is matrix, row, column.",
        )
    zoom, tile_row, tile_column = int(matrix), int(row), int(column)
    if zoom > layer.max_zoom or tile_row >= 2**zoom or tile_column >= 2**zoom:
        raise NotFoundError(
            f"没有瓦片 {zoom}/{tile_row}/{tile_column}",
            f"there is no tile {zoom}/{tile_row}/{tile_column}",
            code="tile_out_of_range",
            hint_zh=f"级别为 0 到 {layer.max_zoom}，次序为 级别/行/列。",
            hint_en=f"Matrices run from 0 to {layer.max_zoom}; the order is matrix, row, column.",
        )
    return zoom, tile_column, tile_row


def _describe(layer: LayerVersion, base: str) -> Answer:
    address = f"{base}/collections/{layer.id}/tiles/{WEB_MERCATOR_QUAD}"
    template = tile_template(layer, base, names=("{tileMatrix}", "{tileRow}", "{tileCol}"))
    return {
        "title": layer.definition.title.zh,
        "dataType": "vector",
        "crs": CRS_URI,
        "tileMatrixSetId": WEB_MERCATOR_QUAD,
        "tileMatrixSetURI": WEB_MERCATOR_QUAD_URI,
        "links": [
            *self_links(address),
            link(OGC_REL + "tiling-scheme", f"{base}/tileMatrixSets/{WEB_MERCATOR_QUAD}?f=json", JSON),
            link(OGC_REL + "geodata", f"{base}/collections/{layer.id}?f=json", JSON, "图层 / collection"),
            link("describedby", f"{address}?f=tilejson", TILEJSON, "TileJSON"),
            link("item", template, MVT, "瓦片 / tiles", templated=True),
            link("stylesheet", f"{base}/styles/{layer.id}?f=mbs", MAPLIBRE_STYLE, "样式 / style"),
        ],
    }
