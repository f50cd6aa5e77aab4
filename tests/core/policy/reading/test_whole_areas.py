"""What a plan calls all of its area is read alike for every kind of unit: 全县, 全旗, 全盟."""

from __future__ import annotations

import pytest

from atlas.core.places.unit_tails import UNIT_TAILS, WHOLE_AREA, WHOLE_WORDS
from atlas.core.policy.linking import scope_word
from atlas.core.policy.reading.assembly import DocumentFacts, read_draft
from atlas.core.policy.reading.context import ReadingTools
from atlas.core.policy.reading.figures.find import find_figures
from atlas.core.policy.reading.sides import Area
from atlas.core.policy.reading.source import Piece, SourceText
from atlas.core.policy.reading.table_heads import read_title
from atlas.core.policy.reading.tables import find_tables
from atlas.core.policy.reading.yardsticks import speaks_of_all

_BANNER, _COUNTY, _LEAGUE = "150722", "150122", "152500"


def read(tools: ReadingTools, words: str, region: str) -> list[tuple[str, set[str]]]:
    """Metric of each figure, and the places that it is told of."""
    lines = ("方案", "一、任务", words)
    source = SourceText("txt", "utf-8", tuple(Piece(line, str(at)) for at, line in enumerate(lines)))
    items = read_draft(source, tools, DocumentFacts("plan", region, year=2025)).items
    return [(item.figure.metric, {place.words for place in item.places}) for item in items if item.figure]


@pytest.mark.parametrize("word", [*WHOLE_WORDS.values(), WHOLE_AREA])
def test_every_such_word_is_a_scope(word: str) -> None:
    assert scope_word(word) == word


@pytest.mark.parametrize("tail", UNIT_TAILS)
def test_every_such_word_speaks_of_all(tools: ReadingTools, tail: str) -> None:
    assert speaks_of_all(WHOLE_WORDS[tail], Area("", tools.units))


def test_each_part_speaks_of_all(tools: ReadingTools) -> None:
    area = Area("150000", tools.units)
    assert [speaks_of_all(f"各{part}", area) for part in ("旗县", "盟市", "县", "地")] == [True] * 4


def test_a_league_and_a_banner_are_called_by_their_own_words(tools: ReadingTools) -> None:
    banner, county, league = (Area(code, tools.units) for code in (_BANNER, _COUNTY, _LEAGUE))
    assert [area.scope_word for area in (banner, county, league)] == ["全旗", "全县", "全盟"]
    inside = next(unit.adcode for unit in tools.units.values() if unit.prefecture == _LEAGUE != unit.adcode)
    assert "全盟" in Area(inside, tools.units).larger_words


@pytest.mark.parametrize(("word", "region"), [("全旗", _BANNER), ("全县", _COUNTY), ("全盟", _LEAGUE)])
def test_the_whole_area_is_no_part_of_what_is_measured(tools: ReadingTools, word: str, region: str) -> None:
    ((metric, _),) = read(tools, f"到2027年，{word}粮食产量达到30万吨。", region)
    assert metric == "粮食产量"


@pytest.mark.parametrize("tail", UNIT_TAILS)
def test_rules_of_tables_know_every_such_word(tail: str) -> None:
    word = WHOLE_WORDS[tail]
    text = f"县\t2027年产值（亿元）\n甲{tail}\t10\n{word}\t30"
    (table,) = find_tables(text)
    assert [row.is_total for row in table.rows] == [False, True]
    assert read_title(f"{word}工业产值目标表(单位:亿元)") == ("工业产值", ("亿元",))


@pytest.mark.parametrize("tail", UNIT_TAILS)
def test_rules_of_figures_know_every_such_word(tail: str) -> None:
    word = WHOLE_WORDS[tail]
    (found,) = find_figures(f"到2027年，{word}工业产值达到30亿元。", horizon=2030, year=2024)
    assert (found.figure.metric, found.figure.year) == ("工业产值", 2027)
    (found,) = find_figures(f"确保全年{word}工业产值达到30亿元。", horizon=2027, year=2024)
    assert found.figure.year == 2024
