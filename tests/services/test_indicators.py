"""An office's own tables become indicators by name or code; what does not match is listed, nothing is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas.core.errors import DataError
from atlas.core.model import PlaceName
from atlas.core.places.gazetteer import Gazetteer
from atlas.core.places.name_index import PlaceTables
from atlas.services.indicators import IndicatorSet, load_indicators
from tests.small_catalogue import UNITS

GAZETTEER = Gazetteer(
    PlaceTables(
        units=tuple(UNITS),
        names=tuple(PlaceName(unit.adcode, unit.short_name, "short") for unit in UNITS),
        changes=(),
        regions=(),
        zones=(),
        sites=(),
    )
)
BUILTIN = Path(__file__).parents[2] / "geodata" / "indicators"


def load(folder: Path, **tables: str) -> IndicatorSet:
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return load_indicators(BUILTIN, folder, GAZETTEER, region="520000")


def test_rows_match_by_name_or_code_and_the_others_are_listed(tmp_path: Path) -> None:
    found = load(tmp_path, gdp="县,产值（亿元）\n开阳,300.5\n玉屏侗族自治县,100\n合计,400.5\n")
    indicator = found.indicators[-1]
    assert (indicator.id, indicator.title.zh, indicator.unit) == ("gdp-1", "产值", "亿元")
    assert indicator.values == {"520121": 300.5, "520622": 100.0}
    assert [(row.file, row.row, row.name) for row in found.unmatched] == [("gdp.csv", 4, "合计")]


def test_a_code_and_a_name_that_differ_are_listed(tmp_path: Path) -> None:
    found = load(tmp_path, gdp="代码,县,产值\n520121,息烽县,1\n520122,息烽县,2\n")
    assert found.indicators[-1].values == {"520122": 2.0}
    assert [row.row for row in found.unmatched] == [2]


def test_two_rows_of_one_unit_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"第 3 行.*第 2 行") as failure:
        load(tmp_path, gdp="县,产值\n开阳,1\n开阳县,2\n")
    assert failure.value.detail == {"file": "gdp.csv", "row": 3}


def test_two_tables_of_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "gdp.CSV").write_text("县,产值\n开阳,1\n", encoding="utf-8")
    with pytest.raises(DataError, match="gdp-1"):
        load(tmp_path, gdp="县,产值\n息烽,1\n")


def test_lock_files_of_an_open_table_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "~$gdp.xlsx").write_bytes(b"locked")
    (tmp_path / "folder.csv").mkdir()
    assert load(tmp_path).unmatched == ()
