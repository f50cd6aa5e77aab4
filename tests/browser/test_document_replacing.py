"""The draft of a plan leaves the map for its final version only after a word, and there is always a way back."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from atlas.bootstrap import Services
from atlas.core.access import Actor, Role
from tests.browser.atlas_page import Atlas
from tests.browser.office import REVIEWER
from tests.browser.review import TEXT, Review, open_review, put_document
from tests.browser.test_accessibility import faults

pytestmark = [pytest.mark.browser, pytest.mark.store]

WANG = Actor(REVIEWER, Role.REVIEWER)
_NUMBERS = itertools.count(1)


@pytest.fixture
def draft(office_services: Services, tmp_path: Path) -> str:
    """A draft of which everything that is sure is confirmed; of a title that no other test has."""
    title = f"江苏省第{next(_NUMBERS)}批县域特色产业方案"
    text = TEXT.replace("江苏省县域特色产业提升行动方案", title)
    document = put_document(office_services, tmp_path, text, status="draft")
    office_services.review.confirm_many(WANG, document, above=0.0)
    return document


@pytest.fixture
def final(
    start: Callable[..., Page], office: str, office_services: Services, draft: str, tmp_path: Path
) -> Review:
    """The same plan as final, of which nobody has said anything."""
    text = office_services.library.text(WANG, draft)["text"]
    document = put_document(office_services, tmp_path, text, status="final")
    review = open_review(start(), office, document)
    expect(review.current).to_be_visible()
    review.choose("支持宜兴、溧阳和句容建设高标准茶园")
    return review


def is_counted(review: Review, document: str) -> bool:
    answer = review.page.request.get(f"{review.address}api/documents").json()
    (found,) = [one for one in answer["documents"] if one["id"] == document]
    return found["final"] is None


def test_the_first_confirmation_is_asked_about_with_what_leaves_the_map(
    final: Review, draft: str, office: str
) -> None:
    page = final.page
    expect(final.page.get_by_text("草案仍在地图上")).to_be_visible()
    page.keyboard.press("c")
    dialog = page.get_by_role("dialog", name="这份定稿将取代草案")
    expect(dialog.get_by_role("listitem")).to_contain_text("批县域特色产业方案")
    expect(dialog.get_by_role("listitem")).to_contain_text("6 县")
    expect(dialog).to_contain_text("按 U 撤销")
    assert faults(Atlas(page, office)) == []
    dialog.get_by_role("button", name="取消").click()
    expect(dialog).to_have_count(0)
    expect(final.current).to_contain_text("高标准茶园")
    assert is_counted(final, draft)


def test_it_is_taken_back_by_its_key_and_later_by_the_note(final: Review, draft: str) -> None:
    page = final.page
    page.keyboard.press("c")
    page.get_by_role("button", name="继续，草案退出地图").click()
    final.says("已确认；列表中还有")
    expect(page.get_by_text("已取代草案")).to_be_visible()
    assert not is_counted(final, draft)
    page.keyboard.press("u")
    final.says("已撤销")
    expect(page.get_by_text("草案仍在地图上")).to_be_visible()
    assert is_counted(final, draft)
    page.keyboard.press("c")
    page.get_by_role("button", name="继续，草案退出地图").click()
    page.get_by_role("button", name="恢复计入草案").click()
    final.says("草案恢复计入")
    assert is_counted(final, draft)
    page.get_by_role("button", name="审完了，改回正式文件").click()
    page.get_by_role("button", name="继续，草案退出地图").click()
    final.says("草案退出地图")
    assert not is_counted(final, draft)


def test_many_at_once_ask_too_and_the_review_of_the_draft_can_come_first(final: Review, draft: str) -> None:
    page = final.page
    page.get_by_role("button", name="更多操作").click()
    page.get_by_role("menuitem", name="批量确认").click()
    bulk = page.get_by_role("dialog", name="批量确认")
    bulk.get_by_role("radio", name="不限").check()
    bulk.get_by_role("button", name="确认这").click()
    page.get_by_role("button", name="先把草案的审核结果带过来").click()
    expect(page.get_by_role("dialog", name="把上一版的审核结果带过来")).to_be_visible()
    assert is_counted(final, draft)


def test_a_change_of_status_asks_as_well(final: Review, draft: str) -> None:
    page = final.page

    def save(status: str) -> None:
        page.get_by_role("button", name="更多操作").click()
        page.get_by_role("menuitem", name="修改文件信息").click()
        facts = page.get_by_role("dialog", name="文件信息")
        facts.get_by_label("状态").select_option(status)
        facts.get_by_role("button", name="保存").click()

    save("draft")
    final.says("文件信息已修改")
    page.keyboard.press("c")
    final.says("已确认；列表中还有")
    save("final")
    dialog = page.get_by_role("dialog", name="这份定稿将取代草案")
    dialog.get_by_role("button", name="取消").click()
    assert is_counted(final, draft)
    page.get_by_role("dialog", name="文件信息").get_by_role("button", name="保存").click()
    dialog.get_by_role("button", name="继续，草案退出地图").click()
    expect(page.get_by_text("已取代草案")).to_be_visible()
    assert not is_counted(final, draft)
