import numpy as np
import pytest
import shapely

from atlas.core.geo.validity import FaultKind, find_faults, repair_geometries
from tests import shapes


@pytest.mark.parametrize(
    ("geometry", "kind"),
    [
        (shapes.MISSING, FaultKind.MISSING),
        (shapes.EMPTY, FaultKind.EMPTY),
        (shapes.BOW_TIE, FaultKind.INVALID),
        (shapes.FOLDED, FaultKind.INVALID),
    ],
    ids=["missing", "empty", "bow-tie", "folded"],
)
def test_faults_are_told_by_row_and_kind(geometry: shapely.Geometry | None, kind: FaultKind) -> None:
    faults = find_faults(np.array([shapes.SQUARE, geometry]))
    assert [(fault.row, fault.kind) for fault in faults] == [(1, kind)]


@pytest.mark.parametrize(
    "geometry",
    [shapes.SQUARE, shapes.WITH_HOLE, shapes.WITH_Z, shapes.SLIVER, shapes.MULTI_PART, shapes.POINTS],
)
def test_good_geometries_have_no_fault(geometry: shapely.Geometry) -> None:
    assert find_faults(np.array([geometry])) == []


def test_the_reason_names_the_place() -> None:
    assert "106.05 26.05" in find_faults(np.array([shapes.BOW_TIE]))[0].reason


def test_a_bow_tie_becomes_two_triangles() -> None:
    repair = repair_geometries(np.array([shapes.SQUARE, shapes.BOW_TIE]))
    assert repair.repaired == (1,)
    assert len(repair.geometries[1].geoms) == 2
    assert repair.geometries[1].area == pytest.approx(shapes.SQUARE.area / 2)


def test_heights_are_dropped_and_said_so() -> None:
    repair = repair_geometries(np.array([shapes.SQUARE, shapes.WITH_Z]))
    assert repair.flattened == (1,)
    assert not shapely.has_z(repair.geometries).any()


def test_a_polygon_that_is_only_a_line_is_lost_and_said_so() -> None:
    repair = repair_geometries(np.array([shapes.FOLDED, shapes.SQUARE]))
    assert repair.lost == (0,)
    assert repair.geometries[0].is_empty


def test_missing_and_empty_geometries_stay_as_they_are() -> None:
    repair = repair_geometries(np.array([shapes.MISSING, shapes.EMPTY]))
    assert repair.geometries[0] is None
    assert (repair.repaired, repair.lost) == ((), ())
