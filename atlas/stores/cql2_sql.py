"""A checked filter as SQL. Names come from the layer's schema, every value is bound.

What the engines say differently stands in ``SqliteConditions`` here and in ``postgis_conditions``; the answers are
the same.
"""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import Any

from atlas.core.cql2 import (
    Arithmetic,
    Between,
    CaseFolded,
    Comparison,
    Condition,
    IsNull,
    Junction,
    Like,
    Literal,
    Membership,
    Negation,
    Operand,
    Property,
    Spatial,
)
from atlas.core.filters import Bbox, FeatureQuery, SortKey

#: Our own function: SQLite folds the case of ASCII only.
_FOLD = "atlas_casefold"
_COMPARISONS = {"=": "=", "<>": "<>", "<": "<", ">": ">", "<=": "<=", ">=": ">="}
_ARITHMETIC = {"+": "+", "-": "-", "*": "*", "/": "/"}
_JUNCTIONS = {"and": " AND ", "or": " OR "}


def register_functions(connection: sqlite3.Connection) -> None:
    """Give a connection the functions that the SQL calls.

    Parameters
    ----------
    connection
        Any.
    """
    connection.create_function(_FOLD, 1, _fold, deterministic=True)


def _fold(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


class ConditionWriter(ABC):
    """Writes conditions on the feature table ``f``; bound values are gathered in ``values``, in the order of the text."""

    def __init__(self) -> None:
        self.values: list[Any] = []

    def write_where(self, query: FeatureQuery) -> str:
        """The SQL of everything that a feature has to pass.

        Parameters
        ----------
        query
            Its names must be those of the schema.

        Returns
        -------
        str
            Starts with ``WHERE``; empty when every feature passes.
        """
        conditions = [self._equals(name, text) for name, text in (query.properties or {}).items()]
        if query.bbox:
            conditions.append(self._box(query.bbox))
        if query.condition:
            conditions.append(self.write(query.condition))
        return f"WHERE {' AND '.join(conditions)}" if conditions else ""

    def write(self, condition: Condition) -> str:
        """The SQL of a condition.

        Parameters
        ----------
        condition
            Its names must be those of the schema.

        Returns
        -------
        str
            In brackets where it needs them; its values stand at the end of ``values``.
        """
        match condition:
            case Comparison(op, left, right):
                return f"{self._operand(left)} {_COMPARISONS[op]} {self._operand(right)}"
            case Like(operand, pattern):
                return self._like(operand, pattern)
            case Between(operand, lowest, highest):
                return (
                    f"{self._operand(operand)} BETWEEN {self._operand(lowest)} AND {self._operand(highest)}"
                )
            case Membership(operand, choices):
                tested = self._operand(operand)
                return f"{tested} IN ({', '.join([self._operand(choice) for choice in choices])})"
            case IsNull(name):
                return f"{self._column(name) if name else 'f.geom'} IS NULL"
            case Spatial():
                return self._spatial(condition)
            case Junction(op, parts):
                return f"({_JUNCTIONS[op].join([self.write(part) for part in parts])})"
            case Negation(part):
                return f"NOT ({self.write(part)})"

    def order_by(self, sort_by: Iterable[SortKey]) -> str:
        """The SQL of an order, by feature id where it leaves a choice.

        Parameters
        ----------
        sort_by
            Its names must be those of the schema.

        Returns
        -------
        str
            Starts with ``ORDER BY``.
        """
        keys = []
        for key in sort_by:
            column = self._column(key.name)
            keys += [f"{column} IS NULL", f"{column} {'DESC' if key.is_descending else 'ASC'}"]
        return f"ORDER BY {', '.join([*keys, 'f.fid'])}"

    def _operand(self, operand: Operand) -> str:
        match operand:
            case Property(name):
                return self._column(name)
            case Literal(value):
                return self._bind(value)
            case CaseFolded(inner):
                return self._folded(inner)
            case Arithmetic(op, left, right):
                return self._arithmetic(_ARITHMETIC[op], left, right)

    def _column(self, name: str) -> str:
        return f"f.{quoted(name)}"

    def _bind(self, value: str | float) -> str:
        self.values.append(value)
        return "?"

    @abstractmethod
    def _equals(self, name: str, text: str) -> str:
        """A property whose value, written as text, is the text."""

    @abstractmethod
    def _box(self, bbox: Bbox) -> str:
        """The geometry meets a box."""

    @abstractmethod
    def _spatial(self, condition: Spatial) -> str:
        """Unknown for a feature without geometry, so that its opposite does not hold either."""

    @abstractmethod
    def _like(self, operand: Operand, pattern: str) -> str:
        """Text that fits a pattern, upper and lower case apart."""

    @abstractmethod
    def _folded(self, operand: Operand) -> str:
        """Text in folded case, as ``str.casefold`` gives it."""

    @abstractmethod
    def _arithmetic(self, op: str, left: Operand, right: Operand) -> str:
        """Of decimal numbers; unknown where one would be divided by 0."""


class SqliteConditions(ConditionWriter):
    """Writes for SQLite.

    Parameters
    ----------
    find_box, find_related
        Ids of the features whose geometry meets a box, and of those for which a spatial condition holds.
    """

    def __init__(
        self,
        find_box: Callable[[Bbox], Iterable[int]],
        find_related: Callable[[Spatial], Iterable[int]],
    ) -> None:
        super().__init__()
        self._find_box = find_box
        self._find_related = find_related

    def _equals(self, name: str, text: str) -> str:
        return f"CAST({self._column(name)} AS TEXT) = {self._bind(text)}"

    def _box(self, bbox: Bbox) -> str:
        return f"f.fid IN {self._listed(self._find_box(bbox))}"

    def _spatial(self, condition: Spatial) -> str:
        return f"CASE WHEN f.geom IS NOT NULL THEN f.fid IN {self._listed(self._find_related(condition))} END"

    def _like(self, operand: Operand, pattern: str) -> str:
        # LIKE of SQLite passes over the case of ASCII letters, GLOB does not.
        return f"{self._operand(operand)} GLOB {self._bind(glob_pattern(pattern))}"

    def _folded(self, operand: Operand) -> str:
        return f"{_FOLD}({self._operand(operand)})"

    def _arithmetic(self, op: str, left: Operand, right: Operand) -> str:
        # Two whole numbers would be divided to a whole number.
        return f"(CAST({self._operand(left)} AS REAL) {op} {self._operand(right)})"

    def _listed(self, fids: Iterable[int]) -> str:
        mark = self._bind(f"[{','.join(str(fid) for fid in fids)}]")
        return f"(SELECT value FROM json_each({mark}))"  # noqa: S608 - a mark


def glob_pattern(pattern: str) -> str:
    r"""A pattern of CQL2 as one of GLOB.

    Parameters
    ----------
    pattern
        ``%`` any characters, ``_`` one, a backslash before one that is meant as it stands.

    Returns
    -------
    str
        ``*``, ``?``, and characters that GLOB reads in brackets.

    Examples
    --------
    >>> glob_pattern("开%"), glob_pattern(r"100\%*")
    ('开*', '100%[*]')
    """
    signs = iter(pattern)
    written: list[str] = []
    for sign in signs:
        meant = next(signs, sign) if sign == "\\" else None
        if meant is None and sign in "%_":
            written.append("*" if sign == "%" else "?")
        else:
            plain = meant or sign
            written.append(f"[{plain}]" if plain in "*?[" else plain)
    return "".join(written)


def quoted(name: str) -> str:
    """A name as SQL writes it.

    Parameters
    ----------
    name
        Of a column; an uploaded layer may call it anything.

    Returns
    -------
    str
        In double quotes, those inside doubled.
    """
    return '"' + name.replace('"', '""') + '"'
