import struct
import tracemalloc
import zlib
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.core.errors import AtlasError, InputError, LimitExceeded
from atlas.render.figures import request_data
from atlas.render.figures.about_text import SVG_NAMESPACE, request_json
from atlas.render.figures.pdf import write_pdf
from atlas.render.figures.png import write_png
from atlas.render.figures.png_chunks import SIGNATURE
from atlas.render.figures.request_data import read_request
from atlas.render.figures.scene import About
from atlas.render.figures.svg import write_svg
from tests.render.figures.sample_scene import ABOUT, one

WRITERS: dict[str, Callable[[About], bytes]] = {
    "pdf": lambda about: write_pdf([one()], about),
    "svg": lambda about: write_svg(one(), about),
    "png": lambda about: write_png(one(), about, dpi=20),
}
HOSTILE_WORDS = "磷\x00\x7f\u2028\ud800\ufffe</request>]]>&<!DOCTYPE x>\\ \"'"

every_format = pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def svg(inside: str, before: str = "") -> bytes:
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg"><metadata>{inside}</metadata></svg>'.encode()


def code_of(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read_request(data)
    return caught.value.code


@every_format
def test_the_request_comes_back_as_it_went_in(write: Callable[[About], bytes]) -> None:
    assert read_request(write(ABOUT)) == ABOUT.request


@every_format
def test_hostile_words_come_back_as_words(write: Callable[[About], bytes]) -> None:
    request = {"theme": HOSTILE_WORDS, HOSTILE_WORDS: [None, True, -1.5]}
    assert read_request(write(replace(ABOUT, request=request))) == request


@every_format
def test_an_empty_request_is_one(write: Callable[[About], bytes]) -> None:
    assert read_request(write(replace(ABOUT, request={}))) == {}


def test_keys_are_in_order_whatever_order_they_came_in() -> None:
    assert request_json({"b": 1, "a": "县"}) == '{"a":"县","b":1}'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"PK\x03\x04",
        svg(""),
        b"<html/>",
        b'<?xml version="1.0"?><kml/>',
        svg('<request xmlns="urn:other">{}</request>'),
        SIGNATURE + chunk(b"iTXt", b"Title\x00\x00\x00\x00\x00x") + chunk(b"IEND", b""),
    ],
    ids=["empty", "gif", "zip", "plain svg", "html", "kml", "other request", "plain png"],
)
def test_a_file_that_is_not_ours_is_named_so(data: bytes) -> None:
    assert code_of(data) == "figure_unknown"


def test_a_pdf_that_is_not_ours_is_named_so() -> None:
    content = BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(content)
    assert code_of(content.getvalue()) == "figure_unknown"


@every_format
@pytest.mark.parametrize("share", [0.05, 0.3])
def test_half_a_file_is_damaged(write: Callable[[About], bytes], share: float) -> None:
    data = write(replace(ABOUT, request={"words": "县" * 2000}))
    assert code_of(data[: int(len(data) * share)]) == "figure_damaged"


@pytest.mark.parametrize(
    "text",
    ["", "{", "[1]", '"text"', "NaN", '{"a": Infinity}', "[" * 100_000, "1" * 10_000],
    ids=["nothing", "half", "list", "text", "nan", "infinity", "deep", "long number"],
)
def test_what_is_no_request_is_refused(text: str) -> None:
    assert code_of(svg(f'<request xmlns="{SVG_NAMESPACE}">{text}</request>')) == "figure_damaged"
    body = b"atlas-figure\x00\x00\x00\x00\x00" + text.encode()
    assert code_of(SIGNATURE + chunk(b"iTXt", body)) == "figure_damaged"


@pytest.mark.parametrize(
    "before",
    [
        '<?xml version="1.0"?><!DOCTYPE svg>',
        '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]>',
        '<?xml version="1.0"?><!DOCTYPE svg SYSTEM "file:///etc/passwd">',
    ],
    ids=["type", "entity", "outside"],
)
def test_an_svg_with_a_document_type_is_refused(before: str) -> None:
    assert code_of(svg(f'<request xmlns="{SVG_NAMESPACE}">{{}}</request>', before)) == "figure_damaged"


def test_a_chunk_whose_sum_is_wrong_is_refused() -> None:
    data = bytearray(write_png(one(), ABOUT, dpi=20))
    data[data.index(b"522702")] ^= 1
    assert code_of(bytes(data)) == "figure_damaged"


@pytest.mark.parametrize("flags", [b"\x01\x00", b"\x02\x00", b""], ids=["not packed", "unknown", "short"])
def test_a_text_chunk_that_lies_is_refused(flags: bytes) -> None:
    assert (
        code_of(SIGNATURE + chunk(b"iTXt", b"atlas-figure\x00" + flags + b"\x00\x00{}")) == "figure_damaged"
    )


def test_a_png_that_another_program_packed_is_still_read() -> None:
    body = b"atlas-figure\x00\x01\x00zh\x00\x00" + zlib.compress('{"theme":"磷"}'.encode())
    assert read_request(SIGNATURE + chunk(b"iTXt", body)) == {"theme": "磷"}


def packed_bomb() -> bytes:
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(b" " * 2**20) for _ in range(200)), packer.flush()])


def test_a_text_chunk_that_unpacks_without_end_is_refused() -> None:
    body = b"atlas-figure\x00\x01\x00\x00\x00" + packed_bomb()
    assert code_of(SIGNATURE + chunk(b"iTXt", body)) == "figure_damaged"


def test_an_attachment_that_unpacks_without_end_is_refused() -> None:
    content = BytesIO()
    with pikepdf.open(BytesIO(write_pdf([one()], ABOUT))) as pdf:
        stream = pdf.attachments["figure.json"].get_file().obj
        stream.write(packed_bomb(), filter=pikepdf.Name.FlateDecode)
        pdf.save(content)
    assert code_of(content.getvalue()) == "figure_damaged"


def test_objects_of_a_pdf_that_unpack_without_end_are_refused() -> None:
    bomb = packed_bomb()
    start = b"%PDF-1.7\n"
    objects = b"5 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(bomb)
    body = start + objects + bomb + b"\nendstream\nendobj\n"
    entries = [(0, 0, 0), (2, 5, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0), (1, len(start), 0), (1, len(body), 0)]
    table = b"".join(struct.pack(">BIB", *entry) for entry in entries)
    head = b"6 0 obj\n<</Type/XRef/Size 7/W[1 4 1]/Root 1 0 R/Length %d>>\nstream\n" % len(table)
    data = body + head + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)
    assert code_of(data) == "figure_damaged"


def test_a_pdf_with_a_password_is_refused() -> None:
    content = BytesIO()
    with pikepdf.open(BytesIO(write_pdf([one()], ABOUT))) as pdf:
        pdf.save(content, encryption=pikepdf.Encryption(user="geheim", owner="geheim"))
    assert code_of(content.getvalue()) == "figure_unknown"


@pytest.mark.parametrize("attached", ["text", 3, [], {}], ids=str)
def test_an_attachment_of_a_wrong_kind_is_refused(attached: Any) -> None:
    content = BytesIO()
    with pikepdf.open(BytesIO(write_pdf([one()], ABOUT))) as pdf:
        kinds = {str: pikepdf.String, list: pikepdf.Array, dict: pikepdf.Dictionary, int: int}
        pdf.Root.Names.EmbeddedFiles.Names[1] = kinds[type(attached)](attached)
        pdf.save(content)
    assert code_of(content.getvalue()) in {"figure_damaged", "figure_unknown"}


def test_a_file_that_is_too_large_is_not_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_data, "MAX_FILE_BYTES", 100)
    with pytest.raises(LimitExceeded) as caught:
        read_request(write_svg(one(), ABOUT))
    assert caught.value.code == "figure_too_large"


def test_an_svg_with_very_many_elements_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_data, "_MAX_ELEMENTS", 50)
    request = f'<request xmlns="{SVG_NAMESPACE}">{{}}</request>'
    assert read_request(svg("<a/>" * 40 + request)) == {}
    with pytest.raises(LimitExceeded) as caught:
        read_request(svg("<a/>" * 60 + request))
    assert caught.value.code == "figure_too_large"


@pytest.mark.parametrize(
    "inside",
    [
        "<a>" * 101 + "</a>" * 101,
        f'<request xmlns="{SVG_NAMESPACE}">{{}}<a/></request>',
        f'<request xmlns="{SVG_NAMESPACE}">"{"县" * 400_000}"</request>',
        f'<request xmlns="{SVG_NAMESPACE}">"{"a" * 2_000_000}"</request>',
    ],
    ids=["depth", "element in the request", "long in bytes", "long"],
)
def test_an_svg_of_a_strange_shape_is_refused(inside: str) -> None:
    assert code_of(svg(inside)) == "figure_damaged"


def test_no_tree_is_made_of_an_svg() -> None:
    data = svg("<a/>" * 200_000)
    tracemalloc.start()
    try:
        assert code_of(data) == "figure_unknown"
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 4 * len(data)


def test_a_text_chunk_that_is_too_long_is_refused() -> None:
    body = b"atlas-figure\x00\x00\x00\x00\x00{}"
    assert read_request(SIGNATURE + chunk(b"iTXt", body.ljust(2**20))) == {}
    assert code_of(SIGNATURE + chunk(b"iTXt", body.ljust(2**20 + 8192))) == "figure_damaged"


FILES = [write(ABOUT) for write in WRITERS.values()]


def outcome_of(data: bytes) -> str:
    try:
        return type(read_request(data)).__name__
    except AtlasError as error:
        return error.code


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(FILES), st.data())
def test_whatever_is_changed_in_a_file_it_is_read_or_refused(file: bytes, data: st.DataObject) -> None:
    changed = bytearray(file)
    for _ in range(data.draw(st.integers(1, 5))):
        changed[data.draw(st.integers(0, len(file) - 1))] = data.draw(st.integers(0, 255))
    assert outcome_of(bytes(changed)) in {"dict", "figure_damaged", "figure_unknown"}
