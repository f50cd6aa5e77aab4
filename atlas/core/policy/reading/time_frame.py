"""What is known of the time of a document before its figures are read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """What the document says of time.

    Parameters
    ----------
    horizon
        Year to which the plan runs.
    year
        Year of the text.
    governing_year
        Year that the clauses above tell.
    """

    horizon: int | None
    year: int | None
    governing_year: int | None = None

    def is_past(self, year: int) -> bool:
        """True for a year before that of the text; without one, for years well before the horizon."""
        if self.year is not None:
            return year < self.year
        return self.horizon is not None and year <= self.horizon - 3
