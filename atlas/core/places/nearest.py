"""Names that look like a word: hints for what nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Set


def edit_distance(left: str, right: str, *, limit: int) -> int:
    """Signs to put in, take out or change to turn one word into the other.

    Parameters
    ----------
    left, right
        Words.
    limit
        Distances above it are not told apart.

    Returns
    -------
    int
        The Levenshtein distance, or ``limit + 1`` when it is greater than the limit.

    Examples
    --------
    >>> edit_distance("开阳县", "开杨县", limit=2)
    1
    """
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    row = list(range(len(right) + 1))
    for position, sign in enumerate(left, start=1):
        before, row = row, [position]
        for index, other in enumerate(right, start=1):
            row.append(min(before[index] + 1, row[-1] + 1, before[index - 1] + (sign != other)))
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def nearest_names(words: str, names: Iterable[str], *, count: int = 5) -> tuple[str, ...]:
    """Names that differ from a word by one sign, or by two when it is long.

    Parameters
    ----------
    words
        Word that is not known.
    names
        Known names.
    count
        At most so many.

    Returns
    -------
    tuple of str
        Nearest first, then in the order of their signs.

    Notes
    -----
    Costs one pass over the names. Each sign that is put in, taken out or changed costs the word one sign at most: a name
    that shares fewer signs with it is skipped unmeasured.
    """
    limit = 1 if len(words) <= 3 else 2
    signs = frozenset(words)
    least = max(1, len(signs) - limit)
    found = []
    for name in names if isinstance(names, Set) else set(names):
        if abs(len(name) - len(words)) <= limit and len(signs.intersection(name)) >= least:
            distance = edit_distance(words, name, limit=limit)
            if distance <= limit:
                found.append((distance, name))
    return tuple(name for _, name in sorted(found)[:count])
