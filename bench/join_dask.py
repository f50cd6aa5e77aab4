"""Times `atlas join` of large files on both engines, from file to CSV, and checks that the answers are the same.

Run: python bench/join_dask.py [points] [polygons] [scheduler]
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

import geopandas
import numpy as np
import pyogrio
import shapely

from atlas.bootstrap import open_services
from atlas.core.model import Level
from atlas.services.join_engines import open_engine
from atlas.services.join_frames import JoinTarget
from atlas.services.join_outputs import file_output
from atlas.services.joins import find_target, join_source
from atlas.settings import load_settings
from atlas.stores.feature_files import open_features

SEED = 20


def scatter(counties: geopandas.GeoDataFrame, count: int) -> np.ndarray:
    """Points around the label points of random counties."""
    random = np.random.default_rng(SEED)
    centres = counties[["label_lon", "label_lat"]].to_numpy()
    return centres[random.integers(0, len(centres), count)] + random.normal(0, 0.1, (count, 2))


def write(shapes: np.ndarray, path: Path) -> Path:
    columns = {"id": np.arange(len(shapes)), "名称": [f"要素{number}" for number in range(len(shapes))]}
    pyogrio.write_dataframe(geopandas.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4326"), path)
    return path


def processor_s() -> float:
    """Seconds of processors, those of ended child processes too."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def run(path: Path, target: JoinTarget, engine_name: str, scheduler: str) -> tuple[float, float, bytes]:
    """Seconds to start the engine and to join, and the table."""
    source, table = open_features(path), path.with_suffix(f".{engine_name}.csv")
    started, worked = time.perf_counter(), processor_s()
    with open_engine(engine_name, scheduler=scheduler) as engine:
        ready = time.perf_counter()
        with file_output(table, source.geometry_type) as output:
            report = join_source(source, target, engine, output)
        done = time.perf_counter()
    print(
        f"  {engine_name:<6} start {ready - started:6.1f} s, join {done - ready:6.1f} s, "
        f"processors {processor_s() - worked:6.1f} s, {report.row_count} rows"
    )
    return ready - started, done - ready, table.read_bytes()


def main(points: str = "1000000", polygons: str = "300000", scheduler: str = "") -> None:
    settings = load_settings()
    reader = open_services(settings).reader
    target = find_target(reader.store, reader.catalogue(), Level.COUNTY)
    counties = reader.store.read_polygons("county")
    radii = np.random.default_rng(SEED).uniform(0.002, 0.02, int(polygons))
    layers = {
        "points": shapely.points(scatter(counties, int(points))),
        "polygons": shapely.buffer(shapely.points(scatter(counties, int(polygons))), radii),
    }
    with tempfile.TemporaryDirectory() as folder:
        for name, shapes in layers.items():
            path = write(shapes, Path(folder) / f"{name}.gpkg")
            print(f"{len(shapes)} {name}, {path.stat().st_size / 1e6:.0f} MB")
            _, local_s, local = run(path, target, "local", "")
            start_s, dask_s, parted = run(path, target, "dask", scheduler or settings.dask)
            print(
                f"  dask : local = {(start_s + dask_s) / local_s:.2f}, without the start {dask_s / local_s:.2f}"
            )
            print(f"  same answer: {local == parted}")


if __name__ == "__main__":
    main(*sys.argv[1:])
