"""OGC API Tiles and Styles: tile sets, tiles, tile archives, styles."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, request, send_file

from atlas.render.ogc_sld import encode_sld
from atlas.services import ogc_styles, ogc_tiles
from atlas.services.file_names import FileName
from atlas.services.filters import check_names
from atlas.services.ogc_links import HTML, JSON, MAPLIBRE_STYLE, SLD, TILEJSON
from atlas.web.context import store
from atlas.web.kept_answers import keep_answer
from atlas.web.ogc_answers import answer_document, answer_made, answer_page, api_address, choose_form
from atlas.web.responses import answer_tile, encode_json

blueprint = Blueprint("ogc_tiles", __name__, url_prefix="/ogc")

_TILESET_FORMS: Mapping[str, str] = {"json": JSON, "html": HTML, "tilejson": TILEJSON}
_STYLE_FORMS: Mapping[str, str] = {"mbs": MAPLIBRE_STYLE, "sld": SLD, "html": HTML}


@blueprint.get("/tileMatrixSets")
def list_matrix_sets() -> Response:
    """Tile matrix sets."""
    check_names(request.args, ("f",))
    return answer_document(lambda: ogc_tiles.list_matrix_sets(api_address()), "matrix_sets.html")


@blueprint.get("/tileMatrixSets/<name>")
def show_matrix_set(name: str) -> Response:
    """One tile matrix set."""
    check_names(request.args, ("f",))
    ogc_tiles.check_matrix_set(name)
    return answer_document(lambda: ogc_tiles.show_matrix_set(name), "matrix_set.html")


@blueprint.get("/collections/<layer_id>/tiles")
def list_tilesets(layer_id: str) -> Response:
    """Tile sets of a layer."""
    check_names(request.args, ("f",))
    layer = ogc_tiles.get_tiled_layer(store(), layer_id)
    return answer_document(
        lambda: ogc_tiles.list_tilesets(store(), layer_id, api_address()), "tilesets.html", layer=layer
    )


@blueprint.get("/collections/<layer_id>/tiles/<matrix_set>")
def show_tileset(layer_id: str, matrix_set: str) -> Response:
    """The tile set of a layer."""
    check_names(request.args, ("f",))
    ogc_tiles.check_matrix_set(matrix_set)
    layer = ogc_tiles.get_tiled_layer(store(), layer_id)
    form = choose_form(_TILESET_FORMS)
    if form == "tilejson":
        return answer_made(
            TILEJSON, lambda: encode_json(ogc_tiles.show_tilejson(store(), layer_id, api_address()))
        )
    if form == "html":
        return answer_page(
            "tileset.html",
            lambda: {"document": ogc_tiles.show_tileset(store(), layer_id, api_address()), "layer": layer},
        )
    return answer_made(JSON, lambda: encode_json(ogc_tiles.show_tileset(store(), layer_id, api_address())))


@blueprint.get("/collections/<layer_id>/tiles/<matrix_set>/<matrix>/<row>/<column>")
def show_tile(layer_id: str, matrix_set: str, matrix: str, row: str, column: str) -> Response:
    """One vector tile; row before column."""
    check_names(request.args, ("f", "v"))
    choose_form({"mvt": "application/vnd.mapbox-vector-tile"})
    ogc_tiles.check_matrix_set(matrix_set)
    layer = ogc_tiles.get_tiled_layer(store(), layer_id)
    zoom, tile_column, tile_row = ogc_tiles.read_tile_address(layer, matrix, row, column)
    body = store().read_tile(layer.tile_archive, zoom, tile_column, tile_row)
    response = answer_tile(body, layer.tile_archive, is_final=request.args.get("v") == layer.tile_version)
    keep_answer()
    return response


@blueprint.get("/collections/<layer_id>/archive.pmtiles")
def send_archive(layer_id: str) -> Response:
    """All tiles of a layer in one file, whole or by ranges."""
    check_names(request.args, ())
    layer = ogc_tiles.get_tiled_layer(store(), layer_id)
    response = send_file(
        store().tile_path(layer.tile_archive),
        mimetype="application/vnd.pmtiles",
        download_name=f"{layer.id}.pmtiles",
        conditional=True,
        etag=layer.tile_version,
    )
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get("/styles")
def list_styles() -> Response:
    """Styles of all layers."""
    check_names(request.args, ("f",))
    return answer_document(lambda: ogc_styles.list_styles(store(), api_address()), "styles.html")


@blueprint.get("/collections/<layer_id>/styles")
def list_layer_styles(layer_id: str) -> Response:
    """Styles of a layer."""
    check_names(request.args, ("f",))
    layer = store().get_layer(layer_id)
    return answer_document(
        lambda: ogc_styles.list_layer_styles(store(), layer_id, api_address()), "styles.html", layer=layer
    )


@blueprint.get("/styles/<layer_id>")
def show_style(layer_id: str) -> Response:
    """The style of a layer: MapLibre, SLD 1.0, or a page."""
    check_names(request.args, ("f",))
    layer = store().get_layer(layer_id)
    form = choose_form(_STYLE_FORMS)
    if form == "sld":
        name = f"{layer.id}.sld"
        return answer_made(SLD, lambda: encode_sld(layer), download=FileName(name, name))
    if form == "html":
        return answer_page("style.html", lambda: {"layer": layer})
    return answer_made(
        MAPLIBRE_STYLE, lambda: encode_json(ogc_styles.show_maplibre(store(), layer_id, api_address()))
    )
