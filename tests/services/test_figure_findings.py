"""What a map must bear is found before it leaves; on the maps of the whole country every name has its place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from atlas.bootstrap import open_services
from atlas.core.errors import AtlasError
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
def test_a_province_without_counties_in_the_data_is_told(country: tuple[ReadableStore, Catalogue]) -> None:
    with pytest.raises(AtlasError) as caught:
        drawn(country, region="710000")
    assert caught.value.code == "counties_unknown"
