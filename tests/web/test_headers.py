"""Every answer keeps the page inside its own host."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from atlas.settings import load_settings
from atlas.web.app import create_app
from atlas.web.openapi import ADDRESSES

BASEMAP = """
- id: office
  title_zh: 办公底图
  title_en: Office map
  url: "https://t{s}.tiles.example.cn/{z}/{x}/{y}.png"
  attribution: 办公室
  subdomains: "01"
"""


def test_the_content_policy_allows_only_our_own_host(client: FlaskClient) -> None:
    policy = client.get("/healthz").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy
    assert "unsafe" not in policy


def test_a_configured_base_map_opens_just_its_hosts(tmp_path: Path) -> None:
    path = tmp_path / "basemaps.yaml"
    path.write_text(BASEMAP, encoding="utf-8")
    app = create_app(load_settings({}, {"home": tmp_path, "basemaps": path}))
    policy = app.test_client().get("/healthz").headers["Content-Security-Policy"]
    assert "img-src 'self' data: blob: https://t0.tiles.example.cn https://t1.tiles.example.cn;" in policy
    assert "connect-src 'self';" in policy


def test_types_are_not_guessed_by_browsers(client: FlaskClient) -> None:
    assert client.get("/api/layers").headers["X-Content-Type-Options"] == "nosniff"


def test_every_address_of_the_interface_is_described(small_app: Flask) -> None:
    described = {address.path for address in ADDRESSES}
    served = {
        rule.rule.replace("<int:", "<").replace("<", "{").replace(">", "}")
        for rule in small_app.url_map.iter_rules()
        if rule.rule.startswith("/api")
    }
    assert served == described


def test_the_description_is_openapi(client: FlaskClient) -> None:
    answer = client.get("/api/openapi.json").get_json()
    assert answer["openapi"].startswith("3.1")
    assert len(answer["paths"]) == len(ADDRESSES)


def test_the_page_names_its_language(client: FlaskClient) -> None:
    assert '<html lang="zh-CN"' in client.get("/").text
    assert '<html lang="en"' in client.get("/?lang=en").text
