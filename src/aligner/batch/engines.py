"""How a worker, in whatever process or on whatever machine, gets its engine."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from aligner.batch.jobs import DocumentAligner
from aligner.errors import AlignerError, ExitCode, InputError, MissingPartError, UsageError

Opener: TypeAlias = Callable[[], AbstractContextManager[DocumentAligner]]
"""Can be pickled and hashed; opens an engine where it is called."""


@dataclass(frozen=True, slots=True)
class EngineRecipe:
    """Which engine to open."""

    kind: str = "e5"
    model: Path | None = None
    threads: int | None = None
    """Of the encoder; one a core where None."""

    def __call__(self) -> AbstractContextManager[DocumentAligner]:
        """Open it. Raises `MissingPartError` for a part that is not installed."""
        from aligner.alignment import open_engine

        return open_engine(kind=self.kind, model=self.model, threads=self.threads)


@dataclass(frozen=True, slots=True)
class Policy:
    """What to do about tables that are there already."""

    force: bool = False
    """Overwrite reviewed work."""
    resume: bool = False
    """Leave alone what the same engine made from the same sources."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a worker cannot do any job at all; errors themselves do not travel well between processes."""

    message: str
    hint: str
    code: ExitCode

    @classmethod
    def because_of(cls, error: Exception) -> Refusal:
        """What an error that opening or using the engine met comes to."""
        if isinstance(error, AlignerError):
            return cls(error.message, error.hint, error.exit_code)
        return cls(f"the engine cannot be opened: unexpected {type(error).__name__}: {error}", "", ExitCode.BAD_INPUT)

    def as_error(self) -> AlignerError:
        """The error again, on this side."""
        kinds = {ExitCode.MISSING_PART: MissingPartError, ExitCode.USAGE: UsageError}
        return kinds.get(self.code, InputError)(self.message, self.hint)
