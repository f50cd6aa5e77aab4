"""What a figure says is plain values: alike ones are one, so that counties of one look are drawn together."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from atlas.core.figures.theme import AreaLook, AreaPart, Flow, Panel, Sign


def test_looks_that_are_alike_are_one() -> None:
    one, other = (AreaLook((AreaPart("#B5541C", "dots", "#FFFFFF"), AreaPart("#C98A00"))) for _ in range(2))
    assert len({one, other}) == 1


def test_the_order_of_stripes_makes_another_look() -> None:
    phosphorus, coal = AreaPart("#B5541C"), AreaPart("#C98A00")
    assert AreaLook((phosphorus, coal)) != AreaLook((coal, phosphorus))


def test_an_arrow_has_a_direction() -> None:
    assert Flow("441900", "520600") != Flow("520600", "441900")


def test_a_panel_has_nothing_but_what_it_is_given() -> None:
    panel = Panel("", {})
    assert (dict(panel.looks), dict(panel.signs), panel.flows, panel.emphasised) == ({}, {}, (), frozenset())


def test_what_is_said_does_not_change_while_it_is_drawn() -> None:
    sign = Sign("circle", "#B5541C")
    with pytest.raises(FrozenInstanceError):
        sign.shape = "square"  # type: ignore[misc]
