"""Finds clusters, zones and projects by name in the text of a clause, with the companies and the status beside them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from atlas.core.model import Kind
from atlas.core.policy.reading.draft import Span
from atlas.core.policy.reading.sentence_ends import STATEMENT_END
from atlas.core.policy.reading.undertakings.candidates import BLANKS, Candidate, find_candidates
from atlas.core.policy.reading.undertakings.companies import find_companies
from atlas.core.policy.reading.undertakings.endings import STATUS

#: How far around a name its status is looked for [characters].
_AROUND = 60
_BOX, _LISTED = "box title", "listed project"


@dataclass(frozen=True, slots=True)
class FoundUndertaking:
    """A cluster, zone or project named in a text.

    Parameters
    ----------
    start, end
        Positions of the name in the text, end not included.
    kind
        ``cluster``, ``zone`` or ``project``.
    name
        As printed, without blanks inside; the members of a list (甲、乙等重点项目) have 项目 added.
    companies
        As printed, those of its own name first.
    status
        The printed word (在建, 投产); empty when the text says none.
    rule
        ``box title``, ``listed project``, ``asked cluster`` and so on.
    confidence
        0 to 1.
    """

    start: int
    end: int
    kind: Kind
    name: str
    companies: tuple[str, ...] = ()
    status: str = ""
    rule: str = ""
    confidence: float = 1.0


def find_undertakings(text: str) -> list[FoundUndertaking]:
    """Clusters, zones and projects of a clause, in the order of its text, none inside another.

    Parameters
    ----------
    text
        Body of one clause, with the lines of its boxes. The cost grows linearly with it.

    Returns
    -------
    list of FoundUndertaking
        Only those that are to be built or changed, or that stand as the title of an entry in a box or in a table.
    """
    found = _best_of_each(_without_overlap(find_candidates(text)))
    companies = find_companies(text)
    breaks = [match.start() for match in STATEMENT_END.finditer(text)]
    titles = [one.start for one in found if one.rule == _BOX]
    return [_completed(text, one, companies, _scope(text, one, breaks, titles)) for one in found]


def _without_overlap(found: list[Candidate]) -> list[Candidate]:
    """Of names that overlap the longest."""
    kept: list[Candidate] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end, -one.confidence)):
        if kept and one.start < kept[-1].end:
            if one.end - one.start <= kept[-1].end - kept[-1].start:
                continue
            kept.pop()
        kept.append(one)
    return kept


def _best_of_each(found: Iterable[Candidate]) -> list[Candidate]:
    """Each name once, where it is surest."""
    best: dict[str, Candidate] = {}
    for one in found:
        if one.name not in best or one.confidence > best[one.name].confidence:
            best[one.name] = one
    return sorted(best.values(), key=lambda one: one.start)


def _scope(text: str, one: Candidate, breaks: list[int], titles: list[int]) -> Span:
    """The sentence around a name; for the title of a box entry the whole entry."""
    at = bisect_left(breaks, one.start)
    start = breaks[at - 1] + 1 if at else 0
    if one.rule == _BOX:
        following = bisect_right(titles, one.start)
        return Span(one.start, titles[following] if following < len(titles) else len(text))
    at = bisect_left(breaks, one.end)
    return Span(start, breaks[at] if at < len(breaks) else len(text))


def _completed(text: str, one: Candidate, companies: list[Span], scope: Span) -> FoundUndertaking:
    """The undertaking with the companies of its sentence, its own first, and its status."""
    first = bisect_left(companies, Span(scope.start, 0))
    last = bisect_left(companies, Span(scope.end, 0))
    near = companies[first:last]
    own = [span for span in near if one.start <= span.start and span.end <= one.end]
    names = tuple(dict.fromkeys(BLANKS.sub("", text[span.start : span.end]) for span in (own or near)))
    if not own and one.rule == _LISTED:
        names = ()
    low, high = max(scope.start, one.start - _AROUND), min(scope.end, one.end + _AROUND)
    words = [match for match in STATUS.finditer(text, low, high) if not one.start < match.start() < one.end]
    nearest = min(words, key=lambda word: _distance(word, one), default=None)
    return FoundUndertaking(
        start=one.start,
        end=one.end,
        kind=one.kind,
        name=one.name,
        companies=names,
        status=nearest.group() if nearest else "",
        rule=one.rule,
        confidence=one.confidence,
    )


def _distance(word: re.Match[str], one: Candidate) -> int:
    return one.start - word.end() if word.start() < one.start else word.start() - one.end
