"""Which topics words name, and how words compete."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.policy.reading.topics.find import TopicFinder, TopicHit, TopicWord, words_around_core
from atlas.stores.catalogue import read_topics
from atlas.stores.topic_words import read_topic_words
from tests.core.policy.reading.topic_cases import TOPIC_CASES

GEODATA = Path(__file__).parents[4] / "geodata"
FINDER = TopicFinder(
    read_topic_words(
        [GEODATA / "topic_words.csv"], {topic.slug for topic in read_topics(GEODATA / "topics.csv")}
    )
)

SMALL = TopicFinder(
    [
        TopicWord("新能源", ("new-energy",)),
        TopicWord("新能源汽车", ("new-energy-vehicles",)),
        TopicWord("茶", ("tea",)),
        TopicWord("茶话会", ()),
        TopicWord("食品工业", ("food",)),
        TopicWord("工业园", ("zones",)),
        TopicWord("轴承", ("bearings",)),
        TopicWord("品牌", ("brand",), 0.6),
        TopicWord("企业", ("enterprises",), 0.3),
    ]
)
WORDS_OF_PLANS = st.text(
    st.sampled_from("新能源汽车茶话会食品工业园轴承品牌企业、，。；（）《》\n支持打造"), max_size=60
)


@pytest.mark.parametrize(("text", "expected"), TOPIC_CASES.values(), ids=TOPIC_CASES)
def test_words_are_filed_as_a_planner_would_file_them(text: str, expected: str) -> None:
    assert FINDER.topics_of(text) == tuple(expected.split())


def test_every_topic_has_words() -> None:
    known = {topic.slug for topic in read_topics(GEODATA / "topics.csv")}
    words = read_topic_words([GEODATA / "topic_words.csv"], known)
    assert known - {slug for word in words for slug in word.topics} == {"general"}


def test_the_longest_word_counts() -> None:
    assert [hit.topics for hit in SMALL.find("推广新能源汽车")] == [("new-energy-vehicles",)]


def test_a_hit_tells_where_the_word_stands() -> None:
    assert SMALL.find("发展新能源") == [TopicHit(2, 5, "新能源", ("new-energy",), 1.0)]


def test_a_word_without_topics_hides_those_inside() -> None:
    assert SMALL.find("召开茶话会") == []


def test_a_park_is_laid_over_its_trade() -> None:
    assert SMALL.topics_of("食品工业园") == ("food", "zones")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("发展茶、食品", True, id="in a list"),
        pytest.param("聚焦茶等", True, id="before 等"),
        pytest.param("茶几", False, id="inside another word"),
        pytest.param("雪茶、云茶", False, id="behind part of a name"),
    ],
)
def test_one_character_counts_only_by_itself(text: str, found: bool) -> None:
    assert bool(SMALL.find(text)) is found


def test_a_later_word_replaces_the_same_word_before() -> None:
    finder = TopicFinder([TopicWord("山货", ("food",)), TopicWord("山货", ("market",))])
    assert finder.topics_of("发展山货") == ("market",)


def test_no_words_find_nothing() -> None:
    assert TopicFinder([]).topics_of("发展茶叶") == ("general",)


def test_fallback_stands_in_for_a_text_that_names_nothing() -> None:
    assert SMALL.topics_of("各建两个", fallback=("tea",)) == ("tea",)


def test_fallback_beats_weak_words() -> None:
    assert SMALL.topics_of("支持企业做大", fallback=("tea",)) == ("tea",)


def test_weak_words_count_for_want_of_better() -> None:
    assert SMALL.topics_of("支持企业做大") == ("enterprises",)


def test_the_industry_of_the_heading_joins_a_text_that_says_how_to_act() -> None:
    assert SMALL.topics_of("加强品牌培育", heading=("bearings", "finance")) == ("bearings", "brand")


def test_the_heading_does_not_join_a_text_that_names_an_industry() -> None:
    assert SMALL.topics_of("发展新能源", heading=("bearings",)) == ("new-energy",)


def test_a_text_that_names_nothing_is_about_the_main_topics_above() -> None:
    assert SMALL.topics_of("规模翻一番", fallback=("tea", "food", "zones")) == ("tea", "food")


def test_a_core_shares_what_the_sentence_gives_the_places_around_it() -> None:
    text = "以新郑为核心，带动长葛发展轴承。"
    assert SMALL.topics_of(words_around_core(text, 0, 7)) == ("bearings",)


def test_a_statement_that_is_no_core_looks_at_nothing_ahead() -> None:
    assert words_around_core("新郑加快转型，长葛发展轴承。", 0, 7) == ""


def test_a_sure_way_to_act_leaves_the_others_beside_it() -> None:
    assert SMALL.topics_of("培育品牌，壮大企业") == ("brand", "enterprises")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("平果打造生态铝", ("aluminium",), id="aluminium inside a word"),
        pytest.param("和县承接长三角转移，完善配套设施", ("investment",), id="from a region"),
        pytest.param("东光承接京津装备制造转移", ("equipment",), id="of a named industry"),
        pytest.param(
            "绩溪菜篮子产品由市农业局管理，郎溪发展铸件", ("equipment",), id="what an office manages"
        ),
        pytest.param("优化产业布局，延长产业链条", ("general",), id="no words across others"),
    ],
)
def test_texts_of_counties_name_their_topics(text: str, expected: tuple[str, ...]) -> None:
    assert FINDER.topics_of(text) == expected


@pytest.mark.parametrize(
    ("text", "count", "expected"),
    [
        pytest.param(
            "分别发展轴承、新能源和水晶",
            3,
            (("bearings",), ("new-energy",), ("general",)),
            id="a member that names nothing",
        ),
        pytest.param("分别发展水晶、轴承和琥珀", 3, (), id="hardly a member that names anything"),
        pytest.param(
            "分别建设轴承、新能源工业园",
            2,
            (("bearings", "zones"), ("new-energy", "zones")),
            id="a park for each of them",
        ),
        pytest.param(
            "发展轴承、新能源、食品工业、新能源汽车",
            4,
            (("bearings",), ("new-energy",), ("food",), ("new-energy-vehicles",)),
            id="a long list with as many things",
        ),
        pytest.param(
            "分别发展轴承、新能源", 2, (("bearings",), ("new-energy",)), id="as many things as places"
        ),
        pytest.param("分别发展轴承、新能源", 3, (), id="fewer things than places"),
        pytest.param("发展轴承、新能源", 2, (), id="not shared out"),
    ],
)
def test_things_are_shared_out_among_places(
    text: str, count: int, expected: tuple[tuple[str, ...], ...]
) -> None:
    assert SMALL.topics_of_each(text, count) == expected


@given(st.text(max_size=200) | WORDS_OF_PLANS)
def test_hits_lie_in_the_text_and_industries_do_not_overlap(text: str) -> None:
    hits = SMALL.find(text)
    assert all(text[hit.start : hit.end] == hit.words for hit in hits)
    works = [hit for hit in hits if hit.topics != ("zones",)]
    assert all(first.end <= second.start for first, second in pairwise(works))


@given(st.text(max_size=200) | WORDS_OF_PLANS, st.sampled_from([(), ("tea",), ("bearings", "brand")]))
def test_any_text_has_topics_each_once(text: str, above: tuple[str, ...]) -> None:
    topics = SMALL.topics_of(text, fallback=above, heading=above)
    assert topics
    assert len(set(topics)) == len(topics)
    assert "general" not in topics or topics == ("general",)
