"""The command ``atlas``: one verb a module."""

from __future__ import annotations

import click

from atlas import __version__
from atlas.cli.verbs import Verb, Verbs

VERBS = {
    "book": Verb(
        "book",
        "book",
        "Make a book of a province or prefecture: a page a county, contents, indexes, bookmarks.",
    ),
    "build": Verb("build", "build", "Build the store; does nothing when nothing changed."),
    "doctor": Verb("doctor", "doctor", "Examine this installation."),
    "documents": Verb("documents", "documents", "Policy documents: add, list, show, review, remove."),
    "goals": Verb("goals", "goals", "Goals, targets, clusters and projects, one row a (goal, topic, unit)."),
    "html": Verb(
        "html",
        "html",
        "Write a map to one HTML file: chosen layers, popups, legend and search, without any network.",
    ),
    "join": Verb(
        "join", "join", "Join LAYER, a published layer or a file, to counties, prefectures or provinces."
    ),
    "layers": Verb("layers", "layers", "Layers: list, show, export; versions of those that staff added."),
    "map": Verb(
        "map_figure",
        "map_command",
        "Draw a finished figure: map, legend, scale bar, north arrow, sources (docs/figures.md).",
    ),
    "report": Verb(
        "report",
        "report",
        "Write a report: figures from PLAN (YAML), or one figure from the options, which are those of the address.",
    ),
    "serve": Verb("serve", "serve", "Serve the atlas."),
    "store": Verb("store", "store", "Move the atlas between a data folder and a PostGIS database."),
    "tiles": Verb("tiles", "tiles", "Tiles: copy the archives to a static host."),
    "users": Verb("users", "users", "Accounts: add, list, role, reset, disable, enable."),
    "worker": Verb(
        "worker",
        "worker",
        "Do long tasks and keep the layers of goals in step, until stopped; one for each data folder or database.",
    ),
}


@click.group(cls=Verbs, verbs=VERBS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="atlas")
def main() -> None:
    """县域产业地图集 / County Industry Atlas: where county-industry policy lands.

    Settings are read from ATLAS_* variables and the file that ATLAS_CONFIG names (docs/settings.md).
    """
