"""What changed between two versions of a layer: features added, removed, moved, edited; fields come and gone.

Features are matched by a column that names each one, else by equal shapes, else by their order. Nothing is guessed
from likeness: a feature without a partner was added or removed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas
import numpy as np
import numpy.typing as npt
import pandas

from atlas.core.geo.crs import IntArray
from atlas.core.imports.feature_matching import OWN_PREFIX, Matching, match_features, same_shapes
from atlas.core.layers import guess_title_field

#: Feature numbers listed of each kind; the counts beside them are always whole.
MOST_FEATURES = 1000
#: Changed features shown with old and new values.
MOST_SAMPLES = 20
#: Added and removed features that are named.
MOST_NAMES = 100
_TYPES = {"i": "integer", "u": "integer", "f": "number"}

BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class ChangedFeature:
    """A feature that is in both versions, and differs.

    Parameters
    ----------
    old_number, new_number
        Places in the two versions, from 1.
    key
        Value of the column by which it was matched; empty for other ways.
    is_moved
        Whether its shape changed.
    values
        Old and new value of each field that changed.
    """

    old_number: int
    new_number: int
    key: str
    is_moved: bool
    values: Mapping[str, tuple[Any, Any]]

    def to_dict(self) -> dict[str, Any]:
        """The feature as command line and API give it.

        Returns
        -------
        dict
            Plain values.
        """
        return {
            "old_number": self.old_number,
            "new_number": self.new_number,
            "key": self.key,
            "moved": self.is_moved,
            "values": {name: {"old": old, "new": new} for name, (old, new) in self.values.items()},
        }


@dataclass(frozen=True, slots=True)
class Differences:
    """What changed from an old to a new version.

    Parameters
    ----------
    matching
        How features were matched; ``matching.old`` and ``matching.new`` hold places from 0.
    old_count, new_count
        Features of the versions.
    added, removed
        Numbers of features that only the new, or only the old version has, from 1.
    added_names, removed_names
        What the first of these are called, in the same order; empty texts where nothing names them.
    moved, edited
        Positions in the matching of features whose shape, or whose attributes, changed; a feature may be in both.
    samples
        The first changed features with their values.
    fields_added, fields_removed
        Names of fields that only the new, or only the old version has.
    fields_retyped
        Old and new type by name.
    """

    matching: Matching
    old_count: int
    new_count: int
    added: IntArray
    removed: IntArray
    added_names: tuple[str, ...]
    removed_names: tuple[str, ...]
    moved: IntArray
    edited: IntArray
    samples: tuple[ChangedFeature, ...]
    fields_added: tuple[str, ...]
    fields_removed: tuple[str, ...]
    fields_retyped: Mapping[str, tuple[str, str]]

    @property
    def unchanged_count(self) -> int:
        """Features that are the same in both versions."""
        return len(self.matching.old) - len(np.union1d(self.moved, self.edited))

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        is_same = len(self.added) + len(self.removed) + len(self.moved) + len(self.edited) == 0
        return is_same and not (self.fields_added or self.fields_removed or self.fields_retyped)

    def to_dict(self) -> dict[str, Any]:
        """The differences as command line and API give them.

        Returns
        -------
        dict
            Whole counts, and at most ``MOST_FEATURES`` feature numbers of each kind.
        """
        return {
            "matched_by": self.matching.method,
            "key": self.matching.key,
            "old_count": self.old_count,
            "new_count": self.new_count,
            "unchanged": self.unchanged_count,
            "added": {**_listed(self.added), "names": list(self.added_names)},
            "removed": {**_listed(self.removed), "names": list(self.removed_names)},
            "geometry_changed": _listed(self.matching.new[self.moved] + 1),
            "attributes_changed": _listed(self.matching.new[self.edited] + 1),
            "samples": [sample.to_dict() for sample in self.samples],
            "fields": {
                "added": list(self.fields_added),
                "removed": list(self.fields_removed),
                "retyped": {
                    name: {"old": old, "new": new} for name, (old, new) in self.fields_retyped.items()
                },
            },
        }


def find_differences(
    old: geopandas.GeoDataFrame, new: geopandas.GeoDataFrame, *, key: str = "", title: str = ""
) -> Differences:
    """Compare two versions.

    Parameters
    ----------
    old, new
        Features in EPSG:4326, in the order of the file.
    key
        Column to match by; empty to choose one.
    title
        Column that names the features; empty to choose one.

    Returns
    -------
    Differences
        Both versions accounted for: every feature is matched, added or removed.

    Raises
    ------
    InputError
        The column is not in both, or does not name each feature.

    Notes
    -----
    Time and memory grow with the number of features; nothing is compared with everything.
    """
    old, new = old.reset_index(drop=True), new.reset_index(drop=True)
    matching = match_features(old, new, key=key)
    old_matched, new_matched = old.iloc[matching.old], new.iloc[matching.new]
    is_moved = ~same_shapes(old_matched.geometry.to_numpy(), new_matched.geometry.to_numpy())
    old_types, new_types = _types(old), _types(new)
    shared = [name for name in new_types if name in old_types]
    changed = {name: _changed(old_matched[name], new_matched[name]) for name in shared}
    is_edited = np.zeros(len(matching.old), dtype=bool)
    for one in changed.values():
        is_edited |= one
    added = np.setdiff1d(np.arange(len(new)), matching.new)
    removed = np.setdiff1d(np.arange(len(old)), matching.old)
    return Differences(
        matching=matching,
        old_count=len(old),
        new_count=len(new),
        added=added + 1,
        removed=removed + 1,
        added_names=_names_of(new, added, title),
        removed_names=_names_of(old, removed, title),
        moved=np.flatnonzero(is_moved),
        edited=np.flatnonzero(is_edited),
        samples=_samples(matching, old, new, is_moved=is_moved, changed=changed),
        fields_added=tuple(name for name in new_types if name not in old_types),
        fields_removed=tuple(name for name in old_types if name not in new_types),
        fields_retyped={
            name: (old_types[name], new_types[name]) for name in shared if old_types[name] != new_types[name]
        },
    )


def _names_of(frame: geopandas.GeoDataFrame, rows: IntArray, title: str) -> tuple[str, ...]:
    """What people call the first of these features; a version may lack the column that another one has."""
    own = [name for name in _types(frame) if not name.startswith(OWN_PREFIX)]
    field = title if title in own else guess_title_field(own)
    if not field:
        return ("",) * min(len(rows), MOST_NAMES)
    values = (_plain(value) for value in frame[field].iloc[rows[:MOST_NAMES]])
    return tuple("" if value is None else str(value) for value in values)


def _types(frame: geopandas.GeoDataFrame) -> dict[str, str]:
    columns = [name for name in frame.columns if name != frame.geometry.name]
    return {str(name): _TYPES.get(frame[name].dtype.kind, "text") for name in columns}


def _changed(old: pandas.Series[Any], new: pandas.Series[Any]) -> BoolArray:
    """Where two columns differ; a missing value equals a missing value."""
    was_missing, is_missing = old.isna().to_numpy(), new.isna().to_numpy()
    both = ~(was_missing | is_missing)
    differs = was_missing != is_missing
    before, after = old.to_numpy(dtype=object)[both], new.to_numpy(dtype=object)[both]
    if old.dtype.kind in _TYPES and new.dtype.kind in _TYPES:
        differs[both] = before.astype(float) != after.astype(float)
    else:
        differs[both] = before.astype(str).astype(object) != after.astype(str).astype(object)
    return np.asarray(differs, dtype=bool)


def _samples(
    matching: Matching,
    old: geopandas.GeoDataFrame,
    new: geopandas.GeoDataFrame,
    *,
    is_moved: BoolArray,
    changed: Mapping[str, BoolArray],
) -> tuple[ChangedFeature, ...]:
    is_changed = is_moved.copy()
    for one in changed.values():
        is_changed |= one
    samples = []
    for position in np.flatnonzero(is_changed)[:MOST_SAMPLES].tolist():
        before, after = old.iloc[int(matching.old[position])], new.iloc[int(matching.new[position])]
        samples.append(
            ChangedFeature(
                old_number=int(matching.old[position]) + 1,
                new_number=int(matching.new[position]) + 1,
                key=str(after[matching.key]) if matching.key else "",
                is_moved=bool(is_moved[position]),
                values={
                    name: (_plain(before[name]), _plain(after[name]))
                    for name, differs in changed.items()
                    if differs[position]
                },
            )
        )
    return tuple(samples)


def _plain(value: Any) -> Any:
    if pandas.isna(value):
        return None
    return value.item() if isinstance(value, np.generic) else value


def _listed(numbers: Sequence[int] | IntArray) -> dict[str, Any]:
    return {"count": len(numbers), "features": [int(number) for number in numbers[:MOST_FEATURES]]}
