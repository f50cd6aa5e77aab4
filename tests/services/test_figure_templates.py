"""A request takes what its template says where it says nothing itself; editors keep templates, and it is noted."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from atlas.core.access import AccessPolicy, Actor, Role
from atlas.core.errors import AccessDenied, ParameterError, Text
from atlas.services.figure_templates import TemplateShelf
from atlas.stores.audit import AuditTrail
from atlas.stores.figure_templates import FigureTemplates
from atlas.stores.workspace_database import WorkspaceDatabase

EDITOR, VIEWER = Actor("李明", Role.EDITOR), Actor("访客", Role.VIEWER)
TITLE = Text("周报", "Weekly")
NOW = "2026-12-31T23:30:00Z"


@pytest.fixture
def audit(tmp_path: Path) -> AuditTrail:
    return AuditTrail(WorkspaceDatabase(tmp_path / "workspace").connect)


@pytest.fixture
def shelf(tmp_path: Path, audit: AuditTrail) -> TemplateShelf:
    return TemplateShelf(
        FigureTemplates(tmp_path / "templates"),
        AccessPolicy(),
        audit,
        lambda: NOW,
        # Shortly before midnight in UTC it is the next year in Guiyang.
        today=lambda: datetime.date(2027, 1, 1),
    )


def test_a_request_without_a_template_is_itself(shelf: TemplateShelf) -> None:
    assert shelf.read({"paper": "A3"}).page.paper == "A3"
    assert shelf.read({"paper": "A3", "template": ""}).page.paper == "A3"


def test_what_a_request_says_goes_before_its_template(shelf: TemplateShelf) -> None:
    shelf.save_template(EDITOR, "周报", TITLE, {"paper": "A3", "colour": "grey"})
    read = shelf.read({"template": "周报", "paper": "A5"})
    assert (read.page.paper, read.page.colour) == ("A5", "grey")


def test_an_empty_value_takes_back_what_the_template_says(shelf: TemplateShelf) -> None:
    shelf.save_template(EDITOR, "周报", TITLE, {"title": "白酒", "paper": "A3"})
    assert shelf.read({"template": "周报", "title": ""}).words.title == ""


def test_today_is_the_day_where_the_office_is(shelf: TemplateShelf) -> None:
    shelf.save_template(EDITOR, "周报", TITLE, {"date": "today"})
    assert shelf.read({"template": "周报"}).words.date == "2027-01-01"
    assert shelf.read({"template": "周报", "date": "2026-01-05"}).words.date == "2026-01-05"


def test_an_editor_keeps_and_removes_a_template_and_both_are_noted(
    shelf: TemplateShelf, audit: AuditTrail
) -> None:
    shelf.save_template(EDITOR, "周报", TITLE, {"paper": "A3"})
    shelf.remove_template(EDITOR, "周报")
    noted = [(one.action, one.target, one.actor) for one in audit.list_changes()]
    assert noted == [("template.remove", "template:周报", "李明"), ("template.save", "template:周报", "李明")]


def test_a_viewer_does_neither(shelf: TemplateShelf, audit: AuditTrail) -> None:
    with pytest.raises(AccessDenied):
        shelf.save_template(VIEWER, "周报", TITLE, {"paper": "A3"})
    with pytest.raises(AccessDenied):
        shelf.remove_template(VIEWER, "report-a4")
    assert audit.list_changes() == []


@pytest.mark.parametrize(
    ("name", "title", "values"),
    [
        ("周报", TITLE, {"paper": "A7"}),
        ("周报", TITLE, {"nonsense": "1"}),
        ("周报", TITLE, {"template": "report-a4"}),
        ("周报", TITLE, {"paper": "A3", "override": "inset_missing"}),
        ("周报", TITLE, {"paper": "A3", "override_reason": "已口头送审"}),
        ("周报", TITLE, {}),
        ("../周报", TITLE, {"paper": "A3"}),
        ("周报", Text("周\x1b报", "Weekly"), {"paper": "A3"}),
        ("周报", Text("周报", "W" * 200), {"paper": "A3"}),
    ],
    ids=[
        "value",
        "name of a value",
        "nested",
        "override",
        "reason",
        "nothing",
        "name",
        "title",
        "long title",
    ],
)
def test_what_could_not_be_used_is_not_kept(
    shelf: TemplateShelf, audit: AuditTrail, name: str, title: Text, values: dict[str, str]
) -> None:
    with pytest.raises(ParameterError):
        shelf.save_template(EDITOR, name, title, values)
    assert all(one["built_in"] for one in shelf.list_templates())
    assert audit.list_changes() == []
