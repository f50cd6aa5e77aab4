"""Typefaces of an SVG: the fonts that it carries, and the outlines of letters that have a halo."""

from __future__ import annotations

import base64

from fontTools.pens.svgPathPen import SVGPathPen

from atlas.render.figures.font_subset import FontSubset
from atlas.render.figures.fonts_faces import Face

#: Used where the fonts in the file are not read.
_ELSEWHERE = {False: "'Noto Sans SC','Microsoft YaHei',sans-serif", True: "'Noto Serif SC',SimSun,serif"}


class SvgFonts:
    """Fonts of one file.

    Parameters
    ----------
    subsets
        By the name of their face.
    """

    def __init__(self, subsets: dict[str, FontSubset]) -> None:
        self._subsets = subsets
        self._outlines: dict[tuple[str, str], str] = {}
        self._paths: list[str] = []

    def families(self, *, is_serif: bool) -> str:
        """Families of a line of text, the first that has a letter draws it.

        Parameters
        ----------
        is_serif
            Which face is wanted.

        Returns
        -------
        str
            As ``font-family`` wants it.
        """
        wanted_first = sorted(
            self._subsets.values(), key=lambda subset: ("Serif" in subset.face.name) != is_serif
        )
        return ",".join([*(f"'{_family(subset)}'" for subset in wanted_first), _ELSEWHERE[is_serif]])

    def style(self) -> str:
        """The fonts themselves.

        Returns
        -------
        str
            A ``style`` element; empty without any text.
        """
        if not self._subsets:
            return ""
        faces = "".join(
            f"@font-face{{font-family:'{_family(subset)}';"
            f"src:url(data:font/woff;base64,{base64.b64encode(subset.to_woff()).decode('ascii')}) format('woff')}}"
            for subset in self._subsets.values()
        )
        return f"<style>{faces}</style>"

    def outline(self, face: Face, character: str) -> str:
        """Refer to the outline of a letter.

        Parameters
        ----------
        face
            Of the letter.
        character
            The letter.

        Returns
        -------
        str
            Id of the element in ``paths``; empty for one that draws nothing.
        """
        key = (face.name, character)
        if key not in self._outlines:
            pen = SVGPathPen(None, ntos=lambda value: str(round(value)))
            face.draw(character, pen)
            commands = pen.getCommands()
            self._outlines[key] = f"letter{len(self._paths)}" if commands else ""
            if commands:
                self._paths.append(f'<path id="{self._outlines[key]}" d="{commands}"/>')
        return self._outlines[key]

    def paths(self) -> str:
        """Outlines that were referred to.

        Returns
        -------
        str
            ``path`` elements.
        """
        return "".join(self._paths)


def _family(subset: FontSubset) -> str:
    """A name of its own for each subset, so that figures on one page do not take each other's letters."""
    return subset.name.replace("+", "-")
