"""Templates are files that an office can write by hand; a broken one is named, and no name leads out of the folder."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from atlas.core.errors import AtlasError, ConflictError, NotFoundError, ParameterError, StoreError, Text
from atlas.core.figures.request_reading import read_figure_request
from atlas.stores import figure_templates
from atlas.stores.figure_templates import BUILT_IN, FigureTemplates

TITLE = Text("周报插图", "Weekly figure")
VALUES = {"paper": "A4", "table": "1", "title": "白酒：产业 # 1"}
OUTSIDE = ["../evil", "a/b", "a\\b", "..", "", ".hidden", "-rf", "x" * 41, "名\n字", "a b", "c:d", "nul\x00"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "figure_templates"


@pytest.fixture
def templates(folder: Path) -> FigureTemplates:
    return FigureTemplates(folder)


def write(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def test_those_of_the_atlas_are_there_from_the_start(templates: FigureTemplates) -> None:
    names = [template.name for template in templates.list_templates()]
    assert {"report-a4", "print-grey", "slide", "wall-a1"} <= set(names)
    assert all(template.is_built_in for template in templates.list_templates())


@pytest.mark.parametrize("path", sorted(BUILT_IN.glob("*.yaml")), ids=lambda path: path.stem)
def test_those_of_the_atlas_can_be_used(templates: FigureTemplates, path: Path) -> None:
    template = templates.get_template(path.stem)
    assert read_figure_request(template.values)
    assert template.title.zh
    assert template.title.en


def test_what_is_saved_is_read_back(templates: FigureTemplates) -> None:
    saved = templates.save_template("周报", TITLE, VALUES)
    assert templates.get_template("周报") == saved
    assert templates.list_templates()[0] == saved
    assert saved.to_dict() == {
        "name": "周报",
        "zh": "周报插图",
        "en": "Weekly figure",
        "built_in": False,
        "values": VALUES,
    }


def test_saving_again_puts_the_new_one_in_its_place(templates: FigureTemplates, folder: Path) -> None:
    templates.save_template("周报", TITLE, VALUES)
    templates.save_template("周报", TITLE, {"paper": "A3"})
    assert templates.get_template("周报").values == {"paper": "A3"}
    assert [path.name for path in folder.iterdir()] == ["周报.yaml"]


def test_one_of_the_office_hides_one_of_the_atlas_until_it_is_removed(templates: FigureTemplates) -> None:
    templates.save_template("report-a4", TITLE, VALUES)
    assert templates.get_template("report-a4").title == TITLE
    assert [one.name for one in templates.list_templates()].count("report-a4") == 1
    templates.remove_template("report-a4")
    assert templates.get_template("report-a4").is_built_in


def test_one_of_the_atlas_is_not_removed(templates: FigureTemplates) -> None:
    with pytest.raises(ConflictError, match="report-a4"):
        templates.remove_template("report-a4")
    assert templates.get_template("report-a4").is_built_in


def test_one_that_is_not_there_is_told_with_a_way_on(templates: FigureTemplates) -> None:
    for act in (templates.get_template, templates.remove_template):
        with pytest.raises(NotFoundError) as caught:
            act("none")
        assert caught.value.code == "template_unknown"
        assert "/exports/options" in caught.value.hint.zh


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_name_leads_out_of_the_folder(templates: FigureTemplates, tmp_path: Path, name: str) -> None:
    (tmp_path / "evil.yaml").write_text("title: {zh: 一, en: a}\nvalues: {}\n", encoding="utf-8")
    with pytest.raises(ParameterError):
        templates.save_template(name, TITLE, VALUES)
    with pytest.raises(NotFoundError):
        templates.get_template(name)
    with pytest.raises(NotFoundError):
        templates.remove_template(name)
    assert (tmp_path / "evil.yaml").exists()


def test_an_office_writes_numbers_and_yes_as_people_do(templates: FigureTemplates, folder: Path) -> None:
    write(
        folder,
        "hand",
        "title: {zh: 手写, en: By hand}\nvalues: {dpi: 300, table: yes, mark: no, name_size: 1.2}\n",
    )
    values = templates.get_template("hand").values
    assert values == {"dpi": "300", "table": "1", "mark": "0", "name_size": "1.2"}
    assert read_figure_request(values).furniture.table


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title: {zh: 一, en: a}\n", "values"),
        ("values: {}\n", "title"),
        ("title: {zh: 一, en: a}\nvalues: [1]\n", "values"),
        ("title: {zh: 一, en: a}\nvalues: {layers: [zone]}\n", "values.layers"),
        ("title: {zh: 一, en: a}\nvalues: {paper: }\n", "values.paper"),
        ("title: 一\nvalues: {dpi: 300}\n", "title"),
        ("title: {zh: 一, en: a}\nvalues: {}\ncolour: red\n", "colour"),
        ("title: {zh: 一, en: a}\nvalues: {override: inset_missing}\n", "values.override"),
        ("title: [\n", "broken.yaml"),
        ("- 1\n", "broken.yaml"),
        ("", "broken.yaml"),
        ("title: !!python/object/apply:os.getcwd []\nvalues: {}\n", "broken.yaml"),
    ],
)
def test_a_broken_file_is_named_with_its_key(
    templates: FigureTemplates, folder: Path, text: str, words: str
) -> None:
    write(folder, "broken", text)
    with pytest.raises(AtlasError) as caught:
        templates.get_template("broken")
    assert "broken.yaml" in caught.value.message.zh
    assert words in caught.value.message.zh + caught.value.message.en
    assert templates.list_broken() == [("broken.yaml", caught.value.message)]


def test_a_broken_file_takes_nothing_from_the_others(templates: FigureTemplates, folder: Path) -> None:
    templates.save_template("周报", TITLE, VALUES)
    write(folder, "broken", "title: [\n")
    write(folder, "slide", "title: [\n")
    names = [one.name for one in templates.list_templates()]
    assert names[0] == "周报"
    assert "report-a4" in names
    # The office's own would be read, so that of the atlas is not offered in its place.
    assert not {"broken", "slide"} & set(names)
    assert [file for file, _ in templates.list_broken()] == ["broken.yaml", "slide.yaml"]


def test_a_template_can_be_read_by_whoever_may_read_files(templates: FigureTemplates, folder: Path) -> None:
    folder.mkdir()
    plain = folder / "plain"
    plain.write_text("")
    templates.save_template("周报", TITLE, VALUES)
    assert (folder / "周报.yaml").stat().st_mode == plain.stat().st_mode


def test_a_full_disk_leaves_nothing_behind(
    templates: FigureTemplates, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(figure_templates, "_write", refuse)
    with pytest.raises(StoreError, match="周报"):
        templates.save_template("周报", TITLE, VALUES)
    assert list(folder.iterdir()) == []


def test_a_file_that_is_no_utf_8_is_named(templates: FigureTemplates, folder: Path) -> None:
    folder.mkdir()
    (folder / "gbk.yaml").write_bytes("title: {zh: 周报, en: a}\nvalues: {}\n".encode("gbk"))
    with pytest.raises(AtlasError, match=r"gbk\.yaml"):
        templates.get_template("gbk")
    assert [file for file, _ in templates.list_broken()] == ["gbk.yaml"]


def test_files_that_are_no_templates_are_passed_over(templates: FigureTemplates, folder: Path) -> None:
    write(folder, "周报", "title: {zh: 一, en: a}\nvalues: {dpi: 300}\n")
    (folder / "README.md").write_text("x")
    (folder / ".周报.yaml.part").write_text("x")
    assert [one.name for one in templates.list_templates() if not one.is_built_in] == ["周报"]


def test_a_disk_that_refuses_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="周报"):
        FigureTemplates(tmp_path / "file").save_template("周报", TITLE, VALUES)


def test_a_template_that_says_nothing_is_not_kept(templates: FigureTemplates, folder: Path) -> None:
    with pytest.raises(ParameterError, match="周报"):
        templates.save_template("周报", TITLE, {})
    assert not folder.exists()


def test_there_is_an_end_to_how_many_are_kept(templates: FigureTemplates, folder: Path) -> None:
    for number in range(200):
        write(folder, f"t{number}", "title: {zh: 一, en: a}\nvalues: {}\n")
    with pytest.raises(ConflictError):
        templates.save_template("one-more", TITLE, VALUES)
    assert templates.save_template("t7", TITLE, VALUES).name == "t7"
