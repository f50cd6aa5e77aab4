"""A place that was overlooked goes where it belongs, and says before what it rests on."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.review import Review

pytestmark = [pytest.mark.browser, pytest.mark.store]

TEA = "支持宜兴、溧阳和句容建设高标准茶园"
GRAIN = "支持睢宁、沛县、丰县"


def open_form(review: Review) -> Locator:
    review.page.keyboard.press("a")
    form = review.card.get_by_role("form", name="添加地点")
    expect(form).to_be_visible()
    return form


def item_of(review: Review, words: str) -> dict[str, Any]:
    items = review.page.request.get(f"{review.address}api/documents/{review.id}/items").json()["items"]
    found: dict[str, Any] = next(one for one in items if words in one["summary"]["zh"])
    return found


def test_words_of_the_text_become_a_place(review: Review) -> None:
    review.choose(TEA)
    review.select("高标准茶园", "建设")
    form = open_form(review)
    expect(form.get_by_label("原文写法")).to_have_value("建设")
    unit = form.get_by_role("combobox", name="对应的行政区划")
    unit.fill("金坛")
    form.get_by_role("option", name="金坛区").click()
    expect(form.get_by_role("status")).to_contain_text("关系“点名”；依据是原文中的“建设”")
    form.get_by_role("button", name="添加").click()
    review.says("已添加地点“建设”")
    expect(review.card.get_by_role("listitem").filter(has_text="金坛区")).to_be_visible()


def test_words_of_another_item_go_to_that_item(review: Review) -> None:
    review.choose(GRAIN)
    review.select("高标准茶园", "标准茶园")
    form = open_form(review)
    expect(form).to_contain_text(f"加到：{TEA}")
    expect(review.current).to_contain_text("茶园")
    form.get_by_role("combobox", name="对应的行政区划").fill("金坛")
    form.get_by_role("option", name="金坛区").click()
    form.get_by_role("button", name="添加").click()
    review.says("已添加地点“标准茶园”")
    assert "标准茶园" in [place["words"] for place in item_of(review, "高标准茶园")["places"]]
    assert "标准茶园" not in [place["words"] for place in item_of(review, "粮食精深加工基地")["places"]]


def test_words_where_nothing_was_read_are_asked_about(review: Review) -> None:
    review.choose(TEA)
    review.select("江苏省县域特色产业提升行动方案", "江苏省县域")
    form = open_form(review)
    expect(form).to_contain_text("所在的条款还没有条目")
    expect(form.get_by_label("加到哪一条").locator("option")).to_have_count(1)
    form.get_by_role("button", name="新建条目").click()
    expect(review.card.get_by_role("form", name="新建条目")).to_be_visible()


def test_words_that_nobody_sees_selected_are_forgotten(review: Review) -> None:
    review.choose(TEA)
    review.select("高标准茶园", "建设")
    review.choose(GRAIN)
    form = open_form(review)
    expect(form.get_by_label("原文写法")).to_have_value("")
    expect(form).to_contain_text(f"加到：{GRAIN}")


def test_a_county_alone_is_implied_by_the_sentence_and_found_by_keyboard(review: Review) -> None:
    page = review.page
    review.choose(TEA)
    form = open_form(review)
    expect(form.get_by_label("原文写法")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("jintan")
    expect(form.get_by_role("option", name="金坛区")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(form.get_by_role("status")).to_contain_text("金坛区，关系“本地规划”；原文没有写出地名")
    page.keyboard.press("Enter")
    review.says("已添加地点“金坛区”")
    expect(review.card.get_by_role("listitem").filter(has_text="金坛区")).to_contain_text("依据整句")
    added = item_of(review, "高标准茶园")["places"][-1]
    assert (added["relation"], added["span"]) == ("implicit", None)
    page.keyboard.press("u")
    review.says("已撤销")
    expect(review.card.get_by_role("listitem").filter(has_text="金坛区")).to_have_count(0)
