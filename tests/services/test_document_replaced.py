"""Before a final version is confirmed it tells which draft leaves the map, with how much; each way back brings it again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from atlas.bootstrap import Services
from atlas.core.errors import AccessDenied, ParameterError
from tests.document_samples import (
    EDITOR,
    PLAN_2028,
    REVIEWER,
    VIEWER,
    add_plan,
    confirm,
    open_office,
)

ISSUED = "plan-issued"


@pytest.fixture
def office(home: Path) -> Services:
    """The plan as a draft, of which two items are confirmed, and as issued."""
    services = open_office(home)
    add_plan(services, home)
    add_plan(services, home, document=ISSUED)
    services.review.describe(REVIEWER, PLAN_2028, {"status": "draft"})
    services.review.describe(REVIEWER, ISSUED, {"status": "final"})
    confirm(services, "i1", "i3")
    return services


def replaced(office: Services, document: str = ISSUED, **facts: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = office.library.replaced(EDITOR, document, facts)["documents"]
    return found


def counted(office: Services) -> set[str]:
    return {goal.document for goal in office.reader.catalogue().goals_in_force}


def test_what_leaves_the_map_is_told_before(office: Services) -> None:
    (draft,) = replaced(office)
    told = {name: draft[name] for name in ("id", "goals", "counties", "is_counted", "is_built_in")}
    assert told == {"id": PLAN_2028, "goals": 2, "counties": 2, "is_counted": True, "is_built_in": False}
    assert PLAN_2028 in counted(office)
    assert office.library.show(EDITOR, ISSUED)["replaces"] == replaced(office)


def test_taking_the_confirmation_back_brings_the_draft_again(office: Services) -> None:
    confirm(office, "i1", document=ISSUED)
    assert PLAN_2028 not in counted(office)
    assert [one["is_counted"] for one in replaced(office)] == [False]
    office.review.undo(REVIEWER, ISSUED)
    assert PLAN_2028 in counted(office)
    assert [one["is_counted"] for one in replaced(office)] == [True]


def test_so_does_the_status_as_long_as_the_review_lasts(office: Services) -> None:
    confirm(office, "i1", document=ISSUED)
    office.review.describe(REVIEWER, ISSUED, {"status": "draft", "expected": {"status": "final"}})
    assert {PLAN_2028, ISSUED} <= counted(office)
    assert replaced(office) == []
    assert [one["id"] for one in replaced(office, status="final")] == [PLAN_2028]
    office.review.describe(REVIEWER, ISSUED, {"status": "final"})
    assert PLAN_2028 not in counted(office)


def test_other_facts_are_tried_without_being_kept(office: Services) -> None:
    assert replaced(office, title="另一份方案") == []
    assert replaced(office, status="repealed") == []
    assert office.library.show(EDITOR, ISSUED)["status"] == "final"


def test_a_draft_replaces_nothing_and_visitors_are_told_nothing(office: Services) -> None:
    assert replaced(office, PLAN_2028) == []
    with pytest.raises(AccessDenied):
        office.library.replaced(VIEWER, ISSUED, {})


def test_a_status_that_is_none_is_refused_in_words(office: Services) -> None:
    with pytest.raises(ParameterError) as told:
        replaced(office, status="finished")
    assert "final" in told.value.hint.zh
