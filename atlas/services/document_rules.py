"""What the reading of every document needs: the rules, with the gazetteer and the words of topics."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from atlas.core.model import AdminUnit
from atlas.core.places.gazetteer import Gazetteer
from atlas.core.places.towns import TownIndex
from atlas.core.policy.reading.context import ReadingTools
from atlas.core.policy.reading.mentions import PlaceReader
from atlas.core.policy.reading.topics.find import TopicFinder
from atlas.stores.catalogue import read_topics
from atlas.stores.topic_words import TOPIC_WORDS_FILE, read_topic_words


def make_tools(
    units: Mapping[str, AdminUnit],
    gazetteer: Gazetteer,
    topics: Collection[str],
    folders: Sequence[Path],
    *,
    towns: TownIndex,
) -> ReadingTools:
    """What the reading of every document needs.

    Parameters
    ----------
    units
        Every admin unit.
    gazetteer
        With zones, sites and named regions.
    topics
        Slugs that the store has; it may be of an earlier day than the list of words.
    folders
        That of the curated facts, then others that may hold words of topics, too.
    towns
        Of the whole country; empty where the store is of a build that knew none.

    Returns
    -------
    ReadingTools
        For any number of documents.
    """
    known = [topic.slug for topic in read_topics(folders[0] / "topics.csv")]
    lists = [folders[0] / TOPIC_WORDS_FILE]
    lists += [folder / TOPIC_WORDS_FILE for folder in folders[1:] if (folder / TOPIC_WORDS_FILE).is_file()]
    kept = [
        replace(word, topics=tuple(topic for topic in word.topics if topic in topics))
        for word in read_topic_words(lists, known)
    ]
    return ReadingTools(places=PlaceReader(gazetteer, towns), units=units, topics=TopicFinder(kept))
