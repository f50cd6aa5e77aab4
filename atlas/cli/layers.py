"""``atlas layers``: the published layers."""

from __future__ import annotations

from pathlib import Path

import click

from atlas.bootstrap import open_services
from atlas.cli import goal_layers, layer_add, layer_versions
from atlas.cli.actor import command_actor
from atlas.cli.output import json_option, note, note_limits, print_json, print_table, reports_errors
from atlas.cli.unpublished import tells_unpublished
from atlas.services.files import check_output
from atlas.services.layers import export_layer, list_layers, show_layer
from atlas.settings import load_settings


@click.group()
def layers() -> None:
    """Layers: list, show, export; versions of those that staff added."""


@layers.command("list")
@json_option
@reports_errors
def list_command(*, as_json: bool) -> None:
    """Every published layer, and those that wait to be published or were removed."""
    services = open_services(load_settings())
    added = services.versions.list_layers(command_actor(), with_removed=True)["layers"]
    hidden = [layer for layer in added if layer["removed"] or layer["published"] is None]
    answer = {**list_layers(services.reader.store), "unpublished": hidden}
    if as_json:
        print_json(answer)
        return
    rows = [{**layer, "title": layer["title"]["zh"]} for layer in answer["layers"]]
    print_table(("id", "title", "group", "geometry", "count", "precision", "date"), rows)
    for layer in hidden:
        state = "已移除 / removed" if layer["removed"] else "未发布 / not published"
        click.echo(f"{layer['id']}  {layer['title']['zh'] or layer['title']['en']}  {state}")


@layers.command("show")
@click.argument("layer_id")
@json_option
@reports_errors
def show_command(layer_id: str, *, as_json: bool) -> None:
    """One layer: description, schema, legend, extent."""
    services = open_services(load_settings())
    with tells_unpublished(services.versions, layer_id):
        answer = show_layer(services.reader.store, layer_id)
    if as_json:
        print_json(answer)
        return
    click.echo(f"{answer['id']}  {answer['title']['zh']} / {answer['title']['en']}")
    click.echo(f"{answer['description']['zh']}\n")
    for name in ("geometry", "count", "bbox", "crs", "precision", "date", "licence", "version"):
        click.echo(f"{name}: {answer[name]}")
    click.echo("")
    rows = [{**item, "title": item["title"]["zh"]} for item in answer["schema"]]
    print_table(("name", "type", "title"), rows)


@layers.command("export")
@click.argument("layer_id")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@json_option
@reports_errors
def export_command(layer_id: str, *, output: Path, as_json: bool) -> None:
    """Write a layer to a file; the ending chooses the format (.gpkg .geojson .fgb .shp .csv .xlsx)."""
    settings = load_settings()
    check_output(output, settings.home)
    services = open_services(settings)
    with tells_unpublished(services.versions, layer_id):
        count = export_layer(services.reader.store, layer_id, output)
    if as_json:
        print_json({"layer": layer_id, "file": str(output), "feature_count": count})
    else:
        note(f"{output}: {count} 个要素 / features")
        note_limits(output)


layers.add_command(layer_add.add_command)
layers.add_command(goal_layers.renew_command)
for command in layer_versions.COMMANDS:
    layers.add_command(command)
