"""Goals reach the units that their words name, and every link says why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from atlas.core.errors import CatalogueError, PlaceUnresolved
from atlas.core.model import Document, Kind, PlaceMention, Relation
from atlas.core.policy.linking import Linker, ResolvedPlace
from tests.small_catalogue import UNITS, goal, plan, resolve


def links_of(document: Document) -> dict[tuple[str, str], str]:
    return {
        (link.goal.split("#", 1)[1], link.adcode): link.relation.value
        for link in Linker(UNITS, resolve).link_document(document)
    }


def plan_with(*mentions: tuple[str, Relation], kind: Kind = Kind.DESIGNATION) -> Document:
    return replace(plan(), goals=(goal(1, "二/(一)/1", kind, mentions=mentions),))


def test_counties_written_in_the_clause_are_named() -> None:
    found = links_of(plan())
    assert found["二/(一)/1#1", "520121"] == "named"
    assert found["二/(一)/1#1", "520122"] == "named"


def test_a_zone_leads_to_its_county_and_the_link_says_through_what() -> None:
    links = Linker(UNITS, resolve).link_document(plan())
    link = next(link for link in links if link.place == "大龙")
    assert (link.adcode, link.relation, link.via, link.evidence.rule) == ("520622", "named", "大龙", "zone")


def test_a_named_prefecture_reaches_its_counties_as_members() -> None:
    found = links_of(plan())
    assert found["二/(二)#1", "520600"] == "named"
    assert found["二/(二)#1", "520622"] == "member"
    assert found["二/(二)#1", "520628"] == "member"


def test_a_partner_city_does_not_pass_the_goal_on() -> None:
    assert [code for (_, code), relation in links_of(plan()).items() if relation == "partner"] == ["441900"]


def test_the_scope_of_the_guizhou_plan_leaves_districts_out() -> None:
    scope = {code for (_, code), relation in links_of(plan()).items() if relation == "scope"}
    assert scope == {"520121", "520122", "520181", "520622", "520628"}


def test_the_whole_province_takes_districts_in() -> None:
    assert "520102" in {code for _, code in links_of(plan_with(("全省", Relation.SCOPE)))}


def test_the_scope_of_a_county_plan_is_the_county_itself() -> None:
    document = replace(plan_with(("全县", Relation.SCOPE)), region="520121")
    assert links_of(document) == {("二/(一)/1#1", "520121"): "implicit"}


def test_a_region_reaches_its_counties_as_members() -> None:
    found = links_of(plan_with(("黔中地区", Relation.NAMED)))
    assert found == {("二/(一)/1#1", "520121"): "member", ("二/(一)/1#1", "520181"): "member"}


def test_the_strongest_relation_of_a_county_wins() -> None:
    found = links_of(plan_with(("本方案县域", Relation.SCOPE), ("开阳", Relation.NAMED)))
    assert found["二/(一)/1#1", "520121"] == "named"
    assert found["二/(一)/1#1", "520122"] == "scope"


def test_an_excluded_county_is_not_reached_through_the_scope() -> None:
    found = links_of(plan_with(("本方案县域", Relation.SCOPE), ("清镇", Relation.EXCLUDED)))
    assert found["二/(一)/1#1", "520181"] == "excluded"
    assert found["二/(一)/1#1", "520121"] == "scope"


def test_pilot_counties_are_the_hosts_of_the_clusters() -> None:
    goals = (
        goal(1, "二/(一)/1", Kind.CLUSTER, mentions=[("开阳", Relation.NAMED)]),
        goal(2, "二/(一)/1", mentions=[("试点县", Relation.SCOPE)]),
    )
    found = links_of(replace(plan(), goals=goals))
    assert found["二/(一)/1#2", "520121"] == "scope"


def test_a_place_in_doubt_stops_the_build_and_is_named() -> None:
    with pytest.raises(PlaceUnresolved) as failure:
        links_of(plan_with(("无名县", Relation.NAMED)))
    assert failure.value.detail == {"document": plan().id, "clause": "二/(一)/1", "place": "无名县"}


def test_a_document_of_no_known_region_is_refused() -> None:
    with pytest.raises(CatalogueError, match="999900"):
        Linker(UNITS, resolve).link_document(replace(plan(), region="999900"))


def test_a_place_that_leads_to_a_code_of_the_past_is_refused() -> None:
    def resolve_old(words: str, **_: object) -> ResolvedPlace:
        return ResolvedPlace(("522223",), "zone", 0.9, derived=True)

    with pytest.raises(CatalogueError, match="522223"):
        Linker(UNITS, resolve_old).link_document(plan_with(("大龙", Relation.NAMED)))


def test_a_county_whose_name_is_also_the_word_for_all_is_found_by_what_it_is_to_be_read_as() -> None:
    mention = PlaceMention("全州", Relation.NAMED, read_as="开阳县")
    document = replace(plan(), goals=(replace(goal(1, "二/(一)/1"), mentions=(mention,)),))
    assert links_of(document) == {("二/(一)/1#1", "520121"): "named"}
