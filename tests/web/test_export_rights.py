"""A layer that somebody may not see comes out of no door to an export, not as a figure, a table, a page, nor as a job."""

from collections.abc import Callable, Iterator, Mapping

import geopandas
import pytest
import shapely
from flask import Flask
from flask.testing import FlaskClient

from atlas.core.access import Role
from atlas.core.errors import Text
from atlas.core.imports.storage_columns import prepare_features
from atlas.settings import load_settings
from atlas.stores.workspace import ImportFacts
from atlas.stores.workspace_records import LayerDraft
from atlas.web.app import create_app
from tests.figure_samples import build_figure_store
from tests.services.test_jobs import NoQueue
from tests.web.test_routes_by_role import HOST, PASSWORD, enter
from tests.web_map_samples import parts

TITLE, MINE = "内部矿点", "某某磷矿"
#: Layers, what their rights say, and who may see them.
LAYERS: Mapping[str, tuple[Mapping[str, object], set[Role]]] = {
    "named-mines": ({"viewers": ["editor"]}, {Role.EDITOR}),
    "staff-mines": ({"signed_in_only": True}, {Role.EDITOR, Role.REVIEWER}),
}
#: The one who sees everything knocks first and last, so that nothing kept for them is given to the others.
PEOPLE = (Role.EDITOR, Role.NOBODY, Role.REVIEWER, Role.NOBODY, Role.EDITOR)
QUESTIONS = {
    "pdf": ("/exports/figure", {}),
    "png": ("/exports/figure", {"format": "png", "dpi": "50"}),
    "svg": ("/exports/figure", {"format": "svg"}),
    "preview": ("/exports/figure", {"inline": "1", "dpi": "50"}),
    "check": ("/exports/check", {}),
    "workbook": ("/exports/table", {"as": "xlsx"}),
    "csv": ("/exports/table", {"as": "csv"}),
    "json": ("/exports/table", {"as": "json"}),
    "page": ("/exports/html", {}),
}


def report(values: Mapping[str, str]) -> dict[str, object]:
    return {
        "kind": "report",
        "values": {},
        "options": {"as": "xlsx", "title": "矿点", "figures": [dict(values)]},
    }


def report_of_one(values: Mapping[str, str]) -> dict[str, object]:
    return {"kind": "report", "values": dict(values), "options": {"as": "docx"}}


def report_of_plan(values: Mapping[str, str]) -> dict[str, object]:
    plan = {"title": "矿点", "sections": [{"figure": dict(values)}]}
    return {"kind": "report", "values": {}, "options": {"as": "pptx", "plan": plan}}


def book(values: Mapping[str, str]) -> dict[str, object]:
    return {"kind": "book", "values": dict(values), "options": {"scope": "520600", "as": "pdf"}}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An open atlas with two added layers; its jobs are done at once."""
    home = tmp_path_factory.mktemp("rights")
    build_figure_store(home)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("atlas.stores.job_queue.FileQueue", lambda _folder, run: NoQueue(run))
        patch.setattr(
            "atlas.services.figure_downloads.read_web_map_parts", lambda _static, language: parts(language)
        )
        app = create_app(load_settings({}, {"home": home}))
        services = app.extensions["atlas"]
        for role in (Role.EDITOR, Role.REVIEWER):
            _, first = services.accounts.add_account(HOST, role.value, role)
            actor = services.accounts.sign_in(role.value, first).actor
            services.accounts.change_password(actor, first, PASSWORD)
        for layer, (rights, _) in LAYERS.items():
            add_layer(app, layer, rights)
        yield app


def add_layer(app: Flask, layer: str, rights: Mapping[str, object]) -> None:
    frame = geopandas.GeoDataFrame({"名称": [MINE]}, geometry=[shapely.Point(109.5, 26.5)], crs="EPSG:4326")
    workspace = app.extensions["atlas"].workspace
    draft = LayerDraft(Text(TITLE, "Inner"), rights=dict(rights))
    with workspace.begin_version(layer) as builder:
        features = prepare_features(frame)
        builder.write_features(features, title=draft.title)
        builder.write_tiles(features)
        workspace.add_version(builder, ImportFacts(), actor="editor", draft=draft)
    workspace.publish(layer, 1, expected=None, actor="reviewer")


def values_of(layer: str) -> dict[str, str]:
    return {"region": "520000", "indicator": "none", "layers": layer}


@pytest.mark.parametrize("door", QUESTIONS)
@pytest.mark.parametrize("layer", LAYERS)
def test_a_question_about_a_hidden_layer_finds_no_layer(app: Flask, layer: str, door: str) -> None:
    path, more = QUESTIONS[door]
    query = {**values_of(layer), **more}
    tags: dict[str, str] = {}
    for role in PEOPLE:
        client, _ = enter(app, role)
        if role in LAYERS[layer][1]:
            answer = client.get(path, query_string=query)
            assert answer.status_code == 200, answer.text
            tags = {"If-None-Match": answer.headers["ETag"]} if "ETag" in answer.headers else {}
            continue
        answer = client.get(path, query_string=query, headers=tags)
        assert (answer.status_code, answer.get_json()["error"]["code"]) == (404, "layer_unknown"), role
        assert TITLE not in answer.text
        assert MINE not in answer.text


@pytest.mark.parametrize("layer", LAYERS)
def test_what_is_told_of_a_hidden_layer_is_what_is_told_of_none(app: Flask, layer: str) -> None:
    client, _ = enter(app, Role.NOBODY)
    hidden, unknown = (
        client.get("/exports/check", query_string=values_of(one)).get_json() for one in (layer, "none-such")
    )
    assert str(hidden).replace(layer, "none-such") == str(unknown)


@pytest.mark.parametrize("job", [report, report_of_one, report_of_plan, book])
@pytest.mark.parametrize("layer", LAYERS)
def test_a_job_on_a_hidden_layer_makes_no_file(
    app: Flask, layer: str, job: Callable[[Mapping[str, str]], Mapping[str, object]]
) -> None:
    for role in (Role.EDITOR, Role.NOBODY, Role.REVIEWER):
        client, token = enter(app, role)
        told = client.post("/exports/jobs", json=job(values_of(layer)), headers={"X-Atlas-Csrf": token})
        assert told.status_code == 202, told.text
        made = outcome(client, told.get_json()["id"])
        assert made == ("done" if role in LAYERS[layer][1] else "layer_unknown"), role


def outcome(client: FlaskClient, job_id: str) -> str:
    """The state of a job that was done, else the code of its error; only what is done has a file."""
    job = client.get(f"/exports/jobs/{job_id}").get_json()
    with client.get(f"/exports/jobs/{job_id}/file") as answer:
        assert answer.status_code == (200 if job["state"] == "done" else 404)
    return str(job["error"]["code"] if job["error"] else job["state"])
