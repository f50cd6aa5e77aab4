"""Towns come from the table of the ministry with their counties; what lies in no county of ours is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from atlas.core.errors import StoreCorrupt, StoreUnavailable
from atlas.core.places.towns import LONGEST_TOWN, Town
from atlas.settings import PROJECT
from atlas.stores.boundary_names import read_code_differences
from atlas.stores.town_names import LostTowns, TownNames, read_town_names

DIFFERENCES = read_code_differences(PROJECT / "geodata" / "gazetteer" / "code_differences.csv")
COUNTIES = frozenset({"520121", "330782", "441900", "460400", "632857"})


@pytest.fixture(scope="module")
def installed() -> TownNames:
    return read_town_names(DIFFERENCES, COUNTIES)


def write(folder: Path, rows: list[list[object]]) -> Path:
    path = folder / "divisions.json"
    path.write_text(json.dumps({"divisions": rows}), encoding="utf-8")
    return path


def test_the_installed_table_knows_every_kind_of_town(installed: TownNames) -> None:
    towns = set(installed.towns)
    assert len(towns) > 38_000
    assert Town("330782100", "佛堂镇", "330782") in towns
    assert Town("520121206", "禾丰布依族苗族乡", "520121") in towns
    assert Town("150423201", "巴彦塔拉苏木", "150423") in towns
    assert Town("330782001", "稠城街道", "330782") in towns


def test_no_name_is_longer_than_what_is_looked_for(installed: TownNames) -> None:
    assert max(len(town.name) for town in installed.towns) <= LONGEST_TOWN


def test_a_city_without_counties_is_the_county_of_its_towns(installed: TownNames) -> None:
    assert Town("441900121", "虎门镇", "441900") in installed.towns


def test_towns_right_below_a_prefecture_follow_the_table_of_differences(installed: TownNames) -> None:
    assert Town("632800101", "柴旦镇", "632857") in installed.towns


def test_offices_that_are_no_towns_are_left_out(installed: TownNames) -> None:
    assert not any(town.name.endswith("区公所") for town in installed.towns)


def test_towns_of_a_unit_that_is_no_county_are_told_and_kept_as_they_are(tmp_path: Path) -> None:
    table = write(
        tmp_path,
        [
            [3, "520121", "520100", "开阳县"],
            [3, "653228", "653200", "和康县"],
            [4, "653228101", "653228", "吉良镇"],
            [4, "653228100", "653228", "昆岭镇"],
            [4, "520121102", "520121", "金中镇"],
        ],
    )
    found = read_town_names(DIFFERENCES, COUNTIES, table=table)
    assert found.lost == (LostTowns("653228", "和康县", ("昆岭镇", "吉良镇")),)
    assert found.lost[0].message.zh.endswith(
        "和康县（653228）下，没有对应的县，文件里的这些地名不会连到县：昆岭镇、吉良镇"
    )
    assert [town.adcode for town in found.towns] == ["520121", "653228", "653228"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("{}", id="no divisions"),
        pytest.param("[", id="no JSON"),
        pytest.param('{"divisions": [[4, "520121102"]]}', id="columns missing"),
        pytest.param('{"divisions": [[4, "1", "1", "金中镇"]]}', id="no county of ours"),
    ],
)
def test_a_table_of_another_form_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "divisions.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StoreCorrupt, match=r"divisions\.json"):
        read_town_names(DIFFERENCES, COUNTIES, table=path)


def test_a_table_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "divisions.json"
    folder.mkdir()
    with pytest.raises(StoreUnavailable, match=r"divisions\.json") as refused:
        read_town_names(DIFFERENCES, COUNTIES, table=folder)
    assert refused.value.hint.zh
    assert refused.value.hint.en


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match=r"divisions\.json"):
        read_town_names(DIFFERENCES, COUNTIES, table=tmp_path / "divisions.json")
