"""Names of files that people take along: they say what is in the file, from titles that the atlas knows itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from atlas.core.errors import Text
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.rows import GoalFilter
from atlas.core.style import KIND_TITLES, RELATION_TITLES

#: Signs that stay beside letters and digits; Windows, shells and archives take all of them.
_KEPT_SIGNS = frozenset("-_()（）、·")
#: Longest name without its ending [characters]: 3 bytes each in UTF-8, of 255 that file systems take.
_MAX_CHARACTERS = 72
#: Titles told one by one; of more the first stands for all.
_MOST_TITLES = 2


@dataclass(frozen=True, slots=True)
class FileName:
    """A file name without its ending.

    Parameters
    ----------
    name
        In Chinese.
    plain
        The same in ASCII, from codes and slugs, for programs that take nothing else.
    """

    name: str
    plain: str

    def with_ending(self, ending: str) -> FileName:
        """Both names with an ending.

        Parameters
        ----------
        ending
            Such as ``xlsx``.

        Returns
        -------
        FileName
            Ready to be used.
        """
        return FileName(f"{self.name}.{ending}", f"{self.plain}.{ending}")


def name_file(
    catalogue: Catalogue, wanted: GoalFilter, what: Text, *, parts: Sequence[Text] = (), place: str = ""
) -> FileName:
    """Name of a file of goals or values: where, which document, which topics, what, and the date of the data.

    Parameters
    ----------
    catalogue
        For titles.
    wanted
        The filter; its ids and codes are known ones, so no word of a caller gets into the name.
    what
        What kind of table it is; the English becomes part of the ASCII name.
    parts
        Further words in front of it.
    place
        Name where the filter has no unit and no region.

    Returns
    -------
    FileName
        Safe on Windows.
    """
    codes = (wanted.adcode or wanted.region, wanted.document)
    topics = [slug for slug in catalogue.topics if slug in wanted.topics]
    kinds = [slug for slug in KIND_TITLES if slug in wanted.kinds]
    relations = [slug for slug in RELATION_TITLES if slug in wanted.relations]
    year = str(wanted.year or "")
    chinese = (
        catalogue.units[codes[0]].name if codes[0] else place,
        catalogue.documents[wanted.document].title.zh if wanted.document else "",
        wanted.clause,
        _few([catalogue.topics[slug].title.zh for slug in topics]),
        _few([KIND_TITLES[slug].zh for slug in kinds]),
        _few([RELATION_TITLES[slug].zh for slug in relations]),
        f"{year}年" if year else "",
        *(part.zh for part in parts),
    )
    plain = (*codes, *topics[:_MOST_TITLES], *kinds[:_MOST_TITLES], year, *(part.en for part in parts))
    date = catalogue.build_date
    return FileName(
        _join(map(_clean, chinese), (what.zh, date)), _join(map(_clean_plain, plain), (what.en, date))
    )


def _few(titles: Sequence[str]) -> str:
    if len(titles) <= _MOST_TITLES:
        return "、".join(titles)
    return f"{titles[0]}等{len(titles)}项"


def _join(words: Iterable[str], always: Sequence[str]) -> str:
    """Words parted by hyphens; where they are too long, what must be in the name stays whole."""
    end = "-".join(always)
    front = "-".join(word for word in words if word)[: _MAX_CHARACTERS - len(end) - 1].strip("-")
    return f"{front}-{end}" if front else end


def _clean(text: str) -> str:
    """Letters, digits and few signs; all else (separators, signs that Windows forbids, invisible ones) is a hyphen."""
    kept = (
        sign if sign.isalnum() or sign in _KEPT_SIGNS else "-" for sign in unicodedata.normalize("NFC", text)
    )
    return re.sub("-+", "-", "".join(kept)).strip("-")


def _clean_plain(text: str) -> str:
    return re.sub("[^A-Za-z0-9_]+", "-", text).strip("-")
