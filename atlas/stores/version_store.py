"""Reads the features, tiles and joins of versions of the workspace, published or not."""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING

from atlas.core.filters import FeatureQuery
from atlas.core.layers import LayerVersion
from atlas.stores.protocol import FeaturePage, FeatureReader
from atlas.stores.tile_archive import TileArchive
from atlas.stores.workspace_description import describe_version
from atlas.stores.workspace_reader import WorkspaceReader

if TYPE_CHECKING:
    import geopandas
    import pandas

#: Tile archives of versions that the process keeps open; each costs a descriptor and some memory.
_MOST_OPEN = 32


class VersionStore:
    """Reads versions, which never change once they stand.

    Parameters
    ----------
    workspace
        What users added.
    """

    def __init__(self, workspace: WorkspaceReader) -> None:
        self._workspace = workspace
        self._archives: OrderedDict[str, TileArchive] = OrderedDict()
        self._lock = threading.Lock()
        self._added: tuple[str, dict[str, LayerVersion]] | None = None

    def get_version(self, layer: str, number: int) -> LayerVersion:
        """Any version of a layer of the workspace, for a preview or to compare.

        Parameters
        ----------
        layer, number
            Which.

        Returns
        -------
        LayerVersion
            As it would be served; its ``tile_archive`` is for ``read_tile``.

        Raises
        ------
        LayerNotFound, NotFoundError
            There is no such layer or version.
        """
        record = self._workspace.get_layer(layer)
        return describe_version(record, self._workspace.get_version(layer, number))

    def read_version(self, layer: str, number: int) -> geopandas.GeoDataFrame:
        """All features of a version, published or not.

        Parameters
        ----------
        layer, number
            Which.

        Returns
        -------
        GeoDataFrame
            EPSG:4326, in the order of the file.
        """
        return self.table(self.get_version(layer, number)).read_frame()

    def read_version_page(self, layer: str, number: int, query: FeatureQuery) -> FeaturePage:
        """Features of a version, published or not, that pass a filter.

        Parameters
        ----------
        layer, number
            Which.
        query
            The filter; its property names must be checked against the version's schema before.

        Returns
        -------
        FeaturePage
            By feature id.
        """
        return self.table(self.get_version(layer, number)).query(query)

    def read_version_tile(self, layer: str, number: int, z: int, x: int, y: int) -> bytes | None:
        """One vector tile of a version, published or not.

        Parameters
        ----------
        layer, number
            Which.
        z, x, y
            Tile matrix, column and row.

        Returns
        -------
        bytes or None
            gzip bytes; ``None`` where the tile is empty.
        """
        archive = self.get_version(layer, number).tile_archive
        return self.read_archive(archive, z, x, y) if archive else None

    def read_version_join(self, layer: str, number: int) -> pandas.DataFrame:
        """In which counties the features of a version lie.

        Parameters
        ----------
        layer, number
            Which.

        Returns
        -------
        DataFrame
            A row a (feature, county), as ``VersionBuilder.write_join`` was given it; empty where it was not.

        Raises
        ------
        StoreCorrupt
            The files are gone or damaged.
        """
        return self._workspace.files.read_join(layer, number)

    def published(self) -> dict[str, LayerVersion]:
        """Layers of the workspace that everybody sees, by id.

        Returns
        -------
        dict
            In the order in which they were made.
        """
        revision = self._workspace.revision()
        held = self._added
        if held is None or held[0] != revision:
            described = [
                describe_version(layer, version) for layer, version in self._workspace.list_published()
            ]
            held = self._added = (revision, {layer.id: layer for layer in described})
        return held[1]

    def table(self, layer: LayerVersion) -> FeatureReader:
        """The features of a version.

        Parameters
        ----------
        layer
            From ``published`` or ``get_version``.

        Returns
        -------
        FeatureReader
            Reads them.

        Raises
        ------
        StoreCorrupt
            The files are gone.
        """
        return self._workspace.files.open_table(layer)

    def read_archive(self, archive: str, z: int, x: int, y: int) -> bytes | None:
        """One vector tile of an archive of the workspace.

        Parameters
        ----------
        archive
            As a ``LayerVersion`` names it.
        z, x, y
            Tile matrix, column and row.

        Returns
        -------
        bytes or None
            gzip bytes; ``None`` where the tile is empty.
        """
        return self._archive(archive).read_tile(z, x, y)

    def read_tile_fields(self, layer: LayerVersion) -> frozenset[str] | None:
        """Properties that the tiles of a version carry.

        Parameters
        ----------
        layer
            From ``published`` or ``get_version``.

        Returns
        -------
        frozenset of str or None
            ``None`` without tiles.
        """
        if not layer.tile_archive:
            return None
        layers = self._archive(layer.tile_archive).read_metadata().get("vector_layers", [])
        return frozenset(name for one in layers for name in one.get("fields", {}))

    def archive_path(self, archive: str) -> Path:
        """Where a tile archive of the workspace stands.

        Parameters
        ----------
        archive
            As a ``LayerVersion`` names it.

        Returns
        -------
        Path
            A PMTiles file.
        """
        return self._workspace.files.archive_path(archive)

    def _archive(self, name: str) -> TileArchive:
        with self._lock:
            held = self._archives.get(name)
            if held is not None:
                self._archives.move_to_end(name)
                return held
        # It may have to be fetched first, for which nobody else should wait.
        opened = TileArchive(self.archive_path(name))
        with self._lock:
            self._archives[name] = opened
            if len(self._archives) > _MOST_OPEN:
                # Not closed by hand: another thread may still read from it.
                self._archives.popitem(last=False)
        return opened
