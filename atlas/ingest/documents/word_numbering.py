"""Works out the numbers that a word processor prints before the paragraphs of its lists (ECMA-376, part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from atlas.ingest.documents.number_formats import format_number
from atlas.ingest.documents.word_package import child_of, is_on, local_name, value_of
from atlas.ingest.documents.word_styles import ListPlace, Styles

_PLACEHOLDER = re.compile(r"%([1-9])")
_DEEPEST = 8
#: Signs after which no blank is needed.
_CLOSED = re.compile(r"[\u2460-\u24ff\u3000-\u33ff\u4e00-\u9fff\uff00-\uffef]\Z|[)\]]\Z")
#: Bullets of the symbol fonts (Symbol, Wingdings), which have no meaning in other fonts.
_BULLETS = {
    "\uf06c": "●",
    "\uf06e": "■",
    "\uf075": "◆",
    "\uf0b7": "•",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf0a7": "▪",
}
_PRIVATE = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list.

    Parameters
    ----------
    style
        Format of its numbers.
    text
        What is printed, ``%1`` for the number of the first level.
    start
        First number.
    restarts_after
        The outer level, counted from 1, after which it begins anew; 0 for never, ``None`` for any.
    is_decimal
        Whether all numbers in it are printed as digits.
    has_gap
        Whether something stands between number and words.
    paragraph_style
        Id of the style that stands for this level.
    """

    style: str = "decimal"
    text: str = ""
    start: int = 1
    restarts_after: int | None = None
    is_decimal: bool = False
    has_gap: bool = True
    paragraph_style: str = ""


@dataclass(slots=True)
class _List:
    """A list that paragraphs refer to; lists of one family count on together."""

    family: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the paragraphs of lists, in their order in the document.

    Parameters
    ----------
    tree
        Of ``numbering.xml``; may be missing.
    styles
        Styles that lists may refer to.
    """

    def __init__(self, tree: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._families: dict[str, Element] = {}
        self._numbers: dict[str, Element] = {}
        for element in tree if tree is not None else ():
            name = local_name(element.tag)
            if name == "abstractNum":
                self._families[value_of(element, "abstractNumId") or ""] = element
            elif name == "num":
                self._numbers[value_of(element, "numId") or ""] = element
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        #: Formats that are not known; their numbers are printed as digits.
        self.unknown: set[str] = set()

    def print_number(self, place: ListPlace | None) -> str:
        """The printed number of the next paragraph, with the blank that parts it from the words.

        Parameters
        ----------
        place
            Where the paragraph stands; ``None`` for no list.

        Returns
        -------
        str
            Empty where nothing is printed.
        """
        one = self._list(place.number) if place is not None else None
        if one is None or place is None:
            return ""
        level = self._level(one, place)
        rule = one.levels.get(level)
        if rule is None:
            return ""
        counts = self._counts.setdefault(one.family, {})
        self._count(counts, one, level, place.number)
        words = _bullet(rule.text) if rule.style == "bullet" else self._words(one, rule, counts)
        gap = " " if words and rule.has_gap and not _CLOSED.search(words) else ""
        return words + gap

    def _level(self, one: _List, place: ListPlace) -> int:
        if place.style:
            for level, rule in one.levels.items():
                if rule.paragraph_style == place.style:
                    return level
        return place.level or 0

    def _count(self, counts: dict[int, int], one: _List, level: int, number: str) -> None:
        if level in one.starts and (number, level) not in self._started:
            counts[level] = one.starts[level]
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = one.levels[level].start
        self._started.add((number, level))
        for outer in range(level):
            if outer in one.levels:
                counts.setdefault(outer, one.levels[outer].start)
        for inner in [inner for inner in counts if inner > level]:
            after = one.levels[inner].restarts_after if inner in one.levels else None
            if after is None or level + 1 <= after:
                del counts[inner]

    def _words(self, one: _List, rule: Level, counts: dict[int, int]) -> str:
        def number_of(found: re.Match[str]) -> str:
            level = int(found[1]) - 1
            style = one.levels[level].style if level in one.levels else "decimal"
            if rule.is_decimal and style != "none":
                style = "decimal"
            value = counts.get(level, 1)
            printed = format_number(value, style)
            if printed is None:
                self.unknown.add(style)
            return str(value) if printed is None else printed

        return (
            ""
            if rule.style == "none" and not rule.text.strip()
            else _PLACEHOLDER.sub(number_of, rule.text).strip()
        )

    def _list(self, number: str) -> _List | None:
        if number not in self._lists:
            self._lists[number] = self._make_list(number)
        return self._lists[number]

    def _make_list(self, number: str) -> _List | None:
        element = self._numbers.get(number)
        if element is None:
            return None
        family = self._family_of(element)
        if family is None:
            return None
        one = _List(family, dict(_levels_in(self._families[family])))
        for override in element:
            level = value_of(override, "ilvl") or ""
            if local_name(override.tag) != "lvlOverride" or not re.fullmatch(r"[0-8]", level):
                continue
            one.levels.update(_levels_in(override))
            start = value_of(child_of(override, "startOverride"))
            if start is not None and start.isdecimal():
                one.starts[int(level)] = int(start[:9])
        return one

    def _family_of(self, element: Element) -> str | None:
        """Id of the abstract list; one that only names a style is looked up there."""
        family = value_of(child_of(element, "abstractNumId"))
        for _ in range(_DEEPEST):
            if family not in self._families:
                return None
            link = value_of(child_of(self._families[family], "numStyleLink"))
            target = self._numbers.get(self._styles.list_of_style(link) or "") if link is not None else None
            if target is None:
                return family
            family = value_of(child_of(target, "abstractNumId"))
        return None


def _levels_in(parent: Element) -> Iterator[tuple[int, Level]]:
    for element in parent:
        level = value_of(element, "ilvl") or ""
        if local_name(element.tag) == "lvl" and re.fullmatch(r"[0-8]", level):
            yield int(level), _read_level(element)


def _read_level(element: Element) -> Level:
    start, restart = value_of(child_of(element, "start")), value_of(child_of(element, "lvlRestart"))
    return Level(
        style=_format_of(element),
        text=value_of(child_of(element, "lvlText")) or "",
        start=int(start[:9]) if start is not None and start.isdecimal() else 1,
        restarts_after=int(restart) if restart is not None and re.fullmatch(r"\d", restart) else None,
        is_decimal=is_on(child_of(element, "isLgl")),
        has_gap=value_of(child_of(element, "suff")) != "nothing",
        paragraph_style=value_of(child_of(element, "pStyle")) or "",
    )


def _format_of(element: Element) -> str:
    """The format; of one that only newer programs know, what stands there for the others."""
    plain = value_of(child_of(element, "numFmt"))
    if plain is None:
        plain = value_of(child_of(element, "other:AlternateContent", "other:Fallback", "numFmt"))
    return plain or "decimal"


def _bullet(text: str) -> str:
    return _PRIVATE.sub("•", "".join(_BULLETS.get(sign, sign) for sign in text)).strip()
