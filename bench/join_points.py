"""Times the joins at full detail against geopandas: a million points, 20,000 small polygons shared out by area, and
300,000 of the size of parcels.

Run: python bench/join_points.py [points] [polygons] [parcels]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import shapely

from atlas.core.geo.spatial_join import join_features, join_points
from atlas.stores.boundaries import read_boundaries

TABLE = Path(__file__).parents[1] / "geodata" / "gazetteer" / "code_differences.csv"
SEED = 20


def timed(label: str, action: Callable[[], Any]) -> tuple[Any, float]:
    started = time.perf_counter()
    result = action()
    seconds = time.perf_counter() - started
    print(f"{label:<44}{seconds:8.2f} s")
    return result, seconds


def scatter(counties: geopandas.GeoDataFrame, count: int) -> np.ndarray:
    """Points around the label points of random counties."""
    random = np.random.default_rng(SEED)
    centres = counties[["label_lon", "label_lat"]].to_numpy()
    return centres[random.integers(0, len(centres), count)] + random.normal(0, 0.1, (count, 2))


def circles(
    counties: geopandas.GeoDataFrame, count: int, degrees: tuple[float, float]
) -> geopandas.GeoDataFrame:
    """Round polygons of 65 vertices, their radii between two numbers of degrees."""
    radii = np.random.default_rng(SEED).uniform(*degrees, count)
    shapes = shapely.buffer(shapely.points(scatter(counties, count)), radii)
    return geopandas.GeoDataFrame({"id": range(count)}, geometry=shapes, crs=counties.crs)


def main(points: int = 1_000_000, polygons: int = 20_000, parcels: int = 300_000) -> None:
    counties, _ = timed("read counties", lambda: read_boundaries(TABLE))
    places = scatter(counties, points)
    inside = places[join_points(places, counties).adcodes != ""]
    print(f"{len(inside)} points inside")
    joined, ours = timed("join_points", lambda: join_points(inside, counties))
    frame = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(*inside.T), crs=counties.crs)
    units = counties[["adcode", "geometry"]]
    other, theirs = timed(
        "geopandas.sjoin(predicate='within')", lambda: frame.sjoin(units, predicate="within")
    )
    print(f"{theirs / ours:.1f} times as fast as geopandas")
    print("same answer:", bool((other["adcode"].sort_index().to_numpy() == joined.adcodes).all()))

    features = circles(counties, polygons, (0.002, 0.02))
    result, ours = timed("join_features", lambda: join_features(features, counties))
    print(f"{len(result.rows)} rows, residual {result.balance.area_km2.residual:.1e} km2")
    _, theirs = timed(
        "geopandas.overlay(how='intersection')", lambda: features.overlay(units, how="intersection")
    )
    print(f"{theirs / ours:.1f} times as fast as geopandas")

    features = circles(counties, parcels, (0.0004, 0.004))
    result, _ = timed("join_features, parcels", lambda: join_features(features, counties))
    print(f"{len(result.rows)} rows, residual {result.balance.area_km2.residual:.1e} km2")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
