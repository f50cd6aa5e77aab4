"""What a reviewer should look at first: places that only a person can settle, then doubt by its weight."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from atlas.core.policy.reading.draft import DraftItem
from tests.document_samples import CHAOYANG, ITEMS, PLAN_2028, REVIEWER, add_plan, open_office

DESIGNATION, _, WHOLE_PROVINCE = ITEMS
#: Surely meant, but for the place that may be one of two.
ONE_PLACE = replace(DESIGNATION, id="i9", confidence=0.99, places=(CHAOYANG,))
NOWHERE = replace(
    DESIGNATION,
    id="i8",
    confidence=0.99,
    places=(replace(DESIGNATION.places[0], id="p9", words="无此地", read_as="无此地"),),
)


def order(built: Path, tmp_path: Path, items: Sequence[DraftItem]) -> list[str]:
    home = shutil.copytree(built, tmp_path / "home")
    office = open_office(home)
    add_plan(office, home, items=items)
    return [row["id"] for row in office.review.queue(REVIEWER, PLAN_2028)["rows"]]


def test_a_place_in_doubt_comes_before_an_unsure_item_of_the_whole_province(
    built: Path, tmp_path: Path
) -> None:
    unsure = replace(WHOLE_PROVINCE, confidence=0.3)
    assert order(built, tmp_path, [unsure, DESIGNATION, ONE_PLACE]) == ["i9", "i3", "i1"]


def test_a_place_that_leads_nowhere_comes_before_it_too(built: Path, tmp_path: Path) -> None:
    unsure = replace(WHOLE_PROVINCE, confidence=0.3)
    assert order(built, tmp_path, [unsure, NOWHERE, ONE_PLACE]) == ["i9", "i8", "i3"]


def test_among_the_others_doubt_counts_by_its_weight(built: Path, tmp_path: Path) -> None:
    unsure = replace(WHOLE_PROVINCE, confidence=0.8)
    slightly = replace(DESIGNATION, confidence=0.78)
    assert order(built, tmp_path, [slightly, unsure]) == ["i3", "i1"]
