"""Towns are looked up by name; an older tail or a missing nationality leads to what they are called today."""

from __future__ import annotations

import pytest

from atlas.core.places.towns import Town, TownIndex, split_town

TOWNS = TownIndex(
    (
        Town("330784101", "古山镇", "330784"),
        Town("331125204", "雾溪畲族乡", "331125"),
        Town("520122108", "流长镇", "520122"),
        Town("520181204", "流长苗族乡", "520181"),
        Town("520304104", "三合镇", "520304"),
        Town("520382110", "三合镇", "520382"),
        Town("330483100", "乌镇镇", "330483"),
        Town("150423201", "巴彦塔拉苏木", "150423"),
    )
)


def test_a_name_leads_to_every_county_that_has_it() -> None:
    assert TOWNS.counties("三合镇") == ("520304", "520382")
    assert TOWNS.counties("不存在镇") == ()
    assert "三合镇" in TOWNS
    assert len(TOWNS) == 7


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("古山乡", ("古山镇",)),
        ("古山街道", ("古山镇",)),
        ("雾溪乡", ("雾溪畲族乡",)),
        ("雾溪镇", ("雾溪畲族乡",)),
        ("流长乡", ("流长镇", "流长苗族乡")),
        ("巴彦塔拉镇", ("巴彦塔拉苏木",)),
        ("古山镇", ()),
        ("乌镇", ("乌镇镇",)),
        ("乌乡", ()),
        ("古山", ()),
        ("古山村", ()),
    ],
)
def test_names_that_are_nearly_so(written: str, names: tuple[str, ...]) -> None:
    assert TOWNS.likenesses(written) == names


def test_a_part_of_a_name_finds_it_a_single_sign_does_not() -> None:
    assert sorted(TOWNS.names_with("流长")) == ["流长苗族乡", "流长镇"]
    assert list(TOWNS.names_with("镇")) == []


@pytest.mark.parametrize(
    ("name", "parts"),
    [("稠城街道", ("稠城", "街道")), ("龙道镇", ("龙道", "镇")), ("义乌市", ("义乌市", ""))],
)
def test_a_name_is_a_stem_and_a_tail(name: str, parts: tuple[str, str]) -> None:
    assert split_town(name) == parts
