"""What a map must bear is found before it leaves; on the maps of the whole country every name has its place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from atlas.bootstrap import open_services
from atlas.core.figures.request_reading import read_figure_request
from atlas.core.model import Level
from atlas.core.policy.catalogue import Catalogue
from atlas.services.figures import Figure, draw_figure, read_matter
from atlas.settings import Settings
from atlas.stores.geopackage import GeoPackageStore
from atlas.stores.protocol import ReadableStore
from tests.figure_samples import (
    OFFICE,
    build_figure_store,
    codes,
    draw,
    overlapping,
    texts_of,
)

HAINAN = {"region": "460000", "layers": "county", "indicator": "none"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ReadableStore:
    home = tmp_path_factory.mktemp("figures")
    build_figure_store(home)
    return GeoPackageStore(home)


# --- the rules of maps ---------------------------------------------------------------------------------


def test_hainan_has_the_inset_of_the_south_china_sea(store: ReadableStore) -> None:
    figure = draw(store, **HAINAN)
    assert "南海诸岛" in texts_of(figure.scene)
    assert codes(figure) == ["draft"]


def test_with_the_inset_the_map_ends_south_of_the_island(store: ReadableStore) -> None:
    request = read_figure_request(HAINAN)
    matter = read_matter(store, store.read_catalogue(), request, OFFICE)
    assert matter.ground.bbox[1] > 17


def test_without_the_inset_the_map_itself_reaches_over_the_sea(store: ReadableStore) -> None:
    figure = draw(store, inset="off", **HAINAN)
    matter = read_matter(store, store.read_catalogue(), figure.request, OFFICE)
    assert "南海诸岛" not in texts_of(figure.scene)
    assert matter.ground.bbox[1] < 4
    assert "inset_missing" not in codes(figure)


def test_the_island_without_the_sea_is_refused(store: ReadableStore) -> None:
    values = {"bbox": "108,17.5,112,20.5", "layers": "county", "indicator": "none"}
    assert codes(draw(store, inset="off", **values))[0] == "inset_missing"
    assert "inset_missing" not in codes(draw(store, **values))


def test_a_figure_of_the_island_itself_needs_no_inset(store: ReadableStore) -> None:
    figure = draw(store, title="海南岛分县图", bbox="108,17.5,112,20.5", layers="county", indicator="none")
    assert "南海诸岛" not in texts_of(figure.scene)
    assert "inset_missing" not in codes(figure)


def test_the_map_is_examined_as_it_is_drawn_not_as_it_was_asked_for(store: ReadableStore) -> None:
    beyond = {"bbox": "107.5,20.3,114.5,23", "layers": "county", "indicator": "none"}
    upright = draw(store, orientation="portrait", **beyond)
    assert "南海诸岛" in texts_of(upright.scene)
    assert "inset_missing" not in codes(upright)
    assert codes(draw(store, orientation="portrait", inset="off", **beyond))[0] == "inset_missing"
    across = draw(store, orientation="landscape", inset="off", **beyond)
    assert "inset_missing" not in codes(across)


def test_a_map_that_ends_far_in_the_south_is_no_map_of_the_sea(store: ReadableStore) -> None:
    """It shows the island and a strip of water, not the islands to the east of it."""
    strip = {"bbox": "106,4.2,112,21", "layers": "county", "indicator": "none", "orientation": "portrait"}
    assert codes(draw(store, inset="off", **strip))[0] == "inset_missing"
    assert "南海诸岛" in texts_of(draw(store, **strip).scene)


def test_a_title_of_the_sea_spares_a_map_of_elsewhere_nothing(store: ReadableStore) -> None:
    values = {"bbox": "105,17.5,112,27", "title": "海南岛与南海诸岛", "layers": "county", "indicator": "none"}
    assert "南海诸岛" in texts_of(draw(store, **values).scene)
    assert codes(draw(store, inset="off", **values))[0] == "inset_missing"


def test_each_of_several_small_maps_of_hainan_has_the_inset(store: ReadableStore) -> None:
    figure = draw(store, region="460000", topic="phosphorus,manganese", arrangement="multiples")
    assert texts_of(figure.scene).count("南海诸岛") == len(figure.theme.panels) == 2
    assert "inset_missing" not in codes(figure)


# --- a part of a region --------------------------------------------------------------------------------


def test_a_box_counts_and_lists_the_counties_that_it_meets(store: ReadableStore) -> None:
    whole = draw(store, topic="phosphorus,manganese", table="1")
    east = {row[0] for row in whole.theme.table.rows} if whole.theme.table else set()
    assert {"开阳县", "玉屏侗族自治县"} <= east
    figure = draw(store, topic="phosphorus,manganese", table="1", bbox="105.2,26.2,107.8,26.8")
    assert figure.theme.table is not None
    assert {row[0] for row in figure.theme.table.rows} == {"开阳县", "息烽县"}
    assert set(figure.theme.panels[0].looks) == {"520121", "520122"}
    counts = {item.words: item.count for part in figure.theme.legend for item in part.items}
    assert (counts["点名"], counts["磷及磷化工"], counts["锰及锰加工"]) == (2, 2, 0)
    assert "玉屏" not in figure.about.alt
    assert figure.theme.title.startswith("贵州省局部")


def test_classes_of_a_box_are_those_of_its_region_and_count_what_it_meets(store: ReadableStore) -> None:
    values = {"indicator": "population_2020", "k": "2"}
    whole, part = draw(store, **values), draw(store, bbox="106.1,26.1,106.9,26.9", **values)
    assert set(part.theme.panels[0].looks) < set(whole.theme.panels[0].looks)
    told = [item.words for item in part.theme.legend[0].items]
    assert told[:2] == [item.words for item in whole.theme.legend[0].items][:2]


def test_a_box_beyond_the_region_shows_nothing_and_says_so(store: ReadableStore) -> None:
    figure = draw(store, topic="phosphorus", bbox="116,39,117,40")
    assert "nothing_shown" in codes(figure)
    assert figure.theme.panels[0].looks == {}
    assert "开阳" not in figure.about.alt


def test_a_box_around_the_whole_region_is_no_part_of_it(store: ReadableStore) -> None:
    figure = draw(store, topic="phosphorus", bbox="104,25,112,28")
    assert figure.theme.title == draw(store, topic="phosphorus").theme.title
    english = draw(store, topic="phosphorus", bbox="105.2,26.2,107.8,26.8", lang="en")
    assert english.theme.title.startswith("Part of ")


def test_the_whole_country_has_the_inset(store: ReadableStore) -> None:
    assert "南海诸岛" in texts_of(draw(store, region="all").scene)


def test_guizhou_has_none_but_may_have_one(store: ReadableStore) -> None:
    assert "南海诸岛" not in texts_of(draw(store).scene)
    assert "南海诸岛" in texts_of(draw(store, inset="on").scene)


def test_neither_number_nor_mark_is_refused(store: ReadableStore) -> None:
    assert codes(draw(store, mark="0"))[0] == "review_number_missing"


def test_an_empty_map_is_told(store: ReadableStore) -> None:
    assert "nothing_shown" in codes(draw(store, region="460000", topic="phosphorus"))


def test_characters_that_the_type_does_not_have_are_told(store: ReadableStore) -> None:
    assert "character_missing" in codes(draw(store, title="\U00030000图"))
    assert "character_missing" not in codes(draw(store, title="贵州省　磷化工㵲阳"))


def test_a_layer_without_source_or_date_is_told(store: ReadableStore) -> None:
    class Bare:
        """The same store, whose layers say nothing of where they come from."""

        def __getattr__(self, name: str) -> Any:
            return getattr(store, name)

        def get_layer(self, layer_id: str) -> Any:
            layer = store.get_layer(layer_id)
            nothing = replace(layer.definition.attribution, zh="", en="")
            return replace(layer, definition=replace(layer.definition, attribution=nothing, date=""))

    found = codes(draw(Bare(), layers="zone", indicator="none"))  # type: ignore[arg-type]
    assert found[:2] == ["source_missing", "date_missing"]


# --- the whole country -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def country(built_settings: Settings) -> tuple[ReadableStore, Catalogue]:
    services = open_services(built_settings)
    return services.store, services.reader.catalogue()


def drawn(country: tuple[ReadableStore, Catalogue], **values: str) -> Figure:
    return draw_figure(*country, read_figure_request(values), OFFICE)


@pytest.mark.store
def test_the_map_of_guizhou_names_all_its_counties(country: tuple[ReadableStore, Catalogue]) -> None:
    figure = drawn(country, topic="baijiu")
    said = "".join(texts_of(figure.scene))
    counties = [unit for unit in country[1].counties_within("520000") if unit.level is Level.COUNTY]
    assert len(counties) == 88
    assert [unit.short_name for unit in counties if unit.short_name not in said] == []
    assert codes(figure) == ["draft"]
    assert overlapping(figure.scene) == []


@pytest.mark.store
def test_no_names_lie_over_each_other_on_any_county_page_of_guizhou(
    country: tuple[ReadableStore, Catalogue],
) -> None:
    wrong = {}
    for unit in country[1].counties_within("520000"):
        figure = drawn(country, units=unit.adcode, layers="zone,site")
        if overlapping(figure.scene) or "name_left_out" in codes(figure):
            wrong[unit.name] = overlapping(figure.scene)
    assert wrong == {}


@pytest.mark.store
def test_clusters_are_named_or_led_to(country: tuple[ReadableStore, Catalogue]) -> None:
    figure = drawn(country, layers="cluster", indicator="none", document="gz-gd-clusters-2025", paper="A3")
    said = "".join(texts_of(figure.scene))
    (layer,) = figure.theme.layers
    assert layer.leads
    assert len(layer.marks) > 5
    assert [mark.name for mark in layer.marks if mark.name not in said] == []
    assert overlapping(figure.scene) == []


@pytest.mark.store
@pytest.mark.parametrize("region", ["460000", "all"])
def test_hainan_and_the_country_have_their_inset(
    country: tuple[ReadableStore, Catalogue], region: str
) -> None:
    figure = drawn(country, region=region, layers="province" if region == "all" else "", indicator="goals")
    assert "南海诸岛" in texts_of(figure.scene)
    assert "inset_missing" not in codes(figure)


@pytest.mark.store
def test_a_province_without_counties_in_the_data_stands_for_itself(
    country: tuple[ReadableStore, Catalogue],
) -> None:
    figure = drawn(country, region="710000")
    assert "台湾" in "".join(texts_of(figure.scene))
    part = read_figure_request({"region": "all", "bbox": "120.5,23,121,24"})
    assert read_matter(*country, part, OFFICE).subject.listed == {"710000"}


@pytest.mark.store
@pytest.mark.parametrize("values", [{"units": "440000,450000"}, {"bbox": "108,20.2,114,23"}])
def test_hainan_that_nobody_asked_for_brings_its_inset(
    country: tuple[ReadableStore, Catalogue], values: dict[str, str]
) -> None:
    upright = {"orientation": "portrait", "indicator": "goals", **values}
    assert "南海诸岛" in texts_of(drawn(country, **upright).scene)
    assert codes(drawn(country, inset="off", **upright))[0] == "inset_missing"


@pytest.mark.store
def test_a_title_spares_a_map_the_inset_only_where_it_is_of_the_island(
    country: tuple[ReadableStore, Catalogue],
) -> None:
    island, south = "108.5,18,111.2,20.18", "108,17.9,114,23"
    values = {"title": "海南岛图", "indicator": "goals", "inset": "off"}
    assert "inset_missing" not in codes(drawn(country, bbox=island, **values))
    assert codes(drawn(country, bbox=south, **values))[0] == "inset_missing"


@pytest.mark.store
def test_rows_of_the_table_that_found_no_room_are_told(country: tuple[ReadableStore, Catalogue]) -> None:
    figure = drawn(country, indicator="population-2020", table="1")
    (found,) = (one for one in figure.findings if one.code == "table_cut")
    assert "行没有位置" in found.message.zh
    larger = drawn(country, indicator="population-2020", table="1", paper="A1", orientation="portrait")
    assert "table_cut" not in codes(larger)
