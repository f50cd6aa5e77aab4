"""Files that are made to cost time and memory are refused, and do not cost them here."""

import resource
import struct
import sys
import threading
import zlib
from collections.abc import Callable
from dataclasses import replace

import pytest

from atlas.core.errors import AtlasError, InputError, LimitExceeded, ServiceBusy
from atlas.ingest.limits import ReadLimits
from atlas.render.figures import request_data
from atlas.render.figures.about_text import SVG_NAMESPACE
from atlas.render.figures.pdf import write_pdf
from atlas.render.figures.png import write_png
from atlas.render.figures.png_chunks import SIGNATURE
from atlas.render.figures.svg import write_svg
from atlas.services import figure_reading
from atlas.services.figure_reading import LIMITS, read_request_safely
from tests.render.figures.sample_scene import ABOUT, one

HOSTILE_WORDS = "磷\x00\x7f\u2028\ud800\ufffe</request>]]>&<!DOCTYPE x>\\ \"'"
SVG_START = b'<svg xmlns="http://www.w3.org/2000/svg">'
SVG_REQUEST = f'<metadata><request xmlns="{SVG_NAMESPACE}">{{}}</request></metadata></svg>'.encode()


#: The libraries alone take 370 MB of address space.
TIGHT = replace(LIMITS, memory_bytes=560 * 2**20, cpu_s=4)


def refusal_of(content: bytes, *, limits: ReadLimits = LIMITS) -> AtlasError:
    with pytest.raises(AtlasError) as caught:
        read_request_safely(content, limits=limits)
    assert isinstance(caught.value, InputError | LimitExceeded)
    assert caught.value.message.zh
    assert caught.value.hint.zh
    return caught.value


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def pdf_of_streams(count: int, megabytes: int) -> bytes:
    """A PDF whose attachments stand in a chain of nodes, each in a packed stream that unpacks to many megabytes."""
    content = bytearray(b"%PDF-1.7\n")
    nodes, streams, table_number = range(3, 3 + count), range(3 + count, 3 + 2 * count), 3 + 2 * count
    places = {
        node: (2, stream, index) for index, (node, stream) in enumerate(zip(nodes, streams, strict=True))
    }

    def add(number: int, words: bytes) -> None:
        places[number] = (1, len(content), 0)
        content.extend(b"%d 0 obj\n%s\nendobj\n" % (number, words))

    add(1, b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 3 0 R>>>>")
    add(2, b"<</Type/Pages/Kids[]/Count 0>>")
    chain = [b"<</Limits[(a)(z)]/Kids[%6d 0 R]>>" % (node + 1) for node in nodes]
    size = len(chain[0])
    chain[-1] = b"<</Limits[(a)(z)]/Names[]>>".ljust(size)
    index = b" ".join(b"%d %d" % (node, place * size) for place, node in enumerate(nodes)) + b" "
    packed = zlib.compress(index + b"".join(chain) + b" " * (megabytes * 2**20), 9)
    shape = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>" % (count, len(index), len(packed))
    for stream in streams:
        add(stream, shape + b"\nstream\n" + packed + b"\nendstream")
    start = len(content)
    places |= {0: (0, 0, 0), table_number: (1, start, 0)}
    table = b"".join(struct.pack(">BIH", *places[number]) for number in sorted(places))
    head = b"<</Type/XRef/Size %d/W[1 4 2]/Root 1 0 R/Length %d>>" % (table_number + 1, len(table))
    content.extend(b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (table_number, head, table))
    return bytes(content + b"startxref\n%d\n%%%%EOF\n" % start)


FILES: dict[str, Callable[[], bytes]] = {
    "pdf": lambda: write_pdf([one()], replace(ABOUT, request={"theme": HOSTILE_WORDS})),
    "svg": lambda: write_svg(one(), replace(ABOUT, request={"theme": HOSTILE_WORDS})),
    "png": lambda: write_png(one(), replace(ABOUT, request={"theme": HOSTILE_WORDS}), dpi=20),
}


@pytest.mark.parametrize("write", FILES.values(), ids=FILES)
def test_the_request_comes_back_as_it_went_in(write: Callable[[], bytes]) -> None:
    assert read_request_safely(write()) == {"theme": HOSTILE_WORDS}


def test_a_file_that_is_not_ours_is_named_so() -> None:
    assert refusal_of(SVG_START + b"</svg>").code == "figure_unknown"
    assert refusal_of(SIGNATURE).code == "figure_damaged"


def test_no_process_is_started_for_what_is_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figure_reading, "_COMMAND", ("no-such-program",))
    assert refusal_of(b"PK\x03\x04").code == "figure_unknown"
    monkeypatch.setattr(request_data, "MAX_FILE_BYTES", 100)
    assert refusal_of(SVG_START + b" " * 100 + SVG_REQUEST).code == "figure_too_large"


BOMBS: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "pdf, large streams": (lambda: pdf_of_streams(40, 30), {"figure_unknown", "figure_damaged"}),
    "pdf, many streams": (lambda: pdf_of_streams(1500, 3), {"figure_too_costly"}),
    "svg, elements": (lambda: SVG_START + b"<a/>" * 4_000_000 + SVG_REQUEST, {"figure_too_large"}),
    "svg, depth": (lambda: SVG_START + b"<a>" * 5_000_000, {"figure_damaged"}),
    "svg, attributes": (
        lambda: SVG_START + b"<a " + b" ".join(b'a%d=""' % n for n in range(1_500_000)) + b"/></svg>",
        {"figure_too_costly"},
    ),
    "png, huge chunk": (
        lambda: SIGNATURE + chunk(b"iTXt", b"atlas-figure\x00\x00\x00\x00\x00".ljust(30 * 2**20)),
        {"figure_damaged"},
    ),
    "png, huge other chunk": (
        lambda: (
            SIGNATURE + chunk(b"iTXt", b"Title\x00\x00\x00\x00\x00".ljust(30 * 2**20)) + chunk(b"IEND", b"")
        ),
        {"figure_unknown"},
    ),
    "png, small chunks": (
        lambda: SIGNATURE + chunk(b"tEXt", b"") * 1_000_000 + chunk(b"IEND", b""),
        {"figure_unknown"},
    ),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_and_costs_this_process_nothing(bomb: str) -> None:
    make, codes = BOMBS[bomb]
    content = make()
    assert len(content) < figure_reading.MAX_FIGURE_BYTES
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Little memory and time: what is refused for another reason needs no more than that.
    assert refusal_of(content, limits=TIGHT).code in codes
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 16 * 1024


def test_a_reading_that_takes_too_long_is_ended_and_the_next_one_has_its_turn() -> None:
    file = FILES["svg"]()
    assert refusal_of(file, limits=replace(LIMITS, wall_s=0)).code == "figure_too_costly"
    assert read_request_safely(file) == {"theme": HOSTILE_WORDS}


def test_one_file_is_read_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    turn = threading.Lock()
    monkeypatch.setattr(figure_reading, "_TURN", turn)
    monkeypatch.setattr(figure_reading, "_LONGEST_WAIT_S", 0.01)
    with turn, pytest.raises(ServiceBusy):
        read_request_safely(FILES["svg"]())


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("pass", "figure_damaged"),
        ("raise SystemExit(3)", "figure_damaged"),
        ("open('answer.json', 'w').write('[' * 100_000)", "figure_damaged"),
        ("open('answer.json', 'w').write('[1]')", "figure_damaged"),
        ("open('answer.json', 'w').write('{\"request\": 1}')", "figure_damaged"),
        ("open('answer.json', 'w').write('{\"error\": {}}')", "figure_damaged"),
        ("open('answer.json', 'w').write('{\"request\": {}}'.ljust(9 * 2**20))", "figure_damaged"),
        ("raise MemoryError", "figure_too_costly"),
        ("import os; os.kill(os.getpid(), 9)", "figure_too_costly"),
    ],
    ids=["none", "status", "deep", "list", "number", "no error", "too long", "memory", "killed"],
)
def test_a_process_that_ends_badly_is_a_refusal(
    monkeypatch: pytest.MonkeyPatch, answer: str, code: str
) -> None:
    monkeypatch.setattr(figure_reading, "_COMMAND", (sys.executable, "-I", "-c", answer))
    assert refusal_of(FILES["svg"]()).code == code
