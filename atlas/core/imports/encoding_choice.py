"""Decides on the encoding of a layer: what a person said, else what the file says if its text bears that out, else
what the text looks like; in doubt a question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from atlas.core.imports import encoding_messages as say
from atlas.core.imports.byte_text import NAME_WIDTH, codec_of, codec_of_mark, is_ascii_compatible, wider_codec
from atlas.core.imports.lexicon import Lexicon
from atlas.core.imports.raw import RawLayer
from atlas.core.imports.readings import (
    PLAUSIBLE,
    Reading,
    is_clearly_better,
    label_of,
    ranked_readings,
    read_as,
)
from atlas.core.imports.report import ImportMessage, Question
from atlas.core.imports.text_columns import TextColumn, telling_texts

#: Encoding of text that holds nothing but ASCII, and of layers whose format says so.
PLAIN = "utf-8"
#: Different texts that are weighed; all of them are decoded later.
_WEIGHED = 8_000
# The three bytes of a UTF-8 byte order mark, as Latin-1 shows them.
_RAW_MARK = "\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The encoding of a layer.

    Parameters
    ----------
    codec
        To decode with.
    label
        What it is called in the report: the word of the file or the person where it is right.
    messages
        How it was found, where that has to be told.
    question
        When it cannot be told; ``codec`` is then the likeliest.
    """

    codec: str
    label: str
    messages: tuple[ImportMessage, ...] = ()
    question: Question | None = None


def choose_encoding(layer: RawLayer, columns: Sequence[TextColumn], lexicon: Lexicon) -> Verdict:
    """The encoding of a layer's text, from the text and from what the file says.

    Parameters
    ----------
    layer
        In bytes.
    columns
        Its texts.
    lexicon
        What plausible text looks like.

    Returns
    -------
    Verdict
        With a question when two encodings are about as plausible.
    """
    raw, widths = _telling_texts(layer, columns)
    if not raw:
        return Verdict(PLAIN, PLAIN)
    said, source = said_codec(layer)
    readings = ranked_readings(raw, lexicon, widths=widths, also=wider_codec(said))
    best = readings[0]
    if not best.is_possible:
        # Decoding will fail, and tell where.
        return Verdict(best.codec, best.label)
    stated = read_as(wider_codec(said), raw, lexicon, widths=widths) if said else None
    if stated is not None and _is_borne_out(stated, readings):
        return Verdict(stated.codec, label_of(said))
    rivals = [one for one in readings if one is not best and one.is_possible]
    if best.score < PLAUSIBLE or not all(is_clearly_better(best, rival) for rival in rivals):
        return Verdict(best.codec, best.label, question=say.which_encoding(layer, [best, *rivals]))
    if stated is not None:
        return Verdict(best.codec, best.label, (say.contradicted(layer, best, stated, source=source),))
    if layer.member.kind != "shapefile" and best.codec == PLAIN:
        return Verdict(best.codec, best.label)
    return Verdict(best.codec, best.label, (say.detected(layer, best),))


def said_codec(layer: RawLayer) -> tuple[str, str]:
    """The codec that a file says it is in, and what of it says so.

    Parameters
    ----------
    layer
        In bytes.

    Returns
    -------
    tuple of str
        Codec, empty for none; and ``bom``, ``cpg`` or ``ldid``.
    """
    if layer.table.shape[1] and str(layer.table.columns[0]).startswith(_RAW_MARK):
        return PLAIN, "bom"
    codec = codec_of(layer.declared_encoding) if layer.declared_encoding else ""
    # Bytes that were split into fields cannot be in UTF-16.
    if codec and is_ascii_compatible(codec):
        return codec, "cpg" if layer.member.kind == "shapefile" else "bom"
    return codec_of_mark(layer.language_driver), "ldid"


def _telling_texts(layer: RawLayer, columns: Sequence[TextColumn]) -> tuple[list[str], list[int]]:
    """Different texts beyond ASCII and their widths: the names, and of very many values an even choice."""
    telling = {str(name): NAME_WIDTH for name in layer.table.columns if not str(name).isascii()}
    chosen = telling_texts(columns, [column.texts for column in columns], most=_WEIGHED)
    for column, texts in zip(columns, chosen, strict=True):
        telling.update(dict.fromkeys(texts, column.width))
    return list(telling), list(telling.values())


def _is_borne_out(stated: Reading, readings: Sequence[Reading]) -> bool:
    if not stated.is_possible or stated.score < PLAUSIBLE:
        return False
    return not any(
        is_clearly_better(one, stated) for one in readings if one.decoding.texts != stated.decoding.texts
    )
