"""`aligner merge`: what two people did apart, in one table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aligner.cli.base import Command
from aligner.cli.console import counted, one_line, put, say
from aligner.cli.options import PATH, PLACE, json_option
from aligner.errors import ExitCode

if TYPE_CHECKING:
    from aligner.corpus.merge import Conflict
    from aligner.model import Row

_PREFERENCES = ("base", "a", "b")


@click.command("merge", cls=Command)
@click.argument("base", type=PATH)
@click.argument("a", type=PATH)
@click.argument("b", type=PATH)
@click.option("-o", "--output", type=PLACE, required=True, metavar="OUT", help="Table to write.")
@click.option(
    "--prefer", type=click.Choice(_PREFERENCES), help="Whose rows to take where both changed the same ones."
)
@click.option("--force", is_flag=True, help="Overwrite OUT if it is there.")
@json_option
def command(*, base: Path, a: Path, b: Path, output: Path, prefer: str | None, force: bool, as_json: bool) -> int:
    """Join the tables A and B, on which two people worked apart, into one; BASE is what both started from.

    Rows that both changed in different ways are conflicts: they are listed on stdout with both sides, and unless
    --prefer decides, OUT has them as in BASE, open again and flagged. Exit code 1 if any is left undecided.
    """
    from aligner.cli.tables import read_table, refuse_to_overwrite
    from aligner.corpus.merge import Side, merge
    from aligner.corpus.replacing import replace_document

    refuse_to_overwrite(output, force)
    chosen = Side(prefer) if prefer else None
    result = merge(read_table(base), read_table(a), read_table(b), lambda _: chosen)
    replace_document(result.document, output, what=f"merge of {a.name} and {b.name}")
    for conflict in result.conflicts:
        put(_as_json(conflict) if as_json else "\n".join(_lines(conflict)))
    taken = f"{counted(result.from_a, 'change')} from A, {result.from_b} from B, {result.same} the same in both"
    say(f"{output}: {taken}, {counted(len(result.conflicts), 'conflict')}, {result.undecided} undecided")
    return ExitCode.FINDINGS if result.undecided else ExitCode.DONE


def _lines(conflict: Conflict) -> list[str]:
    numbers = ", ".join(map(str, conflict.rows))
    lines = [f"conflict in base rows {numbers}:"]
    for side, rows in (("base", conflict.base), ("A", conflict.a), ("B", conflict.b)):
        lines += [f"  {side:<4}  {_row(row)}" for row in rows]
    return lines


def _row(row: Row) -> str:
    cells = " | ".join(" / ".join(segment.text for segment in cell) for cell in row.segments)
    note = f" ({row.note})" if row.note else ""
    return one_line(f"[{row.status}] {cells}{note}")


def _as_json(conflict: Conflict) -> str:
    import msgspec

    return msgspec.json.encode(conflict).decode()
