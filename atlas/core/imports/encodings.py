"""Decodes the text of a layer and makes it fit to store.

Nothing is guessed: a doubt becomes a question that shows both readings, and every repair is told.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from atlas.core.errors import ParameterError
from atlas.core.imports import encoding_messages as say
from atlas.core.imports.byte_text import (
    NAME_WIDTH,
    Decoding,
    codec_of,
    decode_texts,
    is_ascii_compatible,
    wider_codec,
    without_controls,
)
from atlas.core.imports.encoding_choice import PLAIN, Verdict, choose_encoding
from atlas.core.imports.field_names import fit_names
from atlas.core.imports.lexicon import Lexicon
from atlas.core.imports.mojibake import CHAIN_MARK, find_restoration, restore
from atlas.core.imports.raw import RawLayer
from atlas.core.imports.readings import MOST_UNREADABLE, label_of
from atlas.core.imports.report import ImportMessage, Question
from atlas.core.imports.text_columns import TextColumn, telling_texts, text_columns, with_texts

#: Different texts that are searched for an earlier wrong decoding.
_SEARCHED = 8_000
# What GBK makes of a character that was already lost in UTF-8.
_LOST = ("\ufffd", "锟斤")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A layer whose texts can be read.

    Parameters
    ----------
    layer
        With ``is_bytes`` false, messages of the reader too; in doubt, as the likeliest encoding reads it.
    encoding
        Of the file's text.
    messages
        What was found and mended.
    question
        Which encoding is right, when that cannot be told.
    """

    layer: RawLayer
    encoding: str
    messages: tuple[ImportMessage, ...] = ()
    question: Question | None = None


@dataclass(slots=True)
class _Words:
    """Names of fields and different texts of each text column, on their way from bytes to text."""

    layer: RawLayer
    columns: list[TextColumn]
    names: list[str]
    values: list[list[str]]
    messages: list[ImportMessage] = field(default_factory=list)
    unreadable: set[str] = field(default_factory=set)

    def name_of(self, column: TextColumn) -> str:
        return self.names[column.position].strip("\x00 ")


def decode_layer(layer: RawLayer, lexicon: Lexicon, *, encoding: str = "") -> Decoded:
    """A layer whose texts can be read.

    Parameters
    ----------
    layer
        As read from the file. One that is not in bytes is only tidied.
    lexicon
        What plausible text looks like.
    encoding
        What a person said: a codec, or a chain such as ``utf-8+cp1252+gb18030`` that undoes an earlier wrong
        decoding; empty for nothing.

    Returns
    -------
    Decoded
        Texts in Unicode normal form C, without control characters; names all different.

    Raises
    ------
    ParameterError
        No such encoding.
    EncodingError
        The texts cannot be read; detail names file, row and field.

    Notes
    -----
    Linear in the number of cells and the length of the different texts.
    """
    said, misread, truth = _parse_answer(encoding)
    columns = text_columns(layer.table)
    words = _Words(
        layer, columns, [str(name) for name in layer.table.columns], [list(c.texts) for c in columns]
    )
    if not layer.is_bytes:
        verdict = Verdict(PLAIN, PLAIN)
        if said and wider_codec(said) != PLAIN:
            words.messages.append(say.not_needed(encoding))
    elif said:
        verdict = Verdict(wider_codec(said), label_of(said))
    else:
        verdict = choose_encoding(layer, columns, lexicon)
    question = verdict.question
    found = layer.messages
    if layer.is_bytes:
        _decode(words, verdict)
        found = tuple(_decode_detail(message, verdict.codec) for message in found)
    if truth:
        _undo(words, lexicon, misread=misread, truth=truth)
    elif not said and question is None:
        question = _offer(words, lexicon, label=verdict.label)
    _tidy(words)
    names, renamed = fit_names(words.names)
    table = with_texts(layer.table, zip(columns, words.values, strict=True), names=names)
    label = CHAIN_MARK.join((verdict.label, misread, truth)) if truth else verdict.label
    messages = (*verdict.messages, *words.messages, *renamed)
    return Decoded(replace(layer, table=table, is_bytes=False, messages=found), label, messages, question)


def _parse_answer(encoding: str) -> tuple[str, str, str]:
    """Codec of the file, what it was misread as and what it is in truth; empty where nothing was said."""
    parts = encoding.split(CHAIN_MARK) if encoding.strip() else []
    codecs = [codec_of(part) for part in parts]
    if not all(codecs) or len(codecs) not in (0, 1, 3):
        raise ParameterError(
            f"没有叫“{encoding}”的文字编码",
            f"there is no text encoding called “{encoding}”",
            hint_zh="可用：utf-8、gbk、gb18030、big5。",
            hint_en="Use utf-8, gbk, gb18030 or big5.",
            parameter="encoding",
            value=encoding,
        )
    said, misread, truth = (*codecs, "", "", "")[:3]
    return said, misread, wider_codec(truth)


def _decode(words: _Words, verdict: Verdict) -> None:
    foreign = [place for place, name in enumerate(words.names) if not name.isascii()]
    names = _decode_some(words.names, foreign, verdict.codec, width=NAME_WIDTH)
    words.names = names.texts
    if names.failed:
        raise say.unreadable(words.layer, verdict.label, row=None, field=names.texts[names.failed[0]])
    if names.cut:
        words.messages.append(say.names_cut([names.texts[place] for place in names.cut]))
    decodings = [
        _decode_some(column.texts, column.foreign, verdict.codec, width=column.width)
        for column in words.columns
    ]
    words.values = [decoding.texts for decoding in decodings]
    failed = sum(len(decoding.failed) for decoding in decodings)
    is_too_much = failed > MOST_UNREADABLE * sum(len(column.foreign) for column in words.columns)
    for column, decoding in zip(words.columns, decodings, strict=True):
        name = words.name_of(column)
        if decoding.failed and is_too_much:
            row = int(column.rows_of(decoding.failed)[0])
            raise say.unreadable(words.layer, verdict.label, row=row, field=name)
        if decoding.cut:
            words.messages.append(say.text_cut(name, column.rows_of(decoding.cut)))
        if decoding.failed:
            shown = [decoding.texts[place] for place in decoding.failed]
            words.messages.append(
                say.undecodable(name, column.rows_of(decoding.failed), shown, verdict.label)
            )
            words.unreadable |= set(shown)


def _decode_detail(message: ImportMessage, codec: str) -> ImportMessage:
    """A finding of the reader, which knew field names and values as bytes only."""
    detail = {
        name: [_decode_one(one, codec) for one in value]
        if isinstance(value, list)
        else _decode_one(value, codec)
        for name, value in message.detail.items()
    }
    return replace(message, detail=detail)


def _decode_one(value: Any, codec: str) -> Any:
    return _decode_some([value], [0], codec, width=NAME_WIDTH).texts[0] if _is_raw(value) else value


def _is_raw(value: Any) -> bool:
    """Whether something is a text in which each character stands for a byte that says nothing by itself."""
    return isinstance(value, str) and not value.isascii() and all(character <= "\xff" for character in value)


def _decode_some(raw: Sequence[str], foreign: Sequence[int], codec: str, *, width: int) -> Decoding:
    """Decode only what is not ASCII, which most texts are; all of it where ASCII too means something else."""
    places = foreign if is_ascii_compatible(codec) else range(len(raw))
    decoding = decode_texts([raw[place] for place in places], codec, widths=[width] * len(places))
    texts = list(raw)
    for place, text in zip(places, decoding.texts, strict=True):
        texts[place] = text
    cut, failed = (tuple(places[one] for one in some) for some in (decoding.cut, decoding.failed))
    return Decoding(texts, cut, failed)


def _undo(words: _Words, lexicon: Lexicon, *, misread: str, truth: str) -> None:
    """Undo an earlier wrong decoding; what cannot be undone stays as it is, and is told."""
    words.names = restore(words.names, lexicon, misread=misread, truth=truth).texts
    for place, column in enumerate(words.columns):
        found = restore(words.values[place], lexicon, misread=misread, truth=truth)
        if found.failed:
            shown = [words.values[place][one] for one in found.failed]
            rows = column.rows_of(found.failed)
            words.messages.append(say.undecodable(words.name_of(column), rows, shown, truth))
        words.values[place] = found.texts


def _offer(words: _Words, lexicon: Lexicon, *, label: str) -> Question | None:
    names = (name for name in words.names if not name.isascii())
    values = telling_texts(words.columns, words.values, most=_SEARCHED)
    telling = list(dict.fromkeys((*names, *(text for texts in values for text in texts))))
    found = find_restoration(telling, lexicon)
    return say.was_misread(found, telling, label) if found else None


def _tidy(words: _Words) -> None:
    """Take padding and control characters out of values, and compose their characters."""
    for place, column in enumerate(words.columns):
        old, name = words.values[place], words.name_of(column)
        joined = "".join(old)
        if any(mark in joined for mark in _LOST):
            lost = [
                one
                for one, text in enumerate(old)
                if any(mark in text for mark in _LOST) and text not in words.unreadable
            ]
            words.messages += [say.lost(name, column.rows_of(lost))] if lost else []
        if joined.isprintable() and unicodedata.is_normalized("NFC", joined):
            continue
        new = [unicodedata.normalize("NFC", without_controls(text)) for text in old]
        # Zeros at the end only fill up a field; they are no finding.
        changed = [one for one, text in enumerate(old) if text.rstrip("\x00") != new[one]]
        words.values[place] = new
        words.messages += [say.tidied(name, column.rows_of(changed))] if changed else []
