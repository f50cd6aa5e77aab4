"""Leaves the search of Python for circles of things out while thousands of things without any are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_search_for_circles() -> Iterator[None]:
    """A block that makes many things and no circles of them: each search would look through all that is in memory.

    It holds for all threads, and may begin within another such block.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
