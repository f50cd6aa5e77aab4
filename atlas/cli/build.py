"""``atlas build``: the store, from the installed packages and the curated facts."""

from __future__ import annotations

import sys

import click
from tqdm import tqdm

from atlas.bootstrap import open_services
from atlas.cli.goal_layers import catch_up
from atlas.cli.output import json_option, note, print_json, reports_errors
from atlas.services.build import BuildRequest, build_store
from atlas.settings import load_settings


@click.command()
@click.option(
    "--region", "regions", multiple=True, help="adcode of a province to build; default the whole country."
)
@click.option("--force", is_flag=True, help="Build even when nothing changed.")
@json_option
@reports_errors
def build(*, regions: tuple[str, ...], force: bool, as_json: bool) -> None:
    """Build the store; does nothing when nothing changed."""
    settings = load_settings()
    request = BuildRequest(
        home=settings.home,
        geodata=settings.geodata,
        layers=settings.layers,
        indicators=settings.indicators,
        regions=regions,
        force=force,
        home_region=settings.region,
        database=settings.store,
    )
    bar = tqdm(total=100, unit="%", file=sys.stderr, bar_format="{l_bar}{bar}| {elapsed}", leave=False)

    def show(percent: int, words: str) -> None:
        bar.set_description(words)
        bar.update(percent - bar.n)

    try:
        report = build_store(request, show)
    finally:
        bar.close()
    report["renewed"] = list(catch_up(open_services(settings), even_beside_worker=True))
    if as_json:
        print_json(report)
        return
    if report.get("loaded") and not report["built"]:
        note(f"已载入数据库 / loaded: {report['store']}")
        return
    if not report["built"]:
        note(f"数据没有变化，无需重建 / nothing changed: {report['store']}")
        return
    for finding in report["checks"]:
        note(f"✓ {finding['name']}: {finding['measured']}")
    for warning in report["warnings"]:
        note(f"! {warning['zh']} / {warning['en']}")
    note(f"{report['store']}: {report['seconds']} s")
