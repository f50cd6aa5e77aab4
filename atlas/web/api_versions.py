"""Addresses for the layers that staff added: versions, previews, differences, publishing, metadata and style."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request

from atlas.core.access import Action
from atlas.core.errors import ParameterError
from atlas.core.filters import FeatureQuery, parse_bbox, parse_integer
from atlas.services.filters import check_names, read_page
from atlas.services.layer_changes import read_changes
from atlas.services.layers import collection_text
from atlas.services.previews import Previews
from atlas.services.style_changes import StyleChanges
from atlas.services.versions import Versions
from atlas.web.context import services
from atlas.web.identity import current_actor, require_access
from atlas.web.params import read_json_body
from atlas.web.responses import GEOJSON, answer_tile

blueprint = Blueprint("versions", __name__, url_prefix="/api/manage/layers")

_MOST_NAMED = 200
_LAST_VERSION = 1_000_000
_DEEPEST_ZOOM = 24


#: Asked before anything of a request is read; the service asks again, for the layer itself.
_ACTIONS = {
    "versions.publish_version": Action.PUBLISH_LAYER,
    "versions.roll_back": Action.PUBLISH_LAYER,
    "versions.remove_layer": Action.REMOVE_LAYER,
    "versions.restore_layer": Action.REMOVE_LAYER,
}


@blueprint.before_request
def check_role() -> None:
    """Refuse who could not do this with any layer."""
    require_access(_ACTIONS.get(request.endpoint or "", Action.SEE_DRAFTS))


@blueprint.after_request
def keep_private(response: Response) -> Response:
    """Drafts belong to staff: no cache keeps them."""
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("")
def list_layers() -> Response:
    """Every layer that staff added, removed ones too."""
    actor = require_access(Action.SEE_DRAFTS)
    check_names(request.args, ())
    return jsonify(_versions().list_layers(actor, with_removed=True))


@blueprint.get("/<layer_id>")
def show_layer(layer_id: str) -> Response:
    """A layer and its versions."""
    check_names(request.args, ())
    return jsonify(_versions().show(current_actor(), layer_id))


@blueprint.patch("/<layer_id>")
def change_layer(layer_id: str) -> Response:
    """Another title, description, metadata, style or rights."""
    actor, body = current_actor(), _body(("title", "description", "metadata", "style", "rights"))
    known = _versions().show(actor, layer_id)
    return jsonify(_style_changes().update(actor, layer_id, read_changes(body, known["metadata"])))


@blueprint.get("/<layer_id>/versions/<version>")
def show_version(layer_id: str, version: str) -> Response:
    """A version and the report of its import."""
    check_names(request.args, ())
    return jsonify(_versions().show_version(current_actor(), layer_id, _number(version)))


@blueprint.delete("/<layer_id>/versions/<version>")
def discard_version(layer_id: str, version: str) -> tuple[str, int]:
    """Remove a version that was never published."""
    _versions().discard(current_actor(), layer_id, _number(version))
    return "", 204


@blueprint.post("/<layer_id>/versions/<version>/classes")
def find_classes(layer_id: str, version: str) -> Response:
    """Classes for a style out of the values of one field; changes nothing."""
    body = _body(("field", "renderer", "scheme", "n_classes", "ramp", "reverse", "edges"))
    return jsonify(_style_changes().find_classes(current_actor(), layer_id, _number(version), body))


@blueprint.get("/<layer_id>/versions/<version>/items")
def list_features(layer_id: str, version: str) -> Response:
    """Features of a version: those that meet a bbox, or those that ``features`` names by number."""
    check_names(request.args, ("bbox", "limit", "offset", "features"))
    actor, number = current_actor(), _number(version)
    named = request.args.get("features", "")
    if named:
        page = _previews().read_features(actor, layer_id, number, _features(named))
    else:
        limit, offset = read_page(request.args)
        bbox = parse_bbox(request.args["bbox"]) if "bbox" in request.args else None
        query = FeatureQuery(bbox=bbox, limit=limit, offset=offset)
        page = _previews().find_features(actor, layer_id, number, query)
    return Response("".join(collection_text(page)), content_type=GEOJSON)


@blueprint.get("/<layer_id>/versions/<version>/tiles/<int:z>/<int:x>/<int:y>.mvt")
def show_tile(layer_id: str, version: str, z: int, x: int, y: int) -> Response:
    """One vector tile of a version."""
    check_names(request.args, ())
    if z > _DEEPEST_ZOOM or x >= 2**z or y >= 2**z:
        raise ParameterError(
            f"没有瓦片 {z}/{x}/{y}"[:80],
            f"there is no tile {z}/{x}/{y}"[:80],
            code="tile_out_of_range",
            hint_zh=f"级别为 0 到 {_DEEPEST_ZOOM}，行列号小于 2 的级别次方。",
            hint_en=f"Zoom runs from 0 to {_DEEPEST_ZOOM}; column and row are below 2 to that power.",
        )
    number = _number(version)
    body = _previews().read_tile(current_actor(), layer_id, number, z=z, x=x, y=y)
    return answer_tile(body, f"{layer_id}-{number}", is_final=False)


@blueprint.get("/<layer_id>/diff")
def compare_versions(layer_id: str) -> Response:
    """What changed between two versions."""
    check_names(request.args, ("old", "new", "key"))
    old, new = (_number(request.args[name]) if name in request.args else None for name in ("old", "new"))
    key = request.args.get("key", "")
    return jsonify(_versions().compare(current_actor(), layer_id, old, new, key=key))


@blueprint.post("/<layer_id>/publish")
def publish_version(layer_id: str) -> Response:
    """Let everybody see a version; refused when another one was published since the page was opened."""
    body = _body(("version", "expected"))
    number = _integer(body, "version")
    if number is None:
        raise _missing("version")
    expected = _integer(body, "expected")
    return jsonify(_versions().publish(current_actor(), layer_id, number, expected=expected))


@blueprint.post("/<layer_id>/rollback")
def roll_back(layer_id: str) -> Response:
    """Back to an earlier version; without ``version`` to the one published before."""
    body = _body(("version", "expected"))
    number, expected = _integer(body, "version"), _integer(body, "expected")
    return jsonify(_versions().rollback(current_actor(), layer_id, number, expected=expected))


@blueprint.post("/<layer_id>/remove")
def remove_layer(layer_id: str) -> Response:
    """Hide a layer."""
    _body(())
    return jsonify(_versions().remove(current_actor(), layer_id))


@blueprint.post("/<layer_id>/restore")
def restore_layer(layer_id: str) -> Response:
    """Show a removed layer again."""
    _body(())
    return jsonify(_versions().restore(current_actor(), layer_id))


def _versions() -> Versions:
    return services().versions


def _style_changes() -> StyleChanges:
    return StyleChanges(services().versions, services().store)


def _previews() -> Previews:
    return Previews(services().versions, services().store)


def _number(text: str) -> int:
    return parse_integer("version", text, lowest=1, highest=_LAST_VERSION)


def _features(text: str) -> list[int]:
    words = text.split(",")
    if len(words) > _MOST_NAMED:
        raise ParameterError(
            f"一次最多 {_MOST_NAMED} 个要素",
            f"at most {_MOST_NAMED} features at once",
            parameter="features",
        )
    return [parse_integer("features", word, lowest=1, highest=1_000_000_000) for word in words]


def _body(known: tuple[str, ...]) -> dict[str, Any]:
    """The JSON object of a request; none is an empty one."""
    body = read_json_body() if request.get_data(cache=True) else {}
    check_names(body, known)
    return body


def _integer(body: dict[str, Any], name: str) -> int | None:
    value = body.get(name)
    if value is None or (
        isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _LAST_VERSION
    ):
        return value
    raise ParameterError(f"{name} 应为版本号", f"{name} is the number of a version", parameter=name)


def _missing(name: str) -> ParameterError:
    return ParameterError(f"缺少 {name}", f"{name} is missing", code="parameter_missing", parameter=name)
