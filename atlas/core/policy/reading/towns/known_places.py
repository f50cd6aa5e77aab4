"""The places already known of a text, looked up by where they stand."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from atlas.core.places.find import Mention

# Between a county and its first town, or a zone of its own.
_OPENS = re.compile("(?:的|下辖的?|所辖的?|境内的?)?[（(“]?")
_LONGEST_OPENING = 5


class KnownPlaces:
    """Places of a text.

    Parameters
    ----------
    text
        The text.
    mentions
        Its places, in order; none overlaps another.
    """

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self._text = text
        self._mentions = mentions
        self._ends = [mention.end for mention in mentions]

    def over(self, start: int, end: int) -> list[Mention]:
        """Places that share signs with a stretch.

        Parameters
        ----------
        start, end
            Of the stretch.

        Returns
        -------
        list of Mention
            In order.
        """
        found: list[Mention] = []
        index = bisect_right(self._ends, start)
        while index < len(self._mentions) and self._mentions[index].start < end:
            found.append(self._mentions[index])
            index += 1
        return found

    def ending_at(self, position: int) -> Mention | None:
        """The place that ends where something else begins.

        Parameters
        ----------
        position
            In the text.

        Returns
        -------
        Mention or None
            ``None`` where none ends there.
        """
        index = bisect_left(self._ends, position)
        return self._mentions[index] if self._ends[index : index + 1] == [position] else None

    def last_before(self, position: int) -> Mention | None:
        """The last place that ends at a position or before it.

        Parameters
        ----------
        position
            In the text.

        Returns
        -------
        Mention or None
            ``None`` where there is none.
        """
        index = bisect_right(self._ends, position) - 1
        return self._mentions[index] if index >= 0 else None

    def in_front_of(self, start: int) -> Iterator[Mention]:
        """Places right in front of a position, or in front of the words and the bracket that open it (甲县境内（).

        Parameters
        ----------
        start
            Where a town or zone begins.

        Yields
        ------
        Mention
            The nearest first.
        """
        for end in range(start, max(0, start - _LONGEST_OPENING) - 1, -1):
            if _OPENS.fullmatch(self._text, end, start):
                mention = self.ending_at(end)
                if mention is not None:
                    yield mention
