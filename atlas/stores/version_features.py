"""Writes and checks ``features.gpkg``: the features of one version, the same as GeoJSON text, and their counties.

Any GIS program opens the file: the table is named after the layer and carries its title; the GeoJSON twin is not
listed. Reading is the job of ``feature_table``.
"""

from __future__ import annotations

import hashlib
import math
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import geopandas
import pandas
import pyogrio
import pyogrio.errors

from atlas.core.errors import CrsMismatch, SchemaError, Text
from atlas.core.geo.crs import STORAGE_CRS, require_crs
from atlas.core.imports.storage_columns import StorableFeatures
from atlas.stores.feature_encoding import encode_features
from atlas.stores.geopackage import layer_table
from atlas.stores.version_facts import JOIN_TABLE, FeatureFacts, translated

#: Column of the join that names the feature: its ``fid``.
JOIN_FEATURE = "feature"
#: Decimals of a degree: 1e-7 degrees is about 1 cm, finer than any survey that staff bring.
COORDINATE_DECIMALS = 7
STORAGE_EPSG = 4326
#: What the writing library says when the disk refuses.
WRITE_ERRORS = (
    pyogrio.errors.DataSourceError,
    pyogrio.errors.DataLayerError,
    pyogrio.errors.FeatureError,
    pyogrio.errors.GeometryError,
    pyogrio.errors.FieldError,
)


def write_features(path: Path, layer: str, features: StorableFeatures, *, title: Text) -> FeatureFacts:
    """Write features, and each one as GeoJSON.

    Parameters
    ----------
    path
        GeoPackage to make.
    layer
        Id.
    features
        EPSG:4326.
    title
        For people who open the file.

    Returns
    -------
    FeatureFacts
        What was written.

    Raises
    ------
    SchemaError
        There is no feature.
    CrsUnknown, CrsMismatch
        They are not in EPSG:4326.
    StoreError
        The disk refused.
    """
    frame, table = features.frame, layer_table(layer)
    if frame.empty:
        raise SchemaError(
            "没有要素，无法建立版本", "there is no feature to keep", code="no_features", layer=layer
        )
    _check_crs(frame, layer)
    geometry_type = _geometry_type(frame)
    bodies = encode_features(frame, decimals=COORDINATE_DECIMALS)
    digest = write_table(path, table, frame, bodies, title=title.zh or layer, description=title.en)
    return FeatureFacts(features.schema, len(frame), _bbox(frame), geometry_type, digest)


def write_table(
    path: Path,
    table: str,
    frame: geopandas.GeoDataFrame,
    bodies: Iterable[str],
    *,
    title: str,
    description: str,
) -> str:
    """Write features and their GeoJSON as they are.

    Parameters
    ----------
    path
        GeoPackage to make.
    table
        Name.
    frame
        EPSG:4326, in the order of their ids.
    bodies
        Each feature as it is served.
    title, description
        For people who open the file.

    Returns
    -------
    str
        Digest of the features as they are served.

    Raises
    ------
    StoreError
        The disk refused.
    """
    with translated(path, *WRITE_ERRORS):
        pyogrio.write_dataframe(
            frame,
            path,
            layer=table,
            driver="GPKG",
            use_arrow=True,
            promote_to_multi=_geometry_type(frame).startswith("Multi"),
            layer_options={
                "GEOMETRY_NAME": "geom",
                "FID": "fid",
                "SPATIAL_INDEX": "YES",
                "IDENTIFIER": title,
                "DESCRIPTION": description,
            },
        )
        with open_new(path) as connection:
            digest = _write_twin(connection, table, bodies)
            _check_counts(connection, table, frame, path)
    return digest


def write_join(path: Path, rows: pandas.DataFrame) -> None:
    """Write in which counties the features lie.

    Parameters
    ----------
    path
        GeoPackage with the features.
    rows
        A row a (feature, county): ``feature`` (the ``fid``, from 1), ``adcode`` and any other columns.

    Raises
    ------
    StoreError
        The disk refused.
    """
    names = [str(name) for name in rows.columns]
    kinds = {"i": "INTEGER", "u": "INTEGER", "f": "REAL", "b": "INTEGER"}
    columns = ", ".join(f'"{name}" {kinds.get(rows[name].dtype.kind, "TEXT")}' for name in names)
    marks = ", ".join("?" for _ in names)
    plain = rows.astype(object).where(rows.notna(), None)
    with translated(path, *WRITE_ERRORS), open_new(path) as connection:
        connection.execute(f'CREATE TABLE "{JOIN_TABLE}" (fid INTEGER PRIMARY KEY, {columns})')
        quoted = ", ".join(f'"{name}"' for name in names)
        connection.executemany(
            f'INSERT INTO "{JOIN_TABLE}" ({quoted}) VALUES ({marks})',  # noqa: S608 - own names
            plain.itertuples(index=False, name=None),
        )
        for name in (JOIN_FEATURE, "adcode"):
            connection.execute(f'CREATE INDEX "{JOIN_TABLE}_{name}" ON "{JOIN_TABLE}" ("{name}")')
        connection.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES (?, 'attributes', ?)",
            (JOIN_TABLE, JOIN_TABLE),
        )


@contextmanager
def open_new(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a file that nobody else sees yet: no journal on the disk, no waiting for it.

    Parameters
    ----------
    path
        File in staging; whoever publishes it calls ``fsync`` once at the end.

    Yields
    ------
    Connection
        In a transaction that ends with the block.
    """
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA synchronous = OFF")
        with connection:
            yield connection


def _write_twin(connection: sqlite3.Connection, table: str, bodies: Iterable[str]) -> str:
    digest = hashlib.sha256()

    def rows() -> Iterator[tuple[int, str]]:
        for fid, body in enumerate(bodies, start=1):
            digest.update(body.encode())
            yield fid, body

    connection.execute(f'CREATE TABLE "{table}_json" (fid INTEGER PRIMARY KEY, body TEXT NOT NULL)')
    connection.executemany(f'INSERT INTO "{table}_json" VALUES (?, ?)', rows())  # noqa: S608 - own name
    return digest.hexdigest()[:16]


def _check_counts(
    connection: sqlite3.Connection, table: str, frame: geopandas.GeoDataFrame, path: Path
) -> None:
    """GDAL tells of a full disk only sometimes, so what stands in the file is counted."""
    drawn = int((~(frame.geometry.isna() | frame.geometry.is_empty)).sum())
    wanted = {table: len(frame), f"{table}_json": len(frame), f"rtree_{table}_geom": drawn}
    for name, count in wanted.items():
        found = connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - own name
        if found != count:
            raise OSError(f"{path.name}: {found} rows of {count} in {name}")


def _bbox(frame: geopandas.GeoDataFrame) -> tuple[float, float, float, float] | None:
    west, south, east, north = (round(float(number), COORDINATE_DECIMALS) for number in frame.total_bounds)
    return None if math.isnan(west) else (west, south, east, north)


def _check_crs(frame: geopandas.GeoDataFrame, layer: str) -> None:
    crs = require_crs(frame, layer)
    if crs.to_epsg() != STORAGE_EPSG:
        raise CrsMismatch(
            f"要写入的要素应为 {STORAGE_CRS}，却是 {crs.name}",
            f"features to be kept must be in {STORAGE_CRS}, not {crs.name}",
            layer=layer,
        )


def _geometry_type(frame: geopandas.GeoDataFrame) -> str:
    names = {str(name) for name in frame.geom_type.dropna().unique()}
    if len(names) < 2:
        return next(iter(names), "")
    single = {name.removeprefix("Multi") for name in names}
    return f"Multi{single.pop()}" if len(single) == 1 else "GeometryCollection"
