"""`aligner glossary match`: whether forms belong to terms."""

from __future__ import annotations

import sys

import click

from aligner.cli.base import Command
from aligner.cli.console import put
from aligner.cli.glossary.options import language_option
from aligner.errors import InputError


@click.command("match", cls=Command)
@language_option
def command(*, language: str) -> None:
    """Read lines TERM<TAB>FORM from stdin and answer each with TERM<TAB>FORM<TAB>yes|no<TAB>ANALYSIS."""
    from aligner.glossary.matching import match

    for number, data in enumerate(sys.stdin.buffer, 1):
        try:
            line = data.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise InputError(f"stdin:{number}: is not UTF-8") from error
        if not line:
            continue
        term, tab, form = line.partition("\t")
        if not tab or "\t" in form:
            raise InputError(f"stdin:{number}: is not a term and a form with a tab between")
        analysis = match(term, form, language)
        put(f"{term}\t{form}\t{'no' if analysis is None else 'yes'}\t{analysis or ''}")
