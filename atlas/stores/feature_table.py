"""Features of one layer in one GeoPackage table, encoded as GeoJSON beside it. Knows no catalogue and no versions.

A table ``t`` with an R-tree holds geometry and properties, ``t_json`` the same features as text, by ``fid``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import geopandas
import pyogrio
import pyogrio.errors

from atlas.core.errors import FeatureNotFound, StoreCorrupt
from atlas.core.filters import FeatureQuery
from atlas.core.layers import LayerField
from atlas.stores.cql2_sql import ConditionWriter, order_clause, quoted, register_functions
from atlas.stores.geopackage_rows import find_fids, find_related, query_rows, time_limit
from atlas.stores.protocol import FeaturePage

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
        with time_limit(connection, QUERY_LIMIT_S):
            where, values = self._where(connection, query)
            # The table name is made from a checked id, property names come from the schema, values are bound.
            counted = query_rows(connection, f'SELECT count(*) FROM "{self._table}" f {where}', values)  # noqa: S608
            rows = query_rows(
                connection,
                f'SELECT j.body FROM "{self._table}" f JOIN "{self._table}_json" j ON j.fid = f.fid {where} '  # noqa: S608
                f"{order_clause(query.sort_by)} LIMIT ? OFFSET ?",
                [*values, query.limit, query.offset],
            )
        return FeaturePage([str(row[0]) for row in rows], int(counted[0][0]))

    def _where(self, connection: sqlite3.Connection, query: FeatureQuery) -> tuple[str, list[Any]]:
        conditions: list[str] = []
        values: list[Any] = []
        for name, value in (query.properties or {}).items():
            conditions.append(f"CAST(f.{quoted(name)} AS TEXT) = ?")
            values.append(value)
        if query.bbox:
            fids = find_fids(connection, self._table, query.bbox)
            conditions.append("f.fid IN (SELECT value FROM json_each(?))")
            values.append("[" + ",".join(str(fid) for fid in fids) + "]")
        if query.condition:
            register_functions(connection)
            writer = ConditionWriter(
                lambda spatial: find_related(connection, self._table, spatial.relation, spatial.geometry)
            )
            conditions.append(writer.write(query.condition))
            values += writer.values
        return f"WHERE {' AND '.join(conditions)}" if conditions else "", values

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
            raise FeatureNotFound(
                f"图层“{self._layer}”没有编号为 {fid} 的要素",
                f"layer “{self._layer}” has no feature {fid}",
                hint_zh="要素编号见 /items。",
                hint_en="Feature ids are listed at /items.",
                layer=self._layer,
                feature=fid,
            )
        return str(rows[0][0])

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


def read_table(path: Path, table: str) -> geopandas.GeoDataFrame:
    """A whole table of a GeoPackage.

    Parameters
    ----------
    path
        The GeoPackage.
    table
        Name.

    Returns
    -------
    GeoDataFrame
        In the CRS of the table.

    Raises
    ------
    StoreCorrupt
        The file has no such table, or cannot be opened.
    """
    try:
        return geopandas.GeoDataFrame(pyogrio.read_dataframe(path, layer=table, use_arrow=False))
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise StoreCorrupt(
            f"数据库中没有表 {table}",
            f"the store has no table {table}",
            hint_zh="请重新运行 atlas build。",
            hint_en="Run atlas build again.",
            table=table,
        ) from error
