"""A title that begins with another area than the one chosen is told; several areas side by side are no sign."""

from __future__ import annotations

import pytest

from atlas.services.document_title_area import find_area_notes
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
