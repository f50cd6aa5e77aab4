"""A join gives the same rows and the same balance on every engine, however the features are parted."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import dask
import geopandas
import pandas
import pytest
import shapely
from distributed import LocalCluster
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.core.errors import ClusterError, DataError, GeometryInvalid
from atlas.services import join_cluster
from atlas.services.join_cluster import DaskEngine, open_cluster
from atlas.services.join_engines import LocalEngine, open_engine
from atlas.services.join_outputs import JoinOutput, file_output, rows_output
from atlas.services.joins import join_source
from atlas.stores.feature_files import open_features
from atlas.stores.feature_source import FeatureSource, HeldFeatures
from tests.services.join_samples import SHAPES, TARGET, features, run

PARCELS = features(
    [
        shapely.box(106.2, 26.2, 106.4, 26.4),
        shapely.box(106.5, 26.5, 107.5, 27.5),
        shapely.Point(107, 26.5),
        None,
        shapely.LineString([(105, 26.1), (109, 27.9)]),
        shapely.box(120, 26, 121, 27),
        shapely.box(106.9, 26.2, 107.00001, 26.4),
    ]
)
BOW_TIE = shapely.Polygon([(106, 26), (106.2, 26.2), (106.2, 26), (106, 26.2)])


@pytest.mark.parametrize("kind", list(SHAPES))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_parts_put_together_are_the_whole(kind: str, data: st.DataObject) -> None:
    frame = features(data.draw(st.lists(SHAPES[kind], min_size=1, max_size=9)))
    part = data.draw(st.integers(1, 10))
    assert run(DaskEngine(part_features=part), frame) == run(LocalEngine(), frame)


@pytest.mark.parametrize("part", [1, 2, 3, 5, 1000])
def test_features_of_a_file_are_read_part_by_part(tmp_path: Path, part: int) -> None:
    path = tmp_path / "parcels.gpkg"
    PARCELS.to_crs("EPSG:4490").to_file(path)
    answers = []
    for engine in (LocalEngine(), DaskEngine(part_features=part)):
        rows: list[dict[str, object]] = []
        answers.append((rows, join_source(open_features(path), TARGET, engine, rows_output(rows))))
    assert answers[0] == answers[1]
    assert [row["名称"] for row in answers[0][0]][:2] == ["地块0", "地块1"]


def test_a_layer_without_features_has_no_rows() -> None:
    rows, report = run(DaskEngine(), features([]))
    assert (rows, report.row_count, report.balance.features) == ([], 0, 0)
    assert report == run(LocalEngine(), features([]))[1]


def test_invalid_features_of_all_parts_are_told_at_once() -> None:
    frame = features([BOW_TIE, shapely.Point(106, 26), BOW_TIE])
    told = []
    for engine in (LocalEngine(), DaskEngine(part_features=1)):
        with pytest.raises(GeometryInvalid) as caught:
            run(engine, frame)
        told.append(caught.value.to_dict())
    assert told[0] == told[1]
    assert told[0]["detail"]["features"] == ["1", "3"]


def test_progress_counts_features() -> None:
    seen: list[int] = []
    output: JoinOutput[list[dict[str, object]]] = rows_output([])
    join_source(HeldFeatures(PARCELS), TARGET, DaskEngine(part_features=3), output, on_progress=seen.append)
    assert seen == [3, 6, 7]


READERS: dict[str, Callable[[Path], pandas.DataFrame]] = {
    "csv": pandas.read_csv,
    "parquet": pandas.read_parquet,
    "xlsx": pandas.read_excel,
    "gpkg": geopandas.read_file,
    "geojson": geopandas.read_file,
}


@pytest.mark.parametrize("ending", list(READERS))
def test_files_hold_the_same_on_every_engine(tmp_path: Path, ending: str) -> None:
    paths = [tmp_path / f"{name}.{ending}" for name in ("local", "dask")]
    source = HeldFeatures(PARCELS)
    for path, engine in zip(paths, (LocalEngine(), DaskEngine(part_features=2)), strict=True):
        with file_output(path, source.geometry_type) as output:
            report = join_source(source, TARGET, engine, output)
    local, parted = map(READERS[ending], paths)
    pandas.testing.assert_frame_equal(parted, local)
    assert len(local) == report.row_count


@pytest.fixture(scope="module")
def cluster() -> Iterator[DaskEngine]:
    """A real local cluster; a dead worker is not tried again and again."""
    with dask.config.set({"distributed.scheduler.allowed-failures": 0}), open_cluster("") as engine:
        yield engine


def test_a_local_cluster_gives_the_same(cluster: DaskEngine, tmp_path: Path) -> None:
    path = tmp_path / "parcels.gpkg"
    PARCELS.to_file(path)
    engine = DaskEngine(cluster.client, part_features=2)
    sources: list[FeatureSource] = [HeldFeatures(PARCELS), open_features(path)]
    for source in sources:
        rows: list[dict[str, object]] = []
        report = join_source(source, TARGET, engine, rows_output(rows))
        assert (rows, report) == run(LocalEngine(), PARCELS)


def test_a_file_that_the_workers_do_not_see_is_sent_to_them(
    cluster: DaskEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "parcels.gpkg"
    PARCELS.to_file(path)
    source = open_features(path)
    monkeypatch.setattr(join_cluster, "_all_see", lambda client, path: False)
    rows: list[dict[str, object]] = []
    report = join_source(source, TARGET, DaskEngine(cluster.client, part_features=3), rows_output(rows))
    assert (rows, report) == run(LocalEngine(), PARCELS)


def test_a_fault_in_a_worker_comes_back_in_our_words(cluster: DaskEngine, tmp_path: Path) -> None:
    path = tmp_path / "parcels.gpkg"
    PARCELS.to_file(path)
    source = open_features(path)
    features([shapely.Point(106, 26)]).to_file(path, layer="parcels")
    with pytest.raises(DataError) as caught:
        join_source(source, TARGET, DaskEngine(cluster.client, part_features=2), rows_output([]))
    assert caught.value.code == "file_changed"


def test_nothing_listens_beyond_the_loopback(cluster: DaskEngine) -> None:
    assert cluster.client is not None
    for address in (cluster.client.scheduler.address, *cluster.client.scheduler_info()["workers"]):
        assert address.startswith("tls://127.0.0.1:")


def end_the_process(_: geopandas.GeoDataFrame) -> None:
    os._exit(1)


def test_a_worker_that_dies_is_told(cluster: DaskEngine) -> None:
    with pytest.raises(ClusterError) as caught:
        join_source(HeldFeatures(PARCELS), TARGET, cluster, JoinOutput(end_the_process, print))
    assert caught.value.code == "cluster_worker_died"
    assert "--engine local" in caught.value.hint.zh


def test_a_scheduler_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(join_cluster, "_CONNECT_S", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
    with pytest.raises(ClusterError) as caught, open_engine("dask", scheduler=address):
        pass
    assert caught.value.code == "cluster_unreachable"
    assert address in caught.value.message.en


def scheduler(workers: int) -> LocalCluster:
    """A cluster as an administrator would run it elsewhere; its workers are threads of this process."""
    return LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=False,
        protocol="tcp",
        host="127.0.0.1",
        silence_logs=logging.CRITICAL,
        scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},
    )


def test_the_cluster_of_the_settings_gives_the_same() -> None:
    with scheduler(2) as elsewhere, open_engine("dask", scheduler=elsewhere.scheduler_address) as engine:
        assert run(engine, PARCELS) == run(LocalEngine(), PARCELS)


def test_a_scheduler_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(join_cluster, "_WORKERS_S", 0.5)
    with (
        scheduler(0) as elsewhere,
        pytest.raises(ClusterError) as caught,
        open_engine("dask", scheduler=elsewhere.scheduler_address),
    ):
        pytest.fail("there is nobody to work")
    assert caught.value.code == "cluster_without_workers"


def test_workers_with_another_program_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(join_cluster, "program_digest", lambda: threading.current_thread().name)
    with (
        scheduler(1) as elsewhere,
        pytest.raises(ClusterError) as caught,
        open_engine("dask", scheduler=elsewhere.scheduler_address),
    ):
        pytest.fail("rows of another program could differ")
    assert caught.value.code == "cluster_differs"


def test_a_scheduler_that_goes_away_is_told() -> None:
    elsewhere = scheduler(1)
    with open_engine("dask", scheduler=elsewhere.scheduler_address) as engine:
        elsewhere.close()
        with pytest.raises(ClusterError) as caught:
            run(engine, PARCELS)
    assert caught.value.code == "cluster_lost"
