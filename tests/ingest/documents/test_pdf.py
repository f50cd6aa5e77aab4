"""PDF documents: lines in reading order, without what is printed on every page."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from atlas.core.errors import DataError, LimitExceeded
from tests.ingest.documents.samples import Pdf, lines, notes, read_here, texts

SENTENCE = "支持石门县建设柑橘产业基地，推动加工企业向园区集中。"


def grid(xs: list[float], ys: list[float]) -> list[tuple[float, float, float, float]]:
    """Strokes of a table: verticals at ``xs``, horizontals at ``ys``."""
    upright = [(x, ys[0], x, ys[-1]) for x in xs]
    return upright + [(xs[0], y, xs[-1], y) for y in ys]


def test_lines_come_from_top_to_bottom_with_their_page(tmp_path: Path) -> None:
    pdf = (
        Pdf()
        .page(list(reversed(lines("石门县柑橘产业规划", SENTENCE))))
        .page(lines("二、重点任务"))
        .title("规划")
    )
    source = read_here(pdf.bytes(), tmp_path)
    assert (source.kind, source.encoding, source.title) == ("pdf", "", "规划")
    assert [(piece.text, piece.where) for piece in source.pieces] == [
        ("石门县柑橘产业规划", "page 1"),
        (SENTENCE, "page 1"),
        ("二、重点任务", "page 2"),
    ]


@pytest.mark.parametrize("by_column", [True, False], ids=["by column", "line by line"])
def test_columns_are_read_one_after_the_other(by_column: bool, tmp_path: Path) -> None:
    left = lines(*(f"左栏第{n}行，支持县域产业发展壮大" for n in range(8)), x=72, top=600)
    right = lines(*(f"右栏第{n}行，推动加工企业集中发展" for n in range(8)), x=320, top=600)
    heading, closing = (
        lines("石门县柑橘产业高质量发展三年行动方案（二〇二五至二〇二七年）"),
        (72.0, 300.0, "三、保障"),
    )
    words = [*left, *right] if by_column else [one for pair in zip(left, right, strict=True) for one in pair]
    found = texts(read_here(Pdf().page([*heading, *words, closing]).bytes(), tmp_path))
    assert [text[:2] for text in found if "行" in text[:6]] == ["左栏"] * 8 + ["右栏"] * 8
    assert found[0].strip() == heading[0][2]
    assert by_column == (found[-1] == "三、保障")


def test_a_row_of_a_table_with_borders_is_one_line(tmp_path: Path) -> None:
    words = [
        (80.0, 685.0, "地区"),
        (200.0, 685.0, "任务"),
        (80.0, 655.0, "石门县"),
        (200.0, 655.0, "建设柑橘基地，推动加工企业"),
        (200.0, 635.0, "向园区集中"),
        (80.0, 560.0, SENTENCE),
    ]
    page = Pdf().page(words, strokes=grid([72, 190, 370], [620, 670, 700]))
    source = read_here(page.bytes(), tmp_path)
    assert texts(source) == ["地区\t任务", "石门县\t建设柑橘基地，推动加工企业向园区集中", SENTENCE]


def test_a_cell_over_several_rows_leaves_its_column_empty_below(tmp_path: Path) -> None:
    words = [
        *[(x, 705.0, text) for x, text in [(80.0, "市州"), (200.0, "县"), (320.0, "2027年")]],
        *[(x, 665.0, text) for x, text in [(80.0, "定西市"), (200.0, "临洮县"), (320.0, "30")]],
        *[(x, 645.0, text) for x, text in [(200.0, "陇西县"), (320.0, "50")]],
        (80.0, 560.0, SENTENCE),
    ]
    borders = grid([72, 190, 310, 430], [640, 690, 720])
    source = read_here(Pdf().page(words, strokes=[*borders, (190, 660, 430, 660)]).bytes(), tmp_path)
    assert texts(source) == ["市州\t县\t2027年", "定西市\t临洮县\t30", "\t陇西县\t50", SENTENCE]


def test_cells_without_borders_are_parted_by_the_gap_between_them(tmp_path: Path) -> None:
    words = [
        (72.0, 700.0, SENTENCE),
        (72.0, 680.0, "石门县"),
        (200.0, 680.0, "柑橘"),
        (320.0, 680.0, "45万亩"),
    ]
    assert texts(read_here(Pdf().page(words).bytes(), tmp_path))[1] == "石门县\t柑橘\t45万亩"


def test_the_number_of_a_list_is_no_cell(tmp_path: Path) -> None:
    words = [(72.0, 700.0, SENTENCE), (72.0, 680.0, "1."), (120.0, 680.0, "建设冷库。")]
    assert texts(read_here(Pdf().page(words).bytes(), tmp_path))[1] == "1. 建设冷库。"


def test_a_frame_around_lines_leaves_them_lines(tmp_path: Path) -> None:
    page = Pdf().page(lines("专栏1 重点项目", SENTENCE, x=90), strokes=grid([72, 480], [640, 730]))
    assert texts(read_here(page.bytes(), tmp_path)) == ["专栏1 重点项目", SENTENCE]


def test_the_first_line_of_a_paragraph_keeps_its_indent(tmp_path: Path) -> None:
    words = [(96.0, 700.0, SENTENCE), *lines(*["延长产业链，增加农户收入，带动就业。"] * 4, top=680)]
    assert texts(read_here(Pdf().page(words).bytes(), tmp_path))[0] == "\u3000\u3000" + SENTENCE


def test_words_of_a_line_that_were_drawn_later_stand_where_they_are_seen(tmp_path: Path) -> None:
    # Word processors draw signs of another font after the rest of the line.
    words = [
        (72.0, 700.0, "按照"),
        (108.0, 700.0, "三个转向"),
        (168.0, 700.0, "要求，"),
        (96.0, 700.0, "《"),
        (156.0, 700.0, "》"),
    ]
    assert (
        texts(read_here(Pdf().page([*words, *lines(SENTENCE, top=600)]).bytes(), tmp_path))[0]
        == "按照《三个转向》要求，"
    )


def test_running_lines_and_page_numbers_are_left_out_and_counted(tmp_path: Path) -> None:
    pdf = Pdf()
    for number in range(1, 6):
        words = [
            (72.0, 800.0, "石门县柑橘产业规划"),
            *lines(f"第{number}项任务。", SENTENCE),
            (290.0, 40.0, f"— {number} —"),
        ]
        pdf.page(words)
    source = read_here(pdf.bytes(), tmp_path)
    assert texts(source) == [text for number in range(1, 6) for text in (f"第{number}项任务。", SENTENCE)]
    assert notes(source) == {"running_lines_removed": 5, "page_numbers_removed": 5}


def test_a_header_that_counts_pages_is_left_out(tmp_path: Path) -> None:
    pdf = Pdf()
    for number in range(1, 5):
        pdf.page(
            [
                (72.0, 800.0, f"石门县柑橘产业规划（2024年） {number}/4"),
                *lines(f"第{number}项任务。", SENTENCE),
            ]
        )
    assert notes(read_here(pdf.bytes(), tmp_path)) == {"running_lines_removed": 4}


def test_headings_of_annexes_are_no_running_lines(tmp_path: Path) -> None:
    pdf = Pdf()
    for number in range(1, 5):
        pdf.page([(72.0, 790.0, f"附件{number}"), *lines(f"第{number}项任务。", SENTENCE)])
    found = texts(read_here(pdf.bytes(), tmp_path))
    assert [text for text in found if text.startswith("附件")] == ["附件1", "附件2", "附件3", "附件4"]


def test_bare_numbers_that_do_not_count_pages_stay(tmp_path: Path) -> None:
    pdf = Pdf()
    for number in ("45", "45", "20"):
        pdf.page([*lines(SENTENCE), (290.0, 40.0, number)])
    found = [text.strip() for text in texts(read_here(pdf.bytes(), tmp_path))]
    assert [text for text in found if text.isdecimal()] == ["45", "45", "20"]


def test_the_head_of_a_table_that_is_printed_on_every_page_stays_once(tmp_path: Path) -> None:
    pdf = Pdf()
    for number in range(4):
        pdf.page([(72.0, 790.0, "地区"), (250.0, 790.0, "任务"), *lines(f"第{number}项：{SENTENCE}")])
    assert texts(read_here(pdf.bytes(), tmp_path)).count("地区\t任务") == 1


def test_a_table_of_contents_is_left_out(tmp_path: Path) -> None:
    contents = lines("目  录", "一、总体要求……………………1", "二、重点任务......................3")
    source = read_here(Pdf().page(contents).page(lines("一、总体要求", SENTENCE)).bytes(), tmp_path)
    assert texts(source) == ["一、总体要求", SENTENCE]
    assert notes(source)["contents_removed"] == 3


def test_pages_without_words_are_named(tmp_path: Path) -> None:
    source = read_here(Pdf().page(lines(SENTENCE)).page([]).page(lines(SENTENCE)).page([]).bytes(), tmp_path)
    assert notes(source) == {"pages_without_text": 2}
    assert "2, 4" in source.notes[0].message.zh


def test_a_turned_page_is_read_as_it_is_shown(tmp_path: Path) -> None:
    # Words that run upwards on a page that is turned to the right.
    runs = [
        f"BT /F 12 Tf 0 1 -1 0 {x} 72 Tm <{text.encode('utf-16-be').hex()}> Tj ET"
        for x, text in ((100, "石门县柑橘规划"), (130, SENTENCE))
    ]
    source = read_here(Pdf().page([], more="\n".join(runs), rotate=90).bytes(), tmp_path)
    assert texts(source) == ["石门县柑橘规划", SENTENCE]


def test_a_watermark_is_left_out_and_told(tmp_path: Path) -> None:
    mark = f"BT /F 60 Tf 0.7 0.7 -0.7 0.7 200 200 Tm <{'内部资料'.encode('utf-16-be').hex()}> Tj ET"
    source = read_here(Pdf().page(lines("石门县柑橘规划", SENTENCE), more=mark).bytes(), tmp_path)
    assert texts(source) == ["石门县柑橘规划", SENTENCE]
    assert notes(source) == {"watermarks_removed": 1}


def refusal(data: bytes, tmp_path: Path, **limits: int) -> DataError | LimitExceeded:
    with pytest.raises((DataError, LimitExceeded)) as refused:
        read_here(data, tmp_path, **limits)
    assert refused.value.hint.zh
    assert refused.value.hint.en
    return refused.value


def test_a_scan_is_refused_with_the_way_out(tmp_path: Path) -> None:
    pdf = Pdf().page(lines("扫描全能王")).page([])
    found = refusal(pdf.bytes(), tmp_path)
    assert found.code == "document_no_text_layer"
    assert "OCR" in found.hint.zh


def test_fonts_that_do_not_tell_their_signs_are_refused(tmp_path: Path) -> None:
    found = refusal(Pdf().page(lines("\ue123\ue124" * 30)).bytes(), tmp_path)
    assert found.code == "document_text_garbled"


def test_a_password_is_told(tmp_path: Path) -> None:
    data = Pdf().page(lines(SENTENCE)).bytes(encryption=pikepdf.Encryption(owner="主人", user="secret"))
    assert refusal(data, tmp_path).code == "document_encrypted"


def test_a_document_that_only_may_not_be_printed_is_read(tmp_path: Path) -> None:
    data = Pdf().page(lines(SENTENCE)).bytes(encryption=pikepdf.Encryption(owner="owner", user=""))
    assert texts(read_here(data, tmp_path)) == [SENTENCE]


@pytest.mark.parametrize("part", [0.3, 0.6], ids=["a third", "two thirds"])
def test_a_cut_file_is_refused(part: float, tmp_path: Path) -> None:
    data = Pdf().page(lines(SENTENCE)).bytes()
    assert refusal(data[: int(len(data) * part)], tmp_path).code == "document_damaged"


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    pdf = Pdf()
    for _ in range(4):
        pdf.page(lines(SENTENCE))
    assert refusal(pdf.bytes(), tmp_path, max_pages=3).code == "document_too_long"
    assert refusal(pdf.bytes(), tmp_path, max_characters=60).code == "document_too_long"
