"""Files of Word, PowerPoint and Excel as packages: bytes that do not depend on the hour of writing."""

from __future__ import annotations

import datetime
import io
import re
import zipfile

#: The part that tells who made a file, and when.
_PROPERTIES = "docProps/core.xml"
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
#: The earliest date that a zip can hold.
_EARLIEST = datetime.date(1980, 1, 1)


def settle_package(body: bytes, date: datetime.date) -> bytes:
    """A package with one date for all that is in it.

    Parameters
    ----------
    body
        A file that a library of ours has just made.
    date
        The day that stands in the file as that of its making.

    Returns
    -------
    bytes
        The same parts in the same order; the same for the same parts.
    """
    day = max(date, _EARLIEST)
    moment = f"{day.isoformat()}T00:00:00Z".encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == _PROPERTIES:
                content = _MOMENT.sub(rb"\g<1>" + moment + rb"\g<2>", content)
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = _compression(name)
            entry.create_system = 0  # the system that wrote a file is not told
            new.writestr(entry, content)
    return stream.getvalue()


def _compression(name: str) -> int:
    # A picture is packed already.
    return zipfile.ZIP_STORED if name.endswith((".png", ".jpeg")) else zipfile.ZIP_DEFLATED
