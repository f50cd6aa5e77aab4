"""The small print of a figure: where its data come from, how it was drawn, by whom and when."""

from __future__ import annotations

import re
from collections.abc import Iterable

from atlas.core.figures import wording
from atlas.core.figures.projection import FigureProjection
from atlas.core.figures.theme import FigureTheme
from atlas.services.figure_subject import FigureSubject

#: Longest link that is printed [characters]; the file itself keeps the whole.
_LONGEST_LINK = 240
_LOOPBACK = re.compile(r"^https?://(localhost|127\.[\d.]+|\[::1\])(:\d+)?(?=[/?#]|$)")


def imprint_lines(
    subject: FigureSubject, theme: FigureTheme, projection: FigureProjection
) -> tuple[str, ...]:
    """Lines below the map on the left.

    Parameters
    ----------
    subject
        Of the figure.
    theme
        With its sources and notes.
    projection
        Of the map.

    Returns
    -------
    tuple of str
        Notes, sources with the date of the data, projection, link of the view; only the projection where the text
        around the figure tells the rest.
    """
    say, colon = subject.say, ": " if subject.language == "en" else "："
    semicolon = "; " if subject.language == "en" else "；"
    words = subject.request.words
    projected = f"{say(wording.PROJECTION)}{colon}{say(projection.name)}"
    if not subject.request.furniture.has_heading:
        return (projected,)
    lines = list(theme.notes)
    sources = [words.source] if words.source else list(_sources(subject, theme))
    date = f"{say(wording.DATA_DATE)}{colon}{subject.catalogue.build_date}"
    lines.append(f"{say(wording.SOURCE)}{colon}{semicolon.join([*sources, date])}")
    lines.append(projected)
    if link := printed_link(words.link):
        lines.append(f"{say(wording.VIEW_LINK)}{colon}{link}")
    return tuple(lines)


def printed_link(link: str) -> str:
    """The address of a view as it stands on paper.

    Parameters
    ----------
    link
        Address; empty for none.

    Returns
    -------
    str
        Whole, or empty: from paper an address of this machine leads nowhere, and a part of an address neither.

    Examples
    --------
    >>> printed_link("https://atlas.example/?k=4"), printed_link("http://127.0.0.1:8000/?k=4")
    ('https://atlas.example/?k=4', '')
    """
    return "" if len(link) > _LONGEST_LINK or _LOOPBACK.match(link) else link


def signature_lines(subject: FigureSubject) -> tuple[str, ...]:
    """Lines below the map on the right.

    Parameters
    ----------
    subject
        Of the figure.

    Returns
    -------
    tuple of str
        Review number, office and date of making, as far as they are known.
    """
    words, say = subject.request.words, subject.say
    colon = ": " if subject.language == "en" else "："
    told = (
        (wording.REVIEW_NUMBER, words.review_number),
        (wording.OFFICE, words.office),
        (wording.MADE, words.date),
    )
    return tuple(f"{say(name)}{colon}{value}" for name, value in told if value)


def source_words(subject: FigureSubject, theme: FigureTheme) -> str:
    """Where the data come from, in one line for the file itself.

    Parameters
    ----------
    subject
        Of the figure.
    theme
        With its sources.

    Returns
    -------
    str
        All sources.
    """
    parting = "; " if subject.language == "en" else "；"
    return subject.request.words.source or parting.join(_sources(subject, theme))


def _sources(subject: FigureSubject, theme: FigureTheme) -> Iterable[str]:
    yield from theme.sources
    for layer in theme.layers:
        if layer.source and layer.source not in theme.sources:
            is_english = subject.language == "en"
            dated = f" ({layer.date})" if is_english else f"（{layer.date}）"
            colon = ": " if is_english else "："
            yield f"{layer.title}{colon}{layer.source}{dated if layer.date else ''}"
    yield subject.say(wording.BOUNDARY_SOURCE)
