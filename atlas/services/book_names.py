"""Names of the single files of a book, from a pattern that a person writes. They are safe on every system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from atlas.core.errors import ParameterError

PLACEHOLDERS = ("adcode", "name", "prefecture", "number")
#: Longest name without its ending [characters]: 3 bytes each in UTF-8, of 255 that file systems take.
_MAX_CHARACTERS = 72
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
#: Signs that parts paths, that Windows forbids, or that shells take for something else.
_FORBIDDEN = re.compile(r'[\\/:*?"<>|{}%$`\x00-\x1f\x7f]')
#: Names of devices, which Windows gives to no file.
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamedCounty:
    """What may stand in the name of a county's file."""

    adcode: str
    name: str
    prefecture: str


def check_pattern(pattern: str) -> None:
    """Refuse a pattern from which no good names come.

    Parameters
    ----------
    pattern
        Such as ``{adcode}-{name}``.

    Raises
    ------
    ParameterError
        An unknown placeholder, none that tells counties apart, a sign that no file name may hold, or too long.

    Examples
    --------
    >>> check_pattern("{number}-{prefecture}-{name}")
    """
    unknown = [name for name in _PLACEHOLDER.findall(pattern) if name not in PLACEHOLDERS]
    if unknown:
        raise _refused(
            pattern, f"不认识的占位符：{{{unknown[0][:20]}}}", f"unknown placeholder {{{unknown[0][:20]}}}"
        )
    rest = _PLACEHOLDER.sub("", pattern)
    if _FORBIDDEN.search(rest) or not all(sign.isprintable() for sign in rest):
        raise _refused(pattern, "含有文件名不能用的符号", "it has a sign that no file name may hold")
    if not {"adcode", "number"} & set(_PLACEHOLDER.findall(pattern)):
        raise _refused(
            pattern,
            "同名的县会得到同一个文件名，请写上 {adcode} 或 {number}",
            "counties of one name would get one file name: write {adcode} or {number}",
        )
    if len(rest) > _MAX_CHARACTERS // 2 or pattern.startswith(("-", ".", " ")):
        raise _refused(pattern, "太长，或以符号开头", "it is too long, or begins with a sign")


def name_files(pattern: str, counties: Sequence[NamedCounty], ending: str) -> list[str]:
    """Names of the files of some counties.

    Parameters
    ----------
    pattern
        Checked.
    counties
        In the order of the book; ``{number}`` counts them from 1, in as many digits as the last one has.
    ending
        Such as ``pdf``.

    Returns
    -------
    list of str
        All different, also where capitals and small letters are one.

    Raises
    ------
    ParameterError
        The pattern cannot be used.

    Examples
    --------
    >>> name_files("{number}-{name}", [NamedCounty("520121", "开阳县", "贵阳市")], "pdf")
    ['1-开阳县.pdf']
    """
    check_pattern(pattern)
    digits = len(str(len(counties)))
    names = []
    for number, county in enumerate(counties, 1):
        values = {
            "adcode": county.adcode,
            "name": county.name,
            "prefecture": county.prefecture,
            "number": f"{number:0{digits}d}",
        }
        filled = _PLACEHOLDER.sub(lambda found: _clean(values[found[1]]), pattern)  # noqa: B023 - used at once
        name = unicodedata.normalize("NFC", filled)[:_MAX_CHARACTERS].strip(" .")
        names.append(f"_{name}" if _DEVICES.fullmatch(name) else name)
    if len({name.casefold() for name in names}) < len(names):
        raise _refused(pattern, "有的县会得到同一个文件名", "some counties would get one file name")
    return [f"{name}.{ending}" for name in names]


def _clean(value: str) -> str:
    return _FORBIDDEN.sub("-", value)


def _refused(pattern: str, zh: str, en: str) -> ParameterError:
    shown = "".join(sign for sign in pattern[:60] if sign.isprintable())
    return ParameterError(
        f"文件名样式“{shown}”不能用：{zh}",
        f"the pattern of file names “{shown}” cannot be used: {en}",
        code="pattern_invalid",
        hint_zh="可用占位符：{adcode} {name} {prefecture} {number}，例如 {adcode}-{name}；不能含路径。",
        hint_en="Placeholders: {adcode} {name} {prefecture} {number}, such as {adcode}-{name}; no path may stand in it.",
        pattern=shown,
    )
