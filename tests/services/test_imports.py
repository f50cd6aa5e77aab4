"""Files as county offices have them, imported into the store of the whole country."""

import json
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas
import openpyxl
import pytest
import shapely

from atlas.core.access import AccessPolicy, Actor, Role
from atlas.core.errors import AccessDenied
from atlas.core.geo.crs import map_vertices
from atlas.core.geo.datum import wgs84_to_gcj02
from atlas.core.imports.report import ImportAnswers, ImportReport, ImportStatus
from atlas.services.import_course import ImportRequest
from atlas.services.import_places import ImportPlaces
from atlas.services.imports import Importer
from atlas.services.reader import Reader
from atlas.services.versions import Versions
from atlas.settings import Settings
from atlas.stores.combined import CombinedStore
from atlas.stores.geopackage import GeoPackageStore
from atlas.stores.workspace import Workspace
from atlas.stores.workspace_records import LayerMetadata
from tests.small_workspace import open_workspace

pytestmark = pytest.mark.store

EDITOR = Actor("李明", Role.EDITOR)
KAIYANG, XIFENG = "520121", "520122"

Import = Callable[..., ImportReport]


def silent(percent: int, step: str, row_count: int | None = None) -> None:
    """Progress that nobody looks at."""


@pytest.fixture(scope="module")
def places(built_settings: Settings) -> ImportPlaces:
    return ImportPlaces(Reader(GeoPackageStore(built_settings.home)), "520000")


@pytest.fixture(scope="module")
def guiyang(built_settings: Settings) -> geopandas.GeoDataFrame:
    """The counties of 贵阳市, as an office would have them."""
    counties = GeoPackageStore(built_settings.home).read_polygons("county")
    found = counties[counties["prefecture"] == "520100"]
    columns = {"县名": found["name"], "代码": found["adcode"], "产业": ["磷化工"] * len(found)}
    return geopandas.GeoDataFrame(columns, geometry=found.geometry, crs="EPSG:4326").reset_index(drop=True)


@pytest.fixture
def workspace(store_home: Path) -> Workspace:
    return open_workspace(store_home)


@pytest.fixture
def run(workspace: Workspace, places: ImportPlaces) -> Import:
    importer = Importer(workspace, places, AccessPolicy(), lambda: frozenset({"county"}))

    def run(path: Path, **wishes: object) -> ImportReport:
        answers = ImportAnswers(
            **{name: wishes.pop(name) for name in list(wishes) if name in ImportAnswers.__slots__}
        )
        request = ImportRequest(path=path, name=path.name, answers=answers, **wishes)
        return importer.run(EDITOR, request, silent)

    return run


def zip_shapefile(
    frame: geopandas.GeoDataFrame, folder: Path, *, encoding: str, leave_out: tuple[str, ...] = ()
) -> Path:
    source = folder / "parts" / "开发区.shp"
    source.parent.mkdir()
    frame.to_file(source, encoding=encoding)
    target = folder / "开发区.zip"
    with zipfile.ZipFile(target, "w") as archive:
        for part in sorted(source.parent.iterdir()):
            if part.suffix not in leave_out:
                archive.write(part, part.name)
    return target


def kept_features(workspace: Workspace, layer: str) -> geopandas.GeoDataFrame:
    """As a GIS program opens the first version of a layer."""
    with tempfile.TemporaryDirectory() as folder:
        workspace.files.fetch(layer, 1, Path(folder))
        return geopandas.read_file(Path(folder) / "features.gpkg", layer=f"layer_{layer}")


def codes(report: ImportReport) -> set[str]:
    return {message.code for message in report.warnings}


def test_a_gbk_shapefile_in_a_gauss_kruger_zone_lands_in_its_counties(
    run: Import, guiyang: geopandas.GeoDataFrame, workspace: Workspace, tmp_path: Path
) -> None:
    path = zip_shapefile(guiyang.to_crs("EPSG:4523"), tmp_path, encoding="gbk", leave_out=(".cpg",))
    report = run(path, title="贵阳各县")
    assert report.status is ImportStatus.ACCEPTED_WITH_WARNINGS
    assert codes(report) == {"encoding_detected"}
    assert (report.layer, report.version, report.crs) == ("guiyanggexian", 1, "EPSG:4523")
    frame = kept_features(workspace, "guiyanggexian")
    assert frame["县名"].tolist() == frame["atlas_county"].tolist() == guiyang["县名"].tolist()
    assert frame["代码"].tolist() == frame["atlas_adcode"].tolist()
    assert (frame["atlas_share"] > 0.999).all()
    assert report.balance["features"] == len(guiyang)
    assert report.balance["in_several"]["count"] == 0
    titles = {one.name: one.title.zh for one in workspace.get_version("guiyanggexian", 1).schema}
    assert (titles["县名"], titles["atlas_county"]) == ("县名", "所在县（按位置）")


def test_without_a_prj_the_import_asks_and_shows_where_features_would_land(
    run: Import, guiyang: geopandas.GeoDataFrame, workspace: Workspace, tmp_path: Path
) -> None:
    path = zip_shapefile(guiyang.to_crs("EPSG:4544"), tmp_path, encoding="utf-8", leave_out=(".prj",))
    asked = run(path)
    assert asked.status is ImportStatus.NEEDS_ANSWER
    (question,) = asked.questions
    assert question.code == "crs"
    assert question.choices[0].value == "EPSG:4544"
    assert workspace.list_layers() == []
    answered = run(path, crs="EPSG:4544")
    assert answered.status in (ImportStatus.ACCEPTED, ImportStatus.ACCEPTED_WITH_WARNINGS)
    assert answered.bbox == pytest.approx(tuple(guiyang.total_bounds), abs=1e-5)


def test_data_shifted_for_web_maps_are_reported_and_corrected_only_when_asked(
    run: Import, guiyang: geopandas.GeoDataFrame, tmp_path: Path
) -> None:
    shifted = guiyang.set_geometry(map_vertices(guiyang.geometry.to_numpy(), wgs84_to_gcj02), crs=guiyang.crs)
    path = tmp_path / "高德导出.geojson"
    shifted.to_file(path, driver="GeoJSON")
    kept = run(path, title="kept")
    assert "offset_gcj02" in codes(kept)
    assert kept.bbox == pytest.approx(tuple(shifted.total_bounds), abs=1e-6)
    undone = run(path, title="undone", offset="gcj02")
    assert undone.bbox == pytest.approx(tuple(guiyang.total_bounds), abs=1e-5)


def test_a_table_of_county_names_becomes_their_polygons(
    run: Import, workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "产值.csv"
    path.write_bytes("县,产值（亿元）\n开阳县,120.5\n息烽,80\n某某县,3\n".encode("gb18030"))
    report = run(path, title="chanzhi")
    assert report.status is ImportStatus.ACCEPTED_WITH_WARNINGS
    assert "unit_unmatched" in codes(report)
    frame = kept_features(workspace, "chanzhi")
    assert frame["atlas_adcode"].fillna("").tolist() == [KAIYANG, XIFENG, ""]
    assert frame["产值（亿元）"].tolist() == [120.5, 80, 3]


def test_a_sheet_drawn_by_county_says_so_first_and_counts_the_rows_of_the_sheet(
    run: Import, workspace: Workspace, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    rows = [("贵阳市矿山台账",), ("所在县", "矿名", "产值（万元）"), ("开阳县", "开阳磷矿", "1,067.86")]
    rows += [("息烽县", f"息烽 {number} 号矿", f"{number},000") for number in range(1, 9)]
    for row in (*rows, ("某某县", "无名矿", "—")):
        book.active.append(row)
    path = tmp_path / "矿山.xlsx"
    book.save(path)
    report = run(path, title="kuangshan")
    told = {message.code: message for message in report.warnings}
    assert report.warnings[0].code == "drawn_by_unit"
    assert "按“所在县”列匹配县界作为图形：9 行匹配到 2 个县" in report.warnings[0].message.zh
    assert "第 12 行“某某县”" in told["unit_unmatched"].message.zh
    assert told["unit_unmatched"].features == (10,)
    assert "第 4、5、6、7、8、9 … 行都指息烽县" in told["unit_repeated"].message.zh
    assert "第 12 行" in told["numbers_read"].message.zh
    assert kept_features(workspace, "kuangshan")["产值（万元）"].tolist()[:2] == [1067.86, 1000]


def test_the_table_of_a_shapefile_sent_alone_is_refused(
    run: Import, guiyang: geopandas.GeoDataFrame, tmp_path: Path
) -> None:
    report = run(zip_shapefile(guiyang, tmp_path, encoding="utf-8", leave_out=(".shp",)))
    assert (report.status, [error.code for error in report.errors]) == (
        ImportStatus.REJECTED,
        ["shp_missing"],
    )


def test_a_table_with_degrees_and_minutes_becomes_points(
    run: Import, workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "矿点.csv"
    path.write_text("名称,东经,北纬\n开阳磷矿,106°50′10″,27°05′30″\n", encoding="utf-8")
    report = run(path, title="kuangdian")
    assert report.geometry_type == "Point"
    frame = kept_features(workspace, "kuangdian")
    assert frame.geometry[0].x == pytest.approx(106 + 50 / 60 + 10 / 3600)
    assert frame["atlas_county"].tolist() == ["开阳县"]


@pytest.mark.parametrize("wishes", [{}, {"axes": "swapped"}, {"crs": "EPSG:4326"}])
def test_exchanged_columns_of_degrees_are_exchanged_once(
    run: Import, tmp_path: Path, wishes: dict[str, str]
) -> None:
    path = tmp_path / "颠倒.csv"
    path.write_text("名称,经度,纬度\n甲,27.05,107.0\n乙,27.09,106.74\n丙,26.69,107.52\n", encoding="utf-8")
    report = run(path, **wishes)
    assert (report.layer, report.feature_count, report.geometry_type) == ("diandao", 3, "Point")
    assert report.bbox == (106.74, 26.69, 107.52, 27.09)
    assert ("axes_swapped" in codes(report)) == ("axes" not in wishes)


def test_a_feature_that_names_one_county_and_lies_in_another_is_told(
    run: Import, guiyang: geopandas.GeoDataFrame, tmp_path: Path
) -> None:
    wrong = guiyang.copy()
    wrong.loc[wrong["代码"] == KAIYANG, ["县名", "代码"]] = ["息烽县", XIFENG]
    path = tmp_path / "错县.geojson"
    wrong.to_file(path, driver="GeoJSON")
    report = run(path, title="cuoxian")
    told = next(message for message in report.warnings if message.code == "place_contradicts")
    assert told.features == (int(wrong.index[guiyang["代码"] == KAIYANG][0]) + 1,)


def test_invalid_and_missing_shapes_are_told_by_number_and_kept_as_rows(
    run: Import, workspace: Workspace, tmp_path: Path
) -> None:
    bow_tie = shapely.Polygon([(106.9, 27), (107, 27.1), (107, 27), (106.9, 27.1)])
    frame = geopandas.GeoDataFrame(
        {"地块": ["好", "自相交", "无"]},
        geometry=[shapely.box(106.9, 27, 106.95, 27.05), bow_tie, None],
        crs=4490,
    )
    path = tmp_path / "地块.gpkg"
    frame.to_file(path)
    report = run(path, title="dikuai")
    told = {message.code: message.features for message in report.warnings}
    assert told["self_intersection"] == (2,)
    assert told["null_geometry"] == (3,)
    kept = kept_features(workspace, "dikuai")
    assert kept.geometry.iloc[:2].is_valid.all()
    assert len(kept) == 3


def test_several_data_sets_in_one_file_lead_to_a_question(
    run: Import, guiyang: geopandas.GeoDataFrame, tmp_path: Path
) -> None:
    path = tmp_path / "两层.gpkg"
    guiyang.to_file(path, layer="县")
    guiyang.iloc[:2].to_file(path, layer="两县")
    asked = run(path)
    assert [question.code for question in asked.questions] == ["member"]
    assert {choice.value for choice in asked.questions[0].choices} == {"县", "两县"}
    assert run(path, member="两县", title="liangxian").feature_count == 2


def test_each_of_several_data_sets_gets_a_name_of_its_own(
    run: Import, guiyang: geopandas.GeoDataFrame, workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "两层.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, frame in (("磷矿", guiyang), ("高速公路", guiyang.iloc[:2])):
            archive.writestr(f"数据/{name}.geojson", frame.to_json())
    members = [choice.value for choice in run(path).questions[0].choices]
    reports = [run(path, member=member) for member in members]
    assert sorted(str(report.layer) for report in reports) == ["gaosugonglu", "linkuang"]
    assert {layer.title.zh for layer in workspace.list_layers()} == {"磷矿", "高速公路"}
    assert all("title_taken" not in codes(report) for report in reports)


@pytest.mark.parametrize("ending", [".geojson", ".shp"])
def test_a_file_without_features_is_refused(
    run: Import, guiyang: geopandas.GeoDataFrame, workspace: Workspace, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"空{ending}"
    if ending == ".shp":
        guiyang.iloc[:0].to_file(path)
    else:
        path.write_text('{"type":"FeatureCollection","features":[]}', encoding="utf-8")
    report = run(path)
    assert (report.status, report.errors[0].code) == (ImportStatus.REJECTED, "no_features")
    assert "文件里没有要素" in report.errors[0].message.zh
    assert workspace.list_layers() == []


def test_what_cannot_be_read_is_rejected_with_words_and_leaves_nothing(
    run: Import, workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "坏.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../逃.shp", b"x")
    report = run(path)
    assert report.status is ImportStatus.REJECTED
    assert report.errors[0].message.zh
    assert report.errors[0].message.en
    assert workspace.list_layers() == []
    assert not (tmp_path.parent / "逃.shp").exists()


def test_a_new_version_keeps_the_layer_and_an_upload_is_never_imported_twice(
    run: Import, guiyang: geopandas.GeoDataFrame, workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "季度.geojson"
    guiyang.to_file(path, driver="GeoJSON")
    first = run(path, title="季度", origin="upload:1")
    again = run(path, title="季度", origin="upload:1")
    second = run(path, layer=str(first.layer), origin="upload:2")
    assert (first.version, again.version, second.version) == (1, 1, 2)
    assert len(workspace.list_layers()) == 1


def test_the_id_of_a_built_in_layer_is_refused(
    run: Import, guiyang: geopandas.GeoDataFrame, tmp_path: Path
) -> None:
    path = tmp_path / "县.geojson"
    guiyang.to_file(path, driver="GeoJSON")
    report = run(path, layer="county")
    assert report.status is ImportStatus.REJECTED
    assert report.errors[0].code == "layer_builtin"


def test_a_viewer_imports_nothing(workspace: Workspace, places: ImportPlaces, tmp_path: Path) -> None:
    importer = Importer(workspace, places, AccessPolicy(), frozenset)
    with pytest.raises(AccessDenied):
        importer.run(Actor("访客", Role.VIEWER), ImportRequest(tmp_path / "x.zip", "x.zip"), silent)


def test_the_report_is_plain_json(run: Import, guiyang: geopandas.GeoDataFrame, tmp_path: Path) -> None:
    path = tmp_path / "县.geojson"
    guiyang.to_file(path, driver="GeoJSON")
    report = run(path, title="xian")
    again = json.loads(json.dumps(report.to_dict(), allow_nan=False))
    assert again["status"] in ("accepted", "accepted_with_warnings")
    assert {
        "status",
        "layer",
        "version",
        "feature_count",
        "geometry_type",
        "crs",
        "encoding",
        "bbox",
    } <= again.keys()


def test_date_and_source_come_and_go_with_the_version(
    run: Import, workspace: Workspace, guiyang: geopandas.GeoDataFrame, tmp_path: Path
) -> None:
    file = zip_shapefile(guiyang, tmp_path, encoding="gbk")
    for date in ("2025-06", "2025-09"):
        run(file, layer="guiyang", metadata=LayerMetadata(date=date, source=f"{date} 台账"))
    versions = Versions(workspace, CombinedStore(GeoPackageStore(tmp_path), workspace), AccessPolicy())
    reviewer = Actor("张伟", Role.REVIEWER)

    def dates() -> tuple[str, str]:
        metadata = workspace.get_layer("guiyang").metadata
        return metadata.date, metadata.source

    versions.publish(reviewer, "guiyang", 1, expected=None)
    assert dates() == ("2025-06", "2025-06 台账")
    versions.publish(reviewer, "guiyang", 2, expected=1)
    assert dates() == ("2025-09", "2025-09 台账")
    versions.rollback(reviewer, "guiyang", expected=2)
    assert dates() == ("2025-06", "2025-06 台账")


def test_a_title_that_is_not_taken_is_told(
    run: Import, guiyang: geopandas.GeoDataFrame, tmp_path: Path
) -> None:
    file = zip_shapefile(guiyang, tmp_path, encoding="gbk")
    run(file, layer="guiyang", title="贵阳产业")
    again = run(file, layer="guiyang", title="另一个名称")
    told = [message for message in again.warnings if message.code == "title_kept"]
    assert "贵阳产业" in told[0].message.zh


def test_a_second_layer_of_one_title_is_told(
    run: Import, guiyang: geopandas.GeoDataFrame, tmp_path: Path
) -> None:
    file = zip_shapefile(guiyang, tmp_path, encoding="gbk")
    first = run(file)
    second = run(file)
    assert "title_taken" not in codes(first)
    assert second.layer != first.layer
    told = next(message for message in second.warnings if message.code == "title_taken")
    assert str(first.layer) in told.hint.zh


def test_a_clean_table_of_counties_is_accepted_without_more(run: Import, tmp_path: Path) -> None:
    path = tmp_path / "产值.csv"
    path.write_text("县名,产值\n开阳县,120\n息烽县,80\n修文县,64\n", encoding="utf-8")
    report = run(path, title="chanzhi")
    assert (report.status, codes(report)) == (ImportStatus.ACCEPTED, {"drawn_by_unit"})
