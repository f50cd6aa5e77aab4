"""Layers are made again once people pause, however many clicks there were, and a failure does not end the watch."""

from __future__ import annotations

import threading
from typing import Any, cast

import pytest

from atlas.core.errors import AtlasError, ConflictError, StoreError
from atlas.services import goal_layers_watch
from atlas.services.goal_layers import LayerRenewal, Renewal
from atlas.services.goal_layers_watch import LONGEST_S, QUIET_S, RETRY_S, GoalLayersWatch
from atlas.stores.goal_layers import MadeOf


class Goals:
    """Stands for goals that change, and for what makes their layers."""

    def __init__(self) -> None:
        self.state = self
        self.number = 0
        self.made = 0
        self.times = 0
        self.failure: Exception | None = None
        self.seen = threading.Event()

    def find_wanted(self) -> MadeOf | None:
        return None if self.made == self.number else MadeOf("build", str(self.number))

    def renew(self) -> Renewal | None:
        self.times += 1
        self.seen.set()
        if self.failure is not None:
            raise self.failure
        self.made = self.number
        return Renewal(("phosphorus",), 0.1)


@pytest.fixture
def goals() -> Goals:
    return Goals()


@pytest.fixture
def watch(goals: Goals) -> GoalLayersWatch:
    return GoalLayersWatch(cast("LayerRenewal", goals))


def test_nothing_is_made_while_nothing_changes(watch: GoalLayersWatch, goals: Goals) -> None:
    assert not any(watch.look(float(second)) for second in range(100))
    assert goals.times == 0


def test_many_clicks_are_one_run(watch: GoalLayersWatch, goals: Goals) -> None:
    for click in range(8):
        goals.number += 1
        assert not watch.look(click * QUIET_S / 2)
    assert not watch.look(7 * QUIET_S / 2 + QUIET_S - 0.1)
    assert watch.look(7 * QUIET_S / 2 + QUIET_S)
    assert goals.times == 1


def test_who_never_pauses_waits_no_longer_than_that(watch: GoalLayersWatch, goals: Goals) -> None:
    second = 0.0
    while goals.times == 0 and second < 2 * LONGEST_S:
        goals.number += 1
        watch.look(second)
        second += 1.0
    assert second == LONGEST_S + 1


def test_what_was_undone_at_once_is_not_made(watch: GoalLayersWatch, goals: Goals) -> None:
    goals.number = 1
    watch.look(0.0)
    goals.number = 0
    assert not any(watch.look(float(second)) for second in range(1, 60))


@pytest.mark.parametrize("failure", [StoreError("满", "full"), RuntimeError("fault")])
def test_a_failure_is_tried_again_after_a_while(
    watch: GoalLayersWatch, goals: Goals, failure: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    goals.number, goals.failure = 1, failure
    for second in range(int(RETRY_S)):
        assert not watch.look(float(second))
    assert goals.times == 1
    assert "layers of goals" in caplog.text
    goals.failure = None
    assert any(watch.look(RETRY_S + second) for second in range(10))


@pytest.mark.parametrize(("code", "times"), [("layers_renewing", 4), ("view_in_use", 1)])
def test_only_what_is_over_soon_is_tried_again_soon(
    watch: GoalLayersWatch, goals: Goals, code: str, times: int
) -> None:
    goals.number, goals.failure = 1, ConflictError("别的", "another", code=code)
    for second in range(12):
        watch.look(float(second))
    assert goals.times == times


def test_a_store_that_is_away_does_not_end_the_watch(
    watch: GoalLayersWatch, goals: Goals, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> Any:
        raise AtlasError("不在", "away")

    with monkeypatch.context() as patch:
        patch.setattr(goals, "find_wanted", away)
        assert not watch.look(0.0)
    goals.number = 1
    assert any(watch.look(RETRY_S + second) for second in range(10))


def test_it_watches_beside_the_worker(
    watch: GoalLayersWatch, goals: Goals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(goal_layers_watch, "LOOK_S", 0.01)
    monkeypatch.setattr(goal_layers_watch, "QUIET_S", 0.02)
    goals.number = 1
    with watch.running():
        assert goals.seen.wait(10)
    assert (goals.made, goals.times) == (1, 1)
