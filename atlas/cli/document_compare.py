"""``atlas documents compare``: two versions of a plan, or an upper plan and one below it."""

from __future__ import annotations

from pathlib import Path

import click

from atlas.bootstrap import open_services
from atlas.cli.actor import command_actor
from atlas.cli.output import json_option, note, print_json, print_table, reports_errors
from atlas.services.answers import Answer
from atlas.services.document_comparison_answers import TABLES, comparison_table
from atlas.services.files import check_output, write_table
from atlas.settings import load_settings

#: What a terminal has room for; files and JSON have everything.
_SHOWN = ("status", "score", "clause_a", "clause_b", "changes", "summary_a", "summary_b")
_UNSHOWN_STATUS = "same"


@click.command("compare")
@click.argument("a")
@click.argument("b")
@click.option(
    "--table",
    type=click.Choice(TABLES),
    default="goals",
    show_default=True,
    help="Goals side by side, counties that no goal names, topics of several counties, topics of the same counties in both.",
)
@click.option("--all", "with_same", is_flag=True, help="Show goals that are the same, too.")
@click.option(
    "--format", "output", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)
@click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="File for Excel (.csv .xlsx), with all columns.",
)
@json_option
@reports_errors
def compare_command(  # noqa: PLR0913 - one parameter an option
    a: str, b: str, *, table: str, with_same: bool, output: str, path: Path | None, as_json: bool
) -> None:
    """Compare document A with document B: versions of a plan, the earlier first, or plans of which one lies in the other."""
    settings = load_settings()
    if path is not None:
        check_output(path, settings.home)
    answer = open_services(settings).comparison.compare(command_actor(), a, b)
    made = comparison_table(answer, table)
    if path is not None:
        write_table(made, path)
        note(f"{path}: {len(made.rows)} 行 / rows")
    if as_json or output == "json":
        print_json(answer)
    elif output == "csv":
        click.echo(made.encode("csv").decode("utf-8-sig"), nl=False)
    elif path is None:
        _print(answer, table, with_same=with_same)


def _print(answer: Answer, table: str, *, with_same: bool) -> None:
    made = comparison_table(answer, table)
    shown = [row for row in made.rows if with_same or row.get("status") != _UNSHOWN_STATUS]
    print_table(_SHOWN if table == "goals" else made.columns, shown)
    counts = ", ".join(f"{status} {number}" for status, number in answer["counts"].items())
    note(f"{answer['a']['label']['zh']} ↔ {answer['b']['label']['zh']}（{answer['mode']}）：{counts}")
    for one in answer["notes"]:
        note(f"{one['text']['zh']} / {one['text']['en']}")
