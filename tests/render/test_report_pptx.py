"""A report as slides: figures keep their shape, tables fit their slides, notes say what is seen."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from pptx import Presentation
from pptx.presentation import Presentation as PowerPoint
from pptx.util import Mm

from atlas.core.errors import InputError
from atlas.render.report_parts import ReportSection
from atlas.render.report_pptx import write_pptx
from atlas.render.report_pptx_tables import MAX_SLIDES
from atlas.render.report_pptx_template import make_pptx_template
from tests.report_samples import ALT, figure, names_of, part_of, report, table


@pytest.fixture(scope="module")
def template() -> bytes:
    return make_pptx_template()


@pytest.fixture(scope="module")
def slides(template: bytes) -> PowerPoint:
    return Presentation(io.BytesIO(write_pptx(report(), template)))


def edited(template: bytes, edit: Callable[[PowerPoint], object]) -> bytes:
    presentation = Presentation(io.BytesIO(template))
    edit(presentation)
    stream = io.BytesIO()
    presentation.save(stream)
    return stream.getvalue()


def made(template: bytes, **parts: object) -> PowerPoint:
    return Presentation(io.BytesIO(write_pptx(report(**parts), template)))


def titles(slides: PowerPoint) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in slides.slides]


def words(slide: object) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)  # type: ignore[attr-defined]


def test_slides_are_wide_and_come_in_order(slides: PowerPoint) -> None:
    assert slides.slide_width / slides.slide_height == pytest.approx(16 / 9, rel=1e-3)
    assert titles(slides) == [
        "县域工业图集",
        "编写说明",
        "图 1　贵州省磷化工产业布局图",
        "表 1　贵州省磷化工产业布局：落点县",
    ]
    assert "附件二\n省工业厅\n2026年11月23日" in words(slides.slides[0])


def test_a_figure_stands_in_its_place_and_keeps_its_shape(slides: PowerPoint) -> None:
    slide = slides.slides[2]
    (picture,) = [shape for shape in slide.shapes if shape.shape_type == 13]
    assert picture.width / picture.height == pytest.approx(156 / 104, rel=1e-4)
    assert picture.left >= Mm(12)
    assert picture.left + picture.width <= slides.slide_width - Mm(12)
    assert picture.top + picture.height <= Mm(168)
    assert picture._element.nvPicPr.cNvPr.get("descr") == ALT
    assert "数据来源：试验方案" in words(slide)


def test_notes_say_what_is_seen(slides: PowerPoint) -> None:
    notes = slides.slides[2].notes_slide.notes_text_frame.text
    assert notes.split("\n") == ["一、磷化工", "两县被点名。", ALT]
    assert "另有 67 县：息烽县。" in slides.slides[3].notes_slide.notes_text_frame.text
    assert "另有 67 县。" in words(slides.slides[3])


def test_every_slide_of_a_draft_is_marked(slides: PowerPoint) -> None:
    assert all("内部草稿 不得公开" in words(slide) for slide in slides.slides)


def test_a_reviewed_report_bears_no_mark(template: bytes) -> None:
    assert not any("草稿" in words(slide) for slide in made(template, mark="").slides)


def test_a_template_without_footers_is_marked_all_the_same(template: bytes) -> None:
    def forget(presentation: PowerPoint) -> None:
        for layout in presentation.slide_layouts:
            for holder in list(layout.placeholders):
                if holder.placeholder_format.type == 15:
                    holder.element.getparent().remove(holder.element)

    slides = made(edited(template, forget))
    assert all("内部草稿 不得公开" in words(slide) for slide in slides.slides)


def test_a_long_table_is_parted_and_each_part_fits_its_slide(template: bytes) -> None:
    section = ReportSection("", (), figure(), (table(rows=88),))
    slides = made(template, sections=(section,))
    parts = [shape for slide in slides.slides for shape in slide.shapes if shape.has_table]
    assert sum(len(part.table.rows) - 1 for part in parts) == 88
    assert len(parts) > 3
    for part in parts:
        assert part.table.cell(0, 0).text == "县"
        assert part.top + sum(row.height for row in part.table.rows) <= Mm(169)
    assert titles(slides)[-1].endswith(f"({len(parts)}/{len(parts)})")


def test_no_table_has_slides_without_end(template: bytes) -> None:
    section = ReportSection("", (), figure(), (table(rows=1000),))
    slides = made(template, sections=(section,), intro=())
    assert len(slides.slides) == 2 + MAX_SLIDES
    shown = sum(
        len(shape.table.rows) - 1 for slide in slides.slides for shape in slide.shapes if shape.has_table
    )
    assert f"列前 {shown} 行" in words(slides.slides[-1])


def test_a_tall_row_takes_the_room_that_it_needs(template: bytes) -> None:
    tall = replace(table(), rows=[("开阳县", "磷" * 200)] * 12, total=12)
    slides = made(template, sections=(ReportSection("", (), figure(), (tall,)),))
    parts = [shape for slide in slides.slides for shape in slide.shapes if shape.has_table]
    assert len(parts) > 1
    assert all(part.top + sum(row.height for row in part.table.rows) <= Mm(169) for part in parts)


def test_words_without_a_figure_have_slides_of_their_own(template: bytes) -> None:
    section = ReportSection("五、结语", ("全部数据见工作簿。" * 60,) * 3, None, ())
    assert titles(made(template, sections=(section,), intro=()))[1:] == ["五、结语"] * 3


def test_chinese_type_comes_from_the_theme(template: bytes) -> None:
    (name,) = [one for one in names_of(template) if one.startswith("ppt/theme/")]
    theme = part_of(template, name)
    assert theme.count('<a:ea typeface="微软雅黑"/>') == 2


@pytest.mark.parametrize(
    ("layout", "kind", "told"),
    [("图页", 18, "图片"), ("表页", 12, "表格"), ("图页", 2, "文本"), ("标题页", 4, "副标题")],
)
def test_a_place_that_a_template_lacks_is_named(template: bytes, layout: str, kind: int, told: str) -> None:
    def remove(presentation: PowerPoint) -> None:
        (found,) = [one for one in presentation.slide_layouts if one.name == layout]
        for holder in list(found.placeholders):
            if holder.placeholder_format.type == kind:
                holder.element.getparent().remove(holder.element)

    with pytest.raises(InputError) as refused:
        made(edited(template, remove))
    assert refused.value.message.zh == f"模板缺少：版式“{layout}”上的{told}占位符"


def test_a_layout_that_a_template_lacks_is_named(template: bytes) -> None:
    def rename(presentation: PowerPoint) -> None:
        presentation.slide_layouts[0]._element.cSld.set("name", "封面")

    with pytest.raises(InputError, match="版式“标题页”"):
        made(edited(template, rename))


def test_a_template_without_its_parts_is_told() -> None:
    with pytest.raises(InputError) as refused:
        write_pptx(report(), b"PK\x05\x06" + bytes(18))
    assert refused.value.code == "report_template_invalid"
