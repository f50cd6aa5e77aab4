"""What a figure says: title, looks, legend, layers, table, sources and the words for people who do not see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import shapely

from atlas.core.figures import wording
from atlas.core.figures.request import WHOLE_COUNTRY
from atlas.core.figures.theme import FigureTheme, LayerMarks, LegendItem, LegendSection, Panel
from atlas.core.filters import Bbox
from atlas.core.style import KIND_TITLES, RELATION_TITLES
from atlas.services.figure_choropleth import (
    choropleth_legend,
    choropleth_panel,
    choropleth_table,
    choropleth_words,
    indicator_title,
    read_choropleth,
)
from atlas.services.figure_designations import (
    Designations,
    designation_legend,
    designation_panels,
    designation_table,
    designation_words,
    filter_without_topics,
    read_designations,
)
from atlas.services.figure_flows import find_flows
from atlas.services.figure_layers import read_layer_marks
from atlas.services.figure_subject import FigureSubject, is_single_county, listed_codes, shown_units
from atlas.stores.protocol import ReadableStore

#: Most topics that a title names one by one.
_MOST_TOPICS = 3


def make_theme(
    store: ReadableStore, subject: FigureSubject, *, bbox: Bbox, within: shapely.Geometry
) -> FigureTheme:
    """All that a figure says.

    Parameters
    ----------
    store
        As the one who asks may see it.
    subject
        Of the figure.
    bbox, within
        Extent in degrees, and the area that features of layers must meet.

    Returns
    -------
    FigureTheme
        From the same answers that page, table and API give for this filter.

    Raises
    ------
    AtlasError
        An unknown indicator or layer; more features than can be drawn.
    """
    layers = tuple(
        read_layer_marks(store, subject, choice, bbox=bbox, within=within)
        for choice in subject.request.view.layers
    )
    painted = read_choropleth(subject) if subject.indicator else None
    found = (
        read_designations(subject, over_choropleth=painted is not None) if subject.has_designations else None
    )
    theme = FigureTheme("", "", (Panel("", {}),), (), layers, None, (), (), "")
    if painted is not None:
        theme = replace(
            theme,
            panels=(choropleth_panel(subject, painted),),
            legend=(choropleth_legend(subject, painted, has_blank=found is None),),
            table=choropleth_table(subject, painted),
            sources=_sources(subject, painted["documents"], painted["indicator"]["source"]),
            alt=choropleth_words(subject, painted),
            shown=len(painted["values"]),
            missing=len(painted["no_data"]),
        )
    if found is not None:
        theme = _with_designations(subject, theme, found)
    return _finished(subject, theme, indicator_title(subject, painted) if painted else "")


def _with_designations(subject: FigureSubject, theme: FigureTheme, found: Designations) -> FigureTheme:
    panels = designation_panels(subject, found)
    if theme.panels[0].looks:
        # The fill is the choropleth's; topics stand as symbols on it.
        panels = tuple(replace(panel, looks=theme.panels[0].looks) for panel in panels)
    return replace(
        theme,
        panels=panels,
        legend=(*designation_legend(subject, found), *theme.legend),
        table=theme.table or designation_table(subject, found),
        sources=_joined(_sources(subject, found.answer["documents"], ""), theme.sources),
        alt=designation_words(subject, found) + theme.alt,
        shown=theme.shown + len(found.rows),
    )


def _finished(subject: FigureSubject, theme: FigureTheme, measured: str) -> FigureTheme:
    """With what the layers add, arrows, and the words that the writer gave or that follow from the rest."""
    words = subject.request.words
    flows = find_flows(subject) if subject.request.furniture.flows else ()
    legend = [*theme.legend, *(_layer_section(layer) for layer in theme.layers)]
    if flows:
        arrow = LegendItem(subject.say(wording.FLOW), "flow", len(flows))
        legend.append(LegendSection("", (arrow,)))
    title = words.title or _title(subject, theme, measured)
    layer_words = "".join(
        f"{layer.title}: {len(layer.marks)}. "
        if subject.language == "en"
        else f"{layer.title} {len(layer.marks)} 个。"
        for layer in theme.layers
    )
    return replace(
        theme,
        title=title,
        subtitle=words.subtitle or _subtitle(subject),
        panels=tuple(replace(panel, flows=flows) for panel in theme.panels),
        legend=tuple(legend),
        notes=tuple(line for line in words.note.split("\n") if line),
        alt=f"{title}. {theme.alt}{layer_words}".strip()
        if subject.language == "en"
        else f"{title}。{theme.alt}{layer_words}",
        shown=theme.shown + sum(len(layer.marks) for layer in theme.layers),
    )


def _layer_section(layer: LayerMarks) -> LegendSection:
    if len(layer.legend) == 1 and layer.legend[0].words == layer.title:
        return LegendSection("", layer.legend)
    return LegendSection(layer.heading or layer.title, layer.legend)


def _title(subject: FigureSubject, theme: FigureTheme, measured: str) -> str:
    """Where, and what: 贵州省白酒产业布局图."""
    place = _place(subject)
    topics = [subject.say(subject.catalogue.topics[slug].title) for slug in subject.request.view.topics]
    is_english = subject.language == "en"
    if topics:
        shown = subject.joint.join(topics[:_MOST_TOPICS])
        more = len(topics) > _MOST_TOPICS
        if is_english:
            return f"{place}: {shown}{' and others' if more else ''}"
        return f"{place}{shown}{'等' if more else ''}产业布局图"
    if subject.has_designations:
        return f"{place}: counties named by policy" if is_english else f"{place}产业政策落点图"
    if measured and is_single_county(subject):
        return f"{place} and its neighbours: {measured}" if is_english else f"{place}及邻县{measured}"
    if measured:
        return f"{place}: {measured} by county" if is_english else f"{place}各县{measured}"
    if theme.layers:
        shown = subject.joint.join(layer.title for layer in theme.layers[:_MOST_TOPICS])
        return f"{place}: {shown}" if is_english else f"{place}{shown}分布图"
    return place


def _subtitle(subject: FigureSubject) -> str:
    """What the filter holds besides topics, so that nobody takes a part for the whole."""
    if filter_without_topics(subject.wanted):
        return ""
    wanted, catalogue = subject.wanted, subject.catalogue
    parts = []
    if wanted.document:
        title = subject.say(catalogue.documents[wanted.document].title)
        parts.append(title if subject.language == "en" or title.startswith("《") else f"《{title}》")
    if wanted.clause:
        parts.append(wanted.clause)
    parts += [subject.say(KIND_TITLES[kind]) for kind in KIND_TITLES if kind in wanted.kinds]
    parts += [subject.say(RELATION_TITLES[one]) for one in RELATION_TITLES if one in wanted.relations]
    if wanted.year:
        parts.append(str(wanted.year) if subject.language == "en" else f"{wanted.year} 年")
    return subject.joint.join(parts) if subject.language == "en" else " · ".join(parts)


def _place(subject: FigureSubject) -> str:
    """Where it is; a bbox that leaves counties out is told as a part, lest it be taken for the whole."""
    place = _named_place(subject)
    codes = listed_codes(subject)
    if subject.listed is None or codes is None or all(unit.adcode in codes for unit in shown_units(subject)):
        return place
    return f"Part of {place}" if subject.language == "en" else f"{place}局部"


def _named_place(subject: FigureSubject) -> str:
    extent, units = subject.request.extent, subject.catalogue.units
    if extent.units:
        names = [subject.name(units[code]) for code in extent.units]
        if len(names) <= _MOST_TOPICS:
            return subject.joint.join(names)
        return (
            f"{names[0]} and {len(names) - 1} others"
            if subject.language == "en"
            else f"{names[0]}等 {len(names)} 地"
        )
    region = subject.request.view.region
    return subject.say(wording.CHINA) if region == WHOLE_COUNTRY else subject.name(units[region])


def _sources(subject: FigureSubject, documents: Sequence[str], source: str) -> tuple[str, ...]:
    titles = tuple(subject.say(subject.catalogue.documents[one].title) for one in documents)
    return titles or ((subject.say(wording.indicator_source(source)),) if source else ())


def _joined(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))
