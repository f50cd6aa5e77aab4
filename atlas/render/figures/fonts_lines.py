"""Where a line of text starts and how long it is."""

from __future__ import annotations

from atlas.render.figures.fonts import runs, shared_metrics
from atlas.render.figures.scene import Words


def start_mm(item: Words) -> float:
    """Where a line of text starts.

    Parameters
    ----------
    item
        The line.

    Returns
    -------
    float
        From its anchor, along the baseline [mm].
    """
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[item.anchor]
    return -share * length_mm(item) if share else 0.0


def length_mm(item: Words) -> float:
    """How long a line of text is, with the room between its letters.

    Parameters
    ----------
    item
        The line.

    Returns
    -------
    float
        From the start of the first to the end of the last letter [mm].
    """
    count = sum(len(text) for _, text in runs(item.text, is_serif=item.is_serif)) if item.spacing_mm else 0
    width = shared_metrics().width_mm(item.text, item.size_pt, is_bold=item.is_bold, is_serif=item.is_serif)
    return width + max(count - 1, 0) * item.spacing_mm
