"""Reads the features, tiles and joins of versions of the workspace, published or not."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections import OrderedDict
from pathlib import Path

import geopandas
import pandas
import pyogrio
import pyogrio.errors

from atlas.core.errors import StoreCorrupt
from atlas.core.filters import FeatureQuery
from atlas.core.layers import LayerVersion
from atlas.stores.feature_table import FeatureTable
from atlas.stores.geopackage import layer_table
from atlas.stores.geopackage_rows import open_file
from atlas.stores.protocol import FeaturePage
from atlas.stores.tile_archive import TileArchive
from atlas.stores.version_features import FILE_NAME as FEATURES_FILE
from atlas.stores.version_features import JOIN_TABLE
from atlas.stores.version_files import TILES_FILE
from atlas.stores.workspace_description import describe_version
from atlas.stores.workspace_reader import WorkspaceReader

#: Files of versions that a thread, or the process, keeps open; each costs a descriptor and some memory.
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
        self._local = threading.local()
        self._archives: OrderedDict[Path, TileArchive] = OrderedDict()
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
        path = self._workspace.files.check(layer, number) / FEATURES_FILE
        try:
            if JOIN_TABLE not in pyogrio.list_layers(path)[:, 0]:
                return pandas.DataFrame()
            return pandas.DataFrame(pyogrio.read_dataframe(path, layer=JOIN_TABLE))
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
            raise StoreCorrupt(
                f"无法读取图层“{layer}”第 {number} 版的文件",
                f"the files of version {number} of layer “{layer}” cannot be read",
                hint_zh="请从备份恢复，或发布另一个版本。",
                hint_en="Restore them from a backup, or publish another version.",
                layer=layer,
                version=number,
            ) from error

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

    def table(self, layer: LayerVersion) -> FeatureTable:
        """The features of a version.

        Parameters
        ----------
        layer
            From ``published`` or ``get_version``.

        Returns
        -------
        FeatureTable
            Reads them.

        Raises
        ------
        StoreCorrupt
            The files are gone.
        """
        path = self._workspace.files.check(layer.id, layer.version) / FEATURES_FILE
        return FeatureTable(
            lambda: self._connection(path), path, layer_table(layer.id), layer.schema, layer=layer.id
        )

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
        return self._archive(self.archive_path(archive)).read_tile(z, x, y)

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
        layer, number, _ = archive.split("/")
        return self._workspace.files.folder(layer, int(number)) / TILES_FILE

    def _connection(self, path: Path) -> sqlite3.Connection:
        """This thread's connection to a version; versions never change, so it stays good."""
        held: OrderedDict[tuple[int, Path], sqlite3.Connection] | None = getattr(self._local, "held", None)
        if held is None:
            held = self._local.held = OrderedDict()
        key = (os.getpid(), path)
        if key not in held:
            held[key] = open_file(path)
            if len(held) > _MOST_OPEN:
                held.popitem(last=False)[1].close()
        held.move_to_end(key)
        return held[key]

    def _archive(self, path: Path) -> TileArchive:
        with self._lock:
            if path not in self._archives:
                self._archives[path] = TileArchive(path)
                if len(self._archives) > _MOST_OPEN:
                    # Not closed by hand: another thread may still read from it.
                    self._archives.popitem(last=False)
            self._archives.move_to_end(path)
            return self._archives[path]
