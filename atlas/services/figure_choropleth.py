"""A choropleth as a figure shows it: the classes, colours and kinds of nothing that the page has."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import replace

from atlas.core.errors import Text
from atlas.core.figures import wording
from atlas.core.figures.looks import PALETTES, class_colours, no_data_look
from atlas.core.figures.theme import AreaLook, AreaPart, LegendItem, LegendSection, Panel, ValueTable
from atlas.core.model import Relation
from atlas.core.policy.rows import GoalFilter
from atlas.core.style_words import number_text
from atlas.services.answers import Answer
from atlas.services.book_units import english_unit
from atlas.services.choropleth import COUNTED, class_ranges, paint_counties
from atlas.services.figure_subject import FigureSubject, listed_codes

_MEANT = frozenset({Relation.NAMED, Relation.IMPLICIT})


def read_choropleth(subject: FigureSubject) -> Answer:
    """Ask for the values and classes that the page would show.

    Parameters
    ----------
    subject
        Of the figure.

    Returns
    -------
    dict
        Of ``choropleth.paint_counties``.

    Raises
    ------
    ParameterError
        An unknown indicator.
    """
    view = subject.request.view
    painted = paint_counties(
        subject.catalogue,
        subject.indicator,
        choropleth_filter(subject),
        scheme=view.scheme,
        n_classes=view.n_classes,
    )
    return _listed(subject, painted)


def _listed(subject: FigureSubject, painted: Answer) -> Answer:
    """Only the counties that the map is of, in the classes of the whole region, so that maps of its parts compare."""
    codes = listed_codes(subject)
    if codes is None:
        return painted
    kept = {
        name: [code for code in painted[name] if code in codes] for name in ("zero", "no_data", "not_asked")
    }
    values = {code: value for code, value in painted["values"].items() if code in codes}
    uppers = [one["to"] for one in painted["classes"]]
    counts = Counter(bisect_left(uppers, value) for value in values.values() if value)
    classes = [{**one, "count": counts[place]} for place, one in enumerate(painted["classes"])]
    names = {code: name for code, name in painted["names"].items() if code in codes}
    return {**painted, **kept, "values": values, "classes": classes, "names": names}


def choropleth_filter(subject: FigureSubject) -> GoalFilter:
    """The filter of a choropleth: what is counted only where a county itself is meant, as on the page.

    Parameters
    ----------
    subject
        Of the figure.

    Returns
    -------
    GoalFilter
        For an indicator of a table only the region.
    """
    wanted = subject.wanted
    if subject.indicator not in COUNTED:
        return GoalFilter(region=wanted.region)
    return wanted if wanted.relations else replace(wanted, relations=_MEANT)


def choropleth_panel(subject: FigureSubject, painted: Answer) -> Panel:
    """The map of the values.

    Parameters
    ----------
    subject
        Of the figure.
    painted
        Values and classes.

    Returns
    -------
    Panel
        Fills by adcode; counties of which nothing is asked stay blank.
    """
    palette = PALETTES[subject.request.page.colour]
    colours = class_colours([one["colour"] for one in painted["classes"]], subject.request.page.colour)
    looks: dict[str, AreaLook] = {}
    uppers = [one["to"] for one in painted["classes"]]
    for adcode, value in painted["values"].items():
        if value == 0:
            looks[adcode] = AreaLook((AreaPart(palette.zero),))
            continue
        place = next((at for at, upper in enumerate(uppers) if value <= upper), len(uppers) - 1)
        looks[adcode] = AreaLook((AreaPart(colours[place]),))
    looks.update(dict.fromkeys(painted["no_data"], no_data_look(palette)))
    return Panel("", looks)


def choropleth_legend(subject: FigureSubject, painted: Answer, *, has_blank: bool) -> LegendSection:
    """The classes and the kinds of nothing.

    Parameters
    ----------
    subject
        Of the figure.
    painted
        Values and classes.
    has_blank
        Whether counties of which nothing is asked are told here.

    Returns
    -------
    LegendSection
        With the method below.
    """
    palette = PALETTES[subject.request.page.colour]
    classes = painted["classes"]
    colours = class_colours([one["colour"] for one in classes], subject.request.page.colour)
    items = [
        LegendItem(words, AreaLook((AreaPart(colour),)), one["count"])
        for words, colour, one in zip(class_ranges(classes, number_text), colours, classes, strict=True)
    ]
    is_meant = _counts_meant(subject)
    blank = wording.NOT_MEANT if is_meant else wording.NOT_ASKED
    kinds: list[tuple[Text, AreaLook, str]] = [
        (wording.ZERO, AreaLook((AreaPart(palette.zero),)), "zero"),
        (wording.NO_DATA, no_data_look(palette), "no_data"),
    ]
    if has_blank:
        kinds.append((blank, AreaLook((AreaPart(palette.land),)), "not_asked"))
    items += [
        LegendItem(subject.say(words), look, len(painted[key])) for words, look, key in kinds if painted[key]
    ]
    scheme = subject.say(wording.SCHEMES[painted["scheme"]])
    return LegendSection(
        indicator_title(subject, painted),
        tuple(items),
        subject.say(wording.METHOD).format(scheme=scheme) if classes else "",
    )


def indicator_title(subject: FigureSubject, painted: Answer) -> str:
    """What is measured, in which unit, in which year.

    Parameters
    ----------
    subject
        Of the figure.
    painted
        Values and classes.

    Returns
    -------
    str
        Such as 常住人口（人，2020）.
    """
    about = painted["indicator"]
    unit = about["unit"]
    if subject.language == "en":
        factor, english = english_unit(unit)
        # The values stay as they are, so only a unit of the same size can take the place of the Chinese one.
        unit = "" if about["id"] in COUNTED else english if factor == 1 else unit
    meant = subject.say(wording.MEANT) if _counts_meant(subject) else ""
    facts = [str(part) for part in (meant, unit, about["year"]) if part]
    title = subject.say(Text(about["zh"], about["en"]))
    if not facts:
        return title
    joined = subject.joint.join(facts) if subject.language == "en" else "，".join(facts)
    return f"{title} ({joined})" if subject.language == "en" else f"{title}（{joined}）"


def choropleth_table(subject: FigureSubject, painted: Answer) -> ValueTable:
    """The values of all counties, largest first.

    Parameters
    ----------
    subject
        Of the figure.
    painted
        Values and classes.

    Returns
    -------
    ValueTable
        Counties without a value come last, with the kind of nothing in words.
    """
    units, values = subject.catalogue.units, painted["values"]
    no_data = set(painted["no_data"])
    order = sorted(painted["names"], key=lambda code: (code not in values, -(values.get(code) or 0), code))
    rows = []
    for code in order:
        nothing = wording.NO_DATA if code in no_data else wording.NOT_ASKED
        words = number_text(values[code]) if code in values else subject.say(nothing)
        rows.append((subject.name(units[code]), words))
    return ValueTable(
        indicator_title(subject, painted),
        (subject.say(wording.COUNTY), subject.say(wording.VALUE)),
        tuple(rows),
    )


def choropleth_words(subject: FigureSubject, painted: Answer) -> str:
    """What the map shows, in words, for people who do not see it.

    Parameters
    ----------
    subject
        Of the figure.
    painted
        Values and classes.

    Returns
    -------
    str
        Range, highest and lowest counties, and how many have no value.
    """
    values = painted["values"]
    title = indicator_title(subject, painted)
    if not values:
        return f"{title}: no values." if subject.language == "en" else f"{title}：没有数值。"
    order = sorted(values, key=lambda code: (-values[code], code))
    units = subject.catalogue.units

    def tell(codes: list[str]) -> str:
        return subject.joint.join(
            f"{subject.name(units[code])} {number_text(values[code])}" for code in codes
        )

    missing = len(painted["no_data"])
    if subject.language == "en":
        tail = f" {missing} without data." if missing else ""
        return f"{title}: {len(values)} counties; highest {tell(order[:3])}; lowest {tell(order[-3:])}.{tail}"
    tail = f"{missing} 县无数据。" if missing else ""
    return f"{title}：{len(values)} 县有数值；最高 {tell(order[:3])}；最低 {tell(order[-3:])}。{tail}"


def _counts_meant(subject: FigureSubject) -> bool:
    return subject.indicator in COUNTED and not subject.wanted.relations
