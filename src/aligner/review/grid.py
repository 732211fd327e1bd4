"""The review grid: every row of a document, the languages side by side, painted line by line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, TypeAlias

from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from aligner.model import Language, ParallelDocument, Row
from aligner.review.layout import Layout, fit
from aligner.review.linking import Place
from aligner.review.metrics import Heights
from aligner.review.painting import LINK_COLOURS, Highlight, Highlights, Ink, Look, Painter
from aligner.review.pointing import Cursor, lines_of, scrolled, segment_at

_SLICE = 0.004
"""Seconds spent at a time on counting rows out of sight, short enough for a key to come between."""
_PAUSE = 0.03
"""Seconds between two such slices."""

_LANDING_SHARE = 5
"""The part of the screen, one in so many, that is shown before and after a row the cursor lands on."""

_RESIZED_AFTER = 0.15
"""Seconds until the scroll bar follows a changed length."""

Highlighter: TypeAlias = Callable[[Row], Mapping[Place, Sequence[Highlight]]]


@dataclass
class _Told(Message):
    """Something that a grid tells its screen."""

    grid: Grid

    @property
    def control(self) -> Grid:
        """The grid."""
        return self.grid


class Grid(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a document; knows where the cursor, the selection and the marks are, and changes nothing by itself."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"grid--{ink}" for ink in Ink if ink is not Ink.LINK),
        *(f"grid--{Ink.LINK}-{number}" for number in range(LINK_COLOURS)),
    }
    ALLOW_SELECT = False

    class Moved(_Told):
        """The cursor or the selection is another."""

    class Selected(_Told):
        """Rows were selected with the mouse."""

    class Activated(_Told):
        """A segment was double-clicked."""

    class LaidOut(_Told):
        """The columns stand elsewhere than before."""

    def __init__(self, document: ParallelDocument, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._document = document
        self.cursor = Cursor()
        self.extent_from: int | None = None
        """The row at the other end of the selection; None while only the cursor's row is meant."""
        self._selected = range(0)
        self.marked: frozenset[Place] = frozenset()
        """Segments of the cursor's row that are being linked."""
        self.ids: tuple[tuple[tuple[int, ...], ...], ...] | None = None
        """For each language and row the segments' numbers, while they are shown."""
        self.pointed: int | None = None
        """The character of the cursor's segment that was clicked last, until the cursor moves on."""
        self.locked = False
        """Whether the mouse leaves the cursor alone, as while a text is being edited."""
        self.highlighter: Highlighter = _no_highlights
        self._layout_now = fit(80, len(document.languages), len(document.rows))
        self._heights = Heights((), self._layout_now)
        self._painted: LRUCache[tuple[object, ...], tuple[Row, list[Strip]]] = LRUCache(512)
        self._painter: Painter | None = None
        self._refining = False
        self._resizing = False

    # -- the document ----------------------------------------------------------------------------------------------

    @property
    def document(self) -> ParallelDocument:
        """The document shown."""
        return self._document

    @property
    def layout_now(self) -> Layout:
        """Where the columns stand at present."""
        return self._layout_now

    @property
    def languages(self) -> tuple[Language, ...]:
        """The document's languages."""
        return self._document.languages

    @property
    def heights(self) -> Heights:
        """Heights and places of the rows shown."""
        return self._heights

    def show_document(self, document: ParallelDocument, cursor: Cursor | None = None) -> None:
        """Take a changed document over; what is the same row stays where it is on the screen."""
        if document.languages != self.languages:
            self._show_other_columns(document, cursor or self.cursor)
            return
        top = self.scroll_offset.y
        self._document = document
        painted_anew = self._heights.replace(document.rows)
        self._refine()
        if self.extent_from is not None and self.extent_from >= len(document.rows):
            self.extent_from = None
        self._resized_content()
        self.scroll_to(y=top, animate=False)
        self.move_to(cursor or self.cursor, keep_selection=True)
        if painted_anew is None or self._heights.layout != self._layout_now:
            self.refresh()
        else:
            for number in painted_anew:
                self._refresh_row(number)

    def _show_other_columns(self, document: ParallelDocument, cursor: Cursor) -> None:
        """Lay a document with other languages out anew, as undoing the addition of one gives; all rows are shown."""
        self._document = document
        self.cursor, self.extent_from, self.marked = Cursor(), None, frozenset()
        self._heights = Heights((), self._layout_now)
        self._lay_out()
        self.move_to(cursor)

    def show_rows(self, shown: Sequence[int] | None) -> None:
        """Show only some rows, or all of them with None; the cursor goes to the first shown one from where it is."""
        self._heights.show(shown)
        self._resized_content()
        if len(self._heights):
            place = min(self._heights.place(self.cursor.row), len(self._heights) - 1)
            self.move_to(replace(self.cursor, row=self._heights.number(place)))
        self.refresh()

    def repaint(self) -> None:
        """Paint everything anew, as when highlights or colours have changed."""
        self._painter = None
        self._painted.clear()
        self.refresh()

    def show_ids(self, ids: tuple[tuple[tuple[int, ...], ...], ...] | None) -> None:
        """Show the segments' numbers in their versions, or hide them with None."""
        self.ids = ids
        self._lay_out()

    # -- the cursor ------------------------------------------------------------------------------------------------

    def move_to(self, cursor: Cursor, *, keep_selection: bool = False, landing: bool = False) -> None:
        """Put the cursor on a segment, brought into range where the document has none such, and into sight.

        A cursor that is `landing` comes from elsewhere: some of what stands before and after its row is shown too.
        """
        rows = self._document.rows
        row = min(max(cursor.row, 0), max(len(rows) - 1, 0))
        column = min(max(cursor.column, 0), len(self.languages) - 1)
        count = len(rows[row].segments[column]) if rows else 0
        moved = Cursor(row, column, min(max(cursor.segment, 0), max(count - 1, 0)))
        if not keep_selection:
            self.extent_from = None
        if moved.row != self.cursor.row:
            self.marked = frozenset()
        old, selected = self.cursor, self._selected
        self.pointed = None
        self.cursor = moved
        self._selected = self.selected_rows() if self.extent_from is not None else range(0)
        if column not in self._layout_now.columns:
            self._lay_out()
        elif column != old.column:
            # The letters of all links are told from the cursor's language.
            self.refresh()
        self.bring_into_sight(self.size.height // _LANDING_SHARE if landing else 0)
        for number in {old.row, moved.row, *selected, *self._selected}:
            self._refresh_row(number)
        self.post_message(self.Moved(self))

    def _refresh_row(self, number: int) -> None:
        """Paint a row anew if it is in sight."""
        if number < len(self._document.rows) and self._heights.is_shown(number):
            place = self._heights.place(number)
            top = self._heights.top(place) - self.scroll_offset.y
            height = self._heights.height(place)
            if top + height > 0 and top < self.size.height:
                self.refresh(Region(0, top, self.size.width, height))

    def selected_rows(self) -> range:
        """The rows that keys act on: the selection, or the cursor's row."""
        other = self.cursor.row if self.extent_from is None else self.extent_from
        return range(min(other, self.cursor.row), max(other, self.cursor.row) + 1)

    def bring_into_sight(self, around: int = 0) -> None:
        """Scroll as little as needed for the cursor's segment to be seen, with its row where there is room.

        Where there is more room, so many lines `around` the row are brought into sight as well.
        """
        height = self.size.height
        if not len(self._heights) or not height:
            return
        heights = self._heights
        place = min(heights.place(self.cursor.row), len(heights) - 1)
        before = heights.top(place) - self.scroll_offset.y
        heights.settle_above(place, height)
        heights.settle(place, height)
        top = heights.top(place)
        column, segment = self.cursor.column, self.cursor.segment
        first, last = lines_of(self._document.rows[self.cursor.row], self._layout_now, column, segment)
        bottom = top + heights.height(place)
        if bottom - top + 2 * around <= height:
            first, last = max(top - around, 0), min(bottom + around, heights.total)
        elif bottom - top <= height:
            first, last = top, bottom
        else:
            first, last = top + first, top + last
        y = scrolled(top - before if self._document.rows else 0, height, first, last)
        self._resized_content(y)
        self.scroll_to(y=y, animate=False, immediate=True)

    def page_within_row(self, direction: int) -> bool:
        """Scroll on within the cursor's row if it is higher than the screen and has more in that direction."""
        heights, height, y = self._heights, self.size.height, self.scroll_offset.y
        if not heights.is_shown(self.cursor.row):
            return False
        place = heights.place(self.cursor.row)
        top = heights.top(place)
        bottom = top + heights.height(place)
        page = max(height - 2, 1)
        goal = min(y + page, bottom - height) if direction > 0 else max(y - page, top)
        if not (top <= y < bottom) or (goal - y) * direction <= 0:
            return False
        self._resized_content(goal)
        self.scroll_to(y=goal, animate=False, immediate=True)
        return True

    # -- painting --------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        line = y + self.scroll_offset.y
        if line >= self._heights.total:
            return Strip.blank(self.size.width, self._style_of(Ink.ROW))
        place = self._heights.place_at(line)
        strips = self._strips(place)
        within = line - self._heights.top(place)
        return strips[within] if within < len(strips) else Strip.blank(self.size.width, self._style_of(Ink.ROW))

    def _strips(self, place: int) -> list[Strip]:
        number = self._heights.number(place)
        row = self._document.rows[number]
        look = self._look(number, place)
        height = self._heights.height(place)
        key = (id(row), look, height)
        known = self._painted.get(key)
        if known is not None and known[0] is row:
            return known[1]
        if self._painter is None:
            palette = {
                name.removeprefix("grid--"): self.get_component_rich_style(name, partial=True)
                for name in self.COMPONENT_CLASSES
            }
            palette.update({ink: self._style_of(ink) for ink in _WHOLE})
            self._painter = Painter(self._layout_now, palette, self.languages)
        strips = self._painter.paint(row, look, height, self.highlighter(row))
        self._painted[key] = (row, strips)
        return strips

    def _look(self, number: int, place: int) -> Look:
        here = number == self.cursor.row
        selected = self.extent_from is not None and number in self.selected_rows()
        return Look(
            number,
            bool(place % 2),
            (self.cursor.column, self.cursor.segment) if here else None,
            selected,
            self.cursor.column,
            self.marked if here else frozenset(),
            tuple(column[number] for column in self.ids) if self.ids else (),
        )

    def _style_of(self, ink: Ink) -> Style:
        return self.get_component_rich_style(f"grid--{ink}")

    # -- size ------------------------------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Wrap anew for the new width."""
        del event
        self._lay_out()

    def notify_style_update(self) -> None:
        """Take over the colours of another theme."""
        super().notify_style_update()
        self.repaint()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if not width:
            return
        document = self._document
        wanted = fit(
            width, len(document.languages), len(document.rows), focus=self.cursor.column, ids=self.ids is not None
        )
        if wanted != self._layout_now or len(self._heights.rows) != len(document.rows):
            shown = None if len(self._heights) == len(self._heights.rows) else self._heights.shown
            self._layout_now = wanted
            self._heights = Heights(document.rows, wanted, shown)
            self._refine()
            self.post_message(self.LaidOut(self))
        self._painter = None
        self._painted.clear()
        self._resized_content()
        self.bring_into_sight()
        self.refresh()

    def _resized_content(self, y: int | None = None) -> None:
        """Tell the scroll bar how long the content is: at once where scrolling to a line needs it, else soon.

        Every change of the size has the whole screen laid out and painted anew, which a key should not wait for.
        """
        size = Size(self._layout_now.width, self._heights.total)
        if size == self.virtual_size:
            return
        wanted = self.scroll_offset.y if y is None else y
        height = self.size.height
        if size.width != self.virtual_size.width or not wanted + height <= min(size.height, self.virtual_size.height):
            self.virtual_size = size
        elif not self._resizing:
            self._resizing = True
            self.set_timer(_RESIZED_AFTER, self._resize_now)

    def _resize_now(self) -> None:
        self._resizing = False
        self.virtual_size = Size(self._layout_now.width, self._heights.total)

    def _refine(self) -> None:
        """Begin to count the rows out of sight."""
        if not self._refining:
            self._refining = True
            self.set_timer(_PAUSE, self._refine_slice)

    def _refine_slice(self) -> None:
        heights = self._heights
        if not len(heights):
            self._refining = False
            return
        place = heights.place_at(self.scroll_offset.y)
        within = self.scroll_offset.y - heights.top(place)
        done = heights.refine(_SLICE)
        y = heights.top(place) + within
        self._resized_content(y)
        if y != self.scroll_offset.y:
            self.scroll_to(y=y, animate=False, immediate=True)
        self._refining = not done
        if not done:
            self.set_timer(_PAUSE, self._refine_slice)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Count the rows that come into sight before they are painted."""
        heights = self._heights
        if len(heights):
            heights.settle(heights.place_at(round(new_value)), self.size.height + heights.height(0))
        super().watch_scroll_y(old_value, new_value)

    # -- the mouse -------------------------------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; with Shift or Ctrl extend the selection; twice to edit."""
        # Most terminals keep Shift with the mouse for themselves.
        extend = event.shift or event.ctrl
        found = (
            None
            if self.locked
            else segment_at(self._heights, event.x, event.y + self.scroll_offset.y, self.cursor.column)
        )
        if found is None:
            return
        if extend and self.extent_from is None:
            self.extent_from = self.cursor.row
        cursor, character = found
        self.move_to(cursor, keep_selection=extend)
        self.pointed = character
        if extend:
            self.post_message(self.Selected(self))
        elif event.chain == 2:
            self.post_message(self.Activated(self))


__all__ = ["Cursor", "Grid"]

_WHOLE = (Ink.ROW, Ink.ODD_ROW, Ink.CURSOR_ROW, Ink.SELECTED)
"""Inks that carry the background; all others are laid over them."""


def _no_highlights(row: Row) -> Highlights:
    del row
    return {}
