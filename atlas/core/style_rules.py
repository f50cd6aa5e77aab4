"""What a style draws: the symbol of a feature, the rules behind it, and the fields it asks for."""

from __future__ import annotations

import functools
import math
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from atlas.core.errors import Text
from atlas.core.plain_values import NO_DATA_FROM, finite_number
from atlas.core.style_model import (
    MOST_GROWTH,
    Categories,
    ClassLook,
    Graduated,
    LayerStyle,
    Proportional,
    Symbol,
)
from atlas.core.style_words import class_labels, number_text

_NO_DATA = Text("无数据", "No data")
_OTHER = Text("其他", "Other")


@dataclass(frozen=True, slots=True)
class Condition:
    """Which features a rule is for.

    Parameters
    ----------
    field
        Name of the property.
    kind
        ``value`` (equal to ``value``), ``missing`` (no value), ``range`` (above ``above``, up to ``up_to``),
        ``no_number`` (anything but a number), ``other`` (none of ``values``).
    value
        Text or number.
    above, up_to
        ``None`` for no bound on that side.
    values
        Those that have a rule of their own; ``None`` among them for missing ones.
    """

    field: str
    kind: str
    value: str | int | float | None = None
    above: float | None = None
    up_to: float | None = None
    values: tuple[str | int | float | None, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The condition as a legend tells it.

        Returns
        -------
        dict
            ``field`` with ``value`` (``None`` for missing), or with ``above`` and ``up_to``; empty for all others.
        """
        if self.kind == "other":
            return {}
        if self.kind != "range":
            return {"field": self.field, "value": self.value}
        bounds = {"above": self.above, "up_to": self.up_to}
        return {"field": self.field, **{name: bound for name, bound in bounds.items() if bound is not None}}


@dataclass(frozen=True, slots=True)
class Rule:
    """One class: which features, how they look, and what the legend calls them (``kind`` as in ``LegendEntry``)."""

    condition: Condition
    symbol: Symbol
    label: Text
    kind: str = "class"


@functools.lru_cache(maxsize=64)
def style_rules(style: LayerStyle) -> tuple[Rule, ...]:
    """The classes of a style, in the order of its legend; no feature meets two of them.

    Parameters
    ----------
    style
        Complete.

    Returns
    -------
    tuple of Rule
        Empty for single symbols and for proportional ones.
    """
    if style.renderer == "categories" and style.categories:
        return _category_rules(style, style.categories)
    if style.renderer == "graduated" and style.graduated:
        return _graduated_rules(style, style.graduated)
    return ()


def resolve(style: LayerStyle, properties: Mapping[str, Any]) -> Symbol | None:
    """What a feature looks like.

    Parameters
    ----------
    style
        Complete.
    properties
        Of the feature; an absent one has no value.

    Returns
    -------
    Symbol or None
        ``None`` when the feature is not drawn.
    """
    if style.renderer == "proportional" and style.proportional:
        radius = circle_radius(style.proportional, properties.get(style.proportional.field))
        return None if radius is None else replace(style.base(), radius_px=radius)
    rules = style_rules(style)
    if not rules:
        return style.base()
    place = _places(style).find(properties.get(rules[0].condition.field))
    return None if place is None else rules[place].symbol


def circle_radius(block: Proportional, value: Any) -> float | None:
    """Radius of a proportional symbol.

    Parameters
    ----------
    block
        Of the style.
    value
        Of a feature.

    Returns
    -------
    float or None
        [px]; ``None`` for what is no number above 0.
    """
    number = as_number(value)
    if number is None or number <= 0:
        return None
    radius = block.max_radius_px * math.sqrt(number / block.max_value)
    return min(max(block.min_radius_px, radius), block.max_radius_px * MOST_GROWTH)


def used_fields(style: LayerStyle) -> tuple[str, ...]:
    """Properties that a feature must carry to be drawn.

    Parameters
    ----------
    style
        Complete.

    Returns
    -------
    tuple of str
        That of the renderer, then that of the label.
    """
    used = [renderer_field(style), style.label.field if style.label else ""]
    return tuple(dict.fromkeys(field for field in used if field))


def renderer_field(style: LayerStyle) -> str:
    """The property whose values decide how features look.

    Parameters
    ----------
    style
        Complete.

    Returns
    -------
    str
        Empty for a style with one symbol.
    """
    blocks = {
        "categories": style.categories,
        "graduated": style.graduated,
        "proportional": style.proportional,
    }
    block = blocks.get(style.renderer)
    return block.field if block else ""


def is_shown_at(style: LayerStyle, zoom: float) -> bool:
    """Whether a layer is drawn at a zoom.

    Parameters
    ----------
    style
        Complete.
    zoom
        Of tiles of 256 px; between two whole zooms the lower one counts.

    Returns
    -------
    bool
        Within the limits of the style.
    """
    return style.min_zoom <= zoom < style.max_zoom + 1


def as_number(value: Any) -> float | None:
    """A property as a number.

    Parameters
    ----------
    value
        Of a feature.

    Returns
    -------
    float or None
        ``None`` for text, truth values, nothing, and what is not finite or stands for no data.
    """
    number = finite_number(value)
    return None if number is None or abs(number) >= NO_DATA_FROM else number


def is_missing(value: Any) -> bool:
    """Whether a property has no value.

    Parameters
    ----------
    value
        Of a feature.

    Returns
    -------
    bool
        ``True`` for nothing, empty text, NaN, and numbers that stand for no data.
    """
    return value is None or value == "" or (isinstance(value, float) and not abs(value) < NO_DATA_FROM)


@dataclass(frozen=True, slots=True)
class _Places:
    """Finds the rule of a value without asking each of them."""

    edges: tuple[float, ...] | None
    by_value: Mapping[tuple[bool, Any], int]
    missing: int | None
    other: int | None

    def find(self, value: Any) -> int | None:
        if self.edges is not None:
            number = as_number(value)
            return self.missing if number is None else bisect_left(self.edges, number)
        if is_missing(value):
            return self.other if self.missing is None else self.missing
        if isinstance(value, bool):
            return self.other
        return self.by_value.get((isinstance(value, str), value), self.other)


@functools.lru_cache(maxsize=64)
def _places(style: LayerStyle) -> _Places:
    rules = style_rules(style)
    kinds = {rule.kind: place for place, rule in enumerate(rules)}
    edges = style.graduated.edges[1:-1] if style.renderer == "graduated" and style.graduated else None
    by_value = {
        (isinstance(rule.condition.value, str), rule.condition.value): place
        for place, rule in enumerate(rules)
        if rule.condition.kind == "value"
    }
    return _Places(edges, by_value, kinds.get("no_data"), kinds.get("other"))


def _category_rules(style: LayerStyle, block: Categories) -> tuple[Rule, ...]:
    rules = []
    for one in block.classes:
        if one.value is None:
            condition = Condition(block.field, "missing")
            rules.append(Rule(condition, _dress(style, one.look), _label(one.look, _NO_DATA), "no_data"))
            continue
        words = one.value if isinstance(one.value, str) else number_text(one.value)
        condition = Condition(block.field, "value", value=one.value)
        rules.append(Rule(condition, _dress(style, one.look), _label(one.look, Text(words, words))))
    if block.other:
        condition = Condition(block.field, "other", values=tuple(one.value for one in block.classes))
        rules.append(Rule(condition, _dress(style, block.other), _label(block.other, _OTHER), "other"))
    return tuple(rules)


def _graduated_rules(style: LayerStyle, block: Graduated) -> tuple[Rule, ...]:
    written = block.labels or ("",) * len(block.fills)
    patterns = block.patterns or (None,) * len(block.fills)
    bounds = [None, *block.edges[1:-1], None]
    rules = []
    for place, words in enumerate(class_labels(block.edges)):
        condition = Condition(block.field, "range", above=bounds[place], up_to=bounds[place + 1])
        look = ClassLook(block.fills[place], pattern=patterns[place], label=written[place])
        rules.append(Rule(condition, _dress(style, look), _label(look, Text(words, words))))
    if block.no_data:
        condition = Condition(block.field, "no_number")
        rules.append(
            Rule(condition, _dress(style, block.no_data), _label(block.no_data, _NO_DATA), "no_data")
        )
    return tuple(rules)


def _dress(style: LayerStyle, look: ClassLook) -> Symbol:
    """The base symbol with what a class says of itself."""
    base = style.base()
    if style.geometry == "line":
        return replace(
            base, stroke=look.stroke or look.fill or base.stroke, pattern=look.pattern or base.pattern
        )
    # An outline in the colour of the fill is none of its own, so it goes with the fill of each class.
    own = look.fill if style.stroke == style.fill else style.stroke
    return replace(
        base,
        fill=look.fill,
        stroke=own if look.stroke is None else look.stroke,
        pattern=look.pattern or base.pattern,
        symbol=look.symbol or base.symbol,
    )


def _label(look: ClassLook, usual: Text) -> Text:
    return Text(look.label, look.label) if look.label else usual
