"""Where the reading process leaves a data set: an Arrow file of columns, and findings about its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa

from atlas.core.errors import LimitExceeded, Text
from atlas.core.imports.report import MOST_FEATURES, ImportMessage
from atlas.ingest.limits import ReadLimits

#: Columns of the Arrow file with WKB, and with rows of a sheet; the others are ``c0``, ``c1`` …, so that no name out
#: of a file is one here.
GEOMETRY, FILE_ROW = "geometry", "file_row"


@dataclass(slots=True)
class _Finding:
    code: str
    message: Text
    hint: Text
    detail: dict[str, Any]
    rows: list[int] = field(default_factory=list)
    count: int = 0


class Findings:
    """Gathers findings; rows told in parts become one message."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str], _Finding] = {}

    def tell(
        self, code: str, message: Text, rows: Iterable[int] = (), *, hint: Text | None = None, **detail: Any
    ) -> None:
        """Note a finding.

        Parameters
        ----------
        code
            Stable text for programs.
        message, hint
            For a person; the words of the first time are kept.
        rows
            Places in the file, from 0.
        **detail
            Particulars; findings of one code in several fields or files stay apart.
        """
        key = (code, str(detail.get("field", "")), str(detail.get("file", "")))
        found = self._found.setdefault(key, _Finding(code, message, hint or Text("", ""), detail))
        for row in rows:
            found.count += 1
            if len(found.rows) < MOST_FEATURES:
                found.rows.append(row + 1)

    def messages(self) -> tuple[ImportMessage, ...]:
        """All findings in the order they were first told.

        Returns
        -------
        tuple of ImportMessage
            With feature numbers from 1.
        """
        return tuple(
            ImportMessage(one.code, one.message, one.hint, tuple(one.rows), one.count, one.detail)
            for one in self._found.values()
        )


class Sink:
    """Writes the columns of one data set, batch after batch.

    Parameters
    ----------
    path
        Arrow file to make.
    limits
        Rows and columns that are taken.
    """

    def __init__(self, path: Path, limits: ReadLimits) -> None:
        self.findings = Findings()
        self.names: tuple[str, ...] = ()
        self.rows = 0
        self.has_geometry = False
        self._path = path
        self.limits = limits
        self._writer: Any = None
        self._schema: Any = None

    def __enter__(self) -> Self:
        """The sink itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        if self._writer is not None:
            self._writer.close()

    def begin(
        self, names: Sequence[str], types: Sequence[Any], *, has_geometry: bool, has_rows: bool = False
    ) -> None:
        """State the columns; once, before any row.

        Parameters
        ----------
        names
            Of the columns, any text.
        types
            Arrow types of them.
        has_geometry
            Whether each batch brings WKB.
        has_rows
            Whether the last array of each batch tells where its rows stand in a sheet.

        Raises
        ------
        LimitExceeded
            There are too many columns.
        """
        if len(names) > self.limits.max_columns:
            raise LimitExceeded(
                f"数据有 {len(names)} 列，超过上限 {self.limits.max_columns} 列",
                f"the data have {len(names)} columns, more than the limit of {self.limits.max_columns}",
                code="too_many_columns",
                hint_zh="请删去不需要的列后重试。",
                hint_en="Remove columns that are not needed and try again.",
                columns=len(names),
                limit=self.limits.max_columns,
            )
        self.names, self.has_geometry = tuple(names), has_geometry
        columns = [pa.field(f"c{place}", type_) for place, type_ in enumerate(types)]
        if has_rows:
            columns.append(pa.field(FILE_ROW, pa.int64()))
        self._schema = pa.schema([*columns, *([pa.field(GEOMETRY, pa.binary())] if has_geometry else [])])
        self._writer = pa.ipc.new_file(str(self._path), self._schema)

    def write_table(self, names: Sequence[str], columns: Sequence[Any], file_rows: Sequence[int]) -> None:
        """Write a whole table without geometry.

        Parameters
        ----------
        names
            Of the columns, any text.
        columns
            Arrow arrays.
        file_rows
            For each row where it begins in the sheet or file, from 1.

        Raises
        ------
        LimitExceeded
            There are too many columns or rows.
        """
        self.begin(names, [column.type for column in columns], has_geometry=False, has_rows=True)
        self.write([*columns, pa.array(file_rows, type=pa.int64())])

    def write(self, columns: Sequence[Any], wkb: Any = None) -> None:
        """Add rows.

        Parameters
        ----------
        columns
            Arrow arrays, one a column as stated.
        wkb
            Arrow array of WKB, if geometry was stated.

        Raises
        ------
        LimitExceeded
            There are too many rows.
        """
        arrays = [*columns, *([wkb] if self.has_geometry else [])]
        self.count(len(arrays[0]) if arrays else 0)
        self._writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=self._schema))

    def count(self, more: int) -> None:
        """Count rows against the limit.

        Parameters
        ----------
        more
            Rows to come.

        Raises
        ------
        LimitExceeded
            There are too many rows.
        """
        self.rows += more
        check_rows(self.rows, self.limits)


def check_rows(rows: int, limits: ReadLimits) -> None:
    """Refuse a data set with too many rows.

    Parameters
    ----------
    rows
        Rows so far, or as stated.
    limits
        Rows that are taken.

    Raises
    ------
    LimitExceeded
        There are more.
    """
    if rows > limits.max_features:
        raise LimitExceeded(
            f"数据超过上限 {limits.max_features} 个要素",
            f"the data have more than the limit of {limits.max_features} features",
            code="too_many_features",
            hint_zh="请按地区分成几个文件后分别导入。",
            hint_en="Split the data by region and import the parts.",
            limit=limits.max_features,
        )
