"""Words of a caller become a checked filter: CQL2 text or JSON, names from the layer's schema only, everything capped.

The package ``cql2`` reads both forms; its tree is then checked node by node. Its text parser tries again for every
open bracket when a text is wrong, so brackets are counted before it sees the text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import cql2

from atlas.core.cql2 import (
    Arithmetic,
    Between,
    CaseFolded,
    Comparison,
    Condition,
    IsNull,
    Junction,
    Like,
    Literal,
    Membership,
    Negation,
    Operand,
    Property,
    Spatial,
)
from atlas.core.cql2_geometry import GEOMETRY_NAMES, SPATIAL_RELATIONS, read_literal_geometry
from atlas.core.crs_uris import ServedCrs
from atlas.core.errors import AtlasError, FilterError, LimitExceeded
from atlas.core.layers import LayerField

LANGUAGES = ("cql2-text", "cql2-json")
#: Longest filter [characters].
MAX_CHARACTERS = 4000
#: Brackets inside each other in a text; a multipolygon in well-known text takes four.
MAX_BRACKETS = 7
#: Conditions inside each other, and conditions and operands in all.
MAX_DEPTH = 12
MAX_NODES = 400
#: Spatial conditions in one filter; each looks at geometries.
MAX_SPATIAL = 4
_MAX_PATTERN_CHARACTERS = 200
_MAX_WILDCARDS = 8
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"")
_COMPARISONS = ("=", "<>", "<", ">", "<=", ">=")
_ARITHMETIC = ("+", "-", "*", "/")


def parse_filter(text: str, schema: Iterable[LayerField], *, language: str, crs: ServedCrs) -> Condition:
    """A checked filter.

    Parameters
    ----------
    text
        As the caller wrote it.
    schema
        Properties of the layer.
    language
        ``cql2-text`` or ``cql2-json``.
    crs
        Of the geometries in the filter.

    Returns
    -------
    Condition
        Names only properties of the schema; values are still those of the caller.

    Raises
    ------
    FilterError
        It cannot be read, names an unknown property, mixes types, or uses what is not supported.
    LimitExceeded
        It is too long, too deep or has too many parts.
    """
    if len(text) > MAX_CHARACTERS:
        raise _too_much("长度", "length", MAX_CHARACTERS)
    if language == "cql2-text":
        _check_brackets(text)
    try:
        tree = (cql2.parse_text if language == "cql2-text" else cql2.parse_json)(text).to_json()
    except (cql2.ParseError, cql2.ValidationError) as error:
        raise _unreadable(text, str(error)) from error
    return _Reader(schema, crs).condition(tree, 0)


def _check_brackets(text: str) -> None:
    depth = 0
    for sign in _QUOTED.sub("", text):
        if sign == "(":
            depth += 1
            if depth > MAX_BRACKETS:
                raise _too_much("括号层数", "brackets inside each other", MAX_BRACKETS)
        elif sign == ")":
            depth -= 1
            if depth < 0:
                break
    if depth:
        raise FilterError(
            "过滤条件的括号不配对",
            "the brackets of the filter do not match",
            hint_zh="请检查左右括号的数目。",
            hint_en="Count opening and closing brackets.",
        )


class _Reader:
    """Turns a tree of plain values into a checked one; made anew for each filter."""

    def __init__(self, schema: Iterable[LayerField], crs: ServedCrs) -> None:
        self._types = {item.name: item.type for item in schema}
        self._crs = crs
        self._nodes = 0
        self._spatial = 0

    def condition(self, node: Any, depth: int) -> Condition:
        """A condition."""
        op, arguments = self._call(node, depth)
        if op in ("and", "or"):
            if len(arguments) < 2:
                raise _misused(op)
            return Junction(op, tuple(self.condition(part, depth + 1) for part in arguments))
        if op == "not":
            (part,) = _exactly(op, arguments, 1)
            return Negation(self.condition(part, depth + 1))
        if op in SPATIAL_RELATIONS:
            return self._spatial_condition(op, _exactly(op, arguments, 2))
        if op in _COMPARISONS:
            left, right = self._operands(_exactly(op, arguments, 2), depth)
            return Comparison(op, left, right)
        reader = self._other_conditions().get(op)
        if reader is None:
            raise _unsupported(op)
        return reader(arguments, depth)

    def _other_conditions(self) -> Mapping[str, Callable[[list[Any], int], Condition]]:
        return {"like": self._like, "between": self._between, "in": self._membership, "isNull": self._is_null}

    def _like(self, arguments: list[Any], depth: int) -> Like:
        operand, pattern = self._operands(_exactly("like", arguments, 2), depth)
        folded = isinstance(pattern, CaseFolded)
        literal = pattern.operand if isinstance(pattern, CaseFolded) else pattern
        if not isinstance(literal, Literal) or not isinstance(literal.value, str):
            raise _misused("like")
        if len(literal.value) > _MAX_PATTERN_CHARACTERS or literal.value.count("%") > _MAX_WILDCARDS:
            raise _too_much("LIKE 中的 % 个数", "number of % in LIKE", _MAX_WILDCARDS)
        return Like(operand, literal.value.casefold() if folded else literal.value)

    def _between(self, arguments: list[Any], depth: int) -> Between:
        operand, lowest, highest = self._operands(_exactly("between", arguments, 3), depth)
        return Between(operand, lowest, highest)

    def _membership(self, arguments: list[Any], depth: int) -> Membership:
        first, choices = _exactly("in", arguments, 2)
        if not isinstance(choices, list) or not choices:
            raise _misused("in")
        operand, *rest = self._operands([first, *choices], depth)
        return Membership(operand, tuple(rest))

    def _is_null(self, arguments: list[Any], depth: int) -> IsNull:
        (node,) = _exactly("isNull", arguments, 1)
        if isinstance(node, dict) and node.get("property") in GEOMETRY_NAMES:
            return IsNull("")
        operand = self._operand(node, depth)
        if not isinstance(operand, Property):
            raise _misused("isNull")
        return IsNull(operand.name)

    def _spatial_condition(self, op: str, arguments: list[Any]) -> Spatial:
        self._spatial += 1
        if self._spatial > MAX_SPATIAL:
            raise _too_much("空间条件个数", "number of spatial conditions", MAX_SPATIAL)
        is_name = [isinstance(node, dict) and "property" in node for node in arguments]
        if is_name.count(True) != 1:
            raise _misused(op)
        name = arguments[is_name.index(True)]["property"]
        if name not in GEOMETRY_NAMES:
            raise self._unknown(str(name))
        feature_first, literal_first = SPATIAL_RELATIONS[op]
        geometry = read_literal_geometry(arguments[is_name.index(False)], self._crs)
        return Spatial(feature_first if is_name[0] else literal_first, geometry)

    def _operands(self, nodes: list[Any], depth: int) -> list[Operand]:
        operands = [self._operand(node, depth + 1) for node in nodes]
        kinds = {_kind(operand) for operand in operands}
        if len(kinds) > 1:
            names = [operand.name for operand in operands if isinstance(operand, Property)]
            raise FilterError(
                f"过滤条件把文本和数字相比：{'、'.join(names) or '常量'}",
                f"the filter compares text with a number: {', '.join(names) or 'literals'}",
                hint_zh="文本属性的值要加单引号，例如 adcode = '520121'；数字不加引号。",
                hint_en="Put values of text properties in single quotes, such as adcode = '520121'; numbers without.",
            )
        return operands

    def _operand(self, node: Any, depth: int) -> Operand:
        self._count(depth)
        if isinstance(node, str):
            return Literal(node)
        if isinstance(node, bool):
            raise _unsupported(str(node).upper())
        if isinstance(node, int | float):
            if not math.isfinite(node):
                raise _misused(str(node))
            return Literal(float(node))
        if isinstance(node, dict) and "property" in node:
            return self._property(node["property"])
        op, arguments = self._call(node, depth)
        if op == "casei":
            (operand,) = (self._operand(part, depth + 1) for part in _exactly(op, arguments, 1))
            if _kind(operand) != "text":
                raise _misused(op)
            return CaseFolded(operand)
        if op in _ARITHMETIC:
            left, right = self._operands(_exactly(op, arguments, 2), depth)
            if _kind(left) != "number":
                raise _misused(op)
            return Arithmetic(op, left, right)
        raise _unsupported(op)

    def _property(self, name: Any) -> Property:
        if not isinstance(name, str) or name not in self._types:
            raise self._unknown(str(name))
        return Property(name, self._types[name])

    def _call(self, node: Any, depth: int) -> tuple[str, list[Any]]:
        self._count(depth)
        if not isinstance(node, dict) or not isinstance(node.get("op"), str):
            raise _not_a_condition()
        return node["op"], list(node.get("args", []))

    def _count(self, depth: int) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise _too_much("条件个数", "number of parts", MAX_NODES)
        if depth > MAX_DEPTH:
            raise _too_much("嵌套层数", "depth", MAX_DEPTH)

    def _unknown(self, name: str) -> FilterError:
        known = [*self._types, GEOMETRY_NAMES[0]]
        return FilterError(
            f"图层没有属性“{name[:60]}”",
            f"the layer has no property “{name[:60]}”",
            code="property_unknown",
            hint_zh=f"可用属性：{'、'.join(known)}。",
            hint_en=f"Properties: {', '.join(known)}.",
            property=name[:60],
        )


def _kind(operand: Operand) -> str:
    if isinstance(operand, Property):
        return "text" if operand.type == "text" else "number"
    if isinstance(operand, Literal):
        return "text" if isinstance(operand.value, str) else "number"
    return "text" if isinstance(operand, CaseFolded) else "number"


def _exactly(op: str, arguments: list[Any], count: int) -> list[Any]:
    if len(arguments) != count:
        raise _misused(op)
    return arguments


def _misused(op: str) -> AtlasError:
    return FilterError(
        f"过滤条件中的 {op[:40]} 用法不对",
        f"{op[:40]} is used in a way that cannot be answered",
        hint_zh="写法见 /ogc/api 与 OGC 21-065（CQL2）。",
        hint_en="See /ogc/api and OGC 21-065 (CQL2).",
        operator=op[:40],
    )


def _unsupported(op: str) -> AtlasError:
    return FilterError(
        f"过滤条件不支持 {op[:40]}",
        f"the filter uses {op[:40]}, which is not supported",
        code="operator_unsupported",
        hint_zh="可用：比较、AND/OR/NOT、LIKE、BETWEEN、IN、IS NULL、CASEI、+ - * /、S_INTERSECTS 等空间关系。",
        hint_en="Supported: comparisons, AND/OR/NOT, LIKE, BETWEEN, IN, IS NULL, CASEI, + - * /, S_INTERSECTS "
        "and the other spatial relations.",
        operator=op[:40],
    )


def _not_a_condition() -> AtlasError:
    return FilterError(
        "过滤条件不是一个判断",
        "the filter is no condition",
        hint_zh="例如 province = '贵州省' AND area_km2 > 1000。",
        hint_en="Such as province = '贵州省' AND area_km2 > 1000.",
    )


def _unreadable(text: str, reason: str) -> AtlasError:
    # The parser marks the place as "--> line:column"; its other words quote the text and its own grammar.
    where = re.search(r"(?:--> (\d+):(\d+)|line (\d+) column (\d+))", reason)
    column = int(where[2] or where[4]) if where else 1
    near = text[max(0, column - 1) :][:40]
    return FilterError(
        f"过滤条件从第 {column} 个字符起无法理解：“{near}”",
        f"the filter cannot be read from character {column} on: “{near}”",
        code="filter_syntax",
        hint_zh="文本值用单引号，例如 province = '贵州省' AND area_km2 > 1000；JSON 写法请加 filter-lang=cql2-json。",
        hint_en="Text stands in single quotes, such as province = '贵州省' AND area_km2 > 1000; for JSON say "
        "filter-lang=cql2-json.",
        column=column,
    )


def _too_much(zh: str, en: str, most: int) -> AtlasError:
    return LimitExceeded(
        f"过滤条件的{zh}超过上限 {most}",
        f"the filter exceeds its limit of {most} ({en})",
        code="filter_too_large",
        hint_zh="请简化过滤条件，或分几次查询。",
        hint_en="Simplify the filter, or ask several times.",
        limit=most,
    )
