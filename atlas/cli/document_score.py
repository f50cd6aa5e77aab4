"""``atlas documents score``: how well labelled documents are read, and where it goes wrong."""

from __future__ import annotations

from pathlib import Path

import click

from atlas.bootstrap import open_services
from atlas.cli.actor import command_actor
from atlas.cli.output import json_option, note, print_json, print_table, reports_errors
from atlas.core.errors import ParameterError
from atlas.render.markdown_table import encode_markdown
from atlas.services.document_score_tables import (
    DIFFERENCE_COLUMNS,
    ScoreTable,
    calibration_lines,
    difference_rows,
    rule_table,
    score_answer,
    score_tables,
)
from atlas.services.document_scoring import ScoredSet
from atlas.settings import load_settings
from atlas.stores.marked_files import replace_marked

#: Words of the marks between which ``--update`` puts its lines.
SCORE_MARK, CALIBRATION_MARK = "atlas documents score", "As the command prints them"


@click.command("score")
@click.argument(
    "folders",
    nargs=-1,
    required=True,
    metavar="FOLDER...",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@click.option("--markdown", is_flag=True, help="Print the tables as Markdown.")
@click.option(
    "--calibration", is_flag=True, help="Print how often each rule is right, as a table for the program."
)
@click.option(
    "--update",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=None,
    help="With --markdown or --calibration: put the lines between the marks of this file.",
)
@click.option(
    "--show",
    type=click.Choice(["misses", "rules"]),
    multiple=True,
    help="List everything that was missed or is wrong, or every rule.",
)
@click.option("--tell-year", is_flag=True, help="Tell the reading the year of each text, too.")
@json_option
@reports_errors
def score_command(  # noqa: PLR0913 - one parameter an option
    folders: tuple[Path, ...],
    *,
    markdown: bool,
    calibration: bool,
    update: Path | None,
    show: tuple[str, ...],
    tell_year: bool,
    as_json: bool,
) -> None:
    """Read the labelled documents of FOLDER and compare what is found with their answers; nothing is kept."""
    if markdown + calibration + as_json > 1 or (update is not None and not (markdown or calibration)):
        raise ParameterError(
            "--json、--markdown、--calibration 只能选一个，--update 须与后两者之一同用",
            "choose one of --json, --markdown and --calibration; --update goes with one of the last two",
        )
    scored = open_services(load_settings()).scoring.score(
        command_actor(), folders, tells_year=tell_year, report=note
    )
    if as_json:
        print_json({"sets": [score_answer(one, with_differences="misses" in show) for one in scored]})
    elif markdown:
        _give(markdown_text(scored), SCORE_MARK, update)
    elif calibration:
        if len(scored) != 1:
            raise ParameterError("校准只用一个文件夹", "calibration takes one folder")
        _give(calibration_lines(scored[0].total), CALIBRATION_MARK, update)
    else:
        for one in scored:
            _print(one, show)


def markdown_text(scored: list[ScoredSet]) -> str:
    """The tables of labelled sets for ``docs/accuracy.md``.

    Parameters
    ----------
    scored
        The sets.

    Returns
    -------
    str
        A chapter for each set.
    """
    parts = []
    for one in scored:
        parts.append(f"\n## `{one.name}`: {len(one.documents)} documents\n")
        parts += [
            f"\n### {table.title}\n\n{encode_markdown(table.columns, table.rows)}"
            for table in score_tables(one)
        ]
    return "".join(parts) + "\n"


def _give(lines: str, mark: str, update: Path | None) -> None:
    if update is None:
        click.echo(lines, nl=False)
        return
    replace_marked(update, mark, lines)
    note(f"已更新 / updated: {update}")


def _print(scored: ScoredSet, show: tuple[str, ...]) -> None:
    click.echo(f"{scored.name}: {len(scored.documents)}")
    tables = score_tables(scored)
    if "rules" in show:
        tables.append(rule_table(scored.total))
    for table in tables:
        click.echo(f"\n{table.title}")
        _print_table(table)
    if "misses" in show:
        click.echo("\nWhat was missed or is wrong")
        print_table(DIFFERENCE_COLUMNS, difference_rows(scored))


def _print_table(table: ScoreTable) -> None:
    print_table(table.columns, [dict(zip(table.columns, row, strict=True)) for row in table.rows])
