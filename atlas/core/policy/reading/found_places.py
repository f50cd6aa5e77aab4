"""The places found in a text: lists of them, what was refused, and what contradicts the table of towns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from atlas.core.places.find import Mention

_BETWEEN = frozenset(
    {
        "、",
        "和",
        "与",
        "及",
        "以及",
        "或",
        "暨",
        "，以及",
        "，及",
        "、以及",
        "，和",
        "“",
        "”",
        "”“",
        "”、“",
        "·",
        "/",
    }
)
_DASHES = frozenset({"—", "－", "-", "–", "——", "~", "至", "到", "→", "经"})
# Between two places these can only part the ends of a road.
_ROAD_MARKS = frozenset({"至", "到", "经"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """Words that look like a place and are none."""

    start: int
    end: int
    words: str
    trap: str


@dataclass(frozen=True, slots=True)
class Chain:
    """Places of one list.

    Parameters
    ----------
    mentions
        In the order of the text.
    is_line
        Whether dashes part them, as the stops of a road.
    """

    mentions: tuple[Mention, ...]
    is_line: bool = False

    @property
    def start(self) -> int:
        """Of the first place."""
        return self.mentions[0].start

    @property
    def end(self) -> int:
        """Of the last place."""
        return self.mentions[-1].end


@dataclass(frozen=True, slots=True)
class TownElsewhere:
    """A town that the text puts in one county and the table in others of the same area.

    Parameters
    ----------
    words
        As written, the county in front.
    known
        Names of the counties that have it.
    """

    words: str
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundPlaces:
    """Lists of places, what was refused, and towns that the text puts in another county than the table."""

    chains: tuple[Chain, ...]
    refusals: tuple[Refusal, ...]
    elsewhere: tuple[TownElsewhere, ...] = ()


def join_places(text: str, mentions: Iterable[Mention]) -> Iterator[Chain]:
    """Places in lists.

    Parameters
    ----------
    text
        The text.
    mentions
        Its places, in order.

    Yields
    ------
    Chain
        One for each list, be it of a single place.
    """
    open_ones: list[Mention] = []
    marks: list[str] = []
    for mention in mentions:
        if open_ones:
            mark = text[open_ones[-1].end : mention.start].strip()
            if mark in _BETWEEN or mark in _DASHES:
                marks.append(mark)
            else:
                yield Chain(tuple(open_ones), _is_line(marks))
                open_ones, marks = [], []
        open_ones.append(mention)
    if open_ones:
        yield Chain(tuple(open_ones), _is_line(marks))


def _is_line(marks: Sequence[str]) -> bool:
    dashes = sum(mark in _DASHES for mark in marks)
    # Several lines may be listed: 兰州—中卫—银川、嘉峪关—哈密.
    return 2 * dashes > len(marks) or bool(_ROAD_MARKS.intersection(marks))
