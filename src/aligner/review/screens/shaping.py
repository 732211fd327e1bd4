"""Keys that change rows and segments: moving, merging, splitting, editing, noting, undoing."""

from __future__ import annotations

from textual import on

from aligner.editing.marks import SetBookmark, SetNote
from aligner.editing.moving import MoveDown, MoveTo, MoveUp, PullColumn, PushColumn, Swap
from aligner.editing.shaping import MergeRows, SplitRow, TakeOut, split_point
from aligner.editing.texts import EditText, JoinSegments, SplitSegment
from aligner.review.dialogs.base import Prompt
from aligner.review.dialogs.words import SplitDialog
from aligner.review.grid import Cursor, Grid
from aligner.review.screens.base import DocumentBase


class Shaping(DocumentBase):
    """Editing operations under keys."""

    picked_up: tuple[int, str, int] | None = None
    """Row, language and position of a segment that is to be put down elsewhere."""

    def action_move_up(self) -> None:
        """Move the segment to the row above."""
        self.change(MoveUp(self.cursor.row, self.language, self.cursor.segment))

    def action_move_down(self) -> None:
        """Move the segment to the row below."""
        self.change(MoveDown(self.cursor.row, self.language, self.cursor.segment))

    def action_push(self) -> None:
        """Push the column down from here on."""
        self.change(PushColumn(self.cursor.row, self.language))

    def action_pull(self) -> None:
        """Pull the column up from here on."""
        self.change(PullColumn(self.cursor.row, self.language))

    def action_merge(self) -> None:
        """Merge the selected rows, or the row with the one below."""
        rows = self.grid.selected_rows()
        last = rows[-1] if len(rows) > 1 else rows[0] + 1
        if self.change(MergeRows(rows[0], last)) is not None:
            self.grid.extent_from = None
            self.grid.refresh()

    def action_split(self) -> None:
        """Split the row above the cursor's segment, or below it where it is the first."""
        cursor = self.cursor
        at = split_point(self.row, self.document.languages, self.language, max(cursor.segment, 1))
        self.change(SplitRow(cursor.row, at))

    def action_take_out(self) -> None:
        """Give the segment a row of its own."""
        self.change(TakeOut(self.cursor.row, self.language, self.cursor.segment))

    def action_swap(self) -> None:
        """Swap the cell with the one below."""
        self.change(Swap(self.cursor.row, self.language))

    def action_put_into(self) -> None:
        """Ask for a row's number and put the segment there."""
        place = (self.cursor.row, self.language, self.cursor.segment)

        def put(answer: str | None) -> None:
            if answer:
                self.change(MoveTo(*place, target=int(answer)))

        self.app.push_screen(Prompt("Put the segment into a row", "row number", number=True), put)

    def action_pick_up(self) -> None:
        """Pick the segment up, or put the one picked up into this row."""
        here = (self.cursor.row, self.language, self.cursor.segment)
        if self.picked_up is None:
            if self.segment is None:
                self.say("there is no segment to pick up", wrong=True)
                return
            self.picked_up = here
            self.say("picked up: go to its row and press the key again, Esc gives it up")
            return
        picked, self.picked_up = self.picked_up, None
        if picked[0] == here[0]:
            self.say("put down where it was")
        else:
            self.change(MoveTo(*picked, target=here[0]))

    def action_split_segment(self) -> None:
        """Ask before which word the segment is cut."""
        cursor, segment = self.cursor, self.segment
        if segment is None:
            self.say("there is no segment to split", wrong=True)
            return

        def split(at: int | None) -> None:
            if at:
                self.change(
                    SplitSegment(cursor.row, self.document.languages[cursor.column], cursor.segment, at), cursor
                )

        self.app.push_screen(SplitDialog(segment.text), split)

    def action_join_segments(self) -> None:
        """Join the segment with the next one of its cell."""
        self.change(JoinSegments(self.cursor.row, self.language, self.cursor.segment), self.cursor)

    def action_bookmark(self) -> None:
        """Bookmark the selection or the row; remove the bookmarks if all have one."""
        numbers = tuple(self.grid.selected_rows())
        on_now = all(self.document.rows[number].bookmark for number in numbers)
        self.change(SetBookmark(numbers, on=not on_now), self.cursor)

    def action_note(self) -> None:
        """Ask for the row's note."""
        cursor = self.cursor

        def write(answer: str | None) -> None:
            if answer is not None and answer != (self.document.rows[cursor.row].note or ""):
                self.change(SetNote(cursor.row, answer or None), cursor)

        self.app.push_screen(
            Prompt(f"Note on row {cursor.row}", "an empty note is removed", self.row.note or ""), write
        )

    def action_undo(self) -> None:
        """Take the last change back and go to where it was."""
        self._travel(back=True)

    def action_redo(self) -> None:
        """Make again what was taken back and go to where it is."""
        self._travel(back=False)

    def _travel(self, *, back: bool) -> None:
        done = self.make(self.session.undo if back else self.session.redo, None, by_hand=False)
        if done is not None:
            self.edited.clear()
            if self.cursor.row not in done.rows:
                self.grid.move_to(Cursor(done.first, self.cursor.column))

    # -- the text --------------------------------------------------------------------------------------------------

    def action_edit(self) -> None:
        """Open the segment's text."""
        if self.session.read_only:
            self.say(f"nothing can be changed: {self.session.read_only}", wrong=True)
        elif self.segment is None:
            self.say("there is no segment to edit", wrong=True)
        elif not self.editor.is_open:
            self.grid.locked = True
            self.editor.open(self.cursor, self.language, self.segment.text)
            self.refresh_bindings()
            self.grid.call_after_refresh(self.grid.bring_into_sight)

    @on(Grid.Activated)
    def _edit_by_mouse(self) -> None:
        self.action_edit()

    def save_text(self, text: str, *, go_on: bool) -> None:
        """Save what was edited; where it is refused, it can be edited on."""
        place = self.editor.place
        language = self.document.languages[place.column]
        unchanged = self.document.rows[place.row].segments[place.column][place.segment].text == text.strip()
        if not unchanged and self.change(EditText(place.row, language, place.segment, text), place) is None:
            return
        self._close_editor()
        if go_on:
            self.grid.move_to(place)
            self.go_down()
            self.action_edit()

    def give_text_up(self) -> None:
        """Close the text box; where something would be lost, only when asked once more."""
        if self.editor.may_be_given_up():
            self._close_editor()

    def go_down(self) -> None:
        """Go to the next segment of the column that there is."""
        row, column, segment = self.cursor.row, self.cursor.column, self.cursor.segment + 1
        rows = self.document.rows
        while row < len(rows) and segment >= len(rows[row].segments[column]):
            row, segment = row + 1, 0
        if row < len(rows):
            self.grid.move_to(Cursor(row, column, segment))

    def _close_editor(self) -> None:
        self.editor.close()
        self.grid.locked = False
        self.grid.focus()
        self.refresh_bindings()
