"""Parts of a document that may be read by several at once: what each hands over, and who says how it is shared out.

Nothing of the rules is loaded with it: whoever only hands drafts over does without them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from atlas.core.policy.reading.draft import DraftItem


@dataclass(frozen=True, slots=True)
class MadeItems:
    """Items of some sections.

    Parameters
    ----------
    items
        In the order of the text.
    n_items, n_places
        How many ids were given out, those of items that became part of another one too.
    """

    items: tuple[DraftItem, ...]
    n_items: int
    n_places: int


#: Reads the sections from a first to a last one (not included).
ReadSections = Callable[[int, int], MadeItems]
#: Has sections of so many signs read, in as many parts as it likes; gives the parts in the order of the text.
ShareOut = Callable[[ReadSections, Sequence[int]], Sequence[MadeItems]]


def by_oneself(read: ReadSections, sizes: Sequence[int]) -> Sequence[MadeItems]:
    """All sections in one part.

    Parameters
    ----------
    read
        Reads them.
    sizes
        Their signs.

    Returns
    -------
    sequence of MadeItems
        One.
    """
    return [read(0, len(sizes))]
