"""Staff choose how a layer is drawn, and everybody sees it so: on the map, in the legend, in the list of layers."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import geopandas
import pytest
from playwright.sync_api import FilePayload, Locator, Page, Route, expect

from atlas.bootstrap import Services
from atlas.core.access import Actor, Role
from tests.browser.atlas_page import Atlas
from tests.browser.conftest import PHONE
from tests.browser.office import ADMINISTRATOR, REVIEWER, confirm, open_layer, shapefile

pytestmark = [pytest.mark.browser, pytest.mark.store]

OpenOffice = Callable[..., Page]
#: Tiles of a layer alone: the counties are on canvases of their own.
_TILES = ".preview-map .leaflet-tile-pane canvas"


@pytest.fixture
def industries(
    counties: geopandas.GeoDataFrame, request: pytest.FixtureRequest, tmp_path: Path
) -> FilePayload:
    """What counties live by, and how many firms they have; one says nothing. Each test has a layer of its own."""
    frame = counties.head(8).copy()
    frame["主导"] = ["茶叶", "茶叶", "茶叶", "白酒", "白酒", "磷化工", "磷化工", None]
    frame["企业数"] = [10, 20, 30, 40, 50, 60, 400, 0]
    return shapefile(frame, f"产业{abs(hash(request.node.name)) % 10**6}", tmp_path)


@pytest.fixture(scope="module")
def sent() -> dict[str, str]:
    """The page of the layer that the tests share which publish nothing; the first of them sends it."""
    return {}


@pytest.fixture
def open_unchanged(
    open_office: OpenOffice, office_services: Services, industries: FilePayload, sent: dict[str, str]
) -> OpenOffice:
    """``open_unchanged(**context options)``: the form of a layer that nobody has drawn yet, and nobody publishes."""

    def open_page(**options: object) -> Page:
        if sent:
            # What the test before has saved goes.
            layer = sent["page"].split("/")[-1].split("?")[0]
            office_services.versions.update(Actor(REVIEWER, Role.REVIEWER), layer, {"style": {}})
        page = open_office(**options)
        if not sent:
            open_layer(page, industries)
            sent["page"] = page.url
            return page
        page.goto(sent["page"])
        expect(style(page).get_by_role("radio", name="单一符号")).to_be_checked()
        return page

    return open_page


def style(page: Page) -> Locator:
    return page.locator("#style")


def save(page: Page) -> None:
    style(page).get_by_role("button", name="保存").click()
    expect(style(page).locator(".form-said")).to_have_text("已保存。")


def colours(page: Page) -> set[str]:
    page.wait_for_load_state("networkidle")
    return set(Atlas(page, "").colours(_TILES))


def opaque(page: Page) -> None:
    """The colours of the canvas are those that were chosen."""
    style(page).get_by_role("slider", name="填充不透明度").fill("100")


def test_categories_are_drawn_saved_and_told_in_the_legend_of_the_map(
    open_office: OpenOffice, office: str, industries: FilePayload
) -> None:
    page = open_office()
    layer = open_layer(page, industries)
    style(page).get_by_role("radio", name="分类").check()
    rows = style(page).get_by_role("region", name="类别").locator("tbody tr")
    expect(rows).to_have_count(5)
    assert [row.locator(".numeric").inner_text() for row in rows.all()[:4]] == ["3", "2", "2", "1"]
    expect(style(page).get_by_role("combobox", name="字段", exact=True).first).to_have_value("主导")
    style(page).get_by_label("颜色：茶叶").fill("#1b7f5c")
    style(page).get_by_label("图例文字：茶叶").fill("茶产业")
    opaque(page)
    assert "1b7f5c" in colours(page)
    save(page)
    page.reload()
    expect(style(page).get_by_label("图例文字：茶叶")).to_have_value("茶产业")
    confirm(page, "发布这一版")
    expect(page.get_by_text("这一版正在地图上。")).to_be_visible()

    atlas = Atlas(page, office).open(f"tab=layers&layers={layer}")
    legend = page.locator(".legend-layer")
    expect(legend).to_contain_text("主导")
    expect(legend.get_by_role("listitem")).to_have_text(["茶产业", "白酒", "磷化工", "无数据", "其他"])
    assert "1b7f5c" in atlas.colours()


def test_classes_of_a_number_are_made_changed_by_hand_and_checked(open_unchanged: OpenOffice) -> None:
    page = open_unchanged()
    style(page).get_by_role("radio", name="分级").check()
    style(page).get_by_label("级数").select_option("3")
    bounds = style(page).get_by_label(re.compile("^上限："))
    expect(bounds).to_have_count(2)
    expect(style(page).locator("tbody .numeric").first).to_have_text("3")
    style(page).get_by_role("radio", name="绿", exact=True).check()
    opaque(page)
    assert "edf8e9" not in colours(page)
    bounds.nth(0).fill("35")
    expect(style(page).get_by_label("分级方法")).to_have_value("manual")
    expect(style(page).locator("tbody .numeric").first).to_have_text("4")
    bounds.nth(0).fill("9999")
    expect(bounds.nth(0)).to_have_attribute("aria-invalid", "true")
    save(page)
    page.reload()
    expect(bounds.nth(0)).to_have_value("35")


def test_sizes_stand_for_values_and_what_has_none_is_counted(
    open_office: OpenOffice, office: str, industries: FilePayload
) -> None:
    page = open_office()
    layer = open_layer(page, industries)
    style(page).get_by_role("radio", name="按大小").check()
    style(page).get_by_role("combobox", name="字段", exact=True).first.select_option("企业数")
    expect(style(page)).to_contain_text("数值从 0 到 400。 1 个要素不大于 0 或没有数值，不画。")
    save(page)
    confirm(page, "发布这一版")
    Atlas(page, office).open(f"tab=layers&layers={layer}")
    legend = page.locator(".legend-layer")
    expect(legend.locator(".size-labels li").first).to_have_text("200")
    expect(legend).to_contain_text("1 个要素不大于 0 或无值，不画")


def test_a_layer_waits_for_its_zoom_and_the_legend_says_so(
    open_office: OpenOffice, office: str, industries: FilePayload
) -> None:
    page = open_office()
    layer = open_layer(page, industries)
    style(page).get_by_text("显示级别").click()
    style(page).get_by_label("从级别").select_option("9")
    save(page)
    confirm(page, "发布这一版")
    expect(page.get_by_text("这一版正在地图上。")).to_be_visible()
    atlas = Atlas(page, office).open(f"tab=layers&layers={layer}&at=106.7,26.7,8")
    expect(page.locator(".stage-legend")).to_contain_text("放大地图后显示")
    before = set(atlas.colours())
    page.get_by_role("button", name="放大").click()
    expect(page.locator(".stage-legend")).not_to_contain_text("放大地图后显示")
    atlas.settle()
    assert set(atlas.colours()) - before


def test_colours_that_look_alike_are_told(open_unchanged: OpenOffice) -> None:
    page = open_unchanged()
    style(page).get_by_role("radio", name="分类").check()
    style(page).get_by_label("颜色：茶叶").fill("#c0392b")
    style(page).get_by_label("颜色：白酒").fill("#c23b2d")
    hint = style(page).get_by_role("status").filter(has_text="不易分辨")
    expect(hint).to_contain_text("“茶叶”与“白酒”颜色相近")
    style(page).get_by_label("图案：白酒").select_option("grid")
    expect(hint).to_have_count(0)


def test_the_form_goes_by_keyboard_and_back_to_what_is_saved(open_unchanged: OpenOffice) -> None:
    page = open_unchanged()
    single = style(page).get_by_role("radio", name="单一符号")
    single.focus()
    page.keyboard.press("ArrowRight")
    categories = style(page).get_by_role("radio", name="分类")
    expect(categories).to_be_checked()
    expect(style(page).get_by_role("region", name="类别")).to_be_visible()
    expect(categories).to_be_focused()
    expect(style(page)).to_contain_text("有未保存的改动。")
    style(page).get_by_role("button", name="放弃改动").click()
    expect(single).to_be_checked()
    expect(style(page)).not_to_contain_text("有未保存的改动。")


def test_a_layer_for_staff_alone_is_not_there_for_visitors(
    open_office: OpenOffice, office: str, industries: FilePayload
) -> None:
    page = open_office(account=ADMINISTRATOR)
    layer = open_layer(page, industries)
    confirm(page, "发布这一版")
    expect(page.get_by_text("这一版正在地图上。")).to_be_visible()
    rights = page.locator("#rights")
    rights.get_by_role("radio", name="登录的人").check()
    rights.get_by_role("button", name="保存").click()
    expect(rights.get_by_role("status")).to_have_text("已保存。")
    visitor = page.context.browser.new_context()  # type: ignore[union-attr]
    assert visitor.request.get(f"{office}api/layers/{layer}").status == 404
    visitor.close()
    assert page.request.get(f"{office}api/layers/{layer}").ok
    rights.get_by_role("radio", name="指定的账号").first.check()
    expect(rights.get_by_label("王芳").first).to_be_visible()


def test_what_is_chosen_while_saving_is_still_unsaved(open_unchanged: OpenOffice) -> None:
    page = open_unchanged()
    layer = page.url.split("/")[-1].split("?")[0]
    style(page).get_by_role("radio", name="分类").check()
    held: list[Route] = []
    page.route(
        f"**/api/manage/layers/{layer}",
        lambda route: held.append(route) if route.request.method == "PATCH" else route.continue_(),
    )
    with page.expect_request(lambda request: request.method == "PATCH"):
        style(page).get_by_role("button", name="保存").click()
    style(page).get_by_label("图例文字：茶叶").fill("茶产业")
    held[0].continue_()
    expect(style(page).locator(".form-said")).to_have_text("已保存。")
    expect(style(page)).to_contain_text("有未保存的改动。")
    page.unroute_all()
    save(page)
    expect(style(page)).not_to_contain_text("有未保存的改动。")
    page.reload()
    expect(style(page).get_by_label("图例文字：茶叶")).to_have_value("茶产业")


def test_a_late_answer_does_not_undo_a_newer_choice(open_unchanged: OpenOffice) -> None:
    page = open_unchanged()
    style(page).get_by_role("radio", name="分级").check()
    count = style(page).get_by_label("级数")
    expect(count).to_have_value("5")
    held: list[Route] = []

    def hold_three(route: Route) -> None:
        three = (route.request.post_data_json or {}).get("n_classes") == 3
        held.append(route) if three else route.continue_()

    page.route("**/classes", hold_three)
    with page.expect_request("**/classes"):
        count.select_option("3")
    expect(style(page).get_by_role("button", name="保存")).to_be_disabled()
    count.select_option("4")
    expect(style(page).get_by_label(re.compile("^上限："))).to_have_count(3)
    expect(style(page).get_by_role("button", name="保存")).to_be_enabled()
    with page.expect_request("**/classes"):
        count.select_option("3")
    style(page).get_by_role("radio", name="单一符号").check()
    expect(style(page).get_by_role("button", name="保存")).to_be_enabled()
    for route in held:
        route.continue_()
    page.wait_for_load_state("networkidle")
    expect(style(page).get_by_role("radio", name="单一符号")).to_be_checked()
    style(page).get_by_role("radio", name="分级").check()
    expect(count).to_have_value("4")


def test_the_form_keeps_to_what_the_service_takes(open_unchanged: OpenOffice) -> None:
    page = open_unchanged()
    style(page).get_by_role("radio", name="分类").check()
    removals = style(page).get_by_role("button", name=re.compile("^去掉“"))
    expect(removals).to_have_count(4)
    for left in (3, 2, 0):
        removals.first.click()
        expect(removals).to_have_count(left)
    save(page)
    style(page).get_by_role("radio", name="按大小").check()
    most = style(page).get_by_label("最大圆代表的值")
    for wrong in ("0", "1e-13", "1e16"):
        most.fill(wrong)
        expect(most).to_have_attribute("aria-invalid", "true")
    most.fill("1e-12")
    expect(most).to_have_attribute("aria-invalid", "false")
    save(page)


def test_on_a_phone_the_form_fits(open_unchanged: OpenOffice) -> None:
    page = open_unchanged(**PHONE)
    for renderer in ("分类", "分级", "按大小"):
        style(page).get_by_role("radio", name=renderer).check()
        expect(style(page).get_by_role("combobox", name="字段", exact=True).first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]  # type: ignore[index]
