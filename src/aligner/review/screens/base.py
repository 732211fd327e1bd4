"""What all parts of the document screen share: the session, the grid, the line of messages, making changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.screen import Screen

from aligner.editing.operation import Operation
from aligner.editing.operations import AnyOperation
from aligner.errors import AlignerError
from aligner.model import ParallelDocument, Row, Segment
from aligner.review.desk import Desk
from aligner.review.dialogs.working import Worked, Working
from aligner.review.editor import Editor
from aligner.review.filtering import RowFilter
from aligner.review.finding import Query
from aligner.review.grid import Cursor, Grid
from aligner.review.saying import MessageLine
from aligner.review.session import Session, Touched
from aligner.review.walking import Anchor, Queue, anchor

_MOST_EDITED_TOGETHER = 12
"""Rows touched by hand that are confirmed along with the one at hand; a shifted column touches far more."""


_MADE_AT_ONCE = 20
"""Operations that are worked out between two keys."""


class DocumentBase(Screen[None]):
    """The state of the document screen, and how operations reach the document."""

    def __init__(self, session: Session, desk: Desk) -> None:
        super().__init__()
        self.session = session
        self.desk = desk
        self.grid = Grid(session.document)
        self.editor = Editor(self)
        self.queue = Queue(desk.settings.doubtful_below)
        self.query_now: Query | None = None
        self.row_filter = RowFilter(below=desk.settings.doubtful_below)
        self.filter_hides = True
        self.edited: dict[Anchor, None] = {}
        """Rows touched by hand since the last stop in the queue."""
        self.said_at = 0
        """The row that the message on the screen was last told of."""

    @property
    def document(self) -> ParallelDocument:
        """The document as it is now."""
        return self.session.document

    @property
    def cursor(self) -> Cursor:
        """The segment that keys act on."""
        return self.grid.cursor

    @property
    def language(self) -> str:
        """The language of the cursor."""
        return self.document.languages[self.cursor.column]

    @property
    def row(self) -> Row:
        """The row of the cursor."""
        return self.document.rows[self.cursor.row]

    @property
    def segment(self) -> Segment | None:
        """The segment of the cursor; None in an empty cell."""
        cell = self.row.segments[self.cursor.column]
        return cell[self.cursor.segment] if self.cursor.segment < len(cell) else None

    def say(self, message: str, *, wrong: bool = False) -> None:
        """Put one line where the user looks for it."""
        self.said_at = self.cursor.row
        self.query_one(MessageLine).say(message, wrong=wrong)

    def change(self, operation: Operation, cursor: Cursor | None = None) -> Touched | None:
        """Make a change and show it, following the segment of the cursor unless told where to go.

        A change that is refused is said, with the reason.
        """
        return self.make(lambda: self.session.apply(operation), cursor)

    def change_all(self, operations: Sequence[AnyOperation], what: str) -> None:
        """Make several changes as one step; many of them beside the screen, with a key to stop."""
        if len(operations) <= _MADE_AT_ONCE:
            self.make(lambda: self.session.apply_all(operations, what), None)
            return

        def show(outcome: Worked[Touched] | None) -> None:
            self.show_document(self.cursor)
            if outcome is not None and outcome.value is not None:
                self.say(outcome.value.what)
            else:
                reason = outcome.error.message if outcome and outcome.error else "stopped"
                self.say(f"{reason}; nothing is changed", wrong=True)

        dialog: Working[Touched] = Working(what, lambda report: self.session.apply_all(operations, what, report))
        self.app.push_screen(dialog, show)

    def make(self, action: Callable[[], Touched], cursor: Cursor | None, *, by_hand: bool = True) -> Touched | None:
        """Run something that changes the document, and show the document and what was done, or why it was not."""
        before, held, languages = self.cursor, self.segment, self.document.languages
        try:
            done = action()
        except AlignerError as error:
            self.show_document(before)
            self.say(str(error), wrong=True)
            return None
        if by_hand and len(done.rows) <= _MOST_EDITED_TOGETHER:
            self.edited.update(dict.fromkeys(anchor(self.document.rows[number]) for number in done.rows))
        if self.document.languages != languages:
            cursor = Cursor(before.row)
        self.show_document(cursor or self.followed(before, held, done))
        self.say(done.what)
        return done

    def show_document(self, cursor: Cursor) -> None:
        """Show the document as it is now, with the cursor at a place."""
        self.grid.show_document(self.document, cursor)
        self.update_facts()

    def followed(self, before: Cursor, held: Segment | None, done: Touched) -> Cursor:
        """Where the cursor's segment has gone, or about where it was."""
        rows = self.document.rows
        if held is not None:
            near = sorted({before.row, *done.rows}, key=lambda number: (abs(number - before.row), number))
            for number in near:
                if number < len(rows) and held in rows[number].segments[before.column]:
                    position = rows[number].segments[before.column].index(held)
                    return Cursor(number, before.column, position)
        return before

    def update_facts(self) -> None:
        """Bring the lines around the grid up to date; the screen does that when there is time."""
        raise NotImplementedError

    def save_text(self, text: str, *, go_on: bool) -> None:
        """See `TextOwner.save_text`."""
        raise NotImplementedError

    def give_text_up(self) -> None:
        """See `TextOwner.give_text_up`."""
        raise NotImplementedError

    def action_help(self) -> None:
        """See `TextOwner.action_help`."""
        raise NotImplementedError
