"""A correction that is carried to other items leaves alone what somebody else has decided."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from atlas.bootstrap import Services
from atlas.core.access import Actor
from tests.document_samples import PLAN_2028, REVIEWER, SECOND, add_plan, confirm, open_office

Answer = dict[str, Any]


@pytest.fixture(params=["no", "yes"], ids=["one person", "two persons"])
def office(request: pytest.FixtureRequest, home: Path) -> Services:
    services = open_office(home, two_person_review=request.param)
    add_plan(services, home)
    return services


def item(office: Services, name: str) -> Answer:
    return office.review.item(REVIEWER, PLAN_2028, name)


def carry_topics(office: Services, *, actor: Actor = REVIEWER, **more: Any) -> Answer:
    """Give i1 another topic, and i2 and i3 with it."""
    changes = [
        {
            "op": "change",
            "item": name,
            "version": item(office, name)["version"],
            "set": {"topics": ["general"]},
        }
        for name in ("i1", "i2")
    ]
    return office.review.decide(actor, PLAN_2028, [changes[0], {**changes[1], **more}])


def test_it_goes_to_items_that_are_open(office: Services) -> None:
    answer = carry_topics(office, spread=True)
    assert (item(office, "i2")["topics"], answer["left_alone"]) == (["general"], [])


def test_what_somebody_else_has_confirmed_stays_confirmed_and_is_told(office: Services) -> None:
    confirm(office, "i2", actor=SECOND)
    before = item(office, "i2")
    answer = carry_topics(office, spread=True)
    assert answer["left_alone"] == ["i2"]
    assert item(office, "i2") == before
    assert item(office, "i1")["topics"] == ["general"]


def test_what_one_has_confirmed_oneself_is_corrected_too(office: Services) -> None:
    confirm(office, "i2")
    answer = carry_topics(office, spread=True)
    assert (item(office, "i2")["topics"], answer["left_alone"]) == (["general"], [])


def test_what_somebody_else_has_rejected_stays_so(office: Services) -> None:
    version = item(office, "i2")["version"]
    office.review.decide(SECOND, PLAN_2028, [{"op": "reject", "item": "i2", "version": version}])
    assert carry_topics(office, spread=True)["left_alone"] == ["i2"]
    assert item(office, "i2")["decision"] == "rejected"


def test_a_correction_of_the_item_itself_is_free(office: Services) -> None:
    confirm(office, "i2", actor=SECOND)
    answer = carry_topics(office)
    assert (item(office, "i2")["decision"], answer["left_alone"]) == ("open", [])


def test_a_place_that_somebody_else_has_confirmed_stays_in_an_open_item(office: Services) -> None:
    place = item(office, "i1")["places"][0]
    version = item(office, "i1")["version"]
    mine = {"op": "confirm_place", "item": "i1", "version": version, "place": place["id"]}
    office.review.decide(SECOND, PLAN_2028, [mine])
    now = item(office, "i1")
    changes = [
        {"op": "reject_place", "item": "i1", "version": now["version"], "place": one["id"], "spread": True}
        for one in now["places"][:2]
    ]
    answer = office.review.decide(REVIEWER, PLAN_2028, changes)
    decided = [one["decision"] for one in item(office, "i1")["places"]]
    assert decided[:2] == [now["places"][0]["decision"], "rejected"]
    assert answer["left_alone"] == ["i1"]


def test_a_new_place_goes_to_the_other_items_of_the_sentence(office: Services) -> None:
    place = {"words": "清镇", "adcode": "520181", "relation": "named"}
    changes = [
        {"op": "add_place", "item": name, "version": item(office, name)["version"], **place, **more}
        for name, more in (("i1", {}), ("i2", {"spread": True}))
    ]
    office.review.decide(REVIEWER, PLAN_2028, changes)

    assert all("清镇" in [one["words"] for one in item(office, name)["places"]] for name in ("i1", "i2"))
