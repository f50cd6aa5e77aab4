"""What all tests share: the built store of the whole country, and a clear word where an extra is missing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from atlas.settings import Settings, load_settings
from atlas.stores.geopackage import FILE_NAME

#: Set in CI, where every extra is installed: a missing one is then a failure, not a skip.
_REQUIRE = "REQUIRE_TEST_EXTRAS"


def missing(reason: str) -> None:
    """Say why a test cannot run; in CI that is a failure."""
    if os.environ.get(_REQUIRE):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def built_settings() -> Settings:
    """Settings of the store that ``make build`` made."""
    settings = load_settings({})
    if not (settings.home / FILE_NAME).exists():
        missing("the store of the whole country is not built: run make build")
    return settings


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser for browser tests."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return Path(found)
    missing("Chromium is not installed: apt-get install chromium")
    raise AssertionError
