"""Merging and splitting rows."""

from __future__ import annotations

from aligner.corpus.patch import Patch
from aligner.editing.edit import Edit, refuse
from aligner.editing.operation import Operation
from aligner.model import Language, Row


class MergeRows(Operation, frozen=True, tag="merge-rows"):
    """Make one row of several that follow each other; its segments stay apart."""

    first: int
    last: int
    """The last row to be taken in."""

    def _line(self) -> str:
        return f"merge rows {self.first} to {self.last}"

    def _patch(self, edit: Edit) -> Patch:
        if self.last <= self.first:
            refuse(f"rows {self.first} to {self.last} are not two rows or more")
        edit.row(self.first)
        edit.row(self.last)
        before = edit.document.rows[self.first : self.last + 1]
        cells = zip(*(row.segments for row in before), strict=True)
        segments = tuple(tuple(segment for part in cell for segment in part) for cell in cells)
        return Patch(self.first, before, (edit.rebuilt(segments, before),))


class SplitRow(Operation, frozen=True, tag="split-row"):
    """Make two rows of one; `split_point` proposes where."""

    row: int
    at: tuple[int, ...]
    """For each language of the document, how many segments stay in the upper row."""

    def _line(self) -> str:
        return f"split row {self.row} after {'-'.join(map(str, self.at))}"

    def _patch(self, edit: Edit) -> Patch:
        row = edit.row(self.row)
        if len(self.at) != len(row.segments):
            refuse(f"the point names {len(self.at)} columns, and the document has {len(row.segments)}")
        for language, cell, count in zip(edit.document.languages, row.segments, self.at, strict=True):
            if not 0 <= count <= len(cell):
                refuse(f"row {self.row} cannot keep {count} segments in {language}: it has {len(cell)}")
        upper = tuple(cell[:count] for cell, count in zip(row.segments, self.at, strict=True))
        lower = tuple(cell[count:] for cell, count in zip(row.segments, self.at, strict=True))
        if not any(upper) or not any(lower):
            refuse(f"nothing would be left on one side of the split of row {self.row}")
        after = (edit.rebuilt(upper, (row,)), edit.rebuilt(lower, (row,), inherits=(Row(lower),)))
        return Patch(self.row, (row,), after)


class TakeOut(Operation, frozen=True, tag="take-out"):
    """Give a segment a row of its own: above its row if it is the first of its cell, else below.

    From the middle of a cell it comes to stand after the segments that followed it there.
    """

    row: int
    language: Language
    segment: int

    def _line(self) -> str:
        return f"take {self.language} {self.segment} of row {self.row} out"

    def _patch(self, edit: Edit) -> Patch:
        segment = edit.segment(self.row, self.language, self.segment)
        row = edit.row(self.row)
        cell = edit.cell(self.row, self.language)
        left = edit.with_cell(row.segments, self.language, cell[: self.segment] + cell[self.segment + 1 :])
        if not any(left):
            refuse(f"the segment is alone in row {self.row} already")
        blank = Row(segments=((),) * len(row.segments))
        alone = edit.rebuilt(edit.with_cell(blank.segments, self.language, (segment,)), (blank,))
        rest = edit.rebuilt(left, (row,))
        return Patch(self.row, (row,), (alone, rest) if self.segment == 0 else (rest, alone))


def split_point(row: Row, languages: tuple[Language, ...], language: Language, segment: int) -> tuple[int, ...]:
    """Where to split a row above a segment so that the fewest of its links are torn, for `SplitRow`.

    In every other language the cut falls where most linked segments are on the right side; the upper one on a tie.
    """
    chosen = languages.index(language)
    point = []
    for column, cell in enumerate(row.segments):
        if column == chosen:
            point.append(segment)
            continue
        sides = [_leaning(row, languages, (chosen, column), position, segment) for position in range(len(cell))]
        misplaced = [
            sum(side > 0 for side in sides[:cut]) + sum(side < 0 for side in sides[cut:])
            for cut in range(len(cell) + 1)
        ]
        point.append(misplaced.index(min(misplaced)))
    return tuple(point)


def _leaning(row: Row, languages: tuple[Language, ...], columns: tuple[int, int], position: int, cut: int) -> int:
    """Below zero where a segment is linked to those above the cut, over zero where to those below it."""
    chosen, column = columns
    leaning = 0
    for link in row.links:
        ends = {link.a: link.a_segments, link.b: link.b_segments}
        if set(ends) == {languages[chosen], languages[column]} and position in ends[languages[column]]:
            leaning += sum(1 if other >= cut else -1 for other in ends[languages[chosen]])
    return leaning
