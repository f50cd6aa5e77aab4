"""A checked filter on features as a tree of values (OGC 21-065r2, CQL2). Parsing is the job of ``cql2_parse``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import shapely


@dataclass(frozen=True, slots=True)
class Property:
    """A property of the layer's schema; type is ``text``, ``integer`` or ``number``."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A value that the caller wrote."""

    value: str | float


@dataclass(frozen=True, slots=True)
class CaseFolded:
    """Text without the difference of upper and lower case."""

    operand: Operand


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Two numbers joined by ``+``, ``-``, ``*`` or ``/``."""

    op: str
    left: Operand
    right: Operand


Operand: TypeAlias = Property | Literal | CaseFolded | Arithmetic


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two operands of one type compared by ``=``, ``<>``, ``<``, ``>``, ``<=`` or ``>=``."""

    op: str
    left: Operand
    right: Operand


@dataclass(frozen=True, slots=True)
class Like:
    """Text that fits a pattern: ``%`` any characters, ``_`` one, a backslash before one that is meant as it stands."""

    operand: Operand
    pattern: str


@dataclass(frozen=True, slots=True)
class Between:
    """A number or text from the lowest to the highest, both included."""

    operand: Operand
    lowest: Operand
    highest: Operand


@dataclass(frozen=True, slots=True)
class Membership:
    """An operand that equals one of the choices."""

    operand: Operand
    choices: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class IsNull:
    """A property without a value; empty name for the geometry."""

    name: str


@dataclass(frozen=True, slots=True)
class Spatial:
    """The geometry of the feature beside one that the caller gave.

    Parameters
    ----------
    relation
        Name of a predicate of shapely, feature first.
    geometry
        Longitude and latitude.
    """

    relation: str
    geometry: shapely.Geometry


@dataclass(frozen=True, slots=True)
class Junction:
    """Conditions joined by ``and`` or ``or``."""

    op: str
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """The opposite of a condition."""

    part: Condition


Condition: TypeAlias = Comparison | Like | Between | Membership | IsNull | Spatial | Junction | Negation


def join_conditions(parts: list[Condition]) -> Condition | None:
    """One condition that holds when all do.

    Parameters
    ----------
    parts
        Any number.

    Returns
    -------
    Condition or None
        ``None`` without parts.
    """
    if len(parts) < 2:
        return parts[0] if parts else None
    return Junction("and", tuple(parts))
