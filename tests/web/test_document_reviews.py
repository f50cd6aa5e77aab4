"""Documents that staff add, over HTTP: who may, what comes back, and how the review ends on the map of everybody."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Container
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.core.access import Actor, Role
from atlas.settings import PROJECT, load_settings
from atlas.web.app import create_app
from tests.document_samples import spoil
from tests.small_store import build_small_store

HOST = Actor("cli:root", Role.ADMINISTRATOR, via="cli")
PASSWORD = "梵净山 乌江 赤水河 2027"
TEXT = """县域产业行动方案（2025—2027年）

一、主要任务
（一）建设磷化工基地。支持开阳、息烽建设磷化工产业基地，到2027年磷化工产值达到300亿元。
（二）发展茶产业。支持松桃、玉屏发展茶产业。
"""
WORDS = "topic_words.csv"
PEOPLE = {"编辑": Role.EDITOR, "王芳": Role.REVIEWER, "赵静": Role.REVIEWER}
_NUMBERS = itertools.count(1)


class Person:
    """A browser in which somebody is signed in, at work on one document."""

    def __init__(self, app: Flask, name: str = "", plan: str = "") -> None:
        self.plan = plan or f"plan-{next(_NUMBERS)}"
        self.client: FlaskClient = app.test_client()
        self.csrf = self.client.get("/api/session").get_json()["csrf"]
        if name:
            self.client.post("/sign-in", data={"csrf": self.csrf, "name": name, "password": PASSWORD})
            self.csrf = self.client.get("/api/session").get_json()["csrf"]

    def get(self, part: str = "") -> Any:
        return self.client.get(f"/api/documents/{self.plan}{part}")

    def read(self, part: str = "") -> Any:
        answer = self.get(part)
        assert answer.status_code == 200, answer.get_json()
        return answer.get_json()

    def post(self, part: str, body: object) -> Any:
        path = f"/api/documents/{self.plan}{part}"
        headers = {"X-Atlas-Csrf": self.csrf}
        # As a browser does not: escaped, so that signs that are none can be sent, too.
        return self.client.post(path, data=json.dumps(body), content_type="application/json", headers=headers)

    def decide(self, *changes: dict[str, object]) -> Any:
        return self.post("/decisions", {"changes": list(changes)})

    def add(self, content: bytes = TEXT.encode(), name: str = "方案.txt", **wishes: str) -> Any:
        form = {
            "region": "520000",
            "id": self.plan,
            "again": "1",
            **wishes,
            "file": (io.BytesIO(content), name),
        }
        return self.client.post("/api/documents", data=form, headers={"X-Atlas-Csrf": self.csrf})

    def first(self, clause: str = "一/(一)") -> dict[str, Any]:
        found: dict[str, Any] = self.read(f"/items?clause={clause}")["items"][0]
        return found


def office(home: Path, **settings: object) -> Flask:
    known = build_small_store(home)
    geodata = small_geodata(home / "geodata", known.topics)
    app = create_app(load_settings({}, {"home": home, "geodata": geodata, **settings}))
    accounts = app.extensions["atlas"].accounts
    for name, role in PEOPLE.items():
        _, first = accounts.add_account(HOST, name, role)
        accounts.change_password(accounts.sign_in(name, first).actor, first, PASSWORD)
    return app


def small_geodata(folder: Path, topics: Container[str]) -> Path:
    """The facts of the project, with no more topics than the small store has."""
    folder.mkdir()
    for fact in (PROJECT / "geodata").iterdir():
        if fact.name != WORDS:
            (folder / fact.name).symlink_to(fact)
    with (PROJECT / "geodata" / WORDS).open(encoding="utf-8", newline="") as source:
        head, *rows = csv.reader(source)
    at = head.index("topics")
    with (folder / WORDS).open("x", encoding="utf-8", newline="") as target:
        known = (row for row in rows if all(slug in topics for slug in row[at].split("|")))
        csv.writer(target).writerows([head, *known])
    return folder


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An open atlas with an editor and two reviewers."""
    return office(tmp_path_factory.mktemp("office"))


@pytest.fixture
def reviewer(app: Flask) -> Person:
    """A reviewer who has added the plan."""
    person = Person(app, "王芳")
    assert person.add().status_code == 201
    return person


def test_a_sent_file_is_read_into_a_draft_that_only_staff_see(app: Flask, reviewer: Person) -> None:
    assert [one["id"] for one in reviewer.read("/draft")["outline"]] == ["一", "一/(一)", "一/(二)"]
    assert reviewer.read("/text")["text"].startswith("县域产业行动方案")
    listed = reviewer.client.get("/api/documents/drafts").get_json()["documents"]
    assert [one["id"] for one in listed if not one["is_built_in"]] == [reviewer.plan]
    visitor = Person(app, plan=reviewer.plan)
    assert visitor.get().status_code == 404
    for part in ("/draft", "/text", "/items", "/queue", "/designations", "/original", "/history", "/export"):
        assert visitor.get(part).get_json()["error"]["code"] == "sign_in_needed", part
    assert visitor.client.get("/api/documents/drafts").status_code == 403


def test_a_file_tells_its_area_before_it_is_added(app: Flask) -> None:
    editor = Person(app, "编辑")

    def ask(person: Person, **more: str) -> Any:
        form = {**more, "file": (io.BytesIO("开阳县方案\n\n一、任务\n支持发展茶叶。".encode()), "1.txt")}
        headers = {"X-Atlas-Csrf": person.csrf}
        return person.client.post("/api/documents/proposal", data=form, headers=headers)

    found = ask(editor).get_json()
    assert (found["title"], found["area"]["units"][0]["adcode"]) == ("开阳县方案", "520121")
    assert ask(editor, region="520000").status_code == 400
    assert ask(Person(app)).status_code == 403


def test_a_final_version_tells_which_draft_it_replaces(app: Flask, reviewer: Person) -> None:
    issued = Person(app, "王芳")
    assert issued.add(status="final").status_code == 201
    item = reviewer.first()
    confirmed = reviewer.decide({"op": "confirm", "item": item["id"], "version": item["version"]})
    assert confirmed.status_code == 200
    replaced = issued.read("/replaced")["documents"]
    assert reviewer.plan in [one["id"] for one in replaced]
    assert issued.read("/replaced?status=draft")["documents"] == []
    assert issued.get("/replaced?region=520000").status_code == 400
    assert Person(app, plan=issued.plan).get("/replaced").status_code == 403


def test_a_file_that_is_there_already_is_told_as_such(app: Flask) -> None:
    reviewer, other = Person(app, "王芳"), Person(app, "编辑")
    text = f"{TEXT}（三）发展竹产业。支持赤水发展竹产业。\n".encode()
    assert reviewer.add(text).status_code == 201
    refused = other.add(text, again="")
    assert refused.status_code == 409
    error = refused.get_json()["error"]
    assert (error["code"], error["detail"]["document"]) == ("document_known", reviewer.plan)
    assert (error["detail"]["created_by"], error["detail"]["may_replace"]) == ("王芳", False)
    assert other.add(text, again="1").status_code == 201


def test_a_reviewer_says_how_far_a_document_has_come(app: Flask) -> None:
    reviewer = Person(app, "王芳")
    reviewer.add(status="final")
    assert reviewer.read("/draft")["status"] == "final"

    def describe(person: Person, facts: object) -> Any:
        path = f"/api/documents/{reviewer.plan}"
        return person.client.patch(path, json=facts, headers={"X-Atlas-Csrf": person.csrf})

    changed = describe(reviewer, {"status": "repealed", "issuer": "省政府"})
    assert (changed.status_code, changed.get_json()["status"]) == (200, "repealed")
    assert reviewer.read("/draft")["issuer"] == "省政府"
    assert describe(Person(app, "编辑"), {"status": "draft"}).status_code == 403
    assert describe(reviewer, {"status": "issued"}).status_code == 400
    assert describe(reviewer, {"year": 2030}).status_code == 400
    late = describe(reviewer, {"status": "draft", "expected": {"status": "final"}})
    assert (late.status_code, late.get_json()["error"]["code"]) == (409, "facts_overtaken")
    assert reviewer.read("/draft")["status"] == "repealed"


def test_an_editor_adds_but_does_not_decide(app: Flask) -> None:
    editor = Person(app, "编辑")
    assert editor.add().status_code == 201
    item = editor.first()
    refused = editor.decide({"op": "confirm", "item": item["id"], "version": item["version"]})
    assert refused.status_code == 403
    assert (
        editor.client.delete(
            f"/api/documents/{editor.plan}", headers={"X-Atlas-Csrf": editor.csrf}
        ).status_code
        == 403
    )


def test_what_is_confirmed_stands_on_the_map_of_everybody(app: Flask, reviewer: Person) -> None:
    visitor = Person(app, plan=reviewer.plan)
    assert visitor.get().status_code == 404
    item = reviewer.first()
    drafted = {row["adcode"] for row in reviewer.read("/designations")["rows"] if row["relation"] == "named"}
    assert {"520121", "520122"} <= drafted
    answer = reviewer.decide({"op": "confirm", "item": item["id"], "version": item["version"]})
    assert answer.get_json()["items"][0]["decision"] == "confirmed"
    seen = visitor.client.get(f"/api/designations?document={reviewer.plan}").get_json()
    assert {row["adcode"] for row in seen["rows"]} == {"520121", "520122"}
    assert visitor.read()["goals"] == 1


def test_a_review_is_brought_from_another_version(app: Flask, reviewer: Person) -> None:
    final = Person(app, "王芳")
    assert final.add().status_code == 201
    assert reviewer.post("/confirmations", {"clause": "一/(一)"}).status_code == 200
    offered = {one["source"]["id"]: one["carried"] for one in final.read("/carry")["sources"]}
    number = offered[reviewer.plan]["confirmed"]
    assert number > 0
    assert final.read(f"/carry?from={reviewer.plan}")["carried"]["confirmed"] == number
    answer = final.post("/carry", {"from": reviewer.plan}).get_json()
    assert (answer["changed"], answer["counts"]["confirmed"]) == (number, 0)
    assert final.first()["earlier"]["document"] == reviewer.plan
    decided = final.post("/carry", {"from": reviewer.plan, "decide": True}).get_json()
    assert decided["counts"]["confirmed"] == number


@pytest.mark.parametrize(
    "body", [{}, {"from": 3}, {"from": "x", "decide": "yes"}, {"from": "x", "all": True}], ids=str
)
def test_a_carry_that_cannot_be_read_is_refused(reviewer: Person, body: dict[str, object]) -> None:
    assert reviewer.post("/carry", body).status_code == 400


def test_who_may_not_review_learns_of_no_other_version(app: Flask, reviewer: Person) -> None:
    editor = Person(app, "编辑", plan=reviewer.plan)
    assert editor.get("/carry").status_code == 403
    assert editor.post("/carry", {"from": "x"}).status_code == 403


def test_a_step_is_taken_back_as_a_whole(reviewer: Person) -> None:
    done = reviewer.post("/confirmations", {"clause": "一/(一)"}).get_json()
    assert {item["decision"] for item in done["items"]} == {"confirmed"}
    undone = reviewer.post("/undo", {}).get_json()
    assert {item["decision"] for item in undone["items"]} == {"open"}
    actions = [step["action"] for step in reviewer.read("/history")["steps"]]
    assert actions == ["undo", "confirm_many", "add"]


def test_whoever_is_slower_is_told_and_nothing_is_overwritten(app: Flask, reviewer: Person) -> None:
    item = reviewer.first()
    other = Person(app, "赵静", reviewer.plan)
    change = {"op": "reject", "item": item["id"], "version": item["version"]}
    assert other.decide(change).status_code == 200
    late = reviewer.decide({**change, "op": "confirm"})
    assert late.status_code == 409
    assert late.get_json()["error"]["code"] == "item_changed"
    assert late.get_json()["error"]["detail"]["items"][0]["item"] == item["id"]
    now = reviewer.read(f"/item?id={item['id']}")
    assert (now["decision"], now["reviewer"]) == ("rejected", "赵静")


def test_two_people_confirm_where_the_office_wants_it(tmp_path: Path) -> None:
    app = office(tmp_path, two_person_review=True)
    first = Person(app, "王芳")
    second = Person(app, "赵静", first.plan)
    first.add()
    item = first.first()
    confirm = {"op": "confirm", "item": item["id"], "version": item["version"]}
    once = first.decide(confirm).get_json()["items"][0]
    assert (once["decision"], once["reviewer"]) == ("second", "王芳")
    again = {**confirm, "version": once["version"]}
    assert first.decide(again).get_json()["error"]["code"] == "second_person_needed"
    assert second.decide(again).get_json()["items"][0]["decision"] == "confirmed"


def test_a_reviewed_document_goes_out_as_yaml_and_comes_in_again(reviewer: Person) -> None:
    reviewer.post("/confirmations", {"above": 0})
    exported = reviewer.get("/export")
    assert exported.mimetype == "application/yaml"
    assert "attachment" in exported.headers["Content-Disposition"]
    goals = reviewer.read()["goals"]
    headers = {"X-Atlas-Csrf": reviewer.csrf}
    assert reviewer.client.delete(f"/api/documents/{reviewer.plan}", headers=headers).status_code == 200
    assert reviewer.get().status_code == 404
    form = {"file": (io.BytesIO(exported.data), f"{reviewer.plan}.yaml")}
    taken = reviewer.client.post("/api/documents/import", data=form, headers=headers)
    assert taken.status_code == 201
    assert reviewer.read()["goals"] == goals


def test_the_original_comes_back_byte_for_byte_and_never_as_a_page(reviewer: Person) -> None:
    with reviewer.get("/original") as sent:
        assert sent.data == TEXT.encode()
        assert sent.mimetype == "application/octet-stream"
        assert sent.headers["Content-Disposition"].startswith("attachment")


def test_a_file_that_is_no_document_is_refused_in_words_and_leaves_nothing(app: Flask) -> None:
    editor = Person(app, "编辑")
    refused = editor.add(bytes(range(256)) * 40, "坏文件.pdf")
    assert 400 <= refused.status_code < 500
    assert refused.get_json()["error"]["message"]["zh"]
    listed = editor.client.get("/api/documents/drafts").get_json()["documents"]
    assert editor.plan not in [one["id"] for one in listed]


@pytest.mark.parametrize(
    ("part", "body", "parameter"),
    [
        ("/decisions", {"changes": "all"}, "changes"),
        ("/decisions", {"changes": []}, "changes"),
        ("/decisions", {"changes": [1]}, "changes"),
        ("/confirmations", {"above": 2}, "above"),
        ("/confirmations", {"above": True}, "above"),
        ("/confirmations", {"clause": 3}, "clause"),
        ("/confirmations", {"items": [1]}, "items"),
        ("/confirmations", {"version": "1", "above": 0}, "version"),
    ],
)
def test_a_body_of_another_shape_is_refused(
    reviewer: Person, part: str, body: object, parameter: str
) -> None:
    refused = reviewer.post(part, body)
    assert refused.status_code == 400
    assert refused.get_json()["error"]["detail"]["parameter"] == parameter


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-(10**400), 10**400)
    | st.floats(allow_nan=False)
    | st.text(max_size=4)
    | st.sampled_from(["\x00", "\ud800", "520121", "999999", "named", "cluster"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=4,
)
_FIGURE = {"metric": "产值", "op": ">=", "value": 3, "value_max": None, "unit": "亿元", "year": 2027}
_SET = {"kind": "target", "topics": ["general"], "summary": {"zh": "任务", "en": ""}, "name": "基地"}
_SET |= {"host": "", "companies": ["某厂"], "figure": _FIGURE, "year": 2027, "year_stated": True}
_PLACE = {"words": "开阳", "span": [0, 2], "relation": "named", "read_as": "开阳县", "within": "520100"}
_CHANGES: tuple[dict[str, Any], ...] = (
    {"op": "confirm"},
    {"op": "change", "set": _SET},
    {"op": "split", "parts": [{"set": _SET, "places": ["p1"], "span": [0, 2]}, {"places": ["p2"]}]},
    {"op": "add", "clause": "一/(一)", "set": _SET, "span": [0, 2], "after": "i1", "places": [_PLACE]},
    {"op": "add_place", **_PLACE},
    {"op": "add_place", "words": "开阳", "adcode": "520121"},
    {"op": "change_place", "place": "p1", "set": {**_PLACE, "adcode": "520121", "candidate": 0}},
    {"op": "confirm_place", "place": "p1"},
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    change=st.sampled_from(_CHANGES),
    path=st.lists(st.integers(0, 12), min_size=1, max_size=4),
    wrong=_VALUES,
)
def test_any_value_at_any_place_is_done_or_refused_in_words(
    reviewer: Person, change: dict[str, Any], path: list[int], wrong: Any
) -> None:
    item = reviewer.first()
    known = {**change, "item": item["id"], "version": item["version"]}
    answer = reviewer.decide(spoil(known, path, wrong))
    assert answer.status_code in (200, 400, 404, 409, 413), answer.get_json()
    assert reviewer.read("/items")["items"], "what was kept can be read"


@pytest.mark.parametrize(
    "wrong",
    [
        {"op": "change", "set": {"topics": [["general"]]}},
        {"op": "change", "set": {"topics": [{}]}},
        {"op": "change", "set": []},
        {"op": "add", "clause": "一", "set": {"topics": ["general"]}, "places": "开阳"},
        {"op": "change_place", "place": "p1", "set": {"candidate": True}},
        {"op": "change_place", "place": "p1", "set": {"adcode": 520121}},
        {"op": "split", "parts": [{"places": ["p1", "p1"]}, {"places": ["p2"]}]},
        {"op": "split", "parts": {"places": ["p1"]}},
        {"op": "confirm", "version": True},
        {"op": "confirm", "item": "\x00"},
        {"op": "confirm", "item": "\ud800"},
        {"op": ["confirm"]},
    ],
    ids=str,
)
def test_a_value_of_another_kind_is_refused(reviewer: Person, wrong: dict[str, Any]) -> None:
    item = reviewer.first()
    refused = reviewer.decide({"item": item["id"], "version": item["version"], **wrong})
    assert (refused.status_code, refused.get_json()["error"]["code"]) == (400, "change_invalid")
    assert reviewer.first() == item


@pytest.mark.parametrize("part", ["/draft", "/items?clause=%00", "/item?id=%00", "/queue?clause=%ED%A0%80"])
@pytest.mark.parametrize("name", ["%00", "%ED%A0%80", "plan%00"])
def test_an_id_that_nothing_can_have_is_not_there(reviewer: Person, name: str, part: str) -> None:
    assert reviewer.client.get(f"/api/documents/{name}{part}").status_code == 404


@pytest.mark.parametrize("part", ["/decisions", "/confirmations", "/carry", ""])
def test_a_body_that_is_nested_without_end_is_refused_in_words(reviewer: Person, part: str) -> None:
    send = reviewer.client.post if part else reviewer.client.patch
    headers = {"X-Atlas-Csrf": reviewer.csrf}
    path = f"/api/documents/{reviewer.plan}{part}"
    refused = send(path, data="[" * 100_000, content_type="application/json", headers=headers)
    assert (refused.status_code, refused.get_json()["error"]["code"]) == (400, "parameter_invalid")


def test_a_range_that_runs_backwards_is_refused_in_words(reviewer: Person) -> None:
    item = reviewer.first()
    figure = {"metric": "产值", "op": "range", "value": 10, "value_max": 5, "unit": "亿元"}
    known = {"op": "change", "item": item["id"], "version": item["version"]}
    refused = reviewer.decide({**known, "set": {"kind": "target", "figure": figure}})
    error = refused.get_json()["error"]
    assert (refused.status_code, error["detail"]["field"]) == (400, "value_max")
    assert all(error[part][language] for part in ("message", "hint") for language in ("zh", "en"))


def test_an_unknown_key_or_a_list_as_body_is_refused(reviewer: Person) -> None:
    assert reviewer.post("/confirmations", []).status_code == 400
    assert reviewer.post("/decisions", {"changes": [{}], "force": True}).status_code == 400
