"""Colours and patterns of counties on paper: those of the screen, and a set for printers without colour.

The colours of relations and topics are those of the page (``static/js/lib/paint.js`` and ``static/js/map/patterns.js``), so
that a figure looks like the view it came from; tests hold both to one table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from atlas.core.figures.theme import AreaLook, AreaPart, Sign
from atlas.core.policy.catalogue import Catalogue
from atlas.core.style import GROUPS

#: Strongest first; only these are drawn, the others stand in tables.
DRAWN_RELATIONS = ("named", "implicit", "member", "scope", "partner")
#: With more topics than this a county is not striped but carries one symbol a topic.
MAX_STRIPES = 4
#: Shapes of symbols, one a topic group.
SHAPES = ("circle", "square", "triangle", "diamond", "wedge", "drop", "bar", "cross")
_ACCENT, _FALLBACK = "#1C5D7D", "#56616B"
#: Share of another colour that sets the first, second … topic of one group apart.
_SHADES: tuple[tuple[str, float] | None, ...] = (None, ("#000000", 0.62), ("#FFFFFF", 0.58), ("#000000", 0.4))
#: How much of the colour the ground of a relation has.
_SHARES: Mapping[str, float] = {"named": 0.86, "implicit": 0.5, "member": 0.2}
_TEXTURES = ("solid", "horizontal", "dots", "diagonal")
_TEXTURE_SHARE, _SCOPE_SHARE = 0.6, 0.55
#: Grounds and patterns of topics in print without colour.
_GREY_TOPICS = (("#8C8C8C", "solid"), ("#FFFFFF", "diagonal"), ("#FFFFFF", "cross"), ("#FFFFFF", "dots"))
_GREY_SIGNS = ("#000000", "#8C8C8C")
_GREY_RAMP = (
    "#E8E8E8",
    "#CFCFCF",
    "#B3B3B3",
    "#949494",
    "#757575",
    "#5C5C5C",
    "#4A4A4A",
    "#3A3A3A",
    "#2B2B2B",
)


#: In print without colour topics are told by ground and pattern, so that "named" of any of them is neither.
ANY_NAMED_GREY = AreaLook((AreaPart("#C4C4C4"),))


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of everything that is not data."""

    land: str = "#F7F5F0"
    outside: str = "#E9E6DF"
    sea: str = "#FFFFFF"
    county: str = "#B8B2A7"
    prefecture: str = "#8A8378"
    province: str = "#5C564D"
    maritime: str = "#5C564D"
    marked: str = "#1D1B18"
    label: str = "#2A2722"
    quiet: str = "#6B655B"
    halo: str = "#FFFFFF"
    zero: str = "#E9EEF0"
    no_data: str = "#B3ADA2"
    accent: str = _ACCENT
    text: str = "#23211D"
    faint: str = "#6F695F"
    graticule: str = "#9FB4BF"


PALETTES: Mapping[str, Palette] = {
    "colour": Palette(),
    "grey": Palette(
        land="#FFFFFF",
        outside="#F2F2F2",
        county="#9A9A9A",
        prefecture="#5A5A5A",
        province="#1A1A1A",
        maritime="#1A1A1A",
        marked="#000000",
        label="#000000",
        quiet="#555555",
        zero="#FFFFFF",
        no_data="#8A8A8A",
        accent="#3A3A3A",
        text="#000000",
        faint="#555555",
        graticule="#A8A8A8",
    ),
}


@dataclass(frozen=True, slots=True)
class TopicSign:
    """How a topic is told from others: hue, shape of its symbol, and place among the chosen ones."""

    slug: str
    colour: str
    shape: str
    position: int


def topic_signs(catalogue: Catalogue, slugs: Sequence[str]) -> tuple[TopicSign, ...]:
    """Signs of the chosen topics.

    Parameters
    ----------
    catalogue
        For groups.
    slugs
        In the order of the choice.

    Returns
    -------
    tuple of TopicSign
        One each; topics of one group are shades of its hue.
    """
    turns: dict[str, int] = {}
    signs = []
    order = [group.slug for group in GROUPS]
    for position, slug in enumerate(slugs):
        group = catalogue.topics[slug].group
        turn = turns.get(group, 0)
        turns[group] = turn + 1
        index = order.index(group) if group in order else -1
        hue = GROUPS[index].colour if index >= 0 else _FALLBACK
        # Shades come round after four; the next topics of the group take another shape.
        shape = SHAPES[(max(index, 0) + turn // len(_SHADES)) % len(SHAPES)]
        signs.append(TopicSign(slug, _shade(hue, turn), shape, position))
    return tuple(signs)


def any_topic() -> TopicSign:
    """The sign of goals where no topic is chosen.

    Returns
    -------
    TopicSign
        In the accent of the page.
    """
    return TopicSign("", _ACCENT, "circle", 0)


def relation_look(sign: TopicSign, relation: str, colour: str) -> AreaLook:
    """How a county is filled that a goal of a topic reaches.

    Parameters
    ----------
    sign
        Of the topic.
    relation
        One of ``DRAWN_RELATIONS``.
    colour
        ``colour`` or ``grey``.

    Returns
    -------
    AreaLook
        With one part; with none but an outline for partners.
    """
    if relation == "partner":
        return AreaLook((), "#000000" if colour == "grey" else sign.colour)
    part = _grey_part(sign, relation) if colour == "grey" else _colour_part(sign, relation)
    return AreaLook((part,))


def join_looks(looks: Sequence[AreaLook]) -> AreaLook:
    """Several topics in one county, side by side.

    Parameters
    ----------
    looks
        One a topic.

    Returns
    -------
    AreaLook
        Parts in the same order; the outline of the first that has one, where nothing is filled.
    """
    parts = tuple(part for look in looks for part in look.parts)
    return AreaLook(parts, "" if parts else next((look.outline for look in looks if look.outline), ""))


def relation_sign(sign: TopicSign, relation: str, colour: str) -> Sign:
    """The symbol of a topic in a county.

    Parameters
    ----------
    sign
        Of the topic.
    relation
        One of ``DRAWN_RELATIONS``.
    colour
        ``colour`` or ``grey``.

    Returns
    -------
    Sign
        Full only where the county itself is meant.
    """
    is_hollow = relation not in ("named", "implicit")
    if colour != "grey":
        return Sign(sign.shape, sign.colour, is_hollow)
    # Without hue each topic of the choice has a shape of its own, and the ninth and on a paler one.
    turn, place = divmod(sign.position, len(SHAPES))
    return Sign(SHAPES[place], _GREY_SIGNS[turn % len(_GREY_SIGNS)], is_hollow)


def class_colours(colours: Sequence[str], colour: str) -> tuple[str, ...]:
    """Colours of the classes of a choropleth.

    Parameters
    ----------
    colours
        Of the screen, from low to high.
    colour
        ``colour`` or ``grey``.

    Returns
    -------
    tuple of str
        As many; greys keep apart in print, up to nine.
    """
    if colour != "grey":
        return tuple(colours)
    count = len(colours)
    # The two darkest hide names, so that they are taken only where there are so many classes.
    step = max(len(_GREY_RAMP) - 3, count - 1) / max(count - 1, 1)
    return tuple(
        _GREY_RAMP[min(round(place * min(step, 1.6)), len(_GREY_RAMP) - 1)] for place in range(count)
    )


def no_data_look(palette: Palette) -> AreaLook:
    """The look of a county without a value.

    Parameters
    ----------
    palette
        Of the figure.

    Returns
    -------
    AreaLook
        Hatched.
    """
    return AreaLook((AreaPart(palette.land, "diagonal", palette.no_data),))


def in_grey(colour: str) -> str:
    """A colour as a printer without colour shows it.

    Parameters
    ----------
    colour
        ``#RRGGBB``, or empty.

    Returns
    -------
    str
        A grey of the same luma (ITU-R BT.601).

    Examples
    --------
    >>> in_grey("#FF0000"), in_grey("")
    ('#4C4C4C', '')
    """
    if not colour:
        return ""
    red, green, blue = _rgb(colour)
    return "#" + f"{round(0.299 * red + 0.587 * green + 0.114 * blue):02X}" * 3


def mix(colour: str, ground: str, share: float) -> str:
    """A colour thinned with another.

    Parameters
    ----------
    colour, ground
        ``#RRGGBB``.
    share
        Of the colour, 0 to 1.

    Returns
    -------
    str
        ``#RRGGBB``.

    Examples
    --------
    >>> mix("#000000", "#FFFFFF", 0.5)
    '#808080'
    """
    mixed = (
        # JavaScript rounds halves up, and the page's colours are to be met.
        int(one * share + other * (1 - share) + 0.5)
        for one, other in zip(_rgb(colour), _rgb(ground), strict=True)
    )
    return "#" + "".join(f"{part:02X}" for part in mixed)


def _colour_part(sign: TopicSign, relation: str) -> AreaPart:
    land = PALETTES["colour"].land
    if relation == "scope":
        return AreaPart(land, "sparse-dots", mix(sign.colour, land, _SCOPE_SHARE))
    ground = mix(sign.colour, land, _SHARES[relation])
    if relation == "implicit":
        return AreaPart(ground, "vertical", sign.colour)
    if relation == "member":
        return AreaPart(ground, "diagonal", sign.colour)
    return AreaPart(ground, _TEXTURES[sign.position % len(_TEXTURES)], mix(land, sign.colour, _TEXTURE_SHARE))


def _grey_part(sign: TopicSign, relation: str) -> AreaPart:
    if relation == "scope":
        return AreaPart("#FFFFFF", "sparse-dots", "#8A8A8A")
    if relation == "implicit":
        return AreaPart("#DDDDDD", "vertical", "#555555")
    if relation == "member":
        return AreaPart("#F0F0F0", "diagonal-back", "#8A8A8A")
    ground, pattern = _GREY_TOPICS[sign.position % len(_GREY_TOPICS)]
    return AreaPart(ground, pattern, "#333333")


def _shade(colour: str, turn: int) -> str:
    step = _SHADES[turn % len(_SHADES)]
    return mix(colour, step[0], step[1]) if step else colour


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
