"""OGC API Features: boxes, pages, filters, order and reference systems, over six square counties side by side."""

from __future__ import annotations

import contextlib
import math
from typing import Any

import pyproj
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ITEMS = "/ogc/collections/county/items"
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"


#: From the equator to 26 degrees north on the ellipsoid of CGCS2000: the northing there on a meridian of a zone [m].
ARC_M = pyproj.Geod(a=6378137.0, rf=298.257222101).inv(105.0, 0.0, 105.0, 26.0)[2]


@pytest.fixture(params=["small_app", "postgis_app"], ids=["geopackage", "postgis"])
def client(request: pytest.FixtureRequest) -> FlaskClient:
    app: Flask = request.getfixturevalue(request.param)
    return app.test_client()


def ask(client: FlaskClient, **query: Any) -> Any:
    answer = client.get(ITEMS, query_string={name.replace("_", "-"): value for name, value in query.items()})
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def names(client: FlaskClient, **query: Any) -> list[str]:
    return [feature["properties"]["name"] for feature in ask(client, **query)["features"]]


def refusal(client: FlaskClient, query: dict[str, Any]) -> str:
    answer = client.get(ITEMS, query_string=query)
    assert answer.status_code == 400, answer.text
    return str(answer.get_json()["code"])


ALL = ["南明区", "开阳县", "息烽县", "清镇市", "玉屏侗族自治县", "松桃苗族自治县"]


def test_features_say_how_many_there_are_and_when_they_were_read(client: FlaskClient) -> None:
    page = ask(client)
    assert page["type"] == "FeatureCollection"
    assert (page["numberMatched"], page["numberReturned"]) == (6, 6)
    assert page["timeStamp"].endswith("Z")
    assert names(client) == ALL


def test_pages_follow_each_other_by_their_links(client: FlaskClient) -> None:
    seen: list[str] = []
    address = f"{ITEMS}?limit=2&province=贵州省"
    for _ in range(3):
        page = client.get(address).get_json()
        seen += [feature["properties"]["name"] for feature in page["features"]]
        links = {link["rel"]: link["href"] for link in page["links"]}
        address = links.get("next", "")
    assert seen == ALL
    assert "next" not in links
    assert client.get(links["prev"]).get_json()["features"][0]["properties"]["name"] == "息烽县"


def test_a_limit_beyond_the_most_is_the_most(client: FlaskClient) -> None:
    assert ask(client, limit=50_000)["numberReturned"] == 6


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"bbox": "106.2,26.2,106.4,26.4"}, ["开阳县"]),
        ({"bbox": "106.2,26.2,0,106.4,26.4,9000"}, ["开阳县"]),
        ({"bbox": "26.2,106.2,26.4,106.4", "bbox-crs": EPSG + "4490"}, ["开阳县"]),
        ({"bbox": "26.2,106.2,26.4,106.4", "bbox-crs": EPSG + "4326"}, ["开阳县"]),
        ({"bbox": "11830000,3020000,11840000,3030000", "bbox-crs": EPSG + "3857"}, ["开阳县"]),
        ({"bbox": "2900000,36310000,2930000,36330000", "bbox-crs": EPSG + "4524"}, ["开阳县"]),
        ({"bbox": "110.5,26,-170,27"}, ["松桃苗族自治县"]),
        ({"bbox": "26,110.5,27,-170", "bbox-crs": EPSG + "4490"}, ["松桃苗族自治县"]),
        ({"bbox": "0,0,1,1"}, []),
    ],
)
def test_a_box_in_any_system_gives_what_meets_it(
    client: FlaskClient, query: dict[str, str], expected: list[str]
) -> None:
    assert names(client, **query) == expected


@pytest.mark.parametrize(
    ("code", "first"),
    [
        (CRS84, (105.0, 26.0)),
        (EPSG + "4326", (26.0, 105.0)),
        (EPSG + "4490", (26.0, 105.0)),
        (EPSG + "3857", (6378137 * math.radians(105), 6378137 * math.asinh(math.tan(math.radians(26))))),
        (EPSG + "4523", (ARC_M, 35_500_000.0)),
        (EPSG + "4544", (ARC_M, 500_000.0)),
    ],
)
def test_coordinates_come_in_the_order_of_the_authority(
    client: FlaskClient, code: str, first: tuple[float, float]
) -> None:
    answer = client.get(ITEMS, query_string={"crs": code, "limit": 1})
    assert answer.headers["Content-Crs"] == f"<{code}>"
    ring = answer.get_json()["features"][0]["geometry"]["coordinates"][0][0]
    lowest = min(first for first, _ in ring), min(second for _, second in ring)
    assert lowest == pytest.approx(first, abs=0.006)


def test_one_feature_comes_in_any_system_too(client: FlaskClient) -> None:
    answer = client.get(f"{ITEMS}/2", query_string={"crs": EPSG + "4490"})
    feature = answer.get_json()
    assert answer.headers["Content-Crs"] == f"<{EPSG}4490>"
    assert feature["id"] == 2
    assert feature["properties"]["name"] == "开阳县"
    assert [26.0, 106.0] in feature["geometry"]["coordinates"][0][0]
    assert {link["rel"] for link in feature["links"]} == {"self", "alternate", "collection"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"name": "开阳县"}, ["开阳县"]),
        ({"goals": "0"}, ["南明区"]),
        ({"filter": "name LIKE '%阳县' AND goals > 0"}, ["开阳县"]),
        ({"filter": "S_INTERSECTS(geometry, POINT(106.5 26.5))"}, ["开阳县"]),
        (
            {"filter": "S_INTERSECTS(geometry, POINT(26.5 106.5))", "filter-crs": EPSG + "4490"},
            ["开阳县"],
        ),
        (
            {"filter": '{"op":"=","args":[{"property":"name"},"开阳县"]}', "filter-lang": "cql2-json"},
            ["开阳县"],
        ),
        ({"filter": "name = '开阳县' OR name = '息烽县'", "bbox": "107,26,108,26.5"}, ["开阳县", "息烽县"]),
        ({"sortby": "-adcode", "limit": "2"}, ["松桃苗族自治县", "玉屏侗族自治县"]),
        ({"sortby": "+prefecture,-adcode", "limit": "2"}, None),
    ],
)
def test_filters_and_order(client: FlaskClient, query: dict[str, str], expected: list[str] | None) -> None:
    found = names(client, **query)
    if expected is None:
        rows = [feature["properties"] for feature in ask(client, sortby="+prefecture,-adcode")["features"]]
        assert rows == sorted(
            sorted(rows, key=lambda row: row["adcode"], reverse=True), key=lambda row: row["prefecture"]
        )
    else:
        assert found == expected


@pytest.mark.parametrize(
    "text", ["2027-01-01", "2027-06-30T12:00:00Z", "2025-01-01/2027-12-31", "../2027-01-01"]
)
def test_features_that_stand_in_no_time_pass_every_moment(client: FlaskClient, text: str) -> None:
    assert names(client, datetime=text) == ALL


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"bbox": "1,2,3"}, "bbox_invalid"),
        ({"bbox": "a,b,c,d"}, "bbox_invalid"),
        ({"bbox": "nan,nan,nan,nan"}, "bbox_invalid"),
        ({"bbox": "1e999,0,1,1"}, "bbox_invalid"),
        ({"bbox": "0,50,1,40"}, "bbox_invalid"),
        ({"bbox": "200,0,-200,1"}, "bbox_invalid"),
        ({"bbox": "106,126,107,127"}, "coordinate_out_of_range"),
        ({"bbox": "1,2,3,4", "bbox-crs": "EPSG:2379"}, "crs_unknown"),
        ({"crs": "http://evil.example/crs"}, "crs_unknown"),
        ({"limit": "0"}, "limit_exceeded"),
        ({"limit": "ten"}, "parameter_invalid"),
        ({"offset": "-1"}, "limit_exceeded"),
        ({"datetime": "yesterday"}, "datetime_invalid"),
        ({"datetime": "2027-01-01/2025-01-01"}, "datetime_invalid"),
        ({"datetime": "../.."}, "datetime_invalid"),
        ({"datetime": "2027-13-45"}, "datetime_invalid"),
        ({"datetime": "2027"}, "datetime_invalid"),
        ({"datetime": "20270101"}, "datetime_invalid"),
        ({"colour": "red"}, "parameter_unknown"),
        ({"goals": "many"}, "filter_invalid"),
        ({"name": "长" * 300}, "filter_invalid"),
        ({"filter": "colour = 'red'"}, "property_unknown"),
        ({"filter": "name = 3"}, "filter_invalid"),
        ({"filter": "(" * 200}, "filter_too_large"),
        ({"filter": "{", "filter-lang": "cql2-json"}, "filter_syntax"),
        ({"filter": "x", "filter-lang": "sql"}, "parameter_invalid"),
        ({"sortby": "colour"}, "property_unknown"),
        ({"sortby": 'name"; DROP TABLE layer; --'}, "property_unknown"),
        ({"sortby": ",".join(["name"] * 6)}, "parameter_invalid"),
        ({"f": "gml"}, "form_unknown"),
    ],
)
def test_what_cannot_be_answered_is_refused(client: FlaskClient, query: dict[str, str], code: str) -> None:
    assert refusal(client, query) == code


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(
        ["bbox", "crs", "bbox-crs", "datetime", "limit", "filter", "filter-crs", "sortby", "goals", "f"]
    ),
    value=st.text(max_size=60)
    | st.lists(st.floats(), max_size=7).map(lambda numbers: ",".join(map(str, numbers))),
)
def test_no_value_ends_in_a_failure_of_the_service(client: FlaskClient, name: str, value: str) -> None:
    with contextlib.suppress(UnicodeEncodeError):  # lone surrogates cannot be sent at all
        answer = client.get(ITEMS, query_string={name: value})
        assert answer.status_code in (200, 400)
        assert "Traceback" not in answer.text
