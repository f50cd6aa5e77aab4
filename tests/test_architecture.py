"""Imports point downwards only, and nothing happens when a module is imported."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "atlas"

#: What each part may import of the atlas, besides itself.
ALLOWED = {
    "core": set(),
    "stores": {"core"},
    "ingest": {"core"},
    "render": {"core"},
    "services": {"core", "stores", "ingest", "render", "services"},
    "settings": {"core"},
    "bootstrap": {"core", "stores", "ingest", "render", "services", "settings"},
    "web": {"core", "stores", "ingest", "render", "services", "settings", "bootstrap"},
    "cli": {"core", "stores", "ingest", "render", "services", "settings", "bootstrap", "web"},
    "__main__": {"cli"},
    "__init__": set(),
}

#: Libraries that only some parts may import.
ONLY = {
    "flask": {"web", "cli"},
    "werkzeug": {"web"},
    "click": {"cli"},
    "gunicorn": {"cli"},
    "fiona": {"stores", "ingest", "cli"},
    "rtree": {"stores", "ingest", "core"},
    "sqlite3": {"stores", "ingest"},
    "psycopg": {"stores"},
    "zipfile": {"stores", "ingest"},
    "pyogrio": {"stores", "ingest"},
    "folium": {"render"},
    "openpyxl": {"render", "stores", "ingest"},
}

#: Parts that open no file and start no process: they ask a store, or what takes in files of people.
WITHOUT_FILES = {"core", "services", "web", "cli"}
OPENING = {
    *("open", "fdopen", "read_bytes", "read_text", "write_bytes", "write_text"),
    *("TemporaryFile", "NamedTemporaryFile", "fork", "pipe", "Popen"),
}
#: What looks like it, or has to be: with the reason.
MAY_OPEN = {
    ("services/document_drafts.py", "read_text"): "a method of the store",
    ("cli/output.py", "NamedTemporaryFile"): "keeps the traceback of a failure, whatever it was that failed",
    ("cli/serve.py", "Popen"): "starts the worker beside the server",
}

#: No file may grow past this many lines; two jobs in one file are two files.
MAX_LINES = 400
MAX_FUNCTION_LINES = 60


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports_of(path: Path) -> list[str]:
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_what_its_layer_may(path: Path) -> None:
    part = part_of(path)
    for name in imports_of(path):
        words = name.split(".")
        if words[0] == "atlas" and len(words) > 1 and words[1] not in {part, "__version__"}:
            assert words[1] in ALLOWED[part], f"{part} must not import {name}"
        if words[0] in ONLY:
            assert part in ONLY[words[0]], f"{part} must not import {words[0]}"


def openings(code: str) -> set[str]:
    """Names of calls that open a file or start a process."""
    called = [node.func for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    names = {one.attr for one in called if isinstance(one, ast.Attribute)} & OPENING
    # By itself every other name is a function that was imported: the layers tell who may.
    return names | {one.id for one in called if isinstance(one, ast.Name) and one.id == "open"}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("with path.open('xb') as file: pass", {"open"}),
        ("open(path)", {"open"}),
        ("(folder / NAME).write_bytes(pack(answer))", {"write_bytes"}),
        ("json.loads(path.read_text(encoding='utf-8'))", {"read_text"}),
        ("import os\nif not os.fork(): os.pipe()", {"fork", "pipe"}),
        ("read_bytes(path)", set()),
    ],
)
def test_what_opens_a_file_is_seen(code: str, found: set[str]) -> None:
    assert openings(code) == found


def test_only_stores_and_ingest_open_files_and_start_processes() -> None:
    found = {
        (str(path.relative_to(PACKAGE)), name)
        for path in modules()
        if part_of(path) in WITHOUT_FILES
        for name in openings(path.read_text(encoding="utf-8"))
    }
    assert found == MAY_OPEN.keys()


def test_no_modules_need_each_other() -> None:
    names = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in modules()
    }
    arrows = {
        name: {target for target in imports_of(path) if target in names and target != name}
        for name, path in names.items()
    }
    seen: dict[str, str] = defaultdict(str)

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert seen[name] != "open", f"import cycle: {' -> '.join([*trail, name])}"
        if seen[name] == "done":
            return
        seen[name] = "open"
        for target in arrows[name]:
            visit(target, (*trail, name))
        seen[name] = "done"

    for name in arrows:
        visit(name, ())


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_and_its_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MAX_LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            docstring = ast.get_docstring(node) or ""
            lines = (node.end_lineno or 0) - node.lineno + 1 - len(docstring.splitlines())
            assert lines <= MAX_FUNCTION_LINES, f"{node.name} has {lines} lines"


@pytest.mark.parametrize(
    "path", sorted((ROOT / "static" / "js").rglob("*.js")), ids=lambda path: str(path.relative_to(ROOT))
)
def test_a_script_stays_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES


def test_nothing_reads_the_environment_but_settings() -> None:
    for path in modules():
        if path.name != "settings.py":
            assert "os.environ" not in path.read_text(encoding="utf-8"), path
