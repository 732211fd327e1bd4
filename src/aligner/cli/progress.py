"""How far a run has come: bars where somebody watches, a line now and then where nobody does."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from aligner.batch.jobs import Outcome, State, Step
from aligner.cli.console import counted, one_line, say, settings

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

_HEARTBEAT = 10.0
"""Seconds between two lines about the same document where output goes to a file."""


class Report(Protocol):
    """Takes what happens in a run."""

    def step(self, name: str, step: Step) -> None:
        """A document has come this far."""
        ...

    def finished(self, outcome: Outcome) -> None:
        """A document is through."""
        ...


@contextmanager
def report(documents: int) -> Iterator[Report]:
    """Show the progress of a run over `documents` documents on stderr until the block ends."""
    if settings().quiet:
        yield _Silence()
    elif not sys.stderr.isatty():
        yield _Lines(documents)
    else:
        yield from _bars(documents)


class _Silence:
    def step(self, name: str, step: Step) -> None:
        pass

    def finished(self, outcome: Outcome) -> None:
        pass


class _Lines:
    def __init__(self, documents: int) -> None:
        self._documents = documents
        self._finished = 0
        self._said = time.monotonic()

    def step(self, name: str, step: Step) -> None:
        if time.monotonic() - self._said >= _HEARTBEAT:
            share = f" {step.done:,} of {step.total:,}" if step.total else ""
            self._say(f"{name}: {step.stage}{share}")

    def finished(self, outcome: Outcome) -> None:
        self._finished += 1
        self._say(f"[{self._finished}/{self._documents}] {in_short(outcome)}")

    def _say(self, text: str) -> None:
        say(one_line(text))
        self._said = time.monotonic()


class _Bars:
    def __init__(self, bars: Bars, documents: int) -> None:
        self._bars = bars
        self._all: TaskID = bars.add_task("documents", total=documents)
        self._one: TaskID = bars.add_task("", total=None, visible=False)

    def step(self, name: str, step: Step) -> None:
        text = one_line(f"{name}: {step.stage}")
        self._bars.update(self._one, description=text, completed=step.done, total=step.total or None, visible=True)

    def finished(self, outcome: Outcome) -> None:
        self._bars.update(self._one, visible=False)
        self._bars.advance(self._all)
        self._bars.console.print(one_line(in_short(outcome)), markup=False, highlight=False)


def in_short(outcome: Outcome) -> str:
    """One line about a document that is through."""
    if outcome.state is State.FAILED:
        return f"{outcome.name}: failed"
    if outcome.state is not State.ALIGNED:
        return f"{outcome.name}: {outcome.state}"
    return f"{outcome.name}: {counted(outcome.rows, 'row')} in {outcome.seconds:.1f} s"


def _bars(documents: int) -> Iterator[Report]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    # What goes to stdout must stay there, but where it is the same terminal it must not run into the bars.
    redirect = sys.stdout.isatty()
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=redirect) as bars:
        yield _Bars(bars, documents)
