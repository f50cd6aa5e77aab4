"""Collects the pieces of a document while it is read: one line each, clean of control characters, within limits."""

from __future__ import annotations

import re
from collections import Counter

from atlas.core.errors import Text
from atlas.core.policy.reading.source import Note, Piece, SourceText
from atlas.ingest.documents import refusals
from atlas.ingest.documents.look_alikes import replace_look_alikes
from atlas.ingest.limits import ReadLimits

#: Controls, signs that turn the direction of writing, halves of surrogate pairs: no text, and harmful where it is shown.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff]"
)
_HIDDEN_REMOVED = Text("删去的控制字符", "control characters left out")
_REPLACED = Text(
    "部首等形近代码已换为通用汉字（如 ⻔ 换为 门）",
    "radicals and the like replaced by the characters they stand for",
)
_LONGEST_TITLE = 300
#: What programs put in as a title by themselves: names of files and of new documents.
_NO_TITLE = re.compile(
    r"Microsoft Word\b.*|.*\.(?:docx?|wps|wpt|pdf|txt|rtf|html?|indd|cdr|xlsx?)|untitled.*|document\s*\d*|文[档字].{0,4}\d*|新建.*|无标题.*",
    re.IGNORECASE,
)


class Gathering:
    """Pieces and notes of one document.

    Parameters
    ----------
    name
        As the user called the file.
    limits
        Characters and pieces that are taken.
    """

    def __init__(self, name: str, limits: ReadLimits) -> None:
        self.name = name
        self._limits = limits
        self._pieces: list[Piece] = []
        self._characters = self._announced = 0
        self._hidden = self._alike = 0
        self._words: dict[str, Text] = {}
        self._counts: Counter[str] = Counter()

    def check_room(self, characters: int) -> None:
        """Count characters that are read now and added later, so that a document that is too long ends early.

        Parameters
        ----------
        characters
            Their number.

        Raises
        ------
        LimitExceeded
            The document is longer than is read.
        """
        self._announced += characters
        self._check(self._announced)

    def add(self, text: str, where: str, *, keep_empty: bool = False) -> None:
        """Take a line, paragraph or row; line ends inside make several pieces of it.

        Parameters
        ----------
        text
            Its words.
        where
            Its place in the file.
        keep_empty
            Whether empty lines are pieces too.

        Raises
        ------
        LimitExceeded
            The document is longer than is read.
        """
        self._characters += len(text) + 1
        self._check(self._characters)
        text, hidden = _HIDDEN.subn("", text)
        text, alike = replace_look_alikes(text)
        self._hidden += hidden
        self._alike += alike
        for line in text.splitlines() or [""]:
            if keep_empty or line.strip():
                self._pieces.append(Piece(line, where))
        if len(self._pieces) > self._limits.max_pieces:
            most = self._limits.max_pieces
            raise refusals.too_long(
                self.name, f"超过 {most:,} 行的上限", f"has more than the limit of {most:,} lines"
            )

    def _check(self, characters: int) -> None:
        most = self._limits.max_characters
        if characters > most:
            raise refusals.too_long(
                self.name, f"超过 {most:,} 字的上限", f"has more than the limit of {most:,} characters"
            )

    def note(self, code: str, message: Text, *, count: int = 1) -> None:
        """Tell what was left out, guessed or could not be read; of one code the places are added up.

        Parameters
        ----------
        code
            Stable, for programs.
        message
            For a person.
        count
            How many places it concerns; none is no note.
        """
        if count:
            self._words.setdefault(code, message)
            self._counts[code] += count

    def source(self, kind: str, *, encoding: str = "", title: str = "") -> SourceText:
        """The document.

        Parameters
        ----------
        kind
            ``txt``, ``docx``, ``pdf`` or ``html``.
        encoding
            Of a text file or page.
        title
            As the file tells it.

        Returns
        -------
        SourceText
            With at least one word.

        Raises
        ------
        DataError
            There is no word in it.
        """
        if not any(piece.text.strip() for piece in self._pieces):
            raise refusals.empty(self.name)
        self.note("control_signs_removed", _HIDDEN_REMOVED, count=self._hidden)
        self.note("look_alikes_replaced", _REPLACED, count=self._alike)
        return SourceText(
            kind=kind,
            encoding=encoding,
            pieces=tuple(self._pieces),
            title=_clean_title(title),
            notes=tuple(Note(code, self._words[code], count) for code, count in self._counts.items()),
        )


def _clean_title(title: str) -> str:
    """A title on one line; empty for those that programs put in by themselves."""
    words = " ".join(replace_look_alikes(_HIDDEN.sub("", title))[0].split())[:_LONGEST_TITLE]
    return "" if _NO_TITLE.fullmatch(words) else words
