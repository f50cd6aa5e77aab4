"""``atlas build`` with a database: what stands in its way is told before the work of minutes."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas.core.errors import StoreUnavailable
from atlas.services.build import BuildRequest, build_store

ADDRESS = "postgresql://atlas:geheim@127.0.0.1:1/none"


def request(home: Path, *, force: bool = False) -> BuildRequest:
    return BuildRequest(home=home, geodata=home, layers=home, indicators=home, force=force, database=ADDRESS)


@pytest.mark.parametrize("force", [False, True])
def test_a_database_that_is_away_is_told_before_anything_is_built(tmp_path: Path, *, force: bool) -> None:
    steps: list[str] = []
    with pytest.raises(StoreUnavailable) as refused:
        build_store(request(tmp_path, force=force), lambda percent, words: steps.append(words))
    assert refused.value.code == "store_unreachable"
    assert steps == []


def test_a_request_does_not_show_the_password(tmp_path: Path) -> None:
    assert "geheim" not in repr(request(tmp_path))
