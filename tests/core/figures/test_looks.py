"""A figure has the colours of the page it came from; without colour it is told by tone and pattern alone."""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import sys
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.errors import Text
from atlas.core.figures.looks import (
    ANY_NAMED_GREY,
    DRAWN_RELATIONS,
    MAX_STRIPES,
    PALETTES,
    Palette,
    any_topic,
    class_colours,
    in_grey,
    join_looks,
    mix,
    no_data_look,
    relation_look,
    relation_sign,
    topic_signs,
)
from atlas.core.figures.theme import AreaLook, AreaPart
from atlas.core.model import Topic
from atlas.core.policy.catalogue import Catalogue
from atlas.core.style import GROUPS
from atlas.core.style_model import PATTERNS
from atlas.settings import PROJECT
from tests.conftest import missing
from tests.small_catalogue import small_catalogue

NODE = Path(sys.prefix) / "bin" / "node"
SCRIPT = Path(__file__).with_name("page_looks.mjs")
#: Five topics of one group, one of another, one of a group that nobody knows.
TOPICS = {
    "phosphorus": "resource",
    "manganese": "resource",
    "aluminium": "resource",
    "barite": "resource",
    "gold": "resource",
    "baijiu": "consumer",
    "odd": "none",
}
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")
#: What the page draws on the ground of each pattern of ours.
MARKS = {"horizontal": "rect", "vertical": "rect", "dots": "dot", "sparse-dots": "dot", "diagonal": "hatch"}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    topics = {slug: Topic(slug, Text(slug, slug), group) for slug, group in TOPICS.items()}
    return replace(small_catalogue(), topics=topics)


@cache
def tokens() -> dict[str, str]:
    """Colours of the map of the page, in the light theme."""
    text = (PROJECT / "static" / "css" / "tokens.css").read_text("utf-8").partition(":root[data-theme")[0]
    return {name: colour.upper() for name, colour in re.findall(r"--map-([a-z-]+): (#[0-9a-f]{6});", text)}


def page(topics: list[str], rows: list[dict[str, Any]] | None = None, **asked: Any) -> dict[str, Any]:
    """What the modules of the page make of this."""
    if not NODE.exists():
        missing("node is not installed: run make")
    bootstrap = {
        "groups": [{"slug": group.slug, "colour": group.colour} for group in GROUPS],
        "topics": [{"slug": slug, "group": group} for slug, group in TOPICS.items()],
    }
    known = tokens()
    palette = {
        "land": known["land"],
        "noData": known["no-data"],
        "accent": known["accent"],
        "zero": known["zero"],
    }
    body = json.dumps({"bootstrap": bootstrap, "topics": topics, "rows": rows, "palette": palette, **asked})
    said = subprocess.run(
        [str(NODE), str(SCRIPT)], input=body, capture_output=True, text=True, check=True, timeout=60
    )
    return dict(json.loads(said.stdout))


def row(adcode: str, **relations: str) -> dict[str, Any]:
    topics = [{"slug": slug, "relation": relation} for slug, relation in relations.items()]
    return {"adcode": adcode, "relation": next(iter(relations.values())), "topics": topics}


def drawn(part: AreaPart) -> list[list[str]]:
    """A part as the page would write it down: its ground, then the marks on it, each once."""
    marks = [[MARKS[part.pattern], part.ink]] if part.pattern != "solid" else []
    return [["rect", part.ground], *marks]


def once(found: Any) -> list[list[str]]:
    """What the page drew, in capitals; a mark that is drawn twice is told once."""
    if isinstance(found, str):
        return [["rect", found.upper()]]
    upper = [[kind, colour.upper()] for kind, colour in found]
    return [one for one, _ in itertools.groupby(upper)]


@pytest.mark.parametrize(
    "topics",
    [["phosphorus"], list(TOPICS), ["gold", "baijiu", "odd", "aluminium", "manganese"]],
    ids=["one", "all", "mixed"],
)
def test_topics_have_the_colours_and_shapes_of_the_page(catalogue: Catalogue, topics: list[str]) -> None:
    ours = [(one.slug, one.colour, one.shape, one.position) for one in topic_signs(catalogue, topics)]
    theirs = [
        (one["slug"], one["colour"].upper(), one["shape"], one["texture"]) for one in page(topics)["signs"]
    ]
    assert ours == theirs


@pytest.mark.parametrize("topic", ["phosphorus", "baijiu"])
def test_each_relation_of_a_topic_is_filled_as_on_the_page(catalogue: Catalogue, topic: str) -> None:
    rows = [row(relation, **{topic: relation}) for relation in DRAWN_RELATIONS]
    looks = page([topic], rows)["looks"]
    (sign,) = topic_signs(catalogue, [topic])
    for relation in ("named", "implicit", "member", "scope"):
        (part,) = relation_look(sign, relation, "colour").parts
        assert drawn(part) == once(looks[relation]["drawn"]), relation
    assert looks["partner"]["drawn"] is None
    assert relation_look(sign, "partner", "colour") == AreaLook((), sign.colour)


def test_stripes_of_four_topics_are_those_of_the_page(catalogue: Catalogue) -> None:
    topics = ["phosphorus", "manganese", "aluminium", "baijiu"]
    signs = topic_signs(catalogue, topics)
    look = join_looks([relation_look(sign, "named", "colour") for sign in signs])
    theirs = page(topics, [row("520121", **dict.fromkeys(topics, "named"))])["looks"]["520121"]["drawn"]
    ours = [mark for part in look.parts for mark in drawn(part)]
    assert ours == once(theirs)


def test_where_no_topic_is_chosen_the_accent_of_the_page_is_taken() -> None:
    theirs = page([], [row("520121", phosphorus="named")])["looks"]["520121"]["drawn"]
    (part,) = relation_look(any_topic(), "named", "colour").parts
    assert drawn(part) == once(theirs)


def test_a_county_without_a_value_is_hatched_as_on_the_page() -> None:
    choropleth = {"classes": [], "values": {}, "zero": ["520122"], "no_data": ["520121"]}
    looks = page([], choropleth=choropleth)["looks"]
    (part,) = no_data_look(PALETTES["colour"]).parts
    assert drawn(part) == once(looks["520121"]["drawn"])
    assert looks["520122"]["flat"].upper() == PALETTES["colour"].zero


def test_the_ground_of_a_figure_has_the_colours_of_the_page() -> None:
    ours, known = PALETTES["colour"], tokens()
    for name in ("land", "outside", "county", "prefecture", "province", "label", "accent", "zero"):
        assert getattr(ours, name) == known[name], name
    assert ours.marked == known["selected"]
    assert ours.quiet == known["label-quiet"]
    assert ours.no_data == known["no-data"]


@given(colour=COLOURS, ground=COLOURS, share=st.floats(0, 1))
def test_a_mixed_colour_lies_between_its_two(colour: str, ground: str, share: float) -> None:
    mixed = mix(colour, ground, share)
    for at in (1, 3, 5):
        one, other, found = (int(text[at : at + 2], 16) for text in (colour, ground, mixed))
        assert min(one, other) <= found <= max(one, other)
    assert (mix(colour, ground, 1), mix(colour, ground, 0)) == (colour, ground)


def test_halves_are_rounded_up_as_the_page_does() -> None:
    assert mix("#010101", "#000000", 0.5) == "#010101"


@pytest.mark.parametrize("count", range(1, 10))
def test_greys_of_classes_darken_from_each_to_the_next(count: int) -> None:
    greys = class_colours(["#123456"] * count, "grey")
    tones = [int(grey[1:3], 16) for grey in greys]
    assert len(greys) == count
    assert all(grey == in_grey(grey) for grey in greys)
    # So many of 256 steps are seen side by side in print.
    assert all(lighter - darker >= 14 for lighter, darker in itertools.pairwise(tones))


def test_classes_in_colour_are_those_of_the_screen() -> None:
    assert class_colours(["#EFF3FF", "#08519C"], "colour") == ("#EFF3FF", "#08519C")


@pytest.mark.parametrize("colour", ["colour", "grey"])
def test_topics_in_one_county_are_told_apart_without_hue(catalogue: Catalogue, colour: str) -> None:
    signs = topic_signs(catalogue, ["phosphorus", "manganese", "aluminium", "baijiu"])
    assert len(signs) == MAX_STRIPES
    looks = [relation_look(sign, "named", colour).parts[0] for sign in signs]
    assert len({part.pattern for part in looks}) == MAX_STRIPES


def test_relations_are_told_apart_without_hue(catalogue: Catalogue) -> None:
    (sign,) = topic_signs(catalogue, ["phosphorus"])
    for colour in ("colour", "grey"):
        parts = [relation_look(sign, relation, colour).parts[0] for relation in DRAWN_RELATIONS[:4]]
        assert len({part.pattern for part in parts}) == 4


@pytest.mark.parametrize("relation", DRAWN_RELATIONS)
def test_print_without_colour_has_greys_alone(catalogue: Catalogue, relation: str) -> None:
    for sign in topic_signs(catalogue, list(TOPICS)):
        look = relation_look(sign, relation, "grey")
        used = [look.outline, *(colour for part in look.parts for colour in (part.ground, part.ink))]
        used.append(relation_sign(sign, relation, "grey").colour)
        assert all(colour == in_grey(colour) for colour in used)


def test_the_grey_palette_has_greys_alone() -> None:
    for one in fields(Palette):
        colour = getattr(PALETTES["grey"], one.name)
        assert colour == in_grey(colour), one.name


def test_a_partner_in_one_topic_and_named_in_another_is_filled(catalogue: Catalogue) -> None:
    one, other = topic_signs(catalogue, ["phosphorus", "baijiu"])
    named, partner = relation_look(one, "named", "colour"), relation_look(other, "partner", "colour")
    assert join_looks([partner, named]) == named
    assert join_looks([partner]).outline == other.colour


def test_a_symbol_is_full_only_where_the_county_itself_is_meant(catalogue: Catalogue) -> None:
    (sign,) = topic_signs(catalogue, ["baijiu"])
    hollow = {relation: relation_sign(sign, relation, "colour").is_hollow for relation in DRAWN_RELATIONS}
    assert hollow == {"named": False, "implicit": False, "member": True, "scope": True, "partner": True}


def test_patterns_are_those_that_can_be_drawn(catalogue: Catalogue) -> None:
    for sign in topic_signs(catalogue, list(TOPICS)):
        for relation, colour in itertools.product(DRAWN_RELATIONS, ("colour", "grey")):
            assert all(part.pattern in PATTERNS for part in relation_look(sign, relation, colour).parts)


@pytest.mark.parametrize("colour", ["colour", "grey"])
def test_no_two_topics_of_a_choice_have_the_same_symbol(catalogue: Catalogue, colour: str) -> None:
    crowded = replace(
        catalogue, topics={f"topic-{n}": Topic(f"topic-{n}", Text("", ""), "consumer") for n in range(12)}
    )
    signs = topic_signs(crowded, list(crowded.topics))
    assert len({relation_sign(sign, "named", colour) for sign in signs}) == 12


def test_named_of_any_topic_is_no_topic_in_grey(catalogue: Catalogue) -> None:
    looks = {relation_look(sign, "named", "grey") for sign in topic_signs(catalogue, list(TOPICS))}
    assert ANY_NAMED_GREY not in looks
