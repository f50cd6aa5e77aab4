"""The coordinate reference systems that Chinese data come in, by their numbers and by the names software writes.

Every system here is a row of the EPSG data set; the test compares each with the copy that PROJ carries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from atlas.core.errors import Text

# Zones and central meridians: GB/T 13989 and its forerunners; three degrees: zone n at 3n, six degrees: at 6n - 3.
_ZONES_3, _ZONES_6 = range(25, 46), range(13, 24)
_UTM_ZONES = range(43, 54)
_FALSE_EASTING_M, _ZONE_STEP_M = 500_000.0, 1_000_000.0
#: Scale on the central meridian of UTM (EPSG method 9824).
UTM_SCALE = 0.9996


@dataclass(frozen=True, slots=True)
class Datum:
    """A geodetic datum.

    Parameters
    ----------
    key
        Short stable name.
    code
        EPSG code of longitude and latitude on it.
    title
        For a person.
    esri
        How Esri's software begins the names of systems on it.
    semi_major_m, inverse_flattening
        Its ellipsoid.
    names
        What files call it, as ``plain_name`` writes names.
    """

    key: str
    code: int
    title: Text
    esri: str
    semi_major_m: float
    inverse_flattening: float
    names: frozenset[str]


#: EPSG ellipsoid 1024 (CGCS2000).
CGCS2000 = Datum(
    "cgcs2000",
    4490,
    Text("CGCS2000", "CGCS2000"),
    "CGCS2000",
    6378137.0,
    298.257222101,
    frozenset(
        {"cgcs2000", "china2000", "chinageodeticcoordinatesystem2000", "国家2000", "2000国家大地坐标系"}
        | {"国家大地坐标系2000", "2000国家坐标系", "大地2000"}
    ),
)
#: EPSG ellipsoid 7030.
WGS84 = Datum(
    "wgs84",
    4326,
    Text("WGS 84", "WGS 84"),
    "WGS_1984",
    6378137.0,
    298.257223563,
    frozenset(
        {"wgs84", "wgs1984", "worldgeodeticsystem1984", "worldgeodeticsystem1984ensemble", "wgs84crs84"}
    ),
)
#: EPSG ellipsoid 7049 (IAG 1975).
XIAN_1980 = Datum(
    "xian1980",
    4610,
    Text("西安 1980", "Xi'an 1980"),
    "Xian_1980",
    6378140.0,
    298.257,
    frozenset({"xian1980", "xian80", "西安80", "西安1980", "80西安", "1980西安坐标系", "西安80坐标系"}),
)
#: EPSG ellipsoid 7024 (Krassowsky 1940).
BEIJING_1954 = Datum(
    "beijing1954",
    4214,
    Text("北京 1954", "Beijing 1954"),
    "Beijing_1954",
    6378245.0,
    298.3,
    frozenset(
        {"beijing1954", "beijing54", "北京54", "北京1954", "54北京", "1954年北京坐标系", "北京54坐标系"}
    ),
)
#: The "new Beijing 1954" of the adjustment of 1982, on the ellipsoid of Beijing 1954.
NEW_BEIJING = Datum(
    "newbeijing",
    4555,
    Text("新北京 1954", "New Beijing"),
    "New_Beijing",
    6378245.0,
    298.3,
    frozenset({"newbeijing", "新北京54", "新1954年北京坐标系"}),
)
#: The likeliest first.
DATUMS = (CGCS2000, WGS84, XIAN_1980, BEIJING_1954, NEW_BEIJING)


@dataclass(frozen=True, slots=True)
class KnownCrs:
    """A system by its numbers.

    Parameters
    ----------
    code
        Of EPSG.
    datum
        What it stands on.
    kind
        ``geographic``, ``zone3`` and ``zone6`` (zone number before the easting), ``meridian3`` and ``meridian6``
        (without), ``utm``, ``web``.
    zone
        Number of the zone; 0 where there is none.
    meridian
        Central meridian [degree].
    false_easting_m, scale
        Of the transverse Mercator projection.
    """

    code: int
    datum: Datum
    kind: str
    zone: int = 0
    meridian: float = 0.0
    false_easting_m: float = _FALSE_EASTING_M
    scale: float = 1.0

    @property
    def identifier(self) -> str:
        """Such as ``EPSG:4523``."""
        return f"EPSG:{self.code}"

    @property
    def is_geographic(self) -> bool:
        """Whether coordinates are degrees."""
        return self.kind == "geographic"

    @property
    def is_transverse(self) -> bool:
        """Whether it is a transverse Mercator projection from the equator."""
        return self.kind in {"zone3", "zone6", "meridian3", "meridian6", "utm"}

    @property
    def prefix(self) -> int:
        """Zone number that stands before the easting; 0 for none."""
        return self.zone if self.kind in {"zone3", "zone6"} else 0

    @property
    def numbers(self) -> tuple[object, ...]:
        """What tells its coordinates from those of other systems on the same datum."""
        if not self.is_transverse:
            return (self.kind,)
        return (self.meridian, self.false_easting_m, self.scale)

    @property
    def title(self) -> Text:
        """For a person."""
        zh, en = _TITLES[self.kind]
        values = {"zone": self.zone, "meridian": f"{self.meridian:g}"}
        datum = self.datum.title
        return Text(f"{datum.zh} {zh.format(**values)}", f"{datum.en}, {en.format(**values)}")


_TITLES = {
    "geographic": ("经纬度", "longitude and latitude"),
    "zone3": (
        "3 度带第 {zone} 带（中央经线 {meridian}°，东坐标前有带号）",
        "3-degree zone {zone} (central meridian {meridian}°E, zone number before the easting)",
    ),
    "zone6": (
        "6 度带第 {zone} 带（中央经线 {meridian}°，东坐标前有带号）",
        "6-degree zone {zone} (central meridian {meridian}°E, zone number before the easting)",
    ),
    "meridian3": (
        "3 度带，中央经线 {meridian}°（东坐标前无带号）",
        "3-degree zone, central meridian {meridian}°E (no zone number)",
    ),
    "meridian6": (
        "6 度带，中央经线 {meridian}°（东坐标前无带号）",
        "6-degree zone, central meridian {meridian}°E (no zone number)",
    ),
    "utm": ("UTM 北半球第 {zone} 带", "UTM zone {zone} north"),
    "web": ("Web 墨卡托（网络地图）", "Web Mercator"),
}

# First codes of the runs: 3 degrees with and without zone number, 6 degrees with and without.
_RUNS = {
    "cgcs2000": (4513, 4534, 4491, 4502),
    "xian1980": (2349, 2370, 2327, 2338),
    "beijing1954": (2401, 2422, 21413, 21453),
}
# The codes of New Beijing do not run through.
_NEW_BEIJING_3 = (*range(4652, 4657), *range(4766, 4782))
_NEW_BEIJING_MERIDIAN_3 = (*range(4782, 4801), 4812, 4822)


@cache
def known_systems() -> dict[int, KnownCrs]:
    """All systems of the catalogue.

    Returns
    -------
    dict
        By EPSG code, the likeliest first.
    """
    return {one.code: one for datum in DATUMS for one in _systems_on(datum)}


@cache
def codes_by_name() -> dict[str, int]:
    """Names of systems as a person or a program writes them.

    Returns
    -------
    dict
        From ``plain_name`` of the name to the EPSG code.
    """
    names = {name: datum.code for datum in DATUMS for name in datum.names}
    for one in known_systems().values():
        names.update({plain_name(name): one.code for name in _names_of(one)})
    return names


def plain_name(name: str) -> str:
    """A name without what programs add to it.

    Parameters
    ----------
    name
        Of a datum or a system.

    Returns
    -------
    str
        Small letters and digits, without ``GCS_`` and ``D_`` before them.

    Examples
    --------
    >>> plain_name("GCS_China_Geodetic_Coordinate_System_2000"), plain_name("WGS 84")
    ('chinageodeticcoordinatesystem2000', 'wgs84')
    """
    return re.sub(r"[\W_]+", "", re.sub(r"^(gcs|d)_", "", name.strip().casefold()))


def find_datum(names: tuple[str, ...], semi_major_m: float, inverse_flattening: float) -> Datum | None:
    """The datum that has one of these names and this ellipsoid.

    Parameters
    ----------
    names
        As a file writes them.
    semi_major_m, inverse_flattening
        Of the ellipsoid.

    Returns
    -------
    Datum or None
        ``None`` where a name is unknown, or known with another ellipsoid.

    Notes
    -----
    The inverse flattening may differ by 2e-6, a tenth of a millimetre on the ground: programs that know one ellipsoid
    only write that of WGS 84 for CGCS2000.
    """
    plain = {plain_name(name) for name in names}
    for datum in DATUMS:
        if (
            plain & datum.names
            and abs(semi_major_m - datum.semi_major_m) < 0.01
            and abs(inverse_flattening - datum.inverse_flattening) < 2e-6
        ):
            return datum
    return None


def _systems_on(datum: Datum) -> Iterator[KnownCrs]:
    yield KnownCrs(datum.code, datum, "geographic", false_easting_m=0.0)
    if datum is WGS84:
        for zone in _UTM_ZONES:
            yield KnownCrs(32600 + zone, datum, "utm", zone, 6.0 * zone - 183, scale=UTM_SCALE)
        yield KnownCrs(3857, datum, "web", false_easting_m=0.0)
        return
    with_3, without_3, with_6, without_6 = _codes_on(datum)
    for code, zone in zip(with_3, _ZONES_3, strict=True):
        yield KnownCrs(code, datum, "zone3", zone, 3.0 * zone, _FALSE_EASTING_M + zone * _ZONE_STEP_M)
    for code, zone in zip(with_6, _ZONES_6, strict=True):
        yield KnownCrs(code, datum, "zone6", zone, 6.0 * zone - 3, _FALSE_EASTING_M + zone * _ZONE_STEP_M)
    for code, zone in zip(without_3, _ZONES_3, strict=True):
        yield KnownCrs(code, datum, "meridian3", zone, 3.0 * zone)
    for code, zone in zip(without_6, _ZONES_6, strict=True):
        yield KnownCrs(code, datum, "meridian6", zone, 6.0 * zone - 3)


def _codes_on(datum: Datum) -> tuple[tuple[int, ...], ...]:
    if datum is NEW_BEIJING:
        six, six_without = tuple(range(4568, 4579)), tuple(range(4579, 4590))
        return _NEW_BEIJING_3, _NEW_BEIJING_MERIDIAN_3, six, six_without
    sizes = (len(_ZONES_3), len(_ZONES_3), len(_ZONES_6), len(_ZONES_6))
    return tuple(
        tuple(range(first, first + size)) for first, size in zip(_RUNS[datum.key], sizes, strict=True)
    )


def _names_of(known: KnownCrs) -> Iterator[str]:
    """Names of EPSG and of Esri."""
    esri, meridian = known.datum.esri, f"{known.meridian:g}"
    epsg = {"cgcs2000": "CGCS2000", "xian1980": "Xian 1980", "beijing1954": "Beijing 1954"}
    own = epsg.get(known.datum.key, "New Beijing")
    if known.kind == "zone3":
        yield from (
            f"{esri}_3_Degree_GK_Zone_{known.zone}",
            f"{own} / 3-degree Gauss-Kruger zone {known.zone}",
        )
    elif known.kind == "zone6":
        yield from (f"{esri}_GK_Zone_{known.zone}", f"{own} / Gauss-Kruger zone {known.zone}")
    elif known.kind == "meridian3":
        yield from (f"{esri}_3_Degree_GK_CM_{meridian}E", f"{own} / 3-degree Gauss-Kruger CM {meridian}E")
    elif known.kind == "meridian6":
        yield from (f"{esri}_GK_CM_{meridian}E", f"{own} / Gauss-Kruger CM {meridian}E")
        yield f"{own} / Gauss-Kruger {known.zone}N"  # EPSG 21473 to 21483, as they were called first
    elif known.kind == "utm":
        yield from (f"WGS_1984_UTM_Zone_{known.zone}N", f"WGS 84 / UTM zone {known.zone}N")
    elif known.kind == "web":
        yield from ("WGS_1984_Web_Mercator_Auxiliary_Sphere", "WGS 84 / Pseudo-Mercator", "Web Mercator")
