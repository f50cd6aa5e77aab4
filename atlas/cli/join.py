"""``atlas join``: features to the admin units they lie in."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from atlas.bootstrap import open_services
from atlas.cli.output import json_option, note, note_limits, print_json, print_table, reports_errors
from atlas.cli.unpublished import tells_unpublished
from atlas.core.model import Level
from atlas.services.files import check_output
from atlas.services.join_engines import ENGINES, LOCAL, open_engine
from atlas.services.join_frames import JOIN_COLUMNS
from atlas.services.join_outputs import file_output, rows_output
from atlas.services.joins import (
    JoinReport,
    balance_sheet,
    find_target,
    join_source,
    open_source,
    text_rows,
)
from atlas.settings import Settings, load_settings

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
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default=LOCAL,
    show_default=True,
    help="local: at once in this process. dask: in parts on a cluster (docs/scaling.md).",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="File for the rows (.csv .parquet .xlsx .gpkg .geojson .fgb .shp).",
)
@json_option
@reports_errors
def join(layer: str, *, level: str, engine: str, output: Path | None, as_json: bool) -> None:
    """Join LAYER, a published layer or a file, to counties, prefectures or provinces.

    One row a (feature, unit) with shares, and a balance sheet of what matched and what did not.
    """
    settings = load_settings()
    if output is not None:
        check_output(output, settings.home)
    rows: list[dict[str, Any]] = []
    most = None if as_json else _SHOWN_ROWS
    done = _run(settings, layer, level=Level(level), engine=engine, target=output or (rows, most))
    balance = balance_sheet(done.balance)
    if as_json:
        report = {"layer": layer, "to": level, "engine": engine, "columns": list(done.columns)}
        made = {"rows": rows} if output is None else {"file": str(output), "row_count": done.row_count}
        print_json({**report, "balance": balance, **made})
        return
    if output is None:
        print_table(JOIN_COLUMNS, text_rows(rows))
        if done.row_count > _SHOWN_ROWS:
            note(f"… 共 {done.row_count} 行，用 -o 写入文件 / rows in all, use -o for a file")
    else:
        note(f"{output}: {done.row_count} 行 / rows")
        note_limits(output)
    _show_balance(balance)


def _run(
    settings: Settings,
    layer: str,
    *,
    level: Level,
    engine: str,
    target: Path | tuple[list[dict[str, Any]], int | None],
) -> JoinReport:
    """Join into a file, or into a list of at most so many rows."""
    services = open_services(settings)
    reader = services.reader
    with tells_unpublished(services.versions, layer):
        source = open_source(reader.store, layer)
    units = find_target(reader.store, reader.catalogue(), level)
    with contextlib.ExitStack() as closing:
        if isinstance(target, Path):
            output = closing.enter_context(file_output(target, source.geometry_type))
        else:
            output = rows_output(target[0], most=target[1])
        # Closed before the output is: nobody waits for a cluster that has nothing left to do.
        worker = closing.enter_context(open_engine(engine, scheduler=settings.dask))
        bar = closing.enter_context(
            tqdm(
                total=source.count,
                unit="",
                file=sys.stderr,
                leave=False,
                mininterval=0,
                disable=engine == LOCAL,
            )
        )

        def show(features: int) -> None:
            bar.n = features
            bar.refresh()

        return join_source(source, units, worker, output, on_progress=show)


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
    for name, words in (("area_km2", "面积 / area km2"), ("length_km", "长度 / length km")):
        sums = balance[name]
        if sums["features"]:
            note(
                f"  {words}: {sums['features']:.3f} = {sums['joined']:.3f} + 界外 / outside "
                f"{sums['outside']:.3f}（差 / residual {sums['residual']:.2g}）"
            )
