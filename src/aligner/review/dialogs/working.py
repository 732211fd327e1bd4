"""Long work in a thread of its own, with its progress on the screen and a key to stop it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import Generic, TypeVar

from textual.app import ComposeResult
from textual.widgets import Label, ProgressBar

from aligner.errors import AlignerError
from aligner.review.dialogs.base import Dialog
from aligner.review.engines import Report, StoppedError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Worked(Generic[T]):
    """What came of the work: a value or the reason why there is none."""

    value: T | None = None
    error: AlignerError | None = None


class Working(Dialog[Worked[T]]):
    """Runs something and shows how far it is; gives what came of it."""

    hint = "Esc stops it"
    wants_focus = False
    DEFAULT_CSS = """
    Working ProgressBar { width: 1fr; margin: 1 0; }
    Working Bar { width: 1fr; }
    """

    def __init__(self, heading: str, work: Callable[[Report], T]) -> None:
        super().__init__()
        self.heading = heading
        self._work = work
        self._stop = Event()

    def body(self) -> ComposeResult:
        """The stage and a bar."""
        yield Label("starting", id="stage", markup=False)
        yield ProgressBar(show_eta=False)

    def on_mount(self) -> None:
        """Begin."""
        self.run_worker(self._run, thread=True, exclusive=True, exit_on_error=True)

    def action_give_up(self) -> None:
        """Ask the work to stop; it does so at its next step."""
        self._stop.set()
        self.query_one("#stage", Label).update("stopping…")

    def action_accept(self) -> None:
        """Nothing is asked here."""

    def on_unmount(self) -> None:
        """Stop the work when the application goes."""
        self._stop.set()

    def _run(self) -> None:
        try:
            outcome: Worked[T] = Worked(value=self._work(self._report))
        except AlignerError as error:
            outcome = Worked(error=error)
        if self.is_attached:
            self.app.call_from_thread(self.dismiss, outcome)

    def _report(self, stage: str, done: int, total: int) -> None:
        if self._stop.is_set():
            raise StoppedError
        self.app.call_from_thread(self._show, stage, done, total)

    def _show(self, stage: str, done: int, total: int) -> None:
        if not self._stop.is_set():
            self.query_one("#stage", Label).update(f"{stage}  {done:,} of {total:,}" if total else stage)
        self.query_one(ProgressBar).update(total=total or None, progress=done)
