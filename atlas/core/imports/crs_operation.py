"""From a coordinate reference system to longitude and latitude on WGS 84: one operation for the whole layer.

Nothing is asked of a network, and no grid file is used.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
import pyproj
from pyproj.transformer import AreaOfInterest, Transformer, TransformerGroup

from atlas.core.errors import Text
from atlas.core.geo.crs import STORAGE_CRS, FloatArray
from atlas.core.imports.crs_catalogue import CGCS2000, DATUMS, WGS84
from atlas.core.imports.crs_definition import Definition
from atlas.core.imports.report import ImportMessage

# WGS 84 as the ensemble of its realisations is known to two metres (EPSG datum 6326): nothing better is asked for.
_GOOD_ENOUGH_M = 2.0
_ASK_FOR_PARAMETERS = Text(
    "请向省级测绘资料管理部门索取当地转换参数，换算到 CGCS2000 后再导入；或给出带 TOWGS84 参数的 WKT。",
    "Ask the provincial surveying office for local parameters and import the data in CGCS2000, or name the system as "
    "a WKT with TOWGS84 parameters.",
)


@dataclass(frozen=True, slots=True)
class Operation:
    """How positions get to WGS 84.

    Parameters
    ----------
    name
        As PROJ calls it; ``null`` where longitude and latitude stay as they are.
    accuracy_m
        Stated accuracy of the change of datum [m]; 0 where there is none, ``None`` when unknown.
    transformer
        ``None`` where coordinates stay as they are.
    """

    name: str
    accuracy_m: float | None
    transformer: Transformer | None

    def apply(self, points: FloatArray) -> FloatArray:
        """Points on WGS 84.

        Parameters
        ----------
        points
            x (east) and y (north), shape (n, 2).

        Returns
        -------
        numpy.ndarray
            Longitude and latitude [degree], shape (n, 2); infinite where it has no result.
        """
        if self.transformer is None:
            return points
        return np.column_stack(self.transformer.transform(points[:, 0], points[:, 1]))


def choose_operation(definition: Definition, places: FloatArray) -> Operation:
    """The operation for data at these places.

    Parameters
    ----------
    definition
        System of the data.
    places
        Roughly where the data lie, longitude and latitude [degree], shape (n, 2).

    Returns
    -------
    Operation
        The most accurate one whose area holds all places; without one, longitude and latitude are taken as they are.

    Notes
    -----
    CGCS2000 is ITRF97 at epoch 2000.0 (EPSG datum 1043) and its ellipsoid differs from that of WGS 84 by 0.1 mm at
    the pole: the systems agree within the accuracy of WGS 84 as such, and no shift is made. Left to itself, PROJ
    chooses an operation for each point, which would tear a layer apart at the edge of an oil field for which
    parameters are known.
    """
    datum = definition.datum
    if definition.bound is not None:
        own = Transformer.from_crs(definition.bound, STORAGE_CRS, always_xy=True)
        return Operation("TOWGS84", None, own)
    if datum in (CGCS2000, WGS84):
        if definition.known is not None and definition.known.is_geographic:
            return Operation("null", 0.0, None)
        return Operation("null", 0.0, Transformer.from_crs(definition.crs, datum.code, always_xy=True))
    return _best_operation(definition.crs, places)


def shift_messages(definition: Definition, operation: Operation) -> tuple[ImportMessage, ...]:
    """What has to be said about the change of datum.

    Parameters
    ----------
    definition
        System of the data.
    operation
        What was chosen.

    Returns
    -------
    tuple of ImportMessage
        Empty where the accuracy is good enough and the datum is not an old Chinese one.

    Notes
    -----
    The transformations of Beijing 1954 that EPSG has (basins and shelves) move positions by 45 to 75 m; it has none
    for Xi'an 1980 and New Beijing.
    """
    is_old = definition.datum in DATUMS and definition.datum not in (CGCS2000, WGS84)
    accuracy = operation.accuracy_m
    if accuracy is not None and accuracy <= _GOOD_ENOUGH_M and not is_old:
        return ()
    title = definition.title
    if definition.bound is not None:
        how = Text(
            "已按文件给出的 TOWGS84 参数转换，精度未知",
            "the file's TOWGS84 parameters were used; accuracy unknown",
        )
    elif accuracy is not None:
        how = Text(
            f"已用“{operation.name}”转换，标称精度 {accuracy:g} 米",
            f"“{operation.name}” was used; its stated accuracy is {accuracy:g} m",
        )
    else:
        how = Text(
            "没有公开的精确转换参数，经纬度按原值采用，位置可能偏差数十米至一百多米",
            "no exact parameters are public, so longitude and latitude were taken as they are; positions may be off "
            "by some tens of metres to over a hundred",
        )
    message = Text(
        f"“{title.zh}”的基准与 WGS 84 不同：{how.zh}。",
        f"{title.en} is not on the datum of WGS 84: {how.en}.",
    )
    return (
        ImportMessage(
            "datum_shift_approximate",
            message,
            _ASK_FOR_PARAMETERS,
            detail={"operation": operation.name, "accuracy_m": accuracy},
        ),
    )


def _best_operation(crs: pyproj.CRS, places: FloatArray) -> Operation:
    known = places[np.isfinite(places).all(axis=1)]
    box = (*known.min(axis=0), *known.max(axis=0)) if len(known) else (-180.0, -90.0, 180.0, 90.0)
    west, south, east, north = (float(one) for one in box)
    with warnings.catch_warnings():
        # It warns that a more accurate operation would need a grid; the accuracy of what is used is told instead.
        warnings.simplefilter("ignore", UserWarning)
        group = TransformerGroup(
            crs, STORAGE_CRS, always_xy=True, area_of_interest=AreaOfInterest(west, south, east, north)
        )
    for transformer in group.transformers:
        area = transformer.area_of_use
        if area is None or (
            area.west <= west and area.south <= south and area.east >= east and area.north >= north
        ):
            accuracy = transformer.accuracy
            return Operation(_short(transformer), accuracy if accuracy >= 0 else None, transformer)
    fallback = group.transformers[-1]
    return Operation(_short(fallback), None, fallback)


def _short(transformer: Transformer) -> str:
    """Name of the operation without the steps that only exchange axes."""
    steps = [
        step for step in transformer.description.split(" + ") if not step.startswith("axis order change")
    ]
    return " + ".join(steps) or "null"
