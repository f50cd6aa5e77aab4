import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from atlas.core.figures.label_raster import (
    CELL_MM,
    Grid,
    count_in_boxes,
    find_covered,
    find_inside,
    sum_cells,
)

PAGE = Grid.over((10.0, 20.0, 20.0, 26.0))
ALL = PAGE.window((10.0, 20.0, 20.0, 26.0))
numbers = st.floats(0, 1, allow_nan=False)


def cell_boxes(cells):
    row, column = np.nonzero(cells)
    x, y = 10 + column * CELL_MM, 20 + row * CELL_MM
    return shapely.box(x, y, x + CELL_MM, y + CELL_MM)


@st.composite
def triangles(draw):
    corners = [(10 + 10 * draw(numbers), 20 + 6 * draw(numbers)) for _ in range(3)]
    triangle = shapely.Polygon(corners)
    assume(triangle.is_valid and triangle.area > 1e-6)
    return triangle


def test_the_grid_covers_the_page_with_quarter_millimetres():
    assert (PAGE.rows, PAGE.columns) == (24, 40)


def test_a_window_is_cut_at_the_edge_of_the_page():
    assert PAGE.window((5, 5, 10.3, 20.3)).shape == (2, 2)
    assert 0 in PAGE.window((50, 50, 60, 60)).shape


@given(triangle=triangles())
def test_inner_cells_lie_in_the_area_within_a_twentieth_of_a_millimetre(triangle):
    inside, _ = find_inside(triangle, PAGE, ALL)
    assert shapely.covers(triangle.buffer(0.05), cell_boxes(inside)).all()


@given(triangle=triangles())
def test_no_cell_that_an_area_touches_is_missed(triangle):
    free = cell_boxes(~find_covered(triangle, PAGE, ALL))
    assert not shapely.intersects(triangle, free).any()


def test_a_hole_is_not_inside():
    ring = shapely.box(11, 21, 19, 25).difference(shapely.box(13, 22, 17, 24))
    inside, outline = find_inside(ring, PAGE, ALL)
    assert not shapely.intersects(cell_boxes(inside), shapely.box(13, 22, 17, 24).buffer(-0.01)).any()
    assert (inside | outline).sum() * CELL_MM**2 == pytest.approx(ring.area, rel=0.2)


def test_points_and_lines_and_collections_cover_the_cells_they_touch():
    shapes = shapely.GeometryCollection(
        [shapely.Point(11.1, 21.1), shapely.LineString([(12, 22), (14, 22)]), shapely.box(15, 23, 17, 25)]
    )
    covered = shapely.union_all(cell_boxes(find_covered(shapes, PAGE, ALL)))
    assert covered.covers(shapes)
    assert covered.area < 11


@given(data=st.data())
def test_cells_in_boxes_are_counted(data):
    rows, columns = data.draw(st.tuples(st.integers(1, 6), st.integers(1, 7)))
    cells = np.array(data.draw(st.lists(st.booleans(), min_size=rows * columns, max_size=rows * columns)))
    cells = cells.reshape(rows, columns)
    height, width = data.draw(st.tuples(st.integers(1, rows), st.integers(1, columns)))
    counts = count_in_boxes(sum_cells(cells), (height, width))
    expected = [
        [cells[row : row + height, column : column + width].sum() for column in range(columns - width + 1)]
        for row in range(rows - height + 1)
    ]
    assert counts.tolist() == expected


def test_a_box_larger_than_the_page_fits_nowhere():
    assert count_in_boxes(sum_cells(np.zeros((3, 3), dtype=np.bool_)), (4, 1)).size == 0
