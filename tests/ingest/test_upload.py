"""The process that opens untrusted files: it answers, and it cannot do more than answer."""

from __future__ import annotations

import ctypes
import io
import json
import sqlite3
import sys
from pathlib import Path

import geopandas
import pytest
import shapely

from atlas.core.errors import DataError, InputError, LimitExceeded
from atlas.ingest import upload as upload_module
from atlas.ingest.upload import read_upload
from tests.ingest.files import county_parts, layer_of, read_apart, write_parts, zipped


@pytest.fixture
def acting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Let the confined process run other code in place of the reader."""

    def act(code: str, **limits: int):
        script = tmp_path / "act.py"
        script.write_text(
            "import json, sys\nfrom pathlib import Path\n"
            "from atlas.ingest.limits import ReadLimits\nfrom atlas.ingest.sandbox import limit_process, lock_files\n"
            "request = json.load(sys.stdin)\n"
            "limit_process(ReadLimits.from_dict(request['limits']))\n"
            "lock_files(readable=[Path(request['path'])], writable=Path.cwd())\n" + code
        )
        monkeypatch.setattr(upload_module, "_COMMAND", (sys.executable, "-I", str(script)))
        return read_apart(b"x", "县界.zip", tmp_path, **limits)

    return act


def test_a_zip_is_read_by_the_other_process(tmp_path: Path) -> None:
    upload = read_apart(zipped(county_parts()), "县界.zip", tmp_path)
    layer = layer_of(upload)
    assert [name.encode("latin-1").decode("gbk") for name in layer.table.iloc[:, 0]] == ["花溪区", "龙里县"]
    assert layer.geometries is not None
    assert len(layer.geometries) == 2


def test_a_loose_shapefile_is_read_with_its_parts(tmp_path: Path) -> None:
    write_parts(tmp_path, county_parts())
    work = tmp_path / "work"
    work.mkdir()
    layer = layer_of(read_upload(tmp_path / "县界.shp", name="县界.shp", work=work))
    assert layer.table.shape == (2, 2)
    assert layer.messages == ()


def test_geopandas_is_loaded_for_the_one_format_that_needs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        upload_module, "_COMMAND", (sys.executable, "-I", "-X", "importtime", "-m", "atlas.ingest.worker")
    )
    log = tmp_path / "work" / "worker.log"
    read_apart(zipped(county_parts()), "县界.zip", tmp_path)
    assert "pyogrio" in log.read_text()
    assert "geopandas.geodataframe" not in log.read_text()

    points = geopandas.GeoDataFrame(
        {"县": ["花溪区"]}, geometry=[shapely.Point(106.6, 26.4)], crs="EPSG:4326"
    )
    file = io.BytesIO()
    points.to_parquet(file, geometry_encoding="geoarrow")
    layer = layer_of(read_apart(file.getvalue(), "点.parquet", tmp_path))
    assert layer.geometries is not None
    assert list(layer.geometries) == [shapely.Point(106.6, 26.4)]
    assert "geopandas.geodataframe" in log.read_text()


def test_a_refusal_comes_through_with_all_its_words(tmp_path: Path) -> None:
    with pytest.raises(DataError) as refused:
        read_apart(zipped(county_parts())[:-30], "县界.zip", tmp_path)
    assert refused.value.code == "archive_damaged"
    assert refused.value.detail["file"] == "县界.zip"
    assert refused.value.hint.zh
    assert refused.value.hint.en


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read_upload(tmp_path, name="贵州.gdb", work=tmp_path)
    assert refused.value.code == "not_a_file"


def test_too_large_a_file_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    with pytest.raises(LimitExceeded) as refused:
        read_apart(bytes(2000), "a.zip", tmp_path, file_bytes=1000)
    assert refused.value.code == "file_too_large"


def test_too_long_a_reading_is_stopped(acting) -> None:
    with pytest.raises(LimitExceeded) as refused:
        acting("import time; time.sleep(60)", wall_s=1)
    assert refused.value.code == "read_timeout"


def test_too_much_computing_is_stopped(acting) -> None:
    with pytest.raises(LimitExceeded) as refused:
        acting("while True: pass", cpu_s=1)
    assert refused.value.code == "read_timeout"


def test_too_much_memory_is_told_as_such(acting) -> None:
    with pytest.raises(LimitExceeded) as refused:
        acting("bytearray(2**30)", memory_bytes=2**29)
    assert refused.value.code == "read_memory"


def test_memory_that_the_reader_itself_lacks_is_told_as_such(tmp_path: Path) -> None:
    features = ",".join(
        ['{"type":"Feature","properties":{"a":[' + "0.5," * 2000 + '0]},"geometry":null}'] * 2000
    )
    data = f'{{"type":"FeatureCollection","features":[{features}]}}'.encode()
    with pytest.raises(LimitExceeded) as refused:
        read_apart(data, "a.geojson", tmp_path, memory_bytes=600 * 2**20)
    assert refused.value.code == "read_memory"


def test_a_crash_is_told_as_such(acting) -> None:
    with pytest.raises(DataError) as refused:
        acting("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
    assert refused.value.code == "read_crashed"


def test_a_file_outside_is_not_read(acting, tmp_path: Path) -> None:
    if not _has_landlock():
        pytest.skip("this kernel has no Landlock")
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    with pytest.raises(DataError):
        acting(f"print(open({str(secret)!r}).read())")
    log = (tmp_path / "work" / "worker.log").read_text()
    assert "PermissionError" in log
    assert "secret\n" not in log.replace(str(secret), "")


def test_a_file_outside_is_not_written(acting, tmp_path: Path) -> None:
    if not _has_landlock():
        pytest.skip("this kernel has no Landlock")
    with pytest.raises(DataError):
        acting(f"open({str(tmp_path / 'planted')!r}, 'w').write('x')")
    assert not (tmp_path / "planted").exists()


def test_nobody_is_called(acting, tmp_path: Path) -> None:
    with pytest.raises(DataError):
        acting("import socket; socket.create_connection(('127.0.0.1', 80), timeout=2)")
    log = (tmp_path / "work" / "worker.log").read_text()
    assert "PermissionError" in log or "unreachable" in log


def test_the_reader_gets_no_secrets(acting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_SECRET", "geheim")
    with pytest.raises(DataError):
        acting("import os; print(dict(os.environ))")
    log = (tmp_path / "work" / "worker.log").read_text()
    assert "GDAL_SKIP" in log
    assert "geheim" not in log


def test_only_three_drivers_are_left(acting, tmp_path: Path) -> None:
    with pytest.raises(DataError):
        acting("import pyogrio; print(sorted(pyogrio.list_drivers()))")
    assert "['ESRI Shapefile', 'FlatGeobuf', 'GPKG']" in (tmp_path / "work" / "worker.log").read_text()


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "[]",
        "{",
        '{"members": 1, "messages": [], "layer": null}',
        '{"error": {"class": "SystemExit", "code": "x"}}',
        '{"error": {"class": "DataError", "code": "a b", "message": {"zh": "", "en": ""}, "hint": {"zh": "", "en": ""}, "detail": {}}}',
        '{"members": [{"name": "a", "kind": "csv"}], "messages": [], "layer": {"member": 0, "columns": [], "has_geometry": true}}',
    ],
)
def test_an_answer_of_another_form_is_not_believed(acting, answer: str) -> None:
    with pytest.raises(DataError) as refused:
        acting(f"Path('answer.json').write_text({answer!r})")
    assert refused.value.code == "file_damaged"


def test_a_wrong_arrow_file_is_not_believed(acting) -> None:
    layer = {"member": 0, "columns": ["a"], "has_geometry": False, "messages": []}
    answer = {"members": [{"name": "a", "kind": "csv"}], "messages": [], "layer": layer}
    with pytest.raises(DataError) as refused:
        acting(
            f"Path('answer.json').write_text({json.dumps(answer)!r}); Path('rows.arrow').write_bytes(b'ARROW1' * 9)"
        )
    assert refused.value.code == "file_damaged"


def test_a_vrt_in_a_geopackage_of_another_name_reads_nothing(tmp_path: Path) -> None:
    vrt = b"<OGRVRTDataSource><OGRVRTLayer name='x'><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    with pytest.raises(DataError) as refused:
        read_apart(vrt, "县界.gpkg", tmp_path)
    assert refused.value.code == "file_kind_refused"


def test_a_database_that_attaches_others_attaches_none(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE secrets (a)")
    other.commit()
    other.close()
    base = sqlite3.connect(tmp_path / "a.gpkg")
    base.execute("PRAGMA application_id = 1196444487")
    base.execute("CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT)")
    base.execute(
        f"INSERT INTO gpkg_contents VALUES ('x''; ATTACH ''{tmp_path}/other.db'' AS y; --', 'features')"
    )
    base.commit()
    base.close()
    with pytest.raises(DataError) as refused:
        read_apart((tmp_path / "a.gpkg").read_bytes(), "a.gpkg", tmp_path)
    assert refused.value.code in ("file_damaged", "no_data")


def _has_landlock() -> bool:
    return ctypes.CDLL(None).syscall(444, None, ctypes.c_size_t(0), ctypes.c_uint(1)) > 0
