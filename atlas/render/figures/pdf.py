"""Scenes as the pages of a PDF: real text in embedded fonts, links, a structure that can be read aloud."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from atlas.render.figures.about_text import cleaned
from atlas.render.figures.addresses import checked_address
from atlas.render.figures.font_subset import FontSubset, subsets_of
from atlas.render.figures.fonts_faces import clean_text
from atlas.render.figures.pdf_about import describe
from atlas.render.figures.pdf_content import UNITS_PER_POINT, Content
from atlas.render.figures.pdf_fonts import embed
from atlas.render.figures.pdf_structure import add_structure
from atlas.render.figures.scene import MM_PER_POINT, About, Link, Scene


def write_pdf(pages: Sequence[Scene], about: About, *, targets: Mapping[str, int] | None = None) -> bytes:
    """A PDF of scenes.

    Parameters
    ----------
    pages
        One scene a page.
    about
        What the file says of itself; its request travels in the file as ``figure.json``.
    targets
        Named places: index of the page that each link with this ``target`` opens.

    Returns
    -------
    bytes
        The same for the same scenes.

    Raises
    ------
    ParameterError
        A link opens something else than a page or a mail.
    """
    pdf = pikepdf.new()
    subsets = subsets_of(item for scene in pages for item in scene.items)
    fonts = {name: embed(pdf, subset) for name, subset in subsets.items()}
    for scene in pages:
        _add_page(pdf, scene, subsets, fonts)
    if targets:
        places = pikepdf.NameTree.new(pdf)
        for name, index in sorted(targets.items()):
            places[name] = Array([pdf.pages[index].obj, Name.Fit])
        pdf.Root.Names = Dictionary(Dests=places.obj)
    about = cleaned(about)
    add_structure(pdf, about.alt)
    describe(pdf, about)
    content = BytesIO()
    pdf.save(
        content,
        min_version="1.7",
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        deterministic_id=True,
    )
    return content.getvalue()


def _add_page(
    pdf: pikepdf.Pdf, scene: Scene, subsets: dict[str, FontSubset], fonts: dict[str, pikepdf.Object]
) -> None:
    width, height = (round(side / MM_PER_POINT, 3) for side in (scene.width_mm, scene.height_mm))
    content = Content(subsets)
    content.fill_page(scene)
    content.draw(scene.items)
    scale = 1 / UNITS_PER_POINT
    stream = b"/Figure <</MCID 0>> BDC\nq %g 0 0 -%g 0 %.3f cm\n%s\nQ\nEMC" % (
        scale,
        scale,
        height,
        content.to_bytes(),
    )
    resources = Dictionary(Font=Dictionary({f"/{name}": font for name, font in fonts.items()}))
    if content.opacities:
        resources.ExtGState = Dictionary(
            {
                f"/{name}": Dictionary(Type=Name.ExtGState, ca=round(fill, 3), CA=round(stroke, 3))
                for name, (fill, stroke) in sorted(content.opacities.items())
            }
        )
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, width, height]),
        Resources=resources,
        Contents=pdf.make_indirect(pikepdf.Stream(pdf, stream)),
        Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB),
    )
    if content.links:
        page.Annots = Array([pdf.make_indirect(_annotation(link, height)) for link in content.links])
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))


def _annotation(link: Link, page_height: float) -> Dictionary:
    left, right = (round(x / MM_PER_POINT, 3) for x in (link.x_mm, link.x_mm + link.width_mm))
    top, bottom = (round(page_height - y / MM_PER_POINT, 3) for y in (link.y_mm, link.y_mm + link.height_mm))
    opens = String(checked_address(link.url) if link.url else clean_text(link.target))
    annotation = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([left, bottom, right, top]),
        Border=Array([0, 0, 0]),
        F=4,
        Contents=opens,
    )
    if link.url:
        annotation.A = Dictionary(S=Name.URI, URI=opens)
    else:
        annotation.Dest = opens
    return annotation
