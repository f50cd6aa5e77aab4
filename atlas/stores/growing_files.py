"""Files that grow part by part and stand in their place only once they are whole."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import geopandas
import pyarrow
import pyarrow.parquet
import pyogrio
import pyogrio.errors

from atlas.stores.plain_files import unwritable

_FAULTS = (OSError, pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyarrow.ArrowException)


@contextlib.contextmanager
def written_aside(path: Path) -> Iterator[Path]:
    """A place beside a file to write it; it takes the file's place at the end, or vanishes after a failure.

    Parameters
    ----------
    path
        The file.

    Yields
    ------
    Path
        In the same folder, with the same ending.

    Raises
    ------
    DataError
        The file cannot be written.
    """
    aside = path.with_name(f".{path.stem}.part{path.suffix}")
    try:
        aside.unlink(missing_ok=True)
        yield aside
        aside.replace(path)
    except _FAULTS as error:
        raise unwritable(path) from error
    finally:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)


class GrowingText:
    """A file of bytes.

    Parameters
    ----------
    path
        Where.
    """

    def __init__(self, path: Path) -> None:
        self._stream: BinaryIO = path.open("wb")

    def add(self, body: bytes) -> None:
        """Append some bytes.

        Parameters
        ----------
        body
            The bytes.
        """
        self._stream.write(body)

    def close(self) -> None:
        """End the file."""
        self._stream.close()


class GrowingParquet:
    """A Parquet file whose columns are those of the first part.

    Parameters
    ----------
    path
        Where.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer: pyarrow.parquet.ParquetWriter | None = None

    def add(self, table: pyarrow.Table) -> None:
        """Append a part.

        Parameters
        ----------
        table
            Rows with the columns of the first part.
        """
        if self._writer is None:
            self._writer = pyarrow.parquet.ParquetWriter(self._path, table.schema, compression="zstd")
        self._writer.write_table(table.cast(self._writer.schema))

    def close(self) -> None:
        """End the file."""
        if self._writer is not None:
            self._writer.close()


class GrowingPackage:
    """A GeoPackage of one layer.

    Parameters
    ----------
    path
        Where.
    layer
        Name of the layer.
    geometry_type
        As OGR names it; single geometries are made multi where it says so.
    """

    def __init__(self, path: Path, layer: str, geometry_type: str) -> None:
        self._path, self._layer, self._type = path, layer, geometry_type

    def add(self, frame: geopandas.GeoDataFrame) -> None:
        """Append a part.

        Parameters
        ----------
        frame
            Features with the columns of the first part.
        """
        with warnings.catch_warnings():
            # A file may state one type and hold another; the geometries are written as they are.
            warnings.filterwarnings("ignore", category=RuntimeWarning, module="pyogrio")
            pyogrio.write_dataframe(
                frame,
                self._path,
                layer=self._layer,
                driver="GPKG",
                geometry_type=self._type,
                promote_to_multi=self._type.startswith("Multi"),
                append=self._path.exists(),
            )

    def close(self) -> None:
        """Nothing is left to do: every part is a transaction of its own."""
