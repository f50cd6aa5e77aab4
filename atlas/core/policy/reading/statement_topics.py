"""Topics of a statement: those of its own words, else of the words before it in the sentence, else of the headings."""

from __future__ import annotations

from atlas.core.policy.reading.context import Context
from atlas.core.policy.reading.statements import Statement
from atlas.core.policy.reading.topics import words_around_core

# Signs before a statement that may name what it is about.
_LONGEST_LEAD = 200


def topics_of_statement(context: Context, statement: Statement, above: tuple[str, ...]) -> tuple[str, ...]:
    """Topics of a statement.

    Parameters
    ----------
    context
        The document.
    statement
        One of its statements.
    above
        Topics of the headings.

    Returns
    -------
    tuple of str
        Slugs, never empty.
    """
    finder, text = context.tools.topics, context.text
    lead = text[max(statement.lead[0], statement.lead[1] - _LONGEST_LEAD) : statement.lead[1]]
    ahead = words_around_core(text, statement.start, statement.end)
    above = finder.topics_of(ahead, fallback=above) if ahead else above
    fallback = finder.topics_of(lead, fallback=above) if lead else above
    return finder.topics_of(
        text[statement.start : statement.end],
        fallback=fallback,
        heading=above,
        places=[
            (mention.start - statement.start, mention.end - statement.start)
            for chain in context.chains(statement.start, statement.end)
            for mention in chain.mentions
        ],
    )
