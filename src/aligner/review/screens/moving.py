"""Keys that move the cursor and the selection."""

from __future__ import annotations

from dataclasses import replace

from textual import on

from aligner.review.grid import Cursor, Grid
from aligner.review.screens.base import DocumentBase


class Moving(DocumentBase):
    """The cursor."""

    def action_cursor_up(self) -> None:
        """One segment up in the column, over the row's edge if need be."""
        cursor = self.cursor
        if cursor.segment > 0:
            self.grid.move_to(replace(cursor, segment=cursor.segment - 1))
            return
        above = self._beside(-1)
        if above is not None:
            self.grid.move_to(
                Cursor(above, cursor.column, len(self.document.rows[above].segments[cursor.column]) - 1)
            )

    def action_cursor_down(self) -> None:
        """One segment down in the column, over the row's edge if need be."""
        cursor = self.cursor
        if cursor.segment + 1 < len(self.row.segments[cursor.column]):
            self.grid.move_to(replace(cursor, segment=cursor.segment + 1))
        else:
            self.action_row_down()

    def action_cursor_left(self) -> None:
        """One language to the left, staying where it is at the edge."""
        self.grid.move_to(replace(self.cursor, column=max(self.cursor.column - 1, 0)), keep_selection=True)

    def action_cursor_right(self) -> None:
        """One language to the right; from the last one round to the first."""
        column = (self.cursor.column + 1) % len(self.document.languages)
        self.grid.move_to(replace(self.cursor, column=column), keep_selection=True)

    def action_row_up(self) -> None:
        """One row up."""
        self._to(self._beside(-1))

    def action_row_down(self) -> None:
        """One row down."""
        self._to(self._beside(1))

    def action_page_up(self) -> None:
        """As many rows up as fill the screen, or as many lines within a row that is higher than it."""
        self._page(-1)

    def action_page_down(self) -> None:
        """As many rows down as fill the screen, or as many lines within a row that is higher than it."""
        self._page(1)

    def action_first_row(self) -> None:
        """The first row shown."""
        if len(self.grid.heights):
            self._to(self.grid.heights.number(0))

    def action_last_row(self) -> None:
        """The last row shown."""
        if len(self.grid.heights):
            self._to(self.grid.heights.number(len(self.grid.heights) - 1))

    def action_select_up(self) -> None:
        """Take the row above into the selection, or leave the lowest one out."""
        self._extend(-1)

    def action_select_down(self) -> None:
        """Take the row below into the selection, or leave the highest one out."""
        self._extend(1)

    def _extend(self, step: int) -> None:
        beside = self._beside(step)
        if self.grid.extent_from is None:
            self.grid.extent_from = self.cursor.row
        if beside is not None:
            self.grid.move_to(Cursor(beside, self.cursor.column), keep_selection=True)
            self.say_selected()

    @on(Grid.Selected)
    def say_selected(self) -> None:
        """Say how many rows keys act on."""
        self.say(f"{len(self.grid.selected_rows())} rows selected")

    def _beside(self, step: int) -> int | None:
        """The number of the next shown row in a direction."""
        heights = self.grid.heights
        place = heights.place(self.cursor.row) + step
        if step > 0 and not heights.is_shown(self.cursor.row):
            place -= 1
        return heights.number(place) if 0 <= place < len(heights) else None

    def _page(self, direction: int) -> None:
        heights = self.grid.heights
        if not len(heights) or self.grid.page_within_row(direction):
            return
        place = min(heights.place(self.cursor.row), len(heights) - 1)
        line = heights.top(place) + direction * max(self.grid.size.height - 2, 1)
        goal = heights.place_at(max(line, 0))
        if goal == place:
            goal = min(max(place + direction, 0), len(heights) - 1)
        self._to(heights.number(goal))

    def _to(self, number: int | None) -> None:
        if number is not None:
            self.grid.move_to(Cursor(number, self.cursor.column))
