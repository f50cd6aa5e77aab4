"""Layouts that a template of PowerPoint must have, by name, and the places on them, by kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.presentation import Presentation as PowerPoint
from pptx.shapes.placeholder import LayoutPlaceholder
from pptx.slide import SlideLayout

from atlas.core.errors import InputError

TITLE_LAYOUT, TEXT_LAYOUT, FIGURE_LAYOUT, TABLE_LAYOUT = "标题页", "文字页", "图页", "表页"
TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
TEXTS = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.SUBTITLE)
PICTURES = (PP_PLACEHOLDER.PICTURE, PP_PLACEHOLDER.OBJECT)
TABLES = (PP_PLACEHOLDER.TABLE, PP_PLACEHOLDER.OBJECT)

#: Kinds of places that each layout must have, with their names for people.
_PLACES: Mapping[str, tuple[tuple[tuple[PP_PLACEHOLDER, ...], str, str], ...]] = {
    TITLE_LAYOUT: ((TITLES, "标题", "a title"), (TEXTS, "副标题", "a subtitle")),
    TEXT_LAYOUT: ((TITLES, "标题", "a title"), ((*TEXTS, PP_PLACEHOLDER.OBJECT), "文本", "text")),
    FIGURE_LAYOUT: (
        (TITLES, "标题", "a title"),
        (PICTURES, "图片", "a picture"),
        (TEXTS, "文本", "text"),
    ),
    TABLE_LAYOUT: ((TITLES, "标题", "a title"), (TABLES, "表格", "a table"), (TEXTS, "文本", "text")),
}


@dataclass(frozen=True, slots=True)
class Layouts:
    """The layouts that a report uses."""

    title: SlideLayout
    text: SlideLayout
    figure: SlideLayout
    table: SlideLayout


def list_holders(layout: SlideLayout) -> list[LayoutPlaceholder]:
    """The places of a layout.

    Parameters
    ----------
    layout
        Of a template.

    Returns
    -------
    list of LayoutPlaceholder
        In their order on it.
    """
    placeholders: Any = layout.placeholders  # whose annotations do not let it be gone through
    return list(placeholders)


def find_layouts(presentation: PowerPoint) -> Layouts:
    """The layouts that a report uses.

    Parameters
    ----------
    presentation
        Made from a template.

    Returns
    -------
    Layouts
        With all places that a report fills.

    Raises
    ------
    InputError
        A layout is missing, or a place on one; all of them are named.
    """
    known = {layout.name: layout for master in presentation.slide_masters for layout in master.slide_layouts}
    missing_zh, missing_en = [], []
    for name, places in _PLACES.items():
        if name not in known:
            missing_zh.append(f"版式“{name}”")
            missing_en.append(f"layout “{name}”")
            continue
        kinds = {one.placeholder_format.type for one in list_holders(known[name])}
        for wanted, zh, en in places:
            if kinds.isdisjoint(wanted):
                missing_zh.append(f"版式“{name}”上的{zh}占位符")
                missing_en.append(f"{en} placeholder on layout “{name}”")
    if missing_zh:
        raise InputError(
            f"模板缺少：{'、'.join(missing_zh)}",
            f"the template lacks: {', '.join(missing_en)}",
            code="report_layout_missing",
            hint_zh="请在 PowerPoint 的“幻灯片母版”中补上并按此命名，或用 atlas report --write-template 写出内置模板再改。",
            hint_en="Add them under these names in the slide master of PowerPoint, or begin with the template that "
            "atlas report --write-template writes.",
            missing=missing_zh,
        )
    return Layouts(*(known[name] for name in (TITLE_LAYOUT, TEXT_LAYOUT, FIGURE_LAYOUT, TABLE_LAYOUT)))
