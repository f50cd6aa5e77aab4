"""Takes running headers and footers, page numbers and tables of contents out of the pages of a PDF."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from atlas.ingest.documents.pdf_lines import Line

#: Part of a page's height, at its head and foot, and lines there, that may be furniture.
_BAND, _LINES = 0.14, 2
#: A line runs when so many pages have it, and so large a share of them.
_FEWEST_PAGES, _LEAST_SHARE = 3, 0.3
_LONGEST = 80
#: Of such a line, how many pages have the number expected; a line that counts pages has some words besides.
_STEADY, _FEWEST_WORDS = 0.8, 4
_DIGITS = re.compile(r"\d{1,9}")
_PAGE_WORDS = re.compile(
    r"[-—–－·•|\s]+\d{1,4}[-—–－·•|\s]+|第?\s*\d{1,4}\s*页(?:\s*[/，,]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
)
_PAGE_NUMBER = re.compile(r"\d{1,4}")
_CONTENTS = re.compile(r"\S.*?[.．…·・‥⋯]{3,}[\s.．…·・‥⋯]*\(?\d{1,4}\)?\s*")
_CONTENTS_HEADING = re.compile(r"目\s*录|CONTENTS", re.IGNORECASE)


@dataclass(slots=True)
class Cleaned:
    """Pages without furniture.

    Parameters
    ----------
    pages
        Lines by page.
    running, numbers, contents
        Lines that were taken out: running headers and footers, page numbers, tables of contents.
    """

    pages: list[list[Line]] = field(default_factory=list)
    running: int = 0
    numbers: int = 0
    contents: int = 0


def remove_furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> Cleaned:
    """Pages with their own words only.

    Parameters
    ----------
    pages
        Lines by page, in reading order.
    heights
        Of the pages [pt].

    Returns
    -------
    Cleaned
        What is left, and how much was taken.
    """
    bands = [_band(lines, height) for lines, height in zip(pages, heights, strict=True)]
    running = _running(pages, bands)
    shift = _shift_of_numbers(pages, bands)
    cleaned = Cleaned()
    seen: set[str] = set()
    for page, (lines, band) in enumerate(zip(pages, bands, strict=True)):
        kept = []
        for index, line in enumerate(lines):
            shape = _shape(line.text)
            if index in band and _is_number(line.text, page, shift):
                cleaned.numbers += 1
            elif index in band and shape in running and ("\t" not in line.text or shape in seen):
                # The head of a table that is printed again on each page is kept once.
                cleaned.running += 1
            elif _CONTENTS.fullmatch(line.text.strip()) or _is_heading_of_contents(lines, index):
                cleaned.contents += 1
            else:
                kept.append(line)
            seen.add(shape)
        cleaned.pages.append(kept)
    return cleaned


def _band(lines: Sequence[Line], height: float) -> set[int]:
    """Lines at the head or foot of a page, by index."""
    by_height = sorted(range(len(lines)), key=lambda index: -lines[index].top)
    foot = {index for index in by_height[-_LINES:] if lines[index].top < _BAND * height}
    return foot | {index for index in by_height[:_LINES] if lines[index].bottom > (1 - _BAND) * height}


def _shape(text: str) -> str:
    """A line whose numbers do not count."""
    return _DIGITS.sub("#", "".join(text.split()))


def _running(pages: Sequence[Sequence[Line]], bands: Sequence[set[int]]) -> set[str]:
    """Shapes of lines that stand at the head or foot of many pages."""
    found: dict[str, dict[int, list[int]]] = defaultdict(dict)
    for page, (lines, band) in enumerate(zip(pages, bands, strict=True)):
        for text in (lines[index].text for index in sorted(band)):
            if len(text) <= _LONGEST:
                found[_shape(text)][page] = [int(number) for number in _DIGITS.findall(text)]
    fewest = max(_FEWEST_PAGES, _LEAST_SHARE * len(pages))
    return {shape for shape, on in found.items() if len(on) >= fewest and _goes_along(shape, on)}


def _goes_along(shape: str, on: Mapping[int, Sequence[int]]) -> bool:
    """Whether the numbers in a line stay the same or count the pages; those of 附件1, 附件2 do not."""
    has_words = "页" in shape or len(shape.replace("#", "")) >= _FEWEST_WORDS
    for numbers in zip(*on.values(), strict=True):
        steady = Counter(numbers).most_common(1)[0][1]
        counting = Counter(number - page for page, number in zip(on, numbers, strict=True)).most_common(1)[0][
            1
        ]
        if max(steady, counting if has_words else 0) < _STEADY * len(on):
            return False
    # Bare numbers are page numbers or they are not; that is told by how they count.
    return shape != "#"


def _shift_of_numbers(pages: Sequence[Sequence[Line]], bands: Sequence[set[int]]) -> int | None:
    """By how much bare numbers at head or foot differ from the count of pages; ``None`` where they do not go along."""
    shifts = Counter(
        int(words) - page
        for page, (lines, band) in enumerate(zip(pages, bands, strict=True))
        for words in (lines[index].text.strip() for index in band)
        if _PAGE_NUMBER.fullmatch(words)
    )
    shift, count = max(shifts.items(), key=lambda one: (one[1], -abs(one[0])), default=(0, 0))
    if count >= 2 or (count and shift == 1):
        return shift
    return None


def _is_number(text: str, page: int, shift: int | None) -> bool:
    words = text.strip()
    if _PAGE_NUMBER.fullmatch(words):
        return shift is not None and int(words) == page + shift
    return _PAGE_WORDS.fullmatch(words) is not None


def _is_heading_of_contents(lines: Sequence[Line], index: int) -> bool:
    if not _CONTENTS_HEADING.fullmatch(lines[index].text.strip()) or index + 1 == len(lines):
        return False
    return _CONTENTS.fullmatch(lines[index + 1].text.strip()) is not None
