"""Builds the embedded store aside and switches to it in one step. Writing side of ``geopackage``.

Tiles get names that carry their digest, so the old file keeps finding the old tiles; the renaming of the
GeoPackage is the switch. Whatever a killed build left behind is removed at the next start.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import shutil
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import geopandas
import pyogrio.errors

from atlas.core.errors import ConflictError, StoreError
from atlas.core.layers import LayerDefinition, LayerVersion
from atlas.core.places.towns import Town
from atlas.core.policy.catalogue import Catalogue
from atlas.stores.catalogue_tables import TABLES, TOWN_COLUMNS, TOWN_TABLE, SqlValue
from atlas.stores.feature_encoding import encode_features
from atlas.stores.geopackage import FILE_NAME, SCHEMA_VERSION, TILE_FOLDER, layer_table, polygon_table
from atlas.stores.layer_records import layer_to_json

_WRITE_ERRORS = (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError)
_STAGING = ".building"
_LOCK = ".building.lock"


class StoreBuilder:
    """Collects the parts of a new store in a staging folder.

    Use through ``open_builder``; nothing is visible before ``switch``.

    Parameters
    ----------
    home
        Folder of the store.
    staging
        Folder for the parts, on the same disk.
    """

    def __init__(self, home: Path, staging: Path) -> None:
        self._home = home
        self._staging = staging
        self.path = staging / FILE_NAME
        self.tile_folder = staging / TILE_FOLDER
        self.tile_folder.mkdir(parents=True)

    def write_polygons(self, frame: geopandas.GeoDataFrame, level: str, tolerance_m: int = 0) -> None:
        """Write the polygons of a level.

        Parameters
        ----------
        frame
            EPSG:4326.
        level
            county, prefecture or province.
        tolerance_m
            0 for full detail [m].
        """
        with _translated(self._home):
            self._write_frame(frame, polygon_table(level, tolerance_m))

    def write_table(self, frame: geopandas.GeoDataFrame, table: str) -> None:
        """Write features that are neither units nor a layer.

        Parameters
        ----------
        frame
            EPSG:4326.
        table
            Name.
        """
        with _translated(self._home):
            self._write_frame(frame, table)

    def write_catalogue(self, catalogue: Catalogue) -> None:
        """Write the tables of the catalogue.

        Parameters
        ----------
        catalogue
            Everything.
        """
        with self._database() as connection:
            for table in TABLES:
                _write_rows(connection, table.name, table.columns, table.key, table.rows(catalogue))

    def write_towns(self, towns: Iterable[Town]) -> None:
        """Write the table of towns, which are no units of the catalogue.

        Parameters
        ----------
        towns
            By code.
        """
        with self._database() as connection:
            # Read as a whole and in order only: an index would be room for nothing.
            _write_rows(connection, TOWN_TABLE, TOWN_COLUMNS, (), towns)

    def write_features(
        self,
        frame: geopandas.GeoDataFrame,
        definition: LayerDefinition,
        bodies: Iterable[str] | None = None,
    ) -> None:
        """Write the features of a layer, and each one encoded as GeoJSON.

        Parameters
        ----------
        frame
            EPSG:4326, properties in the order of the schema.
        definition
            Of the layer.
        bodies
            The features as they are served already; ``None`` to encode them.
        """
        table = layer_table(definition.id)
        with _translated(self._home):
            self._write_frame(frame, table, definition)
        with self._database() as connection:
            connection.execute(f'CREATE TABLE "{table}_json" (fid INTEGER PRIMARY KEY, body TEXT NOT NULL)')
            connection.executemany(
                f'INSERT INTO "{table}_json" VALUES (?, ?)',  # noqa: S608 - own name
                enumerate(encode_features(frame) if bodies is None else bodies, start=1),
            )

    def write_layers(self, layers: Iterable[LayerVersion]) -> None:
        """Write what is known of the layers.

        Parameters
        ----------
        layers
            In the order in which they are listed.
        """
        with self._database() as connection:
            connection.execute("CREATE TABLE layer (id TEXT PRIMARY KEY, body TEXT NOT NULL)")
            connection.executemany(
                "INSERT INTO layer VALUES (?, ?)", ((layer.id, layer_to_json(layer)) for layer in layers)
            )

    def write_meta(self, meta: Mapping[str, str]) -> None:
        """Write what the build says about itself.

        Parameters
        ----------
        meta
            ``stamp``, ``version``, ``date`` and ``report``.
        """
        with self._database() as connection:
            connection.execute("CREATE TABLE build (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
            connection.executemany(
                "INSERT INTO build VALUES (?, ?)", [*meta.items(), ("schema", SCHEMA_VERSION)]
            )

    def name_tiles(self, archive: Path) -> str:
        """Give a finished tile archive the name under which it is kept.

        Parameters
        ----------
        archive
            File in ``tile_folder``.

        Returns
        -------
        str
            File name with the digest of its content.
        """
        with archive.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()[:12]
        name = f"{archive.stem}-{digest}{archive.suffix}"
        archive.rename(self.tile_folder / name)
        return name

    def adopt_tiles(self, archive: Path) -> str:
        """Take over a tile archive that was named before.

        Parameters
        ----------
        archive
            File with the digest of its content in its name.

        Returns
        -------
        str
            The same name.
        """
        with _translated(self._home):
            shutil.copyfile(archive, self.tile_folder / archive.name)
        return archive.name

    def switch(self, *, keep: Collection[str] = ()) -> None:
        """Put the new store in the place of the old one, and remove what is no longer used.

        Parameters
        ----------
        keep
            File names of tile archives of the old store that stay, for those who still read from them.

        Raises
        ------
        StoreError
            The disk refused; the old store still stands.
        """
        tiles = self._home / TILE_FOLDER
        names = {path.name for path in self.tile_folder.iterdir()}
        with _translated(self._home):
            tiles.mkdir(exist_ok=True)
            for name in sorted(names):
                (self.tile_folder / name).replace(tiles / name)
            self.path.replace(self._home / FILE_NAME)
        remove_litter(self._home, {*names, *keep})

    @contextlib.contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        with (
            _translated(self._home),
            contextlib.closing(sqlite3.connect(self.path)) as connection,
            connection,
        ):
            yield connection

    def _write_frame(
        self, frame: geopandas.GeoDataFrame, table: str, definition: LayerDefinition | None = None
    ) -> None:
        # QGIS and ArcGIS show the identifier; a layer without features still says what it would hold.
        options: dict[str, str] = {}
        if definition is not None:
            options = {"IDENTIFIER": definition.title.zh, "DESCRIPTION": definition.description.zh}
            if frame.empty:
                options["geometry_type"] = "Point" if definition.geometry == "point" else "MultiPolygon"
        frame.to_file(
            self.path,
            layer=table,
            driver="GPKG",
            engine="pyogrio",
            GEOMETRY_NAME="geom",
            FID="fid",
            SPATIAL_INDEX="YES",
            **options,
        )


@contextlib.contextmanager
def lock_home(home: Path) -> Iterator[None]:
    """The right to build in a folder, for one process at a time; a killed process gives it back.

    Parameters
    ----------
    home
        Folder of the store; made when missing.

    Raises
    ------
    ConflictError
        Another process builds there.
    StoreError
        The folder cannot be written.
    """
    with _translated(home):
        home.mkdir(parents=True, exist_ok=True)
        stream = (home / _LOCK).open("w")
    with stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ConflictError(
                f"另一个 atlas build 正在 {home} 中运行",
                f"another atlas build is running in {home}",
                code="build_running",
                hint_zh="请等它结束后再试。",
                hint_en="Wait until it has ended and try again.",
            ) from error
        yield


def remove_litter(home: Path, archives: Collection[str]) -> None:
    """Remove what a killed build left behind: the staging folder, and tiles that no layer uses.

    Parameters
    ----------
    home
        Folder of the store, locked by the caller.
    archives
        File names of the tile archives in use.
    """
    shutil.rmtree(home / _STAGING, ignore_errors=True)
    tiles = home / TILE_FOLDER
    for path in tiles.iterdir() if tiles.is_dir() else ():
        if path.name not in archives:
            with _translated(home):
                path.unlink()


@contextlib.contextmanager
def open_builder(home: Path) -> Iterator[StoreBuilder]:
    """A builder in a fresh staging folder, removed at the end whatever happens.

    Only one at a time: hold ``lock_home`` where another process might build in the same folder.

    Parameters
    ----------
    home
        Folder of the store; made when missing.

    Yields
    ------
    StoreBuilder
        Call ``switch`` to keep the result.
    """
    staging = home / _STAGING
    with _translated(home):
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(parents=True)
    try:
        yield StoreBuilder(home, staging)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


@contextlib.contextmanager
def _translated(home: Path) -> Iterator[None]:
    """What the disk refuses, in words for a person."""
    try:
        yield
    except (OSError, sqlite3.OperationalError, *_WRITE_ERRORS) as error:
        raise StoreError(
            f"无法写入数据目录 {home}",
            f"the data folder {home} cannot be written",
            hint_zh="请检查磁盘空间和权限，然后重新运行 atlas build；原有数据未受影响。",
            hint_en="Check disk space and rights, then run atlas build again; the old data still stand.",
        ) from error


def _write_rows(
    connection: sqlite3.Connection,
    table: str,
    columns: Sequence[tuple[str, str]],
    key: Sequence[str],
    rows: Iterable[Sequence[SqlValue]],
) -> None:
    """Make and fill a table without geometry."""
    declared = ", ".join(f'"{name}" {kind}' for name, kind in columns)
    connection.execute(f'CREATE TABLE "{table}" (fid INTEGER PRIMARY KEY AUTOINCREMENT, {declared})')
    names = ", ".join(f'"{name}"' for name, _ in columns)
    marks = ", ".join("?" for _ in columns)
    connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)  # noqa: S608 - own names
    for name in key:
        connection.execute(f'CREATE INDEX "{table}_{name}" ON "{table}" ("{name}")')
    _register_attributes(connection, table)


def _register_attributes(connection: sqlite3.Connection, table: str) -> None:
    """List a table without geometry, so that QGIS shows it (OGC 12-128r15, clause 2.4)."""
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES (?, 'attributes', ?)",
        (table, table),
    )
