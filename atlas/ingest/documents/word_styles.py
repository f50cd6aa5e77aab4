"""What the styles of a Word document say of numbering and hidden text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from atlas.ingest.documents.word_package import child_of, is_on, local_name, value_of

_CONTENTS_STYLE = re.compile(r"toc \d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Where a paragraph stands in a list.

    Parameters
    ----------
    number
        Id of the list; ``0`` takes a paragraph out of all lists.
    level
        0 for the outermost; ``None`` where the list decides by the style.
    style
        Id of the style that says so; empty when the paragraph itself does.
    """

    number: str
    level: int | None
    style: str = ""


class Styles:
    """Styles by id.

    Parameters
    ----------
    tree
        Of ``styles.xml``; may be missing.
    """

    def __init__(self, tree: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default = ""
        for style in tree if tree is not None else ():
            key = value_of(style, "styleId")
            if local_name(style.tag) == "style" and key is not None:
                self._styles[key] = style
                if value_of(style, "type") == "paragraph" and value_of(style, "default") in {
                    "1",
                    "true",
                    "on",
                }:
                    self._default = key

    def is_hidden(self, style: str | None) -> bool:
        """Whether text of a style is hidden.

        Parameters
        ----------
        style
            Its id; ``None`` for no style.

        Returns
        -------
        bool
            As the nearest style says that says anything.
        """
        for one in self._line(style):
            switch = child_of(one, "rPr", "vanish")
            if switch is not None:
                return is_on(switch)
        return False

    def is_contents(self, style: str | None) -> bool:
        """Whether a style is that of a line in a table of contents.

        Parameters
        ----------
        style
            Its id.

        Returns
        -------
        bool
            By its name.
        """
        return any(
            _CONTENTS_STYLE.fullmatch(value_of(child_of(one, "name")) or "") for one in self._line(style)
        )

    def list_place(self, style: str | None) -> ListPlace | None:
        """The list to which paragraphs of a style belong.

        Parameters
        ----------
        style
            Its id; ``None`` for the default.

        Returns
        -------
        ListPlace or None
            ``None`` for no list.
        """
        for one in self._line(style or self._default):
            place = child_of(one, "pPr", "numPr")
            number = value_of(child_of(place, "numId"))
            if number is not None:
                return ListPlace(number, level_of(place), value_of(one, "styleId") or "")
        return None

    def list_of_style(self, style: str) -> str | None:
        """Id of the list that a list style stands for.

        Parameters
        ----------
        style
            Its id.

        Returns
        -------
        str or None
            ``None`` where it stands for none.
        """
        return value_of(child_of(self._styles.get(style), "pPr", "numPr", "numId"))

    def _line(self, style: str | None) -> Iterator[Element]:
        """A style and those it is based on; a circle ends where it closes."""
        seen: set[str] = set()
        while style is not None and style in self._styles and style not in seen:
            seen.add(style)
            one = self._styles[style]
            yield one
            style = value_of(child_of(one, "basedOn"))


def level_of(place: Element | None) -> int | None:
    """The level that an element ``numPr`` tells.

    Parameters
    ----------
    place
        The element.

    Returns
    -------
    int or None
        0 to 8; ``None`` where it tells none.
    """
    level = value_of(child_of(place, "ilvl"))
    return int(level) if level is not None and re.fullmatch(r"[0-8]", level) else None
