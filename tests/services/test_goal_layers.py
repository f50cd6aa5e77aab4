"""What is confirmed in an office's own plan reaches the built-in layers, and leaves them with it, in both stores."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from atlas.bootstrap import Services
from atlas.core.errors import ConflictError
from atlas.core.filters import FeatureQuery
from atlas.services import layer_making
from atlas.services.goal_layers_state import GoalLayersState
from atlas.stores.geopackage_writer import open_builder
from tests.document_samples import (
    ADMINISTRATOR,
    ITEMS,
    PLAN_2028,
    REVIEWER,
    SECOND,
    add_plan,
    confirm,
    open_office,
)
from tests.small_store import write_small_store

XIFENG = "520122"


@pytest.fixture
def office(filled_home: Path) -> Services:
    services = open_office(filled_home)
    add_plan(services, filled_home)
    return services


def properties(office: Services, layer: str) -> list[dict[str, Any]]:
    page = office.store.query_features(layer, FeatureQuery(limit=100))
    return [json.loads(feature)["properties"] for feature in page.features]


def documents_of(office: Services, adcode: str, layer: str = "phosphorus") -> str:
    """Documents that the layer names for a county; empty where it is not in it."""
    found = [one["documents"] for one in properties(office, layer) if one["adcode"] == adcode]
    return str(found[0]) if found else ""


def goals_of(office: Services, adcode: str) -> int:
    return next(int(one["goals"]) for one in properties(office, "county") if one["adcode"] == adcode)


def renewed(office: Services) -> set[str]:
    done = office.goal_layers.renew()
    assert done is not None
    return set(done.layers)


def test_nothing_is_made_before_anything_is_confirmed(office: Services) -> None:
    assert office.goal_layers_state.find_wanted() is None
    assert office.goal_layers.renew() is None
    assert not (office.settings.workspace / "goal-layers").exists()


def test_a_confirmed_goal_is_in_its_topic_and_counted_by_units(office: Services) -> None:
    before = goals_of(office, XIFENG)
    assert PLAN_2028 not in documents_of(office, XIFENG)
    confirm(office, "i1")
    assert renewed(office) == {"county", "phosphorus"}
    assert PLAN_2028 in documents_of(office, XIFENG)
    assert goals_of(office, XIFENG) == before + 1
    assert office.goal_layers.renew() is None


def test_a_county_joins_the_base_of_its_province(filled_home: Path) -> None:
    office = open_office(filled_home)
    add_plan(office, filled_home, items=[replace(ITEMS[0], topics=("manganese",))])
    confirm(office, "i1")
    assert "base" in renewed(office)
    (manganese,) = [one for one in properties(office, "base") if one["topic"] == "manganese"]
    assert XIFENG in manganese["adcodes"]


def test_layers_agree_with_the_catalogue_that_the_page_shows(office: Services) -> None:
    confirm(office, "i1", "i3")
    renewed(office)
    catalogue = office.reader.catalogue()
    for one in properties(office, "county"):
        links = catalogue.links_by_unit.get(one["adcode"], ())
        kinds = {link.goal for link in links if catalogue.goals[link.goal].kind.value != "fact"}
        assert one["goals"] == len(kinds)


def test_description_tiles_and_revision_change_together(office: Services) -> None:
    before, revision = office.store.get_layer("phosphorus"), office.store.revision()
    confirm(office, "i1")
    renewed(office)
    after = office.store.get_layer("phosphorus")
    assert after.digest != before.digest
    assert after.tile_version
    assert after.tile_version != before.tile_version
    assert office.store.read_tile(after.tile_archive, 0, 0, 0)
    assert after.feature_count == len(properties(office, "phosphorus"))
    assert office.store.revision() != revision


def test_an_undone_step_takes_it_out_again(office: Services) -> None:
    before = properties(office, "phosphorus")
    confirm(office, "i1")
    renewed(office)
    office.review.undo(REVIEWER, PLAN_2028)
    assert renewed(office) == set()
    assert properties(office, "phosphorus") == before
    assert office.store.get_layer("phosphorus").published == "2026-01-01"
    assert office.goal_layers_state.find_wanted() is None


def test_a_removed_document_is_in_no_layer(office: Services) -> None:
    confirm(office, "i1")
    renewed(office)
    office.library.remove(ADMINISTRATOR, PLAN_2028)
    assert office.goal_layers_state.find_wanted() is not None
    renewed(office)
    assert PLAN_2028 not in json.dumps(properties(office, "phosphorus"))


def test_a_document_that_is_repealed_is_in_no_layer(office: Services) -> None:
    confirm(office, "i1")
    renewed(office)
    office.review.describe(REVIEWER, PLAN_2028, {"status": "repealed"})
    renewed(office)
    assert PLAN_2028 not in json.dumps(properties(office, "phosphorus"))


def test_what_one_of_two_persons_confirmed_is_in_no_layer(filled_home: Path) -> None:
    office = open_office(filled_home, two_person_review="yes")
    add_plan(office, filled_home)
    confirm(office, "i1")
    assert renewed(office) == set()
    assert PLAN_2028 not in json.dumps(properties(office, "phosphorus"))
    confirm(office, "i1", actor=SECOND)
    assert "phosphorus" in renewed(office)


def test_tiles_of_what_did_not_change_are_not_cut_again(
    office: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirm(office, "i1")
    renewed(office)
    kept = office.store.get_layer("phosphorus").tile_archive
    cut: list[str] = []
    monkeypatch.setattr(layer_making, "build_layer_tiles", lambda layer, *rest: cut.append(layer))
    confirm(office, "i3")
    assert renewed(office) == {"county", "phosphorus"}
    assert cut == []
    assert office.store.get_layer("phosphorus").tile_archive == kept
    assert office.store.read_tile(kept, 0, 0, 0)


def test_a_new_build_is_served_as_it_is_until_they_are_made_again(home: Path) -> None:
    office = open_office(home)
    add_plan(office, home)
    confirm(office, "i1")
    renewed(office)
    with open_builder(home) as builder:
        write_small_store(builder, stamp="newer")
        builder.switch()
    assert PLAN_2028 not in documents_of(office, XIFENG)
    assert "phosphorus" in renewed(office)
    assert PLAN_2028 in documents_of(office, XIFENG)


def test_a_build_beside_is_noted(office: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    confirm(office, "i1")
    wanted, stamps = office.goal_layers_state.find_wanted(), iter(["newer"])
    monkeypatch.setattr(GoalLayersState, "find_wanted", lambda state: wanted)
    monkeypatch.setattr(
        type(office.goal_layers_state.built), "read_stamp", lambda store: next(stamps, "newer")
    )
    with pytest.raises(ConflictError) as refused:
        office.goal_layers.renew()
    assert refused.value.code == "built_meanwhile"
    assert office.goal_layers_state.shelf.read_made_of() is None


def test_another_process_sees_them_at_once(
    office: Services, filled_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("atlas.stores.postgres._REVISION_S", 0.0)
    other = open_office(filled_home)
    assert PLAN_2028 not in documents_of(other, XIFENG)
    confirm(office, "i1")
    renewed(office)
    assert PLAN_2028 in documents_of(other, XIFENG)
