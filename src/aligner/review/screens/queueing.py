"""Keys of the queue: what is right, what comes next."""

from __future__ import annotations

from aligner.editing.marks import Confirm, ExcuseFlag, Unconfirm
from aligner.editing.operations import AnyOperation
from aligner.model import EXCUSED, Status
from aligner.review.grid import Cursor
from aligner.review.screens.base import DocumentBase
from aligner.review.suspicion import suspect_column
from aligner.review.walking import anchor

_NEAR = 50
"""Rows up and down among which those edited since the last stop are looked for."""


class Queueing(DocumentBase):
    """Walking the queue and confirming."""

    def action_confirm_next(self) -> None:
        """Confirm the selection, or the row and those edited since the last stop, and go to the next doubtful one."""
        numbers = self._to_confirm()
        if numbers and self.change(Confirm(tuple(numbers)), self.cursor) is None:
            return
        self.edited.clear()
        self.go_on()

    def action_next_doubtful(self) -> None:
        """Go to the next doubtful row."""
        self.edited.clear()
        self.go_on()

    def action_previous_doubtful(self) -> None:
        """Go back to the row that was passed last."""
        place = self.queue.previous()
        while place is not None:
            number = next((n for n, row in enumerate(self.document.rows) if anchor(row) == place), None)
            if number is not None and number != self.cursor.row:
                self.grid.move_to(Cursor(number, self.cursor.column), landing=True)
                return
            place = self.queue.previous()
        self.say("no doubtful row was passed before this one", wrong=True)

    def action_confirm(self) -> None:
        """Confirm the selection or the row."""
        self.change(Confirm(tuple(self.grid.selected_rows())), self.cursor)

    def action_unconfirm(self) -> None:
        """Take the confirmation of the selection or the row back."""
        self.change(Unconfirm(tuple(self.grid.selected_rows())), self.cursor)

    def action_confirm_above(self) -> None:
        """Confirm everything from the first row to this one."""
        self.change(Confirm(tuple(range(self.cursor.row + 1))), self.cursor)

    def action_excuse(self) -> None:
        """Excuse every finding on the rows; if all are excused, stop excusing them."""
        numbers = tuple(self.grid.selected_rows())
        flags = {flag for number in numbers for flag in self.document.rows[number].flags}
        waiting = sorted(flag for flag in flags if not flag.startswith(EXCUSED))
        excused = sorted(flag.removeprefix(EXCUSED) for flag in flags if flag.startswith(EXCUSED))
        if not flags:
            self.say("no findings here", wrong=True)
            return
        operations: list[AnyOperation] = [ExcuseFlag(numbers, flag) for flag in waiting]
        operations = operations or [ExcuseFlag(numbers, flag, excused=False) for flag in excused]
        self.change_all(
            operations, f"{'excused' if waiting else 'no longer excused'}: {', '.join(waiting or excused)}"
        )

    def go_on(self) -> None:
        """Put the cursor on the riskiest row; where nothing is doubtful, say so and offer an audit, then begin it."""
        number = self.queue.next(self.document, self.cursor.row)
        if number is not None:
            suspect = suspect_column(self.document.rows[number])
            self.grid.move_to(Cursor(number, self.cursor.column if suspect is None else suspect), landing=True)
            return
        pending = sum(row.status is not Status.CONFIRMED for row in self.document.rows)
        if not pending:
            self.say("every row is confirmed: the review is done")
        elif not self.queue.offered:
            self.queue.offered = True
            self.say(
                f"nothing doubtful is left; {pending} rows are not confirmed: n again for an audit sample of them"
            )
        else:
            self.queue.offered = False
            count = self.queue.begin_audit(self.document)
            self.go_on()
            self.say(
                f"audit: {count} rows drawn from those nobody has looked at; Space for right, edit what is wrong"
            )

    def _to_confirm(self) -> list[int]:
        rows, here = self.document.rows, self.cursor.row
        wanted = list(self.grid.selected_rows())
        if self.grid.extent_from is None and self.edited:
            near = range(max(here - _NEAR, 0), min(here + _NEAR + 1, len(rows)))
            wanted = [number for number in near if number == here or anchor(rows[number]) in self.edited]
        return [number for number in wanted if rows[number].status is not Status.CONFIRMED]
