"""Colour ramps, colours of categories and their words, for whoever chooses a style.

All of them are told apart by people with the common colour blindnesses. Ramps are nine-class (sequential) and
eleven-class (diverging) sets of ColorBrewer (Cynthia A. Brewer, colorbrewer2.org, Apache-2.0) that it marks colour-blind
safe: all sequential ones are, of the diverging ones those below. Fewer classes take evenly from the set.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from atlas.core.errors import Text
from atlas.core.style import GROUPS
from atlas.core.style_model import PATTERNS, ClassLook

MOST_CLASSES = 9
#: Of features without a value: grey, and hatched so that it is no class.
NO_DATA = ClassLook(fill="#9A958C", pattern="diagonal")
OTHER = ClassLook(fill="#6B6459", pattern="sparse-dots")


@dataclass(frozen=True, slots=True)
class Ramp:
    """Colours from low to high; the middle one of a diverging ramp stands for the middle value."""

    name: str
    title: Text
    kind: str
    colours: tuple[str, ...]

    def pick(self, n_classes: int, *, reverse: bool = False) -> tuple[str, ...]:
        """Colours for some classes.

        Parameters
        ----------
        n_classes
            1 to 9.
        reverse
            From high to low.

        Returns
        -------
        tuple of str
            As many colours, ``#RRGGBB``.
        """
        places = _diverging_places(n_classes) if self.kind == "diverging" else _sequential_places(n_classes)
        chosen = tuple(self.colours[place] for place in places)
        return chosen[::-1] if reverse else chosen


def _sequential_places(n_classes: int) -> list[int]:
    """Without the palest while there is room, so that a low class differs from the ground."""
    if n_classes == 1:
        return [5]
    first = 0 if n_classes == MOST_CLASSES else 1
    return [first + round(i * (8 - first) / (n_classes - 1)) for i in range(n_classes)]


def _diverging_places(n_classes: int) -> list[int]:
    """The same on both sides of the middle, which only odd numbers of classes have."""
    half = n_classes // 2
    left = [1 + round(i * 3 / max(half - 1, 1)) for i in range(half)] if half > 1 else [2] * half
    middle = [5] if n_classes % 2 else []
    return [*left, *middle, *(10 - place for place in reversed(left))]


def _ramp(name: str, zh: str, en: str, kind: str, colours: str) -> tuple[str, Ramp]:
    return name, Ramp(name, Text(zh, en), kind, tuple(f"#{one}" for one in colours.split()))


RAMPS: Mapping[str, Ramp] = dict(
    (
        _ramp(
            "Blues",
            "蓝",
            "Blues",
            "sequential",
            "F7FBFF DEEBF7 C6DBEF 9ECAE1 6BAED6 4292C6 2171B5 08519C 08306B",
        ),
        _ramp(
            "Greens",
            "绿",
            "Greens",
            "sequential",
            "F7FCF5 E5F5E0 C7E9C0 A1D99B 74C476 41AB5D 238B45 006D2C 00441B",
        ),
        _ramp(
            "Oranges",
            "橙",
            "Oranges",
            "sequential",
            "FFF5EB FEE6CE FDD0A2 FDAE6B FD8D3C F16913 D94801 A63603 7F2704",
        ),
        _ramp(
            "Purples",
            "紫",
            "Purples",
            "sequential",
            "FCFBFD EFEDF5 DADAEB BCBDDC 9E9AC8 807DBA 6A51A3 54278F 3F007D",
        ),
        _ramp(
            "Greys",
            "灰（黑白打印）",
            "Greys, for print",
            "sequential",
            "FFFFFF F0F0F0 D9D9D9 BDBDBD 969696 737373 525252 252525 000000",
        ),
        _ramp(
            "YlOrBr",
            "黄—橙—棕",
            "Yellow to brown",
            "sequential",
            "FFFFE5 FFF7BC FEE391 FEC44F FE9929 EC7014 CC4C02 993404 662506",
        ),
        _ramp(
            "YlGnBu",
            "黄—绿—蓝",
            "Yellow to blue",
            "sequential",
            "FFFFD9 EDF8B1 C7E9B4 7FCDBB 41B6C4 1D91C0 225EA8 253494 081D58",
        ),
        _ramp(
            "RdPu",
            "粉—紫",
            "Pink to purple",
            "sequential",
            "FFF7F3 FDE0DD FCC5C0 FA9FB5 F768A1 DD3497 AE017E 7A0177 49006A",
        ),
        _ramp(
            "BrBG",
            "棕—青",
            "Brown to teal",
            "diverging",
            "543005 8C510A BF812D DFC27D F6E8C3 F5F5F5 C7EAE5 80CDC1 35978F 01665E 003C30",
        ),
        _ramp(
            "PuOr",
            "橙—紫",
            "Orange to purple",
            "diverging",
            "7F3B08 B35806 E08214 FDB863 FEE0B6 F7F7F7 D8DAEB B2ABD2 8073AC 542788 2D004B",
        ),
        _ramp(
            "RdBu",
            "红—蓝",
            "Red to blue",
            "diverging",
            "67001F B2182B D6604D F4A582 FDDBC7 F7F7F7 D1E5F0 92C5DE 4393C3 2166AC 053061",
        ),
        _ramp(
            "PiYG",
            "粉—绿",
            "Pink to green",
            "diverging",
            "8E0152 C51B7D DE77AE F1B6DA FDE0EF F7F7F7 E6F5D0 B8E186 7FBC41 4D9221 276419",
        ),
    )
)

SCHEME_TITLES: Mapping[str, Text] = {
    "quantiles": Text("等数量（分位数）", "Equal counts (quantiles)"),
    "natural_breaks": Text("自然断点", "Natural breaks"),
    "equal_interval": Text("等间距", "Equal intervals"),
    "std_mean": Text("标准差", "Standard deviations"),
    "manual": Text("自定义", "By hand"),
}

PATTERN_TITLES: Mapping[str, Text] = {
    "solid": Text("实色", "Solid"),
    "diagonal": Text("右斜线", "Diagonal"),
    "diagonal-back": Text("左斜线", "Back diagonal"),
    "horizontal": Text("横线", "Horizontal"),
    "vertical": Text("竖线", "Vertical"),
    "cross": Text("交叉斜线", "Crossed"),
    "grid": Text("方格", "Grid"),
    "dots": Text("密点", "Dots"),
    "sparse-dots": Text("疏点", "Sparse dots"),
}


def category_look(place: int) -> ClassLook:
    """Colour and pattern of a category while nobody chose.

    Parameters
    ----------
    place
        Counted from 0, the most frequent first.

    Returns
    -------
    ClassLook
        Solid colours first, then the same colours with patterns: no two of 72 are the same.

    Examples
    --------
    >>> category_look(0).fill == category_look(8).fill, category_look(8).pattern
    (True, 'diagonal')
    """
    turn, colour = divmod(place, len(GROUPS))
    return ClassLook(fill=GROUPS[colour].colour, pattern=PATTERNS[turn % len(PATTERNS)])
