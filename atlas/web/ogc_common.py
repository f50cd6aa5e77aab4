"""OGC API: landing page, conformance, description, collections."""

from __future__ import annotations

from flask import Blueprint, Response, request

from atlas import __version__
from atlas.services import ogc, ogc_openapi
from atlas.services.filters import check_names
from atlas.services.ogc_links import OPENAPI, SCHEMA
from atlas.web.context import services, store
from atlas.web.ogc_answers import answer_document, api_address, open_to_all

blueprint = Blueprint("ogc", __name__, url_prefix="/ogc")
blueprint.after_app_request(open_to_all)


@blueprint.get("")
@blueprint.get("/")
def show_landing() -> Response:
    """The landing page."""
    check_names(request.args, ("f",))
    title = services().settings.title_zh
    return answer_document(lambda: ogc.show_landing(api_address(), title=title), "landing.html")


@blueprint.get("/conformance")
def show_conformance() -> Response:
    """The standards that the API follows."""
    check_names(request.args, ("f",))
    return answer_document(lambda: ogc.show_conformance(api_address()), "conformance.html")


@blueprint.get("/api")
def show_api() -> Response:
    """OpenAPI 3.0 of the API."""
    check_names(request.args, ("f",))
    title = services().settings.title_zh
    return answer_document(
        lambda: ogc_openapi.describe(store().list_layers(), api_address(), title=title, version=__version__),
        "api.html",
        kind=OPENAPI,
    )


@blueprint.get("/collections")
def list_collections() -> Response:
    """Every published layer."""
    check_names(request.args, ("f",))
    return answer_document(lambda: ogc.list_collections(store(), api_address()), "collections.html")


@blueprint.get("/collections/<layer_id>")
def show_collection(layer_id: str) -> Response:
    """One layer."""
    check_names(request.args, ("f",))
    layer = store().get_layer(layer_id)
    return answer_document(
        lambda: ogc.show_collection(store(), layer_id, api_address()), "collection.html", layer=layer
    )


@blueprint.get("/collections/<layer_id>/queryables", defaults={"name": "queryables"})
@blueprint.get("/collections/<layer_id>/sortables", defaults={"name": "sortables"})
def show_queryables(layer_id: str, name: str) -> Response:
    """Properties that a filter may name, or that features can be sorted by."""
    check_names(request.args, ("f",))
    layer = store().get_layer(layer_id)
    return answer_document(
        lambda: ogc.show_queryables(store(), layer_id, api_address(), name=name),
        "queryables.html",
        kind=SCHEMA,
        layer=layer,
        name=name,
    )
