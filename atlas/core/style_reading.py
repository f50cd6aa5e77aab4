"""Reads style documents: strictly from those who change a style, with forbearance from what a store keeps."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from atlas.core.errors import ParameterError, Text
from atlas.core.plain_values import (
    read_colour,
    read_flag,
    read_integer,
    read_list,
    read_number,
    read_object,
    read_text,
    read_word,
    refusal,
    without_unwritable,
)
from atlas.core.style_model import (
    DEEPEST_ZOOM,
    PATTERNS,
    RENDERERS,
    SYMBOLS,
    Categories,
    Category,
    ClassLook,
    Graduated,
    Label,
    LayerStyle,
    Proportional,
    default_style,
    plain,
)
from atlas.core.style_numbers import read_category_number, read_sized
from atlas.core.style_ramps import MOST_CLASSES, RAMPS, SCHEME_TITLES

MOST_CATEGORIES = 60
#: Through anything less the colours of the map below would mix with those of the legend.
_CLASSED_OPACITY = 1.0
_LONGEST_NAME = 120
_LONGEST_VALUE = 400
_NO_BOUND = float("inf")
#: Objects and lists within one another in a document: style, block, classes, class, value.
_DEEPEST = 5
_LOOK_KEYS = ("fill", "stroke", "pattern", "symbol", "label")

Reader = Callable[[str, Any], Any]


def read_document(values: Any) -> dict[str, Any]:
    """A style document as an editor sent it, to be kept.

    Parameters
    ----------
    values
        Any of its keys; ``geometry`` is told by the service and passed over.

    Returns
    -------
    dict
        Plain values of the keys that were sent.

    Raises
    ------
    ParameterError
        A key that there is none, a value that it cannot have, or a renderer without its block.
    """
    given = read_object("style", values, (*_READERS, "geometry"))
    read = {name: _READERS[name](f"style.{name}", given[name]) for name in given if name != "geometry"}
    renderer = read.get("renderer", "single")
    if renderer != "single" and read.get(renderer) is None:
        raise refusal(
            f"style.{renderer}",
            "所选的画法还没有设置",
            "the chosen way of drawing has not been set up",
            hint=Text(
                "请先选字段并生成分级或分类，或改用“单一符号”。",
                "Choose a field and make the classes first, or go back to a single symbol.",
            ),
        )
    _check_zooms("style", read.get("min_zoom", 0), read.get("max_zoom", DEEPEST_ZOOM))
    return {name: plain(value) for name, value in read.items()}


def read_style(raw: Mapping[str, Any], geometry: str, *, default: LayerStyle | None = None) -> LayerStyle:
    """The style that a store keeps, whatever an older release or another program left in it.

    Parameters
    ----------
    raw
        A style document. What cannot be read counts as not there.
    geometry
        ``point``, ``line`` or ``polygon``.
    default
        Decides what nobody chose; ``None`` for that of added layers.

    Returns
    -------
    LayerStyle
        Complete. A renderer without its block is ``single``.
    """
    base = default or default_style(geometry)
    read = dict(_readable(raw))
    if read.get(read.get("renderer", "single")) is None:
        read["renderer"] = "single"
    if read.get("min_zoom", 0) > read.get("max_zoom", DEEPEST_ZOOM):
        read |= {"min_zoom": 0, "max_zoom": DEEPEST_ZOOM}
    if default is None and geometry == "polygon" and read["renderer"] != "single":
        read.setdefault("opacity", _CLASSED_OPACITY)
    return replace(base, **read, geometry=geometry)


def _readable(raw: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, read in _STYLE_READERS.items():
        if name in raw:
            try:
                yield name, read(name, _cleaned(raw[name], _DEEPEST))
            except ParameterError:
                continue  # as if it had never been chosen


def _cleaned(value: Any, depth: int) -> Any:
    """A sign that older releases let into a label is no reason to lose all classes."""
    if isinstance(value, str):
        return without_unwritable(value)
    if depth and isinstance(value, Mapping):
        return {name: _cleaned(one, depth - 1) for name, one in value.items()}
    return [_cleaned(one, depth - 1) for one in value] if depth and isinstance(value, list | tuple) else value


def _read_names(name: str, value: Any) -> list[str]:
    listed = read_list(name, value, least=0, most=200)
    return [read_text(f"{name}.{place}", one, longest=_LONGEST_NAME) for place, one in enumerate(listed)]


def _field(name: str, block: Mapping[str, Any]) -> str:
    return read_text(f"{name}.field", block.get("field", ""), longest=_LONGEST_NAME, least=1)


def _check_zooms(name: str, lowest: int, highest: int) -> None:
    if lowest > highest:
        raise refusal(
            f"{name}.min_zoom",
            f"最小级别 {lowest} 大于最大级别 {highest}",
            f"the lowest zoom {lowest} is above the highest {highest}",
            hint=Text("请把两个级别对调，或重新填写。", "Swap the two, or choose them anew."),
        )


def _read_zoom(name: str, value: Any) -> int:
    return read_integer(name, value, lowest=0, highest=DEEPEST_ZOOM)


def _read_label(name: str, value: Any) -> Label | None:
    if value is None:
        return None
    block = read_object(name, value, ("field", "size_px", "colour", "halo", "min_zoom", "max_zoom"))
    usual = Label(_field(name, block))
    label = Label(
        usual.field,
        size_px=read_number(
            f"{name}.size_px", block.get("size_px", usual.size_px), lowest=8, highest=32, unit="px"
        ),
        colour=read_colour(f"{name}.colour", block.get("colour", usual.colour)) or usual.colour,
        halo=read_flag(f"{name}.halo", block.get("halo", usual.halo)),
        min_zoom=_read_zoom(f"{name}.min_zoom", block.get("min_zoom", usual.min_zoom)),
        max_zoom=_read_zoom(f"{name}.max_zoom", block.get("max_zoom", usual.max_zoom)),
    )
    _check_zooms(name, label.min_zoom, label.max_zoom)
    return label


def _read_look(name: str, value: Any, *extra: str) -> ClassLook:
    look = read_object(name, value, (*extra, *_LOOK_KEYS))
    if "fill" not in look:
        raise refusal(
            f"{name}.fill",
            "每一类要有颜色",
            "each class needs a colour",
            hint=Text(
                "请为这一类选颜色；不填充的，颜色留空。", "Choose its colour; leave it empty for no filling."
            ),
        )

    def optional(key: str, read: Reader) -> Any:
        return None if look.get(key) is None else read(f"{name}.{key}", look[key])

    return ClassLook(
        fill=read_colour(f"{name}.fill", look["fill"]),
        stroke=optional("stroke", read_colour),
        pattern=optional("pattern", _read_pattern),
        symbol=optional("symbol", _read_symbol),
        label=read_text(f"{name}.label", look.get("label") or "", longest=_LONGEST_NAME),
    )


def _read_optional_look(name: str, value: Any) -> ClassLook | None:
    return None if value is None else _read_look(name, value)


def _read_category(name: str, raw: Any) -> Category:
    look = _read_look(name, raw, "value")
    value = raw.get("value")
    if isinstance(value, str):
        # Blanks belong to a value: it is compared sign by sign.
        read_text(f"{name}.value", value, longest=_LONGEST_VALUE)
        return Category(value or None, look)
    return Category(None if value is None else read_category_number(f"{name}.value", value), look)


def _read_categories(name: str, value: Any) -> Categories | None:
    if value is None:
        return None
    block = read_object(name, value, ("field", "classes", "other"))
    listed = read_list(f"{name}.classes", block.get("classes"), least=1, most=MOST_CATEGORIES)
    classes = [_read_category(f"{name}.classes.{place}", one) for place, one in enumerate(listed)]
    seen: set[Any] = set()
    for place, one in enumerate(classes):
        if one.value in seen:
            raise refusal(
                f"{name}.classes.{place}.value",
                "这个值已有一类",
                "there is a class of this value already",
                hint=Text("请删去重复的一类，或改它的值。", "Remove one of the two, or change its value."),
            )
        seen.add(one.value)
    return Categories(
        _field(name, block), tuple(classes), _read_optional_look(f"{name}.other", block.get("other"))
    )


def _read_edges(name: str, value: Any) -> tuple[float, ...]:
    listed = read_list(name, value, least=3, most=MOST_CLASSES + 1)
    edges = tuple(
        read_number(f"{name}.{place}", one, lowest=-_NO_BOUND, highest=_NO_BOUND)
        for place, one in enumerate(listed)
    )
    for place, (lower, upper) in enumerate(itertools.pairwise(edges), start=1):
        if not lower < upper:
            raise refusal(
                f"{name}.{place}",
                "应大于前一个分界",
                "must be above the edge before it",
                hint=Text(
                    "请从小到大填写分界，不要重复。",
                    "Write the edges from the lowest up, none of them twice.",
                ),
            )
    return edges


def _read_each(name: str, value: Any, read: Reader, n_classes: int) -> tuple[Any, ...] | None:
    if value is None:
        return None
    listed = read_list(name, value, least=n_classes, most=n_classes)
    return tuple(read(f"{name}.{place}", one) for place, one in enumerate(listed))


def _read_graduated(name: str, value: Any) -> Graduated | None:
    if value is None:
        return None
    known = ("field", "scheme", "ramp", "reverse", "edges", "fills", "patterns", "labels", "no_data")
    block = read_object(name, value, known)
    edges = _read_edges(f"{name}.edges", block.get("edges"))
    n_classes = len(edges) - 1
    fills = _read_each(f"{name}.fills", block.get("fills") or [], read_colour, n_classes)
    return Graduated(
        _field(name, block),
        edges,
        fills or (),
        _read_each(f"{name}.patterns", block.get("patterns"), _read_pattern, n_classes),
        _read_each(f"{name}.labels", block.get("labels"), _read_class_label, n_classes),
        scheme=read_word(f"{name}.scheme", block.get("scheme", "manual"), SCHEME_TITLES),
        ramp=read_word(f"{name}.ramp", block.get("ramp", ""), ("", *RAMPS)),
        reverse=read_flag(f"{name}.reverse", block.get("reverse", False)),
        no_data=_read_optional_look(f"{name}.no_data", block.get("no_data")),
    )


def _read_class_label(name: str, value: Any) -> str:
    return read_text(name, value, longest=_LONGEST_NAME)


def _read_proportional(name: str, value: Any) -> Proportional | None:
    if value is None:
        return None
    block = read_object(name, value, ("field", "max_value", "max_radius_px", "min_radius_px"))
    usual = Proportional(_field(name, block), 1.0)
    largest = block.get("max_radius_px", usual.max_radius_px)
    smallest = block.get("min_radius_px", usual.min_radius_px)
    read = Proportional(
        usual.field,
        read_sized(f"{name}.max_value", block.get("max_value")),
        read_number(f"{name}.max_radius_px", largest, lowest=4, highest=60, unit="px"),
        read_number(f"{name}.min_radius_px", smallest, lowest=1, highest=24, unit="px"),
    )
    if read.min_radius_px > read.max_radius_px:
        raise refusal(
            f"{name}.min_radius_px",
            "不能大于最大半径",
            "cannot be above the largest radius",
            hint=Text(
                "请减小最小半径，或加大最大半径。", "Lessen the smallest radius, or enlarge the largest."
            ),
        )
    return read


def _read_pattern(name: str, value: Any) -> str:
    return read_word(name, value, PATTERNS)


def _read_symbol(name: str, value: Any) -> str:
    return read_word(name, value, SYMBOLS)


def _measure(lowest: float, highest: float, unit: str = "") -> Reader:
    return lambda name, value: read_number(name, value, lowest=lowest, highest=highest, unit=unit)


#: Keys of a document that are fields of ``LayerStyle``.
_STYLE_READERS: Mapping[str, Reader] = {
    "renderer": lambda name, value: read_word(name, value, RENDERERS),
    "fill": read_colour,
    "stroke": read_colour,
    "width_px": _measure(0.0, 12.0, "px"),
    "pattern": _read_pattern,
    "symbol": _read_symbol,
    "radius_px": _measure(1.0, 24.0, "px"),
    "opacity": _measure(0.0, 1.0),
    "min_zoom": _read_zoom,
    "max_zoom": _read_zoom,
    "label": _read_label,
    "categories": _read_categories,
    "graduated": _read_graduated,
    "proportional": _read_proportional,
}
#: Those, and the keys that say which fields people read.
_READERS: Mapping[str, Reader] = {
    **_STYLE_READERS,
    "popup": _read_names,
    "title_field": lambda name, value: read_text(name, value, longest=_LONGEST_NAME),
}
