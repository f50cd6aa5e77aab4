"""Features of a file read in bulk, whole or in pieces: many times faster than one by one.

The file must have been opened by its one driver before: pyogrio cannot be held to one.
"""

from __future__ import annotations

import contextlib
import sqlite3
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas
import pandas
import pyogrio
import pyogrio.errors
import shapely

from atlas.core.errors import DataError

_FAULTS = (
    pyogrio.errors.DataSourceError,
    pyogrio.errors.DataLayerError,
    pyogrio.errors.FeatureError,
    pyogrio.errors.FieldError,
    pyogrio.errors.GeometryError,
    shapely.errors.GEOSException,
    sqlite3.Error,
    OSError,
    ValueError,
)
# What a column of the schema is in a frame, so that pieces do not differ where one has gaps and another has none.
_TYPES = dict.fromkeys(("int", "int16", "int32", "int64"), "Int64") | {"bool": "boolean"}
_TYPES |= dict.fromkeys(("str", "date", "time", "datetime"), "str")


@dataclass(frozen=True, slots=True)
class FeatureFile:
    """A file that can be read in pieces.

    Parameters
    ----------
    path
        GeoPackage or FlatGeobuf, already found to be one.
    layer
        Name of its layer.
    schema
        Type by column, as Fiona names them.
    crs
        Reference system as WKT.
    geometry_type
        As OGR names it.
    key
        Column of a GeoPackage that numbers its rows; empty for a file whose features count from 0 without gaps.
    count, byte_size
        Features, and size of the file [bytes].
    """

    path: Path
    layer: str
    schema: tuple[tuple[str, str], ...]
    crs: str
    geometry_type: str
    key: str
    count: int
    byte_size: int

    def pieces(self, size: int) -> list[FilePiece]:
        """The features in pieces.

        Parameters
        ----------
        size
            Most features of one.

        Returns
        -------
        list of FilePiece
            In order; one empty piece when there are no features.

        Raises
        ------
        DataError
            The file cannot be read.
        """
        starts = range(0, max(self.count, 1), size)
        counts = [min(size, self.count - start) for start in starts]
        if self.key and self.count:
            options = self._by_key(size)
        else:
            options = [{"skip_features": start, "max_features": size} for start in starts]
        return [
            FilePiece(self, start + 1, count, option)
            for start, count, option in zip(starts, counts, options, strict=True)
        ]

    def _by_key(self, size: int) -> list[dict[str, Any]]:
        """A GeoPackage finds rows by key at once, but would count through all rows before those to skip."""
        keys = _every_key(self.path, self.layer, self.key, size)
        if len(keys) != -(-self.count // size):
            raise _changed(self.path)
        name = _quoted(self.key)
        ends = [f" AND {name} < {high}" for high in keys[1:]] + [""]
        return [{"where": f"{name} >= {low}{end}"} for low, end in zip(keys, ends, strict=True)]


@dataclass(frozen=True, slots=True)
class FilePiece:
    """A piece that is read from its file.

    Parameters
    ----------
    file
        The file.
    first
        Number of the first feature, from 1.
    count
        Features.
    options
        How pyogrio finds them.
    """

    file: FeatureFile
    first: int
    count: int
    options: dict[str, Any]

    def read(self) -> geopandas.GeoDataFrame:
        """The features.

        Returns
        -------
        GeoDataFrame
            The index counts from 1 through the file.

        Raises
        ------
        DataError
            The file cannot be read, or has changed since it was opened.
        """
        file = self.file
        frame = read_bulk(file.path, layer=file.layer, schema=file.schema, crs=file.crs, **self.options)
        if len(frame) != self.count:
            raise _changed(file.path)
        return frame.set_axis(pandas.RangeIndex(self.first, self.first + self.count))

    def empty(self) -> geopandas.GeoDataFrame:
        """The columns without features.

        Returns
        -------
        GeoDataFrame
            Same types.

        Raises
        ------
        DataError
            The file cannot be read.
        """
        file = self.file
        # One is read and dropped: pyogrio takes none for all.
        one = read_bulk(file.path, layer=file.layer, schema=file.schema, crs=file.crs, max_features=1)
        return one.iloc[:0]


def open_pieces(
    path: Path, *, layer: str, schema: tuple[tuple[str, str], ...], crs: str
) -> FeatureFile | None:
    """A file of which pieces can be read.

    Parameters
    ----------
    path
        GeoPackage or FlatGeobuf that its one driver has opened.
    layer
        Name of its layer.
    schema
        Type by column, as Fiona names them.
    crs
        Reference system as WKT.

    Returns
    -------
    FeatureFile or None
        ``None`` for a view in a GeoPackage, whose rows have no lasting order.

    Raises
    ------
    DataError
        The file cannot be read.
    """
    key, count = "", -1
    with _translated(path):
        if path.suffix.lower() == ".gpkg":
            found = _find_key(path, layer)
            if found is None:
                return None
            key, count = found
        about = pyogrio.read_info(path, layer=layer, force_feature_count=not key)
    return FeatureFile(
        path=path.resolve(),
        layer=layer,
        schema=schema,
        crs=crs,
        geometry_type=about["geometry_type"] or "Unknown",
        key=key,
        count=count if key else about["features"],
        byte_size=path.stat().st_size,
    )


def read_bulk(
    path: Path, *, layer: str, schema: Sequence[tuple[str, str]], crs: str, **options: Any
) -> geopandas.GeoDataFrame:
    """Features at once, many times faster than one by one.

    Parameters
    ----------
    path
        A file that its one driver has opened.
    layer
        Name of its layer.
    schema
        Type by column, as Fiona names them; times come as text, whole numbers with gaps stay whole.
    crs
        Reference system as WKT.
    **options
        For pyogrio: which features, and the encoding.

    Returns
    -------
    GeoDataFrame
        In file order.

    Raises
    ------
    DataError
        The file cannot be read.
    """
    with _translated(path), warnings.catch_warnings():
        # Measures of vertices (M) are dropped, which pyogrio tells by a warning; no join needs them.
        warnings.filterwarnings("ignore", category=UserWarning, module="pyogrio")
        table = pyogrio.read_dataframe(path, layer=layer, use_arrow=False, datetime_as_string=True, **options)
    frame = geopandas.GeoDataFrame(table, geometry="geometry" if "geometry" in table else [None] * len(table))
    # The type of a column may state its width, such as int32:9.
    kinds = {name: type_.partition(":")[0] for name, type_ in schema if name in frame}
    types = {name: _TYPES[kind] for name, kind in kinds.items() if kind in _TYPES}
    return frame.astype(types).set_crs(crs, allow_override=True)


@contextlib.contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except _FAULTS as error:
        raise DataError(
            f"无法读取文件 {path.name}",
            f"the file {path.name} cannot be read",
            hint_zh="请检查文件是否完整、是否有读取权限。",
            hint_en="Check that it is whole and may be read.",
            file=path.name,
        ) from error


def _changed(path: Path) -> DataError:
    return DataError(
        f"读取期间文件 {path.name} 发生了变化",
        f"the file {path.name} changed while it was read",
        code="file_changed",
        hint_zh="请等其他程序写完后重试。",
        hint_en="Wait until no other program writes it, then try again.",
        file=path.name,
    )


def _find_key(path: Path, table: str) -> tuple[str, int] | None:
    """Primary key of a feature table (OGC 12-128r15, requirement 29) and its number of rows."""
    with contextlib.closing(_connect(path)) as connection:
        found = connection.execute(
            "SELECT name FROM pragma_table_info(?) WHERE pk = 1 AND upper(type) = 'INTEGER'", (table,)
        ).fetchone()
        if found is None:
            return None
        # Counted, since the number that is written down in the file may be out of date.
        (count,) = connection.execute(f"SELECT count(*) FROM {_quoted(table)}").fetchone()  # noqa: S608 - quoted
    return str(found[0]), int(count)


def _every_key(path: Path, table: str, key: str, step: int) -> list[int]:
    """Key of the first row and of every so many rows after it."""
    name = _quoted(key)
    sql = (
        f"SELECT {name} FROM (SELECT {name}, row_number() OVER (ORDER BY {name}) AS place "  # noqa: S608 - quoted
        f"FROM {_quoted(table)}) WHERE (place - 1) % ? = 0 ORDER BY 1"
    )
    with _translated(path), contextlib.closing(_connect(path)) as connection:
        return [int(row[0]) for row in connection.execute(sql, (step,))]


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
