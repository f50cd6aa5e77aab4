"""``atlas html``: a map as one HTML file that works without a network."""

from __future__ import annotations

from pathlib import Path

import click

from atlas.bootstrap import open_services
from atlas.cli.output import json_option, note, print_json, reports_errors
from atlas.services.files import check_output
from atlas.services.web_maps import LANGUAGES, make_web_map, read_web_map_request
from atlas.settings import load_settings
from atlas.stores.plain_files import write_bytes
from atlas.stores.web_map_parts import read_web_map_parts


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("atlas.html"),
    show_default=True,
    help="File to write.",
)
@click.option("--document", default="", help="Document id.")
@click.option("--clause", default="", help="Clause id; needs --document.")
@click.option("--topic", default="", help="Topic slugs, comma separated.")
@click.option(
    "--region", default="", help="adcode, or all for the whole country; the setting region by default."
)
@click.option("--relation", default="", help="Relations, comma separated.")
@click.option("--kind", default="", help="Kinds, comma separated.")
@click.option("--year", default="", help="Year the goals are due.")
@click.option(
    "--indicator", default="", help="goals, targets or the id of an indicator: counties in classes."
)
@click.option(
    "--scheme", default="", help="How classes are made: quantiles, natural_breaks, equal_interval …"
)
@click.option("--k", default="", help="Number of classes, 2 to 9.")
@click.option("--layers", default="", help="Published layers, top first, with opacity [%]: zone,site~50.")
@click.option("--title", default="", help="Above the map; by default it says what is shown.")
@click.option("--lang", default="", help=f"Language of the file: {' or '.join(LANGUAGES)}.")
@click.option(
    "--review-number", default="", help="审图号 of the map; without it the file is marked as a draft."
)
@json_option
@reports_errors
def html(*, output: Path, as_json: bool, **values: str) -> None:
    """Write a map to one HTML file: chosen layers, popups, legend and search, without any network."""
    settings = load_settings()
    check_output(output, settings.home)
    reader = open_services(settings).reader
    catalogue = reader.catalogue()
    given = {name: value for name, value in values.items() if value}
    request = read_web_map_request({"region": settings.region, **given}, catalogue, reader.store)
    parts = read_web_map_parts(settings.static, request.language)
    body = make_web_map(request, catalogue, reader.store, parts=parts)
    write_bytes(body, output)
    if as_json:
        print_json({"file": str(output), "bytes": len(body)})
    else:
        note(f"{output}: {len(body) / 1e6:.2f} MB")
