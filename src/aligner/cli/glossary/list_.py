"""`aligner glossary list`: what is in the glossary, and what is not."""

from __future__ import annotations

from pathlib import Path

import click

from aligner.cli.base import Command
from aligner.cli.console import one_line, put, table
from aligner.cli.glossary.options import STATUSES, glossary_option
from aligner.cli.options import LANGUAGE, json_option
from aligner.errors import ExitCode


@click.command("list", cls=Command)
@glossary_option
@click.option("--lang", "language", type=LANGUAGE, help="Only this language.")
@click.option("--concept", help="Only this concept.")
@click.option("--status", type=click.Choice(STATUSES), help="Only terms of this status.")
@click.option("--gaps", is_flag=True, help="Concepts without a term in one of the languages; exit code 1 if any.")
@json_option
def command(
    *, path: Path, language: str | None, concept: str | None, status: str | None, gaps: bool, as_json: bool
) -> int:
    """List the terms of the glossary by concept, or the gaps in it."""
    import msgspec

    from aligner.glossary.table import read_glossary

    glossary = read_glossary(path)
    if gaps:
        missing = [gap for gap in glossary.gaps() if language in (None, gap[1]) and concept in (None, gap[0])]
        for name, lacking in missing:
            put(
                msgspec.json.encode({"concept": name, "language": lacking}).decode()
                if as_json
                else f"{name}\t{lacking}"
            )
        return ExitCode.FINDINGS if missing else ExitCode.DONE
    chosen = [
        term
        for name in glossary.concepts
        for term in glossary.terms_of(name, language)
        if concept in (None, name) and status in (None, term.status.value)
    ]
    if as_json:
        for term in chosen:
            put(msgspec.json.encode(term).decode())
    else:
        lines = [
            tuple(map(one_line, (term.concept, term.language, term.text, term.status.value, term.note)))
            for term in chosen
        ]
        put("\n".join(table(("concept", "language", "term", "status", "note"), lines, left=5)))
    return ExitCode.DONE
