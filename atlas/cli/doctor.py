"""``atlas doctor``: what is installed, what works, what is missing."""

from __future__ import annotations

import sys

import click

from atlas.bootstrap import open_services
from atlas.cli.output import json_option, print_json, print_table, reports_errors
from atlas.services.doctor import examine
from atlas.settings import load_settings


@click.command()
@json_option
@reports_errors
def doctor(*, as_json: bool) -> None:
    """Examine this installation."""
    settings = load_settings()
    built = (settings.static / "vendor" / "leaflet.js").exists()
    services = open_services(settings)
    answer = examine(
        services.reader,
        services.workspace,
        documents=services.documents,
        goal_layers=services.goal_layers_state,
        front_end_built=built,
        broken_templates=services.templates.list_broken(),
    )
    if as_json:
        print_json(answer)
    else:
        rows = [{**finding, "about": finding["about"]["zh"]} for finding in answer["findings"]]
        print_table(("name", "state", "about"), rows)
    if not answer["ok"]:
        sys.exit(1)
