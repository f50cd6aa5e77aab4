"""Figures and undertakings of a clause, with their places in the whole text."""

from __future__ import annotations

from dataclasses import replace

from atlas.core.policy.reading.context import Context
from atlas.core.policy.reading.figures.find import FoundFigure, find_figures
from atlas.core.policy.reading.sections import Section
from atlas.core.policy.reading.undertakings.find import FoundUndertaking, find_undertakings
from atlas.core.policy.reading.yardsticks import measure_against


def figures_of(context: Context, section: Section, year: int | None) -> list[FoundFigure]:
    """Figures of the text of a clause.

    Parameters
    ----------
    context
        The document.
    section
        The clause.
    year
        Set by the headings above.

    Returns
    -------
    list of FoundFigure
        In the order of the text.
    """
    found = find_figures(
        context.text[section.body : section.end],
        horizon=context.horizon,
        year=context.year,
        governing_year=year,
        heading=section.heading,
    )
    moved = (
        replace(
            one,
            start=one.start + section.body,
            end=one.end + section.body,
            value_start=one.value_start + section.body,
            value_end=one.value_end + section.body,
        )
        for one in found
    )
    return [measure_against(one, context.text, context.area) for one in moved]


def undertakings_of(context: Context, section: Section, begin: int) -> list[FoundUndertaking]:
    """Clusters, zones and projects of a clause.

    Parameters
    ----------
    context
        The document.
    section
        The clause.
    begin
        Where to look from: an entry is told by the number in front of it.

    Returns
    -------
    list of FoundUndertaking
        In the order of the text.
    """
    found = find_undertakings(context.text[begin : section.end])
    return [replace(one, start=one.start + begin, end=one.end + begin) for one in found]
