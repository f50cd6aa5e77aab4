"""Pages of real counties: no words overlap, nothing is cut, every word has a sign in the type."""

from __future__ import annotations

import pytest

from atlas.core.figures.request_reading import read_figure_request
from atlas.render.figures.fonts import shared_metrics
from atlas.render.figures.scene import Scene
from atlas.services.book_county import CountyPages, make_county
from atlas.services.book_front import common_pages, title_page
from atlas.services.book_lists import contents_pages, name_index, topic_index
from atlas.services.book_plan import BookContext, BookOptions, plan_book
from atlas.services.book_rows import county_target
from atlas.services.figures import OfficeWords
from atlas.settings import Settings
from atlas.stores.geopackage import GeoPackageStore
from tests.book_boxes import box_of, overlapping, words_of

#: Very much asked, a tiny district, a long name, much only through its prefecture, a plan of its own, little at all.
COUNTIES = ("520121", "520102", "520628", "520425", "520622", "520502")


@pytest.fixture(scope="module")
def store(built_settings: Settings) -> GeoPackageStore:
    return GeoPackageStore(built_settings.home)


def context_of(store: GeoPackageStore, *, form: str = "book", **values: str) -> BookContext:
    catalogue = store.read_catalogue()
    request = read_figure_request({"region": "520000", "orientation": "portrait", **values})
    options = BookOptions(form)
    plan = plan_book(catalogue, store.revision(), request, OfficeWords("520000"), options=options)
    return BookContext(catalogue, plan)


@pytest.fixture(scope="module")
def context(store: GeoPackageStore) -> BookContext:
    return context_of(store)


def check(scenes: tuple[Scene, ...] | list[Scene]) -> None:
    assert scenes
    for scene in scenes:
        assert overlapping(scene.items) == []
        for words in words_of(scene.items):
            left, top, right, bottom = box_of(words).bounds
            assert left >= 0
            assert top >= 0
            assert right <= scene.width_mm
            assert bottom <= scene.height_mm
            assert shared_metrics().missing_characters(words.text) == ""


def text_of(pages: CountyPages) -> str:
    return "".join(words.text for scene in pages.scenes for words in words_of(scene.items))


@pytest.mark.parametrize("adcode", COUNTIES)
def test_no_words_of_a_county_overlap(store: GeoPackageStore, context: BookContext, adcode: str) -> None:
    pages = make_county(store, context, adcode, common_page=2)
    check(pages.scenes)
    assert context.name(adcode) in text_of(pages)


@pytest.mark.parametrize(
    "values",
    [
        {"orientation": "landscape"},
        {"paper": "A3"},
        {"paper": "A5"},
        {"paper": "slide", "orientation": "landscape"},
        {"lang": "en", "name_language": "en"},
        {"colour": "grey", "topic": "phosphorus,baijiu"},
        {"indicator": "population-2020"},
    ],
    ids=lambda values: "-".join(values.values()),
)
def test_other_papers_languages_and_filters_are_set_as_well(
    store: GeoPackageStore, values: dict[str, str]
) -> None:
    context = context_of(store, **values)
    for adcode in ("520121", "520628"):
        check(make_county(store, context, adcode, common_page=2).scenes)


def test_a_goal_without_room_goes_on_the_next_page_and_none_is_lost(
    store: GeoPackageStore, context: BookContext
) -> None:
    pages = make_county(store, context, "520622", common_page=2)
    assert len(pages.scenes) > 1
    told = text_of(pages)
    for goal, link in context.links_of("520622"):
        if link.relation in ("named", "implicit") and goal.kind in ("designation", "cluster", "project"):
            words = goal.name if goal.kind in ("cluster", "project") and goal.name else goal.summary.zh
            assert words.replace(" ", "") in told.replace(" ", "")


def test_a_figure_in_doubt_is_marked(store: GeoPackageStore, context: BookContext) -> None:
    doubtful = {
        code
        for code in context.plan.counties
        for goal, _ in context.links_of(code)
        if goal.figure and goal.figure.suspicious
    }
    assert doubtful
    assert "数字存疑" in text_of(make_county(store, context, min(doubtful), common_page=2))


def test_single_files_tell_goals_of_the_whole_scope_in_full(store: GeoPackageStore) -> None:
    context = context_of(store, form="pdf")
    pages = make_county(store, context, "520628")
    check(pages.scenes)
    told = text_of(pages)
    assert told.endswith(f"{len(pages.scenes)} / {len(pages.scenes)}")
    assert "各县共同的要求" not in told
    for goal, link in context.links_of("520628"):
        if link.relation == "scope" and goal.kind == "designation":
            assert goal.summary.zh.replace(" ", "")[:12] in told.replace(" ", "")


def test_front_and_indexes_have_no_overlapping_words(store: GeoPackageStore, context: BookContext) -> None:
    codes = context.plan.counties
    pages = {county_target(code): str(number) for number, code in enumerate(codes, 100)}
    pages |= {"overview": "1", "common": "2", "index-names": "200", "index-topics": "202"}
    check([title_page(store, context)])
    for scenes in (common_pages(context), contents_pages(context, pages)):
        check(scenes)
    check(name_index(context, pages))
    check(topic_index(context, pages))


def test_contents_take_as_many_pages_whatever_the_numbers_are(context: BookContext) -> None:
    counts = set()
    for number in ("1", "999"):
        pages = {county_target(code): number for code in context.plan.counties}
        counts.add(len(contents_pages(context, pages)))
    assert len(counts) == 1
