"""People decide about what a machine read: nothing counts before that, no decision is lost, each one can be taken back."""

from __future__ import annotations

import itertools
import shutil
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.bootstrap import Services
from atlas.core.access import Actor
from atlas.core.errors import AccessDenied, AtlasError, ConflictError, NotFoundError, ParameterError, Text
from atlas.core.model import Kind
from atlas.core.policy.review import PlacedItem
from atlas.services.document_drafts import DocumentDrafts
from tests.document_samples import (
    EDITOR,
    ITEMS,
    PLAN_2028,
    REVIEWER,
    SECOND,
    TEXT,
    add_plan,
    confirm,
    open_office,
    span,
)

Answer = dict[str, Any]


@pytest.fixture
def office(home: Path) -> Services:
    services = open_office(home)
    add_plan(services, home)
    return services


@pytest.fixture
def strict(home: Path) -> Services:
    services = open_office(home, two_person_review="yes")
    add_plan(services, home)
    return services


def item(office: Services, name: str) -> Answer:
    return office.review.item(REVIEWER, PLAN_2028, name)


def decide(office: Services, op: str, name: str, *, actor: Actor = REVIEWER, **parts: Any) -> Answer:
    change = {"op": op, "item": name, "version": item(office, name)["version"], **parts}
    return office.review.decide(actor, PLAN_2028, [change])


def places(answer: Answer) -> dict[str, Answer]:
    return {place["words"]: place for place in answer["places"]}


def goals(office: Services) -> list[str]:
    document = office.reader.catalogue().documents.get(PLAN_2028)
    return [goal.id.rpartition("#")[2] for goal in document.goals] if document else []


def test_the_queue_begins_with_what_is_most_doubtful(office: Services) -> None:
    queue = office.review.queue(REVIEWER, PLAN_2028)
    first, *rest = queue["rows"]
    assert (queue["total"], first["id"]) == (3, "i2")
    assert first["reasons"] == ["place_in_doubt", "item_unsure", "place_unsure"]
    assert [candidate["name"] for candidate in places(first)["朝阳"]["candidates"]] == ["南明区", "清镇市"]
    assert {row["id"]: row["weight"] for row in rest} == {"i1": 2, "i3": 11}


def test_an_item_tells_the_words_that_it_rests_on(office: Services) -> None:
    shown = item(office, "i1")
    assert (shown["quote"], shown["where"]) == ("支持开阳、息烽建设磷化工基地", "line 3")
    assert [unit["adcode"] for unit in places(shown)["开阳"]["units"]] == ["520121"]


def test_confirming_an_item_confirms_its_places_but_none_in_doubt(office: Services) -> None:
    answer = confirm(office, "i2")
    (shown,) = answer["items"]
    decided = {words: place["decision"] for words, place in places(shown).items()}
    assert decided == {"大龙经开区": "confirmed", "松桃": "confirmed", "朝阳": "open"}
    assert answer["left_open"] == ["p5"]
    assert {link.place for link in office.reader.catalogue().links if PLAN_2028 in link.goal} == {
        "大龙经开区",
        "松桃",
    }
    assert "place_in_doubt" in office.review.queue(REVIEWER, PLAN_2028)["rows"][0]["reasons"]


def test_a_candidate_is_chosen_and_confirmed_in_one_step(office: Services) -> None:
    version = item(office, "i2")["version"]
    changes = [
        {"op": "change_place", "item": "i2", "version": version, "place": "p5", "set": {"candidate": 1}},
        {"op": "confirm", "item": "i2", "version": version},
    ]
    (shown,) = office.review.decide(REVIEWER, PLAN_2028, changes)["items"]
    chosen = places(shown)["朝阳"]
    assert [unit["adcode"] for unit in chosen["units"]] == ["520181"]
    assert (chosen["decision"], chosen["rule"]) == ("confirmed", "chosen by a person")


def test_what_is_altered_is_open_again(office: Services) -> None:
    confirm(office, "i1")
    (shown,) = decide(office, "change", "i1", set={"topics": ["phosphorus", "manganese"]})["items"]
    assert (shown["decision"], shown["topics"]) == ("open", ["phosphorus", "manganese"])
    assert goals(office) == []


def test_what_says_nothing_new_is_no_step_and_withdraws_nobodys_word(office: Services) -> None:
    confirm(office, "i1")
    before = item(office, "i1")
    place = before["places"][0]
    same = {name: before[name] for name in ("kind", "topics", "summary", "name", "year")}
    for values in ({}, same):
        assert decide(office, "change", "i1", actor=SECOND, set=values)["step"] is None
    for words in ({}, {"words": place["words"], "relation": place["relation"]}):
        answer = decide(office, "change_place", "i1", actor=SECOND, place=place["id"], set=words)
        assert answer["changed"] == 0
    assert item(office, "i1") == before


def test_an_empty_change_leaves_a_year_as_it_was_read(home: Path) -> None:
    office = open_office(home)
    add_plan(office, home, items=[replace(ITEMS[0], due=2026, year_stated=False)])
    confirm(office, "i1")
    assert decide(office, "change", "i1", set={})["changed"] == 0
    assert item(office, "i1")["decision"] == "confirmed"


def test_a_part_is_open_though_it_says_what_the_whole_said(office: Services) -> None:
    confirm(office, "i1")
    parts = [{"places": ["p1"]}, {"places": ["p2"]}]
    assert [one["decision"] for one in decide(office, "split", "i1", parts=parts)["items"]] == [
        "open",
        "open",
    ]


@pytest.mark.parametrize("op", ["confirm", "reject", "change"])
def test_a_change_without_a_version_is_told_as_that(office: Services, op: str) -> None:
    with pytest.raises(ParameterError) as refused:
        office.review.decide(
            REVIEWER, PLAN_2028, [{"op": op, "item": "i3", "version": 1}, {"op": op, "item": "i1"}]
        )
    told = refused.value.detail
    assert (refused.value.code, told["field"], told["change"]) == ("change_invalid", "version", 1)
    assert refused.value.message == Text("version：缺少版本号", "version is missing")
    with pytest.raises(NotFoundError):
        office.review.decide(REVIEWER, PLAN_2028, [{"op": op, "item": "i99"}])


def test_a_figure_is_corrected_with_its_year(office: Services) -> None:
    (shown,) = decide(office, "change", "i3", set={"figure": {"value": 1300, "year": 2027}})["items"]
    assert (shown["figure"]["value"], shown["figure"]["unit"]) == (1300, "户")
    assert (shown["year"], shown["figure"]["year"], shown["year_stated"]) == (2027, 2027, True)


def test_a_range_that_runs_backwards_is_refused_with_both_numbers(office: Services) -> None:
    with pytest.raises(ParameterError) as refused:
        decide(office, "change", "i3", set={"figure": {"op": "range", "value": 1300, "value_max": 1250}})
    assert "1250" in refused.value.message.zh
    assert "1300" in refused.value.message.en
    assert refused.value.hint.zh
    values = {"op": "range", "value": 1250, "value_max": 1300}
    assert decide(office, "change", "i3", set={"figure": values})["changed"] == 1


def test_a_period_goes_once_its_end_is_set_before_it_begins(office: Services) -> None:
    decide(office, "change", "i3", set={"figure": {"year_from": 2026}})
    assert item(office, "i3")["figure"]["year_from"] == 2026
    (shown,) = decide(office, "change", "i3", set={"year": 2025})["items"]
    assert (shown["figure"]["year"], shown["figure"]["year_from"]) == (2025, None)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "wish"}, "kind"),
        ({"topics": ["magic"]}, "topics"),
        ({"topics": []}, "topics"),
        ({"figure": {"op": "range"}}, "value_max"),
        ({"figure": {"op": "range", "value_max": 5}}, "value_max"),
        ({"figure": {"year_from": 2030}}, "year_from"),
        ({"figure": {"year_from": 2027}, "year": 2026}, "year_from"),
        ({"figure": {"value": float("inf")}}, "value"),
        ({"year": "2027"}, "year"),
        ({"colour": "red"}, "set"),
    ],
    ids=lambda value: value if isinstance(value, str) else next(iter(value)),
)
def test_a_value_that_cannot_be_is_refused_with_its_field(
    office: Services, values: Answer, field: str
) -> None:
    with pytest.raises(ParameterError) as refused:
        decide(office, "change", "i3", set=values)
    assert (refused.value.code, refused.value.detail["field"]) == ("change_invalid", field)
    assert item(office, "i3")["version"] == 1


def test_a_target_without_a_figure_is_not_confirmed(office: Services) -> None:
    decide(office, "change", "i3", set={"figure": None})
    with pytest.raises(ParameterError):
        confirm(office, "i3")


def test_an_item_is_split_and_no_place_is_lost(office: Services) -> None:
    parts = [
        {"set": {"summary": "建设锰基地"}, "places": ["p3", "p4"]},
        {"set": {"summary": "承接转移", "topics": ["general"]}, "places": ["p5", "p4"]},
    ]
    answer = decide(office, "split", "i2", parts=parts)
    first, second = answer["items"]
    assert (first["id"], list(places(first))) == ("i2", ["大龙经开区", "松桃"])
    assert (second["id"], second["topics"], list(places(second))) == ("r2-2", ["general"], ["朝阳", "松桃"])
    ordered = [one["id"] for one in office.review.items(REVIEWER, PLAN_2028)["items"]]
    assert ordered == ["i1", "i2", "r2-2", "i3"]
    with pytest.raises(ParameterError):
        decide(office, "split", "i1", parts=[{"places": ["p1"]}, {"places": ["p1"]}])


def test_an_item_is_added_from_words_of_the_text(office: Services) -> None:
    words, town = span("朝阳承接转移"), span("朝阳")
    change = {
        "op": "add",
        "clause": "二",
        "span": [words.start, words.end],
        "set": {"topics": ["general"]},
        "places": [{"span": [town.start, town.end], "adcode": "520181"}],
    }
    (shown,) = office.review.decide(REVIEWER, PLAN_2028, [change])["items"]
    assert (shown["quote"], shown["summary"]["zh"], shown["rule"]) == (
        "朝阳承接转移",
        "朝阳承接转移",
        "added by a person",
    )
    assert [unit["name"] for unit in places(shown)["朝阳"]["units"]] == ["清镇市"]
    confirm(office, shown["id"])
    assert goals(office) == [shown["id"]]


def test_items_that_are_added_in_one_step_stand_as_in_the_text(office: Services) -> None:
    stretches = [span(words) for words in ("开阳", "息烽", "磷化工基地")]
    changes = [
        {"op": "add", "clause": "一", "span": [one.start, one.end], "set": {"topics": ["general"]}}
        for one in (stretches[1], stretches[0], stretches[2])
    ]
    office.review.decide(REVIEWER, PLAN_2028, changes)
    quotes = [one["quote"] for one in office.review.items(REVIEWER, PLAN_2028, clause="一")["items"]]
    assert quotes == ["支持开阳、息烽建设磷化工基地", "开阳", "息烽", "磷化工基地"]


def test_an_item_is_added_and_confirmed_in_one_step(office: Services) -> None:
    set_ = {"topics": ["phosphorus"], "summary": "支持息烽"}
    change = {"op": "add", "clause": "一", "set": set_, "places": [{"words": "息烽"}], "confirm": True}
    answer = office.review.decide(REVIEWER, PLAN_2028, [change])
    (added,) = answer["items"]
    assert (added["decision"], added["reviewer"]) == ("confirmed", REVIEWER.name)
    assert [place["decision"] for place in added["places"]] == ["confirmed"]
    assert goals(office) == [added["id"]]
    office.review.undo(REVIEWER, PLAN_2028)
    assert goals(office) == []


def test_a_place_is_added_with_the_words_as_they_stand(office: Services) -> None:
    (shown,) = decide(office, "add_place", "i1", words="玉屏县", relation="partner", adcode="520622")["items"]
    added = places(shown)["玉屏县"]
    assert ([unit["adcode"] for unit in added["units"]], added["relation"]) == (["520622"], "partner")


def test_a_place_that_nobody_wrote_is_implied_by_the_sentence(office: Services) -> None:
    decide(office, "add_place", "i1", adcode="520181")
    added = item(office, "i1")["places"][-1]
    told = {name: added[name] for name in ("words", "relation", "span", "rule")}
    assert told == {"words": "清镇市", "relation": "implicit", "span": None, "rule": "chosen by a person"}
    assert [unit["adcode"] for unit in added["units"]] == ["520181"]
    decide(office, "add_place", "i1", adcode="520181", relation="partner")
    assert item(office, "i1")["places"][-1]["relation"] == "partner"


def test_a_place_that_nobody_wrote_and_nobody_chose_is_refused(office: Services) -> None:
    for parts in ({}, {"relation": "implicit"}, {"adcode": "999999"}):
        with pytest.raises(ParameterError):
            decide(office, "add_place", "i1", **parts)


def test_a_place_that_leads_nowhere_stays_open_until_it_is_mended(office: Services) -> None:
    (shown,) = decide(office, "add_place", "i1", words="乌有县")["items"]
    lost = places(shown)["乌有县"]
    assert (lost["state"], lost["units"]) == ("unresolved", [])
    with pytest.raises(ParameterError):
        decide(office, "confirm_place", "i1", place=lost["id"])
    assert confirm(office, "i1")["left_open"] == [lost["id"]]
    (shown,) = decide(office, "change_place", "i1", place=lost["id"], set={"adcode": "520628"})["items"]
    assert [unit["adcode"] for unit in places(shown)["乌有县"]["units"]] == ["520628"]


@pytest.mark.parametrize("stretch", [[0, len(TEXT) + 1], [5, 5], [-1, 4], "0-4", [0, True]], ids=str)
def test_a_stretch_outside_the_text_is_refused(office: Services, stretch: Any) -> None:
    change = {"op": "add", "clause": "一", "span": stretch, "set": {"topics": ["general"]}}
    with pytest.raises(ParameterError):
        office.review.decide(REVIEWER, PLAN_2028, [change])


def test_of_two_reviewers_at_once_the_second_is_told(office: Services) -> None:
    version = item(office, "i1")["version"]
    change = {"item": "i1", "version": version}
    office.review.decide(REVIEWER, PLAN_2028, [{"op": "reject", **change}])
    with pytest.raises(ConflictError) as refused:
        office.review.decide(SECOND, PLAN_2028, [{"op": "confirm", **change}])
    assert (refused.value.code, refused.value.detail["items"]) == (
        "item_changed",
        [{"item": "i1", "version": 2}],
    )
    assert item(office, "i1")["decision"] == "rejected"


def test_of_many_at_the_same_moment_exactly_one_is_heard(office: Services) -> None:
    actors = [replace(REVIEWER, name=f"reviewer{number}") for number in range(4)]
    start = threading.Barrier(len(actors))

    def confirm_at_once(actor: Actor) -> str:
        start.wait()
        try:
            office.review.decide(actor, PLAN_2028, [{"op": "confirm", "item": "i1", "version": 1}])
        except ConflictError as refused:
            return refused.code
        return actor.name

    with ThreadPoolExecutor(len(actors)) as pool:
        outcomes = list(pool.map(confirm_at_once, actors))
    assert outcomes.count("item_changed") == len(actors) - 1
    assert item(office, "i1")["reviewer"] in outcomes


def test_reviewers_of_different_items_do_not_meet(office: Services) -> None:
    seen = {one["id"]: one["version"] for one in office.review.items(REVIEWER, PLAN_2028)["items"]}
    for actor, name in ((REVIEWER, "i1"), (SECOND, "i3")):
        office.review.decide(actor, PLAN_2028, [{"op": "confirm", "item": name, "version": seen[name]}])
    assert goals(office) == ["i1", "i3"]


def test_a_step_is_done_as_a_whole_or_not_at_all(office: Services) -> None:
    changes = [
        {"op": "confirm", "item": "i1", "version": 1},
        {"op": "reject_place", "item": "i2", "version": 1, "place": "p99"},
    ]
    with pytest.raises(NotFoundError) as refused:
        office.review.decide(REVIEWER, PLAN_2028, changes)
    assert refused.value.detail["change"] == 1
    assert item(office, "i1")["decision"] == "open"


def test_a_person_takes_back_their_own_last_step(office: Services) -> None:
    confirm(office, "i1")
    confirm(office, "i3", actor=SECOND)
    answer = office.review.undo(REVIEWER, PLAN_2028)
    assert (answer["undone"]["number"], [one["id"] for one in answer["items"]]) == (2, ["i1"])
    assert goals(office) == ["i3"]
    with pytest.raises(ConflictError) as refused:
        office.review.undo(REVIEWER, PLAN_2028)
    assert refused.value.code == "undo_nothing"


def test_taking_back_goes_further_back_each_time(office: Services) -> None:
    decide(office, "change", "i1", set={"name": "甲"})
    decide(office, "change", "i1", set={"name": "乙"})
    office.review.undo(REVIEWER, PLAN_2028)
    assert item(office, "i1")["name"] == "甲"
    office.review.undo(REVIEWER, PLAN_2028)
    assert item(office, "i1")["name"] == ""


def test_a_step_that_others_built_on_is_not_taken_back(office: Services) -> None:
    confirm(office, "i1")
    decide(office, "reject", "i1", actor=SECOND)
    with pytest.raises(ConflictError) as refused:
        office.review.undo(REVIEWER, PLAN_2028)
    assert (refused.value.code, refused.value.detail["actor"]) == ("undo_overtaken", SECOND.name)
    office.review.undo(SECOND, PLAN_2028)
    office.review.undo(REVIEWER, PLAN_2028)
    assert item(office, "i1")["decision"] == "open"


def test_an_added_item_goes_when_it_is_taken_back(office: Services) -> None:
    change = {"op": "add", "clause": "一", "set": {"topics": ["general"], "summary": "另一件事"}}
    added = office.review.decide(REVIEWER, PLAN_2028, [change])["items"][0]["id"]
    assert office.review.undo(REVIEWER, PLAN_2028)["gone"] == [added]
    assert office.review.items(REVIEWER, PLAN_2028, clause="一")["items"][-1]["id"] == "i1"


def test_a_list_is_confirmed_at_once_without_what_is_in_doubt(office: Services) -> None:
    answer = office.review.confirm_many(REVIEWER, PLAN_2028, clause="二")
    assert (answer["skipped"], [one["id"] for one in answer["items"]]) == (["i2"], ["i3"])
    assert answer["counts"]["confirmed"] == 1


def test_only_what_is_sure_is_confirmed_above_a_confidence(office: Services) -> None:
    answer = office.review.confirm_many(REVIEWER, PLAN_2028, above=0.9)
    assert [one["id"] for one in answer["items"]] == ["i1", "i3"]
    office.review.undo(REVIEWER, PLAN_2028)
    assert goals(office) == []


def test_what_changed_since_it_was_seen_is_not_confirmed_at_once(office: Services) -> None:
    decide(office, "change", "i1", actor=SECOND, set={"name": "基地"})
    answer = office.review.confirm_many(REVIEWER, PLAN_2028, above=0.9, version=1)
    assert (answer["skipped"], [one["id"] for one in answer["items"]]) == (["i1"], ["i3"])


def test_with_two_person_review_two_different_people_confirm(strict: Services) -> None:
    (shown,) = confirm(strict, "i1")["items"]
    assert (shown["decision"], goals(strict)) == ("second", [])
    with pytest.raises(AccessDenied) as refused:
        confirm(strict, "i1")
    assert refused.value.code == "second_person_needed"
    (shown,) = confirm(strict, "i1", actor=SECOND)["items"]
    assert (shown["decision"], shown["reviewer"]) == ("confirmed", "wangfang、zhaolei")
    assert goals(strict) == ["i1"]


def test_with_two_person_review_the_queue_leaves_out_what_waits_for_others(strict: Services) -> None:
    confirm(strict, "i1")
    mine = [row["id"] for row in strict.review.queue(REVIEWER, PLAN_2028)["rows"]]
    theirs = {row["id"]: row["reasons"] for row in strict.review.queue(SECOND, PLAN_2028)["rows"]}
    assert "i1" not in mine
    assert "waits_for_second" in theirs["i1"]


def test_one_confirmation_is_not_enough_once_two_are_asked_for(home: Path) -> None:
    relaxed = open_office(home)
    add_plan(relaxed, home)
    confirm(relaxed, "i1")
    assert goals(relaxed) == ["i1"]
    strict = open_office(home, two_person_review="yes")
    assert goals(strict) == []
    assert strict.review.queue(SECOND, PLAN_2028)["counts"]["second"] == 1


def test_every_step_is_in_the_history_and_in_the_audit_trail(office: Services) -> None:
    confirm(office, "i1")
    office.review.undo(REVIEWER, PLAN_2028)
    steps = office.review.history(EDITOR, PLAN_2028)["steps"]
    assert [(step["action"], step["undoes"], step["undone"]) for step in steps] == [
        ("undo", 2, False),
        ("decide", None, True),
        ("add", None, False),
    ]
    (change,) = steps[1]["changes"]
    assert (change["before"]["decision"], change["after"]["decision"]) == ("open", "confirmed")
    trail = office.audit.list_changes(target=f"document:{PLAN_2028}")
    assert [(change.action, change.actor) for change in trail] == [
        ("document.undo", REVIEWER.name),
        ("document.decide", REVIEWER.name),
        ("document.add", EDITOR.name),
    ]


def test_a_history_tells_of_a_large_step_no_more_than_some_of_its_items(home: Path) -> None:
    office = open_office(home)
    add_plan(office, home, items=[replace(ITEMS[0], id=f"i{number}") for number in range(30)])
    confirm(office, *(f"i{number}" for number in range(30)))
    office.review.undo(REVIEWER, PLAN_2028)
    office.review.confirm_many(REVIEWER, PLAN_2028, above=0)
    confirmed, undone, decided, added = office.review.history(EDITOR, PLAN_2028)["steps"]
    for step in (confirmed, undone, decided):
        assert (step["changed"], len(step["items"]), "changes" in step) == (30, 20, False)
    assert (added["changed"], added["items"]) == (30, [])


def test_a_history_has_a_longest_length_and_goes_on_from_a_step(office: Services) -> None:
    for number in range(4):
        decide(office, "change", "i1", set={"name": f"第{number}"})
    first = office.review.history(EDITOR, PLAN_2028, limit=2)["steps"]
    rest = office.review.history(EDITOR, PLAN_2028, before=first[-1]["number"], limit=10**9)["steps"]
    assert [step["number"] for step in (*first, *rest)] == [5, 4, 3, 2, 1]
    assert office.review.history(EDITOR, PLAN_2028, limit=0)["steps"] == []


def test_the_data_are_as_of_the_last_decision_that_counts(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = DocumentDrafts.built.fget
    assert whole is not None
    old = property(lambda drafts: replace(whole(drafts), build_date="2020-01-01"))
    monkeypatch.setattr(DocumentDrafts, "built", old)
    office = open_office(home)
    add_plan(office, home)
    assert office.reader.catalogue().build_date == "2020-01-01"
    confirm(office, "i1")
    assert office.reader.catalogue().build_date > "2020-01-01"


def test_a_history_tells_what_became_of_the_status(office: Services) -> None:
    before = office.library.show(EDITOR, PLAN_2028)["status"]
    office.review.describe(REVIEWER, PLAN_2028, {"status": "repealed"})
    (told,) = office.review.history(EDITOR, PLAN_2028)["described"]
    assert (told["actor"], told["before"], told["after"]) == (
        REVIEWER.name,
        {"status": before},
        {"status": "repealed"},
    )
    assert "described" not in office.review.history(EDITOR, PLAN_2028, before=2)


def test_pilot_counties_are_known_though_nobody_has_looked_at_the_map(home: Path) -> None:
    add_plan(open_office(home), home, items=[replace(ITEMS[0], kind=Kind.CLUSTER), *ITEMS[1:]])
    office = open_office(home)
    decide(office, "add_place", "i3", words="试点县", relation="scope")
    decide(office, "reject_place", "i3", place="p6")

    def told() -> int:
        return int(item(office, "i3")["counties"])

    assert told() == 2
    assert len([row for row in office.review.links(EDITOR, PLAN_2028)["rows"] if row["item"] == "i3"]) == 2
    assert told() == 2
    decide(office, "reject_place", "i1", place="p1")
    assert told() == 1, "what was kept of an earlier state holds no more"


def test_the_map_of_a_draft_tells_what_is_confirmed(office: Services) -> None:
    confirm(office, "i1")
    rows = office.review.links(EDITOR, PLAN_2028)["rows"]
    assert {(row["adcode"], row["decision"]) for row in rows if row["item"] == "i1"} == {
        ("520121", "confirmed"),
        ("520122", "confirmed"),
    }
    assert {row["decision"] for row in rows if row["item"] == "i3"} == {"open"}


_numbers = itertools.count(1)
_acts = st.lists(
    st.tuples(
        st.sampled_from([REVIEWER, SECOND]),
        st.sampled_from(["confirm", "reject", "reopen", "change", "split", "add", "many", "undo", "place"]),
        st.integers(0, 5),
    ),
    max_size=14,
)


@pytest.fixture(scope="module")
def shared(built: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Services]:
    home = shutil.copytree(built, tmp_path_factory.mktemp("shared") / "home")
    return home, open_office(home)


def act(office: Services, document: str, actor: Actor, op: str, number: int) -> None:
    items = office.review.items(actor, document)["items"]
    chosen = items[number % len(items)]
    known = {"item": chosen["id"], "version": chosen["version"]}
    half = [place["id"] for place in chosen["places"]]
    changes: dict[str, Answer] = {
        "change": {"op": "change", **known, "set": {"name": f"第{number}号", "topics": ["general"]}},
        "split": {"op": "split", **known, "parts": [{"places": half}, {"places": half[:1]}]},
        "add": {"op": "add", "clause": "一", "set": {"topics": ["general"], "summary": "新增"}},
        "place": {"op": "add_place", **known, "words": "清镇"},
    }
    if op == "undo":
        office.review.undo(actor, document)
    elif op == "many":
        office.review.confirm_many(actor, document, above=number / 5)
    else:
        office.review.decide(actor, document, [changes.get(op, {"op": op, **known})])


def replay(steps: Iterable[dict[str, PlacedItem | None]]) -> dict[str, PlacedItem]:
    """The items that a history leads to, each step as it left those that it changed."""
    items: dict[str, PlacedItem] = {}
    for step in steps:
        items |= {item: placed for item, placed in step.items() if placed is not None}
        items = {item: placed for item, placed in items.items() if step.get(item, placed) is not None}
    return items


@settings(max_examples=20, deadline=None)
@given(acts=_acts)
def test_the_state_is_what_replaying_the_history_gives(
    shared: tuple[Path, Services], acts: list[tuple[Actor, str, int]]
) -> None:
    home, office = shared
    document = f"plan-{next(_numbers)}"
    add_plan(office, home, document=document)
    for actor, op, number in acts:
        try:
            act(office, document, actor, op, number)
        except AtlasError:
            continue  # a refused decision changes nothing
    record = office.documents.table.get(document)
    items = office.documents.table.read_items(record)
    steps = office.documents.table.read_steps(record, limit=1000, with_first=True)
    assert [step.number for step in steps] == list(range(record.version, 0, -1))
    replayed = replay(dict(step.after) for step in reversed(steps))
    assert replayed == {one.item.id: one.placed for one in items}
    assert [one["id"] for one in office.review.items(EDITOR, document)["items"]] == [
        one.item.id for one in items
    ]
