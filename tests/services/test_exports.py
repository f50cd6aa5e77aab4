"""Nobody gets a figure that the rules refuse, unless a reviewer takes it upon himself, which is kept."""

from __future__ import annotations

import datetime
import io
import json
from pathlib import Path
from typing import Any

import PIL.Image
import pytest

from atlas.core.access import AccessPolicy, Actor, Role
from atlas.core.errors import (
    AccessDenied,
    LimitExceeded,
    MapRuleError,
    NotFoundError,
    ParameterError,
    ServiceBusy,
)
from atlas.core.policy.catalogue import Catalogue
from atlas.render.figures.about_text import SVG_NAMESPACE
from atlas.render.figures.request_data import read_request
from atlas.services import figure_desk
from atlas.services.exports import PREVIEW_DPI, ExportedFile, Exports
from atlas.services.figure_desk import FigureDesk
from atlas.services.figure_downloads import NamedFile
from atlas.services.figure_files import read_back
from atlas.services.figure_rules import FigureRules
from atlas.services.figure_templates import TemplateShelf
from atlas.services.figures import Figure, OfficeWords, draw_figure
from atlas.stores.audit import AuditTrail
from atlas.stores.figure_templates import FigureTemplates
from atlas.stores.geopackage import GeoPackageStore
from atlas.stores.protocol import ReadableStore
from atlas.stores.workspace_database import WorkspaceDatabase
from tests.figure_samples import build_figure_store, texts_of

VIEWER, EDITOR, REVIEWER = (
    Actor(name, role)
    for name, role in (("访客", Role.VIEWER), ("李明", Role.EDITOR), ("王芳", Role.REVIEWER))
)
UNMARKED = {"topic": "phosphorus", "mark": "0"}
TAKEN = {**UNMARKED, "override": "review_number_missing", "override_reason": "已口头送审"}
MARK = "内部草稿 不得公开"
NOW, TODAY = "2026-11-23T02:00:00Z", datetime.date(2026, 11, 23)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ReadableStore:
    home = tmp_path_factory.mktemp("figures")
    build_figure_store(home)
    return GeoPackageStore(home)


@pytest.fixture(scope="module")
def catalogue(store: ReadableStore) -> Catalogue:
    return store.read_catalogue()


@pytest.fixture
def audit(tmp_path: Path) -> AuditTrail:
    return AuditTrail(WorkspaceDatabase(tmp_path / "workspace").connect)


@pytest.fixture
def exports(tmp_path: Path, audit: AuditTrail) -> Exports:
    return make(tmp_path, audit)


def make(
    home: Path,
    audit: AuditTrail,
    *,
    office: str = "",
    number: str = "",
    megapixels: int = 40,
    longest_wait_s: float = 30.0,
) -> Exports:
    policy = AccessPolicy()
    shelf = TemplateShelf(
        FigureTemplates(home / "templates"), policy, audit, lambda: NOW, today=lambda: TODAY
    )
    desk = FigureDesk(OfficeWords("520000", office, number), longest_wait_s=longest_wait_s)
    rules = FigureRules(policy, audit, lambda: NOW)
    return Exports(desk, shelf, policy, rules, max_megapixels=megapixels)


def export(exports: Exports, store: ReadableStore, actor: Actor = VIEWER, **values: str) -> ExportedFile:
    return exports.export(actor, store, store.read_catalogue(), values)


def preview(exports: Exports, store: ReadableStore, **values: str) -> ExportedFile:
    return exports.preview(store, store.read_catalogue(), values)


@pytest.mark.parametrize(
    ("form", "content_type", "begin"),
    [
        ("pdf", "application/pdf", b"%PDF-"),
        ("png", "image/png", b"\x89PNG"),
        ("svg", "image/svg+xml", b"<?xml"),
    ],
)
def test_a_figure_is_a_file_with_a_name_that_says_what_it_is(
    exports: Exports, store: ReadableStore, form: str, content_type: str, begin: bytes
) -> None:
    made = export(exports, store, topic="phosphorus", format=form, dpi="60")
    assert made.content.startswith(begin)
    assert made.content_type == content_type
    assert made.name.name.endswith(f".{form}")
    assert "贵州省" in made.name.name
    assert "磷及磷化工" in made.name.name
    assert made.name.plain.isascii()


def test_the_page_of_a_county_is_named_after_it(exports: Exports, store: ReadableStore) -> None:
    assert "开阳县" in export(exports, store, units="520121", topic="phosphorus").name.name


def test_no_word_of_a_caller_gets_into_the_name(exports: Exports, store: ReadableStore) -> None:
    made = export(exports, store, topic="phosphorus", title="../../etc/passwd\u3000<b>")
    assert "passwd" not in made.name.name + made.name.plain


def test_what_the_office_says_of_itself_stands_on_its_figures(
    tmp_path: Path, audit: AuditTrail, store: ReadableStore
) -> None:
    exports = make(tmp_path, audit, office="贵州省工业和信息化厅", number="黔S(2026)001号")
    said = texts_of(export(exports, store, topic="phosphorus").figure.scene)
    assert {"制图单位：贵州省工业和信息化厅", "审图号：黔S(2026)001号"} <= set(said)
    assert MARK not in said


def numbers(exports: Exports, store: ReadableStore, **values: str) -> NamedFile:
    return exports.numbers(store, store.read_catalogue(), values, "csv")


# --- limits -----------------------------------------------------------------------------------------


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_drawn(
    exports: Exports, store: ReadableStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figure_desk, "draw_figure", None)
    with pytest.raises(LimitExceeded) as caught:
        export(exports, store, format="png", paper="A0", dpi="600")
    assert caught.value.code == "too_many_pixels"
    assert caught.value.detail["limit"] == 40_000_000
    assert "PDF" in caught.value.hint.zh


def test_a_page_without_pixels_has_no_such_limit(
    tmp_path: Path, audit: AuditTrail, store: ReadableStore
) -> None:
    exports = make(tmp_path, audit, megapixels=1)
    assert export(exports, store, format="pdf", paper="A0", dpi="600").content


def test_too_many_figures_at_once_are_told_to_wait(
    tmp_path: Path, audit: AuditTrail, store: ReadableStore
) -> None:
    exports = make(tmp_path, audit, longest_wait_s=0.0)
    with exports.desk.turn(), exports.desk.turn():
        for act in (export, preview, numbers):
            with pytest.raises(ServiceBusy) as caught:
                act(exports, store, topic="phosphorus")
            assert caught.value.hint.zh
            assert caught.value.hint.en
    assert export(exports, store, topic="phosphorus").content


def test_one_drawing_serves_every_format(
    exports: Exports, store: ReadableStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []

    def draw(*given: Any) -> Figure:
        drawn.append(given)
        return draw_figure(*given)

    monkeypatch.setattr(figure_desk, "draw_figure", draw)
    forms = ["pdf", "png", "svg"]
    made = [export(exports, store, topic="phosphorus", format=form) for form in forms]
    assert len(drawn) == 1
    carried = [read_request(one.content)["figure"].get("format", "pdf") for one in made]
    assert carried == forms


def test_a_failure_gives_its_turn_back(exports: Exports, store: ReadableStore) -> None:
    for _ in range(3):
        with pytest.raises(MapRuleError):
            export(exports, store, **UNMARKED)
    assert export(exports, store, topic="phosphorus").content


# --- the rules of maps --------------------------------------------------------------------------------


def test_neither_number_nor_mark_gives_no_file(exports: Exports, store: ReadableStore) -> None:
    with pytest.raises(MapRuleError) as caught:
        export(exports, store, REVIEWER, **UNMARKED)
    assert caught.value.detail["findings"] == ["review_number_missing"]
    assert "审图号" in caught.value.message.zh
    assert "number" in caught.value.message.en


def test_the_island_without_the_sea_gives_no_file(exports: Exports, store: ReadableStore) -> None:
    values = {"bbox": "108,17.5,112,20.5", "inset": "off", "layers": "county", "indicator": "none"}
    with pytest.raises(MapRuleError) as caught:
        export(exports, store, **values)
    assert caught.value.detail["findings"] == ["inset_missing"]


def test_a_reviewer_may_take_it_upon_himself_and_it_is_kept(
    exports: Exports, store: ReadableStore, audit: AuditTrail
) -> None:
    made = export(exports, store, REVIEWER, **TAKEN)
    assert MARK not in texts_of(made.figure.scene)
    (change,) = audit.list_changes()
    assert (change.actor, change.action, change.at) == ("王芳", "figure.override", NOW)
    assert change.new is not None
    assert change.new["findings"] == ["review_number_missing"]
    assert change.new["reason"] == "已口头送审"
    assert change.new["request"]["topic"] == "phosphorus"


@pytest.mark.parametrize("form", ["pdf", "png", "svg"])
def test_what_was_overridden_does_not_travel_with_the_file(
    exports: Exports, store: ReadableStore, catalogue: Catalogue, form: str
) -> None:
    made = export(exports, store, REVIEWER, **TAKEN, format=form, dpi="50")
    carried = read_request(made.content)["figure"]
    assert carried["mark"] == "0"
    assert not {"override", "override_reason"} & set(carried)
    assert "已口头送审".encode() not in made.content


def test_an_override_that_a_file_carries_is_not_taken_over(catalogue: Catalogue) -> None:
    figure = json.dumps({"figure": TAKEN}, ensure_ascii=False)
    request = f'<request xmlns="{SVG_NAMESPACE}">{figure}</request>'
    body = f'<svg xmlns="http://www.w3.org/2000/svg"><metadata>{request}</metadata></svg>'
    assert read_back(catalogue, body.encode())["values"] == {"topic": "phosphorus", "mark": "0"}


@pytest.mark.parametrize("actor", [VIEWER, EDITOR], ids=["viewer", "editor"])
def test_nobody_else_may(exports: Exports, store: ReadableStore, audit: AuditTrail, actor: Actor) -> None:
    with pytest.raises(AccessDenied):
        export(exports, store, actor, **TAKEN)
    assert audit.list_changes() == []


@pytest.mark.parametrize("reason", ["", "好", "   "])
def test_an_override_needs_a_reason(
    exports: Exports, store: ReadableStore, audit: AuditTrail, reason: str
) -> None:
    with pytest.raises(ParameterError) as caught:
        export(exports, store, REVIEWER, **{**TAKEN, "override_reason": reason})
    assert caught.value.code == "reason_missing"
    assert audit.list_changes() == []


def test_an_override_of_something_else_is_none(exports: Exports, store: ReadableStore) -> None:
    with pytest.raises(MapRuleError):
        export(exports, store, REVIEWER, **{**TAKEN, "override": "inset_missing"})


def test_an_override_that_is_not_needed_is_not_noted(
    exports: Exports, store: ReadableStore, audit: AuditTrail
) -> None:
    export(exports, store, REVIEWER, **{**TAKEN, "mark": "1"})
    assert audit.list_changes() == []


# --- previews and checks --------------------------------------------------------------------------------


def test_a_preview_is_a_small_picture_whatever_the_file_will_be(
    exports: Exports, store: ReadableStore
) -> None:
    made = preview(exports, store, topic="phosphorus", format="pdf", dpi="600", paper="A5")
    assert made.content_type == "image/png"
    image = PIL.Image.open(io.BytesIO(made.content))
    assert image.size == (round(210 / 25.4 * PREVIEW_DPI), round(148 / 25.4 * PREVIEW_DPI))


@pytest.mark.parametrize("values", [UNMARKED, TAKEN], ids=["refused", "overridden"])
def test_the_preview_of_a_refused_figure_bears_the_mark_whatever_is_overridden(
    exports: Exports, store: ReadableStore, audit: AuditTrail, values: dict[str, str]
) -> None:
    made = preview(exports, store, dpi="50", **values)
    assert MARK in texts_of(made.figure.scene)
    assert audit.list_changes() == []


def test_a_number_does_not_take_the_mark_from_a_refused_preview(
    tmp_path: Path, audit: AuditTrail, store: ReadableStore
) -> None:
    exports = make(tmp_path, audit, number="黔S(2026)001号")
    values = {"bbox": "108,17.5,112,20.5", "inset": "off", "review_number": "黔S(2026)002号"}
    said = texts_of(preview(exports, store, dpi="50", **values).figure.scene)
    assert MARK in said
    assert not any("审图号" in line for line in said)


def test_what_a_figure_would_be_is_told_beforehand(
    exports: Exports, store: ReadableStore, catalogue: Catalogue
) -> None:
    told = exports.examine(VIEWER, store, catalogue, {"topic": "phosphorus", "format": "png", "dpi": "100"})
    assert told["title"] == "贵州省磷及磷化工产业布局图"
    assert told["file_name"].endswith(".png")
    assert (told["width_mm"], told["height_mm"], told["pixels"]) == (297, 210, [1169, 827])
    assert [one["code"] for one in told["findings"]] == ["draft"]
    assert told["refused"] is False
    assert "开阳县" in told["alt"]
    assert told["values"]["region"] == "520000"


@pytest.mark.parametrize(("actor", "refused"), [(VIEWER, True), (EDITOR, True), (REVIEWER, False)])
def test_whether_it_is_refused_depends_on_who_asks(
    exports: Exports, store: ReadableStore, catalogue: Catalogue, actor: Actor, *, refused: bool
) -> None:
    assert exports.examine(actor, store, catalogue, TAKEN)["refused"] is refused


def test_a_check_is_not_noted(
    exports: Exports, store: ReadableStore, catalogue: Catalogue, audit: AuditTrail
) -> None:
    exports.examine(REVIEWER, store, catalogue, TAKEN)
    assert audit.list_changes() == []


@pytest.mark.parametrize(
    ("actor", "may"),
    [
        (VIEWER, {"override": False, "save_template": False}),
        (EDITOR, {"override": False, "save_template": True}),
        (REVIEWER, {"override": True, "save_template": True}),
    ],
    ids=["viewer", "editor", "reviewer"],
)
def test_options_say_what_one_may(exports: Exports, actor: Actor, may: dict[str, bool]) -> None:
    options = exports.options(actor)
    assert options["may"] == may
    assert {"topic", "template", "override"} <= set(options["parameters"])
    assert {paper["id"] for paper in options["papers"]} >= {"A5", "A4", "A0", "slide"}
    assert options["limits"]["max_megapixels"] == 40


# --- templates ----------------------------------------------------------------------------------------


def test_a_request_goes_before_its_template(exports: Exports, store: ReadableStore) -> None:
    made = export(exports, store, template="report-a4-portrait", topic="phosphorus", paper="A5")
    page = made.figure.request.page
    assert (page.paper, page.orientation) == ("A5", "portrait")


def test_an_unknown_template_gives_no_file(exports: Exports, store: ReadableStore) -> None:
    with pytest.raises(NotFoundError) as caught:
        export(exports, store, template="none")
    assert caught.value.code == "template_unknown"


def test_what_was_drawn_is_kept_in_full_in_the_file(exports: Exports, store: ReadableStore) -> None:
    made = export(exports, store, template="print-grey", topic="phosphorus", date="today")
    carried = read_request(made.content)["figure"]
    assert carried == {"region": "520000", "topic": "phosphorus", "colour": "grey", "date": "2026-11-23"}
