"""Where the rows of a join go, part by part: a list, or a file that grows.

What can be made ready beside the joining is a plain function, so that it runs in the process that joins.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

import geopandas
import numpy as np
import pandas
import pyarrow

from atlas.core.errors import ParameterError
from atlas.render.csv_table import encode_csv
from atlas.services.files import write_table_or_features
from atlas.stores.feature_files import DRIVERS, TABLE_ENDINGS
from atlas.stores.growing_files import GrowingPackage, GrowingParquet, GrowingText, written_aside

#: Decimals in a table: a square metre, a millimetre, and shares that still add up to one over a thousand pieces.
JOIN_DECIMALS = {"area_km2": 6, "length_km": 6, "share_of_feature": 9, "share_of_unit": 9}
_LAYER = "join"
_ENDINGS = (*TABLE_ENDINGS, ".parquet", *DRIVERS)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_Body = TypeVar("_Body")


class _Growing(Protocol):
    @property
    def add(self) -> Callable[[Any], None]: ...
    def close(self) -> None: ...


class JoinOutput(Generic[_Body]):
    """Takes the parts of a join in order.

    Parameters
    ----------
    prepare
        Makes of the located features of a part what is added; can be pickled.
    add
        Takes that.
    """

    def __init__(
        self, prepare: Callable[[geopandas.GeoDataFrame], _Body], add: Callable[[_Body], object]
    ) -> None:
        self.prepare = prepare
        self.add = add


def rows_output(rows: list[dict[str, Any]], *, most: int | None = None) -> JoinOutput[list[dict[str, Any]]]:
    """An output into a list.

    Parameters
    ----------
    rows
        Gets the rows, of plain values.
    most
        Rows wanted; ``None`` for all.

    Returns
    -------
    JoinOutput
        To be filled.
    """

    def add(more: list[dict[str, Any]]) -> None:
        rows.extend(more if most is None else more[: most - len(rows)])

    return JoinOutput(partial(_plain_rows, most=most), add)


@contextlib.contextmanager
def file_output(path: Path, geometry_type: str) -> Iterator[JoinOutput[Any]]:
    """An output into a file, which is there only if all goes well.

    Parameters
    ----------
    path
        Its ending chooses the format: .csv, .parquet and .gpkg grow part by part, the others are written at the end.
    geometry_type
        Of the features, as OGR names it.

    Yields
    ------
    JoinOutput
        To be filled.

    Raises
    ------
    ParameterError, DataError
        There is no such format, or the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in _ENDINGS:
        raise _unknown_format(path)
    if ending not in (".csv", ".parquet", ".gpkg"):
        frames: list[geopandas.GeoDataFrame] = []
        yield JoinOutput(_as_it_is, frames.append)
        write_table_or_features(_put_together(frames), path, name=_LAYER, decimals=JOIN_DECIMALS)
        return
    with written_aside(path) as aside, contextlib.ExitStack() as closing:
        prepare, growing = _growing(aside, geometry_type)
        closing.callback(growing.close)
        yield JoinOutput(prepare, growing.add)


def _unknown_format(path: Path) -> ParameterError:
    return ParameterError(
        f"不支持的文件格式：{path.name}",
        f"this file format is not supported: {path.name}",
        hint_zh=f"可用：{'、'.join(_ENDINGS)}。",
        hint_en=f"Formats: {', '.join(_ENDINGS)}.",
        file=path.name,
    )


def _growing(path: Path, geometry_type: str) -> tuple[Callable[[geopandas.GeoDataFrame], Any], _Growing]:
    match path.suffix.lower():
        case ".csv":
            return _csv_lines, _GrowingCsv(path)
        case ".parquet":
            return _arrow_table, GrowingParquet(path)
        case _:
            return _as_it_is, GrowingPackage(path, _LAYER, geometry_type)


class _GrowingCsv:
    """The head of the first part, and the lines of all."""

    def __init__(self, path: Path) -> None:
        self._text = GrowingText(path)
        self._is_empty = True

    def add(self, part: tuple[bytes, bytes]) -> None:
        head, lines = part
        if self._is_empty:
            self._text.add(_BYTE_ORDER_MARK + head)
            self._is_empty = False
        self._text.add(lines)

    def close(self) -> None:
        self._text.close()


def _as_it_is(located: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    return located


def _plain_rows(located: geopandas.GeoDataFrame, *, most: int | None = None) -> list[dict[str, Any]]:
    table = located.drop(columns=located.geometry.name).head(len(located) if most is None else most)
    names = [str(name) for name in table.columns]
    # Column by column, since what a value is need then be asked only once for most columns.
    columns = [_plain_column(table.iloc[:, place]) for place in range(len(names))]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _plain_column(column: pandas.Series[Any]) -> list[Any]:
    is_number = pandas.api.types.is_numeric_dtype(column.dtype)
    if not is_number and not isinstance(column.dtype, pandas.StringDtype):
        return [plain_value(value) for value in column]
    values: list[Any] = column.array.astype(object).tolist()
    is_whole = np.isfinite(column) if is_number else column.notna()
    for place in np.flatnonzero(~is_whole.fillna(value=False).to_numpy(dtype=bool)):
        values[place] = None
    return values


def _csv_lines(located: geopandas.GeoDataFrame) -> tuple[bytes, bytes]:
    columns = [str(name) for name in located.columns if name != located.geometry.name]
    head = encode_csv(columns, (), with_mark=False)
    body = encode_csv(columns, _plain_rows(located), decimals=JOIN_DECIMALS, with_mark=False)
    return head, body[len(head) :]


def _arrow_table(located: geopandas.GeoDataFrame) -> pyarrow.Table:
    table = pandas.DataFrame(located.drop(columns=located.geometry.name))
    for name in [name for name, type_ in table.dtypes.items() if pandas.api.types.is_object_dtype(type_)]:
        # Only text is sure to be of one type in all parts.
        table[name] = pandas.array([_text(value) for value in table[name]], dtype="str")
    return pyarrow.Table.from_pandas(table, preserve_index=False).replace_schema_metadata()


def _text(value: Any) -> str | None:
    plain = plain_value(value)
    return None if plain is None else str(plain)


def _put_together(frames: Sequence[geopandas.GeoDataFrame]) -> geopandas.GeoDataFrame:
    # Columns of a part without rows have no type of their own to give.
    filled = [frame for frame in frames if len(frame)] or list(frames[:1])
    return geopandas.GeoDataFrame(pandas.concat(filled, ignore_index=True))


def plain_value(value: Any) -> Hashable:
    """A value that JSON can hold.

    Parameters
    ----------
    value
        Of a cell of a frame.

    Returns
    -------
    str, int, float, bool or None
        ``None`` for what is missing or not finite, text for what JSON does not know.
    """
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    return None if pandas.api.types.is_scalar(value) and pandas.isna(value) else str(value)
