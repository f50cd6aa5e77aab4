"""What a PDF says of itself: title, author, date, description, and the request that it was made from."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from atlas.render.figures.about_text import ATTACHMENT_NAME, PRODUCER, request_json
from atlas.render.figures.scene import About


def describe(pdf: pikepdf.Pdf, about: About) -> None:
    """Write the description of a file into it.

    Parameters
    ----------
    pdf
        All else in it is there.
    about
        The description.
    """
    pdf.Root.Lang = String(about.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    _set_information(pdf, about)
    _set_metadata(pdf, about)
    _attach_request(pdf, about)


def _set_information(pdf: pikepdf.Pdf, about: About) -> None:
    digits = about.date.replace("-", "")[:8]
    entries = {
        "/Title": about.title,
        "/Author": about.author,
        "/Subject": about.alt,
        "/Keywords": about.source,
        "/Creator": PRODUCER,
        "/Producer": PRODUCER,
        "/CreationDate": f"D:{digits}000000Z" if digits else "",
        "/ModDate": f"D:{digits}000000Z" if digits else "",
    }
    for key, value in entries.items():
        if value:
            pdf.docinfo[key] = String(value)


def _set_metadata(pdf: pikepdf.Pdf, about: About) -> None:
    day = f"{about.date[:10]}T00:00:00Z" if about.date else ""
    entries: dict[str, str | list[str]] = {
        "dc:title": about.title,
        "dc:description": about.alt,
        "dc:creator": [about.author] if about.author else "",
        "dc:source": about.source,
        "dc:language": [about.language],
        "xmp:CreatorTool": PRODUCER,
        "xmp:CreateDate": day,
        "xmp:ModifyDate": day,
        "pdf:Producer": PRODUCER,
    }
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for key, value in entries.items():
            if value:
                metadata[key] = value


def _attach_request(pdf: pikepdf.Pdf, about: About) -> None:
    attachment = pikepdf.AttachedFileSpec(
        pdf,
        request_json(about.request).encode("utf-8"),
        filename=ATTACHMENT_NAME,
        description=about.title,
        mime_type="application/json",
        creation_date="",
        mod_date="",
    )
    attachment.obj.AFRelationship = Name.Source
    pdf.attachments[ATTACHMENT_NAME] = attachment
    pdf.Root.AF = Array([attachment.obj])
