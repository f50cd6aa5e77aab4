"""The map and its legend: regions, several topics, the kinds of nothing, dark theme, and what a panel points at."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenAtlas

pytestmark = [pytest.mark.browser, pytest.mark.store]

#: Outlines and names.
_OVERLAY = ".leaflet-overlay-pane canvas"


def test_another_region_is_brought_into_view_with_its_own_counts(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas()
    atlas.page.get_by_role("radio", name="湖北").click()
    expect(atlas.title).to_contain_text("湖北省")
    atlas.expect_view(region="420000")
    expect(atlas.panel.get_by_role("button", name="白酒")).to_have_count(0)
    expect(atlas.panel.get_by_role("button", name=re.compile("县$")).first).to_be_visible()


def test_a_relation_in_the_legend_filters_the_map(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("topic=phosphorus&at=106.9,26.9,7.5")
    dotted = atlas.colour_of("520304")
    atlas.legend.get_by_role("button", name=re.compile("^点名")).click()
    expect(atlas.chip("点名")).to_be_visible()
    atlas.wait()
    assert atlas.colour_of("520121") not in ("f7f5f0", dotted)
    atlas.expect_view(relation="named")


def test_what_a_countys_own_plan_asks_is_told_from_what_names_it(open_atlas: OpenAtlas) -> None:
    own = "5g", "112.15,28.55,9"  # no clause names 桃江县 for it, the document is about the county
    named = "tea", own[1]
    painted = {}
    for topic, at in (own, named):
        atlas = open_atlas(f"region=430000&topic={topic}&at={at}")
        grounds = ("e9e6df", "f7f5f0")
        strong = {
            colour: count
            for colour, count in atlas.colours().items()
            if colour not in grounds and count > 5000
        }
        painted[topic] = len(strong), atlas.legend.get_by_role("button").all_inner_texts()
    assert painted["5g"][1] == [text for text in painted["5g"][1] if text.startswith("本地规划")] != []
    assert painted["tea"][1] == [text for text in painted["tea"][1] if text.startswith("点名")] != []
    # Upright lines on a lighter ground, and one plain colour.
    assert painted["5g"][0] > painted["tea"][0] == 1


def test_a_county_that_is_both_is_counted_once_and_the_legend_says_so(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("region=520000&kind=target")
    texts = atlas.legend.get_by_role("button").all_inner_texts()
    counts = [int(re.findall(r"(\d+) 县$", text.strip())[0]) for text in texts]
    assert {text.split()[0] for text in texts} >= {"点名", "本地规划"}
    answer = atlas.page.request.get(f"{atlas.address}api/designations?region=520000&kind=target").json()
    assert sum(counts) == len({row["adcode"] for row in answer["rows"]})
    expect(atlas.page.get_by_text("一县只计一次，归入最强的关系。")).to_be_visible()


def test_the_count_of_goals_says_that_it_counts_both(open_atlas: OpenAtlas) -> None:
    main = open_atlas().page.get_by_role("main")
    expect(main.get_by_role("heading", name=re.compile("任务数.*（点名或本地规划，项）"))).to_be_visible()
    expect(main.get_by_text("未被点名，也无本地规划")).to_be_visible()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("region=430000", "只有一个值，只有 1 级。"),
        ("region=520000&k=9", "相同的值很多，不能分开，只有 5 级。"),
        ("region=520000&scheme=equal_interval", "没有县的级并入下一级，只有"),
    ],
    ids=["one value", "ties", "empty"],
)
def test_fewer_classes_than_asked_for_are_explained(open_atlas: OpenAtlas, query: str, words: str) -> None:
    atlas = open_atlas(query)
    expect(atlas.page.get_by_role("main").get_by_text(words)).to_be_visible()


def test_as_many_classes_as_asked_for_need_no_explanation(open_atlas: OpenAtlas) -> None:
    main = open_atlas("indicator=population-2020").page.get_by_role("main")
    expect(main.get_by_text("5 级").first).to_be_attached()
    expect(main.get_by_text("只有")).to_have_count(0)


def test_population_is_painted_in_classes_whose_counts_are_all_counties(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas()
    atlas.panel.get_by_role("radio", name="常住人口").check()
    expect(atlas.title).to_have_text("贵州省 · 常住人口")
    rows = atlas.page.get_by_role("main").get_by_role("listitem").filter(has_text=re.compile(r"\d县$|\d 县$"))
    expect(rows).to_have_count(5)
    counts = [int(re.findall(r"(\d+) 县$", text.strip())[0]) for text in rows.all_inner_texts()]
    assert sum(counts) == 88
    expect(atlas.page.get_by_role("main").get_by_text("来源：第七次全国人口普查")).to_be_visible()


def test_several_topics_are_striped_not_blended(open_atlas: OpenAtlas) -> None:
    both = set(open_atlas("topic=phosphorus,baijiu&relation=named").colours())
    for topic in ("phosphorus", "baijiu"):
        alone = open_atlas(f"topic={topic}&relation=named").colours()
        strong = max(
            (colour for colour in alone if colour not in ("e9e6df", "f7f5f0")), key=lambda one: alone[one]
        )
        assert strong in both


def test_what_the_clause_lists_is_marked_on_the_map_while_one_points_at_it(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("tab=documents&doc=gz-county-industry-2027&clause=二/(一)/4")
    link = atlas.detail.get_by_role("link", name="仁怀市").first
    expect(link).to_be_visible()
    atlas.settle()
    before = atlas.colours(_OVERLAY)
    link.hover()
    atlas.settle()
    assert atlas.colours(_OVERLAY) != before


def test_the_dark_theme_reaches_the_map_and_stays(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas()
    assert "e9e6df" in atlas.colours()
    atlas.page.get_by_role("button", name="切换深色或浅色").click()
    expect(atlas.page.locator("html")).to_have_attribute("data-theme", "dark")
    atlas.settle()
    assert "e9e6df" not in atlas.colours()
    atlas.open()
    expect(atlas.page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_map_is_taken_along_as_a_picture(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("topic=tea")
    atlas.page.get_by_role("button", name="出图").click()
    with atlas.page.expect_download() as started:
        atlas.page.get_by_role("menuitem", name="下载地图图片").click()
    assert started.value.suggested_filename.endswith(".png")
    assert started.value.path().read_bytes().startswith(b"\x89PNG")


def test_an_old_name_finds_the_county_and_says_why(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas()
    atlas.search.fill("盘县")
    option = atlas.answer("盘州市")
    expect(option).to_contain_text("盘县")
    option.click()
    expect(atlas.detail.get_by_role("heading", name="盘州市", level=2)).to_be_visible()


def test_a_search_without_an_answer_teaches_how_to_search(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas()
    atlas.search.fill("亚特兰蒂斯")
    expect(atlas.page.get_by_text("没有找到“亚特兰蒂斯”")).to_be_visible()
    expect(atlas.page.get_by_text("可以输入县名、拼音、首字母、代码或旧名")).to_be_visible()
