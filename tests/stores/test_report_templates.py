"""Templates of reports are read from a folder, and refused where they hold more than looks."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from atlas.core.errors import AtlasError, InputError, LimitExceeded, NotFoundError
from atlas.render.report_docx_template import make_docx_template
from atlas.stores import report_templates
from atlas.stores.report_templates import find_template, read_template, write_templates


@pytest.fixture(scope="module")
def docx() -> bytes:
    return make_docx_template()


def with_part(body: bytes, name: str, content: bytes) -> bytes:
    """The same package with one part more, or another one in its place."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(stream, "w") as new:
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
        new.writestr(name, content)
    return stream.getvalue()


def test_a_folder_gives_the_template_of_a_kind_or_none(tmp_path: Path, docx: bytes) -> None:
    (tmp_path / "report.docx").write_bytes(docx)
    assert find_template(tmp_path, "docx") == docx
    assert find_template(tmp_path, "pptx") is None
    assert find_template(tmp_path, "xlsx") is None
    assert find_template(None, "docx") is None


@pytest.mark.parametrize(
    ("name", "content"),
    [("word/vbaProject.bin", b"x"), ("word/embeddings/a.xlsx", b"x"), ("word/activeX/activeX1.xml", b"<a/>")],
)
def test_a_template_with_macros_or_embedded_files_is_refused(
    tmp_path: Path, docx: bytes, name: str, content: bytes
) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(with_part(docx, name, content))
    with pytest.raises(InputError) as refused:
        read_template(path, "docx")
    assert refused.value.code == "report_template_active"
    assert "宏" in refused.value.message.zh


def test_a_macro_template_is_known_by_its_type_whatever_its_name(tmp_path: Path, docx: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        types = package.read("[Content_Types].xml")
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    assert plain in types
    types = types.replace(plain, b"application/vnd.ms-word.document.macroEnabled.main+xml")
    path = tmp_path / "report.docx"
    path.write_bytes(with_part(docx, "[Content_Types].xml", types))
    with pytest.raises(InputError) as refused:
        read_template(path, "docx")
    assert refused.value.code == "report_template_active"


def test_a_macro_template_is_refused_by_its_ending(tmp_path: Path, docx: bytes) -> None:
    path = tmp_path / "house.docm"
    path.write_bytes(docx)
    with pytest.raises(InputError):
        read_template(path, "docx")


@pytest.mark.parametrize("body", [b"", b"{\\rtf1}", b"PK\x03\x04rubbish"])
def test_what_is_no_package_is_refused(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(body)
    with pytest.raises(InputError) as refused:
        read_template(path, "docx")
    assert refused.value.code == "report_template_invalid"


def test_a_document_is_no_template_for_slides(tmp_path: Path, docx: bytes) -> None:
    path = tmp_path / "report.pptx"
    path.write_bytes(docx)
    with pytest.raises(InputError):
        read_template(path, "pptx")


def test_a_template_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, docx: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(docx)
    monkeypatch.setattr(report_templates, "MAX_UNPACKED_BYTES", 1000)
    with pytest.raises(LimitExceeded):
        read_template(path, "docx")
    monkeypatch.setattr(report_templates, "MAX_BYTES", 100)
    with pytest.raises(LimitExceeded):
        read_template(path, "docx")


def test_a_missing_template_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"house\.docx"):
        read_template(tmp_path / "house.docx", "docx")


def test_templates_are_written_once_and_never_over_others(tmp_path: Path, docx: bytes) -> None:
    folder = tmp_path / "new" / "folder"
    assert write_templates(folder, {"docx": docx}) == [folder / "report.docx"]
    assert read_template(folder / "report.docx", "docx") == docx
    with pytest.raises(AtlasError) as refused:
        write_templates(folder, {"docx": b"other"})
    assert refused.value.code == "report_template_exists"
    assert (folder / "report.docx").read_bytes() == docx
