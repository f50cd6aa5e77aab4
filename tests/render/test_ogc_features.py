"""Pages of features are joined from the text of the store; another reference system changes geometries only."""

from __future__ import annotations

import json
from typing import Any

import geopandas
import pytest
import shapely

from atlas.core.crs_uris import CRS84_URI, served_crs
from atlas.core.errors import ParameterError
from atlas.render.ogc_features import encode_collection, encode_item, move_features
from atlas.stores.feature_encoding import encode_features

CGCS2000 = served_crs()["http://www.opengis.net/def/crs/EPSG/0/4490"]
CRS84 = served_crs()[CRS84_URI]
#: A property whose text looks like the members around a geometry.
NASTY = '","geometry":{},"properties":{"bbox":[1]'


def features() -> list[str]:
    shapes = [shapely.Point(106.965, 27.0577), shapely.box(106, 26, 107, 27), None]
    frame = geopandas.GeoDataFrame({"name": ["开阳县", NASTY, None]}, geometry=shapes, crs="EPSG:4326")
    return list(encode_features(frame))


def test_a_page_is_one_json_text_with_links() -> None:
    links = [{"rel": "next", "href": 'http://atlas.example.cn/?a=1&b="贵"', "type": "application/geo+json"}]
    page = json.loads(
        encode_collection(features(), CRS84, matched=7, links=links, timestamp="2026-01-01T00:00:00Z")
    )
    assert page["features"] == [json.loads(feature) for feature in features()]
    assert (page["numberMatched"], page["numberReturned"], page["links"]) == (7, 3, links)


def test_a_page_may_be_empty() -> None:
    page = json.loads(encode_collection([], CGCS2000, matched=0, links=[], timestamp="2026-01-01T00:00:00Z"))
    assert page["features"] == []


def test_another_system_changes_geometries_and_drops_boxes() -> None:
    moved = [json.loads(feature) for feature in move_features(features(), CGCS2000)]
    kept = [json.loads(feature) for feature in features()]
    assert moved[0]["geometry"]["coordinates"] == [27.0577, 106.965]
    assert moved[2]["geometry"] is None
    assert "bbox" not in moved[1]
    assert [one["properties"] for one in moved] == [one["properties"] for one in kept]
    assert [one["id"] for one in moved] == [1, 2, 3]


def test_one_feature_has_its_links_at_its_end() -> None:
    feature: dict[str, Any] = json.loads(encode_item(features()[1], CGCS2000, links=[{"rel": "self"}]))
    assert feature["links"] == [{"rel": "self"}]
    assert feature["properties"]["name"] == NASTY


def test_a_feature_on_the_other_side_of_the_globe_has_no_place_in_a_zone() -> None:
    frame = geopandas.GeoDataFrame({"name": ["远"]}, geometry=[shapely.Point(-162.0, 0.0)], crs="EPSG:4326")
    zone = served_crs()["http://www.opengis.net/def/crs/EPSG/0/4524"]
    with pytest.raises(ParameterError) as caught:
        move_features(list(encode_features(frame)), zone)
    assert caught.value.code == "crs_out_of_area"
