"""A command loads what it uses and nothing else, and is listed with its own words."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from atlas.cli.documents import VERBS as DOCUMENT_VERBS
from atlas.cli.main import VERBS
from atlas.cli.verbs import Verb
from tests.small_store import build_small_store

#: Libraries of drawing, tables, coordinates, pages and databases.
HEAVY = {"pandas", "numpy", "shapely", "pyogrio", "fiona", "folium", "openpyxl", "flask", "psycopg", "lxml"}
#: Ours: whoever looks at documents needs no rule of reading.
RULES = {"atlas.core.policy.reading.assembly", "atlas.core.policy.reading.topics.find"}


@pytest.mark.parametrize("verbs", [VERBS, DOCUMENT_VERBS], ids=["atlas", "documents"])
def test_every_command_is_listed_with_its_own_words(verbs: Mapping[str, Verb]) -> None:
    told = {name: verb.help for name, verb in verbs.items()}
    assert told == {name: verb.load().get_short_help_str(limit=10_000) for name, verb in verbs.items()}


@pytest.mark.parametrize("words", [["--help"], ["documents", "--help"], ["documents", "list"]], ids=" ".join)
def test_a_small_command_loads_no_large_library(words: list[str], tmp_path: Path) -> None:
    if words[-1] == "list":
        build_small_store(tmp_path)
    program = (
        "import json, sys\n"
        "from atlas.cli.main import main\n"
        f"main({words!r}, standalone_mode=False)\n"
        "print(json.dumps(sorted(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"ATLAS_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(json.loads(done.stderr))
    assert "atlas.cli.main" in loaded
    assert not loaded & (HEAVY | RULES)
