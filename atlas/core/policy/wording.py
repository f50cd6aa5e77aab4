"""Words for people instead of codes: heads of columns, levels, operators, and the rows of the flat table in words.

Relations and kinds have their words in ``atlas.core.style``; the page gets all of these in its first answer, so that
screen and file speak alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

from atlas.core.errors import Text
from atlas.core.model import Goal
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.rows import Row
from atlas.core.style import KIND_TITLES, RELATION_TITLES


class Heads(StrEnum):
    """How a table speaks: in the codes of the interface, in Chinese or in English."""

    CODE = "code"
    CHINESE = "zh"
    ENGLISH = "en"


COLUMN_TITLES: Mapping[str, Text] = {
    "document": Text("文件", "Document"),
    "clause": Text("条款", "Clause"),
    "kind": Text("类型", "Kind"),
    "topic": Text("专题", "Topic"),
    "place": Text("原文地名", "Place as written"),
    "adcode": Text("代码", "Adcode"),
    "level": Text("级别", "Level"),
    "relation": Text("关系", "Relation"),
    "metric": Text("指标", "Metric"),
    "op": Text("比较", "Op"),
    "value": Text("数值", "Value"),
    "value_max": Text("上限", "Upper"),
    "unit": Text("单位", "Unit"),
    "year": Text("年份", "Year"),
    "year_basis": Text("年份依据", "Year taken from"),
    "name": Text("名称", "Name"),
    "summary": Text("要点", "Summary"),
    "county": Text("县", "County"),
    "prefecture": Text("市州", "Prefecture"),
    "province": Text("省份", "Province"),
    "class": Text("级序", "Class number"),
    "class_range": Text("分级", "Class"),
    "state": Text("状态", "State"),
    "source": Text("来源", "Source"),
}

LEVEL_TITLES: Mapping[str, Text] = {
    "province": Text("省级", "Province"),
    "prefecture": Text("市州级", "Prefecture"),
    "county": Text("县级", "County"),
}

OPERATOR_TITLES: Mapping[str, Text] = {
    "=": Text("等于", "equal to"),
    ">=": Text("不低于", "at least"),
    ">": Text("超过", "more than"),
    "<=": Text("不高于", "at most"),
    "<": Text("低于", "less than"),
    "~": Text("约", "about"),
    "range": Text("区间", "range"),
}

#: Where the year of a goal comes from.
YEAR_TITLES: Mapping[bool, Text] = {
    True: Text("条款写明", "The clause"),
    False: Text("规划期末", "End of the plan"),
}

_NO_WORDS = Text("", "")
#: What a word is taken from when a table is asked for in words.
Words: TypeAlias = Mapping[str, Text]


def say(text: Text, heads: Heads) -> str:
    """The words of one language.

    Parameters
    ----------
    text
        In both.
    heads
        English for ``en``, else Chinese; Chinese also where there are no English words.

    Returns
    -------
    str
        The words.
    """
    return text.en if heads is Heads.ENGLISH and text.en else text.zh


def head_of(column: str, heads: Heads) -> str:
    """What stands above a column.

    Parameters
    ----------
    column
        Its name in the interface.
    heads
        Code gives the name itself.

    Returns
    -------
    str
        The head.
    """
    return column if heads is Heads.CODE else say(COLUMN_TITLES[column], heads)


def word_row(catalogue: Catalogue, goal: Goal, row: Row, heads: Heads) -> Row:
    """A row of the flat table in words.

    Parameters
    ----------
    catalogue
        For titles of documents and topics.
    goal
        Of the row.
    row
        In codes.
    heads
        Chinese or English.

    Returns
    -------
    dict
        The row with ``year_basis`` besides; names of places stay Chinese, as the documents write them.
    """

    def word(column: str, words: Words) -> str:
        return say(words.get(str(row[column]), _NO_WORDS), heads)

    return {
        **row,
        "document": say(catalogue.documents[goal.document].title, heads),
        "topic": say(catalogue.topics[str(row["topic"])].title, heads),
        "kind": word("kind", KIND_TITLES),
        "level": word("level", LEVEL_TITLES),
        "relation": word("relation", RELATION_TITLES),
        "op": word("op", OPERATOR_TITLES),
        "year_basis": say(YEAR_TITLES[goal.year_stated], heads) if goal.due else "",
        "summary": say(goal.summary, heads),
    }
