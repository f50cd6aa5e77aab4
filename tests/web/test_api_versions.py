"""The addresses of added layers: what staff see, publish, compare, change and discard; and what visitors do not."""

from __future__ import annotations

import io
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from atlas.bootstrap import open_services
from atlas.core.access import Actor, Role
from atlas.core.tile_matrix import tile_at
from atlas.settings import load_settings
from atlas.web.app import create_app
from tests.small_store import build_small_store
from tests.small_workspace import LAYER, MINES, OFFICER, add_mines, mines, open_workspace

MANAGE = f"/api/manage/layers/{LAYER}"
HOST = Actor("cli:root", Role.ADMINISTRATOR, via="cli")
PASSWORD = "梵净山 乌江 赤水河 2027"

#: ``as_role(role, **settings)``: a client of somebody with this role.
AsRole = Callable[..., FlaskClient]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small atlas with one layer: version 1 with five mines, version 2 with one fewer and one renamed; accounts."""
    home = tmp_path_factory.mktemp("model")
    build_small_store(home)
    workspace = open_workspace(home)
    add_mines(workspace, with_tiles=True)
    add_mines(workspace, mines(["用沙坝磷矿", *MINES[1:4]]), note="2026 年更新")
    accounts = open_services(load_settings({}, {"home": home})).accounts
    people = {OFFICER: Role.REVIEWER, **{role.value: role for role in Role if role is not Role.NOBODY}}
    for name, role in people.items():
        _, first = accounts.add_account(HOST, name, role)
        accounts.change_password(accounts.sign_in(name, first).actor, first, PASSWORD)
    return home


@pytest.fixture
def home(model: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    shutil.copytree(model, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def as_role(home: Path) -> AsRole:
    def sign_in(role: Role, **settings: str) -> FlaskClient:
        app = create_app(load_settings({}, {"home": home, **settings}))
        return client_of(app, role.value)

    return sign_in


def client_of(app: Flask, name: str) -> FlaskClient:
    """Somebody signed in, whose requests carry the token of our pages."""
    client = app.test_client()
    token = client.get("/api/session").get_json()["csrf"]
    client.post("/sign-in", data={"csrf": token, "name": name, "password": PASSWORD})
    client.environ_base["HTTP_X_ATLAS_CSRF"] = client.get("/api/session").get_json()["csrf"]
    return client


def test_visitors_see_neither_drafts_nor_the_page(as_role: AsRole, home: Path) -> None:
    visitor = create_app(load_settings({}, {"home": home})).test_client()
    for path in ("/api/manage/layers", MANAGE, f"{MANAGE}/versions/1", f"{MANAGE}/versions/1/items"):
        refused = visitor.get(path)
        assert (refused.status_code, refused.get_json()["error"]["code"]) == (403, "sign_in_needed")
    assert visitor.get("/office/layers").headers["Location"].startswith("/sign-in?next=")
    assert as_role(Role.VIEWER).get(MANAGE).get_json()["error"]["code"] == "access_denied"


def test_an_editor_sees_layers_versions_and_the_report_and_no_cache_keeps_them(as_role: AsRole) -> None:
    editor = as_role(Role.EDITOR)
    [layer] = editor.get("/api/manage/layers").get_json()["layers"]
    assert (layer["id"], layer["published"], layer["newest"][0]["version"]) == (LAYER, None, 2)
    answer = editor.get(MANAGE)
    assert [one["version"] for one in answer.get_json()["versions"]] == [2, 1]
    assert answer.headers["Cache-Control"] == "no-store"
    version = editor.get(f"{MANAGE}/versions/1").get_json()
    assert (version["feature_count"], version["report"]["status"]) == (5, "accepted")


def test_features_of_a_draft_are_found_by_place_and_by_number(as_role: AsRole) -> None:
    editor = as_role(Role.EDITOR)
    near = editor.get(f"{MANAGE}/versions/1/items?bbox=106.8,26.9,106.925,27.1").get_json()
    assert [one["properties"]["名称"] for one in near["features"]] == list(MINES[:2])
    named = editor.get(f"{MANAGE}/versions/1/items?features=4,2,99").get_json()
    assert [one["id"] for one in named["features"]] == [4, 2]
    page = editor.get(f"{MANAGE}/versions/1/items?limit=2&offset=3").get_json()
    assert (page["numberMatched"], [one["id"] for one in page["features"]]) == (5, [4, 5])


def test_tiles_of_a_draft_are_for_staff(as_role: AsRole) -> None:
    editor = as_role(Role.EDITOR)
    x, y = tile_at(106.905, 27.005, 10)
    tile = editor.get(f"{MANAGE}/versions/1/tiles/10/{x}/{y}.mvt")
    assert (tile.status_code, tile.headers["Cache-Control"]) == (200, "no-store")
    assert (
        editor.get(f"{MANAGE}/versions/1/tiles/1/2/0.mvt").get_json()["error"]["code"] == "tile_out_of_range"
    )


def test_publishing_shows_a_version_to_everybody_and_rolling_back_the_one_before(as_role: AsRole) -> None:
    reviewer = as_role(Role.REVIEWER)
    assert reviewer.get(f"/api/layers/{LAYER}").status_code == 404
    for version, expected in ((1, None), (2, 1)):
        done = reviewer.post(f"{MANAGE}/publish", json={"version": version, "expected": expected})
        assert done.get_json()["state"] == "published"
    assert reviewer.get(f"/api/layers/{LAYER}").get_json()["version"] == 2
    assert reviewer.post(f"{MANAGE}/rollback", json={"expected": 2}).get_json()["version"] == 1
    assert reviewer.get(f"/api/layers/{LAYER}").get_json()["version"] == 1


def test_two_people_do_not_publish_over_each_other(as_role: AsRole) -> None:
    reviewer = as_role(Role.REVIEWER)
    reviewer.post(f"{MANAGE}/publish", json={"version": 1, "expected": None})
    late = reviewer.post(f"{MANAGE}/publish", json={"version": 2, "expected": None})
    assert (late.status_code, late.get_json()["error"]["code"]) == (409, "version_moved")


def test_an_editor_cannot_publish_nor_remove(as_role: AsRole) -> None:
    editor = as_role(Role.EDITOR)
    for action, body in (("publish", {"version": 1}), ("remove", {})):
        assert editor.post(f"{MANAGE}/{action}", json=body).status_code == 403


def test_under_two_person_review_nobody_publishes_what_they_imported(home: Path) -> None:
    app = create_app(load_settings({}, {"home": home, "two_person_review": "yes"}))
    author = client_of(app, OFFICER)
    refused = author.post(f"{MANAGE}/publish", json={"version": 1})
    assert refused.get_json()["error"]["code"] == "second_person_needed"
    assert client_of(app, "reviewer").post(f"{MANAGE}/publish", json={"version": 1}).status_code == 200


def test_a_page_of_another_host_publishes_nothing(as_role: AsRole) -> None:
    reviewer = as_role(Role.REVIEWER)
    reviewer.environ_base.pop("HTTP_X_ATLAS_CSRF")
    refused = reviewer.post(f"{MANAGE}/publish", json={"version": 1})
    assert refused.get_json()["error"]["code"] == "form_expired"


def test_the_differences_of_two_versions_are_told(as_role: AsRole) -> None:
    found = as_role(Role.EDITOR).get(f"{MANAGE}/diff?old=1&new=2").get_json()
    assert (found["key"], found["removed"]["count"], found["added"]["count"]) == ("编号", 1, 0)
    assert found["samples"][0]["values"] == {"名称": {"old": "用沙坝矿", "new": "用沙坝磷矿"}}


def test_a_removed_layer_can_be_restored(as_role: AsRole) -> None:
    reviewer = as_role(Role.REVIEWER)
    reviewer.post(f"{MANAGE}/publish", json={"version": 1})
    assert reviewer.post(f"{MANAGE}/remove").get_json()["removed"]
    assert reviewer.get(f"/api/layers/{LAYER}").status_code == 404
    assert [one["id"] for one in reviewer.get("/api/manage/layers").get_json()["layers"]] == [LAYER]
    assert reviewer.post(f"{MANAGE}/restore").get_json()["removed"] is None
    assert reviewer.get(f"/api/layers/{LAYER}").status_code == 200


def test_a_draft_can_be_discarded_and_a_published_version_cannot(as_role: AsRole) -> None:
    reviewer = as_role(Role.REVIEWER)
    reviewer.post(f"{MANAGE}/publish", json={"version": 1})
    assert reviewer.delete(f"{MANAGE}/versions/2").status_code == 204
    assert reviewer.delete(f"{MANAGE}/versions/1").status_code == 409
    assert [one["version"] for one in reviewer.get(MANAGE).get_json()["versions"]] == [1]


def test_what_is_said_of_a_layer_is_changed_field_by_field(as_role: AsRole) -> None:
    editor = as_role(Role.EDITOR)
    changed = editor.patch(
        MANAGE, json={"title": {"zh": "开阳矿区"}, "metadata": {"date": "2026-01"}}
    ).get_json()
    assert changed["title"]["zh"] == "开阳矿区"
    assert (changed["metadata"]["date"], changed["metadata"]["licence"]) == ("2026-01", "内部")
    style = {"fill": "#0F6CA8", "stroke": "#FFFFFF", "width_px": 1.5, "popup": ["名称"]}
    kept = editor.patch(MANAGE, json={"style": style}).get_json()["style"]
    assert {name: kept[name] for name in style} == style


def test_classes_for_a_style_come_from_the_values_of_a_version(as_role: AsRole) -> None:
    asked = {"field": "储量", "renderer": "graduated", "scheme": "equal_interval", "n_classes": 2}
    found = as_role(Role.EDITOR).post(f"{MANAGE}/versions/1/classes", json=asked).get_json()
    assert (found["edges"], found["counts"], found["missing"]) == ([0, 2, 4], [3, 2], 0)
    refused = as_role(Role.EDITOR).post(f"{MANAGE}/versions/1/classes", json={**asked, "field": "名称"})
    assert refused.status_code == 400
    assert "文字" in refused.get_json()["error"]["message"]["zh"]
    assert as_role(Role.VIEWER).post(f"{MANAGE}/versions/1/classes", json=asked).status_code == 403


def test_one_style_is_told_in_every_form(as_role: AsRole, home: Path) -> None:
    block = {"field": "储量", "edges": [0, 2, 4], "fills": ["#C6DBEF", "#08519C"]}
    style = {"renderer": "graduated", "graduated": block, "min_zoom": 6}
    reviewer = as_role(Role.REVIEWER)
    assert reviewer.patch(MANAGE, json={"style": style}).status_code == 200
    reviewer.post(f"{MANAGE}/publish", json={"version": 1, "expected": None})
    visitor = create_app(load_settings({}, {"home": home})).test_client()
    layer = visitor.get(f"/api/layers/{LAYER}").get_json()
    tilejson = visitor.get(f"/api/layers/{LAYER}/tilejson").get_json()
    assert layer["style"]["graduated"]["edges"] == [0, 2, 4]
    assert tilejson["atlas:style"] == {**layer["style"], "popup": layer["popup"]}
    assert tilejson["atlas:legend"] == layer["legend"]
    assert [one["symbol"]["fill"] for one in layer["legend"]] == ["#C6DBEF", "#08519C"]
    maplibre = visitor.get(f"/ogc/styles/{LAYER}?f=mbs").get_json()
    assert maplibre["layers"][0]["minzoom"] == 5
    assert "#08519C" in maplibre["layers"][0]["paint"]["fill-color"]
    sld = visitor.get(f"/ogc/styles/{LAYER}?f=sld").get_data(as_text=True)
    assert sld.count("<Rule>") == 2


def test_the_legend_counts_what_has_no_circle(as_role: AsRole, home: Path) -> None:
    style = {"renderer": "proportional", "proportional": {"field": "储量", "max_value": 4}}
    reviewer = as_role(Role.REVIEWER)
    reviewer.patch(MANAGE, json={"style": style})
    reviewer.post(f"{MANAGE}/publish", json={"version": 1, "expected": None})
    visitor = create_app(load_settings({}, {"home": home})).test_client()
    *sizes, last = visitor.get(f"/api/layers/{LAYER}/legend").get_json()["entries"]
    assert [one["label"]["zh"] for one in sizes] == ["2", "0.5", "0.1"]
    assert (last["kind"], last["label"]["zh"]) == ("not_drawn", "1 个要素不大于 0 或无值，不画")


@pytest.mark.parametrize("values", [None, ["多", "多", "少", "少", "无"]], ids=["not there", "text"])
def test_the_legend_stands_while_the_published_version_has_no_such_number(
    as_role: AsRole, home: Path, values: list[str] | None
) -> None:
    columns = {} if values is None else {"产量": values}
    add_mines(open_workspace(home), mines(**columns), with_tiles=True)
    add_mines(open_workspace(home), mines(产量=[1.0, 2.0, 3.0, 4.0, 5.0]), with_tiles=True)
    reviewer = as_role(Role.REVIEWER)
    reviewer.post(f"{MANAGE}/publish", json={"version": 3, "expected": None})
    style = {"renderer": "proportional", "proportional": {"field": "产量", "max_value": 5}}
    assert reviewer.patch(MANAGE, json={"style": style}).status_code == 200
    visitor = create_app(load_settings({}, {"home": home})).test_client()
    *_, last = visitor.get(f"/api/layers/{LAYER}/legend").get_json()["entries"]
    assert last["label"]["zh"] == "5 个要素不大于 0 或无值，不画"


@pytest.mark.parametrize("value", [5e-324, 1e300, 10**400, -1])
def test_a_size_that_cannot_be_leaves_the_list_of_layers_whole(as_role: AsRole, value: float) -> None:
    editor = as_role(Role.EDITOR)
    block = {"field": "储量", "max_value": value}
    refused = editor.patch(MANAGE, json={"style": {"renderer": "proportional", "proportional": block}})
    assert (refused.status_code, refused.get_json()["error"]["detail"]["parameter"]) == (
        400,
        "style.proportional.max_value",
    )
    assert refused.get_json()["error"]["hint"]["zh"]
    assert editor.get("/api/manage/layers").status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {"title": {"zh": ""}},
        {"title": {"zh": "开阳\x0b矿区"}},
        {"metadata": {"date": "去年"}},
        {"metadata": {"date": "2025-6"}},
        {"metadata": {"precision": "很准"}},
        {"metadata": {"colour": "红"}},
        {"style": {"fill": "red;background:url(x)"}},
        {"style": {"width_px": 1e9}},
        {"style": {"popup": "名称"}},
        {"style": 3},
        {"published": 2},
        [1],
    ],
)
def test_a_value_that_cannot_be_is_refused_in_words(as_role: AsRole, body: object) -> None:
    refused = as_role(Role.EDITOR).patch(MANAGE, json=body)
    assert refused.status_code == 400
    assert refused.get_json()["error"]["message"]["zh"]
    assert refused.get_json()["error"]["hint"]["zh"]


def test_rights_are_for_administrators(as_role: AsRole) -> None:
    rights = {"rights": {"viewers": ["李明"], "signed_in_only": True}}
    assert as_role(Role.REVIEWER).patch(MANAGE, json=rights).status_code == 403
    assert as_role(Role.ADMINISTRATOR).patch(MANAGE, json=rights).get_json()["rights"] == rights["rights"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("versions/9", 404),
        ("versions/0", 400),
        ("versions/99999999999999999999", 400),
        ("versions/one", 400),
        ("versions/1/items?bbox=1,2", 400),
        ("versions/1/items?features=a", 400),
        ("versions/1/items?features=" + ",".join(["1"] * 201), 400),
        ("versions/1/items?name=x", 400),
        ("diff?old=1&new=7", 404),
    ],
)
def test_nonsense_in_an_address_is_told(as_role: AsRole, path: str, status: int) -> None:
    refused = as_role(Role.EDITOR).get(f"{MANAGE}/{path}")
    assert refused.status_code == status
    assert refused.get_json()["error"]["code"]


def test_an_upload_may_be_longer_than_other_requests_but_not_than_the_setting(as_role: AsRole) -> None:
    editor = as_role(Role.EDITOR, max_upload_mb="3")

    def send(size: int) -> tuple[int, str]:
        boundary, body = encode_multipart({"file": FileStorage(io.BytesIO(b"x" * size), "开发区.bin")})
        answer = editor.post(
            "/api/uploads", data=body, content_type=f"multipart/form-data; boundary={boundary}"
        )
        return answer.status_code, answer.get_json().get("error", {}).get("code", "")

    assert send(2_000_000) == (202, "")
    assert send(3_500_000) == (400, "upload_too_large")
    assert send(5_000_000) == (413, "http_413")
    assert editor.patch(MANAGE, data=b"x" * 2_000_000).status_code == 413


def test_a_file_whose_job_was_cancelled_before_it_began_can_be_put_away(as_role: AsRole) -> None:
    editor = as_role(Role.EDITOR)
    form = {"file": (io.BytesIO(b"{}"), "开发区.geojson")}
    upload = editor.post("/api/uploads", data=form, content_type="multipart/form-data").get_json()
    busy = editor.delete(f"/api/uploads/{upload['id']}")
    assert (busy.status_code, busy.get_json()["error"]["code"]) == (409, "upload_busy")
    assert editor.delete(f"/api/jobs/{upload['job']}").get_json()["state"] == "cancelled"
    assert editor.delete(f"/api/uploads/{upload['id']}").status_code == 204
    assert editor.get("/api/uploads").get_json()["uploads"] == []


def test_the_file_of_a_version_is_read_again_in_another_way(as_role: AsRole, home: Path) -> None:
    editor = as_role(Role.EDITOR)
    form = {"file": (io.BytesIO(b"{}"), "开发区.geojson"), "note": "初稿", "offset": "none"}
    upload = editor.post("/api/uploads", data=form, content_type="multipart/form-data").get_json()
    address = f"/api/uploads/{upload['id']}/again"
    early = editor.post(address, json={"offset": "gcj02"})
    assert (early.status_code, early.get_json()["error"]["code"]) == (409, "upload_not_ready")
    with sqlite3.connect(home / "workspace" / "workspace.db") as connection:
        connection.execute("UPDATE upload SET state = 'ready', layer = ?, version = 1", (LAYER,))
    again = editor.post(address, json={"offset": "gcj02"})
    assert again.status_code == 202
    assert again.get_json()["id"] != upload["id"]
    services = open_services(load_settings({}, {"home": home}))
    copy = services.uploads.get(HOST, again.get_json()["id"])
    assert copy.request == {"layer": LAYER, "note": "初稿", "offset": "gcj02"}


def test_the_pages_hold_their_words_and_nothing_inline(as_role: AsRole) -> None:
    editor = as_role(Role.EDITOR)
    for path in ("/office/layers", f"/office/layers/{LAYER}"):
        body = editor.get(path).text
        assert 'lang="zh-CN"' in body
        assert "<style" not in body
        assert 'style="' not in body
        assert 'lang="en"' in editor.get(f"{path}?lang=en").text
    assert "开阳磷矿矿区" in editor.get(f"/office/layers/{LAYER}").text
    assert editor.get("/office/layers/nothing-here").status_code == 404
