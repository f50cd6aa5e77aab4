"""A figure as the reading finds it, with its place in the text and how far it can be trusted."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.core.model import Figure


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure as a text tells it.

    Parameters
    ----------
    start, end
        Positions of the words that carry it, from the metric to the qualifier.
    value_start, value_end
        Positions of the number with its unit.
    figure
        The figure itself.
    is_goal
        False for a present or past state.
    year_stated
        False when the year is only that to which the plan runs.
    is_policy_amount
        A sum or a condition of a measure: a reward, a subsidy, a threshold.
    rule
        Name of the rule that found it.
    confidence
        0 to 1.
    """

    start: int
    end: int
    value_start: int
    value_end: int
    figure: Figure
    is_goal: bool
    year_stated: bool
    is_policy_amount: bool
    rule: str
    confidence: float
