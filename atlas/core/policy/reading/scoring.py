"""Scores a reading by the answers of people: sets are compared, clause by clause.

A clause may link a county more than once; asked to act wins over left out. Counties that are reached only through a
prefecture, a region or all that the document covers are no links of their own; they are counted as members.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from atlas.core.model import AdminUnit, Kind, Level, Relation
from atlas.core.policy.reading.draft import Span
from atlas.core.policy.reading.found import FoundDocument, FoundLink
from atlas.core.policy.reading.labels import ASKED_DIRECTLY, LabelledDocument, LabelledGroup
from atlas.core.policy.reading.plain_search import search_plainly
from atlas.core.policy.reading.scores import Count, Score, Share, TypeCount

Pair = tuple[str, str]
FigureKey = tuple[str, float, str, int | None]
_TOLD_APART = (Relation.EXCLUDED, Relation.NEGATED)
# What may stand between two signs of the same word: line ends, blanks, marks of text recognition.
_JUNK = r"[\s*]*"
_QUOTES = re.compile("[“”‘’《》\"'\\s*]")


@dataclass(frozen=True)
class Comparison:
    """A reading beside the answers.

    Parameters
    ----------
    found
        What was read.
    labels
        The answers.
    units
        Every admin unit.
    """

    found: FoundDocument
    labels: LabelledDocument
    units: Mapping[str, AdminUnit]

    @cached_property
    def label_relations(self) -> dict[Pair, set[Relation]]:
        """What the answers say of each county that they name."""
        relations: dict[Pair, set[Relation]] = {}
        for clause in self.labels.clauses:
            for link in clause.links:
                relations.setdefault((clause.id, link.adcode), set()).add(link.relation)
        return relations

    @cached_property
    def wanted(self) -> set[Pair]:
        """Counties that are to be asked."""
        return {pair for pair, relations in self.label_relations.items() if relations & ASKED_DIRECTLY}

    @cached_property
    def asked(self) -> dict[Pair, list[FoundLink]]:
        """Links of the reading that ask a county to act, surest first."""
        links: dict[Pair, list[FoundLink]] = {}
        for link in self.found.links:
            if link.is_asked:
                links.setdefault((link.clause, link.adcode), []).append(link)
        return {pair: sorted(some, key=lambda link: -link.confidence) for pair, some in links.items()}

    @cached_property
    def wanted_topics(self) -> set[tuple[str, str, str]]:
        """Counties that are to be asked, with each topic."""
        return {
            (clause.id, link.adcode, topic)
            for clause in self.labels.clauses
            for link in clause.links
            if link.relation in ASKED_DIRECTLY
            for topic in link.topics
        }

    @cached_property
    def asked_topics(self) -> set[tuple[str, str, str]]:
        """Counties that the reading asks, with each topic."""
        return {
            (*pair, topic) for pair, links in self.asked.items() for link in links for topic in link.topics
        }

    def wanted_figures(self, kind: Kind) -> set[FigureKey]:
        """Figures of a kind that the answers list."""
        return {
            (clause.id, target.value, target.unit, target.year)
            for clause in self.labels.clauses
            for target in clause.targets
            if target.kind is kind
        }

    def found_figures(self, kind: Kind) -> set[FigureKey]:
        """Figures of a kind that the reading lists."""
        return {
            (one.clause, one.figure.value, one.figure.unit, one.figure.year)
            for one in self.found.figures
            if one.kind is kind
        }

    @cached_property
    def sprung_traps(self) -> list[tuple[str, str, FoundLink]]:
        """Clause, words and link of each trap that made a county act that is not asked."""
        sprung: list[tuple[str, str, FoundLink]] = []
        for clause in self.labels.clauses:
            for words in clause.traps:
                link = self._link_through(clause.id, list(self._occurrences(clause.id, words)))
                if link is not None:
                    sprung.append((clause.id, words, link))
        return sprung

    @cached_property
    def in_doubt(self) -> dict[Pair, str]:
        """Counties that are to be asked and stand only among the candidates of a place in doubt, with its words."""
        doubts: dict[Pair, str] = {}
        for one in self.found.places:
            if one.place.is_in_doubt:
                for adcode in (code for reading in one.place.candidates for code in reading.adcodes):
                    pair = (one.clause, adcode)
                    if pair in self.wanted and pair not in self.asked:
                        doubts.setdefault(pair, one.place.words)
        return doubts

    def matched_undertakings(self) -> list[tuple[str, Kind, str]]:
        """Undertakings of the answers that the reading names, too: same clause and kind, one name in the other."""
        left = [(item.clause, item.kind, _bare(item.name)) for item in self.found.undertakings]
        matched: list[tuple[str, Kind, str]] = []
        for clause in self.labels.clauses:
            for wanted in clause.undertakings:
                name = _bare(wanted.name)
                same = next(
                    (
                        one
                        for one in left
                        if one[:2] == (clause.id, wanted.kind)
                        and one[2]
                        and (name in one[2] or one[2] in name)
                    ),
                    None,
                )
                if same is not None:
                    left.remove(same)
                    matched.append((clause.id, wanted.kind, wanted.name))
        return matched

    def _occurrences(self, clause: str, words: str) -> Iterator[Span]:
        pattern = re.compile(_JUNK.join(re.escape(sign) for sign in words if not sign.isspace()))
        for one in self.found.draft.clauses:
            if one.id == clause:
                for found in pattern.finditer(self.found.text, one.span.start, one.span.end):
                    yield Span(*found.span())

    def _link_through(self, clause: str, stretches: list[Span]) -> FoundLink | None:
        for one in self.found.places:
            span = one.place.span
            if one.clause != clause or span is None or one.place.relation not in ASKED_DIRECTLY:
                continue
            if not any(span.start < stretch.end and stretch.start < span.end for stretch in stretches):
                continue
            for adcode in one.adcodes:
                if (clause, adcode) in self.asked and (clause, adcode) not in self.wanted:
                    return self.asked[clause, adcode][0]
        return None


def score_document(comparison: Comparison) -> Score:
    """How well a document was read.

    Parameters
    ----------
    comparison
        The reading beside the answers.

    Returns
    -------
    Score
        Without differences.
    """
    found, labels = comparison.found, comparison.labels
    plain = search_plainly(found.clause_texts, labels.region, comparison.units.values())
    return Score(
        measures=_measures(comparison),
        shares=_shares(comparison),
        simple={reader: _count(pairs, comparison.wanted) for reader, pairs in plain.items()},
        types=_types(comparison),
        rules=_rules(comparison),
        trust=tuple(
            (links[0].confidence, pair in comparison.wanted) for pair, links in comparison.asked.items()
        ),
        doubts=Share(len(comparison.in_doubt), sum(one.place.is_in_doubt for one in found.places)),
    )


def _measures(comparison: Comparison) -> dict[str, Count]:
    targets, facts = (comparison.found_figures(kind) for kind in (Kind.TARGET, Kind.FACT))
    wanted_targets, wanted_facts = (comparison.wanted_figures(kind) for kind in (Kind.TARGET, Kind.FACT))
    return {
        "links": _count(comparison.asked, comparison.wanted),
        "links_with_topic": _count(comparison.asked_topics, comparison.wanted_topics),
        "targets": _count(targets, wanted_targets),
        "targets_in_any_clause": _count({key[1:] for key in targets}, {key[1:] for key in wanted_targets}),
        "facts": _count(facts, wanted_facts),
        "members": _members(comparison),
        "undertakings": Count(
            len(comparison.matched_undertakings()),
            len(comparison.found.undertakings),
            sum(len(clause.undertakings) for clause in comparison.labels.clauses),
        ),
    }


def _shares(comparison: Comparison) -> dict[str, Share]:
    found, labels = comparison.found, comparison.labels
    known = set(found.clause_texts)
    traps = sum(len(clause.traps) for clause in labels.clauses)
    scopes = {
        clause.id for clause in labels.clauses for group in clause.groups if group.relation is Relation.SCOPE
    }
    reached = {link.clause for link in found.links if link.relation is Relation.SCOPE}
    return {
        "clauses": Share(sum(clause.id in known for clause in labels.clauses), len(labels.clauses)),
        "years": Share(int(found.draft.year == labels.year), 1),
        "horizons": Share(int(found.draft.horizon == labels.horizon), 1),
        "traps_avoided": Share(traps - len(comparison.sprung_traps), traps),
        "scopes": Share(len(scopes & reached), len(scopes)),
    }


def _types(comparison: Comparison) -> dict[str, TypeCount]:
    labelled = {
        (clause.id, link.adcode, link.type, link.relation)
        for clause in comparison.labels.clauses
        for link in clause.links
    }
    relations = _found_relations(comparison.found.links)
    types: dict[str, TypeCount] = {}
    for clause, adcode, kind, relation in sorted(labelled):
        pair = (clause, adcode)
        if relation in ASKED_DIRECTLY:
            count = TypeCount(asked=1, found=int(pair in comparison.asked))
        else:
            wrongly = pair in comparison.asked and pair not in comparison.wanted
            told = relation in relations.get(pair, ())
            count = TypeCount(not_asked=1, wrongly_asked=int(wrongly), told=int(told))
        types[kind] = types.get(kind, TypeCount()) + count
    return dict(sorted(types.items()))


def _rules(comparison: Comparison) -> dict[str, Share]:
    """By the rule of a place how often it told rightly whether the county is asked to act, and if not, what it is to it."""
    linked = {(link.clause, link.adcode, link.relation) for link in comparison.found.links}
    made = {
        (one.place.rule, *link)
        for one in comparison.found.places
        for adcode in one.adcodes
        for link in ((one.clause, adcode, _tied(one.place.relation)),)
        if link in linked
    }
    rules: dict[str, Share] = {}
    for rule, clause, adcode, relation in sorted(made):
        said = comparison.label_relations.get((clause, adcode), set())
        is_asked = bool(said & ASKED_DIRECTLY)
        is_right = is_asked if relation in ASKED_DIRECTLY else relation in said or not is_asked
        rules[rule] = rules.get(rule, Share()) + Share(int(is_right), 1)
    return rules


def _tied(relation: Relation) -> Relation:
    """The relation of the link of a county's own document, whose scope is the county."""
    return Relation.IMPLICIT if relation is Relation.SCOPE else relation


def _members(comparison: Comparison) -> Count:
    """Counties reached through a prefecture or a region; those asked by themselves in the clause are no mere members."""
    below = _counties_below(comparison.units)
    wanted: set[Pair] = set()
    for clause in comparison.labels.clauses:
        groups = [group for group in clause.groups if not _is_all(group, comparison.labels)]
        named = _spread(groups, {Relation.NAMED, Relation.SCOPE}, below)
        apart = _spread(groups, set(_TOLD_APART), below)
        apart |= {link.adcode for link in clause.links if link.relation in _TOLD_APART}
        wanted |= {(clause.id, adcode) for adcode in named - apart}
    found = {
        (link.clause, link.adcode) for link in comparison.found.links if link.relation is Relation.MEMBER
    }
    return _count(found - comparison.wanted, wanted - comparison.wanted)


def _is_all(group: LabelledGroup, labels: LabelledDocument) -> bool:
    """Whether a group stands for all that the document covers."""
    return group.adcodes == (labels.region,)


def _spread(
    groups: Iterable[LabelledGroup], relations: set[Relation], below: Mapping[str, list[str]]
) -> set[str]:
    codes = (code for group in groups if group.relation in relations for code in group.adcodes)
    return {county for code in codes for county in below.get(code, ())}


def _counties_below(units: Mapping[str, AdminUnit]) -> dict[str, list[str]]:
    below: dict[str, list[str]] = {}
    for unit in units.values():
        if unit.level is Level.COUNTY:
            for code in {unit.adcode, unit.prefecture, unit.province}:
                below.setdefault(code, []).append(unit.adcode)
    return below


def _found_relations(links: Iterable[FoundLink]) -> dict[Pair, set[Relation]]:
    relations: dict[Pair, set[Relation]] = {}
    for link in links:
        relations.setdefault((link.clause, link.adcode), set()).add(link.relation)
    return relations


def _count(found: Iterable[object], wanted: Iterable[object]) -> Count:
    one, other = set(found), set(wanted)
    return Count(len(one & other), len(one), len(other))


def _bare(name: str) -> str:
    return _QUOTES.sub("", name)
