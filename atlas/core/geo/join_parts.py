"""The balance sheet of a join, which adds up: the sheets of the parts of a layer make the sheet of the whole, exactly."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from atlas.core.errors import GeometryInvalid

_MAX_IDS_IN_MESSAGE = 20


@dataclass(frozen=True, slots=True)
class ExactSum:
    """A sum of floats without any rounding, so that neither order nor grouping changes it.

    Parameters
    ----------
    terms
        Few floats whose exact sum it is, the largest first.

    Notes
    -----
    After J. R. Shewchuk, Adaptive precision floating-point arithmetic, Discrete & Computational Geometry 18 (1997): the
    rounded sum, then the rounded sum of what rounding left, and so on until nothing is left. ``float`` of it is the
    exact sum rounded once.

    Examples
    --------
    >>> sum([0.1] * 10) == 1, float(ExactSum.of([0.1] * 4) + ExactSum.of([0.1] * 6)) == 1
    (False, True)
    """

    terms: tuple[float, ...] = ()

    @classmethod
    def of(cls, values: Iterable[float]) -> ExactSum:
        """The sum of some floats.

        Parameters
        ----------
        values
            Any number of them, finite.

        Returns
        -------
        ExactSum
            Zero for none.
        """
        left = list(values)
        terms: list[float] = []
        while rest := math.fsum(left):
            terms.append(rest)
            if not math.isfinite(rest):
                break
            left.append(-rest)
        return cls(tuple(terms))

    def __float__(self) -> float:
        return math.fsum(self.terms)

    def __add__(self, other: ExactSum) -> ExactSum:
        return ExactSum.of((*self.terms, *other.terms))

    def __neg__(self) -> ExactSum:
        return ExactSum(tuple(-term for term in self.terms))


@dataclass(frozen=True, slots=True)
class Sums:
    """What came in against what came out, for one measure.

    Parameters
    ----------
    all_features
        Sum over the features.
    all_rows
        Sum over the rows.
    all_outside
        Sum over what lies in no unit, measured by itself.
    """

    all_features: ExactSum = ExactSum()
    all_rows: ExactSum = ExactSum()
    all_outside: ExactSum = ExactSum()

    @property
    def features(self) -> float:
        """Sum over the features."""
        return float(self.all_features)

    @property
    def joined(self) -> float:
        """Sum over the rows."""
        return float(self.all_rows)

    @property
    def outside(self) -> float:
        """Sum over what lies in no unit, measured by itself."""
        return float(self.all_outside)

    @property
    def residual(self) -> float:
        """What the sheet does not account for: 0 but for rounding."""
        return float(self.all_features + -self.all_rows + -self.all_outside)

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.all_features + other.all_features,
            self.all_rows + other.all_rows,
            self.all_outside + other.all_outside,
        )

    def to_dict(self) -> dict[str, float]:
        """The sums and what they leave.

        Returns
        -------
        dict
            ``features``, ``joined``, ``outside`` and ``residual``.
        """
        return {name: getattr(self, name) for name in ("features", "joined", "outside", "residual")}


@dataclass(frozen=True, slots=True)
class Balance:
    """What happened to every feature; the balances of the parts of a layer, added in order, are that of the layer.

    Parameters
    ----------
    features
        Features that came in.
    matched
        Features with at least one row.
    unmatched
        Ids of features that lie in no unit.
    without_geometry
        Ids of features whose geometry is missing or empty.
    in_several
        Ids of features with more than one row.
    on_edge
        Ids of features of which a point lies on the border of several units; the lowest code has it.
    slivers
        Number of pieces below the threshold.
    slivers_folded
        Whether these went to the largest piece of their feature; otherwise they are rows of their own.
    area_km2, length_km, points
        Sums for polygons [km2], lines [km] and points.
    """

    features: int = 0
    matched: int = 0
    unmatched: tuple[Hashable, ...] = ()
    without_geometry: tuple[Hashable, ...] = ()
    in_several: tuple[Hashable, ...] = ()
    on_edge: tuple[Hashable, ...] = ()
    slivers: int = 0
    slivers_folded: bool = False
    area_km2: Sums = field(default_factory=Sums)
    length_km: Sums = field(default_factory=Sums)
    points: Sums = field(default_factory=Sums)

    def to_dict(self) -> dict[str, Any]:
        """Everything, ready for JSON, with the residual of each sum.

        Returns
        -------
        dict
            Field name -> value.
        """
        sheet = asdict(self)
        for name in ("area_km2", "length_km", "points"):
            sheet[name] = getattr(self, name).to_dict()
        return sheet


def add_balances(parts: Iterable[Balance]) -> Balance:
    """The balance of a layer from those of its parts.

    Parameters
    ----------
    parts
        In the order of the features; every part joined in the same way.

    Returns
    -------
    Balance
        The same to the last bit, however the layer was parted.
    """
    kept = list(parts)
    totals = {
        item.name: _add([getattr(part, item.name) for part in kept]) for item in fields(Balance) if kept
    }
    return Balance(**totals)


def _add(values: list[Any]) -> Any:
    first, *others = values
    if isinstance(first, bool):
        return first
    if isinstance(first, tuple):
        return tuple(one for value in values for one in value)
    total = first
    for value in others:
        total = total + value
    return total


@dataclass(frozen=True, slots=True)
class InvalidFeatures:
    """Features that break the rules of simple features, for which a layer is not joined.

    Parameters
    ----------
    labels
        Their ids, in order.
    reason
        What is wrong with the first, in the words of the geometry engine.
    """

    labels: tuple[str, ...]
    reason: str

    def __add__(self, other: InvalidFeatures) -> InvalidFeatures:
        return InvalidFeatures(self.labels + other.labels, self.reason)

    def to_error(self) -> GeometryInvalid:
        """The refusal.

        Returns
        -------
        GeometryInvalid
            Names the first features.
        """
        ids = list(self.labels[:_MAX_IDS_IN_MESSAGE])
        listed = ids + ["…"] * (len(self.labels) > len(ids))
        return GeometryInvalid(
            f"{len(self.labels)} 个要素的几何无效，编号：{'、'.join(listed)}",
            f"{len(self.labels)} features have an invalid geometry, numbers: {', '.join(listed)}",
            hint_zh=f"编号 {ids[0]}：{self.reason}。请先修复几何；用 atlas layers add 导入时会自动修复，发布后可用图层编号连接。",
            hint_en=f"Number {ids[0]}: {self.reason}. Repair them first; atlas layers add does when it imports the file, "
            "then join the published layer by its id.",
            features=ids,
            reason=self.reason,
        )
