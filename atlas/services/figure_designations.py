"""Counties that goals reach as a figure shows them: looks, symbols, legend, table. Counts are those of the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from atlas.core.figures import wording
from atlas.core.figures.looks import (
    ANY_NAMED_GREY,
    DRAWN_RELATIONS,
    MAX_STRIPES,
    PALETTES,
    TopicSign,
    any_topic,
    join_looks,
    relation_look,
    relation_sign,
    topic_signs,
)
from atlas.core.figures.theme import AreaLook, AreaPart, LegendItem, LegendSection, Panel, Sign, ValueTable
from atlas.core.policy.rows import GoalFilter
from atlas.core.style import RELATION_TITLES
from atlas.services.answers import Answer
from atlas.services.browse import list_designations
from atlas.services.figure_subject import FigureSubject, listed_codes

#: Relations under which the county itself is meant; its name is set stronger.
_MEANT = ("named", "implicit")
#: Relations under which a county counts for a topic: a plan's whole scope would count every county for each of them.
_TOLD = frozenset(DRAWN_RELATIONS) - {"scope"}
#: Most counties told by name in the words that describe a figure.
_MOST_NAMES = 40


@dataclass(frozen=True, slots=True)
class Designations:
    """The answer of the page for a filter, and how its topics are told apart.

    Parameters
    ----------
    answer
        Of ``browse.list_designations``.
    signs
        Of the topics chosen; that of no topic where none is.
    as_symbols
        Whether counties carry symbols in place of a fill.
    """

    answer: Answer
    signs: tuple[TopicSign, ...]
    as_symbols: bool

    @property
    def rows(self) -> Sequence[Answer]:
        """One row a county."""
        rows: Sequence[Answer] = self.answer["rows"]
        return rows


def read_designations(subject: FigureSubject, *, over_choropleth: bool) -> Designations:
    """Ask for the counties of a filter.

    Parameters
    ----------
    subject
        Of the figure.
    over_choropleth
        Whether the fill is taken by a choropleth.

    Returns
    -------
    Designations
        As the page gets them.
    """
    topics = subject.request.view.topics
    signs = topic_signs(subject.catalogue, topics) if topics else (any_topic(),)
    arrangement = subject.request.furniture.arrangement
    crowded = len(signs) > MAX_STRIPES and arrangement != "multiples"
    return Designations(
        answer=_listed(subject, list_designations(subject.catalogue, subject.wanted)),
        signs=signs,
        as_symbols=over_choropleth or arrangement == "symbols" or crowded,
    )


def _listed(subject: FigureSubject, answer: Answer) -> Answer:
    """Only the counties that the map is of, each counted under its strongest relation as the page counts."""
    codes = listed_codes(subject)
    if codes is None:
        return answer
    rows = [row for row in answer["rows"] if row["adcode"] in codes]
    counts = Counter(row["relation"] for row in rows)
    return {
        **answer,
        "rows": rows,
        "counts": {name: counts[name] for name in RELATION_TITLES if counts[name]},
    }


def designation_panel(
    subject: FigureSubject, found: Designations, signs: Sequence[TopicSign], title: str = ""
) -> Panel:
    """The map of some topics.

    Parameters
    ----------
    subject
        Of the figure.
    found
        Counties.
    signs
        Topics of this map.
    title
        Of a small map.

    Returns
    -------
    Panel
        Fills or symbols, and the counties whose names are set stronger.
    """
    looks: dict[str, AreaLook] = {}
    symbols: dict[str, tuple[Sign, ...]] = {}
    emphasised = set()
    colour = subject.request.page.colour
    for row in found.rows:
        parts = _parts(row, signs)
        if not parts:
            continue
        if any(relation in _MEANT for _, relation in parts):
            emphasised.add(row["adcode"])
        if found.as_symbols:
            symbols[row["adcode"]] = tuple(
                relation_sign(sign, relation, colour) for sign, relation in parts if relation != "scope"
            )
        else:
            looks[row["adcode"]] = join_looks(
                [relation_look(sign, relation, colour) for sign, relation in _strongest(parts)]
            )
    return Panel(title, looks, symbols, emphasised=frozenset(emphasised))


def designation_panels(subject: FigureSubject, found: Designations) -> tuple[Panel, ...]:
    """One map of all topics, or a small one for each.

    Parameters
    ----------
    subject
        Of the figure.
    found
        Counties.

    Returns
    -------
    tuple of Panel
        Several only where the request says so and there are several topics.
    """
    if subject.request.furniture.arrangement != "multiples" or len(found.signs) < 2:
        return (designation_panel(subject, found, found.signs),)
    topics = subject.catalogue.topics
    # Beside each other no topic needs a texture: each map is told by its title.
    return tuple(
        designation_panel(
            subject,
            found,
            [TopicSign(sign.slug, sign.colour, sign.shape, 0)],
            f"{subject.say(topics[sign.slug].title)}（{_count_topic(found, sign.slug)}）"
            if subject.language == "zh"
            else f"{subject.say(topics[sign.slug].title)} ({_count_topic(found, sign.slug)})",
        )
        for sign in found.signs
    )


def designation_legend(subject: FigureSubject, found: Designations) -> tuple[LegendSection, ...]:
    """The lines that explain topics and relations, with the counts of the page.

    Parameters
    ----------
    subject
        Of the figure.
    found
        Counties.

    Returns
    -------
    tuple of LegendSection
        Topics where there are several, then relations.
    """
    sections = []
    if len(found.signs) > 1:
        sections.append(_topic_section(subject, found))
    single = found.signs[0] if len(found.signs) == 1 else TopicSign("", "#57524A", "circle", 0)
    counts: Mapping[str, int] = found.answer["counts"]
    drawn = {relation for row in found.rows for _, relation in _parts(row, found.signs)}
    relations = [name for name in DRAWN_RELATIONS if counts.get(name) or name in drawn]
    if found.as_symbols:
        relations = [name for name in relations if name != "scope"]
    items = [
        LegendItem(
            subject.say(RELATION_TITLES[name]), _swatch(subject, found, single, name), counts.get(name)
        )
        for name in relations
    ]
    if not found.as_symbols:
        land = PALETTES[subject.request.page.colour].land
        items.append(LegendItem(subject.say(wording.NOT_NAMED), AreaLook((AreaPart(land),))))
    listed = [name for name in counts if name not in DRAWN_RELATIONS]
    notes = [subject.say(wording.COUNTED_ONCE)] if len(relations) > 1 else []
    if listed:
        words = subject.joint.join(f"{subject.say(RELATION_TITLES[name])} {counts[name]}" for name in listed)
        notes.append(f"只列入表：{words}" if subject.language == "zh" else f"In the table only: {words}")
    title = subject.say(wording.RELATIONS)
    if len(found.signs) == 1 and found.signs[0].slug:
        title = subject.say(subject.catalogue.topics[found.signs[0].slug].title)
    sections.append(LegendSection(title, tuple(items), " ".join(notes)))
    return tuple(sections)


def designation_table(subject: FigureSubject, found: Designations) -> ValueTable:
    """Counties and the strongest relation of each, as the table beside the map lists them.

    Parameters
    ----------
    subject
        Of the figure.
    found
        Counties.

    Returns
    -------
    ValueTable
        By relation, then by code.
    """
    order = {name: place for place, name in enumerate(RELATION_TITLES)}
    rows = sorted(found.rows, key=lambda row: (order[row["relation"]], row["adcode"]))
    units = subject.catalogue.units
    return ValueTable(
        subject.say(wording.RELATIONS),
        (subject.say(wording.COUNTY), subject.say(wording.RELATION)),
        tuple(
            (subject.name(units[row["adcode"]]), subject.say(RELATION_TITLES[row["relation"]]))
            for row in rows
        ),
    )


def designation_words(subject: FigureSubject, found: Designations) -> str:
    """What the map shows, in words, for people who do not see it.

    Parameters
    ----------
    subject
        Of the figure.
    found
        Counties.

    Returns
    -------
    str
        One sentence a relation.
    """
    units = subject.catalogue.units
    sentences = []
    for name in DRAWN_RELATIONS:
        reached = [subject.name(units[row["adcode"]]) for row in found.rows if row["relation"] == name]
        if not reached:
            continue
        listed = subject.joint.join(reached[:_MOST_NAMES])
        more = len(reached) > _MOST_NAMES
        title = subject.say(RELATION_TITLES[name])
        if subject.language == "en":
            sentences.append(f"{title}: {len(reached)} counties ({listed}{' …' if more else ''}).")
        else:
            sentences.append(f"{title} {len(reached)} 县：{listed}{'等' if more else ''}。")
    return "".join(sentences)


def filter_without_topics(wanted: GoalFilter) -> bool:
    """Whether a filter chooses goals by nothing but their topics.

    Parameters
    ----------
    wanted
        The filter.

    Returns
    -------
    bool
        Then topics alone can name a figure.
    """
    return not (wanted.document or wanted.clause or wanted.relations or wanted.kinds or wanted.year)


def _parts(row: Answer, signs: Sequence[TopicSign]) -> list[tuple[TopicSign, str]]:
    """Topics of a row that are drawn, each with its relation."""
    if not signs[0].slug:
        return [(signs[0], row["relation"])] if row["relation"] in DRAWN_RELATIONS else []
    relations = {one["slug"]: one["relation"] for one in row["topics"]}
    return [
        (sign, relations[sign.slug])
        for sign in signs
        if sign.slug in relations and relations[sign.slug] in DRAWN_RELATIONS
    ]


def _strongest(parts: list[tuple[TopicSign, str]]) -> list[tuple[TopicSign, str]]:
    """Where one topic is more than the plan's scope, the others' scope says nothing and only thins the stripes."""
    stronger = [part for part in parts if part[1] != "scope"]
    return stronger or parts


def _count_topic(found: Designations, slug: str) -> int:
    return sum(
        any(one["slug"] == slug and one["relation"] in _TOLD for one in row["topics"]) for row in found.rows
    )


def _topic_section(subject: FigureSubject, found: Designations) -> LegendSection:
    topics = subject.catalogue.topics
    colour = subject.request.page.colour
    is_multiple = subject.request.furniture.arrangement == "multiples"
    items = []
    for sign in found.signs:
        own = TopicSign(sign.slug, sign.colour, sign.shape, 0) if is_multiple else sign
        look = (
            relation_sign(own, "named", colour) if found.as_symbols else relation_look(own, "named", colour)
        )
        items.append(LegendItem(subject.say(topics[sign.slug].title), look, _count_topic(found, sign.slug)))
    return LegendSection("专题" if subject.language == "zh" else "Topics", tuple(items))


def _swatch(subject: FigureSubject, found: Designations, sign: TopicSign, relation: str) -> AreaLook | Sign:
    colour = subject.request.page.colour
    if found.as_symbols:
        return relation_sign(sign, relation, colour)
    if colour == "grey" and not sign.slug and len(found.signs) > 1 and relation == "named":
        return ANY_NAMED_GREY
    return relation_look(sign, relation, colour)
