"""The text of a county's page as rows: goals, targets, clusters, projects, zones, sites, neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.core.errors import Text
from atlas.core.figures.looks import in_grey, topic_signs
from atlas.core.model import Relation
from atlas.core.style import RELATION_TITLES
from atlas.render.figures.book_flow import Row
from atlas.render.figures.book_rows import RowMaker
from atlas.services import book_words as words
from atlas.services.answers import Answer
from atlas.services.book_content import CountyContent, Pair
from atlas.services.book_figures import (
    doubt_words,
    due_words,
    figure_words,
    qualifiers,
    scope_words,
    year_words,
)
from atlas.services.book_plan import BookContext

#: Scope of targets that the counties of a plan reach together.
_TOGETHER = "县域合计"
_NOTHING: dict[str, Text] = {
    "not_covered": words.NOT_COVERED,
    "not_asked": words.NOT_ASKED,
    "not_matched": words.NOT_MATCHED,
    "not_meant": words.NOT_MEANT,
}


def county_rows(
    context: BookContext, content: CountyContent, maker: RowMaker, *, common_page: int
) -> list[Row]:
    """The text of a county's page.

    Parameters
    ----------
    context
        Of the book.
    content
        Of the county.
    maker
        Makes rows for one column.
    common_page
        Where the chapter on goals of every county begins; 0 where there is none.

    Returns
    -------
    list of Row
        In the order in which it is read.
    """
    return [
        *_asked(context, content, maker, common_page),
        *_targets(context, content, maker),
        *_named(context, maker, words.CLUSTERS, content.clusters),
        *_named(context, maker, words.PROJECTS, content.projects),
        *_places(context, maker, words.ZONES, content.profile["zones"]),
        *_places(context, maker, words.SITES, content.profile["sites"]),
        *_neighbours(context, content, maker),
    ]


def goal_rows(context: BookContext, maker: RowMaker, pair: Pair) -> list[Row]:
    """A goal: what is asked, with its figure and year, and which clause says so.

    Parameters
    ----------
    context
        Of the book.
    maker
        Makes rows for one column.
    pair
        The goal, and the link by which it reaches a county.

    Returns
    -------
    list of Row
        In our own words.
    """
    goal, link = pair
    say, figure = context.say, goal.figure
    text = say(goal.summary)
    if goal.name and goal.name not in text:
        text = f"{goal.name}: {text}" if context.is_english else f"{goal.name}：{text}"
    facts = (
        [figure_words(figure, is_english=context.is_english), qualifiers(context, figure, "")]
        if figure
        else []
    )
    year = figure.year if figure and figure.year else goal.due
    facts.append(due_words(context, year, is_stated=goal.year_stated))
    told = (", " if context.is_english else "，").join(part for part in facts if part)
    if told:
        text += f" ({told})" if context.is_english else f"（{told}）"
    via = say(words.VIA, place=link.via) if link.via and link.relation is Relation.MEMBER else ""
    notes = doubt_words(context, figure) if figure else []
    if goal.companies:
        notes.append(say(words.FIRMS, names=context.join(goal.companies)))
    return maker.bullet(text, "  ".join(filter(None, (via, _cited(context, pair)))), notes)


def topic_rows(
    context: BookContext, maker: RowMaker, grouped: Sequence[tuple[str, Sequence[Pair]]]
) -> list[Row]:
    """Goals by topic, each under its title.

    Parameters
    ----------
    context
        Of the book.
    maker
        Makes rows for one column.
    grouped
        (topic, goals).

    Returns
    -------
    list of Row
        The square beside a title has the colour of the topic's group.
    """
    rows: list[Row] = []
    for topic, pairs in grouped:
        title = context.say(context.catalogue.topics[topic].title)
        rows += maker.topic(title, topic_colour(context, topic))
        for pair in pairs:
            rows += goal_rows(context, maker, pair)
    return rows


def _cited(context: BookContext, pair: Pair) -> str:
    return context.cite(pair[0].document, pair[0].clause)


def topic_colour(context: BookContext, topic: str) -> str:
    """Colour of the square beside a topic: that of its group, or a grey in print without colour."""
    colour = topic_signs(context.catalogue, (topic,))[0].colour
    return in_grey(colour) if context.plan.request.page.colour == "grey" else colour


def _asked(context: BookContext, content: CountyContent, maker: RowMaker, common_page: int) -> list[Row]:
    say = context.say
    rows = maker.section(say(words.ASKED), say(words.ITEMS, count=content.goals))
    if content.nothing:
        count = len({goal.id for goal, _ in context.links_of(content.profile["adcode"], is_filtered=False)})
        name = context.name(content.profile["adcode"])
        rows += maker.paragraph(say(_NOTHING[content.nothing], name=name, count=count))
    told = len(content.targets) + len(content.clusters) + len(content.projects)
    if told:
        line = say(
            words.ELSEWHERE,
            targets=len(content.targets),
            clusters=len(content.clusters),
            projects=len(content.projects),
        )
        rows += maker.paragraph(line, is_small=True, is_faint=True)
    for relation in Relation:
        topics = content.asked.get(relation)
        if topics:
            count = sum(len(pairs) for pairs in topics.values())
            rows += maker.group(f"{say(RELATION_TITLES[relation.value])} · {say(words.ITEMS, count=count)}")
            rows += topic_rows(context, maker, list(topics.items()))
    if common_page and content.scope_topics:
        rows += _scope(context, content, maker, common_page)
    return rows


def _scope(context: BookContext, content: CountyContent, maker: RowMaker, common_page: int) -> list[Row]:
    """Goals of every county, counted by topic; they are told in full once, in front."""
    say, topics = context.say, context.catalogue.topics
    rows = maker.group(say(words.SCOPE_GROUP, count=sum(content.scope_topics.values())))
    listed = [f"{say(topics[slug].title)} {count}" for slug, count in content.scope_topics.items()]
    rows += maker.paragraph(context.join(listed), is_small=True)
    line = say(words.SCOPE_AT, first=common_page, title=say(words.COMMON))
    return rows + maker.linked([(line, "common")])


def _targets(context: BookContext, content: CountyContent, maker: RowMaker) -> list[Row]:
    say = context.say
    count = len(content.targets) + len(content.scope_targets)
    rows = maker.section(say(words.TARGETS), say(words.ITEMS, count=count))
    if not count:
        return rows + maker.paragraph(say(words.NO_TARGETS), is_faint=True)
    head = maker.table_head(say(words.METRIC), say(words.VALUE))
    rows.append(head)
    for pair in content.targets:
        rows += _target(context, maker, pair, head)
    if content.scope_targets:
        rows += maker.paragraph(
            say(words.SCOPE_TARGETS), is_small=True, is_faint=True, is_kept=True, gap_mm=1.2
        )
    for pair in content.scope_targets:
        figure = pair[0].figure
        if figure is not None:
            value = " · ".join(
                filter(None, (figure_words(figure, is_english=context.is_english), year_words(figure)))
            )
            # What they all are of, the counties together, is said above them.
            scope = "" if figure.scope == _TOGETHER else scope_words(context, figure)
            wording = f"“{figure.wording}”" if figure.wording else ""
            tail = "  ".join(filter(None, (wording, scope, _cited(context, pair))))
            rows += maker.short_row(_metric(context, pair), tail, value, head=head)
    return rows


def _metric(context: BookContext, pair: Pair) -> str:
    goal, figure = pair[0], pair[0].figure
    return figure.metric if figure is not None and not context.is_english else context.say(goal.summary)


def _target(context: BookContext, maker: RowMaker, pair: Pair, head: Row) -> list[Row]:
    goal, link = pair
    figure = goal.figure
    if figure is None:
        return goal_rows(context, maker, pair)
    relation = context.say(RELATION_TITLES[link.relation.value])
    via = (
        context.say(words.VIA, place=link.via) if link.relation is Relation.MEMBER and link.via else relation
    )
    return maker.table_row(
        _metric(context, pair),
        " · ".join(filter(None, (figure_words(figure, is_english=context.is_english), year_words(figure)))),
        qualifiers(context, figure, goal.name),
        f"{via}  {_cited(context, pair)}",
        head=head,
        notes=doubt_words(context, figure),
    )


def _named(context: BookContext, maker: RowMaker, title: Text, pairs: Sequence[Pair]) -> list[Row]:
    """Clusters or projects: name, what is asked, host, firms, year."""
    if not pairs:
        return []
    say = context.say
    rows = maker.section(say(title), say(words.ITEMS, count=len(pairs)))
    for pair in pairs:
        goal = pair[0]
        notes = [say(goal.summary)] if say(goal.summary) != goal.name else []
        if goal.host:
            notes.append(say(words.HOST, name=goal.host))
        if goal.companies:
            notes.append(say(words.FIRMS, names=context.join(goal.companies)))
        if goal.figure is not None:
            notes += [
                figure_words(goal.figure, is_english=context.is_english),
                *doubt_words(context, goal.figure),
            ]
        notes.append(due_words(context, goal.due, is_stated=goal.year_stated))
        joint = "; " if context.is_english else "；"
        name = goal.name or say(goal.summary)
        rows += maker.bullet(name, _cited(context, pair), [joint.join(filter(None, notes))])
    return rows


def _places(context: BookContext, maker: RowMaker, title: Text, places: Sequence[Answer]) -> list[Row]:
    if not places:
        return []
    rows = maker.section(context.say(title), context.say(words.PLACES, count=len(places)))
    for place in places:
        kind = words.ZONE_KINDS.get(place["kind"])
        facts = [
            context.say(kind) if kind else place["kind"],
            place.get("note", ""),
            context.say(words.PRECISIONS[place["precision"]]),
        ]
        rows += maker.bullet(place["name"], " · ".join(filter(None, facts)))
    return rows


def _neighbours(context: BookContext, content: CountyContent, maker: RowMaker) -> list[Row]:
    neighbours = content.profile["neighbours"]
    if not neighbours:
        return []
    say, topics = context.say, context.catalogue.topics
    rows = maker.section(say(words.NEIGHBOURS), say(words.PLACES, count=len(neighbours)))
    shared = [one for one in neighbours if one["shared_topics"]]
    others = [one for one in neighbours if not one["shared_topics"]]
    if shared:
        rows += maker.paragraph(say(words.SAME_ASKED), is_small=True, is_faint=True, is_kept=True)
    for one in shared:
        listed = context.join([say(topics[slug].title) for slug in one["shared_topics"]])
        name = context.name(one["adcode"])
        rows += maker.bullet_link(say(words.SAME_TOPICS, name=name, topics=listed), _target_of(context, one))
    if others:
        if shared:
            rows += maker.paragraph(say(words.OTHER_NEIGHBOURS), is_small=True, is_faint=True, is_kept=True)
        rows += maker.linked([(context.name(one["adcode"]), _target_of(context, one)) for one in others])
    return rows


def _target_of(context: BookContext, neighbour: Answer) -> str:
    """The place in the book that a neighbour's name opens; empty where it has no page in it."""
    is_there = not context.plan.is_single and neighbour["adcode"] in context.plan.counties
    return county_target(neighbour["adcode"]) if is_there else ""


def county_target(adcode: str) -> str:
    """Name of the place where a county's page begins."""
    return f"county-{adcode}"
