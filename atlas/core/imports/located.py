"""What it means that a table was located."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from atlas.core.imports.raw import RawLayer
from atlas.core.imports.report import ImportMessage, Question


@dataclass(frozen=True, slots=True)
class Located:
    """A table whose rows lie somewhere.

    Parameters
    ----------
    layer
        With geometries where the table has coordinates, and its ``declared_crs`` where that is known: degrees are
        taken as WGS 84 unless the names of their columns say otherwise, metres stay undeclared.
    unit_codes
        By row the adcode of the unit it names, empty where it is not told; ``None`` for a table with coordinates.
    x_column, y_column
        Columns with the coordinates, east and north; the same for a column that holds both.
    unit_column
        Column with the names or codes.
    axes
        How the geometries stand to east and north: ``kept`` when they run so, ``swapped`` for WKT of which a person says
        that it has north first, empty for a table without coordinates.
    messages
        What was found.
    question
        When a person has to say which columns are meant; nothing is located then.
    """

    layer: RawLayer
    unit_codes: Sequence[str] | None = None
    x_column: str = ""
    y_column: str = ""
    unit_column: str = ""
    axes: str = ""
    messages: tuple[ImportMessage, ...] = ()
    question: Question | None = None
