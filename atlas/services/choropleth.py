"""Values by county for a choropleth, in classes that screen and figure share."""

from __future__ import annotations

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
        value), ``not_asked`` (no goal reaches the county).

    Raises
    ------
    ParameterError
        Unknown indicator or scheme.
    """
    counties = [unit.adcode for unit in catalogue.counties_within(wanted.region)]
    if indicator in COUNTED:
        counts, documents = _count_goals(catalogue, indicator, wanted)
        about: Answer = {**COUNTED[indicator], "source": _titles(catalogue, documents)}
        values = {code: float(counts[code]) for code in counties if code in counts}
        missing = {"no_data": [], "not_asked": [code for code in counties if code not in counts]}
    else:
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
        about = indicator_answer(known)
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
    }


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
