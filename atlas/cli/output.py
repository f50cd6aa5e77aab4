"""What the command line prints: one JSON object, a table, or an error; messages go to stderr."""

from __future__ import annotations

import functools
import json
import sys
import tempfile
import traceback
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click

from atlas.core.errors import AtlasError

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")

#: Widest column of a table on a terminal [half-width characters].
_MAX_WIDTH = 48


def print_json(value: Any) -> None:
    """Print one JSON object to stdout.

    Parameters
    ----------
    value
        Plain values.
    """
    click.echo(json.dumps(value, ensure_ascii=False, allow_nan=False))


def print_table(
    columns: Sequence[str], rows: Iterable[Mapping[str, Any]], *, heads: Sequence[str] = ()
) -> None:
    """Print rows as an aligned table; Chinese characters count as two.

    Parameters
    ----------
    columns
        Order of the columns.
    rows
        Values by column.
    heads
        First line; empty for the columns themselves.
    """
    titles = list(heads or columns)
    cells = [[_shorten(_cell(row.get(column))) for column in columns] for row in rows]
    widths = [
        max([_width(title), *(_width(row[position]) for row in cells)])
        for position, title in enumerate(titles)
    ]
    for row in [titles, *cells]:
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(padded).rstrip())


def note(message: str) -> None:
    """Say something to the person, not to the program that reads the output.

    Parameters
    ----------
    message
        One line.
    """
    click.echo(message, err=True)


def note_limits(path: Path) -> None:
    """Say what the format of a written file could not hold.

    Parameters
    ----------
    path
        The file.
    """
    if path.suffix.lower() == ".shp":
        note("  Shapefile 的列名最多 10 字节、文字最多 254 字节，超出部分已截断；要完整请用 .gpkg。")
        note("  A shapefile cuts column names at 10 bytes and text at 254; use .gpkg to keep all.")


def reports_errors(command: Callable[_Arguments, _Result]) -> Callable[_Arguments, _Result]:
    """A command whose failures end with a message and exit code 1.

    The traceback of an unknown failure is written to a file, never shown.

    Parameters
    ----------
    command
        The command.

    Returns
    -------
    callable
        The same command.
    """

    @functools.wraps(command)
    def run(*arguments: _Arguments.args, **options: _Arguments.kwargs) -> _Result:
        try:
            return command(*arguments, **options)
        except AtlasError as error:
            if options.get("as_json"):
                print_json({"error": error.to_dict()})
            note(f"错误：{error.message.zh}")
            note(f"error: {error.message.en}")
            for hint in (error.hint.zh, error.hint.en):
                if hint:
                    note(f"  {hint}")
            sys.exit(1)
        except (BrokenPipeError, click.exceptions.Exit, click.ClickException):
            raise  # the reader of a pipe went away, or click itself has something to say
        except Exception:  # noqa: BLE001 - the last stop before a person: no traceback on the screen
            path = _keep_traceback()
            if options.get("as_json"):
                print_json({"error": {"code": "internal", "log": path}})
            note(f"错误：程序内部出错，详情已写入 {path}，请交给管理员。")
            note(f"error: the program failed; the particulars are in {path}, give it to your administrator.")
            sys.exit(1)

    return run


def _keep_traceback() -> str:
    with tempfile.NamedTemporaryFile(
        "w", prefix="atlas-error-", suffix=".log", delete=False, encoding="utf-8"
    ) as stream:
        traceback.print_exc(file=stream)
        return stream.name


json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _shorten(text: str) -> str:
    if _width(text) <= _MAX_WIDTH:
        return text
    kept = ""
    for sign in text:
        if _width(kept) + _width(sign) > _MAX_WIDTH - 1:
            break
        kept += sign
    return kept + "…"
