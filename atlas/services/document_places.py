"""What the reading and linking of documents needs of China: the gazetteer with zones, sites and regions, and the topics."""

from __future__ import annotations

import copy
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from atlas.core.errors import PlaceUnresolved
from atlas.core.model import AdminUnit
from atlas.core.places.gazetteer import Gazetteer
from atlas.core.places.name_index import PlaceTables
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.draft_links import DraftLinker
from atlas.core.policy.linking import PlaceResolver, ResolvedPlace
from atlas.core.policy.reading.context import ReadingTools
from atlas.core.policy.reading.mentions import PlaceReader
from atlas.core.policy.reading.topics import TopicFinder, TopicWord
from atlas.services.places import DocumentResolver
from atlas.stores.catalogue import read_topics
from atlas.stores.gazetteer import read_regions
from atlas.stores.topic_words import TOPIC_WORDS_FILE, read_topic_words

#: Answers of the gazetteer that are kept; a document of a province asks for some thousands.
_MOST_KEPT = 100_000
_Question = tuple[str, str, str, int | None, tuple[str, ...]]


class KeptResolver:
    """A resolver that is asked the same thing again and again and thinks once.

    Parameters
    ----------
    resolve
        The gazetteer's answer.
    """

    def __init__(self, resolve: PlaceResolver) -> None:
        self._resolve = resolve
        self._kept: dict[_Question, ResolvedPlace | PlaceUnresolved] = {}

    def __call__(
        self, words: str, *, within: str, region: str, year: int | None, neighbours: Sequence[str]
    ) -> ResolvedPlace:
        """Units that words name in a document; raises ``PlaceUnresolved`` in doubt."""
        question = (words, within, region, year, tuple(neighbours))
        answer = self._kept.get(question)
        if answer is None:
            try:
                answer = self._resolve(words, within=within, region=region, year=year, neighbours=neighbours)
            except PlaceUnresolved as error:
                answer = error
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[question] = answer
        if isinstance(answer, PlaceUnresolved):
            # Whoever catches it writes the document into it.
            raise copy.copy(answer)
        return answer


@dataclass(frozen=True)
class PlaceDesk:
    """Everything that leads from words to units, for one state of the store.

    Parameters
    ----------
    units
        Every admin unit.
    gazetteer
        With zones, sites and named regions.
    resolve
        The gazetteer as the linker asks it.
    topics
        Slugs that there are.
    topic_words
        Lists of the words of topics, an office's own after the built-in one.
    """

    units: Mapping[str, AdminUnit]
    gazetteer: Gazetteer
    resolve: PlaceResolver
    topics: frozenset[str]
    topic_words: tuple[Path, ...]

    @cached_property
    def linker(self) -> DraftLinker:
        """Makes the links of drafts."""
        return DraftLinker(self.units, self.resolve)

    @cached_property
    def tools(self) -> ReadingTools:
        """What the reading of a document needs."""
        return ReadingTools(
            places=PlaceReader(self.gazetteer),
            units=self.units,
            topics=TopicFinder(self._read_topic_words()),
        )

    def _read_topic_words(self) -> list[TopicWord]:
        """Words of topics that the store has; it may be of an earlier day than the list of words."""
        known = [topic.slug for topic in read_topics(self.topic_words[0].with_name("topics.csv"))]
        words = read_topic_words(self.topic_words, known)
        return [
            replace(word, topics=tuple(topic for topic in word.topics if topic in self.topics))
            for word in words
        ]


class DocumentPlaces:
    """Gives the desk of a catalogue, made at the first use and again only after the store was built anew.

    Parameters
    ----------
    geodata
        Folder of the curated facts, for regions and topic words.
    home
        Folder of the store, where an office may keep words of its own in ``topic_words.csv``.
    """

    def __init__(self, geodata: Path, home: Path) -> None:
        self._geodata = geodata
        self._home = home
        self._held: tuple[Mapping[str, AdminUnit], PlaceDesk] | None = None
        self._lock = threading.Lock()

    def of(self, catalogue: Catalogue) -> PlaceDesk:
        """The desk of a catalogue.

        Parameters
        ----------
        catalogue
            As it was built, with or without added documents.

        Returns
        -------
        PlaceDesk
            The same for all catalogues of one build.

        Raises
        ------
        DataError
            A curated file breaks its format.
        """
        with self._lock:
            held = self._held
            if held is None or held[0] is not catalogue.units:
                held = self._held = (catalogue.units, self._make(catalogue))
            return held[1]

    def _make(self, catalogue: Catalogue) -> PlaceDesk:
        tables = PlaceTables(
            units=tuple(catalogue.units.values()),
            names=catalogue.names,
            changes=catalogue.code_changes,
            regions=read_regions(self._geodata / "gazetteer" / "regions.csv"),
            zones=catalogue.zones,
            sites=catalogue.sites,
        )
        gazetteer = Gazetteer(tables)
        return PlaceDesk(
            units=catalogue.units,
            gazetteer=gazetteer,
            resolve=KeptResolver(DocumentResolver(gazetteer)),
            topics=frozenset(catalogue.topics),
            topic_words=tuple(
                folder / TOPIC_WORDS_FILE
                for folder in (self._geodata, self._home)
                if folder is self._geodata or (folder / TOPIC_WORDS_FILE).is_file()
            ),
        )
