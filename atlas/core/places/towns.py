"""Towns (镇, 乡, 街道, 苏木) and the counties in which they lie.

Only names are known of them: what a text means by one is told where texts are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from atlas.core.places.names import without_nationalities

#: What names of towns end with.
TOWN_TAILS = ("街道", "苏木", "镇", "乡")
#: The longest name of the country has 14 characters; two more leave room for a new one.
LONGEST_TOWN = 16
_ETHNIC_TAILS = ("族乡", "族镇", "族苏木")


class Town(NamedTuple):
    """A town.

    Parameters
    ----------
    code
        Nine digits, the first six of them mostly those of its county.
    name
        Official name, with its tail.
    adcode
        County of today in which it lies; now and then a unit that the boundaries do not have, and that leads nowhere.
    """

    code: str
    name: str
    adcode: str


class TownIndex:
    """Looks up towns by their names.

    Parameters
    ----------
    towns
        Every town known; 38,700 take some 10 ms.
    """

    def __init__(self, towns: Iterable[Town]) -> None:
        # One text a name, and the shorter names at the first use only: every reading of a document waits for this.
        self._counties: dict[str, str] = {}
        for _, name, adcode in towns:
            known = self._counties.get(name)
            self._counties[name] = adcode if known is None else f"{known} {adcode}"

    def __len__(self) -> int:
        return len(self._counties)

    def __contains__(self, name: str) -> bool:
        return name in self._counties

    @cached_property
    def _bare(self) -> dict[str, tuple[str, ...]]:
        """Names by what is left of them without a nationality."""
        found: dict[str, tuple[str, ...]] = {}
        for name in self._counties:
            if name.endswith(_ETHNIC_TAILS):
                stem, tail = split_town(name)
                bare = without_nationalities(stem) + tail
                found[bare] = (*found.get(bare, ()), name)
        return found

    def counties(self, name: str) -> tuple[str, ...]:
        """Counties that have a town of a name.

        Parameters
        ----------
        name
            Official name, with its tail.

        Returns
        -------
        tuple of str
            adcodes, as in ``Town``; empty when no town is called so.
        """
        return tuple(self._counties.get(name, "").split())

    def names_with(self, words: str) -> Iterator[str]:
        """Names that hold some words.

        Parameters
        ----------
        words
            Two signs or more; one is in half of all names.

        Yields
        ------
        str
            In no set order.
        """
        return (name for name in self._counties if words in name) if len(words) > 1 else iter(())

    def likenesses(self, name: str) -> tuple[str, ...]:
        """Towns whose names differ from a name in their tail only, or in the nationality before it.

        Parameters
        ----------
        name
            With a tail: an older form of the name (古山乡, which is 古山镇 today), or a shorter one (雾溪乡).

        Returns
        -------
        tuple of str
            Official names; the name itself is none of them. A stem of one sign says too little to change its tail.
        """
        stem, tail = split_town(name)
        found: dict[str, None] = {}
        # 乌镇镇 is 乌镇 to everybody.
        if tail == "镇" and name + tail in self._counties:
            found[name + tail] = None
        if len(stem) < 2 or not tail:
            return tuple(found)
        for other in TOWN_TAILS:
            spelt = stem + other
            if spelt != name and spelt in self._counties:
                found[spelt] = None
            found.update(dict.fromkeys(self._bare.get(spelt, ())))
        found.pop(name, None)
        return tuple(found)


def split_town(name: str) -> tuple[str, str]:
    """The stem and the tail of a town's name.

    Parameters
    ----------
    name
        A name.

    Returns
    -------
    tuple of str
        The tail is empty when it is no town's.

    Examples
    --------
    >>> split_town("佛堂镇"), split_town("稠城街道"), split_town("义乌市")
    (('佛堂', '镇'), ('稠城', '街道'), ('义乌市', ''))
    """
    for tail in TOWN_TAILS:
        if name.endswith(tail):
            return name.removesuffix(tail), tail
    return name, ""
