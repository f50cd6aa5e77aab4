"""GeoJSON of all makers, and JSON that is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from atlas.core.errors import DataError, EncodingError, LimitExceeded
from atlas.core.imports.raw import RawLayer
from tests.ingest.files import codes, layer_of, read_bytes

POINT = {"type": "Point", "coordinates": [106.67, 26.41]}


def feature(geometry: Any = POINT, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features: Any, **more: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", **more, "features": list(features)}


def of(value: Any, tmp_path: Path, name: str = "a.geojson") -> RawLayer:
    data = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode()
    return layer_of(read_bytes(data, name, tmp_path))


def test_a_collection_is_read(tmp_path: Path) -> None:
    layer = of(
        collection(feature(名称="花溪区", code="052011", 面积=957.6), feature(名称="龙里县", 人口=17)),
        tmp_path,
    )
    assert list(layer.table.columns) == ["名称", "code", "面积", "人口"]
    assert layer.table["code"][0] == "052011"
    assert layer.declared_crs == "OGC:CRS84"
    assert layer.geometries is not None
    assert layer.geometries[0].x == 106.67


@pytest.mark.parametrize(
    "value",
    [
        feature(a=1),
        POINT,
        collection(feature(a=1)),
        b'\xef\xbb\xbf{"type":"Point","coordinates":[106.67,26.41]}',
    ],
    ids=["feature", "geometry", "collection", "with mark"],
)
def test_one_feature_in_any_form_is_one_row(tmp_path: Path, value: Any) -> None:
    assert len(of(value, tmp_path).table) == 1


@pytest.mark.parametrize("separator", [b"\n", b"\r\n", b"\n\x1e", b" "])
def test_a_sequence_is_read(tmp_path: Path, separator: bytes) -> None:
    lines = [json.dumps(feature(n=number)).encode() for number in range(3)]
    layer = of(
        (b"\x1e" if b"\x1e" in separator else b"") + separator.join(lines) + b"\n", tmp_path, "a.geojsonl"
    )
    assert list(layer.table["n"]) == [0, 1, 2]


def test_the_elder_crs_member_counts_wherever_it_stands(tmp_path: Path) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}}
    assert of({**collection(feature()), "crs": crs}, tmp_path).declared_crs == "urn:ogc:def:crs:EPSG::4490"


def test_a_link_to_a_system_is_not_followed(tmp_path: Path) -> None:
    crs = {"type": "link", "properties": {"href": "http://169.254.169.254/", "type": "proj4"}}
    layer = of(collection(feature(), crs=crs), tmp_path)
    assert layer.declared_crs == ""
    assert codes(layer) == ["crs_link_ignored"]


def test_the_last_of_repeated_keys_counts_and_is_told(tmp_path: Path) -> None:
    data = b'{"type":"Feature","properties":{"a":1,"a":2},"geometry":null}'
    layer = of(data, tmp_path)
    assert layer.table["a"].tolist() == [2]
    assert [(message.code, message.features) for message in layer.messages] == [("repeated_key", (1,))]


def test_nested_values_become_json(tmp_path: Path) -> None:
    layer = of(collection(feature(a={"乡": ["石板", 1]})), tmp_path)
    assert json.loads(layer.table["a"][0]) == {"乡": ["石板", 1]}


def test_values_of_several_types_become_text(tmp_path: Path) -> None:
    layer = of(collection(feature(a=1), feature(a="x"), feature(a=2.0), feature(a=True)), tmp_path)
    assert list(layer.table["a"]) == ["1", "x", "2", "true"]


def test_a_number_beyond_64_bits_stays_exact(tmp_path: Path) -> None:
    assert of(collection(feature(a=2**80)), tmp_path).table["a"][0] == str(2**80)


def test_half_a_surrogate_does_no_harm(tmp_path: Path) -> None:
    layer = of(b'{"type":"Feature","properties":{"a\\ud800":"x\\udfff"},"geometry":null}', tmp_path)
    assert layer.table.iloc[0, 0] == "x?"


def test_gbk_is_read_and_told(tmp_path: Path) -> None:
    data = json.dumps(collection(feature(名称="花溪区")), ensure_ascii=False).encode("gbk")
    layer = of(data, tmp_path)
    assert layer.table["名称"][0] == "花溪区"
    assert codes(layer) == ["not_utf8"]


def test_bytes_that_are_no_text_are_refused_with_their_place(tmp_path: Path) -> None:
    with pytest.raises(EncodingError) as refused:
        of(b'{"type":"Feature","a":"\xff\xff"}', tmp_path)
    assert refused.value.detail["byte"] == 23


def test_open_rings_are_closed_and_told(tmp_path: Path) -> None:
    ring = [[106.6, 26.4], [106.7, 26.4], [106.7, 26.5]]
    layer = of(collection(feature(), feature({"type": "Polygon", "coordinates": [ring]})), tmp_path)
    assert [(message.code, message.features) for message in layer.messages] == [("ring_closed", (2,))]


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Polygon", "coordinates": [[1, 2], [3, 4]]},
        {"type": "Point", "coordinates": ["a", "b"]},
        {"type": "Circle", "coordinates": [1, 2], "radius": 3},
        {"type": "LineString"},
        "POINT (1 2)",
        [],
        {"type": []},
    ],
)
def test_what_is_no_geometry_is_none_and_told(tmp_path: Path, geometry: Any) -> None:
    layer = of(collection(feature(geometry, a=1)), tmp_path)
    assert layer.geometries is not None
    assert layer.geometries[0] is None
    assert codes(layer) == ["geometry_unreadable"]


def test_a_coordinate_that_is_no_number_is_kept_for_the_checks(tmp_path: Path) -> None:
    layer = of(b'{"type":"LineString","coordinates":[[106.6,26.4],[NaN,26.5]]}', tmp_path)
    assert layer.geometries is not None
    assert str(layer.geometries[0]) == "LINESTRING (106.6 26.4, NaN 26.5)"


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError) as refused:
        of(b'{"type":"Feature","properties":{"a":' + b"[" * 200_000, tmp_path)
    assert refused.value.code == "json_too_deep"


def test_a_cut_file_is_refused_with_the_line(tmp_path: Path) -> None:
    with pytest.raises(DataError) as refused:
        of(json.dumps(collection(feature(), feature()), indent=1).encode()[:-40], tmp_path)
    assert refused.value.code == "json_invalid"
    assert refused.value.detail["row"] > 10


@pytest.mark.parametrize(
    "value",
    [
        {"type": "Topology", "objects": {}, "arcs": []},
        {"geometryType": "esriGeometryPoint", "features": [{"attributes": {}, "geometry": {"x": 1, "y": 2}}]},
        {"a": 1},
        [1, 2],
        {"type": "FeatureCollection", "features": [17]},
        {"type": ["Feature"]},
    ],
)
def test_other_json_is_refused(tmp_path: Path, value: Any) -> None:
    with pytest.raises(DataError) as refused:
        of(value, tmp_path)
    assert refused.value.code == "geojson_invalid"


def test_an_id_of_the_feature_is_a_column(tmp_path: Path) -> None:
    layer = of(collection({**feature(a=1), "id": "gz-001"}), tmp_path)
    assert layer.table["id"].tolist() == ["gz-001"]


def test_a_collection_without_features_has_no_rows(tmp_path: Path) -> None:
    assert len(of(collection(), tmp_path).table) == 0


def test_a_file_that_is_too_long_to_parse_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LimitExceeded) as refused:
        read_bytes(json.dumps(collection(feature())).encode(), "a.geojson", tmp_path, max_text_bytes=20)
    assert refused.value.code == "file_too_large"
