"""What is named on the maps of the whole store: places of a layer, partners, neighbours, the regions of the country."""

from __future__ import annotations

import pytest

from atlas.bootstrap import open_services
from atlas.core.figures.request_reading import read_figure_request
from atlas.core.policy.catalogue import Catalogue
from atlas.services.figures import draw_figure
from atlas.settings import Settings
from atlas.stores.protocol import ReadableStore
from tests.figure_samples import OFFICE, texts_of

pytestmark = pytest.mark.store


@pytest.fixture(scope="module")
def country(built_settings: Settings) -> tuple[ReadableStore, Catalogue]:
    services = open_services(built_settings)
    return services.store, services.reader.catalogue()


def names_on(country: tuple[ReadableStore, Catalogue], **values: str) -> list[str]:
    return list(texts_of(draw_figure(*country, read_figure_request(values), OFFICE).scene))


def test_small_regions_of_the_country_are_named_beside_it(country: tuple[ReadableStore, Catalogue]) -> None:
    said = names_on(country, region="all", indicator="none")
    assert {"台湾省", "香港", "澳门", "上海市", "北京市", "南海诸岛"} <= set(said)


def test_partners_of_one_province_come_from_one_place(country: tuple[ReadableStore, Catalogue]) -> None:
    said = names_on(country, layers="cluster", indicator="none", flows="1", document="gz-gd-clusters-2025")
    assert [
        said.count(name) for name in ("广东（图外）", "江苏（图外）", "浙江（图外）", "澳门（图外）")
    ] == [1, 1, 1, 1]


def test_all_places_of_a_county_known_only_roughly_are_told(country: tuple[ReadableStore, Catalogue]) -> None:
    said = names_on(country, units="522634", layers="site", indicator="none")
    assert {"西江镇", "郎德镇", "大塘镇", "望丰乡", "丹江镇", "西江千户苗寨", "雷公山"} <= set(said)


def test_where_places_are_too_many_for_the_map_their_number_is_told(
    country: tuple[ReadableStore, Catalogue],
) -> None:
    assert any(
        name.endswith("等 7 处")
        for name in names_on(country, layers="zone", indicator="none", region="520000")
    )


def test_the_map_of_a_prefecture_names_those_around_it(country: tuple[ReadableStore, Catalogue]) -> None:
    said = names_on(country, units="522600", indicator="none")
    assert {"黔南布依族苗族自治州", "湖南省"} <= set(said)


def test_resource_bases_bear_their_names(country: tuple[ReadableStore, Catalogue]) -> None:
    said = names_on(country, region="520000", layers="base", indicator="none")
    assert {"磷及磷化工", "钛及钛加工", "白酒"} <= set(said)
