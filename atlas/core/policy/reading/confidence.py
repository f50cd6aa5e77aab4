"""How far the rules that make links can be trusted: what was believed of them, and how often they were right.

The counts are renewed after every change of a rule, from the development half of the labelled set only::

    atlas documents score tests/data/documents/dev --calibration --update atlas/core/policy/reading/confidence.py

Rules are written with these documents at hand, so their counts flatter them: however many places a rule was counted on,
the count weighs no more than what was believed before. How that fares on the half that nobody looked at stands in
``docs/accuracy.md``.
"""

from __future__ import annotations

from collections.abc import Mapping

#: Least weight of what was believed of a rule, in places.
_LEAST_WEIGHT = 8
#: How often a rule told rightly whether a county is asked to act, of how often it led to a county.
COUNTS: Mapping[str, tuple[int, int]] = {
    # As the command prints them: begin
    "asked by the verb before; alias": (1, 1),
    "asked by the verb before; common name": (2, 2),
    "asked by the verb before; official name": (76, 76),
    "asked by the verb before; old name": (1, 1),
    "asked by the verb before; old short name": (1, 1),
    "asked by the verb before; short name": (175, 175),
    "asked by the verb before; zone name": (9, 9),
    "asked by the verb before; zone named after a town": (1, 1),
    "counterpart; official name": (12, 12),
    "counterpart; region alias": (6, 6),
    "counterpart; region name": (8, 8),
    "counterpart; short name": (1, 1),
    "dealt with elsewhere; official name": (0, 1),
    "dealt with elsewhere; short name": (2, 2),
    "except; official name": (29, 30),
    "except; region name": (3, 3),
    "except; short name": (5, 5),
    "experience of; official name": (2, 2),
    "experience of; short name": (13, 13),
    "goes on from the words before": (0, 3),
    "helps others; official name": (12, 12),
    "inside the area; common name": (2, 2),
    "inside the area; official name": (23, 23),
    "inside the area; old name": (3, 3),
    "inside the area; short name": (32, 32),
    "left out; official name": (1, 1),
    "market before; region name": (7, 7),
    "named before the others; official name": (3, 6),
    "negated before; common name": (1, 1),
    "negated before; official name": (2, 2),
    "negated before; site name": (2, 3),
    "negated behind; official name": (27, 33),
    "negated behind; old name": (2, 2),
    "negated behind; region name": (2, 2),
    "negated behind; short name": (11, 12),
    "negated further on; official name": (14, 16),
    "negated further on; old short name": (1, 1),
    "negated further on; region name": (2, 3),
    "negated further on; short name": (7, 8),
    "outside the area; official name": (19, 19),
    "outside the area; region name": (6, 6),
    "outside the area; short name": (6, 6),
    "responsible for the task; official name": (3, 3),
    "responsible for the task; short name": (1, 1),
    "road from; short name": (1, 1),
    "road; official name": (1, 1),
    "road; old name": (1, 1),
    "road; short name": (49, 49),
    "ruled out by the clause above; common name": (0, 1),
    "ruled out by the clause above; official name": (5, 13),
    "ruled out by the clause above; short name": (1, 1),
    "ruled out by the clause above; zone name": (0, 1),
    "subject of the sentence; alias": (8, 8),
    "subject of the sentence; common name": (7, 7),
    "subject of the sentence; official name": (369, 369),
    "subject of the sentence; old name": (33, 33),
    "subject of the sentence; old short name": (1, 1),
    "subject of the sentence; short name": (562, 563),
    "subject of the sentence; site name": (1, 1),
    "subject of the sentence; town name": (1, 1),
    "subject of the sentence; zone alias": (2, 2),
    "subject of the sentence; zone name": (6, 6),
    "subject of the sentence; zone named after a town": (1, 1),
    "the document's own county": (60, 79),
    "their firms; official name": (5, 5),
    "their firms; zone alias": (2, 2),
    "together with; official name": (59, 59),
    "together with; short name": (3, 3),
    "told as a fact; alias": (1, 1),
    "told as a fact; official name": (28, 29),
    "told as a fact; old name": (1, 1),
    "told as a fact; short name": (4, 4),
    "told as a story; short name": (1, 1),
    "told by the heading": (18, 19),
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
        To three digits; what was believed where the rule was never counted.

    Notes
    -----
    The mean of a beta distribution whose prior has the mean ``believed`` and weighs as much as the count, eight places at
    least.

    Examples
    --------
    >>> calibrate("a rule that nobody counted; short name", 0.9)
    0.9
    """
    right, total = COUNTS.get(rule, (0, 0))
    weight = max(_LEAST_WEIGHT, total)
    return round((right + weight * believed) / (total + weight), 3)
