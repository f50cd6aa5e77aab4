"""A document as it came in: its pieces in order, and where in the file each one stands."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from atlas.core.errors import Text


@dataclass(frozen=True, slots=True)
class Piece:
    """A line, paragraph or row of a table.

    Parameters
    ----------
    text
        As in the file, without a line end inside; cells of a row are parted by tabs.
    where
        Its place in the file: ``line 12``, ``paragraph 12``, ``page 3``, ``table 2``; empty where there is none.
    """

    text: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the reading did by itself or could not do.

    Parameters
    ----------
    code
        Stable, for programs.
    message
        For a person.
    count
        How many places it concerns.
    """

    code: str
    message: Text
    count: int = 1


@dataclass(frozen=True)
class SourceText:
    """The text of a document, kept as it was; every quote is a pair of positions in ``text``.

    Parameters
    ----------
    kind
        ``txt``, ``docx``, ``pdf`` or ``html``.
    encoding
        Of a text file or page; empty for the others.
    pieces
        In reading order.
    title
        As the file itself tells it; empty where it does not.
    notes
        What was left out or guessed.
    """

    kind: str
    encoding: str
    pieces: tuple[Piece, ...]
    title: str = ""
    notes: tuple[Note, ...] = ()

    @cached_property
    def text(self) -> str:
        """All pieces, one a line."""
        return "\n".join(piece.text for piece in self.pieces)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(piece.text) + 1 for piece in self.pieces)]

    def where(self, position: int) -> str:
        """Place in the file of a position in the text.

        Parameters
        ----------
        position
            Of a sign in ``text``.

        Returns
        -------
        str
            ``where`` of its piece; empty when there is no piece.
        """
        index = bisect_right(self._starts, position) - 1
        return self.pieces[index].where if 0 <= index < len(self.pieces) else ""
