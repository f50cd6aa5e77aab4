"""The published figures are those of today: the page and the table of the program are what the command prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas.bootstrap import open_services
from atlas.cli.document_score import CALIBRATION_MARK, SCORE_MARK, markdown_text
from atlas.core.access import Actor, Role
from atlas.core.policy.reading import confidence
from atlas.services.document_score_tables import calibration_lines
from atlas.services.document_scoring import ScoredSet
from atlas.settings import Settings
from atlas.stores.marked_files import read_marked

ROOT = Path(__file__).resolve().parents[2]
HALVES = [ROOT / "tests" / "data" / "documents" / half for half in ("dev", "held_out", "first_read")]
READER = Actor("reader", Role.VIEWER)

pytestmark = pytest.mark.store


@pytest.fixture(scope="module")
def scored(built_settings: Settings) -> list[ScoredSet]:
    """Both halves, read once for all tests here."""
    return open_services(built_settings).scoring.score(READER, HALVES)


def test_the_page_shows_what_the_command_prints(scored: list[ScoredSet]) -> None:
    assert read_marked(ROOT / "docs" / "accuracy.md", SCORE_MARK) == markdown_text(scored)


def test_confidence_rests_on_the_counts_of_the_development_half(scored: list[ScoredSet]) -> None:
    counted = read_marked(Path(confidence.__file__), CALIBRATION_MARK)
    assert counted == calibration_lines(scored[0].total)


def test_county_links_of_the_half_that_nobody_looked_at_beat_a_plain_search_by_far(
    scored: list[ScoredSet],
) -> None:
    held_out = scored[1].total
    reached = held_out.measures["links"].f1
    plain = max(count.f1 or 0.0 for count in held_out.simple.values())
    assert reached is not None
    assert 1 - reached < (1 - plain) / 2
