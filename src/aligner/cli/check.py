"""`aligner check`: what looks wrong in the rows of tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aligner.cli.base import Command
from aligner.cli.console import counted, one_line, put, say
from aligner.cli.options import PATH, json_option
from aligner.errors import ExitCode

if TYPE_CHECKING:
    from aligner.checks import Finding
    from aligner.checks.running import Check

CHECKS = ("numbers", "names", "punctuation", "untranslated", "letters", "spacing", "empty", "length")
"""The names of `aligner.checks.CHECKS`, here so that --help need not load them."""

_GRADES = ("error", "warning", "note")


@click.command("check", cls=Command)
@click.argument("files", type=PATH, nargs=-1)
@click.option(
    "--only",
    type=click.Choice(CHECKS),
    multiple=True,
    help="Run this check only; may be given more than once.",
)
@click.option(
    "--grade",
    type=click.Choice(_GRADES),
    default="note",
    show_default=True,
    help="The least grave findings to show: an error is hardly ever right, a warning seldom, a note now and then.",
)
@click.option("--glossary", type=PATH, metavar="CSV", help="Check the terms of this glossary too.")
@click.option("--excused", is_flag=True, help="Show excused findings too; they do not count.")
@json_option
def command(
    *,
    files: tuple[Path, ...],
    only: tuple[str, ...],
    grade: str,
    glossary: Path | None,
    excused: bool,
    as_json: bool,
) -> int:
    """Find rows of the tables FILES (default: those in parallel) that look wrong.

    Numbers, dates and names that a language lacks, question marks, brackets and quotation marks, text left in another
    language, look-alike letters and Russian letters in Kazakh words, doubled spaces and invisible characters, empty
    cells, unusual lengths.

    A line each: document, row (from 0), grade, check, languages, message. Exit code 1 if there are any that are not
    excused. A row with the flag excused:NAME is not told of by the check NAME.
    """
    import msgspec

    from aligner.checks import check_document
    from aligner.cli.tables import read_tables

    terms = _terms(glossary) if glossary else None
    wanted = _GRADES[: _GRADES.index(grade) + 1]
    chosen = [name for name in CHECKS if name in only] or None
    count = 0
    for document in read_tables(files or (Path("parallel"),)):
        for finding in check_document(document, chosen, terms=terms, include_excused=excused):
            if finding.grade.value not in wanted:
                continue
            count += not finding.excused
            record = {"document": document.name, **msgspec.to_builtins(finding)}
            put(msgspec.json.encode(record).decode() if as_json else _line(document.name, finding))
    say(counted(count, "finding"))
    return ExitCode.FINDINGS if count else ExitCode.DONE


def _terms(path: Path) -> Check:
    from aligner.checks.terms import term_check
    from aligner.glossary.check import check_document
    from aligner.glossary.table import read_glossary

    glossary = read_glossary(path)
    return term_check(lambda document: check_document(document, glossary, include_excused=True))


def _line(document: str, finding: Finding) -> str:
    grade = f"{finding.grade}, excused" if finding.excused else finding.grade.value
    cells = (document, str(finding.row), grade, finding.check, ",".join(finding.languages), finding.message)
    return "\t".join(map(one_line, cells))
