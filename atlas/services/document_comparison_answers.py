"""The rows of a comparison of two documents: as plain values, and as tables with columns that stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from atlas.core.errors import ParameterError, Text
from atlas.core.model import Level
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.comparison import Change, ComparedGoal, Status, counties_asked
from atlas.core.policy.figure_standing import both_metrics
from atlas.core.policy.goal_view import GoalView
from atlas.core.policy.nesting import reach
from atlas.core.policy.statements import ComparedStatement
from atlas.render.table import Table
from atlas.services.answers import Answer, figure_answer
from atlas.services.document_review_words import say_review

_SIDE_COLUMNS = (
    *("clause", "heading", "kind", "topics", "places", "left_out"),
    *("metric", "op", "value", "value_max", "unit", "year", "name", "summary", "goal", "figures"),
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
_NAMED = ("places_added", "places_dropped")
_UNITS = (*_NAMED, "left_out_added", "left_out_dropped", "forbidden_added", "forbidden_dropped")
_TOPICS = ("topics_added", "topics_dropped", "topics_lacking")
_REVIEW_SIDES = {"": "", "one": "a", "other": "b", "both": "both"}
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
    "forbidden_added": Text("禁止范围增加", "forbidden there too"),
    "forbidden_dropped": Text("禁止范围减少", "no longer forbidden there"),
    "topics_added": Text("增加专题", "topics added"),
    "topics_dropped": Text("减少专题", "topics dropped"),
    "kind": Text("类型", "kind"),
    "name": Text("名称", "name"),
    "words": Text("表述", "words"),
    "clause": Text("条款变动", "other clause"),
    "item_rejected": Text("剔除", "rejected"),
    "item_by_hand": Text("人工补充", "added by hand"),
    "lower_value": Text("低于上级目标", "lower than the upper plan asks"),
    "higher_value": Text("高于上级上限", "higher than the upper plan allows"),
    "later_year": Text("晚于上级年份", "later than the upper plan asks"),
    "earlier_year": Text("早于上级年份", "earlier than the upper plan asks"),
    "lower_before": Text("低于上级目标，但年份更早", "lower than the upper plan asks, but earlier"),
    "topics_lacking": Text("本级没有的专题", "topics that the lower plan lacks"),
    "other_period": Text("规划期更晚", "due in a later period"),
    "part_of_sum": Text("本地占上级总量", "share of the sum of the upper plan"),
    "no_figure": Text("没有相应数值", "no such figure"),
    "figure_added": Text("新增指标", "figure added"),
    "figure_dropped": Text("删去指标", "figure dropped"),
    "item_added": Text("新增事项", "item added"),
    "item_dropped": Text("删去事项", "item dropped"),
    "forbidden_above": Text("上级不许", "ruled out by the upper plan"),
    "ruled_out": Text("被本级排除", "ruled out by the lower plan"),
    "ruled_out_in_part": Text("被本级部分排除", "ruled out in part by the lower plan"),
}


def row_answer(
    catalogues: Sequence[Catalogue],
    compared: ComparedStatement,
    *,
    is_turned: bool,
    region: str,
    within: frozenset[str] = frozenset(),
) -> Answer:
    """A statement beside its counterpart, as plain values.

    Parameters
    ----------
    catalogues
        Of document a and of document b; they tell names of units and topics.
    compared
        The pair.
    is_turned
        Whether the first statement of the pair is of document b.
    region
        Of nested plans the region of the lower one; empty for versions.
    within
        Counties of that region.

    Returns
    -------
    dict
        ``id`` (goal of the upper plan or of the later version, else of the other one), ``status``, ``score``,
        ``matched_by``, ``reach``, ``changes``, the goals ``a`` and ``b`` that stand for the
        statements, all their ``figures`` side by side, and the ``counties`` that each of them tells
        directly to act, or not to.
    """
    lead, upper = compared.lead, compared.lead.one
    first, second = catalogues
    goals = _in_order([lead.one, lead.other], is_turned=is_turned)
    named = lead.one or lead.other if region else lead.other or lead.one
    return {
        "id": named.goal.id if named else "",
        "status": compared.status.value,
        "score": lead.score,
        "matched_by": list(lead.reasons),
        "reach": reach(upper, first, region).value if region and upper and upper.asked else "",
        "changes": [_change(first, change) for change in compared.changes],
        "a": _side(first, goals[0]) if goals[0] else None,
        "b": _side(second, goals[1]) if goals[1] else None,
        "figures": list(_figures(compared, is_turned=is_turned, is_nested=bool(region))),
        "counties": _counties(catalogues, compared, within, is_turned=is_turned),
    }


def _in_order(views: list[GoalView | None], *, is_turned: bool) -> list[GoalView | None]:
    return views[::-1] if is_turned else views


def _figures(compared: ComparedStatement, *, is_turned: bool, is_nested: bool) -> Iterator[Answer]:
    told: set[tuple[str, ...]] = set()
    for part in compared.parts:
        views = _in_order([part.one, part.other], is_turned=is_turned)
        if is_nested and part.one is not None:
            views = [view if view is part.one or _measures(part) else None for view in views]
        shown = [_one_figure(view) for view in views]
        metrics = [figure["metric"] for figure in reversed(shown) if figure]
        metric = next(iter(metrics), None)
        if is_nested and len(metrics) > 1:
            # The upper plan's stands first, as in the changes.
            metric = both_metrics(*(metrics if is_turned else metrics[::-1]))
        known = tuple(view.goal.id if view else "" for view in views)
        if metric is not None and known not in told:
            told.add(known)
            is_same = shown[0] and shown[1] and shown[0]["words"] == shown[1]["words"]
            yield {
                "metric": metric,
                "status": Status.SAME.value if is_same else part.status.value,
                "a": shown[0],
                "b": shown[1],
            }


def _measures(part: ComparedGoal) -> bool:
    """Whether the goal of the lower plan measures what the upper one does."""
    return "metric" in part.reasons


def _one_figure(view: GoalView | None) -> Answer | None:
    if view is None or view.figure is None:
        return None
    return {
        **figure_answer(view.figure),
        "due": view.goal.due,
        "year_stated": view.goal.year_stated,
        "words": view.figure_words,
        "clause": view.goal.clause,
    }


def _counties(
    catalogues: Sequence[Catalogue],
    compared: ComparedStatement,
    within: frozenset[str],
    *,
    is_turned: bool,
) -> Answer:
    """Counties told to act or not to, by name or through a larger unit; of a lower plan's region also as all the others."""
    found: dict[str, set[str]] = {"a": set(), "b": set()}
    for part in compared.parts:
        views = _in_order([part.one, part.other], is_turned=is_turned)
        for side, catalogue, view in zip(("a", "b"), catalogues, views, strict=True):
            if view is not None:
                forbidden = {code for code in view.forbidden if catalogue.units[code].level is Level.COUNTY}
                found[side] |= counties_asked(catalogue, view) | (within & view.asked.keys()) | forbidden
    return {side: sorted(codes) for side, codes in found.items()}


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
    check_table(table)
    if table == "goals":
        rows = [_goal_row(row) for row in answer["rows"]]
        return Table(GOAL_COLUMNS, rows, "goals")
    if table == "unnamed":
        return Table(UNNAMED_COLUMNS, list(_unnamed_rows(answer)), "unnamed")
    if table == "topics":
        return Table(TOPIC_COLUMNS, list(_topic_rows(answer)), "topics")
    rows = [
        {
            **_flat_topic(one),
            "clauses_a": "; ".join(one["clauses_a"]),
            "clauses_b": "; ".join(one["clauses_b"]),
        }
        for one in answer["common_topics"]
    ]
    return Table(COMMON_COLUMNS, rows, "common")


def check_table(table: str) -> str:
    """The name of a table, once it is known to be one.

    Parameters
    ----------
    table
        As somebody wrote it.

    Returns
    -------
    str
        The same.

    Raises
    ------
    ParameterError
        There is no such table.
    """
    if table in TABLES:
        return table
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
        "forbidden": _units(catalogue, _outermost(catalogue, view.forbidden)),
        "counties": len(view.asked),
        "figure": figure_answer(goal.figure) if goal.figure else None,
        "year": goal.due,
        "year_stated": goal.year_stated,
        "name": goal.name,
        "summary": goal.summary.to_dict(),
    }


def _units(catalogue: Catalogue, adcodes: frozenset[str]) -> list[Answer]:
    return [{"adcode": adcode, "name": catalogue.units[adcode].name} for adcode in sorted(adcodes)]


def _outermost(catalogue: Catalogue, adcodes: frozenset[str]) -> frozenset[str]:
    """Units without those of a larger one among them: what is forbidden in a prefecture is so in all its counties."""
    units = (catalogue.units[adcode] for adcode in adcodes)
    return frozenset(
        unit.adcode for unit in units if not adcodes & ({unit.prefecture, unit.province} - {unit.adcode})
    )


def _change(catalogue: Catalogue, change: Change) -> Answer:
    before, after = (_say(catalogue, change.code, value) for value in (change.before, change.after))
    title = _CHANGES[change.code]
    about = change.metric if change.metric not in (change.before, change.after) else ""
    # A part stands before the whole.
    is_share = change.code == "part_of_sum"
    sign = " / " if is_share else " → "
    if is_share:
        before, after = after, before
    text = Text(
        _line(f"{title.zh}（{about}）" if about else title.zh, before.zh, after.zh, "：", sign),
        _line(f"{title.en} ({about})" if about else title.en, before.en, after.en, ": ", sign),
    )
    if change.by_review:
        text = say_review(change, before if change.before else after, text)
    return {
        "code": change.code,
        "metric": change.metric,
        "before": change.before,
        "after": change.after,
        "by_review": _REVIEW_SIDES[change.by_review],
        "title": title.to_dict(),
        "text": text.to_dict(),
    }


def _line(title: str, before: str, after: str, colon: str, sign: str) -> str:
    return f"{title}{colon}{sign.join(value for value in (before, after) if value)}"


def _say(catalogue: Catalogue, code: str, value: str) -> Text:
    if code in _UNITS:
        codes = frozenset(value.split())
        shown = codes if code in _NAMED else _outermost(catalogue, codes)
        names = "、".join(catalogue.units[adcode].name for adcode in sorted(shown))
        return Text(names, names)
    if code in _TOPICS:
        titles = [catalogue.topics[slug].title for slug in value.split()]
        return Text("、".join(title.zh for title in titles), ", ".join(title.en for title in titles))
    return Text(value, value)


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
        figures = [one[side] for one in row["figures"] if one[side]]
        values = _flat_side(goal, figures) if goal else {}
        flat |= {f"{name}_{side}": values.get(name) for name in _SIDE_COLUMNS}
    return flat


def _flat_side(goal: Answer, figures: Sequence[Answer]) -> Answer:
    """A statement of several figures has the first in columns of its own and all of them in ``figures``."""
    figure = goal["figure"] or next(iter(figures), {})
    return {
        **{name: goal[name] for name in ("clause", "heading", "kind", "year", "name", "goal")},
        "topics": " ".join(goal["topics"]),
        "places": "、".join(unit["name"] for unit in goal["places"]),
        "left_out": "、".join(unit["name"] for unit in goal["left_out"]),
        "summary": goal["summary"]["zh"],
        "figures": "; ".join(f"{one['metric']} {one['words']}" for one in figures),
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
