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
_CORRESPONDING = (Status.SAME, Status.MOVED, Status.REVIEW, Status.CHANGED)


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
        ``code`` (``periods_differ``, ``review_differs``, ``order``, ``different_plans``), ``text``.
    """
    one, other = (period.end for period in periods)
    notes = []
    if one is not None and other is not None and one != other:
        notes.append(_periods_differ(one, other))
    years = [period.document.year or period.end for period in periods]
    found = [status for status in statuses if status in _CORRESPONDING]
    reviewed = sum(status is Status.REVIEW for status in statuses)
    if reviewed:
        notes.append(_review_differs(reviewed))
    if not is_nested and statuses and len(found) / len(statuses) < _LEAST_IN_COMMON:
        notes.append(_DIFFERENT)
    elif not is_nested and years[0] is not None and years[1] is not None and years[1] < years[0]:
        notes.append(_ORDER)
    return [{"code": code, "text": text.to_dict()} for code, text in notes]


def _review_differs(count: int) -> tuple[str, Text]:
    return "review_differs", Text(
        f"有 {count} 条只因两份文件的审核进度不同而不同，不算方案的变化，列在“仅审核不同”。可在未审的那一份里"
        "用“把上一版的审核结果带过来”。",
        f"Statements that differ only because one document has been reviewed further than the other: {count}. They are no"
        " changes of the plan and stand under “Review only”. The review of one version can be carried to the other.",
    )


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
