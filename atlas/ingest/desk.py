"""What the steps of one reading share: the folder, the limits, open archives and findings about the upload."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from atlas.ingest.limits import ReadLimits
from atlas.ingest.sink import Findings


@dataclass(slots=True)
class Desk:
    """The place where one upload is taken apart.

    Parameters
    ----------
    work
        Folder for files of ours.
    limits
        What is taken.
    stack
        Closes the archives at the end.
    findings
        Gets what is to be said of the upload as a whole.
    unpacked_bytes
        What all archives opened so far unpack to [byte].
    """

    work: Path
    limits: ReadLimits
    stack: ExitStack
    findings: Findings = field(default_factory=Findings)
    unpacked_bytes: int = 0
    _made: int = 0

    def new_file(self, ending: str) -> Path:
        """A path for a file of ours.

        Parameters
        ----------
        ending
            One of ours, never out of a file.

        Returns
        -------
        Path
            Not there yet.
        """
        self._made += 1
        return self.work / f"part-{self._made}{ending}"
