"""Writes the reference part of docs/cli.md from the commands themselves: `python tools/cli_reference.py`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from aligner.cli.main import application

PAGE = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
BEGIN, END = "<!-- reference: begin -->\n", "<!-- reference: end -->\n"


def with_reference(page: str) -> str:
    """The page with its reference part made anew."""
    head, rest = page.split(BEGIN)
    _, tail = rest.split(END)
    return head + BEGIN + reference() + END + tail


def reference() -> str:
    """Every command with its usage, its text and its options, as Markdown."""
    context = click.Context(application, info_name=application.name)
    return "\n".join(line for name, command in _commands(application, context) for line in _section(name, command))


def _commands(group: click.Group, context: click.Context) -> Iterator[tuple[str, click.Command]]:
    """Commands in their order, those of a group after the group."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        path = f"{context.command_path} {name}"
        yield path, command
        if isinstance(command, click.Group):
            yield from _commands(command, click.Context(command, info_name=name, parent=context))


def _section(path: str, command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=path)
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"### `{path}`\n"
    yield f"```\n{path} {usage}\n```\n"
    for paragraph in (command.help or "").replace("\b\n", "").split("\n\n"):
        yield f"{_joined(paragraph)}\n"
    options = [one for one in command.params if isinstance(one, click.Option) and not _is_common(one)]
    if options:
        yield "| option | |"
        yield "|---|---|"
        for option in options:
            record = option.get_help_record(context)
            assert record is not None
            yield f"| `{record[0].replace('|', chr(92) + '|')}` | {record[1].replace('|', chr(92) + '|')} |"
        yield ""


def _joined(paragraph: str) -> str:
    return " ".join(paragraph.split())


def _is_common(option: click.Option) -> bool:
    """Whether every command has it, so that the page tells of it once."""
    return option.name in {"quiet", "debug", "help"}


if __name__ == "__main__":
    PAGE.write_text(with_reference(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
