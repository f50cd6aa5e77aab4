"""Long exports: who may ask, how many wait, how long they take, and what they leave behind."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from atlas.bootstrap import Services, open_services
from atlas.core.access import Actor, Role
from atlas.core.errors import LimitExceeded, NotFoundError, ParameterError, ServiceBusy
from atlas.services.export_jobs import MOST_OF_ONE, describe_export, limit_time
from atlas.settings import load_settings
from tests.small_store import build_small_store

WANG = Actor("王芳", Role.VIEWER)
LI = Actor("李明", Role.EDITOR)
REPORT = {"values": {"topic": "phosphorus", "region": "520000"}, "options": {"as": "xlsx"}}


@pytest.fixture
def services(tmp_path: Path) -> Services:
    build_small_store(tmp_path)
    return open_services(load_settings({}, {"home": tmp_path}))


def test_a_report_waits_under_its_title(services: Services) -> None:
    job = services.export_jobs.submit(WANG, "report", REPORT)
    told = describe_export(services.export_jobs.get(WANG, job.id))
    assert told["state"] == "waiting"
    assert told["kind"] == "report"
    assert "arguments" not in told


@pytest.mark.parametrize(
    ("kind", "arguments"),
    [
        ("poster", REPORT),
        ("report", {"values": {}, "options": {"as": "odt"}}),
        ("report", {"values": {"paper": "B5"}, "options": {"as": "docx"}}),
        ("book", {"values": {}, "options": {"as": "epub"}}),
        ("book", {"values": {}, "options": {"as": "zip", "pattern": "../{adcode}"}}),
    ],
    ids=["kind", "form", "parameter", "way", "pattern"],
)
def test_what_cannot_be_made_is_refused_before_it_waits(
    services: Services, kind: str, arguments: Mapping[str, Any]
) -> None:
    with pytest.raises(ParameterError):
        services.export_jobs.submit(WANG, kind, arguments)
    assert services.jobs.list_jobs() == []


def test_nobody_fills_the_line_alone(services: Services) -> None:
    for _ in range(MOST_OF_ONE):
        services.export_jobs.submit(WANG, "report", REPORT)
    with pytest.raises(ServiceBusy) as refused:
        services.export_jobs.submit(WANG, "report", REPORT)
    assert refused.value.code == "exports_waiting"
    services.export_jobs.submit(LI, "report", REPORT)


def test_an_export_is_seen_by_who_asked_for_it(services: Services) -> None:
    job = services.export_jobs.submit(WANG, "report", REPORT)
    with pytest.raises(NotFoundError):
        services.export_jobs.get(LI, job.id)
    assert services.export_jobs.get(Actor("主任", Role.ADMINISTRATOR), job.id).id == job.id


def test_a_file_is_there_only_when_the_job_is_done(services: Services) -> None:
    job = services.export_jobs.submit(WANG, "report", REPORT)
    with pytest.raises(NotFoundError) as missing:
        services.export_jobs.find_file(WANG, job.id)
    assert missing.value.code == "export_not_ready"


def test_an_export_that_takes_too_long_is_stopped() -> None:
    def handler(
        _arguments: Mapping[str, Any], _actor: str, progress: Callable[[int, str], None]
    ) -> Mapping[str, Any]:
        progress(50, "pages")
        return {}

    with pytest.raises(LimitExceeded) as stopped:
        limit_time(handler, most_s=-1.0)({}, "王芳", lambda *_: None)
    assert stopped.value.code == "export_too_long"
    assert limit_time(handler, most_s=60.0)({}, "王芳", lambda *_: None) == {}
