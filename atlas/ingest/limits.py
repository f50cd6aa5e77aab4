"""How much an untrusted file may cost to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Limits of the process that reads an untrusted file, and of what may be in the file.

    Parameters
    ----------
    memory_bytes
        Address space of the process [byte].
    cpu_s, wall_s
        Processor and elapsed time [s].
    file_bytes
        Largest file that is read or written [byte].
    open_files
        Files open at a time.
    max_entries
        Entries of an archive.
    max_unpacked_bytes
        All that an archive unpacks to [byte].
    max_ratio
        Unpacked to packed size of an entry. A .dbf full of blanks reaches about 100, deflate ends at 1,032.
    max_members
        Data sets in one file.
    max_features, max_columns
        Rows and columns of a data set.
    max_text_bytes
        Largest file of a format that is parsed as a whole text: GeoJSON, CSV, KML, plain text, web page [byte].
    max_characters, max_pieces, max_pages
        Characters, lines or paragraphs, and pages of a document.
    """

    memory_bytes: int = 2048 * _MEBIBYTE
    cpu_s: int = 300
    wall_s: int = 300
    file_bytes: int = 2048 * _MEBIBYTE
    open_files: int = 256
    max_entries: int = 10_000
    max_unpacked_bytes: int = 4096 * _MEBIBYTE
    max_ratio: int = 200
    max_members: int = 200
    max_features: int = 5_000_000
    max_columns: int = 1_000
    max_text_bytes: int = 256 * _MEBIBYTE
    max_characters: int = 5_000_000
    max_pieces: int = 300_000
    max_pages: int = 3_000

    def to_dict(self) -> dict[str, int]:
        """The limits as plain values.

        Returns
        -------
        dict
            Value by name.
        """
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> ReadLimits:
        """The limits that ``to_dict`` gave.

        Parameters
        ----------
        values
            Value by name.

        Returns
        -------
        ReadLimits
            The same.
        """
        return cls(**{one.name: int(values[one.name]) for one in fields(cls)})
