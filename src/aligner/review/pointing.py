"""Segments and the lines they take: where the cursor's segment stands in its row, and what stands under the mouse."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import set_cell_size

from aligner.model import Row
from aligner.review.layout import Layout
from aligner.review.metrics import Heights
from aligner.review.wrapping import Line, printable, wrap


@dataclass(frozen=True, slots=True)
class Cursor:
    """The segment that keys act on; in an empty cell, segment 0."""

    row: int = 0
    column: int = 0
    segment: int = 0


def lines_of(row: Row, layout: Layout, column: int, segment: int) -> tuple[int, int]:
    """The first line of a segment within its row, and the one after its last; of a hidden column, the row's first."""
    if column not in layout.columns:
        return 0, 1
    counts = [len(_wrapped(held.text, layout, column)) for held in row.segments[column][: segment + 1]]
    last = sum(counts)
    return last - (counts[-1] if counts else 0), max(last, 1)


def scrolled(y: int, height: int, first: int, last: int) -> int:
    """The top line of a screen of some height, now `y`, once the lines from `first` to before `last` are seen."""
    if first <= y and y + height <= last:
        # Of a segment that is higher than the screen, what is being read stays.
        return y
    if first < y - height or last > y + 2 * height:
        # A jump lands with what stands before the row in sight.
        return min(max(first - height // 4, last - height, 0), first)
    if first < y:
        return first
    return max(y, last - height)


def segment_at(heights: Heights, x: int, line: int, column_in_gutter: int) -> tuple[Cursor, int | None] | None:
    """The segment at a cell and line of the content, and which of its characters, if one is there.

    In the gutter a column of the caller's choice is meant. None below the last row.
    """
    layout = heights.layout
    if not 0 <= line < heights.total:
        return None
    place = heights.place_at(line)
    number = heights.number(place)
    column = layout.column_at(x)
    if column is None:
        return Cursor(number, column_in_gutter, 0), None
    left, within = line - heights.top(place), x - layout.text_left(column)
    cell = heights.rows[number].segments[column]
    for position, segment in enumerate(cell):
        lines = _wrapped(segment.text, layout, column)
        if left < len(lines):
            start, stop = lines[left]
            character = start + len(set_cell_size(segment.text[start:stop], max(within, 0)))
            return Cursor(number, column, position), character if within >= 0 and character < stop else None
        left -= len(lines)
    return Cursor(number, column, max(len(cell) - 1, 0)), None


def _wrapped(text: str, layout: Layout, column: int) -> list[Line]:
    return wrap(printable(text), layout.text_width(layout.columns.index(column)))
