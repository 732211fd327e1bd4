"""A document under review: every change is an editing operation that is on the disk before the screen shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.corpus.lock import HeldError
from aligner.corpus.store import DocumentStore
from aligner.editing.context import EditContext, Flagger
from aligner.editing.operation import Operation
from aligner.editing.operations import AnyOperation, Several
from aligner.editing.session import EditingSession
from aligner.model import ParallelDocument
from aligner.review.comparing import changed_span
from aligner.review.engines import Report


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change did to the document, for the screen to follow."""

    what: str
    """One line for people."""
    first: int
    """The first row that is another than before; where rows only went, the one that moved up."""
    rows: tuple[int, ...]
    """Numbers of the rows that are new or changed."""


@dataclass(slots=True)
class Session:
    """An editing session as the screen sees it: what a change touched."""

    editing: EditingSession

    @classmethod
    def open(cls, path: Path, reviewer: str | None, flagger: Flagger | None = None) -> Session:
        """Open a document for writing, or for reading where someone else holds it; `flagger` looks edits over.

        Raises `InputError` when the file cannot be used.
        """
        context = EditContext(who=reviewer, flagger=flagger)
        try:
            return cls(EditingSession.open(path, context))
        except HeldError as held:
            editing = EditingSession.open(path, context, read_only=True)
            editing.store.read_only = held.message.removeprefix(f"{path}: ")
            return cls(editing)

    @property
    def store(self) -> DocumentStore:
        """Where the document is kept."""
        return self.editing.store

    @property
    def context(self) -> EditContext:
        """Who edits, and with what."""
        return self.editing.context

    @property
    def document(self) -> ParallelDocument:
        """The document as it is now, on the screen and on the disk."""
        return self.editing.document

    @property
    def read_only(self) -> str:
        """Why nothing can be changed; empty where it can."""
        return self.store.read_only

    def apply(self, operation: Operation) -> Touched:
        """Make a change. Raises `RefusedError` where it makes no sense, `OutputError` when the disk refuses."""
        before = self.document
        change = self.editing.do(operation)
        return touched(change.describe(), before, self.document)

    def apply_all(self, operations: Sequence[AnyOperation], what: str, report: Report | None = None) -> Touched:
        """Make several changes as one step, in the journal as on the screen. Raises as `apply`.

        Where one is refused, or `report` stops the work, nothing has changed.
        """
        before = self.document
        change = Several(tuple(operations), what).change(before, self.context)
        if report is not None:
            report(what, 0, 0)
        self.editing.commit(change)
        return touched(what, before, self.document)

    def undo(self) -> Touched:
        """Take the last change back. Raises `RefusedError` where there is none."""
        before = self.document
        return touched(f"undone: {self.editing.undo()}", before, self.document)

    def redo(self) -> Touched:
        """Make the change again that was taken back last. Raises as `undo` does."""
        before = self.document
        return touched(f"made again: {self.editing.redo()}", before, self.document)

    def close(self) -> None:
        """Write the document's file and let it go. Raises `OutputError` when the disk refuses."""
        self.editing.close()


def touched(what: str, before: ParallelDocument, after: ParallelDocument) -> Touched:
    """Where two states of a document differ."""
    old, new = before.rows, after.rows
    head, tail = changed_span(old, new)
    gone = {id(row) for row in old[head : len(old) - tail]}
    changed = tuple(number for number in range(head, len(new) - tail) if id(new[number]) not in gone)
    return Touched(what, min(head, max(len(new) - 1, 0)), changed)
