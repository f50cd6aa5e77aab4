"""Words of a caller, from an address or a command line, become checked values; an unknown name is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from atlas.core.classify import SCHEMES
from atlas.core.errors import ParameterError
from atlas.core.filters import MAX_LIMIT, FeatureQuery, parse_bbox, parse_integer
from atlas.core.model import Kind, Relation
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.rows import GoalFilter
from atlas.core.policy.wording import Heads

#: Parameters that every question on goals takes.
GOAL_PARAMETERS = ("document", "clause", "adcode", "region", "topic", "relation", "kind", "year")

_Choice = TypeVar("_Choice", bound=StrEnum)


def check_names(values: Mapping[str, str], known: Iterable[str]) -> None:
    """Refuse parameters that the address does not take.

    Parameters
    ----------
    values
        The query.
    known
        Names it takes.

    Raises
    ------
    ParameterError
        There is another.
    """
    allowed = list(known)
    for name in values:
        if name not in allowed:
            raise ParameterError(
                f"未知的参数：{name[:40]}",
                f"unknown parameter: {name[:40]}",
                code="parameter_unknown",
                hint_zh=f"可用参数：{'、'.join(allowed) or '无'}。",
                hint_en=f"Parameters: {', '.join(allowed) or 'none'}.",
                parameter=name[:40],
            )


def check_single(values: Iterable[tuple[str, Sequence[str]]]) -> None:
    """Refuse a parameter that is given twice; all but one of its values would be passed over in silence.

    Parameters
    ----------
    values
        Every value of each name.

    Raises
    ------
    ParameterError
        A name has several.
    """
    for name, given in values:
        if len(given) > 1:
            raise ParameterError(
                f"参数 {name[:40]} 给了 {len(given)} 次",
                f"parameter {name[:40]} is given {len(given)} times",
                code="parameter_repeated",
                hint_zh="每个参数只给一次；多个专题、关系或类别用逗号分隔。",
                hint_en="Give each parameter once; part several topics, relations or kinds by commas.",
                parameter=name[:40],
            )


def read_goal_filter(values: Mapping[str, str], catalogue: Catalogue) -> GoalFilter:
    """The goal filter of a query.

    Parameters
    ----------
    values
        The query.
    catalogue
        Against which ids, codes and slugs are checked.

    Returns
    -------
    GoalFilter
        Checked.

    Raises
    ------
    AtlasError
        An unknown document, clause, code, topic, relation or kind, or a year that is no year.
    """
    document, clause = values.get("document", ""), values.get("clause", "")
    adcode, region = values.get("adcode", ""), values.get("region", "")
    if document:
        catalogue.get_document(document)
    if clause:
        _check_clause(catalogue, document, clause)
    for code in filter(None, (adcode, region)):
        catalogue.get_unit(code)
    topics = frozenset(_words(values.get("topic", "")))
    for topic in topics:
        catalogue.get_topic(topic)
    year = values.get("year", "")
    return GoalFilter(
        document=document,
        clause=clause,
        adcode=adcode,
        region=region,
        topics=topics,
        relations=frozenset(_choices("relation", values.get("relation", ""), Relation)),
        kinds=frozenset(_choices("kind", values.get("kind", ""), Kind)),
        year=parse_integer("year", year, lowest=1949, highest=2100) if year else None,
    )


def read_page(values: Mapping[str, str], *, default_limit: int = 100) -> tuple[int, int]:
    """Limit and offset of a query.

    Parameters
    ----------
    values
        The query.
    default_limit
        Without a limit in the query.

    Returns
    -------
    tuple of int
        Limit and offset.

    Raises
    ------
    ParameterError, LimitExceeded
        Not whole numbers, or out of bounds.
    """
    limit = parse_integer("limit", values.get("limit", str(default_limit)), lowest=1, highest=MAX_LIMIT)
    offset = parse_integer("offset", values.get("offset", "0"), lowest=0, highest=10_000_000)
    return limit, offset


def read_feature_query(values: Mapping[str, str]) -> FeatureQuery:
    """The feature filter of a query: bbox, limit, offset, and every other name a property.

    Parameters
    ----------
    values
        The query.

    Returns
    -------
    FeatureQuery
        Property names are not checked yet.

    Raises
    ------
    BboxError, ParameterError, LimitExceeded
        A value cannot be used.
    """
    limit, offset = read_page(values)
    properties = {name: value for name, value in values.items() if name not in ("bbox", "limit", "offset")}
    bbox = parse_bbox(values["bbox"]) if "bbox" in values else None
    return FeatureQuery(bbox=bbox, properties=properties, limit=limit, offset=offset)


def read_classes(values: Mapping[str, str]) -> tuple[str, int]:
    """Scheme and number of classes of a query.

    Parameters
    ----------
    values
        The query.

    Returns
    -------
    tuple of str and int
        Five quantiles by default.

    Raises
    ------
    ParameterError, LimitExceeded
        An unknown scheme, or a number that is no number of classes.
    """
    scheme = values.get("scheme", "quantiles")
    if scheme not in SCHEMES:
        raise _unknown_choice("scheme", scheme, SCHEMES)
    return scheme, parse_integer("k", values.get("k", "5"), lowest=2, highest=9)


def read_format(values: Mapping[str, str], known: Iterable[str]) -> str:
    """Format of a query; the first known one by default.

    Parameters
    ----------
    values
        The query.
    known
        Formats.

    Returns
    -------
    str
        One of them.

    Raises
    ------
    ParameterError
        Another.
    """
    formats = list(known)
    wanted = values.get("format", formats[0])
    if wanted not in formats:
        raise _unknown_choice("format", wanted, formats)
    return wanted


def read_heads(values: Mapping[str, str], wanted_format: str) -> Heads:
    """Whether a table is wanted in codes or in words; codes by default.

    Parameters
    ----------
    values
        The query.
    wanted_format
        Of the answer.

    Returns
    -------
    Heads
        The choice.

    Raises
    ------
    ParameterError
        Another word, or words for JSON, whose names are those of the interface.
    """
    word = values.get("heads", Heads.CODE.value)
    if word not in set(Heads):
        raise _unknown_choice("heads", word, [choice.value for choice in Heads])
    heads = Heads(word)
    if heads is not Heads.CODE and wanted_format == "json":
        raise ParameterError(
            f"参数 heads={heads} 只用于表格，不用于 JSON",
            f"parameter heads={heads} is for tables, not for JSON",
            hint_zh="请改用 format=csv 或 format=xlsx，或去掉 heads。",
            hint_en="Use format=csv or format=xlsx, or leave heads out.",
            parameter="heads",
        )
    return heads


def _check_clause(catalogue: Catalogue, document: str, clause: str) -> None:
    if not document:
        raise ParameterError(
            "参数 clause 需要同时给出 document",
            "parameter clause needs a document too",
            hint_zh="请加上 document=文件编号。",
            hint_en="Add document=<id>.",
            parameter="clause",
        )
    above = clause + "/"
    # A heading that states nothing itself stands only in the ids below it.
    if not any(known.id.startswith(above) for known in catalogue.get_document(document).clauses):
        catalogue.get_clause(document, clause)


def _words(text: str) -> list[str]:
    return [word for word in text.split(",") if word]


def _choices(name: str, text: str, choices: type[_Choice]) -> list[_Choice]:
    found: list[_Choice] = []
    for word in _words(text):
        try:
            found.append(choices(word))
        except ValueError as error:
            raise _unknown_choice(name, word, [choice.value for choice in choices]) from error
    return found


def _unknown_choice(name: str, word: str, known: Iterable[str]) -> ParameterError:
    return ParameterError(
        f"参数 {name} 的值未知：{word[:40]}",
        f"unknown value of parameter {name}: {word[:40]}",
        code=f"{name}_unknown",
        hint_zh=f"可用：{'、'.join(known)}。",
        hint_en=f"Choices: {', '.join(known)}.",
        parameter=name,
    )
