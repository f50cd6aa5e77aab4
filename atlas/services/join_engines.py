"""Engines of a join: at once in this process, or in parts on a Dask cluster."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from atlas.services.join_frames import Body, JoinedPart, JoinTarget, Prepare, join_frame
from atlas.services.joins import JoinEngine
from atlas.stores.feature_source import FeatureSource

LOCAL, DASK = "local", "dask"
#: Names on the command line.
ENGINES = (LOCAL, DASK)


class LocalEngine:
    """Joins all features at once in this process."""

    def join(
        self, source: FeatureSource, target: JoinTarget, prepare: Prepare[Body]
    ) -> Iterator[JoinedPart[Body]]:
        """The one part.

        Parameters
        ----------
        source
            Features; all of them are held in memory.
        target
            Units.
        prepare
            Makes of the located features what the output wants.

        Yields
        ------
        JoinedPart
            Of all features.
        """
        (piece,) = source.pieces(max(source.count, 1))
        yield join_frame(piece.read(), target, prepare)


@contextlib.contextmanager
def open_engine(name: str, *, scheduler: str) -> Iterator[JoinEngine]:
    """An engine, and what belongs to it for as long as it is needed.

    Parameters
    ----------
    name
        One of ``ENGINES``.
    scheduler
        Address of the Dask scheduler; empty for worker processes of this machine.

    Yields
    ------
    JoinEngine
        The engine.

    Raises
    ------
    ClusterError
        The cluster cannot be reached or does not fit.
    """
    if name == LOCAL:
        yield LocalEngine()
        return
    # Dask takes a second to import, which no other command should wait for.
    from atlas.services.join_cluster import open_cluster  # noqa: PLC0415

    with open_cluster(scheduler) as engine:
        yield engine
