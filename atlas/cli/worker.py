"""``atlas worker``: does the long tasks that the page asks for. ``atlas serve`` starts one by itself."""

from __future__ import annotations

import click

from atlas.bootstrap import open_services
from atlas.cli.output import note, reports_errors
from atlas.settings import load_settings


@click.command()
@click.option("--quiet", is_flag=True, help="Say nothing; stand by while another worker runs.")
@reports_errors
def worker(*, quiet: bool) -> None:
    """Import uploads until stopped; one for each data folder or database."""
    services = open_services(load_settings())
    if not quiet:
        note("等待任务（Ctrl+C 停止） / waiting for jobs (Ctrl+C to stop)")
    services.jobs.work(wait=quiet)
