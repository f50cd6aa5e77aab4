"""Everything that a reading missed or made up, one by one, with the rule that made what is wrong."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.core.model import Kind, Relation
from atlas.core.policy.reading.labels import ASKED_DIRECTLY
from atlas.core.policy.reading.scores import Difference
from atlas.core.policy.reading.scoring import Comparison, FigureKey, Pair

#: Stands where the answers do not speak of something.
UNSPOKEN = "-"


def list_differences(comparison: Comparison) -> Iterator[Difference]:
    """What went wrong in a document.

    Parameters
    ----------
    comparison
        The reading beside the answers.

    Yields
    ------
    Difference
        Clauses first, then links, traps, topics, figures and undertakings; each in the order of the answers or of the
        reading.
    """
    yield from _clauses(comparison)
    yield from _missed_links(comparison)
    yield from _false_links(comparison)
    yield from _traps(comparison)
    yield from _topics(comparison)
    for kind in (Kind.TARGET, Kind.FACT):
        yield from _figures(comparison, kind)
    yield from _undertakings(comparison)


def _clauses(comparison: Comparison) -> Iterator[Difference]:
    known = comparison.found.clause_texts
    for clause in comparison.labels.clauses:
        if clause.id not in known:
            yield Difference("clause", is_missed=True, clause=clause.id, words="")


def _missed_links(comparison: Comparison) -> Iterator[Difference]:
    told: set[Pair] = set()
    relations: dict[Pair, list[str]] = {}
    for found in comparison.found.links:
        relations.setdefault((found.clause, found.adcode), []).append(f"{found.relation} [{found.rule}]")
    for clause in comparison.labels.clauses:
        for link in clause.links:
            pair = (clause.id, link.adcode)
            if link.relation not in ASKED_DIRECTLY or pair in comparison.asked or pair in told:
                continue
            told.add(pair)
            doubt = comparison.in_doubt.get(pair)
            note = f"in doubt: {doubt}" if doubt else "; ".join(dict.fromkeys(relations.get(pair, ())))
            yield Difference(
                "link",
                is_missed=True,
                clause=clause.id,
                words=link.place,
                adcode=link.adcode,
                label=link.type,
                note=note,
            )


def _false_links(comparison: Comparison) -> Iterator[Difference]:
    for pair, links in comparison.asked.items():
        if pair not in comparison.wanted:
            link = links[0]
            yield Difference(
                "link",
                is_missed=False,
                clause=link.clause,
                words=link.words,
                adcode=link.adcode,
                label=_label(comparison, pair),
                rule=link.rule,
                confidence=link.confidence,
            )


def _traps(comparison: Comparison) -> Iterator[Difference]:
    for clause, words, link in comparison.sprung_traps:
        yield Difference(
            "trap",
            is_missed=False,
            clause=clause,
            words=words,
            adcode=link.adcode,
            label=_label(comparison, (clause, link.adcode)),
            rule=link.rule,
            confidence=link.confidence,
        )


def _topics(comparison: Comparison) -> Iterator[Difference]:
    """Only of counties that are rightly asked: the others are wrong with every topic."""
    for pair, links in comparison.asked.items():
        if pair not in comparison.wanted:
            continue
        found = {topic for key in comparison.asked_topics if key[:2] == pair for topic in key[2:]}
        wanted = {topic for key in comparison.wanted_topics if key[:2] == pair for topic in key[2:]}
        for topics, is_missed in ((wanted - found, True), (found - wanted, False)):
            if topics:
                yield Difference(
                    "topic",
                    is_missed=is_missed,
                    clause=pair[0],
                    words=links[0].words,
                    adcode=pair[1],
                    note=" ".join(sorted(topics)),
                )


def _figures(comparison: Comparison, kind: Kind) -> Iterator[Difference]:
    found, wanted = comparison.found_figures(kind), comparison.wanted_figures(kind)
    for key in sorted(wanted - found, key=str):
        yield Difference(kind.value, is_missed=True, clause=key[0], words=_figure_words(key))
    told: set[FigureKey] = set()
    for one in comparison.found.figures:
        key = (one.clause, one.figure.value, one.figure.unit, one.figure.year)
        if one.kind is kind and key not in wanted and key not in told:
            told.add(key)
            yield Difference(
                kind.value,
                is_missed=False,
                clause=one.clause,
                words=_figure_words(key),
                rule=one.rule,
                confidence=one.confidence,
                note=one.figure.metric,
            )


def _undertakings(comparison: Comparison) -> Iterator[Difference]:
    matched = set(comparison.matched_undertakings())
    for clause in comparison.labels.clauses:
        for one in clause.undertakings:
            if (clause.id, one.kind, one.name) not in matched:
                yield Difference(
                    "undertaking", is_missed=True, clause=clause.id, words=one.name, label=one.kind
                )
    wanted = [(clause, kind, name) for clause, kind, name in matched]
    for item in comparison.found.undertakings:
        if not any(
            (item.clause, item.kind) == one[:2] and (item.name in one[2] or one[2] in item.name)
            for one in wanted
        ):
            yield Difference(
                "undertaking",
                is_missed=False,
                clause=item.clause,
                words=item.name,
                label=item.kind,
                rule=item.rule,
                confidence=item.confidence,
            )


def _label(comparison: Comparison, pair: Pair) -> str:
    relations = comparison.label_relations.get(pair, set())
    return " ".join(relation for relation in Relation if relation in relations) or UNSPOKEN


def _figure_words(key: FigureKey) -> str:
    _, value, unit, year = key
    return f"{value:g} {unit}" + (f" ({year})" if year is not None else "")
