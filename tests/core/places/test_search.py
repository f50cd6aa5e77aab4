"""One box finds units by all that a person may type, and says why."""

from __future__ import annotations

import time

import pytest

from atlas.core.model import AdminUnit
from atlas.core.places.search import Match, UnitIndex

from .real_units import CHANGES, NAMES, UNITS


@pytest.fixture(scope="module")
def index() -> UnitIndex:
    return UnitIndex(UNITS, NAMES, CHANGES)


@pytest.mark.parametrize(
    ("query", "name", "match"),
    [
        ("玉屏侗族自治县", "玉屏侗族自治县", Match.NAME),
        ("玉屏", "玉屏侗族自治县", Match.SHORT_NAME),
        ("玉屏县", "玉屏侗族自治县", Match.ALIAS),
        ("侗族自治县", "玉屏侗族自治县", Match.NAME_PART),
        ("yuping", "玉屏侗族自治县", Match.PINYIN),
        ("Yu Ping", "玉屏侗族自治县", Match.PINYIN),
        ("qdn", "黔东南苗族侗族自治州", Match.INITIALS),
        ("520622", "玉屏侗族自治县", Match.CODE),
        ("lu'an", "六安市", Match.PINYIN),
        ("盘县", "盘州市", Match.OLD_NAME),
        ("520222", "盘州市", Match.OLD_CODE),
        ("panxian", "盘州市", Match.OLD_PINYIN),
        ("trdq", "铜仁市", Match.OLD_INITIALS),
        ("wangmo", "望谟县", Match.PINYIN),
        ("前郭", "前郭尔罗斯蒙古族自治县", Match.ALIAS),
    ],
)
def test_a_unit_is_found_and_the_reason_told(index: UnitIndex, query: str, name: str, match: Match) -> None:
    hit = index.search(query, region="520000")[0]
    assert (hit.unit.name, hit.match) == (name, match)


def test_an_old_name_tells_what_became_of_it(index: UnitIndex) -> None:
    (hit,) = index.search("盘县")
    assert hit.matched == "盘县 → 盘州市, 2017"
    assert hit.reason.zh == "旧名：盘县 → 盘州市, 2017"


def test_the_pinyin_of_an_old_name_tells_which_name_it_was(index: UnitIndex) -> None:
    (hit,) = index.search("pan xian")
    assert (hit.matched, hit.reason.zh) == ("盘县 → 盘州市, 2017", "旧名拼音：盘县 → 盘州市, 2017")


def test_pinyin_of_today_comes_before_that_of_the_past(index: UnitIndex) -> None:
    assert index.search("tongren")[0].match is Match.PINYIN


def test_the_first_digits_of_a_code_find_the_prefecture_then_its_counties(index: UnitIndex) -> None:
    assert [hit.adcode for hit in index.search("5206", limit=3)] == ["520600", "520602", "520603"]


def test_whole_names_come_before_beginnings(index: UnitIndex) -> None:
    assert [hit.unit.name for hit in index.search("黔西")][:2] == ["黔西市", "黔西南布依族苗族自治州"]


def test_units_of_the_region_in_view_come_first(index: UnitIndex) -> None:
    assert index.search("by", region="520000")[0].unit.name == "白云区"
    assert index.search("白云", region="440000")[0].adcode == "440111"
    assert index.search("白云", region="520000")[0].adcode == "520113"


def test_a_city_listed_at_two_levels_is_found_once(index: UnitIndex) -> None:
    assert [hit.adcode for hit in index.search("东莞")] == ["441900"]


@pytest.mark.parametrize("query", ["", "  ", "？", "zzzz", "0"])
def test_nothing_fits_nothing(index: UnitIndex, query: str) -> None:
    assert index.search(query) == []


def test_the_order_is_the_same_each_time_and_no_unit_comes_twice(index: UnitIndex) -> None:
    for query in ("j", "江", "州", "52", "自治"):
        hits = index.search(query, limit=50)
        assert hits == index.search(query, limit=50)
        assert len({hit.adcode for hit in hits}) == len(hits)


def test_a_search_over_the_whole_country_is_quick(country: tuple[AdminUnit, ...]) -> None:
    index = UnitIndex(country)
    queries = ("玉屏", "自治县", "zhou", "5", "贵", "gy", "没有")
    started = time.perf_counter()
    for query in queries:
        index.search(query)
    # Five milliseconds are asked for; a busy machine gets some air.
    assert (time.perf_counter() - started) / len(queries) < 0.02
