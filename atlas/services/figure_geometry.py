"""The ground of a figure: what of the country is shown, on which plane, in which detail."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, replace

import geopandas
import numpy as np
import pyproj
import shapely

from atlas.core.figures.base_map import BaseMap
from atlas.core.figures.map_window import MapWindow
from atlas.core.figures.projection import FigureProjection, choose_projection, transformer_between
from atlas.core.figures.request import WHOLE_COUNTRY
from atlas.core.figures.scale import fitting_tolerance_m
from atlas.core.filters import Bbox
from atlas.core.geo.crs import STORAGE_CRS, FloatArray, GeometryArray
from atlas.core.geo.simplification import TOLERANCES_M
from atlas.core.map_rules import INSET_NORTH, shows_hainan_island
from atlas.core.model import Level
from atlas.services.figure_shapes import read_sea_line, read_shapes
from atlas.services.figure_subject import FigureSubject, is_single_county, shown_units
from atlas.stores.protocol import ReadableStore

#: A county is shown with so much of its neighbours around it, as a share of its own size.
_AROUND_COUNTY = 0.22
#: From this width on the coarsest copy tells where the subject is [degree].
_COARSE_FROM = 12.0
#: Ground for a millimetre of the page up to which borders of counties are drawn [m].
_COUNTY_LINES_TO = 12_000.0
#: With an inset, islands smaller than this share of the whole and away from it do not widen the map.
_SMALL_ISLAND = 0.005
#: Vertices on each side of a box in degrees, which is no rectangle on the plane.
_POINTS_A_SIDE = 24
#: What is cut at the window is cut so much outside of it, so that the cut does not show [share].
_BEYOND_WINDOW = 0.02


@dataclass(frozen=True, slots=True, eq=False)
class FigureGround:
    """What a figure shows of the country.

    Parameters
    ----------
    bbox
        (west, south, east, north) that must be on the map, in degrees.
    projection
        Its plane.
    bounds
        The same on the plane [m].
    silhouette
        Rough outline on the plane of what the figure is about [m]; legends and insets keep off it.
    area
        The same in degrees; features of layers are drawn where they meet it.
    adcodes
        Counties that are the ground of the map; ``None`` for all that meet it.
    """

    bbox: Bbox
    projection: FigureProjection
    bounds: tuple[float, float, float, float]
    silhouette: shapely.Geometry
    area: shapely.Geometry
    adcodes: frozenset[str] | None


def read_ground(store: ReadableStore, subject: FigureSubject, *, has_inset: bool) -> FigureGround:
    """Find out what a figure shows.

    Parameters
    ----------
    store
        With the boundaries.
    subject
        Of the figure.
    has_inset
        Whether the islands of the South China Sea have a map of their own, so that the map may end north of them.

    Returns
    -------
    FigureGround
        Of its extent.

    Raises
    ------
    StoreUnavailable
        There is no store.
    """
    units = shown_units(subject)
    if subject.request.extent.bbox is not None:
        return replace(_ground_of_box(subject.request.extent.bbox), adcodes=subject.listed)
    bbox = _joined(unit.bbox for unit in units)
    # Of the islands alone nothing would be left.
    is_cut = has_inset and shows_hainan_island(bbox)
    if is_cut:
        bbox = (bbox[0], max(bbox[1], INSET_NORTH), bbox[2], bbox[3])
    projection = choose_projection(bbox, is_province=_has_province(subject))
    tolerance = TOLERANCES_M[-1] if bbox[2] - bbox[0] > _COARSE_FROM else TOLERANCES_M[1]
    if is_single_county(subject):
        tolerance = TOLERANCES_M[0]
    frame = read_shapes(store, Level.COUNTY, tolerance, bbox=bbox)
    frame = frame[frame["adcode"].isin([unit.adcode for unit in units])]
    shapes = shapely.clip_by_rect(frame.geometry.to_numpy(), *bbox) if is_cut else frame.geometry.to_numpy()
    area = shapely.union_all(shapes)
    silhouette = project(np.array([area], dtype=object), projection)[0]
    if is_cut and len({unit.province for unit in units}) == 1:
        parts = shapely.get_parts(silhouette)
        silhouette = shapely.union_all(parts[shapely.area(parts) > _SMALL_ISLAND * shapely.area(silhouette)])
    west, south, east, north = (float(value) for value in shapely.bounds(silhouette))
    adcodes: frozenset[str] | None = frozenset(unit.adcode for unit in units)
    if is_single_county(subject):
        around = _AROUND_COUNTY * max(east - west, north - south)
        west, south, east, north = west - around, south - around, east + around, north + around
        adcodes = None
    return FigureGround(bbox, projection, (west, south, east, north), silhouette, area, adcodes)


def read_base(
    store: ReadableStore, subject: FigureSubject, ground: FigureGround, window: MapWindow
) -> BaseMap:
    """The ground of a map in the detail that its scale shows.

    Parameters
    ----------
    store
        With the boundaries.
    subject
        Of the figure.
    ground
        What is shown.
    window
        The map.

    Returns
    -------
    BaseMap
        On the plane of the figure, cut a little outside of the window.
    """
    crs = ground.projection.crs
    bbox = window.bbox(crs)
    ground_per_mm = window.ground_per_mm(crs)
    tolerance = fitting_tolerance_m(ground_per_mm)
    units = subject.catalogue.units
    counties = read_shapes(store, Level.COUNTY, tolerance, bbox=bbox)
    if ground.adcodes is not None:
        counties = counties[counties["adcode"].isin(list(ground.adcodes))]
    codes = list(counties["adcode"])
    within = {units[code].prefecture for code in codes if code in units}
    prefectures = read_shapes(store, Level.PREFECTURE, tolerance, bbox=bbox)
    provinces = read_shapes(store, Level.PROVINCE, tolerance, bbox=bbox)
    own = {units[code].province for code in codes if code in units}

    def seen(frame: geopandas.GeoDataFrame) -> dict[str, shapely.Geometry]:
        shapes = _cut(project(frame.geometry.to_numpy(), ground.projection), window)
        return dict(zip(frame["adcode"], shapes, strict=True))

    around, inner = seen(provinces), seen(prefectures)
    shown = seen(counties)
    if subject.request.view.region == WHOLE_COUNTRY and not subject.request.extent.units:
        # A province without counties in the store is land of the country like any other.
        has_counties = {unit.province for unit in subject.catalogue.counties_within("")}
        shown |= {code: shape for code, shape in around.items() if code not in has_counties}
        own |= set(around)
    if _is_part_of_provinces(subject):
        is_near = [units[code].province in own and code not in within for code in inner]
        around |= dict(itertools.compress(inner.items(), is_near))
    maritime = read_sea_line(store).geometry.to_numpy()
    return BaseMap(
        counties=shown,
        surroundings=around,
        prefectures=_as_array(shape for code, shape in inner.items() if code in within),
        provinces=_as_array(shape for code, shape in around.items() if code in own),
        maritime=_cut(project(maritime, ground.projection), window),
        marked=_read_marked(store, subject, tolerance, ground),
        label_points=project_labels(subject, ground, codes),
        has_county_lines=ground_per_mm < _COUNTY_LINES_TO,
    )


def project(geometries: GeometryArray, projection: FigureProjection) -> GeometryArray:
    """Geometries in degrees on a plane.

    Parameters
    ----------
    geometries
        In ``STORAGE_CRS``.
    projection
        The plane.

    Returns
    -------
    numpy.ndarray
        [m].
    """
    transformer = _to_plane(projection)

    def move(points: FloatArray) -> FloatArray:
        return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

    moved: GeometryArray = shapely.transform(geometries, move)
    return moved


def project_labels(
    subject: FigureSubject, ground: FigureGround, adcodes: Iterable[str]
) -> dict[str, tuple[float, float]]:
    """Label points of units on the plane.

    Parameters
    ----------
    subject
        Of the figure.
    ground
        With the plane.
    adcodes
        Units.

    Returns
    -------
    dict
        adcode -> (x, y) [m].
    """
    units = subject.catalogue.units
    codes = [code for code in dict.fromkeys(adcodes) if code in units]
    if not codes:
        return {}
    points = np.array([units[code].label for code in codes])
    x, y = _to_plane(ground.projection).transform(points[:, 0], points[:, 1])
    return {code: (float(a), float(b)) for code, a, b in zip(codes, x, y, strict=True)}


def _ground_of_box(bbox: Bbox) -> FigureGround:
    projection = choose_projection(bbox)
    area = shapely.segmentize(shapely.box(*bbox), max(bbox[2] - bbox[0], bbox[3] - bbox[1]) / _POINTS_A_SIDE)
    silhouette = project(np.array([area], dtype=object), projection)[0]
    west, south, east, north = (float(value) for value in shapely.bounds(silhouette))
    return FigureGround(bbox, projection, (west, south, east, north), silhouette, area, None)


def _read_marked(
    store: ReadableStore, subject: FigureSubject, tolerance: int, ground: FigureGround
) -> shapely.Geometry | None:
    """The outline of the unit that is marked: the one chosen, else the county that the map is of."""
    code = subject.request.view.unit
    if not code and is_single_county(subject):
        code = subject.request.extent.units[0]
    if not code:
        return None
    unit = subject.catalogue.units[code]
    frame = read_shapes(store, unit.level, tolerance, bbox=unit.bbox)
    found = project(frame[frame["adcode"] == code].geometry.to_numpy(), ground.projection)
    return found[0] if len(found) else None


def _is_part_of_provinces(subject: FigureSubject) -> bool:
    """Whether prefectures or counties are shown, whose neighbours in their province belong on the map."""
    units = [subject.catalogue.units[code] for code in _chosen(subject) if code in subject.catalogue.units]
    return (
        bool(units)
        and not is_single_county(subject)
        and all(unit.level is not Level.PROVINCE for unit in units)
    )


def _as_array(shapes: Iterable[shapely.Geometry]) -> GeometryArray:
    return np.array(list(shapes), dtype=object)


def _cut(geometries: GeometryArray, window: MapWindow) -> GeometryArray:
    west, south, east, north = window.bounds
    beyond = _BEYOND_WINDOW * max(east - west, north - south)
    cut: GeometryArray = shapely.clip_by_rect(
        geometries, west - beyond, south - beyond, east + beyond, north + beyond
    )
    return cut


def _to_plane(projection: FigureProjection) -> pyproj.Transformer:
    return transformer_between(STORAGE_CRS, projection.crs)


def _joined(boxes: Iterable[Bbox]) -> Bbox:
    found = np.array(list(boxes))
    low, high = found.min(axis=0), found.max(axis=0)
    return float(low[0]), float(low[1]), float(high[2]), float(high[3])


def _has_province(subject: FigureSubject) -> bool:
    """Whether a province or more is shown, which asks for true areas."""
    units = subject.catalogue.units
    return any(code not in units or units[code].level is Level.PROVINCE for code in _chosen(subject))


def _chosen(subject: FigureSubject) -> tuple[str, ...]:
    return subject.request.extent.units or (subject.request.view.region,)
