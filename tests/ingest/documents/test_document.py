"""The process that opens an untrusted document: files made to do harm are refused, and cost this process nothing."""

from __future__ import annotations

import errno
import io
import json
import os
import resource
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from atlas.core.errors import AtlasError, DataError, InputError, LimitExceeded
from atlas.core.policy.reading.source import SourceText
from atlas.ingest.documents import document as document_module
from atlas.ingest.documents.answer import source_from_dict, source_to_dict
from atlas.ingest.documents.document import read_document
from atlas.ingest.handover import NO_ROOM_STATUS
from tests.ingest.documents.samples import (
    WORD,
    Pdf,
    lines,
    notes,
    paragraph,
    read_apart,
    read_here,
    texts,
    word,
    zipped,
)

SENTENCE = "到2027年，石门县柑橘种植面积稳定在45万亩，建成标准化果园100个。"
MEGABYTE = 2**20
SOURCES: dict[str, Callable[[], bytes]] = {
    "txt": lambda: SENTENCE.encode("gbk"),
    "docx": lambda: word(paragraph(SENTENCE)),
    "pdf": lambda: Pdf().page(lines(SENTENCE)).bytes(),
    "html": f"<!DOCTYPE html><title>规划</title><p>{SENTENCE}</p>".encode,
}


@pytest.mark.parametrize("kind", SOURCES)
def test_the_other_process_reads_what_this_one_would(kind: str, tmp_path: Path) -> None:
    source = read_apart(SOURCES[kind](), tmp_path)
    assert source == read_here(SOURCES[kind](), tmp_path)
    assert source.kind == kind
    assert SENTENCE in texts(source)


def docx_part(part: bytes, **others: bytes) -> bytes:
    """A Word document with that main part."""
    with zipfile.ZipFile(io.BytesIO(word(""))) as plain:
        entries = {name: plain.read(name) for name in plain.namelist()}
    return zipped({**entries, "word/document.xml": part, **others})


def entity_bomb() -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE d [<!ENTITY e0 "磷">{entities}]>'
    return docx_part(f'{head}<w:document xmlns:w="{WORD}"><w:body>&e9;</w:body></w:document>'.encode())


def outside_entity() -> bytes:
    head = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return docx_part(
        f'{head}<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>'.encode()
    )


def deep_docx() -> bytes:
    wrapped = "<w:sdt><w:sdtContent>" * 50_000 + paragraph("甲") + "</w:sdtContent></w:sdt>" * 50_000
    return word(wrapped)


def wide_docx() -> bytes:
    return docx_part(
        f'<w:document xmlns:w="{WORD}"><w:body>'.encode() + b"<w:p/>" * 14_000_000 + b"</w:body></w:document>"
    )


def many_entries() -> bytes:
    return zipped({"[Content_Types].xml": b"<a/>"} | {f"word/{number}.xml": b"" for number in range(6_000)})


def encrypted_entry() -> bytes:
    data = bytearray(word(paragraph("甲")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(mark, place + 4)
    return bytes(data)


def encrypted_pdf() -> bytes:
    return Pdf().page(lines(SENTENCE)).bytes(encryption=pikepdf.Encryption(owner="owner", user="secret"))


def pdf_bomb() -> bytes:
    """A page whose content unpacks to 600 MB of words."""
    content = io.BytesIO()
    pack = zlib.compressobj(9)
    piece = b"BT /F 12 Tf 72 700 Td <77F395E8> Tj ET\n" * 25_000
    content.write(b"".join([pack.compress(piece) for _ in range(600)]) + pack.flush())
    pdf = pikepdf.open(io.BytesIO(Pdf().page([]).bytes()))
    pdf.pages[0].Contents = pikepdf.Stream(pdf, content.getvalue(), Filter=pikepdf.Name.FlateDecode)
    file = io.BytesIO()
    pdf.save(file, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return file.getvalue()


def pdf_of_object_streams() -> bytes:
    """A PDF whose page tree hides in a packed stream that unpacks to 800 MB."""
    body = b"<</Type/Pages/Kids[]/Count 0>>"
    index = b"2 0 "
    pack = zlib.compressobj(9)
    packed = (
        pack.compress(index + body)
        + b"".join(pack.compress(b" " * MEGABYTE) for _ in range(800))
        + pack.flush()
    )
    out = bytearray(b"%PDF-1.7\n")
    places = {0: (0, 0, 0), 2: (2, 3, 0)}
    places[1] = (1, len(out), 0)
    out += b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    places[3] = (1, len(out), 0)
    out += b"3 0 obj\n<</Type/ObjStm/N 1/First %d/Filter/FlateDecode/Length %d>>\nstream\n" % (
        len(index),
        len(packed),
    )
    out += packed + b"\nendstream\nendobj\n"
    start = len(out)
    places[4] = (1, start, 0)
    rows = b"".join(struct.pack(">BIH", *places[number]) for number in sorted(places))
    out += b"4 0 obj\n<</Type/XRef/Size 5/W[1 4 2]/Root 1 0 R/Length %d>>\nstream\n" % len(rows)
    return bytes(out + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start)


def pdf_of_pages(count: int) -> bytes:
    """A PDF that shows one page many times."""
    kids = b" ".join([b"3 0 R"] * count)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, words in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, words)
    start = len(out)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"xref\n0 4\n0000000000 65535 f \n" + rows
    return bytes(out + b"trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start)


HOSTILE: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "docx, packed zeros": (lambda: docx_part(bytes(300 * MEGABYTE)), {"archive_too_large"}),
    "docx, entity bomb": (entity_bomb, {"document_dtd"}),
    "docx, outside entity": (outside_entity, {"document_dtd"}),
    "docx, deep": (deep_docx, {"document_damaged"}),
    "docx, wide": (wide_docx, {"archive_too_large", "read_memory"}),
    "docx, many entries": (many_entries, {"archive_too_large"}),
    "docx, cut": (lambda: word(paragraph("甲"))[:-30], {"document_damaged"}),
    "docx, cut early": (lambda: word(paragraph("甲"))[:60], {"document_damaged"}),
    "docx, no main part": (lambda: zipped({"[Content_Types].xml": b"<a/>"}), {"document_damaged"}),
    "docx, broken xml": (lambda: docx_part(b"<w:document"), {"document_damaged"}),
    "docx, way out": (lambda: docx_part(b"<a/>", **{"../../etc/passwd": b"x"}), {"archive_path"}),
    "docx, password": (encrypted_entry, {"document_encrypted"}),
    "pdf, password": (encrypted_pdf, {"document_encrypted"}),
    "pdf, packed page": (pdf_bomb, {"read_memory", "read_crashed", "read_timeout", "document_too_long"}),
    "pdf, packed objects": (
        pdf_of_object_streams,
        {"read_memory", "read_crashed", "document_damaged", "document_no_text_layer"},
    ),
    "pdf, pages": (lambda: pdf_of_pages(100_000), {"document_too_long"}),
    "pdf, pages that are not there": (
        lambda: pdf_of_pages(2).replace(b"/Count 2", b"/Count 9"),
        {"document_damaged", "document_no_text_layer"},
    ),
    "pdf, cut": (lambda: Pdf().page(lines(SENTENCE)).bytes()[:400], {"document_damaged"}),
    "pdf, only a name": (lambda: b"%PDF-1.7\n", {"document_damaged"}),
    "txt, endless line": (lambda: "县".encode() * 34_000_000, {"document_too_long"}),
    "txt, long line": (lambda: "县".encode() * 6_000_000, {"document_too_long"}),
    "txt, lines": (lambda: b"a\n" * 1_000_000, {"document_too_long"}),
    "txt, binary": (lambda: b"\x7fELF" + bytes(range(256)) * 4_000, {"document_binary"}),
    "txt, nothing": (lambda: b"", {"document_empty"}),
    "html, deep": (lambda: b"<!DOCTYPE html>" + b"<div>" * 5_000_000, {"document_too_deep"}),
    "html, wide": (
        lambda: b"<!DOCTYPE html>" + b"<i>a" * 7_000_000,
        {"document_too_long", "document_too_deep"},
    ),
    "html, attributes": (
        lambda: b"<!DOCTYPE html><p " + b" ".join(b"a%d=''" % n for n in range(2_000_000)) + b">",
        {"document_empty", "read_memory", "read_timeout", "document_damaged"},
    ),
}


@pytest.mark.parametrize("which", HOSTILE)
def test_a_file_that_means_harm_is_refused_and_costs_this_process_nothing(which: str, tmp_path: Path) -> None:
    make, expected = HOSTILE[which]
    data = make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(AtlasError) as refused:
        read_apart(data, tmp_path, cpu_s=8, wall_s=60)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 24 * 1024
    assert refused.value.code in expected
    assert isinstance(refused.value, DataError | LimitExceeded)
    for words in (refused.value.message, refused.value.hint):
        assert words.zh
        assert words.en


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read_document(tmp_path, name="规划", work=tmp_path)
    assert refused.value.code == "not_a_file"


def test_too_large_a_file_is_refused_before_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_module, "_COMMAND", ("no-such-program",))
    with pytest.raises(LimitExceeded) as refused:
        read_apart(bytes(2_000), tmp_path, file_bytes=1_000)
    assert refused.value.code == "document_too_long"


@pytest.mark.parametrize(
    ("act", "code"),
    [
        ("pass", "document_damaged"),
        ("raise SystemExit(3)", "document_damaged"),
        ("raise MemoryError", "read_memory"),
        ("import os; os.kill(os.getpid(), 9)", "read_memory"),
        ("import os; os.kill(os.getpid(), 11)", "read_crashed"),
        ("import os; os.kill(os.getpid(), 24)", "read_timeout"),
        ("import time; time.sleep(60)", "read_timeout"),
        ("answer([])", "document_damaged"),
        ("answer({'error': {}})", "document_damaged"),
        ("answer({'kind': 'txt'})", "document_damaged"),
        ("answer({**good, 'kind': 'exe'})", "document_damaged"),
        ("answer({**good, 'where': []})", "document_damaged"),
        ("answer({**good, 'title': ['a']})", "document_damaged"),
        (
            "answer({**good, 'notes': [{'code': 'a b', 'message': {'zh': '', 'en': ''}, 'count': 1}]})",
            "document_damaged",
        ),
    ],
)
def test_an_answer_is_not_trusted(
    act: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = {"kind": "txt", "encoding": "utf-8", "title": "", "text": "甲", "where": ["line 1"], "notes": []}
    script = f"import json\ngood = {good!r}\ndef answer(values): json.dump(values, open('answer.json', 'w'))\n{act}"
    monkeypatch.setattr(document_module, "_COMMAND", (sys.executable, "-I", "-c", script))
    with pytest.raises(AtlasError) as refused:
        read_apart(b"x", tmp_path, wall_s=2)
    assert refused.value.code == code


def test_a_document_survives_the_way_between_processes(tmp_path: Path) -> None:
    source = read_here(f"甲\x1b\n\n{SENTENCE}".encode("gbk"), tmp_path)
    assert set(notes(source)) == {"encoding_guessed", "control_signs_removed"}
    again: SourceText = source_from_dict(json.loads(json.dumps(source_to_dict(source))))
    assert again == source
    assert again.where(again.text.index(SENTENCE)) == "line 3"


def test_a_full_disk_is_no_fault_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    status = f"import sys; sys.exit({NO_ROOM_STATUS})"
    monkeypatch.setattr(document_module, "_COMMAND", (sys.executable, "-c", status))
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        read_apart(SOURCES["txt"](), tmp_path)
