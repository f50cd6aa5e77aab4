"""Of two versions of a plan that differ in a number, what people corrected holds, and the number is that of the new one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from atlas.core.errors import Text
from atlas.core.model import Figure, Kind, Relation
from atlas.core.policy.reading.draft import DraftItem, DraftPlace
from atlas.core.policy.review_figures import changed_numbers, pair_other_figures, with_corrections
from atlas.core.policy.review_pairs import ItemPair, ReviewedItem, pair_items, plain_words

WORDS = "支持开阳县培育磷化工企业3家"
FIRMS = Figure("磷化工企业", "=", 3.0, None, "家", 2027)
ITEM = DraftItem(
    id="i1",
    clause="一",
    kind=Kind.TARGET,
    topics=("phosphorus",),
    summary=Text(WORDS, ""),
    places=(DraftPlace("p1", "开阳县", Relation.NAMED),),
    figure=FIRMS,
)
FIVE = replace(ITEM, figure=replace(FIRMS, value=5.0))


def read(item: DraftItem, words: str) -> ReviewedItem:
    return ReviewedItem(item, item, plain_words(words))


def pairs(ones: list[ReviewedItem], others: list[ReviewedItem]) -> list[ItemPair]:
    return pair_other_figures(ones, others, pair_items(ones, others))


@pytest.mark.parametrize(
    "words",
    [
        "支持开阳县培育磷化工企业5家",
        "支持开阳县，培育磷化工企业 12 家。",
        "支持开阳县培育磷化工企业1.5万家",
    ],
)
def test_words_that_differ_in_numbers_belong_together(words: str) -> None:
    assert pairs([read(ITEM, WORDS)], [read(FIVE, words)]) == [ItemPair(0, 0, is_alike=True)]


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (FIVE, "支持息烽县培育磷化工企业5家"),
        (FIVE, "支持开阳县培育磷化工企业若干家"),
        (replace(FIVE, topics=("tea",)), "支持开阳县培育磷化工企业5家"),
        (replace(FIVE, places=()), "支持开阳县培育磷化工企业5家"),
        (replace(FIVE, figure=replace(FIRMS, metric="茶企")), "支持开阳县培育磷化工企业5家"),
        (ITEM, WORDS),
    ],
    ids=["place in words", "no number", "topics", "places", "metric", "the same words"],
)
def test_other_words_or_another_reading_do_not(other: DraftItem, words: str) -> None:
    assert pairs([read(ITEM, WORDS)], [read(other, words)]) == []


def test_two_alike_in_one_clause_are_not_guessed() -> None:
    others = [read(FIVE, "支持开阳县培育磷化工企业5家"), read(FIVE, "支持开阳县培育磷化工企业6家")]
    assert pairs([read(ITEM, WORDS)], others) == []
    moved = [others[0], read(replace(FIVE, clause="二"), "支持开阳县培育磷化工企业6家")]
    assert pairs([read(ITEM, WORDS)], moved) == [ItemPair(0, 0, is_alike=True)]


def test_the_numbers_that_differ_are_told() -> None:
    before, after = (plain_words(f"到2027年，产值{value}亿元，企业5家") for value in ("1.2", "1.5"))
    assert changed_numbers(before, after) == "1.2亿→1.5亿"
    assert changed_numbers(before, before) == ""


def test_a_corrected_metric_holds_for_the_new_number() -> None:
    now = replace(FIRMS, metric="规上磷化工企业", op=">=", value=4.0, year=2026)
    assert with_corrections(FIVE.figure, FIRMS, now) == replace(
        FIRMS, metric="规上磷化工企业", op=">=", value=5.0
    )
    assert with_corrections(FIVE.figure, FIRMS, None) is None
    assert with_corrections(None, None, None) is None
