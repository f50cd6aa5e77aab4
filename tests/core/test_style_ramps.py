"""Colours of classes stay apart, from low to high and for the colour-blind."""

from __future__ import annotations

import itertools

import pytest

from atlas.core.style_model import PATTERNS
from atlas.core.style_ramps import PATTERN_TITLES, RAMPS, category_look


def lightness(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", [name for name, ramp in RAMPS.items() if ramp.kind == "sequential"])
def test_a_sequential_ramp_darkens_from_class_to_class(name: str) -> None:
    # Lightness alone tells the classes apart, whatever colours somebody sees.
    for count in range(2, 10):
        steps = [lightness(colour) for colour in RAMPS[name].pick(count)]
        assert all(lighter > darker for lighter, darker in itertools.pairwise(steps))


@pytest.mark.parametrize("name", [name for name, ramp in RAMPS.items() if ramp.kind == "diverging"])
def test_a_diverging_ramp_is_lightest_in_its_middle(name: str) -> None:
    for count in range(3, 10, 2):
        colours = RAMPS[name].pick(count)
        assert len(set(colours)) == count
        assert max(colours, key=lightness) == colours[count // 2]


def test_a_ramp_can_be_turned_round() -> None:
    assert RAMPS["Blues"].pick(5, reverse=True) == RAMPS["Blues"].pick(5)[::-1]


def test_sixty_categories_are_all_different() -> None:
    looks = [category_look(place) for place in range(60)]
    assert len({(look.fill, look.pattern) for look in looks}) == 60
    assert {look.pattern for look in looks[:8]} == {"solid"}


def test_every_pattern_has_a_name() -> None:
    assert set(PATTERN_TITLES) == set(PATTERNS)
