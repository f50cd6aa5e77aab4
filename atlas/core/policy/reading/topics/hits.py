"""Words that name topics, and where they were found."""

from __future__ import annotations

from dataclasses import dataclass, replace

#: Topics of how to act rather than of what to make: they do not push out the industry that a heading names.
THEMES = frozenset(
    {
        "5g",
        "brand",
        "digital",
        "enterprises",
        "finance",
        "general",
        "green",
        "innovation",
        "investment",
        "market",
        "output",
        "srdi",
        "talent",
        "tax",
        "zones",
    }
)

#: From this weight on a word gives its topics whatever stands beside it; below, only when no other word does.
SURE = 0.5

#: As ``SURE``, for a text that names no industry.
FAIR = 0.4


@dataclass(frozen=True, slots=True)
class TopicWord:
    """A word of plans and the topics it names.

    Parameters
    ----------
    word
        As written in texts.
    topics
        Slugs; empty for a word that names none but holds one that would (茶话会 holds 茶).
    weight
        0 to 1: how sure the topic is meant where the word stands.
    """

    word: str
    topics: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class TopicHit:
    """A word found in a text.

    Parameters
    ----------
    start, end
        Positions in the text, end not included.
    words
        As written.
    topics
        Slugs, at least one.
    weight
        Of the word, see ``TopicWord``.
    """

    start: int
    end: int
    words: str
    topics: tuple[str, ...]
    weight: float

    @property
    def is_theme(self) -> bool:
        """Whether it tells only how to act."""
        return THEMES.issuperset(self.topics)

    def times(self, factor: float) -> TopicHit:
        """The hit where its word is worth only a part.

        Parameters
        ----------
        factor
            By which its weight is multiplied.
        """
        return self if factor == 1.0 else replace(self, weight=self.weight * factor)
