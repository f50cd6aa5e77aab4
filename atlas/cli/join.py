"""``atlas join``: features to the admin units they lie in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from atlas.bootstrap import open_services
from atlas.cli.output import json_option, note, note_limits, print_json, print_table, reports_errors
from atlas.core.model import Level
from atlas.services.joins import JOIN_COLUMNS, balance_sheet, join_layer, write_join
from atlas.settings import load_settings

#: Rows shown on a terminal; a file holds all.
_SHOWN_ROWS = 40


@click.command()
@click.argument("layer")
@click.option(
    "--to",
    "level",
    type=click.Choice([level.value for level in Level]),
    default=Level.COUNTY.value,
    show_default=True,
    help="Units to join to.",
)
@click.option("--engine", type=click.Choice(["local"]), default="local", show_default=True)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="File for the rows (.csv .xlsx .gpkg .geojson .fgb .shp).",
)
@json_option
@reports_errors
def join(layer: str, *, level: str, engine: str, output: Path | None, as_json: bool) -> None:  # noqa: ARG001
    """Join LAYER, a published layer or a file, to counties, prefectures or provinces.

    One row a (feature, unit) with shares, and a balance sheet of what matched and what did not.
    """
    reader = open_services(load_settings()).reader
    answer = join_layer(reader.store, reader.catalogue(), layer, level=Level(level))
    balance = balance_sheet(answer.balance)
    if output is not None:
        write_join(answer, output)
    if as_json:
        report = {"layer": layer, "to": level, "columns": list(answer.columns), "balance": balance}
        if output is None:
            print_json({**report, "rows": answer.rows})
        else:
            print_json({**report, "file": str(output), "row_count": len(answer.rows)})
        return
    if output is None:
        print_table(JOIN_COLUMNS, answer.rows[:_SHOWN_ROWS])
        if len(answer.rows) > _SHOWN_ROWS:
            note(f"… 共 {len(answer.rows)} 行，用 -o 写入文件 / rows in all, use -o for a file")
    else:
        note(f"{output}: {len(answer.rows)} 行 / rows")
        note_limits(output)
    _show_balance(balance)


def _show_balance(balance: dict[str, Any]) -> None:
    note(f"要素 / features: {balance['features']}，已匹配 / matched: {balance['matched']}")
    for name, words in (
        ("unmatched", "不在任何单位内 / in no unit"),
        ("without_geometry", "没有几何 / without geometry"),
        ("in_several", "跨多个单位 / in several units"),
        ("on_edge", "在边界上 / on an edge"),
    ):
        entry = balance[name]
        if entry["count"]:
            ids = ", ".join(str(one) for one in entry["features"][:10])
            note(f"  {words}: {entry['count']} ({ids}{' …' if entry['count'] > 10 else ''})")
    note(f"  碎片 / slivers: {balance['slivers']}")
    area = balance["area_km2"]
    if area["features"]:
        note(
            f"  面积 / area km2: {area['features']:.3f} = {area['joined']:.3f} + 界外 / outside "
            f"{area['outside']:.3f}（差 / residual {area['residual']:.2g}）"
        )
