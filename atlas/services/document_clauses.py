"""What is shown of the clauses of an added document: their text to staff, to everybody no more than was confirmed."""

from __future__ import annotations

from atlas.core.errors import Text
from atlas.core.policy.drafts import ClauseWords, clauses_above
from atlas.core.policy.reading.draft import DraftDocument
from atlas.stores.document_records import DocumentText

#: What may stand between a heading and the text that goes on in its line.
_HEADING_ENDS = "。．.：:、 \t\n\u3000"
_BETWEEN_SUMMARIES = "；"


def clause_words(text: DocumentText) -> dict[str, ClauseWords]:
    """What staff see of clauses: what people wrote of them, else the words of the text.

    Parameters
    ----------
    text
        With its outline.

    Returns
    -------
    dict
        By clause id; of one that was printed twice the first words.
    """
    shown: dict[str, ClauseWords] = {}
    for clause in text.clauses:
        body = text.source.text[clause.span.start : clause.span.end]
        _, found, rest = body.partition(clause.heading) if clause.heading else ("", "", body)
        own = ClauseWords(
            _in_both(clause.heading), _in_both((rest if found else body).lstrip(_HEADING_ENDS).rstrip())
        )
        written = text.words.get(clause.id)
        if written is not None:
            heading = written.heading if written.heading.zh else own.heading
            own = ClauseWords(heading, written.summary if written.summary.zh else own.summary)
        shown.setdefault(clause.id, own)
    return shown


def public_words(text: DocumentText, confirmed: DraftDocument) -> dict[str, ClauseWords]:
    """What everybody sees of clauses: what people wrote of them, else what they confirmed.

    Parameters
    ----------
    text
        With its outline.
    confirmed
        The items that everybody sees.

    Returns
    -------
    dict
        Clauses with a confirmed item, and those above them; of the latter the headings alone. The text of a clause is
        not in it: it says more than was confirmed.
    """
    said: dict[str, dict[str, None]] = {}
    for item in confirmed.items:
        said.setdefault(item.clause, {}).update({item.summary.zh: None})
    found = clauses_above(said)
    headings = {clause.id: clause.heading for clause in reversed(text.clauses) if clause.id in found}
    shown: dict[str, ClauseWords] = {}
    for clause in found:
        written = text.words.get(clause, ClauseWords(Text("", "")))
        heading = written.heading if written.heading.zh else _in_both(headings.get(clause, ""))
        summary = Text("", "")
        if clause in said:
            own = _in_both(_BETWEEN_SUMMARIES.join(words for words in said[clause] if words))
            summary = written.summary if written.summary.zh else own
        shown[clause] = ClauseWords(heading, summary)
    return shown


def _in_both(words: str) -> Text:
    return Text(words, words)
