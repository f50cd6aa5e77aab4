"""The values the atlas speaks of: admin units, documents, clauses, goals, places and links.

Plain frozen dataclasses; how they are read, stored or drawn is told elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from atlas.core.errors import Text


class Level(StrEnum):
    """Level of an admin unit."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"


class Relation(StrEnum):
    """How a goal is tied to an admin unit; strongest first."""

    NAMED = "named"
    IMPLICIT = "implicit"
    MEMBER = "member"
    SCOPE = "scope"
    PARTNER = "partner"
    MARKET = "market"
    ROUTE = "route"
    CONTEXT = "context"
    EXCLUDED = "excluded"
    NEGATED = "negated"


#: Relations under which a unit is asked to do something.
ASKED = (Relation.NAMED, Relation.IMPLICIT, Relation.MEMBER, Relation.SCOPE)


class Kind(StrEnum):
    """What a clause item is."""

    DESIGNATION = "designation"
    TARGET = "target"
    CLUSTER = "cluster"
    PROJECT = "project"
    ZONE = "zone"
    FACT = "fact"


class DocumentStatus(StrEnum):
    """How far a document has come (``docs/catalogue-format.md``)."""

    DRAFT = "draft"  # out for comment
    FINAL = "final"  # in force
    REPEALED = "repealed"


class Precision(StrEnum):
    """How well a position is known; sharpest first."""

    SURVEYED = "surveyed"
    PARCEL = "parcel"
    TOWN = "town"
    COUNTY = "county"
    PREFECTURE = "prefecture"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class AdminUnit:
    """A province, prefecture or county-level unit.

    Parameters
    ----------
    adcode
        Six-digit GB/T 2260 code, text.
    name, short_name
        Official name (玉屏侗族自治县) and the name without its tail (玉屏).
    level
        Province, prefecture or county.
    kind
        ``district``, ``city``, ``county``, ``autonomous county``, ``banner``, ``special district`` … ; for the
        upper levels ``province``, ``municipality``, ``autonomous region``, ``prefecture`` and so on.
    parent
        adcode of the unit above; empty for a province.
    prefecture, province
        adcodes of the units this one lies in (itself at its own level); empty where there is none.
    pinyin, initials
        Of the short name, without tones (yuping, yp).
    area_km2
        Area on the ellipsoid [km2].
    label
        Point inside the unit for its label, (lon, lat) in degrees.
    bbox
        (west, south, east, north) in degrees.
    """

    adcode: str
    name: str
    short_name: str
    level: Level
    kind: str
    parent: str
    prefecture: str
    province: str
    pinyin: str
    initials: str
    area_km2: float = 0.0
    label: tuple[float, float] = (0.0, 0.0)
    bbox: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name that an admin unit has or had.

    Parameters
    ----------
    adcode
        Current code of the unit.
    name
        The name.
    kind
        ``official``, ``short``, ``alias`` or ``old``.
    year_from, year_to
        First and last year of use; ``None`` where the sources do not say or the name is in use.
    pinyin, initials
        Of the whole name, without tones (panxian, px); only for old names, by which people still search.
    """

    adcode: str
    name: str
    kind: str
    year_from: int | None = None
    year_to: int | None = None
    pinyin: str = ""
    initials: str = ""


@dataclass(frozen=True, slots=True)
class CodeChange:
    """A code that an admin unit had before.

    Parameters
    ----------
    old_adcode, old_name
        Code and name as they were.
    adcode
        Current code of the unit that took over; empty where it was split up.
    year
        First year in which the old code is no longer in use.
    reason
        ``renamed``, ``upgraded``, ``recoded``, ``merged``, ``split`` or empty.
    """

    old_adcode: str
    old_name: str
    adcode: str
    year: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """An industry or policy topic, see ``geodata/topics.csv``."""

    slug: str
    title: Text
    group: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a target or a fact, in the unit as printed.

    Parameters
    ----------
    metric
        What is measured.
    op
        ``=``, ``>=``, ``>``, ``<=``, ``<``, ``~`` or ``range``.
    value, value_max
        Numbers as printed; ``value_max`` only for a range.
    unit
        As printed (亿元, 户, %).
    year, year_from
        Year it is due (or was true); first year of a period.
    wording
        The printed qualifier (力争, 以上).
    scope
        What it covers, in words.
    per
        ``each`` when it holds for each place, else empty.
    suspicious
        Why the printed figure looks wrong; empty when it does not.
    """

    metric: str
    op: str
    value: float
    value_max: float | None
    unit: str
    year: int | None
    year_from: int | None = None
    wording: str = ""
    scope: str = ""
    per: str = ""
    suspicious: str = ""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place as a document writes it, before it is resolved.

    Parameters
    ----------
    words
        As written.
    relation
        What the goal has to do with it.
    read_as
        Other name to look up instead of the words; empty for none.
    within
        adcode of the unit to look in; empty for the document's own rule.
    """

    words: str
    relation: Relation
    read_as: str = ""
    within: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """One thing a clause asks for or states.

    Parameters
    ----------
    id
        ``<document>#<clause>#<number>``, number counted from 1 in the clause.
    document, clause
        Ids.
    kind
        What it is.
    topics
        Topic slugs.
    summary
        Own words.
    name
        Of a cluster, project or zone; also on a figure that belongs to one.
    host
        Place that hosts a cluster, as written.
    companies
        As printed.
    figure
        For targets and facts.
    due
        Year in which it is due, also where there is no figure.
    year_stated
        Whether the words that set the goal, or those that govern them, write this year; else it is only the year to
        which the plan runs. False without a year.
    mentions
        Places as written.
    """

    id: str
    document: str
    clause: str
    kind: Kind
    topics: tuple[str, ...]
    summary: Text
    name: str = ""
    host: str = ""
    companies: tuple[str, ...] = ()
    figure: Figure | None = None
    due: int | None = None
    year_stated: bool = False
    mentions: tuple[PlaceMention, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered place in a document; ``path`` is the id split at its numbers."""

    document: str
    id: str
    heading: Text
    summary: Text

    @property
    def path(self) -> tuple[str, ...]:
        """The numbers of the clause, outermost first."""
        return tuple(self.id.split("/"))


@dataclass(frozen=True, slots=True)
class Document:
    """A policy document: who says what for which region until when.

    ``status`` is one of ``DocumentStatus``, or empty. ``headings`` names sections that state nothing of their own, by clause id.
    """

    id: str
    title: Text
    issuer: str
    region: str
    year: int | None
    horizon: int | None
    status: str
    source: str
    clauses: tuple[Clause, ...] = ()
    goals: tuple[Goal, ...] = ()
    headings: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a link holds.

    Parameters
    ----------
    words
        The words found.
    rule
        Name of the rule that matched.
    confidence
        0 to 1.
    candidates
        adcodes of the other units the words may mean.
    reviewer, reviewed
        Who confirmed it and when (ISO date); empty before that.
    """

    words: str
    rule: str
    confidence: float = 1.0
    candidates: tuple[str, ...] = ()
    reviewer: str = ""
    reviewed: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A goal tied to an admin unit.

    ``via`` holds the place through which a derived link runs (a prefecture, a region, a zone), as written.
    """

    goal: str
    adcode: str
    level: Level
    relation: Relation
    place: str
    via: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Zone:
    """A development zone or park, or a site; a point only where a source gives one.

    Parameters
    ----------
    name
        Official name.
    aliases
        Other names in use.
    kind
        For zones ``national`` or ``provincial`` and so on; for sites ``town``, ``deposit``, ``plant`` …
    adcodes
        County-level units it lies in.
    point
        (lon, lat) in degrees, or ``None``.
    precision
        Of the position.
    source
        Where the facts come from.
    """

    name: str
    aliases: tuple[str, ...]
    kind: str
    adcodes: tuple[str, ...]
    point: tuple[float, float] | None
    precision: Precision
    source: str
    code: str = ""
    note: str = ""
    commodities: tuple[str, ...] = field(default=())
