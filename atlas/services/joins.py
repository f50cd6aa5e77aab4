"""Joins features, of a layer or a file, to the admin units they lie in."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from atlas.core.geo.join_parts import Balance, InvalidFeatures, add_balances
from atlas.core.model import Level
from atlas.core.policy.catalogue import Catalogue
from atlas.render.csv_table import decimal_text
from atlas.services.join_frames import JOIN_COLUMNS, Body, JoinedPart, JoinTarget, Prepare
from atlas.services.join_outputs import JOIN_DECIMALS, JoinOutput, plain_value
from atlas.stores.feature_files import open_features
from atlas.stores.feature_source import FeatureSource, HeldFeatures
from atlas.stores.protocol import ReadableStore


class JoinEngine(Protocol):
    """Joins the features of a source, all at once or in parts side by side."""

    def join(
        self, source: FeatureSource, target: JoinTarget, prepare: Prepare[Body]
    ) -> Iterator[JoinedPart[Body]]:
        """The parts, in the order of the features."""
        ...


@dataclass(frozen=True, slots=True)
class JoinReport:
    """What a join did, besides its rows.

    Parameters
    ----------
    columns
        Of the rows.
    row_count
        Rows.
    balance
        The balance sheet.
    """

    columns: tuple[str, ...]
    row_count: int
    balance: Balance


def open_source(store: ReadableStore, layer: str) -> FeatureSource:
    """The features of a layer or a file.

    Parameters
    ----------
    store
        The store.
    layer
        Id of a published layer, or the path of a file.

    Returns
    -------
    FeatureSource
        Features count from 1 in the order of the layer or file.

    Raises
    ------
    LayerNotFound
        There is no such layer.
    DataError
        The file cannot be read.
    """
    path = Path(layer)
    # The ids of layers hold no dot and no slash, so these words can only mean a file.
    return open_features(path) if path.name != layer or path.suffix else HeldFeatures(store.read_layer(layer))


def find_target(store: ReadableStore, catalogue: Catalogue, level: Level) -> JoinTarget:
    """The units of a level at full detail.

    Parameters
    ----------
    store
        The store.
    catalogue
        For the names of units.
    level
        The level.

    Returns
    -------
    JoinTarget
        Only with what a join needs.
    """
    polygons = store.read_polygons(level.value)
    wanted = [name for name in ("adcode", "area_km2", "geometry") if name in polygons]
    names = {code: unit.name for code, unit in catalogue.units.items()}
    return JoinTarget(polygons[wanted], names, level.value)


def join_source(
    source: FeatureSource,
    target: JoinTarget,
    engine: JoinEngine,
    output: JoinOutput[Any],
    *,
    on_progress: Callable[[int], None] = lambda _: None,
) -> JoinReport:
    """Join the features of a source to units; one row a (feature, unit).

    Parameters
    ----------
    source
        Features.
    target
        Units.
    engine
        Does the work; rows and balance are the same for all engines.
    output
        Gets the rows. A feature in no unit has no row and is listed in the balance.
    on_progress
        Called after every part with the features done so far.

    Returns
    -------
    JoinReport
        Columns, number of rows and the balance sheet.

    Raises
    ------
    DataError
        The features cannot be read.
    GeometryInvalid
        Some of them are invalid; nothing of the output is to be kept.
    ClusterError
        The engine's cluster was lost.
    """
    balances: list[Balance] = []
    invalid: InvalidFeatures | None = None
    columns: tuple[str, ...] = ()
    features = row_count = 0
    for part in engine.join(source, target, output.prepare):
        features, row_count, columns = features + part.features, row_count + part.rows, part.columns
        if isinstance(part.outcome, InvalidFeatures):
            invalid = part.outcome if invalid is None else invalid + part.outcome
        else:
            balances.append(part.outcome)
            if invalid is None:
                output.add(part.body)
        on_progress(features)
    if invalid is not None:
        raise invalid.to_error()
    return JoinReport(columns, row_count, add_balances(balances))


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
        sheet[name] = {"count": len(ids), "features": [plain_value(one) for one in ids[:most_ids]]}
    return sheet


def text_rows(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows of a join as a person reads them.

    Parameters
    ----------
    rows
        Plain rows.

    Returns
    -------
    list of dict
        Keys ``JOIN_COLUMNS``, measures in as many decimals as a file has.
    """
    return [
        {
            name: decimal_text(row[name], JOIN_DECIMALS[name])
            if name in JOIN_DECIMALS and row[name] is not None
            else row[name]
            for name in JOIN_COLUMNS
        }
        for row in rows
    ]
