"""`aligner glossary rename`: another term for a concept, everywhere."""

from __future__ import annotations

from pathlib import Path

import click

from aligner.cli.base import Command
from aligner.cli.console import counted, one_line, put, say
from aligner.cli.glossary.options import glossary_option, language_option
from aligner.cli.options import PATH, json_option
from aligner.errors import UsageError


@click.command("rename", cls=Command)
@click.argument("concept")
@click.argument("new")
@click.argument("files", type=PATH, nargs=-1)
@language_option
@click.option("--apply", "chosen", is_flag=True, help="Make the replacements that the rules are sure of.")
@click.option("--unsure", is_flag=True, help="With --apply: make the others too, as they are listed.")
@click.option("--row", "rows", type=click.IntRange(0), multiple=True, metavar="N", help="Only these rows, from 0.")
@click.option("--reviewer", metavar="NAME", help="Who makes the change; goes into the history.")
@glossary_option
@json_option
def command(
    *,
    concept: str,
    new: str,
    files: tuple[Path, ...],
    language: str,
    chosen: bool,
    unsure: bool,
    rows: tuple[int, ...],
    reviewer: str | None,
    path: Path,
    as_json: bool,
) -> None:
    """List where in the tables FILES (default: those in parallel) a term of CONCEPT other than NEW stands.

    A line each: table, row (from 0), sure or look, what stands there, what would stand there, reason. With --apply
    the replacements are made, as edits that can be undone, and NEW becomes the glossary's preferred term.
    """
    import msgspec

    from aligner.checks import Flagging, glossary_check
    from aligner.cli.tables import find_tables
    from aligner.editing.context import EditContext
    from aligner.editing.session import EditingSession
    from aligner.glossary.rename import operations, propose, renamed
    from aligner.glossary.table import read_glossary, write_glossary

    glossary = read_glossary(path)
    after = renamed(glossary, concept, language, new)
    context = EditContext(who=reviewer, flagger=Flagging(glossary_check(after)))
    if not glossary.terms_of(concept, language):
        raise UsageError(f"{path}: {concept} has no {language} term")
    count = 0
    for table in find_tables(files or (Path("parallel"),)):
        with EditingSession.open(table, context, read_only=not chosen) as session:
            if language not in session.document.languages:
                continue
            proposed = propose(session.document, glossary, concept, language, new)
            wanted = [one for one in proposed if not rows or one.row in rows]
            for one in wanted:
                record = {"table": str(table), **msgspec.to_builtins(one)}
                cells = (str(table), str(one.row), "sure" if one.sure else "look", one.old, one.new, one.reason)
                put(msgspec.json.encode(record).decode() if as_json else "\t".join(map(one_line, cells)))
            if chosen:
                made = [one for one in wanted if one.sure or unsure]
                for operation in operations(session.document, made):
                    session.do(operation)
                count += len(made)
    if chosen:
        write_glossary(after, path)
        say(f"{counted(count, 'replacement')} made; {new!r} is the preferred term in {path}")
