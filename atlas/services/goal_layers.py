"""Makes the layers that tell of goals again, of the build and of what people confirmed in their own documents.

By the same functions as ``atlas build``, from the boundaries and the definitions that stand in the store. Layers that come
out as the build has them are left to it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

import geopandas

from atlas.core.errors import ConflictError
from atlas.core.layers import LayerDefinition, LayerVersion
from atlas.core.policy.catalogue import Catalogue
from atlas.services.goal_layers_state import GoalLayersState
from atlas.services.layer_features import make_features
from atlas.services.layer_making import (
    SERVED_TOLERANCE_M,
    TILE_JOBS,
    StartedLayer,
    finish_layer,
    start_layer,
)
from atlas.services.publish import describe_layer
from atlas.stores.geopackage import MARITIME_TABLE
from atlas.stores.geopackage_writer import StoreBuilder

#: Kinds of sources that goals have no part in.
_WITHOUT_GOALS = frozenset({"zones", "sites"})


@dataclass(frozen=True, slots=True)
class Renewal:
    """What came of making layers again.

    Parameters
    ----------
    layers
        Ids of those that differ from the build now.
    seconds
        That it took.
    """

    layers: tuple[str, ...]
    seconds: float


class LayerRenewal:
    """Keeps the layers of goals in step with the goals.

    Parameters
    ----------
    state
        Tells whether they are.
    today
        ISO date.
    """

    def __init__(self, state: GoalLayersState, today: Callable[[], str]) -> None:
        self.state = state
        self._built = state.built
        self._shelf = state.shelf
        self._today = today

    def renew(self) -> Renewal | None:
        """Make the layers again, unless they agree with the goals.

        Returns
        -------
        Renewal or None
            ``None`` where there was nothing to do.

        Raises
        ------
        ConflictError
            Another process makes them, or the store was built anew meanwhile.
        AtlasError
            What was built is damaged; the disk, the database or the program that makes tiles refused. What stood
            before still stands.
        """
        wanted = self.state.find_wanted()
        if wanted is None:
            return None
        started = time.perf_counter()
        with self._shelf.writing() as builder:
            # Read after what is wanted: what is confirmed in between is in it already, and they are made once more.
            layers = self._write(builder, self.state.drafts.read_catalogue(), self._known_tiles(wanted.stamp))
            builder.write_meta(wanted.to_meta())
            if self._built.read_stamp() != wanted.stamp:
                raise _built_meanwhile()
        return Renewal(layers, round(time.perf_counter() - started, 1))

    def _write(
        self, builder: StoreBuilder, catalogue: Catalogue, known_tiles: Mapping[tuple[str, str], str]
    ) -> tuple[str, ...]:
        # A file with a table at least, also where no layer differs from the build.
        builder.write_table(self._built.read_maritime_line(), MARITIME_TABLE)
        with ThreadPoolExecutor(max_workers=TILE_JOBS) as pool:
            layers = []
            for definition, frame, digest in self._find_changed(catalogue):
                archive = known_tiles.get((definition.id, digest), "")
                if archive:
                    name = builder.adopt_tiles(self._shelf.store.tile_path(archive))
                    layers.append(StartedLayer(definition, frame, archive=name))
                else:
                    layers.append(start_layer(pool, builder, definition, frame))
            for layer in layers:
                builder.write_features(layer.frame, layer.definition)
            builder.write_layers([finish_layer(builder, one, published=self._today()) for one in layers])
        return tuple(layer.definition.id for layer in layers)

    def _find_changed(
        self, catalogue: Catalogue
    ) -> Sequence[tuple[LayerDefinition, geopandas.GeoDataFrame, str]]:
        """Layers that differ from the build, with their features and the digest of these."""
        polygons = cache(lambda level: self._built.read_polygons(level, SERVED_TOLERANCE_M))
        changed = []
        for built in self._built.list_layers():
            if built.definition.source.kind in _WITHOUT_GOALS:
                continue
            frame = make_features(built.definition, catalogue, polygons)
            digest = _digest(built.definition, frame)
            if digest != built.digest:
                changed.append((built.definition, frame, digest))
        return changed

    def _known_tiles(self, stamp: str) -> dict[tuple[str, str], str]:
        """Archives that stand already, by layer and digest of its features: of the same build only."""
        made_of = self._shelf.read_made_of()
        if made_of is None or made_of.stamp != stamp:
            return {}
        layers: list[LayerVersion] = self._shelf.store.list_layers()
        return {(one.id, one.digest): one.tile_archive for one in layers if one.tile_archive}


def _digest(definition: LayerDefinition, frame: geopandas.GeoDataFrame) -> str:
    return describe_layer(definition, frame, tile_archive="", published="").digest


def _built_meanwhile() -> ConflictError:
    return ConflictError(
        "更新专题图层时 atlas build 更换了数据",
        "atlas build replaced the data while the layers of goals were made again",
        code="built_meanwhile",
        hint_zh="请再运行一次。",
        hint_en="Run it again.",
    )
