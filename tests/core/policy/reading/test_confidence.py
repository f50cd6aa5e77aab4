"""The confidence of a link lies between what was believed of its rule and how often the rule was right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.policy.reading import confidence
from atlas.core.policy.reading.confidence import COUNTS, calibrate


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = {"led; official name": (400, 400), "led; old name": (0, 2), "market; short name": (10, 40)}
    monkeypatch.setattr(confidence, "COUNTS", counts)


@pytest.mark.usefixtures("counted")
def test_a_rule_that_was_always_right_is_halfway_from_what_was_believed_to_certain() -> None:
    assert calibrate("led; official name", 0.9) == 0.95


@pytest.mark.usefixtures("counted")
def test_a_rule_counted_on_few_places_keeps_most_of_what_was_believed() -> None:
    assert calibrate("led; old name", 0.9) == 0.72


@pytest.mark.usefixtures("counted")
def test_a_rule_that_is_mostly_wrong_loses_trust() -> None:
    assert calibrate("market; short name", 0.9) == 0.575


@pytest.mark.usefixtures("counted")
def test_a_rule_that_nobody_counted_keeps_what_was_believed_of_it() -> None:
    assert calibrate("led; in doubt", 0.4) == 0.4


@given(st.sampled_from([*COUNTS, "a new rule"]), st.floats(0, 1))
def test_confidence_is_a_share(rule: str, believed: float) -> None:
    assert 0 <= calibrate(rule, believed) <= 1


def test_no_rule_was_right_more_often_than_it_was_counted() -> None:
    assert all(0 <= right <= total for right, total in COUNTS.values())
