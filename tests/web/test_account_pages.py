import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from atlas.bootstrap import Services
from atlas.core.access import Actor, Role
from atlas.settings import load_settings
from atlas.web.app import create_app
from atlas.web.page_texts import LANGUAGES, page_messages
from tests.small_workspace import store_of

HOST = Actor("cli:root", Role.ADMINISTRATOR, via="cli")
GOOD = "梵净山 乌江 赤水河 2027"

MakeApp = Callable[..., Flask]


@pytest.fixture
def make_app(filled_home: Path) -> MakeApp:
    kept = {"home": filled_home, "store": store_of(filled_home)}
    return lambda **settings: create_app(load_settings({}, {**kept, **settings}))


def hire(app: Flask, name: str, role: Role) -> None:
    services: Services = app.extensions["atlas"]
    _, first = services.accounts.add_account(HOST, name, role)
    services.accounts.change_password(services.accounts.sign_in(name, first).actor, first, GOOD)


def csrf_of(client: FlaskClient) -> str:
    return str(client.get("/api/session").get_json()["csrf"])


def sign_in(client: FlaskClient, name: str, password: str = GOOD, **form: str) -> TestResponse:
    return client.post("/sign-in", data={"csrf": csrf_of(client), "name": name, "password": password, **form})


def test_a_visitor_of_an_open_atlas_sees_the_map_and_no_pages_for_staff(make_app: MakeApp) -> None:
    client = make_app().test_client()
    assert client.get("/").status_code == 200
    for path in ("/account", "/admin/accounts", "/admin/audit", "/admin/audit.csv"):
        refused = client.get(path)
        assert (refused.status_code, refused.headers["Location"].split("?")[0]) == (303, "/sign-in")


def test_a_closed_atlas_asks_everybody_to_sign_in(make_app: MakeApp) -> None:
    app = make_app(access="signed_in")
    client = app.test_client()
    assert client.get("/").headers["Location"].startswith("/sign-in?next=")
    for path in ("/api/bootstrap", "/api/layers", "/api/goals", "/api/layers/county/items", "/metrics"):
        assert client.get(path).get_json()["error"]["code"] == "sign_in_needed"
    assert client.get("/healthz").status_code == 200
    hire(app, "访客", Role.VIEWER)
    sign_in(client, "访客")
    assert client.get("/api/layers").status_code == 200


def test_signing_in_leads_on_to_where_one_wanted_to_go_but_never_to_another_host(make_app: MakeApp) -> None:
    app = make_app()
    hire(app, "李明", Role.EDITOR)
    assert sign_in(app.test_client(), "李明", next="/?unit=520121").headers["Location"] == "/?unit=520121"
    for foreign in ("https://example.com/", "//example.com", "/\\example.com"):
        assert sign_in(app.test_client(), "李明", next=foreign).headers["Location"] == "/"


def test_a_wrong_password_is_told_on_the_page(make_app: MakeApp) -> None:
    app = make_app()
    hire(app, "李明", Role.EDITOR)
    refused = sign_in(app.test_client(), "李明", "不是这个密码")
    assert refused.status_code == 403
    assert "账号或密码不对" in refused.text


def test_a_newcomer_changes_the_first_password_before_anything_else(make_app: MakeApp) -> None:
    app = make_app()
    _, first = app.extensions["atlas"].accounts.add_account(HOST, "admin", Role.ADMINISTRATOR)
    client = app.test_client()
    assert sign_in(client, "admin", first).headers["Location"] == "/account"
    assert client.get("/admin/accounts").headers["Location"] == "/account"
    assert client.get("/api/layers").get_json()["error"]["code"] == "password_change_needed"
    form = {"csrf": csrf_of(client), "old": first, "new": GOOD, "repeat": GOOD}
    assert "密码已修改" in client.post("/account/password", data=form).text
    assert client.get("/admin/accounts").status_code == 200


def test_a_form_from_another_page_does_nothing(make_app: MakeApp) -> None:
    app = make_app()
    hire(app, "admin", Role.ADMINISTRATOR)
    client = app.test_client()
    sign_in(client, "admin")
    form = {"name": "evil", "role": "administrator"}
    without = client.post("/admin/accounts", data=form)
    token = csrf_of(client)
    foreign = client.post(
        "/admin/accounts", data={**form, "csrf": token}, headers={"Origin": "https://example.com"}
    )
    assert without.status_code == foreign.status_code == 403
    assert len(app.extensions["atlas"].accounts.list_accounts(HOST)) == 1


def test_a_token_stands_for_its_account_and_a_wrong_one_is_refused(make_app: MakeApp) -> None:
    app = make_app(access="signed_in")
    hire(app, "王芳", Role.REVIEWER)
    client = app.test_client()
    sign_in(client, "王芳")
    form = {"csrf": csrf_of(client), "label": "QGIS", "role": "viewer", "days": "30"}
    made = client.post("/account/tokens", data=form)
    secret = re.search(r"cia_[\w-]+", made.text)
    assert secret is not None
    assert made.headers["Cache-Control"] == "no-store"
    program = app.test_client()
    header = {"Authorization": f"Bearer {secret.group()}"}
    assert program.get("/api/session", headers=header).get_json()["role"] == "viewer"
    assert program.get("/api/layers", headers=header).status_code == 200
    wrong = program.get("/api/layers", headers={"Authorization": "Bearer cia_wrong"})
    assert wrong.get_json()["error"]["code"] == "token_invalid"


def test_a_session_cookie_is_hidden_from_scripts_and_sent_to_us_only(make_app: MakeApp) -> None:
    app = make_app(https="yes")
    hire(app, "李明", Role.EDITOR)
    client = app.test_client()
    token = client.get("/api/session", base_url="https://localhost").get_json()["csrf"]
    form = {"csrf": token, "name": "李明", "password": GOOD}
    cookie = client.post("/sign-in", data=form, base_url="https://localhost").headers["Set-Cookie"]
    assert all(word in cookie for word in ("HttpOnly", "SameSite=Lax", "Secure"))


def test_an_administrator_makes_accounts_and_reads_the_trail(make_app: MakeApp) -> None:
    app = make_app()
    hire(app, "admin", Role.ADMINISTRATOR)
    client = app.test_client()
    sign_in(client, "admin")
    form = {"csrf": csrf_of(client), "name": "赵强", "display_name": "<b>遵义市</b>", "role": "editor"}
    made = client.post("/admin/accounts", data=form)
    assert "赵强" in made.text
    assert "&lt;b&gt;遵义市" in made.text
    client.post("/admin/accounts/赵强/role", data={"csrf": csrf_of(client), "role": "reviewer"})
    trail = client.get("/admin/audit?target=account:赵强").text
    assert all(words in trail for words in ("改角色", "账号 赵强", "角色：编辑", "角色：审核"))
    english = client.get("/admin/audit?target=account:赵强&lang=en").text
    assert all(words in english for words in ("Role changed", "Account 赵强", "role: editor"))
    export = client.get("/admin/audit.csv")
    assert export.content_type.startswith("text/csv")
    assert "account.set_role" in export.text


def test_an_editor_cannot_open_the_pages_for_administrators(make_app: MakeApp) -> None:
    app = make_app()
    hire(app, "李明", Role.EDITOR)
    client = app.test_client()
    sign_in(client, "李明")
    for path in ("/admin/accounts", "/admin/audit", "/admin/audit.csv"):
        assert client.get(path).status_code == 403
    form = {"csrf": csrf_of(client), "name": "假账号", "role": "administrator"}
    assert client.post("/admin/accounts", data=form).status_code == 403


def test_signing_out_ends_it(make_app: MakeApp) -> None:
    app = make_app()
    hire(app, "李明", Role.EDITOR)
    client = app.test_client()
    sign_in(client, "李明")
    client.post("/sign-out", data={"csrf": csrf_of(client)})
    assert client.get("/api/session").get_json()["account"] is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_in_one_language(make_app: MakeApp, language: str) -> None:
    app = make_app()
    hire(app, "admin", Role.ADMINISTRATOR)
    client = app.test_client()
    sign_in(client, "admin")
    for path in ("/account", "/admin/accounts", "/admin/audit"):
        body = client.get(f"{path}?lang={language}").text
        assert f'<html lang="{language}">' in body
        assert page_messages(language)["sign_out"] in body


def test_both_languages_have_the_same_messages_with_the_same_places() -> None:
    chinese, english = (page_messages(language) for language in LANGUAGES)
    assert chinese.keys() == english.keys()
    places = re.compile(r"\{\w+\}")
    for key in chinese:
        assert sorted(places.findall(chinese[key])) == sorted(places.findall(english[key])), key
