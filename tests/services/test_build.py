"""A build refuses what it cannot do before it starts, and does nothing where nothing changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas.core.errors import ConflictError, ParameterError
from atlas.services.build import BuildRequest, build_store
from atlas.services.stamp import build_stamp
from atlas.settings import PROJECT
from atlas.stores.geopackage import GeoPackageStore
from atlas.stores.geopackage_writer import lock_home, open_builder
from tests.small_store import write_small_store


def request(home: Path, **parts: object) -> BuildRequest:
    folders = {
        "geodata": PROJECT / "geodata",
        "layers": PROJECT / "layers",
        "indicators": home / "indicators",
    }
    return BuildRequest(home=home, **folders, **parts)  # type: ignore[arg-type]


def quiet(percent: int, words: str) -> None: ...


def stamp(home: Path, *, regions: tuple[str, ...] = (), home_region: str = "520000") -> str:
    wanted = request(home)
    return build_stamp(wanted.geodata, wanted.layers, wanted.indicators, regions, home_region)


@pytest.mark.parametrize("region", ["520121", "52", "Guizhou", "", "000000"])
def test_a_region_that_is_no_province_is_refused(tmp_path: Path, region: str) -> None:
    with pytest.raises(ParameterError):
        build_store(request(tmp_path, regions=(region,)), quiet)


def test_a_second_build_does_nothing_but_clear_away_litter(tmp_path: Path) -> None:
    with open_builder(tmp_path) as builder:
        write_small_store(builder, stamp=stamp(tmp_path))
        builder.switch()
    before = GeoPackageStore(tmp_path).revision()
    (tmp_path / ".building").mkdir()
    (tmp_path / "tiles" / "left.pmtiles").touch()
    report = build_store(request(tmp_path), quiet)
    assert not report["built"]
    assert GeoPackageStore(tmp_path).revision() == before
    assert not (tmp_path / ".building").exists()
    assert not list((tmp_path / "tiles").iterdir())


def test_a_build_beside_another_is_refused(tmp_path: Path) -> None:
    with lock_home(tmp_path), pytest.raises(ConflictError):
        build_store(request(tmp_path), quiet)


def test_the_stamp_follows_tables_regions_and_the_home_region(tmp_path: Path) -> None:
    first = stamp(tmp_path)
    assert first == stamp(tmp_path)
    assert stamp(tmp_path, regions=("520000", "430000")) == stamp(
        tmp_path, regions=("430000", "520000", "430000")
    )
    (tmp_path / "indicators").mkdir()
    (tmp_path / "indicators" / "~$gdp.xlsx").touch()
    assert stamp(tmp_path) == first
    (tmp_path / "indicators" / "gdp.csv").write_text("县,产值\n开阳,1\n", encoding="utf-8")
    others = {
        stamp(tmp_path),
        stamp(tmp_path, home_region="430000"),
        stamp(tmp_path, regions=("520000",)),
        first,
    }
    assert len(others) == 4
