"""GIS staff add a layer in the browser: send, wait, answer, look, publish, replace, go back; and a refused file."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import geopandas
import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from atlas.bootstrap import open_services
from atlas.core.access import Actor, Role
from atlas.settings import Settings, load_settings
from tests.browser.atlas_page import Atlas
from tests.browser.conftest import PHONE
from tests.browser.server import serving

pytestmark = [pytest.mark.browser, pytest.mark.store]

PASSWORD = "梵净山 乌江 赤水河 2027"
#: An import waits for its worker and for the tiles [ms].
IMPORT_MS = 60_000


@pytest.fixture(scope="module")
def counties(built_settings: Settings) -> geopandas.GeoDataFrame:
    """The counties of Guiyang, under the names that an office might give its columns."""
    services = open_services(built_settings)
    frame = services.store.read_layer("county")
    frame = frame[frame["adcode"].str.startswith("5201")][["adcode", "name", "geometry"]]
    return frame.rename(columns={"adcode": "代码", "name": "县名"}).reset_index(drop=True)


@pytest.fixture(scope="module")
def office(
    built_settings: Settings, built_page: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Address of a service with a workspace of its own, a worker, and a reviewer."""
    home = tmp_path_factory.mktemp("office")
    for name in ("atlas.gpkg", "tiles"):
        (home / name).symlink_to(built_settings.home / name)
    accounts = open_services(load_settings({}, {"home": home})).accounts
    host = Actor("cli:root", Role.ADMINISTRATOR, via="cli")
    _, first = accounts.add_account(host, "王芳", Role.REVIEWER)
    accounts.change_password(accounts.sign_in("王芳", first).actor, first, PASSWORD)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ATLAS_")}
    command = [str(Path(sys.executable).parent / "atlas"), "worker"]
    with (
        serving(home / "server.txt", home) as address,
        (home / "worker.txt").open("wb") as log,
        subprocess.Popen(
            command, stdout=log, stderr=subprocess.STDOUT, env={**environment, "ATLAS_HOME": str(home)}
        ) as worker,
    ):
        yield address
        worker.terminate()


@pytest.fixture
def open_office(open_at: Callable[..., Atlas], office: str) -> Callable[..., Page]:
    """The page of layers, after signing in there."""

    def open_page(**options: object) -> Page:
        page = open_at(office, **options).page
        page.goto(f"{office}office/layers")
        page.get_by_label("账号", exact=True).fill("王芳")
        page.get_by_label("密码", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        expect(page.get_by_role("heading", name="添加图层")).to_be_visible()
        return page

    return open_page


def shapefile(
    frame: geopandas.GeoDataFrame, name: str, folder: Path, *, with_crs: bool = True
) -> FilePayload:
    """A zip as Chinese offices send it: GBK text, and no word about its encoding."""
    target = folder / name
    target.mkdir(parents=True)
    frame.to_file(target / f"{name}.shp", encoding="GBK", engine="pyogrio")
    body = io.BytesIO()
    left_out = {".cpg"} if with_crs else {".cpg", ".prj"}
    with zipfile.ZipFile(body, "w") as archive:
        for part in sorted(target.iterdir()):
            if part.suffix not in left_out:
                archive.write(part, part.name)
    return {"name": f"{name}.zip", "mimeType": "application/zip", "buffer": body.getvalue()}


def card_of(page: Page, name: str) -> Locator:
    return page.get_by_role("article", name=name)


def send(page: Page, file: FilePayload) -> Locator:
    page.get_by_label("选择文件").set_input_files([file])
    card = card_of(page, file["name"])
    expect(card.locator(".tag:not(.tag-waiting)")).to_be_visible(timeout=IMPORT_MS)
    return card


def confirm(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).click()
    page.get_by_role("dialog").get_by_role("button", name="确定").click()


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


def test_on_a_phone_nothing_is_cut_off(open_office: Callable[..., Page]) -> None:
    page = open_office(**PHONE)
    expect(page.locator("#added table, #added .empty-part")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]  # type: ignore[index]
