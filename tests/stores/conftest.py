"""What tests of stores share."""

from __future__ import annotations

from pathlib import Path

import geopandas
import pytest

from atlas.stores.boundary_names import read_code_differences, read_reference_counties

TABLE = Path(__file__).parents[2] / "geodata" / "gazetteer" / "code_differences.csv"


@pytest.fixture(scope="session")
def reference() -> geopandas.GeoDataFrame:
    """Outlines of the counties that the others are checked by; reading them takes seconds. Not to be changed."""
    return read_reference_counties(read_code_differences(TABLE))
