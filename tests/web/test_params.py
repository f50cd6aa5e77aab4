"""A body is one JSON object or a mistake that is told in words, however it is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

import atlas.web
from atlas.core.errors import ParameterError
from atlas.web.params import read_json_body

DEEP = "[" * 100_000
JSON = "application/json"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (DEEP, JSON),
        ('{"a":' * 100_000, JSON),
        ("{", JSON),
        ("[]", JSON),
        ('"a"', JSON),
        ("null", JSON),
        ("", JSON),
        ("\xff", JSON),
        (f'{{"a": 1{"0" * 10_000}}}', JSON),
        ("{}", "text/plain"),
    ],
    ids=[
        "deep list",
        "deep object",
        "cut",
        "list",
        "text",
        "null",
        "none",
        "bytes",
        "long number",
        "no JSON",
    ],
)
def test_a_body_that_is_no_object_is_refused_with_what_to_send(body: str, kind: str) -> None:
    with Flask(__name__).test_request_context(method="POST", data=body.encode("latin-1"), content_type=kind):
        with pytest.raises(ParameterError) as refused:
            read_json_body()
        assert refused.value.hint.zh
        assert refused.value.hint.en


def test_an_object_comes_as_it_was_sent() -> None:
    with Flask(__name__).test_request_context(method="POST", json={"甲": [1, {"b": None}]}):
        assert read_json_body() == {"甲": [1, {"b": None}]}


def test_no_address_reads_a_body_in_another_way() -> None:
    folder = Path(atlas.web.__file__).parent
    readers = [path.name for path in folder.glob("*.py") if "get_json(" in path.read_text(encoding="utf-8")]
    assert readers == ["params.py"]
