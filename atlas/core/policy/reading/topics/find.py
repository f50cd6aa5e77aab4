"""Finds the industry and policy topics of a stretch of text by the words that plans use for them.

Which words name which topics is data, see ``geodata/topic_words.csv``; here are only the rules by which words
compete. Places, figures and companies are found elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

import ahocorasick

from atlas.core.policy.reading.topics.hits import FAIR, THEMES, TopicHit, TopicWord
from atlas.core.policy.reading.topics.parks import PARKS
from atlas.core.policy.reading.topics.phrases import find_phrases
from atlas.core.policy.reading.topics.weights import strongest, weigh

__all__ = ["GENERAL", "TopicFinder", "TopicHit", "TopicWord", "words_around_core"]

#: Topic of a text that names no other.
GENERAL = "general"

#: A topic on the left says nothing more where one on the right is given too.
_COVERED = {"consumer-goods": frozenset({"labour-intensive"})}

#: What may stand around a word of one character (聚焦磷、煤、铝等); in 松桃、铜仁 or 茶几 it is part of another word.
_AFTER_ONE_CHARACTER = frozenset("、，。；：,;:及和与或等”’》）) \t\n深精加产资系冶")
_BEFORE_ONE_CHARACTER = frozenset(
    "、，。；：,;:及和与或“‘《（( \t\n以焦绕展强优育托持进推的有抓造壮建设兴产种大富出如是动为"
)

#: Chemical elements that stand in hardly any other word or name; they count inside words, too (生态铝, 平果铝).
_ELEMENTS = frozenset("磷铝钛锰硅氟钡锂")

#: Chemicals of these have topics of their own.
_OWN_CHEMICALS = frozenset("磷氟钡钛锰硅煤")

#: A text that names no topic is about the main ones of what stands above it, and those are named first.
_MAIN_TOPICS = 2

_EACH = re.compile(r"(?:分别|依次)(?P<members>[^，。；：\n]+)")
_BETWEEN_MEMBERS = re.compile("[、和与及]")
_BREATH = re.compile(r"[^，。；：\n]+")

_IS_CORE = re.compile(r"以[^，。；\n]+为(?:核心|龙头|中心|主体|引领)，$")
_AHEAD = re.compile(r"[^。；\n]+")

#: From so many places on, as many industries are given to them one by one even where 分别 is not said; shorter lists
#: are as often given all.
_LONG_LIST = 4


class TopicFinder:
    """Finds topic words; made once from a list of words, then used for any number of texts.

    Parameters
    ----------
    words
        A word that stands twice has the topics of its last place, so that an office can overrule the built-in list.
    """

    def __init__(self, words: Iterable[TopicWord]) -> None:
        self._words = tuple({word.word: word for word in words}.values())
        #: Every topic that a word can give.
        self.slugs = frozenset(slug for word in self._words for slug in word.topics)
        self._automaton = ahocorasick.Automaton()
        for number, word in enumerate(self._words):
            self._automaton.add_word(word.word, (len(word.word), number))
        self._automaton.make_automaton()

    def find(self, text: str, *, places: Sequence[tuple[int, int]] = ()) -> list[TopicHit]:
        """Topic words of a text, in its order; where several overlap the longest counts.

        Words for parks are laid over the others: 食品工业园 is of the food industry and a park.

        Parameters
        ----------
        text
            Any text. The cost grows linearly with it.
        places
            Where places stand in it. No word reaches out of a place into what is said of it (上海参与 holds no 海参),
            and right behind a place a word of one character stands by itself (上杭铜、安吉竹).

        Returns
        -------
        list of TopicHit
            Words that name no topic are left out.
        """
        place_of = {position: place for place in places for position in range(*place)}
        works, parks = bytearray(len(text)), bytearray(len(text))
        hits = []
        for negative_length, start, number in sorted(self._matches(text, {end for _, end in places})):
            end = start - negative_length
            word = self._words[number]
            ends = place_of.get(start), place_of.get(end - 1)
            if word.topics and any(_crosses(start, end, place) for place in ends):
                continue
            taken = parks if word.topics == PARKS else works
            if taken[start] or taken[end - 1]:
                continue
            taken[start:end] = b"\x01" * (end - start)
            if word.topics:
                hits.append(TopicHit(start, end, word.word, word.topics, word.weight))
            else:
                parks[start:end] = b"\x01" * (end - start)
        hits = [hit for hit in hits if not (_is_tail_of_chemicals(text, hit) or _is_name_of_park(hit, hits))]
        hits += [hit for hit in find_phrases(text, hits) if self.slugs.issuperset(hit.topics)]
        return sorted(hits, key=lambda hit: (hit.start, hit.end))

    def topics_of(
        self,
        text: str,
        *,
        fallback: tuple[str, ...] = (),
        heading: tuple[str, ...] = (),
        places: Sequence[tuple[int, int]] = (),
        is_ban: bool = False,
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
        places
            Where places stand in the text, see ``find``.
        is_ban
            Whether all it says is that something may not be; its topics are then those of what may not.

        Returns
        -------
        tuple of str
            Slugs in the order in which they appear, never empty; ``general`` only when nothing else is said.
        """
        hits = strongest(weigh(text, self.find(text, places=places), is_ban=is_ban))
        industries = _distinct(topic for topic in heading if topic not in THEMES)
        if industries or (fallback and fallback != (GENERAL,)):
            hits = [hit for hit in hits if hit.weight >= FAIR]
        found = _distinct(topic for hit in hits for topic in hit.topics)
        if not found:
            found = (fallback or heading)[:_MAIN_TOPICS]
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
            Topics for each place, in order; empty when the text does not share out as many things as places. Where
            分别 says so, half of the things at least name a topic; without it a long list does whose members all do.
        """
        for match in _EACH.finditer(text):
            topics = self._topics_of_members(match["members"])
            if len(topics) == count and topics.count((GENERAL,)) * 2 <= count:
                # The park at the end is built by each of them (分别建设石材、电子产业园).
                shared = tuple(slug for slug in topics[-1] if slug in THEMES and slug != GENERAL)
                return tuple(_distinct((*own, *shared)) for own in topics)
        if count < _LONG_LIST:
            return ()
        breath = _BREATH.match(text)
        topics = self._topics_of_members(breath[0]) if breath else ()
        return topics if len(topics) == count and (GENERAL,) not in topics else ()

    def _topics_of_members(self, members: str) -> tuple[tuple[str, ...], ...]:
        return tuple(self.topics_of(member) for member in _BETWEEN_MEMBERS.split(members))

    def _matches(self, text: str, place_ends: Collection[int]) -> Iterator[tuple[int, int, int]]:
        """Every word wherever it stands: its length as a negative number, so that the longest sort first, and where."""
        if not self._words:
            return
        for last, (length, number) in self._automaton.iter(text):
            start = last + 1 - length
            if length > 1 or text[start] in _ELEMENTS or _stands_alone(text, start, place_ends):
                yield -length, start, number


def words_around_core(text: str, start: int, end: int) -> str:
    """What the rest of a sentence says around a core (以新郑为核心，辐射带动…): the core shares its topics.

    Parameters
    ----------
    text
        Text of the document.
    start, end
        A statement in it.

    Returns
    -------
    str
        Empty when the statement does more than name a core.

    Examples
    --------
    >>> words_around_core("以新郑为核心，带动长葛发展电子信息。", 0, 7)
    '带动长葛发展电子信息'
    """
    ahead = _AHEAD.match(text, end) if _IS_CORE.search(text, start, end) else None
    return ahead[0] if ahead else ""


def _stands_alone(text: str, position: int, place_ends: Collection[int]) -> bool:
    """Whether the character at a position is a word of its own."""
    return (position == 0 or position in place_ends or text[position - 1] in _BEFORE_ONE_CHARACTER) and (
        position + 1 == len(text) or text[position + 1] in _AFTER_ONE_CHARACTER
    )


def _is_tail_of_chemicals(text: str, hit: TopicHit) -> bool:
    """Whether 化工企业 only goes on with 氟化工 or 煤化工, which have topics of their own."""
    return hit.words.startswith(("化工", "盐化工")) and text[max(0, hit.start - 1)] in _OWN_CHEMICALS


def _is_name_of_park(hit: TopicHit, hits: Iterable[TopicHit]) -> bool:
    """Whether a word is but a part of the kind of a park: 高新技术产业 in 高新技术产业开发区."""
    return THEMES.issuperset(hit.topics) and any(
        other.topics == PARKS and other.start <= hit.end and hit.end < other.end for other in hits
    )


def _crosses(start: int, end: int, place: tuple[int, int] | None) -> bool:
    """Whether a word lies across one border of a place: partly in it, partly not, and does not hold all of it."""
    return place is not None and (place[0] < start < place[1] < end or start < place[0] < end < place[1])


def _distinct(topics: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(topics))
