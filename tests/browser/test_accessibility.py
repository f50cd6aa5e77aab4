"""axe-core finds no serious fault against WCAG 2.2 AA in any part of the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import geopandas
import pytest
from playwright.sync_api import Page, expect

from atlas.settings import PROJECT
from tests.browser.atlas_page import Atlas
from tests.browser.conftest import DESK, PHONE, OpenAtlas
from tests.browser.office import open_layer, shapefile
from tests.conftest import missing

pytestmark = [pytest.mark.browser, pytest.mark.store]

_AXE = PROJECT / "node_modules" / "axe-core" / "axe.min.js"

#: The size of targets is part of WCAG 2.2, but axe asks for it only when told.
_RUN = """async () => {
  const { violations } = await axe.run(document, {
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
    rules: { 'target-size': { enabled: true } },
    resultTypes: ['violations'],
  });
  return violations
    .filter(({ impact }) => ['serious', 'critical'].includes(impact))
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`));
}"""

VIEWS = {
    "themes": "topic=phosphorus",
    "document": "tab=documents&doc=gz-county-industry-2027&clause=二/(一)/4",
    "targets": "tab=targets&by=value",
    "layers": "tab=layers&layers=zone,phosphorus~50",
    "unit and table": "unit=520622&table=1&topic=manganese&indicator=population-2020",
    "compare": "tab=documents&unit=520121&compare=520122",
    "dark and English": "tab=targets&unit=520121&theme=dark&lang=en",
}


def faults(atlas: Atlas) -> list[str]:
    if not _AXE.exists():
        missing("axe-core is not installed: run make front")
    # Evaluated by the test driver, so that the page's content policy stays in force.
    atlas.page.evaluate(_AXE.read_text(encoding="utf-8"))
    return list(atlas.page.wait_for_function(_RUN).json_value())


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_no_serious_fault_at_the_desk(open_atlas: OpenAtlas, view: str) -> None:
    atlas = open_atlas(view)
    atlas.page.wait_for_load_state("networkidle")
    assert faults(atlas) == []


@pytest.mark.parametrize("view", ["unit=520121", "table=1"], ids=["unit", "table"])
def test_no_serious_fault_on_a_phone(open_atlas: OpenAtlas, view: str) -> None:
    atlas = open_atlas(view, **PHONE)
    atlas.page.wait_for_load_state("networkidle")
    assert faults(atlas) == []


def test_no_serious_fault_in_search_and_help(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas()
    atlas.search.fill("贵阳")
    expect(atlas.page.get_by_role("option").first).to_be_visible()
    assert faults(atlas) == []
    atlas.search.press("Escape")
    atlas.search.press("Escape")
    atlas.page.keyboard.press("?")
    expect(atlas.page.get_by_role("dialog")).to_be_visible()
    assert faults(atlas) == []


@pytest.mark.parametrize("options", [DESK, PHONE], ids=["desk", "phone"])
def test_no_serious_fault_where_staff_add_and_style_layers(
    open_office: Callable[..., Page],
    office: str,
    counties: geopandas.GeoDataFrame,
    tmp_path: Path,
    options: dict[str, object],
) -> None:
    page = open_office(**options)
    frame = counties.head(4).assign(等级=["甲", "甲", "乙", None], 产值=[1.5, 2.5, 8.0, 0.0])
    layer = open_layer(page, shapefile(frame, f"无障碍{len(options)}", tmp_path))
    for theme in ("light", "dark"):
        page.evaluate("(theme) => localStorage.setItem('atlas.theme', theme)", theme)
        page.goto(f"{office}office/layers")
        expect(page.locator("html")).to_have_attribute("data-theme", theme)
        expect(page.get_by_role("heading", name="添加图层")).to_be_visible()
        assert faults(Atlas(page, "")) == []
        page.goto(f"{office}office/layers/{layer}")
        for renderer in ("单一符号", "分类", "分级", "按大小"):
            page.get_by_role("radio", name=renderer).check()
            expect(page.get_by_role("combobox", name="字段", exact=True)).to_have_count(
                int(renderer != "单一符号")
            )
            assert faults(Atlas(page, "")) == []


def test_at_twice_the_size_nothing_is_cut_off(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("topic=phosphorus", viewport={"width": 720, "height": 450}, device_scale_factor=2)
    assert atlas.page.evaluate("document.documentElement.scrollWidth") <= 720
    expect(atlas.tab("专题")).to_be_in_viewport()
    expect(atlas.map).to_be_visible()
