"""The command ``atlas``: one verb a module."""

from __future__ import annotations

import click

from atlas import __version__
from atlas.cli import (
    book,
    build,
    doctor,
    documents,
    goals,
    html,
    join,
    layers,
    map_figure,
    report,
    serve,
    store,
    tiles,
    users,
    worker,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="atlas")
def main() -> None:
    """县域产业地图集 / County Industry Atlas: where county-industry policy lands.

    Settings are read from ATLAS_* variables and the file that ATLAS_CONFIG names (docs/settings.md).
    """


for command in (
    build.build,
    serve.serve,
    doctor.doctor,
    goals.goals,
    html.html,
    documents.documents,
    layers.layers,
    join.join,
    map_figure.map_command,
    book.book,
    report.report,
    users.users,
    worker.worker,
    store.store,
    tiles.tiles,
):
    main.add_command(command)
