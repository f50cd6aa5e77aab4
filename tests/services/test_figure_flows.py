"""Arrows lead from each partner to the host of what it takes part in, once, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from atlas.core.figures.request_reading import read_figure_request
from atlas.core.figures.theme import Flow
from atlas.core.model import Kind, Relation
from atlas.core.policy.catalogue import Catalogue
from atlas.services.figure_flows import find_flows
from atlas.services.figure_subject import read_subject
from tests.small_catalogue import PLAN, goal, plan, small_catalogue

NAMED, PARTNER = Relation.NAMED, Relation.PARTNER


def catalogue(*goals: object) -> Catalogue:
    return small_catalogue(replace(plan(), goals=goals))  # type: ignore[arg-type]


def flows(known: Catalogue, **values: str) -> list[Flow]:
    request = read_figure_request({"region": "520000", "document": PLAN, **values})
    return list(find_flows(read_subject(known, request, home="520000")))


def test_a_partner_is_tied_to_the_host() -> None:
    known = catalogue(goal(1, "二/(二)", Kind.CLUSTER, mentions=[("开阳", NAMED), ("息烽", PARTNER)]))
    assert flows(known) == [Flow("520122", "520121")]


def test_a_partner_beyond_the_region_is_tied_all_the_same() -> None:
    assert Flow("441900", "520600") in flows(small_catalogue())


def test_the_host_that_a_goal_names_goes_before_the_first_place() -> None:
    mentions = [("开阳", NAMED), ("清镇", NAMED), ("息烽", PARTNER)]
    known = catalogue(goal(1, "二/(二)", Kind.CLUSTER, host="清镇", mentions=mentions))
    assert flows(known) == [Flow("520122", "520181")]


def test_a_pair_that_is_told_twice_is_one_arrow() -> None:
    mentions = [("开阳", NAMED), ("息烽", PARTNER)]
    known = catalogue(
        goal(1, "二/(二)", Kind.CLUSTER, mentions=mentions),
        goal(2, "二/(二)", Kind.CLUSTER, mentions=mentions),
    )
    assert flows(known) == [Flow("520122", "520121")]


@pytest.mark.parametrize(
    "mentions",
    [[("开阳", NAMED)], [("息烽", PARTNER)], [("开阳", NAMED), ("开阳", PARTNER)], []],
    ids=["no partner", "no host", "itself", "nobody"],
)
def test_without_two_there_is_no_arrow(mentions: list[tuple[str, Relation]]) -> None:
    assert flows(catalogue(goal(1, "二/(二)", Kind.CLUSTER, mentions=mentions))) == []


def test_only_goals_of_the_filter_have_arrows() -> None:
    assert flows(small_catalogue(), topic="general") == [Flow("441900", "520600")]
    assert flows(small_catalogue(), topic="phosphorus") == []
