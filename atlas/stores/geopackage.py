"""The embedded store: one GeoPackage with everything, and the tile archives beside it. Reading side.

The file is never changed once it stands in its place; ``geopackage_writer`` builds a new one aside and switches.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from atlas.core.errors import StoreUnavailable
from atlas.core.filters import Bbox, FeatureQuery
from atlas.core.layers import LayerVersion, layer_not_found
from atlas.core.places.towns import Town
from atlas.core.policy.catalogue import Catalogue
from atlas.stores.catalogue_records import build_catalogue
from atlas.stores.catalogue_tables import PLACE_TABLES, TABLES, TOWN_TABLE, Table
from atlas.stores.feature_table import FeatureTable, read_table
from atlas.stores.geopackage_rows import (
    built_by_another,
    iterate_rows,
    open_file,
    query_rows,
    read_meta,
    read_records,
    stamp_of,
)
from atlas.stores.layer_records import layer_from_json
from atlas.stores.protocol import FeaturePage
from atlas.stores.tile_archive import TileArchive

if TYPE_CHECKING:
    import geopandas

FILE_NAME = "atlas.gpkg"
TILE_FOLDER = "tiles"
MARITIME_TABLE = "maritime_line"
#: Changes when the tables change, so that an old store is built anew.
SCHEMA_VERSION = "4"


def layer_table(layer: str) -> str:
    """Name of the feature table of a layer.

    Parameters
    ----------
    layer
        Id.

    Returns
    -------
    str
        Only letters, digits and underscores.
    """
    return "layer_" + layer.replace("-", "_")


def polygon_table(level: str, tolerance_m: int) -> str:
    """Name of the polygon table of a level.

    Parameters
    ----------
    level
        county, prefecture or province.
    tolerance_m
        0 for full detail [m].

    Returns
    -------
    str
        Such as ``county`` or ``county_500m``.
    """
    return f"{level}_{tolerance_m}m" if tolerance_m else level


class GeoPackageStore:
    """Reads the embedded store.

    Parameters
    ----------
    home
        Folder that holds the GeoPackage and the tile folder.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._local = threading.local()
        self._archives: dict[str, TileArchive] = {}
        self._archives_lock = threading.Lock()
        self._layers: tuple[str, list[LayerVersion]] | None = None

    @property
    def path(self) -> Path:
        """The GeoPackage."""
        return self._home / FILE_NAME

    def revision(self) -> str:
        """Text that changes whenever the store was built anew.

        Returns
        -------
        str
            From the file's inode, time and size.

        Raises
        ------
        StoreUnavailable
            There is no store.
        """
        try:
            status = self.path.stat()
        except OSError as error:
            raise self._unavailable() from error
        return f"{status.st_ino}-{status.st_mtime_ns}-{status.st_size}"

    def catalogue_revision(self) -> str:
        """Text that changes whenever ``read_catalogue`` may give something else.

        Returns
        -------
        str
            The revision: the catalogue is built with everything else.
        """
        return self.revision()

    def boundary_revision(self) -> str:
        """Text that changes whenever ``read_polygons`` may give something else: the revision."""
        return self.revision()

    def read_meta(self) -> dict[str, str]:
        """What the build wrote down about itself.

        Returns
        -------
        dict
            ``stamp``, ``version``, ``date``, ``report`` and ``schema``.
        """
        return read_meta(self._connection())

    def read_stamp(self) -> str | None:
        """Stamp of the build.

        Returns
        -------
        str or None
            ``None`` where nothing was ever built, and only there.

        Raises
        ------
        StoreCorrupt
            The file is damaged, or was not made by ``atlas build``.
        """
        if not os.path.lexists(self.path):
            return None
        return stamp_of(self.read_meta())

    def read_catalogue(self) -> Catalogue:
        """Everything the atlas knows of policy and units.

        Returns
        -------
        Catalogue
            A snapshot.

        Raises
        ------
        StoreUnavailable, StoreCorrupt
            There is no store, or its tables are not those of this version.
        """
        return self._read_tables(TABLES)

    def read_places(self) -> Catalogue:
        """Units, their names, zones, sites and topics, without documents and figures; raises as ``read_catalogue``."""
        return self._read_tables(PLACE_TABLES)

    def _read_tables(self, wanted: Sequence[Table]) -> Catalogue:
        # One connection for all tables: the store may be replaced while they are read.
        connection = self._connection()
        meta = read_meta(connection)
        if meta.get("schema") != SCHEMA_VERSION:
            raise built_by_another()
        tables = {table.name: read_records(connection, table) for table in wanted}
        return build_catalogue(tables, version=meta["version"], build_date=meta["date"])

    def read_towns(self) -> Iterator[Town]:
        """Every town of the country, by code; none where the build knew none; raises as ``read_polygons``."""
        connection = self._connection()
        if not query_rows(connection, "SELECT 1 FROM sqlite_master WHERE name = ?", (TOWN_TABLE,)):
            return iter(())
        rows = iterate_rows(connection, f"SELECT code, name, adcode FROM {TOWN_TABLE} ORDER BY rowid")  # noqa: S608
        return map(Town._make, rows)

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
            EPSG:4326, (lon, lat), sorted by adcode.
        """
        frame = self._read_table(polygon_table(level, tolerance_m), bbox)
        # The spatial index gives them in an order of its own.
        return frame if bbox is None else frame.sort_values("adcode", ignore_index=True)

    def read_maritime_line(self) -> geopandas.GeoDataFrame:
        """Dashes of the line in the South China Sea, EPSG:4326; raises as ``read_polygons``."""
        return self._read_table(MARITIME_TABLE)

    def list_layers(self) -> list[LayerVersion]:
        """Published layers.

        Returns
        -------
        list of LayerVersion
            In the order they were published.
        """
        revision = self.revision()
        held = self._layers
        if held is None or held[0] != revision:
            rows = query_rows(self._connection(), "SELECT body FROM layer ORDER BY rowid")
            held = self._layers = (revision, [layer_from_json(str(row[0])) for row in rows])
            self._forget_archives(layer.tile_archive for layer in held[1])
        return held[1]

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
        found = next((known for known in self.list_layers() if known.id == layer), None)
        if found is None:
            raise layer_not_found(layer)
        return found

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
        return self.table(layer).read_frame()

    def query_features(self, layer: str, query: FeatureQuery) -> FeaturePage:
        """Features of a layer that pass a filter.

        Parameters
        ----------
        layer
            Id; property names of the query must be checked against its schema before.
        query
            The filter. A feature passes a bbox when its geometry meets it.

        Returns
        -------
        FeaturePage
            By feature id.

        Raises
        ------
        LayerNotFound
            There is none.
        """
        return self.table(layer).query(query)

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
        return self.table(layer).read_feature(feature)

    def read_tile(self, archive: str, z: int, x: int, y: int) -> bytes | None:
        """One vector tile.

        Parameters
        ----------
        archive
            File name of the archive, as the store gives it.
        z, x, y
            Tile matrix, column and row (Web Mercator, row 0 in the north).

        Returns
        -------
        bytes or None
            gzip bytes; ``None`` where the tile is empty.
        """
        with self._archives_lock:
            opened = self._archives.get(archive)
            if opened is None:
                opened = self._archives[archive] = TileArchive(self.tile_path(archive))
        return opened.read_tile(z, x, y)

    def tile_path(self, archive: str) -> Path:
        """Where a tile archive stands.

        Parameters
        ----------
        archive
            File name of the archive, as the store gives it.

        Returns
        -------
        Path
            A PMTiles file.
        """
        return self._home / TILE_FOLDER / archive

    def _forget_archives(self, in_use: Iterable[str]) -> None:
        """Let go of archives of an older store, which would keep their space on the disk."""
        names = set(in_use)
        with self._archives_lock:
            # Not closed by hand: another thread may still read from one.
            self._archives = {name: kept for name, kept in self._archives.items() if name in names}

    def _read_table(self, table: str, bbox: Bbox | None = None) -> geopandas.GeoDataFrame:
        if not self.path.exists():
            raise self._unavailable()
        return read_table(self.path, table, bbox)

    def table(self, layer: str) -> FeatureTable:
        """The features of a layer; raises ``LayerNotFound``."""
        known = self.get_layer(layer)
        return FeatureTable(self._connection, self.path, layer_table(known.id), known.schema, layer=known.id)

    def _connection(self) -> sqlite3.Connection:
        """This thread's connection; a new one after the file was replaced or the process parted."""
        revision = f"{os.getpid()} {self.revision()}"
        held: tuple[str, sqlite3.Connection] | None = getattr(self._local, "connection", None)
        if held is not None and held[0] == revision:
            return held[1]
        if held is not None:
            held[1].close()
        connection = open_file(self.path)
        self._local.connection = (revision, connection)
        return connection

    def _unavailable(self) -> StoreUnavailable:
        return StoreUnavailable(
            "数据库尚未建立",
            "the store has not been built",
            hint_zh="请先运行 atlas build；已建立的，请检查设置 home。",
            hint_en="Run atlas build first; if you did, check the setting home.",
        )
