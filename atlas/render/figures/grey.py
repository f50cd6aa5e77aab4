"""What is drawn, for printers without colour: layers bring colours of their own, which no palette of ours replaces."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from atlas.core.figures.looks import in_grey
from atlas.render.figures.scene import Circles, Group, Item, Path, Words


def grey_items(items: Iterable[Item]) -> list[Item]:
    """Items in shades of grey.

    Parameters
    ----------
    items
        In any colours.

    Returns
    -------
    list of Item
        The same, each colour replaced by a grey of its luma.
    """
    return [_grey(item) for item in items]


def _grey(item: Item) -> Item:
    if isinstance(item, Path | Circles):
        return replace(item, fill=in_grey(item.fill), stroke=in_grey(item.stroke))
    if isinstance(item, Words):
        return replace(item, colour=in_grey(item.colour), halo=in_grey(item.halo))
    if isinstance(item, Group):
        return replace(item, items=tuple(grey_items(item.items)))
    return item
