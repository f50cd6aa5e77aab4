"""Locks the reading process in: little memory and time, no network, no file but those it was given.

Landlock and network namespaces depend on the kernel and on rights; where they are missing, the limits and the
settings of the drivers still hold.
"""

from __future__ import annotations

import ctypes
import os
import resource
import stat
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

from atlas.ingest.limits import ReadLimits

# Linux: include/uapi/linux/sched.h, prctl.h and landlock.h; the three call numbers are the same on all machines.
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000
_NO_NEW_PRIVILEGES = 38
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_RULE_PATH_BENEATH = 1
_ASK_VERSION = 1
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_FOLDER = 1, 2, 4, 8
_REFER, _TRUNCATE, _DEVICE_CONTROL = 1 << 13, 1 << 14, 1 << 15
_FIRST_RIGHTS = (1 << 13) - 1
_BIND_TCP, _CONNECT_TCP = 1, 2
_PACKAGE = Path(__file__).resolve().parent.parent
#: Where Linux keeps its shared libraries; Python's own folders come from ``sys``.
_SYSTEM_FOLDERS = (
    "/usr",
    "/lib",
    "/lib64",
    "/nix/store",
    "/etc/ld.so.cache",
    "/dev/null",
    "/dev/urandom",
    "/proc/self",
)


def limit_process(limits: ReadLimits) -> None:
    """Take memory, time and network from this process, for good; before any library that reads data is loaded.

    Parameters
    ----------
    limits
        Memory, time and files.
    """
    _limit_resources(limits)
    if sys.platform != "linux":
        return
    kernel = ctypes.CDLL(None, use_errno=True)
    kernel.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    # Root may make a network namespace at once, others only with a user namespace; both may be forbidden.
    if kernel.unshare(_NEW_NETWORK) != 0:
        kernel.unshare(_NEW_USER | _NEW_NETWORK)


def lock_files(*, readable: Iterable[Path], writable: Path) -> None:
    """Take all files from this process but those named and Python's own, for good; before the upload is opened.

    Parameters
    ----------
    readable
        Files of the upload.
    writable
        The only folder where files may be made.
    """
    if sys.platform == "linux":
        _restrict_files(ctypes.CDLL(None, use_errno=True), readable, writable)


def _limit_resources(limits: ReadLimits) -> None:
    wanted = {
        resource.RLIMIT_AS: limits.memory_bytes,
        resource.RLIMIT_CPU: limits.cpu_s,
        resource.RLIMIT_FSIZE: limits.file_bytes,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_CORE: 0,
    }
    for kind, value in wanted.items():
        _, hard = resource.getrlimit(kind)
        low = value if hard == resource.RLIM_INFINITY else min(value, hard)
        # At its hard limit of time a process is killed as by the kernel that lacks memory; a second before, it is told.
        high = low + 1 if kind == resource.RLIMIT_CPU and hard == resource.RLIM_INFINITY else low
        resource.setrlimit(kind, (low, high))


def _restrict_files(kernel: ctypes.CDLL, readable: Iterable[Path], writable: Path) -> None:
    """Landlock: reading of Python, its libraries and the upload; writing in one folder; no TCP."""
    version = kernel.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint(_ASK_VERSION))
    if version < 1:
        return
    handled = _FIRST_RIGHTS
    for since, right in ((2, _REFER), (3, _TRUNCATE), (5, _DEVICE_CONTROL)):
        handled |= right if version >= since else 0
    rules = struct.pack("<Q", handled)
    if version >= 4:
        rules += struct.pack("<Q", _BIND_TCP | _CONNECT_TCP)
    ruleset = kernel.syscall(_CREATE_RULESET, rules, ctypes.c_size_t(len(rules)), ctypes.c_uint(0))
    if ruleset < 0:
        return
    reading = _EXECUTE | _READ_FILE | _READ_FOLDER
    for place in (*_SYSTEM_FOLDERS, sys.prefix, sys.base_prefix, *sys.path, str(_PACKAGE)):
        _allow(kernel, ruleset, Path(place), reading)
    for file in readable:
        _allow(kernel, ruleset, file, _READ_FILE)
    _allow(kernel, ruleset, writable, handled & ~_EXECUTE)
    kernel.syscall(_RESTRICT_SELF, ruleset, ctypes.c_uint(0))
    os.close(ruleset)


def _allow(kernel: ctypes.CDLL, ruleset: int, place: Path, rights: int) -> None:
    if not place.is_absolute():
        return
    try:
        descriptor = os.open(place, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        # What is not there, or may not be read anyway, needs no leave.
        return
    if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
        rights &= _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE
    rule = struct.pack("<Qi", rights, descriptor)
    kernel.syscall(_ADD_RULE, ruleset, ctypes.c_int(_RULE_PATH_BENEATH), rule, ctypes.c_uint(0))
    os.close(descriptor)
