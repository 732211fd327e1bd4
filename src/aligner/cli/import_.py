"""`aligner import`: files of other tools into tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aligner.cli.base import Command
from aligner.cli.console import counted, put, say
from aligner.cli.options import PATH
from aligner.errors import InputError

if TYPE_CHECKING:
    from aligner.model import ParallelDocument

FORMATS = ("tmx", "xliff", "tsv", "jsonl")


@click.command("import", cls=Command)
@click.argument("files", type=PATH, nargs=-1, required=True)
@click.option("--format", "name", type=click.Choice(FORMATS), help="What they are (default: told by their suffix).")
@click.option(
    "-o",
    "--output",
    type=PATH,
    default=Path("parallel"),
    show_default=True,
    metavar="PARALLEL",
    help="Folder for the tables.",
)
@click.option("--force", is_flag=True, help="Overwrite tables that are there already.")
def command(*, files: tuple[Path, ...], name: str | None, output: Path, force: bool) -> None:
    """Read TMX, XLIFF, TSV or JSON lines into tables PARALLEL/NAME.parquet, one a document.

    Rows keep the document, status, notes and reviewers that the file names; units that name no document go into one
    called like the file. The paths of the tables go to stdout. No table is overwritten, unless with --force.
    """
    from aligner.cli.tables import refuse_to_overwrite, table_path
    from aligner.corpus.replacing import replace_document
    from aligner.interchange import import_documents

    found: dict[Path, tuple[ParallelDocument, int]] = {}
    for number, file in enumerate(files):
        for document in import_documents(file, name or ""):
            place = table_path(output, document.name)
            if place in found:
                where = "twice in it" if found[place][1] == number else "in an earlier file too"
                raise InputError(f"{file}: its document {document.name!r} is {where}", "import one by one")
            refuse_to_overwrite(place, force)
            found[place] = document, number
    for place, (document, number) in found.items():
        replace_document(document, place, what=f"import {files[number].name}")
        put(str(place))
        say(f"{document.name}: {counted(len(document.rows), 'row')} in {', '.join(document.languages)}")
