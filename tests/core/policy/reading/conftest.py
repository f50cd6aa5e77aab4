"""The tools of a reading over today's units of the whole country."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from atlas.core.model import AdminUnit
from atlas.core.places.gazetteer import Gazetteer, PlaceTables
from atlas.core.policy.reading.context import ReadingTools
from atlas.core.policy.reading.mentions import PlaceReader
from atlas.core.policy.reading.topics.find import TopicFinder
from atlas.stores.catalogue import read_topics
from atlas.stores.gazetteer import read_regions
from atlas.stores.topic_words import read_topic_words
from tests.core.places.conftest import country, everywhere

__all__ = ["country", "everywhere"]

_GEODATA = Path(__file__).parents[4] / "geodata"


@pytest.fixture(scope="session")
def place_reader(everywhere: Gazetteer) -> PlaceReader:
    return PlaceReader(everywhere)


@pytest.fixture(scope="session")
def tools(place_reader: PlaceReader, country: tuple[AdminUnit, ...]) -> ReadingTools:
    slugs = frozenset(topic.slug for topic in read_topics(_GEODATA / "topics.csv"))
    words = read_topic_words([_GEODATA / "topic_words.csv"], slugs)
    return ReadingTools(place_reader, {unit.adcode: unit for unit in country}, TopicFinder(words))


@pytest.fixture(scope="session")
def tools_with_regions(tools: ReadingTools, country: tuple[AdminUnit, ...]) -> ReadingTools:
    """The same, with the named regions of the country (苏北, 川南)."""
    regions = read_regions(_GEODATA / "gazetteer" / "regions.csv")
    return replace(tools, places=PlaceReader(Gazetteer(PlaceTables(country, regions=regions))))
