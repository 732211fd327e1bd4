"""`aligner glossary add`: one more term."""

from __future__ import annotations

from pathlib import Path

import click

from aligner.cli.base import Command
from aligner.cli.console import say
from aligner.cli.glossary.options import STATUSES, glossary_option, language_option
from aligner.errors import UsageError

_PARTS_OF_SPEECH = ("noun", "verb", "adjective", "adverb", "other")


@click.command("add", cls=Command)
@click.argument("concept")
@click.argument("term")
@language_option
@click.option("--status", type=click.Choice(STATUSES), default="preferred", show_default=True, help="Its status.")
@click.option(
    "--pos", type=click.Choice(_PARTS_OF_SPEECH), default=None, help="Part of speech; tells which endings count."
)
@click.option("--note", default="", help="A note for people.")
@glossary_option
def command(*, concept: str, term: str, language: str, status: str, pos: str | None, note: str, path: Path) -> None:
    """Add TERM to CONCEPT, which may be new. A glossary that is not there yet is begun."""
    from aligner.glossary.model import Glossary
    from aligner.glossary.table import checked_term, conflicts, read_glossary, write_glossary

    row = {"concept": concept, "language": language, "term": term, "status": status, "part_of_speech": pos or "",
           "note": note}  # fmt: skip
    try:
        added = checked_term(row)
    except ValueError as error:
        raise UsageError(str(error)) from error
    glossary = (read_glossary(path) if path.exists() else Glossary()).with_term(added)
    # The new term last, so that it is the one that is found at fault.
    others = [one for one in glossary.terms if one is not added]
    for _, problem in conflicts(list(enumerate([*others, added], 2))):
        raise UsageError(f"{path}: {problem}")
    write_glossary(glossary, path)
    say(f"{path}: {concept} has the {language} term {term!r} ({status})")
