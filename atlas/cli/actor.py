"""Who a command is run by: whoever may write the data folder is its administrator."""

from __future__ import annotations

import getpass

from atlas.core.access import Actor, Role


def command_actor() -> Actor:
    """Who runs this command.

    Returns
    -------
    Actor
        Named after the account on this machine, so that the audit trail can tell people apart.
    """
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a container may run under a number that has no name
        user = "unknown"
    return Actor(f"cli:{user}", Role.ADMINISTRATOR, via="cli")
