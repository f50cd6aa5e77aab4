"""Joins some features to units, in whatever process an engine wants."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import geopandas

from atlas.core.geo.join_parts import Balance, InvalidFeatures
from atlas.core.geo.spatial_join import join_part

#: Columns of a join, before those of the features themselves.
JOIN_COLUMNS = (
    "feature",
    "adcode",
    "name",
    "level",
    "relation",
    "area_km2",
    "length_km",
    "share_of_feature",
    "share_of_unit",
)
_STORE_CRS = "EPSG:4326"
Body = TypeVar("Body")
Prepare = Callable[[geopandas.GeoDataFrame], Body]


@dataclass(frozen=True, slots=True)
class JoinTarget:
    """What features are joined to; sent to each worker once.

    Parameters
    ----------
    units
        Polygons of a level in EPSG:4326, with ``adcode``.
    names
        Name by adcode.
    level
        The level.
    """

    units: geopandas.GeoDataFrame
    names: Mapping[str, str]
    level: str


@dataclass(frozen=True, slots=True)
class JoinedPart(Generic[Body]):
    """What became of some features that follow each other.

    Parameters
    ----------
    outcome
        Balance of these features, or those of them that are invalid.
    features, rows
        Features that came in, rows that came out.
    columns
        Of the rows.
    body
        The rows as the output wants them; ``None`` when a feature is invalid.
    """

    outcome: Balance | InvalidFeatures
    features: int
    rows: int
    columns: tuple[str, ...]
    body: Body | None


def join_frame(frame: geopandas.GeoDataFrame, target: JoinTarget, prepare: Prepare[Body]) -> JoinedPart[Body]:
    """Join some features; runs wherever the engine wants.

    Parameters
    ----------
    frame
        Features in any known reference system; the index has their numbers.
    target
        Units.
    prepare
        Makes of the located features what the output wants.

    Returns
    -------
    JoinedPart
        Its rows do not depend on the other features of the layer.

    Raises
    ------
    CrsUnknown
        The features have no reference system.
    """
    frame = frame.to_crs(_STORE_CRS)
    attributes = frame.drop(columns=frame.geometry.name)
    own = _own_names([str(name) for name in attributes.columns])
    columns = (*JOIN_COLUMNS, *own.values())
    result = join_part(frame, target.units)
    if isinstance(result, InvalidFeatures):
        return JoinedPart(result, len(frame), 0, columns, None)
    table = result.rows.merge(attributes.rename(columns=own), left_on="feature", right_index=True, how="left")
    table["name"] = [target.names.get(code, "") for code in table["adcode"]]
    table["level"] = target.level
    shapes = frame.geometry.loc[table["feature"]].to_numpy()
    located = geopandas.GeoDataFrame(table[list(columns)], geometry=shapes, crs=_STORE_CRS)
    return JoinedPart(result.balance, len(frame), len(located), columns, prepare(located))


def _own_names(names: Sequence[str]) -> dict[str, str]:
    """A column of the features that has the name of one of ours gets a mark, again where that is taken too.

    Upper and lower case count as one, as they do in a GeoPackage.
    """
    taken = {name.lower() for name in (*JOIN_COLUMNS, *names)}
    ours = {name.lower() for name in JOIN_COLUMNS}
    given: dict[str, str] = {}
    for name in names:
        new = name
        if name.lower() in ours:
            while new.lower() in taken:
                new += "_feature"
            taken.add(new.lower())
        given[name] = new
    return given
