"""Shapefiles as they come from the field: every byte of text kept, every fault told with its feature."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from atlas.core.errors import DataError
from tests.ingest.files import (
    MULTIPATCH,
    POINT,
    POLYGON_Z,
    SQUARE,
    codes,
    county_parts,
    dbf,
    layer_of,
    multipatch_shape,
    null_shape,
    point_shape,
    polygon_shape,
    polygon_z_shape,
    read,
    read_bytes,
    shp,
    shx,
    write_parts,
    zipped,
)

NAME = [(b"name", "C", 20, 0)]


def of_parts(tmp_path: Path, **parts: bytes):
    if "shp" not in parts:
        # A table is read beside as many points as it has records.
        points = [point_shape(106.6, 26.4)] * int.from_bytes(parts["dbf"][4:8], "little")
        parts |= {"shp": shp(points, POINT), "shx": shx(points, POINT)}
    write_parts(tmp_path, {f"a.{ending}": data for ending, data in parts.items()})
    return layer_of(read(tmp_path / "a.shp", tmp_path / "work"))


def test_parts_beside_a_loose_file_are_read_with_it(tmp_path: Path) -> None:
    write_parts(tmp_path, county_parts())
    layer = layer_of(read(tmp_path / "县界.shp", tmp_path / "work"))
    assert layer.is_bytes
    assert layer.table.columns[0].encode("latin-1").decode("gbk") == "名称"
    assert [name.encode("latin-1").decode("gbk") for name in layer.table.iloc[:, 0]] == ["花溪区", "龙里县"]
    assert list(layer.table["code"]) == ["520111", "522730"]
    assert layer.declared_crs.startswith("GEOGCS[")
    assert (layer.declared_encoding, layer.language_driver) == ("GBK", 0x4D)
    assert layer.geometries is not None
    assert layer.geometries[0].bounds == (106.60, 26.40, 106.65, 26.45)
    assert layer.messages == ()


def test_endings_in_capitals_are_parts_too(tmp_path: Path) -> None:
    parts = {name.upper().replace("县界", "a"): data for name, data in county_parts().items()}
    write_parts(tmp_path, parts)
    assert layer_of(read(tmp_path / "a.SHP", tmp_path / "work")).messages == ()


def test_a_link_beside_a_loose_file_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    parts = county_parts("a")
    del parts["a.prj"]
    write_parts(tmp_path, parts)
    (tmp_path / "a.prj").symlink_to(secret)
    assert layer_of(read(tmp_path / "a.shp", tmp_path / "work")).declared_crs == ""


def test_files_of_other_names_are_no_parts(tmp_path: Path) -> None:
    parts = county_parts("a")
    write_parts(tmp_path, {"a.shp": parts["a.shp"], "ab.dbf": parts["a.dbf"]})
    assert "dbf_missing" in codes(layer_of(read(tmp_path / "a.shp", tmp_path / "work")))


def test_a_shp_alone_has_geometry_only(tmp_path: Path) -> None:
    layer = of_parts(tmp_path, shp=county_parts("a")["a.shp"])
    assert codes(layer) == ["shx_rebuilt", "dbf_missing"]
    assert layer.table.shape == (2, 0)
    assert layer.geometries is not None
    assert len(layer.geometries) == 2


def test_an_index_that_does_not_fit_is_made_anew(tmp_path: Path) -> None:
    parts = county_parts("a")
    wrong = bytearray(parts["a.shx"])
    wrong[100:104] = struct.pack(">i", 7)
    layer = of_parts(tmp_path, shp=parts["a.shp"], shx=bytes(wrong), dbf=parts["a.dbf"])
    assert codes(layer) == ["shx_rebuilt"]
    assert layer.geometries is not None
    assert layer.geometries[1].bounds[0] == pytest.approx(107.6)


def test_an_index_that_ends_early_hides_no_feature(tmp_path: Path) -> None:
    parts = county_parts("a")
    short = shx([polygon_shape(SQUARE)])
    layer = of_parts(tmp_path, shp=parts["a.shp"], shx=short, dbf=parts["a.dbf"])
    assert codes(layer) == ["shx_rebuilt"]
    assert len(layer.table) == 2


def test_a_dbf_alone_is_refused_because_its_geometry_is_missing(tmp_path: Path) -> None:
    write_parts(tmp_path, {"矿山.dbf": county_parts("a")["a.dbf"]})
    with pytest.raises(DataError) as refused:
        read(tmp_path / "矿山.dbf", tmp_path / "work")
    error = refused.value
    assert (error.code, error.detail["file"]) == ("shp_missing", "矿山.dbf")
    assert "缺少 .shp" in error.message.zh
    assert "geometry is missing" in error.message.en
    assert "CSV" in error.hint.zh


@pytest.mark.parametrize("endings", [(".dbf",), (".shx", ".dbf", ".prj")])
def test_a_zip_without_the_shp_is_refused(tmp_path: Path, endings: tuple[str, ...]) -> None:
    parts = county_parts("a")
    data = zipped({f"矿山{ending}": parts[f"a{ending}"] for ending in endings})
    with pytest.raises(DataError) as refused:
        read_bytes(data, "矿山.zip", tmp_path)
    assert (refused.value.code, refused.value.detail["file"]) == ("shp_missing", "矿山.dbf")


def test_a_table_without_shp_is_told_beside_what_can_be_read(tmp_path: Path) -> None:
    data = zipped({**county_parts("a"), "矿山.dbf": county_parts("b")["b.dbf"]})
    upload = read_bytes(data, "a.zip", tmp_path)
    assert [member.name for member in upload.members] == ["a.shp"]
    assert [message.code for message in upload.messages] == ["shp_missing"]


def test_deleted_records_are_left_out_with_their_geometry(tmp_path: Path) -> None:
    shapes = [point_shape(106.0 + number, 26.5) for number in range(3)]
    layer = of_parts(tmp_path, shp=shp(shapes, POINT), dbf=dbf(NAME, [[b"a"], [b"b"], [b"c"]], deleted=[1]))
    assert list(layer.table["name"]) == ["a", "c"]
    assert layer.geometries is not None
    assert [point.x for point in layer.geometries] == [106.0, 108.0]
    assert "deleted_records" in codes(layer)


def test_fewer_records_than_shapes_are_told(tmp_path: Path) -> None:
    shapes = [point_shape(106.0 + number, 26.5) for number in range(4)]
    layer = of_parts(
        tmp_path, shp=shp(shapes, POINT), shx=shx(shapes, POINT), dbf=dbf(NAME, [[b"a"], [b"b"], [b"c"]])
    )
    assert codes(layer) == ["shapefile_parts_differ"]
    assert layer.messages[0].features == (4,)
    assert layer.table["name"].isna().tolist() == [False, False, False, True]


def test_parts_of_two_data_sets_are_refused(tmp_path: Path) -> None:
    shapes = [point_shape(106.0 + number, 26.5) for number in range(9)]
    with pytest.raises(DataError) as refused:
        of_parts(tmp_path, shp=shp(shapes, POINT), dbf=dbf(NAME, [[b"a"], [b"b"]]))
    assert refused.value.code == "shapefile_parts_differ"
    assert refused.value.detail["shapes"] == 9


def test_a_shp_that_is_cut_off_is_refused_with_the_record(tmp_path: Path) -> None:
    parts = county_parts("a")
    with pytest.raises(DataError) as refused:
        of_parts(tmp_path, shp=parts["a.shp"][:-20], shx=parts["a.shx"], dbf=parts["a.dbf"])
    assert refused.value.code == "shapefile_truncated"
    assert refused.value.detail["row"] == 2
    assert "第 2 条记录" in refused.value.message.zh


def test_a_dbf_that_is_cut_off_is_refused_with_the_record(tmp_path: Path) -> None:
    parts = county_parts("a")
    with pytest.raises(DataError) as refused:
        of_parts(tmp_path, shp=parts["a.shp"], shx=parts["a.shx"], dbf=parts["a.dbf"][:-10])
    assert (refused.value.code, refused.value.detail["row"]) == ("table_truncated", 2)


def test_a_record_that_states_too_many_points_is_refused(tmp_path: Path) -> None:
    shape = bytearray(polygon_shape(SQUARE))
    shape[40:44] = struct.pack("<i", 2**30)
    with pytest.raises(DataError) as refused:
        of_parts(tmp_path, shp=shp([polygon_shape(SQUARE), bytes(shape)]))
    assert (refused.value.code, refused.value.detail["row"]) == ("shapefile_damaged", 2)


@pytest.mark.parametrize(
    ("cell", "code"),
    [(b"NaN", "value_unreadable"), (b"12a", "value_unreadable"), (b"*12", "value_unreadable")],
)
def test_what_is_no_number_is_empty_and_told(tmp_path: Path, cell: bytes, code: str) -> None:
    layer = of_parts(
        tmp_path, dbf=dbf([(b"area", "N", 5, 0), (b"x", "C", 3, 0)], [[b"17", b"a"], [cell, b"b"]])
    )
    assert layer.table["area"].isna().tolist() == [False, True]
    assert layer.table["area"][0] == 17
    assert [(message.code, message.features, message.detail["field"]) for message in layer.messages] == [
        (code, (2,), "area")
    ]


def test_stars_as_gdal_writes_an_empty_number_are_one_calm_note(tmp_path: Path) -> None:
    fields = [(b"area", "N", 5, 0), (b"output", "F", 4, 1)]
    layer = of_parts(tmp_path, dbf=dbf(fields, [[b"17", b"****"], [b"*****", b"****"], [b"3", b"1.5"]]))
    assert layer.table["area"].isna().tolist() == [False, True, False]
    assert layer.table["output"].isna().tolist() == [True, True, False]
    (note,) = layer.messages
    assert (note.code, note.detail["count"], note.features) == ("number_stars", 3, ())
    assert note.message.zh == "数字字段中有 3 个值只有星号（空值或超宽），已作为空值"


def test_long_whole_numbers_keep_their_digits(tmp_path: Path) -> None:
    layer = of_parts(tmp_path, dbf=dbf([(b"id", "N", 20, 0)], [[b"52011100000000000123"]]))
    assert layer.table["id"].tolist() == ["52011100000000000123"]


def test_missing_whole_numbers_do_not_turn_the_others_into_fractions(tmp_path: Path) -> None:
    layer = of_parts(
        tmp_path,
        dbf=dbf([(b"id", "N", 18, 0), (b"x", "C", 3, 0)], [[b"520111999999999999", b"a"], [b"", b"b"]]),
    )
    assert int(layer.table["id"][0]) == 520111999999999999


def test_dates_are_iso_and_wrong_ones_stay_as_written(tmp_path: Path) -> None:
    layer = of_parts(tmp_path, dbf=dbf([(b"day", "D", 8, 0)], [[b"20240501"], [b"20241399"], [b"00000000"]]))
    assert layer.table["day"].tolist()[:2] == ["2024-05-01", "20241399"]
    assert layer.table["day"].isna().tolist() == [False, False, True]
    assert layer.messages[0].features == (2,)


def test_truths_are_truths(tmp_path: Path) -> None:
    layer = of_parts(tmp_path, dbf=dbf([(b"ok", "L", 1, 0)], [[b"T"], [b"N"], [b"?"]]))
    assert layer.table["ok"].tolist() == [True, False, None]


def test_a_memo_is_left_out_and_told(tmp_path: Path) -> None:
    layer = of_parts(tmp_path, dbf=dbf([(b"note", "M", 10, 0), (b"x", "C", 3, 0)], [[b"1", b"a"]]))
    assert list(layer.table.columns) == ["x"]
    assert codes(layer) == ["field_left_out"]


def test_a_name_cut_inside_a_character_keeps_its_bytes(tmp_path: Path) -> None:
    cut = "行政区划代码".encode("gbk")[:9]
    layer = of_parts(tmp_path, dbf=dbf([(cut, "C", 6, 0)], [[b"520111"]]))
    assert layer.table.columns[0].encode("latin-1") == cut


def test_every_byte_of_a_text_is_kept(tmp_path: Path) -> None:
    cell = bytes(range(0x80, 0x100))
    layer = of_parts(tmp_path, dbf=dbf([(b"t", "C", 128, 0)], [[cell]]))
    assert layer.table["t"][0].encode("latin-1") == cell


def test_rubbish_behind_the_end_of_a_text_is_dropped(tmp_path: Path) -> None:
    layer = of_parts(tmp_path, dbf=dbf(NAME, [["花溪".encode("gbk") + b"\0rubbish"]]))
    assert layer.table["name"][0].encode("latin-1").decode("gbk") == "花溪"


def test_columns_of_one_name_are_numbered(tmp_path: Path) -> None:
    layer = of_parts(tmp_path, dbf=dbf([(b"a", "C", 2, 0), (b"a", "C", 2, 0)], [[b"1", b"2"]]))
    assert list(layer.table.columns) == ["a", "a_2"]


def test_null_shapes_are_features_without_geometry(tmp_path: Path) -> None:
    layer = of_parts(
        tmp_path, shp=shp([polygon_shape(SQUARE), null_shape()]), dbf=dbf(NAME, [[b"a"], [b"b"]])
    )
    assert layer.geometries is not None
    assert layer.geometries[1] is None


def test_heights_are_kept(tmp_path: Path) -> None:
    layer = of_parts(tmp_path, shp=shp([polygon_z_shape(SQUARE)], POLYGON_Z), dbf=dbf(NAME, [[b"a"]]))
    assert layer.geometries is not None
    assert layer.geometries[0].exterior.coords[0][2] == 1071.0


def test_open_rings_are_closed_and_told(tmp_path: Path) -> None:
    layer = of_parts(
        tmp_path,
        shp=shp([polygon_shape(SQUARE), polygon_shape(SQUARE[:-1])]),
        dbf=dbf(NAME, [[b"a"], [b"b"]]),
    )
    assert layer.geometries is not None
    assert layer.geometries[1].area == pytest.approx(0.0025)
    closed = next(message for message in layer.messages if message.code == "ring_closed")
    assert closed.features == (2,)


def test_a_ring_of_one_point_is_no_geometry(tmp_path: Path) -> None:
    layer = of_parts(
        tmp_path, shp=shp([polygon_shape(SQUARE[:1]), polygon_shape(SQUARE)]), dbf=dbf(NAME, [[b"a"], [b"b"]])
    )
    lost = next(message for message in layer.messages if message.code == "geometry_unreadable")
    assert lost.features == (1,)


def test_multipatches_become_polygons(tmp_path: Path) -> None:
    layer = of_parts(
        tmp_path, shp=shp([multipatch_shape(SQUARE, part_type=2)], MULTIPATCH), dbf=dbf(NAME, [[b"a"]])
    )
    assert "multipatch" in codes(layer)
    assert layer.geometries is not None
    assert layer.geometries[0].geom_type == "MultiPolygon"


def test_a_hole_stays_a_hole(tmp_path: Path) -> None:
    hole = [(106.61, 26.41), (106.62, 26.41), (106.62, 26.42), (106.61, 26.42), (106.61, 26.41)]
    layer = of_parts(tmp_path, shp=shp([polygon_shape(SQUARE, hole)]), dbf=dbf(NAME, [[b"a"]]))
    assert layer.geometries is not None
    assert layer.geometries[0].area == pytest.approx(0.0025 - 0.0001)


def test_a_damaged_prj_is_handed_on_as_it_is(tmp_path: Path) -> None:
    parts = county_parts("a")
    layer = of_parts(
        tmp_path, shp=parts["a.shp"], shx=parts["a.shx"], dbf=parts["a.dbf"], prj=b"\xff\xfegarbage"
    )
    assert layer.declared_crs.endswith("garbage")


def test_a_prj_with_a_chinese_name_in_gbk_is_readable(tmp_path: Path) -> None:
    parts = county_parts("a")
    prj = 'PROJCS["贵阳独立坐标系"]'
    layer = of_parts(
        tmp_path, shp=parts["a.shp"], shx=parts["a.shx"], dbf=parts["a.dbf"], prj=prj.encode("gbk")
    )
    assert layer.declared_crs == prj


def test_an_index_alone_is_refused_with_a_word_on_what_to_send(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"\.shx"):
        read_bytes(county_parts("a")["a.shx"], "a.shx", tmp_path)
