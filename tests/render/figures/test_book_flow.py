"""Rows flow through columns: all of them, in their order, none above the height of its column."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from atlas.core.figures.boxes import Box
from atlas.render.figures.book_flow import Row, boxes_of, draw_columns, even_height, pack
from atlas.render.figures.scene import Words


def row(height: float, *, gap: float = 0.0, is_kept: bool = False, head: Row | None = None) -> Row:
    return Row(height, lambda box: [Words(box.left, box.top, "行", 8)], gap, is_kept, head)


ROWS = st.lists(
    st.builds(
        row,
        st.floats(0.5, 9.0),
        gap=st.floats(0.0, 3.0),
        is_kept=st.booleans(),
    ),
    max_size=40,
)


@given(ROWS, st.lists(st.floats(10.0, 60.0), min_size=1, max_size=4))
def test_rows_stay_in_order_and_no_column_overflows(rows: list[Row], heights: list[float]) -> None:
    columns, taken = pack(rows, heights)
    placed = [one for column in columns for one, _ in column.rows]
    assert placed == rows[:taken]
    for column, height in zip(columns, heights, strict=False):
        assert column.used_mm <= height or len(column.rows) == 1
        tops = [top for _, top in column.rows]
        ends = [top + one.height_mm for one, top in column.rows]
        assert all(end <= top + 1e-9 for end, top in zip(ends, tops[1:], strict=False))


@given(ROWS)
def test_every_column_takes_something_so_that_pages_come_to_an_end(rows: list[Row]) -> None:
    left = rows
    for _ in range(len(rows)):
        if not left:
            break
        taken = pack(left, [2.0])[1]
        assert taken > 0
        left = left[taken:]
    assert not left


@given(ROWS, st.integers(1, 3))
def test_the_even_height_holds_all_rows_where_any_does(rows: list[Row], count: int) -> None:
    highest = 80.0
    height = even_height(rows, count, highest)
    assert height <= highest
    if pack(rows, [highest] * count)[1] == len(rows):
        assert pack(rows, [height] * count)[1] == len(rows)


def test_a_heading_never_ends_a_column() -> None:
    rows = [row(5), row(5), row(5, is_kept=True), row(5)]
    columns, taken = pack(rows, [16, 16])
    assert [len(column.rows) for column in columns] == [2, 2]
    assert taken == 4


def test_the_head_of_a_table_is_repeated_where_a_column_begins_with_one_of_its_rows() -> None:
    head = row(4, is_kept=True)
    rows = [head, row(6, head=head), row(6, head=head)]
    columns, _ = pack(rows, [11, 11])
    assert [one for one, _ in columns[0].rows] == [head, rows[1]]
    assert [one for one, _ in columns[1].rows] == [head, rows[2]]


def test_no_gap_is_left_at_the_top_of_a_column() -> None:
    columns, _ = pack([row(5, gap=3), row(5, gap=3)], [6, 6])
    assert [column.rows[0][1] for column in columns] == [0.0, 0.0]


def test_columns_are_drawn_side_by_side() -> None:
    boxes = boxes_of(Box(10, 20, 106, 50), 2, 6)
    assert [(box.left, box.width) for box in boxes] == [(10, 50), (66, 50)]
    columns, _ = pack([row(5), row(5)], [6, 6])
    words = [item for item in draw_columns(columns, boxes) if isinstance(item, Words)]
    assert [(one.x_mm, one.y_mm) for one in words] == [(10, 20), (66, 20)]
