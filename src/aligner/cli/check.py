"""`aligner check`: what looks wrong in the rows of tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aligner.cli.base import Command
from aligner.cli.console import counted, one_line, put, say, warn
from aligner.cli.options import PATH, json_option
from aligner.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from aligner.checks import Finding, Flagging
    from aligner.checks.running import Check
    from aligner.model import ParallelDocument

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
@click.option(
    "--flag",
    is_flag=True,
    help="Write what is likely to be wrong (errors and warnings) into the tables as flags; it can be undone.",
)
@click.option("--reviewer", metavar="NAME", help="With --flag: who goes into the history.")
@json_option
def command(
    *,
    files: tuple[Path, ...],
    only: tuple[str, ...],
    grade: str,
    glossary: Path | None,
    excused: bool,
    flag: bool,
    reviewer: str | None,
    as_json: bool,
) -> int:
    """Find rows of the tables FILES (default: those in parallel) that look wrong.

    Numbers, dates and names that a language lacks, question marks, brackets and quotation marks, text left in another
    language, look-alike letters and Russian letters in Kazakh words, doubled spaces and invisible characters, empty
    cells, unusual lengths.

    A line each: document, row (from 0), grade, check, languages, message. Exit code 1 if there are any that are not
    excused. A row with the flag excused:NAME is not told of by the check NAME.

    `aligner align` flags what it aligns, and the review flags rows as they are changed. --flag brings the flags of
    other tables up to date, or after a change of the glossary; flags of checks that are not run stay as they are.
    """
    import msgspec

    from aligner.checks import Flagging, check_document
    from aligner.cli.tables import find_tables, read_table

    if reviewer is not None and not flag:
        raise UsageError("--reviewer goes with --flag")
    terms = _terms(glossary) if glossary else None
    wanted = _GRADES[: _GRADES.index(grade) + 1]
    chosen = [name for name in CHECKS if name in only] or None
    count = 0
    for path in find_tables(files or (Path("parallel"),)):
        document = _flag(path, reviewer, Flagging(terms, chosen)) if flag else read_table(path)
        for finding in check_document(document, chosen, terms=terms, include_excused=excused):
            if finding.grade.value not in wanted:
                continue
            count += not finding.excused
            record = {"document": document.name, **msgspec.to_builtins(finding)}
            put(msgspec.json.encode(record).decode() if as_json else _line(document.name, finding))
    say(counted(count, "finding"))
    return ExitCode.FINDINGS if count else ExitCode.DONE


def _terms(path: Path) -> Check:
    from aligner.checks import glossary_check
    from aligner.glossary.table import read_glossary

    return glossary_check(read_glossary(path))


def _flag(path: Path, reviewer: str | None, flagging: Flagging) -> ParallelDocument:
    """The document of a table, whose flags are brought up to date as one change in its journal."""
    from aligner.corpus.patch import Patch
    from aligner.corpus.store import DocumentStore

    with DocumentStore.open(path, reviewer) as store:
        for notice in store.notices:
            warn(notice)
        patch = Patch.between(store.document, flagging.flagged(store.document))
        changed = sum(old != new for old, new in zip(patch.before, patch.after, strict=True))
        if changed:
            store.commit(patch, what=f"flag {counted(changed, 'row')} by checks")
        say(f"{path}: flags changed in {counted(changed, 'row')}")
        return store.document


def _line(document: str, finding: Finding) -> str:
    grade = f"{finding.grade}, excused" if finding.excused else finding.grade.value
    cells = (document, str(finding.row), grade, finding.check, ",".join(finding.languages), finding.message)
    return "\t".join(map(one_line, cells))
