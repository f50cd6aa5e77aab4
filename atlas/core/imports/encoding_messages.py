"""What is said about the encoding of a layer and about texts that had to be mended."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.core.errors import EncodingError, Text
from atlas.core.geo.crs import IntArray
from atlas.core.imports.mojibake import Restoration
from atlas.core.imports.raw import RawLayer
from atlas.core.imports.readings import Reading, choice_of, label_of
from atlas.core.imports.report import Choice, ImportMessage, Question, message_about

_SHOWN = 5
_SOURCES = {
    "cpg": (".cpg 文件写的是", "the .cpg file says"),
    "ldid": (".dbf 文件头标的是", "the .dbf header says"),
    "bom": ("文件开头的标记说是", "the mark at the start of the file says"),
}
_HINT = Text(
    "如果文字不对，请写明文字编码（如 gbk）后重新导入。",
    "If the text is wrong, name the encoding (such as gbk) and import again.",
)


def detected(layer: RawLayer, best: Reading) -> ImportMessage:
    """No encoding was stated, and the text shows it.

    Parameters
    ----------
    layer
        As read.
    best
        The reading taken.

    Returns
    -------
    ImportMessage
        ``encoding_detected``.
    """
    sample = "、".join(choice_of(best).sample[:3])
    return ImportMessage(
        "encoding_detected",
        Text(
            f"{layer.member.name} 没有写明文字编码，按内容判定为 {best.label}：{sample}",
            f"{layer.member.name} does not state its encoding; its text is {best.label}: {sample}",
        ),
        _HINT,
        detail={
            "encoding": best.label,
            "declared": layer.declared_encoding,
            "sample": [*choice_of(best).sample],
        },
    )


def contradicted(layer: RawLayer, best: Reading, stated: Reading, *, source: str) -> ImportMessage:
    """The text is not in the encoding that the file states.

    Parameters
    ----------
    layer
        As read.
    best
        The reading taken.
    stated
        What the text would be in the encoding stated.
    source
        ``cpg``, ``ldid`` or ``bom``.

    Returns
    -------
    ImportMessage
        ``encoding_contradicts_cpg``, or the same with the other sources; both readings of a sample in it.
    """
    right = choice_of(best, beside=(best, stated)).sample[:3]
    wrong = choice_of(stated, beside=(best, stated)).sample[:3]
    words = layer.declared_encoding if source == "cpg" else label_of(stated.codec)
    source_zh, source_en = _SOURCES[source]
    return ImportMessage(
        f"encoding_contradicts_{source}",
        Text(
            f"{layer.member.name}：{source_zh} {words}，但文字按 {best.label} 才读得通：“{'、'.join(right)}”；"
            f"按 {words} 会读成“{'、'.join(wrong)}”。已按 {best.label} 读取",
            f"{layer.member.name}: {source_en} {words}, but the text makes sense in {best.label}: "
            f"“{', '.join(right)}”; in {words} it would read “{', '.join(wrong)}”. It was read in {best.label}",
        ),
        _HINT,
        detail={"encoding": best.label, "declared": words, "sample": [*right], "sample_declared": [*wrong]},
    )


def which_encoding(layer: RawLayer, readings: Sequence[Reading]) -> Question:
    """Several encodings are about as plausible.

    Parameters
    ----------
    layer
        As read.
    readings
        The likeliest first.

    Returns
    -------
    Question
        ``encoding``.
    """
    return Question(
        "encoding",
        Text(
            f"{layer.member.name} 的文字太少或太特别，无法断定编码",
            f"the text of {layer.member.name} is too short or too unusual to tell its encoding",
        ),
        Text(
            "请看各种读法，选出文字正确的一种。",
            "Look at the readings and choose the one whose text is right.",
        ),
        tuple(choice_of(reading, beside=readings) for reading in readings),
    )


def was_misread(found: Restoration, texts: Sequence[str], label: str) -> Question:
    """The text was decoded wrongly once before it was stored.

    Parameters
    ----------
    found
        The restoration.
    texts
        As they stand.
    label
        Encoding of the file.

    Returns
    -------
    Question
        ``encoding``, with the restored text and the text as it stands.
    """
    pairs = [(old, new) for old, new in zip(texts, found.texts, strict=True) if old != new][:_SHOWN]
    restored, kept = tuple(new for _, new in pairs), tuple(old for old, _ in pairs)
    misread, truth = label_of(found.misread), label_of(found.truth)
    return Question(
        "encoding",
        Text(
            f"文字在存入之前就已读错：{truth} 的字节被当作 {misread} 读过，例如“{kept[0]}”应为“{restored[0]}”",
            f"the text was misread before it was stored: bytes in {truth} were read as {misread}; "
            f"“{kept[0]}” should be “{restored[0]}”",
        ),
        Text(
            "选择还原，或保持原样。不会自动改动。",
            "Choose to restore the text or to keep it; nothing is changed unasked.",
        ),
        (
            Choice(
                found.chain(label),
                Text(f"还原为 {truth} 文字", f"restore the text from {truth}"),
                Text(
                    f"{found.restored} 处文字可以还原，{len(found.failed)} 处不能",
                    f"{found.restored} texts can be restored, {len(found.failed)} cannot",
                ),
                restored,
            ),
            Choice(label, Text("保持原样", "keep the text as it stands"), sample=kept),
        ),
    )


def undecodable(field: str, rows: IntArray, texts: Sequence[str], label: str) -> ImportMessage:
    """Single texts cannot be read.

    Parameters
    ----------
    field
        Column.
    rows
        From 0.
    texts
        As far as they can be read.
    label
        The encoding.

    Returns
    -------
    ImportMessage
        ``text_undecodable``.
    """
    return message_about(
        "text_undecodable",
        Text(
            f"字段“{field}”有 {len(rows)} 个值不能按 {label} 读出，读不出的地方记为 \ufffd：{texts[0]}",
            f"{len(rows)} values of the field “{field}” cannot be read in {label}; "
            f"what cannot be read stands as \ufffd: {texts[0]}",
        ),
        rows.tolist(),
        hint=Text("请在原软件里改正这些值。", "Mend these values in the program they come from."),
        field=field,
        values=list(texts[:_SHOWN]),
    )


def names_cut(names: Sequence[str]) -> ImportMessage:
    """Names of fields end inside a character.

    Parameters
    ----------
    names
        Without that character.

    Returns
    -------
    ImportMessage
        ``field_names_cut``.
    """
    return ImportMessage(
        "field_names_cut",
        Text(
            f"字段名被截断在半个汉字处，残缺的字已去掉：{'、'.join(names)}",
            f"field names were cut inside a character, which was dropped: {', '.join(names)}",
        ),
        Text("Shapefile 的字段名最长 10 个字节。", "A shapefile keeps ten bytes of a field name."),
        detail={"fields": list(names)},
    )


def text_cut(field: str, rows: IntArray) -> ImportMessage:
    """Values end inside a character.

    Parameters
    ----------
    field
        Column.
    rows
        From 0.

    Returns
    -------
    ImportMessage
        ``text_cut``.
    """
    return message_about(
        "text_cut",
        Text(
            f"字段“{field}”有 {len(rows)} 个值因字段宽度不够被截断，末尾残缺的字已去掉",
            f"{len(rows)} values of the field “{field}” were cut by its width; the broken last character was dropped",
        ),
        rows.tolist(),
        hint=Text(
            "请在原软件里加宽字段后重新导出。",
            "Widen the field in the program it comes from and export again.",
        ),
        field=field,
    )


def tidied(field: str, rows: IntArray) -> ImportMessage:
    """Control characters were taken out, or characters composed.

    Parameters
    ----------
    field
        Column.
    rows
        From 0.

    Returns
    -------
    ImportMessage
        ``text_tidied``.
    """
    return message_about(
        "text_tidied",
        Text(
            f"字段“{field}”有 {len(rows)} 个值含控制字符或分解的字符，已整理",
            f"{len(rows)} values of the field “{field}” held control or decomposed characters and were tidied",
        ),
        rows.tolist(),
        field=field,
    )


def lost(field: str, rows: IntArray) -> ImportMessage:
    """Characters were lost before the file was made.

    Parameters
    ----------
    field
        Column.
    rows
        From 0.

    Returns
    -------
    ImportMessage
        ``text_lost``.
    """
    return message_about(
        "text_lost",
        Text(
            f"字段“{field}”有 {len(rows)} 个值里的字在此前的转换中已经丢失（\ufffd 或“锟斤拷”），无法还原",
            f"characters in {len(rows)} values of the field “{field}” were lost in an earlier conversion",
        ),
        rows.tolist(),
        hint=Text("请从更早的原始文件重新导出。", "Export again from an earlier original."),
        field=field,
    )


def not_needed(encoding: str) -> ImportMessage:
    """An encoding was named for a format that states its own.

    Parameters
    ----------
    encoding
        As named.

    Returns
    -------
    ImportMessage
        ``encoding_ignored``.
    """
    return ImportMessage(
        "encoding_ignored",
        Text(
            f"这种格式自带编码，没有采用所写的 {encoding}",
            f"this format states its own encoding; {encoding} was not used",
        ),
        detail={"encoding": encoding},
    )


def unreadable(layer: RawLayer, label: str, *, row: int | None, field: str) -> EncodingError:
    """Too much of the text cannot be read.

    Parameters
    ----------
    layer
        As read.
    label
        The encoding.
    row
        First bad row, from 0; ``None`` when it is a name of a field.
    field
        Column.

    Returns
    -------
    EncodingError
        To raise.
    """
    where_zh = "字段名" if row is None else f"第 {row + 1} 个要素的字段"
    where_en = "the field name" if row is None else f"feature {row + 1}, field"
    detail = {"file": layer.member.name, "field": field, "encoding": label}
    return EncodingError(
        f"{layer.member.name}：{where_zh}“{field}”不能按 {label} 读出",
        f"{layer.member.name}: {where_en} “{field}” cannot be read in {label}",
        hint_zh="请写明正确的编码（如 gb18030），或在原软件里改正这个值。",
        hint_en="Name the right encoding (such as gb18030), or mend this value.",
        **(detail if row is None else {**detail, "row": row + 1}),
    )
