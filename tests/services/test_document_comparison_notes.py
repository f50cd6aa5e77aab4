"""Whoever reads a comparison is told what to mind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from atlas.core.policy.comparison import Status
from atlas.services.document_comparison_notes import Period, find_notes
from tests.small_catalogue import plan

SAME = [Status.SAME]


def period(year: int | None, horizon: int | None) -> Period:
    return Period(replace(plan(), year=year, horizon=horizon), [])


def codes(one: Period, other: Period, statuses: list[Status], *, is_nested: bool = False) -> list[str]:
    return [note["code"] for note in find_notes([one, other], statuses, is_nested=is_nested)]


def test_two_versions_of_one_plan_need_no_note() -> None:
    assert codes(period(2025, 2028), period(2026, 2028), SAME) == []


def test_other_periods_are_told_with_their_years() -> None:
    (note,) = find_notes([period(2021, 2025), period(2026, 2030)], SAME, is_nested=True)
    assert note["code"] == "periods_differ"
    assert all(year in note["text"][language] for language in ("zh", "en") for year in ("2025", "2030"))


def test_the_later_version_given_first_is_told() -> None:
    assert codes(period(2026, 2028), period(2025, 2028), SAME) == ["order"]


@pytest.mark.parametrize(("is_nested", "expected"), [(False, ["different_plans"]), (True, [])])
def test_two_plans_with_little_in_common_are_hardly_versions(is_nested: bool, expected: list[str]) -> None:
    statuses = [Status.SAME, *([Status.ADDED] * 4), *([Status.DROPPED] * 4)]
    assert codes(period(2025, 2028), period(2025, 2028), statuses, is_nested=is_nested) == expected
