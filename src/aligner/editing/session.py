"""A document being edited: operations go in, and each is on the disk before the next one can be asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from aligner.corpus.store import DocumentStore
from aligner.editing.context import EditContext
from aligner.editing.operation import Change, Operation
from aligner.editing.operations import encode_operation
from aligner.model import ParallelDocument


@dataclass(slots=True)
class EditingSession:
    """An open document and the editor at work on it."""

    store: DocumentStore
    context: EditContext = field(default_factory=EditContext)

    @classmethod
    def open(cls, path: Path, context: EditContext, *, read_only: bool = False) -> EditingSession:
        """Open a document for editing; errors as in `DocumentStore.open`."""
        return cls(DocumentStore.open(path, context.who, clock=context.clock, read_only=read_only), context)

    @property
    def document(self) -> ParallelDocument:
        """The present state."""
        return self.store.document

    def do(self, operation: Operation) -> Change:
        """Carry an operation out; it is on the disk when this returns.

        Raises `RefusedError` where it makes no sense, `OutputError` when the disk refuses; nothing has changed then.
        """
        change = operation.change(self.document, self.context)
        self.commit(change)
        return change

    def commit(self, change: Change) -> None:
        """Make a change that was worked out for the present state; it is on the disk when this returns.

        Raises as `do` does.
        """
        self.store.commit(change.patch, what=change.describe(), operation=encode_operation(change.operation))

    def undo(self) -> str:
        """Take the last operation back, however long ago it was; returns what was undone. Raises as `do` does."""
        what = self.store.undoable
        self.store.undo()
        return what

    def redo(self) -> str:
        """Make the operation again that was taken back last; returns what it was. Raises as `do` does."""
        what = self.store.redoable
        self.store.redo()
        return what

    def close(self) -> None:
        """Write the document's file and let it go."""
        self.store.close()

    def __enter__(self) -> EditingSession:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
