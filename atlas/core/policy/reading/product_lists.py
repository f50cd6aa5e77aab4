"""Lists in which each place has its own product and what follows is told of all of them (清河羊绒、安平丝网…，给予补助)."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.core.policy.reading.roles import PlaceRole
from atlas.core.policy.reading.sentence_ends import COMMA
from atlas.core.policy.reading.statements import Statement, goes_on


def shared_from(text: str, statements: Sequence[Statement], index: int) -> tuple[int, tuple[PlaceRole, ...]]:
    """From where on a statement speaks of all places of the list that it ends, and these places.

    Parameters
    ----------
    text
        Text of the document, to which the positions belong.
    statements
        Those of one sentence.
    index
        Which of them.

    Returns
    -------
    tuple
        Where the first comma behind its last place stands; the end of the statement, and its own places, when it ends no
        list of products.
    """
    statement = statements[index]
    first = index
    while first > 0 and goes_on(text, statements[first].start):
        first -= 1
    is_last = index + 1 == len(statements) or not goes_on(text, statements[index + 1].start)
    if first == index or not is_last or not statement.places:
        return statement.end, statement.places
    comma = COMMA.search(text, statement.places[-1].mention.end, statement.end)
    # 分别 hands out to all of them, with or without a comma.
    dealt = text.find("分别", statement.places[-1].mention.end, statement.end)
    starts = [at for at in (comma.start() if comma else -1, dealt) if at >= 0]
    places = tuple(place for one in statements[first : index + 1] for place in one.places)
    return (min(starts), places) if starts else (statement.end, statement.places)
