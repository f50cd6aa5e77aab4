"""Bytes become the text that was meant; a doubt becomes a question, and a repair is told."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.core.errors import EncodingError, ParameterError, Text
from atlas.core.imports.encodings import Decoded, decode_layer
from atlas.core.imports.lexicon import build_lexicon
from atlas.core.imports.raw import Member, RawLayer
from atlas.core.imports.report import message_about
from tests.core.places.real_units import GUIZHOU, small_gazetteer

LEXICON = build_lexicon(small_gazetteer().names())
COUNTIES = [entry.split()[1] for entry in GUIZHOU.replace("\n", " ").split(",") if entry.strip()]
TAIWAN = ["臺北市中正區", "農業用地", "鄉鎮市區", "高雄港", "陽明山國家公園", "龍潭鄉", "圖書館", "國民小學"]


def raw_text(text: str, encoding: str) -> str:
    return text.encode(encoding).decode("latin-1")


def in_bytes(
    columns: dict[str, Sequence[str | None]],
    encoding: str,
    *,
    cpg: str = "",
    mark: int | None = None,
    kind: str = "shapefile",
) -> RawLayer:
    table = pandas.DataFrame(
        {
            raw_text(name, encoding): [None if one is None else raw_text(one, encoding) for one in values]
            for name, values in columns.items()
        }
    )
    return RawLayer(
        Member("乡镇.shp", kind), table, None, is_bytes=True, declared_encoding=cpg, language_driver=mark
    )


def codes(decoded: Decoded) -> list[str]:
    return [message.code for message in decoded.messages]


def texts(decoded: Decoded, name: str = "名称") -> list[str]:
    return list(decoded.layer.table[name])


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb18030"])
def test_a_table_of_counties_is_read_without_any_statement(encoding: str) -> None:
    found = decode_layer(in_bytes({"名称": COUNTIES}, encoding), LEXICON)
    assert texts(found) == COUNTIES
    assert codes(found) == ["encoding_detected"]
    assert found.encoding == ("utf-8" if encoding == "utf-8" else "gb18030")
    assert found.question is None
    assert not found.layer.is_bytes


def test_findings_of_the_reader_name_fields_and_values_in_the_same_words() -> None:
    layer = in_bytes({"名称": COUNTIES}, "gbk")
    finding = message_about(
        "value_unreadable",
        Text("不是数字", "not a number"),
        [2],
        field=raw_text("面积", "gbk"),
        values=[raw_text("约12亩", "gbk"), "12"],
        count=1,
    )
    (told,) = decode_layer(replace(layer, messages=(finding,)), LEXICON).layer.messages
    assert dict(told.detail) == {"field": "面积", "values": ["约12亩", "12"], "count": 1}
    assert told.features == (3,)


def test_traditional_text_in_big5_is_read() -> None:
    found = decode_layer(in_bytes({"名稱": TAIWAN}, "big5"), LEXICON)
    assert (found.encoding, texts(found, "名稱"), found.question) == ("big5", TAIWAN, None)


def test_four_byte_characters_of_gb18030_are_read() -> None:
    names = [*COUNTIES, "䢺家湾", "𬭊村", "㙍头镇"]
    found = decode_layer(in_bytes({"名称": names}, "gb18030"), LEXICON)
    assert texts(found) == names


@pytest.mark.parametrize("name", ["玉屏侗族自治县", "犍为县", "畹町", "务川仡佬族苗族自治县", "岑巩县"])
def test_rare_characters_of_real_names_survive(name: str) -> None:
    for encoding in ("utf-8", "gbk"):
        found = decode_layer(in_bytes({"名称": [*COUNTIES[:5], name]}, encoding), LEXICON)
        assert texts(found)[-1] == name


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(COUNTIES), min_size=1, max_size=6, unique=True),
    st.sampled_from(["utf-8", "gbk", "gb18030"]),
)
def test_names_of_counties_are_never_read_wrongly(names: list[str], encoding: str) -> None:
    found = decode_layer(in_bytes({"NAME": names}, encoding), LEXICON)
    assert texts(found, "NAME") == names


@settings(deadline=None)
@given(st.lists(st.sampled_from(TAIWAN), min_size=1, max_size=4, unique=True))
def test_a_doubt_about_big5_is_asked_not_guessed(names: list[str]) -> None:
    found = decode_layer(in_bytes({"NAME": names}, "big5"), LEXICON)
    assert found.question is not None or texts(found, "NAME") == names
    if found.question is not None:
        assert tuple(names[:5]) in [choice.sample for choice in found.question.choices]


def test_plain_letters_need_no_word() -> None:
    found = decode_layer(in_bytes({"NAME": ["Kaiyang", None]}, "ascii", cpg="GBK"), LEXICON)
    assert (found.encoding, found.messages, found.question) == ("utf-8", (), None)


@pytest.mark.parametrize(
    ("cpg", "encoding"),
    [
        ("GBK", "gbk"),
        ("936", "gbk"),
        ("ANSI 936", "gbk"),
        ("UTF-8", "utf-8"),
        ("65001", "utf-8"),
        ("gb18030", "gb18030"),
    ],
)
def test_a_true_cpg_is_believed_without_a_word(cpg: str, encoding: str) -> None:
    found = decode_layer(in_bytes({"名称": COUNTIES}, encoding, cpg=cpg), LEXICON)
    assert (texts(found), found.encoding, found.messages) == (COUNTIES, encoding, ())


@pytest.mark.parametrize(
    ("cpg", "encoding"),
    [
        ("UTF-8", "gbk"),
        ("GBK", "utf-8"),
        ("ISO-8859-1", "gbk"),
        ("ISO 88591", "utf-8"),
        ("BIG5", "gbk"),
        ("1252", "gbk"),
    ],
)
def test_a_lying_cpg_is_contradicted_with_both_readings(cpg: str, encoding: str) -> None:
    found = decode_layer(in_bytes({"名称": COUNTIES}, encoding, cpg=cpg), LEXICON)
    assert texts(found) == COUNTIES
    assert codes(found) == ["encoding_contradicts_cpg"]
    detail = found.messages[0].detail
    assert detail["sample"][0] == "名称"
    assert detail["sample_declared"][0] != "名称"


def test_a_lying_language_mark_is_contradicted() -> None:
    found = decode_layer(in_bytes({"名称": COUNTIES}, "utf-8", mark=0x4D), LEXICON)
    assert texts(found) == COUNTIES
    assert codes(found) == ["encoding_contradicts_ldid"]


def test_a_true_language_mark_is_believed() -> None:
    found = decode_layer(in_bytes({"名称": COUNTIES}, "gbk", mark=0x4D), LEXICON)
    assert (texts(found), found.encoding, found.messages) == (COUNTIES, "gbk", ())


@pytest.mark.parametrize("cpg", ["OEM", "System", "???", "rot13", "UTF-16"])
def test_a_cpg_that_names_nothing_counts_as_missing(cpg: str) -> None:
    found = decode_layer(in_bytes({"名称": COUNTIES}, "gbk", cpg=cpg), LEXICON)
    assert texts(found) == COUNTIES
    assert codes(found) == ["encoding_detected"]


def test_western_text_is_read_as_its_cpg_says() -> None:
    names = ["Müller", "Großenhain", "Besançon", "São Paulo"]
    found = decode_layer(in_bytes({"NAME": names}, "latin-1", cpg="ISO-8859-1"), LEXICON)
    assert (texts(found, "NAME"), found.messages) == (names, ())


def test_two_readings_that_are_both_plausible_become_a_question() -> None:
    found = decode_layer(in_bytes({"NAME": ["鹿港鎮"]}, "big5"), LEXICON)
    assert found.question is not None
    assert found.question.code == "encoding"
    choices = {choice.value: choice.sample for choice in found.question.choices}
    assert choices["big5"] == ("鹿港鎮",)
    assert choices["gb18030"] != choices["big5"]
    answered = decode_layer(in_bytes({"NAME": ["鹿港鎮"]}, "big5"), LEXICON, encoding="big5")
    assert (texts(answered, "NAME"), answered.question) == (["鹿港鎮"], None)


def test_csv_with_a_byte_order_mark_is_utf8() -> None:
    layer = in_bytes({"\ufeff名称": COUNTIES}, "utf-8", kind="csv")
    found = decode_layer(layer, LEXICON)
    assert (list(found.layer.table.columns), found.messages) == (["名称"], ())


def test_the_word_of_a_person_is_taken() -> None:
    found = decode_layer(in_bytes({"名称": COUNTIES}, "gbk", cpg="UTF-8"), LEXICON, encoding="GBK")
    assert (texts(found), found.encoding, found.messages) == (COUNTIES, "gbk", ())


def test_a_wrong_word_of_a_person_is_refused_with_row_and_field() -> None:
    layer = in_bytes({"NAME": ["Kaiyang", "开阳县", "息烽县"]}, "gbk")
    with pytest.raises(EncodingError) as caught:
        decode_layer(layer, LEXICON, encoding="utf-8")
    assert caught.value.detail["row"] == 2
    assert caught.value.detail["field"] == "NAME"


@pytest.mark.parametrize("encoding", ["gkb", "rot13", "base64", "idna", "utf-8+cp1252", "utf-8+nothing+gbk"])
def test_an_encoding_that_does_not_exist_is_refused(encoding: str) -> None:
    with pytest.raises(ParameterError):
        decode_layer(in_bytes({"名称": COUNTIES}, "gbk"), LEXICON, encoding=encoding)


def test_bytes_in_no_encoding_are_refused_with_row_and_field() -> None:
    table = pandas.DataFrame({"NAME": ["ok", "\xff\xfe\xff\x81", "\x81\xff\xff"]})
    layer = RawLayer(Member("坏.shp", "shapefile"), table, None, is_bytes=True)
    with pytest.raises(EncodingError) as caught:
        decode_layer(layer, LEXICON, encoding="gb18030")
    assert caught.value.detail == {"file": "坏.shp", "field": "NAME", "encoding": "gb18030", "row": 2}


def test_a_single_unreadable_value_among_many_is_kept_and_listed() -> None:
    names = [f"{name}{number}组" for name, number in itertools.product(COUNTIES, range(4))]
    layer = in_bytes({"名称": names}, "gbk")
    layer.table.iloc[7, 0] = raw_text("开阳", "gbk") + "\xff" + raw_text("县", "gbk")
    found = decode_layer(layer, LEXICON)
    (message,) = [one for one in found.messages if one.code == "text_undecodable"]
    assert (message.features, message.detail["field"]) == ((8,), "名称")
    assert "\ufffd" in texts(found)[7]
    assert texts(found)[8:] == names[8:]


@pytest.mark.parametrize(("encoding", "kept"), [("gbk", "行政区划"), ("utf-8", "行政区")])
def test_a_field_name_cut_inside_a_character_loses_only_that(encoding: str, kept: str) -> None:
    layer = in_bytes({"名称": COUNTIES, "x": COUNTIES}, encoding)
    cut = "1行政区划代码" if encoding == "gbk" else "行政区划代码"
    layer.table.columns = pandas.Index([raw_text("名称", encoding), raw_text(cut, encoding)[:10]])
    found = decode_layer(layer, LEXICON)
    assert list(found.layer.table.columns) == ["名称", ("1" + kept) if encoding == "gbk" else kept]
    assert "field_names_cut" in codes(found)


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "big5"])
def test_a_value_cut_by_the_width_of_its_field_loses_only_the_broken_character(encoding: str) -> None:
    names = TAIWAN if encoding == "big5" else COUNTIES
    layer = in_bytes({"NAME": names}, encoding)
    width = max(len(value) for value in layer.table["NAME"]) + 1
    whole = raw_text(names[0] * 8, encoding)
    layer.table.iloc[2, 0] = whole[: width if len(whole[:width].encode("latin-1")) % 2 else width + 1]
    found = decode_layer(layer, LEXICON)
    assert "text_cut" in codes(found)
    assert (names[0] * 8).startswith(texts(found, "NAME")[2])
    assert texts(found, "NAME")[3:] == names[3:]


def test_names_of_fields_become_different_and_free() -> None:
    layer = in_bytes({"名称": COUNTIES[:3], "b": COUNTIES[:3], "c": COUNTIES[:3], "d": COUNTIES[:3]}, "gbk")
    layer.table.columns = pandas.Index([raw_text("名称", "gbk"), raw_text("名称", "gbk"), "", "GEOM"])
    found = decode_layer(layer, LEXICON)
    assert list(found.layer.table.columns) == ["名称", "名称_2", "field_3", "GEOM_2"]
    (message,) = [one for one in found.messages if one.code == "field_names_changed"]
    assert [one["reason"] for one in message.detail["renamed"]] == ["double", "empty", "reserved"]


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["名称", "fid", "", "a", "A", "a_2", "geometry", "field_3"]), min_size=1, max_size=8
    )
)
def test_no_two_fields_are_called_the_same_whatever_their_case(names: list[str]) -> None:
    table = pandas.DataFrame([["x"] * len(names)], columns=pandas.Index(names))
    layer = RawLayer(Member("a.gpkg", "geopackage"), table, None)
    found = [str(name).casefold() for name in decode_layer(layer, LEXICON).layer.table.columns]
    assert len(set(found)) == len(names)
    assert not set(found) & {"", "fid", "geom", "geometry"}


def test_padding_goes_silently_and_control_characters_are_told() -> None:
    layer = in_bytes({"名称": ["开阳县\x00\x00", "息\x07烽县", "修文县"]}, "gbk", cpg="GBK")
    found = decode_layer(layer, LEXICON)
    assert texts(found) == ["开阳县", "息烽县", "修文县"]
    assert [(one.code, one.features) for one in found.messages] == [("text_tidied", (2,))]


def test_decomposed_characters_are_composed_and_full_width_digits_stay() -> None:
    found = decode_layer(in_bytes({"NAME": ["e\u0301tang", "５２０１２１"]}, "utf-8", cpg="UTF-8"), LEXICON)
    assert texts(found, "NAME") == ["\u00e9tang", "５２０１２１"]


def test_cells_without_text_stay_empty_and_columns_without_text_untouched() -> None:
    layer = in_bytes({"名称": ["开阳县", None, "玉屏侗族自治县"]}, "gbk", cpg="GBK")
    layer.table["AREA"] = [1.5, 2.5, None]
    found = decode_layer(layer, LEXICON).layer.table
    assert found["名称"].isna().tolist() == [False, True, False]
    assert found["AREA"].tolist()[:2] == [1.5, 2.5]


@pytest.mark.parametrize("dtype", ["object", "str"])
def test_the_kind_of_a_column_is_kept(dtype: str) -> None:
    layer = in_bytes({"名称": COUNTIES}, "gbk")
    layer = RawLayer(layer.member, layer.table.astype(dtype), None, is_bytes=True)
    found = decode_layer(layer, LEXICON).layer.table
    assert found.dtypes.tolist() == layer.table.dtypes.tolist()


@pytest.mark.parametrize(
    ("misread", "truth"), [("latin-1", "utf-8"), ("latin-1", "gbk"), ("cp1252", "gbk"), ("gb18030", "utf-8")]
)
def test_text_misread_before_it_was_stored_is_offered_back_never_changed_unasked(
    misread: str, truth: str
) -> None:
    names = (
        [name for name in COUNTIES if len(name.encode(truth)) % 2 == 0]
        if misread == "gb18030"
        else COUNTIES[:40]
    )
    broken = [name.encode(truth).decode(misread, "ignore") for name in names]
    table = pandas.DataFrame({"NAME": broken})
    layer = RawLayer(Member("a.geojson", "geojson"), table, None)
    found = decode_layer(layer, LEXICON)
    assert found.question is not None
    restore, keep = found.question.choices
    assert keep.value == "utf-8"
    kept = decode_layer(layer, LEXICON, encoding=keep.value)
    assert kept.question is None
    answered = decode_layer(layer, LEXICON, encoding=restore.value)
    share = sum(new == old for new, old in zip(answered.layer.table["NAME"], names, strict=True)) / len(names)
    assert share > (0.75 if misread == "cp1252" else 0.99)
    assert answered.question is None


def test_good_text_is_not_offered_anything() -> None:
    layer = RawLayer(Member("a.geojson", "geojson"), pandas.DataFrame({"NAME": [*COUNTIES, "Müller"]}), None)
    found = decode_layer(layer, LEXICON)
    assert (texts(found, "NAME"), found.encoding) == ([*COUNTIES, "Müller"], "utf-8")
    assert (found.messages, found.question) == ((), None)


def test_characters_lost_before_are_told() -> None:
    layer = RawLayer(
        Member("a.geojson", "geojson"),
        pandas.DataFrame({"名称": ["开阳县", "锟斤拷锟斤拷", "\ufffd\ufffd县"]}),
        None,
    )
    found = decode_layer(layer, LEXICON)
    assert [(one.code, one.features) for one in found.messages] == [("text_lost", (2, 3))]


def test_an_encoding_named_for_a_format_that_states_its_own_is_not_used() -> None:
    layer = RawLayer(Member("a.gpkg", "geopackage"), pandas.DataFrame({"名称": ["开阳县"]}), None)
    found = decode_layer(layer, LEXICON, encoding="gbk")
    assert (texts(found), codes(found)) == (["开阳县"], ["encoding_ignored"])


@settings(deadline=None)
@given(st.lists(st.binary(min_size=1, max_size=20), min_size=1, max_size=5))
def test_whatever_bytes_come_the_answer_is_text_or_a_refusal(values: list[bytes]) -> None:
    table = pandas.DataFrame({"NAME": [value.decode("latin-1") for value in values]}, dtype=object)
    layer = RawLayer(Member("a.shp", "shapefile"), table, None, is_bytes=True)
    try:
        table = decode_layer(layer, LEXICON).layer.table
    except EncodingError:
        return
    assert len(table) == len(values)
    assert all("\x00" not in text for text in table["NAME"])
