"""The goals of a document as two documents are compared by: heading, topics, counties asked and left out, words, figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from atlas.core.model import Document, Figure, Goal, Kind, Link, Relation
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.rows import is_asked

_NAMING = (Relation.NAMED, Relation.IMPLICIT)
_RULING_OUT = (Relation.EXCLUDED, Relation.NEGATED)
#: Kinds that may take each other's place from one version to the next.
_FAMILIES = {
    Kind.DESIGNATION: "designation",
    Kind.TARGET: "target",
    Kind.CLUSTER: "undertaking",
    Kind.PROJECT: "undertaking",
    Kind.ZONE: "undertaking",
}
_SIGNS = {">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "~": "约 "}
#: They stand without a blank behind the number.
_CLOSE_UNITS = frozenset({"%", "‰"})


@dataclass(frozen=True)
class GoalView:
    """A goal with what it is compared by.

    Parameters
    ----------
    goal
        The goal; no fact.
    heading
        Of its clause, or of the nearest clause above that has one.
    links
        Of the goal.
    head
        Id of the goal that stands for its statement, see ``statements``; the goal itself where nothing else is known.
    statement
        Words of that goal.
    headings
        Of the clauses around it from the outermost on, and last its own; clauses without one are left out.
    """

    goal: Goal
    heading: str
    links: Sequence[Link]
    head: str = ""
    statement: str = ""
    headings: Sequence[str] = ()

    @property
    def family(self) -> str:
        """Goals of one family may correspond: ``designation``, ``target`` or ``undertaking``."""
        return _FAMILIES[self.goal.kind]

    @property
    def figure(self) -> Figure | None:
        """The figure of a target."""
        return self.goal.figure

    @property
    def figure_words(self) -> str:
        """The figure in words, its year behind it; empty without one."""
        return say_figure(self.figure, self.goal.due) if self.figure else ""

    @cached_property
    def topics(self) -> frozenset[str]:
        """Topic slugs."""
        return frozenset(self.goal.topics)

    @cached_property
    def named(self) -> frozenset[str]:
        """Adcodes of units of any level that the goal names, or is about."""
        return frozenset(link.adcode for link in self.links if link.relation in _NAMING)

    @cached_property
    def written(self) -> frozenset[str]:
        """Those of them that its words name; a county's own plan is about the county in every goal."""
        return frozenset(link.adcode for link in self.links if link.relation is Relation.NAMED)

    @cached_property
    def asked(self) -> Mapping[str, Relation]:
        """Units asked to act, with the strongest relation that reaches them."""
        order = list(Relation)
        asked: dict[str, Relation] = {}
        for link in self.links:
            if is_asked(link):
                known = asked.get(link.adcode, link.relation)
                asked[link.adcode] = min(known, link.relation, key=order.index)
        return asked

    @cached_property
    def ruled_out(self) -> frozenset[str]:
        """Units left out or told not to."""
        return frozenset(link.adcode for link in self.links if link.relation in _RULING_OUT)

    @cached_property
    def forbidden(self) -> frozenset[str]:
        """Units told not to."""
        return frozenset(link.adcode for link in self.links if link.relation is Relation.NEGATED)

    @cached_property
    def words(self) -> frozenset[str]:
        """Pairs of neighbouring signs of summary and name, to tell like words by."""
        return pairs_of_signs(f"{self.goal.name} {self.goal.summary.zh}")

    @cached_property
    def heading_words(self) -> frozenset[str]:
        """The same of the heading."""
        return pairs_of_signs(self.heading)

    @cached_property
    def excepted(self) -> frozenset[str]:
        """Units left out of what others are asked."""
        return frozenset(link.adcode for link in self.links if link.relation is Relation.EXCLUDED)

    @cached_property
    def place_words(self) -> frozenset[str]:
        """Words of the text that stand for places."""
        mentioned = (mention.words for mention in self.goal.mentions)
        return frozenset((*(link.place for link in self.links), *mentioned))

    @cached_property
    def said(self) -> str:
        """Name, summary and, of a target, what it measures."""
        metric = self.figure.metric if self.figure else ""
        return f"{self.goal.name} {self.goal.summary.zh} {metric}"

    @cached_property
    def metric_words(self) -> frozenset[str]:
        """The same of the metric of a figure."""
        return pairs_of_signs(self.figure.metric) if self.figure else frozenset()


def view_goals(
    catalogue: Catalogue, document: Document, *, heads: Mapping[str, str] | None = None
) -> list[GoalView]:
    """The goals of a document; what only is or was is no goal.

    Parameters
    ----------
    catalogue
        With the links of the document.
    document
        In it.
    heads
        By goal id the goal that stands for its statement.

    Returns
    -------
    list of GoalView
        In document order.
    """
    headings = {clause: words.zh for clause, words in document.headings.items()}
    headings |= {clause.id: clause.heading.zh for clause in document.clauses}
    words = {goal.id: goal.summary.zh for goal in document.goals}
    leading = {goal.id: (heads or {}).get(goal.id, goal.id) for goal in document.goals}
    return [
        GoalView(
            goal,
            _heading(goal.clause, headings),
            catalogue.links_by_goal.get(goal.id, []),
            leading[goal.id],
            words[leading[goal.id]],
            _headings(goal.clause, headings),
        )
        for goal in document.goals
        if goal.kind is not Kind.FACT
    ]


def say_figure(figure: Figure, due: int | None) -> str:
    """A figure in words.

    Parameters
    ----------
    figure
        The figure.
    due
        Year in which it is due.

    Returns
    -------
    str
        Sign (none for ``=`` and ranges), value, unit and year.

    Examples
    --------
    >>> say_figure(Figure("产值", ">=", 120.0, None, "亿元", 2027), 2027)
    '≥ 120 亿元 (2027)'
    """
    sign = _SIGNS.get(figure.op, "")
    most = "" if figure.value_max is None else f"–{figure.value_max:.12g}"
    unit = figure.unit if figure.unit in _CLOSE_UNITS else f" {figure.unit}".rstrip()
    year = "" if due is None else f" ({due})"
    return f"{sign}{figure.value:.12g}{most}{unit}{year}"


def pairs_of_signs(text: str) -> frozenset[str]:
    """Pairs of neighbouring signs, for Chinese knows no blanks between words.

    Parameters
    ----------
    text
        Any; signs that are neither letters nor digits part.

    Returns
    -------
    frozenset of str
        A part of one sign stands for itself.

    Examples
    --------
    >>> sorted(pairs_of_signs("磷化工，茶"))
    ['化工', '磷化', '茶']
    """
    parts = "".join(sign if sign.isalnum() else " " for sign in text).split()
    return frozenset(
        pair
        for part in parts
        for pair in (
            [part] if len(part) == 1 else [part[place : place + 2] for place in range(len(part) - 1)]
        )
    )


def _heading(clause: str, headings: Mapping[str, str]) -> str:
    while clause and not headings.get(clause):
        clause = clause.rpartition("/")[0]
    return headings.get(clause, "")


def _headings(clause: str, headings: Mapping[str, str]) -> tuple[str, ...]:
    parts = clause.split("/")
    around = ("/".join(parts[:number]) for number in range(1, len(parts) + 1))
    return tuple(headings[one] for one in around if headings.get(one))
