"""Which area a new document governs is proposed from its file with the reason, and never taken from elsewhere unasked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.atlas_page import Atlas
from tests.browser.conftest import PHONE
from tests.browser.review import READING_MS
from tests.browser.test_accessibility import faults
from tests.browser.watch import Watch

pytestmark = [pytest.mark.browser, pytest.mark.store]

StartPage = Callable[..., Page]


def text_file(text: str, name: str = "方案.txt") -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def open_dialog(page: Page, office: str, query: str = "") -> Locator:
    page.goto(f"{office}?tab=documents{query}")
    page.get_by_role("button", name="添加文件", exact=True).click()
    return page.get_by_role("dialog", name="添加文件")


def area_of(dialog: Locator) -> Locator:
    return dialog.get_by_role("combobox", name="适用地区")


def send(dialog: Locator, *files: FilePayload) -> None:
    dialog.get_by_label("选择文件，或拖到这里").set_input_files(list(files))


def test_the_area_is_empty_until_the_title_of_the_file_proposes_one(start: StartPage, office: str) -> None:
    page = start()
    dialog = open_dialog(page, office)
    expect(area_of(dialog)).to_have_value("")
    send(dialog, text_file("徐州市县域产业方案（2025—2027年）\n\n一、任务\n支持发展茶叶。\n"))
    expect(area_of(dialog)).to_have_value("徐州市", timeout=READING_MS)
    expect(dialog).to_contain_text("建议：江苏省徐州市，依据标题“徐州市县域产业方案")
    assert faults(Atlas(page, office)) == []


def test_where_the_file_tells_none_the_region_in_focus_is_only_offered(start: StartPage, office: str) -> None:
    page = start()
    dialog = open_dialog(page, office, "&region=450000")
    send(dialog, text_file("县域产业方案\n\n一、任务\n支持发展茶叶。\n"))
    expect(dialog).to_contain_text("没有写明地区", timeout=READING_MS)
    expect(area_of(dialog)).to_have_value("")
    dialog.get_by_role("button", name="读取").click()
    expect(dialog).to_contain_text("请从列表中选定适用地区")
    dialog.get_by_role("button", name="地图当前所在的广西壮族自治区").click()
    expect(area_of(dialog)).to_have_value("广西壮族自治区")


def test_what_was_chosen_by_keyboard_is_not_overwritten_but_the_difference_is_told(
    start: StartPage, office: str
) -> None:
    page = start()
    dialog = open_dialog(page, office)
    area_of(dialog).focus()
    page.keyboard.type("jinhua")
    options = dialog.get_by_role("listbox").get_by_role("option")
    first = options.first
    expect(first).to_contain_text("金华市")
    expect(options.last).to_contain_text("金华县 → 金东区")
    page.keyboard.press("Enter")
    expect(area_of(dialog)).to_have_value("金华市")
    send(dialog, text_file("徐州市县域产业方案\n\n一、任务\n支持发展茶叶。\n"))
    expect(dialog).to_contain_text("写的不是所选的地区", timeout=READING_MS)
    expect(area_of(dialog)).to_have_value("金华市")
    dialog.get_by_role("button", name="选江苏省徐州市").click()
    expect(area_of(dialog)).to_have_value("徐州市")


def test_another_file_replaces_nothing_of_one_that_was_added_for_the_wrong_area(
    start: StartPage, office: str
) -> None:
    page = start()
    dialog = open_dialog(page, office)
    first, other = (
        text_file(f"{area}县域产业方案（2025—2027年）\n\n一、任务\n支持发展{good}产业。\n", f"{good}.txt")
        for area, good in (("徐州市", "茶叶"), ("宿迁市", "苗木"))
    )
    send(dialog, first)
    expect(area_of(dialog)).to_have_value("徐州市", timeout=READING_MS)
    area_of(dialog).fill("宿迁")
    dialog.get_by_role("listbox").get_by_role("option").first.click()
    dialog.get_by_role("button", name="读取").click()
    dialog.get_by_role("button", name="改选地区").click(timeout=READING_MS)
    send(dialog, other)
    expect(dialog).to_contain_text("与标题“宿迁市县域产业方案", timeout=READING_MS)
    dialog.get_by_role("button", name="读取").click()
    expect(dialog).to_have_count(0, timeout=READING_MS)
    listed = page.request.get(f"{office}api/documents/drafts").json()["documents"]
    names = [one["file"]["name"] for one in listed if not one["is_built_in"]]
    assert {"茶叶.txt", "苗木.txt"} <= set(names)


def test_a_prefecture_without_a_plan_is_shown_named_and_offered_to_be_added(
    start: StartPage, office: str
) -> None:
    page = start()
    page.goto(f"{office}?tab=documents&region=330700")
    expect(page.get_by_role("heading", level=2, name="金华市")).to_be_visible()
    expect(page.get_by_role("radio", name="金华")).to_be_checked()
    expect(page.locator(".document-none")).to_contain_text("金华市还没有收入文件")
    page.get_by_role("button", name="添加金华市的文件").click()
    expect(area_of(page.get_by_role("dialog", name="添加文件"))).to_have_value("金华市")


def test_visitors_are_told_of_the_prefecture_and_offered_nothing(
    open_at: Callable[..., Atlas], office: str
) -> None:
    page = open_at(office).open("tab=documents&region=330700&lang=en").page
    expect(page.locator(".document-none")).to_contain_text("There is no document of Jinhua yet")
    expect(page.locator(".document-none").get_by_role("button")).to_have_count(0)


def test_a_code_of_no_unit_is_told_and_the_map_stays_at_home(
    open_at: Callable[..., Atlas], office: str, watches: list[Watch]
) -> None:
    for watch in watches:
        watch.expected.append("404")
    page = open_at(office).page
    watches[-1].expected.append("404")
    page.goto(f"{office}?region=999999")
    expect(page.get_by_text("链接中有不认识的部分，已略过：region")).to_be_visible()
    expect(page.get_by_role("heading", level=2, name="贵州省")).to_be_visible()


def test_a_tap_on_the_handle_of_the_sheet_opens_no_document_below_it(
    open_at: Callable[..., Atlas], office: str
) -> None:
    page = open_at(office, **PHONE).open("tab=documents&region=330700").page
    expect(page.locator(".document-card").first).to_be_attached()
    for _ in range(3):
        page.get_by_role("button", name="调整面板高度").tap()
        page.wait_for_timeout(500)
    assert "doc=" not in page.url
    assert "review=" not in page.url
