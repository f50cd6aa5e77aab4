"""Checks of the catalogue against geometry: a point lies in the county that its row states."""

from __future__ import annotations

import geopandas
import numpy as np

from atlas.core.geo.boundary_checks import Finding
from atlas.core.geo.spatial_join import join_points
from atlas.core.policy.catalogue import Catalogue


def check_catalogue(catalogue: Catalogue, counties: geopandas.GeoDataFrame) -> list[Finding]:
    """Findings about zones, sites and links.

    Parameters
    ----------
    catalogue
        Everything.
    counties
        Full-detail polygons of the whole country with the column ``adcode``.

    Returns
    -------
    list of Finding
        Each names the rows that break it.
    """
    placed = [place for place in (*catalogue.zones, *catalogue.sites) if place.point is not None]
    points = np.array([place.point for place in placed], dtype=float).reshape(-1, 2)
    found: list[str] = list(join_points(points, counties).adcodes) if placed else []
    wrong = [
        f"{place.name}（{'/'.join(place.adcodes)}≠{code}）"
        for place, code in zip(placed, found, strict=True)
        if code not in place.adcodes
    ]
    strangers = sorted(
        {
            code
            for place in (*catalogue.zones, *catalogue.sites)
            for code in place.adcodes
            if code not in catalogue.units
        }
    )
    return [
        Finding("points_in_stated_county", not wrong, "；".join(wrong) or f"{len(placed)} points", "all"),
        Finding("zones_name_known_units", not strangers, "；".join(strangers) or "all", "all"),
    ]
