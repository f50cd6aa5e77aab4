"""Staff review a document: from the file to the map, by keyboard, with doubts, second thoughts and a colleague."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.atlas_page import Atlas
from tests.browser.conftest import PHONE
from tests.browser.office import ADMINISTRATOR, REVIEWER
from tests.browser.review import (
    READING_MS,
    Review,
    add_document,
    open_review,
    plan_file,
)
from tests.browser.test_accessibility import faults
from tests.browser.watch import Watch

pytestmark = [pytest.mark.browser, pytest.mark.store]

#: The three counties in which the plan asks for a base of grain.
GRAIN = {"320321", "320322", "320324"}
TEA = {"320282", "320481", "321183"}


def named(page: Page, office: str, document: str) -> set[str]:
    """Counties that everybody sees named by the document."""
    answer = page.request.get(f"{office}api/designations?document={document}")
    rows = answer.json().get("rows", [])
    return {row["adcode"] for row in rows if row["relation"] == "named"}


def test_a_sent_file_is_confirmed_by_keyboard_and_stands_on_the_map(review: Review, office: str) -> None:
    page, document = review.page, review.id
    assert named(page, office, document) == set()
    review.choose("支持宜兴、溧阳和句容建设高标准茶园")
    expect(review.mark("宜兴")).to_contain_class("is-named is-current")
    page.keyboard.press("c")
    review.says("已确认；列表中还有")
    expect(review.current).not_to_contain_text("高标准茶园")
    assert named(page, office, document) == TEA
    page.get_by_role("button", name="全部文件").click()
    expect(page.locator(f".document-card[data-review='{document}']")).to_contain_text("已确认 1")
    expect(page.locator(f".document-card[data-doc='{document}']")).to_have_count(0)
    page.goto(f"{office}?tab=documents&doc={document}&clause=一/(二)")
    detail = page.get_by_role("complementary", name="详情")
    expect(detail.locator("mark", has_text="溧阳")).to_be_visible()
    expect(detail).to_contain_text("仅工作人员可见")


def test_a_place_in_doubt_is_numbered_on_the_map_and_chosen_by_its_key(review: Review) -> None:
    page = review.page
    review.choose("支持鼓楼区建设预制菜产业园")
    expect(review.mark("鼓楼区")).to_contain_class("is-doubt is-current")
    second = review.candidate("江苏省徐州市")
    expect(second).to_contain_text("鼓楼区")
    number = second.locator(".card-number").text_content()
    page.keyboard.press(str(number))
    review.says("“鼓楼区”指江苏省徐州市鼓楼区")
    expect(review.mark("鼓楼区")).not_to_contain_class("is-doubt")
    items = page.request.get(f"{review.address}api/documents/{review.id}/items").json()["items"]
    meant = [
        place["units"][0]["adcode"]
        for item in items
        for place in item["places"]
        if place["words"] == "鼓楼区"
    ]
    assert set(meant) == {"320302"}


def test_a_step_is_taken_back_and_the_item_comes_again(review: Review) -> None:
    page = review.page
    title = review.current.locator(".review-row-title").text_content() or ""
    page.keyboard.press("x")
    review.says("已剔除；列表中还有")
    expect(review.current).not_to_contain_text(title)
    page.keyboard.press("u")
    review.says("已撤销，1 条恢复原状")
    expect(review.current).to_contain_text(title)


def test_pointing_at_one_marks_the_others(review: Review) -> None:
    review.choose("支持宜兴、溧阳和句容建设高标准茶园")
    row = review.card.get_by_role("listitem").filter(has_text="溧阳市")
    row.hover()
    expect(review.mark("溧阳")).to_contain_class("is-hot")
    review.mark("句容").hover()
    expect(review.card.locator(".card-place.is-hot")).to_contain_text("句容市")


def test_the_view_is_in_the_address_and_back_returns(review: Review) -> None:
    page = review.page
    review.choose("支持宜兴、溧阳和句容建设高标准茶园")
    page.reload()
    expect(review.card.get_by_role("heading", level=3)).to_contain_text("宜兴")
    review.choose("支持睢宁、沛县、丰县")
    page.go_back()
    expect(review.card.get_by_role("heading", level=3)).to_contain_text("宜兴")


def test_what_was_written_waits_when_another_item_comes_up(review: Review) -> None:
    page = review.page
    review.choose("支持睢宁、沛县、丰县")
    review.choose("支持宜兴、溧阳和句容建设高标准茶园")
    page.keyboard.press("e")
    review.card.get_by_label("要做什么").fill("写到一半")
    page.go_back()
    expect(review.card.get_by_role("heading", level=3)).to_contain_text("睢宁")
    page.go_forward()
    expect(review.card.get_by_label("要做什么")).to_have_value("写到一半")


def test_single_keys_can_be_switched_off_and_never_act_while_typing(review: Review) -> None:
    page = review.page
    before = review.current.text_content()
    page.keyboard.press("e")
    review.card.get_by_label("要做什么").fill("")
    page.keyboard.type("cxu")
    expect(review.card.get_by_label("要做什么")).to_have_value("cxu")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.get_by_label("关闭单个字母与数字键").check()
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    expect(review.current).to_have_text(before or "")
    page.evaluate("localStorage.removeItem('atlas.review.keys.off')")


def test_parts_of_a_split_rest_on_their_own_words_and_have_their_own_figures(review: Review) -> None:
    page = review.page
    review.choose("粮食加工产值 >")
    page.keyboard.press("s")
    form = review.card.get_by_role("form", name="拆分条目")
    first, second = form.get_by_role("group", name="第 1 部分"), form.get_by_role("group", name="第 2 部分")
    first.get_by_label("要做什么").fill("粮食加工产值突破300亿元")
    second.get_by_label("要做什么").fill("粮食精深加工基地")
    second.get_by_label("数值", exact=True).fill("5")
    second.get_by_label("单位").fill("个")
    form.get_by_role("button", name="拆分", exact=True).click()
    review.says("已拆成 2 条")
    items = page.request.get(f"{review.address}api/documents/{review.id}/items").json()["items"]
    made = {item["summary"]["zh"]: item for item in items}
    assert made["粮食加工产值突破300亿元"]["figure"]["value"] == 300
    assert made["粮食精深加工基地"]["figure"]["value"] == 5
    assert made["粮食加工产值突破300亿元"]["quote"] == "粮食加工产值突破300亿元"


def test_while_a_form_is_open_no_key_decides_but_escape_closes_it(review: Review) -> None:
    page = review.page
    review.choose("支持宜兴、溧阳和句容建设高标准茶园")
    page.keyboard.press("e")
    form = review.card.get_by_role("form")
    form.get_by_role("checkbox").first.click()
    for key in ("c", "x", "Enter"):
        page.keyboard.press(key)
    expect(form).to_be_visible()
    items = page.request.get(f"{review.address}api/documents/{review.id}/items").json()["items"]
    assert {item["decision"] for item in items} == {"open"}
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    expect(review.card.get_by_role("heading", level=3)).to_contain_text("宜兴")


def test_a_form_that_was_saved_does_not_come_back_with_its_item(review: Review) -> None:
    page = review.page
    review.choose("支持宜兴、溧阳和句容建设高标准茶园")
    page.keyboard.press("e")
    review.card.get_by_role("button", name="保存并确认").click()
    expect(review.card.get_by_role("form")).to_have_count(0)
    expect(review.current).not_to_contain_text("宜兴")
    page.keyboard.press("u")
    expect(review.current).to_contain_text("宜兴")
    expect(review.card.get_by_role("heading", level=3)).to_contain_text("宜兴")
    expect(review.card.get_by_role("form")).to_have_count(0)


def test_a_refused_place_keeps_its_form_and_no_key_confirms_the_item(review: Review) -> None:
    page = review.page
    review.choose("支持宜兴、溧阳和句容建设高标准茶园")
    page.keyboard.press("a")
    form = review.card.get_by_role("form")
    form.get_by_role("button", name="添加").click()
    expect(form.get_by_role("alert")).to_contain_text("请选一个行政区划")
    page.keyboard.press("c")
    expect(form).to_be_visible()
    items = page.request.get(f"{review.address}api/documents/{review.id}/items").json()["items"]
    assert {item["decision"] for item in items} == {"open"}


def test_on_arrival_the_candidates_of_a_place_in_doubt_are_in_sight(
    start: Callable[..., Page], office: str
) -> None:
    many = "宜兴市、溧阳市、句容市、睢宁县、沛县、丰县、邳州市、新沂市"
    text = f"江苏省茶叶发展方案（2025—2027年）\n\n一、重点任务\n支持{many}和鼓楼区建设高标准茶园。\n二、保障\n支持昆山市建设茶叶市场。\n"
    page = start(viewport={"width": 1280, "height": 800})
    review = add_document(page, office, text)
    review.choose("支持昆山市")
    review.choose("支持宜兴市")
    expect(review.candidate("江苏省徐州市")).to_be_in_viewport(ratio=1)


def test_the_slower_of_two_reviewers_is_told_and_loses_nothing(
    review: Review, start: Callable[..., Page], office: str, watches: list[Watch]
) -> None:
    title = "支持宜兴、溧阳和句容建设高标准茶园"
    review.choose(title)
    other = open_review(start(ADMINISTRATOR), office, review.id)
    for watch in watches:
        watch.expected.append("409")
    other.choose(title)
    other.page.keyboard.press("x")
    other.says("已剔除")
    page = review.page
    page.keyboard.press("e")
    review.card.get_by_label("要做什么").fill("建设高标准茶园（修改）")
    review.card.get_by_role("button", name="保存并确认").click()
    alert = review.card.get_by_role("alert").filter(has_text="有人先您一步")
    expect(alert).to_contain_text(f"已剔除 · {ADMINISTRATOR}")
    expect(review.card.get_by_label("要做什么")).to_have_value("建设高标准茶园（修改）")
    alert.get_by_role("button", name="仍按我的执行").click()
    review.says("已再次提交")
    review.show("已确认")
    expect(review.queue.get_by_role("option", name="建设高标准茶园（修改）").first).to_be_visible()


def test_who_changes_the_title_leaves_the_status_that_a_colleague_has_set(
    review: Review, start: Callable[..., Page], office: str, watches: list[Watch]
) -> None:
    def open_facts(page: Page) -> Locator:
        page.get_by_role("button", name="更多操作").click()
        page.get_by_role("menuitem", name="修改文件信息").click()
        return page.get_by_role("dialog", name="文件信息")

    first = open_facts(review.page)
    second = open_facts(open_review(start(ADMINISTRATOR), office, review.id).page)
    second.get_by_label("状态").select_option("final")
    second.get_by_role("button", name="保存").click()
    expect(second).to_have_count(0)
    for watch in watches:
        watch.expected.append("409")
    first.get_by_label("状态").select_option("repealed")
    first.get_by_role("button", name="保存").click()
    expect(first.get_by_role("alert")).to_contain_text("状态刚被他人改过")
    first.get_by_label("状态").select_option("draft")
    first.get_by_label("标题", exact=True).fill("产业行动方案（印发稿）")
    first.get_by_role("button", name="保存").click()
    expect(first).to_have_count(0)
    expect(open_facts(review.page).get_by_label("状态")).to_have_value("final")


def test_many_are_confirmed_at_once_after_their_number_was_told(review: Review, office: str) -> None:
    page = review.page
    page.get_by_role("button", name="更多操作").click()
    page.get_by_role("menuitem", name="批量确认").click()
    dialog = page.get_by_role("dialog", name="批量确认")
    dialog.get_by_role("radio", name="整份文件").check()
    expect(dialog.get_by_role("radio", name="0.95 以上")).to_be_checked()
    dialog.get_by_role("radio", name="不限").check()
    expect(dialog.get_by_role("status")).to_contain_text("存疑，留待逐条处理")
    dialog.get_by_role("button", name="确认这").click()
    review.says("条留待逐条处理")
    assert named(page, office, review.id) == TEA | GRAIN
    expect(review.queue.get_by_role("option").first).to_contain_text("鼓楼区")


def test_the_same_file_leads_to_the_document_that_it_is_and_a_link_to_its_region(
    start: Callable[..., Page], office: str, watches: list[Watch]
) -> None:
    page, file = start(), plan_file()

    def send(region: str = "") -> Locator:
        page.goto(f"{office}?tab=documents{region}")
        page.get_by_role("button", name="添加文件").click()
        dialog = page.get_by_role("dialog", name="添加文件")
        dialog.get_by_label("选择文件，或拖到这里").set_input_files([file])
        expect(dialog.get_by_role("combobox", name="适用地区")).to_have_value("江苏省", timeout=READING_MS)
        dialog.get_by_role("button", name="读取").click()
        return dialog

    send("&region=320000")
    review = Review(page, office)
    expect(review.current).to_be_visible(timeout=READING_MS)
    document = review.id
    for watch in watches:
        watch.expected.append("409")
    known = send().get_by_role("status").filter(has_text="这个文件已经收入")
    expect(known).to_contain_text(f"{document}），{REVIEWER} 于")
    known.get_by_role("button", name="打开已有的文件").click()
    expect(review.current).to_be_visible()
    assert review.id == document
    atlas = Atlas(page, office)
    page.goto(f"{office}?review={document}")
    atlas.expect_view(region="320000")
    page.goto(f"{office}?review={document}&region=330000&at=120.2,30.3,8")
    expect(review.current).to_be_visible()
    atlas.expect_view(region="330000", at="120.2,30.3,8")


def test_an_item_without_a_place_is_asked_about_once(start: Callable[..., Page], office: str) -> None:
    text = "江苏省工业方案（2025—2027年）\n一、任务\n（一）数字化。推动工业企业数字化改造。\n（二）绿色。支持宜兴建设绿色工厂。\n"
    review = add_document(start(), office, text)
    page = review.page
    review.choose("推动工业企业数字化改造")
    review.card.get_by_role("button", name="剔除地点").click()
    review.says("已剔除地点")
    page.keyboard.press("c")
    question = review.card.get_by_role("group", name="这一条没有地点")
    expect(question).to_contain_text("不会出现在任何县的清单和地图上")
    expect(review.current).to_contain_text("数字化改造")
    page.keyboard.press("j")
    expect(question).to_have_count(0)
    page.keyboard.press("k")
    page.keyboard.press("c")
    expect(question).to_be_visible()
    page.keyboard.press("c")
    review.says("已确认，没有地点")
    page.keyboard.press("u")
    review.says("已撤销")
    page.keyboard.press("c")
    question.get_by_role("button", name="江苏省全域，确认").click()
    review.says("已确认，适用于江苏省全域")
    items = page.request.get(f"{office}api/documents/{review.id}/items").json()["items"]
    (item,) = [one for one in items if "数字化改造" in one["summary"]["zh"]]
    places = [(place["relation"], place["decision"]) for place in item["places"]]
    assert (item["decision"], places) == ("confirmed", [("scope", "rejected"), ("scope", "confirmed")])


def test_the_list_goes_to_paper_as_it_is_filtered(review: Review, tmp_path: Path) -> None:
    page = review.page
    review.choose("支持宜兴、溧阳和句容建设高标准茶园")
    page.keyboard.press("c")
    review.says("已确认")
    review.show("全部，按原文顺序")
    sheet = tmp_path / "list.pdf"
    page.pdf(path=sheet, prefer_css_page_size=True, print_background=True)
    with pypdfium2.PdfDocument(sheet) as document:
        width, height = document[0].get_size()
        words = "".join(one.get_textpage().get_text_bounded() for one in document)
    assert width > height
    bare = words.replace("\r", "").replace("\n", "")
    for told in (
        "审核清单：江苏省县域特色产业提升行动方案",
        "一/(二)",
        "点名：宜兴（宜兴市）",
        "已确认",
        REVIEWER,
        "地点存疑",
    ):
        assert told in bare
    expect(page.locator(".review-print")).to_have_count(0)
    review.show("已确认")
    page.pdf(path=sheet, prefer_css_page_size=True, print_background=True)
    with pypdfium2.PdfDocument(sheet) as document:
        assert "预制菜" not in document[0].get_textpage().get_text_bounded()


def test_visitors_see_nothing_of_a_draft(
    review: Review, open_at: Callable[..., Atlas], office: str, watches: list[Watch]
) -> None:
    document = review.id
    atlas = open_at(office).open("tab=documents")
    expect(atlas.panel.get_by_role("link").first).to_be_visible()
    expect(atlas.panel.get_by_text("收入的文件")).to_have_count(0)
    for watch in watches:
        watch.expected.append("403")
    atlas.page.goto(f"{office}?review={document}")
    expect(atlas.page.get_by_role("alert").filter(has_text="需要登录")).to_be_visible()
    expect(atlas.page.get_by_role("link", name="登录")).to_be_visible()


def test_on_a_phone_text_item_and_map_share_a_sheet(
    review: Review, start: Callable[..., Page], office: str
) -> None:
    page = start(REVIEWER, **PHONE)
    page.goto(f"{office}?review={review.id}")
    expect(page.get_by_role("button", name="确认", exact=True)).to_be_visible()
    page.get_by_role("tab", name="原文").tap()
    phone = Review(page, office)
    expect(phone.text).to_be_visible()
    phone.mark("溧阳").tap()
    expect(page.get_by_role("tab", name="条目")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("heading", name="支持宜兴、溧阳和句容")).to_be_visible()
    page.get_by_role("tab", name="地图").tap()
    expect(page.get_by_role("tab", name="地图")).to_have_attribute("aria-selected", "true")
    box = page.get_by_role("application").bounding_box()
    assert box
    assert box["height"] > 600
    page.get_by_role("tab", name="条目").tap()
    page.get_by_role("button", name="确认", exact=True).tap()
    expect(page.get_by_role("status").filter(has_text="已确认").first).to_be_attached()


@pytest.mark.parametrize("query", ["", "&theme=dark&lang=en"], ids=["light", "dark and English"])
def test_no_serious_fault_for_assistive_technology(
    review: Review, open_at: Callable[..., Atlas], office: str, query: str
) -> None:
    page = review.page
    review.choose("支持鼓楼区建设预制菜产业园")
    page.goto(f"{page.url}{query}")
    expect(review.candidate("徐州市")).to_be_visible()
    assert faults(Atlas(page, office)) == []
    page.keyboard.press("e")
    expect(review.card.get_by_role("form")).to_be_visible()
    assert faults(Atlas(page, office)) == []
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert faults(Atlas(page, office)) == []
