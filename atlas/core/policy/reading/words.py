"""Where words begin and end in a Chinese text, by a dictionary: 提高/安全 holds no 高安."""

from __future__ import annotations

from atlas.core.places.boundaries import Edge, left_edge, right_edge

# A dictionary word that is a place name with its tail (毕节地区) does not take the name away.
_TAILS = frozenset({"市", "县", "区", "州", "省", "旗", "盟", "地区", "城", "人", "话"})

# Before a name they are words of their own, whatever word of the dictionary they would begin (向东, 往来).
_WHITHER = frozenset("向往")


class WordEdges:
    """Edges of the dictionary words of a text.

    Parameters
    ----------
    text
        The text; cut once, without guessing words that the dictionary does not have.
    """

    def __init__(self, text: str) -> None:
        # It builds its dictionary when it is imported, which only a reading needs.
        import rjieba  # noqa: PLC0415

        self._edges = bytearray(len(text) + 1)
        self.text = text
        position = 0
        for word in rjieba.cut(text, hmm=False):
            self._edges[position] = 1
            position += len(word)
        self._edges[position] = 1

    def follows_word(self, start: int) -> bool:
        """Whether a dictionary word of two signs or more ends here: 实施 before 通海, but no 大 before 南海.

        Parameters
        ----------
        start
            Position in the text.
        """
        return start >= 2 and bool(self._edges[start]) and not self._edges[start - 1]

    def begins_word(self, start: int) -> bool:
        """Whether a dictionary word begins here.

        Parameters
        ----------
        start
            Position in the text.
        """
        return bool(self._edges[start])

    def stands_alone(self, start: int, end: int) -> bool:
        """Whether no word of the dictionary takes the stretch apart.

        Parameters
        ----------
        start, end
            Positions in the text, end not included.

        Returns
        -------
        bool
            True also where a word goes on with the tail of a place name only (毕节地区), and where a word reaches over
            one end (建水产业 holds 水产) while the other end is a clear one, or begins with 向 or 往.
        """
        before, after = self._edges[start], self._edges[end]
        if before and after:
            return True
        if before:
            stop = end + 1
            while stop < len(self._edges) and not self._edges[stop]:
                stop += 1
            if self.text[end:stop] in _TAILS:
                return True
            return any(self._edges[start + 1 : end]) and left_edge(self.text, start) is not Edge.NONE
        if not after or not any(self._edges[start + 1 : end]):
            return False
        return self._is_aimed_at(start) or right_edge(self.text, end) is Edge.STRONG

    def _is_aimed_at(self, start: int) -> bool:
        """向东丽集聚: a word that says whither runs into the name."""
        return self.text[start - 1] in _WHITHER and bool(self._edges[start - 1])
