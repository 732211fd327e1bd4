"""Runs one job from its files to its table; whatever goes wrong becomes part of the outcome."""

from __future__ import annotations

import codecs
import os
import time
import traceback
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.batch.flagging import flagging_with
from aligner.batch.jobs import DocumentAligner, Job, Outcome, State, StepReport
from aligner.batch.keeping import (
    Widened,
    add_languages,
    carry_over,
    count_reviewed,
    realign_between_reviewed,
)
from aligner.batch.sources import file_sha256, read_sources
from aligner.errors import AlignerError, ExitCode, InputError, MissingPartError, OutputError
from aligner.files import atomic_write
from aligner.model import ParallelDocument

if TYPE_CHECKING:
    from aligner.corpus.store import DocumentStore

PRESEGMENTED = "presegmented"
"""Key of a document's extra metadata that says its segments were given one a line."""


def run_job(
    job: Job,
    engine: DocumentAligner,
    *,
    force: bool = False,
    resume: bool = False,
    progress: StepReport | None = None,
) -> Outcome:
    """Align a document and write its table, whole or not at all, with what the checks find on new rows.

    Unless `force`, a table with reviewed rows keeps them: what lies between them is aligned anew, also over sources
    that have changed since, and languages that it lacks are added; one with languages that the job lacks is left
    alone. With `resume`, so is one that the same engine made from the same sources. Raises `MissingPartError`, which
    concerns every job alike; every other error ends up in the outcome, also one that nobody foresaw, so that one
    document never stops the others.
    """
    try:
        return _run(job, engine, force, resume, progress)
    except MissingPartError:
        raise
    except AlignerError as error:
        return Outcome(job.name, job.output, State.FAILED, error=str(error), code=error.exit_code)
    except OSError as error:
        message = f"{error.filename or job.name}: {error.strerror or error}"
        return Outcome(job.name, job.output, State.FAILED, error=message, code=ExitCode.BAD_INPUT)
    except MemoryError:
        message = f"{job.name}: needs more memory than there is"
        return Outcome(job.name, job.output, State.FAILED, error=message, code=ExitCode.BAD_INPUT)
    except Exception as error:
        message = f"{job.name}: unexpected {type(error).__name__}: {error}"
        return Outcome(
            job.name,
            job.output,
            State.FAILED,
            error=message,
            code=ExitCode.BAD_INPUT,
            trace=traceback.format_exc(),
        )


def check_writable(folder: Path) -> None:
    """Find out now, not after minutes of work, whether files can be written into `folder`, which is made if need be.

    Raises `OutputError`.
    """
    probe = folder / f".aligner-{os.getpid()}"
    try:
        with atomic_write(probe):
            pass
    except OutputError as error:
        raise OutputError(error.message.replace(str(probe), str(folder), 1), "nothing was started") from error
    probe.unlink(missing_ok=True)


def _run(job: Job, engine: DocumentAligner, force: bool, resume: bool, progress: StepReport | None) -> Outcome:
    started = time.perf_counter()
    store = None if force else _before(job.output)
    if store is None:
        return _from_scratch(job, engine, progress, started)
    before = store.document
    if resume and is_current(before, job, engine.signature):
        outcome = _figures(job, State.UNCHANGED, before)
    elif count_reviewed(before):
        outcome = _around_review(job, engine, before, progress, started)
    else:
        outcome = _from_scratch(job, engine, progress, started)
    return replace(outcome, warnings=(*store.notices, *outcome.warnings))


def _from_scratch(job: Job, engine: DocumentAligner, progress: StepReport | None, started: float) -> Outcome:
    from aligner.corpus.replacing import replace_document

    flagging = flagging_with(job.glossary)
    sources = read_sources(job)
    found = engine.align(job.name, sources.versions, progress)
    document = replace(found.document, name=job.name, extra={**found.document.extra, **_extra(job)})
    document = flagging.flagged(document)
    replace_document(document, job.output, what="align from scratch")
    return replace(
        _figures(job, State.ALIGNED, document),
        seconds=time.perf_counter() - started,
        texts_embedded=found.texts_embedded,
        warnings=sources.warnings,
    )


def _around_review(
    job: Job, engine: DocumentAligner, before: ParallelDocument, progress: StepReport | None, started: float
) -> Outcome:
    """Redo what nobody has reviewed; take the review over to the files as they are now."""
    flagging = flagging_with(job.glossary)
    sources = read_sources(job)
    extra = {key: value for key, value in before.extra.items() if key != PRESEGMENTED} | _extra(job)
    files = dict(job.files)
    reviewed = count_reviewed(before)
    if not set(files).issuperset(before.languages):
        return _left_alone(job, before, reviewed)
    # Languages named in another order are no change.
    covered = replace(job, files=tuple((language, files[language]) for language in before.languages))
    same = has_same_sources(before, covered)
    embedded = 0
    if len(files) > len(before.languages):
        widened = add_languages(
            job.output, engine, sources.versions, extra, flagging, changed=not same, progress=progress
        )
        document, embedded, note = widened.document, widened.texts_embedded, _widening(widened)
    elif same:
        document, places = realign_between_reviewed(job.output, engine, flagging)
        note = f"reviewed rows kept: {reviewed}; places aligned anew between them: {places}"
    else:
        document, renewal = carry_over(job.output, engine, sources.versions, extra, flagging)
        note = f"its sources have changed since the review: {renewal.describe()}"
    return replace(
        _figures(job, State.UPDATED, document),
        seconds=time.perf_counter() - started,
        texts_embedded=embedded,
        notes=(f"{job.output}: {note}",),
        warnings=sources.warnings,
        reviewed=reviewed,
    )


def _left_alone(job: Job, before: ParallelDocument, reviewed: int) -> Outcome:
    files = dict(job.files)
    absent = ", ".join(language for language in before.languages if language not in files)
    note = (
        f"{job.output}: left as it is: {reviewed} of its rows are reviewed in {', '.join(before.languages)}, "
        f"and there is no {absent} version now; --force aligns it from scratch"
    )
    return replace(_figures(job, State.KEPT, before), notes=(note,), reviewed=reviewed)


def _widening(widened: Widened) -> str:
    added = "; ".join(f"{addition.language} added: {addition.describe()}" for addition in widened.additions)
    if widened.renewal is None:
        return added
    return f"its sources have changed since the review: {widened.renewal.describe()}; {added}"


def is_current(document: ParallelDocument, job: Job, signature: str) -> bool:
    """Whether aligning the job's files with the engine of this signature would give this very document."""
    return (document.name, document.signature) == (job.name, signature) and has_same_sources(document, job)


def has_same_sources(document: ParallelDocument, job: Job) -> bool:
    """Whether a document was made from the job's files as they are now, read in the same way.

    Raises `InputError` where one of them cannot be read.
    """
    if len(document.versions) != len(job.files) or document.extra.get(PRESEGMENTED) != _extra(job).get(PRESEGMENTED):
        return False
    return all(
        version.language == language
        and (job.encoding is None or _codec(job.encoding) == _codec(version.encoding))
        and version.sha256 == file_sha256(path)
        for version, (language, path) in zip(document.versions, job.files, strict=True)
    )


def _codec(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name.removesuffix("-sig")
    except LookupError:
        return encoding


def _extra(job: Job) -> dict[str, str]:
    return {PRESEGMENTED: "yes"} if job.presegmented else {}


def _before(output: Path) -> DocumentStore | None:
    """The table that is there already, opened for reading; None where there is none."""
    from aligner.corpus.store import DocumentStore

    if not output.exists():
        return None
    try:
        return DocumentStore.open(output, read_only=True)
    except InputError as error:
        message = f"{error.message}, so it may hold somebody's work and is left alone"
        raise InputError(message, "move it away, or use --force to overwrite it") from error


def _figures(job: Job, state: State, document: ParallelDocument) -> Outcome:
    rows = document.rows
    return Outcome(
        job.name,
        job.output,
        state,
        segments={
            language: sum(len(row.segments[column]) for row in rows)
            for column, language in enumerate(document.languages)
        },
        shapes=dict(Counter(row.shape for row in rows)),
        confidence=sum(row.confidence for row in rows) / len(rows) if rows else 0.0,
    )
