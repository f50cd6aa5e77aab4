"""What an import says: the report, its messages, the questions it asks and the answers it takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from atlas.core.errors import AtlasError, Text

#: Feature numbers told in one message; the count beside them is always whole.
MOST_FEATURES = 1000


class ImportStatus(StrEnum):
    """How an import ended."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_WARNINGS = "accepted_with_warnings"
    NEEDS_ANSWER = "needs_answer"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class ImportMessage:
    """One finding: what is wrong, where, and what to do next.

    Parameters
    ----------
    code
        Stable text for programs.
    message, hint
        For a person.
    features
        Numbers of the features it is about, as the file counts them, from 1; at most ``MOST_FEATURES``.
    feature_count
        All features it is about, those not listed too.
    detail
        Particulars such as ``file``, ``field``, ``values``.
    """

    code: str
    message: Text
    hint: Text = field(default_factory=lambda: Text("", ""))
    features: tuple[int, ...] = ()
    feature_count: int = 0
    detail: Mapping[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The message as the report gives it.

        Returns
        -------
        dict
            ``code``, ``message``, ``hint``, ``features``, ``feature_count`` and ``detail``.
        """
        return {
            "code": self.code,
            "message": self.message.to_dict(),
            "hint": self.hint.to_dict(),
            "features": list(self.features),
            "feature_count": self.feature_count,
            "detail": dict(self.detail),
        }


def message_about(
    code: str,
    message: Text,
    rows: Iterable[int] = (),
    *,
    hint: Text | None = None,
    **detail: Any,
) -> ImportMessage:
    """A message about features.

    Parameters
    ----------
    code
        Stable text for programs.
    message, hint
        For a person.
    rows
        Places in the file, from 0.
    **detail
        Particulars.

    Returns
    -------
    ImportMessage
        With feature numbers from 1.

    Examples
    --------
    >>> message_about("null_geometry", Text("要素没有几何", "no geometry"), [0, 4]).features
    (1, 5)
    """
    numbers = sorted({int(row) + 1 for row in rows})
    return ImportMessage(
        code=code,
        message=message,
        hint=hint or Text("", ""),
        features=tuple(numbers[:MOST_FEATURES]),
        feature_count=len(numbers),
        detail=detail,
    )


def message_of(error: AtlasError) -> ImportMessage:
    """The message of an error.

    Parameters
    ----------
    error
        What stopped the import.

    Returns
    -------
    ImportMessage
        Same code, words and detail.
    """
    return ImportMessage(error.code, error.message, error.hint, detail=error.detail)


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer to a question.

    Parameters
    ----------
    value
        What the answer is written as: an encoding, ``EPSG:4490``, the name of a member.
    title
        For a person.
    reason
        Why it may be right, such as the counties the features would land in.
    sample
        What the data look like with it: decoded texts, places.
    """

    value: str
    title: Text
    reason: Text = field(default_factory=lambda: Text("", ""))
    sample: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The choice as the report gives it.

        Returns
        -------
        dict
            ``value``, ``title``, ``reason`` and ``sample``.
        """
        return {
            "value": self.value,
            "title": self.title.to_dict(),
            "reason": self.reason.to_dict(),
            "sample": list(self.sample),
        }


@dataclass(frozen=True, slots=True)
class Question:
    """Something only a person can decide.

    Parameters
    ----------
    code
        Field of ``ImportAnswers`` that answers it: ``member``, ``encoding``, ``crs``, ``x_column`` …
    message, hint
        For a person.
    choices
        The likeliest first; empty when anything may be answered.
    """

    code: str
    message: Text
    hint: Text
    choices: tuple[Choice, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The question as the report gives it.

        Returns
        -------
        dict
            ``code``, ``message``, ``hint`` and ``choices``.
        """
        return {
            "code": self.code,
            "message": self.message.to_dict(),
            "hint": self.hint.to_dict(),
            "choices": [choice.to_dict() for choice in self.choices],
        }


@dataclass(frozen=True, slots=True)
class ImportAnswers:
    """What the person who imports has said; empty where nothing was said.

    Parameters
    ----------
    member
        Which data set of a file that holds several.
    encoding
        Of the text.
    crs
        Such as ``EPSG:4490``, or WKT.
    offset
        ``gcj02`` or ``bd09`` to undo that offset, ``none`` to keep positions as they are.
    x_column, y_column
        Columns with coordinates.
    unit_column
        Column with county names or codes to join on.
    axes
        ``swapped`` when the file writes north before east, ``kept`` to take it as it stands.
    """

    member: str = ""
    encoding: str = ""
    crs: str = ""
    offset: str = ""
    x_column: str = ""
    y_column: str = ""
    unit_column: str = ""
    axes: str = ""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What is in a file, what was wrong, what was repaired, and where it lies.

    Parameters
    ----------
    status
        How it ended.
    layer, version
        Where it was kept; ``None`` when it was not.
    feature_count
        Features kept.
    geometry_type
        ``Point``, ``MultiPolygon`` …; empty when unknown.
    crs
        Of the file, such as ``EPSG:4490``; WKT when it has no code.
    encoding
        Of the file's text.
    bbox
        West, south, east, north [degree]; ``None`` without features.
    warnings, errors, questions
        In the order they were found.
    fields
        Name and type of each column kept.
    balance
        Balance sheet of the join with counties; empty before it.
    source
        File name, member, driver, size and digest.
    """

    status: ImportStatus
    layer: str | None = None
    version: int | None = None
    feature_count: int = 0
    geometry_type: str = ""
    crs: str = ""
    encoding: str = ""
    bbox: tuple[float, float, float, float] | None = None
    warnings: Sequence[ImportMessage] = ()
    errors: Sequence[ImportMessage] = ()
    questions: Sequence[Question] = ()
    fields: Sequence[Mapping[str, Any]] = ()
    balance: Mapping[str, Any] = field(default_factory=dict)
    source: Mapping[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The report as command line and API give it.

        Returns
        -------
        dict
            Plain values.
        """
        return {
            "status": self.status.value,
            "layer": self.layer,
            "version": self.version,
            "feature_count": self.feature_count,
            "geometry_type": self.geometry_type,
            "crs": self.crs,
            "encoding": self.encoding,
            "bbox": list(self.bbox) if self.bbox else None,
            "warnings": [message.to_dict() for message in self.warnings],
            "errors": [message.to_dict() for message in self.errors],
            "questions": [question.to_dict() for question in self.questions],
            "fields": [dict(one) for one in self.fields],
            "balance": dict(self.balance),
            "source": dict(self.source),
        }


def report_from_dict(values: Mapping[str, Any]) -> ImportReport:
    """The report that ``to_dict`` gave.

    Parameters
    ----------
    values
        Plain values.

    Returns
    -------
    ImportReport
        The same.
    """
    box = values.get("bbox")
    return ImportReport(
        status=ImportStatus(values["status"]),
        layer=values.get("layer"),
        version=values.get("version"),
        feature_count=values.get("feature_count", 0),
        geometry_type=values.get("geometry_type", ""),
        crs=values.get("crs", ""),
        encoding=values.get("encoding", ""),
        bbox=(box[0], box[1], box[2], box[3]) if box else None,
        warnings=tuple(_message_from_dict(one) for one in values.get("warnings", ())),
        errors=tuple(_message_from_dict(one) for one in values.get("errors", ())),
        questions=tuple(_question_from_dict(one) for one in values.get("questions", ())),
        fields=tuple(values.get("fields", ())),
        balance=values.get("balance", {}),
        source=values.get("source", {}),
    )


def _message_from_dict(values: Mapping[str, Any]) -> ImportMessage:
    return ImportMessage(
        code=values["code"],
        message=Text(**values["message"]),
        hint=Text(**values["hint"]),
        features=tuple(values["features"]),
        feature_count=values["feature_count"],
        detail=values["detail"],
    )


def _question_from_dict(values: Mapping[str, Any]) -> Question:
    return Question(
        code=values["code"],
        message=Text(**values["message"]),
        hint=Text(**values["hint"]),
        choices=tuple(
            Choice(one["value"], Text(**one["title"]), Text(**one["reason"]), tuple(one["sample"]))
            for one in values["choices"]
        ),
    )
