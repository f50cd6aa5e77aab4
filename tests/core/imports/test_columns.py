"""The rows of a table get a place by their coordinates, else by the admin unit they name; doubts are asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.core.errors import DataError, ParameterError
from atlas.core.imports.columns import Located, locate_table
from atlas.core.imports.raw import Member, RawLayer
from atlas.core.imports.report import ImportAnswers
from tests.core.places.real_units import small_gazetteer

GAZETTEER = small_gazetteer()


def locate(columns: dict[str, Sequence[Any]], **answers: str) -> Located:
    layer = RawLayer(Member("台账.csv", "csv"), pandas.DataFrame(columns), None)
    return locate_table(layer, GAZETTEER, ImportAnswers(**answers))


def points(located: Located) -> list[tuple[float, float] | None]:
    assert located.layer.geometries is not None
    return [None if one is None else (round(one.x, 6), round(one.y, 6)) for one in located.layer.geometries]


def codes(located: Located) -> list[str]:
    return [message.code for message in located.messages]


def message(located: Located, code: str) -> Any:
    (found,) = [one for one in located.messages if one.code == code]
    return found


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ("经度", "纬度"),
        ("东经", "北纬"),
        ("lon", "lat"),
        ("LNG", "LAT"),
        ("longitude", "latitude"),
        ("x", "y"),
        ("X坐标", "Y坐标"),
        ("POINT_X", "POINT_Y"),
        ("横坐标", "纵坐标"),
        ("中心点经度(°)", "中心点纬度(°)"),
    ],
)
def test_columns_with_coordinates_are_known_by_name(x: str, y: str) -> None:
    found = locate({"名称": ["开阳磷矿"], y: ["27.06"], x: ["106.97"]})
    assert points(found) == [(106.97, 27.06)]
    assert (found.x_column, found.y_column, found.axes) == (x, y, "kept")
    assert found.layer.declared_crs == "EPSG:4326"


def test_degrees_without_datum_are_taken_as_wgs84_and_told() -> None:
    assert codes(locate({"经度": ["106.97"], "纬度": ["27.06"]})) == ["crs_taken_as_wgs84"]


@pytest.mark.parametrize(
    ("x", "y", "crs", "told"),
    [
        ("lon_wgs84", "lat_wgs84", "EPSG:4326", []),
        ("经度2000", "纬度2000", "EPSG:4490", []),
        ("lng_gcj02", "lat_gcj02", "EPSG:4326", ["offset_in_name"]),
        ("百度经度", "百度纬度", "EPSG:4326", ["offset_in_name"]),
    ],
)
def test_the_datum_in_the_names_of_columns_counts(x: str, y: str, crs: str, told: list[str]) -> None:
    found = locate({x: ["106.97"], y: ["27.06"]})
    assert (found.layer.declared_crs, codes(found)) == (crs, told)


def test_degrees_minutes_and_seconds_are_read() -> None:
    found = locate({"东经": ["东经106°58′12″", "106-58-12"], "北纬": ["北纬27°03′36″", "27 03 36"]})
    assert points(found) == [(106.97, 27.06), (106.97, 27.06)]


def test_packed_degrees_are_read_and_told() -> None:
    found = locate({"经度": ["1065812", "1065812"], "纬度": ["270336", "270336"]})
    assert points(found) == [(106.97, 27.06)] * 2
    assert message(found, "coordinates_packed").features == (1, 2)


def test_metres_leave_the_reference_system_open() -> None:
    found = locate({"X": ["35635200.5"], "Y": ["2935000.25"]})
    assert points(found) == [(35635200.5, 2935000.25)]
    assert (found.layer.declared_crs, found.messages) == ("", ())


def test_x_is_north_in_surveying_when_the_values_say_so() -> None:
    found = locate({"X": ["2935000", "2935010"], "Y": ["635200", "635210"]})
    assert points(found) == [(635200, 2935000), (635210, 2935010)]
    assert (found.x_column, found.y_column, found.axes) == ("Y", "X", "kept")
    assert codes(found) == ["x_is_north"]


@pytest.mark.parametrize(
    ("east", "north"), [("横坐标", "纵坐标"), ("Y（东）", "X（北）"), ("Easting", "Northing")]
)
def test_names_of_directions_decide_where_values_cannot(east: str, north: str) -> None:
    assert points(locate({north: ["3000"], east: ["4000"]})) == [(4000, 3000)]


def test_letters_with_values_that_fit_both_ways_are_asked() -> None:
    found = locate({"X坐标": ["3000"], "Y坐标": ["4000"]})
    assert found.question is not None
    assert found.question.code == "x_column"
    assert [choice.value for choice in found.question.choices] == ["X坐标", "Y坐标"]
    assert found.layer.geometries is None


@pytest.mark.parametrize(("answer", "point"), [("X坐标", (3000, 4000)), ("Y坐标", (4000, 3000))])
def test_the_answer_about_one_column_decides_both(answer: str, point: tuple[float, float]) -> None:
    found = locate({"X坐标": ["3000"], "Y坐标": ["4000"]}, x_column=answer)
    assert (points(found), found.question) == ([point], None)


def test_exchanged_longitude_and_latitude_are_put_right_and_told() -> None:
    found = locate({"经度": ["27.06", "26.5"], "纬度": ["106.97", "107.1"]})
    assert points(found) == [(106.97, 27.06), (107.1, 26.5)]
    assert (found.x_column, found.y_column, found.axes) == ("纬度", "经度", "kept")
    assert codes(found)[0] == "axes_swapped"


def test_an_exchange_that_is_only_likely_is_asked() -> None:
    found = locate({"lon": ["43.6"], "lat": ["82.1"]})
    assert found.question is not None
    assert [choice.value for choice in found.question.choices] == ["lon", "lat"]
    assert points(locate({"lon": ["43.6"], "lat": ["82.1"]}, x_column="lat")) == [(82.1, 43.6)]


@pytest.mark.parametrize(("axes", "point"), [("kept", (43.6, 82.1)), ("swapped", (82.1, 43.6))])
def test_the_answer_about_axes_decides(axes: str, point: tuple[float, float]) -> None:
    assert points(locate({"lon": ["43.6"], "lat": ["82.1"]}, axes=axes)) == [point]


@pytest.mark.parametrize("text", ["106.97,27.06", "27.06，106.97", "(106.97 27.06)", "北纬27.06°东经106.97°"])
def test_both_coordinates_in_one_column_are_read_in_either_order(text: str) -> None:
    assert points(locate({"坐标": [text]})) == [(106.97, 27.06)]


def test_two_numbers_in_a_cell_that_fit_both_ways_are_asked() -> None:
    found = locate({"坐标": ["12.5,41.9"]})
    assert found.question is not None
    assert found.question.code == "axes"
    assert points(locate({"坐标": ["12.5,41.9"]}, axes="swapped")) == [(41.9, 12.5)]


def test_wkt_makes_any_geometry_and_bad_text_is_listed() -> None:
    found = locate(
        {"geometry_2": ["POLYGON((106 26,107 26,107 27,106 26))", "POINT(106.97 27.06)", "POINT(106", None]}
    )
    geometries = found.layer.geometries
    assert geometries is not None
    assert [one and one.geom_type for one in geometries] == ["Polygon", "Point", None, None]
    assert message(found, "coordinates_unreadable").features == (3, 4)


def test_the_number_in_front_of_wkt_names_the_reference_system() -> None:
    found = locate({"wkt": ["SRID=4490;POINT(106.97 27.06)"]})
    assert (found.layer.declared_crs, codes(found)) == ("EPSG:4490", [])
    assert found.layer.geometries is not None
    assert shapely.get_srid(found.layer.geometries).tolist() == [0]


def test_rows_without_usable_coordinates_stay_and_are_listed_with_what_they_say() -> None:
    found = locate(
        {"经度": ["106.97", "", "无", "0", "635200"], "纬度": ["27.06", "27", "27", "0", "2935000"]}
    )
    assert points(found) == [(106.97, 27.06), None, None, None, None]
    told = message(found, "coordinates_unreadable")
    assert told.features == (2, 3, 5)
    assert told.detail["values"][1] == ["无", "27"]
    assert message(found, "coordinates_zero").features == (4,)
    assert len(found.layer.table) == 5


def test_single_rows_the_other_way_round_are_listed_not_changed() -> None:
    lons, lats = ["82.1"] * 20, ["43.6"] * 20
    lons[4], lats[4] = lats[4], lons[4]
    found = locate({"经度": lons, "纬度": lats})
    assert message(found, "coordinates_swapped_rows").features == (5,)
    assert points(found)[4] == (43.6, 82.1)


def test_a_latitude_beyond_the_pole_is_listed() -> None:
    found = locate({"经度": ["106.97"] * 20, "纬度": [*["27.06"] * 19, "106.97"]})
    assert message(found, "coordinates_unreadable").features == (20,)


def test_several_pairs_of_columns_are_asked() -> None:
    columns = {"起点经度": ["106.5"], "起点纬度": ["26.5"], "终点经度": ["107.5"], "终点纬度": ["27.5"]}
    found = locate(columns)
    assert found.question is not None
    assert [choice.value for choice in found.question.choices] == ["起点经度", "终点经度"]
    assert points(locate(columns, x_column="终点经度")) == [(107.5, 27.5)]


def test_named_columns_are_taken_as_they_are_named() -> None:
    columns = {"甲": ["106.97"], "乙": ["27.06"]}
    assert points(locate(columns, x_column="甲", y_column="乙")) == [(106.97, 27.06)]


@pytest.mark.parametrize("answers", [{"x_column": "没有"}, {"unit_column": "没有"}, {"x_column": "甲"}])
def test_a_column_that_is_not_there_or_has_no_partner_is_refused(answers: dict[str, str]) -> None:
    with pytest.raises(ParameterError):
        locate({"甲": ["106.97"], "县": ["开阳县"]}, **answers)


def test_named_columns_without_any_coordinate_are_refused() -> None:
    with pytest.raises(DataError) as caught:
        locate({"甲": ["无"], "乙": ["无"]}, x_column="甲", y_column="乙")
    assert caught.value.code == "no_location"


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.floats(73.1, 135.9), st.floats(3.1, 53.9)), min_size=1, max_size=10), st.booleans()
)
def test_points_in_china_come_out_right_however_the_columns_are_called(
    places: list[tuple[float, float]], exchanged: bool
) -> None:
    lons, lats = [f"{x:.6f}" for x, _ in places], [f"{y:.6f}" for _, y in places]
    found = locate({"X": lats if exchanged else lons, "Y": lons if exchanged else lats})
    assert points(found) == [(float(x), float(y)) for x, y in zip(lons, lats, strict=True)]


def test_names_of_counties_of_all_kinds_lead_to_their_codes() -> None:
    found = locate({"县名": ["开阳县", "玉屏", "玉屏侗族自治县", "盘县", "贵州省遵义市正安县"]})
    assert found.unit_codes == ["520121", "520622", "520622", "520281", "520324"]
    assert found.unit_column == "县名"
    assert message(found, "unit_renamed").features == (4,)


@pytest.mark.parametrize(
    "values",
    [
        ["520121", "520622"],
        ["520121000000", "520622100000"],
        ["520121001", "520622100"],
        ["520121.0", "520622.0"],
        [520121, 520622],
        [520121.0, 520622.0],
        [520121000000.0, 520622000000.0],
        [" 520121 ", "５２０６２２"],
    ],
)
def test_codes_in_all_their_spellings_lead_to_the_county(values: list[Any]) -> None:
    assert locate({"行政区划代码": values, "产值": ["1", "2"]}).unit_codes == ["520121", "520622"]


def test_an_old_code_leads_to_the_county_of_today() -> None:
    found = locate({"代码": ["520222", "520121"]})
    assert found.unit_codes == ["520281", "520121"]
    assert message(found, "unit_renamed").features == (1,)


def test_rows_that_match_nothing_are_listed_with_names_that_look_alike() -> None:
    found = locate({"县名": ["开阳县", "息峰县", "", "修文县"]})
    assert found.unit_codes == ["520121", "", "", "520123"]
    told = message(found, "unit_unmatched")
    assert told.features == (2, 3)
    assert told.detail["values"][0]["value"] == "息峰县"
    assert any("息烽" in one for one in told.detail["values"][0]["candidates"])


def test_an_ambiguous_name_is_listed_never_guessed() -> None:
    found = locate({"县名": ["开阳县", "白云区"]})
    assert found.unit_codes == ["520121", ""]
    told = message(found, "unit_ambiguous")
    assert told.features == (2,)
    assert told.detail["values"][0]["candidates"] == ["白云区 440111", "白云区 520113"]


@pytest.mark.parametrize(
    ("column", "values"),
    [("省", ["贵州省", "广东省"]), ("市州", ["贵阳市", "广州市"]), ("所属市", ["贵阳", "广州"])],
)
def test_the_units_above_tell_namesakes_apart(column: str, values: list[str]) -> None:
    found = locate({column: values, "县区": ["白云区", "白云区"]})
    assert (found.unit_codes, codes(found)) == (["520113", "440111"], ["drawn_by_unit"])


def test_a_table_that_lies_in_one_province_decides_and_says_so() -> None:
    found = locate({"县名": ["开阳县", "息烽县", "修文县", "清镇市", "正安县", "白云区"]})
    assert list(found.unit_codes or ())[-1] == "520113"
    assert message(found, "unit_by_province").features == (6,)


def test_a_code_and_a_name_of_different_units_are_listed_and_not_taken() -> None:
    found = locate({"代码": ["520121", "520622", "520122"], "县名": ["开阳县", "玉屏", "修文县"]})
    assert found.unit_codes == ["520121", "520622", ""]
    assert message(found, "unit_contradictory").features == (3,)


def test_a_row_of_totals_is_told() -> None:
    found = locate({"县名": ["开阳县", "息烽县", "贵阳市"]})
    assert message(found, "unit_other_level").features == (3,)


def test_several_columns_with_counties_are_asked() -> None:
    columns = {"所在县": ["开阳县", "玉屏"], "户籍县": ["正安县", "玉屏"]}
    found = locate(columns)
    assert found.question is not None
    assert found.question.code == "unit_column"
    assert [choice.value for choice in found.question.choices] == ["所在县", "户籍县"]
    assert locate(columns, unit_column="户籍县").unit_codes == ["520324", "520622"]


def test_coordinates_go_before_names_unless_the_names_are_asked_for() -> None:
    columns = {"县名": ["开阳县"], "经度": ["106.97"], "纬度": ["27.06"]}
    assert locate(columns).unit_codes is None
    assert locate(columns, unit_column="县名").unit_codes == ["520121"]


def test_names_help_where_no_coordinate_can_be_read() -> None:
    assert locate({"县名": ["开阳县"], "经度": [""], "纬度": ["无"]}).unit_codes == ["520121"]


def test_a_table_without_any_place_is_refused_and_told_what_was_looked_for() -> None:
    with pytest.raises(DataError) as caught:
        locate({"设备": ["泵", "阀"], "数量": ["1", "2"]})
    assert caught.value.code == "no_location"
    assert caught.value.detail["columns"] == ["设备", "数量"]
    assert "WKT" in caught.value.message.zh


def test_a_named_column_without_units_is_refused() -> None:
    with pytest.raises(DataError) as caught:
        locate({"设备": ["泵", "阀"], "县名": ["开阳县", "息烽县"]}, unit_column="设备")
    assert caught.value.code == "no_units"


@pytest.mark.parametrize(
    ("name", "values", "kind"),
    [
        ("人口", ["12", "7"], "int64"),
        ("产值", ["12.5", "7"], "float64"),
        ("产值", ["12.5", ""], "float64"),
        ("人口", ["12", None], "Int64"),
        ("产值", ["0.10416666666666667", "1e"], "str"),
        ("面积", ["012", "7"], "str"),
        ("编号", ["12", "7"], "str"),
        ("电话", ["85112345", "85112346"], "str"),
        ("备注", ["12", "约 7"], "str"),
        ("上级", ["520100", "520600"], "str"),
        ("证件", ["520121199001011234", "520121199001011235"], "str"),
    ],
)
def test_only_columns_of_plain_numbers_become_numbers(name: str, values: list[str | None], kind: str) -> None:
    table = locate({"县名": ["开阳县", "息烽县"], name: values}).layer.table
    assert str(table[name].dtype) == kind
    assert str(table["县名"].dtype) == "str"


def locate_sheet(columns: dict[str, Sequence[Any]], *, first_row: int = 2) -> Located:
    """A table whose header stands right above ``first_row`` of the sheet."""
    table = pandas.DataFrame(columns)
    rows = np.arange(first_row, first_row + len(table), dtype=np.int64)
    return locate_table(
        RawLayer(Member("台账", "xlsx"), table, None, file_rows=rows), GAZETTEER, ImportAnswers()
    )


def test_that_whole_counties_are_drawn_is_the_first_thing_said() -> None:
    found = locate({"所在县": ["开阳县", "盘县", "某某矿区", "江口县"]})
    assert codes(found)[0] == "drawn_by_unit"
    told = found.messages[0]
    assert "按“所在县”列匹配县界作为图形：3 行匹配到 3 个县，1 行没有图形" in told.message.zh
    assert (told.detail["field"], told.detail["matched"], told.detail["units"]) == ("所在县", 3, 3)


def test_coordinates_are_not_said_to_be_drawn_as_counties() -> None:
    assert "drawn_by_unit" not in codes(locate({"县名": ["开阳县"], "经度": ["106.97"], "纬度": ["27.06"]}))


def test_rows_that_name_one_county_are_told_with_their_rows_in_the_sheet() -> None:
    found = locate_sheet({"县名": ["开阳县", "盘州市", "江口县", "盘县"]}, first_row=4)
    told = message(found, "unit_repeated")
    assert "第 5、7 行都指盘州市" in told.message.zh
    assert "rows 5, 7 name 盘州市" in told.message.en
    assert told.features == (2, 4)
    assert told.detail["units"] == [{"adcode": "520281", "name": "盘州市", "rows": [5, 7]}]


def test_counties_that_stand_once_are_not_told_as_repeated() -> None:
    assert "unit_repeated" not in codes(locate({"县名": ["开阳县", "江口县"]}))


def test_messages_count_rows_as_the_sheet_does_and_features_as_the_layer_does() -> None:
    units = message(locate_sheet({"县名": ["开阳县", "某某矿区", "江口县"]}, first_row=4), "unit_unmatched")
    assert "第 5 行“某某矿区”" in units.message.zh
    assert "row 5 “某某矿区”" in units.message.en
    assert (units.features, units.detail["values"][0]["row"]) == ((2,), 5)
    points = message(
        locate_sheet({"经度": ["106.97", "无"], "纬度": ["27.06", "27.1"]}, first_row=4),
        "coordinates_unreadable",
    )
    assert "第 5 行" in points.message.zh
    assert points.features == (2,)


COUNTIES = ["开阳县", "江口县"] * 5


def beside(values: Sequence[Any], name: str = "产量") -> Located:
    """A column of ten values beside counties, its first row being row 4 of the sheet."""
    return locate_sheet({"县名": COUNTIES, name: values}, first_row=4)


@pytest.mark.parametrize(
    ("values", "numbers"),
    [
        (["1,067.86", "12"] * 5, [1067.86, 12.0]),
        (["1，067", "９８"] * 5, [1067, 98]),
        (["1 067 860.5", " 3"] * 5, [1067860.5, 3.0]),
        (["-1,200", "\u22125"] * 5, [-1200, -5]),
    ],
)
def test_numbers_written_for_people_are_numbers_and_told(values: list[str], numbers: list[float]) -> None:
    found = beside(values)
    assert found.layer.table["产量"].tolist()[:2] == numbers
    assert message(found, "numbers_read").detail["field"] == "产量"


def test_per_cent_is_the_unit_and_the_number_stays_as_printed() -> None:
    found = beside(["5.4%", "12 ％"] * 5, "增速")
    assert found.layer.table["增速"].tolist()[:2] == [5.4, 12.0]
    told = message(found, "numbers_read")
    assert told.detail["unit"] == "%"
    assert "% 是单位" in told.message.zh


@pytest.mark.parametrize("mark", ["—", "——", "-", "…", "...", "/", "空", "－"])
def test_marks_for_no_data_are_empty_and_told_with_their_row(mark: str) -> None:
    found = beside(["12", "7"] * 4 + ["1,200", mark])
    assert found.layer.table["产量"].isna().tolist() == [False] * 9 + [True]
    assert str(found.layer.table["产量"].dtype) == "Int64"
    told = message(found, "numbers_read")
    assert f"1 行写着“{mark}”，作为空值（第 13 行）" in told.message.zh
    assert told.features == (10,)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("产量", ["1,200"] * 9 + ["约 7"]),
        ("产量", ["1,200"] * 8 + ["—"] * 2),
        ("产量", ["5%"] * 5 + ["5"] * 5),
        ("产量", ["10,67"] * 10),
        ("矿区", ["0851,200"] * 10),
        ("编号", ["1,200"] * 10),
        ("上级", ["520100"] * 9 + ["—"]),
        ("证件", ["520121199001011234"] * 9 + ["—"]),
        ("联系", ["13985012345"] * 9 + ["—"]),
    ],
)
def test_codes_telephones_and_what_is_not_clear_stay_text(name: str, values: list[str]) -> None:
    found = beside(values, name)
    assert found.layer.table[name].tolist() == values
    assert "numbers_read" not in codes(found)


@given(st.integers(-(10**14), 10**14), st.sampled_from([",", "，", " ", "\u3000"]))
def test_grouped_digits_keep_their_value(number: int, separator: str) -> None:
    text = f"{number:,}".replace(",", separator)
    table = beside([text] * 10).layer.table
    assert table["产量"].tolist() == [number] * 10
