"""``atlas documents``: policy documents, built in and added, with their clauses."""

from __future__ import annotations

import click

from atlas.bootstrap import Services, open_services
from atlas.cli.actor import command_actor
from atlas.cli.document_review import print_item
from atlas.cli.goal_layers import catch_up
from atlas.cli.output import json_option, print_json, print_table, reports_errors
from atlas.cli.verbs import Verb, Verbs
from atlas.core.errors import ParameterError
from atlas.services.answers import Answer
from atlas.services.documents import show_clause
from atlas.settings import load_settings

VERBS = {
    "add": Verb(
        "document_add",
        "add_command",
        "Read FILE (txt, docx, PDF with a text layer, HTML) and keep what it says as a draft for review.",
    ),
    "compare": Verb(
        "document_compare",
        "compare_command",
        "Compare document A with document B: versions of a plan, the earlier first, or plans of which one lies in the other.",
    ),
    "remove": Verb(
        "document_add", "remove_command", "Take an added document away, with all that was confirmed in it."
    ),
    "review": Verb(
        "document_review",
        "review_command",
        "Show what of a document waits for a decision, most doubtful and weightiest first, or decide.",
    ),
    "score": Verb(
        "document_score",
        "score_command",
        "Read the labelled documents of FOLDER and compare what is found with their answers; nothing is kept.",
    ),
}


#: Verbs that may change the goals that everybody sees.
_CHANGING = frozenset({"add", "remove", "review"})


@click.group(cls=Verbs, verbs=VERBS)
def documents() -> None:
    """Policy documents: add, list, show, review, remove."""


@documents.result_callback()
@click.pass_context
def keep_layers_in_step(context: click.Context, _: object) -> None:
    """After a verb that may have changed what everybody sees."""
    if context.invoked_subcommand in _CHANGING:
        catch_up(open_services(load_settings()))


@documents.command("list")
@json_option
@reports_errors
def list_command(*, as_json: bool) -> None:
    """Every document; those that were added with how far their review is."""
    answer = open_services(load_settings()).library.list_documents(command_actor())
    if as_json:
        print_json(answer)
        return
    rows = [
        {**document, "title": document["title"]["zh"], **_review(document)}
        for document in answer["documents"]
    ]
    print_table(
        (
            "id",
            "title",
            "region_name",
            "horizon",
            "clauses",
            "goals",
            "targets",
            "counties",
            "open",
            "confirmed",
        ),
        rows,
    )


@documents.command("show")
@click.argument("document_id")
@click.option("--clause", default="", help="Show this clause and those below it instead of the outline.")
@click.option("--text", "with_text", is_flag=True, help="Show the text (of an added document).")
@click.option("--draft", "with_draft", is_flag=True, help="Show what was read, with the evidence.")
@json_option
@reports_errors
def show_command(document_id: str, *, clause: str, with_text: bool, with_draft: bool, as_json: bool) -> None:
    """A document and its outline, or one of its clauses."""
    services = open_services(load_settings())
    if with_text and with_draft:
        raise ParameterError("--text 与 --draft 不能同时使用", "--text and --draft do not go together")
    if with_text:
        _show_text(services, document_id, clause, as_json=as_json)
    elif with_draft or (clause and services.library.is_draft(command_actor(), document_id)):
        _show_draft(services, document_id, clause, as_json=as_json)
    elif clause:
        _show_clause(show_clause(services.reader.catalogue(), document_id, clause), as_json=as_json)
    else:
        _show_outline(services.library.show(command_actor(), document_id), as_json=as_json)


def _show_outline(answer: Answer, *, as_json: bool) -> None:
    if as_json:
        print_json(answer)
        return
    titles = dict.fromkeys((answer["title"]["zh"], answer["title"]["en"]))
    click.echo("\n".join(titles) + "\n")
    if answer["is_built_in"] or "review" not in answer:
        rows = [
            {**entry, "heading": "  " * (entry["depth"] - 1) + entry["heading"]["zh"]}
            for entry in answer["outline"]
        ]
        print_table(("id", "heading", "goals", "targets", "counties"), rows)
        return
    rows = [
        {**entry, "heading": "  " * (entry["depth"] - 1) + entry["heading"], **entry["review"]}
        for entry in answer["outline"]
    ]
    print_table(("id", "heading", "items", "open", "second", "confirmed", "rejected"), rows)


def _show_text(services: Services, document: str, clause: str, *, as_json: bool) -> None:
    answer = services.library.text(command_actor(), document, clause=clause)
    if as_json:
        print_json(answer)
    else:
        click.echo(answer["text"])


def _show_draft(services: Services, document: str, clause: str, *, as_json: bool) -> None:
    answer = services.review.items(command_actor(), document, clause=clause)
    if as_json:
        print_json(answer)
        return
    for item in answer["items"]:
        print_item(item)


def _show_clause(answer: Answer, *, as_json: bool) -> None:
    if as_json:
        print_json(answer)
        return
    heading, summary = answer["heading"], answer["summary"]
    click.echo(f"{answer['id']}  {heading['zh']}\n{summary['zh']}\n")
    rows = [
        {
            "kind": goal["kind"],
            "topics": ",".join(goal["topics"]),
            "places": "、".join(place["place"] for place in goal["places"]),
            "summary": goal["summary"]["zh"],
        }
        for goal in answer["goals"]
    ]
    print_table(("kind", "topics", "places", "summary"), rows)


def _review(document: Answer) -> Answer:
    review: Answer = document.get("review", {})
    return {name: review.get(name) for name in ("open", "confirmed")}
