"""``atlas goals``: the flat table of goals."""

from __future__ import annotations

from pathlib import Path

import click

from atlas.bootstrap import open_services
from atlas.cli.output import json_option, note, print_json, print_table, reports_errors
from atlas.core.policy.rows import COLUMNS
from atlas.render.csv_table import encode_csv
from atlas.services.browse import TABLE_COLUMNS, all_goal_rows
from atlas.services.files import write_rows
from atlas.services.filters import read_goal_filter
from atlas.settings import load_settings


@click.command()
@click.option("--document", default="", help="Document id.")
@click.option("--clause", default="", help="Clause id; needs --document.")
@click.option("--adcode", default="", help="Linked unit.")
@click.option("--region", default="", help="Province, prefecture or county in which the linked unit lies.")
@click.option("--topic", default="", help="Topic slugs, comma separated.")
@click.option("--relation", default="", help="Relations, comma separated.")
@click.option("--kind", default="", help="Kinds, comma separated.")
@click.option("--year", default="", help="Year the goal is due.")
@click.option(
    "--format", "output", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)
@click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="File for Excel (.csv .xlsx), with the names of county and prefecture besides.",
)
@json_option
@reports_errors
def goals(*, output: str, path: Path | None, as_json: bool, **values: str) -> None:
    """Goals, targets, clusters and projects, one row a (goal, topic, unit)."""
    catalogue = open_services(load_settings()).reader.catalogue()
    given = {name: value for name, value in values.items() if value}
    rows = all_goal_rows(catalogue, read_goal_filter(given, catalogue))
    if path is not None:
        write_rows(TABLE_COLUMNS, rows, path, title="goals")
        note(f"{path}: {len(rows)} 行 / rows")
    kept = [{column: row[column] for column in COLUMNS} for row in rows]
    if as_json or output == "json":
        print_json({"columns": list(COLUMNS), "rows": kept, "matched": len(kept)})
    elif output == "csv":
        click.echo(encode_csv(COLUMNS, kept, with_mark=False).decode(), nl=False)
    elif path is None:
        print_table(COLUMNS, kept)
        note(f"{len(kept)} 行 / rows")
