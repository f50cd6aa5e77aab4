"""A package has one date for all that is in it."""

from __future__ import annotations

import datetime
import io
import zipfile

from atlas.stores.report_packages import settle_package

_CORE = b'<p xmlns:dcterms="d"><dcterms:created a="1">%s</dcterms:created><dcterms:modified>%s</dcterms:modified></p>'


def package(moment: bytes, year: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as new:
        new.writestr(zipfile.ZipInfo("[Content_Types].xml", (year, 1, 1, 0, 0, 0)), b"<Types/>")
        new.writestr(zipfile.ZipInfo("docProps/core.xml", (year, 2, 2, 0, 0, 0)), _CORE % (moment, moment))
        new.writestr(zipfile.ZipInfo("word/media/image1.png", (year, 2, 2, 0, 0, 0)), b"picture")
    return stream.getvalue()


def test_the_hour_of_writing_leaves_no_trace() -> None:
    day = datetime.date(2026, 11, 23)
    one = settle_package(package(b"2026-11-23T04:05:06Z", 2026), day)
    assert one == settle_package(package(b"2019-01-01T00:00:00Z", 2019), day)
    with zipfile.ZipFile(io.BytesIO(one)) as settled:
        assert {entry.date_time for entry in settled.infolist()} == {(2026, 11, 23, 0, 0, 0)}
        assert settled.read("docProps/core.xml") == _CORE % ((b"2026-11-23T00:00:00Z",) * 2)


def test_parts_stay_as_they_are_and_in_their_order() -> None:
    before, day = package(b"x", 2020), datetime.date(2026, 1, 1)
    with (
        zipfile.ZipFile(io.BytesIO(before)) as old,
        zipfile.ZipFile(io.BytesIO(settle_package(before, day))) as new,
    ):
        assert new.namelist() == old.namelist()
        assert new.read("word/media/image1.png") == b"picture"


def test_a_day_before_zip_was_made_becomes_its_first() -> None:
    with zipfile.ZipFile(io.BytesIO(settle_package(package(b"x", 2020), datetime.date(1949, 10, 1)))) as new:
        assert new.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)
