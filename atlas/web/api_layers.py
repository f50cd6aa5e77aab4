"""Addresses for layers: description, features, legend, tiles."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, request

from atlas.core.errors import FeatureNotFound, ParameterError
from atlas.services import layers
from atlas.services.filters import check_names, read_feature_query
from atlas.web.context import revision, store
from atlas.web.responses import GEOJSON, answer_bytes, answer_json, answer_tile

blueprint = Blueprint("layers", __name__, url_prefix="/api/layers")


@blueprint.get("")
def list_layers() -> Response:
    """Every published layer."""
    check_names(request.args, ())
    return answer_json(revision(), lambda: layers.list_layers(store()))


@blueprint.get("/<layer_id>")
def show_layer(layer_id: str) -> Response:
    """One layer."""
    check_names(request.args, ())
    return answer_json(revision(), lambda: layers.show_layer(store(), layer_id))


@blueprint.get("/<layer_id>/items")
def list_features(layer_id: str) -> Response:
    """Features of a layer as GeoJSON."""
    query = read_feature_query(request.args)

    def make() -> bytes:
        page = layers.find_features(store(), layer_id, query)
        following = query.offset + len(page.features)
        next_url = ""
        if page.features and following < page.matched:
            words = urlencode({**request.args, "offset": str(following)})
            next_url = f"{request.base_url}?{words}"
        return "".join(layers.collection_text(page, next_url=next_url)).encode()

    return answer_bytes(revision() + request.host_url, GEOJSON, make)


@blueprint.get("/<layer_id>/items/<feature_id>")
def show_feature(layer_id: str, feature_id: str) -> Response:
    """One feature as GeoJSON."""
    check_names(request.args, ())
    if not feature_id.isdecimal() or len(feature_id) > 12:
        raise FeatureNotFound(
            f"要素编号应为整数：{feature_id[:40]}",
            f"a feature id is a whole number: {feature_id[:40]}",
            hint_zh="要素编号见 /items。",
            hint_en="Feature ids are listed at /items.",
        )
    return answer_bytes(revision(), GEOJSON, lambda: store().read_feature(layer_id, int(feature_id)).encode())


@blueprint.get("/<layer_id>/legend")
def show_legend(layer_id: str) -> Response:
    """Legend of a layer."""
    check_names(request.args, ())
    return answer_json(revision(), lambda: layers.show_legend(store(), layer_id))


@blueprint.get("/<layer_id>/tilejson")
def show_tilejson(layer_id: str) -> Response:
    """TileJSON of a layer."""
    check_names(request.args, ())
    base_url = request.host_url.rstrip("/")
    return answer_json(
        revision() + base_url, lambda: layers.show_tilejson(store(), layer_id, base_url=base_url)
    )


@blueprint.get("/<layer_id>/tiles/<int:z>/<int:x>/<int:y>.mvt")
def show_tile(layer_id: str, z: int, x: int, y: int) -> Response:
    """One vector tile; for good where the address names the version of the tiles."""
    check_names(request.args, ("v",))
    deepest = layers.deepest_zoom(store(), layer_id)
    if z > deepest or x >= 2**z or y >= 2**z:
        raise ParameterError(
            f"没有瓦片 {z}/{x}/{y}",
            f"there is no tile {z}/{x}/{y}",
            code="tile_out_of_range",
            hint_zh=f"级别为 0 到 {deepest}，行列号小于 2 的级别次方。",
            hint_en=f"Zoom runs from 0 to {deepest}; column and row are below 2 to that power.",
        )
    layer = layers.find_tile_archive(store(), layer_id)
    return answer_tile(
        store().read_tile(layer.tile_archive, z, x, y),
        layer.tile_archive,
        # Another version is one that was rebuilt since the page was opened: these tiles are not those of its address.
        is_final=request.args.get("v") == layer.tile_version,
    )
