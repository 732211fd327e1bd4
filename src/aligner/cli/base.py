"""What all commands have in common, and a group of commands of which only the one that is called gets imported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

from aligner.cli.console import Settings

_CONTEXT = {"help_option_names": ["-h", "--help"]}


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command lives and what it is for."""

    module: str
    """Holds the command under the name `command`."""
    help: str
    """One line for the list of commands."""


class Command(click.Command):
    """A command that also takes the options of every command."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("context_settings", _CONTEXT)
        super().__init__(*args, **kwargs)
        self.params.extend(_common_options())


class LazyGroup(click.Group):
    """Lists its commands from a table and imports a command when it is called."""

    def __init__(self, name: str, entries: Mapping[str, Entry], description: str) -> None:
        super().__init__(name, help=description, context_settings=_CONTEXT, params=_common_options())
        self.entries = entries
        """In the order they are listed in."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in the order a user meets them."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, imported now; None if there is none."""
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        command = import_module(entry.module).command
        assert isinstance(command, click.Command)
        command.short_help = entry.help
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in self.entries.items()])


def _common_options() -> list[click.Parameter]:
    return [
        click.Option(
            ["-q", "--quiet"],
            is_flag=True,
            expose_value=False,
            callback=_set_quiet,
            help="No progress and no summary; warnings and errors are still said.",
        ),
        click.Option(
            ["--debug"],
            is_flag=True,
            expose_value=False,
            callback=_set_debug,
            help="Show where an error came from.",
        ),
    ]


def _set_quiet(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        context.ensure_object(Settings).quiet = True


def _set_debug(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        context.ensure_object(Settings).debug = True
