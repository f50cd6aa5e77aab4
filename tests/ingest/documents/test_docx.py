"""Word documents: what a reader sees, in order, with the numbers that Word prints."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from atlas.core.errors import DataError
from tests.ingest.documents.samples import (
    notes,
    numbering,
    paragraph,
    read_here,
    styles,
    table,
    texts,
    word,
)


def test_a_document_of_a_word_processor_is_read_with_its_title(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "石门县柑橘产业规划"
    document.add_heading("石门县柑橘产业规划", 0)
    document.add_paragraph("到2027年，种植面积达到45万亩。")
    grid = document.add_table(2, 3)
    for row, cells in zip(grid.rows, [("地区", "作物", "面积"), ("石门县", "柑橘", "45万亩")], strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.add_paragraph("石门县人民政府")
    file = io.BytesIO()
    document.save(file)
    source = read_here(file.getvalue(), tmp_path)
    assert (source.kind, source.encoding, source.title) == ("docx", "", "石门县柑橘产业规划")
    assert [(piece.text, piece.where) for piece in source.pieces] == [
        ("石门县柑橘产业规划", "paragraph 1"),
        ("到2027年，种植面积达到45万亩。", "paragraph 2"),
        ("地区\t作物\t面积", "table 1 row 1"),
        ("石门县\t柑橘\t45万亩", "table 1 row 2"),
        ("石门县人民政府", "paragraph 3"),
    ]


def test_numbers_of_lists_are_in_the_text(tmp_path: Path) -> None:
    parts = numbering(
        ("chineseCountingThousand", "%1、"),
        ("chineseCounting", "（%2）"),
        ("decimal", "%3."),
        ("decimalEnclosedCircle", "%4"),
    )
    body = "".join(
        paragraph(text, level=level)
        for text, level in [
            ("总体要求", 0),
            ("思想", 1),
            ("原则", 1),
            ("茶园", 2),
            ("冷库", 3),
            ("任务", 0),
            ("茶叶", 1),
        ]
    )
    assert texts(read_here(word(body, parts=parts), tmp_path)) == [
        "一、总体要求",
        "（一）思想",
        "（二）原则",
        "1. 茶园",
        "①冷库",
        "二、任务",
        "（一）茶叶",
    ]


def test_a_heading_style_brings_its_number(tmp_path: Path) -> None:
    parts = numbering(("japaneseCounting", "第%1章"), extra='<w:pStyle w:val="Chapter"/>') | styles(
        '<w:style w:type="paragraph" w:styleId="Chapter"><w:name w:val="Chapter"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="Chapter"/></w:style>'
    )
    body = paragraph("总则", style="Chapter") + paragraph("目标", style="Own") + paragraph("正文")
    assert texts(read_here(word(body, parts=parts), tmp_path)) == ["第一章总则", "第二章目标", "正文"]


def test_a_list_that_starts_anew_starts_anew(tmp_path: Path) -> None:
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    )
    parts = numbering(("decimal", "%1."), lists=again)
    body = "".join(paragraph("项", level=0, number=number) for number in (1, 1, 2, 2, 3))
    assert texts(read_here(word(body, parts=parts), tmp_path)) == [
        "1. 项",
        "2. 项",
        "1. 项",
        "2. 项",
        "3. 项",
    ]


def test_number_zero_takes_a_paragraph_out_of_the_list_of_its_style(tmp_path: Path) -> None:
    parts = numbering(("decimal", "%1.")) | styles(
        '<w:style w:type="paragraph" w:styleId="Item"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = (
        paragraph("甲", style="Item")
        + paragraph("乙", style="Item", level=0, number=0)
        + paragraph("丙", style="Item")
    )
    assert texts(read_here(word(body, parts=parts), tmp_path)) == ["1. 甲", "乙", "2. 丙"]


def test_bullets_of_symbol_fonts_become_signs(tmp_path: Path) -> None:
    parts = numbering(("bullet", "\uf06c"), ("bullet", "\uf0aa"))
    body = paragraph("茶叶", level=0) + paragraph("红茶", level=1)
    assert texts(read_here(word(body, parts=parts), tmp_path)) == ["● 茶叶", "• 红茶"]


def test_an_unknown_format_is_read_as_digits_and_told(tmp_path: Path) -> None:
    source = read_here(word(paragraph("甲", level=0), parts=numbering(("hebrew1", "%1."))), tmp_path)
    assert texts(source) == ["1. 甲"]
    assert notes(source) == {"numbers_unknown": 1}


def test_deleted_words_are_left_out_and_inserted_ones_kept(tmp_path: Path) -> None:
    body = (
        '<w:p><w:r><w:t>种植面积</w:t></w:r><w:del w:id="1"><w:r><w:delText>40</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>45</w:t></w:r></w:ins><w:r><w:t>万亩</w:t></w:r></w:p>'
    )
    source = read_here(word(body), tmp_path)
    assert texts(source) == ["种植面积45万亩"]
    assert notes(source) == {"deletions_left_out": 1, "insertions_kept": 1}


def test_a_deleted_paragraph_end_joins_two_paragraphs(tmp_path: Path) -> None:
    first = '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>支持石门县</w:t></w:r></w:p>'
    assert texts(read_here(word(first + paragraph("建设柑橘基地")), tmp_path)) == ["支持石门县建设柑橘基地"]


def test_hidden_words_are_left_out_and_told(tmp_path: Path) -> None:
    style = '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = (
        "<w:p><w:r><w:t>公开</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>机密</w:t></w:r>"
        '<w:r><w:rPr><w:rStyle w:val="Secret"/></w:rPr><w:t>内部</w:t></w:r>'
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>文件</w:t></w:r></w:p>'
    )
    source = read_here(word(body, parts=styles(style)), tmp_path)
    assert texts(source) == ["公开文件"]
    assert notes(source) == {"hidden_text_removed": 2}


def test_merged_cells_have_their_words_once(tmp_path: Path) -> None:
    def cell(text: str, properties: str) -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    rows = [
        [cell("石门县", '<w:vMerge w:val="restart"/>'), "柑橘", "45万亩"],
        [cell("", "<w:vMerge/>"), "茶叶", "20万亩"],
        [cell("合计", '<w:gridSpan w:val="2"/>'), "65万亩"],
    ]
    assert texts(read_here(word(table(rows)), tmp_path)) == [
        "石门县\t柑橘\t45万亩",
        "\t茶叶\t20万亩",
        "合计\t\t65万亩",
    ]


def test_a_merged_head_and_the_title_of_a_group_keep_their_columns(tmp_path: Path) -> None:
    def wide(text: str, columns: int) -> str:
        return f'<w:tc><w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr>{paragraph(text)}</w:tc>'

    rows = [["县", wide("2027年", 2)], ["", "产值", "税收"], [wide("一、澧水片区", 3)], ["石门县", "30", "2"]]
    assert texts(read_here(word(table(rows)), tmp_path)) == [
        "县\t2027年\t",
        "\t产值\t税收",
        "一、澧水片区\t\t",
        "石门县\t30\t2",
    ]


@pytest.mark.parametrize("width", ["999999999", "-3", "x"])
def test_a_cell_is_never_wider_than_a_table_can_be(width: str, tmp_path: Path) -> None:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{width}"/></w:tcPr>{paragraph("石门县")}</w:tc>'
    (row,) = texts(read_here(word(table([[cell, "柑橘"]])), tmp_path))
    assert row.startswith("石门县\t")
    assert row.count("\t") <= 63


def test_a_box_drawn_as_a_table_keeps_its_paragraphs(tmp_path: Path) -> None:
    box = f"<w:tc>{paragraph('专栏1 重点项目')}{paragraph('1.石门茶厂。')}</w:tc>"
    source = read_here(word(table([[box]])), tmp_path)
    assert [(piece.text, piece.where) for piece in source.pieces] == [
        ("专栏1 重点项目", "table 1 row 1"),
        ("1.石门茶厂。", "table 1 row 1"),
    ]


def test_the_words_of_a_text_box_stand_once_after_its_paragraph(tmp_path: Path) -> None:
    content = f"<w:txbxContent>{paragraph('专栏2 茶产业')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>见专栏。</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert texts(read_here(word(body + paragraph("下文。")), tmp_path)) == [
        "见专栏。",
        "专栏2 茶产业",
        "下文。",
    ]


def test_a_table_of_contents_is_left_out(tmp_path: Path) -> None:
    contents = "".join(
        [
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>一、总体要求</w:t><w:tab/><w:t>1</w:t></w:r></w:p>',
            "<w:p><w:r><w:t>二、重点任务</w:t><w:tab/><w:t>3</w:t></w:r></w:p>",
            '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        ]
    )
    source = read_here(word(contents + paragraph("一、总体要求")), tmp_path)
    assert texts(source) == ["一、总体要求"]
    assert notes(source) == {"contents_removed": 2}


def test_footnotes_comments_and_pictures_are_told(tmp_path: Path) -> None:
    body = (
        '<w:p><w:r><w:t>磷矿</w:t><w:footnoteReference w:id="1"/><w:commentReference w:id="2"/></w:r>'
        "<w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>"
    )
    assert notes(read_here(word(body), tmp_path)) == {
        "footnotes_left_out": 1,
        "comments_left_out": 1,
        "pictures_not_read": 1,
    }


def test_breaks_tabs_hyphens_and_formulas_are_text(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:noBreakHyphen/>"
        '<w:sym w:font="Wingdings" w:char="F0A8"/></w:r><m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath></w:p>'
    )
    assert texts(read_here(word(body), tmp_path)) == ["甲", "乙  丙-▪x+1"]


def test_the_strict_form_of_the_format_is_read(tmp_path: Path) -> None:
    body = f'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>{paragraph("甲")}</w:body></w:document>'
    source = read_here(word("", parts={"word/document.xml": body}), tmp_path)
    assert texts(source) == ["甲"]


@pytest.mark.parametrize("body", ["", "<w:p/>", paragraph(" ")], ids=["nothing", "paragraph", "blank"])
def test_a_document_without_words_is_refused(body: str, tmp_path: Path) -> None:
    with pytest.raises(DataError) as refused:
        read_here(word(body), tmp_path)
    assert refused.value.code == "document_empty"
