import gzip
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from atlas.core.errors import StoreCorrupt, StoreUnavailable
from atlas.stores.tile_archive import TileArchive

TILES = [(z, x, y) for z in range(1, 8) for x in range(2**z) for y in range(2**z) if (x * y) % 7 != 3]


def content(z: int, x: int, y: int) -> bytes:
    return gzip.compress(f"{z}/{x}/{y}".encode(), mtime=0)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough tiles that the directory of the archive has leaves."""
    target = tmp_path_factory.mktemp("archive") / "test.pmtiles"
    with target.open("wb") as stream:
        writer = Writer(stream)
        for tile in sorted(TILES, key=lambda tile: zxy_to_tileid(*tile)):
            writer.write_tile(zxy_to_tileid(*tile), content(*tile))
        header = {
            "tile_type": TileType.MVT,
            "tile_compression": Compression.GZIP,
            "min_lon_e7": 1_060_000_000,
            "min_lat_e7": 245_000_000,
            "max_lon_e7": 1_095_000_000,
            "max_lat_e7": 292_000_000,
        }
        writer.finalize(header, {"name": "test", "vector_layers": []})
    return target


def test_tiles_come_as_they_were_written(path: Path) -> None:
    with TileArchive(path) as archive:
        assert all(archive.read_tile(*tile) == content(*tile) for tile in TILES)


@pytest.mark.parametrize(
    "tile", [(2, 1, 3), (0, 0, 0), (8, 0, 0), (3, 8, 0), (3, 0, 8), (3, -1, 0), (-1, 0, 0), (99, 0, 0)]
)
def test_there_is_nothing_between_below_above_and_beside(path: Path, tile: tuple[int, int, int]) -> None:
    with TileArchive(path) as archive:
        assert archive.read_tile(*tile) is None


def test_the_header_tells_zooms_and_extent(path: Path) -> None:
    with TileArchive(path) as archive:
        assert (archive.min_zoom, archive.max_zoom) == (1, 7)
        assert archive.bbox == (106.0, 24.5, 109.5, 29.2)
        assert archive.read_metadata() == {"name": "test", "vector_layers": []}


def test_many_threads_read_the_same_archive(path: Path) -> None:
    with TileArchive(path) as archive, ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda tile: archive.read_tile(*tile), TILES))
    assert found == [content(*tile) for tile in TILES]


def test_an_archive_stays_readable_when_a_new_one_takes_its_place(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.pmtiles"
    copy.write_bytes(path.read_bytes())
    with TileArchive(copy) as archive:
        newer = tmp_path / "newer"
        newer.write_bytes(b"something else")
        newer.replace(copy)
        assert archive.read_tile(1, 0, 0) == content(1, 0, 0)


def test_a_missing_archive_is_not_available(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        TileArchive(tmp_path / "none.pmtiles")
    assert caught.value.detail["file"] == "none.pmtiles"


@pytest.mark.parametrize(
    "content", [b"", b"PMTiles", b"PK" * 100, b"\xff" * 200], ids=["empty", "short", "zip", "noise"]
)
def test_what_is_no_archive_is_corrupt(tmp_path: Path, content: bytes) -> None:
    broken = tmp_path / "broken.pmtiles"
    broken.write_bytes(content)
    with pytest.raises(StoreCorrupt):
        TileArchive(broken)


def test_an_archive_cut_short_is_corrupt(path: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.pmtiles"
    cut.write_bytes(path.read_bytes()[:2000])
    with TileArchive(cut) as archive, pytest.raises(StoreCorrupt):
        archive.read_tile(7, 100, 100)
