"""Where features would land in each reference system: the evidence behind a question, never the answer to it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyproj
import shapely

from atlas.core.errors import Text
from atlas.core.geo.crs import FloatArray, GeometryArray, IntArray
from atlas.core.imports.crs_catalogue import (
    BEIJING_1954,
    CGCS2000,
    WGS84,
    XIAN_1980,
    Datum,
    KnownCrs,
    known_systems,
)
from atlas.core.imports.crs_definition import Definition
from atlas.core.imports.reference import Reference, agrees
from atlas.core.imports.report import Choice

# Features asked; more would not change the answer.
_MOST_SAMPLES = 300
# A transverse Mercator zone is six degrees wide; farther than this from its meridian the numbers mean nothing.
_FARTHEST_DEGREES = 12.0
# Half the features at least must land in China for a system to be worth proposing.
PLAUSIBLE_SHARE = 0.5
_NAMED_SAMPLES = 8
# Degrees are offered on the two systems in use today only; on older ones they look the same.
_OFFERED_DEGREES = (CGCS2000, WGS84)
_OFFERED_PLANES = (CGCS2000, WGS84, XIAN_1980, BEIJING_1954)
_KIND_ORDER = ("geographic", "zone3", "zone6", "meridian3", "meridian6", "utm", "web")
# Latitudes and longitudes of China [degree], for numbers that look exchanged.
_LATITUDES, _LONGITUDES = (3.0, 54.0), (73.0, 136.0)
# Northings of these latitudes, and eastings without and with a zone number (and those of Web Mercator) [m].
_NORTHINGS, _EASTINGS, _LARGE_EASTINGS = (3.3e5, 6.0e6), (1.0e5, 9.0e5), (8.0e6, 4.6e7)
_MOST = 0.9


@dataclass(frozen=True, slots=True)
class Sample:
    """A place in each of some features, as the file writes it.

    Parameters
    ----------
    points
        x and y, shape (n, 2).
    stated
        Codes of the units that the features name, ``""`` for none.
    """

    points: FloatArray
    stated: npt.NDArray[Any]

    @property
    def has_stated(self) -> bool:
        """Whether any feature names a unit."""
        return bool((self.stated != "").any())

    def swapped(self) -> Sample:
        """The same with x and y exchanged.

        Returns
        -------
        Sample
            New points.
        """
        return Sample(np.ascontiguousarray(self.points[:, ::-1]), self.stated)


@dataclass(frozen=True, slots=True)
class Landing:
    """Where the features of a sample land.

    Parameters
    ----------
    places
        Longitude and latitude [degree]; NaN where the numbers make no sense in the system.
    codes
        Counties, ``""`` for none.
    share_possible, share_inside
        Share of features with a position at all, and of those in China.
    agreement
        Share of features in the unit they name, among those that name one; 0 without any.
    """

    places: FloatArray
    codes: npt.NDArray[Any]
    share_possible: float
    share_inside: float
    agreement: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A system of the catalogue and where the features land in it."""

    known: KnownCrs
    landing: Landing


def take_sample(geometries: GeometryArray, stated_codes: npt.NDArray[Any] | None = None) -> Sample:
    """A place in each of at most three hundred features, spread over the file.

    Parameters
    ----------
    geometries
        As read; null, empty and infinite ones are passed over.
    stated_codes
        Code of the unit that each feature names; ``""`` or ``None`` for none. Features with one are taken first.

    Returns
    -------
    Sample
        Empty when no feature has a position.
    """
    usable = np.flatnonzero(np.isfinite(shapely.bounds(geometries)).all(axis=1))
    stated = np.array(
        ["" if code is None else str(code) for code in _codes(stated_codes, len(geometries))], dtype=object
    )
    named = usable[stated[usable] != ""]
    rows = _spread(named if len(named) else usable)
    return Sample(places_in(geometries[rows]), stated[rows])


def places_in(geometries: GeometryArray) -> FloatArray:
    """A point of each geometry, inside polygons.

    Parameters
    ----------
    geometries
        With finite bounds.

    Returns
    -------
    numpy.ndarray
        x and y, shape (n, 2).
    """
    try:
        points = shapely.point_on_surface(geometries)
    except shapely.GEOSException:  # broken polygons have no inside; they are mended later
        points = shapely.centroid(geometries)
    places = np.column_stack((shapely.get_x(points), shapely.get_y(points)))
    lost = ~np.isfinite(places).all(axis=1)
    places[lost] = shapely.bounds(geometries[lost])[:, :2]
    return places


def looks_swapped(sample: Sample) -> bool:
    """Whether the numbers are those of China with north before east.

    Parameters
    ----------
    sample
        As the file writes them.

    Returns
    -------
    bool
        True when nine in ten features have a latitude or northing of China first and a longitude or easting second.
    """
    if len(sample.points) == 0:
        return False
    x, y = sample.points.T
    degrees = _between(x, _LATITUDES) & _between(y, _LONGITUDES)
    metres = _between(x, _NORTHINGS) & (_between(y, _EASTINGS) | _between(y, _LARGE_EASTINGS))
    return bool(max(degrees.mean(), metres.mean()) >= _MOST)


def land(sample: Sample, definition: Definition, reference: Reference) -> Landing:
    """Where features land in a system.

    Parameters
    ----------
    sample
        East before north.
    definition
        The system.
    reference
        The counties.

    Returns
    -------
    Landing
        Shares of 0 for an empty sample.
    """
    known = definition.known
    if known is None:
        places = _places(sample.points, definition.crs)
    else:
        places = _places_in_known(sample.points, known, definition.crs)
    return _landing(places, reference.counties_at(places), sample, reference)


def find_candidates(
    sample: Sample, reference: Reference, declared: Definition | None = None
) -> tuple[Candidate, ...]:
    """Systems of the catalogue in which the features land in China, the likeliest first.

    Parameters
    ----------
    sample
        East before north.
    reference
        The counties.
    declared
        What the file says, if anything; its datum and central meridian come before others.

    Returns
    -------
    tuple of Candidate
        By agreement with the units that the features name, then by nearness to what the file says, then by datum.

    Notes
    -----
    Systems with the same numbers on another datum lie a hundred metres apart at most, and land in the same counties:
    each set of numbers is tried once.
    """
    if len(sample.points) == 0:
        return ()
    groups: dict[tuple[object, ...], list[KnownCrs]] = {}
    for known in known_systems().values():
        if known.datum in (_OFFERED_DEGREES if known.is_geographic else _OFFERED_PLANES):
            groups.setdefault(known.numbers, []).append(known)
    firsts = [group[0] for group in groups.values()]
    tried = [_places_in_known(sample.points, one, pyproj.CRS.from_epsg(one.code)) for one in firsts]
    codes = np.split(reference.counties_at(np.concatenate(tried)), len(tried))
    found = []
    for group, places, landed in zip(groups.values(), tried, codes, strict=True):
        landing = _landing(places, landed, sample, reference)
        if landing.share_inside >= PLAUSIBLE_SHARE:
            found += [Candidate(known, landing) for known in _one_a_datum(group, sample)]
    return tuple(sorted(found, key=lambda one: _rank(one, declared)))


def to_choice(identifier: str, title: Text, landing: Landing, sample: Sample, reference: Reference) -> Choice:
    """A possible answer with where the features would land.

    Parameters
    ----------
    identifier
        Value of the answer.
    title
        For a person.
    landing
        Where the features land.
    sample, reference
        What was asked.

    Returns
    -------
    Choice
        With the counties as reason.
    """
    counted = reference.describe(landing.codes)
    if landing.share_possible == 0:
        reason = Text("坐标数值在此坐标系中没有意义", "the numbers mean nothing in this system")
    elif landing.share_inside == 0:
        reason = Text("要素将落在中国以外", "the features would land outside China")
    else:
        reason = Text(f"要素将落在 {counted.zh}", f"the features would land in {counted.en}")
    if sample.has_stated:
        share = round(100 * landing.agreement)
        reason = Text(
            f"{reason.zh}；{share}% 与要素所写的政区相符",
            f"{reason.en}; {share}% lie in the unit they name",
        )
    found = [str(code) for code in dict.fromkeys(landing.codes) if code]
    return Choice(
        identifier, title, reason, tuple(reference.describe([code]).zh for code in found[:_NAMED_SAMPLES])
    )


def _codes(stated_codes: npt.NDArray[Any] | None, count: int) -> Sequence[Any] | npt.NDArray[Any]:
    return [""] * count if stated_codes is None else stated_codes


def _spread(rows: IntArray) -> IntArray:
    if len(rows) <= _MOST_SAMPLES:
        return rows
    return rows[np.linspace(0, len(rows) - 1, _MOST_SAMPLES).round().astype(np.int64)]


def _between(values: FloatArray, bounds: tuple[float, float]) -> npt.NDArray[np.bool_]:
    return np.asarray((values >= bounds[0]) & (values <= bounds[1]))


def _places(points: FloatArray, crs: pyproj.CRS) -> FloatArray:
    """Longitude and latitude of points on the datum of their own system [degree], NaN where there is none."""
    geodetic = crs.geodetic_crs
    if geodetic is None:
        return np.full(points.shape, np.nan)
    places = points.astype(np.float64)
    if not crs.is_geographic:
        # Not to WGS 84: the search for a change of datum takes PROJ a tenth of a second a system.
        transformer = pyproj.Transformer.from_crs(crs, geodetic, always_xy=True)
        places = np.column_stack(transformer.transform(points[:, 0], points[:, 1]))
    places = places * math.degrees(geodetic.axis_info[0].unit_conversion_factor)
    places[:, 0] += geodetic.prime_meridian.longitude if geodetic.prime_meridian else 0.0
    possible = np.isfinite(places).all(axis=1)
    possible &= (np.abs(places[:, 0]) <= 180.0) & (np.abs(places[:, 1]) <= 90.0)
    return np.where(possible[:, None], places, np.nan)


def _places_in_known(points: FloatArray, known: KnownCrs, crs: pyproj.CRS) -> FloatArray:
    """The same, and NaN outside the zone, where the numbers of a projection mean nothing."""
    places = _places(points, crs)
    if not known.is_transverse:
        return places
    sensible = np.abs(places[:, 0] - known.meridian) <= _FARTHEST_DEGREES
    if known.prefix:
        sensible &= points[:, 0] // 1e6 == known.prefix
    return np.where(sensible[:, None], places, np.nan)


def _landing(places: FloatArray, codes: npt.NDArray[Any], sample: Sample, reference: Reference) -> Landing:
    if len(places) == 0:
        return Landing(places, codes, 0.0, 0.0, 0.0)
    is_stated = sample.stated != ""
    agreement = agrees(codes[is_stated], sample.stated[is_stated]).mean() if is_stated.any() else 0.0
    return Landing(
        places,
        codes,
        float(np.isfinite(places).all(axis=1).mean()),
        float(reference.lies_inside(places, codes).mean()),
        float(agreement),
    )


def _one_a_datum(group: list[KnownCrs], sample: Sample) -> list[KnownCrs]:
    """One system for each datum: of three and six degrees with the same meridian, the one that the eastings fit."""
    is_wide = bool(np.abs(sample.points[:, 0] - group[0].false_easting_m).max() > 2.0e5)
    order = ("meridian6", "meridian3") if is_wide else ("meridian3", "meridian6")
    chosen: dict[str, KnownCrs] = {}
    for known in sorted(group, key=lambda one: order.index(one.kind) if one.kind in order else 0):
        chosen.setdefault(known.datum.key, known)
    return list(chosen.values())


def _rank(candidate: Candidate, declared: Definition | None) -> tuple[object, ...]:
    known, landing = candidate.known, candidate.landing
    said = declared.known if declared else None
    return (
        -round(landing.agreement, 2),
        bool(said and said.is_transverse) and known.meridian != (said.meridian if said else None),
        -round(landing.share_inside, 1),
        _datum_rank(known.datum, declared.datum if declared else None),
        _KIND_ORDER.index(known.kind),
        known.code,
    )


def _datum_rank(datum: Datum, declared: Datum | None) -> int:
    return -1 if datum is declared else _OFFERED_PLANES.index(datum)
