"""How high rows are on the screen: estimated at once, counted exactly where they are seen and when there is time."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from aligner.model import Row
from aligner.review.comparing import changed_span
from aligner.review.layout import Layout
from aligner.review.wrapping import printable, wrap


def exact_height(row: Row, layout: Layout) -> int:
    """Lines a row takes: its segments one under another, the highest column counts."""
    highest = layout.least_height
    for shown, column in enumerate(layout.columns):
        width = layout.text_width(shown)
        lines = sum(len(wrap(printable(segment.text), width)) for segment in row.segments[column])
        highest = max(highest, lines)
    return highest


def estimated_heights(rows: Sequence[Row], layout: Layout) -> list[int]:
    """About the same for many rows, from the lengths alone."""
    columns = [(column, layout.text_width(shown)) for shown, column in enumerate(layout.columns)]
    heights = []
    for row in rows:
        highest, segments = layout.least_height, row.segments
        for column, width in columns:
            lines = 0
            for segment in segments[column]:
                lines += len(segment.text) // width + 1
            highest = max(highest, lines)
        heights.append(highest)
    return heights


_COUNTED_AT_ONCE = 100
"""Changed rows whose heights are counted exactly at once; of more, those in sight are, and the rest in slices."""


class Heights:
    """Heights of all rows of a document, and the lines at which the shown ones begin.

    Opening a long document estimates; `settle` counts what is about to be painted, `refine` the rest in slices.
    """

    def __init__(self, rows: Sequence[Row], layout: Layout, shown: Sequence[int] | None = None) -> None:
        self.rows = rows
        self.layout = layout
        self._heights = np.array(estimated_heights(rows, layout), dtype=np.int64)
        self._exact: NDArray[np.bool_] = np.zeros(len(rows), dtype=np.bool_)
        self._shown: NDArray[np.int64] | None = None
        self._tops: NDArray[np.int64] | None = None
        self.show(shown)

    def show(self, shown: Sequence[int] | None) -> None:
        """Show only the rows with these numbers, in ascending order; None shows all."""
        self._shown = None if shown is None else np.asarray(shown, dtype=np.int64)
        self._tops = None

    @property
    def shown(self) -> Sequence[int]:
        """Numbers of the rows shown, ascending."""
        return range(len(self.rows)) if self._shown is None else [int(number) for number in self._shown]

    def __len__(self) -> int:
        return len(self.rows) if self._shown is None else len(self._shown)

    @property
    def total(self) -> int:
        """Lines of all shown rows together."""
        return int(self._starts()[-1])

    def number(self, place: int) -> int:
        """The row number at a place among the shown rows."""
        return place if self._shown is None else int(self._shown[place])

    def place(self, number: int) -> int:
        """The place of a row, or of the first shown one after it, at most the number of rows shown."""
        return number if self._shown is None else int(np.searchsorted(self._shown, number))

    def is_shown(self, number: int) -> bool:
        """Whether a row is among those shown."""
        place = self.place(number)
        return place < len(self) and self.number(place) == number

    def top(self, place: int) -> int:
        """The line at which the row at a place begins."""
        return int(self._starts()[place])

    def height(self, place: int) -> int:
        """The lines of the row at a place."""
        return int(self._heights[self.number(place)])

    def place_at(self, line: int) -> int:
        """The place of the row that covers a line; the last one below the end."""
        found = int(np.searchsorted(self._starts(), line, side="right")) - 1
        return min(max(found, 0), max(len(self) - 1, 0))

    def replace(self, rows: Sequence[Row]) -> range | None:
        """Take a changed document over: what is the same row keeps its height and its being shown.

        Gives the rows that are to be painted anew; None where what follows them has moved too.
        """
        old = self.rows
        head, tail = changed_span(old, rows)
        fresh = rows[head : len(rows) - tail]
        self.rows = rows
        kept = len(old) - tail
        few = len(fresh) <= _COUNTED_AT_ONCE
        heights = [exact_height(row, self.layout) for row in fresh] if few else estimated_heights(fresh, self.layout)
        known = np.full(len(fresh), few, dtype=np.bool_)
        replaced = self._heights[head:kept]
        still = few and len(replaced) == len(fresh) and bool((replaced == heights).all())
        self._heights = np.concatenate([self._heights[:head], heights, self._heights[kept:]]).astype(np.int64)
        self._exact = np.concatenate([self._exact[:head], known, self._exact[kept:]])
        if self._shown is not None:
            touched = bool(((self._shown >= head) & (self._shown < kept)).any())
            middle = np.arange(head, len(rows) - tail) if touched or len(fresh) > kept - head else np.arange(0)
            below = self._shown[self._shown >= kept] + (len(rows) - len(old))
            self._shown = np.concatenate([self._shown[self._shown < head], middle, below])
        self._tops = None
        return range(head, head + len(fresh)) if still else None

    def settle(self, place: int, lines: int) -> None:
        """Count the rows from a place on exactly, until they fill a number of lines."""
        filled = 0
        while place < len(self) and filled < lines:
            number = self.number(place)
            self._count(number)
            filled += int(self._heights[number])
            place += 1

    def settle_above(self, place: int, lines: int) -> None:
        """Count the rows before a place exactly, until they fill a number of lines."""
        filled = 0
        while place > 0 and filled < lines:
            place -= 1
            number = self.number(place)
            self._count(number)
            filled += int(self._heights[number])

    def refine(self, seconds: float) -> bool:
        """Count further rows exactly for about so long; true when all are counted."""
        until = perf_counter() + seconds
        waiting = np.flatnonzero(~self._exact)
        for done, number in enumerate(waiting, 1):
            self._count(int(number))
            if done % 16 == 0 and perf_counter() > until:
                return done == len(waiting)
        return True

    def _count(self, number: int) -> None:
        if self._exact[number]:
            return
        height = exact_height(self.rows[number], self.layout)
        self._exact[number] = True
        if height != self._heights[number]:
            self._heights[number] = height
            self._tops = None

    def _starts(self) -> NDArray[np.int64]:
        if self._tops is None:
            heights = self._heights if self._shown is None else self._heights[self._shown]
            self._tops = np.concatenate([[0], np.cumsum(heights)]).astype(np.int64)
        return self._tops
