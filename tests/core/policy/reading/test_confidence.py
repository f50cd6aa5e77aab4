"""The confidence of a link is the share of its rule's places that are right, where there are enough of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.policy.reading import confidence
from atlas.core.policy.reading.confidence import COUNTS, calibrate


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = {"led; official name": (392, 400), "led; old name": (0, 2), "market; short name": (10, 40)}
    monkeypatch.setattr(confidence, "COUNTS", counts)
    confidence._count_roles.cache_clear()


@pytest.fixture(autouse=True)
def forget() -> None:
    confidence._count_roles.cache_clear()


@pytest.mark.usefixtures("counted")
def test_a_rule_seen_often_is_trusted_as_far_as_it_was_right() -> None:
    assert calibrate("led; official name", 0.5) == pytest.approx(0.98, abs=0.01)


@pytest.mark.usefixtures("counted")
def test_a_rule_seen_seldom_leans_on_its_role_and_on_what_was_believed() -> None:
    assert 0.5 < calibrate("led; alias", 0.5) < 0.98
    assert calibrate("led; old name", 0.5) < calibrate("led; alias", 0.5)


@pytest.mark.usefixtures("counted")
def test_a_place_in_doubt_is_not_raised_by_its_role() -> None:
    assert calibrate("led; in doubt", 0.4) == 0.4


@pytest.mark.usefixtures("counted")
def test_a_rule_that_is_mostly_wrong_loses_what_was_believed_of_it() -> None:
    assert calibrate("market; short name", 0.9) < 0.4


@pytest.mark.usefixtures("counted")
def test_a_rule_that_nobody_counted_keeps_what_was_believed_of_it() -> None:
    assert calibrate("a new rule; short name", 0.8) == 0.8


@given(st.sampled_from([*COUNTS, "a new rule"]), st.floats(0, 1))
def test_confidence_is_a_share(rule: str, believed: float) -> None:
    assert 0 <= calibrate(rule, believed) <= 1
