"""Figures of goals in words, as the page writes them: ≥ 1,200 户."""

from __future__ import annotations

from atlas.core.model import Figure
from atlas.services.book_plan import BookContext
from atlas.services.book_units import english_scope, english_unit
from atlas.services.book_words import DUE, EACH, HORIZON, SUSPICIOUS

_SIGNS = {">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "~": "≈ "}
_DECIMALS = 4


def number_words(value: float) -> str:
    """A number as the page writes it.

    Parameters
    ----------
    value
        Finite.

    Returns
    -------
    str
        With thousands parted, and decimals as given, four at most.

    Examples
    --------
    >>> number_words(1200.0), number_words(2.25), number_words(343871)
    ('1,200', '2.25', '343,871')
    """
    text = f"{value:,.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def quantity_words(value: float, unit: str, *, is_english: bool = False) -> str:
    """Number and unit.

    Parameters
    ----------
    value
        Finite.
    unit
        As printed; empty for none.
    is_english
        Whether the unit is to be an English one.

    Returns
    -------
    str
        Without a space before % and °.

    Examples
    --------
    >>> quantity_words(1200, "户"), quantity_words(70, "%")
    ('1,200 户', '70%')
    >>> quantity_words(10, "亿元", is_english=True), quantity_words(1200, "户", is_english=True)
    ('1 billion yuan', '1,200')
    """
    if is_english:
        factor, unit = english_unit(unit)
        value *= factor
    gap = "" if not unit or unit[0] in "%‰°" else " "
    return f"{number_words(value)}{gap}{unit}"


def figure_words(figure: Figure, *, is_english: bool = False) -> str:
    """Operator, value and unit of a figure.

    Parameters
    ----------
    figure
        Of a goal.
    is_english
        Whether the unit is to be an English one.

    Returns
    -------
    str
        Such as ``≥ 1,200 户`` or ``3–5 个``.
    """
    if figure.op == "range" and figure.value_max is not None:
        factor = english_unit(figure.unit)[0] if is_english else 1
        upper = quantity_words(figure.value_max, figure.unit, is_english=is_english)
        return f"{number_words(figure.value * factor)}–{upper}"
    return f"{_SIGNS.get(figure.op, '')}{quantity_words(figure.value, figure.unit, is_english=is_english)}"


def year_words(figure: Figure) -> str:
    """Year or period of a figure; empty where it has none."""
    if not figure.year:
        return ""
    if figure.year_from and figure.year_from != figure.year:
        return f"{figure.year_from}–{figure.year}"
    return str(figure.year)


def qualifiers(context: BookContext, figure: Figure, name: str) -> str:
    """What else belongs to a figure: the printed qualifier, what it is of, and whether it holds for each county.

    Parameters
    ----------
    context
        Of the book.
    figure
        Of a goal.
    name
        Of the cluster or project that it belongs to.

    Returns
    -------
    str
        May be empty.
    """
    each = context.say(EACH) if figure.per == "each" and "每" not in figure.scope else ""
    wording = f"“{figure.wording}”" if figure.wording else ""
    scope = scope_words(context, figure)
    return (" · " if context.is_english else "；").join(part for part in (wording, name, scope, each) if part)


def scope_words(context: BookContext, figure: Figure) -> str:
    """What a figure is of, in the language of the book; may be empty."""
    return english_scope(figure.scope) if context.is_english else figure.scope


def doubt_words(context: BookContext, figure: Figure) -> list[str]:
    """The mark of a figure that looks wrong, with the reason; empty for others."""
    return [context.say(SUSPICIOUS, why=figure.suspicious)] if figure.suspicious else []


def due_words(context: BookContext, year: int | None, *, is_stated: bool) -> str:
    """The year a goal is due, told apart from the year to which the plan runs.

    Parameters
    ----------
    context
        Of the book.
    year
        ``None`` for none.
    is_stated
        Whether the clause writes it.

    Returns
    -------
    str
        Empty without a year.
    """
    if year is None:
        return ""
    return context.say(DUE if is_stated else HORIZON, year=year)
