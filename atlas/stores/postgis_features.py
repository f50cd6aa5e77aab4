"""Features of one layer in one PostGIS table, encoded as GeoJSON in another beside it: the twin of ``feature_table``.

Both give the same features, in the same order, with the same counts and errors.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import geopandas
import pandas
import psycopg
import shapely
from psycopg import errors

from atlas.core.cql2 import Spatial
from atlas.core.errors import AtlasError, FilterError
from atlas.core.filters import Bbox, FeatureQuery
from atlas.core.layers import LayerField
from atlas.stores.cql2_sql import quoted
from atlas.stores.database import Connection, Database
from atlas.stores.feature_relations import find_holding
from atlas.stores.feature_table import QUERY_LIMIT_S, feature_not_found
from atlas.stores.geopackage_rows import too_slow
from atlas.stores.postgis_conditions import SRID, PostgisConditions
from atlas.stores.postgis_names import column_of, in_schema, twin_table
from atlas.stores.protocol import FeaturePage

#: What says that the tables of a layer are gone.
GONE = (errors.UndefinedTable, errors.InvalidSchemaName, errors.UndefinedColumn)


class PostgisTable:
    """Reads the features of one layer.

    Parameters
    ----------
    database
        That holds them.
    schema, table
        Where: our own names, never a caller's words.
    fields
        Properties of the features.
    layer
        Id for messages.
    gone
        The error for tables that are not there.
    """

    def __init__(
        self,
        database: Database,
        schema: str,
        table: str,
        fields: Sequence[LayerField],
        *,
        layer: str,
        gone: Callable[[], AtlasError],
    ) -> None:
        self._database = database
        self._table = in_schema(schema, table)
        self._twin = in_schema(schema, twin_table(table))
        self._fields = tuple(fields)
        self._layer = layer
        self._gone = gone

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
        FilterError
            It computes a number that is too large.
        """
        with self._reading() as connection, _time_limit(connection, QUERY_LIMIT_S) as end:
            writer = PostgisConditions(
                {field.name: field.type for field in self._fields},
                lambda spatial: self._find_related(connection, spatial, end),
            )
            where = writer.write_where(query)
            twin = f"JOIN {self._twin} j ON j.fid = f.fid"
            # Table names are made from a checked id, property names come from the schema, values are bound.
            rows = connection.execute(
                f"SELECT j.body FROM {self._table} f {twin} {where} {writer.order_by(query.sort_by)} "  # noqa: S608
                "LIMIT ? OFFSET ?",
                [*writer.values, query.limit, query.offset],
            ).fetchall()
            matched = query.offset + len(rows)
            is_last = len(rows) < query.limit and (rows or not query.offset)
            if not is_last:
                sql = f"SELECT count(*) FROM {self._table} f {twin if writer.uses_twin else ''} {where}"  # noqa: S608
                matched = int(connection.execute(sql, writer.values).fetchone()[0])
        return FeaturePage([str(row[0]) for row in rows], matched)

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
        with self._reading() as connection:
            sql = f"SELECT body FROM {self._twin} WHERE fid = ?"  # noqa: S608 - own name
            row = connection.execute(sql, (fid,)).fetchone()
        if row is None:
            raise feature_not_found(self._layer, fid)
        return str(row[0])

    def read_frame(self) -> geopandas.GeoDataFrame:
        """All features.

        Returns
        -------
        GeoDataFrame
            EPSG:4326; whole numbers as ``Int64``.
        """
        with self._reading() as connection:
            columns = [(field.name, _KINDS[field.type]) for field in self._fields]
            return read_frame(connection, self._table, columns)

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
        name = quoted(column_of(field))
        sql = f"SELECT f.{name} FROM {self._table} f WHERE f.geom IS NOT NULL ORDER BY f.fid"  # noqa: S608
        with self._reading() as connection:
            return [row[0] for row in connection.execute(sql).fetchall()]

    def read_bodies(self) -> Iterator[tuple[int, str]]:
        """All features as GeoJSON text.

        Yields
        ------
        tuple
            Feature id and text, by feature id.
        """
        with self._reading() as connection:
            rows = connection.execute(f"SELECT fid, body FROM {self._twin} ORDER BY fid").fetchall()  # noqa: S608
        yield from rows

    def _find_related(self, connection: Connection, spatial: Spatial, end: float) -> list[int]:
        """Decided by the GEOS of this program, as in a GeoPackage; PostGIS looks up the bounds."""
        box = shapely.to_wkb(shapely.box(*shapely.bounds(spatial.geometry).tolist()))
        near = connection.execute(
            f"SELECT fid FROM {self._table} WHERE geom && ST_GeomFromWKB(CAST(? AS bytea), {SRID})",  # noqa: S608
            (box,),
        ).fetchall()

        def read_shapes(fids: Sequence[int]) -> list[tuple[int, bytes]]:
            if time.monotonic() > end:
                raise too_slow()
            sql = f"SELECT fid, ST_AsBinary(geom) FROM {self._table} WHERE fid = ANY(CAST(? AS bigint[]))"  # noqa: S608
            return connection.execute(sql, (list(fids),)).fetchall()

        return find_holding([fid for (fid,) in near], read_shapes, spatial.relation, spatial.geometry)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._database.connect() as connection:
            try:
                yield connection
            except GONE as error:
                raise self._gone() from error


_KINDS = {"text": "str", "integer": "Int64", "number": "float64"}


def read_frame(
    connection: Connection,
    table: str,
    columns: Sequence[tuple[str, str]],
    *,
    has_geometry: bool = True,
    bbox: Bbox | None = None,
) -> Any:
    """A table.

    Parameters
    ----------
    connection
        To the database.
    table
        As SQL writes it.
    columns
        Name of the property and type in the frame: ``str``, ``Int64``, ``int64`` (``float64`` where it has gaps) or
        ``float64``.
    has_geometry
        Whether the table has a column ``geom``.
    bbox
        (west, south, east, north) in degrees that the features may meet; ``None`` for all.

    Returns
    -------
    GeoDataFrame or DataFrame
        By ``fid``, in EPSG:4326; typed as a GeoPackage is read.
    """
    names = [quoted(column_of(name)) for name, _ in columns]
    wanted = ", ".join([*names, *(["ST_AsBinary(geom)"] if has_geometry else [])])
    place = f"{table} WHERE geom && ST_MakeEnvelope(?, ?, ?, ?, 4326)" if bbox else table
    statement = f"SELECT {wanted} FROM {place} ORDER BY fid"  # noqa: S608 - own names
    rows = connection.execute(statement, bbox or ()).fetchall()
    values: list[Sequence[Any]] = list(zip(*rows, strict=True)) or [() for _ in (*columns, None)]
    series = {
        name: pandas.Series(list(cells), dtype=_dtype(kind, cells))
        for (name, kind), cells in zip(columns, values, strict=False)
    }
    if not has_geometry:
        return pandas.DataFrame(series)
    return geopandas.GeoDataFrame(series, geometry=shapely.from_wkb(list(values[-1])), crs=f"EPSG:{SRID}")


def _dtype(kind: str, cells: Sequence[Any]) -> Any:
    return "float64" if kind == "int64" and None in cells else kind


@contextmanager
def _time_limit(connection: Connection, limit_s: float) -> Iterator[float]:
    """Within, a statement that runs past the limit is broken off by the server; gives the end by our clock."""
    milliseconds = max(1, int(limit_s * 1000))
    connection.execute("SELECT set_config('statement_timeout', ?, TRUE)", (str(milliseconds),))
    try:
        yield time.monotonic() + limit_s
    except errors.QueryCanceled as error:
        raise too_slow() from error
    except psycopg.DataError as error:
        raise FilterError(
            "过滤条件算出的数过大",
            "the filter computes a number that is too large",
            code="filter_overflow",
            hint_zh="请检查条件中的乘法和除法。",
            hint_en="Look at its multiplications and divisions.",
        ) from error
