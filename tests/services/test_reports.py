"""A report says what its figures say, is the same each time it is made, and lets nothing out that may not go out."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from atlas.core.errors import AtlasError, LimitExceeded, MapRuleError
from atlas.core.figures.request_reading import read_figure_request
from atlas.core.policy.catalogue import Catalogue
from atlas.render.figures.request_data import read_request
from atlas.services import report_content, report_tables
from atlas.services.figure_tables import figure_tables
from atlas.services.figures import Figure, OfficeWords, draw_figure
from atlas.services.report_plan import ReportPlan, make_report_plan, plan_of_figure
from atlas.services.reports import FigureDoor, built_in_templates, make_report
from atlas.stores.geopackage import GeoPackageStore
from atlas.stores.protocol import ReadableStore
from tests.figure_samples import build_figure_store
from tests.report_samples import names_of, part_of

OFFICE = OfficeWords("520000", "省工业厅")
PHOSPHORUS = {"topic": "phosphorus", "dpi": "60"}
POPULATION = {"indicator": "population_2020", "dpi": "60"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ReadableStore:
    home = tmp_path_factory.mktemp("home")
    build_figure_store(home)
    return GeoPackageStore(home)


@pytest.fixture(scope="module")
def catalogue(store: ReadableStore) -> Catalogue:
    return store.read_catalogue()


def plan(**values: Any) -> ReportPlan:
    sections = [{"heading": "一、磷化工", "figure": PHOSPHORUS}, {"figure": POPULATION}]
    return make_report_plan({"title": "县域工业图集", "date": "2026-11-23", "sections": sections, **values})


def made(
    store: ReadableStore,
    catalogue: Catalogue,
    kind: str,
    wanted: ReportPlan | None = None,
    *,
    template: bytes | None = None,
    door: FigureDoor | None = None,
) -> bytes:
    chosen = wanted or plan()
    return make_report(store, catalogue, chosen, OFFICE, kind=kind, template=template, door=door)


def texts(body: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(body)).paragraphs]


@pytest.mark.parametrize("kind", ["docx", "pptx", "xlsx"])
def test_the_same_plan_gives_the_same_bytes(store: ReadableStore, catalogue: Catalogue, kind: str) -> None:
    assert made(store, catalogue, kind) == made(store, catalogue, kind)


@pytest.mark.parametrize("kind", ["docx", "pptx", "xlsx"])
def test_the_date_in_the_file_is_that_of_the_plan_or_of_the_data(
    store: ReadableStore, catalogue: Catalogue, kind: str
) -> None:
    assert "2026-11-23T00:00:00Z" in part_of(made(store, catalogue, kind), "docProps/core.xml")
    undated = part_of(made(store, catalogue, kind, plan(date="")), "docProps/core.xml")
    assert f"{catalogue.build_date}T00:00:00Z" in undated


def test_figures_and_tables_are_counted_through_the_report(
    store: ReadableStore, catalogue: Catalogue
) -> None:
    body = made(store, catalogue, "docx")
    document = Document(io.BytesIO(body))
    assert [shape._inline.docPr.get("name") for shape in document.inline_shapes] == ["图 1", "图 2"]
    bookmarks = [
        one for one in part_of(body, "word/document.xml").split('w:name="') if one.startswith(("fig", "tab"))
    ]
    assert [one.split('"')[0] for one in bookmarks] == ["fig_1", "tab_1", "fig_2", "tab_2"]


def test_pictures_are_figures_that_can_be_drawn_anew(store: ReadableStore, catalogue: Catalogue) -> None:
    document = Document(io.BytesIO(made(store, catalogue, "docx")))
    part = document.part.related_parts[
        document.inline_shapes[0]._inline.graphic.graphicData.pic.blipFill.blip.embed
    ]
    values = read_request(part.blob)["figure"]
    assert read_figure_request(values).view.topics == ("phosphorus",)
    assert (values["paper"], values["heading"], values["region"]) == ("text", "0", "520000")


def test_alternative_text_is_that_of_the_figure(store: ReadableStore, catalogue: Catalogue) -> None:
    request = read_figure_request({"region": "520000", **PHOSPHORUS})
    alt = draw_figure(store, catalogue, request, OFFICE).about.alt
    document = Document(io.BytesIO(made(store, catalogue, "docx")))
    assert document.inline_shapes[0]._inline.docPr.get("descr") == alt
    slides = Presentation(io.BytesIO(made(store, catalogue, "pptx"))).slides
    assert alt in slides[1].notes_slide.notes_text_frame.text


def test_source_and_date_of_the_data_stand_below_each_figure(
    store: ReadableStore, catalogue: Catalogue
) -> None:
    lines = [line for line in texts(made(store, catalogue, "docx")) if line.startswith("数据来源：")]
    assert len(lines) == 2
    assert all(f"数据日期：{catalogue.build_date}" in line for line in lines)
    assert "县域工业试验方案" in lines[0]
    assert "第七次人口普查" in lines[1]


def test_a_table_has_the_numbers_with_units_and_tells_what_a_gap_means(
    store: ReadableStore, catalogue: Catalogue
) -> None:
    body = made(store, catalogue, "docx")
    found = Document(io.BytesIO(body)).tables[1]
    rows = {row.cells[0].text: row.cells[2].text for row in found.rows}
    assert rows["县"] == "常住人口（人）"
    assert (rows["开阳县"], rows["清镇市"]) == ("343,885", "—")
    assert "“—”表示无数据。" in texts(body)


def test_counties_of_a_plan_s_whole_scope_are_told_in_a_sentence_unless_asked_for(
    store: ReadableStore, catalogue: Catalogue
) -> None:
    figure = {"topic": "phosphorus,enterprises", "dpi": "60"}
    body = made(store, catalogue, "docx", plan(sections=[{"figure": figure}]))
    names = [row.cells[0].text for row in Document(io.BytesIO(body)).tables[0].rows]
    told = [line for line in texts(body) if line.startswith("另有规划全域")]
    assert names[1:] == ["开阳县", "息烽县"]
    assert "清镇市" in told[0]
    wanted = plan(sections=[{"figure": figure, "tables": ["counties", "scope"]}])
    body = made(store, catalogue, "docx", wanted)
    assert "清镇市" in [row.cells[0].text for row in Document(io.BytesIO(body)).tables[0].rows]
    assert not [line for line in texts(body) if line.startswith("另有规划全域")]


@pytest.mark.parametrize("kind", ["docx", "pptx"])
def test_a_goal_has_one_row_with_all_its_places_on_a_page(
    store: ReadableStore, catalogue: Catalogue, kind: str
) -> None:
    figure = {"topic": "phosphorus,enterprises", "dpi": "60"}
    wanted = plan(sections=[{"figure": figure, "tables": ["goals"]}])
    body = io.BytesIO(made(store, catalogue, kind, wanted))
    if kind == "docx":
        grids = Document(body).tables
    else:
        shapes = [shape for slide in Presentation(body).slides for shape in slide.shapes]
        grids = [shape.table for shape in shapes if shape.has_table]
    rows = [tuple(cell.text for cell in row.cells) for grid in grids for row in list(grid.rows)[1:]]
    request = read_figure_request({"region": "520000", **figure})
    (flat,) = [
        one for one in figure_tables(store, catalogue, request, "zh") if {"clause", "op"} <= set(one.columns)
    ]
    assert len(rows) == len({(row["clause"], row["summary"], row["value"]) for row in flat.rows})
    assert len(rows) < len(flat.rows)


def test_tables_can_be_left_out(store: ReadableStore, catalogue: Catalogue) -> None:
    wanted = plan(sections=[{"figure": PHOSPHORUS, "tables": []}])
    assert not Document(io.BytesIO(made(store, catalogue, "docx", wanted))).tables


def test_a_long_table_is_cut_and_names_the_workbook(
    store: ReadableStore, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_tables, "MAX_ROWS", 3)
    body = made(store, catalogue, "docx", plan(sections=[{"figure": POPULATION}]))
    assert len(Document(io.BytesIO(body)).tables[0].rows) == 4
    (told,) = [line for line in texts(body) if line.startswith("共 ")]
    assert (
        told
        == "共 6 行，此处列前 3 行；全部见《县域工业图集.xlsx》（以同一方案导出 xlsx）的工作表“图1 分县数值”。"
    )
    monkeypatch.undo()
    book = load_workbook(io.BytesIO(made(store, catalogue, "xlsx", plan(sections=[{"figure": POPULATION}]))))
    assert book["图1 分县数值"].max_row == 7


def test_the_workbook_has_every_row_of_the_tables(store: ReadableStore, catalogue: Catalogue) -> None:
    book = load_workbook(io.BytesIO(made(store, catalogue, "xlsx")))
    assert book.sheetnames == ["说明", "图1 落点县", "图1 政策目标", "图2 分县数值"]
    for values, sheets in ((PHOSPHORUS, book.sheetnames[1:3]), (POPULATION, book.sheetnames[3:])):
        request = read_figure_request({"region": "520000", **values})
        for name, table in zip(sheets, figure_tables(store, catalogue, request, "zh"), strict=True):
            cells = [[_filled(cell.value) for cell in row] for row in book[name].iter_rows()]
            assert cells[0] == list(table.heads)
            assert cells[1:] == [[_filled(row[column]) for column in table.columns] for row in table.rows]


def _filled(value: object) -> object:
    """Excel does not tell an empty text from an empty cell."""
    return "" if value is None else value


def test_the_workbook_tells_filter_source_date_and_request(
    store: ReadableStore, catalogue: Catalogue
) -> None:
    sheet = load_workbook(io.BytesIO(made(store, catalogue, "xlsx")))["说明"]
    told = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    for words in (
        "筛选：地区：贵州省；专题：磷及磷化工",
        "第七次人口普查",
        catalogue.version,
        '"topic":"phosphorus"',
    ):
        assert words in told


def test_a_report_without_a_review_number_is_marked_in_its_header(
    store: ReadableStore, catalogue: Catalogue
) -> None:
    def header(body: bytes) -> str:
        return Document(io.BytesIO(body)).sections[0].header.paragraphs[0].text

    assert "内部草稿" in header(made(store, catalogue, "docx"))
    reviewed = made(store, catalogue, "docx", plan(review_number="黔S(2026)001号"))
    assert "内部草稿" not in header(reviewed)
    assert "审图号：黔S(2026)001号" in texts(reviewed)


def test_one_figure_titles_its_report_and_the_office_signs_it(
    store: ReadableStore, catalogue: Catalogue
) -> None:
    lines = texts(made(store, catalogue, "docx", plan_of_figure(PHOSPHORUS)))
    assert lines[:2] == ["贵州省磷及磷化工产业布局图", "省工业厅　"]


def test_an_english_report_speaks_english(store: ReadableStore, catalogue: Catalogue) -> None:
    body = made(
        store, catalogue, "docx", plan(lang="en", title="Industry", sections=[{"figure": POPULATION}])
    )
    lines = texts(body)
    assert any(line.startswith("Figure ") for line in lines)
    assert any(line.startswith("Source: ") for line in lines)
    assert Document(io.BytesIO(body)).tables[0].rows[0].cells[0].text == "County"


def test_a_figure_that_the_rules_stop_stops_the_report(store: ReadableStore, catalogue: Catalogue) -> None:
    unlawful = plan(sections=[{"figure": {**PHOSPHORUS, "mark": "0", "override": "review_number_missing"}}])
    with pytest.raises(MapRuleError) as refused:
        made(store, catalogue, "docx", unlawful)
    assert refused.value.detail["findings"] == ["review_number_missing"]
    looked: list[Figure] = []
    made(store, catalogue, "docx", unlawful, door=FigureDoor(accept=looked.append))
    assert [figure.theme.title for figure in looked] == ["贵州省磷及磷化工产业布局图"]


def test_a_picture_that_is_too_large_is_refused_before_it_is_drawn(
    store: ReadableStore, catalogue: Catalogue
) -> None:
    with pytest.raises(LimitExceeded) as refused:
        made(store, catalogue, "docx", plan(sections=[{"figure": {"paper": "A0", "dpi": "600"}}]))
    assert refused.value.detail["limit"] == report_content.MAX_PIXELS


def test_progress_is_told_and_can_stop_the_work(store: ReadableStore, catalogue: Catalogue) -> None:
    class Stopped(Exception):
        pass

    told: list[int] = []

    def progress(percent: int, step: str, row_count: int | None = None) -> None:
        told.append(percent)
        if len(told) == 2:
            raise Stopped

    with pytest.raises(Stopped):
        make_report(store, catalogue, plan(), OFFICE, kind="pptx", progress=progress)
    assert told == sorted(told)


def test_a_kind_that_is_none_is_refused(store: ReadableStore, catalogue: Catalogue) -> None:
    with pytest.raises(AtlasError) as refused:
        made(store, catalogue, "odt")
    assert refused.value.code == "report_kind_unknown"


def test_an_office_s_template_gives_the_report_its_look(store: ReadableStore, catalogue: Catalogue) -> None:
    document = Document(io.BytesIO(built_in_templates()["docx"]))
    document.paragraphs[0].insert_paragraph_before("{{office}}文件")
    stream = io.BytesIO()
    document.save(stream)
    assert texts(made(store, catalogue, "docx", template=stream.getvalue()))[0] == "省工业厅文件"


def test_nothing_of_the_machine_is_in_the_file(store: ReadableStore, catalogue: Catalogue) -> None:
    body = made(store, catalogue, "docx")
    core = part_of(body, "docProps/core.xml")
    assert "python-docx" not in core
    assert not [name for name in names_of(body) if "thumbnail" in name]
