"""OGC API Features: the features of a layer, and one of them."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, request

from atlas.core.crs_uris import served_crs
from atlas.core.errors import FeatureNotFound
from atlas.core.layers import LayerVersion
from atlas.render.ogc_features import encode_collection, encode_item
from atlas.services import ogc_items
from atlas.services.filters import check_names
from atlas.services.ogc_links import GEOJSON, HTML, link
from atlas.web.context import store
from atlas.web.ogc_answers import answer_made, answer_page, api_address, choose_form

blueprint = Blueprint("ogc_features", __name__, url_prefix="/ogc/collections/<layer_id>/items")

_FORMS: Mapping[str, str] = {"json": GEOJSON, "html": HTML}


@blueprint.get("")
def list_items(layer_id: str) -> Response:
    """Features of a layer."""
    layer = store().get_layer(layer_id)
    question = ogc_items.read_question(request.args, layer)
    form = choose_form(_FORMS)
    address = f"{api_address()}/collections/{layer.id}/items"
    values = {name: value for name, value in request.args.items() if name not in ("offset", "f")}

    def make() -> bytes:
        page = ogc_items.find_page(store(), layer, question)
        return encode_collection(
            page.features,
            question.crs,
            matched=page.matched,
            links=ogc_items.page_links(page, question.query, address, values),
            timestamp=f"{datetime.datetime.now(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}",
        )

    if form == "html":
        return answer_page("items.html", lambda: _page_context(layer, json.loads(make()), values))
    return answer_made(GEOJSON, make, headers={"Content-Crs": f"<{question.crs.uri}>"})


@blueprint.get("/<feature_id>")
def show_item(layer_id: str, feature_id: str) -> Response:
    """One feature of a layer."""
    check_names(request.args, ("f", "crs"))
    layer = store().get_layer(layer_id)
    crs = ogc_items.read_crs(request.args)
    form = choose_form(_FORMS)
    if not (feature_id.isascii() and feature_id.isdecimal() and len(feature_id) <= 12):
        raise FeatureNotFound(
            f"要素编号应为整数：{feature_id[:40]}",
            f"a feature id is a whole number: {feature_id[:40]}",
            hint_zh="要素编号见 /items。",
            hint_en="Feature ids are listed at /items.",
        )
    collection = f"{api_address()}/collections/{layer.id}"
    address = f"{collection}/items/{int(feature_id)}"
    links = [
        link("self", f"{address}?f=json", GEOJSON, "本文档 / this document"),
        link("alternate", f"{address}?f=html", HTML, "网页 / as a page"),
        link("collection", collection, "application/json", "图层 / collection"),
    ]

    def make() -> bytes:
        return encode_item(store().read_feature(layer.id, int(feature_id)), crs, links=links)

    if form == "html":
        return answer_page("item.html", lambda: {"layer": layer, "feature": json.loads(make())})
    return answer_made(GEOJSON, make, headers={"Content-Crs": f"<{crs.uri}>"})


def _page_context(layer: LayerVersion, page: dict[str, Any], values: Mapping[str, str]) -> dict[str, Any]:
    links = {one["rel"]: one["href"] for one in page["links"]}
    return {
        "layer": layer,
        "page": page,
        "values": values,
        # The neighbours of a page are pages too.
        "next": links.get("next", "").replace("f=json", "f=html"),
        "previous": links.get("prev", "").replace("f=json", "f=html"),
        "as_json": links["self"],
        "systems": served_crs().values(),
    }
