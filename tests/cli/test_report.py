"""``atlas report`` writes one file, or none and says why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document

from atlas.cli.main import main
from tests.figure_samples import build_figure_store

PLAN = """
title: 县域工业图集
sections:
  - heading: 一、磷化工
    figure: {topic: phosphorus, dpi: 60}
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    build_figure_store(folder)
    return folder


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def run(home: Path, *words: str | Path, **settings: str) -> Result:
    environment = {"ATLAS_HOME": str(home), **settings}
    return CliRunner().invoke(main, ["report", *map(str, words)], env=environment)


@pytest.mark.parametrize("kind", ["docx", "pptx", "xlsx"])
def test_a_report_is_written_and_told(home: Path, plan: Path, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"report.{kind}"
    result = run(home, plan, "-o", path, "--json")
    assert json.loads(result.stdout) == {"file": str(path), "bytes": path.stat().st_size, "figures": 1}
    assert "0 % " in result.stderr


def test_one_figure_needs_no_plan(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    run(home, "--topic", "manganese", "--dpi", "60", "--lang", "en", "-o", path, ATLAS_OFFICE="省工业厅")
    document = Document(str(path))
    assert document.paragraphs[0].text == "Guizhou: Manganese"
    assert document.core_properties.author == "省工业厅"


def test_built_in_templates_are_written_and_used(home: Path, plan: Path, tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    result = run(home, "--write-template", folder, "--json")
    written = [Path(path) for path in json.loads(result.stdout)["files"]]
    assert sorted(path.name for path in written) == ["report.docx", "report.pptx"]
    document = Document(str(folder / "report.docx"))
    document.paragraphs[0].text = "本单位样式 {{title}}"
    document.save(str(folder / "report.docx"))
    path = tmp_path / "report.docx"
    run(home, plan, "-o", path, ATLAS_FIGURE_TEMPLATES=str(folder))
    assert Document(str(path)).paragraphs[0].text == "本单位样式 县域工业图集"
    other = tmp_path / "other.docx"
    run(home, plan, "-o", other, "--template", folder / "report.docx")
    assert other.read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--topic", "magic"), "topic_unknown"),
        (("--paper", "A9"), "parameter_invalid"),
        (("--layers", "none"), "layer_unknown"),
        (("--mark", "0"), "map_rule"),
        (("--template", "none.docx"), "report_template_missing"),
        (("none.yaml",), "schema_invalid"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_refusal_ends_with_1_and_writes_nothing(
    home: Path, tmp_path: Path, words: tuple[str, ...], code: str
) -> None:
    path = tmp_path / "report.docx"
    result = run(home, *words, "-o", path, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]["code"] == code
    assert "错误" in result.stderr
    assert "error" in result.stderr
    assert not path.exists()


def test_a_plan_and_a_figure_are_not_given_together(home: Path, plan: Path, tmp_path: Path) -> None:
    result = run(home, plan, "--topic", "phosphorus", "-o", tmp_path / "report.docx", "--json")
    assert json.loads(result.stdout)["error"]["code"] == "report_plan_and_figure"


@pytest.mark.parametrize(
    "words", [(), ("-o", "report.odt"), ("-o", "report")], ids=["none", "odt", "no ending"]
)
def test_the_ending_chooses_the_kind(home: Path, plan: Path, words: tuple[str, ...]) -> None:
    result = run(home, plan, *words, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]["code"] == "report_kind_unknown"


def test_a_workbook_has_no_template(home: Path, plan: Path, tmp_path: Path) -> None:
    result = run(home, plan, "-o", tmp_path / "a.xlsx", "--template", tmp_path / "report.docx", "--json")
    assert json.loads(result.stdout)["error"]["code"] == "parameter_invalid"


def test_the_data_folder_is_never_written_into(home: Path, plan: Path) -> None:
    for words in ((plan, "-o", home / "report.docx"), ("--write-template", home / "templates")):
        result = run(home, *words, "--json")
        assert json.loads(result.stdout)["error"]["code"] == "output_in_data_folder"


def test_the_folder_of_templates_may_lie_in_the_data_folder(home: Path) -> None:
    result = run(home, "--write-template", home / "figure_templates")
    assert result.exit_code == 0
    assert (home / "figure_templates" / "report.docx").exists()


def test_templates_of_an_office_are_not_overwritten(home: Path, tmp_path: Path) -> None:
    (tmp_path / "report.pptx").write_bytes(b"own")
    result = run(home, "--write-template", tmp_path, "--json")
    assert json.loads(result.stdout)["error"]["code"] == "report_template_exists"
    assert (tmp_path / "report.pptx").read_bytes() == b"own"
    assert not (tmp_path / "report.docx").exists()
