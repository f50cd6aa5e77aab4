"""What is drawn on a page of a PDF, as operators of its content stream.

Numbers are whole hundredths of a point, with the origin in the upper left corner as in a scene: short to write, quick
to format, and finer than any printer.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable

import numpy as np
from fontTools.pens.recordingPen import RecordingPen

from atlas.core.geo.crs import FloatArray
from atlas.render.figures.font_subset import FontSubset
from atlas.render.figures.fonts import runs
from atlas.render.figures.fonts_faces import BOLD_EM, UNITS_PER_EM, Face
from atlas.render.figures.fonts_lines import start_mm
from atlas.render.figures.path_text import distinct_points, short
from atlas.render.figures.scene import Circles, Group, Item, Link, Path, Scene, Words

#: Units of a content stream in a point and in a millimetre.
UNITS_PER_POINT = 100
UNITS_PER_MM = UNITS_PER_POINT * 72 / 25.4

#: How far the handles of a quarter circle reach, as a share of the radius: 4/3 (sqrt 2 - 1).
_HANDLE = 4 / 3 * (math.sqrt(2) - 1)
#: A circle of radius 1 as a start and four Bezier curves.
_CIRCLE = np.array(
    [
        (1, 0),
        *((1, _HANDLE), (_HANDLE, 1), (0, 1)),
        *((-_HANDLE, 1), (-1, _HANDLE), (-1, 0)),
        *((-1, -_HANDLE), (-_HANDLE, -1), (0, -1)),
        *((_HANDLE, -1), (1, -_HANDLE), (1, 0)),
    ],
    dtype=np.float64,
)
_CIRCLE_OPERATORS = "%d %d m " + "%d %d %d %d %d %d c " * 4 + "h "
#: Commands of a fontTools pen as operators.
_PEN_OPERATORS = {"moveTo": "m", "lineTo": "l", "curveTo": "c", "closePath": "h", "endPath": ""}

#: What has to be told again once a saved state is restored.
_State = dict[str, str]


class Content:
    """Operators of one page, collected item by item.

    Parameters
    ----------
    subsets
        Fonts by the name of their face; the font resources of the page have the same names.
    """

    def __init__(self, subsets: dict[str, FontSubset]) -> None:
        self._subsets = subsets
        self._parts: list[bytes] = []
        self._state: _State = {}
        self.links: list[Link] = []
        #: Opacity of fills and of lines, by the name of the graphics state that sets them.
        self.opacities: dict[str, tuple[float, float]] = {}

    def fill_page(self, scene: Scene) -> None:
        """Begin a page: how far corners may reach, and the colour of the paper where it has one.

        Parameters
        ----------
        scene
            The page.
        """
        self._add("4 M")
        if scene.background:
            self._set(fill=f"{_colour(scene.background)} rg")
            sides = (short(side * UNITS_PER_MM) for side in (scene.width_mm, scene.height_mm))
            self._add(f"0 0 {' '.join(sides)} re f")

    def draw(self, items: Iterable[Item]) -> None:
        """Add items, each above those before it.

        Parameters
        ----------
        items
            Of a scene or a group; links are only collected.
        """
        for item in items:
            if isinstance(item, Path):
                self._draw_path(item)
            elif isinstance(item, Circles):
                self._draw_circles(item)
            elif isinstance(item, Words):
                self._draw_words(item)
            elif isinstance(item, Link):
                self.links.append(item)
            else:
                self._draw_group(item)

    def to_bytes(self) -> bytes:
        """All operators.

        Returns
        -------
        bytes
            Of a page that has been moved to the upper left corner and scaled.
        """
        return b"\n".join(self._parts)

    def _add(self, operators: str) -> None:
        self._parts.append(operators.encode("ascii"))

    def _set(self, **wanted: str) -> None:
        """Tell those values of the graphics state that are not so already."""
        for key, operators in wanted.items():
            if self._state.get(key) != operators:
                self._state[key] = operators
                self._add(operators)

    def _paint(self, item: Path | Circles, stroke_opacity: float) -> str:
        """Set the look of an item; the operator that paints a path of it, empty when there is nothing to paint."""
        is_filled = bool(item.fill) and (isinstance(item, Circles) or item.is_closed)
        is_stroked = bool(item.stroke) and item.stroke_mm > 0
        self._set_opacity(item.fill_opacity if is_filled else 1.0, stroke_opacity if is_stroked else 1.0)
        if is_filled:
            self._set(fill=f"{_colour(item.fill)} rg")
        if is_stroked:
            is_round = isinstance(item, Path) and item.is_round
            self._set(
                stroke=f"{_colour(item.stroke)} RG",
                width=f"{short(item.stroke_mm * UNITS_PER_MM)} w",
                dash=f"[{_dashes(item.dash_mm)}] 0 d",
                ends="1 J 1 j" if is_round else "0 J 0 j",
            )
        return {(True, True): "B*", (True, False): "f*", (False, True): "S", (False, False): ""}[
            is_filled, is_stroked
        ]

    def _set_opacity(self, fill: float, stroke: float) -> None:
        if (fill, stroke) == (1.0, 1.0) and "opacity" not in self._state:
            return
        name = f"O{short(fill * 1000)}-{short(stroke * 1000)}".replace(".", "p")
        self.opacities[name] = (fill, stroke)
        self._set(opacity=f"/{name} gs")

    def _draw_path(self, item: Path) -> None:
        operator = self._paint(item, item.stroke_opacity)
        if operator:
            self._add(_outline(item) + operator)

    def _draw_circles(self, item: Circles) -> None:
        operator = self._paint(item, 1.0)
        if not operator or not len(item.centres):
            return
        points = item.centres[:, None, :] + _CIRCLE * item.radius_mm
        numbers = np.rint(points * UNITS_PER_MM).astype(np.int64).ravel().tolist()
        self._add((_CIRCLE_OPERATORS + operator + "\n") * len(item.centres) % tuple(numbers))

    def _draw_group(self, item: Group) -> None:
        if item.clip is None:
            self.draw(item.items)
            return
        before = self._state.copy()
        self._add(f"q {_outline(item.clip)}W* n")
        self.draw(item.items)
        self._add("Q")
        self._state = before

    def _draw_words(self, item: Words) -> None:
        stretches = runs(item.text, is_serif=item.is_serif)
        if not stretches or item.size_pt <= 0:
            return
        matrix = _text_matrix(item)
        if item.halo and item.halo_mm > 0:
            self._draw_halo(item, stretches, matrix)
        self._set_opacity(1.0, 1.0)
        self._set(fill=f"{_colour(item.colour)} rg")
        size = item.size_pt * UNITS_PER_POINT
        operators = [f"BT {' '.join(short(value) for value in matrix)} Tm"]
        if item.is_bold:
            outline = f"{_colour(item.colour)} RG {short(BOLD_EM * size)} w [] 0 d 1 J 1 j 2 Tr"
            operators.insert(0, f"q {outline}")
        if item.spacing_mm:
            operators.append(f"{short(item.spacing_mm * UNITS_PER_MM)} Tc")
        for face, text in stretches:
            codes = self._subsets[face.name].codes
            operators.append(f"/{face.name} {short(size)} Tf <{''.join(f'{codes[c]:04x}' for c in text)}> Tj")
        operators.append(("0 Tc " if item.spacing_mm else "") + ("ET Q" if item.is_bold else "ET"))
        self._add(" ".join(operators))

    def _draw_halo(self, item: Words, stretches: list[tuple[Face, str]], matrix: tuple[float, ...]) -> None:
        """Letters as lines, not as text: words that were written twice would be found twice."""
        self._set_opacity(1.0, 1.0)
        scale = item.size_pt * UNITS_PER_POINT / UNITS_PER_EM
        width = 2 * item.halo_mm * UNITS_PER_MM / scale + (BOLD_EM * UNITS_PER_EM if item.is_bold else 0)
        placed = (*(value * scale for value in matrix[:4]), *matrix[4:])
        self._add(
            f"q {' '.join(short(value, 4) for value in placed)} cm "
            f"{_colour(item.halo)} RG {short(width)} w [] 0 d 1 J 1 j"
        )
        step = item.spacing_mm * UNITS_PER_MM / scale
        for face, text in stretches:
            for character in text:
                self._parts.append(_glyph_operators(face, character))
                self._add(f"1 0 0 1 {short(face.advances.get(character, face.box_advance) + step)} 0 cm")
        self._add("Q")


def _text_matrix(item: Words) -> tuple[float, ...]:
    """Turn and start of a line; the page is upside down, so letters are turned back."""
    cosine, sine = math.cos(math.radians(item.angle)), math.sin(math.radians(item.angle))
    shift = start_mm(item)
    x, y = item.x_mm + shift * cosine, item.y_mm - shift * sine
    return cosine, -sine, -sine, -cosine, x * UNITS_PER_MM, y * UNITS_PER_MM


def _outline(path: Path) -> str:
    return "".join(_ring(ring, is_closed=path.is_closed) for ring in path.rings)


def _ring(ring: FloatArray, *, is_closed: bool) -> str:
    points = distinct_points(ring, UNITS_PER_MM)
    if len(points) == 1:
        points = np.repeat(points, 2, axis=0)
    if not len(points):
        return ""
    operators = "%d %d m" + " %d %d l" * (len(points) - 1) + (" h " if is_closed else " ")
    return operators % tuple(points.ravel().tolist())


@functools.lru_cache(maxsize=8192)
def _glyph_operators(face: Face, character: str) -> bytes:
    pen = RecordingPen()
    face.draw(character, pen)
    operators = [
        " ".join([*(f"{round(x)} {round(y)}" for x, y in points), _PEN_OPERATORS[command]])
        for command, points in pen.value
    ]
    return " ".join([*operators, "S"]).encode("ascii") if operators else b""


def _colour(colour: str) -> str:
    return " ".join(short(int(colour[first : first + 2], 16) / 255, 4) for first in (1, 3, 5))


def _dashes(lengths_mm: tuple[float, ...]) -> str:
    """Lengths of dashes; a pattern without any length is a whole line."""
    return " ".join(short(length * UNITS_PER_MM) for length in lengths_mm) if any(lengths_mm) else ""
