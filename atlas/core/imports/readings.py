"""How plausible each encoding makes the same bytes, and which one may be believed without asking."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from atlas.core.errors import Text
from atlas.core.imports.byte_text import Decoding, decode_texts
from atlas.core.imports.lexicon import Lexicon
from atlas.core.imports.report import Choice

#: Encodings that are always tried. GB 18030 reads GBK and GB 2312 too.
CANDIDATES = ("utf-8", "gb18030", "cp950", "big5hkscs", "cp1252")
#: Share of the texts that may be unreadable in the encoding of a file: one bad cell in two hundred.
MOST_UNREADABLE = 0.005
#: A reading worth less than this is no plausible text.
PLAUSIBLE = 0.2
_TITLES = {
    "utf-8": Text("UTF-8", "UTF-8"),
    "gb18030": Text("GBK / GB 18030（简体中文）", "GBK / GB 18030 (simplified Chinese)"),
    "cp950": Text("Big5（繁体中文）", "Big5 (traditional Chinese)"),
    "big5hkscs": Text("Big5-HKSCS（香港）", "Big5-HKSCS (Hong Kong)"),
    "cp1252": Text("Windows-1252（西欧）", "Windows-1252 (western Europe)"),
}
#: Names under which a person and the report know a codec.
_LABELS = {"cp950": "big5"}

_SHOWN = 5
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
# One marked letter inside a word of plain ones: Müller, but not the ¹óÖÝ of misread bytes.
_WESTERN_LETTER = re.compile(
    r"(?<=[A-Za-z])[À-ÖØ-öø-ÿ](?=[A-Za-z])|\b[À-ÖØ-Þ](?=[a-z]{2})|(?<=[a-z]{2})[à-öø-ÿ]\b"
)
_WESTERN_WORTH = 1.2
_HIT_WORTH = 0.5
_CUT_COST = 0.5
# Random bytes are valid UTF-8 less than once in seven for each further character, so six different ones are proof.
_UTF8_WORTH, _UTF8_PROOF = 0.8, 6
# How much better a reading must be: a little in a long text, much in a short one (standard error of a mean).
_MARGIN, _MARGIN_OF_ONE = 0.15, 0.6


@dataclass(frozen=True, slots=True)
class Plausibility:
    """How much decoded texts look like those of an office.

    Parameters
    ----------
    score
        Mean worth of the characters, from -2 to 1, and up to a half more for texts that are known names.
    hits
        Texts that are known names or words.
    characters
        Characters beyond ASCII that were looked at.
    common
        Share of them that are common in Chinese.
    """

    score: float
    hits: int
    characters: int
    common: float


@dataclass(frozen=True, slots=True)
class Reading:
    """The same bytes as one encoding reads them.

    Parameters
    ----------
    codec
        The encoding.
    decoding
        The texts.
    plausibility
        Of these texts.
    score
        That of the texts, less what was cut, more for bytes that are UTF-8 beyond chance.
    """

    codec: str
    decoding: Decoding
    plausibility: Plausibility
    score: float

    @property
    def unreadable(self) -> float:
        """Share of the texts that the encoding cannot read."""
        return len(self.decoding.failed) / max(1, len(self.decoding.texts))

    @property
    def is_possible(self) -> bool:
        """Whether nearly all texts can be read."""
        return self.unreadable <= MOST_UNREADABLE

    @property
    def label(self) -> str:
        """Name of the encoding in answers and reports."""
        return label_of(self.codec)


def label_of(codec: str) -> str:
    """Name of an encoding in answers and reports.

    Parameters
    ----------
    codec
        As Python calls it.

    Returns
    -------
    str
        The same, or the one that people use.
    """
    return _LABELS.get(codec, codec)


def plausibility(texts: Iterable[str], lexicon: Lexicon) -> Plausibility:
    """How much decoded texts look like those of an office.

    Parameters
    ----------
    texts
        Decoded; those in ASCII tell nothing.
    lexicon
        What to measure against.

    Returns
    -------
    Plausibility
        Linear in the length of the texts.
    """
    foreign = [text for text in texts if not text.isascii()]
    if not foreign:
        return Plausibility(0.0, 0, 0, 0.0)
    characters = "".join(_NOT_ASCII.findall("".join(foreign)))
    points = np.frombuffer(characters.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    worth = lexicon.weights[points]
    western = len(_WESTERN_LETTER.findall("\n".join(foreign)))
    hits = sum(text.strip() in lexicon.known for text in foreign)
    score = (float(worth.sum()) + _WESTERN_WORTH * western) / len(points) + _HIT_WORTH * hits / len(foreign)
    return Plausibility(score, hits, len(points), float((worth >= 0.6).mean()))


def read_as(codec: str, raw: Sequence[str], lexicon: Lexicon, *, widths: Sequence[int]) -> Reading:
    """Bytes as one encoding reads them.

    Parameters
    ----------
    codec
        The encoding.
    raw
        Bytes, one a character.
    lexicon
        What to measure against.
    widths
        As for `decode_texts`.

    Returns
    -------
    Reading
        Always, however bad.
    """
    decoding = decode_texts(raw, codec, widths=widths)
    found = plausibility(decoding.texts, lexicon)
    score = found.score - _CUT_COST * len(decoding.cut) / max(1, len(raw))
    if codec == "utf-8" and not decoding.failed:
        different = len(set(_NOT_ASCII.findall("".join(decoding.texts))))
        score += _UTF8_WORTH * min(1.0, different / _UTF8_PROOF)
    return Reading(codec, decoding, found, score)


def ranked_readings(
    raw: Sequence[str], lexicon: Lexicon, *, widths: Sequence[int], also: str = ""
) -> list[Reading]:
    """Bytes as every candidate reads them.

    Parameters
    ----------
    raw
        Bytes, one a character.
    lexicon
        What to measure against.
    widths
        As for `decode_texts`.
    also
        One more codec to try; empty for none.

    Returns
    -------
    list of Reading
        Possible ones first, then by score; two that read the same text count once.
    """
    codecs = dict.fromkeys(codec for codec in (also, *CANDIDATES) if codec)
    readings: list[Reading] = []
    for codec in codecs:
        reading = read_as(codec, raw, lexicon, widths=widths)
        if all(other.decoding.texts != reading.decoding.texts for other in readings):
            readings.append(reading)
    return sorted(readings, key=lambda one: (one.is_possible, one.score), reverse=True)


def is_clearly_better(one: Reading, other: Reading) -> bool:
    """Whether one reading may be taken instead of another without asking.

    Parameters
    ----------
    one, other
        Of the same bytes.

    Returns
    -------
    bool
        True when the other is impossible or much worse; the shorter the text, the more it takes.
    """
    if not one.is_possible:
        return False
    if not other.is_possible:
        return True
    if one.plausibility.hits and not other.plausibility.hits and one.score > other.score:
        return True
    margin = _MARGIN + _MARGIN_OF_ONE / math.sqrt(max(1, one.plausibility.characters))
    return one.score - other.score >= margin


def choice_of(reading: Reading, *, beside: Sequence[Reading] = ()) -> Choice:
    """A reading as an answer to choose.

    Parameters
    ----------
    reading
        One reading.
    beside
        The others; texts that all read alike are not shown.

    Returns
    -------
    Choice
        With a few texts as they read.
    """
    found = reading.plausibility
    return Choice(
        value=reading.label,
        title=_TITLES.get(reading.codec, Text(reading.label, reading.label)),
        reason=Text(
            f"常用字占 {found.common:.0%}，{found.hits} 处是已知的地名或字段用词，{len(reading.decoding.failed)} 处读不出",
            f"{found.common:.0%} common characters, {found.hits} known names or words, "
            f"{len(reading.decoding.failed)} unreadable",
        ),
        sample=tuple(_telling_texts(reading, beside)),
    )


def _telling_texts(reading: Reading, beside: Sequence[Reading]) -> list[str]:
    shown: dict[str, None] = {}
    for place, text in enumerate(reading.decoding.texts):
        others = (other.decoding.texts[place] for other in beside if other is not reading)
        if not text.isascii() and (not beside or any(other != text for other in others)):
            shown.setdefault(text)
        if len(shown) == _SHOWN:
            break
    return list(shown)
