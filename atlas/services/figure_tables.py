"""The numbers behind a figure: the rows that page, files and API give for its filter, and the features it draws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from atlas.core.errors import Text
from atlas.core.figures.request import WHOLE_COUNTRY, FigureRequest
from atlas.core.figures.request_reading import write_figure_request
from atlas.core.figures.theme import Flow
from atlas.core.layers import LayerVersion
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.rows import find_goals
from atlas.core.policy.wording import LEVEL_TITLES, Heads, head_of, say
from atlas.core.style import RELATION_TITLES
from atlas.render.table import Table
from atlas.services.answers import Answer
from atlas.services.choropleth import COUNTED
from atlas.services.figure_choropleth import choropleth_filter, read_choropleth
from atlas.services.figure_designations import read_designations
from atlas.services.figure_flows import find_flows
from atlas.services.figure_layers import drawn_features
from atlas.services.figure_subject import FigureSubject, is_single_county, listed_codes
from atlas.services.figures import FigureMatter, OfficeWords, read_matter
from atlas.services.table_notes import describe_filter, describe_table
from atlas.services.tables import goal_table, value_table
from atlas.stores.protocol import ReadableStore

#: Columns of the counties that goals reach.
DESIGNATION_COLUMNS = (
    "adcode",
    "county",
    "prefecture",
    "province",
    "level",
    "relation",
    "topics",
    "goals",
    "targets",
)
FLOW_COLUMNS = ("from_adcode", "from_county", "to_adcode", "to_county")
_DESIGNATIONS, _FLOWS = Text("落点县", "counties"), Text("协作关系", "flows")
#: Fields that hold codes, which say nothing to a reader.
_CODED = frozenset({"document", "clause", "adcode", "adcodes", "precision", "topics"})
#: Most columns of a layer on a page.
_MOST_FIELDS = 6
_NOTES = Text("说明", "About")
#: The part of the region that a figure shows.
_UNITS, _BBOX = Text("范围", "Extent"), Text("经纬度范围", "Bounds in degrees")
#: Most units that a note names one by one.
_MOST_UNITS = 12
#: Heads of columns that only these tables have.
_HEADS: Mapping[str, Text] = {
    "topics": Text("专题", "Topics"),
    "goals": Text(COUNTED["goals"]["zh"], COUNTED["goals"]["en"]),
    "targets": Text(COUNTED["targets"]["zh"], COUNTED["targets"]["en"]),
    "from_adcode": Text("协作方代码", "Adcode of the partner"),
    "from_county": Text("协作方", "Partner"),
    "to_adcode": Text("集群所在地代码", "Adcode of the host"),
    "to_county": Text("集群所在地", "Host of the cluster"),
}


@dataclass(frozen=True, slots=True)
class FigureTable:
    """A table behind a figure.

    Parameters
    ----------
    kind
        ``values``, ``counties``, ``goals``, ``flows`` or ``layers``.
    table
        Its rows.
    shown
        Columns that a page has room for, the most telling first; empty for all.
    """

    kind: str
    table: Table
    shown: tuple[str, ...] = ()


def figure_tables(
    store: ReadableStore,
    catalogue: Catalogue,
    request: FigureRequest,
    language: str,
    *,
    home: str = WHOLE_COUNTRY,
) -> list[Table]:
    """The numbers behind a figure as tables.

    Parameters
    ----------
    store
        As the one who asks may see it.
    catalogue
        Everything.
    request
        Of the figure.
    language
        ``zh``, ``en``, or ``code`` for the codes of the interface.
    home
        Region of the office, where the request names none.

    Returns
    -------
    list of Table
        Values of the choropleth, counties that goals reach, their goals, flows, and features of each layer.

    Raises
    ------
    AtlasError
        As for the figure itself.
    """
    matter = read_matter(store, catalogue, request, OfficeWords(home))
    return [one.table for one in list_figure_tables(store, matter, Heads(language))]


def list_figure_tables(store: ReadableStore, matter: FigureMatter, heads: Heads) -> list[FigureTable]:
    """The tables behind a figure that is already known.

    Parameters
    ----------
    store
        As the one who asks may see it.
    matter
        What the figure shows.
    heads
        How the tables speak.

    Returns
    -------
    list of FigureTable
        Only those that the figure has something of.

    Raises
    ------
    LimitExceeded
        A layer has more features there than a figure can show.
    """
    return list(_tables(store, matter, heads))


def _tables(store: ReadableStore, matter: FigureMatter, heads: Heads) -> Iterator[FigureTable]:
    subject = matter.subject
    catalogue = subject.catalogue
    if subject.indicator:
        painted = read_choropleth(subject)
        values = value_table(catalogue, painted, choropleth_filter(subject), heads)
        yield FigureTable("values", _with_extent(subject, values, heads))
    if subject.has_designations:
        yield FigureTable("counties", designation_table(subject, heads))
        yield FigureTable("goals", _listed_goals(subject, heads))
    flows = find_flows(subject) if subject.request.furniture.flows else ()
    if flows:
        yield FigureTable("flows", _flow_table(subject, flows, heads))
    for choice in subject.request.view.layers:
        layer = store.get_layer(choice.id)
        rows = [
            dict(properties)
            for _, properties in drawn_features(
                store, layer, bbox=matter.ground.bbox, within=matter.ground.area
            )
        ]
        shown = _shown_fields(layer)
        yield FigureTable("layers", _layer_table(catalogue, layer, rows, heads), shown)


def designation_table(subject: FigureSubject, heads: Heads) -> Table:
    """The counties that goals reach, as the page paints them.

    Parameters
    ----------
    subject
        Of the figure.
    heads
        How the table speaks.

    Returns
    -------
    Table
        One row a county that the figure is of, by code.
    """
    catalogue = subject.catalogue
    answer = read_designations(subject, over_choropleth=False).answer
    reaching = _documents(subject)
    sources = [catalogue.documents[one].title for one in answer["documents"] if one in reaching]
    table = Table(
        columns=DESIGNATION_COLUMNS,
        heads=tuple(_head(column, heads) for column in DESIGNATION_COLUMNS),
        rows=[_designation_row(catalogue, row, heads) for row in answer["rows"]],
        title=_said(_DESIGNATIONS, heads),
        notes=describe_table(catalogue, describe_filter(catalogue, subject.wanted, heads), sources, heads),
        notes_title=say(_NOTES, heads),
    )
    return _with_extent(subject, table, heads)


def _listed_goals(subject: FigureSubject, heads: Heads) -> Table:
    """The download of the page; where the figure is of a part of the region, the rows of its counties."""
    catalogue, wanted = subject.catalogue, subject.wanted
    table = goal_table(catalogue, wanted, heads)
    codes = _linked_codes(subject)
    if codes is None:
        return table
    reaching = _documents(subject)
    sources = [one.title for one in catalogue.documents.values() if one.id in reaching]
    rows = [row for row in table.rows if row["adcode"] in codes]
    notes = describe_table(catalogue, describe_filter(catalogue, wanted, heads), sources, heads)
    return _with_extent(subject, replace(table, rows=rows, notes=notes), heads)


def _linked_codes(subject: FigureSubject) -> frozenset[str] | None:
    """Units whose goals are listed: the counties that the map is of, and the units above them that were asked for."""
    codes = listed_codes(subject)
    if codes is None:
        return None
    chosen = frozenset(subject.request.extent.units)
    return codes | {
        unit.adcode
        for unit in subject.catalogue.units.values()
        if not chosen.isdisjoint((unit.adcode, unit.prefecture, unit.province))
    }


def _documents(subject: FigureSubject) -> set[str]:
    """Documents whose goals reach what the figure is of."""
    codes = _linked_codes(subject)
    return {
        goal.document
        for goal, links in find_goals(subject.catalogue, subject.wanted)
        if codes is None or any(link.adcode in codes for link in links)
    }


def _with_extent(subject: FigureSubject, table: Table, heads: Heads) -> Table:
    """The table with the part of the region that it is limited to, after its filter, which is never empty."""
    parts = list(_extent_words(subject, heads))
    if not parts:
        return table
    first, *others = table.notes
    sign, joint = {
        Heads.CODE: ("=", "；"),
        Heads.CHINESE: ("：", "；"),
        Heads.ENGLISH: (": ", "; "),
    }[heads]
    return replace(
        table, notes=(joint.join((first, *(f"{name}{sign}{text}" for name, text in parts))), *others)
    )


def _extent_words(subject: FigureSubject, heads: Heads) -> Iterator[tuple[str, str]]:
    written = write_figure_request(subject.request)
    for name, title in (("units", _UNITS), ("bbox", _BBOX)):
        if name in written and heads is Heads.CODE:
            yield name, written[name]
        elif name in written:
            yield say(title, heads), _units_words(subject, heads) if name == "units" else written[name]


def _units_words(subject: FigureSubject, heads: Heads) -> str:
    units, is_english = subject.request.extent.units, heads is Heads.ENGLISH
    names = (", " if is_english else "、").join(
        _name(subject.catalogue, code) for code in units[:_MOST_UNITS]
    )
    if is_single_county(subject):
        return f"{names} and its neighbours" if is_english else f"{names}及邻县"
    if len(units) > _MOST_UNITS:
        left = len(units) - _MOST_UNITS
        return f"{names} and {left} more" if is_english else f"{names}等 {len(units)} 地"
    return names


def _designation_row(catalogue: Catalogue, row: Answer, heads: Heads) -> Answer:
    unit = catalogue.units[row["adcode"]]
    is_coded = heads is Heads.CODE
    joint = ", " if heads is Heads.ENGLISH else "、"
    topics = (
        "; ".join(f"{one['slug']}:{one['relation']}:{one['goals']}" for one in row["topics"])
        if is_coded
        else joint.join(_topic_words(catalogue, one, heads) for one in row["topics"])
    )
    return {
        "adcode": row["adcode"],
        "county": row["name"],
        "prefecture": _name(catalogue, unit.prefecture),
        "province": _name(catalogue, unit.province),
        "level": row["level"] if is_coded else say(LEVEL_TITLES[row["level"]], heads),
        "relation": row["relation"] if is_coded else say(RELATION_TITLES[row["relation"]], heads),
        "topics": topics,
        "goals": row["goals"],
        "targets": row["targets"],
    }


def _topic_words(catalogue: Catalogue, topic: Answer, heads: Heads) -> str:
    """A topic with the relation under which it reaches the county: 白酒（点名）."""
    title = say(catalogue.topics[topic["slug"]].title, heads)
    relation = say(RELATION_TITLES[topic["relation"]], heads)
    return f"{title} ({relation})" if heads is Heads.ENGLISH else f"{title}（{relation}）"


def _flow_table(subject: FigureSubject, flows: Sequence[Flow], heads: Heads) -> Table:
    catalogue, wanted = subject.catalogue, subject.wanted
    documents = {goal.document for goal, _ in find_goals(catalogue, wanted)}
    rows = [
        {
            "from_adcode": flow.start,
            "from_county": _name(catalogue, flow.start),
            "to_adcode": flow.end,
            "to_county": _name(catalogue, flow.end),
        }
        for flow in flows
    ]
    sources = [one.title for one in catalogue.documents.values() if one.id in documents]
    return Table(
        columns=FLOW_COLUMNS,
        heads=tuple(_head(column, heads) for column in FLOW_COLUMNS),
        rows=rows,
        title=_said(_FLOWS, heads),
        notes=describe_table(catalogue, describe_filter(catalogue, wanted, heads), sources, heads),
        notes_title=say(_NOTES, heads),
    )


def _layer_table(
    catalogue: Catalogue, layer: LayerVersion, rows: list[dict[str, Any]], heads: Heads
) -> Table:
    columns = tuple(one.name for one in layer.schema)
    titles = tuple(one.name if heads is Heads.CODE else say(one.title, heads) for one in layer.schema)
    definition = layer.definition
    said = [("layer" if heads is Heads.CODE else say(Text("图层", "Layer"), heads), layer.id)]
    return Table(
        columns=columns,
        heads=titles,
        rows=[{name: _plain(row.get(name)) for name in columns} for row in rows],
        title=layer.id if heads is Heads.CODE else say(definition.title, heads),
        notes=describe_table(catalogue, said, [definition.attribution], heads),
        notes_title=say(_NOTES, heads),
    )


def _shown_fields(layer: LayerVersion) -> tuple[str, ...]:
    """The name of a feature, then what its popup tells."""
    known = {one.name for one in layer.schema} - _CODED
    wanted = dict.fromkeys((layer.title_field, *layer.definition.popup))
    return tuple(name for name in wanted if name in known)[:_MOST_FIELDS]


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _head(column: str, heads: Heads) -> str:
    if heads is Heads.CODE:
        return column
    return say(_HEADS[column], heads) if column in _HEADS else head_of(column, heads)


def _said(title: Text, heads: Heads) -> str:
    return title.en if heads is Heads.CODE else say(title, heads)


def _name(catalogue: Catalogue, adcode: str) -> str:
    return catalogue.units[adcode].name if adcode in catalogue.units else ""
