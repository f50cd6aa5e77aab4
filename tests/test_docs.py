"""The documents tell of everything that there is, and their links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from atlas.settings import SETTINGS

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
#: Registries and content networks that no file may name; written apart, so that this file does not.
FORBIDDEN_HOSTS = ["registry." + "npmjs", "pypi." + "org", "files." + "pythonhosted", "deb." + "debian"]


def test_every_setting_is_documented() -> None:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for setting in SETTINGS:
        assert f"| `{setting.name}` |" in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize(
    "name", ["constraints.txt", "package-lock.json", "package.json", "setup.cfg", ".npmrc"]
)
def test_no_lock_file_names_a_registry(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for host in FORBIDDEN_HOSTS:
        assert host not in text


def test_no_policy_document_is_in_the_repository() -> None:
    assert not list((ROOT / "geodata").rglob("*.txt"))
