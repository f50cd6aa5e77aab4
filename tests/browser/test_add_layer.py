"""GIS staff add a layer in the browser: send, wait, answer, look, publish, replace, go back; and a refused file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import geopandas
import pytest
import shapely
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.office import IMPORT_MS, card_of, confirm, send, shapefile

pytestmark = [pytest.mark.browser, pytest.mark.store]


def test_a_gbk_zip_is_sent_looked_at_and_published_then_replaced_and_taken_back(
    open_office: Callable[..., Page], counties: geopandas.GeoDataFrame, office: str, tmp_path: Path
) -> None:
    page = open_office()
    card = send(page, shapefile(counties, "贵阳县域", tmp_path))
    expect(card).to_contain_text("已入库，待发布")
    expect(card).to_contain_text("代码 · 县名")
    card.get_by_role("link", name="查看并发布").click()
    table = page.get_by_role("region", name="属性表")
    expect(table.get_by_role("row")).to_have_count(len(counties) + 1)
    expect(table.get_by_role("row", name=re.compile("开阳县 贵阳市 520121"))).to_be_visible()
    expect(page.get_by_text(f"视野内 {len(counties)} 个要素")).to_be_visible()
    layer = page.url.split("/")[-1].split("?")[0]
    assert page.request.get(f"{office}api/layers/{layer}").status == 404
    confirm(page, "发布这一版")
    expect(page.get_by_text("这一版正在地图上。")).to_be_visible()
    assert page.request.get(f"{office}api/layers/{layer}").json()["version"] == 1

    page.get_by_role("link", name="上传新版本").click()
    expect(page.get_by_label("导入为")).to_have_value(layer)
    changed = counties[counties["代码"] != "520102"].replace({"县名": {"开阳县": "开阳县（更新）"}})
    second = send(page, shapefile(changed, "贵阳县域新", tmp_path))
    second.get_by_role("link", name="查看并发布").click()
    page.get_by_role("button", name="比较").click()
    expect(page.get_by_text("按字段“代码”对应")).to_be_visible()
    expect(page.locator("#diff .tiles > div", has_text="删除")).to_have_text("删除1")
    expect(page.locator("#diff ins", has_text="开阳县（更新）")).to_be_visible()
    confirm(page, "发布这一版")
    expect(page.get_by_text("第 2 版已发布。").first).to_be_visible()
    confirm(page, "退回到第 1 版")
    expect(page.get_by_text("已退回到第 1 版。").first).to_be_visible()
    assert page.request.get(f"{office}api/layers/{layer}").json()["version"] == 1


def test_a_file_without_reference_system_asks_for_it_and_goes_on_with_the_answer(
    open_office: Callable[..., Page], counties: geopandas.GeoDataFrame, tmp_path: Path
) -> None:
    page = open_office()
    file = shapefile(counties.to_crs("EPSG:4544"), "开阳测绘", tmp_path, with_crs=False)
    card = send(page, file)
    expect(card).to_contain_text("需要确认")
    card.get_by_role("button", name="按此继续").click()
    expect(card.get_by_role("alert")).to_have_text("请先选择一项。")
    choice = card.get_by_role("radio").first
    expect(choice).not_to_be_checked()
    choice.check()
    card.get_by_role("button", name="按此继续").click()
    expect(card.get_by_role("link", name="查看并发布")).to_be_visible(timeout=IMPORT_MS)
    expect(card).to_contain_text("EPSG:4544")


def test_a_damaged_file_is_refused_in_words_and_can_be_put_away(open_office: Callable[..., Page]) -> None:
    page = open_office()
    file: FilePayload = {"name": "坏文件.zip", "mimeType": "application/zip", "buffer": b"PK\x03\x04 broken"}
    card = send(page, file)
    expect(card).to_contain_text("未通过")
    expect(card).to_contain_text("已损坏或不完整")
    card.get_by_role("button", name="从列表移除").click()
    expect(card).to_have_count(0)
    page.reload()
    expect(page.get_by_role("heading", name="已添加的图层")).to_be_visible()
    expect(card_of(page, "坏文件.zip")).to_have_count(0)


def test_a_warning_shows_its_features_on_the_map(open_office: Callable[..., Page]) -> None:
    page = open_office()
    features = [
        {"type": "Feature", "properties": {"名称": name}, "geometry": {"type": "Point", "coordinates": place}}
        for name, place in (
            ("用沙坝矿", [106.95, 27.05]),
            ("马路坪矿", [106.96, 27.06]),
            ("海外矿", [20.0, 50.0]),
        )
    ]
    body = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()
    card = send(page, {"name": "矿点.geojson", "mimeType": "application/geo+json", "buffer": body})
    card.get_by_role("link", name="查看并发布").click()
    page.get_by_role("button", name=re.compile("在地图上看：")).first.click()
    expect(page.locator(".map-selected")).to_have_text("已突出显示 1 个要素")


def test_metadata_and_style_are_kept(
    open_office: Callable[..., Page], counties: geopandas.GeoDataFrame, office: str, tmp_path: Path
) -> None:
    page = open_office()
    card = send(page, shapefile(counties.head(3), "样式试验", tmp_path))
    card.get_by_role("link", name="查看并发布").click()
    about, style = page.locator("#about"), page.locator("#style")
    about.get_by_label("数据来源", exact=True).fill("贵阳市自然资源局")
    about.get_by_label("数据日期").fill("2026-06")
    about.get_by_role("button", name="保存").click()
    expect(about.get_by_role("status")).to_have_text("已保存。")
    style.get_by_role("radio", name=re.compile("#1B7F5C")).check()
    style.get_by_role("button", name="保存").click()
    expect(style.get_by_role("status")).to_have_text("已保存。")
    page.reload()
    expect(about.get_by_label("数据来源", exact=True)).to_have_value("贵阳市自然资源局")
    expect(style.get_by_role("radio", name=re.compile("#1B7F5C"))).to_be_checked()


def test_a_running_import_is_cancelled_and_can_be_tried_again(
    open_office: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_office()
    squares = [
        shapely.box(106 + i / 500, 26 + j / 500, 106.001 + i / 500, 26.001 + j / 500)
        for i in range(150)
        for j in range(150)
    ]
    fields = geopandas.GeoDataFrame(
        {"地类": ["耕地", "林地"] * (len(squares) // 2)}, geometry=squares, crs=4326
    )
    file = shapefile(fields, "地块", tmp_path)
    page.get_by_label("选择文件").set_input_files([file])
    card = card_of(page, file["name"])
    # While the file is on its way the same button stops the sending; its sender is told when it has arrived.
    expect(card).to_contain_text("王芳")
    card.get_by_role("button", name="取消").click()
    expect(card).to_contain_text("已取消，文件还在。", timeout=IMPORT_MS)
    card.get_by_role("button", name="重新检查").click()
    expect(card.get_by_role("link", name="查看并发布")).to_be_visible(timeout=IMPORT_MS)


def test_how_a_file_is_read_can_be_said_before_it_is_sent(
    open_office: Callable[..., Page], counties: geopandas.GeoDataFrame, tmp_path: Path
) -> None:
    page = open_office()
    page.get_by_text("读取方式").click()
    page.get_by_label("坐标参考系").fill("EPSG:4544")
    card = send(page, shapefile(counties.to_crs("EPSG:4544"), "开阳已注明", tmp_path, with_crs=False))
    expect(card).to_contain_text("已入库，待发布")
    expect(card).to_contain_text("EPSG:4544")
    expect(card).not_to_contain_text("--")


def test_on_a_phone_nothing_is_cut_off(open_office: Callable[..., Page]) -> None:
    page = open_office(**PHONE)
    expect(page.locator("#added table, #added .empty-part")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]  # type: ignore[index]
