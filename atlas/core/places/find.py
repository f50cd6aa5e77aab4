"""Finds the words of places in running text, and what each may mean.

Longest match, left to right, so that 黔西 is never found inside 黔西南. Short names count only where they stand
alone; places of one list (A、B和C等县) are read together. What kind of link a mention makes is told elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from atlas.core.errors import LimitExceeded
from atlas.core.model import Level
from atlas.core.places.boundaries import Edge, is_everyday, is_tail_taken, left_edge, right_edge
from atlas.core.places.gazetteer import Gazetteer
from atlas.core.places.held_names import HeldNames
from atlas.core.places.resolution import Candidate, Resolution, Rule, Status, Thing
from atlas.core.places.zone_names import other_spellings

#: Names of places in one text; a megabyte of dense plans holds about 10,000.
MOST_PLACES = 50_000

# Rules whose words are spelt out enough to be found anywhere.
_SPELT_OUT = frozenset(
    {
        Rule.OFFICIAL_NAME,
        Rule.COMMON_NAME,
        Rule.ZONE_NAME,
        Rule.ZONE_ALIAS,
        Rule.REGION_NAME,
        Rule.REGION_ALIAS,
    }
)
# Longest name looked for right before a short one (积石山保安族东乡族撒拉族自治县).
_LONGEST_BEFORE = 15
# Places of a list that are asked on either side of one; more say nothing more of it.
_NEAREST = 6
_BRACKETS = (("（", "）"), ("(", ")"))
# Marks between the places of one list.
_BETWEEN = frozenset({"、", "，", ",", "和", "与", "及", "以及", "—", "－", "-", "·", "/", "至", "到"})
# What follows a list and tells the level of its places.
_LEVEL_AFTER = (
    (re.compile("(?:等)?(?:[0-9一二两三四五六七八九十]{1,3}个?)?市[（(]?州"), Level.PREFECTURE),
    (
        re.compile(
            "(?:等[0-9一二两三四五六七八九十]{0,3}个?|[0-9一二两三四五六七八九十]{1,3}个?)(?:重点)?[县区]"
        ),
        Level.COUNTY,
    ),
)
# What stands between two places of a list whose items tell what each place makes.
_ITEM = re.compile("(?:(?!加强|加快|推[进动]|强化|深化|开展|合作|保护)[^，。；：:、\n]){1,8}[、和及与]")
# Behind a name that is an everyday word these make a phrase of it (合作平台, 和平发展).
_NO_ITEM = re.compile("平台|机制|项目|园区|示范|协议|交流|模式|共|发展|建设|生产|开发|化|性|型|的")

#: Says of a short name at a place (words, start, end) that it stands for itself, that it does not, or nothing.
Judge = Callable[[str, int, int], bool | None]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words in a text that may be a place.

    Parameters
    ----------
    start, end
        Position in the text, end not included.
    words
        As written, without the stars that a text recognition leaves.
    resolution
        What they may mean.
    """

    start: int
    end: int
    words: str
    resolution: Resolution

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Meanings, best first."""
        return self.resolution.candidates


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    words: str
    is_spelt_out: bool = True
    # Other words that lead there, where the text puts them in another order.
    read_as: str = ""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What one text is asked with, and the codes of names found so far."""

    region: str | None
    year: int | None
    codes: dict[str, str]


class PlaceFinder:
    """Finds places in many texts.

    Parameters
    ----------
    gazetteer
        Names to find and their meaning.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._spelt_out: dict[str, bool] = {}
        self._held = HeldNames(gazetteer)
        for name in gazetteer.names():
            if len(name) >= 2:
                is_spelt_out = _is_spelt_out(name, gazetteer.rules(name))
                for spelling in (name, *other_spellings(name)):
                    self._spelt_out.setdefault(spelling, is_spelt_out)
        by_start: dict[str, set[int]] = {}
        for name in self._spelt_out:
            by_start.setdefault(name[:2], set()).add(len(name))
        self._lengths = {start: sorted(lengths, reverse=True) for start, lengths in by_start.items()}

    def find(
        self, text: str, *, region: str | None = None, year: int | None = None, judge: Judge | None = None
    ) -> list[Mention]:
        """Places that a text writes.

        Parameters
        ----------
        text
            Running text.
        region
            adcode of the unit the text is about.
        year
            Year of the text.
        judge
            Asked of every short name before the rules of this module; positions are those of the text without stars.

        Returns
        -------
        list of Mention
            In the order of the text; none overlaps another. Ambiguous ones are kept, with all candidates.

        Raises
        ------
        LimitExceeded
            For more than ``MOST_PLACES`` names: no plan, but a list that would keep everybody waiting.
        """
        clean, places = _without_stars(text)
        mentions: list[Mention] = []
        asked = _Asked(region, year, {})
        scanned = list(islice(self._scan(clean, judge), MOST_PLACES + 1))
        if len(scanned) > MOST_PLACES:
            raise too_many_places()
        chains = list(_chains(clean, self._joined(clean, scanned, region, year)))
        for index, chain in enumerate(chains):
            beside = chains[max(0, index - 1) : index + 2]
            has_company = any(_is_item_beside(clean, one, other) for one, other in pairwise(beside))
            for found, resolution in self._resolve(clean, chain, asked, has_company=has_company):
                mentions.append(
                    Mention(places[found.start], places[found.end - 1] + 1, found.words, resolution)
                )
        return mentions

    def _scan(self, text: str, judge: Judge | None) -> Iterator[_Found]:
        position, starts = 0, self._lengths
        while position < len(text) - 1:
            # At most positions no name begins: to see that has to cost nothing.
            begins = text[position : position + 2] in starts
            found = self._longest(text, position, judge) if begins else None
            if found is None:
                position += 1
            else:
                yield found
                position = found.end

    def _longest(self, text: str, start: int, judge: Judge | None) -> _Found | None:
        for length in self._lengths.get(text[start : start + 2], ()):
            words, end = text[start : start + length], start + length
            if len(words) == length and words in self._spelt_out and not is_tail_taken(text, end):
                found = _Found(start, end, words, self._spelt_out[words])
                joined = self._with_county(text, found, judge)
                if joined is not None or found.is_spelt_out:
                    return joined or found
                told = judge(words, start, end) if judge is not None else None
                stands = self._stands_alone(text, found) if told is None else told
                return found if stands else None
        return None

    def _with_county(self, text: str, found: _Found, judge: Judge | None) -> _Found | None:
        """A province or prefecture and the short name of a county in it, which others may have, too (贵州台江, 徐州鼓楼)."""
        lengths = self._lengths.get(text[found.end : found.end + 2], ())
        if not lengths or not self._held.holds_counties(found.words):
            return None
        for length in lengths:
            county = text[found.end : found.end + length]
            end = found.end + len(county)
            # 阳泉市郊区 is a district of that name; 四川省南部 is no county.
            is_word = is_everyday(county) and not (found.is_spelt_out and county.endswith("区"))
            if county not in self._spelt_out or is_word or is_tail_taken(text, end):
                continue
            told = judge(county, found.end, end) if judge is not None else None
            if told is not False and self._held.is_inside(found.words + county):
                return _Found(found.start, end, found.words + county)
        return None

    def _stands_alone(self, text: str, found: _Found) -> bool:
        left, right = left_edge(text, found.start), right_edge(text, found.end)
        if right is Edge.NONE and self._begins_place(text, found.end, spelt_out=True):
            right = Edge.WEAK
        if left is Edge.NONE and (self._ends_place(text, found.start) or self._opens_list(text, found)):
            left = Edge.WEAK
        if len(found.words) >= 3:
            return max(left, right) is not Edge.NONE
        return min(left, right) is not Edge.NONE

    def _opens_list(self, text: str, found: _Found) -> bool:
        """Whether a list of places begins here, so that what stands before may be any word."""
        opens = text[found.end : found.end + 1] == "、" and not is_everyday(found.words)
        return opens and self._begins_place(text, found.end + 1, spelt_out=False)

    def _begins_place(self, text: str, start: int, *, spelt_out: bool) -> bool:
        lengths = self._lengths.get(text[start : start + 2], ())
        known = (self._spelt_out.get(text[start : start + length]) for length in lengths)
        return any(one or (one is not None and not spelt_out) for one in known)

    def _ends_place(self, text: str, end: int) -> bool:
        longest = min(end, _LONGEST_BEFORE)
        return any(self._spelt_out.get(text[end - length : end]) for length in range(3, longest + 1))

    def _is_in_brackets(self, text: str, county: _Found, holder: _Found) -> bool:
        """Whether the city in which a county lies stands in brackets behind it: 鼓楼区（徐州）."""
        signs = text[county.end : holder.start], text[holder.end : holder.end + 1]
        return (
            signs in _BRACKETS
            and self._held.holds_counties(holder.words)
            and self._held.is_inside(holder.words + county.words)
        )

    def _joined(
        self, text: str, found: Iterable[_Found], region: str | None, year: int | None
    ) -> list[_Found]:
        """A unit and a place inside it right behind (遵义市正安县) are one mention."""
        joined: list[_Found] = []
        for one in found:
            before = joined[-1] if joined else None
            if before is not None and self._is_in_brackets(text, before, one):
                end = one.end + 1
                words = one.words + before.words
                joined[-1] = _Found(before.start, end, text[before.start : end], read_as=words)
                continue
            # 丰城市丰城电厂: a unit and what is named after it, not a unit inside a unit.
            if before is not None and before.end == one.start and not before.words.startswith(one.words):
                words = before.words + one.words
                if self._gazetteer.means_one(words, region=region, year=year) or (
                    self._held.holds_counties(before.words) and self._held.is_inside(words)
                ):
                    joined[-1] = _Found(before.start, one.end, words)
                    continue
            joined.append(one)
        return joined

    def _resolve(
        self, text: str, chain: list[_Found], asked: _Asked, *, has_company: bool
    ) -> Iterator[tuple[_Found, Resolution]]:
        level = next((level for words, level in _LEVEL_AFTER if words.match(text, chain[-1].end)), None)
        region, year = asked.region, asked.year
        codes = [self._code(found.words, asked) for found in chain] if len(chain) > 1 else [""]
        for index, found in enumerate(chain):
            around = (*codes[max(0, index - _NEAREST) : index], *codes[index + 1 : index + 1 + _NEAREST])
            neighbours = list(dict.fromkeys(code for code in around if code))
            asked_for = found.read_as or found.words
            resolution = self._gazetteer.resolve(asked_for, region=region, year=year, neighbours=neighbours)
            if resolution.status is Status.AMBIGUOUS and level is not None:
                told = self._gazetteer.resolve(
                    asked_for, region=region, year=year, neighbours=neighbours, level=level
                )
                resolution = replace(told, words=found.words) if told.candidates else resolution
            is_listed = has_company and resolution.status is not Status.UNKNOWN
            if is_listed or self._is_meant(found, resolution, chain, region):
                yield found, resolution

    def _code(self, words: str, asked: _Asked) -> str:
        """Code of the one unit that words mean by themselves; empty in doubt and for what is no unit."""
        code = asked.codes.get(words)
        if code is None:
            unit = self._gazetteer.find_unit(words, region=asked.region, year=asked.year)
            code = asked.codes[words] = unit.adcode if unit is not None else ""
        return code

    def _is_meant(
        self, found: _Found, resolution: Resolution, chain: list[_Found], region: str | None
    ) -> bool:
        """Everyday words and short names of faraway counties count only in company."""
        if resolution.status is Status.UNKNOWN:
            return False
        # 城区、矿区、郊区: districts that are listed are meant, each of them an everyday word.
        beside = (other.words for other in chain if other is not found)
        if found.is_spelt_out or any(not is_everyday(words) or words.endswith("区") for words in beside):
            return True
        return not is_everyday(found.words) and any(
            _is_well_known(one, region) for one in resolution.candidates
        )


def find_mentions(
    text: str, gazetteer: Gazetteer, *, region: str | None = None, year: int | None = None
) -> list[Mention]:
    """Places that a text writes; for many texts make one `PlaceFinder`.

    Parameters
    ----------
    text
        Running text.
    gazetteer
        Names to find and their meaning.
    region
        adcode of the unit the text is about.
    year
        Year of the text.

    Returns
    -------
    list of Mention
        In the order of the text; none overlaps another.
    """
    return PlaceFinder(gazetteer).find(text, region=region, year=year)


def _is_spelt_out(name: str, rules: frozenset[Rule]) -> bool:
    if len(name) < 3 or not rules & _SPELT_OUT:
        return False
    # 城中区 and 新市区 are said of many towns; 2-character stems with a tail are safe enough.
    return not (name.endswith("区") and name[0] in "市城新" and len(name) == 3)


def _is_well_known(candidate: Candidate, region: str | None) -> bool:
    """Whether a reader takes the short name for this place without being told where it is."""
    if candidate.rule is Rule.OLD_SHORT_NAME and not region:
        return False
    if candidate.thing is Thing.REGION or candidate.level is not Level.COUNTY:
        return True
    return region is not None and any(code[:2] == region[:2] for code in candidate.adcodes)


def _chains(text: str, found: Iterable[_Found]) -> Iterator[list[_Found]]:
    """Groups of places with nothing but list marks between them."""
    chain: list[_Found] = []
    for one in found:
        if chain and text[chain[-1].end : one.start].strip() not in _BETWEEN:
            yield chain
            chain = []
        chain.append(one)
    if chain:
        yield chain


def _is_item_beside(text: str, chain: list[_Found], following: list[_Found]) -> bool:
    """Whether two groups are items of one list, each with what it makes (枣强复材、故城服装), one of them beyond doubt."""
    between = text[chain[-1].end : following[0].start]
    if not _ITEM.fullmatch(between) or _NO_ITEM.match(text, following[0].end):
        return False
    return any(not is_everyday(one.words) for one in (*chain, *following))


def _without_stars(text: str) -> tuple[str, Sequence[int]]:
    """The text without stars, and for each sign left its position in the text."""
    if "*" not in text:
        return text, range(len(text))
    places = [position for position, sign in enumerate(text) if sign != "*"]
    return "".join(text[position] for position in places), places


def too_many_places() -> LimitExceeded:
    """The refusal of a text with more than ``MOST_PLACES`` names.

    Returns
    -------
    LimitExceeded
        To be raised.
    """
    return LimitExceeded(
        f"文件里的地名超过 {MOST_PLACES} 处，像是名单而不是规划",
        f"the document holds more than {MOST_PLACES} names of places, like a list rather than a plan",
        code="too_many_places",
        hint_zh="请把文件按篇章分开添加，或去掉名单部分。",
        hint_en="Add its parts as documents of their own, or leave out the lists.",
    )
