"""Answers sent again before Flask looks at the request: the same bytes, never to somebody else, never of an old store."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import Client, EnvironBuilder, run_wsgi_app

from atlas.settings import load_settings
from atlas.stores.geopackage_writer import open_builder
from atlas.web.app import create_app
from atlas.web.kept_answers import KeptAnswers, visitors_only
from tests.small_store import build_small_store, write_small_store

ITEM = "/ogc/collections/county/items/2"


class Counted:
    """An application that counts its requests and marks every answer as one to keep."""

    def __init__(self) -> None:
        self.asked = 0
        self.headers = [("Content-Type", "text/plain"), ("ETag", 'W/"abc"')]

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.asked += 1
        environ["atlas.keep"] = True
        start_response("200 OK", self.headers)
        return [str(self.asked).encode()]


class Kept:
    """The counted application behind kept answers, with a state that a test can change."""

    def __init__(self) -> None:
        self.state = "first"
        self.inner = Counted()
        self.counted: list[int] = []
        self.outer = KeptAnswers(
            self.inner, revision=lambda: self.state, count=lambda status, _: self.counted.append(status)
        )

    def ask(self, path: str = "/ogc/x", *, method: str = "GET", **headers: str) -> tuple[str, bytes]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        environ = EnvironBuilder(path, method=method, headers=named).get_environ()
        body, status, _ = run_wsgi_app(self.outer, environ)
        return status[:3], b"".join(body)


@pytest.fixture
def kept() -> Kept:
    return Kept()


def test_a_second_request_does_not_reach_the_application(kept: Kept) -> None:
    assert kept.ask() == kept.ask() == ("200", b"1")
    assert kept.inner.asked == 1
    assert kept.counted == [200]


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/ogc/x?f=html", {}),
        ("/ogc/x/", {}),
        ("/ogc/x", {"Accept": "text/html"}),
        ("/ogc/x", {"Accept_Encoding": "gzip"}),
        ("/ogc/x", {"Host": "other.example.cn"}),
    ],
)
def test_another_address_or_form_is_another_answer(kept: Kept, path: str, headers: dict[str, str]) -> None:
    kept.ask()
    assert kept.ask(path, **headers) == ("200", b"2")


@pytest.mark.parametrize("header", ["Cookie", "Authorization"])
def test_who_says_who_they_are_is_always_asked_about(kept: Kept, header: str) -> None:
    kept.ask()
    assert kept.ask(**{header: "somebody"}) == ("200", b"2")
    assert kept.ask(**{header: "somebody"}) == ("200", b"3")
    assert kept.ask() == ("200", b"1")


def test_answers_are_parted_by_what_the_sender_may_see() -> None:
    inner = Counted()
    outer = KeptAnswers(
        inner,
        revision=lambda: "",
        count=lambda *_: None,
        visibility=lambda environ: environ.get("HTTP_AUTHORIZATION", "visitor"),
    )
    client = Client(outer)
    assert [client.get("/ogc/x", headers={"Authorization": name}).data for name in ("a", "b", "a")] == [
        b"1",
        b"2",
        b"1",
    ]


def test_another_state_of_the_store_is_asked_anew(kept: Kept) -> None:
    kept.ask()
    kept.state = "second"
    assert kept.ask() == ("200", b"2")


def test_other_methods_and_other_addresses_pass(kept: Kept) -> None:
    for _ in range(2):
        kept.ask(method="POST")
        kept.ask("/api/layers")
    assert kept.inner.asked == 4


def test_head_gives_the_head_of_the_kept_answer(kept: Kept) -> None:
    kept.ask()
    assert kept.ask(method="HEAD") == ("200", b"")
    assert kept.inner.asked == 1


def test_a_client_that_has_the_answer_gets_304_without_type(kept: Kept) -> None:
    kept.ask()
    environ = EnvironBuilder("/ogc/x", headers={"If-None-Match": 'W/"abc", "other"'}).get_environ()
    body, status, headers = run_wsgi_app(kept.outer, environ)
    assert (status, b"".join(body)) == ("304 Not Modified", b"")
    assert "Content-Type" not in headers
    assert headers["ETag"] == 'W/"abc"'


def test_an_answer_that_sets_a_cookie_is_not_kept(kept: Kept) -> None:
    kept.inner.headers.append(("Set-Cookie", "atlas_session=1"))
    kept.ask()
    assert kept.ask() == ("200", b"2")


def test_visitors_share_one_key() -> None:
    assert visitors_only({}) == "visitor"
    assert visitors_only({"HTTP_COOKIE": ""}) is None


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    build_small_store(tmp_path)
    return create_app(load_settings({}, {"home": tmp_path}))


def test_the_kept_answer_is_the_answer(app: Flask) -> None:
    client = app.test_client(use_cookies=False)
    first, second = client.get(ITEM), client.get(ITEM)
    assert first.data == second.data
    assert list(first.headers) == list(second.headers)


def test_a_new_store_is_seen_at_once(app: Flask, tmp_path: Path) -> None:
    client = app.test_client(use_cookies=False)
    tag = client.get(ITEM).headers["ETag"]
    with open_builder(tmp_path) as builder:
        write_small_store(builder)
        builder.switch()
    assert client.get(ITEM, headers={"If-None-Match": tag}).status_code == 200


def test_refusals_are_not_kept(app: Flask, tmp_path: Path) -> None:
    client = app.test_client(use_cookies=False)
    assert client.get("/ogc/collections/none").status_code == 404
    assert client.get("/ogc/collections/none").status_code == 404
    (tmp_path / "atlas.gpkg").unlink()
    assert client.get(ITEM).status_code == 503
