"""Which unit lies in which: parents of a code, for all codes of today and by their digits for others."""

from __future__ import annotations

from collections.abc import Iterable

from atlas.core.model import AdminUnit


class Territory:
    """Answers where a code lies.

    Parameters
    ----------
    units
        Every admin unit. Codes that are not among them are placed by their first digits.
    """

    def __init__(self, units: Iterable[AdminUnit]) -> None:
        self._parents = {unit.adcode: (unit.prefecture, unit.province) for unit in units}

    def province(self, adcode: str) -> str:
        """Code of the province that a unit lies in, or is.

        Parameters
        ----------
        adcode
            Six digits.

        Returns
        -------
        str
            Six digits.
        """
        _, province = self._parents.get(adcode, ("", ""))
        return province or adcode[:2] + "0000"

    def prefecture(self, adcode: str) -> str:
        """Code of the prefecture that a unit lies in, or is.

        Parameters
        ----------
        adcode
            Six digits.

        Returns
        -------
        str
            Six digits; empty for a province and for a county-level unit right under a province.
        """
        if adcode in self._parents:
            return self._parents[adcode][0]
        return "" if adcode.endswith("0000") else adcode[:4] + "00"

    def contains(self, outer: str, inner: str) -> bool:
        """Whether a unit is, or lies in, another.

        Parameters
        ----------
        outer, inner
            Six digits.

        Returns
        -------
        bool
            True also for one and the same unit.
        """
        return outer in (inner, self.prefecture(inner), self.province(inner))
