"""Items of two versions are the same where they rest on the same words; how they were read is told beside."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.errors import Text
from atlas.core.model import Figure, Kind, Relation
from atlas.core.policy.reading.draft import Decision, DraftItem, DraftPlace
from atlas.core.policy.review_pairs import ItemPair, ReviewedItem, pair_items, plain_words

WORDS = "支持开阳县、息烽县发展磷化工"
ITEM = DraftItem(
    id="i1",
    clause="一",
    kind=Kind.DESIGNATION,
    topics=("phosphorus",),
    summary=Text(WORDS, ""),
    places=(DraftPlace("p1", "开阳县", Relation.NAMED),),
)
OUTPUT = Figure("产值", "=", 100.0, None, "亿元", 2027)


def read(item: DraftItem, words: str = WORDS) -> ReviewedItem:
    return ReviewedItem(item, item, plain_words(words))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("到2027年，产值1.2亿元。", "到２０２７年,产值 1.2 亿元"),
        ("（一）发展茶叶；", "(一)发展 茶叶"),
        ("支持开阳\n县", "支持开阳县"),
    ],
    ids=["width", "punctuation", "line break"],
)
def test_words_that_only_look_different_are_the_same(one: str, other: str) -> None:
    assert plain_words(one) == plain_words(other)


@pytest.mark.parametrize(("one", "other"), [("1.2亿元", "12亿元"), ("3—5户", "35户"), ("8%", "8")])
def test_figures_stay_apart(one: str, other: str) -> None:
    assert plain_words(one) != plain_words(other)


@given(st.text())
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert plain_words(plain_words(text)) == plain_words(text)


def test_the_same_words_read_in_the_same_way_are_alike() -> None:
    assert pair_items([read(ITEM)], [read(replace(ITEM, id="i7", clause="二"))]) == [ItemPair(0, 0, True)]


@pytest.mark.parametrize(
    "other",
    [
        replace(ITEM, topics=("tea",)),
        replace(ITEM, places=(DraftPlace("p1", "开阳县", Relation.PARTNER),)),
        replace(ITEM, due=2027),
        replace(ITEM, figure=OUTPUT),
    ],
    ids=["topics", "places", "year", "figure"],
)
def test_the_same_words_read_otherwise_are_a_pair_that_is_not_alike(other: DraftItem) -> None:
    assert pair_items([read(ITEM)], [read(other)]) == [ItemPair(0, 0, False)]


def test_other_words_are_no_pair() -> None:
    assert pair_items([read(ITEM)], [read(ITEM, "支持开阳县发展茶叶")]) == []


def test_of_several_places_in_the_text_that_of_the_same_clause_is_meant() -> None:
    ones = [read(replace(ITEM, clause="一")), read(replace(ITEM, clause="二"))]
    others = [read(replace(ITEM, clause="二")), read(replace(ITEM, clause="一"))]
    assert [(pair.one, pair.other) for pair in pair_items(ones, others)] == [(0, 1), (1, 0)]


def test_figures_of_one_sentence_go_by_their_values() -> None:
    first, second = replace(ITEM, figure=OUTPUT), replace(ITEM, figure=replace(OUTPUT, value=80.0))
    pairs = pair_items([read(first), read(second)], [read(second), read(first)])
    assert [(pair.one, pair.other, pair.is_alike) for pair in pairs] == [(0, 1, True), (1, 0, True)]


def test_what_a_person_added_is_no_reading() -> None:
    added = ReviewedItem(None, ITEM, plain_words(WORDS))
    assert added.is_corrected
    assert pair_items([added], [read(ITEM)]) == []


def test_an_item_is_corrected_only_by_what_it_says() -> None:
    confirmed = replace(ITEM, decision=Decision.CONFIRMED, reviewer="wangfang")
    known = ReviewedItem(ITEM, confirmed, WORDS)
    assert (known.is_corrected, known.is_reviewed) == (False, True)
    without = replace(ITEM, places=(replace(ITEM.places[0], decision=Decision.REJECTED),))
    assert ReviewedItem(ITEM, without, WORDS).is_corrected
