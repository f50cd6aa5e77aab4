"""Options of the commands that make figures: one for each parameter, named as in addresses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from atlas.core.figures.request_reading import PARAMETERS
from atlas.services.figure_templates import TEMPLATE

_Command = TypeVar("_Command", bound=Callable[..., Any])

_HELP = {
    "region": "adcode of the region, or all.",
    "topic": "Topic slugs, comma separated.",
    "document": "Document id.",
    "clause": "Clause id, with --document.",
    "relation": "Relations, comma separated.",
    "kind": "Kinds of goals, comma separated.",
    "year": "Year in which goals are due.",
    "indicator": "Indicator of the choropleth: goals, targets, an id, or none.",
    "scheme": "Class breaks: quantiles, natural_breaks, equal_interval, std_mean.",
    "k": "Number of classes.",
    "layers": "Layer ids from the top down, with opacity: zone,site~50.",
    "unit": "adcode of a unit to outline.",
    "units": "adcodes to show: one with its neighbours, several as a selection.",
    "bbox": "west,south,east,north in degrees to show.",
    "format": "pdf, png or svg; by default that of the file.",
    "paper": "A5 … A0, slide, slide-4x3.",
    "orientation": "landscape or portrait.",
    "dpi": "Pixels in an inch of a PNG, 36 to 600.",
    "colour": "colour or grey.",
    "heading": "Title and source on the page itself: 1 or 0.",
    "legend": "auto, inside, side, below or none.",
    "arrangement": "Several topics: auto, stripes, symbols or multiples.",
    "locator": "Small map of where this is: auto, on, off.",
    "inset": "South China Sea: auto, on, off.",
    "table": "Values beside the map: 1 or 0.",
    "flows": "Arrows from partners to hosts: 1 or 0.",
    "names": "short, full or none.",
    "name_language": "zh, en or both.",
    "name_size": "Factor of the usual size of names.",
    "review_number": "审图号 of this map.",
    "mark": "Mark of a draft where there is no review number: 1 or 0.",
    "date": "Date of making, YYYY-MM-DD or today.",
    "lang": "zh or en.",
    "override": "Codes of findings that you take upon yourself.",
    "override_reason": "Why; kept in the audit trail.",
}


def figure_options(command: _Command) -> _Command:
    """A command with an option for each parameter of a figure, and one for a template.

    Parameters
    ----------
    command
        Takes the values as keywords; those not given are ``None``.

    Returns
    -------
    callable
        The same command.
    """
    decorated = click.option(f"--{TEMPLATE}", default=None, help="Saved template whose values stand behind.")(
        command
    )
    return parameter_options(decorated)


def parameter_options(command: _Command) -> _Command:
    """A command with an option for each parameter of a figure.

    Parameters
    ----------
    command
        Takes the values as keywords; those not given are ``None``.

    Returns
    -------
    callable
        The same command.
    """
    for name in reversed(tuple(PARAMETERS)):
        option = f"--{name.replace('_', '-')}"
        # A flag may stand without a value; 1 is what it means then.
        command = click.option(option, name, default=None, help=_HELP.get(name, ""))(command)
    return command


def given_values(options: dict[str, Any]) -> dict[str, str]:
    """The parameters that were given.

    Parameters
    ----------
    options
        Of the command.

    Returns
    -------
    dict
        Text by parameter.
    """
    return {name: str(options[name]) for name in (*PARAMETERS, TEMPLATE) if options.get(name) is not None}
