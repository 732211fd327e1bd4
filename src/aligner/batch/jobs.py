"""A job is one document to be aligned, an outcome is what became of it; both travel between processes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeAlias

from aligner.errors import ExitCode
from aligner.model import Language, ParallelDocument, Row, SegmentedVersion


@dataclass(frozen=True, slots=True)
class Job:
    """Where the versions of a document are, how to read them, and where its table goes."""

    name: str
    files: tuple[tuple[Language, Path], ...]
    output: Path
    missing: tuple[Language, ...] = ()
    """Languages of the collection in which this document has no version."""
    presegmented: bool = False
    """Whether the files hold one segment a line."""
    encoding: str | None = None
    """A Python codec name that overrides detection."""
    glossary: Path | None = None
    """The project's glossary, whose terms the rows are held against."""


class State(StrEnum):
    """What became of a job."""

    ALIGNED = "aligned"
    UPDATED = "updated"
    """Aligned anew between the rows that a person had reviewed, or given further languages around them."""
    KEPT = "kept"
    """Left as it was, because a person had reviewed rows of it and the job lacks one of its languages."""
    UNCHANGED = "unchanged"
    """The same sources had been aligned by the same engine before."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The figures of a job, or why there are none."""

    name: str
    output: Path
    state: State
    segments: Mapping[Language, int] = field(default_factory=dict)
    shapes: Mapping[str, int] = field(default_factory=dict)
    """How many rows there are of each shape (`Row.shape`)."""
    confidence: float = 0.0
    """Mean over the rows, 0..1."""
    seconds: float = 0.0
    texts_embedded: int = 0
    reviewed: int = 0
    """Rows kept because a person had confirmed or edited them."""
    notes: tuple[str, ...] = ()
    """What happened to a review, for people."""
    warnings: tuple[str, ...] = ()
    error: str = ""
    """Why the job failed, in one line."""
    code: ExitCode = ExitCode.DONE
    trace: str = ""
    """The traceback of an error nobody foresaw."""

    @property
    def rows(self) -> int:
        """How many rows the table has."""
        return sum(self.shapes.values())


class Step(Protocol):
    """How far an engine has come with a document."""

    @property
    def stage(self) -> str:
        """What it does, in a word or two."""
        ...

    @property
    def done(self) -> int:
        """How much of the stage is done, in units of its own."""
        ...

    @property
    def total(self) -> int:
        """How much there is to do."""
        ...


class Aligned(Protocol):
    """What an engine makes of a document."""

    @property
    def document(self) -> ParallelDocument:
        """The rows."""
        ...

    @property
    def texts_embedded(self) -> int:
        """How many texts went through the encoder."""
        ...


StepReport: TypeAlias = Callable[[Step], None]


class DocumentAligner(Protocol):
    """What a job needs of an engine; `aligner.alignment.Engine` is one."""

    @property
    def signature(self) -> str:
        """Engine, model, parameters and version."""
        ...

    def realign(self, document: ParallelDocument, start: int, stop: int) -> tuple[Row, ...]:
        """Align the segments of rows `start` … `stop` - 1 anew among themselves."""
        ...

    def align(self, name: str, versions: Sequence[SegmentedVersion], progress: StepReport | None = None) -> Aligned:
        """Align the versions of one document."""
        ...
