"""``atlas html`` writes one file, or none and says why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from atlas.cli.main import main
from atlas.settings import PROJECT
from tests.conftest import missing
from tests.small_store import build_small_store
from tests.web_map_samples import data_of


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (PROJECT / "static" / "vendor" / "standalone.js").exists():
        missing("the page is not bundled: run make front")
    folder = tmp_path_factory.mktemp("home")
    build_small_store(folder)
    return folder


def run(home: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["html", *words], env={"ATLAS_HOME": str(home)})


def test_a_map_is_written_and_told(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    result = run(home, "--topic", "phosphorus", "--layers", "zone~50", "-o", str(path), "--json")
    assert json.loads(result.stdout) == {"file": str(path), "bytes": path.stat().st_size}
    view = data_of(path.read_bytes())["view"]
    assert (view["topic"], view["layers"]) == (["phosphorus"], [{"id": "zone", "opacity": 0.5}])


def test_the_region_is_that_of_the_settings_unless_another_is_given(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    run(home, "-o", str(path))
    assert data_of(path.read_bytes())["region"] == "520000"
    run(home, "--region", "520600", "-o", str(path))
    assert data_of(path.read_bytes())["region"] == "520600"


def test_words_are_read_as_for_a_figure(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    run(home, "--indicator", "none", "--layers", " zone, base~50,zone~20", "-o", str(path))
    data = data_of(path.read_bytes())
    assert data["view"]["layers"] == [{"id": "zone", "opacity": 1}, {"id": "base", "opacity": 0.5}]
    assert data["slots"]["painting"]["choropleth"] is None


def test_words_of_the_file_are_those_asked_for(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    run(home, "--title", "Trial", "--lang", "en", "--review-number", "GS(2026)1", "-o", str(path))
    text = path.read_text(encoding="utf-8")
    assert "<title>Trial</title>" in text
    assert "Map review number: GS(2026)1" in text


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--topic", "magic"), "topic_unknown"),
        (("--layers", "none"), "layer_unknown"),
        (("--k", "99"), "limit_exceeded"),
        (("--lang", "fr"), "lang_unknown"),
        (("--title", "长" * 81), "parameter_invalid"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_refusal_ends_with_1_and_writes_nothing(
    home: Path, tmp_path: Path, words: tuple[str, ...], code: str
) -> None:
    path = tmp_path / "map.html"
    result = run(home, *words, "-o", str(path), "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]["code"] == code
    assert "错误" in result.stderr
    assert "error" in result.stderr
    assert not path.exists()


def test_the_data_folder_is_never_written_into(home: Path) -> None:
    before = (home / "atlas.gpkg").read_bytes()
    result = run(home, "-o", str(home / "atlas.gpkg"), "--json")
    assert json.loads(result.stdout)["error"]["code"] == "output_in_data_folder"
    assert (home / "atlas.gpkg").read_bytes() == before


def test_a_folder_that_cannot_be_written_is_told(home: Path, tmp_path: Path) -> None:
    result = run(home, "-o", str(tmp_path / "none" / "map.html"))
    assert result.exit_code == 1
    assert "Traceback" not in result.output
