"""What a book tells of a county, each thing once: goals by relation and topic, targets, clusters, projects, places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from atlas.core.model import ASKED, Goal, Kind, Link, Relation
from atlas.core.policy.catalogue import Catalogue
from atlas.services.answers import Answer
from atlas.services.book_plan import BookContext
from atlas.services.profile import show_unit

_MEANT = (Relation.NAMED, Relation.IMPLICIT)
#: What a county has a list of its own for, where it is meant itself.
_LISTED = (Kind.CLUSTER, Kind.PROJECT)
Pair = tuple[Goal, Link]


@dataclass(frozen=True, slots=True, eq=False)
class CountyContent:
    """What a county's page tells.

    Parameters
    ----------
    profile
        Of ``profile.show_unit``.
    asked
        Goals by relation and topic, without those that stand below.
    targets, scope_targets
        Goals with a figure: those that reach the county more closely than through the scope of a plan, and the others.
    clusters, projects
        Those that name the county.
    scope_topics
        How many goals of each topic reach it through the scope of a plan.
    counts
        Goals by relation, in all.
    nothing
        Which kind of nothing this is: ``not_covered``, ``not_asked``, ``not_matched``, ``not_meant`` or empty.
    """

    profile: Answer
    asked: Mapping[Relation, Mapping[str, Sequence[Pair]]]
    targets: Sequence[Pair]
    scope_targets: Sequence[Pair]
    clusters: Sequence[Pair]
    projects: Sequence[Pair]
    scope_topics: Mapping[str, int]
    counts: Mapping[Relation, int]
    nothing: str

    @property
    def goals(self) -> int:
        """How many goals ask something of it, by the filter of the book."""
        return sum(count for relation, count in self.counts.items() if relation in ASKED)


def read_content(context: BookContext, adcode: str) -> CountyContent:
    """What a book tells of a county.

    Parameters
    ----------
    context
        Of the book.
    adcode
        Of the county.

    Returns
    -------
    CountyContent
        By the filter of the book. In a book, goals through the scope of a plan stand in a chapter of their own and are
        only counted here; single files list them in full.
    """
    pairs = [pair for pair in context.links_of(adcode) if pair[0].kind is not Kind.FACT]
    is_apart = not context.plan.is_single
    in_scope = [pair for pair in pairs if pair[1].relation is Relation.SCOPE]
    targets = [pair for pair in pairs if _is_target(pair) and pair[1].relation is not Relation.SCOPE]
    lists = {kind: [pair for pair in pairs if pair[0].kind is kind and _is_meant(pair)] for kind in _LISTED}
    told = {id(pair) for pair in (*targets, *lists[Kind.CLUSTER], *lists[Kind.PROJECT])}
    rest = [
        pair
        for pair in pairs
        if id(pair) not in told
        and not (pair[1].relation is Relation.SCOPE and (is_apart or _is_target(pair)))
    ]
    counts: dict[Relation, int] = {}
    for relation in Relation:
        found = {goal.id for goal, link in pairs if link.relation is relation}
        if found:
            counts[relation] = len(found)
    return CountyContent(
        profile=show_unit(context.catalogue, adcode),
        asked=_by_relation(context.catalogue, rest),
        targets=_once(targets),
        scope_targets=_once([pair for pair in in_scope if _is_target(pair)]),
        clusters=_once(lists[Kind.CLUSTER]),
        projects=_once(lists[Kind.PROJECT]),
        scope_topics=_count_topics(context.catalogue, in_scope),
        counts=counts,
        nothing=_nothing(context, adcode, pairs),
    )


def _is_target(pair: Pair) -> bool:
    return pair[0].kind is Kind.TARGET and pair[0].figure is not None and pair[1].relation in ASKED


def _is_meant(pair: Pair) -> bool:
    return pair[1].relation in _MEANT


def _once(pairs: Sequence[Pair]) -> list[Pair]:
    """A goal that reaches a county through several places stands under the first of them."""
    return list({goal.id: (goal, link) for goal, link in reversed(pairs)}.values())[::-1]


def _by_relation(catalogue: Catalogue, pairs: Sequence[Pair]) -> dict[Relation, dict[str, list[Pair]]]:
    grouped: dict[Relation, dict[str, list[Pair]]] = {}
    for relation in Relation:
        found = _once([pair for pair in pairs if pair[1].relation is relation])
        for topic in catalogue.topics:
            some = [pair for pair in found if pair[0].topics[0] == topic]
            if some:
                grouped.setdefault(relation, {})[topic] = some
    return grouped


def _count_topics(catalogue: Catalogue, pairs: Sequence[Pair]) -> dict[str, int]:
    goals = {goal.id: goal.topics[0] for goal, _ in pairs}
    topics = list(goals.values())
    return {topic: topics.count(topic) for topic in catalogue.topics if topic in topics}


def _nothing(context: BookContext, adcode: str, pairs: Sequence[Pair]) -> str:
    if any(_is_meant(pair) for pair in pairs):
        return ""
    if any(link.relation in ASKED for _, link in pairs):
        return "not_meant"
    every = context.links_of(adcode, is_filtered=False)
    if any(link.relation in ASKED and goal.kind is not Kind.FACT for goal, link in every):
        return "not_matched"
    unit = context.catalogue.units[adcode]
    above = {adcode, unit.prefecture, unit.province}
    is_covered = any(document.region in above for document in context.catalogue.documents.values())
    return "not_asked" if is_covered else "not_covered"
