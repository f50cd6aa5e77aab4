"""Time and day, which the rest of the program is given."""

from __future__ import annotations

import datetime


def utc_now() -> str:
    """The time as it is written down.

    Returns
    -------
    str
        UTC, ISO 8601, to the second.
    """
    return datetime.datetime.now(tz=datetime.UTC).isoformat(timespec="seconds")


def local_today() -> datetime.date:
    """The day where this machine is, which is printed on what is made today.

    Returns
    -------
    date
        By the time zone of the system.
    """
    return datetime.datetime.now(tz=datetime.UTC).astimezone().date()


def iso_today() -> str:
    """The day that is written down with what people decide.

    Returns
    -------
    str
        ISO date.
    """
    return local_today().isoformat()
