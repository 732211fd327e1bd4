"""`aligner status`: how far the review has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from aligner.cli.base import Command
from aligner.cli.console import counted, one_line, put, table
from aligner.cli.options import PATH, json_option
from aligner.model import EXCUSED, ParallelDocument, Status

_DOUBTFUL = 0.5


@dataclass(frozen=True, slots=True)
class Progress:
    """The figures of a document's review."""

    document: str
    languages: str
    rows: int
    confirmed: int
    doubtful: int
    """Rows not confirmed that are more likely wrong than right."""
    expected_wrong: float
    """How many of the rows not confirmed are wrong, by their confidences."""
    flagged: int
    """Rows with a finding that nobody has excused."""
    bookmarked: int
    noted: int
    last_change: str
    """Day and time in UTC, and by whom; empty where nobody changed anything."""


@click.command("status", cls=Command)
@click.argument("parallel", type=PATH, default=Path("parallel"))
@json_option
def command(*, parallel: Path, as_json: bool) -> None:
    """Show how far the review of each document in PARALLEL has come: a folder of tables, or one table.

    Doubtful are rows not confirmed whose confidence is below one half; expected wrong is the sum of doubts over the
    rows not confirmed.
    """
    from aligner.cli.tables import read_tables

    found = [progress(document) for document in read_tables([parallel])]
    if as_json:
        import msgspec

        for one in found:
            put(msgspec.json.encode(asdict(one)).decode())
        return
    put("\n".join(_lines(found)))


def progress(document: ParallelDocument) -> Progress:
    """Count what has been done and what is left to do in a document."""
    rows = document.rows
    open_rows = [row for row in rows if row.status is not Status.CONFIRMED]
    changed = max((row for row in rows if row.changed_at), key=lambda row: row.changed_at or 0, default=None)
    last = ""
    if changed is not None and changed.changed_at is not None:
        last = f"{changed.changed_at:%Y-%m-%d %H:%M} UTC" + (f" {changed.reviewer}" if changed.reviewer else "")
    return Progress(
        document=document.name,
        languages="-".join(document.languages),
        rows=len(rows),
        confirmed=len(rows) - len(open_rows),
        doubtful=sum(row.confidence < _DOUBTFUL for row in open_rows),
        expected_wrong=sum(1 - row.confidence for row in open_rows),
        flagged=sum(any(not flag.startswith(EXCUSED) for flag in row.flags) for row in rows),
        bookmarked=sum(row.bookmark for row in rows),
        noted=sum(row.note is not None for row in rows),
        last_change=last,
    )


def _lines(found: Sequence[Progress]) -> list[str]:
    header = ("document", "languages", "last change", "rows", "confirmed", "doubtful", "expected wrong", "flagged",
              "bookmarked", "noted")  # fmt: skip
    lines = [_cells(one, one.document, one.languages, one.last_change or "-") for one in found]
    if len(found) > 1:
        lines.append(_cells(_total(found), counted(len(found), "document"), "", ""))
    return list(table(header, lines, left=3))


def _total(found: Sequence[Progress]) -> Progress:
    return Progress(
        document="",
        languages="",
        rows=sum(one.rows for one in found),
        confirmed=sum(one.confirmed for one in found),
        doubtful=sum(one.doubtful for one in found),
        expected_wrong=sum(one.expected_wrong for one in found),
        flagged=sum(one.flagged for one in found),
        bookmarked=sum(one.bookmarked for one in found),
        noted=sum(one.noted for one in found),
        last_change="",
    )


def _cells(one: Progress, name: str, languages: str, last: str) -> tuple[str, ...]:
    share = one.confirmed / one.rows if one.rows else 1.0
    return (
        one_line(name),
        languages,
        last,
        f"{one.rows:,}",
        f"{one.confirmed:,} ({share:.0%})",
        f"{one.doubtful:,}",
        f"{one.expected_wrong:.1f}",
        f"{one.flagged:,}",
        f"{one.bookmarked:,}",
        f"{one.noted:,}",
    )
