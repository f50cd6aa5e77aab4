"""Topics of each figure of a statement: of many figures in one sentence each has those of its own words."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.core.policy.reading.figure_places import PlacedFigure
from atlas.core.policy.reading.topics.find import TopicFinder


def topics_of_figures(
    finder: TopicFinder,
    text: str,
    placed: Sequence[PlacedFigure],
    topics: tuple[str, ...],
    *,
    is_said: bool,
    is_placed: bool,
) -> list[tuple[str, ...]]:
    """Topics of the figures of one statement.

    Parameters
    ----------
    finder
        Tells topics of words.
    text
        Text of the document, to which the positions belong.
    placed
        The figures.
    topics
        Of the whole statement.
    is_said
        Whether the figures are all that the statement says, so that every topic has to stand with one of them.
    is_placed
        Whether the statement asks places that it names.

    Returns
    -------
    list of tuple of str
        One for each figure, each a part of ``topics`` in their order. What no figure says in its own words holds for
        all of them; a figure that says nothing of its own has all.

    """
    if is_placed and any(not each.places for each in placed):
        # 甲县建设产业园，全市上云企业达到3000户: what is told of the whole area has topics of its own.
        return [
            topics if each.places else finder.topics_of(_words(text, each), fallback=topics)
            for each in placed
        ]
    if len(topics) < 2 or len(placed) < 2:
        return [topics] * len(placed)
    own = [_own(finder, text, each, topics) for each in placed]
    goals = [told for told, each in zip(own, placed, strict=True) if each.figure.is_goal]
    said = {slug for told in (goals if is_said else own) for slug in told}
    return [
        tuple(slug for slug in topics if slug in told or slug not in said) if told else topics for told in own
    ]


def _own(finder: TopicFinder, text: str, placed: PlacedFigure, topics: tuple[str, ...]) -> set[str]:
    return set(topics).intersection(finder.topics_of(_words(text, placed), fallback=()))


def _words(text: str, placed: PlacedFigure) -> str:
    figure = placed.figure
    return f"{figure.figure.metric}，{text[figure.start : figure.end]}"
