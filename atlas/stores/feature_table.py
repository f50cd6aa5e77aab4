"""Features of one layer in one GeoPackage table, encoded as GeoJSON beside it. Knows no catalogue and no versions.

A table ``t`` with an R-tree holds geometry and properties, ``t_json`` the same features as text, by ``fid``.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from atlas.core.errors import FeatureNotFound, StoreCorrupt
from atlas.core.filters import Bbox, FeatureQuery
from atlas.core.layers import LayerField
from atlas.stores.cql2_sql import SqliteConditions, quoted, register_functions
from atlas.stores.geopackage_rows import find_fids, find_related, query_rows, time_limit
from atlas.stores.protocol import FeaturePage

if TYPE_CHECKING:
    import geopandas

#: Longest time that one question may take [s].
QUERY_LIMIT_S = 2.0


class FeatureTable:
    """Reads the features of one layer.

    Parameters
    ----------
    open_connection
        Gives this thread's connection to the file; called for every question.
    path
        The GeoPackage.
    table
        Name of the feature table: our own, never a caller's words.
    schema
        Properties of the features.
    layer
        Id for messages; empty for the table's name.
    """

    def __init__(
        self,
        open_connection: Callable[[], sqlite3.Connection],
        path: Path,
        table: str,
        schema: Sequence[LayerField],
        *,
        layer: str = "",
    ) -> None:
        self._open_connection = open_connection
        self._path = path
        self._table = table
        self._schema = tuple(schema)
        self._layer = layer or table

    def query(self, query: FeatureQuery) -> FeaturePage:
        """Features that pass a filter.

        Parameters
        ----------
        query
            The filter; its property names must be checked against the schema before. A feature passes a bbox when
            its geometry meets it.

        Returns
        -------
        FeaturePage
            In the order asked for, then by feature id.

        Raises
        ------
        LimitExceeded
            The filter takes too long.
        """
        connection = self._open_connection()
        register_functions(connection)
        writer = SqliteConditions(
            lambda bbox: find_fids(connection, self._table, bbox),
            lambda spatial: find_related(connection, self._table, spatial.relation, spatial.geometry),
        )
        with time_limit(connection, QUERY_LIMIT_S):
            where = writer.write_where(query)
            # The table name is made from a checked id, property names come from the schema, values are bound.
            sql = f'SELECT count(*) FROM "{self._table}" f {where}'  # noqa: S608
            counted = query_rows(connection, sql, writer.values)
            rows = query_rows(
                connection,
                f'SELECT j.body FROM "{self._table}" f JOIN "{self._table}_json" j ON j.fid = f.fid {where} '  # noqa: S608
                f"{writer.order_by(query.sort_by)} LIMIT ? OFFSET ?",
                [*writer.values, query.limit, query.offset],
            )
        return FeaturePage([str(row[0]) for row in rows], int(counted[0][0]))

    def read_feature(self, fid: int) -> str:
        """One feature as GeoJSON text.

        Parameters
        ----------
        fid
            Feature id.

        Returns
        -------
        str
            A GeoJSON Feature.

        Raises
        ------
        FeatureNotFound
            There is none.
        """
        sql = f'SELECT body FROM "{self._table}_json" WHERE fid = ?'  # noqa: S608 - own name
        rows = query_rows(self._open_connection(), sql, (fid,))
        if not rows:
            raise feature_not_found(self._layer, fid)
        return str(rows[0][0])

    def read_bodies(self) -> Iterator[tuple[int, str]]:
        """All features as GeoJSON text.

        Yields
        ------
        tuple
            Feature id and text, by feature id.
        """
        sql = f'SELECT fid, body FROM "{self._table}_json" ORDER BY fid'  # noqa: S608 - own name
        yield from query_rows(self._open_connection(), sql)

    def read_frame(self) -> geopandas.GeoDataFrame:
        """All features.

        Returns
        -------
        GeoDataFrame
            EPSG:4326; whole numbers with gaps as ``Int64``.

        Raises
        ------
        StoreCorrupt
            The file has no such table.
        """
        frame = read_table(self._path, self._table)
        # Whole numbers with gaps would be read as decimals: 2027.0 instead of 2027.
        return frame.astype({item.name: "Int64" for item in self._schema if item.type == "integer"})

    def read_values(self, field: str) -> list[str | int | float | None]:
        """The values of one property.

        Parameters
        ----------
        field
            Its name, checked against the schema before.

        Returns
        -------
        list
            A value a feature that can be drawn, by feature id; ``None`` where it has none. A row of totals, which
            has no geometry, is not among them.
        """
        sql = f'SELECT f.{quoted(field)} FROM "{self._table}" f WHERE f.geom IS NOT NULL ORDER BY f.fid'  # noqa: S608
        return [row[0] for row in query_rows(self._open_connection(), sql, ())]


def digest_bodies(bodies: Iterable[tuple[int, str]]) -> str:
    """Digest of features as they are served.

    Parameters
    ----------
    bodies
        Feature id and GeoJSON text, by feature id.

    Returns
    -------
    str
        As a version has it in its row.
    """
    digest = hashlib.sha256()
    for _, body in bodies:
        digest.update(body.encode())
    return digest.hexdigest()[:16]


def feature_not_found(layer: str, fid: int) -> FeatureNotFound:
    """The error for a number that no feature has.

    Parameters
    ----------
    layer
        Id.
    fid
        Feature id.

    Returns
    -------
    FeatureNotFound
        To be raised.
    """
    return FeatureNotFound(
        f"图层“{layer}”没有编号为 {fid} 的要素",
        f"layer “{layer}” has no feature {fid}",
        hint_zh="要素编号见 /items。",
        hint_en="Feature ids are listed at /items.",
        layer=layer,
        feature=fid,
    )


def read_table(path: Path, table: str, bbox: Bbox | None = None) -> geopandas.GeoDataFrame:
    """A table of a GeoPackage.

    Parameters
    ----------
    path
        The GeoPackage.
    table
        Name.
    bbox
        (west, south, east, north) in the CRS of the table that the features may meet; ``None`` for all.

    Returns
    -------
    GeoDataFrame
        In the CRS of the table.

    Raises
    ------
    StoreCorrupt
        The file has no such table, or cannot be opened.
    """
    # Heavy, and needed by those only who look at coordinates.
    import geopandas  # noqa: PLC0415
    import pyogrio  # noqa: PLC0415
    import pyogrio.errors  # noqa: PLC0415

    try:
        return geopandas.GeoDataFrame(pyogrio.read_dataframe(path, layer=table, bbox=bbox, use_arrow=False))
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise StoreCorrupt(
            f"数据库中没有表 {table}",
            f"the store has no table {table}",
            hint_zh="请重新运行 atlas build。",
            hint_en="Run atlas build again.",
            table=table,
        ) from error
