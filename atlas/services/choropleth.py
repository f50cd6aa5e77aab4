"""Values by county for a choropleth, in classes that screen and figure share."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace

from atlas.core.classify import classify
from atlas.core.errors import ParameterError
from atlas.core.model import Kind
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.rows import GoalFilter, find_goals, is_asked
from atlas.core.style import ramp
from atlas.services.answers import Answer, indicator_answer, plain_number

#: Counted from the goals themselves rather than read from a table.
COUNTED: dict[str, Answer] = {
    "goals": {"id": "goals", "zh": "任务数", "en": "Number of goals", "unit": "项", "year": None},
    "targets": {"id": "targets", "zh": "目标数", "en": "Number of targets", "unit": "项", "year": None},
}

#: Columns of the values as a table.
VALUE_COLUMNS = (
    "adcode",
    "county",
    "prefecture",
    "province",
    "value",
    "class",
    "class_range",
    "state",
    "unit",
    "year",
    "source",
)


def paint_counties(
    catalogue: Catalogue, indicator: str, wanted: GoalFilter, *, scheme: str, n_classes: int
) -> Answer:
    """A choropleth of the counties of a region.

    Parameters
    ----------
    catalogue
        Everything.
    indicator
        ``goals``, ``targets`` or the id of an indicator.
    wanted
        Region, and for counts the goals to count.
    scheme, n_classes
        See ``atlas.core.classify``.

    Returns
    -------
    dict
        Classes with colours, values by adcode, and three kinds of nothing: ``zero``, ``no_data`` (the table has no
        value), ``not_asked`` (no goal reaches the county). ``documents``: ids of those whose goals are counted.

    Raises
    ------
    ParameterError
        Unknown indicator or scheme.
    """
    counties = [unit.adcode for unit in catalogue.counties_within(wanted.region)]
    if indicator in COUNTED:
        counts, documents = _count_goals(catalogue, indicator, wanted)
        about = {**describe_indicator(catalogue, indicator), "source": _titles(catalogue, documents)}
        titled = [name for name in catalogue.documents if name in documents]
        values = {code: float(counts[code]) for code in counties if code in counts}
        missing = {"no_data": [], "not_asked": [code for code in counties if code not in counts]}
    else:
        about = describe_indicator(catalogue, indicator)
        titled = []
        known = catalogue.indicators[indicator]
        values = {code: known.values[code] for code in counties if code in known.values}
        missing = {"no_data": [code for code in counties if code not in values], "not_asked": []}
    # Zero is drawn and listed by itself, so that the classes tell amounts apart.
    amounts = [value for value in values.values() if value]
    breaks = classify(amounts, scheme=scheme, n_classes=n_classes)
    colours = ramp(len(breaks))
    return {
        "indicator": about,
        "scheme": scheme,
        "breaks": [plain_number(item.upper) for item in breaks],
        "classes": [
            {
                "from": plain_number(item.lower),
                "to": plain_number(item.upper),
                "colour": colour,
                "count": item.count,
            }
            for item, colour in zip(breaks, colours, strict=False)
        ],
        "values": {code: plain_number(value) for code, value in values.items()},
        "names": {code: catalogue.units[code].name for code in counties},
        "zero": [code for code, value in values.items() if value == 0],
        **missing,
        "documents": titled,
    }


def describe_indicator(catalogue: Catalogue, indicator: str) -> Answer:
    """What an indicator measures, be it counted or read from a table.

    Parameters
    ----------
    catalogue
        Everything.
    indicator
        ``goals``, ``targets`` or the id of an indicator.

    Returns
    -------
    dict
        Id, title, unit and year.

    Raises
    ------
    ParameterError
        There is no such indicator.
    """
    if indicator in COUNTED:
        return COUNTED[indicator]
    known = catalogue.indicators.get(indicator)
    if known is None:
        raise ParameterError(
            f"没有编号为“{indicator[:40]}”的指标",
            f"there is no indicator “{indicator[:40]}”",
            code="indicator_unknown",
            hint_zh=f"可用：{'、'.join([*COUNTED, *catalogue.indicators])}。",
            hint_en=f"Indicators: {', '.join([*COUNTED, *catalogue.indicators])}.",
            parameter="indicator",
        )
    return indicator_answer(known)


def value_rows(catalogue: Catalogue, painted: Answer) -> list[Answer]:
    """The values of a choropleth, one row a county.

    Parameters
    ----------
    catalogue
        For names.
    painted
        The choropleth.

    Returns
    -------
    list of dict
        Keys ``VALUE_COLUMNS``, counties by code. Classes count from 1; a zero is in class 0, by itself. ``state`` is
        ``value``, ``no_data`` or ``not_asked``.
    """
    about = painted["indicator"]
    ranges = class_ranges(painted["classes"])
    no_data = frozenset(painted["no_data"])
    rows: list[Answer] = []
    for adcode, county in painted["names"].items():
        unit = catalogue.units[adcode]
        value = painted["values"].get(adcode)
        place = _class_of(painted["breaks"], value)
        rows.append(
            {
                "adcode": adcode,
                "county": county,
                "prefecture": _name(catalogue, unit.prefecture),
                "province": _name(catalogue, unit.province),
                "value": value,
                "class": place,
                "class_range": ("0", *ranges)[place] if place is not None else "",
                "state": "value" if value is not None else "no_data" if adcode in no_data else "not_asked",
                "unit": about["unit"],
                "year": about["year"],
                "source": about["source"],
            }
        )
    return rows


def _class_of(breaks: Sequence[float], value: float | None) -> int | None:
    """Number of the class that takes a value; 0 for a zero, which stands by itself."""
    if not value:
        return None if value is None else 0
    return bisect_left(breaks, value) + 1


def class_ranges(classes: Sequence[Answer], write: Callable[[float], str] = str) -> list[str]:
    """Ranges as the legend writes them.

    Parameters
    ----------
    classes
        Of a choropleth.
    write
        Writes a number.

    Returns
    -------
    list of str
        Counted things read 1, 2–3, 4–8, without a shared bound.
    """
    counted = all(isinstance(one[end], int) for one in classes for end in ("from", "to"))
    ranges: list[str] = []
    for before, one in zip([None, *classes], classes, strict=False):
        is_shared = before is not None and before["to"] == one["from"]
        low = one["from"] + 1 if counted and is_shared else one["from"]
        ranges.append(write(low) if low == one["to"] else f"{write(low)}–{write(one['to'])}")
    return ranges


def _name(catalogue: Catalogue, adcode: str) -> str:
    return catalogue.units[adcode].name if adcode in catalogue.units else ""


def _count_goals(catalogue: Catalogue, indicator: str, wanted: GoalFilter) -> tuple[dict[str, int], set[str]]:
    """Different goals that ask something of each county, and the documents they stand in."""
    reached: dict[str, set[str]] = {}
    documents: set[str] = set()
    kinds = wanted.kinds or frozenset(set(Kind) - {Kind.FACT})
    if indicator == "targets":
        kinds = frozenset({Kind.TARGET})
    for goal, links in find_goals(catalogue, replace(wanted, kinds=kinds)):
        for link in links:
            if is_asked(link) or link.relation in wanted.relations:
                reached.setdefault(link.adcode, set()).add(goal.id)
                documents.add(goal.document)
    return {code: len(goals) for code, goals in reached.items()}, documents


def _titles(catalogue: Catalogue, documents: set[str]) -> str:
    return "；".join(
        document.title.zh for document in catalogue.documents.values() if document.id in documents
    )
