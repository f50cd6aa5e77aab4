from pathlib import Path

import geopandas
import pytest

from atlas.core.errors import CatalogueError
from atlas.core.model import Level
from atlas.stores.boundary_names import (
    NAMES_PACKAGE,
    OUTLINES_PACKAGE,
    CodeDifference,
    Rule,
    current_codes,
    is_prefecture_code,
    read_code_differences,
    read_names,
)
from atlas.stores.town_names import TOWNS_PACKAGE

TABLE = Path(__file__).parents[2] / "geodata" / "gazetteer" / "code_differences.csv"


@pytest.fixture(scope="module")
def differences() -> tuple[CodeDifference, ...]:
    return read_code_differences(TABLE)


@pytest.fixture(scope="module")
def names(differences: tuple[CodeDifference, ...]) -> dict[Level, dict[str, str]]:
    return read_names(differences)


def test_every_row_says_why_and_whence(differences: tuple[CodeDifference, ...]) -> None:
    assert all(row.note and row.source for row in differences)
    packages = {f"{NAMES_PACKAGE} 1.1.3", f"{OUTLINES_PACKAGE} 1.1.2", f"{TOWNS_PACKAGE} 1.0.0"}
    assert {row.source for row in differences if row.rule is not Rule.NO_BOUNDARY} == packages


@pytest.mark.parametrize(
    ("package", "old", "new"),
    [
        (OUTLINES_PACKAGE, "431121", "431181"),
        (OUTLINES_PACKAGE, "540422", "540481"),
        (NAMES_PACKAGE, "540422", "540481"),
        (OUTLINES_PACKAGE, "460302", "460303"),
        (NAMES_PACKAGE, "460321", "460302"),
        (OUTLINES_PACKAGE, "810001", "810101"),
        (TOWNS_PACKAGE, "632800", "632857"),
    ],
)
def test_old_codes_lead_to_current_ones(
    differences: tuple[CodeDifference, ...], package: str, old: str, new: str
) -> None:
    assert current_codes(differences, package)[old] == new


def test_no_two_codes_of_a_package_lead_to_the_same_unit(differences: tuple[CodeDifference, ...]) -> None:
    for package in (OUTLINES_PACKAGE, NAMES_PACKAGE):
        codes = current_codes(differences, package)
        assert len(set(codes.values())) == len(codes)


def test_names_are_official_and_current(names: dict[Level, dict[str, str]]) -> None:
    counties = names[Level.COUNTY]
    assert counties["520581"] == "黔西市"
    assert counties["520204"] == "水城区"
    assert counties["540481"] == "米林市"
    assert "540422" not in counties
    assert names[Level.PREFECTURE]["522600"] == "黔东南苗族侗族自治州"
    assert len(names[Level.PROVINCE]) == 34


def test_units_that_only_the_outlines_know_have_names_too(names: dict[Level, dict[str, str]]) -> None:
    assert {names[Level.COUNTY][code] for code in ("232718", "710000", "820008")} == {
        "加格达奇区",
        "台湾省",
        "圣方济各堂区",
    }


def test_the_reference_has_current_codes_once_each(reference: geopandas.GeoDataFrame) -> None:
    codes = reference["adcode"]
    assert len(codes) == 2891
    assert codes.is_unique
    assert codes.isin(["540481", "460303"]).sum() == 2


@pytest.mark.parametrize("code", ["520000", "429004", "500114", "659011"])
def test_codes_directly_under_a_province_are_no_prefectures(code: str) -> None:
    assert not is_prefecture_code(code)


@pytest.mark.parametrize(
    "text",
    [
        "old_adcode,name\n431121,x\n",
        "old_adcode,old_name,adcode,name,rule,source,note\n431121,祁阳县,431181,祁阳市,guessed,x,y\n",
    ],
    ids=["columns", "rule"],
)
def test_a_broken_table_is_refused_by_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "code_differences.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        read_code_differences(path)
    assert caught.value.detail["file"] == "code_differences.csv"
