"""Text that was decoded wrongly once before and stored again: found and offered, undone only when asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from atlas.core.imports.byte_text import RAW_ENCODING, decode_texts
from atlas.core.imports.lexicon import Lexicon
from atlas.core.imports.readings import PLAUSIBLE, Plausibility, plausibility

#: What a text was misread as, and what it was in truth.
_MISREADINGS = (("cp1252", "utf-8"), ("cp1252", "gb18030"), ("gb18030", "utf-8"))
#: A chain of encodings: stored as, misread as, in truth.
CHAIN_MARK = "+"
#: Share of the texts that must come back, and how much better they must read.
_LEAST_RESTORED, _LEAST_GAIN = 0.8, 0.5
# Windows-1252 names 27 of the 32 bytes that Latin-1 leaves to controls; both misreadings are undone by one table.
_WINDOWS_BYTES = {
    ord(character): byte
    for byte in range(0x80, 0xA0)
    if (character := bytes((byte,)).decode("cp1252", "ignore"))
}


@dataclass(frozen=True, slots=True)
class Restoration:
    """Texts with one wrong decoding undone.

    Parameters
    ----------
    misread, truth
        Encoding the bytes were read in by mistake, and the right one.
    texts
        As many as were given; one that cannot be restored is as it was.
    restored
        How many of those beyond ASCII came back.
    failed
        Places of those that did not.
    plausibility
        Of the texts.
    """

    misread: str
    truth: str
    texts: list[str]
    restored: int
    failed: tuple[int, ...]
    plausibility: Plausibility

    def chain(self, stored: str) -> str:
        """The answer that asks for this restoration.

        Parameters
        ----------
        stored
            Encoding of the file.

        Returns
        -------
        str
            Such as ``utf-8+cp1252+gb18030``.
        """
        return CHAIN_MARK.join((stored, self.misread, self.truth))


def restore(texts: Sequence[str], lexicon: Lexicon, *, misread: str, truth: str) -> Restoration:
    """Texts with one wrong decoding undone.

    Parameters
    ----------
    texts
        Decoded.
    lexicon
        What to measure the result against.
    misread, truth
        Encoding the bytes were read in by mistake, and the right one.

    Returns
    -------
    Restoration
        Whatever came of it.

    Examples
    --------
    >>> from atlas.core.imports.lexicon import build_lexicon
    >>> restore(["¹óÖÝÊ¡"], build_lexicon([]), misread="cp1252", truth="gb18030").texts
    ['贵州省']
    """
    result = list(texts)
    failed: list[int] = []
    places: list[int] = []
    raw: list[str] = []
    for place, text in enumerate(texts):
        if text.isascii():
            continue
        data = _bytes_of(text, misread)
        if data is None:
            failed.append(place)
        else:
            places.append(place)
            raw.append(data)
    decoding = decode_texts(raw, truth, widths=[0] * len(raw))
    bad = frozenset(decoding.failed)
    for number, place in enumerate(places):
        if number in bad:
            failed.append(place)
        else:
            result[place] = decoding.texts[number]
    changed = [decoding.texts[number] for number in range(len(places)) if number not in bad]
    return Restoration(misread, truth, result, len(changed), tuple(failed), plausibility(changed, lexicon))


def find_restoration(texts: Sequence[str], lexicon: Lexicon) -> Restoration | None:
    """The wrong decoding that was probably made before texts were stored.

    Parameters
    ----------
    texts
        Decoded.
    lexicon
        What to measure against.

    Returns
    -------
    Restoration or None
        ``None`` when the texts are plausible as they are, or none makes them so.
    """
    before = plausibility(texts, lexicon)
    if not before.characters:
        return None
    best: Restoration | None = None
    for misread, truth in _MISREADINGS:
        found = restore(texts, lexicon, misread=misread, truth=truth)
        share = found.restored / max(1, found.restored + len(found.failed))
        gain = found.plausibility.score - before.score
        if share < _LEAST_RESTORED or gain < _LEAST_GAIN or found.plausibility.score < PLAUSIBLE:
            continue
        if best is None or found.plausibility.score > best.plausibility.score:
            best = found
    return best


def _bytes_of(text: str, codec: str) -> str | None:
    try:
        if codec == "cp1252":
            return text.translate(_WINDOWS_BYTES).encode(RAW_ENCODING).decode(RAW_ENCODING)
        return text.encode(codec).decode(RAW_ENCODING)
    except UnicodeEncodeError:
        return None
