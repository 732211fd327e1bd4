"""`aligner align`: the main job."""

from __future__ import annotations

import re
import shlex
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from aligner.batch.jobs import Job, Outcome, State
from aligner.cli.base import Command
from aligner.cli.console import put, say, warn
from aligner.cli.options import PLACE, encoding_option, engine_options
from aligner.cli.project import findings_glossary_option, glossary_for
from aligner.errors import ExitCode, UsageError

_ASSIGNMENT = re.compile(r"([A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*)=(.+)", re.DOTALL)
_DEFAULT_CORPORA = Path("corpora")
_DEFAULT_OUTPUT = Path("parallel")
_TABLE = ".parquet"


@click.command("align", cls=Command)
@click.argument("sources", nargs=-1, metavar="[CORPORA | LANG=FILE LANG=FILE...]")
@click.option(
    "-o",
    "--output",
    type=PLACE,
    metavar="PARALLEL",
    help=f"Folder for the tables (default: {_DEFAULT_OUTPUT}); for LANG=FILE also the table itself, NAME{_TABLE}.",
)
@click.option("--presegmented", is_flag=True, help="The files hold one segment a line; keep them so.")
@engine_options
@encoding_option
@findings_glossary_option
@click.option(
    "--force",
    is_flag=True,
    help="Align from scratch, also what a person has reviewed (`aligner restore` brings that back).",
)
def command(
    *,
    sources: tuple[str, ...],
    output: Path | None,
    presegmented: bool,
    engine: str,
    model: Path | None,
    encoding: str | None,
    glossary: Path | None,
    force: bool,
) -> int:
    """Align documents sentence by sentence.

    With a folder (default: corpora), every document in it, CORPORA/LANG/NAME.EXT, becomes PARALLEL/NAME.parquet. With
    LANG=FILE, two or more files become one document.

    The paths of the tables go to stdout, one a line. What a person has confirmed or changed in an existing table is
    never overwritten, unless with --force. New rows are flagged for what `aligner check` finds likely to be wrong. A
    document that cannot be aligned does not stop the others.
    """
    terms = glossary_for(glossary, *_project_folders(sources))
    jobs = [
        replace(job, glossary=terms) if isinstance(job, Job) else job
        for job in _jobs(sources, output, presegmented, encoding)
    ]
    started = time.perf_counter()
    outcomes = _run(jobs, engine, model, force)
    from aligner.cli.summary import exit_code, summarise

    summarise(outcomes, time.perf_counter() - started, texts_embedded=engine == "e5")
    _suggest([outcome for outcome in outcomes if outcome.state is not State.FAILED])
    return exit_code(outcomes)


def _run(jobs: Sequence[Job | Outcome], engine: str, model: Path | None, force: bool) -> list[Outcome]:
    from aligner.alignment import open_engine
    from aligner.batch import check_writable, run_job
    from aligner.cli.progress import report
    from aligner.cli.summary import tell_about

    for folder in dict.fromkeys(job.output.parent for job in jobs):
        check_writable(folder)
    outcomes: list[Outcome] = []
    with open_engine(kind=engine, model=model) as opened, report(len(jobs)) as progress:
        for job in jobs:
            outcome = (
                job
                if isinstance(job, Outcome)
                else run_job(job, opened, force=force, progress=partial(progress.step, job.name))
            )
            progress.finished(outcome)
            tell_about(outcome)
            if outcome.state is not State.FAILED:
                put(str(outcome.output))
            outcomes.append(outcome)
    return outcomes


def _project_folders(sources: tuple[str, ...]) -> list[Path]:
    """Where the project's glossary may be: beside the corpora, and where the command is run."""
    corpora = Path(sources[0]) if sources else _DEFAULT_CORPORA
    beside = [corpora.resolve().parent] if corpora.is_dir() else []
    return [*beside, Path()]


def _jobs(
    sources: tuple[str, ...], output: Path | None, presegmented: bool, encoding: str | None
) -> list[Job | Outcome]:
    assignments = [_ASSIGNMENT.fullmatch(source) for source in sources]
    if any(assignments) and not (len(sources) == 1 and Path(sources[0]).is_dir()):
        return [_job_of_files(sources, output, presegmented, encoding)]
    if len(sources) > 1:
        raise UsageError("name one folder, or files as LANG=FILE", "for example en=a.txt ru=b.txt")
    from aligner.reading import find_documents

    folder = output or _DEFAULT_OUTPUT
    jobs: list[Job | Outcome] = []
    for found in find_documents(Path(sources[0]) if sources else _DEFAULT_CORPORA, warn):
        place = folder / (found.name + _TABLE)
        if found.problem:
            jobs.append(Outcome(found.name, place, State.FAILED, error=found.problem, code=ExitCode.BAD_INPUT))
        else:
            jobs.append(Job(found.name, found.files, place, found.missing, presegmented, encoding))
    return jobs


def _job_of_files(sources: Sequence[str], output: Path | None, presegmented: bool, encoding: str | None) -> Job:
    from aligner.languages import normalise_code

    files: dict[str, Path] = {}
    for source in sources:
        match = _ASSIGNMENT.fullmatch(source)
        if match is None:
            raise UsageError(f"{source!r} does not say its language", "write LANG=FILE, for example en=a.txt")
        language = normalise_code(match[1])
        if language in files:
            raise UsageError(f"{language} is given twice", "a document has one file a language")
        files[language] = Path(match[2])
    if len(files) < 2:
        raise UsageError("an alignment needs at least two languages", "for example en=a.txt ru=b.txt")
    first = next(iter(files.values()))
    if output is None or output.is_dir():
        output = (output or _DEFAULT_OUTPUT) / (first.stem + _TABLE)
    elif output.suffix.lower() != _TABLE:
        raise UsageError(f"{output}: a table's name ends in {_TABLE}", f"write -o {output}{_TABLE}")
    return Job(output.stem, tuple(files.items()), output, (), presegmented, encoding)


def _suggest(outcomes: Sequence[Outcome]) -> None:
    if not outcomes:
        return
    folder = shlex.quote(str(outcomes[0].output.parent))
    memory = shlex.quote(str(outcomes[0].output.parent / "memory.tmx"))
    say()
    say("next:")
    say(f"  aligner review {folder}")
    say(f"  aligner export {folder} --format tmx -o {memory}")
