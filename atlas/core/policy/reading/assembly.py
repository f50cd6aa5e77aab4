"""From the text of a document to a draft: outline, places, topics, figures and undertakings put together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from atlas.core.errors import Text
from atlas.core.policy.reading.cleaning import CleanText, clean_source
from atlas.core.policy.reading.context import Context, ReadingTools
from atlas.core.policy.reading.dates import find_horizon, find_year
from atlas.core.policy.reading.draft import DraftClause, DraftDocument
from atlas.core.policy.reading.entry_names import entry_names
from atlas.core.policy.reading.facts import DocumentFacts
from atlas.core.policy.reading.outline import read_outline
from atlas.core.policy.reading.section_items import read_items
from atlas.core.policy.reading.sections import CLOSING, Outline
from atlas.core.policy.reading.shares import ShareOut, by_oneself
from atlas.core.policy.reading.sides import Area
from atlas.core.policy.reading.source import Note, SourceText
from atlas.core.policy.reading.towns.doubts import settle_towns
from atlas.core.policy.reading.traps import TRAP_TITLES
from atlas.core.policy.reading.undertakings.companies import find_companies

# Refused names that a note tells.
_MOST_TOLD = 8
_TITLE_MARKS = re.compile("^【[^】]{1,12}】|^决策草案】")


def read_draft(
    source: SourceText,
    tools: ReadingTools,
    about: DocumentFacts,
    *,
    share: ShareOut = by_oneself,
) -> DraftDocument:
    """What a document asks of whom, as far as rules can tell.

    Parameters
    ----------
    source
        Its text.
    tools
        What every reading needs.
    about
        What is known of it; the rest is told from the text.
    share
        Has its clauses read by several at once; the draft is the same.

    Returns
    -------
    DraftDocument
        Nothing in it is confirmed. The cost grows linearly with the text.
    """
    clean = clean_source(source)
    outline = read_outline(clean.text)
    name = about.title or _spoken_title(outline.title) or source.title or about.id
    closing = next((one for one in outline.sections if one.id == CLOSING), None)
    signed = clean.text[closing.start :] if closing else ""
    written = about.year or find_year(name, clean.text[: outline.head], signed, source.text)
    until = about.horizon or find_horizon(
        f"{name}\n{clean.text[: outline.head]}", clean.text[outline.head :], year=written
    )
    context = _context(clean, outline, tools, region=about.region, year=written, horizon=until)
    return DraftDocument(
        id=about.id,
        title=Text(name, ""),
        issuer=about.issuer,
        region=about.region,
        year=written,
        horizon=until,
        clauses=tuple(
            DraftClause(one.id, one.heading, clean.source_span(one.start, one.end))
            for one in outline.sections
            if one.end > one.start
        ),
        items=tuple(read_items(context, share)),
        notes=(*clean.notes, *_refusals(context), *_towns_elsewhere(context)),
    )


def _context(
    clean: CleanText,
    outline: Outline,
    tools: ReadingTools,
    *,
    region: str,
    year: int | None,
    horizon: int | None,
) -> Context:
    companies = [(company.start, company.end) for company in find_companies(clean.text)]
    found = tools.places.read(
        clean.text,
        region=region,
        year=year or horizon,
        companies=companies,
        entries=entry_names(clean.text, outline.sections),
    )
    gazetteer = tools.places.gazetteer
    found = settle_towns(clean.text, found, outline.sections, gazetteer=gazetteer, region=region)
    return Context(clean, outline, Area(region, tools.units), tools, found, year, horizon)


def _refusals(context: Context) -> Iterator[Note]:
    """Names that look like places and are part of something else, by what they are part of."""
    counts = Counter(refusal.trap for refusal in context.found.refusals)
    for trap, count in sorted(counts.items()):
        words = list(dict.fromkeys(one.words for one in context.found.refusals if one.trap == trap))
        told = "、".join(words[:_MOST_TOLD]) + ("…" if len(words) > _MOST_TOLD else "")
        yield Note(
            f"refused_{trap}",
            Text(
                f"不作地名（{TRAP_TITLES[trap].zh}）：{told}", f"no places ({TRAP_TITLES[trap].en}): {told}"
            ),
            count,
        )


def _towns_elsewhere(context: Context) -> Iterator[Note]:
    """Towns that the text puts in a county in which the table has them not, while another of the area has one."""
    found = {one.words: one for one in context.found.elsewhere}
    if found:
        told = [f"{one.words}（{'、'.join(one.known)}）" for one in list(found.values())[:_MOST_TOLD]]
        words = "、".join(told) + ("…" if len(found) > _MOST_TOLD else "")
        yield Note(
            "town_elsewhere",
            Text(
                f"乡镇名表记在别的县（括号内），仍按文件所写的县，请核对：{words}",
                f"the table of towns has these in other counties (in brackets); read as the text says, please check: {words}",
            ),
            len(context.found.elsewhere),
        )


def _spoken_title(title: str) -> str:
    bare = _TITLE_MARKS.sub("", title)
    return (
        bare.removeprefix("《").removesuffix("》")
        if bare.startswith("《") and bare.count("《") == 1
        else bare
    )
