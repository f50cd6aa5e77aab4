"""Opens a file with one named GDAL driver: looks at it with Fiona, streams it with pyogrio.

The process runs with all other drivers switched off (``environment``), so nothing in a file can call another one.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import fiona
import numpy as np
import pyogrio
from fiona.errors import FionaError
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError

from atlas.core.errors import DataError, LimitExceeded

#: Features a batch; a batch of large polygons stays below 100 MB.
BATCH = 20_000

_FAULTS = (
    DataLayerError,
    DataSourceError,
    FeatureError,
    FieldError,
    GeometryError,
    FionaError,
    OSError,
    RuntimeError,
    ValueError,
)


@contextmanager
def translated(name: str) -> Iterator[None]:
    """Turn what GDAL says of a damaged file into words for a person.

    Parameters
    ----------
    name
        What the file is called in a message.

    Raises
    ------
    DataError
        The file cannot be read.
    LimitExceeded
        It needs too much memory.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except _FAULTS as error:
        if "memory" in str(error).lower():
            raise out_of_memory(name) from error
        raise DataError(
            f"{name} 已损坏，无法读取",
            f"{name} is damaged and cannot be read",
            code="file_damaged",
            hint_zh="请在原软件中打开检查，并重新导出。",
            hint_en="Open it in the program it comes from, check it and export it again.",
            file=name,
        ) from error


def out_of_memory(name: str) -> LimitExceeded:
    """The refusal of a file that needs too much memory.

    Parameters
    ----------
    name
        What the file is called in a message.

    Returns
    -------
    LimitExceeded
        To be raised.
    """
    return LimitExceeded(
        f"读取 {name} 需要的内存超过上限",
        f"reading {name} needs more memory than allowed",
        code="read_memory",
        hint_zh="请按地区分成几个文件，或删去不需要的列后重试。",
        hint_en="Split it by region, or remove columns that are not needed, and try again.",
        file=name,
    )


def count_features(path: Path, driver: str, *, layer: int = 0) -> int:
    """Open a file with one driver and no other, and count.

    Parameters
    ----------
    path
        The file.
    driver
        Name of the GDAL driver.
    layer
        Place of the layer.

    Returns
    -------
    int
        Features as the layer states; 0 when it does not.
    """
    names = fiona.listlayers(path)
    if layer >= len(names):
        raise DataLayerError("no such layer")
    with fiona.open(path, enabled_drivers=[driver], layer=names[layer], encoding="ISO-8859-1") as collection:
        try:
            return len(collection)
        except TypeError:
            # A stream that does not know its length; rows are counted as they come.
            return 0


def stream(path: Path, *, layer: int = 0, columns: list[str] | None = None, **options: Any) -> Any:
    """The features of a layer in Arrow batches.

    Parameters
    ----------
    path
        The file.
    layer
        Place of the layer.
    columns
        Columns to read; ``None`` for all.
    **options
        Open options of the driver.

    Returns
    -------
    context manager
        Of a dict about the layer and a ``pyarrow.RecordBatchReader``.
    """
    return pyogrio.open_arrow(
        path,
        layer=layer,
        columns=columns,
        batch_size=BATCH,
        return_fids=True,
        use_pyarrow=True,
        datetime_as_string=True,
        **options,
    )


def straighten(path: Path, fids: list[int], *, layer: int = 0, **options: Any) -> list[bytes | None]:
    """Geometries with arcs, as polylines.

    Parameters
    ----------
    path
        The file.
    fids
        Ids of the features, in ascending order.
    layer
        Place of the layer.
    **options
        Open options of the driver.

    Returns
    -------
    list of bytes
        WKB, as many.
    """
    result = pyogrio.raw.read(path, layer=layer, columns=[], fids=np.array(fids), return_fids=True, **options)
    by_fid = dict(zip(result[1].tolist(), result[2].tolist(), strict=True))
    return [by_fid.get(fid) for fid in fids]
