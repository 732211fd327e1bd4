"""`aligner glossary excuse`: a rendering that is no fault."""

from __future__ import annotations

from pathlib import Path

import click

from aligner.cli.base import Command
from aligner.cli.console import say
from aligner.cli.options import PATH
from aligner.errors import RefusedError


@click.command("excuse", cls=Command)
@click.argument("file", type=PATH)
@click.option("--row", type=click.IntRange(0), required=True, metavar="N", help="The row, from 0.")
@click.option("--concept", required=True, help="The concept that the finding is about.")
@click.option("--note", required=True, help="Why it is no fault.")
@click.option("--reviewer", metavar="NAME", help="Who says so; goes into the history.")
def command(*, file: Path, row: int, concept: str, note: str, reviewer: str | None) -> None:
    """Say that row N of the table FILE renders a concept rightly, and why. It stays excused, and can be undone."""
    from aligner.corpus.patch import Patch
    from aligner.corpus.store import DocumentStore
    from aligner.glossary.check import excuse, is_excused

    with DocumentStore.open(file, reviewer) as store:
        rows = store.document.rows
        if row >= len(rows):
            raise RefusedError(f"{file}: there is no row {row}", f"it has {len(rows)}, numbered from 0")
        if is_excused(rows[row], concept):
            raise RefusedError(f"{file}: row {row} is excused for {concept} already")
        store.commit(
            Patch(row, (rows[row],), (excuse(rows[row], concept, note),)), what=f"excuse {concept} in row {row}"
        )
    say(f"{file}: row {row} is excused for {concept}")
