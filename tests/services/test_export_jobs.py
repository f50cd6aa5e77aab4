"""Long exports: who may ask, how many wait, how long they take, and what they leave behind."""

import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from atlas.bootstrap import Services, open_services, open_visible_store
from atlas.core.access import Actor, Role
from atlas.core.errors import (
    AccessDenied,
    AtlasError,
    LimitExceeded,
    MapRuleError,
    NotFoundError,
    ParameterError,
    ServiceBusy,
)
from atlas.services.book_jobs import BookJob
from atlas.services.book_plan import BookLimits
from atlas.services.export_jobs import MOST_OF_ONE, describe_export, limit_time
from atlas.services.report_jobs import ExportTools
from atlas.settings import load_settings
from atlas.stores.export_files import ExportFiles
from tests.small_store import build_small_store

WANG = Actor("王芳", Role.VIEWER)
LI = Actor("李明", Role.EDITOR)
CHEN = Actor("陈静", Role.REVIEWER)
HEAD = Actor("主任", Role.ADMINISTRATOR)
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


def test_an_export_is_no_job_of_others_in_the_list_of_all(services: Services) -> None:
    job = services.export_jobs.submit(WANG, "report", REPORT)
    seen = {actor.name: services.export_jobs.is_seen(actor, job) for actor in (WANG, LI, HEAD)}
    assert seen == {"王芳": True, "李明": False, "主任": True}


def book(**values: str) -> dict[str, Any]:
    return {"values": {"mark": "0", **values}, "options": {"scope": "520600", "as": "pdf"}}


TAKEN = {"override": "review_number_missing", "override_reason": "内部会议用"}


@pytest.mark.parametrize(
    ("actor", "values", "refusal"),
    [
        (LI, TAKEN, AccessDenied),
        (CHEN, {**TAKEN, "override_reason": ""}, ParameterError),
        (CHEN, {**TAKEN, "override_reason": "好"}, ParameterError),
    ],
    ids=["editor", "no reason", "no real reason"],
)
def test_a_book_is_taken_upon_oneself_as_a_figure_is(
    services: Services, actor: Actor, values: dict[str, str], refusal: type[AtlasError]
) -> None:
    with pytest.raises(refusal):
        services.export_jobs.submit(actor, "book", book(**values))
    assert services.jobs.list_jobs() == []


def book_job(services: Services) -> BookJob:
    folder = services.settings.workspace / "exports"
    tools = ExportTools(
        services.reader,
        lambda _: services.store,
        services.exports.office,
        services.templates,
        ExportFiles(folder),
    )
    elsewhere = functools.partial(open_visible_store, services.settings)
    return BookJob(tools, elsewhere, services.exports.rules, folder / "books", limits=BookLimits())


def test_what_is_overridden_in_a_book_is_noted_once(services: Services) -> None:
    run = book_job(services)
    with pytest.raises(MapRuleError):
        run({**book(), "role": "reviewer", "job": "0" * 16}, CHEN.name, lambda *_: None)
    assert services.audit.list_changes() == []
    run({**book(**TAKEN), "role": "reviewer", "job": "1" * 16}, CHEN.name, lambda *_: None)
    (change,) = services.audit.list_changes()
    assert (change.actor, change.action, change.target) == ("陈静", "figure.override", "figure:县册 铜仁市")
    assert change.new is not None
    assert change.new["findings"] == ["review_number_missing"]
    assert change.new["reason"] == "内部会议用"


def test_pictures_of_a_book_have_the_limit_of_figures(services: Services) -> None:
    asked = {
        "values": {"paper": "A0", "dpi": "600"},
        "options": {"scope": "520600", "as": "zip", "each": "png"},
    }
    with pytest.raises(LimitExceeded) as refused:
        services.export_jobs.submit(WANG, "book", asked)
    assert refused.value.code == "too_many_pixels"


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
