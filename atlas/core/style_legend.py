"""The lines that explain a style."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from atlas.core.errors import Text
from atlas.core.style_model import LayerStyle, LegendEntry, Proportional, Symbol
from atlas.core.style_rules import circle_radius, style_rules
from atlas.core.style_words import number_text

_NOT_DRAWN = Text("不大于 0 或无值的要素不画", "Features of 0, less or no value are not drawn")
_NOTHING = Symbol("", "", 0.0, "solid", "circle", 1.0, 0.0)
_SIZES_IN_LEGEND = 3


def legend(style: LayerStyle, title: Text) -> tuple[LegendEntry, ...]:
    """The lines that explain a style.

    Parameters
    ----------
    style
        Complete.
    title
        Of the layer, which names a single symbol.

    Returns
    -------
    tuple of LegendEntry
        In drawing order; at least one.
    """
    if style.renderer == "proportional" and style.proportional:
        return _size_entries(style.base(), style.proportional)
    entries = [
        LegendEntry(rule.label, rule.symbol.to_dict(), rule.kind, rule.condition.to_dict())
        for rule in style_rules(style)
    ]
    return tuple(entries) or (LegendEntry(title, style.base().to_dict()),)


def _size_entries(base: Symbol, block: Proportional) -> tuple[LegendEntry, ...]:
    """Round values from the largest down, and the words for what has no circle."""
    entries: list[LegendEntry] = []
    value = _round_down(block.max_value)
    for _ in range(_SIZES_IN_LEGEND):
        if value <= 0:
            break  # a quarter of the least number there is
        radius = circle_radius(block, value) or 0.0
        if not entries or radius > block.min_radius_px:
            words = number_text(value)
            symbol = replace(base, radius_px=radius)
            entries.append(LegendEntry(Text(words, words), symbol.to_dict(), "size"))
        value = _round_down(value / 4)
    return (*entries, LegendEntry(_NOT_DRAWN, _NOTHING.to_dict(), "not_drawn"))


def _round_down(value: float) -> float:
    """The next 1, 2 or 5 times a power of ten; 0 for nothing."""
    if value <= 0:
        return 0.0
    power = Decimal(10) ** Decimal(repr(value)).adjusted()
    lead = Decimal(repr(value)) / power
    return float(power * max(step for step in (1, 2, 5) if step <= lead))
