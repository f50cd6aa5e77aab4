"""A table with all that a file of it needs: columns, heads, rows, and lines that say what it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from atlas.render.csv_table import encode_csv
from atlas.render.xlsx_table import encode_xlsx


@dataclass(frozen=True, slots=True)
class Table:
    """A table ready to be written.

    Parameters
    ----------
    columns
        In order.
    rows
        Values by column; ``None`` gives an empty cell.
    title
        Of the sheet.
    heads
        What stands above the columns; empty for their names.
    decimals
        Most decimals of the numbers of some columns; the others are written as they are.
    notes, notes_title
        Filter, date and source, and the name of the sheet that tells them.
    """

    columns: tuple[str, ...]
    rows: Sequence[Mapping[str, Any]]
    title: str
    heads: tuple[str, ...] = ()
    decimals: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    notes_title: str = "说明"

    def without(self, *names: str) -> Table:
        """The table without some columns.

        Parameters
        ----------
        *names
            Columns to leave out.

        Returns
        -------
        Table
            With the same rows, of which these columns are not written.
        """
        kept = [place for place, name in enumerate(self.columns) if name not in names]
        return replace(
            self,
            columns=tuple(self.columns[place] for place in kept),
            heads=tuple(self.heads[place] for place in kept if self.heads),
        )

    def encode(self, ending: str) -> bytes:
        """The table as a file.

        Parameters
        ----------
        ending
            ``csv`` or ``xlsx``.

        Returns
        -------
        bytes
            The file.
        """
        if ending == "csv":
            return encode_csv(self.columns, self.rows, heads=self.heads, decimals=self.decimals)
        return encode_xlsx(
            self.columns,
            self.rounded_rows(),
            title=self.title,
            heads=self.heads,
            notes=self.notes,
            notes_title=self.notes_title,
        )

    def rounded_rows(self) -> Iterator[Mapping[str, Any]]:
        """Rows with their numbers in the decimals of their columns.

        Yields
        ------
        mapping
            A row.
        """
        return map(self._rounded, self.rows)

    def _rounded(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        rounded = {
            name: round(row[name], digits)
            for name, digits in self.decimals.items()
            if isinstance(row.get(name), float)
        }
        return {**row, **rounded}
