"""What the gazetteer answers: ranked candidates with reasons, and whether they leave a doubt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from atlas.core.errors import Text
from atlas.core.model import Level


class Status(StrEnum):
    """Whether words name one place."""

    RESOLVED = "resolved"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


class Thing(StrEnum):
    """What a name belongs to."""

    UNIT = "unit"
    ZONE = "zone"
    SITE = "site"
    TOWN = "town"
    REGION = "region"


class Rule(StrEnum):
    """The rule by which words matched; stable text for evidence and tests."""

    CODE = "code"
    OFFICIAL_NAME = "official name"
    COMMON_NAME = "common name"
    SHORT_NAME = "short name"
    ALIAS = "alias"
    ABBREVIATION = "abbreviation"
    OLD_CODE = "old code"
    OLD_NAME = "old name"
    OLD_SHORT_NAME = "old short name"
    OTHER_TAIL = "other tail"
    PART = "part of a unit"
    ZONE_NAME = "zone name"
    ZONE_ALIAS = "zone alias"
    SITE_NAME = "site name"
    SITE_ALIAS = "site alias"
    TOWN_NAME = "town name"
    TOWN_BESIDE = "town of a unit named beside it"
    TOWN_ALIKE = "town with another tail"
    TOWN_ZONE = "zone named after a town"
    REGION_NAME = "region name"
    REGION_ALIAS = "region alias"


#: How far a rule alone can be trusted, 0 to 1. Our own estimate, ordered by how much of the name is spelt out.
TRUST = {
    Rule.CODE: 1.0,
    Rule.OFFICIAL_NAME: 1.0,
    Rule.COMMON_NAME: 0.98,
    Rule.ZONE_NAME: 0.98,
    Rule.SITE_NAME: 0.98,
    Rule.REGION_NAME: 0.98,
    Rule.SHORT_NAME: 0.95,
    Rule.ALIAS: 0.95,
    Rule.ZONE_ALIAS: 0.95,
    Rule.REGION_ALIAS: 0.95,
    Rule.OLD_CODE: 0.95,
    Rule.TOWN_NAME: 0.93,
    Rule.OLD_NAME: 0.9,
    Rule.SITE_ALIAS: 0.9,
    Rule.TOWN_BESIDE: 0.85,
    Rule.ABBREVIATION: 0.8,
    Rule.OLD_SHORT_NAME: 0.75,
    Rule.PART: 0.75,
    Rule.TOWN_ALIKE: 0.7,
    Rule.TOWN_ZONE: 0.7,
    Rule.OTHER_TAIL: 0.7,
}

_RULE_ZH = {
    Rule.CODE: "现行代码",
    Rule.OFFICIAL_NAME: "正式名称",
    Rule.COMMON_NAME: "省去民族名的通称",
    Rule.SHORT_NAME: "简称",
    Rule.ALIAS: "别名",
    Rule.ABBREVIATION: "一字简称",
    Rule.OLD_CODE: "旧代码",
    Rule.OLD_NAME: "旧名",
    Rule.OLD_SHORT_NAME: "旧名的简称",
    Rule.OTHER_TAIL: "通名不同",
    Rule.PART: "辖区内的一部分",
    Rule.ZONE_NAME: "园区名称",
    Rule.ZONE_ALIAS: "园区别名",
    Rule.SITE_NAME: "地点名称",
    Rule.SITE_ALIAS: "地点别名",
    Rule.TOWN_NAME: "乡镇名称",
    Rule.TOWN_BESIDE: "旁边写明所在县（市）的乡镇",
    Rule.TOWN_ALIKE: "通名不同的乡镇，可能是旧名",
    Rule.TOWN_ZONE: "以该乡镇命名的园区",
    Rule.REGION_NAME: "区域名称",
    Rule.REGION_ALIAS: "区域别名",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that words may mean.

    Parameters
    ----------
    adcodes
        The unit meant, or the units in which the zone, site or region lies.
    level
        Level of the unit; for zones and sites county; ``None`` for a region, whose members may be of any level.
    thing
        What the name belongs to.
    name
        Official name of the thing.
    rule
        How the words matched.
    score
        Trust in this reading on its own, 0 to 1.
    year_from, year_to
        Years of the name that matched; ``None`` where open or unknown.
    inside
        Official name of the unit written in front (遵义市正安县); empty when there was none.
    outside
        Official name of the unit written in front that does not hold it (南宁市城中区).
    """

    adcodes: tuple[str, ...]
    level: Level | None
    thing: Thing
    name: str
    rule: Rule
    score: float
    year_from: int | None = None
    year_to: int | None = None
    inside: str = ""
    outside: str = ""

    @property
    def adcode(self) -> str:
        """The first unit; the only one for an admin unit."""
        return self.adcodes[0]

    @property
    def is_derived(self) -> bool:
        """True when the words name something that lies in the units, not a unit itself."""
        return self.thing is not Thing.UNIT

    @property
    def reason(self) -> Text:
        """Why this is a candidate, for a person."""
        zh, en = _RULE_ZH[self.rule], str(self.rule)
        if self.rule in (Rule.OLD_NAME, Rule.OLD_SHORT_NAME, Rule.OLD_CODE) and self.year_to:
            zh, en = f"{zh}，用到{self.year_to}年", f"{en} until {self.year_to}"
        if self.inside:
            zh, en = f"{self.inside}内，{zh}", f"inside {self.inside}, {en}"
        if self.outside:
            zh, en = f"{zh}，但不在{self.outside}", f"{en}, but not in {self.outside}"
        return Text(f"{self.name}：{zh}", f"{self.name}: {en}")


@dataclass(frozen=True, slots=True)
class Resolution:
    """What some words may mean.

    Parameters
    ----------
    words
        As asked.
    status
        Whether one candidate is beyond doubt.
    candidates
        Best first; empty when the words are unknown.
    hints
        Names that look alike; only when the words are unknown.
    """

    words: str
    status: Status
    candidates: tuple[Candidate, ...] = ()
    hints: tuple[str, ...] = ()

    @property
    def best(self) -> Candidate | None:
        """The one meaning; ``None`` in doubt."""
        return self.candidates[0] if self.status is Status.RESOLVED else None

    @property
    def adcodes(self) -> tuple[str, ...]:
        """Units of the one meaning; empty in doubt."""
        return self.best.adcodes if self.best else ()
