"""`aligner import`: files of other tools into tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

import click

from aligner.cli.base import Command
from aligner.cli.console import counted, put, say, warn
from aligner.cli.options import PATH, PLACE
from aligner.errors import ExitCode, InputError, UsageError

if TYPE_CHECKING:
    from aligner.interchange import ImportedUnit
    from aligner.model import ParallelDocument

_DEFAULT_OUTPUT = Path("parallel")
FORMATS = ("tmx", "xliff", "tsv", "jsonl")


@click.command("import", cls=Command)
@click.argument("files", type=PATH, nargs=-1, required=True)
@click.option("--format", "name", type=click.Choice(FORMATS), help="What they are (default: told by their suffix).")
@click.option(
    "-o", "--output", type=PLACE, metavar="PARALLEL", help=f"Folder for the tables (default: {_DEFAULT_OUTPUT})."
)
@click.option("--force", is_flag=True, help="Overwrite tables that are there already.")
@click.option(
    "--into",
    type=PATH,
    metavar="TABLE",
    help="Take the corrections in FILES back into the table that they were exported from, or all tables of a folder.",
)
@click.option("--reviewer", metavar="NAME", help="With --into: who made the corrections; goes into the history.")
def command(
    *,
    files: tuple[Path, ...],
    name: str | None,
    output: Path | None,
    force: bool,
    into: Path | None,
    reviewer: str | None,
) -> int:
    """Read TMX, XLIFF, TSV or JSON lines into tables PARALLEL/NAME.parquet, one a document.

    Rows keep the document, status, notes and reviewers that the file names; units that name no document go into one
    called like the file. The paths of the tables go to stdout. No table is overwritten, unless with --force.

    With --into, texts that were changed in a TMX, XLIFF or TSV that `aligner export` wrote become edits of the rows
    they came from: one change in the history of each table, which `aligner review` can undo. Links, status and notes
    stay. What cannot be placed for certain is said and left alone; exit code 1 then.
    """
    if into is None:
        if reviewer is not None:
            raise UsageError("--reviewer says nothing without --into")
        _as_tables(files, name or "", output or _DEFAULT_OUTPUT, force)
        return ExitCode.DONE
    if output is not None or force:
        raise UsageError("--into changes the tables that are there", "leave out -o and --force")
    return _as_corrections(files, name or "", into, reviewer)


def _as_tables(files: Sequence[Path], name: str, output: Path, force: bool) -> None:
    from aligner.cli.tables import refuse_to_overwrite, table_path
    from aligner.corpus.replacing import replace_document
    from aligner.interchange import import_documents

    found: dict[Path, tuple[ParallelDocument, int]] = {}
    for number, file in enumerate(files):
        for document in import_documents(file, name):
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


def _as_corrections(files: Sequence[Path], name: str, into: Path, reviewer: str | None) -> int:
    from aligner.cli.tables import find_tables
    from aligner.interchange import import_units
    from aligner.interchange.corrections import unit_name

    read = [(file, import_units(file, name)) for file in files]
    tables = find_tables([into])
    named = [
        _Named(normalize("NFC", unit.document), f"{file}: {unit_name(unit, number)}", unit)
        for file, units in read
        for number, unit in enumerate(units, start=1)
    ]
    what = ", ".join(file.name for file in files)
    taken: set[str] = set()
    left = 0
    for table in tables:
        left += _correct(table, named, _Purpose(what, reviewer, alone=len(tables) == 1), taken)
    for document, count in Counter(one.document for one in named if one.document not in taken).items():
        which = f"of a document {document!r} that has no table here" if document else "that name no document"
        warn(f"{what}: left out: {counted(count, 'unit')} {which}")
        left += count
    return ExitCode.FINDINGS if left else ExitCode.DONE


def _correct(table: Path, named: Sequence[_Named], purpose: _Purpose, taken: set[str]) -> int:
    """Make the edits in one table, as one change; returns how many units could not be placed."""
    from aligner.editing.context import EditContext
    from aligner.editing.operations import Several
    from aligner.editing.session import EditingSession
    from aligner.interchange.corrections import corrections, earlier_texts

    with EditingSession.open(table, EditContext(who=purpose.reviewer)) as session:
        for notice in session.store.notices:
            warn(notice)
        names = {normalize("NFC", session.document.name), *([""] if purpose.alone else [])}
        taken |= names
        own = [(one.name, one.unit) for one in named if one.document in names]
        if not own:
            return 0
        found = corrections(session.document, own, earlier_texts(session.store))
        for one in found.unplaced:
            warn(f"left out: {one.unit}: {one.reason}")
        if found.edits:
            session.do(Several(found.edits, f"take in {counted(len(found.edits), 'text')} from {purpose.what}"))
            put(str(table))
    say(f"{table}: {counted(len(found.edits), 'text')} changed, {len(found.unplaced)} left out")
    return len(found.unplaced)


@dataclass(frozen=True, slots=True)
class _Named:
    """A unit with its document and what to call it."""

    document: str
    name: str
    unit: ImportedUnit


@dataclass(frozen=True, slots=True)
class _Purpose:
    """What all tables of one command have in common."""

    what: str
    """The names of the files."""
    reviewer: str | None
    alone: bool
    """Whether there is one table only, which units are then meant for that name no document."""
