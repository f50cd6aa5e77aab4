"""Joins on a Dask cluster: the features in parts side by side, the units sent to every worker once.

Only ``join_engines`` imports this module, and only when Dask is asked for.
"""

from __future__ import annotations

import contextlib
import logging
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import dask
import dask.dataframe
import dask_geopandas
import geopandas
import psutil
from dask.delayed import Delayed, delayed
from dask.system import CPU_COUNT
from distributed import CancelledError, Client, KilledWorker, LocalCluster
from distributed.system import MEMORY_LIMIT

from atlas.core.errors import ClusterError
from atlas.services.join_frames import Body, JoinedPart, JoinTarget, Prepare, join_frame
from atlas.services.stamp import program_digest
from atlas.stores.feature_source import FeaturePiece, FeatureSource

#: A part is small enough for a worker of modest memory, and large enough that what every part costs (the units are
#: prepared anew, about a second for all counties) does not count.
PART_BYTES, PART_FEATURES = 32_000_000, 200_000
#: The least memory that a worker of this machine gets [bytes]: all counties at full detail, a part, and its cuts.
_WORKER_BYTES = 1_500_000_000
_CONNECT_S, _WORKERS_S = 10, 30
#: Nothing of a local cluster is shown or told to anybody, and nothing listens but for its own processes.
_PRIVATE: dict[str, Any] = {
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.diagnostics.nvml": False,
}
#: Joins a part where the cluster wants.
join_piece = delayed(join_frame, pure=False)
_LOST = (KilledWorker, CancelledError, TimeoutError, OSError)


class DaskEngine:
    """Joins parts of the features side by side and gives them in order.

    Parameters
    ----------
    client
        Of a cluster; ``None`` to work in this process, part after part.
    part_features
        Features of a part; ``None`` to choose by their size and the number of workers.
    """

    def __init__(self, client: Client | None = None, *, part_features: int | None = None) -> None:
        self.client = client
        self._part_features = part_features

    def join(
        self, source: FeatureSource, target: JoinTarget, prepare: Prepare[Body]
    ) -> Iterator[JoinedPart[Body]]:
        """The parts.

        Parameters
        ----------
        source
            Features; pieces of a file are read by the workers if they see the file.
        target
            Units.
        prepare
            Makes of the located features what the output wants.

        Yields
        ------
        JoinedPart
            In the order of the features.

        Raises
        ------
        DataError
            A piece cannot be read.
        ClusterError
            Workers died, or the scheduler went away.
        """
        try:
            pieces = source.pieces(self._part_features or self._choose_part(source))
            if self.client is None:
                held = delayed(target, traverse=False)
                tasks = [join_piece(part, held, prepare) for part in _partitions(pieces)]
                yield from (task.compute(scheduler="synchronous") for task in tasks)
            else:
                yield from self._share_out(self.client, source, pieces, target, prepare)
        except _LOST as error:
            raise _lost(error) from error

    def _share_out(
        self,
        client: Client,
        source: FeatureSource,
        pieces: Sequence[FeaturePiece],
        target: JoinTarget,
        prepare: Prepare[Body],
    ) -> Iterator[JoinedPart[Body]]:
        everywhere = client.scatter(target, broadcast=True, hash=False)
        if _all_see(client, source.path):
            parts = _partitions(pieces)
        else:
            # One by one, so that this machine never holds more than a piece; the cluster holds the rest.
            parts = [client.scatter(piece.read(), hash=False) for piece in pieces]
        waiting = client.compute([join_piece(part, everywhere, prepare) for part in parts])
        del parts
        waiting.reverse()
        while waiting:
            yield waiting.pop().result()

    def _choose_part(self, source: FeatureSource) -> int:
        workers = 1 if self.client is None else len(self.client.nthreads())
        a_feature = max(1, source.byte_size // max(1, source.count))
        return max(1, min(PART_FEATURES, PART_BYTES // a_feature, -(-source.count // max(1, workers))))


def _partitions(pieces: Sequence[FeaturePiece]) -> list[Delayed]:
    """The pieces as partitions of one Dask frame, each read where it is joined."""
    frame = dask.dataframe.from_map(_read, pieces, meta=pieces[0].empty())
    parts: list[Delayed] = dask_geopandas.from_dask_dataframe(frame).to_delayed()
    return parts


def _read(piece: FeaturePiece) -> geopandas.GeoDataFrame:
    return piece.read()


def _all_see(client: Client, path: Path | None) -> bool:
    if path is None:
        return False
    sizes = client.run(_size_of, str(path))
    return set(sizes.values()) == {path.stat().st_size}


def _size_of(path: str) -> int:
    file = Path(path)
    return file.stat().st_size if file.is_file() else -1


@contextlib.contextmanager
def open_cluster(scheduler: str) -> Iterator[DaskEngine]:
    """An engine on a cluster.

    Parameters
    ----------
    scheduler
        Address of the scheduler; empty for worker processes of this machine, which end with the engine.

    Yields
    ------
    DaskEngine
        The engine.

    Raises
    ------
    ClusterError
        The scheduler does not answer, has no workers, or these have another version of the atlas.
    """
    with _quiet(), contextlib.ExitStack() as closing:
        yield DaskEngine(_connect(scheduler, closing) if scheduler else _start(closing))


def _start(closing: contextlib.ExitStack) -> Client:
    folder = closing.enter_context(tempfile.TemporaryDirectory(prefix="atlas-dask-"))
    closing.enter_context(dask.config.set(_PRIVATE | {"temporary-directory": folder}))
    memory = min(MEMORY_LIMIT, psutil.virtual_memory().available)
    workers = max(1, min(CPU_COUNT, memory // _WORKER_BYTES))
    try:
        cluster = LocalCluster(
            n_workers=workers,
            # The overlay of one part has threads of its own.
            threads_per_worker=1,
            memory_limit=memory // workers,
            local_directory=folder,
            host="127.0.0.1",
            # Other users of the machine reach the loopback too: without the key of this run nobody is let in.
            security=True,
            silence_logs=logging.CRITICAL,
            scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},
        )
        closing.enter_context(cluster)
        client: Client = closing.enter_context(Client(cluster, set_as_default=False))
    except (OSError, RuntimeError, TimeoutError) as error:
        raise ClusterError(
            "本机的工作进程无法启动",
            "the worker processes of this machine cannot be started",
            code="cluster_start",
            hint_zh="请检查内存与临时文件夹的空间，或改用 --engine local。",
            hint_en="Check memory and the space of the temporary folder, or use --engine local.",
        ) from error
    return client


def _connect(scheduler: str, closing: contextlib.ExitStack) -> Client:
    try:
        client: Client = closing.enter_context(Client(scheduler, timeout=_CONNECT_S, set_as_default=False))
    except (OSError, TimeoutError) as error:
        raise ClusterError(
            f"无法连接 Dask 调度器 {scheduler}",
            f"the Dask scheduler {scheduler} cannot be reached",
            code="cluster_unreachable",
            hint_zh="请检查设置 dask（ATLAS_DASK）与网络，或留空以使用本机的工作进程。",
            hint_en="Check the setting dask (ATLAS_DASK) and the network; leave it empty for processes of this machine.",
            scheduler=scheduler,
        ) from error
    try:
        client.wait_for_workers(1, timeout=_WORKERS_S)
    except TimeoutError as error:
        raise ClusterError(
            f"Dask 调度器 {scheduler} 没有工作进程",
            f"the Dask scheduler {scheduler} has no workers",
            code="cluster_without_workers",
            hint_zh=f"请在集群上启动工作进程：dask worker {scheduler}。",
            hint_en=f"Start workers on the cluster: dask worker {scheduler}.",
            scheduler=scheduler,
        ) from error
    _require_same_program(client, scheduler)
    return client


def _require_same_program(client: Client, scheduler: str) -> None:
    try:
        digests = set(client.run(program_digest).values())
    except (ImportError, AttributeError):
        digests = set()
    if digests != {program_digest()}:
        raise ClusterError(
            f"Dask 集群 {scheduler} 的工作进程没有安装同一版本的图集",
            f"the workers of the Dask cluster {scheduler} do not have this version of the atlas",
            code="cluster_differs",
            hint_zh="请在每台机器上安装与本机相同的版本，然后重启工作进程。",
            hint_en="Install the version of this machine on all of them, then restart the workers.",
            scheduler=scheduler,
        )


def _lost(error: Exception) -> ClusterError:
    if isinstance(error, KilledWorker):
        return ClusterError(
            "处理同一部分要素的工作进程接连中断，多半是内存不足",
            "the workers that joined one part of the features died one after the other, most likely for want of memory",
            code="cluster_worker_died",
            hint_zh="请给工作进程更多内存，或改用 --engine local。",
            hint_en="Give the workers more memory, or use --engine local.",
        )
    return ClusterError(
        "与 Dask 集群的连接中断",
        "the connection to the Dask cluster was lost",
        code="cluster_lost",
        hint_zh="请检查调度器与工作进程是否仍在运行，然后重试。",
        hint_en="Check that scheduler and workers still run, then try again.",
    )


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Dask tells of lost connections in its own log; the person gets one message, from us."""
    loggers = [logging.getLogger(name) for name in ("distributed", "distributed.client", "tornado")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
