"""Parts of a Word document as XML trees: the archive is checked first, DTDs are refused, links are not followed."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Self
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from atlas.core.errors import AtlasError, DataError, LimitExceeded, Text
from atlas.ingest.archive import Archive, Entry
from atlas.ingest.documents import refusals
from atlas.ingest.limits import ReadLimits
from atlas.ingest.shown import shown

#: Largest part that is parsed [byte]; a document of five million characters has less.
_MOST_PART_BYTES = 96 * 2**20
#: WordprocessingML, transitional and strict (ECMA-376, part 1, annex A, and part 4).
_WORD = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
_MAIN_TYPE = "/officeDocument"
_SAVE_AGAIN = Text(
    "请在 Word 或 WPS 中打开，另存为 .docx 后重试。",
    "Open it in a word processor, save it as .docx again, and retry.",
)


@lru_cache(maxsize=4096)
def local_name(tag: str) -> str:
    """Short name of an element.

    Parameters
    ----------
    tag
        As the parser gives it.

    Returns
    -------
    str
        ``p`` of WordprocessingML, ``other:t`` of any other vocabulary.
    """
    namespace, brace, name = tag.rpartition("}")
    return name if not brace or namespace[1:] in _WORD else f"other:{name}"


def value_of(element: Element | None, name: str = "val") -> str | None:
    """An attribute of WordprocessingML.

    Parameters
    ----------
    element
        Any; may be missing.
    name
        Of the attribute, without namespace.

    Returns
    -------
    str or None
        ``None`` where there is none.
    """
    if element is None:
        return None
    for key, value in element.attrib.items():
        if local_name(key) == name:
            return value
    return None


def is_on(element: Element | None) -> bool:
    """Whether a switch such as ``vanish`` is set.

    Parameters
    ----------
    element
        The switch; may be missing.

    Returns
    -------
    bool
        It is there and not set to false.
    """
    return element is not None and value_of(element) not in {"0", "false", "off"}


def child_of(element: Element | None, *path: str) -> Element | None:
    """An element below another.

    Parameters
    ----------
    element
        Where to begin; may be missing.
    path
        Short names, one a level.

    Returns
    -------
    Element or None
        The first one.
    """
    for name in path:
        if element is None:
            return None
        element = next((child for child in element if local_name(child.tag) == name), None)
    return element


class WordPackage:
    """The parts of one document.

    Parameters
    ----------
    path
        The file.
    name
        As the user called it.
    limits
        Entries, bytes and density that are taken.

    Raises
    ------
    DataError
        It is damaged, encrypted, means harm, or is no Word document.
    LimitExceeded
        It unpacks to too much.
    """

    def __init__(self, path: Path, *, name: str, limits: ReadLimits) -> None:
        self.name = name
        with self._translated():
            self._archive = Archive(path, name=shown(name), limits=limits)
        self._entries: dict[str, Entry] = {entry.name: entry for entry in self._archive.entries}
        self.main = self._find_main()

    def __enter__(self) -> Self:
        """The package itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self._archive.close()

    def tree(self, part: str) -> Element | None:
        """The tree of a part.

        Parameters
        ----------
        part
            Its path in the archive.

        Returns
        -------
        Element or None
            ``None`` where there is no such part.

        Raises
        ------
        DataError
            It is damaged or has a DTD.
        LimitExceeded
            It is too large.
        """
        entry = self._entries.get(part)
        if entry is None:
            return None
        if entry.info.file_size > _MOST_PART_BYTES:
            most = _MOST_PART_BYTES // 2**20
            raise refusals.too_long(
                self.name, f"的正文超过 {most} MB 的上限", f"has a text part of more than {most} MB"
            )
        with self._translated():
            # A byte more than there should be, so that the checksum is compared.
            content = self._archive.head(entry, size=entry.info.file_size + 1)
            tree: Element = fromstring(content, forbid_dtd=True)
        return tree

    def beside_main(self, file: str) -> str:
        """Path of a part in the folder of the main one.

        Parameters
        ----------
        file
            Its name.

        Returns
        -------
        str
            Path in the archive.
        """
        return str(PurePosixPath(self.main).parent / file)

    def _find_main(self) -> str:
        relations = self.tree("_rels/.rels")
        for relation in relations if relations is not None else ():
            if relation.get("Type", "").endswith(_MAIN_TYPE):
                target = relation.get("Target", "").lstrip("/")
                if target in self._entries:
                    return target
        raise refusals.damaged(self.name)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DefusedXmlException as error:
            raise DataError(
                f"{shown(self.name)} 的 XML 中有 DTD 或实体声明，正常的 Word 文档没有，已拒绝",
                f"{shown(self.name)} has a DTD or entities in its XML, as no Word document has; it is refused",
                code="document_dtd",
                hint_zh=_SAVE_AGAIN.zh,
                hint_en=_SAVE_AGAIN.en,
                file=shown(self.name),
            ) from error
        except (ParseError, LookupError, ValueError, zipfile.BadZipFile) as error:
            raise refusals.damaged(self.name) from error
        except (DataError, LimitExceeded) as error:
            raise _reworded(error, self.name) from error


def _reworded(error: AtlasError, name: str) -> AtlasError:
    """What a broken archive means in a document: nobody packed it by hand, so nobody can pack it again."""
    if error.code == "archive_damaged":
        return refusals.damaged(name)
    if error.code == "archive_encrypted":
        return refusals.encrypted(name)
    return type(error)(
        error.message.zh,
        error.message.en,
        code=error.code,
        hint_zh=_SAVE_AGAIN.zh,
        hint_en=_SAVE_AGAIN.en,
        **error.detail,
    )
