"""How far the rules that make links can be trusted: counted on the development half of the labelled set, then smoothed.

The counts are renewed after every change of a rule, from the development half only::

    atlas documents score tests/data/documents/dev --calibration --update atlas/core/policy/reading/confidence.py
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

#: Weight of what is believed of a rule before it was counted, in places; a rule seen less often keeps most of it.
_STRENGTH = 8
#: Parts the rule of the role from the rule of the name.
_SEPARATOR = "; "
#: Stands for the rule of the name where the words may mean several places.
IN_DOUBT = "in doubt"
#: How often a rule told rightly whether a county is asked to act, of how often it led to a county.
COUNTS: Mapping[str, tuple[int, int]] = {
    # As the command prints them: begin
    "asked by the verb before; alias": (1, 1),
    "asked by the verb before; common name": (1, 1),
    "asked by the verb before; official name": (63, 63),
    "asked by the verb before; old name": (1, 1),
    "asked by the verb before; short name": (170, 171),
    "asked by the verb before; zone name": (9, 9),
    "counterpart; official name": (11, 11),
    "counterpart; region alias": (6, 6),
    "counterpart; region name": (8, 8),
    "counterpart; short name": (1, 1),
    "dealt with elsewhere; official name": (0, 1),
    "dealt with elsewhere; short name": (3, 3),
    "except; official name": (16, 17),
    "except; short name": (4, 4),
    "experience of; official name": (2, 2),
    "experience of; short name": (2, 2),
    "helps others; official name": (1, 1),
    "inside the area; common name": (1, 1),
    "inside the area; official name": (25, 27),
    "inside the area; old name": (1, 1),
    "inside the area; short name": (27, 28),
    "left out; official name": (1, 1),
    "market before; region name": (2, 2),
    "negated before; common name": (1, 1),
    "negated before; official name": (2, 2),
    "negated before; site name": (2, 3),
    "negated behind; official name": (22, 24),
    "negated behind; old name": (2, 2),
    "negated behind; region name": (2, 2),
    "negated behind; short name": (5, 5),
    "negated further on; official name": (10, 15),
    "negated further on; short name": (7, 8),
    "negated further on; zone name": (0, 1),
    "outside the area; official name": (36, 36),
    "outside the area; region name": (31, 31),
    "outside the area; short name": (9, 9),
    "responsible for the task; official name": (16, 16),
    "responsible for the task; old name": (1, 1),
    "responsible for the task; short name": (1, 1),
    "road; short name": (9, 9),
    "ruled out by the clause above; short name": (1, 1),
    "strong side of a pair; official name": (3, 13),
    "subject of the sentence; alias": (8, 8),
    "subject of the sentence; common name": (5, 5),
    "subject of the sentence; official name": (334, 342),
    "subject of the sentence; old name": (33, 33),
    "subject of the sentence; old short name": (1, 1),
    "subject of the sentence; short name": (535, 547),
    "subject of the sentence; site name": (1, 1),
    "subject of the sentence; zone alias": (2, 2),
    "subject of the sentence; zone name": (5, 5),
    "the document's own county": (57, 68),
    "their firms; official name": (6, 6),
    "their firms; zone alias": (2, 2),
    "together with; official name": (36, 36),
    "together with; short name": (1, 1),
    "told as a fact; alias": (1, 1),
    "told as a fact; official name": (19, 20),
    "told as a fact; old name": (1, 1),
    "told as a fact; short name": (6, 6),
    "told as a story; short name": (1, 1),
    # As the command prints them: end
}


def calibrate(rule: str, believed: float) -> float:
    """The confidence of a link.

    Parameters
    ----------
    rule
        Of the place: ``<rule of the role>; <rule of the name>``, or a rule without a name.
    believed
        Trust in it before it was counted, 0 to 1.

    Returns
    -------
    float
        Share of the places of this rule that are right, to three digits. Where there are few of them it leans on what was
        believed and on all places of the same role alike; a place in doubt keeps what was believed.

    Notes
    -----
    Means of beta distributions whose priors weigh as much as eight places: for the role the prior has the mean
    ``believed``, for the whole rule the mean of ``believed`` and the share of the role.

    Examples
    --------
    >>> calibrate("a rule that nobody counted; short name", 0.9)
    0.9
    """
    if rule.endswith(f"{_SEPARATOR}{IN_DOUBT}"):
        return round(believed, 3)
    role = _count_roles().get(rule.partition(_SEPARATOR)[0], (0, 0))
    expected = (believed + _smooth(role, believed)) / 2
    return round(_smooth(COUNTS.get(rule, (0, 0)), expected), 3)


def _smooth(counted: tuple[int, int], believed: float) -> float:
    right, total = counted
    return (right + _STRENGTH * believed) / (total + _STRENGTH)


@cache
def _count_roles() -> dict[str, tuple[int, int]]:
    roles: dict[str, tuple[int, int]] = {}
    for rule, (right, total) in COUNTS.items():
        role = rule.partition(_SEPARATOR)[0]
        known = roles.get(role, (0, 0))
        roles[role] = (known[0] + right, known[1] + total)
    return roles
