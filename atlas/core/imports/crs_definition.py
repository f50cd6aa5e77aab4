"""From the words of a file or a person to one coordinate reference system, checked number by number.

A code is taken only where the numbers are those of the code; a definition with numbers of its own is kept as it is.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

import pyproj
from pyproj.exceptions import CRSError, ProjError

from atlas.core.errors import Text
from atlas.core.imports.crs_catalogue import (
    WGS84,
    Datum,
    KnownCrs,
    codes_by_name,
    find_datum,
    known_systems,
    plain_name,
)

# The longest definitions of EPSG have 8,000 characters.
_MOST_CHARACTERS = 20_000
# Parts that make PROJ open a file that the definition names; "@null" is the name for none, as GDAL writes it.
_OPENS_FILES = re.compile(r"grids(?!\s*=\s*@null\b)|parameterfile|init\s*=|\bfile\s*=", re.IGNORECASE)
_IS_DEFINITION = re.compile(
    r"\s*(\{|[A-Z][A-Z0-9_]{2,}\s*[\[(]|\+proj=|[A-Za-z]+:[\w+]+$|urn:ogc:def:crs|https?://www\.opengis\.net/)"
)
# Esri's software writes this where it assumed a system for data that had none.
_IS_ASSUMED = re.compile(r"GCS_Assumed|Assumed_Geographic|Unknown_Coordinate_System", re.IGNORECASE)
# EPSG codes of methods and parameters.
_TRANSVERSE_MERCATOR, _PSEUDO_MERCATOR = "9807", "1024"
_LATITUDE, _LONGITUDE, _SCALE, _EASTING, _NORTHING = "8801", "8802", "8805", "8806", "8807"
_ANGULAR_TOLERANCE, _LINEAR_TOLERANCE_M, _SCALE_TOLERANCE = 1e-9, 1e-4, 1e-9
# Agreement at which PROJ calls two systems alike, in per cent.
_ALIKE = 70


@dataclass(frozen=True, slots=True)
class Definition:
    """A coordinate reference system that was understood.

    Parameters
    ----------
    crs
        Horizontal, without a shift of datum of its own.
    known
        Its row of the catalogue; ``None`` for others.
    identifier
        ``EPSG:4523`` and the like, or WKT where the numbers are those of no code.
    datum
        What it stands on; ``None`` for a datum that is not in the catalogue.
    bound
        The same with the parameters of a datum shift that the file gives (TOWGS84); ``None`` without.
    misnamed
        Code of the system whose name it bears although its numbers are others; empty for none.
    """

    crs: pyproj.CRS
    known: KnownCrs | None
    identifier: str
    datum: Datum | None
    bound: pyproj.CRS | None = None
    misnamed: str = ""

    @property
    def has_code(self) -> bool:
        """Whether an authority has given it a code."""
        return "[" not in self.identifier

    @property
    def title(self) -> Text:
        """For a person."""
        if self.known:
            return self.known.title
        name = self.crs.name
        central = None if self.has_code else _parameters(self.crs).get(_LONGITUDE)
        if central is None:
            return Text(name, name)
        datum = self.datum.title if self.datum else Text(name, name)
        return Text(
            f"{datum.zh} 自定义投影（中央经线 {central:g}°）",
            f"{datum.en}, projection of its own (central meridian {central:g}°E)",
        )


def read_definition(text: str) -> Definition | None:
    """The system that a text defines.

    Parameters
    ----------
    text
        WKT of any dialect, PROJJSON, ``EPSG:n``, a URN, or the exact name of a system of the catalogue.

    Returns
    -------
    Definition or None
        ``None`` for what cannot be read, for systems that do not stand on the earth (local, engineering), for
        geocentric ones, for those that would open a file, and for those Esri's software only assumed.

    Notes
    -----
    PROJ also finds systems by parts of names; that would be a guess and is not used.
    """
    cleaned = text.replace("\0", "").strip().lstrip("\ufeff").strip()
    if not cleaned or len(cleaned) > _MOST_CHARACTERS or _OPENS_FILES.search(cleaned):
        return None
    named = codes_by_name().get(plain_name(cleaned))
    if named:
        return _definition_of(known_systems()[named])
    if not _IS_DEFINITION.match(cleaned) or _IS_ASSUMED.search(cleaned):
        return None
    try:
        return _identify(pyproj.CRS.from_user_input(cleaned))
    except (CRSError, ProjError):
        return None


def definition_of_code(code: int) -> Definition:
    """A system of the catalogue.

    Parameters
    ----------
    code
        Of EPSG.

    Returns
    -------
    Definition
        Without a datum shift of its own.
    """
    return _definition_of(known_systems()[code])


def _definition_of(known: KnownCrs) -> Definition:
    return Definition(pyproj.CRS.from_epsg(known.code), known, known.identifier, known.datum)


def _identify(crs: pyproj.CRS) -> Definition | None:
    bound = crs if crs.is_bound and _moves(crs) else None
    flat = _horizontal(crs)
    if flat is None or flat.geodetic_crs is None or not (flat.is_geographic or flat.is_projected):
        return None
    datum = _datum_of(flat)
    known = _find_known(flat, datum)
    if known:
        return Definition(pyproj.CRS.from_epsg(known.code), known, known.identifier, known.datum, bound)
    # The catalogue holds all planes on Chinese datums; PROJ would look through all its systems for a second.
    code = _code_with_same_numbers(flat) if datum in (None, WGS84) else ""
    identifier = code or flat.to_wkt()
    return Definition(flat, None, identifier, datum, bound, "" if code else _code_of_name(flat))


def _horizontal(crs: pyproj.CRS) -> pyproj.CRS | None:
    """Without heights and without a shift of datum."""
    while crs.is_bound and crs.source_crs is not None:
        crs = crs.source_crs
    if crs.is_compound:
        return _horizontal(crs.sub_crs_list[0])
    if crs.is_geocentric or crs.is_engineering:
        return None
    return crs.to_2d() if len(crs.axis_info) == 3 else crs


def _moves(crs: pyproj.CRS) -> bool:
    """Whether the datum shift of a bound system is more than zeros."""
    operation = crs.coordinate_operation
    return operation is not None and any(_number(one.value) != 0.0 for one in operation.params)


def _datum_of(crs: pyproj.CRS) -> Datum | None:
    geodetic = crs.geodetic_crs
    if geodetic is None or geodetic.datum is None or geodetic.ellipsoid is None:
        return None
    meridian = geodetic.prime_meridian
    if meridian is None or meridian.longitude != 0.0:
        return None
    ellipsoid = geodetic.ellipsoid
    names = (geodetic.name, geodetic.datum.name)
    return find_datum(names, ellipsoid.semi_major_metre, ellipsoid.inverse_flattening)


def _find_known(crs: pyproj.CRS, datum: Datum | None) -> KnownCrs | None:
    """The row of the catalogue with the numbers of this system."""
    if crs.is_geographic:
        return known_systems()[datum.code] if datum and _is_in_degrees(crs) else None
    if _is_web_mercator(crs):
        return known_systems()[3857]
    if datum is None or not _is_plain_transverse(crs):
        return None
    own = _parameters(crs)
    fitting = [one for one in known_systems().values() if one.datum is datum and _has_numbers(one, own)]
    # A meridian that three-degree and six-degree zones share has two codes; the name tells which is meant.
    named = codes_by_name().get(plain_name(crs.name))
    return next((one for one in fitting if one.code == named), fitting[0] if fitting else None)


def _has_numbers(known: KnownCrs, own: dict[str, float]) -> bool:
    return (
        known.is_transverse
        and abs(own.get(_LATITUDE, 0.0)) < _ANGULAR_TOLERANCE
        and abs(own.get(_LONGITUDE, math.nan) - known.meridian) < _ANGULAR_TOLERANCE
        and abs(own.get(_SCALE, 1.0) - known.scale) < _SCALE_TOLERANCE
        and abs(own.get(_EASTING, 0.0) - known.false_easting_m) < _LINEAR_TOLERANCE_M
        and abs(own.get(_NORTHING, 0.0)) < _LINEAR_TOLERANCE_M
    )


def _is_plain_transverse(crs: pyproj.CRS) -> bool:
    operation = crs.coordinate_operation
    return operation is not None and operation.method_code == _TRANSVERSE_MERCATOR and _is_in_metres(crs)


def _is_web_mercator(crs: pyproj.CRS) -> bool:
    """The projection of web maps, also as Esri wrote it before: Mercator on a sphere of the radius of WGS 84."""
    operation, ellipsoid = crs.coordinate_operation, crs.ellipsoid
    if operation is None or ellipsoid is None or ellipsoid.semi_major_metre != 6378137.0:
        return False
    is_sphere = ellipsoid.inverse_flattening in {0.0, math.inf}
    is_method = operation.method_code == _PSEUDO_MERCATOR or (
        is_sphere and operation.method_name.startswith("Mercator")
    )
    own = _parameters(crs)
    centred = all(abs(own.get(code, 0.0)) < 1e-9 for code in (_LONGITUDE, _EASTING, _NORTHING))
    return is_method and centred and _is_in_metres(crs)


def _is_in_metres(crs: pyproj.CRS) -> bool:
    return all(abs(axis.unit_conversion_factor - 1.0) < 1e-12 for axis in crs.axis_info)


def _is_in_degrees(crs: pyproj.CRS) -> bool:
    return all(abs(math.degrees(axis.unit_conversion_factor) - 1.0) < 1e-9 for axis in crs.axis_info)


def _parameters(crs: pyproj.CRS) -> dict[str, float]:
    """Numbers of the projection by EPSG code, in degrees and metres."""
    operation = crs.coordinate_operation
    if operation is None:
        return {}
    found: dict[str, float] = {}
    for parameter in operation.params:
        number = _number(parameter.value)
        if number is None:
            continue
        value = number * parameter.unit_conversion_factor
        is_angle = parameter.unit_category == "angular"
        # Twelve decimals of a degree are a ten-thousandth of a millimetre: only the noise of the units goes.
        found[str(parameter.code)] = round(math.degrees(value), 12) if is_angle else value
    return found


def _number(value: object) -> float | None:
    """A parameter's number; some parameters are names of files."""
    return float(value) if isinstance(value, float | int) else None


def _code_with_same_numbers(crs: pyproj.CRS) -> str:
    """The code that PROJ finds, if its numbers are the same; empty otherwise."""
    authority = crs.to_authority(min_confidence=_ALIKE)
    if authority is None:
        return ""
    other = _horizontal(pyproj.CRS.from_authority(*authority))
    same = other is not None and _all_numbers(crs) == _all_numbers(other)
    return ":".join(authority) if same else ""


def _all_numbers(crs: pyproj.CRS) -> tuple[Any, ...]:
    ellipsoid, meridian, operation = crs.ellipsoid, crs.prime_meridian, crs.coordinate_operation
    return (
        ellipsoid and (round(ellipsoid.semi_major_metre, 3), round(ellipsoid.inverse_flattening, 6)),
        meridian and meridian.longitude,
        operation and operation.method_name,
        {code: round(value, 6) for code, value in _parameters(crs).items()},
        [round(axis.unit_conversion_factor, 12) for axis in crs.axis_info],
    )


def _code_of_name(crs: pyproj.CRS) -> str:
    """Code of the catalogue's system whose name this one bears; empty for none."""
    known = known_systems().get(codes_by_name().get(plain_name(crs.name), 0))
    return known.identifier if known and known.is_geographic == crs.is_geographic else ""
