"""A checked filter as SQL for PostGIS, which gives the same answers as ``cql2_sql`` gives from a GeoPackage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import shapely

from atlas.core.cql2 import CaseFolded, Literal, Operand, Property, Spatial
from atlas.core.filters import Bbox
from atlas.stores.cql2_sql import ConditionWriter, quoted
from atlas.stores.postgis_names import column_of

#: Significant digits with which SQLite writes a decimal number, and PostgreSQL makes one of another type.
_DIGITS = 15
_LARGEST_INTEGER = 2**63
_TYPES: Mapping[type, str] = {str: "text", int: "bigint", float: "double precision"}
#: Reference system of every geometry in the database (EPSG code): WGS 84.
SRID = 4326


class PostgisConditions(ConditionWriter):
    """Writes for PostGIS.

    Parameters
    ----------
    types
        Type of each property: ``text``, ``integer`` or ``number``.
    find_related
        Ids of the features that have a relation to a geometry which PostGIS and the GEOS of this program might see
        differently.

    Attributes
    ----------
    uses_twin
        Whether what was written speaks of the table ``j`` beside the features.

    Notes
    -----
    Text columns are declared ``COLLATE "C"``: compared by code point, as SQLite does. The folded case of texts stands
    beside the features, as Python made it: the server knows other rules in each of its versions.
    """

    def __init__(self, types: Mapping[str, str], find_related: Callable[[Spatial], Iterable[int]]) -> None:
        super().__init__()
        self.uses_twin = False
        self._types = types
        self._find_related = find_related

    def _column(self, name: str) -> str:
        return f"f.{quoted(column_of(name))}"

    def _bind(self, value: str | float) -> str:
        # A whole number is compared with whole numbers to the last digit.
        if not isinstance(value, str):
            is_whole = float(value).is_integer() and abs(value) < _LARGEST_INTEGER
            value = int(value) if is_whole else float(value)
        return self._cast(value, _TYPES[type(value)])

    def _cast(self, value: Any, kind: str) -> str:
        # No text that is kept holds NUL, and PostgreSQL takes none: its neighbour stands in the same place of any order.
        self.values.append(value.replace("\0", "\1") if isinstance(value, str) else value)
        return f"CAST(? AS {kind})"

    def _equals(self, name: str, text: str) -> str:
        kind = self._types.get(name, "text")
        if kind == "number":
            # Equal when the first 15 digits are, and never when SQLite would not write any number so.
            column = f"CAST({self._column(name)} AS numeric)"
            return f"{column} = {self._cast(text, 'numeric')}" if _is_written(text) else "FALSE"
        column = self._column(name) if kind == "text" else f"CAST({self._column(name)} AS text)"
        return f"{column} = {self._cast(text, 'text')}"

    def _box(self, bbox: Bbox) -> str:
        return self._spatial(Spatial("intersects", shapely.box(*bbox)))

    def _spatial(self, condition: Spatial) -> str:
        relation, geometry = condition.relation, condition.geometry
        if relation not in ("intersects", "disjoint"):
            return self._found(condition)
        # A box without width or height is no valid polygon, of which versions of GEOS think differently.
        holds = (
            f"ST_Intersects(f.geom, {self._shape(geometry)})"
            if shapely.is_valid(geometry)
            else self._found(Spatial("intersects", geometry))
        )
        return holds if relation == "intersects" else f"NOT {holds}"

    def _found(self, condition: Spatial) -> str:
        fids = list(self._find_related(condition))
        return f"(CASE WHEN f.geom IS NOT NULL THEN f.fid = ANY({self._cast(fids, 'bigint[]')}) END)"

    def _shape(self, geometry: shapely.Geometry) -> str:
        return f"ST_GeomFromWKB({self._cast(shapely.to_wkb(geometry), 'bytea')}, {SRID})"

    def _like(self, operand: Operand, pattern: str) -> str:
        return f"{self._operand(operand)} LIKE {self._bind(like_pattern(pattern))}"

    def _folded(self, operand: Operand) -> str:
        match operand:
            case Literal(str() as value):
                return self._bind(value.casefold())
            case Property(name):
                self.uses_twin = True
                return f"COALESCE(j.folded ->> {self._cast(name, 'text')}, {self._column(name)})"
            case CaseFolded(inner):
                return self._folded(inner)
            case _:
                return self._operand(operand)

    def _arithmetic(self, op: str, left: Operand, right: Operand) -> str:
        numbers = [f"CAST({self._operand(side)} AS double precision)" for side in (left, right)]
        if op == "/":
            numbers[1] = f"NULLIF({numbers[1]}, 0)"
        return f"({numbers[0]} {op} {numbers[1]})"


def like_pattern(pattern: str) -> str:
    r"""A pattern of CQL2 as one of LIKE.

    Parameters
    ----------
    pattern
        ``%`` any characters, ``_`` one, a backslash before one that is meant as it stands.

    Returns
    -------
    str
        The same; a backslash at the end, which PostgreSQL refuses, means itself.

    Examples
    --------
    >>> like_pattern("开%"), like_pattern("100\\")
    ('开%', '100\\\\')
    """
    trailing = len(pattern) - len(pattern.rstrip("\\"))
    return pattern + "\\" * (trailing % 2)


def _is_written(text: str) -> bool:
    """Whether SQLite writes a decimal number so: 15 digits, a point always (``CAST`` as TEXT)."""
    try:
        number = float(text)
    except ValueError:
        return False
    digits, mark, exponent = f"{number + 0.0:.{_DIGITS}g}".partition("e")
    return text == digits + ("" if "." in digits else ".0") + mark + exponent
