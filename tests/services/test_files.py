"""A file is written where a person wants it, but never into the folder of the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas.core.errors import ParameterError
from atlas.services.files import check_output


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "var"
    (folder / "tiles").mkdir(parents=True)
    (folder / "atlas.gpkg").write_bytes(b"store")
    return folder


@pytest.mark.parametrize("name", ["atlas.gpkg", "tiles/county.pmtiles", "new.csv", "tiles/../atlas.gpkg"])
def test_a_file_in_the_data_folder_is_refused(home: Path, name: str) -> None:
    with pytest.raises(ParameterError) as caught:
        check_output(home / name, home)
    assert caught.value.code == "output_in_data_folder"
    assert name in caught.value.message.zh


def test_a_link_into_the_data_folder_is_refused(home: Path, tmp_path: Path) -> None:
    (tmp_path / "link.gpkg").symlink_to(home / "atlas.gpkg")
    (tmp_path / "folder").symlink_to(home)
    for path in (tmp_path / "link.gpkg", tmp_path / "folder" / "new.csv"):
        with pytest.raises(ParameterError):
            check_output(path, home)


def test_a_relative_path_is_told_by_where_it_leads(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    with pytest.raises(ParameterError):
        check_output(Path("county.gpkg"), home)


def test_files_elsewhere_are_fine(home: Path, tmp_path: Path) -> None:
    check_output(tmp_path / "county.gpkg", home)
    check_output(tmp_path / "variant" / "county.gpkg", home)
    check_output(tmp_path / "county.gpkg", tmp_path / "nothing")
