"""A named group of admin units: a metropolitan area, a plain, a part of the country."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Region:
    """A name that stands for several admin units.

    Parameters
    ----------
    name
        Usual name (宜荆荆都市圈).
    aliases
        Other names (宜荆荆).
    kind
        ``city cluster``, ``metropolitan area``, ``plain``, ``corridor`` …
    members
        adcodes of the units it is made of, of any level.
    area
        adcode of the unit whose documents alone mean this region by these words (三大都市圈 in Hubei); empty when
        the words mean the same everywhere.
    source
        Where the list of members comes from.
    note
        What the list leaves out or rounds.
    """

    name: str
    aliases: tuple[str, ...]
    kind: str
    members: tuple[str, ...]
    area: str = ""
    source: str = ""
    note: str = ""
