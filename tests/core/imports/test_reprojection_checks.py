"""What a reprojection may leave behind is found before anything is joined or drawn."""

import numpy as np
import shapely

from atlas.core.imports.reprojection_checks import check_reprojected
from tests import shapes


def test_what_a_reprojection_could_not_place_loses_its_geometry() -> None:
    beyond = shapely.Point(35_500_000, 2_987_630)
    lost = shapely.from_wkt("LINESTRING (106 26, Infinity Infinity)")
    checked = check_reprojected(np.array([shapes.POINT, beyond, lost, None], dtype=object))
    (message,) = checked.messages
    assert (message.code, message.features) == ("position_impossible", (2, 3))
    assert list(checked.is_drawable) == [True, False, False, False]
    assert checked.geometry_type == "Point"


def test_what_a_reprojection_spoilt_is_mended_again() -> None:
    checked = check_reprojected(np.array([shapes.SQUARE, shapes.BOW_TIE], dtype=object))
    assert [message.code for message in checked.messages] == ["reprojection_mended"]
    assert shapely.is_valid(checked.geometries).all()
