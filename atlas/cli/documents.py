"""``atlas documents``: the policy documents and their clauses."""

from __future__ import annotations

import click

from atlas.bootstrap import open_services
from atlas.cli.output import json_option, print_json, print_table, reports_errors
from atlas.services.documents import list_documents, show_clause, show_document
from atlas.settings import load_settings


@click.group()
def documents() -> None:
    """Policy documents: list, show."""


@documents.command("list")
@json_option
@reports_errors
def list_command(*, as_json: bool) -> None:
    """Every document."""
    answer = list_documents(open_services(load_settings()).reader.catalogue())
    if as_json:
        print_json(answer)
        return
    rows = [{**document, "title": document["title"]["zh"]} for document in answer["documents"]]
    print_table(("id", "title", "region_name", "horizon", "clauses", "goals", "targets", "counties"), rows)


@documents.command("show")
@click.argument("document_id")
@click.option("--clause", default="", help="Show this clause instead of the outline.")
@json_option
@reports_errors
def show_command(document_id: str, *, clause: str, as_json: bool) -> None:
    """A document and its outline, or one of its clauses."""
    catalogue = open_services(load_settings()).reader.catalogue()
    if clause:
        _show_clause(show_clause(catalogue, document_id, clause), as_json=as_json)
        return
    answer = show_document(catalogue, document_id)
    if as_json:
        print_json(answer)
        return
    click.echo(f"{answer['title']['zh']}\n{answer['title']['en']}\n")
    rows = [
        {**entry, "heading": "  " * (entry["depth"] - 1) + entry["heading"]["zh"]}
        for entry in answer["outline"]
    ]
    print_table(("id", "heading", "goals", "targets", "counties"), rows)


def _show_clause(answer: dict[str, object], *, as_json: bool) -> None:
    if as_json:
        print_json(answer)
        return
    heading, summary = answer["heading"], answer["summary"]
    click.echo(f"{answer['id']}  {heading['zh']}\n{summary['zh']}\n")  # type: ignore[index]
    rows = [
        {
            "kind": goal["kind"],
            "topics": ",".join(goal["topics"]),
            "places": "、".join(place["place"] for place in goal["places"]),
            "summary": goal["summary"]["zh"],
        }
        for goal in answer["goals"]  # type: ignore[attr-defined]
    ]
    print_table(("kind", "topics", "places", "summary"), rows)
