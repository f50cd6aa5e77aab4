"""Which feature of a new version is which of the old one."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas
import numpy as np
import numpy.typing as npt
import pandas
import shapely

from atlas.core.errors import InputError
from atlas.core.geo.crs import GeometryArray, IntArray

#: Two vertices nearer than this are one: about 1 cm, what a way there and back through another system may leave.
SAME_PLACE_DEGREES = 1e-7
#: So many of the smaller version must find a partner, or the way of matching is not the right one.
LEAST_SHARE = 0.5
#: Words in the names of columns that are made to name things; the earlier the better.
_KEY_WORDS = ("adcode", "编号", "代码", "编码", "code", "guid", "uuid", "bsm", "_id", "id", "名称", "name")
#: Columns that the import itself adds: they say where a feature lies, not which it is.
OWN_PREFIX = "atlas_"


@dataclass(frozen=True, slots=True)
class Matching:
    """Pairs of features.

    Parameters
    ----------
    method
        ``column``, ``geometry`` or ``order``.
    key
        The column; empty for other methods.
    old, new
        Places of the partners in the two versions, from 0; equal lengths, by the order of the new one.
    """

    method: str
    key: str
    old: IntArray
    new: IntArray


def match_features(old: geopandas.GeoDataFrame, new: geopandas.GeoDataFrame, *, key: str = "") -> Matching:
    """Match the features of two versions.

    Parameters
    ----------
    old, new
        Features; index from 0.
    key
        Column to match by; empty to choose a column, else equal shapes, else the order.

    Returns
    -------
    Matching
        Each feature at most once.

    Raises
    ------
    InputError
        The column is not in both, or does not name each feature.
    """
    if key:
        _check_key(old, new, key)
        return Matching("column", key, *_pair(_words(old, key), _words(new, key)))
    chosen = _choose_key(old, new)
    if chosen is not None:
        return chosen
    by_shape = Matching("geometry", "", *_pair(_shapes(old), _shapes(new)))
    if len(by_shape.old) >= _least(old, new):
        return by_shape
    both = np.arange(min(len(old), len(new)))
    return Matching("order", "", both, both)


def same_shapes(left: GeometryArray, right: GeometryArray) -> npt.NDArray[np.bool_]:
    """Whether shapes are the same, pair by pair.

    Parameters
    ----------
    left, right
        Equal lengths; ``None`` and empty count as nothing, and nothing equals nothing.

    Returns
    -------
    array of bool
        As long.

    Notes
    -----
    The first vertex of a ring and the order of parts do not matter; vertices may differ by ``SAME_PLACE_DEGREES``.
    """
    nothing_left, nothing_right = (shapely.is_missing(one) | shapely.is_empty(one) for one in (left, right))
    same = shapely.equals_exact(left, right, tolerance=SAME_PLACE_DEGREES)
    doubtful = ~same & ~nothing_left & ~nothing_right
    if doubtful.any():
        same[doubtful] = shapely.equals_exact(
            shapely.normalize(left[doubtful]),
            shapely.normalize(right[doubtful]),
            tolerance=SAME_PLACE_DEGREES,
        )
    return np.asarray(same | (nothing_left & nothing_right), dtype=bool)


def _choose_key(old: geopandas.GeoDataFrame, new: geopandas.GeoDataFrame) -> Matching | None:
    names = [str(name) for name in new.columns if name != new.geometry.name and name in old.columns]
    best: tuple[tuple[int, int], Matching] | None = None
    for name in names:
        if name.startswith(OWN_PREFIX) or "f" in (old[name].dtype.kind, new[name].dtype.kind):
            continue
        if not (_is_unique(old, name) and _is_unique(new, name)):
            continue
        matching = Matching("column", name, *_pair(_words(old, name), _words(new, name)))
        rank = (len(matching.old), _key_rank(name))
        if len(matching.old) >= _least(old, new) and (best is None or rank > best[0]):
            best = (rank, matching)
    return best[1] if best else None


def _key_rank(name: str) -> int:
    low = name.casefold()
    return max((len(_KEY_WORDS) - place for place, word in enumerate(_KEY_WORDS) if word in low), default=0)


def _least(old: geopandas.GeoDataFrame, new: geopandas.GeoDataFrame) -> float:
    return max(1.0, LEAST_SHARE * min(len(old), len(new)))


def _is_unique(frame: geopandas.GeoDataFrame, name: str) -> bool:
    return bool(frame[name].notna().all() and frame[name].is_unique)


def _words(frame: geopandas.GeoDataFrame, name: str) -> pandas.Series:
    words: pandas.Series = frame[name].astype(str).reset_index(drop=True)
    return words


def _shapes(frame: geopandas.GeoDataFrame) -> pandas.Series:
    """A text for each shape, the same for the same shape."""
    rounded = shapely.set_precision(frame.geometry.to_numpy(), SAME_PLACE_DEGREES, mode="pointwise")
    return pandas.Series(shapely.to_wkb(shapely.normalize(rounded), hex=True), dtype=object).fillna("")


def _pair(old: pandas.Series, new: pandas.Series) -> tuple[IntArray, IntArray]:
    """Places of equal values; the n-th of equal ones goes with the n-th."""
    left = pandas.DataFrame({"value": old, "turn": old.groupby(old).cumcount(), "old": np.arange(len(old))})
    right = pandas.DataFrame({"value": new, "turn": new.groupby(new).cumcount(), "new": np.arange(len(new))})
    pairs = right.merge(left, on=["value", "turn"], how="inner").sort_values("new")
    return pairs["old"].to_numpy(dtype=np.int64), pairs["new"].to_numpy(dtype=np.int64)


def _check_key(old: geopandas.GeoDataFrame, new: geopandas.GeoDataFrame, key: str) -> None:
    for frame, zh, en in ((old, "旧版", "the old version"), (new, "新版", "the new version")):
        if key not in frame.columns or key == frame.geometry.name:
            raise InputError(
                f"{zh}没有字段“{key[:60]}”",
                f"{en} has no field “{key[:60]}”",
                code="key_unknown",
                hint_zh="请另选一个两版都有的字段，或不指定。",
                hint_en="Choose a field that both versions have, or none.",
                field=key[:60],
            )
        if not _is_unique(frame, key):
            raise InputError(
                f"{zh}的字段“{key[:60]}”有空值或重复值，不能用来对应要素",
                f"field “{key[:60]}” of {en} has gaps or repetitions and cannot tell features apart",
                code="key_not_unique",
                hint_zh="请另选一个字段，或不指定。",
                hint_en="Choose another field, or none.",
                field=key[:60],
            )
