"""Requests are the same in addresses, templates and files: what is written is read back, and nothing is guessed."""

from __future__ import annotations

import string
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.classify import SCHEMES
from atlas.core.errors import BboxError, InputError, LimitExceeded, ParameterError
from atlas.core.figures import request as kinds
from atlas.core.figures.paper import ORIENTATIONS, PAPERS
from atlas.core.figures.request import (
    FigureExtent,
    FigurePage,
    FigureRequest,
    FigureView,
    FigureWords,
    Furniture,
    LabelChoice,
    LayerChoice,
)
from atlas.core.figures.request_reading import (
    MAX_LAYERS,
    MAX_TITLE,
    MAX_UNITS,
    PARAMETERS,
    REACH,
    read_figure_request,
    write_figure_request,
)

ADCODES = st.from_regex(r"[1-8][0-9]{5}", fullmatch=True)
SLUGS = st.text(string.ascii_lowercase + string.digits + "-", min_size=1, max_size=12)
LINES = st.text(st.sampled_from("贵州省磷化工产业布局图（2027 年）、，“”　abc 0123%&=+/?#"), max_size=30).map(
    str.strip
)
LAYERS = st.builds(LayerChoice, SLUGS, st.integers(0, 100).map(lambda share: share / 100))


def lists(one: st.SearchStrategy[str], most: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(one, max_size=most, unique=True).map(tuple)


@st.composite
def boxes(draw: st.DrawFn) -> tuple[float, float, float, float]:
    west, south = draw(st.floats(60, 149)), draw(st.floats(0, 59))
    east = draw(st.floats(west + 0.01, REACH[2]))
    north = draw(st.floats(south + 0.01, REACH[3]))
    return west, south, east, north


VIEWS = st.builds(
    FigureView,
    region=st.just("") | st.just("all") | ADCODES,
    topics=lists(SLUGS, 5),
    document=LINES,
    clause=LINES,
    relations=lists(SLUGS, 3),
    kinds=lists(SLUGS, 3),
    year=st.none() | st.integers(1949, 2100),
    indicator=LINES,
    scheme=st.sampled_from(sorted(SCHEMES)),
    n_classes=st.integers(2, 9),
    layers=st.lists(LAYERS, max_size=4, unique_by=lambda one: one.id).map(tuple),
    unit=st.just("") | ADCODES,
)
PAGES = st.builds(
    FigurePage,
    format=st.sampled_from(kinds.FORMATS),
    paper=st.sampled_from(sorted(PAPERS)),
    orientation=st.sampled_from(ORIENTATIONS),
    dpi=st.integers(36, 600),
    colour=st.sampled_from(kinds.COLOURS),
    is_transparent=st.booleans(),
)
FURNITURE = st.builds(
    Furniture,
    has_heading=st.booleans(),
    legend=st.sampled_from(kinds.LEGENDS),
    arrangement=st.sampled_from(kinds.ARRANGEMENTS),
    has_scale_bar=st.booleans(),
    has_north_arrow=st.booleans(),
    has_graticule=st.booleans(),
    has_neat_line=st.booleans(),
    locator=st.sampled_from(kinds.SWITCHES),
    inset=st.sampled_from(kinds.SWITCHES),
    table=st.booleans(),
    flows=st.booleans(),
)
LABELS = st.builds(
    LabelChoice,
    names=st.sampled_from(kinds.NAMES),
    language=st.sampled_from(kinds.LABEL_LANGUAGES),
    size=st.floats(0.6, 2.0),
)
WORDS = st.builds(
    FigureWords,
    title=LINES,
    subtitle=LINES,
    note=st.lists(LINES.filter(bool), max_size=3).map("\n".join),
    source=LINES,
    office=LINES,
    review_number=st.sampled_from(["", "黔S(2026)001号", "GS（2024）0650号", "京S(2026)12号"]),
    has_mark=st.booleans(),
    date=st.just("") | st.dates().map(lambda day: day.isoformat()),
    link=LINES,
    language=st.sampled_from(kinds.LANGUAGES),
)
REQUESTS = st.builds(
    FigureRequest,
    view=VIEWS,
    extent=st.builds(FigureExtent, units=lists(ADCODES, 5)) | st.builds(FigureExtent, bbox=boxes()),
    page=PAGES,
    furniture=FURNITURE,
    labels=LABELS,
    words=WORDS,
    override=lists(SLUGS, 3),
    override_reason=LINES,
)


@given(REQUESTS)
def test_what_is_written_is_read_back_to_the_last_digit(request: FigureRequest) -> None:
    written = write_figure_request(request)
    assert read_figure_request(written) == request
    assert write_figure_request(read_figure_request(written)) == written


def test_every_part_of_a_request_has_a_parameter() -> None:
    parts = ("view", "extent", "page", "furniture", "labels", "words")
    known = {(part, one.name) for part in parts for one in fields(getattr(FigureRequest(), part))}
    known |= {("", "override"), ("", "override_reason")}
    assert {(one.part, one.field) for one in PARAMETERS.values()} == known


def test_a_request_that_says_nothing_is_written_as_nothing() -> None:
    assert write_figure_request(FigureRequest()) == {}
    assert read_figure_request({}) == FigureRequest()


def test_an_empty_value_is_as_if_it_were_not_there() -> None:
    assert read_figure_request(dict.fromkeys(PARAMETERS, "")) == FigureRequest()


@pytest.mark.parametrize(
    ("values", "language"),
    [
        ({"lang": "en"}, "en"),
        ({"lang": "en", "name_language": "zh"}, "zh"),
        ({"lang": "en", "name_language": "both"}, "both"),
        ({"lang": "zh"}, "zh"),
        ({"name_language": "en"}, "en"),
    ],
)
def test_places_are_named_in_the_language_of_the_figure(values: dict[str, str], language: str) -> None:
    request = read_figure_request(values)
    assert request.labels.language == language
    assert read_figure_request(write_figure_request(request)) == request


def test_parameters_are_written_in_one_order_whatever_they_were_read_in() -> None:
    forwards = {"topic": "baijiu", "paper": "A3", "title": "白酒"}
    backwards = dict(reversed(forwards.items()))
    assert list(write_figure_request(read_figure_request(backwards))) == list(forwards)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("topic", "phosphorus, manganese,phosphorus,", {"topic": "phosphorus,manganese"}),
        ("layers", "zone~50, site, zone", {"layers": "zone~50,site"}),
        ("layers", "zone~100", {"layers": "zone"}),
        ("layers", "zone~999", {"layers": "zone"}),
        ("layers", "zone~0", {"layers": "zone~0"}),
        ("transparent", "YES", {"transparent": "1"}),
        ("mark", "off", {"mark": "0"}),
        ("date", "20261123", {"date": "2026-11-23"}),
        ("title", "  贵州省　白酒  ", {"title": "贵州省　白酒"}),
        ("name_size", "1.50", {"name_size": "1.5"}),
        ("bbox", "106.10,26.0,107,27.123456789", {"bbox": "106.1,26,107,27.123456789"}),
        ("region", "all", {"region": "all"}),
        ("indicator", "none", {"indicator": "none"}),
    ],
)
def test_ways_to_write_a_value_come_to_one(name: str, text: str, expected: dict[str, str]) -> None:
    assert write_figure_request(read_figure_request({name: text})) == expected


BAD = [
    ("region", "guizhou", ParameterError),
    ("region", "52000", ParameterError),
    ("region", "ALL", ParameterError),
    ("topic", "a b", ParameterError),
    ("topic", ",".join(f"t{number}" for number in range(13)), ParameterError),
    ("topic", "../etc", ParameterError),
    ("relation", "named;drop", ParameterError),
    ("kind", "a,b,c,d,e,f,g", ParameterError),
    ("year", "soon", ParameterError),
    ("year", "2027.0", ParameterError),
    ("year", "1948", LimitExceeded),
    ("year", "99999999999999999999999", ParameterError),
    ("scheme", "jenks", ParameterError),
    ("k", "1", LimitExceeded),
    ("k", "10", LimitExceeded),
    ("k", "five", ParameterError),
    ("layers", "zone~half", ParameterError),
    ("layers", "zone~1000", ParameterError),
    ("layers", "/vsicurl/x", ParameterError),
    ("layers", ",".join(f"l{number}" for number in range(MAX_LAYERS + 1)), ParameterError),
    ("unit", "5201210", ParameterError),
    ("units", "520121;520122", ParameterError),
    ("units", ",".join(str(520000 + number) for number in range(MAX_UNITS + 1)), ParameterError),
    ("bbox", "1,2,3", BboxError),
    ("bbox", "nan,nan,nan,nan", BboxError),
    ("bbox", "107,26,106,27", BboxError),
    ("bbox", "106,26,106,27", BboxError),
    ("bbox", "106,26,106.0001,27", BboxError),
    ("bbox", "-10,-10,10,10", BboxError),
    ("bbox", "-180,26,180,27", BboxError),
    ("format", "tiff", ParameterError),
    ("format", "PDF", ParameterError),
    ("paper", "A6", ParameterError),
    ("orientation", "sideways", ParameterError),
    ("dpi", "35", LimitExceeded),
    ("dpi", "1200", LimitExceeded),
    ("dpi", "3e2", ParameterError),
    ("colour", "red", ParameterError),
    ("transparent", "perhaps", ParameterError),
    ("legend", "left", ParameterError),
    ("arrangement", "pies", ParameterError),
    ("locator", "1", ParameterError),
    ("inset", "no", ParameterError),
    ("names", "long", ParameterError),
    ("name_language", "fr", ParameterError),
    ("name_size", "3", ParameterError),
    ("name_size", "nan", ParameterError),
    ("name_size", "inf", ParameterError),
    ("name_size", "big", ParameterError),
    ("date", "today", ParameterError),
    ("date", "2026-02-30", ParameterError),
    ("date", "23.11.2026", ParameterError),
    ("lang", "zh-CN", ParameterError),
    ("title", "白" * (MAX_TITLE + 1), ParameterError),
    ("title", "白酒\n产业", ParameterError),
    ("note", "注" * 401, ParameterError),
    ("note", "\n".join("注" * 9), ParameterError),
    ("link", "https://atlas.example/" + "x" * 2000, ParameterError),
    ("override", "a b", ParameterError),
]


@pytest.mark.parametrize(("name", "text", "error"), BAD, ids=[f"{name}={text[:16]}" for name, text, _ in BAD])
def test_a_value_that_cannot_be_used_is_refused_by_name_in_both_languages(
    name: str, text: str, error: type[InputError]
) -> None:
    with pytest.raises(error) as caught:
        read_figure_request({name: text})
    refused = caught.value
    assert name in refused.message.zh
    assert name in refused.message.en
    assert refused.hint.zh
    assert refused.hint.en


@pytest.mark.parametrize("name", [name for name, one in PARAMETERS.items() if one.part == "words"])
@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x07", "\u202e", "\u200b", "\ufeff", "\ue000", "\ud800"])
def test_signs_that_steer_a_terminal_or_hide_in_a_text_are_refused(name: str, sign: str) -> None:
    with pytest.raises(ParameterError) as caught:
        read_figure_request({name: f"贵州{sign}省"})
    assert sign not in caught.value.message.zh + caught.value.message.en


def test_only_a_note_has_lines() -> None:
    assert read_figure_request({"note": "一\n二"}).words.note == "一\n二"
    for name in (
        "title",
        "subtitle",
        "source",
        "office",
        "review_number",
        "link",
        "document",
        "override_reason",
    ):
        with pytest.raises(ParameterError):
            read_figure_request({name: "一\n二"})


@pytest.mark.parametrize("name", ["titel", "Topic", "template", "inline", "", "x" * 5000])
def test_an_unknown_name_is_refused_with_those_that_are_known(name: str) -> None:
    with pytest.raises(ParameterError) as caught:
        read_figure_request({name: "1"})
    assert caught.value.code == "parameter_unknown"
    assert "topic" in caught.value.hint.zh
    assert len(caught.value.message.en) < 100


@given(
    name=st.sampled_from(sorted(PARAMETERS)),
    text=st.text(max_size=40) | st.text(string.printable, max_size=40),
)
def test_no_words_of_a_caller_raise_anything_else(name: str, text: str) -> None:
    try:
        request = read_figure_request({name: text})
    except (InputError, LimitExceeded):
        return
    assert read_figure_request(write_figure_request(request)) == request


def test_a_figure_is_of_units_or_of_a_box_not_of_both() -> None:
    with pytest.raises(ParameterError) as refused:
        read_figure_request({"units": "520121", "bbox": "105,26,107,27"})
    assert refused.value.detail["parameter"] == "bbox"


@pytest.mark.parametrize("text", ["无", "abc", "2026", "号", "(2026)"])
def test_a_word_that_is_no_review_number_does_not_take_the_mark_away(text: str) -> None:
    with pytest.raises(ParameterError) as refused:
        read_figure_request({"review_number": text})
    assert refused.value.detail["parameter"] == "review_number"
