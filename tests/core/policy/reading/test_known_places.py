"""Places are looked up by where they stand: over a stretch, at its beginning, before it, and in front of a bracket."""

from __future__ import annotations

import pytest

from atlas.core.places.find import Mention
from atlas.core.places.resolution import Resolution, Status
from atlas.core.policy.reading.towns.known_places import KnownPlaces

_TEXT = "抚松县下辖的（漫江镇、松江河镇）和靖宇县境内三道湖镇"


def at(words: str) -> int:
    return _TEXT.index(words)


def place(words: str) -> Mention:
    start = at(words)
    return Mention(start, start + len(words), words, Resolution(words, Status.UNKNOWN, ()))


@pytest.fixture
def known() -> KnownPlaces:
    return KnownPlaces(_TEXT, [place("抚松县"), place("靖宇县")])


def test_places_over_a_stretch(known: KnownPlaces) -> None:
    assert [one.words for one in known.over(at("松县"), at("靖宇") + 1)] == ["抚松县", "靖宇县"]
    assert known.over(at("下辖"), at("靖宇")) == []


def test_a_place_that_ends_where_something_begins(known: KnownPlaces) -> None:
    assert known.ending_at(at("下辖")) == place("抚松县")
    assert known.ending_at(at("漫江")) is None


def test_the_last_place_before(known: KnownPlaces) -> None:
    assert known.last_before(at("松江河")) == place("抚松县")
    assert known.last_before(at("三道湖")) == place("靖宇县")
    assert known.last_before(1) is None


def test_a_place_in_front_of_what_opens_a_list(known: KnownPlaces) -> None:
    assert list(known.in_front_of(at("漫江"))) == [place("抚松县")]
    assert list(known.in_front_of(at("三道湖"))) == [place("靖宇县")]
    assert list(known.in_front_of(at("松江河"))) == []
