"""A snapshot of everything the atlas knows of policy, indexed for reading.

Built once when a process starts; every answer about goals, links and units comes from it, so that screen, table,
API and export cannot differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from atlas.core.errors import AdcodeUnknown, ClauseNotFound, DocumentNotFound, ParameterError, Text
from atlas.core.model import (
    AdminUnit,
    Clause,
    CodeChange,
    Document,
    Goal,
    Level,
    Link,
    PlaceName,
    Topic,
    Zone,
)
from atlas.core.policy.in_force import FinalVersions, find_out_of_force


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure known for many units, such as the population of the 2020 census.

    ``values`` maps adcode to number; a unit that is missing has no data.
    """

    id: str
    title: Text
    unit: str
    year: int | None
    source: str
    values: Mapping[str, float]
    licence: str = ""


@dataclass(frozen=True)
class Catalogue:
    """Units, documents, goals, links, zones, sites and indicators with their indexes."""

    units: Mapping[str, AdminUnit]
    names: tuple[PlaceName, ...]
    code_changes: tuple[CodeChange, ...]
    topics: Mapping[str, Topic]
    documents: Mapping[str, Document]
    links: tuple[Link, ...]
    zones: tuple[Zone, ...]
    sites: tuple[Zone, ...]
    indicators: Mapping[str, Indicator]
    adjacency: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    version: str = ""
    build_date: str = ""

    @cached_property
    def goals(self) -> dict[str, Goal]:
        """Goals by id, in document order."""
        return {goal.id: goal for document in self.documents.values() for goal in document.goals}

    @cached_property
    def finals(self) -> FinalVersions:
        """Tells the final version of a draft."""
        return FinalVersions(self.documents.values())

    @cached_property
    def out_of_force(self) -> frozenset[str]:
        """Documents that are read but not counted: see ``find_out_of_force``."""
        return find_out_of_force(self.documents.values(), self.finals)

    @cached_property
    def goals_in_force(self) -> tuple[Goal, ...]:
        """Goals that count, in document order."""
        return tuple(goal for goal in self.goals.values() if goal.document not in self.out_of_force)

    @cached_property
    def links_by_goal(self) -> dict[str, list[Link]]:
        """Links of each goal."""
        return _group(self.links, "goal")

    @cached_property
    def links_by_unit(self) -> dict[str, list[Link]]:
        """Links of each adcode, of goals that count."""
        if not self.out_of_force:
            return _group(self.links, "adcode")
        counted = {goal.id for goal in self.goals_in_force}
        return _group((link for link in self.links if link.goal in counted), "adcode")

    @cached_property
    def goals_by_clause(self) -> dict[tuple[str, str], list[Goal]]:
        """Goals of each (document, clause)."""
        grouped: dict[tuple[str, str], list[Goal]] = defaultdict(list)
        for goal in self.goals.values():
            grouped[goal.document, goal.clause].append(goal)
        return dict(grouped)

    @cached_property
    def children(self) -> dict[str, list[AdminUnit]]:
        """Units directly below each adcode, by code."""
        below: dict[str, list[AdminUnit]] = defaultdict(list)
        for unit in sorted(self.units.values(), key=lambda unit: unit.adcode):
            if unit.parent:
                below[unit.parent].append(unit)
        return dict(below)

    @cached_property
    def counties(self) -> tuple[AdminUnit, ...]:
        """County-level units, by code; a province of which no smaller unit is known stands among them for itself."""
        units = sorted(self.units.values(), key=lambda unit: unit.adcode)
        return tuple(
            unit
            for unit in units
            if unit.level is Level.COUNTY
            or (unit.level is Level.PROVINCE and unit.adcode not in self.children)
        )

    @cached_property
    def names_by_unit(self) -> dict[str, list[PlaceName]]:
        """Names of each adcode."""
        grouped: dict[str, list[PlaceName]] = defaultdict(list)
        for name in self.names:
            grouped[name.adcode].append(name)
        return dict(grouped)

    @cached_property
    def changes_by_unit(self) -> dict[str, list[CodeChange]]:
        """Former codes of each current adcode."""
        grouped: dict[str, list[CodeChange]] = defaultdict(list)
        for change in self.code_changes:
            grouped[change.adcode].append(change)
        return dict(grouped)

    @cached_property
    def zones_by_unit(self) -> dict[str, list[Zone]]:
        """Zones that lie in each county."""
        return _by_county(self.zones)

    @cached_property
    def sites_by_unit(self) -> dict[str, list[Zone]]:
        """Sites that lie in each county."""
        return _by_county(self.sites)

    def get_unit(self, adcode: str) -> AdminUnit:
        """Unit of a current code.

        Parameters
        ----------
        adcode
            Six digits.

        Returns
        -------
        AdminUnit
            The unit.

        Raises
        ------
        AdcodeUnknown
            No unit has this code now; the message names the successor of an old code.
        """
        unit = self.units.get(adcode)
        if unit is not None:
            return unit
        change = next((change for change in self.code_changes if change.old_adcode == adcode), None)
        if change is not None and change.adcode in self.units:
            now = self.units[change.adcode]
            raise AdcodeUnknown(
                f"行政区划代码 {adcode}（{change.old_name}）自 {change.year} 年起不再使用",
                f"adcode {adcode} ({change.old_name}) is no longer in use since {change.year}",
                hint_zh=f"现为 {now.name}，代码 {now.adcode}。",
                hint_en=f"It is now {now.name}, adcode {now.adcode}.",
                adcode=adcode,
                current=now.adcode,
            )
        raise AdcodeUnknown(
            f"没有行政区划代码为 {adcode[:20]} 的单位",
            f"no admin unit has the adcode {adcode[:20]}",
            hint_zh="代码为六位数字，例如开阳县 520121；可用搜索按名称查找。",
            hint_en="A code has six digits, such as 520121 for Kaiyang; search finds units by name.",
            adcode=adcode[:20],
        )

    def get_document(self, document: str) -> Document:
        """Document of an id.

        Parameters
        ----------
        document
            Its id.

        Returns
        -------
        Document
            With clauses and goals.

        Raises
        ------
        DocumentNotFound
            There is none.
        """
        found = self.documents.get(document)
        if found is None:
            raise DocumentNotFound(
                f"没有编号为 {document[:60]} 的文件",
                f"there is no document {document[:60]}",
                hint_zh=f"现有文件：{'、'.join(self.documents)}。",
                hint_en=f"Documents: {', '.join(self.documents)}.",
                document=document[:60],
            )
        return found

    def get_clause(self, document: str, clause: str) -> Clause:
        """Clause of a document.

        Parameters
        ----------
        document, clause
            Ids.

        Returns
        -------
        Clause
            The clause.

        Raises
        ------
        DocumentNotFound, ClauseNotFound
            There is none.
        """
        for candidate in self.get_document(document).clauses:
            if candidate.id == clause:
                return candidate
        raise ClauseNotFound(
            f"文件 {document} 中没有条款 {clause[:60]}",
            f"document {document} has no clause {clause[:60]}",
            hint_zh="条款编号以 / 连接，例如 二/(一)/1。",
            hint_en="Clause ids are joined by slashes, such as 二/(一)/1.",
            document=document,
            clause=clause[:60],
        )

    def get_topic(self, slug: str) -> Topic:
        """Topic of a slug.

        Parameters
        ----------
        slug
            See ``geodata/topics.csv``.

        Returns
        -------
        Topic
            The topic.

        Raises
        ------
        ParameterError
            There is none.
        """
        topic = self.topics.get(slug)
        if topic is None:
            raise ParameterError(
                f"没有名为 {slug[:40]} 的专题",
                f"there is no topic {slug[:40]}",
                code="topic_unknown",
                hint_zh="专题见 /api/bootstrap 的 topics，例如 phosphorus。",
                hint_en="Topics are listed at /api/bootstrap, such as phosphorus.",
                topic=slug[:40],
            )
        return topic

    def is_within(self, adcode: str, region: str) -> bool:
        """Whether a unit is, or lies in, another.

        Parameters
        ----------
        adcode, region
            Codes of both.

        Returns
        -------
        bool
            True for the unit itself too.
        """
        unit = self.units[adcode]
        return region in (adcode, unit.parent, unit.prefecture, unit.province)

    def counties_within(self, region: str) -> list[AdminUnit]:
        """County-level units of a region, by code.

        Parameters
        ----------
        region
            adcode of any level; empty for the whole country.

        Returns
        -------
        list of AdminUnit
            A county gives itself.
        """
        return [unit for unit in self.counties if not region or self.is_within(unit.adcode, region)]


def _group(links: Iterable[Link], attribute: str) -> dict[str, list[Link]]:
    grouped: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        grouped[getattr(link, attribute)].append(link)
    return dict(grouped)


def _by_county(zones: Iterable[Zone]) -> dict[str, list[Zone]]:
    grouped: dict[str, list[Zone]] = defaultdict(list)
    for zone in zones:
        for adcode in zone.adcodes:
            grouped[adcode].append(zone)
    return dict(grouped)
