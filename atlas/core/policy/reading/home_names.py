"""Which names of a document's own province mean their places: by the words beside them, and by the time of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from atlas.core.model import AdminUnit, Level
from atlas.core.places.boundaries import Edge, everyday_stretches, is_everyday, left_edge, right_edge
from atlas.core.places.find import Mention
from atlas.core.places.gazetteer import Gazetteer
from atlas.core.places.resolution import Resolution, Rule, Status, Thing
from atlas.core.policy.reading.everyday_words import (
    acts,
    is_never_a_name,
    is_phrase,
    is_piece_of_words,
    is_said_as_word,
    may_be_any,
)
from atlas.core.policy.reading.towns.zone_words import OFFICIAL_ZONE
from atlas.core.policy.reading.traps import Stretch
from atlas.core.policy.reading.words import WordEdges

# 资源富集县 are counties of a kind.
_OF_COUNTIES = re.compile("富集|枯竭|禀赋|大[县市]")
_EVERYDAY_LENGTHS = (3, 2)
_LIST_MARKS = frozenset("、和及与")
# Items of a list: 做强枣强复材、景县橡塑、故城服装.
_LENGTHS_BESIDE = (2, 3, 4, 5)
_LONGEST_ITEM, _LONGEST_VERB = 12, 5
_ITEM_START = re.compile("[，。；：、（(和及与\\n]")
_NEXT_ITEM = re.compile("[\u4e00-\u9fff]{0,5}?[、和及与]")
_JOINS = frozenset("和同")
_COUNTY_TAILS = frozenset("县市区旗")
# 西湖 is no longer short for what was called so a generation ago; 盘县 still is for 盘州.
_YEARS_REMEMBERED = 20
# For texts of an unknown year.
_LONG_AGO = 2000
_OWN_PLACES = frozenset({Thing.UNIT, Thing.REGION})


class HomeNames:
    """Judges the names of one text by the province of its document and by the words beside them.

    Parameters
    ----------
    gazetteer
        Names and their meaning.
    region
        adcode of the area that the document governs.
    year
        Year of the text.
    edges
        The text, and where its words begin and end.
    """

    def __init__(self, gazetteer: Gazetteer, region: str, year: int | None, edges: WordEdges) -> None:
        self._gazetteer = gazetteer
        self._region = region
        self._year = year
        self._edges = edges
        self._text = edges.text
        self._known: dict[str, bool] = {}
        self._full: dict[str, bool] = {}
        self._beside: dict[str, bool] = {}

    def judge(self, words: str, start: int, end: int) -> bool | None:
        """As ``find.Judge``."""
        if not self._edges.stands_alone(start, end) or is_piece_of_words(self._text, start, end):
            return False
        if is_said_as_word(self._text, start, end) or self._joins_place(start):
            return False
        if is_everyday(words):
            return True if self._is_listed(start, end) and not _OF_COUNTIES.match(self._text, end) else None
        known = self._known.get(words)
        if known is None:
            known = self._known[words] = self._is_home(words)
        return True if known and self._has_edge(start, end) else None

    def _joins_place(self, start: int) -> bool:
        """Whether 和 or 同 joins what stands behind it, and belongs to no name (东源县和龙川县, 同江苏无锡合作)."""
        text = self._text
        if text[start : start + 1] not in _JOINS:
            return False
        behind = self._gazetteer.find_unit(text[start + 1 : start + 3])
        return (behind is not None and behind.level is Level.PROVINCE) or any(
            text[start + length : start + length + 1] in _COUNTY_TAILS
            and bool(self._gazetteer.rules(text[start + 1 : start + length + 1]))
            for length in _LENGTHS_BESIDE
        )

    def as_city(self, mention: Mention) -> Mention:
        """A city elsewhere that a district of the province shares its name with (西安 in a plan of Heilongjiang).

        The district is meant in plans of its own city, and in lists with others of it.
        """
        best = mention.resolution.best
        unit = self._gazetteer.unit(best.adcode) if best is not None and best.thing is Thing.UNIT else None
        if unit is None or unit.level is not Level.COUNTY or mention.words != unit.short_name:
            return mention
        if self._region in (unit.adcode, unit.prefecture) or self._stands_with(unit, mention):
            return mention
        cities = [
            one
            for one in self._gazetteer.list_candidates(mention.words)
            if one.level is Level.PREFECTURE and one.rule is Rule.SHORT_NAME and one.adcode != unit.prefecture
        ]
        if len(cities) != 1:
            return mention
        return replace(mention, resolution=Resolution(mention.words, Status.RESOLVED, (cities[0],)))

    def is_long_gone(self, mention: Mention) -> bool:
        """Whether words are the short name of a unit that was called otherwise long before the text was written."""
        best = mention.resolution.best
        if is_never_a_name(mention.words):
            return True
        if best is None or best.rule is not Rule.OLD_SHORT_NAME or best.year_to is None:
            return False
        newest = _LONG_AGO if self._year is None else self._year - _YEARS_REMEMBERED
        return best.year_to < newest

    def _stands_with(self, unit: AdminUnit, mention: Mention) -> bool:
        """Whether the next item of a list, or the one before it, begins with another county of the same prefecture."""
        text = self._text
        before = _ITEM_START.split(text[max(0, mention.start - 1 - _LONGEST_ITEM) : mention.start - 1])[-1]
        mark = _NEXT_ITEM.match(text, mention.end)
        items = [before] if text[mention.start - 1 : mention.start] in _LIST_MARKS else []
        items += [text[mark.end() : mark.end() + _LONGEST_ITEM]] if mark is not None else []
        beside = (
            self._gazetteer.find_unit(item[:length], region=unit.prefecture, year=self._year)
            for item in items
            for length in _LENGTHS_BESIDE
        )
        return any(
            one is not None and one.adcode != unit.adcode and one.adcode[:4] == unit.prefecture[:4]
            for one in beside
        )

    def is_full(self, words: str) -> bool:
        """Whether the text writes the name of a district in full anywhere."""
        known = self._full.get(words)
        if known is None:
            known = self._full[words] = f"{words}区" in self._text
        return known

    def holds_county(self, mention: Mention) -> bool:
        """Whether a place is a county inside the document's own area."""
        best = mention.resolution.best
        unit = self._gazetteer.unit(best.adcode) if best is not None and best.thing is Thing.UNIT else None
        if unit is None or unit.level is not Level.COUNTY:
            return False
        return self._region in (unit.adcode, unit.prefecture, unit.province)

    def is_short_prefecture(self, mention: Mention) -> bool:
        """Whether a place is a prefecture, written without the word for one."""
        best = mention.resolution.best
        unit = self._gazetteer.unit(best.adcode) if best is not None and best.thing is Thing.UNIT else None
        return unit is not None and unit.level is Level.PREFECTURE and mention.words == unit.short_name

    def everyday_words(self) -> Iterator[Stretch]:
        """Where the text writes everyday words that are names of counties, too."""
        return everyday_stretches(self._text)

    def everyday_at(self, start: int, end: int) -> Mention | None:
        """The county of the area whose name, an everyday word too, stands here and makes no phrase."""
        for length in _EVERYDAY_LENGTHS:
            words = self._text[start : min(end, start + length)]
            if not is_everyday(words) or is_phrase(self._text, start + length):
                continue
            unit = self._gazetteer.find_unit(words, region=self._region, year=self._year)
            if unit is None:
                continue
            mention = Mention(start, start + length, words, Resolution(words, Status.RESOLVED, (unit,)))
            if self.holds_county(mention):
                return mention
        return None

    def told_to_act(self, start: int, end: int) -> Mention | None:
        """The county whose name, an everyday word too, stands where only who is asked can, in a plan of its own prefecture."""
        words = self._text[start:end]
        names_zone = OFFICIAL_ZONE.match(self._text, end) is not None
        if not (names_zone or acts(self._text, start, end)) or not self._edges.stands_alone(start, end):
            return None
        found = self._gazetteer.find_unit(words, region=self._region, year=self._year)
        unit = self._gazetteer.unit(found.adcode) if found is not None else None
        if found is None or unit is None:
            return None
        if self._region not in (unit.adcode, unit.prefecture, unit.province if names_zone else ""):
            return None
        if not may_be_any(self._text, start, end):
            return Mention(start, end, words, Resolution(words, Status.RESOLVED, (found,)))
        area = self._gazetteer.unit(self._region)
        if area is None or area.adcode == unit.adcode or words != unit.name:
            return None
        # 城区: the district of that name, or the towns of the whole area; only a person can say.
        whole = replace(found, adcodes=(area.adcode,), level=area.level, name=area.name)
        return Mention(start, end, words, Resolution(words, Status.AMBIGUOUS, (found, whole)))

    def _is_listed(self, start: int, end: int) -> bool:
        """Whether a place of the same province stands beside the words in a list (景县橡塑、故城服装); an everyday word then counts."""
        text = self._text
        if text[start - 1 : start] in _LIST_MARKS:
            before = _ITEM_START.split(text[max(0, start - 1 - _LONGEST_ITEM) : start - 1])[-1]
            if any(self._begins_with_place(before[skipped:]) for skipped in range(_LONGEST_VERB)):
                return True
        mark = _NEXT_ITEM.match(text, end)
        return mark is not None and self._begins_with_place(text[mark.end() : mark.end() + _LONGEST_ITEM])

    def _begins_with_place(self, words: str) -> bool:
        return any(self._is_place_beside(words[:length]) for length in _LENGTHS_BESIDE)

    def _is_place_beside(self, words: str) -> bool:
        """Whether words are a place of the province, and no everyday word without the tail of a unit."""
        known = self._beside.get(words)
        if known is None:
            is_word = is_everyday(words) and not words.endswith("区")
            # Of words that are no name the gazetteer would look for names that look alike, which takes long.
            is_name = not is_word and bool(self._gazetteer.rules(words))
            known = self._beside[words] = is_name and self._is_home(words)
        return known

    def _has_edge(self, start: int, end: int) -> bool:
        """Whether the words begin or end clearly; 南海 in 揭阳大南海石化工业区 does neither."""
        text = self._text
        if left_edge(text, start) is not Edge.NONE or right_edge(text, end) is not Edge.NONE:
            return True
        before = text[max(0, start - 2) : start]
        return self._edges.follows_word(start) or bool(self._gazetteer.rules(before))

    def _is_home(self, words: str) -> bool:
        found = self._gazetteer.resolve(words, region=self._region, year=self._year)
        if found.status is Status.UNKNOWN:
            return False
        first = found.candidates[0]
        return first.thing in _OWN_PLACES and all(code[:2] == self._region[:2] for code in first.adcodes)
