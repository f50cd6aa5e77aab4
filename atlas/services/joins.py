"""Joins features, of a layer or a file, to the admin units they lie in."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas
import pandas

from atlas.core.geo.spatial_join import Balance, join_features
from atlas.core.model import Level
from atlas.core.policy.catalogue import Catalogue
from atlas.render.csv_table import encode_csv
from atlas.services.files import write_table_or_features
from atlas.stores.feature_files import read_features, write_bytes
from atlas.stores.protocol import ReadableStore

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


@dataclass(frozen=True, slots=True)
class JoinAnswer:
    """Rows of a join, with the attributes of the features, and the balance sheet."""

    columns: tuple[str, ...]
    rows: list[dict[str, Any]]
    balance: Balance
    geometry: geopandas.GeoDataFrame


def join_layer(store: ReadableStore, catalogue: Catalogue, layer: str, *, level: Level) -> JoinAnswer:
    """Join a layer or a file to the units of a level at full detail.

    Parameters
    ----------
    store
        The store.
    catalogue
        For the names of units.
    layer
        Id of a published layer, or the path of a file.
    level
        Units to join to.

    Returns
    -------
    JoinAnswer
        One row a (feature, unit); features count from 1 in the order of the file. A feature in no unit has no row
        and is listed in the balance.

    Raises
    ------
    LayerNotFound
        There is no such layer.
    DataError
        The file cannot be read, or a geometry breaks the rules.
    """
    path = Path(layer)
    # The ids of layers hold no dot and no slash, so these words can only mean a file.
    frame = read_features(path) if path.name != layer or path.suffix else store.read_layer(layer)
    frame = frame.to_crs(_STORE_CRS).reset_index(drop=True)
    frame.index = pandas.RangeIndex(1, len(frame) + 1)
    result = join_features(frame, store.read_polygons(level.value))
    attributes = frame.drop(columns=frame.geometry.name)
    own = _own_names([str(name) for name in attributes.columns])
    table = result.rows.merge(attributes.rename(columns=own), left_on="feature", right_index=True, how="left")
    table["name"] = [_unit_name(catalogue, code) for code in table["adcode"]]
    table["level"] = level.value
    columns = (*JOIN_COLUMNS, *own.values())
    shapes = frame.geometry.loc[table["feature"]].to_numpy()
    located = geopandas.GeoDataFrame(table[list(columns)], geometry=shapes, crs=_STORE_CRS)
    return JoinAnswer(columns, _plain_rows(table, columns), result.balance, located)


def balance_sheet(balance: Balance, *, most_ids: int = 50) -> dict[str, Any]:
    """The balance sheet for people and programs; long lists of ids are cut, never the counts.

    Parameters
    ----------
    balance
        Of a join.
    most_ids
        Ids listed of each kind.

    Returns
    -------
    dict
        Ready for JSON.
    """
    sheet = balance.to_dict()
    for name in ("unmatched", "without_geometry", "in_several", "on_edge"):
        ids: Sequence[Hashable] = sheet[name]
        sheet[name] = {"count": len(ids), "features": [_plain(one) for one in ids[:most_ids]]}
    return sheet


def write_join(answer: JoinAnswer, path: Path) -> None:
    """Write a join to a file.

    Parameters
    ----------
    answer
        The join.
    path
        Its ending chooses the format: a table (.csv, .xlsx) or features (.gpkg, .geojson, .fgb, .shp).

    Raises
    ------
    ParameterError, DataError
        There is no such format, or the file cannot be written.
    """
    if path.suffix.lower() == ".csv":
        write_bytes(encode_csv(answer.columns, answer.rows), path)
    else:
        write_table_or_features(answer.geometry, path, name="join")


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


def _unit_name(catalogue: Catalogue, code: str) -> str:
    unit = catalogue.units.get(code)
    return unit.name if unit else ""


def _plain_rows(table: pandas.DataFrame, columns: Sequence[str]) -> list[dict[str, Any]]:
    records = table[list(columns)].to_dict("records")
    return [{str(key): _plain(value) for key, value in record.items()} for record in records]


def _plain(value: Any) -> Any:
    """A value that JSON can hold."""
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    return None if pandas.isna(value) else str(value)
