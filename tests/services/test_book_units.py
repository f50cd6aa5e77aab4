"""An English book tells units and scopes in English, with values that stay the same."""

from __future__ import annotations

import pytest

from atlas.core.figures import wording
from atlas.core.figures.request_reading import read_figure_request
from atlas.core.model import Figure
from atlas.services.book_figures import figure_words, quantity_words
from atlas.services.book_units import english_scope
from atlas.services.figure_choropleth import indicator_title
from atlas.services.figure_subject import read_subject
from atlas.settings import PROJECT
from atlas.stores.indicators import read_indicators
from tests.figure_samples import figure_catalogue


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (343871, "人", "343,871 people"),
        (10, "亿元", "1 billion yuan"),
        (20, "万元", "200,000 yuan"),
        (5000, "千升", "5,000 kL"),
        (10, "个", "10"),
        (70, "%", "70%"),
        (3, "怪单位", "3 怪单位"),
    ],
)
def test_a_quantity_has_its_english_unit(value: float, unit: str, words: str) -> None:
    assert quantity_words(value, unit, is_english=True) == words


def test_both_ends_of_a_range_are_in_the_english_unit() -> None:
    given = Figure("指标", "range", 10, 20, "亿元", 2027)
    assert figure_words(given, is_english=True) == "1–2 billion yuan"
    assert figure_words(given) == "10–20 亿元"


def test_a_scope_that_has_no_english_words_is_told_as_the_document_s_own() -> None:
    assert english_scope("县域合计") == "all counties of the plan together"
    assert english_scope("独山县轴承产业链") == "“独山县轴承产业链”"
    assert english_scope("") == ""


def test_every_indicator_names_its_publication_in_both_languages_and_no_repository() -> None:
    for one in read_indicators(PROJECT / "geodata" / "indicators"):
        source = wording.indicator_source(one.source)
        assert source.en != source.zh, one.id
        assert "@" not in source.zh


def test_an_english_figure_tells_the_unit_of_its_indicator_in_english() -> None:
    values = {"indicator": "population-2020", "lang": "en"}
    subject = read_subject(figure_catalogue(), read_figure_request(values), home="520000")
    about = {
        "id": "population-2020",
        "zh": "常住人口",
        "en": "Resident population",
        "unit": "人",
        "year": 2020,
    }
    assert indicator_title(subject, {"indicator": about}) == "Resident population (people, 2020)"
