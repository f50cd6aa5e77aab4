"""Features of any geometry to the admin units they lie in, with shares and a balance sheet that must come out even."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import geopandas
import numpy as np
import numpy.typing as npt
import pandas
import pyproj

from atlas.core.geo.crs import FloatArray, IntArray, require_same_crs
from atlas.core.geo.join_parts import Balance, ExactSum, InvalidFeatures, Sums
from atlas.core.geo.measures import areas_km2
from atlas.core.geo.overlay import OUTSIDE, ROUNDING, Cut, cut_features
from atlas.core.geo.point_join import PointJoin, join_points
from atlas.core.geo.validity import FaultKind, find_faults

__all__ = [
    "Balance", "JoinRelation", "JoinResult", "PointJoin", "Sums", "join_features", "join_part", "join_points",
]  # fmt: skip

#: Columns of the rows of a result.
COLUMNS = (
    "feature", "adcode", "relation", "area_km2", "length_km", "share_of_feature", "share_of_unit",
)  # fmt: skip
#: A piece below both is a sliver: a thousandth of its feature and five hectares, what two drawings of one border leave.
SLIVER_SHARE, SLIVER_KM2 = 0.001, 0.05


class JoinRelation(StrEnum):
    """How a feature lies to a unit."""

    WITHIN = "within"
    ON_EDGE = "on_edge"
    OVERLAPS = "overlaps"
    SLIVER = "touches_sliver"


@dataclass(frozen=True, slots=True)
class JoinResult:
    """Rows of a join and their balance.

    Parameters
    ----------
    rows
        ``COLUMNS``: one row a (feature, adcode), in the order of the features, then by code. ``feature`` is the index label of the
        feature; ``area_km2`` is for polygons, ``length_km`` for lines, NaN elsewhere; ``share_of_unit`` is for polygons.
    balance
        The balance sheet.
    """

    rows: pandas.DataFrame
    balance: Balance


def join_features(
    features: geopandas.GeoDataFrame,
    units: geopandas.GeoDataFrame,
    *,
    sliver_share: float = SLIVER_SHARE,
    sliver_km2: float = SLIVER_KM2,
    fold_slivers: bool = False,
) -> JoinResult:
    """Which units each feature lies in, and with how much of itself.

    Parameters
    ----------
    features
        Points, lines, polygons or a mixture; a collection counts by its highest dimension.
    units
        Polygons with ``adcode`` that do not overlap; ``area_km2`` is used where present and measured where not.
    sliver_share, sliver_km2
        A piece below this share of its feature and below this area [km2] is a sliver; a piece of a line is one
        below the share and below the side of a square of that area. The largest piece of a feature never is.
    fold_slivers
        Add slivers to the largest piece of their feature instead of listing them.

    Returns
    -------
    JoinResult
        Rows and balance. What lies on a shared border counts once, in the unit with the lowest code.

    Raises
    ------
    CrsUnknown
        One of the frames has no reference system.
    CrsMismatch
        The frames differ in theirs.
    GeometryInvalid
        A feature is invalid; detail lists the first ids.

    Notes
    -----
    Sizes are measured on the ellipsoid (see ``measures``). Features wholly inside a prepared unit are told without an
    overlay, so the cost goes with the number of features on borders.
    """
    outcome = join_part(
        features, units, sliver_share=sliver_share, sliver_km2=sliver_km2, fold_slivers=fold_slivers
    )
    if isinstance(outcome, InvalidFeatures):
        raise outcome.to_error()
    return outcome


def join_part(
    features: geopandas.GeoDataFrame,
    units: geopandas.GeoDataFrame,
    *,
    sliver_share: float = SLIVER_SHARE,
    sliver_km2: float = SLIVER_KM2,
    fold_slivers: bool = False,
) -> JoinResult | InvalidFeatures:
    """Join some of the features of a layer, to be put together with the others.

    Parameters
    ----------
    features, units, sliver_share, sliver_km2, fold_slivers
        As in ``join_features``.

    Returns
    -------
    JoinResult or InvalidFeatures
        No row and no size depends on which features are joined together. Invalid features are told, not raised: those
        of all parts belong into one message.

    Raises
    ------
    CrsUnknown
        One of the frames has no reference system.
    CrsMismatch
        The frames differ in theirs.
    """
    crs = require_same_crs(features, units)
    invalid = _find_invalid(features)
    if invalid is not None:
        return invalid
    ordered = units.sort_values("adcode", ignore_index=True)
    cut = cut_features(features, ordered, crs)
    pieces = cut.pieces
    pieces["dimension"] = cut.dimensions[pieces["feature"]]
    is_sliver = _find_slivers(pieces, cut.sizes, sliver_share, sliver_km2)
    labels = features.index.to_numpy()
    kept = _fold(pieces, is_sliver) if fold_slivers else pieces.assign(is_sliver=is_sliver)
    balance = _draw_balance(kept, cut, labels, slivers=int(is_sliver.sum()), slivers_folded=fold_slivers)
    joined = kept[kept["unit"] != OUTSIDE]
    return JoinResult(_build_rows(joined, cut.sizes, ordered, labels), balance)


def _find_invalid(features: geopandas.GeoDataFrame) -> InvalidFeatures | None:
    invalid = [
        fault for fault in find_faults(features.geometry.to_numpy()) if fault.kind is FaultKind.INVALID
    ]
    if not invalid:
        return None
    return InvalidFeatures(tuple(str(features.index[fault.row]) for fault in invalid), invalid[0].reason)


def _find_slivers(
    pieces: pandas.DataFrame, sizes: FloatArray, sliver_share: float, sliver_km2: float
) -> npt.NDArray[np.bool_]:
    inside = pieces["size"].where(pieces["unit"] != OUTSIDE)
    largest = inside.groupby(pieces["feature"]).transform("max")
    limits = pieces["dimension"].map({2: sliver_km2, 1: np.sqrt(sliver_km2), 0: 0.0})
    is_small = (inside < limits) & (inside < sliver_share * sizes[pieces["feature"]])
    return (is_small & (inside < largest)).to_numpy()


def _fold(pieces: pandas.DataFrame, is_sliver: npt.NDArray[np.bool_]) -> pandas.DataFrame:
    """Slivers added to the largest piece of their feature, which comes first where several are equal."""
    folded = pieces[is_sliver].groupby("feature")["size"].sum()
    kept = pieces[~is_sliver].assign(is_sliver=False)
    largest = kept[kept["unit"] != OUTSIDE].groupby("feature")["size"].idxmax().reindex(folded.index)
    kept.loc[largest, "size"] += folded.to_numpy()
    return kept


def _build_rows(
    joined: pandas.DataFrame, sizes: FloatArray, units: geopandas.GeoDataFrame, labels: npt.NDArray[Any]
) -> pandas.DataFrame:
    feature, unit, size = (joined[name].to_numpy() for name in ("feature", "unit", "size"))
    is_area = joined["dimension"].to_numpy() == 2
    share = np.minimum(size / sizes[feature], 1.0)
    choices = [joined["is_sliver"], joined["on_edge"], share >= 1 - ROUNDING]
    relation = np.select(
        choices, [JoinRelation.SLIVER, JoinRelation.ON_EDGE, JoinRelation.WITHIN], JoinRelation.OVERLAPS
    )
    rows = {
        "feature": labels[feature],
        "adcode": units["adcode"].to_numpy()[unit],
        "relation": relation,
        "area_km2": np.where(is_area, size, np.nan),
        "length_km": np.where(joined["dimension"] == 1, size, np.nan),
        "share_of_feature": share,
        "share_of_unit": np.where(is_area, np.minimum(size / _unit_areas_km2(units, unit), 1.0), np.nan),
    }
    return pandas.DataFrame(rows, columns=list(COLUMNS))


def _unit_areas_km2(units: geopandas.GeoDataFrame, rows: IntArray) -> FloatArray:
    if "area_km2" in units:
        return np.asarray(units["area_km2"], dtype=np.float64)[rows]
    touched, places = np.unique(rows, return_inverse=True)
    return areas_km2(units.geometry.to_numpy()[touched], pyproj.CRS(units.crs))[places]


def _draw_balance(
    pieces: pandas.DataFrame, cut: Cut, labels: npt.NDArray[Any], *, slivers: int, slivers_folded: bool
) -> Balance:
    joined = pieces[pieces["unit"] != OUTSIDE]
    counts = np.bincount(joined["feature"], minlength=len(labels))
    has_geometry = cut.dimensions >= 0
    area_km2, length_km, points = (_sum_up(pieces, cut, dimension) for dimension in (2, 1, 0))
    return Balance(
        features=len(labels),
        matched=int((counts > 0).sum()),
        unmatched=tuple(labels[has_geometry & (counts == 0)].tolist()),
        without_geometry=tuple(labels[~has_geometry].tolist()),
        in_several=tuple(labels[counts > 1].tolist()),
        on_edge=tuple(labels[np.unique(joined.loc[joined["on_edge"], "feature"])].tolist()),
        slivers=slivers,
        slivers_folded=slivers_folded,
        area_km2=area_km2,
        length_km=length_km,
        points=points,
    )


def _sum_up(pieces: pandas.DataFrame, cut: Cut, dimension: int) -> Sums:
    here = pieces[pieces["dimension"] == dimension]
    is_outside = here["unit"] == OUTSIDE
    return Sums(
        ExactSum.of(cut.sizes[cut.dimensions == dimension].tolist()),
        ExactSum.of(here.loc[~is_outside, "size"].tolist()),
        ExactSum.of(here.loc[is_outside, "size"].tolist()),
    )
