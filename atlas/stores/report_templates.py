"""Templates of reports that an office keeps in a folder: read, and refused where they could do more than look good."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from atlas.core.errors import InputError, LimitExceeded, NotFoundError
from atlas.stores.plain_files import unwritable

#: Kinds of reports that have a template, and its name in the folder of an office.
TEMPLATE_NAMES = {"docx": "report.docx", "pptx": "report.pptx"}
#: Largest template, packed and unpacked [bytes], and most parts of it.
MAX_BYTES, MAX_UNPACKED_BYTES, MAX_PARTS = 20_000_000, 100_000_000, 3000
_MAIN_PARTS = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml"}
#: Parts that run programs or bring other files along.
_ACTIVE = ("vbaproject", "vbadata", "activex", "embeddings/", "attachedtoolbars")


def find_template(folder: Path | None, kind: str) -> bytes | None:
    """The template of an office for a kind of report.

    Parameters
    ----------
    folder
        Of its templates; ``None`` for none.
    kind
        ``docx`` or ``pptx``; other kinds have no template.

    Returns
    -------
    bytes or None
        ``None`` where there is none, so that the built-in one is used.

    Raises
    ------
    AtlasError
        As ``read_template``.
    """
    if folder is None or kind not in TEMPLATE_NAMES:
        return None
    path = folder / TEMPLATE_NAMES[kind]
    return read_template(path, kind) if path.exists() else None


def read_template(path: Path, kind: str) -> bytes:
    """A template from a file.

    Parameters
    ----------
    path
        The file.
    kind
        ``docx`` or ``pptx``.

    Returns
    -------
    bytes
        Checked: no macros, no embedded files, of a bounded size.

    Raises
    ------
    NotFoundError
        There is no such file.
    InputError
        It is of another kind, damaged, or holds macros.
    LimitExceeded
        It is too large.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _too_large(path)
        body = path.read_bytes()
    except OSError as error:
        raise NotFoundError(
            f"模板文件无法读取：{path.name}",
            f"the template cannot be read: {path.name}",
            code="report_template_missing",
            hint_zh="请检查路径；atlas report --write-template 文件夹 可写出内置模板。",
            hint_en="Check the path; atlas report --write-template FOLDER writes the built-in one.",
            file=path.name,
        ) from error
    if path.suffix.lower() in (".docm", ".dotm", ".pptm", ".potm"):
        raise _active(path)
    _check_package(path, body, kind)
    return body


def write_templates(folder: Path, templates: dict[str, bytes]) -> list[Path]:
    """Write templates into a folder, so that an office can edit them; what stands there is kept.

    Parameters
    ----------
    folder
        Made if need be.
    templates
        By kind.

    Returns
    -------
    list of Path
        The files.

    Raises
    ------
    InputError
        A file of that name is there already.
    DataError
        The folder cannot be written.
    """
    paths = {kind: folder / TEMPLATE_NAMES[kind] for kind in templates}
    for path in paths.values():
        if path.exists():
            raise InputError(
                f"模板已存在，不会覆盖：{path}",
                f"there is a template already, which is not overwritten: {path}",
                code="report_template_exists",
                hint_zh="请换一个文件夹，或先移走原来的模板。",
                hint_en="Choose another folder, or move the old template away first.",
                file=path.name,
            )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for kind, path in paths.items():
            path.write_bytes(templates[kind])
    except OSError as error:
        raise unwritable(folder) from error
    return list(paths.values())


def _check_package(path: Path, body: bytes, kind: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            parts = package.infolist()
            names = [part.filename.lower() for part in parts]
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
                raise _too_large(path)
            types = package.read("[Content_Types].xml").lower()
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise _unfit(path, kind) from error
    if b"macroenabled" in types or any(mark in name for name in names for mark in _ACTIVE):
        raise _active(path)
    if _MAIN_PARTS[kind] not in names:
        raise _unfit(path, kind)


def _unfit(path: Path, kind: str) -> InputError:
    return InputError(
        f"{path.name} 不是可用的 {kind} 模板",
        f"{path.name} is no {kind} template that can be used",
        code="report_template_invalid",
        hint_zh=f"请用 Word 或 PowerPoint 另存为 .{kind}（不是 .doc、.ppt，也不能加密）。",
        hint_en=f"Save it as .{kind} with Word or PowerPoint: not .doc or .ppt, and without a password.",
        file=path.name,
    )


def _active(path: Path) -> InputError:
    return InputError(
        f"模板含有宏、控件或嵌入的文件：{path.name}",
        f"the template holds macros, controls or embedded files: {path.name}",
        code="report_template_active",
        hint_zh="模板只能有文字、图片和样式；请删去后另存为 .docx 或 .pptx。",
        hint_en="A template may hold text, pictures and styles; remove the rest and save it as .docx or .pptx.",
        file=path.name,
    )


def _too_large(path: Path) -> LimitExceeded:
    return LimitExceeded(
        f"模板过大：{path.name}，上限 {MAX_BYTES // 1_000_000} MB（解开后 {MAX_UNPACKED_BYTES // 1_000_000} MB）",
        f"the template is too large: {path.name}; the limit is {MAX_BYTES // 1_000_000} MB "
        f"({MAX_UNPACKED_BYTES // 1_000_000} MB unpacked)",
        code="report_template_too_large",
        hint_zh="请压缩模板里的图片。",
        hint_en="Compress the pictures of the template.",
        file=path.name,
    )
