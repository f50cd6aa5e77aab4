"""Documents are compared over HTTP; drafts only for those who may see them, and kept by no cache."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from atlas.core.access import Actor, Role
from atlas.settings import load_settings
from atlas.web.app import create_app
from tests.document_samples import ITEMS, PLAN_2028, add_plan, confirm
from tests.small_catalogue import PLAN
from tests.small_store import build_small_store

HOST = Actor("cli:root", Role.ADMINISTRATOR, via="cli")
PASSWORD = "梵净山 乌江 赤水河 2027"
DRAFT = "office-plan-2028-draft"
#: Tables of the draft and the plan: how many lines, and what stands in one cell.
TABLES = [
    ("goals", 3, "全省新增规上工业企业1200户"),
    ("unnamed", 4, "清镇市"),
    ("topics", 4, "开阳县、息烽县"),
    ("common", 2, "玉屏侗族自治县、松桃苗族自治县"),
]


def cells_of(content: bytes, ending: str) -> list[list[str]]:
    if ending == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An open atlas with a plan of which one item is confirmed, an earlier version of it, and an editor."""
    home = tmp_path_factory.mktemp("office")
    build_small_store(home)
    app = create_app(load_settings({}, {"home": home}))
    services = app.extensions["atlas"]
    add_plan(services, home, document=DRAFT, items=ITEMS[:2])
    add_plan(services, home)
    confirm(services, "i1")
    _, first = services.accounts.add_account(HOST, "李明", Role.EDITOR)
    services.accounts.change_password(services.accounts.sign_in("李明", first).actor, first, PASSWORD)
    return app


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def editor(app: Flask) -> FlaskClient:
    client = app.test_client()
    token = client.get("/api/session").get_json()["csrf"]
    client.post("/sign-in", data={"csrf": token, "name": "李明", "password": PASSWORD})
    return client


def test_a_visitor_compares_what_is_public_and_may_keep_the_answer(visitor: FlaskClient) -> None:
    path = f"/api/documents/compare?a={PLAN}&b={PLAN_2028}"
    answer = visitor.get(path)
    assert answer.status_code == 200
    assert answer.get_json()["b"]["goals"] == 1
    assert visitor.get(path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_an_editor_compares_drafts_that_no_cache_keeps(editor: FlaskClient, visitor: FlaskClient) -> None:
    path = f"/api/documents/compare?a={DRAFT}&b={PLAN_2028}"
    answer = editor.get(path)
    assert answer.get_json()["counts"] == {"same": 2, "added": 1}
    assert answer.headers["Cache-Control"] == "no-store"
    assert visitor.get(path).status_code == 404


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(("table", "n_lines", "cell"), TABLES)
@pytest.mark.parametrize("heads", ["code", "zh", "en"])
def test_a_comparison_is_taken_along_as_a_file(
    editor: FlaskClient, ending: str, table: str, n_lines: int, cell: str, heads: str
) -> None:
    path = f"/api/documents/compare?a={DRAFT}&b={PLAN_2028}&table={table}&format={ending}&heads={heads}"
    answer = editor.get(path)
    assert answer.status_code == 200
    assert f"compare-{DRAFT}-{PLAN_2028}-{table}.{ending}" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    head, *lines = cells_of(answer.data, ending)
    assert len(lines) == n_lines
    assert all(len(line) == len(head) for line in lines)
    assert any(cell in line for line in lines)


def test_a_file_in_words_says_what_became_of_each_statement(editor: FlaskClient) -> None:
    path = f"/api/documents/compare?a={DRAFT}&b={PLAN_2028}&format=csv&heads=zh"
    head, *rows = editor.get(path).data.decode("utf-8-sig").splitlines()
    assert head.startswith("结果,差别,甲：条款,甲：要点")
    assert [row.split(",")[0] for row in rows] == ["未变", "未变", "新增目标"]
    assert "新增规上工业企业 1200 户 (2028)" in rows[-1]


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("", 400, "parameter_invalid"),
        (f"?a={PLAN}", 400, "parameter_invalid"),
        (f"?a={PLAN}&b={PLAN}", 400, "documents_equal"),
        (f"?a={PLAN}&b=none", 404, "document_unknown"),
        (f"?a={PLAN}&b=none&c=1", 400, "parameter_unknown"),
        (f"?a={PLAN}&b={PLAN_2028}&format=csv&table=maps", 400, "parameter_invalid"),
        (f"?a={PLAN}&b=none&format=csv&table=maps", 400, "parameter_invalid"),
    ],
)
def test_a_question_that_cannot_be_answered_is_told(
    visitor: FlaskClient, query: str, status: int, code: str
) -> None:
    answer = visitor.get(f"/api/documents/compare{query}")
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (status, code)
