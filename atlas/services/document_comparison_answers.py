"""The rows of a comparison of two documents: as plain values, and as tables with columns that stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from atlas.core.errors import ParameterError, Text
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.comparison import Change, ComparedGoal
from atlas.core.policy.goal_view import GoalView
from atlas.core.policy.nesting import reach
from atlas.render.table import Table
from atlas.services.answers import Answer, figure_answer

_SIDE_COLUMNS = (
    *("clause", "heading", "kind", "topics", "places", "left_out"),
    *("metric", "op", "value", "value_max", "unit", "year", "name", "summary", "goal"),
)
#: Columns of the table of goals: those of the row, then those of the goal of each document.
GOAL_COLUMNS = (
    *("status", "score", "matched_by", "reach", "changes"),
    *(f"{name}_{side}" for side in ("a", "b") for name in _SIDE_COLUMNS),
)
UNNAMED_COLUMNS = ("side", "document", "adcode", "name", "is_reached")
TOPIC_COLUMNS = ("side", "document", "topic", "title", "count", "adcodes", "counties", "clauses")
COMMON_COLUMNS = ("topic", "title", "count", "adcodes", "counties", "clauses_a", "clauses_b")
#: Tables of a comparison.
TABLES = ("goals", "unnamed", "topics", "common")
_FIGURE_COLUMNS = ("metric", "op", "value", "value_max", "unit")
_UNITS = ("places_added", "places_dropped", "left_out_added", "left_out_dropped")
_CHANGES: Mapping[str, Text] = {
    "value": Text("数值", "value"),
    "value_max": Text("上限", "upper value"),
    "unit": Text("单位", "unit"),
    "op": Text("比较", "op"),
    "year": Text("年份", "year"),
    "places_added": Text("增加地点", "places added"),
    "places_dropped": Text("减少地点", "places dropped"),
    "left_out_added": Text("增加除外", "left out"),
    "left_out_dropped": Text("不再除外", "no longer left out"),
    "topics_added": Text("增加专题", "topics added"),
    "topics_dropped": Text("减少专题", "topics dropped"),
    "kind": Text("类型", "kind"),
    "name": Text("名称", "name"),
    "words": Text("表述", "words"),
    "lower_value": Text("低于上级目标", "lower than the upper plan asks"),
    "higher_value": Text("高于上级上限", "higher than the upper plan allows"),
    "later_year": Text("晚于上级年份", "later than the upper plan asks"),
    "earlier_year": Text("早于上级年份", "earlier than the upper plan asks"),
    "no_figure": Text("没有相应数值", "no such figure"),
    "ruled_out": Text("被本级排除", "ruled out by the lower plan"),
    "ruled_out_in_part": Text("被本级部分排除", "ruled out in part by the lower plan"),
}


def row_answer(catalogue: Catalogue, compared: ComparedGoal, *, is_turned: bool, region: str) -> Answer:
    """A goal beside its counterpart, as plain values.

    Parameters
    ----------
    catalogue
        Tells names of units and topics.
    compared
        The pair.
    is_turned
        Whether the first goal of the pair is of document b.
    region
        Of nested plans the region of the lower one; empty for versions.

    Returns
    -------
    dict
        ``status``, ``score``, ``matched_by``, ``reach``, ``changes``, and the goals ``a`` and ``b``.
    """
    upper = compared.one
    sides = [_side(catalogue, view) if view else None for view in (compared.one, compared.other)]
    if is_turned:
        sides.reverse()
    return {
        "status": compared.status.value,
        "score": compared.score,
        "matched_by": list(compared.reasons),
        "reach": reach(upper, catalogue, region).value if region and upper else "",
        "changes": [_change(catalogue, change) for change in compared.changes],
        "a": sides[0],
        "b": sides[1],
    }


def comparison_table(answer: Answer, table: str) -> Table:
    """One of the tables of a comparison, for a file.

    Parameters
    ----------
    answer
        As of ``DocumentComparison.compare``.
    table
        One of ``TABLES``.

    Returns
    -------
    Table
        With stable columns in codes.

    Raises
    ------
    ParameterError
        There is no such table.
    """
    if table == "goals":
        rows = [_goal_row(row) for row in answer["rows"]]
        return Table(GOAL_COLUMNS, rows, "goals")
    if table == "unnamed":
        return Table(UNNAMED_COLUMNS, list(_unnamed_rows(answer)), "unnamed")
    if table == "topics":
        return Table(TOPIC_COLUMNS, list(_topic_rows(answer)), "topics")
    if table == "common":
        rows = [
            {
                **_flat_topic(one),
                "clauses_a": "; ".join(one["clauses_a"]),
                "clauses_b": "; ".join(one["clauses_b"]),
            }
            for one in answer["common_topics"]
        ]
        return Table(COMMON_COLUMNS, rows, "common")
    raise ParameterError(
        f"没有名为 {table[:20]} 的表",
        f"there is no table {table[:20]}",
        hint_zh=f"可选：{'、'.join(TABLES)}。",
        hint_en=f"Choose one of {', '.join(TABLES)}.",
        parameter="table",
    )


def _side(catalogue: Catalogue, view: GoalView) -> Answer:
    goal = view.goal
    return {
        "goal": goal.id,
        "clause": goal.clause,
        "heading": view.heading,
        "kind": goal.kind.value,
        "topics": list(goal.topics),
        "places": _units(catalogue, view.named),
        "left_out": _units(catalogue, view.ruled_out),
        "counties": len(view.asked),
        "figure": figure_answer(goal.figure) if goal.figure else None,
        "year": goal.due,
        "year_stated": goal.year_stated,
        "name": goal.name,
        "summary": goal.summary.to_dict(),
    }


def _units(catalogue: Catalogue, adcodes: frozenset[str]) -> list[Answer]:
    return [{"adcode": adcode, "name": catalogue.units[adcode].name} for adcode in sorted(adcodes)]


def _change(catalogue: Catalogue, change: Change) -> Answer:
    before, after = (_say(catalogue, change.code, value) for value in (change.before, change.after))
    arrow = " → ".join(value for value in (before, after) if value)
    title = _CHANGES[change.code]
    return {
        "code": change.code,
        "before": change.before,
        "after": change.after,
        "text": {"zh": f"{title.zh}：{arrow}", "en": f"{title.en}: {arrow}"},
    }


def _say(catalogue: Catalogue, code: str, value: str) -> str:
    if code in _UNITS:
        return "、".join(catalogue.units[adcode].name for adcode in value.split())
    return value


def _goal_row(row: Answer) -> Answer:
    flat: Answer = {
        "status": row["status"],
        "score": row["score"],
        "matched_by": " ".join(row["matched_by"]),
        "reach": row["reach"],
        "changes": "; ".join(change["text"]["zh"] for change in row["changes"]),
    }
    for side in ("a", "b"):
        goal = row[side]
        values = _flat_side(goal) if goal else {}
        flat |= {f"{name}_{side}": values.get(name) for name in _SIDE_COLUMNS}
    return flat


def _flat_side(goal: Answer) -> Answer:
    figure = goal["figure"] or {}
    return {
        **{name: goal[name] for name in ("clause", "heading", "kind", "year", "name", "goal")},
        "topics": " ".join(goal["topics"]),
        "places": "、".join(unit["name"] for unit in goal["places"]),
        "left_out": "、".join(unit["name"] for unit in goal["left_out"]),
        "summary": goal["summary"]["zh"],
        **{name: figure.get(name) for name in _FIGURE_COLUMNS},
    }


def _unnamed_rows(answer: Answer) -> Iterator[Answer]:
    for side in ("a", "b"):
        for unit in answer["unnamed"][side]:
            yield {"side": side, "document": answer[side]["id"], **unit}


def _topic_rows(answer: Answer) -> Iterator[Answer]:
    for side in ("a", "b"):
        for one in answer["shared_topics"][side]:
            yield {
                "side": side,
                "document": answer[side]["id"],
                **_flat_topic(one),
                "clauses": "; ".join(one["clauses"]),
            }


def _flat_topic(one: Answer) -> Answer:
    return {
        "topic": one["topic"],
        "title": one["title"]["zh"],
        "count": one["count"],
        "adcodes": " ".join(unit["adcode"] for unit in one["counties"]),
        "counties": "、".join(unit["name"] for unit in one["counties"]),
    }
