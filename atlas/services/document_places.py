"""What the reading and linking of documents needs of China: the gazetteer with zones, sites and regions, and the topics."""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from atlas.core.errors import PlaceUnresolved
from atlas.core.model import AdminUnit
from atlas.core.places.gazetteer import Gazetteer
from atlas.core.places.name_index import PlaceTables
from atlas.core.places.towns import Town, TownIndex
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.draft_links import DraftLinker
from atlas.core.policy.linking import PlaceResolver, ResolvedPlace
from atlas.services.places import DocumentResolver
from atlas.stores.gazetteer import read_regions

if TYPE_CHECKING:
    from atlas.core.policy.reading.context import ReadingTools

#: Answers of the gazetteer that are kept; a document of a province asks for some thousands.
_MOST_KEPT = 100_000
ReadTowns = Callable[[], Iterable[Town]]
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
    word_folders
        With lists of the words of topics, an office's own after the built-in one.
    read_towns
        Reads the towns of the country; asked by the reading of documents only.
    """

    units: Mapping[str, AdminUnit]
    gazetteer: Gazetteer
    resolve: PlaceResolver
    topics: frozenset[str]
    word_folders: tuple[Path, ...]
    read_towns: ReadTowns

    @cached_property
    def linker(self) -> DraftLinker:
        """Makes the links of drafts."""
        return DraftLinker(self.units, self.resolve)

    @cached_property
    def tools(self) -> ReadingTools:
        """What the reading of a document needs."""
        # The rules of reading take a while to load, and whoever only looks at documents needs none.
        from atlas.services.document_rules import make_tools  # noqa: PLC0415

        towns = TownIndex(self.read_towns())
        return make_tools(self.units, self.gazetteer, self.topics, self.word_folders, towns=towns)


class DocumentPlaces:
    """Gives the desk of a catalogue, made at the first use and again only after the store was built anew.

    Parameters
    ----------
    geodata
        Folder of the curated facts, for regions and topic words.
    home
        Folder of the store, where an office may keep words of its own in ``topic_words.csv``.
    read_towns
        Reads the towns of the country from the store.
    """

    def __init__(self, geodata: Path, home: Path, read_towns: ReadTowns) -> None:
        self._geodata = geodata
        self._home = home
        self._read_towns = read_towns
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
            word_folders=(self._geodata, self._home),
            read_towns=self._read_towns,
        )
