"""The tables of a comparison in words, for those who take them along from the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from atlas.core.errors import Text
from atlas.core.policy.wording import Heads, say
from atlas.render.table import Table
from atlas.services.answers import Answer
from atlas.services.file_names import FileName

_SIDE = ("clause", "summary", "places", "figures")
_HEADS: Mapping[str, Text] = {
    "status": Text("结果", "Result"),
    "changes": Text("差别", "Differences"),
    "clause": Text("条款", "Clause"),
    "summary": Text("要点", "Summary"),
    "places": Text("地点", "Places"),
    "figures": Text("指标", "Figures"),
    "document": Text("文件", "Document"),
    "county": Text("县", "County"),
    "adcode": Text("代码", "Adcode"),
    "is_reached": Text("由上级单位涉及", "Reached through a larger unit"),
    "topic": Text("专题", "Topic"),
    "count": Text("县数", "Counties"),
    "counties": Text("各县", "Which"),
}
_SIDES = {"a": Text("甲", "A"), "b": Text("乙", "B")}
_STATUSES: Mapping[str, Text] = {
    "same": Text("未变", "Same"),
    "moved": Text("条款变动", "Moved"),
    "review": Text("仅审核不同", "Review only"),
    "changed": Text("有变化", "Changed"),
    "dropped": Text("删去目标", "Dropped"),
    "added": Text("新增目标", "Added"),
    "contradicted": Text("可能抵触", "Possibly contradicted"),
    "taken_up": Text("已承接", "Taken up"),
    "in_part": Text("部分承接", "In part"),
    "same_industry": Text("仅同一产业", "Same industry only"),
    "related": Text("仅主题相关", "Related only"),
    "lacking": Text("未承接", "Lacking"),
    "general": Text("总体要求", "General"),
    "own": Text("本级自定", "Own"),
}
_TITLES: Mapping[str, Text] = {
    "goals": Text("逐条对照", "Statement by statement"),
    "unnamed": Text("未点名的县", "Counties not named"),
    "topics": Text("多县共有的专题", "Topics of many counties"),
    "common": Text("同县同专题", "Same county, same topic"),
}
_YES_NO = {True: Text("是", "Yes"), False: Text("否", "No")}
_NOTES = Text("说明", "Notes")


def word_comparison(answer: Answer, table: str, heads: Heads) -> Table:
    """One of the tables of a comparison in words.

    Parameters
    ----------
    answer
        As of ``DocumentComparison.compare``.
    table
        One of ``TABLES``.
    heads
        Chinese or English.

    Returns
    -------
    Table
        With what people read; the notes of the comparison on a sheet of their own.
    """
    columns, rows = _MAKERS[table](answer, heads)
    titles = {f"{name}_{side}": (side, name) for side in _SIDES for name in (*_SIDE, "clauses")}
    return Table(
        columns=columns,
        rows=rows,
        title=say(_TITLES[table], heads),
        heads=tuple(_head(titles, column, heads) for column in columns),
        notes=tuple(_notes(answer, heads)),
        notes_title=say(_NOTES, heads),
    )


def name_comparison_file(answer: Answer, table: str) -> FileName:
    """Name of a file of a comparison.

    Parameters
    ----------
    answer
        As of ``DocumentComparison.compare``.
    table
        One of ``TABLES``.

    Returns
    -------
    FileName
        With the titles of both documents.
    """
    return FileName(
        f"{_short(answer['a'])}对照{_short(answer['b'])}-{_TITLES[table].zh}",
        f"compare-{answer['a']['id']}-{answer['b']['id']}-{table}",
    )


def _short(document: Answer) -> str:
    """The title and what tells it from another one of the same; the second is never cut."""
    title, label = document["title"]["zh"], document["label"]["zh"]
    return f"{title[:40]}{label[len(title) :]}"


def _head(titles: Mapping[str, tuple[str, str]], column: str, heads: Heads) -> str:
    if column not in titles:
        return say(_HEADS["clause" if column == "clauses" else column], heads)
    side, name = titles[column]
    head = say(_HEADS["clause" if name == "clauses" else name], heads)
    mark = say(_SIDES[side], heads)
    return f"{head} {mark}" if heads is Heads.ENGLISH else f"{mark}：{head}"


def _notes(answer: Answer, heads: Heads) -> Iterator[str]:
    for side, mark in _SIDES.items():
        yield f"{say(mark, heads)}: {_pick(answer[side]['label'], heads)}"
    yield from (_pick(note["text"], heads) for note in answer["notes"])


def _pick(text: Mapping[str, str], heads: Heads) -> str:
    return say(Text(text["zh"], text.get("en", "")), heads)


_Made = tuple[tuple[str, ...], list[dict[str, object]]]


def _goal_rows(answer: Answer, heads: Heads) -> _Made:
    columns = ("status", "changes", *(f"{name}_{side}" for side in _SIDES for name in _SIDE))
    rows = []
    for row in answer["rows"]:
        flat: dict[str, object] = {
            "status": say(_STATUSES[row["status"]], heads),
            "changes": "; ".join(_pick(change["text"], heads) for change in row["changes"]),
        }
        for side in _SIDES:
            goal = row[side]
            figures = [figure for figure in row["figures"] if figure[side]]
            flat |= {
                f"clause_{side}": goal["clause"] if goal else "",
                f"summary_{side}": _pick(goal["summary"], heads) if goal else "",
                f"places_{side}": "、".join(_places(goal, heads)) if goal else "",
                f"figures_{side}": "; ".join(
                    f"{one[side]['metric']} {one[side]['words']}" for one in figures
                ),
            }
        rows.append(flat)
    return columns, rows


def _places(goal: Answer, heads: Heads) -> Iterator[str]:
    """Units that a goal names; behind those that are told not to act it is said."""
    yield from (unit["name"] for unit in goal["places"])
    for unit in goal["forbidden"]:
        yield say(Text(f"{unit['name']}（禁止）", f"{unit['name']} (Forbidden)"), heads)


def _unnamed_rows(answer: Answer, heads: Heads) -> _Made:
    rows: list[dict[str, object]] = [
        {
            "document": _pick(answer[side]["label"], heads),
            "county": unit["name"],
            "adcode": unit["adcode"],
            "is_reached": say(_YES_NO[unit["is_reached"]], heads),
        }
        for side in _SIDES
        for unit in answer["unnamed"][side]
    ]
    return ("document", "county", "adcode", "is_reached"), rows


def _topic_rows(answer: Answer, heads: Heads) -> _Made:
    rows = [
        {
            "document": _pick(answer[side]["label"], heads),
            **_flat_topic(one, heads),
            "clauses": "; ".join(one["clauses"]),
        }
        for side in _SIDES
        for one in answer["shared_topics"][side]
    ]
    return ("document", "topic", "count", "counties", "clauses"), rows


def _common_rows(answer: Answer, heads: Heads) -> _Made:
    rows = [
        {
            **_flat_topic(one, heads),
            **{f"clauses_{side}": "; ".join(one[f"clauses_{side}"]) for side in _SIDES},
        }
        for one in answer["common_topics"]
    ]
    return ("topic", "count", "counties", "clauses_a", "clauses_b"), rows


def _flat_topic(one: Answer, heads: Heads) -> dict[str, object]:
    return {
        "topic": _pick(one["title"], heads),
        "count": one["count"],
        "counties": "、".join(unit["name"] for unit in one["counties"]),
    }


_MAKERS = {"goals": _goal_rows, "unnamed": _unnamed_rows, "topics": _topic_rows, "common": _common_rows}
