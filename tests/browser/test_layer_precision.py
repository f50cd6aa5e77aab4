"""Nothing is drawn as if it were more precise than it is: in lists of points, in tiles, and while a layer is prepared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import geopandas
import numpy as np
import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.atlas_page import Atlas
from tests.browser.office import confirm, open_layer, shapefile

pytestmark = [pytest.mark.browser, pytest.mark.store]

OpenOffice = Callable[..., Page]
_PREVIEW = ".preview-map .leaflet-tile-pane canvas"
#: Canvases of what lies over the counties.
_OVER = ".leaflet-tile-pane .leaflet-layer:nth-child(n + 2) canvas"
#: More than a page fetches as a list.
_MANY = 5100


def springs(count: int, name: str, folder: Path) -> FilePayload:
    """Points around Guiyang, none on another."""
    places = np.arange(count)
    points = geopandas.points_from_xy(106.5 + places % 100 * 0.004, 26.4 + places // 100 * 0.004)
    frame = geopandas.GeoDataFrame({"编号": places}, geometry=points, crs="EPSG:4326")
    return shapefile(frame, name, folder)


def say_precision(page: Page, value: str) -> None:
    about = page.locator("#about")
    about.locator("[name=precision]").select_option(value)
    about.get_by_role("button", name="保存").click()
    expect(about.locator(".form-said")).to_have_text("已保存。")


def casing(page: Page) -> str:
    """Ground of a hollow symbol, as rrggbb."""
    colour = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--map-casing')")
    return str(colour).strip().removeprefix("#").lower()


def colours(page: Page, canvases: str) -> set[str]:
    page.wait_for_load_state("networkidle")
    atlas = Atlas(page, "")
    atlas.settle()
    return set(atlas.colours(canvases))


def test_the_preview_draws_hollow_as_soon_as_positions_are_said_to_be_rough(
    open_office: OpenOffice, tmp_path: Path
) -> None:
    page = open_office()
    open_layer(page, springs(6, "温泉几处", tmp_path))
    page.locator("#style").get_by_label("轮廓颜色").select_option(label="无")
    assert casing(page) not in colours(page, _PREVIEW)
    say_precision(page, "county")
    assert casing(page) in colours(page, _PREVIEW)
    say_precision(page, "surveyed")
    assert casing(page) not in colours(page, _PREVIEW)


def test_thousands_of_rough_positions_are_hollow_on_the_map_as_in_its_legend(
    open_office: OpenOffice, office: str, tmp_path: Path
) -> None:
    page = open_office()
    layer = open_layer(page, springs(_MANY, "温泉许多", tmp_path))
    say_precision(page, "town")
    confirm(page, "发布这一版")
    expect(page.get_by_text("这一版正在地图上。")).to_be_visible()
    Atlas(page, office).open(f"tab=layers&layers={layer}&at=106.7,26.5,13")
    ring = page.locator(".stage-legend .legend-row circle")
    expect(ring).to_have_attribute("stroke-dasharray", "2 1.6")
    # Outlines are opaque, which filled symbols of this layer are not.
    ink = str(ring.get_attribute("stroke")).removeprefix("#").lower()
    assert ink in colours(page, _OVER)

    page.goto(f"{office}office/layers/{layer}")
    say_precision(page, "surveyed")
    Atlas(page, office).open(f"tab=layers&layers={layer}&at=106.7,26.5,13")
    expect(page.locator(".stage-legend")).to_contain_text("温泉许多")
    expect(ring).to_have_count(0)
    assert ink not in colours(page, _OVER)


def test_a_field_that_no_feature_in_the_view_has_is_told_below_the_preview(
    open_office: OpenOffice, tmp_path: Path
) -> None:
    frame = geopandas.GeoDataFrame(
        {"名称": ["石阡", "息烽"], "水温": [None, None], "流量": [12.5, 20.0]},
        geometry=geopandas.points_from_xy([106.7, 106.8], [26.5, 26.6]),
        crs="EPSG:4326",
    )
    page = open_office()
    open_layer(page, shapefile(frame, "温泉两处", tmp_path))
    style = page.locator("#style")
    style.get_by_text("注记", exact=True).click()
    style.get_by_role("checkbox", name="在地图上显示注记").check()
    field = style.get_by_role("combobox", name="字段", exact=True)
    field.select_option("水温")
    told = page.locator(".map-absent")
    expect(told).to_contain_text("都没有“水温”的值，或者切片没有收录这个字段")
    field.select_option("流量")
    expect(told).to_be_empty()
