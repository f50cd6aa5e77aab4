from __future__ import annotations

import pyproj
import pytest

from atlas.core.imports.crs_catalogue import KnownCrs, codes_by_name, known_systems, plain_name

SYSTEMS = list(known_systems().values())


@pytest.mark.parametrize("known", SYSTEMS, ids=[str(one.code) for one in SYSTEMS])
def test_each_row_has_the_numbers_of_epsg(known: KnownCrs) -> None:
    crs = pyproj.CRS.from_epsg(known.code)
    assert crs.geodetic_crs is not None
    assert crs.geodetic_crs.to_epsg() == known.datum.code
    assert crs.ellipsoid is not None
    assert crs.ellipsoid.semi_major_metre == known.datum.semi_major_m
    assert crs.ellipsoid.inverse_flattening == pytest.approx(known.datum.inverse_flattening, abs=1e-9)
    assert crs.is_geographic == known.is_geographic
    if known.is_transverse:
        numbers = {str(one.code): one.value for one in crs.coordinate_operation.params}
        expected = {
            "8801": 0.0,
            "8802": known.meridian,
            "8805": known.scale,
            "8806": known.false_easting_m,
            "8807": 0.0,
        }
        assert numbers == expected


def test_each_name_of_epsg_leads_to_its_code() -> None:
    for known in SYSTEMS:
        assert codes_by_name()[plain_name(pyproj.CRS.from_epsg(known.code).name)] == known.code


@pytest.mark.parametrize(
    ("kind", "count"), [("zone3", 84), ("meridian3", 84), ("zone6", 44), ("meridian6", 44), ("geographic", 5)]
)
def test_four_chinese_datums_have_all_their_zones(kind: str, count: int) -> None:
    assert sum(one.kind == kind for one in SYSTEMS) == count


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("CGCS2000", 4490),
        ("GCS_China_Geodetic_Coordinate_System_2000", 4490),
        ("2000国家大地坐标系", 4490),
        ("西安80", 4610),
        ("北京54", 4214),
        ("wgs84", 4326),
        ("CGCS2000_3_Degree_GK_Zone_35", 4523),
        ("CGCS2000_3_Degree_GK_CM_105E", 4544),
        ("Xian_1980_GK_CM_105E", 2343),
        ("Beijing_1954_GK_Zone_18", 21418),
        ("Web Mercator", 3857),
    ],
)
def test_names_of_people_and_programs_are_known(name: str, code: int) -> None:
    assert codes_by_name()[plain_name(name)] == code
