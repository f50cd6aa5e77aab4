"""What a clause has to do with a list of places: asked to act, left out, partner, market, stop of a road, setting.

Each role is told by words right before or behind the list; the first rule that fits decides and is kept as evidence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from atlas.core.model import Relation
from atlas.core.places.find import Mention
from atlas.core.policy.reading.negations import RULES_OUT_PLACES
from atlas.core.policy.reading.role_rules import ROLE_RULES, RoleRule
from atlas.core.policy.reading.sides import Side


@dataclass(frozen=True, slots=True)
class Setting:
    """What a list of places stands in.

    Parameters
    ----------
    before, after
        Words of the same sentence in front of the list and behind it.
    side
        Where its places lie.
    is_line
        Whether dashes part the places.
    has_subject
        Whether a place that is asked to act stands before it in the sentence, or governs the clause.
    in_title
        Whether it stands in the title of a paper, 《…》.
    is_past
        Whether the sentence only tells what is or was.
    is_ruled_out
        Whether the clause above says that what it lists may not be.
    is_opening
        Whether it stands in the words that open a document and tell why it is made.
    """

    before: str
    after: str
    side: Side
    is_line: bool = False
    has_subject: bool = False
    in_title: bool = False
    is_past: bool = False
    is_ruled_out: bool = False
    is_opening: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """A relation, and why.

    Parameters
    ----------
    relation
        What the clause has to do with the places.
    rule
        Name of the rule.
    confidence
        Trust in the rule before calibration, 0 to 1.
    """

    relation: Relation
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class PlaceRole:
    """A place, and what the statement has to do with it."""

    mention: Mention
    side: Side
    role: Role


_TITLE = Role(Relation.CONTEXT, "title of a paper", 0.9)
_OUTSIDE = Role(Relation.CONTEXT, "outside the area", 0.8)
_ABOVE = Role(Relation.CONTEXT, "holds the area", 0.9)
_PAST = Role(Relation.CONTEXT, "told as a fact", 0.8)
_OPENS = Role(Relation.CONTEXT, "in the opening words", 0.75)
_RULED_OUT = Role(Relation.NEGATED, "ruled out by the clause above", 0.85)
#: Rule of a place outside the area that gets help: what is done for it is done by the area as one.
IS_HELPED = "is helped"
#: Rules after which a statement speaks of these places only, and asks nothing of the others.
SET_APART = frozenset(
    {
        "negated before",
        "negated behind",
        "negated further on",
        "dealt with elsewhere",
        "told as a story",
        "condition",
        IS_HELPED,
        _RULED_OUT.rule,
        _PAST.rule,
    }
)
_LISTS_RULED_OUT = re.compile(f"(?:{RULES_OUT_PLACES})[^。；]{{0,200}}(?:下列|以下|如下|：$|:$)")
_LED_BY = re.compile(
    "(?:支持|推动|鼓励|引导|指导|推进|加快|促进|依托|以|在|将|把|聚焦|围绕|重点在|布局|打造|建设|培育|做强|做大|发展|带动|辐射|确保|争取|帮助|扶持)"
    "[^，。；：]{0,6}$"
)
_OPENING = re.compile("(?:^|[，。；：、（(—])[^，。；：]{0,3}$")
# A list with one of these inside is told of as it is, not asked to be.
NAMED_LED = Role(Relation.NAMED, "asked by the verb before", 0.97)
NAMED_SUBJECT = Role(Relation.NAMED, "subject of the sentence", 0.95)
NAMED_PLAIN = Role(Relation.NAMED, "inside the area", 0.88)


def tell_role(setting: Setting) -> Role:
    """What the clause has to do with a list of places.

    Parameters
    ----------
    setting
        What it stands in.

    Returns
    -------
    Role
        Named unless a rule says otherwise; places outside the area are never asked to act.

    Examples
    --------
    >>> tell_role(Setting("除", "外的县", Side.INSIDE)).relation.value
    'excluded'
    >>> tell_role(Setting("支持", "等建设磷化工基地", Side.INSIDE)).rule
    'asked by the verb before'
    """
    if setting.in_title:
        return _TITLE
    for rule in ROLE_RULES:
        if _fits(rule, setting):
            return Role(rule.relation, rule.name, rule.confidence)
    if setting.side is Side.OUTSIDE:
        return _OUTSIDE
    if setting.side is Side.ABOVE:
        return _ABOVE
    if setting.is_ruled_out:
        return _RULED_OUT
    if setting.is_past:
        return _PAST
    if setting.is_opening and setting.side is Side.INSIDE:
        return _OPENS
    if _LED_BY.search(setting.before):
        return NAMED_LED
    return NAMED_SUBJECT if _OPENING.search(setting.before) else NAMED_PLAIN


def rules_out(words: str) -> bool:
    """Whether the words that open a list say that what it lists may not be.

    Parameters
    ----------
    words
        Text of the clause above the list.

    Returns
    -------
    bool
        False for words that open no list.

    Examples
    --------
    >>> rules_out("不得在下列区域新上排放重金属的项目："), rules_out("重点支持下列园区：")
    (True, False)
    """
    return bool(_LISTS_RULED_OUT.search(words))


def as_ruled_out(place: PlaceRole) -> PlaceRole:
    """A place in which something may not be.

    Parameters
    ----------
    place
        As the words around it tell.

    Returns
    -------
    PlaceRole
        The same where it is not asked to act.
    """
    if place.role.relation is not Relation.NAMED:
        return place
    return PlaceRole(place.mention, place.side, tell_role(Setting("", "", place.side, is_ruled_out=True)))


def _fits(rule: RoleRule, setting: Setting) -> bool:
    if setting.side not in rule.sides:
        return False
    if (rule.needs_subject and not setting.has_subject) or (rule.needs_line and not setting.is_line):
        return False
    if rule.before is not None and not rule.before.search(setting.before):
        return False
    return rule.after is None or rule.after.match(setting.after) is not None
