"""The texts of a table, each different one once, so that a long table is decoded as fast as its words are few."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas

from atlas.core.geo.crs import IntArray


@dataclass(frozen=True, slots=True)
class TextColumn:
    """The texts of one column.

    Parameters
    ----------
    position
        Of the column in its table.
    name
        Of the column, as read.
    texts
        Each different text once.
    codes
        By row, the place in ``texts``; -1 where the cell holds no text.
    foreign
        Places in ``texts`` of those that are not plain ASCII.
    """

    position: int
    name: str
    texts: Sequence[str]
    codes: IntArray
    foreign: Sequence[int]

    @property
    def width(self) -> int:
        """Length of the longest text."""
        return max(map(len, self.texts), default=0)

    def rows_of(self, places: Iterable[int]) -> IntArray:
        """Rows that hold some of the texts.

        Parameters
        ----------
        places
            In ``texts``.

        Returns
        -------
        numpy.ndarray
            Rows, from 0.
        """
        return np.flatnonzero(np.isin(self.codes, np.fromiter(places, dtype=np.int64)))


def text_columns(table: pandas.DataFrame) -> list[TextColumn]:
    """The columns of a table that hold text.

    Parameters
    ----------
    table
        Any; names of columns may stand twice.

    Returns
    -------
    list of TextColumn
        In the order of the table.
    """
    return list(_text_columns(table))


def _text_columns(table: pandas.DataFrame) -> Iterator[TextColumn]:
    for position, name in enumerate(table.columns):
        column = table.iloc[:, position]
        if not (column.dtype == object or isinstance(column.dtype, pandas.StringDtype)):
            continue
        values = column.to_numpy(dtype=object)
        is_text = _is_text(values)
        if not is_text.any():
            continue
        codes = np.full(len(values), -1, dtype=np.int64)
        codes[is_text], texts = pandas.factorize(values[is_text])
        foreign = [place for place, text in enumerate(texts) if not text.isascii()]
        yield TextColumn(position, str(name), list(texts), codes, foreign)


def _is_text(values: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    if pandas.api.types.infer_dtype(values, skipna=True) == "string":
        return ~pandas.isna(values)
    return np.fromiter((isinstance(value, str) for value in values), dtype=bool, count=len(values))


def telling_texts(
    columns: Sequence[TextColumn], texts: Sequence[Sequence[str]], *, most: int
) -> list[list[str]]:
    """Some of the texts beyond ASCII, spread evenly over columns and rows.

    Parameters
    ----------
    columns
        The columns.
    texts
        What stands there now instead of each of their ``texts``.
    most
        How many to give altogether, at least one a column.

    Returns
    -------
    list of list of str
        By column.
    """
    count = sum(len(column.foreign) for column in columns)
    step = max(1, -(-count // most))
    return [
        [now[place] for place in column.foreign[::step]] for column, now in zip(columns, texts, strict=True)
    ]


def with_texts(
    table: pandas.DataFrame, changed: Iterable[tuple[TextColumn, Sequence[str]]], *, names: Sequence[str]
) -> pandas.DataFrame:
    """A table with other texts in the same cells.

    Parameters
    ----------
    table
        As it was.
    changed
        Columns and what stands there now instead of each of their ``texts``.
    names
        Of all columns of the table.

    Returns
    -------
    pandas.DataFrame
        A new table; cells without text are as they were.
    """
    columns = [table.iloc[:, position] for position in range(table.shape[1])]
    for one, texts in changed:
        old = columns[one.position]
        values = old.to_numpy(dtype=object, copy=True)
        is_text = one.codes >= 0
        values[is_text] = np.array(texts, dtype=object)[one.codes[is_text]]
        columns[one.position] = pandas.Series(values, index=table.index, dtype=old.dtype)
    new = pandas.DataFrame(dict(enumerate(columns)), index=table.index)
    new.columns = pandas.Index(list(names))
    return new
