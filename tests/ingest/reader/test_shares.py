"""A long document is shared out among copies of its process; nobody can tell it from the draft."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Sequence

import psutil
import pytest

from atlas.core.policy.reading.assembly import DocumentFacts, read_draft
from atlas.core.policy.reading.context import ReadingTools
from atlas.core.policy.reading.shares import MadeItems
from atlas.ingest.reader.shares import Shares
from tests.core.policy.reading.conftest import country, everywhere, place_reader, tools
from tests.core.policy.reading.test_assembly import source

__all__ = ["country", "everywhere", "place_reader", "tools"]

_COUNTIES = ("开阳县", "息烽县", "修文县", "清镇市", "正安县", "湄潭县", "凤冈县", "盘州市")
_LINES = tuple(
    line
    for number, county in enumerate(_COUNTIES, 1)
    for line in (
        f"第{number}章 {county}",
        f"第{number}条 支持{county}建设磷化工基地，打造茶叶产业集群，到2027年产值达到{number}0亿元。",
        f"第{number}0条 {county}与中山市共建产业园，总投资{number}亿元。",
    )
)


class _Broken:
    """Reads sections, but not in a copy."""

    def __init__(self, signal_number: int = 0) -> None:
        self.home = os.getpid()
        self.calls: list[tuple[int, int]] = []
        self._signal = signal_number

    def __call__(self, first: int, last: int) -> MadeItems:
        self.calls.append((first, last))
        if os.getpid() != self.home:
            if self._signal:
                os.kill(os.getpid(), self._signal)
            raise MemoryError
        return MadeItems((), last - first, 0)


@pytest.mark.parametrize("most", [1, 2, 3, 4])
def test_the_draft_is_the_same_whoever_reads_it(tools: ReadingTools, most: int) -> None:
    about = DocumentFacts("plan", "520000")
    shared = read_draft(source(*_LINES), tools, about, share=Shares(most, least_signs=40))
    assert shared == read_draft(source(*_LINES), tools, about)
    assert len({item.id for item in shared.items}) == len(shared.items) > len(_COUNTIES)


@pytest.mark.parametrize(
    ("sizes", "shares"),
    [
        pytest.param([30, 30, 30, 30], [(0, 2), (2, 4)], id="halves"),
        pytest.param([100, 10, 10], [(0, 1), (1, 3)], id="a long one first"),
        pytest.param([10, 10], [(0, 2)], id="too short"),
        pytest.param([], [(0, 0)], id="nothing"),
    ],
)
def test_shares_are_about_as_long_as_each_other(sizes: Sequence[int], shares: list[tuple[int, int]]) -> None:
    parts = Shares(2, least_signs=50)(lambda first, last: MadeItems((), first, last), sizes)
    assert [(part.n_items, part.n_places) for part in parts] == shares


@pytest.mark.parametrize("number", [0, signal.SIGKILL], ids=["raised", "killed"])
def test_what_a_copy_could_not_read_is_read_here(number: int) -> None:
    read = _Broken(number)
    parts = Shares(2, least_signs=1)(read, [10, 10])
    assert [part.n_items for part in parts] == [1, 1]
    assert read.calls == [(0, 1), (1, 2)]


def test_without_room_for_another_process_all_is_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refuse)
    read = _Broken()
    assert [part.n_items for part in Shares(2, least_signs=1)(read, [10, 10])] == [1, 1]
    assert read.calls == [(0, 1), (1, 2)]


def test_without_room_for_another_pipe_the_share_is_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    make, made = os.pipe, 0

    def pipe() -> tuple[int, int]:
        nonlocal made
        made += 1
        if made == 2:
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
        return make()

    monkeypatch.setattr(os, "pipe", pipe)
    before = psutil.Process().children()
    calls: list[tuple[int, int]] = []

    def read(first: int, last: int) -> MadeItems:
        calls.append((first, last))
        return MadeItems((), first, last)

    parts = Shares(3, least_signs=1)(read, [10, 10, 10])
    assert [(part.n_items, part.n_places) for part in parts] == [(0, 1), (1, 2), (2, 3)]
    assert calls == [(0, 1), (2, 3)], "the second share has a copy, the third has none"
    assert psutil.Process().children() == before


def test_a_failure_of_ones_own_leaves_no_copy() -> None:
    home = os.getpid()

    def read(first: int, last: int) -> MadeItems:
        if os.getpid() == home:
            raise ValueError("a rule is broken")
        signal.pause()
        return MadeItems((), 0, 0)

    before = psutil.Process().children()
    with pytest.raises(ValueError, match="a rule is broken"):
        Shares(2, least_signs=1)(read, [10, 10])
    assert psutil.Process().children() == before
