"""Whatever the bytes: an upload or a refusal of ours, never another error, never a file outside the work folder."""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path

import geopandas
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.core.errors import AtlasError
from atlas.core.imports.raw import RawUpload
from tests.ingest.files import county_parts, read_bytes, zipped

KML = """<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>花溪</name>
<Point><coordinates>106.67,26.41</coordinates></Point></Placemark></Document></kml>""".encode()
GEOJSON = json.dumps(
    {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"a": 1}, "geometry": None}]}
).encode()
FRAME = geopandas.GeoDataFrame(
    {"名称": ["花溪区"]}, geometry=[shapely.box(106, 26, 107, 27)], crs="EPSG:4490"
)


@cache
def valid(kind: str) -> bytes:
    """A small file of each kind."""
    parts = county_parts("a")
    simple = {
        "a.shp": parts["a.shp"],
        "a.zip": zipped(parts),
        "a.kml": KML,
        "a.geojson": GEOJSON,
    }
    if kind in simple:
        return simple[kind]
    if kind == "a.csv":
        return "县名,经度,纬度\n花溪区,106.67,26.41\n".encode("gbk")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / kind
        if kind == "a.parquet":
            FRAME.to_parquet(path)
        else:
            FRAME.to_file(path, driver={"a.gpkg": "GPKG", "a.fgb": "FlatGeobuf"}[kind], engine="pyogrio")
        return path.read_bytes()


KINDS = ("a.shp", "a.zip", "a.kml", "a.geojson", "a.csv", "a.parquet", "a.gpkg", "a.fgb")


def ends_well(data: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        try:
            upload = read_bytes(data, name, root, max_unpacked_bytes=2**26)
        except AtlasError as error:
            upload = None
            words = [error.message.zh, error.message.en]
        else:
            words = [member.name for member in upload.members]
        assert all(words)
        assert upload is None or isinstance(upload, RawUpload)
        assert {path.name for path in root.iterdir()} <= {"upload.bin", "work"}


quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@quick
@given(data=st.binary(max_size=400), name=st.sampled_from(KINDS))
def test_random_bytes_end_well(data: bytes, name: str) -> None:
    ends_well(data, name)


@quick
@given(data=st.data(), kind=st.sampled_from(KINDS))
def test_cut_files_end_well(data: st.DataObject, kind: str) -> None:
    whole = valid(kind)
    ends_well(whole[: data.draw(st.integers(0, len(whole) - 1))], kind)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), kind=st.sampled_from(KINDS))
def test_files_with_changed_bytes_end_well(data: st.DataObject, kind: str) -> None:
    whole = bytearray(valid(kind))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    ends_well(bytes(whole), kind)


@quick
@given(
    head=st.sampled_from([valid(kind)[:64] for kind in KINDS]),
    tail=st.binary(max_size=300),
    name=st.sampled_from(KINDS),
)
def test_a_true_beginning_and_a_false_end_end_well(head: bytes, tail: bytes, name: str) -> None:
    ends_well(head + tail, name)


@quick
@given(data=st.data(), part=st.sampled_from(["a.shp", "a.shx", "a.dbf", "a.prj", "a.cpg"]))
def test_a_zip_with_one_broken_part_ends_well(data: st.DataObject, part: str) -> None:
    parts = county_parts("a")
    parts[part] = data.draw(st.one_of(st.binary(max_size=200), st.just(parts[part][:50]), st.just(b"")))
    ends_well(zipped(parts), "a.zip")


@quick
@given(name=st.text(max_size=40))
def test_any_name_ends_well(name: str) -> None:
    ends_well(GEOJSON, name)


@pytest.mark.parametrize("kind", KINDS)
def test_the_whole_file_is_read(kind: str, tmp_path: Path) -> None:
    assert read_bytes(valid(kind), kind, tmp_path).layer is not None
