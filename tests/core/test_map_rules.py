"""What a map that leaves the office must show is found before it leaves, and weighed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from atlas.core.map_rules import (
    HAINAN_ISLAND,
    HAINAN_TIPS,
    INSET_NORTH,
    SEA_TIPS,
    MapFacts,
    Severity,
    examine_map,
    needs_inset,
    refusals,
    shows_hainan_island,
)

GUIZHOU = MapFacts(
    "贵州省白酒产业布局图", shows_hainan=False, has_inset=False, review_number="", has_mark=True
)
HAINAN = replace(GUIZHOU, title="海南省产业布局图", shows_hainan=True)
WEIGHTS = list(Severity)


def codes(facts: MapFacts) -> list[str]:
    return [one.code for one in examine_map(facts)]


@pytest.mark.parametrize(
    ("bbox", "expected"),
    [
        ((73.4, 3.4, 135.1, 53.6), True),
        ((108.6, 3.4, 119.0, 20.2), True),
        (HAINAN_ISLAND, True),
        ((108.7, 18.2, 111.0, 20.1), True),
        ((108.9, 18.2, 111.0, 20.1), False),
        ((109.6, 20.2, 117.4, 25.6), False),
        ((103.6, 24.6, 109.6, 29.3), False),
    ],
    ids=["China", "Hainan", "the island", "without a headland", "the east of it", "Guangdong", "Guizhou"],
)
def test_the_island_is_shown_where_all_of_it_is(
    bbox: tuple[float, float, float, float], *, expected: bool
) -> None:
    assert shows_hainan_island(bbox) is expected


def test_a_map_with_hainan_asks_for_the_inset() -> None:
    assert codes(HAINAN)[0] == "inset_missing"
    assert "inset_missing" not in codes(replace(HAINAN, has_inset=True))


@pytest.mark.parametrize("title", ["海南岛产业布局图", "南海诸岛", "西沙群岛", "南沙群岛"])
def test_a_map_of_the_island_or_the_sea_itself_asks_for_none(title: str) -> None:
    assert not needs_inset(title, shows_hainan=True, is_of_hainan=True)
    assert "inset_missing" not in codes(replace(HAINAN, title=title, is_of_hainan=True))


@pytest.mark.parametrize(
    "title", ["海南岛产业布局图", "佛山市南海区产业图", "广州市南沙区产业图", "南海北岸产业"]
)
def test_a_title_alone_spares_no_map_the_inset(title: str) -> None:
    assert needs_inset(title, shows_hainan=True, is_of_hainan=False)
    assert codes(replace(HAINAN, title=title))[0] == "inset_missing"


@pytest.mark.parametrize("title", ["海南省产业布局图", "海南省南海渔业"])
def test_a_map_of_hainan_asks_for_the_inset_unless_it_is_called_one_of_the_island(title: str) -> None:
    assert needs_inset(title, shows_hainan=True, is_of_hainan=True)


def test_headlands_lie_within_the_bounds_of_the_island_and_islands_beyond_them() -> None:
    west, south, east, north = HAINAN_ISLAND
    assert all(west < x < east and south < y < north for x, y in HAINAN_TIPS)
    assert all(y < INSET_NORTH for _, y in SEA_TIPS)


def test_guizhou_asks_for_none() -> None:
    assert codes(GUIZHOU) == ["draft"]
    assert not needs_inset(GUIZHOU.title, shows_hainan=False, is_of_hainan=False)


def test_a_map_with_an_inset_may_end_before_the_island_does() -> None:
    assert HAINAN_ISLAND[1] > INSET_NORTH


def test_a_map_without_a_number_and_without_a_mark_is_refused() -> None:
    found = examine_map(replace(GUIZHOU, has_mark=False))
    assert [(one.code, one.severity) for one in found] == [("review_number_missing", Severity.REFUSE)]


def test_a_number_needs_no_mark() -> None:
    for has_mark in (True, False):
        assert codes(replace(GUIZHOU, review_number="黔S(2026)001号", has_mark=has_mark)) == []


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"sourceless": ("矿点",)}, "source_missing", "矿点"),
        ({"dateless": ("矿点", "园区")}, "date_missing", "矿点、园区"),
        ({"unnamed": ("开阳", "息烽")}, "name_left_out", "开阳、息烽"),
        ({"unlisted": 7}, "legend_cut", "7 行"),
        ({"rows_cut": 16}, "table_cut", "16 行"),
        ({"stacked": 16}, "symbols_hidden", "16 个符号"),
        ({"unreadable": "𰻞"}, "character_missing", "𰻞"),
        ({"shown": 0}, "nothing_shown", "空"),
    ],
)
def test_what_is_amiss_is_told_by_name_and_warned_of(
    changes: dict[str, object], code: str, words: str
) -> None:
    (found,) = (one for one in examine_map(replace(GUIZHOU, **changes)) if one.code == code)  # type: ignore[arg-type]
    assert found.severity is Severity.WARN
    assert words in found.message.zh


def test_the_heaviest_come_first() -> None:
    worst = replace(
        HAINAN,
        has_mark=False,
        sourceless=("a",),
        dateless=("b",),
        unnamed=("c",),
        unreadable="d",
        shown=0,
    )
    weights = [WEIGHTS.index(one.severity) for one in examine_map(worst)]
    assert weights == sorted(weights)
    assert len(weights) == 7


def test_every_finding_says_what_to_do_in_both_languages() -> None:
    everything = replace(HAINAN, sourceless=("a",), dateless=("b",), unnamed=("c",), unreadable="d", shown=0)
    for one in (*examine_map(everything), *examine_map(replace(everything, has_mark=False))):
        said = one.to_dict()
        assert said["code"] == one.code
        assert said["severity"] in ("refuse", "warn", "note")
        for words in (one.message, one.hint):
            assert words.zh
            assert words.en


def test_only_refusals_stop_an_export_and_an_override_names_them_one_by_one() -> None:
    found = examine_map(replace(HAINAN, has_mark=False, shown=0))
    assert [one.code for one in refusals(found, ())] == ["inset_missing", "review_number_missing"]
    assert [one.code for one in refusals(found, ("inset_missing",))] == ["review_number_missing"]
    assert refusals(found, ("inset_missing", "review_number_missing")) == ()
    assert refusals(examine_map(GUIZHOU), ()) == ()


def test_a_map_of_which_most_counties_have_no_data_is_told() -> None:
    assert "mostly_no_data" in codes(replace(GUIZHOU, shown=351, missing=2526))
    assert "mostly_no_data" not in codes(replace(GUIZHOU, shown=86, missing=2))
