"""A report for Word: captions that Word counts, tables that break well, alternative text, and templates of an office."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from atlas.core.errors import InputError
from atlas.render.report_docx import write_docx
from atlas.render.report_docx_template import make_docx_template
from tests.report_samples import ALT, figure, names_of, part_of, report, table

Edit = Callable[[WordDocument], object]


@pytest.fixture(scope="module")
def template() -> bytes:
    return make_docx_template()


@pytest.fixture(scope="module")
def body(template: bytes) -> bytes:
    return write_docx(report(), template)


def edited(template: bytes, edit: Edit) -> bytes:
    document = Document(io.BytesIO(template))
    edit(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def words(body: bytes) -> list[str]:
    """Text of the paragraphs outside tables, with what fields show."""
    document = Document(io.BytesIO(body))
    return [
        "".join(one.text or "" for one in paragraph.iter(qn("w:t")))
        for paragraph in document.element.body.findall(qn("w:p"))
    ]


def test_everything_stands_in_the_order_of_a_report(body: bytes) -> None:
    assert words(body) == [
        "县域工业图集",
        "附件二",
        "省工业厅　2026年11月23日",
        "第一段。",
        "第二段。",
        "一、磷化工",
        "两县被点名。",
        "",
        "图 1　贵州省磷化工产业布局图",
        "数据来源：试验方案；数据日期：2026-01-01。",
        "数值见表 1。 打开此图的视图",
        "表 1　贵州省磷化工产业布局：落点县",
        "资料来源：同图 1。",
        "另有 67 县：息烽县。",
    ]


def test_captions_are_counted_by_word_and_can_be_referred_to(body: bytes) -> None:
    text = part_of(body, "word/document.xml")
    fields = re.findall(r'w:instr=" ([^"]*) "', text)
    assert fields == ["SEQ 图 \\* ARABIC", "REF tab_1 \\h", "SEQ 表 \\* ARABIC", "REF fig_1 \\h"]
    assert re.findall(r'w:name="(\w+)"', text) == ["fig_1", "tab_1"]
    ids = re.findall(r'<w:bookmarkStart w:id="(\d+)"', text)
    assert sorted(set(ids)) == sorted(ids)
    assert re.findall(r'<w:bookmarkEnd w:id="(\d+)"', text) == ids


def test_a_picture_has_its_size_and_says_what_is_seen(body: bytes) -> None:
    document = Document(io.BytesIO(body))
    (shape,) = document.inline_shapes
    assert (round(shape.width.mm), round(shape.height.mm)) == (156, 104)
    about = shape._inline.docPr
    assert (about.get("name"), about.get("descr")) == ("图 1", ALT)


@pytest.mark.parametrize(("width", "height"), [(338.7, 190.5), (148, 210), (297, 420)])
def test_a_picture_fits_the_page_without_distortion(template: bytes, width: float, height: float) -> None:
    wide = report(sections=(replace(report().sections[0], figure=figure(width_mm=width, height_mm=height)),))
    document = Document(io.BytesIO(write_docx(wide, template)))
    (shape,) = document.inline_shapes
    assert shape.width.mm <= 156.1
    assert shape.height.mm <= 225 * 0.8 + 0.01
    assert shape.width / shape.height == pytest.approx(width / height, rel=1e-4)


def test_a_table_repeats_its_head_splits_no_row_and_tells_what_it_is(body: bytes) -> None:
    document = Document(io.BytesIO(body))
    (found,) = document.tables
    assert [[cell.text for cell in row.cells] for row in found.rows] == [
        ["县", "任务数（项）"],
        ["开阳县0", "0"],
        ["开阳县1", "1"],
    ]
    rows = found._tbl.findall(qn("w:tr"))
    assert [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows] == [
        True,
        False,
        False,
    ]
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    properties = found._tbl.tblPr
    assert properties.find(qn("w:tblDescription")).get(qn("w:val")) == "表格，2 行 2 列。"
    assert found.rows[1].cells[1].paragraphs[0].style.name == "表格数字"
    assert found.rows[1].cells[0].paragraphs[0].style.name == "表格文字"
    widths = [int(one.get(qn("w:w"))) for one in found._tbl.tblGrid.findall(qn("w:gridCol"))]
    assert sum(widths) <= 156.1 / 25.4 * 1440


def test_a_table_that_is_cut_says_so(template: bytes) -> None:
    cut = report(sections=(replace(report().sections[0], tables=(table(total=6123),)),))
    assert words(write_docx(cut, template))[-1] == "列前 2 行"


def test_type_is_set_for_both_scripts(body: bytes) -> None:
    styles = part_of(body, "word/styles.xml")
    assert "Theme=" not in "".join(re.findall(r"<w:rFonts[^>]*>", styles))
    assert 'w:eastAsia="zh-CN"' in styles
    fonts = set(re.findall(r'w:eastAsia="([^"]+)"/>', styles))
    assert {"宋体", "黑体"} <= fonts
    assert 'w:ascii="Times New Roman"' in styles


def test_a_draft_is_marked_in_the_header_and_pages_are_numbered(body: bytes) -> None:
    document = Document(io.BytesIO(body))
    assert "内部草稿 不得公开" in document.sections[0].header.paragraphs[0].text
    assert 'w:instr=" PAGE "' in part_of(body, "word/footer1.xml")


def test_a_reviewed_report_has_no_mark(template: bytes) -> None:
    header = Document(io.BytesIO(write_docx(report(mark=""), template))).sections[0].header
    assert header.paragraphs[0].text.strip() == "县域工业图集"


def test_a_template_without_a_place_for_the_mark_gets_one(template: bytes) -> None:
    def forget(document: WordDocument) -> None:
        document.sections[0].header.paragraphs[0].text = "本单位"

    made = Document(io.BytesIO(write_docx(report(), edited(template, forget))))
    assert [one.text for one in made.sections[0].header.paragraphs] == ["本单位", "内部草稿 不得公开"]


def test_properties_and_requests_travel_in_the_file(body: bytes) -> None:
    properties = Document(io.BytesIO(body)).core_properties
    assert (properties.title, properties.author, properties.language) == ("县域工业图集", "省工业厅", "zh-CN")
    assert properties.comments == ""
    (name,) = [one for one in names_of(body) if one.startswith("customXml/")]
    assert "{&quot;figure" in part_of(body, name) or '{"figure"' in part_of(body, name)


def test_empty_lines_of_the_head_leave_no_gap(template: bytes) -> None:
    plain = report(subtitle="", office="", date="", intro=(), sections=())
    assert words(write_docx(plain, template)) == ["县域工业图集"]


@pytest.mark.parametrize(
    "pieces",
    [
        ["{{title}}"],
        ["{{", "title", "}}"],
        ["{", "{ti", "tle}", "}"],
        ["《{{ti", "tle }}》", "{{of", "fice}}"],
    ],
    ids="".join,
)
def test_a_placeholder_is_found_across_runs(template: bytes, pieces: list[str]) -> None:
    def split(document: WordDocument) -> None:
        paragraph = document.paragraphs[0]
        paragraph.clear()
        for piece in pieces:
            paragraph.add_run(piece)

    whole = "".join(pieces).replace("{{title}}", "县域工业图集").replace("{{title }}", "县域工业图集")
    first = words(write_docx(report(), edited(template, split)))[0]
    assert first == whole.replace("{{office}}", "省工业厅")


def test_placeholders_stand_in_tables_of_the_template_too(template: bytes) -> None:
    def add(document: WordDocument) -> None:
        document.add_table(1, 1).cell(0, 0).text = "编制单位：{{office}}"

    made = Document(io.BytesIO(write_docx(report(), edited(template, add))))
    assert made.tables[-1].cell(0, 0).text == "编制单位：省工业厅"


def test_a_value_that_looks_like_a_placeholder_or_a_tag_stays_text(template: bytes) -> None:
    made = words(write_docx(report(title="{{office}} <b>&", subtitle="{{7*7}}"), template))
    assert made[:2] == ["{{office}} <b>&", "{{7*7}}"]


@pytest.mark.parametrize(
    ("edit", "code", "told"),
    [
        (lambda one: one.styles["插图"].delete(), "report_style_missing", "插图"),
        (lambda one: one.styles["数据表"].delete(), "report_style_missing", "数据表"),
        (lambda one: one.add_paragraph("{{titel}}"), "report_placeholder_unknown", "{{titel}}"),
        (lambda one: one.add_paragraph("{{7*7}}"), "report_placeholder_unknown", "{{7*7}}"),
        (lambda one: one.add_paragraph("{{sections}}"), "report_placeholder_missing", "{{sections}}"),
        (lambda one: one.paragraphs[-1].add_run("见下"), "report_placeholder_missing", "{{sections}}"),
        (lambda one: one.paragraphs[-1].clear(), "report_placeholder_missing", "{{sections}}"),
    ],
    ids=["style", "table style", "placeholder", "expression", "two", "beside words", "none"],
)
def test_a_fault_of_the_template_is_named(template: bytes, edit: Edit, code: str, told: str) -> None:
    with pytest.raises(InputError) as refused:
        write_docx(report(), edited(template, edit))
    assert refused.value.code == code
    assert told in refused.value.message.zh
    assert told in refused.value.message.en


def test_a_template_without_its_parts_is_told() -> None:
    with pytest.raises(InputError) as refused:
        write_docx(report(), b"PK\x05\x06" + bytes(18))
    assert refused.value.code == "report_template_invalid"


def test_signs_that_no_file_can_hold_are_left_out(template: bytes) -> None:
    hostile = table(rows=1, title="a\x00b", heads=("县\x08", "数\x1f"), alt='"\x0b<')
    hostile = replace(hostile, rows=[("开\x00阳\ufffe", "<1>")])
    section = replace(
        report().sections[0], heading="一\x01", figure=figure(alt='"]]>\x02'), tables=(hostile,)
    )
    made = Document(io.BytesIO(write_docx(report(sections=(section,)), template)))
    assert [cell.text for cell in made.tables[0].rows[1].cells] == ["开阳", "<1>"]
