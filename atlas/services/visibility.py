"""The store as somebody may see it: layers they may not see are not there, at whatever door they knock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import geopandas

from atlas.core.access import AccessPolicy, Action, Actor, may
from atlas.core.filters import Bbox, FeatureQuery
from atlas.core.layers import LayerVersion, layer_not_found
from atlas.core.places.towns import Town
from atlas.core.policy.catalogue import Catalogue
from atlas.services.layer_descriptions import subject_of
from atlas.stores.protocol import FeaturePage, ReadableStore
from atlas.stores.workspace_reader import WorkspaceReader


def hidden_layers(actor: Actor, policy: AccessPolicy, workspace: WorkspaceReader) -> frozenset[str]:
    """Published layers that somebody may not see.

    Parameters
    ----------
    actor
        Who asks.
    policy
        In force.
    workspace
        Keeps the rights of added layers; built-in layers have none of their own.

    Returns
    -------
    frozenset of str
        Ids; empty for most people most of the time.
    """
    return frozenset(
        layer.id
        for layer, _ in workspace.list_published()
        if layer.rights and not may(actor, Action.VIEW, policy, subject_of(layer))
    )


class VisibleStore:
    """A store without the layers that somebody may not see.

    Parameters
    ----------
    store
        The whole.
    hidden
        Ids that are not there for them.
    """

    def __init__(self, store: ReadableStore, hidden: frozenset[str]) -> None:
        self._store = store
        self._hidden = hidden

    def revision(self) -> str:
        """Text that changes with the store, and differs between people who see different layers.

        Returns
        -------
        str
            Safe to use as the key of a cache.
        """
        return " ".join((self._store.revision(), *sorted(self._hidden)))

    def catalogue_revision(self) -> str:
        """Text that changes whenever ``read_catalogue`` may give something else."""
        return self._store.catalogue_revision()

    def boundary_revision(self) -> str:
        """Text that changes whenever ``read_polygons`` may give something else."""
        return self._store.boundary_revision()

    def read_catalogue(self) -> Catalogue:
        """Everything the atlas knows of policy and units."""
        return self._store.read_catalogue()

    def read_towns(self) -> Iterator[Town]:
        """Every town of the country with its county."""
        return self._store.read_towns()

    def read_polygons(
        self, level: str, tolerance_m: int = 0, *, bbox: Bbox | None = None
    ) -> geopandas.GeoDataFrame:
        """Polygons of a level, at full detail or generalised; all, or those that a bbox may meet."""
        return self._store.read_polygons(level, tolerance_m, bbox=bbox)

    def read_maritime_line(self) -> geopandas.GeoDataFrame:
        """Dashes of the line in the South China Sea."""
        return self._store.read_maritime_line()

    def list_layers(self) -> list[LayerVersion]:
        """Published layers that may be seen, in order."""
        return [layer for layer in self._store.list_layers() if layer.id not in self._hidden]

    def get_layer(self, layer: str) -> LayerVersion:
        """One published layer; raises ``LayerNotFound``, in the same words for a hidden one."""
        self._check(layer)
        return self._store.get_layer(layer)

    def read_layer(self, layer: str) -> geopandas.GeoDataFrame:
        """All features of a layer; raises ``LayerNotFound``."""
        self._check(layer)
        return self._store.read_layer(layer)

    def query_features(self, layer: str, query: FeatureQuery) -> FeaturePage:
        """Features of a layer that pass a filter; raises ``LayerNotFound``."""
        self._check(layer)
        return self._store.query_features(layer, query)

    def read_feature(self, layer: str, feature: int) -> str:
        """One feature as GeoJSON text; raises ``LayerNotFound`` and ``FeatureNotFound``."""
        self._check(layer)
        return self._store.read_feature(layer, feature)

    def read_tile(self, archive: str, z: int, x: int, y: int) -> bytes | None:
        """One tile of an archive, whose name is learned from ``get_layer`` only."""
        return self._store.read_tile(archive, z, x, y)

    def tile_path(self, archive: str) -> Path:
        """Where an archive lies; its name is learned from ``get_layer`` only."""
        return self._store.tile_path(archive)

    def _check(self, layer: str) -> None:
        if layer in self._hidden:
            raise layer_not_found(layer)
