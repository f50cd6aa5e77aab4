"""``atlas documents add`` and ``remove``: a file becomes a draft, or goes."""

from __future__ import annotations

from pathlib import Path

import click

from atlas.bootstrap import open_services
from atlas.cli.actor import command_actor
from atlas.cli.output import json_option, note, print_json, reports_errors
from atlas.services.answers import Answer
from atlas.services.document_wishes import STATUSES, read_wishes
from atlas.settings import load_settings

_MOST_SHOWN = 10


@click.command("add")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--region", required=True, help="adcode of the province, prefecture or county that it governs.")
@click.option("--id", "document", default="", help="Id; default made from the name of the file or the title.")
@click.option("--year", default="", help="Year of the text; default told by the text.")
@click.option("--horizon", default="", help="Year to which it runs; default told by the text.")
@click.option("--title", default="", help="Title; default told by the text.")
@click.option(
    "--status", type=click.Choice(STATUSES), default="draft", show_default=True, help="How far it has come."
)
@click.option("--replace", is_flag=True, help="Read it anew under its id, while nobody has reviewed it.")
@click.option("--again", is_flag=True, help="Add it although the same file is there already.")
@json_option
@reports_errors
def add_command(
    file: Path, *, document: str, replace: bool, again: bool, as_json: bool, **values: str
) -> None:
    """Read FILE (txt, docx, PDF with a text layer, HTML) and keep what it says as a draft for review."""
    wishes = {**values, "id": document, "replace": "1" if replace else "", "again": "1" if again else ""}
    request = read_wishes(file.name, wishes)
    answer = open_services(load_settings()).library.add(command_actor(), file, request)
    if as_json:
        print_json(answer)
        return
    print_added(answer)


@click.command("remove")
@click.argument("document_id")
@click.option(
    "--purge",
    is_flag=True,
    help="Delete for good what was ever kept under this id: text, items, decisions, the file itself.",
)
@json_option
@reports_errors
def remove_command(document_id: str, *, purge: bool, as_json: bool) -> None:
    """Take an added document away, with all that was confirmed in it."""
    library = open_services(load_settings()).library
    if purge:
        purged = library.purge(command_actor(), document_id)
        if as_json:
            print_json({"purged": purged})
        else:
            note(f"已彻底删除 / purged: {document_id}（{purged['documents']}）")
        return
    removed = library.remove(command_actor(), document_id)
    if as_json:
        print_json({"removed": removed})
        return
    note(f"已移除 / removed: {removed['id']} {removed['title']['zh']}")


def print_added(answer: Answer) -> None:
    """Say what was added and what is left to be looked at.

    Parameters
    ----------
    answer
        As of ``DocumentLibrary.add``.
    """
    document, findings = answer["document"], answer["findings"]
    review = document["review"]
    click.echo(document["id"])
    note(f"{document['title']['zh']}（{document['region_name']}，{document['file']['kind']}）")
    note(
        f"  {review['items']} 个条目，{review['open']} 个待审，{review['doubtful']} 个有疑问 / "
        f"{review['items']} items, {review['open']} open, {review['doubtful']} in doubt"
    )
    for told in document["notes"]:
        note(f"- {told['message']['zh']}\n  {told['message']['en']}")
    for finding in findings[:_MOST_SHOWN]:
        note(f"- {finding['message']['zh']}\n  {finding['message']['en']}")
    if len(findings) > _MOST_SHOWN:
        note(f"  … 共 {len(findings)} 处 / {len(findings)} in all")
    if review["open"]:
        note(f"审阅 / review: atlas documents review {document['id']}")
