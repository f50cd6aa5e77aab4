"""The area of a document is proposed from its title; another one that a person chose is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml

from atlas.core.policy.reading.source import Piece, SourceText
from atlas.services.document_title_area import find_area_notes, propose_area
from atlas.settings import PROJECT, Settings
from atlas.stores.geopackage import GeoPackageStore
from tests.small_catalogue import small_catalogue

GUIZHOU, KAIYANG, XIFENG = "520000", "520121", "520122"


@pytest.mark.parametrize(
    ("title", "region", "named"),
    [
        ("贵州省县域产业实施方案", KAIYANG, "贵州省"),
        ("开阳县磷化工实施方案", GUIZHOU, "开阳县"),
        ("贵州省开阳县磷化工实施方案", GUIZHOU, "开阳县"),
        ("关于印发《开阳县磷化工实施方案》的通知", XIFENG, "开阳县"),
    ],
    ids=["province", "county", "behind the province", "sent on"],
)
def test_another_area_is_told(title: str, region: str, named: str) -> None:
    (note,) = find_area_notes(title, region, small_catalogue().units.values())
    assert note.code == "title_area"
    assert named in note.message.zh


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("贵州省县域产业实施方案", GUIZHOU),
        ("贵州省开阳县磷化工实施方案", KAIYANG),
        ("开阳县、息烽县磷化工协作方案", GUIZHOU),
        ("县域产业实施方案", GUIZHOU),
        ("磷化工产业方案（开阳县）", GUIZHOU),
        ("", GUIZHOU),
    ],
    ids=["the same", "behind the province", "several", "none", "not at the beginning", "no title"],
)
def test_nothing_is_told_where_title_and_area_agree(title: str, region: str) -> None:
    assert find_area_notes(title, region, small_catalogue().units.values()) == []


def source(*lines: str, title: str = "") -> SourceText:
    return SourceText("txt", "utf-8", tuple(Piece(line) for line in lines), title)


def proposed(*lines: str, title: str = "", name: str = "方案.txt") -> tuple[list[str], str, bool]:
    found = propose_area(source(*lines, title=title), name, small_catalogue().units)
    assert found is not None
    return [unit.adcode for unit in found.units], found.told_by, found.is_sure


@pytest.mark.parametrize(
    "title",
    [
        "开阳县磷化工实施方案",
        "贵州省开阳县磷化工实施方案",
        "贵阳市人民政府关于印发《开阳县磷化工实施方案》的通知",
        "关于加快开阳县磷化工发展的实施意见",
        "2027年开阳县磷化工实施方案",
        "开 阳 县 磷 化 工 实 施 方 案",
        "# 开阳县磷化工实施方案",
    ],
    ids=[
        "plain",
        "behind the province",
        "sent on",
        "behind a verb",
        "behind a year",
        "set wide",
        "marked up",
    ],
)
def test_the_area_of_a_title_is_proposed(title: str) -> None:
    assert proposed(title, "", "一、任务") == ([KAIYANG], "title", True)


def test_another_line_or_the_name_of_the_file_may_tell_it() -> None:
    assert proposed("开阳县人民政府文件", "县域产业方案", "一、任务")[:2] == ([KAIYANG], "line")
    assert proposed("县域产业方案", "一、任务", name="息烽县方案.docx")[:2] == ([XIFENG], "file_name")
    assert proposed("一、任务", title="开阳县方案")[:2] == ([KAIYANG], "title")


def test_a_short_name_is_never_sure() -> None:
    adcodes, told_by, is_sure = proposed("开阳磷化工实施方案", "一、任务")
    assert (adcodes, told_by, is_sure) == ([KAIYANG], "title", False)


def test_of_several_units_of_one_name_none_is_sure() -> None:
    units = small_catalogue().units
    twin = replace(units[KAIYANG], adcode="520222", parent="520200", prefecture="520200")
    found = propose_area(source("开阳县方案"), "", {**units, twin.adcode: twin})
    assert found is not None
    assert ([unit.adcode for unit in found.units], found.is_sure) == ([KAIYANG, "520222"], False)
    inside = propose_area(source("贵阳市开阳县方案"), "", {**units, twin.adcode: twin})
    assert inside is not None
    assert ([unit.adcode for unit in inside.units], inside.is_sure) == ([KAIYANG], True)


@pytest.mark.parametrize("title", ["开阳县、息烽县磷化工协作方案", "县域产业方案", ""])
def test_nothing_is_proposed_where_nothing_tells_or_several_do(title: str) -> None:
    assert propose_area(source(title, "一、任务"), "1.txt", small_catalogue().units) is None


@pytest.mark.store
def test_every_labelled_document_tells_its_own_area(built_settings: Settings) -> None:
    units = GeoPackageStore(built_settings.home).read_catalogue().units
    texts = sorted((PROJECT / "tests" / "data" / "documents" / "dev").glob("*.txt"))
    assert texts
    for text in texts:
        region = yaml.safe_load(text.with_suffix(".yaml").read_text(encoding="utf-8"))["region"]
        lines = text.read_text(encoding="utf-8").splitlines()
        found = propose_area(source(*lines), "1.txt", units)
        assert found is not None, text.name
        assert ([unit.adcode for unit in found.units], found.is_sure) == ([region], True), text.name
