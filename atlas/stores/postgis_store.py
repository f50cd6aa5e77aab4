"""What ``atlas build`` made, in PostGIS. Reading side; ``postgis_writer`` loads a new build aside and switches."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import geopandas

from atlas.core.errors import StoreCorrupt, StoreUnavailable
from atlas.core.filters import Bbox, FeatureQuery
from atlas.core.layers import LayerVersion, layer_not_found
from atlas.core.places.towns import Town
from atlas.core.policy.catalogue import Catalogue
from atlas.stores.blobs import fetch_blob, remove_broken
from atlas.stores.catalogue_records import build_catalogue
from atlas.stores.catalogue_tables import PLACE_TABLES, TABLES, TOWN_TABLE, Table
from atlas.stores.cql2_sql import quoted
from atlas.stores.database import Connection
from atlas.stores.geopackage import MARITIME_TABLE, SCHEMA_VERSION, layer_table, polygon_table
from atlas.stores.geopackage_rows import built_by_another, stamp_of
from atlas.stores.layer_records import layer_from_json
from atlas.stores.postgis_features import GONE, PostgisTable, read_frame
from atlas.stores.postgis_load import table_columns
from atlas.stores.postgis_names import BUILT_PLACE, LoadedPlace, in_schema
from atlas.stores.postgres import PostgresDatabase
from atlas.stores.postgres_locks import LOCK_CLASS, AdvisoryLock
from atlas.stores.protocol import FeaturePage
from atlas.stores.tile_archive import TileArchive


class PostgisStore:
    """Reads the store of a database; see ``ReadableStore``.

    Parameters
    ----------
    database
        Its revision changes with every load.
    place
        Where it was loaded.
    """

    def __init__(self, database: PostgresDatabase, place: LoadedPlace = BUILT_PLACE) -> None:
        self._database = database
        self._place = place
        # Copies of tile archives on this machine.
        self._cache = database.folder / f"{place.name}-tiles"
        self._revision: tuple[str, str] | None = None
        self._layers: tuple[str, list[LayerVersion]] | None = None
        self._archives: dict[str, TileArchive] = {}
        self._archives_lock = threading.Lock()

    def revision(self) -> str:
        """Text that changes whenever another build was loaded.

        Returns
        -------
        str
            Chosen by the load, the same on all hosts.

        Raises
        ------
        StoreUnavailable
            No build was loaded, or the database cannot be reached.
        """
        seen = self._database.revision()
        held = self._revision
        if held is None or held[0] != seen:
            held = self._revision = (seen, self.read_meta()["revision"])
        return held[1]

    def catalogue_revision(self) -> str:
        """Text that changes whenever ``read_catalogue`` may give something else: the revision."""
        return self.revision()

    def boundary_revision(self) -> str:
        """Text that changes whenever ``read_polygons`` may give something else: the revision."""
        return self.revision()

    def read_meta(self) -> dict[str, str]:
        """What the build wrote down about itself, and ``revision``; raises ``StoreUnavailable``."""
        with self._reading() as connection:
            place = in_schema(self._place.schema, "build")
            rows = connection.execute(f"SELECT key, value FROM {place}").fetchall()  # noqa: S608 - own name
        return {str(key): str(value) for key, value in rows}

    def read_stamp(self) -> str | None:
        """Stamp of the build.

        Returns
        -------
        str or None
            ``None`` where nothing was ever loaded, and only there.

        Raises
        ------
        StoreCorrupt
            Its tables are damaged, or not those of a build.
        StoreError
            The database cannot be used.
        """
        with self._database.connect() as connection:
            tables = connection.execute(
                "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(?) AND relkind IN ('r', 'v', 'm')",
                (self._place.schema,),
            ).fetchall()
        if not tables:
            return None
        if ("build",) not in tables:
            raise built_by_another()
        try:
            return stamp_of(self.read_meta())
        except StoreUnavailable as error:
            # The table is there, so what was not found is one of its columns.
            if isinstance(error.__cause__, GONE):
                raise built_by_another() from error
            raise

    def read_catalogue(self) -> Catalogue:
        """Everything the atlas knows of policy and units.

        Returns
        -------
        Catalogue
            A snapshot.

        Raises
        ------
        StoreUnavailable, StoreCorrupt
            There is no build, or its tables are not those of this version.
        """
        return self._read_tables(TABLES)

    def read_places(self) -> Catalogue:
        """Units, their names, zones, sites and topics, without documents and figures; raises as ``read_catalogue``."""
        return self._read_tables(PLACE_TABLES)

    def _read_tables(self, wanted: Sequence[Table]) -> Catalogue:
        tables: dict[str, list[dict[str, Any]]] = {}
        with self._reading() as connection:
            # No other build takes the place of this one while its tables are read.
            connection.execute(f"SELECT pg_advisory_xact_lock_shared({LOCK_CLASS}, {AdvisoryLock.BUILT:d})")
            meta = self.read_meta()
            if meta.get("schema") != SCHEMA_VERSION:
                raise built_by_another()
            for table in wanted:
                names = [name for name, _ in table.columns]
                listed = ", ".join(quoted(name) for name in names)
                place = in_schema(self._place.schema, table.name)
                rows = connection.execute(f"SELECT {listed} FROM {place} ORDER BY fid").fetchall()  # noqa: S608
                tables[table.name] = [dict(zip(names, row, strict=True)) for row in rows]
        return build_catalogue(tables, version=meta["version"], build_date=meta["date"])

    def read_towns(self) -> Iterator[Town]:
        """Every town of the country with its county.

        Returns
        -------
        iterator of Town
            By code; empty where the build that was loaded knew none.

        Raises
        ------
        StoreUnavailable
            There is no build.
        """
        self.revision()
        with self._reading() as connection:
            if not table_columns(connection, self._place.schema, TOWN_TABLE):
                return iter(())
            place = in_schema(self._place.schema, TOWN_TABLE)
            rows = connection.execute(f"SELECT code, name, adcode FROM {place} ORDER BY fid").fetchall()  # noqa: S608
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
        return self.read_table(polygon_table(level, tolerance_m), bbox)

    def read_maritime_line(self) -> geopandas.GeoDataFrame:
        """Dashes of the line in the South China Sea, EPSG:4326; raises as ``read_polygons``."""
        return self.read_table(MARITIME_TABLE)

    def read_table(self, table: str, bbox: Bbox | None = None) -> geopandas.GeoDataFrame:
        """A table with geometries.

        Parameters
        ----------
        table
            Name in the GeoPackage that was loaded.
        bbox
            (west, south, east, north) in degrees that the features may meet; ``None`` for all.

        Returns
        -------
        GeoDataFrame
            EPSG:4326.

        Raises
        ------
        StoreUnavailable, StoreCorrupt
            There is no build, or it has no such table.
        """
        self.revision()
        with self._reading() as connection:
            columns = table_columns(connection, self._place.schema, table)
            if not columns:
                raise _no_table(table)
            return read_frame(
                connection, in_schema(self._place.schema, table), tuple(columns.items()), bbox=bbox
            )

    def list_tables(self) -> list[str]:
        """Tables with geometries, in the order in which they were loaded."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'geom' "
                "WHERE n.nspname = ? AND c.relkind = 'r' ORDER BY c.oid",
                (self._place.schema,),
            ).fetchall()
        return [str(name) for (name,) in rows]

    def list_layers(self) -> list[LayerVersion]:
        """Published layers, in the order they were published; raises ``StoreUnavailable``."""
        revision = self.revision()
        held = self._layers
        if held is None or held[0] != revision:
            place = in_schema(self._place.schema, "layer")
            with self._reading() as connection:
                rows = connection.execute(f"SELECT body FROM {place} ORDER BY fid").fetchall()  # noqa: S608
            held = self._layers = (revision, [layer_from_json(str(row[0])) for row in rows])
            self._forget_archives(layer.tile_archive for layer in held[1])
        return held[1]

    def get_layer(self, layer: str) -> LayerVersion:
        """One published layer; raises ``LayerNotFound``."""
        found = next((known for known in self.list_layers() if known.id == layer), None)
        if found is None:
            raise layer_not_found(layer)
        return found

    def read_layer(self, layer: str) -> geopandas.GeoDataFrame:
        """All features of a layer; raises ``LayerNotFound``."""
        return self.table(layer).read_frame()

    def query_features(self, layer: str, query: FeatureQuery) -> FeaturePage:
        """Features of a layer that pass a filter; raises ``LayerNotFound`` and ``LimitExceeded``."""
        return self.table(layer).query(query)

    def read_feature(self, layer: str, feature: int) -> str:
        """One feature as GeoJSON text; raises ``LayerNotFound`` and ``FeatureNotFound``."""
        return self.table(layer).read_feature(feature)

    def read_tile(self, archive: str, z: int, x: int, y: int) -> bytes | None:
        """One gzip vector tile, or ``None`` where it is empty; the archive is fetched when it is first read."""
        opened = self._archives.get(archive)
        if opened is None:
            opened = TileArchive(self.tile_path(archive))
            with self._archives_lock:
                self._archives[archive] = opened
        return opened.read_tile(z, x, y)

    def tile_path(self, archive: str) -> Path:
        """Where a tile archive stands on this machine; fetched when it does not yet."""
        return fetch_blob(self._database, self._place.blob(archive), self._cache / archive)

    def table(self, layer: str) -> PostgisTable:
        """The features of a layer.

        Parameters
        ----------
        layer
            Id.

        Returns
        -------
        PostgisTable
            Reads them.

        Raises
        ------
        LayerNotFound
            There is none.
        """
        known = self.get_layer(layer)
        return PostgisTable(
            self._database,
            self._place.schema,
            layer_table(known.id),
            known.schema,
            layer=known.id,
            gone=_not_built,
        )

    def _forget_archives(self, in_use: Iterable[str]) -> None:
        """Let go of archives of an older build, open or copied."""
        names = set(in_use)
        with self._archives_lock:
            # Not closed by hand: another thread may still read from one.
            self._archives = {name: kept for name, kept in self._archives.items() if name in names}
        for path in self._cache.iterdir() if self._cache.is_dir() else ():
            if path.name not in names and not path.name.startswith("."):
                path.unlink(missing_ok=True)
        remove_broken(self._cache)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._database.connect() as connection:
            try:
                yield connection
            except GONE as error:
                raise _not_built() from error


def _not_built() -> StoreUnavailable:
    return StoreUnavailable(
        "数据库尚未建立",
        "the store has not been built",
        hint_zh="请先在任一台主机上运行 atlas build（设置 store 相同）。",
        hint_en="Run atlas build first, on any of the hosts, with the same setting store.",
    )


def _no_table(table: str) -> StoreCorrupt:
    return StoreCorrupt(
        f"数据库中没有表 {table}",
        f"the store has no table {table}",
        hint_zh="请重新运行 atlas build。",
        hint_en="Run atlas build again.",
        table=table,
    )
