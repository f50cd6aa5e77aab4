"""Every address as every role: a door that forgets to ask is found here, and so is a new one that nobody thought of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import geopandas
import pytest
import shapely
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from atlas.core.access import Actor, Role
from atlas.core.errors import Text
from atlas.core.imports.storage_columns import prepare_features
from atlas.settings import load_settings
from atlas.stores.workspace import ImportFacts
from atlas.stores.workspace_records import LayerDraft
from atlas.web.app import create_app
from tests.small_store import build_small_store

HOST = Actor("cli:root", Role.ADMINISTRATOR, via="cli")
PASSWORD = "梵净山 乌江 赤水河 2027"
ROLES = (Role.NOBODY, Role.VIEWER, Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR)
#: The lowest role of each address that is not just for looking. Where the method matters it stands before the name.
LEAST = {
    "account.show_sign_in": Role.NOBODY,
    "account.sign_in": Role.NOBODY,
    "account.sign_out": Role.NOBODY,
    "session.show_session": Role.NOBODY,
    "operations.show_health": Role.NOBODY,
    "static": Role.NOBODY,
    "admin": Role.ADMINISTRATOR,
    "uploads": Role.EDITOR,
    "versions": Role.EDITOR,
    "versions.publish_version": Role.REVIEWER,
    "versions.roll_back": Role.REVIEWER,
    "versions.remove_layer": Role.REVIEWER,
    "versions.restore_layer": Role.REVIEWER,
    "office": Role.EDITOR,
    "drafts": Role.EDITOR,
    "reviews": Role.REVIEWER,
    "document_files": Role.EDITOR,
    "document_files.receive_reviewed": Role.REVIEWER,
    "document_files.remove_document": Role.REVIEWER,
    "exports.save_template": Role.EDITOR,
    "exports.remove_template": Role.EDITOR,
}
_VALUES = {"layer_id": "county", "feature_id": "1", "adcode": "520121", "z": 0, "x": 0, "y": 0, "version": 1}


@dataclass(frozen=True)
class Door:
    """One address with one method."""

    method: str
    path: str
    endpoint: str

    @property
    def least(self) -> Role:
        """The lowest role that may pass; whatever is not listed is for looking."""
        by_group = LEAST.get(self.endpoint.split(".")[0], Role.VIEWER)
        return LEAST.get(self.endpoint, by_group)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A closed atlas, where even looking needs an account."""
    home = tmp_path_factory.mktemp("closed")
    build_small_store(home)
    app = create_app(load_settings({}, {"home": home, "access": "signed_in"}))
    accounts = app.extensions["atlas"].accounts
    for role in ROLES[1:]:
        _, first = accounts.add_account(HOST, role.value, role)
        accounts.change_password(accounts.sign_in(role.value, first).actor, first, PASSWORD)
    return app


def doors(app: Flask) -> Iterator[Door]:
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield Door(method, path_of(rule), rule.endpoint)


def path_of(rule: Rule) -> str:
    values = {name: _VALUES.get(name, "nothing") for name in rule.arguments}
    return build(rule, values)


def build(rule: Rule, values: Mapping[str, object]) -> str:
    built = rule.build(values, append_unknown=False)
    assert built is not None
    return built[1]


def enter(app: Flask, role: Role) -> tuple[FlaskClient, str]:
    """A browser in which somebody of a role is signed in, and the token of its forms."""
    client = app.test_client()
    token = client.get("/api/session").get_json()["csrf"]
    if role is not Role.NOBODY:
        client.post("/sign-in", data={"csrf": token, "name": role.value, "password": PASSWORD})
        token = client.get("/api/session").get_json()["csrf"]
    return client, token


def status_of(client: FlaskClient, path: str) -> int:
    with client.get(path) as answer:
        return answer.status_code


def is_refused(answer: TestResponse) -> bool:
    """Whether the answer says that this person may not; anything else, also a fault of the request, lets them in."""
    if answer.status_code == 303:
        return "/sign-in" in answer.headers["Location"]
    return answer.status_code == 403


@pytest.mark.parametrize("role", ROLES, ids=[role.value for role in ROLES])
def test_every_door_opens_from_its_role_on(app: Flask, role: Role) -> None:
    wrong = []
    client, token = enter(app, role)
    for door in doors(app):
        # The pages to sign in and out are for everybody; tests of their own walk them.
        if door.endpoint.startswith("account."):
            continue
        answer = client.open(door.path, method=door.method, headers={"X-Atlas-Csrf": token})
        is_allowed = ROLES.index(role) >= ROLES.index(door.least)
        if is_refused(answer) is is_allowed:
            wrong.append(f"{door.method} {door.path}: {answer.status_code}, from {door.least} on")
        assert answer.status_code != 500, door
    assert wrong == []


def test_no_door_writes_without_the_token_of_a_page_of_ours(app: Flask) -> None:
    client, _ = enter(app, Role.ADMINISTRATOR)
    open_doors = [
        door
        for door in doors(app)
        if door.method != "GET" and client.open(door.path, method=door.method).status_code != 403
    ]
    assert open_doors == []


def test_no_door_for_staff_is_kept_by_a_cache(app: Flask) -> None:
    client, _ = enter(app, Role.ADMINISTRATOR)
    for door in doors(app):
        if door.method == "GET" and door.least not in (Role.NOBODY, Role.VIEWER):
            assert client.get(door.path).headers.get("Cache-Control") == "no-store", door.path


def test_a_layer_for_named_viewers_is_nowhere_for_others(tmp_path: Path) -> None:
    """Rights are judged where the store is opened, so every address of the layer gives the same answer."""
    build_small_store(tmp_path)
    app = create_app(load_settings({}, {"home": tmp_path}))
    services = app.extensions["atlas"]
    frame = geopandas.GeoDataFrame({"名称": ["矿点"]}, geometry=[shapely.Point(106.9, 27)], crs="EPSG:4326")
    draft = LayerDraft(Text("内部矿点", "Inner"), rights={"viewers": ["editor"]})
    with services.workspace.begin_version("inner-mines") as builder:
        features = prepare_features(frame)
        builder.write_features(features, title=draft.title)
        builder.write_tiles(features)
        services.workspace.add_version(builder, ImportFacts(), actor="editor", draft=draft)
    services.workspace.publish("inner-mines", 1, expected=None, actor="reviewer")
    for role in (Role.EDITOR, Role.REVIEWER):
        _, first = services.accounts.add_account(HOST, role.value, role)
        services.accounts.change_password(services.accounts.sign_in(role.value, first).actor, first, PASSWORD)
    values = {"layer_id": "inner-mines", "matrix_set": "WebMercatorQuad", "matrix": 0, "row": 0, "column": 0}
    known = {**_VALUES, **values}
    paths = [
        build(rule, {name: known[name] for name in rule.arguments})
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and "layer_id" in rule.arguments and rule.arguments <= known.keys()
        if not rule.endpoint.startswith(("versions.", "office."))
    ]
    assert len(paths) > 12
    for role, is_hidden in ((Role.NOBODY, True), (Role.REVIEWER, True), (Role.EDITOR, False)):
        client, _ = enter(app, role)
        for path in paths:
            assert (status_of(client, path) == 404) is is_hidden, (role, path)
            # Asked twice: an answer that was kept for one person is not given to another.
            assert (status_of(client, path) == 404) is is_hidden, (role, path)
        listed = client.get("/ogc/collections?f=json").text + client.get("/api/layers").text
        listed += client.get("/api/bootstrap").text + client.get("/api/search?q=内部").text
        assert ("内部矿点" not in listed) is is_hidden, role
