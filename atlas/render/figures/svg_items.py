"""What is drawn in an SVG: its elements, in millimetres."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from atlas.core.geo.crs import FloatArray
from atlas.render.figures.addresses import checked_address
from atlas.render.figures.fonts import runs
from atlas.render.figures.fonts_faces import BOLD_EM, UNITS_PER_EM, Face
from atlas.render.figures.fonts_lines import length_mm, start_mm
from atlas.render.figures.path_text import distinct_points, short
from atlas.render.figures.scene import MM_PER_POINT, Circles, Group, Item, Link, Path, Words
from atlas.render.figures.svg_fonts import SvgFonts

#: Coordinates are written to the hundredth of a millimetre, a quarter of a pixel at 600 dpi.
_UNITS_PER_MM = 100
#: Some programs leave out dashes of no length, which are dots where ends are round.
_DOT_MM = 0.01
_ROUND = {"stroke_linecap": "round", "stroke_linejoin": "round"}


def element(name: str, **attributes: str) -> str:
    """The start of an element.

    Parameters
    ----------
    name
        Of the element.
    **attributes
        Values by name, with ``_`` for ``-`` and ``__`` for ``:``; those that are empty are left out.

    Returns
    -------
    str
        With all values escaped.
    """
    written = "".join(
        f" {key.replace('__', ':').replace('_', '-')}={quoteattr(value)}"
        for key, value in attributes.items()
        if value
    )
    return f"<{name}{written}>"


def empty_element(name: str, **attributes: str) -> str:
    """An element that holds nothing.

    Parameters
    ----------
    name, **attributes
        As in ``element``.

    Returns
    -------
    str
        With its end.
    """
    return element(name, **attributes)[:-1] + "/>"


class SvgItems:
    """Elements of one file, and what they refer to.

    Parameters
    ----------
    fonts
        Of the file.
    """

    def __init__(self, fonts: SvgFonts) -> None:
        self._fonts = fonts
        self._clips: list[str] = []
        self._writers: dict[type, Callable[[Any], Iterable[str]]] = {
            Path: self._path,
            Circles: self._circles,
            Words: self._words,
            Link: self._link,
            Group: self._group,
        }

    def draw(self, items: Iterable[Item]) -> list[str]:
        """Elements of items, from the bottom up.

        Parameters
        ----------
        items
            Of a scene or a group.

        Returns
        -------
        list of str
            One or more a thing drawn.
        """
        return [text for item in items for text in self._writers[type(item)](item)]

    def definitions(self) -> str:
        """What the drawn elements refer to.

        Returns
        -------
        str
            Clips and letters, to stand in ``defs``.
        """
        return "".join(self._clips) + self._fonts.paths()

    def _path(self, item: Path) -> Iterable[str]:
        data = _path_data(item)
        if data:
            yield empty_element("path", d=data, **_look(item))

    def _circles(self, item: Circles) -> Iterable[str]:
        yield element("g", **_look(item))
        radius = short(item.radius_mm, 3)
        for x, y in item.centres:
            yield empty_element("circle", cx=short(x), cy=short(y), r=radius)
        yield "</g>"

    def _link(self, item: Link) -> Iterable[str]:
        if not item.url:
            return
        sides = {"x": item.x_mm, "y": item.y_mm, "width": item.width_mm, "height": item.height_mm}
        numbers = {key: short(value) for key, value in sides.items()}
        area = empty_element("rect", **numbers, fill="none", pointer_events="all")
        yield f"{element('a', href=checked_address(item.url))}{area}</a>"

    def _group(self, item: Group) -> Iterable[str]:
        if item.clip is None:
            yield from self.draw(item.items)
            return
        name = f"clip{len(self._clips)}"
        area = empty_element("path", d=_path_data(item.clip), clip_rule="evenodd")
        self._clips.append(f'<clipPath id="{name}">{area}</clipPath>')
        yield element("g", clip_path=f"url(#{name})")
        yield from self.draw(item.items)
        yield "</g>"

    def _words(self, item: Words) -> Iterable[str]:
        stretches = runs(item.text, is_serif=item.is_serif)
        if not stretches or item.size_pt <= 0:
            return
        size = item.size_pt * MM_PER_POINT
        if item.halo and item.halo_mm > 0:
            yield self._halo(item, stretches)
        turned = f"rotate({short(-item.angle, 3)} {short(item.x_mm, 3)} {short(item.y_mm, 3)})"
        outline = {"stroke": item.colour, "stroke_width": short(BOLD_EM * size, 4), **_ROUND}
        start = element(
            "text",
            x=short(item.x_mm + start_mm(item), 3),
            y=short(item.y_mm, 3),
            font_family=self._fonts.families(is_serif=item.is_serif),
            font_size=short(size, 4),
            fill=item.colour,
            transform=turned if item.angle else "",
            xml__space="preserve",
            # Other fonts, where those in the file are not read, take the same room.
            **({"letter_spacing": short(item.spacing_mm, 3)} if item.spacing_mm else _length(item)),
            **(outline if item.is_bold else {}),
        )
        yield f"{start}{escape(''.join(text for _, text in stretches))}</text>"

    def _halo(self, item: Words, stretches: list[tuple[Face, str]]) -> str:
        """Outlines of letters as thick lines below the text.

        A line around the text itself would need ``paint-order``; programs that do not know it would draw the line over
        the letters and make them illegible.
        """
        scale = item.size_pt * MM_PER_POINT / UNITS_PER_EM
        turn = math.radians(item.angle)
        along, across = scale * math.cos(turn), scale * math.sin(turn)
        shift = start_mm(item)
        x, y = item.x_mm + shift * math.cos(turn), item.y_mm - shift * math.sin(turn)
        numbers = [
            *(short(value, 7) for value in (along, -across, -across, -along)),
            short(x, 3),
            short(y, 3),
        ]
        width = 2 * item.halo_mm / scale + (BOLD_EM * UNITS_PER_EM if item.is_bold else 0)
        letters = []
        position = 0.0
        for face, text in stretches:
            for character in text:
                name = self._fonts.outline(face, character)
                if name:
                    letters.append(empty_element("use", href=f"#{name}", x=short(position)))
                position += face.advances.get(character, face.box_advance) + item.spacing_mm / scale
        start = element(
            "g",
            transform=f"matrix({' '.join(numbers)})",
            fill="none",
            stroke=item.halo,
            stroke_width=short(width),
            aria_hidden="true",
            **_ROUND,
        )
        return f"{start}{''.join(letters)}</g>"


def _length(item: Words) -> dict[str, str]:
    length = length_mm(item)
    return {"textLength": short(length, 3), "lengthAdjust": "spacingAndGlyphs"} if length else {}


def _look(item: Path | Circles) -> dict[str, str]:
    is_filled = bool(item.fill) and (isinstance(item, Circles) or item.is_closed)
    look = {"fill": item.fill if is_filled else "none"}
    if is_filled and item.fill_opacity < 1:
        look["fill_opacity"] = short(item.fill_opacity, 3)
    if item.stroke and item.stroke_mm > 0:
        look |= {"stroke": item.stroke, "stroke_width": short(item.stroke_mm, 3)}
        if any(item.dash_mm):
            look["stroke_dasharray"] = " ".join(short(max(length, _DOT_MM), 3) for length in item.dash_mm)
        if isinstance(item, Path) and item.stroke_opacity < 1:
            look["stroke_opacity"] = short(item.stroke_opacity, 3)
        if isinstance(item, Path) and item.is_round:
            look |= _ROUND
    return look


def _path_data(path: Path) -> str:
    return "".join(_ring(ring, is_closed=path.is_closed) for ring in path.rings)


def _ring(ring: FloatArray, *, is_closed: bool) -> str:
    points = distinct_points(ring, _UNITS_PER_MM)
    if not len(points):
        return ""
    # A line of no length still shows round ends.
    rest = "L%.2f %.2f" * (len(points) - 1) or "h0"
    end = "Z" if is_closed else ""
    return ("M%.2f %.2f" + rest + end) % tuple((points / _UNITS_PER_MM).ravel().tolist())
