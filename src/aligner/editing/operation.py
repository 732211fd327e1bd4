"""An operation is a value that says what to do; a change is what it did to one document, with its exact inverse."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from aligner.corpus.collector import collector_held
from aligner.corpus.patch import Patch
from aligner.editing.context import EditContext
from aligner.editing.edit import Edit
from aligner.editing.flagging import flagged_anew
from aligner.model import ParallelDocument


class Operation(msgspec.Struct, frozen=True, tag_field="op"):
    """What an editor asks for, in numbers that can be written down; row numbers are those of the `row` column."""

    def change(self, document: ParallelDocument, context: EditContext) -> Change:
        """What the operation does to a document. Raises `RefusedError` with the reason where it makes no sense."""
        with collector_held():
            patch = self._patch(Edit(document, context, context.clock()))
            return Change(self, patch if context.flagger is None else flagged_anew(document, patch, context.flagger))

    def apply(self, document: ParallelDocument, context: EditContext) -> ParallelDocument:
        """The document after the operation. Raises `RefusedError`, and `document` is as it was in any case."""
        return self.change(document, context).apply(document)

    def describe(self) -> str:
        """One line for people, as in "merge rows 3 to 4"."""
        return self._line()

    def _line(self) -> str:
        raise NotImplementedError

    def _patch(self, edit: Edit) -> Patch:
        """The rows to be replaced and what replaces them. Raises `RefusedError`."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Change:
    """An operation as it was worked out for one document."""

    operation: Operation
    patch: Patch

    def apply(self, document: ParallelDocument) -> ParallelDocument:
        """The document with the change made. Raises `RefusedError` where it was worked out for another state."""
        return self.patch.apply(document)

    def inverse(self) -> Change:
        """The change that takes this one back exactly."""
        return Change(self.operation, self.patch.inverse())

    def describe(self) -> str:
        """The operation's one line."""
        return self.operation.describe()
