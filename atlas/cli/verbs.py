"""Groups of commands that load a command when it is called: what drawing and tables of coordinates need takes seconds."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import click


@dataclass(frozen=True, slots=True)
class Verb:
    """A command that is loaded when it is called.

    Parameters
    ----------
    module, name
        Module of ``atlas.cli``, and the command in it.
    help
        What it does, for the list of commands.
    """

    module: str
    name: str
    help: str

    def load(self) -> click.Command:
        """The command.

        Returns
        -------
        Command
            Its module is imported now.
        """
        command: Any = getattr(importlib.import_module(f"atlas.cli.{self.module}"), self.name)
        assert isinstance(command, click.Command)  # noqa: S101 - the tables of verbs are our own
        return command


class Verbs(click.Group):
    """A group that loads its commands one by one.

    Parameters
    ----------
    verbs
        By name.
    **options
        As of ``click.Group``.
    """

    def __init__(self, *, verbs: Mapping[str, Verb], **options: Any) -> None:
        super().__init__(**options)
        self.verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands.

        Parameters
        ----------
        ctx
            Of the call.

        Returns
        -------
        list of str
            By the alphabet.
        """
        return sorted({*super().list_commands(ctx), *self.verbs})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command.

        Parameters
        ----------
        ctx
            Of the call.
        cmd_name
            Its name.

        Returns
        -------
        Command or None
            ``None`` where there is none.
        """
        verb = self.verbs.get(cmd_name)
        return verb.load() if verb else super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without loading them.

        Parameters
        ----------
        ctx
            Of the call.
        formatter
            Takes the list.
        """
        rows = []
        for name in self.list_commands(ctx):
            verb = self.verbs.get(name)
            command = None if verb else super().get_command(ctx, name)
            rows.append((name, verb.help if verb else command.get_short_help_str(80) if command else ""))
        with formatter.section("Commands"):
            formatter.write_dl(rows)
