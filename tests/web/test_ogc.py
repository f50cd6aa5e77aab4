"""OGC API: landing page, collections, forms, errors, other hosts. Features and tiles have tests of their own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from atlas.services.ogc import CONFORMANCE

PAGES = (
    "/ogc",
    "/ogc/conformance",
    "/ogc/api",
    "/ogc/collections",
    "/ogc/collections/county",
    "/ogc/collections/county/items",
    "/ogc/collections/county/items/2",
    "/ogc/collections/county/queryables",
    "/ogc/collections/county/sortables",
    "/ogc/collections/county/styles",
    "/ogc/styles",
    "/ogc/styles/county",
    "/ogc/tileMatrixSets",
    "/ogc/tileMatrixSets/WebMercatorQuad",
)


def links(client: FlaskClient, path: str) -> dict[str, str]:
    """Address by relation."""
    return {link["rel"]: link["href"] for link in client.get(path).get_json()["links"]}


def test_the_landing_page_leads_to_everything(client: FlaskClient) -> None:
    found = links(client, "/ogc")
    assert {"self", "alternate", "service-desc", "service-doc", "conformance", "data"} <= set(found)
    for address in found.values():
        assert client.get(address).status_code == 200


def test_the_same_page_stands_with_and_without_a_slash(client: FlaskClient) -> None:
    assert client.get("/ogc/").status_code == client.get("/ogc").status_code == 200


def test_conformance_names_the_classes_of_all_parts(client: FlaskClient) -> None:
    classes = client.get("/ogc/conformance").get_json()["conformsTo"]
    assert classes == list(CONFORMANCE)
    assert "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs" in classes
    assert "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text" in classes


def test_a_collection_says_where_it_lies_and_in_which_systems_it_comes(client: FlaskClient) -> None:
    county = client.get("/ogc/collections/county").get_json()
    assert county["extent"]["spatial"]["bbox"] == [[105.0, 26.0, 111.0, 27.0]]
    assert county["storageCrs"] in county["crs"]
    assert "http://www.opengis.net/def/crs/EPSG/0/4490" in county["crs"]
    assert county["itemType"] == "feature"


def test_the_list_of_collections_says_its_systems_once(client: FlaskClient) -> None:
    answer = client.get("/ogc/collections").get_json()
    assert [one["id"] for one in answer["collections"]] == ["county", "phosphorus", "base", "zone"]
    assert {tuple(one["crs"]) for one in answer["collections"]} == {("#/crs",)}
    assert answer["crs"] == client.get("/ogc/collections/county").get_json()["crs"]


def test_every_link_of_a_collection_leads_somewhere(client: FlaskClient) -> None:
    for link in client.get("/ogc/collections/county").get_json()["links"]:
        assert client.get(link["href"]).status_code == 200, link


def test_queryables_are_a_schema_of_the_properties(client: FlaskClient) -> None:
    answer = client.get("/ogc/collections/county/queryables")
    assert answer.mimetype == "application/schema+json"
    schema = answer.get_json()
    assert schema["$id"].endswith("/ogc/collections/county/queryables")
    assert schema["properties"]["name"]["type"] == "string"
    assert schema["properties"]["geometry"]["x-ogc-role"] == "primary-geometry"
    assert "geometry" not in client.get("/ogc/collections/county/sortables").get_json()["properties"]


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def test_the_description_is_openapi_3_0_and_complete(client: FlaskClient) -> None:
    answer = client.get("/ogc/api")
    assert answer.content_type == "application/vnd.oai.openapi+json;version=3.0"
    described = json.loads(answer.data)
    assert described["openapi"].startswith("3.0")
    for reference in references(described):
        place = described
        for name in reference.removeprefix("#/").split("/"):
            place = place[name]
    served = {
        rule.rule.removeprefix("/ogc").count("/")
        for rule in client.application.url_map.iter_rules()
        if rule.rule.startswith("/ogc")
    }
    assert served - {0} == {path.count("/") for path in described["paths"]}
    limit = described["components"]["parameters"]["limit"]["schema"]
    assert (limit["default"], limit["maximum"]) == (100, 10_000)


@pytest.mark.parametrize("path", PAGES)
def test_every_document_is_a_page_too(client: FlaskClient, path: str) -> None:
    page = client.get(path, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert page.mimetype == "text/html"
    assert '<html lang="zh-CN">' in page.text
    assert "<script" not in page.text
    assert "style=" not in page.text
    assert client.get(path, query_string={"f": "html"}).data == page.data


@pytest.mark.parametrize("accept", ["*/*", "application/json", "application/geo+json", "image/png", ""])
def test_programs_get_json(client: FlaskClient, accept: str) -> None:
    answer = client.get("/ogc/collections/county/items", headers={"Accept": accept})
    assert answer.mimetype == "application/geo+json"
    assert "Accept" in answer.headers["Vary"]


def test_the_page_of_features_is_the_table_of_the_json(client: FlaskClient) -> None:
    features = client.get("/ogc/collections/county/items").get_json()["features"]
    page = client.get("/ogc/collections/county/items?f=html").text
    for feature in features:
        assert feature["properties"]["name"] in page
        assert f"/ogc/collections/county/items/{feature['id']}?f=html" in page


def test_words_of_a_caller_are_escaped_on_a_page(client: FlaskClient) -> None:
    page = client.get(
        "/ogc/collections/county/items", query_string={"f": "html", "filter": "name = '\"><b>'"}
    )
    assert page.status_code == 200
    assert "<b>" not in page.text
    assert "&#34;&gt;&lt;b&gt;" in page.text


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/ogc/none", 404, "http_404"),
        ("/ogc/collections/none", 404, "layer_unknown"),
        ("/ogc/collections/none/items", 404, "layer_unknown"),
        ("/ogc/collections/county/items/999", 404, "feature_unknown"),
        ("/ogc/collections/county/items/x", 404, "feature_unknown"),
        ("/ogc/collections/county/items/²", 404, "feature_unknown"),
        ("/ogc?f=xml", 400, "form_unknown"),
        ("/ogc?colour=red", 400, "parameter_unknown"),
        ("/ogc/collections?f=json&f=html", 400, "parameter_repeated"),
        ("/ogc/styles/none", 404, "layer_unknown"),
        ("/ogc/tileMatrixSets/WorldCRS84Quad", 404, "tile_matrix_set_unknown"),
        ("/ogc/collections/zone/tiles", 404, "tiles_missing"),
        ("/ogc/collections/admin/tiles", 404, "layer_unknown"),
    ],
)
def test_a_refusal_speaks_ogc_and_our_own_words(
    client: FlaskClient, path: str, status: int, code: str
) -> None:
    answer = client.get(path)
    body = answer.get_json()
    assert (answer.status_code, body["code"], body["error"]["code"]) == (status, code, code)
    assert body["error"]["message"]["zh"] in body["description"]
    assert body["error"]["hint"]["zh"]


def test_pages_of_other_hosts_may_read(client: FlaskClient) -> None:
    answer = client.get("/ogc/collections", headers={"Origin": "https://map.example.cn"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert client.get("/ogc/none").headers["Access-Control-Allow-Origin"] == "*"
    asked = client.options("/ogc/collections/county/items")
    assert "GET" in asked.headers["Access-Control-Allow-Methods"]
    assert "Access-Control-Allow-Origin" not in client.get("/api/layers").headers


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client: FlaskClient, method: str) -> None:
    answer = getattr(client, method)("/ogc/collections/county/items")
    assert answer.status_code in (403, 405)


@pytest.mark.parametrize("path", PAGES)
def test_a_client_that_has_the_answer_gets_304(client: FlaskClient, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.head(path).headers["ETag"] == first.headers["ETag"]
    assert client.head(path).data == b""


def test_an_answer_is_compressed_for_those_who_take_it(client: FlaskClient) -> None:
    plain = client.get("/ogc/collections")
    packed = client.get("/ogc/collections", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < len(plain.data) / 3
