"""Environments of reading processes: settings that switch off network, plug-ins and all drivers but three."""

from __future__ import annotations

from collections.abc import Mapping

DRIVERS = ("ESRI Shapefile", "GPKG", "FlatGeobuf")


_PLAIN: Mapping[str, str] = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    # Arrow's own allocators reserve address space by the gigabyte, which the limit would count.
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "2",
    "OPENPYXL_LXML": "False",
    "OPENPYXL_DEFUSEDXML": "True",
    "LANG": "C.UTF-8",
    "PATH": "/usr/bin:/bin",
}


def plain_environment() -> dict[str, str]:
    """Settings for a process that reads no coordinates; it gets no other environment.

    Returns
    -------
    dict
        Values by name.
    """
    return dict(_PLAIN)


def environment() -> dict[str, str]:
    """Settings of GDAL, PROJ and the rest for the reading process; it gets no other environment.

    Returns
    -------
    dict
        Values by name.

    Notes
    -----
    GDAL documents ``GDAL_SKIP``, ``GDAL_DRIVER_PATH`` and the ``CPL_VSIL_CURL`` options under configuration options.
    """
    # Heavy, and needed by those only who read layers.
    import pyogrio  # noqa: PLC0415

    unwanted = [name for name in pyogrio.list_drivers() if name not in DRIVERS]
    return {
        **_PLAIN,
        "GDAL_SKIP": ",".join(unwanted),
        "GDAL_DRIVER_PATH": "disable",
        "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",
        "GDAL_PAM_ENABLED": "NO",
        "GDAL_NUM_THREADS": "1",
        "GDAL_HTTP_MAX_RETRY": "0",
        "GDAL_HTTP_CONNECTTIMEOUT": "1",
        "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
        "CPL_VSIL_USE_TEMP_FILE_FOR_RANDOM_WRITE": "NO",
        "OGR_SQLITE_ALLOW_EXTERNAL_ACCESS": "NO",
        "PROJ_NETWORK": "OFF",
    }
