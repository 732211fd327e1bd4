"""`aligner history`: who changed what in a document, and when."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aligner.cli.base import Command
from aligner.cli.console import one_line, put, say, table
from aligner.cli.options import PATH, json_option

if TYPE_CHECKING:
    from aligner.corpus.history import HistoryEvent


@click.command("history", cls=Command)
@click.argument("file", type=PATH)
@click.option("--row", type=click.IntRange(0), metavar="N", help="Only what touched what stands in row N now.")
@json_option
def command(*, file: Path, row: int | None, as_json: bool) -> None:
    """Show every change ever made to the table FILE, oldest first.

    The number in front is the one that `aligner restore --at` takes. Rows count from 0.
    """
    from aligner.cli.tables import warn_about
    from aligner.corpus.history import history

    warn_about(file)
    events = history(file, row)
    if as_json:
        for event in events:
            put(_as_json(event))
    elif events:
        header = ("change", "when (UTC)", "who", "what")
        put("\n".join(table(header, [_cells(event) for event in events], left=4)))
    else:
        say(f"{file}: nothing has been changed" + ("" if row is None else f" in row {row}"))


def _cells(event: HistoryEvent) -> tuple[str, str, str, str]:
    return str(event.sequence), f"{event.when:%Y-%m-%d %H:%M:%S}", one_line(event.who or "-"), one_line(event.what)


def _as_json(event: HistoryEvent) -> str:
    import msgspec

    return msgspec.json.encode(
        {
            "sequence": event.sequence,
            "kind": event.kind,
            "of": event.of,
            "who": event.who,
            "when": event.when,
            "what": event.what,
            "before": event.before,
            "after": event.after,
        }
    ).decode()
