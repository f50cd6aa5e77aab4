"""Finds the industry and policy topics of a stretch of text by the words that plans use for them.

Which words name which topics is data, see ``geodata/topic_words.csv``; here are only the rules by which words
compete. Places, figures and companies are found elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import ahocorasick

from atlas.core.policy.reading.topic_hits import FAIR, THEMES, TopicHit, TopicWord, strongest, weigh

__all__ = ["GENERAL", "TopicFinder", "TopicHit", "TopicWord"]

#: Topic of a text that names no other.
GENERAL = "general"

_PARKS = ("zones",)

#: A topic on the left says nothing more where one on the right is given too.
_COVERED = {"consumer-goods": frozenset({"labour-intensive"})}

#: What may stand around a word of one character (聚焦磷、煤、铝等); in 松桃、铜仁 or 茶几 it is part of another word.
_AFTER_ONE_CHARACTER = frozenset("、，。；：,;:及和与或等”’》）) \t\n深精加产资系冶")
_BEFORE_ONE_CHARACTER = frozenset(
    "、，。；：,;:及和与或“‘《（( \t\n以焦绕展强优育托持进推的有抓造壮建设兴产种大富出如是动为"
)

_EACH = re.compile(r"分别(?P<members>[^，。；：\n]+)")
_BETWEEN_MEMBERS = re.compile("[、和与及]")


class TopicFinder:
    """Finds topic words; made once from a list of words, then used for any number of texts.

    Parameters
    ----------
    words
        A word that stands twice has the topics of its last place, so that an office can overrule the built-in list.
    """

    def __init__(self, words: Iterable[TopicWord]) -> None:
        self._words = tuple({word.word: word for word in words}.values())
        self._automaton = ahocorasick.Automaton()
        for number, word in enumerate(self._words):
            self._automaton.add_word(word.word, (len(word.word), number))
        self._automaton.make_automaton()

    def find(self, text: str) -> list[TopicHit]:
        """Topic words of a text, in its order; where several overlap the longest counts.

        Words for parks are laid over the others: 食品工业园 is of the food industry and a park.

        Parameters
        ----------
        text
            Any text. The cost grows linearly with it.

        Returns
        -------
        list of TopicHit
            Words that name no topic are left out.
        """
        works, parks = bytearray(len(text)), bytearray(len(text))
        hits = []
        for negative_length, start, number in sorted(self._matches(text)):
            end = start - negative_length
            word = self._words[number]
            taken = parks if word.topics == _PARKS else works
            if taken[start] or taken[end - 1]:
                continue
            taken[start:end] = b"\x01" * (end - start)
            if word.topics:
                hits.append(TopicHit(start, end, word.word, word.topics, word.weight))
            else:
                parks[start:end] = b"\x01" * (end - start)
        return sorted(hits, key=lambda hit: (hit.start, hit.end))

    def topics_of(
        self, text: str, *, fallback: tuple[str, ...] = (), heading: tuple[str, ...] = ()
    ) -> tuple[str, ...]:
        """Topics of a stretch of text that governs some places.

        Parameters
        ----------
        text
            The words that name the goal, such as 加快建设国内重要的磷及磷化工产业生产供应基地.
        fallback
            Topics to give when the text names none.
        heading
            Topics of the heading above. Its industries are given too where the text only says how to act
            (培育龙头企业 below 轴承产业).

        Returns
        -------
        tuple of str
            Slugs in the order in which they appear, never empty; ``general`` only when nothing else is said.
        """
        hits = strongest(weigh(text, self.find(text)))
        industries = _distinct(topic for topic in heading if topic not in THEMES)
        if industries or (fallback and fallback != (GENERAL,)):
            hits = [hit for hit in hits if hit.weight >= FAIR]
        found = _distinct(topic for hit in hits for topic in hit.topics)
        if not found:
            found = fallback or heading
        elif THEMES.issuperset(found):
            found = _distinct((*industries, *found))
        kept = tuple(topic for topic in found if not _COVERED.get(topic, frozenset()) & set(found))
        return tuple(topic for topic in kept if topic != GENERAL) or (GENERAL,)

    def topics_of_each(self, text: str, count: int) -> tuple[tuple[str, ...], ...]:
        """Topics of each of several places that a text names one after the other (甲、乙分别发展石材、电子).

        Parameters
        ----------
        text
            The words behind the places.
        count
            How many places there are.

        Returns
        -------
        tuple of tuple of str
            Topics for each place, in order; empty when the text does not share out as many things as places.
        """
        for match in _EACH.finditer(text):
            members = _BETWEEN_MEMBERS.split(match["members"])
            topics = tuple(self.topics_of(member) for member in members)
            if len(topics) == count and (GENERAL,) not in topics:
                return topics
        return ()

    def _matches(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Every word wherever it stands: its length as a negative number, so that the longest sort first, and where."""
        if not self._words:
            return
        for last, (length, number) in self._automaton.iter(text):
            start = last + 1 - length
            if length > 1 or _stands_alone(text, start):
                yield -length, start, number


def _stands_alone(text: str, position: int) -> bool:
    """Whether the character at a position is a word of its own."""
    return (position == 0 or text[position - 1] in _BEFORE_ONE_CHARACTER) and (
        position + 1 == len(text) or text[position + 1] in _AFTER_ONE_CHARACTER
    )


def _distinct(topics: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(topics))
