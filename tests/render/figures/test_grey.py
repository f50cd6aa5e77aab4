"""Nothing coloured is left in print without colour."""

from __future__ import annotations

import numpy as np

from atlas.render.figures.grey import grey_items
from atlas.render.figures.scene import Circles, Group, Link, Path, Words

RING = np.array([(0, 0), (10, 0), (10, 10)])


def test_each_colour_becomes_a_grey_of_its_luma() -> None:
    path, circles, words = grey_items(
        [
            Path((RING,), fill="#FF0000", stroke="#0000FF"),
            Circles(RING, 1.0, fill="#B5541C"),
            Words(0, 0, "开阳", 7.0, colour="#9A2A1C", halo="#FFFFFF"),
        ]
    )
    assert isinstance(path, Path)
    assert isinstance(circles, Circles)
    assert isinstance(words, Words)
    assert (path.fill, path.stroke) == ("#4C4C4C", "#1D1D1D")
    assert (circles.fill, circles.stroke) == ("#6B6B6B", "")
    assert (words.colour, words.halo, words.text) == ("#4A4A4A", "#FFFFFF", "开阳")


def test_items_of_a_group_too_and_its_clip_stays() -> None:
    clip = Path((RING,))
    (group,) = grey_items([Group((Path((RING,), fill="#00FF00"),), clip=clip)])
    assert isinstance(group, Group)
    assert group.clip is clip
    assert [item.fill for item in group.items if isinstance(item, Path)] == ["#969696"]


def test_a_link_stays_as_it_is() -> None:
    link = Link(0, 0, 10, 3, url="https://example.org/")
    assert grey_items([link]) == [link]
