"""``atlas map`` writes one finished figure, or none and says why."""

from __future__ import annotations

import io
import json
from pathlib import Path

import PIL.Image
import pytest
from click.testing import CliRunner, Result

from atlas.cli.main import main
from atlas.core.figures.request_reading import PARAMETERS
from tests.figure_samples import build_figure_store, text_of_pdf


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    build_figure_store(folder)
    return folder


def run(home: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["map", *words], env={"ATLAS_HOME": str(home)})


def test_a_figure_is_written_and_told(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "磷化工.pdf"
    result = run(home, "--topic", "phosphorus", "-o", str(path), "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (told["file"], told["bytes"]) == (str(path), path.stat().st_size)
    assert told["title"] == "贵州省磷及磷化工产业布局图"
    assert [one["code"] for one in told["findings"]] == ["draft"]
    assert told["request"]["figure"] == {"region": "520000", "topic": "phosphorus"}
    assert "贵州省磷及磷化工产业布局图" in text_of_pdf(path.read_bytes())


def test_people_are_told_on_the_other_channel(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "map.svg"
    result = run(home, "--topic", "phosphorus", "-o", str(path))
    assert result.stdout == ""
    assert "map.svg: 贵州省磷及磷化工产业布局图" in result.stderr
    assert "内部草稿" in result.stderr
    assert "draft" in result.stderr


def test_the_ending_of_the_file_decides_on_its_format(home: Path, tmp_path: Path) -> None:
    for name, begin in (("a.pdf", b"%PDF"), ("a.png", b"\x89PNG"), ("a.SVG", b"<?xml")):
        run(home, "--topic", "phosphorus", "--dpi", "50", "-o", str(tmp_path / name))
        assert (tmp_path / name).read_bytes().startswith(begin)


def test_without_a_name_the_file_says_what_it_is(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = json.loads(run(home, "--topic", "phosphorus", "--format", "svg", "--json").stdout)
    (path,) = tmp_path.iterdir()
    assert path.name == told["file"]
    assert path.name.startswith("贵州省")
    assert path.suffix == ".svg"


def test_every_parameter_is_an_option_with_a_word_of_help() -> None:
    said = CliRunner().invoke(main, ["map", "--help"]).stdout
    for name in (*PARAMETERS, "template", "from", "output", "json"):
        assert f"--{name.replace('_', '-')}" in said


def test_options_reach_the_page(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "map.png"
    words = (
        "--units",
        "520121",
        "--paper",
        "A5",
        "--orientation",
        "portrait",
        "--dpi",
        "60",
        "--colour",
        "grey",
    )
    assert run(home, *words, "-o", str(path)).exit_code == 0
    image = PIL.Image.open(io.BytesIO(path.read_bytes()))
    assert image.size == (350, 496)
    assert image.mode == "L"


def test_a_template_stands_behind_the_options(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "map.svg"
    words = ("--template", "report-a4-portrait", "--topic", "phosphorus", "--json", "-o", str(path))
    asked = json.loads(run(home, *words).stdout)["request"]["figure"]
    assert (asked["orientation"], asked["legend"], asked["format"]) == ("portrait", "below", "svg")


@pytest.mark.parametrize("ending", ["pdf", "png", "svg"])
def test_a_figure_drawn_from_its_own_file_is_the_same_file(home: Path, tmp_path: Path, ending: str) -> None:
    one, other = tmp_path / f"one.{ending}", tmp_path / f"other.{ending}"
    words = (
        "--topic",
        "phosphorus",
        "--layers",
        "zone~50",
        "--dpi",
        "60",
        "--title",
        "磷　布局",
        "--note",
        "注",
    )
    assert run(home, *words, "-o", str(one)).exit_code == 0
    result = run(home, "--from", str(one), "-o", str(other))
    assert result.exit_code == 0
    assert other.read_bytes() == one.read_bytes()
    assert "数据已有变化" not in result.stderr


def test_other_options_change_what_a_file_says(home: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "one.png", tmp_path / "other.pdf"
    run(home, "--topic", "phosphorus", "--dpi", "60", "-o", str(one))
    result = run(home, "--from", str(one), "--paper", "A3", "-o", str(other), "--json")
    asked = json.loads(result.stdout)["request"]["figure"]
    assert (asked["topic"], asked["paper"]) == ("phosphorus", "A3")
    assert other.read_bytes().startswith(b"%PDF")


REFUSALS = [
    (("--topic", "magic"), "topic_unknown"),
    (("--region", "999999"), "adcode_unknown"),
    (("--layers", "none"), "layer_unknown"),
    (("--k", "99"), "limit_exceeded"),
    (("--paper", "A9"), "parameter_invalid"),
    (("--bbox", "1,2,3"), "bbox_invalid"),
    (("--lang", "fr"), "parameter_invalid"),
    (("--template", "none"), "template_unknown"),
    (("--mark", "0"), "map_rule"),
    (("--format", "png"), "parameter_invalid"),
]


@pytest.mark.parametrize(("words", "code"), REFUSALS, ids=[code for _, code in REFUSALS])
def test_a_refusal_ends_with_1_and_writes_nothing(
    home: Path, tmp_path: Path, words: tuple[str, ...], code: str
) -> None:
    path = tmp_path / "map.pdf"
    result = run(home, *words, "-o", str(path), "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]["code"] == code
    assert "错误" in result.stderr
    assert "error" in result.stderr
    assert not path.exists()


@pytest.mark.parametrize("name", ["map.tiff", "map", "map.pdf.exe"])
def test_a_file_that_cannot_be_a_figure_is_not_written(home: Path, tmp_path: Path, name: str) -> None:
    result = run(home, "--topic", "phosphorus", "-o", str(tmp_path / name), "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]["detail"]["parameter"] == "output"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [("--nonsense", "1"), ("--from", "none.pdf"), ("extra",)])
def test_wrong_usage_ends_with_2(home: Path, words: tuple[str, ...]) -> None:
    assert run(home, *words).exit_code == 2


def test_a_file_that_is_no_figure_is_told(home: Path, tmp_path: Path) -> None:
    stranger, path = tmp_path / "stranger.pdf", tmp_path / "map.pdf"
    stranger.write_bytes(b"%PDF-1.7 nothing")
    result = run(home, "--from", str(stranger), "-o", str(path), "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]["message"]
    assert not path.exists()


def test_the_data_folder_is_never_written_into(home: Path) -> None:
    before = {path.name for path in home.iterdir()}
    result = run(home, "--topic", "phosphorus", "-o", str(home / "map.pdf"), "--json")
    assert json.loads(result.stdout)["error"]["code"] == "output_in_data_folder"
    assert {path.name for path in home.iterdir()} == before


def test_a_folder_that_is_not_there_is_told(home: Path, tmp_path: Path) -> None:
    result = run(home, "--topic", "phosphorus", "-o", str(tmp_path / "none" / "map.pdf"))
    assert result.exit_code == 1
    assert "Traceback" not in result.output


def test_somebody_on_the_host_may_override_and_it_is_kept(home: Path, tmp_path: Path) -> None:
    words = ("--mark", "0", "--override", "review_number_missing", "--override-reason", "已口头送审")
    path = tmp_path / "map.pdf"
    assert run(home, *words, "-o", str(path)).exit_code == 0
    assert "内部草稿" not in text_of_pdf(path.read_bytes())
