"""The ground of a figure: the whole region and little more, on the plane that fits, in the detail that is seen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import shapely

from atlas.core.figures.base_map import BaseMap
from atlas.core.figures.boxes import Box
from atlas.core.figures.map_window import MapWindow, fit_window
from atlas.core.figures.request_reading import read_figure_request
from atlas.services.figure_extent import with_listed_counties
from atlas.services.figure_geometry import FigureGround, project, project_labels, read_base, read_ground
from atlas.services.figure_subject import FigureSubject, read_subject
from atlas.stores.geopackage import GeoPackageStore
from atlas.stores.protocol import ReadableStore
from tests.figure_samples import OFFICE, build_figure_store

BOX = Box(10, 10, 250, 160)
GUIZHOU = {"520102", "520121", "520122", "520181", "520622", "520628"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ReadableStore:
    home = tmp_path_factory.mktemp("figures")
    build_figure_store(home)
    return GeoPackageStore(home)


class Noting:
    """A store that notes in which detail borders are read."""

    def __init__(self, store: ReadableStore) -> None:
        self._store = store
        self.tolerances: list[int] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def read_polygons(self, level: str, tolerance_m: int = 0, **parts: Any) -> Any:
        self.tolerances.append(tolerance_m)
        return self._store.read_polygons(level, tolerance_m, **parts)

    def revision(self) -> str:
        return f"noting {id(self)}"


def subject_of(store: ReadableStore, **values: str) -> FigureSubject:
    return read_subject(store.read_catalogue(), read_figure_request(values), home=OFFICE.region)


def ground_of(store: ReadableStore, *, has_inset: bool = False, **values: str) -> FigureGround:
    return read_ground(store, subject_of(store, **values), has_inset=has_inset)


def base_of(store: ReadableStore, **values: str) -> tuple[FigureGround, BaseMap, MapWindow]:
    subject = subject_of(store, **values)
    ground = read_ground(store, subject, has_inset=False)
    window = fit_window(BOX, ground.bounds)
    return ground, read_base(store, subject, ground, window), window


def in_degrees(ground: FigureGround) -> tuple[float, float, float, float]:
    return tuple(round(value, 3) for value in ground.bbox)  # type: ignore[return-value]


def test_a_province_is_shown_whole_in_albers(store: ReadableStore) -> None:
    ground = ground_of(store)
    assert in_degrees(ground) == (105, 26, 111, 27)
    assert ground.projection.definition.startswith("+proj=aea")
    assert ground.adcodes == GUIZHOU
    assert shapely.box(*ground.bounds).covers(ground.silhouette)


def test_a_county_is_shown_with_some_of_what_is_around_it(store: ReadableStore) -> None:
    ground = ground_of(store, units="520121")
    assert ground.projection.definition == "EPSG:4545"
    assert ground.adcodes is None
    west, south, east, north = shapely.bounds(ground.silhouette)
    assert ground.bounds[0] < west < east < ground.bounds[2]
    assert ground.bounds[1] < south < north < ground.bounds[3]


def test_a_prefecture_is_its_counties(store: ReadableStore) -> None:
    ground = ground_of(store, units="520600")
    assert in_degrees(ground) == (109, 26, 111, 27)
    assert ground.adcodes == {"520622", "520628"}


def test_a_selection_is_what_was_selected(store: ReadableStore) -> None:
    ground = ground_of(store, units="520102,520628")
    assert in_degrees(ground) == (105, 26, 111, 27)
    assert ground.adcodes == {"520102", "520628"}


def test_a_bbox_is_shown_whole_with_whatever_is_in_it(store: ReadableStore) -> None:
    subject = with_listed_counties(store, subject_of(store, bbox="105.5,25.5,107.5,27.5"))
    ground = read_ground(store, subject, has_inset=False)
    assert ground.bbox == (105.5, 25.5, 107.5, 27.5)
    assert ground.adcodes == {"520102", "520121", "520122"}
    assert shapely.area(ground.area) == pytest.approx(4)


@pytest.mark.parametrize(
    ("bbox", "expected"),
    [
        ("104,25,112,28", GUIZHOU),
        ("106.2,26.2,106.4,26.4", {"520121"}),
        ("106.5,26.5,107,26.8", {"520121"}),
        ("111.1,3,112.9,20", {"469001"}),
        ("111.1,5,112.9,20", set()),
    ],
    ids=["around all", "within one", "up to the border of the next", "a reef", "between island and reef"],
)
def test_a_box_meets_the_counties_of_which_it_shows_ground(
    store: ReadableStore, bbox: str, expected: set[str]
) -> None:
    """By their shape, not by their bounds."""
    subject = subject_of(store, bbox=bbox)
    assert with_listed_counties(store, subject).listed == expected
    assert subject.listed is None


def test_with_the_inset_the_map_of_hainan_ends_south_of_the_island(store: ReadableStore) -> None:
    with_inset, without = (ground_of(store, has_inset=one, region="460000") for one in (True, False))
    assert with_inset.bbox[1] == 17.8
    assert without.bbox[1] == 3.9
    assert shapely.get_num_geometries(with_inset.silhouette) == 1


def test_islands_that_are_the_subject_themselves_are_not_cut_off_by_an_inset(store: ReadableStore) -> None:
    reef = shapely.box(112.2, 3.9, 112.3, 4.0).bounds
    catalogue = store.read_catalogue()
    units = {**catalogue.units, "469001": replace(catalogue.units["469001"], bbox=reef)}
    subject = replace(subject_of(store, units="469001"), catalogue=replace(catalogue, units=units))
    assert read_ground(store, subject, has_inset=True).bbox == pytest.approx(reef)


def test_the_ground_is_all_counties_with_their_borders(store: ReadableStore) -> None:
    ground, base, window = base_of(store)
    assert set(base.counties) == GUIZHOU
    shown = shapely.union_all(list(base.counties.values()))
    assert shapely.area(shapely.symmetric_difference(shown, ground.silhouette)) < 1e-3 * shapely.area(shown)
    assert {"520000"} <= set(base.surroundings)
    assert shapely.box(*window.bounds).buffer(0.03 * (window.bounds[2] - window.bounds[0])).covers(shown)


def test_neighbours_of_a_county_are_on_its_map(store: ReadableStore) -> None:
    _, base, _ = base_of(store, units="520121")
    assert {"520102", "520121", "520122"} <= set(base.counties)
    assert base.marked is not None
    assert shapely.area(shapely.symmetric_difference(base.marked, base.counties["520121"])) < 1


def test_the_unit_of_the_view_is_marked(store: ReadableStore) -> None:
    _, base, _ = base_of(store, unit="520622")
    assert base.marked is not None
    assert shapely.area(shapely.symmetric_difference(base.marked, base.counties["520622"])) < 1
    assert base_of(store)[1].marked is None


def test_a_small_extent_is_read_in_full_detail_and_a_province_is_not(store: ReadableStore) -> None:
    county, province = Noting(store), Noting(store)
    base_of(county, bbox="106.4,26.4,106.6,26.6")  # type: ignore[arg-type]
    base_of(province)  # type: ignore[arg-type]
    assert 0 in county.tolerances
    assert 0 not in province.tolerances


def test_labels_stand_where_their_units_are(store: ReadableStore) -> None:
    ground, base, _ = base_of(store)
    points = project_labels(subject_of(store), ground, ["520121", "520121", "999999"])
    assert set(points) == {"520121"}
    assert shapely.contains_xy(base.counties["520121"], *points["520121"])
    assert project_labels(subject_of(store), ground, []) == {}


def test_what_is_projected_leads_back(store: ReadableStore) -> None:
    ground = ground_of(store)
    shape = shapely.box(106, 26, 107, 27)
    (moved,) = project(np.array([shape], dtype=object), ground.projection)
    assert 95_000 < moved.bounds[2] - moved.bounds[0] < 105_000
    assert 105_000 < moved.bounds[3] - moved.bounds[1] < 115_000
