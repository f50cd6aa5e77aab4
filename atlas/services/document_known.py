"""The refusal of a file that is there already: as which document, by whom and when, and what can be done."""

from __future__ import annotations

from atlas.core.errors import ConflictError
from atlas.stores.document_records import DocumentRecord


def document_known(record: DocumentRecord, *, may_replace: bool) -> ConflictError:
    """The error for a file that is there already.

    Parameters
    ----------
    record
        The document that was made of the same file.
    may_replace
        Whether that document may make way for this one.

    Returns
    -------
    ConflictError
        With code ``document_known``, and as detail the document, its title, by whom and when it was added, and whether
        it ``may_replace``.
    """
    head, day = record.head, record.created_at[:10]
    # Only what nobody has decided about is read anew under its id.
    zh = f"替换它（--id {head.id} --replace），或" if may_replace else ""
    en = f"replace it (--id {head.id} --replace), or " if may_replace else ""
    return ConflictError(
        f"同一个文件已经收入：{head.id}《{head.title.zh}》，{record.created_by} 于 {day} 添加",
        f"the same file is there already: {head.id} “{head.title.zh}”, added by {record.created_by} on {day}",
        code="document_known",
        hint_zh=f"可打开已有的文件（atlas documents show {head.id}），{zh}仍然再收入一份（--again）。",
        hint_en=f"Open that one (atlas documents show {head.id}), {en}add it all the same (--again).",
        document=head.id,
        title=head.title.to_dict(),
        created=record.created_at,
        created_by=record.created_by,
        may_replace=may_replace,
    )
