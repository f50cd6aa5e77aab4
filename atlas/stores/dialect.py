"""Tables are declared once, in the words of SQLite; this gives the same declaration in those of PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

#: Affinities of SQLite hold more than the types of the same name elsewhere: integers have eight bytes, numbers too,
#: and texts are compared by code point.
_TYPES = {
    "INTEGER": "BIGINT",
    "REAL": "DOUBLE PRECISION",
    "BLOB": "BYTEA",
    "TEXT": 'TEXT COLLATE "C"',
}
_TYPE = re.compile(rf"\b({'|'.join(_TYPES)})\b")


class Dialect(StrEnum):
    """How a database wants its statements."""

    SQLITE = "sqlite"
    POSTGRES = "postgres"


@dataclass(frozen=True, slots=True)
class ByDialect:
    """Statements that no translation can give: triggers, functions, what only one of the databases has.

    Parameters
    ----------
    sqlite, postgres
        Taken as they are.
    """

    sqlite: tuple[str, ...] = ()
    postgres: tuple[str, ...] = ()


#: A statement for both, or one for each.
Declaration = str | ByDialect


def statements_of(declarations: Iterable[Declaration], dialect: Dialect) -> Iterator[str]:
    """The statements that make some tables.

    Parameters
    ----------
    declarations
        Of a migration.
    dialect
        Of the database.

    Yields
    ------
    str
        In order.
    """
    for declaration in declarations:
        if isinstance(declaration, ByDialect):
            yield from declaration.sqlite if dialect is Dialect.SQLITE else declaration.postgres
        elif dialect is Dialect.SQLITE:
            yield declaration
        else:
            yield to_postgres(declaration)


def to_postgres(declaration: str) -> str:
    """A declaration of a table or an index as PostgreSQL wants it.

    Parameters
    ----------
    declaration
        For SQLite, types in capitals.

    Returns
    -------
    str
        With types that hold the same values.
    """
    return _TYPE.sub(lambda found: _TYPES[found[0]], declaration)
