"""Counties that are named with the province or city that holds them in front, which tells those of one name apart."""

from __future__ import annotations

from atlas.core.model import Level
from atlas.core.places.gazetteer import Gazetteer

_HOLDERS = (Level.PROVINCE, Level.PREFECTURE)


class HeldNames:
    """Tells holders and the counties in them by their words; asked the same again and again, it thinks once.

    Parameters
    ----------
    gazetteer
        Names and their meaning.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._holders: dict[str, bool] = {}
        self._held: dict[str, bool] = {}

    def holds_counties(self, words: str) -> bool:
        """Whether words name a province or a prefecture.

        Parameters
        ----------
        words
            As written.

        Returns
        -------
        bool
            False in doubt.
        """
        known = self._holders.get(words)
        if known is None:
            unit = self._gazetteer.find_unit(words)
            known = self._holders[words] = unit is not None and unit.level in _HOLDERS
        return known

    def is_inside(self, words: str) -> bool:
        """Whether words are a unit and counties inside it, be it one or several of that name (江苏鼓楼).

        Parameters
        ----------
        words
            Of both, the holder in front.

        Returns
        -------
        bool
            False when one of the meanings is no county, or stands in no unit that is named.
        """
        known = self._held.get(words)
        if known is None:
            found = self._gazetteer.list_candidates(words)
            known = self._held[words] = bool(found) and all(
                one.inside and one.level is Level.COUNTY for one in found
            )
        return known
