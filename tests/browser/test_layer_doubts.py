"""What the page says when something is wrong with a layer: shifted positions, a broken import, a lost connection."""

from __future__ import annotations

import re
from collections.abc import Callable

import geopandas
import pytest
from playwright.sync_api import FilePayload, Page, Route, expect

from atlas.core.geo.crs import map_vertices
from atlas.core.geo.datum import wgs84_to_gcj02
from tests.browser.office import IMPORT_MS, card_of, confirm, open_layer, send
from tests.browser.watch import Watch

pytestmark = [pytest.mark.browser, pytest.mark.store]

_ERROR = {"message": {"zh": "程序内部出错", "en": "the program failed"}, "hint": {"zh": "", "en": ""}}


def geojson(frame: geopandas.GeoDataFrame, name: str) -> FilePayload:
    return {"name": f"{name}.geojson", "mimeType": "application/json", "buffer": frame.to_json().encode()}


def test_shifted_positions_are_confirmed_once_more_or_mended_from_the_kept_file(
    open_office: Callable[..., Page], counties: geopandas.GeoDataFrame
) -> None:
    shifted = counties.set_geometry(
        map_vertices(counties.geometry.to_numpy(), wgs84_to_gcj02), crs=counties.crs
    )
    page = open_office()
    layer = open_layer(page, geojson(shifted, "火星县界"))
    page.get_by_role("button", name="发布这一版").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("GCJ-02")
    expect(dialog.get_by_role("button", name="确定")).to_be_disabled()
    dialog.get_by_role("checkbox").check()
    expect(dialog.get_by_role("button", name="确定")).to_be_enabled()
    dialog.get_by_role("button", name="不，返回").click()

    page.get_by_role("button", name="还原 GCJ-02 后重新导入").click()
    page.get_by_role("link", name="查看进度").click()
    card = card_of(page, "火星县界.geojson").filter(has=page.locator(f'a[href*="{layer}?version=2"]'))
    expect(card).to_be_visible(timeout=IMPORT_MS)
    card.get_by_role("link", name="查看并发布").click()
    expect(page.get_by_text("已按回答还原 GCJ-02 偏移")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("重新导入"))).to_have_count(0)
    confirm(page, "发布这一版")
    expect(page.get_by_text("这一版正在地图上。")).to_be_visible()


def test_a_file_without_features_is_refused_and_not_called_cancelled(
    open_office: Callable[..., Page], counties: geopandas.GeoDataFrame
) -> None:
    card = send(open_office(), geojson(counties.iloc[:0], "空"))
    expect(card).to_contain_text("文件里没有要素")
    expect(card).not_to_contain_text("取消")


def test_an_import_that_broke_down_says_what_happened(
    open_office: Callable[..., Page], counties: geopandas.GeoDataFrame
) -> None:
    page = open_office()

    def break_down(route: Route) -> None:
        route.fulfill(json={**route.fetch().json(), "state": "failed", "error": _ERROR})

    def keep_waiting(route: Route) -> None:
        route.fulfill(json={**route.fetch().json(), "state": "waiting", "report": None})

    page.route("**/api/jobs/*", break_down)
    page.route(re.compile(r"/api/uploads/\w+$"), keep_waiting)
    card = send(page, geojson(counties, "坏运气"))
    expect(card).to_contain_text("程序内部出错")
    expect(card).not_to_contain_text("已取消")


def test_a_lost_connection_is_told_and_the_import_is_followed_again(
    open_office: Callable[..., Page], counties: geopandas.GeoDataFrame, watches: list[Watch]
) -> None:
    page = open_office()
    watches[-1].expected.append("ERR_FAILED")
    page.route("**/api/jobs/*", lambda route: route.abort())
    file = geojson(counties, "断线")
    page.get_by_label("选择文件").set_input_files([file])
    card = card_of(page, file["name"])
    expect(card).to_contain_text("连接中断，正在重试")
    page.unroute("**/api/jobs/*")
    expect(card.get_by_role("link", name="查看并发布")).to_be_visible(timeout=IMPORT_MS)


def test_layers_are_listed_with_their_ids_and_versions_compared_by_name(
    open_office: Callable[..., Page], counties: geopandas.GeoDataFrame
) -> None:
    page = open_office()
    layer = open_layer(page, geojson(counties, "县域名录"))
    page.get_by_role("link", name="上传新版本").click()
    expect(page.locator("#added code", has_text=layer)).to_be_visible()
    file = geojson(counties[counties["县名"] != "开阳县"], "县域名录二")
    send(page, file).get_by_role("link", name="查看并发布").click()
    page.get_by_role("button", name="比较").click()
    expect(page.get_by_text("删除：开阳县")).to_be_visible()
