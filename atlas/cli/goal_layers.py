"""``atlas layers renew``, and the same after commands that change the goals where no worker does it."""

from __future__ import annotations

import click

from atlas.bootstrap import Services, open_services
from atlas.cli.output import json_option, note, print_json, reports_errors
from atlas.core.errors import AtlasError
from atlas.settings import load_settings


@click.command("renew")
@json_option
@reports_errors
def renew_command(*, as_json: bool) -> None:
    """Make the layers of goals again of what is confirmed now; the worker does so by itself."""
    done = open_services(load_settings()).goal_layers.renew()
    layers = list(done.layers) if done else []
    if as_json:
        print_json({"renewed": done is not None, "layers": layers, "seconds": done.seconds if done else 0.0})
    elif done is None:
        note("专题图层与任务一致，无需更新 / the layers agree with the goals")
    else:
        note(f"已更新 / renewed: {len(layers)} 个图层 / layers, {done.seconds} s")
        for layer in layers:
            click.echo(layer)


def catch_up(services: Services, *, even_beside_worker: bool = False) -> tuple[str, ...]:
    """Bring the layers of goals in step after a command that may have changed the goals.

    Parameters
    ----------
    services
        Of the atlas.
    even_beside_worker
        Do not leave it to the worker that runs.

    Returns
    -------
    tuple of str
        Ids of the layers that differ from the build; empty where nothing was done. A failure is told and no more:
        the command itself has done its work, and the worker tries again.
    """
    try:
        if services.goal_layers_state.find_wanted() is None:
            return ()
        if not even_beside_worker and services.jobs.has_worker():
            return ()
        note("更新专题图层 / renewing the layers of goals …")
        done = services.goal_layers.renew()
    except AtlasError as error:
        note(f"专题图层未更新 / layers not renewed: {error.message.zh} / {error.message.en}")
        return ()
    return done.layers if done else ()
