"""A scene as an SVG that stands by itself: real text, its fonts inside, no script, nothing from elsewhere."""

from __future__ import annotations

from xml.sax.saxutils import escape

from atlas.render.figures.about_text import PRODUCER, SVG_NAMESPACE, cleaned, request_json
from atlas.render.figures.font_subset import subsets_of
from atlas.render.figures.path_text import short
from atlas.render.figures.scene import About, Scene
from atlas.render.figures.svg_fonts import SvgFonts
from atlas.render.figures.svg_items import SvgItems, element, empty_element


def write_svg(scene: Scene, about: About) -> bytes:
    """An SVG of a scene.

    Parameters
    ----------
    scene
        The page; a link to a named place is left out, as there is one page only.
    about
        What the file says of itself; its request travels in the file as well.

    Returns
    -------
    bytes
        The same for the same scene.

    Raises
    ------
    ParameterError
        A link opens something else than a page or a mail.
    """
    about = cleaned(about)
    fonts = SvgFonts(subsets_of(scene.items))
    items = SvgItems(fonts)
    drawn = items.draw(scene.items)
    width, height = short(scene.width_mm, 3), short(scene.height_mm, 3)
    start = element(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        width=f"{width}mm",
        height=f"{height}mm",
        viewBox=f"0 0 {width} {height}",
        role="img",
        aria_labelledby="title description",
        xml__lang=about.language,
        fill_rule="evenodd",
        text_rendering="geometricPrecision",
    )
    paper = empty_element("rect", width=width, height=height, fill=scene.background)
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            start,
            f'<title id="title">{escape(about.title)}</title>',
            f'<desc id="description">{escape(about.alt)}</desc>',
            _metadata(about),
            f"<defs>{fonts.style()}{items.definitions()}</defs>",
            *([paper] if scene.background else []),
            *drawn,
            "</svg>",
            "",
        ]
    ).encode("utf-8")


def _metadata(about: About) -> str:
    named = {
        "title": about.title,
        "description": about.alt,
        "creator": about.author,
        "date": about.date,
        "source": about.source,
        "language": about.language,
        "publisher": PRODUCER,
    }
    entries = "".join(f"<dc:{name}>{escape(text)}</dc:{name}>" for name, text in named.items() if text)
    return (
        "<metadata>"
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<rdf:Description rdf:about="">{entries}</rdf:Description></rdf:RDF>'
        f'<request xmlns="{SVG_NAMESPACE}">{escape(request_json(about.request))}</request>'
        "</metadata>"
    )
