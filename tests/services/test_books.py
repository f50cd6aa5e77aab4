"""A book from the first page to the last: made by several processes, stopped and gone on with, or as single files."""

from __future__ import annotations

import functools
import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import PIL.Image
import pytest

from atlas.core.errors import ConflictError, LimitExceeded, MapRuleError, ParameterError
from atlas.core.figures.request_reading import read_figure_request
from atlas.render.figures.request_data import read_request
from atlas.services.book_plan import BookLimits, BookOptions, BookPlan, plan_book
from atlas.services.books import BookSource, make_book
from atlas.services.figures import OfficeWords
from atlas.services.jobs import JobCancelled
from atlas.stores.geopackage import GeoPackageStore
from tests.conftest import missing
from tests.small_store import build_small_store

COUNTIES = ("520102", "520121", "520122", "520181", "520622", "520628")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    build_small_store(folder)
    return folder


@pytest.fixture
def source(home: Path, tmp_path: Path) -> BookSource:
    store = GeoPackageStore(home)
    return BookSource(
        store, store.read_catalogue(), functools.partial(GeoPackageStore, home), tmp_path / "runs"
    )


def plan_of(source: BookSource, *, options: BookOptions | None = None, **values: str) -> BookPlan:
    request = read_figure_request({"region": "520000", "orientation": "portrait", **values})
    return plan_book(
        source.catalogue, source.store.revision(), request, OfficeWords("520000"), options=options
    )


def silent(percent: int, step: str, row_count: int | None = None) -> None:
    assert 0 <= percent <= 100


def text_of(path: Path) -> str:
    try:
        done = subprocess.run(
            ["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, text=True
        )
    except FileNotFoundError:
        missing("pdftotext is not installed: apt-get install poppler-utils")
        raise
    return done.stdout


def test_a_book_has_a_page_a_county_contents_index_and_bookmarks(source: BookSource, tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    result = make_book(source, plan_of(source), path, silent, workers=1)
    assert (result.counties, result.path) == (6, path)
    with pikepdf.open(path) as book:
        assert len(book.pages) == result.pages
        with book.open_outline() as outline:
            titles = [item.title for item in outline.root]
            below = {item.title: [child.title for child in item.children] for item in outline.root}
        assert titles[2:4] == ["总图", "各县共同的要求"]
        assert below["贵阳市"] == ["南明区", "开阳县", "息烽县", "清镇市"]
        assert titles[-2:] == ["地名索引", "专题索引"]
        places = pikepdf.NameTree(book.Root.Names.Dests)
        asked = {str(note.Dest) for page in book.pages for note in page.obj.get("/Annots", [])}
        assert asked >= {f"county-{code}" for code in COUNTIES} | {"common"}
        assert asked <= set(places.keys())


def test_text_can_be_found_and_contents_tell_the_page_that_is_printed(
    source: BookSource, tmp_path: Path
) -> None:
    path = tmp_path / "book.pdf"
    make_book(source, plan_of(source), path, silent, workers=1)
    pages = text_of(path).split("\f")
    contents = next(page for page in pages if page.lstrip().startswith("目录"))
    line = next(line for line in contents.splitlines() if "开阳县" in line)
    number = line.split()[line.split().index("开阳县") + 1 :][0].strip(".")
    printed = next(page for page in pages if "行政区划代码 520121" in page)
    assert printed.split()[-1] == number
    assert "建设磷化工基地" in printed
    assert "1,200 户 · 2027" in printed.replace("・", "·")


def test_the_same_plan_gives_the_same_bytes_by_one_process_or_two(source: BookSource, tmp_path: Path) -> None:
    plan = plan_of(source)
    one, two = tmp_path / "one.pdf", tmp_path / "two.pdf"
    make_book(source, plan, one, silent, workers=1)
    make_book(source, plan, two, silent, workers=2)
    assert one.read_bytes() == two.read_bytes()


def test_a_run_that_is_stopped_leaves_no_file_and_goes_on_where_it_was(
    source: BookSource, tmp_path: Path
) -> None:
    plan, path = plan_of(source), tmp_path / "book.pdf"
    whole = tmp_path / "whole.pdf"
    make_book(source, plan, whole, silent, workers=1)

    def stop(percent: int, step: str, row_count: int | None = None) -> None:
        if step == "pages" and row_count == 3:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        make_book(source, plan, path, stop, workers=1)
    assert not path.exists()
    pages = {one: one.stat().st_mtime_ns for one in (source.root / plan.run).glob("*/part-0")}
    assert len(pages) == 3
    begun: list[int] = []

    def watch(percent: int, step: str, row_count: int | None = None) -> None:
        if step == "pages":
            begun.append(row_count or 0)
            assert all(one.stat().st_mtime_ns == time for one, time in pages.items())

    make_book(source, plan, path, watch, workers=1)
    assert begun == [3, 4, 5, 6]
    assert path.read_bytes() == whole.read_bytes()
    assert not (source.root / plan.run).exists()


def test_a_new_run_makes_all_pages_anew_unless_it_is_to_go_on(source: BookSource, tmp_path: Path) -> None:
    plan = plan_of(source)
    seen: list[int] = []

    def stop(percent: int, step: str, row_count: int | None = None) -> None:
        if step == "pages":
            seen.append(row_count or 0)
            if row_count == 2:
                raise JobCancelled

    for _ in range(2):
        with pytest.raises(JobCancelled):
            make_book(source, plan, tmp_path / "book.pdf", stop, is_resumed=False, workers=1)
    assert seen == [0, 1, 2, 0, 1, 2]


def test_a_file_a_county_is_named_by_the_pattern(source: BookSource, tmp_path: Path) -> None:
    path = tmp_path / "files.zip"
    options = BookOptions("pdf", "{number}-{prefecture}-{name}")
    make_book(source, plan_of(source, options=options), path, silent, workers=1)
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist()[1] == "2-贵阳市-开阳县.pdf"
        assert len(archive.namelist()) == 6
        content = archive.read("2-贵阳市-开阳县.pdf")
    assert read_request(content)["figure"]["units"] == "520121"
    with pikepdf.open(BytesIO(content)) as single:
        assert not [page for page in single.pages if "/Annots" in page.obj]


def test_pictures_of_counties_have_the_resolution_asked_for(source: BookSource, tmp_path: Path) -> None:
    path = tmp_path / "files.zip"
    plan = plan_of(source, options=BookOptions("png", "{adcode}"), units="520121", dpi="50")
    make_book(source, plan, path, silent, workers=1)
    with zipfile.ZipFile(path) as archive:
        (name, *_) = archive.namelist()
        assert name.startswith("520121")
        width, height = archive.read(name)[16:20], archive.read(name)[20:24]
    assert (int.from_bytes(width, "big"), int.from_bytes(height, "big")) == (413, 585)


def test_units_choose_counties_of_the_region(source: BookSource) -> None:
    assert plan_of(source, units="520600").counties == ("520622", "520628")
    assert plan_of(source, region="520100").counties == ("520102", "520121", "520122", "520181")


def test_a_list_without_counties_is_refused(source: BookSource) -> None:
    with pytest.raises(ParameterError) as caught:
        plan_of(source, region="520100", units="520628")
    assert caught.value.code == "book_empty"


def test_too_many_pages_are_refused_before_anything_is_made(source: BookSource) -> None:
    request = read_figure_request({"region": "520000"})
    with pytest.raises(LimitExceeded) as caught:
        plan_book(source.catalogue, "1", request, OfficeWords("520000"), limits=BookLimits(pages=5))
    assert caught.value.code == "book_too_long"


def test_data_that_change_during_a_run_stop_it(source: BookSource, tmp_path: Path) -> None:
    plan = plan_book(
        source.catalogue, "another revision", read_figure_request({"region": "520000"}), OfficeWords("520000")
    )
    with pytest.raises(ConflictError) as caught:
        make_book(source, plan, tmp_path / "book.pdf", silent, workers=1)
    assert caught.value.code == "book_data_changed"
    assert not (tmp_path / "book.pdf").exists()


def test_a_book_without_number_and_mark_is_refused_unless_somebody_takes_it_upon_himself(
    source: BookSource, tmp_path: Path
) -> None:
    path = tmp_path / "book.pdf"
    values = {"units": "520121", "mark": "0"}
    with pytest.raises(MapRuleError):
        make_book(source, plan_of(source, **values), path, silent, workers=1)
    assert not path.exists()
    taken = plan_of(source, **values, override="review_number_missing", override_reason="内部会议")
    with pytest.raises(MapRuleError):
        make_book(source, taken, path, silent, workers=1)
    seen: list[str] = []
    accepted = replace(source, accept=lambda findings: seen.extend(one.code for one in findings))
    result = make_book(accepted, taken, path, silent, workers=1)
    assert [one["code"] for one in result.findings] == seen
    assert "review_number_missing" in seen


def test_what_was_overridden_does_not_travel_with_a_book(source: BookSource, tmp_path: Path) -> None:
    values = {
        "units": "520121",
        "mark": "0",
        "override": "review_number_missing",
        "override_reason": "内部会议",
    }
    accepted = replace(source, accept=lambda _: None)
    for options, path in ((BookOptions(), tmp_path / "book.pdf"), (BookOptions("pdf"), tmp_path / "a.zip")):
        make_book(accepted, plan_of(source, options=options, **values), path, silent, workers=1)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        single = archive.read(archive.namelist()[0])
    for content in ((tmp_path / "book.pdf").read_bytes(), single):
        carried = read_request(content)["figure"]
        assert carried["mark"] == "0"
        assert not {"override", "override_reason"} & set(carried)


def test_pictures_that_are_too_large_are_refused_before_anything_is_made(source: BookSource) -> None:
    for form, dpi in (("book", "600"), ("pdf", "600"), ("png", "72")):
        plan_of(source, options=BookOptions(form), paper="A0", dpi=dpi)
    with pytest.raises(LimitExceeded) as caught:
        plan_of(source, options=BookOptions("png"), paper="A0", dpi="600")
    assert caught.value.code == "too_many_pixels"


def test_pictures_of_a_grey_book_are_grey(source: BookSource, tmp_path: Path) -> None:
    path = tmp_path / "files.zip"
    plan = plan_of(source, options=BookOptions("png"), units="520121", dpi="40", colour="grey")
    make_book(source, plan, path, silent, workers=1)
    with zipfile.ZipFile(path) as archive:
        image = PIL.Image.open(BytesIO(archive.read(archive.namelist()[0])))
    assert image.mode == "L"


def test_a_plan_changes_with_data_request_and_form(source: BookSource) -> None:
    plans = [
        plan_of(source),
        plan_of(source, topic="phosphorus"),
        plan_of(source, options=BookOptions("pdf")),
        plan_book(
            source.catalogue,
            "newer",
            read_figure_request({"region": "520000", "orientation": "portrait"}),
            OfficeWords("520000"),
        ),
    ]
    assert len({plan.run for plan in plans}) == len(plans)
    assert plan_of(source).run == plans[0].run


def test_only_known_forms_are_made(source: BookSource) -> None:
    with pytest.raises(ParameterError):
        plan_of(source, options=BookOptions("docx"))
