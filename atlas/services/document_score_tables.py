"""Scores as tables and as plain values: how well was found what, which types of places are hard, which rules went wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from atlas.core.policy.reading.plain_search import ALL_NAMES, FULL_NAMES
from atlas.core.policy.reading.scores import CLASSES, Count, Difference, Score, Share, trust_classes
from atlas.services.answers import Answer
from atlas.services.document_scoring import ScoredDocument, ScoredSet

_MEASURES = {
    "links": "county links",
    "links_with_topic": "county links with topic",
    "targets": "targets",
    "targets_in_any_clause": "targets, whatever the clause",
    "facts": "facts",
    "members": "counties inside named prefectures and regions",
    "undertakings": "clusters, zones and projects",
}
_SIMPLE = {
    FULL_NAMES: "county links by a plain search for full names",
    ALL_NAMES: "county links by a plain search, short names too",
}
_SHARES = {
    "clauses": "clauses found",
    "years": "year of the text found",
    "horizons": "horizon found",
    "traps_avoided": "traps avoided",
    "scopes": "goals for all that the document covers, found as such",
}
#: Columns of the list of differences.
DIFFERENCE_COLUMNS = (
    "document",
    "measure",
    "side",
    "clause",
    "words",
    "adcode",
    "label",
    "rule",
    "confidence",
    "note",
)


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """A table of a score; all cells are text."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def score_tables(scored: ScoredSet) -> list[ScoreTable]:
    """The tables of a labelled set.

    Parameters
    ----------
    scored
        The set.

    Returns
    -------
    list of ScoreTable
        What was found, what else was told, types of places, confidence, wrong rules, documents.
    """
    total = scored.total
    return [
        _found_table(total),
        _share_table(total),
        _type_table(total),
        _trust_table(total),
        _wrong_table(scored.documents),
        _document_table(scored.documents),
    ]


def rule_table(score: Score) -> ScoreTable:
    """Every rule, those with the most wrong places first.

    Parameters
    ----------
    score
        Of a set.

    Returns
    -------
    ScoreTable
        With how many places each rule led to counties, and how many are right.
    """
    rules = sorted(score.rules.items(), key=lambda one: (one[1].number - one[1].total, one[0]))
    return ScoreTable(
        "Rules", ("rule", "right", "made", "share"), tuple((rule, *_share(share)) for rule, share in rules)
    )


def calibration_lines(score: Score) -> str:
    """The table of ``core.policy.reading.confidence``.

    Parameters
    ----------
    score
        Of the development half.

    Returns
    -------
    str
        A line for each rule, in the order of their names.
    """
    lines = [
        f'    "{rule}": ({share.number}, {share.total}),\n' for rule, share in sorted(score.rules.items())
    ]
    return "".join(lines)


def difference_rows(scored: ScoredSet) -> Iterator[Answer]:
    """Everything that went wrong in a set.

    Parameters
    ----------
    scored
        The set.

    Yields
    ------
    dict
        With the keys ``DIFFERENCE_COLUMNS``.
    """
    for document in scored.documents:
        for one in document.differences:
            yield {"document": document.labels.id, **_difference(one)}


def score_answer(scored: ScoredSet, *, with_differences: bool) -> Answer:
    """A scored set as plain values.

    Parameters
    ----------
    scored
        The set.
    with_differences
        Whether to list everything that went wrong.

    Returns
    -------
    dict
        ``name``, ``total`` and ``documents``.
    """
    return {
        "name": scored.name,
        "total": _score(scored.total),
        "documents": [
            {
                "id": one.labels.id,
                "title": one.labels.title,
                "region": one.labels.region,
                **_score(one.score),
                **(
                    {"differences": [_difference(each) for each in one.differences]}
                    if with_differences
                    else {}
                ),
            }
            for one in scored.documents
        ],
    }


def _found_table(score: Score) -> ScoreTable:
    rows = [(title, *_count(score.measures[name])) for name, title in _MEASURES.items()]
    rows += [(title, *_count(score.simple[name])) for name, title in _SIMPLE.items()]
    return ScoreTable(
        "What was found", ("what", "right", "found", "wanted", "precision", "recall", "F1"), tuple(rows)
    )


def _share_table(score: Score) -> ScoreTable:
    rows = [(title, *_share(score.shares[name])) for name, title in _SHARES.items()]
    rows.append(("places left in doubt that are counties to be asked", *_share(score.doubts)))
    return ScoreTable("What else was told", ("what", "number", "of", "share"), tuple(rows))


def _type_table(score: Score) -> ScoreTable:
    rows = tuple(
        (
            kind,
            *(_share(Share(count.found, count.asked)) if count.asked else ("", "", "")),
            *(
                (str(count.not_asked), str(count.wrongly_asked), str(count.told))
                if count.not_asked
                else ("",) * 3
            ),
        )
        for kind, count in sorted(score.types.items())
    )
    columns = ("type of place", "found", "asked", "recall", "not asked", "wrongly asked", "relation told")
    return ScoreTable("Types of places", columns, rows)


def _trust_table(score: Score) -> ScoreTable:
    upper = dict(zip(CLASSES[1:], CLASSES, strict=False))
    rows = tuple(
        (f"{edge:.2f} to {upper.get(edge, 1.0):.2f}", *_share(share))
        for edge, share in trust_classes(score.trust).items()
    )
    return ScoreTable("Confidence of county links", ("confidence", "right", "links", "share"), rows)


def _wrong_table(documents: Sequence[ScoredDocument]) -> ScoreTable:
    wrong = Counter(
        (one.rule, one.label)
        for document in documents
        for one in document.differences
        if one.measure == "link" and not one.is_missed
    )
    rows = sorted(wrong.items(), key=lambda one: (-one[1], one[0]))
    return ScoreTable(
        "Wrong county links",
        ("rule that made them", "what the answers say", "links"),
        tuple((rule, label, str(number)) for (rule, label), number in rows),
    )


def _document_table(documents: Sequence[ScoredDocument]) -> ScoreTable:
    columns = ("document", "links", "precision", "recall", "F1", "with topic F1", "targets F1", "facts F1")
    rows = []
    for one in documents:
        measures = one.score.measures
        _, _, wanted, *figures = _count(measures["links"])
        others = (_figure(measures[name].f1) for name in ("links_with_topic", "targets", "facts"))
        rows.append((one.labels.id, wanted, *figures, *others))
    return ScoreTable("Documents", columns, tuple(rows))


def _score(score: Score) -> Answer:
    return {
        "measures": {name: _count_answer(count) for name, count in score.measures.items()},
        "shares": {name: _share_answer(share) for name, share in score.shares.items()},
        "simple_readers": {name: _count_answer(count) for name, count in score.simple.items()},
        "types": {
            kind: {
                "asked": count.asked,
                "found": count.found,
                "not_asked": count.not_asked,
                "wrongly_asked": count.wrongly_asked,
                "told": count.told,
            }
            for kind, count in sorted(score.types.items())
        },
        "rules": {rule: _share_answer(share) for rule, share in score.rules.items()},
        "confidence": [
            {"from": edge, **_share_answer(share)} for edge, share in trust_classes(score.trust).items()
        ],
        "doubts": {"places": score.doubts.total, "asked": score.doubts.number},
    }


def _difference(one: Difference) -> Answer:
    return {
        "measure": one.measure,
        "side": "missed" if one.is_missed else "wrong",
        "clause": one.clause,
        "words": one.words,
        "adcode": one.adcode,
        "label": one.label,
        "rule": one.rule,
        "confidence": one.confidence,
        "note": one.note,
    }


def _count_answer(count: Count) -> Answer:
    return {
        "right": count.right,
        "found": count.found,
        "wanted": count.wanted,
        "precision": _rounded(count.precision),
        "recall": _rounded(count.recall),
        "f1": _rounded(count.f1),
    }


def _share_answer(share: Share) -> Answer:
    return {"number": share.number, "total": share.total}


def _count(count: Count) -> tuple[str, str, str, str, str, str]:
    return (
        str(count.right),
        str(count.found),
        str(count.wanted),
        _figure(count.precision),
        _figure(count.recall),
        _figure(count.f1),
    )


def _share(share: Share) -> tuple[str, str, str]:
    return str(share.number), str(share.total), _figure(share.number / share.total if share.total else None)


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
