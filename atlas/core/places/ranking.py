"""Weighs the things that words may mean against each other: nearest to the document first, doubt kept.

The order: a thing inside the document's own province before one elsewhere; a name of the time before one of
another time; then the nearer. What stays level is a doubt, unless one of the units holds the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from atlas.core.model import Level
from atlas.core.places.name_index import Entry
from atlas.core.places.resolution import TRUST, Candidate, Rule, Status, Thing
from atlas.core.places.territory import Territory

# Groups of trust: names of the time, names of another time, guesses from a part of the words.
_OF_THE_TIME, _OF_ANOTHER_TIME, _LOOSE = 0, 1, 2
# Distances from the document.
_SAME_PREFECTURE, _SAME_PROVINCE, _NEAR_NEIGHBOURS, _ELSEWHERE = 0, 1, 2, 3
# What a distance leaves of the trust in a reading; our own estimate.
_DISTANCE_FACTOR = {_SAME_PREFECTURE: 1.0, _SAME_PROVINCE: 1.0, _NEAR_NEIGHBOURS: 0.95, _ELSEWHERE: 0.9}
_PAST = frozenset({Rule.OLD_NAME, Rule.OLD_SHORT_NAME, Rule.OLD_CODE})
_GUESSED = frozenset({Rule.OTHER_TAIL, Rule.PART})
# Prefectures that share their short name with a city inside them (昌吉州, 喀什地区).
_NOT_A_CITY = ("州", "盟", "地区")
# Neighbours in a list that speaks of counties only.
_LONG_LIST = 3


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when words stand.

    Parameters
    ----------
    within
        Unit to look in; empty for the whole country.
    region
        Unit that the document is about; empty when unknown.
    year
        Year of the document; ``None`` for today.
    level
        Level the words must have; ``None`` for any.
    neighbours
        adcodes of the other places of the same list.
    """

    within: str = ""
    region: str = ""
    year: int | None = None
    level: Level | None = None
    neighbours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranked:
    """Candidates, best first, and whether the first is beyond doubt."""

    status: Status
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class _Weighed:
    entry: Entry
    group: int
    distance: int

    @property
    def key(self) -> tuple[bool, int, int]:
        return (self.distance > _SAME_PROVINCE, self.group, self.distance)


def rank(words: str, entries: Iterable[Entry], setting: Setting, territory: Territory) -> Ranked:
    """Order what words may mean and say whether a doubt is left.

    Parameters
    ----------
    words
        As looked up.
    entries
        Everything they lead to.
    setting
        Where and when they stand.
    territory
        Tells which unit lies in which.

    Returns
    -------
    Ranked
        Status ``unknown`` when no entry fits the setting.
    """
    fitting = [entry for entry in entries if _fits(entry, setting, territory)]
    if setting.within:
        deeper = [entry for entry in fitting if entry.adcodes != (setting.within,)]
        fitting = deeper or fitting
    weighed = [
        _Weighed(entry, _group(words, entry, setting.year), _distance(entry, setting, territory))
        for entry in fitting
    ]
    if not weighed:
        return Ranked(Status.UNKNOWN, ())
    weighed = _best_of_each(weighed)
    first = _decide(weighed, setting, territory)
    if first is not None:
        weighed.remove(first)
        weighed.insert(0, first)
    status = Status.AMBIGUOUS if first is None else Status.RESOLVED
    is_placed = bool(setting.region or setting.neighbours)
    return Ranked(status, tuple(_candidate(one, is_placed=is_placed) for one in weighed))


def _fits(entry: Entry, setting: Setting, territory: Territory) -> bool:
    if setting.level and entry.level is not setting.level:
        return False
    if entry.area and not (setting.region and territory.contains(entry.area, setting.region)):
        return False
    return not setting.within or any(territory.contains(setting.within, code) for code in entry.adcodes)


def _group(words: str, entry: Entry, year: int | None) -> int:
    if entry.rule in _GUESSED or (entry.thing in (Thing.ZONE, Thing.SITE) and len(words) <= 2):
        return _LOOSE
    if year is None:
        return _OF_ANOTHER_TIME if entry.rule in _PAST else _OF_THE_TIME
    too_early = entry.year_from is not None and year < entry.year_from
    too_late = entry.year_to is not None and year > entry.year_to
    return _OF_ANOTHER_TIME if too_early or too_late else _OF_THE_TIME


def _distance(entry: Entry, setting: Setting, territory: Territory) -> int:
    if entry.thing is Thing.REGION:
        return _SAME_PROVINCE if setting.region else _ELSEWHERE
    return min(_unit_distance(code, entry.level, setting, territory) for code in entry.adcodes)


def _unit_distance(adcode: str, level: Level | None, setting: Setting, territory: Territory) -> int:
    region = setting.region
    if region:
        prefecture = territory.prefecture(region)
        is_province = territory.province(region) == region
        holds_region = territory.contains(adcode, region) and not is_province
        if holds_region or (prefecture and prefecture == territory.prefecture(adcode)):
            return _SAME_PREFECTURE
        # Every reader knows the provinces: 海南 in a Guizhou plan is the province.
        if level is Level.PROVINCE or territory.province(adcode) == territory.province(region):
            return _SAME_PROVINCE
    provinces = {territory.province(code) for code in setting.neighbours}
    return _NEAR_NEIGHBOURS if territory.province(adcode) in provinces else _ELSEWHERE


def _best_of_each(weighed: Sequence[_Weighed]) -> list[_Weighed]:
    """Sorted, each thing once: by its best rule, at its highest level."""
    order = sorted(
        weighed,
        key=lambda one: (
            one.key,
            -TRUST[one.entry.rule],
            one.entry.level == Level.COUNTY,
            -(one.entry.year_to or 0),
            one.entry.adcodes,
        ),
    )
    seen: dict[tuple[str, ...], _Weighed] = {}
    for one in order:
        seen.setdefault(one.entry.adcodes, one)
    return list(seen.values())


def _decide(weighed: Sequence[_Weighed], setting: Setting, territory: Territory) -> _Weighed | None:
    """The one meaning beyond doubt; ``None`` when there is none."""
    top = weighed[0]
    level = [one for one in weighed if one.key == top.key]
    rivals = [one for one in weighed if one.key != top.key]
    if len(level) > 1:
        holder = _holder(level, setting, territory) or _beside(level, setting, territory)
        if holder is None:
            return None
        top = holder
    return None if any(_is_challenger(one, top) for one in rivals) else top


def _holder(level: Sequence[_Weighed], setting: Setting, territory: Territory) -> _Weighed | None:
    """Of 长沙市 and 长沙县 inside it the bare name means the city, unless the text speaks of counties."""
    for one in level:
        code, kind = one.entry.adcodes[0], one.entry.level
        others = [other.entry for other in level if other is not one]
        holds_all = one.entry.thing is Thing.UNIT and all(
            other.thing is Thing.UNIT and territory.contains(code, other.adcodes[0]) for other in others
        )
        if not holds_all:
            continue
        # In the province's or the county's own document the name may well mean either.
        own = setting.region and (
            (kind is Level.PROVINCE and territory.contains(code, setting.region))
            or any(other.adcodes[0] == setting.region for other in others)
        )
        among_counties = bool(setting.neighbours) and all(
            territory.prefecture(neighbour) != neighbour and territory.province(neighbour) != neighbour
            for neighbour in setting.neighbours
        )
        is_of_counties = among_counties or code == setting.region
        if kind is Level.PREFECTURE and is_of_counties and one.entry.name.endswith(_NOT_A_CITY):
            return _only_city(level)
        return None if own or (kind is Level.PREFECTURE and among_counties) else one
    return None


def _only_city(level: Sequence[_Weighed]) -> _Weighed | None:
    """昌吉市 among the counties of 昌吉州, which calls itself 全州 or 昌吉州; between 临夏市 and 临夏县 doubt is left."""
    counties = [one for one in level if one.entry.level is Level.COUNTY]
    return counties[0] if len(counties) == 1 and counties[0].entry.name.endswith("市") else None


def _beside(level: Sequence[_Weighed], setting: Setting, territory: Territory) -> _Weighed | None:
    """Of counties of one name that which shares its prefecture with all its neighbours in the list (睢宁、鼓楼).

    A prefecture stands in no long list of its own counties: 衡阳 beside 衡东, 祁东 and 衡南 is the county; beside two
    it may be the city proper.
    """
    prefectures = {territory.prefecture(code) for code in setting.neighbours}
    if len(prefectures) != 1 or any(code in prefectures for code in setting.neighbours):
        return None
    is_long = len(set(setting.neighbours)) >= _LONG_LIST
    counties = [one for one in level if not (is_long and set(one.entry.adcodes) <= prefectures)]
    if any(one.entry.level is not Level.COUNTY for one in counties):
        return None
    near = [
        one for one in counties if {territory.prefecture(code) for code in one.entry.adcodes} == prefectures
    ]
    return near[0] if len(near) == 1 else None


def _is_challenger(other: _Weighed, top: _Weighed) -> bool:
    """Whether a lower-ranked reading is too good to be passed over in silence."""
    if top.group == _OF_THE_TIME:
        return False
    if top.group == _LOOSE:
        return other.group < _LOOSE
    # An old name in the province against the name of a prefecture or province elsewhere.
    return other.group == _OF_THE_TIME and other.entry.level in (Level.PREFECTURE, Level.PROVINCE)


def _candidate(one: _Weighed, *, is_placed: bool) -> Candidate:
    entry = one.entry
    of_another_time = one.group == _OF_ANOTHER_TIME and entry.rule not in _PAST
    factor = (_DISTANCE_FACTOR[one.distance] if is_placed else 1.0) * (0.9 if of_another_time else 1.0)
    return Candidate(
        adcodes=entry.adcodes,
        level=entry.level,
        thing=entry.thing,
        name=entry.name,
        rule=entry.rule,
        score=round(TRUST[entry.rule] * factor, 3),
        year_from=entry.year_from,
        year_to=entry.year_to,
    )
