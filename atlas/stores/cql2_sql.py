"""A checked filter as SQL for SQLite. Names come from the layer's schema, every value is bound."""

from __future__ import annotations

import sqlite3
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
from atlas.core.filters import SortKey

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


class ConditionWriter:
    """Writes one condition on the feature table ``f``; bound values are gathered in ``values``.

    Parameters
    ----------
    find_fids
        Ids of the features for which a spatial condition holds.
    """

    def __init__(self, find_fids: Callable[[Spatial], Iterable[int]]) -> None:
        self.values: list[Any] = []
        self._find_fids = find_fids

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
                # LIKE of SQLite passes over the case of ASCII letters, GLOB does not.
                return f"{self._operand(operand)} GLOB {self._bind(glob_pattern(pattern))}"
            case Between(operand, lowest, highest):
                return (
                    f"{self._operand(operand)} BETWEEN {self._operand(lowest)} AND {self._operand(highest)}"
                )
            case Membership(operand, choices):
                tested = self._operand(operand)
                return f"{tested} IN ({', '.join([self._operand(choice) for choice in choices])})"
            case IsNull(name):
                return f"f.{quoted(name or 'geom')} IS NULL"
            case Spatial():
                return self._spatial(condition)
            case Junction(op, parts):
                return f"({_JUNCTIONS[op].join([self.write(part) for part in parts])})"
            case Negation(part):
                return f"NOT ({self.write(part)})"

    def _spatial(self, condition: Spatial) -> str:
        fids = ",".join(str(fid) for fid in self._find_fids(condition))
        # Unknown for a feature without geometry, so that its opposite does not hold either.
        self._bind(f"[{fids}]")
        return "CASE WHEN f.geom IS NOT NULL THEN f.fid IN (SELECT value FROM json_each(?)) END"

    def _operand(self, operand: Operand) -> str:
        match operand:
            case Property(name):
                return f"f.{quoted(name)}"
            case Literal(value):
                return self._bind(value)
            case CaseFolded(inner):
                return f"{_FOLD}({self._operand(inner)})"
            case Arithmetic(op, left, right):
                # Two whole numbers would be divided to a whole number.
                return f"(CAST({self._operand(left)} AS REAL) {_ARITHMETIC[op]} {self._operand(right)})"

    def _bind(self, value: str | float) -> str:
        self.values.append(value)
        return "?"


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


def order_clause(sort_by: Iterable[SortKey]) -> str:
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
        direction = "DESC" if key.is_descending else "ASC"
        keys += [f"f.{quoted(key.name)} IS NULL", f"f.{quoted(key.name)} {direction}"]
    return f"ORDER BY {', '.join([*keys, 'f.fid'])}"


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
