"""Two simple readers to measure a reading by: they look for the names of the counties of a province, and for nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from atlas.core.model import AdminUnit, Level

#: Names of the simple readers.
FULL_NAMES, ALL_NAMES = "full_names", "full_and_short_names"
#: A short name of one sign stands in too many other words even for a simple reader.
_SHORTEST = 2


def search_plainly(
    texts: Mapping[str, str], region: str, units: Iterable[AdminUnit]
) -> dict[str, frozenset[tuple[str, str]]]:
    """Counties of a document's province whose name stands in a clause, as a search for words finds them.

    Parameters
    ----------
    texts
        Text of each clause.
    region
        adcode of the area that the document governs.
    units
        Every admin unit.

    Returns
    -------
    dict
        For each simple reader pairs of clause and adcode.

    Examples
    --------
    >>> from atlas.core.model import AdminUnit, Level
    >>> qixian = AdminUnit("410221", "杞县", "杞县", Level.COUNTY, "county", "410200", "410200", "410000", "", "")
    >>> search_plainly({"一": "支持杞县发展大蒜"}, "410000", [qixian])["full_names"]
    frozenset({('一', '410221')})
    """
    counties = [unit for unit in units if unit.level is Level.COUNTY and unit.adcode[:2] == region[:2]]
    names = {
        FULL_NAMES: [(unit.name, unit.adcode) for unit in counties],
        ALL_NAMES: [
            (name, unit.adcode)
            for unit in counties
            for name in {unit.name, unit.short_name}
            if len(name) >= _SHORTEST
        ],
    }
    return {
        reader: frozenset(
            (clause, adcode) for clause, text in texts.items() for name, adcode in known if name in text
        )
        for reader, known in names.items()
    }
