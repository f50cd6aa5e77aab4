"""Places with which a paragraph begins, and of which all of it speaks (——开阳县。重点发展磷化工。)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from atlas.core.policy.reading.governing import TOLD_BY_LABEL, Governing, only_names
from atlas.core.policy.reading.roles import PlaceRole
from atlas.core.policy.reading.sentences import Sentence
from atlas.core.policy.reading.statements import Statement

_STOP = "。"
# What may stand before the label of a paragraph.
_SIGNS = " \t\u3000*•·●■◆—－–-0123456789.．、（）()①②③④⑤⑥⑦⑧⑨⑩"


class ParagraphLabels:
    """Tells which sentences of a clause are labels, and what governs the sentences behind them.

    Parameters
    ----------
    text
        Clean text.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._end = -1
        self._places: tuple[PlaceRole, ...] = ()

    def govern(self, sentence: Sentence, governing: Governing) -> Governing:
        """What governs a sentence: its clause, or the label of its paragraph.

        Parameters
        ----------
        sentence
            The sentence.
        governing
            What governs the clause.
        """
        if sentence.start >= self._end:
            return governing
        return replace(governing, places=self._places, told_by=TOLD_BY_LABEL)

    def take(self, sentence: Sentence, statements: Sequence[Statement]) -> bool:
        """Takes a sentence for the label of its paragraph if it is one.

        Parameters
        ----------
        sentence
            The sentence.
        statements
            What it says.

        Returns
        -------
        bool
            Whether it only names places that are asked to act, opens its paragraph, and is followed by more.
        """
        text = self._text
        if len(statements) != 1 or not statements[0].asked or text[sentence.end : sentence.end + 1] != _STOP:
            return False
        begin = text.rfind("\n", 0, sentence.start) + 1
        end = text.find("\n", sentence.end)
        end = len(text) if end < 0 else end
        is_first = not text[begin : statements[0].places[0].mention.start].strip(_SIGNS)
        if not is_first or not text[sentence.end + 1 : end].strip() or not only_names(text, statements[0]):
            return False
        self._end, self._places = end, statements[0].asked
        return True
