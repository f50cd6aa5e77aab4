"""``atlas worker``: does the long tasks that the page asks for, and makes the layers of goals again after a review.

``atlas serve`` starts one by itself.
"""

from __future__ import annotations

import logging

import click

from atlas.bootstrap import open_services
from atlas.cli.output import note, reports_errors
from atlas.core.errors import StoreUnavailable
from atlas.services.goal_layers_watch import GoalLayersWatch
from atlas.settings import load_settings

_logger = logging.getLogger(__name__)


@click.command()
@click.option("--quiet", is_flag=True, help="Say nothing; stand by while another worker runs.")
@reports_errors
def worker(*, quiet: bool) -> None:
    """Do long tasks and keep the layers of goals in step, until stopped; one for each data folder or database."""
    services = open_services(load_settings()).make_all()
    if not quiet:
        note("等待任务（Ctrl+C 停止） / waiting for jobs (Ctrl+C to stop)")
    try:
        services.uploads.remove_litter()
        services.library.remove_litter()
        services.export_jobs.remove_old()
        services.goal_layers_state.shelf.remove_litter()
    except StoreUnavailable as error:
        # No reason to end: below, the worker waits for the database, or says that it is away.
        _logger.warning("%s", error)
    services.jobs.work(wait=quiet, beside=GoalLayersWatch(services.goal_layers).running())
