"""Zones that no table knows and that are named after a town of the area (蔡家坡经济技术开发区): they lie in its county."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from operator import attrgetter

from atlas.core.model import AdminUnit, Level
from atlas.core.places.boundaries import Edge, left_edge
from atlas.core.places.find import Mention
from atlas.core.places.resolution import Resolution, Rule, Status, Thing
from atlas.core.policy.reading.sentence_ends import COMMAS, PROSE_ENDS
from atlas.core.policy.reading.towns.known_places import KnownPlaces
from atlas.core.policy.reading.towns.places import TownPlaces
from atlas.core.policy.reading.towns.words import TownWords
from atlas.core.policy.reading.towns.zone_words import (
    MOST_OWN_WORDS,
    ZONE_KIND,
    are_own_words,
    is_common_beginning,
)
from atlas.core.policy.reading.traps import Stretch, is_piece
from atlas.core.policy.reading.undertakings.endings import ASKED_BEFORE
from atlas.core.policy.reading.words import WordEdges

_STEM_LENGTHS = (4, 3, 2)
_LONGEST = _STEM_LENGTHS[0] + MOST_OWN_WORDS
_SIGN = re.compile("[\u4e00-\u9fff]")
_ASKED_BEFORE = re.compile(
    f"(?:{ASKED_BEFORE.pattern}|加强|强化|扩大|落实|助推|助力|对接|入驻|进驻|新增|入园|搬入|迁入|整合|盘活|除|含)$"
)
_LONGEST_ASKED = 2
# Up to these a county that is named says where the zones behind it lie (宜阳县建设香鹿山食品产业园).
_PIECE_END = re.compile(f"[{COMMAS}{PROSE_ENDS}\n]")
_SENTENCE_END = re.compile(f"[{PROSE_ENDS}\n]")
_NATURAL = re.compile("[\u4e00-\u9fff]{1,3}[山江河湖]")
_HOLDERS = (Level.PREFECTURE, Level.PROVINCE)


def add_town_zones(
    edges: WordEdges, mentions: Sequence[Mention], *, towns: TownPlaces, companies: Sequence[Stretch] = ()
) -> tuple[Mention, ...]:
    """The places of a text with the zones that are named after towns.

    Parameters
    ----------
    edges
        The text with its words.
    mentions
        Its places, in order.
    towns
        Those of the area.
    companies
        Stretches that name companies and institutions, in order.

    Returns
    -------
    tuple of Mention
        In the order of the text. A zone that stands for no other place is added; one of which only the city was told
        (宝鸡蔡家坡经济技术开发区) is led on. Towns that several counties have make it a doubt.
    """
    return _Zones(edges, mentions, towns, companies).read()


class _Zones:
    """One text on its way through its zones."""

    def __init__(
        self, edges: WordEdges, mentions: Sequence[Mention], towns: TownPlaces, companies: Sequence[Stretch]
    ) -> None:
        self._edges = edges
        self._text = edges.text
        self._mentions = mentions
        self._places = KnownPlaces(edges.text, mentions)
        self._towns = towns
        self._companies = companies
        self._gone: set[int] = set()
        self._known: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}

    def read(self) -> tuple[Mention, ...]:
        added: list[Mention] = []
        for kind in ZONE_KIND.finditer(self._text):
            zone = self._zone(kind.start(), kind.end(), added[-1].end if added else 0)
            if zone is not None:
                added.append(zone)
        kept = [one for one in self._mentions if one.start not in self._gone]
        return tuple(sorted((*kept, *added), key=attrgetter("start")))

    def _zone(self, kind: int, end: int, first: int) -> Mention | None:
        """The zone that ends here, when it is named after a town and after nothing else."""
        for start in self._beginnings(kind, first):
            over = self._places.over(start, end)
            holder = self._holder(start, over)
            if is_piece(self._companies, start, end) or (over and holder is None):
                continue
            if holder is None and self._has_place_before(start):
                continue
            resolution = self._resolved(start, kind, end, holder)
            if resolution is None:
                continue
            counties = {one.adcode for one in resolution.candidates}
            if holder is None and self._county_before(start, _PIECE_END) in counties:
                return None
            if holder is None and self._is_natural(start, counties):
                return None
            if holder is not None:
                self._gone.add(holder.start)
            return Mention(start if holder is None else holder.start, end, resolution.words, resolution)
        return None

    def _beginnings(self, kind: int, first: int) -> Iterator[int]:
        """Where the name may begin, the furthest first."""
        start = kind
        while start > max(first, kind - _LONGEST) and _SIGN.match(self._text, start - 1):
            start -= 1
        yield from range(start, kind - 1)

    def _resolved(self, start: int, kind: int, end: int, holder: Mention | None) -> Resolution | None:
        if holder is None and not self._begins(start):
            return None
        within = "" if holder is None else holder.candidates[0].adcode
        for length in _STEM_LENGTHS:
            stop = start + length
            if stop > kind or not self._edges.begins_word(stop) or not are_own_words(self._text, stop, kind):
                continue
            counties = self._counties(self._text[start:stop], within)
            if counties:
                words = self._text[start if holder is None else holder.start : end]
                return self._towns.resolution(words, counties, Rule.TOWN_ZONE)
        return None

    def _counties(self, stem: str, within: str) -> tuple[tuple[str, str], ...]:
        """Towns of a stem with their counties; none for words that zones of every city begin with, or of a unit."""
        known = self._known.get((stem, within))
        if known is None:
            names = self._towns.finder.named_by(stem)
            known = ()
            if names and not is_common_beginning(stem) and not self._is_unit(stem):
                known = self._towns.counties(TownWords(0, 0, stem, names, is_exact=False), within)
            self._known[stem, within] = known
        return known

    def _is_unit(self, stem: str) -> bool:
        """Whether a prefecture is called so, or a county of the same province."""
        gazetteer, area = self._towns.gazetteer, self._towns.area
        if not gazetteer.rules(stem):
            return False
        return any(
            one.thing is Thing.UNIT and (one.level is not Level.COUNTY or one.adcode[:2] == area.adcode[:2])
            for one in gazetteer.resolve(stem, region=area.adcode).candidates
        )

    def _begins(self, start: int) -> bool:
        if not self._edges.begins_word(start):
            return False
        is_asked = _ASKED_BEFORE.search(self._text, max(0, start - _LONGEST_ASKED), start)
        return is_asked is not None or left_edge(self._text, start) is not Edge.NONE

    def _holder(self, start: int, over: Sequence[Mention]) -> Mention | None:
        """The city or province whose name ends where the zone begins."""
        if not over:
            before = self._places.ending_at(start)
            best = before.resolution.best if before is not None else None
            return (
                before if best is not None and best.thing is Thing.UNIT and best.level in _HOLDERS else None
            )
        # The city comes first, a county that once had its name behind it.
        one = over[0].candidates[0]
        is_open = over[0].resolution.status is Status.AMBIGUOUS
        if len(over) > 1 or not is_open or one.thing is not Thing.UNIT or one.level not in _HOLDERS:
            return None
        unit = self._towns.gazetteer.unit(one.adcode)
        is_behind = unit is not None and over[0].start + _length_of(unit, over[0].words) == start
        return over[0] if is_behind else None

    def _is_natural(self, start: int, counties: Collection[str]) -> bool:
        """Whether a zone bears the name of a mountain or a river, of which another county speaks (隆德县建设六盘山产业园)."""
        told = self._county_before(start, _SENTENCE_END) if _NATURAL.match(self._text, start) else ""
        return bool(told) and told not in counties

    def _county_before(self, start: int, end: re.Pattern[str]) -> str:
        """The county named last before a zone, in the same piece of the sentence or in the sentence."""
        last = self._places.last_before(start)
        if last is None or end.search(self._text, last.end, start):
            return ""
        best = last.resolution.best
        return best.adcode if best is not None and best.thing is Thing.UNIT else ""

    def _has_place_before(self, start: int) -> bool:
        """Whether a place in front of the zone, or in front of the bracket that it opens, says where it lies."""
        return next(self._places.in_front_of(start), None) is not None


def _length_of(unit: AdminUnit, words: str) -> int:
    """How much of some words is the name of the unit with which they begin."""
    return next((len(name) for name in (unit.name, unit.short_name) if words.startswith(name)), 0)
