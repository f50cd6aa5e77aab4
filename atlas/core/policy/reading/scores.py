"""The figures of a score: how much of what was wanted was found, and how much of what was found is right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import TypeVar

#: What is counted as found and wanted, in the order in which it is shown.
MEASURES = (
    "links",
    "links_with_topic",
    "targets",
    "targets_in_any_clause",
    "facts",
    "members",
    "undertakings",
)
#: What is counted as so many of so many.
SHARES = ("clauses", "years", "horizons", "traps_avoided", "scopes")
#: Lower edges of the classes of confidence, highest first.
CLASSES = (0.95, 0.85, 0.75, 0.65, 0.5, 0.0)


@dataclass(frozen=True, slots=True)
class Count:
    """How many of some things were found, wanted, and both.

    Examples
    --------
    >>> count = Count(right=8, found=10, wanted=16)
    >>> count.precision, count.recall, round(count.f1, 3)
    (0.8, 0.5, 0.615)
    """

    right: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right; ``None`` where nothing was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Share of what was wanted that was found; ``None`` where nothing was wanted."""
        return self.right / self.wanted if self.wanted else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both; ``None`` where nothing was found and nothing wanted."""
        both = self.found + self.wanted
        return 2 * self.right / both if both else None

    def __add__(self, other: Count) -> Count:
        """Both together."""
        return Count(self.right + other.right, self.found + other.found, self.wanted + other.wanted)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    number: int = 0
    total: int = 0

    def __add__(self, other: Share) -> Share:
        """Both together."""
        return Share(self.number + other.number, self.total + other.total)


@dataclass(frozen=True, slots=True)
class TypeCount:
    """How the places of one type fared.

    Parameters
    ----------
    asked
        Counties that are asked to act.
    found
        Of them, those that the reading asks, too.
    not_asked
        Counties that are only mentioned, or left out.
    wrongly_asked
        Of them, those that the reading asks to act.
    told
        Of them, those whose relation the reading tells.
    """

    asked: int = 0
    found: int = 0
    not_asked: int = 0
    wrongly_asked: int = 0
    told: int = 0

    def __add__(self, other: TypeCount) -> TypeCount:
        """Both together."""
        return TypeCount(
            self.asked + other.asked,
            self.found + other.found,
            self.not_asked + other.not_asked,
            self.wrongly_asked + other.wrongly_asked,
            self.told + other.told,
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that was missed, or found and wrong.

    Parameters
    ----------
    measure
        ``link``, ``topic``, ``target``, ``fact``, ``undertaking``, ``clause`` or ``trap``.
    is_missed
        Whether it was missed.
    clause
        Id.
    words
        Of the place, or of what was found.
    adcode
        Of the county; empty for what is none.
    label
        What the answers say: the type of the place that was missed, the relation of one that was wrongly asked (``-``
        where they do not speak of it).
    rule, confidence
        That made what is wrong; empty and ``None`` for what was missed.
    note
        What else helps: topics, the figure, the candidates of a place in doubt.
    """

    measure: str
    is_missed: bool
    clause: str
    words: str
    adcode: str = ""
    label: str = ""
    rule: str = ""
    confidence: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """How well one document, or several, were read.

    Parameters
    ----------
    measures
        By name, see ``MEASURES``.
    shares
        By name, see ``SHARES``.
    simple
        County links of the simple readers, by their names.
    types
        By type of place.
    rules
        Counties that each rule of a place led to, and those of them of which it told rightly whether they are asked.
    trust
        For each county link that asks a county to act its confidence, and whether it is right.
    doubts
        Places left in doubt, and counties asked to act that are among their candidates and nowhere else.
    differences
        Everything that went wrong.
    """

    measures: Mapping[str, Count]
    shares: Mapping[str, Share]
    simple: Mapping[str, Count]
    types: Mapping[str, TypeCount]
    rules: Mapping[str, Share]
    trust: tuple[tuple[float, bool], ...]
    doubts: Share
    differences: tuple[Difference, ...] = field(default=())


def sum_scores(scores: Iterable[Score]) -> Score:
    """Several documents taken together: their counts are added, so that long documents weigh more.

    Parameters
    ----------
    scores
        At least one.

    Returns
    -------
    Score
        Without differences; those belong to documents.
    """
    return reduce(_add, scores)


def trust_classes(trust: Iterable[tuple[float, bool]]) -> dict[float, Share]:
    """Links by classes of confidence.

    Parameters
    ----------
    trust
        As in ``Score``.

    Returns
    -------
    dict
        For the lower edge of each class, highest first, how many links are right of how many; classes without links
        are left out.

    Examples
    --------
    >>> trust_classes([(0.96, True), (0.9, True), (0.9, False)])
    {0.95: Share(number=1, total=1), 0.85: Share(number=1, total=2)}
    """
    classes = dict.fromkeys(CLASSES, Share())
    for confidence, is_right in trust:
        edge = next(edge for edge in CLASSES if confidence >= edge)
        classes[edge] += Share(int(is_right), 1)
    return {edge: share for edge, share in classes.items() if share.total}


_Counted = TypeVar("_Counted", Count, Share, TypeCount)


def _add(one: Score, other: Score) -> Score:
    return Score(
        measures=_add_each(one.measures, other.measures, Count()),
        shares=_add_each(one.shares, other.shares, Share()),
        simple=_add_each(one.simple, other.simple, Count()),
        types=_add_each(one.types, other.types, TypeCount()),
        rules=_add_each(one.rules, other.rules, Share()),
        trust=(*one.trust, *other.trust),
        doubts=one.doubts + other.doubts,
    )


def _add_each(
    one: Mapping[str, _Counted], other: Mapping[str, _Counted], nothing: _Counted
) -> dict[str, _Counted]:
    names = dict.fromkeys((*one, *other))
    return {name: one.get(name, nothing) + other.get(name, nothing) for name in names}
