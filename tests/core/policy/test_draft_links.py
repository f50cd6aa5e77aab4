"""What a draft says is tied to units like any document; what leads nowhere is told and breaks nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from atlas.core.errors import Text
from atlas.core.model import Kind, Relation
from atlas.core.policy.draft_links import DraftLinker, KeptLinks, LinkedDraft
from atlas.core.policy.drafts import ClauseWords, keep_confirmed, keep_unrejected
from atlas.core.policy.reading.draft import (
    Decision,
    DraftClause,
    DraftDocument,
    DraftItem,
    DraftPlace,
    Reading,
    Span,
)
from tests.small_catalogue import UNITS, resolve

KNOWN = {unit.adcode: unit for unit in UNITS}


def place(words: str, relation: Relation = Relation.NAMED, **parts: Any) -> DraftPlace:
    return DraftPlace(parts.pop("id", f"p-{words}"), words, relation, rule="asked", confidence=0.8, **parts)


def item(*places: DraftPlace, **parts: Any) -> DraftItem:
    values = {"id": "i1", "clause": "一", "kind": Kind.DESIGNATION, "topics": ("general",), **parts}
    return DraftItem(summary=Text("任务", ""), places=places, **values)


def draft(*items: DraftItem, region: str = "520000") -> DraftDocument:
    clauses = tuple(DraftClause(number, f"第{number}章", Span(0, 1)) for number in ("一", "二", "三"))
    return DraftDocument("plan", Text("方案", ""), "", region, 2024, 2027, clauses=clauses, items=items)


def link(known: DraftDocument, kept: dict[str, KeptLinks] | None = None) -> LinkedDraft:
    return DraftLinker(KNOWN, resolve).link(known, {"二": ClauseWords(Text("第二章", ""))}, kept)


def relations(linked: LinkedDraft) -> dict[str, str]:
    return {link.adcode: link.relation.value for link in linked.links}


def test_a_link_carries_the_evidence_of_the_draft() -> None:
    other = Reading(("520181",), "清镇市", Text("同名", "same name"), 0.3)
    mine = Reading(("520121",), "开阳县", Text("同省", "same province"), 0.9)
    known = place(
        "开阳",
        read_as="开阳县",
        candidates=(mine, other),
        decision=Decision.CONFIRMED,
        reviewer="wangfang",
        reviewed="2025-11-22",
    )
    (made,) = link(draft(item(known))).links
    evidence = made.evidence
    assert (evidence.words, evidence.rule, evidence.confidence) == ("开阳", "asked", 0.8)
    assert (evidence.candidates, evidence.reviewer, evidence.reviewed) == (
        ("520181",),
        "wangfang",
        "2025-11-22",
    )


def test_a_member_tells_both_rules() -> None:
    linked = link(draft(item(place("铜仁市"))))
    rules = {made.adcode: made.evidence.rule for made in linked.links}
    assert rules == {
        "520600": "asked",
        "520622": "asked, member of 520600",
        "520628": "asked, member of 520600",
    }


def test_a_place_that_leads_nowhere_is_told_and_the_others_are_linked() -> None:
    linked = link(draft(item(place("乌有县"), place("开阳"))))
    assert relations(linked) == {"520121": "named"}
    (finding,) = linked.findings
    assert (finding.code, finding.item, finding.words) == ("place_unresolved", "i1", "乌有县")


def test_a_place_in_doubt_makes_no_link_and_is_no_finding() -> None:
    readings = tuple(Reading((code,), KNOWN[code].name, Text("", ""), 0.5) for code in ("520121", "520122"))
    linked = link(draft(item(place("开阳", candidates=readings))))
    assert (linked.links, linked.findings) == ((), ())


def test_the_only_reading_of_a_place_counts_whatever_its_words() -> None:
    reading = Reading(("520181",), "清镇市", Text("简称", "abbreviation"), 0.9)
    assert relations(link(draft(item(place("清", candidates=(reading,)))))) == {"520181": "named"}


def test_units_left_out_lose_their_place_in_the_scope_whatever_they_are_called() -> None:
    left_out = place("玉屏侗族自治县", Relation.EXCLUDED)
    prefecture = place("贵阳市", Relation.EXCLUDED)
    found = relations(link(draft(item(place("全省", Relation.SCOPE), left_out, prefecture))))
    assert found["520622"] == found["520121"] == found["520102"] == "excluded"
    assert found["520628"] == "scope"


def test_a_zone_left_out_leaves_its_county_in() -> None:
    found = relations(link(draft(item(place("全省", Relation.SCOPE), place("大龙", Relation.EXCLUDED)))))
    assert found["520622"] == "scope"


def test_a_region_that_is_no_unit_of_today_is_told() -> None:
    linked = link(draft(item(place("开阳")), region="529999"))
    assert (linked.links, [finding.code for finding in linked.findings]) == ((), ["region_unknown"])


def test_clauses_that_say_something_stand_in_order_and_the_others_as_headings() -> None:
    items = (item(id="i2", clause="三"), item(id="i1", clause="一"))
    document = link(draft(*items)).document
    assert [clause.id for clause in document.clauses] == ["一", "三"]
    assert list(document.headings) == ["二"]
    assert [goal.id for goal in document.goals] == ["plan#一#i1", "plan#三#i2"]


def test_a_clause_that_the_outline_lacks_is_not_lost() -> None:
    document = link(draft(item(clause="专栏"))).document
    assert [clause.id for clause in document.clauses] == ["专栏"]


def test_links_that_are_kept_are_those_that_would_be_made() -> None:
    kept: dict[str, KeptLinks] = {}
    first = draft(item(place("开阳")), item(place("息烽"), id="i2"))
    changed = replace(first, items=(first.items[0], item(place("松桃"), id="i2")))
    assert link(first, kept) == link(first)
    assert link(changed, kept) == link(changed)
    assert link(first, kept) == link(first)


def test_pilot_counties_follow_the_clusters_of_the_document() -> None:
    kept: dict[str, KeptLinks] = {}
    pilots = item(place("试点县", Relation.SCOPE), id="i2")
    for words, adcode in (("开阳", "520121"), ("息烽", "520122")):
        known = draft(item(place(words), kind=Kind.CLUSTER), pilots)
        linked = link(known, kept)
        assert [made.adcode for made in linked.links if made.goal == "plan#一#i2"] == [adcode]
        assert linked == link(known)


def test_of_a_part_of_a_document_the_pilot_counties_of_all_of_it_count() -> None:
    linker, kept = DraftLinker(KNOWN, resolve), dict[str, KeptLinks]()
    pilots = item(place("试点县", Relation.SCOPE), id="i2")
    whole = draft(item(place("开阳"), kind=Kind.CLUSTER), pilots)
    words = linker.find_pilots(whole, kept)
    part = linker.link(draft(pilots), {}, kept, pilots=words)
    assert (words, [made.adcode for made in part.links]) == (("开阳",), ["520121"])
    assert kept["i2"].still_holds(pilots, words)
    assert not kept["i2"].still_holds(pilots, ("息烽",))
    assert linker.find_pilots(draft(pilots, region="529999")) == ()


@pytest.mark.parametrize(
    ("decision", "reviewer", "one", "two"),
    [
        (Decision.OPEN, "", False, False),
        (Decision.SECOND, "甲", True, False),
        (Decision.CONFIRMED, "甲", True, False),
        (Decision.CONFIRMED, "甲、乙", True, True),
        (Decision.CONFIRMED, "甲、甲", True, False),
        (Decision.REJECTED, "甲、乙", False, False),
    ],
)
def test_only_what_enough_people_confirmed_is_public(
    decision: Decision, reviewer: str, one: bool, two: bool
) -> None:
    decided: dict[str, Any] = {"decision": decision, "reviewer": reviewer}
    known = draft(item(place("开阳", **decided), place("息烽"), **decided))
    for two_persons, wanted in ((False, one), (True, two)):
        shown = keep_confirmed(known, two_persons=two_persons).items
        assert [[place.words for place in item.places] for item in shown] == ([["开阳"]] if wanted else [])


def test_reviewers_see_all_but_what_was_rejected() -> None:
    rejected = {"decision": Decision.REJECTED}
    known = draft(item(place("开阳", **rejected), place("息烽")), item(id="i2", **rejected))
    (shown,) = keep_unrejected(known).items
    assert [place.words for place in shown.places] == ["息烽"]
