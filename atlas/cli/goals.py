"""``atlas goals``: the flat table of goals."""

from __future__ import annotations

from pathlib import Path

import click

from atlas.bootstrap import open_services
from atlas.cli.actor import command_actor
from atlas.cli.output import json_option, note, print_json, print_table, reports_errors
from atlas.core.policy.rows import COLUMNS
from atlas.core.policy.wording import Heads
from atlas.render.csv_table import encode_csv
from atlas.services.answers import Answer
from atlas.services.files import check_output, write_table
from atlas.services.filters import read_goal_filter, read_heads
from atlas.services.tables import goal_table
from atlas.settings import load_settings


@click.command()
@click.option("--document", default="", help="Document id.")
@click.option(
    "--confirmed", is_flag=True, help="Of an added document only what is confirmed; needs --document."
)
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
@click.option(
    "--heads",
    type=click.Choice([heads.value for heads in Heads]),
    default=Heads.CODE.value,
    show_default=True,
    help="Column heads and words of the table: codes, Chinese (zh) or English (en).",
)
@json_option
@reports_errors
def goals(
    *, output: str, path: Path | None, heads: str, confirmed: bool, as_json: bool, **values: str
) -> None:
    """Goals, targets, clusters and projects, one row a (goal, topic, unit)."""
    settings = load_settings()
    if path is not None:
        check_output(path, settings.home)
    shown = "json" if as_json else output
    chosen = read_heads({"heads": heads}, shown)
    services = open_services(settings)
    catalogue = services.reader.catalogue()
    document = values["document"]
    if confirmed and not document:
        raise click.UsageError(
            "--confirmed 须与 --document 同用：不指定文件时，本来就只列已确认的。\n"
            "--confirmed needs --document: of all documents only what is confirmed is shown."
        )
    if document and services.library.is_draft(command_actor(), document):
        # Of one added document everything is shown that nobody rejected; among the others only what was confirmed.
        catalogue = services.library.draft_catalogue(command_actor(), document, only_confirmed=confirmed)
        _note_review(services.library.show(command_actor(), document)["review"], only_confirmed=confirmed)
    given = {name: value for name, value in values.items() if value}
    table = goal_table(catalogue, read_goal_filter(given, catalogue), chosen)
    if path is not None:
        write_table(table, path)
        note(f"{path}: {len(table.rows)} 行 / rows")
    # The names of county and prefecture are for files: here the columns are those of the interface.
    kept = table.without("county", "prefecture")
    if shown == "json":
        rows = [{column: row[column] for column in COLUMNS} for row in table.rows]
        print_json({"columns": list(COLUMNS), "rows": rows, "matched": len(rows)})
    elif shown == "csv":
        click.echo(encode_csv(kept.columns, kept.rows, heads=kept.heads, with_mark=False).decode(), nl=False)
    elif path is None:
        print_table(kept.columns, kept.rows, heads=kept.heads)
        note(f"{len(kept.rows)} 行 / rows")


def _note_review(review: Answer, *, only_confirmed: bool) -> None:
    shown, known = review["items"] - review["rejected"], review["confirmed"]
    if only_confirmed:
        note(f"只列已确认的：{shown} 个条目中的 {known} 个")
        note(f"confirmed items alone: {known} of {shown}")
        return
    note(f"草稿：{shown} 个条目中 {known} 个已确认；未确认的不对外公布（只看已确认的：--confirmed）")
    note(
        f"a draft: {known} of {shown} items are confirmed, the others are shown to nobody else "
        "(--confirmed leaves them out)"
    )
