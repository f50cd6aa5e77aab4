"""Times `atlas layers add --publish` of a large GBK shapefile while users ask for maps, beside what the parts cost alone.

Run: python bench/import_large.py [polygons] [users]

Prints the seconds and the largest memory of our import, the ratio to writing the same features with pyogrio and cutting
them with tippecanoe (no check, no join, no versions), and how the users fared meanwhile. The built store is linked, not
copied; everything else goes into a temporary folder.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from pathlib import Path

import geopandas
import numpy as np
import psutil
import pyogrio
import shapely

from atlas.settings import PROJECT, load_settings

SEED = 20
ATLAS = Path(sys.executable).with_name("atlas")
#: A parcel has so many vertices and about this size [degree].
VERTICES, RADIUS = 16, 0.0012
GUIZHOU = (104.2, 25.2, 109.0, 28.6)
SAMPLE_S = 0.2
THINK_S = (0.2, 1.5)


def parcels(count: int) -> geopandas.GeoDataFrame:
    """Parcels with Chinese names on a grid over Guizhou, a little out of line."""
    chance = np.random.default_rng(SEED)
    west, south, east, north = GUIZHOU
    columns = int(np.ceil(np.sqrt(count * (east - west) / (north - south))))
    rows = -(-count // columns)
    number = np.arange(count)
    x = west + (number % columns + 0.5) * (east - west) / columns
    y = south + (number // columns + 0.5) * (north - south) / rows
    angle = np.linspace(0, 2 * np.pi, VERTICES, endpoint=False)
    radius = RADIUS * chance.uniform(0.6, 1.0, (count, VERTICES))
    rings = np.stack([x[:, None] + radius * np.cos(angle), y[:, None] + radius * np.sin(angle)], axis=2)
    return geopandas.GeoDataFrame(
        {
            "地块编号": [f"DK{one:07d}" for one in number],
            "权利人": [f"第{one % 977}经营户" for one in number],
            "地类名称": np.array(["旱地", "水田", "有林地", "采矿用地", "工业用地"])[number % 5],
            "面积亩": np.round(chance.uniform(0.5, 80, count), 2),
        },
        geometry=shapely.polygons(rings),
        crs="EPSG:4490",
    )


def write_shapefile(frame: geopandas.GeoDataFrame, folder: Path) -> Path:
    """A zip with a GBK shapefile that has no .cpg, as it comes from the field."""
    path = folder / "地块.shp"
    pyogrio.write_dataframe(frame, path, driver="ESRI Shapefile", encoding="GBK")
    path.with_suffix(".cpg").unlink(missing_ok=True)
    packed = folder / "parcels.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for part in sorted(folder.glob("地块.*")):
            archive.write(part, part.name)
    return packed


def peers(frame: geopandas.GeoDataFrame, folder: Path) -> tuple[float, float]:
    """Seconds to write a GeoPackage with pyogrio, and to cut tiles with tippecanoe."""
    started = time.perf_counter()
    pyogrio.write_dataframe(frame, folder / "peer.gpkg", use_arrow=True)
    written = time.perf_counter()
    pyogrio.write_dataframe(frame.to_crs("EPSG:4326"), folder / "peer.fgb", driver="FlatGeobuf")
    program = shutil.which("tippecanoe", path=f"{ATLAS.parent}:{os.environ['PATH']}")
    if program is None:
        raise SystemExit("tippecanoe is not installed: run make")
    cut = time.perf_counter()
    command = [program, "-q", "-f", "-z12", "-o", str(folder / "peer.pmtiles"), str(folder / "peer.fgb")]
    subprocess.run(command, check=True)
    return written - started, time.perf_counter() - cut


class Users:
    """People who look at the map: each asks, looks for a while, and asks again.

    Parameters
    ----------
    port
        Of the server.
    count
        People.
    """

    def __init__(self, port: int, count: int) -> None:
        self._port = port
        self._end = threading.Event()
        self.times: list[float] = []
        self.failures: list[str] = []
        self._threads = [threading.Thread(target=self._look, args=(number,)) for number in range(count)]

    def start(self) -> None:
        """Let them begin."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let them finish."""
        self._end.set()
        for thread in self._threads:
            thread.join()

    def _look(self, number: int) -> None:
        chance = random.Random(number)
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        while not self._end.is_set():
            zoom = chance.choice((6, 7, 8, 9, 10))
            x = int((chance.uniform(104, 109) + 180) / 360 * 2**zoom)
            y = int(chance.uniform(0.418, 0.428) * 2**zoom)
            path = chance.choice(
                (
                    f"/ogc/collections/county/tiles/WebMercatorQuad/{zoom}/{y}/{x}",
                    "/ogc/collections/county/items?limit=100&bbox=106,26,107,27",
                    "/api/units/520121",
                    "/api/bootstrap",
                )
            )
            started = time.perf_counter()
            try:
                connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
                answer = connection.getresponse()
                answer.read()
                if answer.status not in (200, 204):
                    self.failures.append(f"{path}: {answer.status}")
            except (OSError, http.client.HTTPException) as error:
                self.failures.append(f"{path}: {error!r}")
                connection.close()
            self.times.append(time.perf_counter() - started)
            self._end.wait(chance.uniform(*THINK_S))


def run_import(home: Path, packed: Path) -> tuple[float, int, dict[str, object]]:
    """Seconds, most memory of the program and its children [bytes], and what it said."""
    started = time.perf_counter()
    command = [ATLAS, "layers", "add", packed, "--id", "parcels", "--title", "地块", "--publish", "--json"]
    process = subprocess.Popen(
        command, env={**os.environ, "ATLAS_HOME": str(home)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    peak = 0
    watched = psutil.Process(process.pid)
    said: list[bytes] = []
    reader = threading.Thread(target=lambda: said.extend(process.communicate()[:1]))
    reader.start()
    while reader.is_alive():
        try:
            family = [watched, *watched.children(recursive=True)]
            peak = max(peak, sum(one.memory_info().rss for one in family))
        except psutil.Error:
            pass  # one of them has just ended
        time.sleep(SAMPLE_S)
    took = time.perf_counter() - started
    return took, peak, json.loads(said[0])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_up(port: int) -> None:
    for _ in range(300):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/api/bootstrap")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise SystemExit("the server did not start")


def main(polygons: str = "300000", users: str = "50") -> None:
    store = load_settings().home
    with tempfile.TemporaryDirectory() as name:
        folder, home = Path(name), Path(name) / "home"
        home.mkdir()
        for part in ("atlas.gpkg", "tiles"):
            (home / part).symlink_to((store / part).resolve())
        frame = parcels(int(polygons))
        packed = write_shapefile(frame, folder)
        print(
            f"{len(frame)} polygons, {packed.stat().st_size / 1e6:.0f} MB zipped, {os.cpu_count()} processors"
        )
        write_s, tile_s = peers(frame, folder)
        print(
            f"peers: pyogrio writes a GeoPackage in {write_s:.1f} s, tippecanoe cuts zooms 0-12 in {tile_s:.1f} s"
        )
        port = free_port()
        server = subprocess.Popen(
            [ATLAS, "serve", "--port", str(port)],
            env={**os.environ, "ATLAS_HOME": str(home)},
            cwd=PROJECT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        people = Users(port, int(users))
        try:
            wait_until_up(port)
            people.start()
            took, peak, report = run_import(home, packed)
        finally:
            people.stop()
            server.terminate()
            server.wait()
        print(
            f"import: {report.get('status')}, {report.get('feature_count')} features, {report.get('encoding')}"
        )
        print(
            f"  {took:.1f} s, {took / (write_s + tile_s):.2f} times the peers' parts together; "
            f"most memory {peak / 2**30:.2f} GiB"
        )
        ordered = sorted(people.times)
        print(
            f"{users} users meanwhile: {len(ordered)} requests, {len(people.failures)} failed, median "
            f"{statistics.median(ordered) * 1e3:.0f} ms, 95 of 100 within {ordered[int(len(ordered) * 0.95)] * 1e3:.0f} ms"
        )
        for failure in people.failures[:5]:
            print(f"  {failure}")


if __name__ == "__main__":
    main(*sys.argv[1:])
