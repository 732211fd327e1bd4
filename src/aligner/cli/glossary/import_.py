"""`aligner glossary import`: terms from other tools."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aligner.cli.base import Command
from aligner.cli.console import counted, say
from aligner.cli.glossary.options import glossary_option
from aligner.cli.options import PAIR, PATH
from aligner.errors import UsageError

if TYPE_CHECKING:
    from aligner.glossary.exchange import Imported
    from aligner.glossary.model import Glossary, Term

_TBX = (".tbx", ".xml", ".tbxm")


@click.command("import", cls=Command)
@click.argument("file", type=PATH)
@click.option("--pair", type=PAIR, metavar="A-B", help="Source and target of a file in OmegaT's form.")
@glossary_option
def command(*, file: Path, pair: tuple[str, str] | None, path: Path) -> None:
    """Add the terms of FILE to the glossary: TBX (.tbx, .xml) of either edition, or OmegaT's form.

    Terms that are there already stay as they are. What could not be taken over is said, a line each.
    """
    from aligner.glossary.model import Glossary
    from aligner.glossary.table import read_glossary, write_glossary

    imported = _read(file, pair)
    before = read_glossary(path) if path.exists() else Glossary()
    after = before
    for term in imported.glossary.terms:
        reason = _reason_against(after, term)
        if reason:
            say(f"{term.concept}: {term.text!r} ({term.language}) {reason}")
        else:
            after = after.with_term(term)
    for remark in imported.remarks:
        say(remark)
    if after is not before:
        write_glossary(after, path)
    say(f"{path}: {counted(len(after.terms) - len(before.terms), 'term')} added")


def _read(file: Path, pair: tuple[str, str] | None) -> Imported:
    from aligner.glossary.omegat import read_omegat
    from aligner.glossary.tbx import read_tbx

    if file.suffix.lower() in _TBX:
        return read_tbx(file)
    if pair is None:
        raise UsageError(f"{file}: its two languages must be named", "for example --pair en-kk")
    return read_omegat(file, *pair)


def _reason_against(glossary: Glossary, term: Term) -> str:
    """Why a term cannot be taken into the glossary; empty if it can."""
    from aligner.glossary.model import TermStatus

    there = glossary.terms_of(term.concept, term.language)
    if any(one.text.casefold() == term.text.casefold() for one in there):
        return "is there already"
    preferred = [one.text for one in there if one.status is TermStatus.PREFERRED]
    if term.status is TermStatus.PREFERRED and preferred:
        return f"was left out: {preferred[0]!r} is the preferred term"
    return ""
