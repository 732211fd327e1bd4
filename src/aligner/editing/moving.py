"""Moving segments between rows, within their column; nothing is glued, only `MoveTo` and `Swap` change the order."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.corpus.patch import Patch
from aligner.editing.edit import Edit, refuse
from aligner.editing.operation import Operation
from aligner.model import Language, Row, Segment, Status

_MANY_ROWS = 100
"""Rows in a shift from which their links are only solved roughly, so that a key answers at once."""


class MoveUp(Operation, frozen=True, tag="move-up"):
    """Move a segment, and those before it in its cell, to the end of the row above."""

    row: int
    language: Language
    segment: int = 0
    """Position in the cell of the last segment to go."""

    def _line(self) -> str:
        return f"move {self.language} {self.segment} of row {self.row} up"

    def _patch(self, edit: Edit) -> Patch:
        edit.segment(self.row, self.language, self.segment)
        if self.row == 0:
            refuse("row 0 has no row above it", "take the segment out into a row of its own instead")
        cell = edit.cell(self.row, self.language)
        above = edit.cell(self.row - 1, self.language) + cell[: self.segment + 1]
        return _neighbours(edit, self.row - 1, self.language, above, cell[self.segment + 1 :])


class MoveDown(Operation, frozen=True, tag="move-down"):
    """Move a segment, and those after it in its cell, to the beginning of the row below."""

    row: int
    language: Language
    segment: int = -1
    """Position in the cell of the first segment to go; -1 is the last of the cell."""

    def _line(self) -> str:
        which = "the last segment" if self.segment == -1 else str(self.segment)
        return f"move {self.language} {which} of row {self.row} down"

    def _patch(self, edit: Edit) -> Patch:
        cell = edit.cell(self.row, self.language)
        first = len(cell) - 1 if self.segment == -1 and cell else self.segment
        edit.segment(self.row, self.language, first)
        if self.row == len(edit.document.rows) - 1:
            refuse(f"row {self.row} has no row below it", "take the segment out into a row of its own instead")
        below = cell[first:] + edit.cell(self.row + 1, self.language)
        return _neighbours(edit, self.row, self.language, cell[:first], below)


class MoveTo(Operation, frozen=True, tag="move-to"):
    """Move one segment to a row further off; it may come to stand out of its reading order there."""

    row: int
    language: Language
    segment: int
    target: int
    """Number of the row it goes to: before that row's segments when moving down, after them when moving up."""

    def _line(self) -> str:
        return f"move {self.language} {self.segment} of row {self.row} to row {self.target}"

    def _patch(self, edit: Edit) -> Patch:
        segment = edit.segment(self.row, self.language, self.segment)
        edit.row(self.target)
        if self.target == self.row:
            refuse(f"the segment is in row {self.row} already")
        cell = edit.cell(self.row, self.language)
        left = cell[: self.segment] + cell[self.segment + 1 :]
        there = edit.cell(self.target, self.language)
        arrived = (segment, *there) if self.target > self.row else (*there, segment)
        return _two_cells(edit, self.language, {self.row: left, self.target: arrived})


class Swap(Operation, frozen=True, tag="swap"):
    """Let a row and the one below it exchange their cells of one language: a crossing translation order."""

    row: int
    language: Language

    def _line(self) -> str:
        return f"swap {self.language} of rows {self.row} and {self.row + 1}"

    def _patch(self, edit: Edit) -> Patch:
        upper, lower = edit.cell(self.row, self.language), edit.cell(self.row + 1, self.language)
        if not upper and not lower:
            refuse(f"rows {self.row} and {self.row + 1} have nothing in {self.language} to swap")
        return _neighbours(edit, self.row, self.language, lower, upper)


class PushColumn(Operation, frozen=True, tag="push-column"):
    """Move a column down by one row from here on, up to the next confirmed row or the end."""

    row: int
    """The row whose cell becomes empty."""
    language: Language

    def _line(self) -> str:
        return f"push {self.language} down from row {self.row} on"

    def _patch(self, edit: Edit) -> Patch:
        _open_row(edit, self.row)
        edit.segment(self.row, self.language, 0)
        stop = _stretch(edit, self.row)
        column = edit.column(self.language)
        before = edit.document.rows[self.row : stop]
        cells = [(), *(row.segments[column] for row in before)]
        if not cells[-1]:
            cells.pop()
        return _shift(edit, self.row, self.language, before, cells)


class PullColumn(Operation, frozen=True, tag="pull-column"):
    """Move a column up by one row from here on, up to the next confirmed row or the end."""

    row: int
    """The row whose cell joins that of the row above."""
    language: Language

    def _line(self) -> str:
        return f"pull {self.language} up from row {self.row} on"

    def _patch(self, edit: Edit) -> Patch:
        _open_row(edit, self.row)
        if self.row == 0:
            refuse("row 0 has no row above it")
        _open_row(edit, self.row - 1)
        stop = _stretch(edit, self.row)
        column = edit.column(self.language)
        before = edit.document.rows[self.row - 1 : stop]
        old = [row.segments[column] for row in before]
        if not any(old[1:]):
            refuse(f"there is nothing in {self.language} to pull up from row {self.row} on")
        cells = [old[0] + old[1], *old[2:], ()]
        return _shift(edit, self.row - 1, self.language, before, cells)


def _open_row(edit: Edit, number: int) -> None:
    if edit.row(number).status is Status.CONFIRMED:
        refuse(f"row {number} is confirmed, and a column moves only between confirmed rows", "un-confirm it first")


def _stretch(edit: Edit, start: int) -> int:
    """Where the run of rows not confirmed that begins at `start` ends."""
    rows = edit.document.rows
    confirmed = Status.CONFIRMED
    return next((number for number in range(start, len(rows)) if rows[number].status is confirmed), len(rows))


def _shift(
    edit: Edit, start: int, language: Language, before: tuple[Row, ...], cells: Sequence[tuple[Segment, ...]]
) -> Patch:
    """Give rows other cells in one column; a row left empty goes, and hands its note to the one above it.

    One cell more than there are rows makes a row of its own. Refused where the rows would come out as they were.
    """
    column = edit.column(language)
    blank = Row(segments=((),) * len(edit.document.languages))
    shifted: list[Row] = []
    gone: list[tuple[int, Row]] = []
    for row, cell in zip([*before, *[blank] * (len(cells) - len(before))], cells, strict=True):
        if cell is row.segments[column] or not (cell or row.segments[column]):
            shifted.append(row)
            continue
        segments = (*row.segments[:column], cell, *row.segments[column + 1 :])
        if any(segments):
            shifted.append(edit.rebuilt(segments, (row,), many=len(cells) > _MANY_ROWS))
        elif row.note or row.bookmark:
            gone.append((len(shifted), row))
    if [row.segments for row in shifted] == [row.segments for row in before]:
        refuse(f"nothing stands beside {language} there, so that it cannot move against it")
    for place, row in gone:
        heir = max(place - 1, 0)
        shifted[heir] = edit.inheriting(shifted[heir], (shifted[heir], row))
    return Patch(start, before, tuple(shifted))


def _neighbours(
    edit: Edit, start: int, language: Language, upper: tuple[Segment, ...], lower: tuple[Segment, ...]
) -> Patch:
    """Give two rows that follow each other new cells in one language."""
    return _two_cells(edit, language, {start: upper, start + 1: lower})


def _two_cells(edit: Edit, language: Language, cells: dict[int, tuple[Segment, ...]]) -> Patch:
    """Give two rows new cells; a row left without any segment goes, and hands its note to the other."""
    first, last = sorted(cells)
    before = edit.document.rows[first : last + 1]
    sources = (before[0], before[-1])
    ends = [
        edit.with_cell(row.segments, language, cells[number])
        for number, row in zip((first, last), sources, strict=True)
    ]
    rows = [
        edit.rebuilt(segments, sources, inherits=[row] if all(map(any, ends)) else sources)
        for segments, row in zip(ends, sources, strict=True)
        if any(segments)
    ]
    middle = before[1:-1]
    if len(rows) == 2:
        return Patch(first, before, (rows[0], *middle, rows[1]))
    return Patch(first, before, (*rows, *middle) if any(ends[0]) else (*middle, *rows))
