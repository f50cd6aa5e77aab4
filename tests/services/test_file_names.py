"""A file name says what is in the file and can be written on every system."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.errors import Text
from atlas.core.model import Kind, Relation
from atlas.core.policy.rows import GoalFilter
from atlas.services.file_names import name_file
from atlas.services.tables import name_goal_file, name_value_file
from tests.small_catalogue import PLAN, small_catalogue

#: learn.microsoft.com, Naming Files, Paths, and Namespaces.
FORBIDDEN = '<>:"/\\|?*'
PHOSPHORUS = frozenset({"phosphorus"})


@pytest.mark.parametrize(
    ("wanted", "name", "plain"),
    [
        (GoalFilter(), "政策目标-2026-01-01", "goals-2026-01-01"),
        (
            GoalFilter(region="520000", topics=PHOSPHORUS),
            "贵州省-磷及磷化工-政策目标-2026-01-01",
            "520000-phosphorus-goals-2026-01-01",
        ),
        (
            GoalFilter(document=PLAN, clause="二/(一)/1", year=2027),
            "县域工业试验方案-二-(一)-1-2027年-政策目标-2026-01-01",
            "gz-test-2027-2027-goals-2026-01-01",
        ),
        (
            GoalFilter(
                region="520000",
                adcode="520121",
                kinds=frozenset({Kind.TARGET, Kind.PROJECT}),
                relations=frozenset({Relation.NAMED, Relation.IMPLICIT, Relation.MEMBER}),
            ),
            "开阳县-目标、项目-点名等3项-政策目标-2026-01-01",
            "520121-target-project-goals-2026-01-01",
        ),
    ],
)
def test_a_name_tells_place_document_topic_and_date(wanted: GoalFilter, name: str, plain: str) -> None:
    found = name_goal_file(small_catalogue(), wanted)
    assert (found.name, found.plain) == (name, plain)


def test_values_are_named_after_their_indicator() -> None:
    catalogue = small_catalogue()
    found = name_value_file(catalogue, "population_2020", GoalFilter(topics=PHOSPHORUS))
    assert found.name == "全国-常住人口-分县数值-2026-01-01"
    counted = name_value_file(catalogue, "goals", GoalFilter(region="520600", topics=PHOSPHORUS))
    assert counted.with_ending("xlsx").name == "铜仁市-磷及磷化工-任务数-分县数值-2026-01-01.xlsx"
    assert counted.plain == "520600-phosphorus-goals-values-2026-01-01"


@given(st.text(max_size=200))
def test_a_title_of_any_signs_gives_a_name_that_every_system_takes(title: str) -> None:
    catalogue = small_catalogue()
    document = replace(catalogue.documents[PLAN], title=Text(title, title))
    hostile = replace(catalogue, documents={PLAN: document})
    found = name_file(hostile, GoalFilter(document=PLAN), Text("政策目标", "goals")).with_ending("xlsx")
    assert not set(found.name) & set(FORBIDDEN)
    assert found.name.isprintable()
    assert found.name == found.name.strip(" .-")
    assert len(found.name.encode()) <= 255
    assert found.name.endswith("政策目标-2026-01-01.xlsx")
    assert found.plain.isascii()
