"""Figures over HTTP: a file with a name, a preview, a check; bad words get a clear answer and no file."""

from __future__ import annotations

import io
import json
import string
from collections.abc import Iterator
from urllib.parse import unquote

import PIL.Image
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.core.access import Actor, Role
from atlas.core.figures.request_reading import PARAMETERS
from atlas.settings import load_settings
from atlas.web.app import create_app
from tests.figure_samples import build_figure_store, text_of_pdf
from tests.small_catalogue import PLAN

FIGURE, CHECK = "/exports/figure", "/exports/check"
HOST = Actor("cli:root", Role.ADMINISTRATOR, via="cli")
PASSWORD = "梵净山 乌江 赤水河 2027"
TOPIC = {"topic": "phosphorus"}
REFUSED = {**TOPIC, "mark": "0"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    home = tmp_path_factory.mktemp("figures")
    build_figure_store(home)
    app = create_app(load_settings({}, {"home": home, "max_figure_megapixels": "40"}))
    accounts = app.extensions["atlas"].accounts
    for role in (Role.VIEWER, Role.EDITOR, Role.REVIEWER):
        _, first = accounts.add_account(HOST, role.value, role)
        accounts.change_password(accounts.sign_in(role.value, first).actor, first, PASSWORD)
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def enter(app: Flask, role: Role) -> tuple[FlaskClient, dict[str, str]]:
    """A browser in which somebody of a role is signed in, and the header of its token."""
    client = app.test_client()
    token = client.get("/api/session").get_json()["csrf"]
    client.post("/sign-in", data={"csrf": token, "name": role.value, "password": PASSWORD})
    return client, {"X-Atlas-Csrf": client.get("/api/session").get_json()["csrf"]}


@pytest.fixture
def editor(app: Flask) -> Iterator[tuple[FlaskClient, dict[str, str]]]:
    """An editor, whose template is gone afterwards."""
    client, token = enter(app, Role.EDITOR)
    yield client, token
    client.delete("/exports/templates/周报", headers=token)


# --- the file ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "content_type", "begin"),
    [
        ("pdf", "application/pdf", b"%PDF-"),
        ("png", "image/png", b"\x89PNG"),
        ("svg", "image/svg+xml", b"<?xml"),
    ],
)
def test_a_figure_comes_in_the_format_asked_for(
    client: FlaskClient, form: str, content_type: str, begin: bytes
) -> None:
    answer = client.get(FIGURE, query_string={**TOPIC, "format": form, "dpi": "60"})
    assert answer.status_code == 200
    assert answer.mimetype == content_type
    assert answer.data.startswith(begin)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_file_has_a_name_for_people_and_one_for_programs(client: FlaskClient) -> None:
    said = client.get(FIGURE, query_string={**TOPIC, "units": "520121"}).headers["Content-Disposition"]
    assert said.startswith("attachment")
    assert said.isascii()
    chinese = unquote(said.partition("filename*=UTF-8''")[2])
    assert chinese.startswith("开阳县")
    assert chinese.endswith(".pdf")
    assert "filename=" in said


def test_its_words_can_be_searched(client: FlaskClient) -> None:
    text = text_of_pdf(client.get(FIGURE, query_string=TOPIC).data)
    assert "贵州省磷及磷化工产业布局图" in text
    assert "玉屏" in text


def test_a_file_that_is_known_is_not_made_again(client: FlaskClient) -> None:
    answer = client.get(FIGURE, query_string=TOPIC)
    again = client.get(FIGURE, query_string=TOPIC, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    other = client.get(
        FIGURE, query_string={**TOPIC, "paper": "A5"}, headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert other.status_code == 200


def test_the_same_address_gives_the_same_bytes(client: FlaskClient) -> None:
    one, other = (client.get(FIGURE, query_string={**TOPIC, "format": "svg"}).data for _ in range(2))
    assert one == other


def test_a_preview_is_shown_in_the_page(client: FlaskClient) -> None:
    answer = client.get(FIGURE, query_string={**TOPIC, "inline": "1", "dpi": "72"})
    assert answer.mimetype == "image/png"
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert PIL.Image.open(io.BytesIO(answer.data)).size == (842, 595)


def test_a_preview_shows_what_may_not_be_exported(client: FlaskClient) -> None:
    values = {**REFUSED, "dpi": "50"}
    assert client.get(FIGURE, query_string={**values, "inline": "1"}).status_code == 200
    answer = client.get(FIGURE, query_string=values)
    error = answer.get_json()["error"]
    assert (answer.status_code, error["code"]) == (422, "map_rule")
    assert error["detail"]["findings"] == ["review_number_missing"]


# --- checks and options ---------------------------------------------------------------------------------


def test_a_check_tells_what_the_file_would_be(client: FlaskClient) -> None:
    told = client.get(CHECK, query_string={**TOPIC, "document": PLAN}).get_json()
    assert told["title"] == "贵州省磷及磷化工产业布局图"
    assert told["findings"][0]["code"] == "draft"
    assert set(told["findings"][0]) == {"code", "severity", "message", "hint"}
    assert told["refused"] is False
    assert told["values"] == {"region": "520000", "topic": "phosphorus", "document": PLAN}


def test_a_check_says_what_would_be_refused_and_to_whom(app: Flask, client: FlaskClient) -> None:
    values = {**REFUSED, "override": "review_number_missing", "override_reason": "已口头送审"}
    assert client.get(CHECK, query_string=values).get_json()["refused"] is True
    reviewer, _ = enter(app, Role.REVIEWER)
    assert reviewer.get(CHECK, query_string=values).get_json()["refused"] is False
    assert client.get(CHECK, query_string=values).get_json()["refused"] is True


def test_options_name_every_parameter(client: FlaskClient) -> None:
    answer = client.get("/exports/options")
    options = answer.get_json()
    assert {*PARAMETERS, "template"} == set(options["parameters"])
    assert options["formats"] == ["pdf", "png", "svg"]
    assert options["may"] == {"override": False, "save_template": False}
    assert any(one["name"] == "report-a4" and one["built_in"] for one in options["templates"])
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_reviewer_overrides_each_time_anew(app: Flask) -> None:
    """An override is noted each time, so that no browser answers it from what it has."""
    reviewer, _ = enter(app, Role.REVIEWER)
    values = {**REFUSED, "override": "review_number_missing", "override_reason": "已口头送审"}
    audit = app.extensions["atlas"].audit
    before = len(audit.list_changes(target=None))
    answer = reviewer.get(FIGURE, query_string=values)
    tag = {"If-None-Match": answer.headers["ETag"]}
    assert reviewer.get(FIGURE, query_string=values, headers=tag).status_code == 200
    assert len(audit.list_changes(target=None)) == before + 2


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/exports/table", {**TOPIC, "as": "xlsx"}),
        ("/exports/table", {**TOPIC, "as": "csv"}),
        ("/exports/html", {**TOPIC, "region": "520000"}),
    ],
    ids=["xlsx", "csv", "html"],
)
def test_what_goes_along_with_a_figure_waits_its_turn_and_is_not_made_again(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, path: str, query: dict[str, str]
) -> None:
    answer = client.get(path, query_string=query)
    assert answer.status_code == 200
    desk = app.extensions["atlas"].exports.desk
    monkeypatch.setattr(desk, "_longest_wait_s", 0.0)
    with desk.turn(), desk.turn():
        assert client.get(path, query_string=query).status_code == 503
        tag = {"If-None-Match": answer.headers["ETag"]}
        assert client.get(path, query_string=query, headers=tag).status_code == 304


def test_a_preview_takes_no_override(app: Flask) -> None:
    reviewer, _ = enter(app, Role.REVIEWER)
    values = {**REFUSED, "inline": "1", "dpi": "50"}
    taken = {**values, "override": "review_number_missing", "override_reason": "已口头送审"}
    audit = app.extensions["atlas"].audit
    before = len(audit.list_changes(target=None))
    assert reviewer.get(FIGURE, query_string=taken).data == reviewer.get(FIGURE, query_string=values).data
    assert len(audit.list_changes(target=None)) == before


def test_a_broken_template_is_told_and_closes_nothing(app: Flask, client: FlaskClient) -> None:
    folder = app.extensions["atlas"].settings.figure_templates
    folder.mkdir(exist_ok=True)
    broken = folder / "季报.yaml"
    broken.write_text("title: [\n", encoding="utf-8")
    try:
        options = client.get("/exports/options").get_json()
        answer = client.get(CHECK, query_string={"template": "季报"})
    finally:
        broken.unlink()
    (told,) = options["templates_broken"]
    assert told["file"] == "季报.yaml"
    assert told["message"]["zh"]
    assert any(one["name"] == "report-a4" for one in options["templates"])
    assert answer.status_code == 422


def test_exports_of_others_are_in_no_list_of_jobs(app: Flask) -> None:
    viewer, token = enter(app, Role.VIEWER)
    asked = {"kind": "report", "values": TOPIC, "options": {"as": "xlsx"}}
    job = viewer.post("/exports/jobs", json=asked, headers=token).get_json()["id"]
    editor, other = enter(app, Role.EDITOR)
    assert job not in [one["id"] for one in editor.get("/api/jobs").get_json()["jobs"]]
    assert editor.get(f"/api/jobs/{job}").status_code == 404
    assert editor.delete(f"/api/jobs/{job}", headers=other).status_code == 404
    own = editor.post("/exports/jobs", json=asked, headers=other).get_json()["id"]
    assert own in [one["id"] for one in editor.get("/api/jobs").get_json()["jobs"]]
    assert editor.get(f"/api/jobs/{own}").get_json()["id"] == own
    for browser, header, one in ((viewer, token, job), (editor, other, own)):
        browser.delete(f"/exports/jobs/{one}", headers=header)


def test_a_visitor_overrides_nothing(client: FlaskClient) -> None:
    values = {**REFUSED, "override": "review_number_missing", "override_reason": "已口头送审"}
    assert client.get(FIGURE, query_string=values).status_code in (401, 403)


# --- bad words ------------------------------------------------------------------------------------------

CASES = [
    ("topic=magic", 400, "topic_unknown"),
    ("topic=phosphorus&topic=manganese", 400, "parameter_repeated"),
    ("nonsense=1", 400, "parameter_unknown"),
    ("region=999999", 404, "adcode_unknown"),
    ("region=guizhou", 400, "parameter_invalid"),
    ("region=440000", 400, "counties_unknown"),
    ("units=520121,abc", 400, "parameter_invalid"),
    ("units=522223", 404, "adcode_unknown"),
    ("document=none", 404, "document_unknown"),
    (f"document={PLAN}&clause=九", 404, "clause_unknown"),
    ("indicator=magic", 400, "indicator_unknown"),
    ("layers=none", 404, "layer_unknown"),
    ("layers=/etc/passwd", 400, "parameter_invalid"),
    ("bbox=1,2,3", 400, "bbox_invalid"),
    ("bbox=-10,-10,10,10", 400, "bbox_invalid"),
    ("bbox=105,26,105,26", 400, "bbox_invalid"),
    ("format=tiff", 400, "parameter_invalid"),
    ("paper=A9", 400, "parameter_invalid"),
    ("dpi=6000", 400, "limit_exceeded"),
    ("format=png&paper=A0&dpi=600", 400, "too_many_pixels"),
    ("k=0", 400, "limit_exceeded"),
    ("date=yesterday", 400, "parameter_invalid"),
    ("title=" + "长" * 81, 400, "parameter_invalid"),
    ("title=a%1Bb", 400, "parameter_invalid"),
    ("template=none", 404, "template_unknown"),
    ("template=../../secret", 404, "template_unknown"),
    ("inset=maybe", 400, "parameter_invalid"),
]


@pytest.mark.parametrize("path", [FIGURE, CHECK])
@pytest.mark.parametrize(("query", "status", "code"), CASES, ids=[query[:30] for query, _, _ in CASES])
def test_bad_words_get_a_clear_answer_and_no_file(
    client: FlaskClient, path: str, query: str, status: int, code: str
) -> None:
    if path == CHECK and code == "too_many_pixels":
        assert client.get(f"{path}?{query}").get_json()["pixels"] == [28087, 19866]
        return
    answer = client.get(f"{path}?{query}")
    error = answer.get_json()["error"]
    assert (answer.status_code, error["code"]) == (status, code)
    for words in (error["message"], error["hint"]):
        assert words["zh"]
        assert words["en"]
    assert "Content-Disposition" not in answer.headers
    assert "Traceback" not in answer.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from([*PARAMETERS, "template", "inline"]),
    value=st.text(alphabet=string.printable + "开阳县磷\u0000\uffff\u202e", max_size=40),
)
def test_no_words_of_a_caller_break_the_service(client: FlaskClient, name: str, value: str) -> None:
    answer = client.get(CHECK, query_string={name: value})
    assert answer.status_code in (200, 400, 404)
    if answer.status_code != 200:
        assert answer.get_json()["error"]["hint"]["zh"]


def test_text_of_a_caller_is_text_in_the_picture(client: FlaskClient) -> None:
    hostile = '<script>alert("磷")</script>&amp;]]>'
    body = client.get(FIGURE, query_string={**TOPIC, "format": "svg", "title": hostile, "note": hostile}).text
    assert "<script" not in body


# --- templates -----------------------------------------------------------------------------------------


def template(**changes: object) -> dict[str, object]:
    values = {"paper": "A3", "colour": "grey"}
    return {"name": "周报", "title_zh": "周报插图", "title_en": "Weekly", "values": values, **changes}


def test_an_editor_keeps_a_template_for_everybody(
    client: FlaskClient, editor: tuple[FlaskClient, dict[str, str]]
) -> None:
    browser, token = editor
    answer = browser.post("/exports/templates", json=template(), headers=token)
    assert answer.status_code == 201
    assert answer.get_json()["values"] == {"paper": "A3", "colour": "grey"}
    told = client.get(CHECK, query_string={**TOPIC, "template": "周报"}).get_json()
    assert (told["width_mm"], told["values"]["colour"]) == (420, "grey")


def test_another_template_of_the_same_name_is_seen_at_once(
    client: FlaskClient, editor: tuple[FlaskClient, dict[str, str]]
) -> None:
    browser, token = editor
    query = {**TOPIC, "template": "周报"}
    browser.post("/exports/templates", json=template(), headers=token)
    tags = [client.get(path, query_string=query).headers["ETag"] for path in (FIGURE, CHECK)]
    browser.post("/exports/templates", json=template(values={"paper": "A5"}), headers=token)
    for path, tag in zip((FIGURE, CHECK), tags, strict=True):
        assert client.get(path, query_string=query, headers={"If-None-Match": tag}).status_code == 200
    assert client.get(CHECK, query_string=query).get_json()["width_mm"] == 210


def test_removing_needs_an_editor_and_one_of_the_office(
    app: Flask, editor: tuple[FlaskClient, dict[str, str]]
) -> None:
    browser, token = editor
    browser.post("/exports/templates", json=template(), headers=token)
    viewer, other = enter(app, Role.VIEWER)
    assert viewer.delete("/exports/templates/周报", headers=other).status_code == 403
    assert browser.delete("/exports/templates/周报", headers=token).status_code == 204
    assert browser.delete("/exports/templates/周报", headers=token).status_code == 404
    assert browser.delete("/exports/templates/report-a4", headers=token).status_code == 409


def test_a_viewer_keeps_none(app: Flask) -> None:
    browser, token = enter(app, Role.VIEWER)
    assert browser.post("/exports/templates", json=template(), headers=token).status_code == 403


def test_nothing_is_kept_without_the_token_of_a_page_of_ours(app: Flask) -> None:
    browser, _ = enter(app, Role.EDITOR)
    assert browser.post("/exports/templates", json=template()).status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        template(values="x"),
        template(values={"paper": 3}),
        template(values={"paper": "A9"}),
        template(values={}),
        template(name="../周报"),
        template(name=""),
        template(title_zh="周\ud800报"),
    ],
    ids=["nothing", "list", "text", "number", "value", "empty", "path", "no name", "lone surrogate"],
)
def test_a_template_that_cannot_be_kept_is_refused(
    editor: tuple[FlaskClient, dict[str, str]], body: object
) -> None:
    browser, token = editor
    answer = browser.post(
        "/exports/templates", data=json.dumps(body), headers=token, content_type="application/json"
    )
    assert answer.status_code == 400, answer.text
    assert answer.get_json()["error"]["message"]["zh"]


# --- files that come back ---------------------------------------------------------------------------------


def upload(app: Flask, *contents: bytes) -> tuple[int, dict[str, object]]:
    client = app.test_client()
    token = client.get("/api/session").get_json()["csrf"]
    files = [(io.BytesIO(content), f"figure-{number}.pdf") for number, content in enumerate(contents)]
    answer = client.post("/exports/redraw", data={"file": files}, headers={"X-Atlas-Csrf": token})
    return answer.status_code, answer.get_json()


@pytest.mark.parametrize("form", ["pdf", "png", "svg"])
def test_a_figure_that_comes_back_says_what_it_was_made_from(
    app: Flask, client: FlaskClient, form: str
) -> None:
    query = {**TOPIC, "format": form, "dpi": "60", "title": "磷化工　布局"}
    made = client.get(FIGURE, query_string=query).data
    status, told = upload(app, made)
    assert status == 200
    assert told["same_data"] is True
    assert told["values"] == {"region": "520000", **{k: v for k, v in query.items() if v != "pdf"}}
    assert client.get(FIGURE, query_string=told["values"]).data == made  # type: ignore[arg-type]


HOSTILE = {
    "nothing": b"",
    "text": b"hello",
    "pdf without a request": b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    "cut pdf": b"%PDF-1.7\n",
    "cut png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "png with an endless chunk": b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffiTXt",
    "svg with entities": b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><svg>&b;</svg>',
    "svg that reads a file": b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
    "svg without a request": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "zeros": b"\x00" * 100_000,
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_is_no_figure_of_ours_is_refused(app: Flask, content: bytes) -> None:
    status, told = upload(app, content)
    assert status in (400, 422), told
    assert told["error"]["message"]["zh"]  # type: ignore[index]
    assert "root:" not in json.dumps(told)


def test_one_file_at_a_time(app: Flask) -> None:
    assert upload(app)[0] == 400
    assert upload(app, b"a", b"b")[0] == 400


def test_what_a_file_carries_is_checked_as_any_request(app: Flask, client: FlaskClient) -> None:
    made = client.get(FIGURE, query_string={**TOPIC, "format": "svg"}).data
    status, told = upload(app, made.replace(b"phosphorus", b"../../etc/"))
    assert status == 400, told
