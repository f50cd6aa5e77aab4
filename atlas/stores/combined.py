"""One store out of three: what ``atlas build`` makes, what of it confirmed documents change, and the workspace's layers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from atlas.core.errors import LayerNotFound, StoreError
from atlas.core.filters import Bbox, FeatureQuery
from atlas.core.layers import LayerVersion
from atlas.core.places.towns import Town
from atlas.core.policy.catalogue import Catalogue
from atlas.stores.goal_layers import GoalLayers
from atlas.stores.protocol import FeaturePage, ReadableStore
from atlas.stores.version_store import VersionStore
from atlas.stores.workspace_reader import WorkspaceReader

if TYPE_CHECKING:
    import geopandas

_Answer = TypeVar("_Answer")


class AddedDocuments(Protocol):
    """Adds what people confirmed in their own documents to the built catalogue."""

    def revision(self) -> str:
        """Text that changes whenever what is added changes."""
        ...

    def read_catalogue(self) -> Catalogue:
        """The built catalogue with what is added."""
        ...


class KeptCatalogue:
    """The catalogue of a store, read once and again only after the store was built anew.

    Parameters
    ----------
    store
        What ``atlas build`` makes.
    read
        Reads a part of it only; ``None`` for all.
    """

    def __init__(self, store: ReadableStore, read: Callable[[], Catalogue] | None = None) -> None:
        self._store = store
        self._read = read or store.read_catalogue
        self._held: tuple[str, Catalogue] | None = None

    def read(self) -> Catalogue:
        """The catalogue.

        Returns
        -------
        Catalogue
            A snapshot.
        """
        revision, held = self._store.catalogue_revision(), self._held
        if held is None or held[0] != revision:
            held = self._held = (revision, self._read())
        return held[1]


class CombinedStore(VersionStore):
    """Reads built-in and added layers alike.

    Parameters
    ----------
    built
        What ``atlas build`` makes.
    workspace
        What users added.
    documents
        What they added to the catalogue; ``None`` where only built documents are asked for.
    goal_layers
        Built-in layers as those documents change them.
    """

    def __init__(
        self,
        built: ReadableStore,
        workspace: WorkspaceReader,
        documents: AddedDocuments | None = None,
        goal_layers: GoalLayers | None = None,
    ) -> None:
        super().__init__(workspace)
        self._built = built
        self._documents = documents
        self._goal_layers = goal_layers

    def revision(self) -> str:
        """Text that changes whenever the store was built anew, or a layer was changed or made again.

        Returns
        -------
        str
            Of all parts.
        """
        revision = f"{self._built.revision()} {self._workspace.revision()}"
        return revision if self._goal_layers is None else f"{revision} {self._goal_layers.revision()}"

    def catalogue_revision(self) -> str:
        """Text that changes whenever ``read_catalogue`` may give something else.

        Returns
        -------
        str
            Layers of the workspace have no part in it.
        """
        revision = self._built.catalogue_revision()
        return revision if self._documents is None else f"{revision} {self._documents.revision()}"

    def boundary_revision(self) -> str:
        """Text that changes whenever ``read_polygons`` may give something else.

        Returns
        -------
        str
            The workspace has no part in it.
        """
        return self._built.boundary_revision()

    def read_catalogue(self) -> Catalogue:
        """Everything the atlas knows of policy and units.

        Returns
        -------
        Catalogue
            A snapshot.
        """
        return (self._documents or self._built).read_catalogue()

    def read_towns(self) -> Iterator[Town]:
        """Every town of the country with its county.

        Returns
        -------
        iterator of Town
            By code; the workspace has no part in it.
        """
        return self._built.read_towns()

    def read_polygons(
        self, level: str, tolerance_m: int = 0, *, bbox: Bbox | None = None
    ) -> geopandas.GeoDataFrame:
        """Polygons of a level.

        Parameters
        ----------
        level
            county, prefecture or province.
        tolerance_m
            0 for full detail, or a tolerance the build made [m].
        bbox
            (west, south, east, north) in degrees that they may meet; ``None`` for all.

        Returns
        -------
        GeoDataFrame
            EPSG:4326.
        """
        return self._built.read_polygons(level, tolerance_m, bbox=bbox)

    def read_maritime_line(self) -> geopandas.GeoDataFrame:
        """Dashes of the line in the South China Sea, EPSG:4326."""
        return self._built.read_maritime_line()

    def list_layers(self) -> list[LayerVersion]:
        """Published layers.

        Returns
        -------
        list of LayerVersion
            The built-in ones, then those of the workspace in the order in which they were made.
        """
        changed = self._changed()
        built = [changed.get(layer.id, layer) for layer in self._built.list_layers()]
        # A layer that a newer release brings takes its id; atlas doctor tells of the other one.
        taken = {layer.id for layer in built}
        return [*built, *(layer for layer in self.published().values() if layer.id not in taken)]

    def get_layer(self, layer: str) -> LayerVersion:
        """One published layer.

        Parameters
        ----------
        layer
            Id.

        Returns
        -------
        LayerVersion
            What is known of it.

        Raises
        ------
        LayerNotFound
            There is none.
        """
        try:
            return self._changed().get(layer) or self._built.get_layer(layer)
        except LayerNotFound:
            added = self.published().get(layer)
            if added is None:
                raise
            return added

    def read_layer(self, layer: str) -> geopandas.GeoDataFrame:
        """All features of a layer.

        Parameters
        ----------
        layer
            Id.

        Returns
        -------
        GeoDataFrame
            EPSG:4326.

        Raises
        ------
        LayerNotFound
            There is none.
        """
        known = self.get_layer(layer)
        if is_added(known):
            return self.table(known).read_frame()
        return self._read_built_in(layer, lambda store: store.read_layer(layer))

    def query_features(self, layer: str, query: FeatureQuery) -> FeaturePage:
        """Features of a layer that pass a filter.

        Parameters
        ----------
        layer
            Id; property names of the query must be checked against its schema before.
        query
            The filter.

        Returns
        -------
        FeaturePage
            By feature id.

        Raises
        ------
        LayerNotFound
            There is none.
        """
        known = self.get_layer(layer)
        if is_added(known):
            return self.table(known).query(query)
        return self._read_built_in(layer, lambda store: store.query_features(layer, query))

    def read_feature(self, layer: str, feature: int) -> str:
        """One feature as GeoJSON text.

        Parameters
        ----------
        layer
            Id.
        feature
            Feature id.

        Returns
        -------
        str
            A GeoJSON Feature.

        Raises
        ------
        LayerNotFound, FeatureNotFound
            There is none.
        """
        known = self.get_layer(layer)
        if is_added(known):
            return self.table(known).read_feature(feature)
        return self._read_built_in(layer, lambda store: store.read_feature(layer, feature))

    def read_tile(self, archive: str, z: int, x: int, y: int) -> bytes | None:
        """One vector tile.

        Parameters
        ----------
        archive
            As a ``LayerVersion`` names it.
        z, x, y
            Tile matrix, column and row (Web Mercator, row 0 in the north).

        Returns
        -------
        bytes or None
            gzip bytes; ``None`` where the tile is empty.
        """
        if "/" not in archive:
            return self._archive_holder(archive).read_tile(archive, z, x, y)
        return self.read_archive(archive, z, x, y)

    def tile_path(self, archive: str) -> Path:
        """Where a tile archive stands.

        Parameters
        ----------
        archive
            As a ``LayerVersion`` names it.

        Returns
        -------
        Path
            A PMTiles file.
        """
        if "/" not in archive:
            return self._archive_holder(archive).tile_path(archive)
        return self.archive_path(archive)

    def _changed(self) -> Mapping[str, LayerVersion]:
        return {} if self._goal_layers is None else self._goal_layers.layers()

    def _read_built_in(self, layer: str, read: Callable[[ReadableStore], _Answer]) -> _Answer:
        """What a built-in layer holds, from where it stands."""
        if self._goal_layers is None:
            return read(self._built)
        while True:
            revision = self._goal_layers.revision()
            is_changed = layer in self._goal_layers.layers()
            try:
                return read(self._goal_layers.store if is_changed else self._built)
            except (LayerNotFound, StoreError):
                # Layers that were made again a moment ago need not have this one any more.
                if not is_changed or self._goal_layers.revision() == revision:
                    raise

    def _archive_holder(self, archive: str) -> ReadableStore:
        """What holds an archive; its name has the digest of its content, so that both may hold the same."""
        if self._goal_layers is None or any(one.tile_archive == archive for one in self._built.list_layers()):
            return self._built
        return self._goal_layers.store


def is_added(layer: LayerVersion) -> bool:
    """Whether a layer comes from the workspace.

    Parameters
    ----------
    layer
        Published.

    Returns
    -------
    bool
        ``False`` for a built-in one.
    """
    return not layer.definition.is_built_in
