"""`aligner restore`: a document as it was at any time."""

from __future__ import annotations

from pathlib import Path

import click

from aligner.cli.base import Command
from aligner.cli.console import counted, put, say
from aligner.cli.options import PATH, PLACE
from aligner.errors import UsageError


@click.command("restore", cls=Command)
@click.argument("file", type=PATH)
@click.option(
    "--at",
    type=click.IntRange(0),
    required=True,
    metavar="N",
    help="Number of a change, as `aligner history` lists it; 0 is before the first one.",
)
@click.option("-o", "--output", type=PLACE, required=True, metavar="OUT", help="Table to write.")
@click.option("--force", is_flag=True, help="Overwrite OUT if it is there.")
def command(*, file: Path, at: int, output: Path, force: bool) -> None:
    """Write the table FILE as it was after change N to another table. FILE itself stays as it is."""
    from aligner.cli.tables import refuse_to_overwrite, warn_about
    from aligner.corpus.history import restore
    from aligner.corpus.replacing import replace_document

    if output.exists() and output.samefile(file):
        raise UsageError(f"{output}: is the table itself", "restore into another one")
    refuse_to_overwrite(output, force)
    warn_about(file)
    document = restore(file, at)
    replace_document(document, output, what=f"restore {file.name} as it was after change {at}")
    put(str(output))
    say(f"{document.name}: {counted(len(document.rows), 'row')} as they were after change {at}")
