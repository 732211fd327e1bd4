"""Alignment for the screen: files to a table, and stretches of a document anew; both report and can be stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import AlignerError, ExitCode, InputError
from aligner.model import Language, ParallelDocument, Row, SegmentedVersion

if TYPE_CHECKING:
    from aligner.alignment import Engine, Progress

Report = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and how much there is; raises `StoppedError` to stop the work."""

OpenEngine = Callable[[], "Engine"]
"""Makes the engine; it is closed when the work is done."""


class StoppedError(AlignerError):
    """The user stopped the work."""

    exit_code = ExitCode.INTERRUPTED

    def __init__(self) -> None:
        super().__init__("stopped")


@dataclass(frozen=True, slots=True)
class Source:
    """A file that is one language version of a document."""

    language: Language
    path: Path


def default_engine() -> Engine:
    """The engine that `aligner align` uses when nothing else is said."""
    from aligner.alignment import open_engine

    return open_engine()


def segmented(source: Source) -> SegmentedVersion:
    """Read a file and cut it into segments. Raises `InputError` where it cannot be read."""
    from aligner.reading import read_version
    from aligner.segmentation import segment

    version = read_version(source.path, source.language)
    return SegmentedVersion(version, segment(version.text, version.paragraphs, source.language))


def align_files(
    name: str,
    sources: Sequence[Source],
    output: Path,
    open_engine: OpenEngine,
    report: Report,
    *,
    glossary: Path | None = None,
) -> str:
    """Align files into a table, as `aligner align` does; says in one line what came of it.

    Rows that a person has reviewed in an older table are kept. Raises `InputError` with the reason where it cannot be
    done, `StoppedError` where `report` stopped it.
    """
    from aligner.batch import Job, State, run_job

    stopped = False

    def tell(step: object) -> None:
        nonlocal stopped
        try:
            _forward(report)(step)  # type: ignore[arg-type]
        except StoppedError:
            stopped = True
            raise

    report("reading", 0, 0)
    job = Job(name, tuple((source.language, source.path) for source in sources), output, glossary=glossary)
    with open_engine() as engine:
        outcome = run_job(job, engine, progress=tell)
    if stopped:
        raise StoppedError
    if outcome.state is State.FAILED:
        raise InputError(outcome.error)
    said = [*outcome.notes, *outcome.warnings]
    return "; ".join([f"{name}: {outcome.rows:,} rows, mean confidence {outcome.confidence:.0%}", *said])


@dataclass(frozen=True, slots=True)
class EngineRealigner:
    """The engine as the editing room's `Realigner`."""

    open_engine: OpenEngine
    report: Report

    def realign(self, document: ParallelDocument, start: int, stop: int) -> tuple[Row, ...]:
        """Rows over the same segments as rows `start` … `stop` - 1."""
        self.report("opening the model", 0, 0)
        with self.open_engine() as engine:
            return engine.realign(document, start, stop, _forward(self.report))


def _forward(report: Report) -> Callable[[Progress], None]:
    def tell(progress: Progress) -> None:
        report(progress.stage, progress.done, progress.total)

    return tell
