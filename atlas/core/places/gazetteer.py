"""Words to ranked admin units: official, short and old names, codes, zones, towns and regions.

Doubt is an answer, never a guess: words that may mean several places come back with all of them, unknown words
with the names that look alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from atlas.core.errors import PlaceUnresolved
from atlas.core.model import AdminUnit, Level
from atlas.core.places.name_index import Entry, NameIndex, PlaceTables
from atlas.core.places.nearest import nearest_names
from atlas.core.places.ranking import Ranked, Setting, rank
from atlas.core.places.resolution import Candidate, Resolution, Rule, Status, Thing
from atlas.core.places.territory import Territory
from atlas.core.places.zone_names import zone_key

# Blanks, line ends and the stars that a text recognition leaves inside words.
_NOISE = str.maketrans("", "", " \t\r\n\u3000\u200b\ufeff*")
# Words for a part of a unit, and what the name ends with when they are taken off.
_PARTS = (
    ("县城", "县"),
    ("县域", "县"),
    ("城区", ""),
    ("市区", ""),
    ("境内", ""),
    ("全境", ""),
    ("地区", ""),
)
_LOOK_ALIKES, _MOST_HINTS = 40, 5
#: Answers that are kept; those of one document are some thousands.
_MOST_KEPT = 20_000
# Tails that people mix up, and the level they can mean.
_OTHER_TAILS = {
    "县": Level.COUNTY,
    "区": Level.COUNTY,
    "旗": Level.COUNTY,
    "市": None,
    "州": Level.PREFECTURE,
}


class Gazetteer:
    """Resolves the words of a place.

    Parameters
    ----------
    tables
        Units of today, their names and codes over the years, zones, sites and regions.
    """

    def __init__(self, tables: PlaceTables) -> None:
        self._index = NameIndex(tables)
        self._territory = Territory(tables.units)
        # A document asks for the same few names hundreds of times.
        self._find_anyhow = lru_cache(_MOST_KEPT)(self._search)

    def unit(self, adcode: str) -> AdminUnit | None:
        """The unit of a code of today.

        Parameters
        ----------
        adcode
            Six digits.

        Returns
        -------
        AdminUnit or None
            ``None`` when no unit of today has this code.
        """
        return self._index.unit(adcode)

    def below(self, adcode: str) -> tuple[AdminUnit, ...]:
        """The units right below one.

        Parameters
        ----------
        adcode
            Six digits, of today.

        Returns
        -------
        tuple of AdminUnit
            By code; of a province its prefectures, and the counties that belong to none.
        """
        return self._below.get(adcode, ())

    @cached_property
    def _below(self) -> dict[str, tuple[AdminUnit, ...]]:
        found: dict[str, list[AdminUnit]] = {}
        for unit in self._index.units():
            found.setdefault(unit.parent, []).append(unit)
        return {parent: tuple(sorted(units, key=lambda one: one.adcode)) for parent, units in found.items()}

    def names(self) -> Iterator[str]:
        """Every name known, for finding them in a text.

        Yields
        ------
        str
            In no set order.
        """
        return self._index.names()

    @cached_property
    def _all_names(self) -> frozenset[str]:
        return frozenset(self.names())

    def rules(self, words: str) -> frozenset[Rule]:
        """Rules by which words lead to something, whatever the region.

        Parameters
        ----------
        words
            A name.

        Returns
        -------
        frozenset of Rule
            Empty when nobody knows the words.
        """
        return frozenset(entry.rule for entry in self._index.entries(words))

    def resolve(
        self,
        words: str,
        *,
        within: str | None = None,
        region: str | None = None,
        year: int | None = None,
        level: Level | None = None,
        neighbours: Sequence[str] = (),
    ) -> Resolution:
        """What words mean in a document.

        Parameters
        ----------
        words
            A name as written, a six-digit code, or a name with the units above it in front (遵义市正安县).
        within
            adcode of a unit to look in; nothing outside it is considered.
        region
            adcode of the unit the document is about; decides between places of the same name.
        year
            Year of the document: names and codes of that year come first.
        level
            Level that the words must have, where the text tells it (等县).
        neighbours
            The other places of the same list, as adcodes or as words; they help where the region does not.

        Returns
        -------
        Resolution
            Never raises for unknown words.
        """
        text = words.translate(_NOISE)
        setting = Setting(within or "", region or "", year, level)
        if neighbours:
            beside = self._neighbour_codes(neighbours, setting)
            setting = Setting(setting.within, setting.region, year, level, beside)
        ranked = self._find_anyhow(text, setting)
        hints = self._hints(text, setting) if ranked.status is Status.UNKNOWN else ()
        return Resolution(words, ranked.status, ranked.candidates, hints)

    def means_one(self, words: str, *, region: str | None = None, year: int | None = None) -> bool:
        """Whether words mean one place beyond doubt, without a search for names that look alike.

        Parameters
        ----------
        words, region, year
            As for `resolve`.

        Returns
        -------
        bool
            False for unknown words and in doubt.
        """
        ranked = self._find_anyhow(words.translate(_NOISE), Setting("", region or "", year))
        return ranked.status is Status.RESOLVED

    def list_candidates(self, words: str) -> tuple[Candidate, ...]:
        """All that words may mean anywhere, without a search for names that look alike.

        Parameters
        ----------
        words
            As for `resolve`.

        Returns
        -------
        tuple of Candidate
            Best first; empty for unknown words.
        """
        return self._find_anyhow(words.translate(_NOISE), Setting("", "", None)).candidates

    def find_unit(
        self,
        words: str,
        *,
        within: str | None = None,
        region: str | None = None,
        year: int | None = None,
    ) -> Candidate | None:
        """The one unit that words mean, without a search for names that look alike.

        Parameters
        ----------
        words, within, region, year
            As for `resolve`.

        Returns
        -------
        Candidate or None
            ``None`` when the words are unknown, in doubt, or name something that is no unit.
        """
        ranked = self._find_anyhow(words.translate(_NOISE), Setting(within or "", region or "", year))
        best = ranked.candidates[0] if ranked.status is Status.RESOLVED else None
        return best if best and not best.is_derived else None

    def get(
        self,
        words: str,
        *,
        within: str | None = None,
        region: str | None = None,
        year: int | None = None,
        level: Level | None = None,
        neighbours: Sequence[str] = (),
    ) -> Candidate:
        """The one place that words mean.

        Parameters
        ----------
        words, within, region, year, level, neighbours
            As for `resolve`.

        Returns
        -------
        Candidate
            Beyond doubt.

        Raises
        ------
        PlaceUnresolved
            The words are unknown or in doubt; detail names the candidates and the names that look alike.
        """
        found = self.resolve(
            words, within=within, region=region, year=year, level=level, neighbours=neighbours
        )
        if found.best is None:
            raise unresolved(found)
        return found.best

    def _search(self, text: str, setting: Setting) -> Ranked:
        ranked = self._find(text, setting)
        if ranked.status is Status.UNKNOWN:
            ranked = self._find_inside(text, setting)
        if ranked.status is Status.UNKNOWN:
            ranked = self._find_loosely(text, setting)
        return ranked

    def _find(self, text: str, setting: Setting) -> Ranked:
        entries, key = self._index.entries(text), zone_key(text)
        if key != text:
            zones = (entry for entry in self._index.entries(key) if entry.thing in (Thing.ZONE, Thing.SITE))
            entries = (*entries, *(zone for zone in zones if zone not in entries))
        return rank(text, entries, setting, self._territory)

    def _find_inside(self, text: str, setting: Setting) -> Ranked:
        """Read the front of the words as a unit and the rest as a place inside it."""
        for cut in range(len(text) - 2, 1, -1):
            holders = {
                entry.adcodes[0]: entry.name
                for entry in self._index.entries(text[:cut])
                if entry.thing is Thing.UNIT and entry.rule not in (Rule.CODE, Rule.OLD_CODE)
            }
            answers = [self._inside(text[cut:], code, name, setting) for code, name in holders.items()]
            answers = [answer for answer in answers if answer.candidates]
            if len(answers) == 1:
                return answers[0]
            if answers:
                every = {one.adcodes: one for answer in answers for one in answer.candidates}
                return Ranked(Status.AMBIGUOUS, tuple(every.values()))
        return Ranked(Status.UNKNOWN, ())

    def _inside(self, rest: str, holder: str, holder_name: str, setting: Setting) -> Ranked:
        inner = self._narrowed(setting, holder)
        if inner is None:
            return Ranked(Status.UNKNOWN, ())
        ranked = self._find(rest, inner)
        if ranked.status is Status.UNKNOWN:
            ranked = self._find_inside(rest, inner)
        # A unit does not lie inside itself: 吉林吉林 needs another one.
        inside = [
            replace(one, inside=holder_name)
            for one in ranked.candidates
            if one.is_derived or one.adcodes != (holder,)
        ]
        return Ranked(ranked.status if inside else Status.UNKNOWN, tuple(inside))

    def _narrowed(self, setting: Setting, adcode: str) -> Setting | None:
        if not setting.within or self._territory.contains(setting.within, adcode):
            return replace(setting, within=adcode)
        return setting if self._territory.contains(adcode, setting.within) else None

    def _find_loosely(self, text: str, setting: Setting) -> Ranked:
        entries: list[Entry] = []
        for part, tail in _PARTS:
            if text.endswith(part) and len(text) - len(part) >= 2:
                entries += self._restated(text.removesuffix(part) + tail, Rule.PART, None)
                entries += self._restated(text.removesuffix(part), Rule.PART, None)
        if not entries and text[-1:] in _OTHER_TAILS and len(text) >= 3:
            entries += self._restated(text[:-1], Rule.OTHER_TAIL, _OTHER_TAILS[text[-1]])
        return rank(text, entries, setting, self._territory)

    def _restated(self, text: str, rule: Rule, level: Level | None) -> Iterator[Entry]:
        for entry in self._index.entries(text):
            if entry.thing is Thing.UNIT and level in (None, entry.level):
                yield replace(entry, rule=rule)

    def _hints(self, text: str, setting: Setting) -> tuple[str, ...]:
        """Names that look alike, those in the document's province first; then the end of the words on its own."""
        known = self._index.entries(text)
        if known and all(entry.area for entry in known):
            # A region that only plans of its own province call so (苏北) is no slip of the pen elsewhere.
            return ()
        province = self._territory.province(setting.region) if setting.region else ""
        near: list[tuple[bool, str]] = []
        for name in nearest_names(text, self._all_names, count=_LOOK_ALIKES):
            entries = self._index.entries(name)
            is_local = any(
                self._territory.contains(province, code) for one in entries for code in one.adcodes
            )
            near.append((not is_local, name))
        hints = [name for _, name in sorted(near, key=lambda pair: pair[0])]
        for cut in range(2, len(text) - 1):
            if hints:
                break
            for entry in self._index.entries(text[cut:]):
                parent = self._index.unit(entry.adcodes[0])
                holder = self._index.unit(parent.parent) if parent else None
                hints.append((holder.name if holder else "") + entry.name)
        return tuple(hints[:_MOST_HINTS])

    def _neighbour_codes(self, neighbours: Iterable[str], setting: Setting) -> tuple[str, ...]:
        codes: dict[str, None] = {}
        for neighbour in neighbours:
            if self._index.unit(neighbour):
                codes.setdefault(neighbour)
            else:
                found = self._find(neighbour.translate(_NOISE), setting)
                if found.status is Status.RESOLVED and found.candidates[0].thing is Thing.UNIT:
                    codes.setdefault(found.candidates[0].adcode)
        return tuple(codes)


def unresolved(found: Resolution) -> PlaceUnresolved:
    """The error for words that are unknown or in doubt.

    Parameters
    ----------
    found
        What they may mean.

    Returns
    -------
    PlaceUnresolved
        Tells the candidates, or the names that look alike.
    """
    if found.status is Status.AMBIGUOUS:
        names = "、".join(f"{one.name}（{'、'.join(one.adcodes)}）" for one in found.candidates)
        zh, en = f"“{found.words}”可能指：{names}", f"“{found.words}” may mean: {names}"
        hint_zh, hint_en = (
            "请用 within 指明所在的上级，或写全称。",
            "Say within which unit, or write the full name.",
        )
    else:
        names = "、".join(found.hints) or "—"
        zh, en = f"不认识地名“{found.words}”", f"the place “{found.words}” is not known"
        hint_zh, hint_en = f"相近的名称：{names}", f"Names that look alike: {names}"
    return PlaceUnresolved(
        zh,
        en,
        hint_zh=hint_zh,
        hint_en=hint_en,
        words=found.words,
        status=str(found.status),
        candidates=[list(one.adcodes) for one in found.candidates],
        nearest=list(found.hints),
    )
