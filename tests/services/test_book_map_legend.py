"""The legend beside a county's map stays readable in print: the small map gives way first."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from atlas.core.figures.boxes import Box
from atlas.core.figures.looks import PALETTES
from atlas.core.figures.theme import LegendItem, LegendSection, Sign
from atlas.render.figures.fonts import shared_metrics
from atlas.render.figures.scene import Words
from atlas.render.figures.type_setting import TypeSetter
from atlas.services.book_map_legend import SideLegend, draw_side_legend, fit_legend
from tests.figure_samples import items_of

SIDE = Box(0, 0, 45, 97)
LOCATOR_MM, GAP_MM = 28.0, 3.0
NOTE = "产业集群 1、重点项目 9、开发区与园区 4 的位置只知在本县，不在图上标点，列于下文。"
CONTEXT: Any = SimpleNamespace(
    setter=TypeSetter(shared_metrics(), 1.0), palette=PALETTES["colour"], say=lambda text: text.zh
)


def fitted(lines: int, side: Box = SIDE, locator_mm: float = LOCATOR_MM) -> SideLegend:
    items = tuple(LegendItem("矿产与资源精深加工", Sign("circle", "#0F6CA8")) for _ in range(lines))
    sections = [LegendSection("产业门类", items, NOTE), LegendSection("境界", items[:4])]
    return fit_legend(CONTEXT, sections, side, locator_mm=locator_mm, gap_mm=GAP_MM)


def test_a_short_legend_keeps_its_size_and_that_of_the_small_map() -> None:
    legend = fitted(3)
    assert (legend.setter.scale, legend.locator_mm) == (1.0, LOCATOR_MM)


def test_a_long_legend_is_small_only_after_the_small_map_gave_way() -> None:
    legend = fitted(10)
    assert legend.locator_mm < LOCATOR_MM
    assert legend.setter.scale >= 0.8
    assert legend.height_mm <= SIDE.height - legend.locator_mm - GAP_MM


def test_notes_can_be_read_however_long_the_legend_is() -> None:
    legend = fitted(14)
    room = Box(0, legend.locator_mm + GAP_MM, SIDE.width, SIDE.height - legend.locator_mm - GAP_MM)
    words = items_of(draw_side_legend(legend, room, PALETTES["colour"]), Words)
    notes = [one for one in words if one.text in NOTE and len(one.text) > 3]
    assert notes
    assert min(one.size_pt for one in notes) >= 5.4


def test_without_a_small_map_the_whole_side_is_the_legend_s() -> None:
    assert fitted(10, locator_mm=0.0).setter.scale > fitted(10).setter.scale
