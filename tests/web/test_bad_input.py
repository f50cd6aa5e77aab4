"""Bad input gets a clear 4xx with code, message and hint in both languages; never a traceback."""

from __future__ import annotations

import string
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.settings import load_settings
from atlas.web.app import create_app

CASES = {
    "/api/units/999999": (404, "adcode_unknown"),
    "/api/units/abc": (404, "adcode_unknown"),
    "/api/units/522223": (404, "adcode_unknown"),
    "/api/units/" + "9" * 300: (404, "adcode_unknown"),
    "/api/designations?topic=magic": (400, "topic_unknown"),
    "/api/designations?relation=friend": (400, "relation_unknown"),
    "/api/designations?region=000000": (404, "adcode_unknown"),
    "/api/designations?clause=二": (400, "parameter_invalid"),
    "/api/designations?nonsense=1": (400, "parameter_unknown"),
    "/api/designations?topic=phosphorus&topic=manganese": (400, "parameter_repeated"),
    "/api/layers/county/items?name=a&name=b": (400, "parameter_repeated"),
    "/api/goals?document=none": (404, "document_unknown"),
    "/api/goals?document=gz-test-2027&clause=九": (404, "clause_unknown"),
    "/api/goals?kind=wish": (400, "kind_unknown"),
    "/api/goals?year=soon": (400, "parameter_invalid"),
    "/api/goals?year=99999": (400, "limit_exceeded"),
    "/api/goals?limit=0": (400, "limit_exceeded"),
    "/api/goals?limit=99999999999999999999999": (400, "parameter_invalid"),
    "/api/goals?limit=1e3": (400, "parameter_invalid"),
    "/api/goals?offset=-1": (400, "limit_exceeded"),
    "/api/goals?format=pdf": (400, "format_unknown"),
    "/api/goals?format=csv&heads=fr": (400, "heads_unknown"),
    "/api/goals?heads=zh": (400, "parameter_invalid"),
    "/api/choropleth?format=pdf": (400, "format_unknown"),
    "/api/choropleth?format=csv&heads=": (400, "heads_unknown"),
    "/api/choropleth?format=csv&indicator=magic": (400, "indicator_unknown"),
    "/api/choropleth?indicator=magic": (400, "indicator_unknown"),
    "/api/choropleth?scheme=magic": (400, "scheme_unknown"),
    "/api/choropleth?k=100": (400, "limit_exceeded"),
    "/api/documents/none": (404, "document_unknown"),
    "/api/documents/gz-test-2027/clause": (400, "parameter_invalid"),
    "/api/documents/gz-test-2027/clause?id=九": (404, "clause_unknown"),
    "/api/compare?a=520121": (400, "parameter_invalid"),
    "/api/search": (400, "parameter_invalid"),
    "/api/search?q=" + "长" * 100: (400, "parameter_invalid"),
    "/api/layers/none": (404, "layer_unknown"),
    "/api/layers/none/items": (404, "layer_unknown"),
    "/api/layers/county/items?bbox=1,2,3": (400, "bbox_invalid"),
    "/api/layers/county/items?bbox=nan,nan,nan,nan": (400, "bbox_invalid"),
    "/api/layers/county/items?bbox=10,20,5,30": (400, "bbox_invalid"),
    "/api/layers/county/items?colour=red": (400, "filter_invalid"),
    '/api/layers/county/items?name";--=1': (400, "filter_invalid"),
    "/api/layers/county/items/0": (404, "feature_unknown"),
    "/api/layers/county/items/../../etc/passwd": (404, "http_404"),
    "/api/layers/county/items/99999999999999999999": (404, "feature_unknown"),
    "/api/layers/county/tiles/30/0/0.mvt": (400, "tile_out_of_range"),
    "/api/layers/county/tiles/1/5/0.mvt": (400, "tile_out_of_range"),
    "/api/layers/zone/tiles/1/0/0.mvt": (404, "tiles_missing"),
    "/api/nothing": (404, "http_404"),
}


@pytest.mark.parametrize(("path", "expected"), CASES.items(), ids=[path[:60] for path in CASES])
def test_bad_input_is_answered_clearly(client: FlaskClient, path: str, expected: tuple[int, str]) -> None:
    response = client.get(quote(path, safe="/?&=,%.:"))
    error = response.get_json()["error"]
    assert (response.status_code, error["code"]) == expected
    for words in (error["message"], error["hint"]):
        assert words["zh"]
        assert words["en"]
    assert "Traceback" not in response.text


def test_an_old_code_names_the_unit_of_today(client: FlaskClient) -> None:
    error = client.get("/api/units/522223").get_json()["error"]
    assert error["detail"]["current"] == "520622"
    assert "玉屏侗族自治县" in error["hint"]["zh"]


def test_a_method_that_is_not_taken_is_told(client: FlaskClient) -> None:
    response = client.post("/api/goals")
    assert (response.status_code, response.get_json()["error"]["code"]) == (405, "http_405")
    assert "GET" in response.headers["Allow"]


def test_an_endless_address_is_refused(client: FlaskClient) -> None:
    assert client.get("/api/goals?topic=" + "a" * 10_000).status_code == 414


def test_a_service_without_a_store_says_so(tmp_path: Path) -> None:
    client = create_app(load_settings({}, {"home": tmp_path})).test_client()
    response = client.get("/api/bootstrap")
    assert (response.status_code, response.get_json()["error"]["code"]) == (503, "store_unavailable")
    assert str(tmp_path) not in response.text
    assert client.get("/healthz").status_code == 503


@pytest.mark.parametrize(
    "path", ["/api/bootstrap", "/healthz", "/sign-in", "/office/layers", "/ogc/collections"]
)
@pytest.mark.parametrize("has_cookie", [False, True], ids=["visitor", "with a cookie"])
def test_nobody_is_told_where_a_database_is_that_is_away(
    tmp_path: Path, path: str, *, has_cookie: bool
) -> None:
    store = "postgresql://atlas:geheim@127.0.0.1:9/bestand"
    client = create_app(load_settings({}, {"home": tmp_path, "store": store})).test_client()
    if has_cookie:
        client.set_cookie("atlas_session", "an.old.one")
    response = client.get(path, follow_redirects=True)
    assert response.status_code == 503
    assert "数据库暂时不能使用" in response.text
    assert not [word for word in ("127.0.0.1", "bestand", "geheim") if word in response.text]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(
        ["designations", "goals", "targets", "choropleth", "search", "compare", "layers/county/items"]
    ),
    name=st.sampled_from(
        ["topic", "bbox", "region", "year", "limit", "q", "a", "clause", "document", "name"]
    ),
    value=st.text(alphabet=string.printable + "开阳县\u0000\uffff", max_size=60),
)
def test_no_words_of_a_caller_break_the_service(
    client: FlaskClient, path: str, name: str, value: str
) -> None:
    response = client.get(f"/api/{path}", query_string={name: value})
    assert response.status_code in (200, 400, 404)
    if response.status_code != 200:
        assert response.get_json()["error"]["hint"]["zh"]
