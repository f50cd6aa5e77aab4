"""A table as Markdown, for the documents of the project."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def encode_markdown(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in the form of GitHub.

    Parameters
    ----------
    columns
        First line.
    rows
        Cells in the order of the columns.

    Returns
    -------
    str
        Lines; the first column stands left, the others right. Bars in cells are escaped.

    Examples
    --------
    >>> print(encode_markdown(["type", "found"], [["list", "12"]]), end="")
    | type | found |
    |---|--:|
    | list | 12 |
    """
    lines = [_line(columns), "|" + "|".join(["---", *["--:"] * (len(columns) - 1)]) + "|"]
    lines += [_line(row) for row in rows]
    return "".join(f"{line}\n" for line in lines)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(' '.join(cell.split()).replace('|', chr(92) + '|') for cell in cells)} |"
