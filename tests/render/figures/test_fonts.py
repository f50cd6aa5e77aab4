from pathlib import Path as FilePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.render.figures.fonts import FontMetrics, face_for, runs, shared_metrics
from atlas.render.figures.fonts_faces import clean_text, shared_face
from atlas.stores.boundary_names import read_code_differences, read_names

TABLE = FilePath(__file__).parents[3] / "geodata" / "gazetteer" / "code_differences.csv"
TEN_POINTS_MM = 10 * 25.4 / 72
METRICS = shared_metrics()


def test_a_chinese_character_is_as_wide_as_the_type_is_high() -> None:
    assert METRICS.width_mm("玉屏侗族自治县", 10) == pytest.approx(7 * TEN_POINTS_MM)


def test_latin_letters_are_narrower_than_chinese_ones() -> None:
    assert 0 < METRICS.width_mm("il", 10) < METRICS.width_mm("WM", 10) < METRICS.width_mm("玉屏", 10)


def test_no_words_have_no_width() -> None:
    assert METRICS.width_mm("", 10) == 0


def test_marks_that_are_not_drawn_have_no_width() -> None:
    assert METRICS.width_mm("开\u200b阳\ufe00县\u202e", 10) == pytest.approx(3 * TEN_POINTS_MM)


def test_the_two_faces_differ_in_width() -> None:
    assert METRICS.width_mm("Phosphorus", 10) != METRICS.width_mm("Phosphorus", 10, is_serif=True)


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_longer_text_is_never_narrower(first: str, second: str) -> None:
    metrics = FontMetrics()
    # A mark may join the letter before it, which is why only whole letters are put together.
    first = f"{first}。"
    assert metrics.width_mm(first + "县" + second, 9) >= metrics.width_mm(first, 9)


def test_the_measure_is_made_once() -> None:
    assert shared_metrics() is METRICS
    assert shared_face() is shared_face()


@pytest.mark.parametrize("is_serif", [False, True], ids=["sans", "serif"])
def test_every_admin_unit_can_be_written(is_serif: bool) -> None:
    names = read_names(read_code_differences(TABLE))
    written = "".join(name for by_code in names.values() for name in by_code.values())
    assert len(set(written)) > 1000
    face = shared_face(is_serif=is_serif)
    assert sorted(set(clean_text(written)) - set(face.advances)) == []


def test_characters_without_a_glyph_are_told_once_in_order() -> None:
    assert METRICS.missing_characters("a😀县😀\U00010348") == "😀\U00010348"


def test_nothing_is_missing_in_common_text() -> None:
    assert METRICS.missing_characters("㵲阳镇 12,345.6 km² ≥50% “两城”——①②③ ℃ α β é ü ñ") == ""


def test_a_character_that_one_face_lacks_comes_from_the_other() -> None:
    sans, serif = shared_face(), shared_face(is_serif=True)
    only_serif = min(set(serif.advances) - set(sans.advances))
    assert runs(f"县{only_serif}") == [(sans, "县"), (serif, only_serif)]
    assert METRICS.missing_characters(only_serif) == ""


def test_a_character_that_both_lack_stays_with_the_face_asked_for() -> None:
    assert face_for("😀", is_serif=True) is shared_face(is_serif=True)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("a\tb\nc", "a b c"),
        ("1\u2009580\u202f亩", "1 580 亩"),
        ("cafe\u0301", "café"),
        ("\x00开\ud800阳\u202e", "开阳"),
        ("⼯业", "⼯业"),
        ("𠮷", "𠮷"),
    ],
    ids=["white space", "thin spaces", "composed", "controls", "radicals stay", "beyond the first plane"],
)
def test_text_is_made_fit_to_draw(text: str, drawn: str) -> None:
    assert clean_text(text) == drawn


def test_chinese_breaks_anywhere_but_keeps_punctuation() -> None:
    lines = METRICS.break_lines("贵州省，开阳县（磷）基地", 4 * TEN_POINTS_MM + 0.01, 10)
    assert lines == ["贵州省，", "开阳县", "（磷）基", "地"]


def test_latin_words_and_numbers_stay_whole() -> None:
    lines = METRICS.break_lines("产值1,580.5亿元 phosphate base", 6 * TEN_POINTS_MM, 10)
    assert "".join(lines).replace(" ", "") == "产值1,580.5亿元phosphatebase"
    assert any("1,580.5" in line for line in lines)
    assert any("phosphate" in line for line in lines)


def test_a_word_wider_than_a_line_is_cut() -> None:
    lines = METRICS.break_lines("https://atlas.example/figure?topic=phosphorus", 15, 8)
    assert len(lines) > 2
    assert "".join(lines) == "https://atlas.example/figure?topic=phosphorus"


def test_line_breaks_are_kept() -> None:
    assert METRICS.break_lines("一\n\n二", 50, 10) == ["一", "", "二"]


def test_no_text_is_one_empty_line() -> None:
    assert METRICS.break_lines("", 50, 10) == [""]


@given(st.text(alphabet="县域工业，。（）“”—…a b1.5%", max_size=60), st.floats(12, 60))
def test_broken_lines_fit_and_lose_nothing(text: str, width_mm: float) -> None:
    lines = METRICS.break_lines(text, width_mm, 8)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(METRICS.width_mm(line, 8) <= width_mm + 1e-9 for line in lines)


def test_a_text_that_fits_is_left_whole() -> None:
    assert METRICS.ellipsize("开阳县", 3 * TEN_POINTS_MM + 0.01, 10) == "开阳县"


def test_a_long_text_ends_in_an_ellipsis() -> None:
    short = METRICS.ellipsize("贵州省县域特色产业布局", 5 * TEN_POINTS_MM + 0.01, 10)
    assert short == "贵州省县…"


def test_where_there_is_no_room_only_the_ellipsis_is_left() -> None:
    assert METRICS.ellipsize("贵州省", 1, 10) == "…"
