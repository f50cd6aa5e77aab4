from __future__ import annotations

import pyproj
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.core.imports.crs_catalogue import KnownCrs, known_systems
from atlas.core.imports.crs_definition import read_definition

SYSTEMS = list(known_systems().values())
# All kinds on all datums; zones of one kind are written alike.
SOME = list({(one.datum.key, one.kind): one for one in SYSTEMS}.values())
GCS_2000 = (
    'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,'
    '298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
)


def plane(
    name: str = "CGCS2000_3_Degree_GK_Zone_35",
    *,
    base: str = GCS_2000,
    easting: float = 35500000.0,
    meridian: float = 105.0,
    scale: float = 1.0,
    northing: float = 0.0,
    unit: str = 'UNIT["Meter",1.0]',
    projection: str = "Gauss_Kruger",
    authority: str = "",
) -> str:
    """WKT as Esri writes it."""
    numbers = {
        "False_Easting": easting,
        "False_Northing": northing,
        "Central_Meridian": meridian,
        "Scale_Factor": scale,
        "Latitude_Of_Origin": 0.0,
    }
    written = ",".join(f'PARAMETER["{key}",{value}]' for key, value in numbers.items())
    return f'PROJCS["{name}",{base},PROJECTION["{projection}"],{written},{unit}{authority}]'


@pytest.mark.parametrize("known", SYSTEMS, ids=[str(one.code) for one in SYSTEMS])
def test_esri_writes_each_system_so_that_it_is_found_again(known: KnownCrs) -> None:
    found = read_definition(pyproj.CRS.from_epsg(known.code).to_wkt("WKT1_ESRI"))
    assert found is not None
    assert (found.identifier, found.known) == (known.identifier, known)


@pytest.mark.parametrize("known", SOME, ids=[str(one.code) for one in SOME])
def test_every_spelling_of_a_system_is_the_same_system(known: KnownCrs) -> None:
    crs = pyproj.CRS.from_epsg(known.code)
    spellings = (
        f"EPSG:{known.code}",
        f"epsg:{known.code}",
        f"urn:ogc:def:crs:EPSG::{known.code}",
        f"http://www.opengis.net/def/crs/EPSG/0/{known.code}",
        crs.to_wkt(),
        crs.to_wkt("WKT2_2015"),
        crs.to_wkt("WKT1_GDAL"),
        crs.to_wkt("WKT1_ESRI"),
        crs.to_wkt("WKT1_ESRI", pretty=True) + "\r\n\0",
        "\ufeff" + crs.to_wkt("WKT1_ESRI"),
        crs.to_json(),
        crs.name,
    )
    for spelling in spellings:
        found = read_definition(spelling)
        assert found is not None, spelling
        assert (found.identifier, found.known) == (known.identifier, known), spelling


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        (plane(), "EPSG:4523"),
        (plane(projection="Transverse_Mercator"), "EPSG:4523"),
        (plane("任意名称"), "EPSG:4523"),
        (plane(base=GCS_2000.replace("D_China_2000", "CGCS2000")), "EPSG:4523"),
        (plane(base=GCS_2000.replace("298.257222101", "298.257223563")), "EPSG:4523"),
        (plane("CGCS2000_3_Degree_GK_CM_105E", easting=500000.0), "EPSG:4544"),
        (plane("CGCS2000_GK_CM_105E", easting=500000.0), "EPSG:4507"),
        (plane("CGCS2000_GK_Zone_18", easting=18500000.0), "EPSG:4496"),
        (GCS_2000.replace("GCS_China_Geodetic_Coordinate_System_2000", "CGCS2000"), "EPSG:4490"),
        ("EPSG:21476", "EPSG:21456"),
        ("ESRI:102100", "EPSG:3857"),
        ("EPSG:900913", "EPSG:3857"),
        ("EPSG:3785", "EPSG:3857"),
        ("OGC:CRS84", "EPSG:4326"),
        ("EPSG:4480", "EPSG:4490"),
        ("EPSG:4490+5737", "EPSG:4490"),
        ("EPSG:32648", "EPSG:32648"),
        ("EPSG:2326", "EPSG:2326"),
        ("EPSG:3826", "EPSG:3826"),
        ("ESRI:102012", "ESRI:102012"),
        ("+proj=longlat +datum=WGS84 +no_defs", "EPSG:4326"),
    ],
)
def test_spellings_seen_in_files_are_understood(text: str, identifier: str) -> None:
    found = read_definition(text)
    assert found is not None
    assert found.identifier == identifier


@pytest.mark.parametrize(
    "text",
    [
        plane(meridian=106.5, easting=500000.0),
        plane(meridian=106.5, easting=500000.0, authority=',AUTHORITY["EPSG","4523"]'),
        plane(northing=-2900000.0),
        plane(scale=1.00012),
        plane(easting=35500010.0),
        plane(unit='UNIT["Foot",0.3048]'),
        plane(base=GCS_2000.replace("6378137.0", "6379337.0")),
    ],
    ids=["meridian", "false code", "northing", "scale", "easting", "feet", "ellipsoid raised to 1,200 m"],
)
def test_a_local_plane_keeps_its_own_numbers(text: str) -> None:
    found = read_definition(text)
    assert found is not None
    assert found.known is None
    assert not found.has_code
    assert found.misnamed == "EPSG:4523"
    expected = pyproj.Transformer.from_crs(text, pyproj.CRS(text).geodetic_crs, always_xy=True)
    own = pyproj.Transformer.from_crs(found.identifier, found.crs.geodetic_crs, always_xy=True)
    x = 35520000.0 if "35500" in text else 520000.0
    assert own.transform(x, 3e6) == expected.transform(x, 3e6)


def test_a_plane_with_a_name_of_its_own_is_not_called_misnamed() -> None:
    found = read_definition(plane("贵阳独立坐标系", meridian=106.5, easting=500000.0))
    assert found is not None
    assert found.misnamed == ""
    assert found.title.zh == "CGCS2000 自定义投影（中央经线 106.5°）"


def test_an_unknown_datum_is_not_taken_for_a_known_one() -> None:
    krassowsky = GCS_2000.replace("China_Geodetic_Coordinate_System_2000", "Krasovsky_1940")
    krassowsky = krassowsky.replace("D_China_2000", "D_Krasovsky_1940").replace(
        "6378137.0,298.257222101", "6378245.0,298.3"
    )
    found = read_definition(krassowsky)
    assert found is not None
    assert (found.known, found.datum, found.identifier) == (None, None, "EPSG:4024")


def test_parameters_of_a_datum_shift_are_kept() -> None:
    text = (
        'GEOGCS["Beijing 1954",DATUM["Beijing_1954",SPHEROID["Krassowsky 1940",6378245,298.3],'
        'TOWGS84[15.8,-154.4,-82.3,0,0,0,0]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]'
    )
    found = read_definition(text)
    assert found is not None
    assert found.identifier == "EPSG:4214"
    assert found.bound is not None
    zeros = read_definition(text.replace("15.8,-154.4,-82.3", "0,0,0"))
    assert zeros is not None
    assert zeros.bound is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \0",
        "随便写的",
        "GK Zone",
        "EPSG:99999",
        "EPSG:",
        'PROJCS["x"',
        'LOCAL_CS["mine",UNIT["metre",1]]',
        "EPSG:4479",
        "EPSG:5737",
        "+proj=longlat +ellps=krass +nadgrids=/etc/hostname +no_defs",
        "+init=epsg:4326",
        GCS_2000.replace("GCS_China_Geodetic_Coordinate_System_2000", "GCS_Assumed_Geographic_1"),
        "[" * 30_000,
        "GEOGCS[" * 2_000,
    ],
    ids=range(15),
)
def test_what_cannot_be_used_is_not_guessed_at(text: str) -> None:
    assert read_definition(text) is None


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    found = read_definition(text)
    assert found is None or found.crs.is_geographic or found.crs.is_projected


@settings(deadline=None, max_examples=30)
@given(
    meridian=st.floats(73.0, 136.0).map(lambda value: round(value, 4)),
    easting=st.sampled_from([0.0, 50000.0, 500000.0, 35500000.0]),
    northing=st.sampled_from([0.0, -3000000.0]),
)
def test_a_definition_read_again_from_its_identifier_is_the_same(
    meridian: float, easting: float, northing: float
) -> None:
    found = read_definition(plane("地方坐标系", meridian=meridian, easting=easting, northing=northing))
    assert found is not None
    again = read_definition(found.identifier)
    assert again is not None
    assert again.identifier == found.identifier
    assert again.crs.equals(found.crs)
