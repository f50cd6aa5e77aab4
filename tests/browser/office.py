"""What GIS staff do in the browser: send a file, wait for it, look at it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import geopandas
from playwright.sync_api import FilePayload, Locator, Page, expect

PASSWORD = "梵净山 乌江 赤水河 2027"
REVIEWER = "王芳"
ADMINISTRATOR = "李明"
#: An import waits for its worker and for the tiles [ms].
IMPORT_MS = 60_000


def sign_in(page: Page, office: str, account: str = REVIEWER) -> None:
    page.goto(f"{office}office/layers")
    page.get_by_label("账号", exact=True).fill(account)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="添加图层")).to_be_visible()


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
    """The card of a file, once its import has ended."""
    page.get_by_label("选择文件").set_input_files([file])
    card = card_of(page, file["name"])
    expect(card.locator(".tag:not(.tag-waiting)")).to_be_visible(timeout=IMPORT_MS)
    return card


def open_layer(page: Page, file: FilePayload) -> str:
    """Send a file and open the page of its layer; gives the id."""
    send(page, file).get_by_role("link", name="查看并发布").click()
    expect(page.get_by_role("region", name="属性表")).to_be_visible()
    expect(page.locator("#style").get_by_role("radio", name="单一符号")).to_be_checked()
    return page.url.split("/")[-1].split("?")[0]


def confirm(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).click()
    page.get_by_role("dialog").get_by_role("button", name="确定").click()
