"""The three ways in which people come to an answer."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenAtlas

pytestmark = [pytest.mark.browser, pytest.mark.store]

BAIJIU = {"仁怀市": "520382", "习水县": "520330", "金沙县": "520523", "赤水市": "520381", "桐梓县": "520322"}


def test_from_a_theme_to_a_county_to_the_clause(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas()

    atlas.panel.get_by_role("button", name="磷及磷化工").click()
    expect(atlas.legend.get_by_role("button", name=re.compile(r"^点名\s*5 县$"))).to_be_visible()
    atlas.says(re.compile("磷及磷化工：点名 5 县"))

    atlas.page.get_by_role("button", name="放大").click()
    atlas.page.wait_for_url(re.compile("at="))
    atlas.wait().click_on("520121")
    expect(atlas.detail.get_by_role("heading", name="开阳县", level=2)).to_be_visible()
    goal = atlas.detail.get_by_role("listitem").filter(has_text="磷矿与磷化工供应基地").first
    expect(goal).to_be_visible()

    goal.get_by_role("link", name="二/(一)/1").click()
    expect(atlas.detail.get_by_role("heading", name="资源精深加工基地")).to_be_visible()
    expect(atlas.tab("文件")).to_have_attribute("aria-selected", "true")


def test_from_a_document_to_a_clause_to_its_places(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("at=106.4,27.6,7.5")
    unpainted = {adcode: atlas.colour_of(adcode) for adcode in BAIJIU.values()}

    atlas.tab("文件").click()
    atlas.panel.get_by_role("link", name="贵州省推动县域工业经济高质量发展实施方案").click()
    atlas.panel.get_by_role("treeitem", name="白酒生产基地").click()
    expect(atlas.detail.get_by_role("heading", name="白酒生产基地")).to_be_visible()
    for name in BAIJIU:
        expect(atlas.detail.get_by_role("link", name=name).first).to_be_visible()
    expect(atlas.legend.get_by_role("button", name=re.compile(r"^点名\s*5 县$"))).to_be_visible()

    painted = {atlas.colour_of(adcode) for adcode in BAIJIU.values()}
    assert len(painted) == 1
    assert painted.isdisjoint({*unpainted.values(), atlas.colour_of("520304")})

    atlas.detail.get_by_role("link", name="仁怀市").first.click()
    expect(atlas.detail.get_by_role("heading", name="仁怀市", level=2)).to_be_visible()
    expect(atlas.panel.get_by_text("涉及仁怀市的条款：")).to_be_visible()


@pytest.mark.parametrize("words", ["kaiyang", "开阳", "520121"])
def test_pinyin_name_and_code_find_the_county(open_atlas: OpenAtlas, words: str) -> None:
    atlas = open_atlas()
    atlas.search.fill(words)
    expect(atlas.answer("开阳县")).to_be_visible()
    atlas.search.press("Enter")
    expect(atlas.detail.get_by_role("heading", name="开阳县", level=2)).to_be_visible()


def test_from_the_search_to_the_profile_to_the_table_to_the_file(
    open_atlas: OpenAtlas, tmp_path: Path
) -> None:
    atlas = open_atlas("topic=phosphorus&relation=named")
    atlas.page.keyboard.press("/")
    atlas.page.keyboard.type("kaiyang")
    expect(atlas.answer("开阳县")).to_be_visible()
    atlas.page.keyboard.press("Enter")
    expect(atlas.detail.get_by_role("heading", name="开阳县", level=2)).to_be_visible()
    expect(atlas.detail.get_by_text("343,871")).to_be_visible()

    atlas.page.keyboard.press("t")
    expect(atlas.table.get_by_role("status")).to_have_text("5 行，条件与地图相同")
    shown = {
        (row.get_by_role("rowheader").inner_text(), row.get_by_role("link").last.inner_text())
        for row in atlas.grid.get_by_role("row").filter(has=atlas.page.get_by_role("rowheader")).all()
    }
    assert {name for name, _ in shown} == {"开阳县", "息烽县", "织金县", "福泉市", "瓮安县"}

    for words in ("CSV，代码", "XLSX，代码"):
        rows = read_rows(atlas.download(atlas.table, "下载本表", words, tmp_path))
        assert {(row["county"], row["clause"]) for row in rows} == shown
        assert len(rows) == 5


def test_what_is_asked_of_one_county_is_taken_along_from_its_profile(
    open_atlas: OpenAtlas, tmp_path: Path
) -> None:
    atlas = open_atlas("unit=520121")
    rows = read_rows(atlas.download(atlas.detail, "下载对开阳县的全部要求", "CSV，代码", tmp_path))
    assert {row["county"] for row in rows} == {"开阳县"}
    assert {row["clause"] for row in rows if row["relation"] == "named"} >= {"二/(一)/1", "二/(五)/16"}


def test_a_file_speaks_in_words_or_in_codes(open_atlas: OpenAtlas, tmp_path: Path) -> None:
    atlas = open_atlas("topic=phosphorus&relation=named&table=1")
    expect(atlas.table.get_by_role("status")).to_have_text("5 行，条件与地图相同")
    words = read_rows(atlas.download(atlas.table, "下载本表", "XLSX，中文表头", tmp_path))
    assert {(row["关系"], row["专题"], row["类型"]) for row in words} == {("点名", "磷及磷化工", "任务布局")}
    codes = read_rows(atlas.download(atlas.table, "下载本表", "XLSX，代码", tmp_path))
    assert {(row["relation"], row["topic"], row["kind"]) for row in codes} == {
        ("named", "phosphorus", "designation")
    }
    assert [row["代码"] for row in words] == [row["adcode"] for row in codes]

    english = open_atlas("topic=phosphorus&relation=named&table=1&lang=en")
    rows = read_rows(
        english.download(english.table, "Download this table", "CSV, English headings", tmp_path)
    )
    assert {row["Relation"] for row in rows} == {"Named"}


@pytest.mark.parametrize("words", ["CSV，中文表头", "XLSX，中文表头"])
def test_the_values_of_the_map_are_taken_along_as_the_table_shows_them(
    open_atlas: OpenAtlas, tmp_path: Path, words: str
) -> None:
    atlas = open_atlas("indicator=population-2020&k=4&scheme=natural_breaks&table=1")
    expect(atlas.table.get_by_role("status")).to_have_text("88 行，条件与地图相同")
    rows = {row["代码"]: row for row in read_rows(atlas.download(atlas.table, "下载本表", words, tmp_path))}
    assert len(rows) == 88
    for line in atlas.grid.get_by_role("row").filter(has=atlas.page.get_by_role("rowheader")).all()[:5]:
        county, code, value, place = (cell.strip() for cell in line.locator("td").all_inner_texts())
        row = rows[code]
        assert (row["县"], row["常住人口"]) == (county, value.replace(",", ""))
        assert row["分级"].replace("–", " ") == place.replace(",", "").replace("–", " ")


def read_rows(path: Path) -> list[dict[str, str]]:
    """A downloaded table, every cell as text."""
    if path.suffix == ".csv":
        text = path.read_text(encoding="utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    head, *rows = ([str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True))
    return [dict(zip(head, row, strict=True)) for row in rows]
