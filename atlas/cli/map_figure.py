"""``atlas map``: a finished figure as PDF, PNG or SVG."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from atlas.bootstrap import open_services
from atlas.cli.actor import command_actor
from atlas.cli.figure_options import figure_options, given_values
from atlas.cli.output import json_option, note, print_json, reports_errors
from atlas.core.errors import ParameterError
from atlas.core.figures.request import FORMATS
from atlas.services.figure_files import read_back
from atlas.services.files import check_output
from atlas.settings import load_settings
from atlas.stores.plain_files import read_bytes, write_bytes


@click.command("map")
@figure_options
@click.option(
    "--from",
    "figure_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=None,
    help="Draw anew what this figure file shows; other options change it.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="File to write (.pdf .png .svg). Default: a name that says what it is, in this folder.",
)
@json_option
@reports_errors
def map_command(*, output: Path | None, figure_file: Path | None, as_json: bool, **options: Any) -> None:
    """Draw a finished figure: map, legend, scale bar, north arrow, sources (docs/figures.md)."""
    settings = load_settings()
    services = open_services(settings)
    catalogue = services.reader.catalogue()
    values = given_values(options)
    wanted_format = values.get("format")
    if figure_file is not None:
        carried = read_back(catalogue, read_bytes(figure_file))
        values = {**carried["values"], **values}
        if not carried["same_data"]:
            note("注意：数据已有变化，新图可能与原图不同。")
            note("note: the data have changed since; the figure may differ.")
    if output is not None:
        check_output(output, settings.home)
        values["format"] = _format_of(output, wanted_format)
    made = services.exports.export(command_actor(), services.store, catalogue, values)
    path = output or Path(made.name.name)
    check_output(path, settings.home)
    write_bytes(made.content, path)
    findings = [one.to_dict() for one in made.figure.findings]
    if as_json:
        print_json(
            {
                "file": str(path),
                "bytes": len(made.content),
                "title": made.figure.theme.title,
                "alt": made.figure.theme.alt,
                "findings": findings,
                "request": dict(made.figure.about.request),
            }
        )
        return
    note(f"{path}: {made.figure.theme.title}, {len(made.content) / 1000:,.0f} kB")
    for one in made.figure.findings:
        note(f"  {one.message.zh} / {one.message.en}")


def _format_of(path: Path, wanted: str | None) -> str:
    ending = path.suffix.lower().removeprefix(".")
    if ending not in FORMATS or (wanted and wanted != ending):
        raise ParameterError(
            f"不能写成这种文件：{path.name}",
            f"a figure cannot be written as {path.name}",
            hint_zh=f"文件名应以 {'、'.join('.' + one for one in FORMATS)} 结尾，并与 --format 一致。",
            hint_en=f"End the name with {', '.join('.' + one for one in FORMATS)}, the same as --format.",
            parameter="output",
        )
    return ending
