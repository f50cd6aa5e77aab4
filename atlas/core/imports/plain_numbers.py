"""Columns of numbers that a text format kept as text; codes, and whatever would lose a digit, stay text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Any

import pandas

# IEEE 754 double precision holds whole numbers of 15 digits and is written with at most 17 decimals.
_INTEGER = r"-?(?:0|[1-9]\d{0,14})"
_NUMBER = r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,17}(?:[eE][+-]?\d{1,2})?)?"
#: Values that are looked at before a long column is searched.
_LOOKED_AT = 1000
#: Numbers by these names are names of things: nobody adds them up.
_CODE_HEADER = re.compile(
    r"代码|代碼|编码|编号|編號|标识码|电话|手机|邮编|身份证|证号|(?<![a-z])(?:id|code|no|tel|adcode|zip)(?![a-z])|code$"
)


def with_numbers(table: pandas.DataFrame, *, keep: Collection[str] = ()) -> pandas.DataFrame:
    """A table whose columns of plain numbers are numbers.

    Parameters
    ----------
    table
        As a text format gives it.
    keep
        Columns that stay text, such as those with adcodes.

    Returns
    -------
    pandas.DataFrame
        A new table. A column changes only when every cell that is not empty is a plain number: no leading nought,
        no thousands mark, nothing longer than a number keeps.

    Examples
    --------
    >>> import pandas
    >>> table = pandas.DataFrame({"人口": ["12", "7"], "编号": ["1", "2"], "电话": ["0851", "0855"]})
    >>> [str(kind) for kind in with_numbers(table).dtypes[:1]], with_numbers(table)["编号"].tolist()
    (['int64'], ['1', '2'])
    """
    new = table.copy()
    for name in table.columns:
        if name in keep or is_code_name(str(name)):
            continue
        numbers = _numbers(table[name])
        if numbers is not None:
            new[name] = numbers
    return new


def is_code_name(name: str) -> bool:
    """Whether the name of a column speaks of codes, that is of numbers that are no quantity.

    Parameters
    ----------
    name
        Of the column.

    Returns
    -------
    bool
        True for 代码, 编号, id and the like.
    """
    return _CODE_HEADER.search(unicodedata.normalize("NFKC", name).casefold()) is not None


def _numbers(column: pandas.Series[Any]) -> pandas.Series[Any] | None:
    if column.dtype != object and not isinstance(column.dtype, pandas.StringDtype):
        return None
    if pandas.api.types.infer_dtype(column, skipna=True) != "string":
        return None
    texts = column.dropna().astype("str").str.strip()
    texts = texts[texts != ""]
    if texts.empty or not texts.head(_LOOKED_AT).str.fullmatch(_NUMBER).all():
        return None
    if texts.str.fullmatch(_INTEGER).all():
        whole = pandas.to_numeric(texts).reindex(column.index)
        return texts.astype("int64") if len(texts) == len(column) else whole.astype("Int64")
    if not texts.str.fullmatch(_NUMBER).all():
        return None
    return pandas.to_numeric(texts).astype("float64").reindex(column.index)
