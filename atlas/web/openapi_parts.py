"""What a description of addresses is made of: addresses, their parameters, and those that several take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from atlas.core.filters import MAX_LIMIT
from atlas.core.model import Kind, Relation


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an address."""

    name: str
    about: str
    schema: dict[str, Any]
    place: str = "query"
    required: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the interface."""

    path: str
    about: str
    parameters: tuple[Parameter, ...] = ()
    contents: tuple[str, ...] = ("application/json",)
    methods: tuple[str, ...] = ("get",)


def text_parameter(name: str, about: str, **schema: Any) -> Parameter:
    """A parameter of the query that takes text; ``schema`` says more of it."""
    return Parameter(name, about, {"type": "string", **schema})


def path_parameter(name: str, about: str, **schema: Any) -> Parameter:
    """A part of the path; ``schema`` says more of it."""
    return Parameter(name, about, {"type": "string", **schema}, "path", required=True)


def number_parameter(name: str, about: str, lowest: int, highest: int) -> Parameter:
    """A parameter of the query that takes a whole number between two bounds."""
    return Parameter(name, about, {"type": "integer", "minimum": lowest, "maximum": highest})


ADCODE = r"^\d{6}$"
GOALS = (
    text_parameter("document", "文件编号 / document id"),
    text_parameter("clause", "条款编号，需与 document 同用 / clause id, needs document"),
    text_parameter("adcode", "行政区划代码 / adcode of the linked unit", pattern=ADCODE),
    text_parameter("region", "所在的省、市州或县 / unit in which the linked unit lies", pattern=ADCODE),
    text_parameter("topic", "专题，逗号分隔 / topic slugs, comma separated"),
    text_parameter("relation", "关系，逗号分隔 / relations: " + ", ".join(Relation)),
    text_parameter("kind", "类别，逗号分隔 / kinds: " + ", ".join(Kind)),
    number_parameter("year", "目标年份 / year the goal is due", 1949, 2100),
)
LIMIT = number_parameter("limit", "最多返回数 / most rows or features", 1, MAX_LIMIT)
OFFSET = number_parameter("offset", "跳过数 / rows or features to pass over", 0, 10_000_000)
DOCUMENT = path_parameter("document_id", "文件编号 / document id")
