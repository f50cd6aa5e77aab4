"""Settings come from defaults, file, environment and command line; what cannot be used stops the start-up."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas.core.errors import ConfigError
from atlas.settings import PROJECT, load_settings


def config(folder: Path, body: bytes) -> dict[str, str]:
    path = folder / "atlas.yaml"
    path.write_bytes(body)
    return {"ATLAS_CONFIG": str(path)}


def test_the_later_source_is_the_stronger(tmp_path: Path) -> None:
    variables = config(tmp_path, b"port: 81\nworkers: 3\nhost: 0.0.0.0\n") | {
        "ATLAS_PORT": "82",
        "ATLAS_WORKERS": "4",
    }
    settings = load_settings(variables, {"workers": 5, "port": None})
    assert (settings.host, settings.port, settings.workers) == ("0.0.0.0", 82, 5)


def test_a_key_without_a_value_keeps_the_default(tmp_path: Path) -> None:
    assert load_settings(config(tmp_path, b"home:\nregion:\n")).home == PROJECT / "var"


@pytest.mark.parametrize(
    "body",
    [
        b"- home\n",
        b"home: [a]\n",
        b"home: {a: b}\n",
        b"\xff\xfe",
        b"home: [",
        b"colour: red\n",
        b"region: Guizhou\n",
    ],
    ids=["list", "list value", "mapping value", "no text", "no yaml", "unknown key", "no adcode"],
)
def test_a_file_that_cannot_be_used_stops_the_start(tmp_path: Path, body: bytes) -> None:
    with pytest.raises(ConfigError):
        load_settings(config(tmp_path, body))


def test_a_file_that_is_missing_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        load_settings({"ATLAS_CONFIG": str(tmp_path / "none.yaml")})


def test_the_address_of_a_database_is_taken_and_never_shown() -> None:
    settings = load_settings({"ATLAS_STORE": "postgresql://atlas:Geheim-42@db.example/atlas"})
    assert settings.store.endswith("@db.example/atlas")
    assert "Geheim" not in repr(settings)


@pytest.mark.parametrize(
    "text", ["mysql://a:Geheim-42@h/b", "Geheim-42", "postgresql://", "postgresql://a b"]
)
def test_what_is_no_address_of_a_database_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(ConfigError) as refused:
        load_settings({"ATLAS_STORE": text})
    assert "Geheim" not in str(refused.value.to_dict())


def test_the_address_of_a_static_host_gives_its_origin() -> None:
    settings = load_settings({"ATLAS_TILES_URL": "https://tiles.example.gov:8443/atlas/"})
    assert settings.tiles_url == "https://tiles.example.gov:8443/atlas"
    assert settings.tiles_origin == "https://tiles.example.gov:8443"
    assert load_settings({}).tiles_origin == ""


@pytest.mark.parametrize(
    "text", ["tiles.example.gov", "https://a b", "https://h/x;script-src *", "https://h/?k=1"]
)
def test_what_is_no_plain_address_of_a_host_is_refused(text: str) -> None:
    with pytest.raises(ConfigError):
        load_settings({"ATLAS_TILES_URL": text})
