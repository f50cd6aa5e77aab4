"""A home with the small store, made once, and a copy of it for each test that writes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.small_store import build_small_store


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Not to be written to."""
    home = tmp_path_factory.mktemp("built")
    build_small_store(home)
    return home


@pytest.fixture
def home(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "home")
