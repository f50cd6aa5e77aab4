"""``atlas book`` writes one book or one archive, or nothing and says why."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result

from atlas.cli.main import main
from tests.small_store import build_small_store


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    build_small_store(folder)
    return folder


def run(home: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["book", "--region", "520600", *words], env={"ATLAS_HOME": str(home)})


def test_a_book_is_written_and_told(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    result = run(home, "-o", str(path), "--title", "铜仁县册", "--office", "省工信厅", "--json")
    answer = json.loads(result.stdout)
    assert (answer["file"], answer["counties"]) == (str(path), 2)
    assert "draft" in [finding["code"] for finding in answer["findings"]]
    with pikepdf.open(path) as book:
        assert len(book.pages) == answer["pages"]
        assert str(book.docinfo.Title) == "铜仁县册"
        assert str(book.docinfo.Author) == "省工信厅"
    assert not list((home / "workspace" / "exports" / "books").iterdir())


def test_an_archive_holds_a_file_a_county(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "files.zip"
    result = run(home, "--zip", str(path), "--each", "png", "--dpi", "40", "--pattern", "{name}-{adcode}")
    assert result.exit_code == 0
    with zipfile.ZipFile(path) as archive:
        assert {name.partition("-")[0] for name in archive.namelist()} == {"玉屏侗族自治县", "松桃苗族自治县"}


def test_a_review_number_takes_the_place_of_the_mark(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    result = run(home, "-o", str(path), "--review-number", "黔S（2026）001号", "--json")
    assert "draft" not in [finding["code"] for finding in json.loads(result.stdout)["findings"]]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--topic", "magic"), "topic_unknown"),
        (("--units", "520121"), "book_empty"),
        (("--layers", "none"), "layer_unknown"),
        (("--date", "yesterday"), "parameter_invalid"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_refusal_ends_with_1_and_writes_nothing(
    home: Path, tmp_path: Path, words: tuple[str, ...], code: str
) -> None:
    path = tmp_path / "book.pdf"
    result = run(home, *words, "-o", str(path), "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]["code"] == code
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [("-o", "book.txt"), ("--zip", "book.pdf"), ("-o", "a.pdf", "--zip", "a.zip")],
    ids=" ".join,
)
def test_names_of_files_must_fit_what_is_made(home: Path, words: tuple[str, ...]) -> None:
    result = run(home, *words)
    assert result.exit_code == 1
    assert "错误" in result.stderr


def test_a_pattern_with_a_path_is_refused(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "files.zip"
    result = run(home, "--zip", str(path), "--pattern", "../{adcode}", "--json")
    assert json.loads(result.stdout)["error"]["code"] == "pattern_invalid"
    assert not path.exists()


def test_the_data_folder_is_never_written_into(home: Path) -> None:
    result = run(home, "-o", str(home / "book.pdf"), "--json")
    assert json.loads(result.stdout)["error"]["code"] == "output_in_data_folder"
    assert not (home / "book.pdf").exists()
