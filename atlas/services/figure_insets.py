"""What the small maps of a figure show: the South China Sea, and where the extent lies in its province or country."""

from __future__ import annotations

from collections.abc import Iterable

import geopandas
import numpy as np
import shapely

from atlas.core.figures import wording
from atlas.core.figures.projection import FigureProjection, choose_projection
from atlas.core.filters import Bbox
from atlas.core.geo.crs import GeometryArray
from atlas.core.geo.simplification import TOLERANCES_M
from atlas.core.model import Level
from atlas.render.figures.small_maps import SmallMap
from atlas.services.figure_geometry import FigureGround, project
from atlas.services.figure_shapes import read_sea_line, read_shapes
from atlas.services.figure_subject import FigureSubject, shown_units
from atlas.stores.protocol import ReadableStore

#: The sea with its islands and the coast of the mainland (west, south, east, north) in degrees.
_SEA: Bbox = (106.5, 2.8, 123.5, 24.0)
#: The country with the sea, for the small map of where a province lies.
_COUNTRY: Bbox = (73.0, 3.0, 136.0, 54.0)


def south_china_sea(store: ReadableStore, subject: FigureSubject) -> SmallMap:
    """The inset of the islands of the South China Sea.

    Parameters
    ----------
    store
        With the boundaries.
    subject
        Of the figure.

    Returns
    -------
    SmallMap
        Coast, islands and the dashes of the maritime line.
    """
    projection = choose_projection(_SEA, is_province=True)
    land = read_shapes(store, Level.PROVINCE, TOLERANCES_M[0], bbox=_SEA)
    return SmallMap(
        areas=project(shapely.clip_by_rect(land.geometry.to_numpy(), *_widened(_SEA)), projection),
        shown=np.array([], dtype=object),
        lines=project(read_sea_line(store).geometry.to_numpy(), projection),
        bounds=_bounds(_SEA, projection),
        caption=subject.say(wording.SOUTH_CHINA_SEA),
    )


def locator(
    store: ReadableStore, subject: FigureSubject, ground: FigureGround
) -> tuple[SmallMap, shapely.Geometry | None]:
    """The small map of where the extent lies.

    Parameters
    ----------
    store
        With the boundaries.
    subject
        Of the figure.
    ground
        What the figure shows.

    Returns
    -------
    tuple of SmallMap and Geometry
        The province with its counties, the country for what spans more; and the outline of a bbox on its plane, ``None``
        where the units themselves are filled.
    """
    units = shown_units(subject)
    provinces = {unit.province for unit in units} or {subject.request.view.region}
    province = subject.catalogue.units.get(provinces.pop()) if len(provinces) == 1 else None
    is_part = subject.request.extent.units or subject.request.extent.bbox
    if province is None or not is_part:
        return _country(store, subject, ground)
    counties = read_shapes(store, Level.COUNTY, TOLERANCES_M[-1], bbox=province.bbox)
    codes = [unit.adcode for unit in subject.catalogue.counties_within(province.adcode)]
    counties = counties[counties["adcode"].isin(codes)]
    projection = choose_projection(province.bbox, is_province=True)
    if subject.request.extent.bbox is not None:
        outline = project(np.array([ground.area], dtype=object), projection)[0]
        shown = np.array([], dtype=object)
    else:
        outline, shown = None, _shown(counties, (unit.adcode for unit in units), projection)
    areas = project(counties.geometry.to_numpy(), projection)
    found = shapely.total_bounds(areas)
    bounds = (float(found[0]), float(found[1]), float(found[2]), float(found[3]))
    return SmallMap(areas, shown, np.array([], dtype=object), bounds, subject.name(province)), outline


def _country(
    store: ReadableStore, subject: FigureSubject, ground: FigureGround
) -> tuple[SmallMap, shapely.Geometry | None]:
    projection = choose_projection(_COUNTRY)
    provinces = read_shapes(store, Level.PROVINCE, TOLERANCES_M[-1], bbox=_COUNTRY)
    own = {unit.province for unit in shown_units(subject)}
    outline = None
    if subject.request.extent.bbox is not None:
        outline = project(np.array([ground.area], dtype=object), projection)[0]
        own = set()
    return (
        SmallMap(
            areas=project(provinces.geometry.to_numpy(), projection),
            shown=_shown(provinces, own, projection),
            lines=project(read_sea_line(store).geometry.to_numpy(), projection),
            bounds=_bounds(_COUNTRY, projection),
            caption=subject.say(wording.CHINA),
        ),
        outline,
    )


def _shown(
    frame: geopandas.GeoDataFrame, adcodes: Iterable[str], projection: FigureProjection
) -> GeometryArray:
    chosen = frame[frame["adcode"].isin(list(adcodes))]
    return project(chosen.geometry.to_numpy(), projection)


def _bounds(bbox: Bbox, projection: FigureProjection) -> tuple[float, float, float, float]:
    box = shapely.segmentize(shapely.box(*bbox), 2.0)
    west, south, east, north = shapely.bounds(project(np.array([box], dtype=object), projection)[0])
    return float(west), float(south), float(east), float(north)


def _widened(bbox: Bbox) -> Bbox:
    return bbox[0] - 4, bbox[1] - 4, bbox[2] + 4, bbox[3] + 4
