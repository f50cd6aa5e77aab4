from __future__ import annotations

import geopandas
import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.core.errors import ParameterError
from atlas.core.geo.crs import GeometryArray, map_vertices, transform_points
from atlas.core.imports.crs import CrsDecision, decide_crs, to_storage
from atlas.core.imports.crs_catalogue import CGCS2000, known_systems
from atlas.core.imports.reference import Reference
from atlas.core.imports.report import ImportAnswers
from atlas.settings import Settings
from atlas.stores.geopackage import FILE_NAME
from tests import shapes
from tests.core.imports.reference_counties import country, guizhou, guizhou_counties

NOTHING_SAID = ImportAnswers()
CODES = guizhou_counties()["adcode"].to_numpy(dtype=object)
PLANES = [one for one in known_systems().values() if one.datum is CGCS2000 and one.is_transverse]


def counties_in(crs: int | pyproj.CRS | str) -> GeometryArray:
    degrees = guizhou_counties().geometry.to_numpy()
    return map_vertices(degrees, lambda points: transform_points(points, "EPSG:4490", pyproj.CRS(crs)))


def esri(code: int) -> str:
    return str(pyproj.CRS.from_epsg(code).to_wkt("WKT1_ESRI"))


def swapped(geometries: GeometryArray) -> GeometryArray:
    return map_vertices(geometries, lambda points: points[:, ::-1].copy())


def decide(
    geometries: GeometryArray, declared: str, *, stated: np.ndarray | None = None, **answers: str
) -> CrsDecision:
    return decide_crs(geometries, declared, country(), ImportAnswers(**answers), stated_codes=stated)


def choices(decision: CrsDecision) -> list[str]:
    assert decision.question is not None
    return [choice.value for choice in decision.question.choices]


def codes_of(decision: CrsDecision) -> list[str]:
    return [message.code for message in decision.messages]


# What is declared and fits


@pytest.mark.parametrize("code", [4490, 4326, 4523, 4544, 4496, 4507, 32648, 3857])
def test_a_declared_system_that_fits_is_taken_without_a_word(code: int) -> None:
    geometries = counties_in(code)
    decision = decide(geometries, esri(code), stated=CODES)
    assert (decision.identifier, decision.messages, decision.questions) == (f"EPSG:{code}", (), ())
    stored = to_storage(geometries, decision)
    assert stored.messages == ()
    assert shapely.equals_exact(stored.geometries, guizhou_counties().geometry.to_numpy(), 1e-8).all()
    assert shapely.coverage_is_valid(stored.geometries)


def test_degrees_on_cgcs2000_stay_as_they_are_to_the_last_bit() -> None:
    degrees = guizhou_counties().geometry.to_numpy()
    stored = to_storage(degrees, decide(degrees, "EPSG:4490"))
    assert (shapely.get_coordinates(stored.geometries) == shapely.get_coordinates(degrees)).all()


@settings(deadline=None, max_examples=60)
@given(
    known=st.sampled_from(PLANES),
    east=st.floats(-1.4, 1.4),
    latitude=st.floats(18.5, 53.0),
)
def test_every_zone_of_cgcs2000_comes_back_to_the_same_degrees(known, east: float, latitude: float) -> None:
    place = np.array([[float(np.clip(known.meridian + east, 73.5, 135.0)), latitude]])
    plane = np.asarray(shapely.points(transform_points(place, "EPSG:4490", known.identifier)), dtype=object)
    decision = decide_crs(plane, esri(known.code), guizhou(), NOTHING_SAID)
    assert decision.identifier == known.identifier
    back = shapely.get_coordinates(to_storage(plane, decision).geometries)
    np.testing.assert_allclose(back, place, rtol=0, atol=1e-8)


def test_a_local_meridian_is_kept_and_used() -> None:
    own = pyproj.CRS(esri(4544).replace('"Central_Meridian",105.0', '"Central_Meridian",108.75'))
    geometries = counties_in(own)
    decision = decide(geometries, own.to_wkt("WKT1_ESRI"), stated=CODES)
    assert decision.identifier.startswith("PROJCRS[")
    assert codes_of(decision) == ["crs_misnamed"]
    stored = to_storage(geometries, decision).geometries
    assert shapely.equals_exact(stored, guizhou_counties().geometry.to_numpy(), 1e-8).all()


def test_heights_do_not_matter() -> None:
    assert decide(guizhou_counties().geometry.to_numpy(), "EPSG:4490+5737").identifier == "EPSG:4490"


def test_a_layer_without_features_keeps_what_it_declares() -> None:
    assert decide(np.array([], dtype=object), "EPSG:4490").identifier == "EPSG:4490"


# What is missing or cannot be read


def test_degrees_without_a_declaration_are_asked_about_with_the_offset_in_mind() -> None:
    decision = decide(guizhou_counties().geometry.to_numpy(), "")
    assert decision.crs is None
    assert choices(decision) == ["EPSG:4490", "EPSG:4326"]
    assert decision.question is not None
    assert decision.question.code == "crs"
    assert "GCJ-02" in decision.question.hint.zh
    first = decision.question.choices[0]
    assert first.reason.zh == "要素将落在 贵州省碧江区、万山区、江口县 等 5 个县"
    assert first.sample[0] == "贵州省碧江区"


def test_a_zone_number_before_the_easting_leaves_one_zone_on_each_datum() -> None:
    assert choices(decide(counties_in(4524), "")) == ["EPSG:4524", "EPSG:2360", "EPSG:2412"]


def test_plane_numbers_without_zone_are_ranked_by_the_counties_that_features_name() -> None:
    decision = decide(counties_in(4545), "", stated=CODES)
    assert choices(decision)[0] == "EPSG:4545"
    assert decision.question is not None
    assert "100% 与要素所写的政区相符" in decision.question.choices[0].reason.zh


def test_systems_in_which_no_feature_lies_where_it_says_are_left_out_where_a_better_one_is() -> None:
    decision = decide_crs(counties_in(4545), "", guizhou(), NOTHING_SAID, stated_codes=CODES)
    assert decision.question is not None
    assert [one.value for one in decision.question.choices if "；0% 与" in one.reason.zh] == []


def test_two_codes_of_the_same_coordinates_are_one_choice_that_names_both() -> None:
    decision = decide(counties_in(4508), "", stated=CODES)
    assert decision.question is not None
    first = decision.question.choices[0]
    assert "EPSG:4546" not in choices(decision)
    assert (first.value, "与 EPSG:4546 坐标相同" in first.title.zh) == ("EPSG:4508", True)
    assert "the same coordinates as EPSG:4546" in first.title.en


def test_plane_numbers_without_zone_and_names_are_asked_about() -> None:
    decision = decide_crs(counties_in(4545), "", guizhou(), NOTHING_SAID)
    assert {"EPSG:4544", "EPSG:4545", "EPSG:4546"} <= set(choices(decision))


@pytest.mark.parametrize("declared", ["随便写的\0", 'LOCAL_CS["mine",UNIT["metre",1]]', "GEOGCS["])
def test_an_unusable_declaration_is_shown_and_asked_about(declared: str) -> None:
    decision = decide(counties_in(4524), declared)
    assert decision.question is not None
    assert declared.strip("\0") in decision.question.message.zh
    assert "\0" not in decision.question.message.zh
    assert choices(decision)[0] == "EPSG:4524"


def test_features_without_a_position_still_need_a_system() -> None:
    decision = decide(np.array([None, shapely.Point()], dtype=object), "")
    assert choices(decision) == []


# What contradicts itself


@pytest.mark.parametrize(
    ("true", "declared", "first", "words"),
    [
        (4524, 4490, "EPSG:4524", "坐标不是经纬度"),
        (4524, 4326, "EPSG:4524", "坐标不是经纬度"),
        (4490, 4524, "EPSG:4490", "坐标像是经纬度"),
        (4545, 4524, "EPSG:4545", "没有带号 36"),
        (4524, 4545, "EPSG:4524", "带号与声明不符"),
        (4524, 4523, "EPSG:4524", "带号与声明不符"),
        (3857, 4524, "EPSG:3857", "带号与声明不符"),
    ],
)
def test_numbers_that_cannot_be_in_the_declared_system_are_asked_about(
    true: int, declared: int, first: str, words: str
) -> None:
    decision = decide(counties_in(true), esri(declared))
    assert decision.question is not None
    assert decision.crs is None
    assert words in decision.question.message.zh
    assert choices(decision)[0] == first
    assert choices(decision)[-1] == f"EPSG:{declared}"
    assert decision.question.choices[-1].reason.zh.startswith("文件这样声明；")


def test_the_wrong_zone_is_seen_by_the_counties_that_features_name() -> None:
    geometries = counties_in(4545)
    decision = decide_crs(geometries, esri(4546), guizhou(), NOTHING_SAID, stated_codes=CODES)
    assert decision.question is not None
    assert "不在其所写的县内" in decision.question.message.zh
    assert choices(decision)[0] == "EPSG:4545"


def test_the_wrong_zone_is_seen_when_features_land_outside_china() -> None:
    decision = decide(counties_in(4545), esri(32631))
    assert decision.question is not None
    assert "落在中国以外" in decision.question.message.zh


def test_a_wind_farm_off_the_coast_is_no_reason_to_doubt_the_declaration() -> None:
    off_shanghai = np.array([shapely.Point(122.0, 31.9)], dtype=object)
    plane = map_vertices(off_shanghai, lambda points: transform_points(points, "EPSG:4490", "EPSG:4550"))
    assert "EPSG:4549" in choices(decide(plane, ""))  # on land, near Nanjing
    decision = decide(plane, esri(4550))
    assert decision.identifier == "EPSG:4550"
    assert codes_of(decision) == ["crs_outside_china"]


def test_names_that_no_system_would_satisfy_are_no_reason_to_doubt_the_declaration() -> None:
    elsewhere = np.array(["110101"] * 5, dtype=object)
    decision = decide(counties_in(4524), esri(4524), stated=elsewhere)
    assert decision.identifier == "EPSG:4524"


def test_features_of_another_zone_in_the_same_file_are_numbered() -> None:
    mixed = np.concatenate((counties_in(4524)[:3], counties_in(4525)[3:]))
    decision = decide(mixed, esri(4524))
    assert codes_of(decision) == ["mixed_zones"]
    assert decision.messages[0].features == (4, 5)


# Axes


@pytest.mark.parametrize("code", [4490, 4524, 4545])
def test_north_before_east_is_asked_about_and_never_exchanged_silently(code: int) -> None:
    geometries = swapped(counties_in(code))
    asked = decide(geometries, esri(code))
    assert [question.code for question in asked.questions] == ["axes"]
    assert choices(asked) == ["swapped", "kept"]
    answered = decide(geometries, esri(code), axes="swapped")
    assert codes_of(answered) == ["axes_swapped"]
    stored = to_storage(geometries, answered).geometries
    assert shapely.equals_exact(stored, guizhou_counties().geometry.to_numpy(), 1e-8).all()


def test_axes_and_system_are_asked_at_once() -> None:
    decision = decide(swapped(counties_in(4524)), "")
    assert [question.code for question in decision.questions] == ["axes", "crs"]
    assert decision.questions[1].choices[0].value == "EPSG:4524"


def test_axes_that_are_kept_are_not_asked_about_again() -> None:
    decision = decide(swapped(counties_in(4490)), esri(4490), axes="kept")
    assert [question.code for question in decision.questions] == ["crs"]


def test_an_unknown_order_of_axes_is_refused() -> None:
    with pytest.raises(ParameterError) as caught:
        decide(counties_in(4490), "EPSG:4490", axes="yx")
    assert caught.value.detail == {"field": "axes"}


# Answers


@pytest.mark.parametrize(
    "answer",
    ["EPSG:4524", "4524", "４５２４", "EPSG 4524", " epsg:4524 ", "CGCS2000_3_Degree_GK_Zone_36", esri(4524)],
)
def test_an_answer_is_used_however_it_is_written(answer: str) -> None:
    assert decide(counties_in(4524), "", crs=answer).identifier == "EPSG:4524"


def test_an_answer_comes_before_what_the_file_says_and_both_are_told() -> None:
    decision = decide(counties_in(4524), esri(4490), crs="EPSG:4524")
    assert codes_of(decision) == ["crs_replaced"]
    assert decision.messages[0].detail == {"declared": "EPSG:4490", "crs": "EPSG:4524"}


def test_an_answer_that_puts_features_outside_china_is_followed_with_a_warning() -> None:
    decision = decide(counties_in(4545), "", crs="EPSG:32631")
    assert decision.identifier == "EPSG:32631"
    assert codes_of(decision) == ["crs_outside_china"]


@pytest.mark.parametrize("answer", ["foo", "EPSG:99999", "EPSG:4479", "999999999"])
def test_an_answer_that_is_no_system_is_refused(answer: str) -> None:
    with pytest.raises(ParameterError) as caught:
        decide(counties_in(4524), "", crs=answer)
    assert caught.value.detail == {"field": "crs"}


def test_an_answer_in_which_the_numbers_mean_nothing_is_refused() -> None:
    with pytest.raises(ParameterError) as caught:
        decide(counties_in(4524), "", crs="EPSG:4490")
    assert caught.value.code == "crs_impossible"


# Datums


@pytest.mark.parametrize("code", [4610, 2360, 4214, 2412, 4555])
def test_old_datums_are_told_to_be_off_by_an_unknown_amount(code: int) -> None:
    decision = decide(counties_in(code), esri(code))
    assert codes_of(decision) == ["datum_shift_approximate"]
    assert decision.messages[0].detail["accuracy_m"] is None
    assert "TOWGS84" in decision.messages[0].hint.zh


def test_published_parameters_are_used_where_all_features_lie_in_their_area() -> None:
    ordos = np.array([shapely.Point(108.5, 37.0), shapely.Point(109.0, 38.0)], dtype=object)
    decision = decide_crs(ordos, "EPSG:4214", guizhou(), NOTHING_SAID)
    assert codes_of(decision) == ["datum_shift_approximate"]
    assert decision.messages[0].detail["accuracy_m"] == 1.0
    moved = shapely.get_coordinates(to_storage(ordos, decision).geometries)
    step = moved - shapely.get_coordinates(ordos)
    assert 30 < np.hypot(step[0, 0] * np.cos(np.radians(37)), step[0, 1]) * 111_000 < 70


def test_one_feature_outside_that_area_takes_all_back_to_one_operation() -> None:
    torn = np.array([shapely.Point(108.5, 37.0), shapely.Point(116.4, 39.9)], dtype=object)
    moved = to_storage(torn, decide(torn, "EPSG:4214")).geometries
    assert (shapely.get_coordinates(moved) == shapely.get_coordinates(torn)).all()


def test_parameters_in_the_file_are_used() -> None:
    text = (
        'GEOGCS["Beijing 1954",DATUM["Beijing_1954",SPHEROID["Krassowsky 1940",6378245,298.3],'
        'TOWGS84[15.8,-154.4,-82.3,0,0,0,0]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]'
    )
    degrees = guizhou_counties().geometry.to_numpy()
    decision = decide(degrees, text)
    assert codes_of(decision) == ["datum_shift_approximate"]
    assert "TOWGS84" in decision.messages[0].message.zh
    moved = to_storage(degrees, decision).geometries
    assert 20 < shapely.distance(shapely.centroid(moved[0]), shapely.centroid(degrees[0])) * 111_000 < 150


# To the store


def test_what_cannot_be_transformed_is_numbered_and_left_out() -> None:
    geometries = np.array([counties_in(4524)[0], shapely.Point(4e8, 3e6), None], dtype=object)
    stored = to_storage(geometries, decide(geometries[:1], "EPSG:4524"))
    assert [message.code for message in stored.messages] == ["position_lost"]
    assert stored.messages[0].features == (2,)
    assert stored.geometries[1] is None
    assert stored.geometries[2] is None


def test_broken_and_missing_shapes_do_not_stop_the_decision() -> None:
    broken = np.array(
        [shapes.BOW_TIE, shapes.MISSING, shapes.EMPTY, shapes.FOLDED, shapes.POINTS], dtype=object
    )
    assert decide(broken, "EPSG:4490").identifier == "EPSG:4490"


def test_an_open_question_stops_the_transformation() -> None:
    geometries = counties_in(4524)
    with pytest.raises(ParameterError):
        to_storage(geometries, decide(geometries, ""))


def test_a_layer_of_another_country_keeps_its_declaration() -> None:
    tokyo = np.array([shapely.Point(139.7, 35.7)], dtype=object)
    decision = decide(tokyo, "EPSG:4326")
    assert decision.identifier == "EPSG:4326"
    assert codes_of(decision) == ["crs_outside_china"]


@pytest.mark.store
def test_all_counties_of_china_are_taken_as_they_are(built_settings: Settings) -> None:
    frame = geopandas.read_file(built_settings.home / FILE_NAME, layer="county_2000m")
    decision = decide_crs(
        frame.geometry.to_numpy(),
        "EPSG:4490",
        Reference(frame),
        NOTHING_SAID,
        stated_codes=frame["adcode"].to_numpy(),
    )
    assert (decision.identifier, decision.messages) == ("EPSG:4490", ())
