"""What a table says of itself: what was asked for, the date of the data, the source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from atlas.core.errors import Text
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.rows import GoalFilter
from atlas.core.policy.wording import COLUMN_TITLES, Heads, say
from atlas.core.style import KIND_TITLES, RELATION_TITLES


def describe_filter(catalogue: Catalogue, wanted: GoalFilter, heads: Heads) -> list[tuple[str, str]]:
    """What was asked for, as names and values.

    Parameters
    ----------
    catalogue
        For titles.
    wanted
        The filter.
    heads
        Codes give the parameters of the interface.

    Returns
    -------
    list of tuple of str
        Only what was chosen, in the order of the interface.
    """
    chosen: dict[str, list[tuple[str, Text]]] = {
        "document": [(wanted.document, catalogue.documents[wanted.document].title)]
        if wanted.document
        else [],
        "clause": [(wanted.clause, Text(wanted.clause, wanted.clause))] if wanted.clause else [],
        "adcode": _unit(catalogue, wanted.adcode),
        "region": _unit(catalogue, wanted.region),
        "topic": [(slug, one.title) for slug, one in catalogue.topics.items() if slug in wanted.topics],
        "relation": [(slug, one) for slug, one in RELATION_TITLES.items() if slug in wanted.relations],
        "kind": [(slug, one) for slug, one in KIND_TITLES.items() if slug in wanted.kinds],
        "year": [(str(wanted.year), Text(str(wanted.year), str(wanted.year)))] if wanted.year else [],
    }
    parting = "、" if heads is Heads.CHINESE else ", " if heads is Heads.ENGLISH else ","
    return [
        (
            name_parameter(name, heads),
            parting.join(code if heads is Heads.CODE else say(title, heads) for code, title in values),
        )
        for name, values in chosen.items()
        if values
    ]


_FILTER_TITLES: Mapping[str, Text] = {
    **COLUMN_TITLES,
    "adcode": Text("单位", "Unit"),
    "region": Text("地区", "Region"),
    "indicator": Text("指标", "Indicator"),
}


def name_parameter(parameter: str, heads: Heads) -> str:
    """What a parameter is called.

    Parameters
    ----------
    parameter
        Its name in the interface.
    heads
        Code gives the name itself.

    Returns
    -------
    str
        The name.
    """
    return parameter if heads is Heads.CODE else say(_FILTER_TITLES[parameter], heads)


def _unit(catalogue: Catalogue, adcode: str) -> list[tuple[str, Text]]:
    name = catalogue.units[adcode].name if adcode else ""
    return [(adcode, Text(name, name))] if adcode else []


def describe_table(
    catalogue: Catalogue, filters: Sequence[tuple[str, str]], sources: Sequence[Text], heads: Heads
) -> tuple[str, ...]:
    """Lines that tell what a table holds: filter, date of the data, source.

    Parameters
    ----------
    catalogue
        For date and version.
    filters
        Names and values of what was chosen.
    sources
        Titles.
    heads
        English lines for ``en``, else Chinese.

    Returns
    -------
    tuple of str
        Three lines.
    """
    if heads is Heads.ENGLISH:
        return (
            f"Filter: {'; '.join(f'{name}: {value}' for name, value in filters) or 'none'}",
            f"Date of the data: {catalogue.build_date}; version: {catalogue.version}",
            f"Source: {'; '.join(say(source, heads) for source in sources)}",
        )
    sign = "=" if heads is Heads.CODE else "："
    return (
        f"筛选：{'；'.join(f'{name}{sign}{value}' for name, value in filters) or '无'}",
        f"数据日期：{catalogue.build_date}；版本：{catalogue.version}",
        f"来源：{'；'.join(source.zh for source in sources)}",
    )
