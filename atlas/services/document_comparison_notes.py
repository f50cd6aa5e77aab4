"""What whoever reads a comparison of two documents has to mind: other periods, another order, two different plans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from atlas.core.errors import Text
from atlas.core.model import Document
from atlas.core.policy.comparison import Status
from atlas.core.policy.goal_view import GoalView
from atlas.services.answers import Answer

#: With a smaller share of statements in common two documents are hardly versions of one plan.
_LEAST_IN_COMMON = 0.25


@dataclass(frozen=True, slots=True)
class Period:
    """A document and its goals, as far as its period is asked for.

    Parameters
    ----------
    document, goals
        The document, and its goals in their order.
    """

    document: Document
    goals: Sequence[GoalView]

    @property
    def end(self) -> int | None:
        """The year to which the document runs; else the last year that a goal states."""
        stated = [view.goal.due for view in self.goals if view.goal.due is not None and view.goal.year_stated]
        return self.document.horizon or max(stated, default=None)


def find_notes(periods: Sequence[Period], statuses: Sequence[Status], *, is_nested: bool) -> list[Answer]:
    """What to mind.

    Parameters
    ----------
    periods
        Of document a and document b.
    statuses
        Of all rows.
    is_nested
        Whether one document lies in the other.

    Returns
    -------
    list of dict
        ``code`` (``periods_differ``, ``order``, ``different_plans``), ``text``.
    """
    one, other = (period.end for period in periods)
    notes = []
    if one is not None and other is not None and one != other:
        notes.append(_periods_differ(one, other))
    years = [period.document.year or period.end for period in periods]
    found = [status for status in statuses if status in (Status.SAME, Status.CHANGED)]
    if not is_nested and statuses and len(found) / len(statuses) < _LEAST_IN_COMMON:
        notes.append(_DIFFERENT)
    elif not is_nested and years[0] is not None and years[1] is not None and years[1] < years[0]:
        notes.append(_ORDER)
    return [{"code": code, "text": text.to_dict()} for code, text in notes]


def _periods_differ(one: int, other: int) -> tuple[str, Text]:
    return "periods_differ", Text(
        f"规划期不同：文件甲到 {one} 年，文件乙到 {other} 年。数值和年份的差别可能只因期限不同，请逐条核对。",
        f"The periods differ: document A runs to {one}, document B to {other}. Figures and years may differ for that reason"
        " alone; check each of them.",
    )


_ORDER = (
    "order",
    Text(
        "文件乙早于文件甲：“新增”与“删去”以甲为准，是否应对调？",
        "Document B is older than document A: added and dropped are told as seen from A. Should they be swapped?",
    ),
)
_DIFFERENT = (
    "different_plans",
    Text(
        "相同的内容很少，两份文件多半不是同一方案的两个版本。同县同专题的对照更有用。",
        "They have little in common and are probably not versions of one plan. Topics asked of the same counties say more.",
    ),
)
