"""`aligner glossary check`: rows that do not keep to the glossary."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aligner.cli.base import Command
from aligner.cli.console import counted, one_line, put, say
from aligner.cli.glossary.options import glossary_option
from aligner.cli.options import PATH, json_option
from aligner.errors import ExitCode

if TYPE_CHECKING:
    from aligner.glossary.check import Finding

_GRADES = ("error", "warning", "note")


@click.command("check", cls=Command)
@click.argument("files", type=PATH, nargs=-1)
@click.option(
    "--grade",
    type=click.Choice(_GRADES),
    default="note",
    show_default=True,
    help="The least grave findings to show: an error is a wrong or deprecated rendering, a warning a term that is "
    "missing or spelled otherwise, a note one that may have been left out rightly.",
)
@click.option("--excused", is_flag=True, help="Show excused findings too; they do not count.")
@glossary_option
@json_option
def command(*, files: tuple[Path, ...], grade: str, excused: bool, path: Path, as_json: bool) -> int:
    """Find rows of the tables FILES (default: those in parallel) where a concept lacks its approved term.

    A line each: document, row (from 0), grade, language, concept, reason. Exit code 1 if there are any that are not
    excused. A row is excused with `aligner glossary excuse`.
    """
    import msgspec

    from aligner.cli.tables import read_tables
    from aligner.glossary.check import check_document
    from aligner.glossary.table import read_glossary

    glossary = read_glossary(path)
    wanted = _GRADES[: _GRADES.index(grade) + 1]
    count = 0
    for document in read_tables(files or (Path("parallel"),)):
        for finding in check_document(document, glossary, include_excused=excused):
            if finding.grade.value not in wanted:
                continue
            count += not finding.excused
            record = {"document": document.name, "grade": finding.grade, **msgspec.to_builtins(finding)}
            put(msgspec.json.encode(record).decode() if as_json else _line(document.name, finding))
    say(f"{counted(count, 'finding')}")
    return ExitCode.FINDINGS if count else ExitCode.DONE


def _line(document: str, finding: Finding) -> str:
    grade = f"{finding.grade}, excused" if finding.excused else finding.grade.value
    cells = (document, str(finding.row), grade, finding.language, finding.concept, finding.reason)
    return "\t".join(map(one_line, cells))
