"""Aligning a stretch anew as one step that can be looked at first, and taken whole, in parts, or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from aligner.corpus.patch import Patch
from aligner.corpus.precision import row_as_stored
from aligner.editing.context import EditContext, Realigner
from aligner.editing.edit import Edit, refuse
from aligner.editing.operation import Operation
from aligner.model import EXCUSED, ParallelDocument, Row, Segment, Status


class ReplaceRows(Operation, frozen=True, tag="replace-rows"):
    """Put other rows over the same segments in place of a stretch; what accepting a `Difference` gives.

    They go in as they are, without the editor's name: they are proposals still.
    """

    start: int
    stop: int
    """Number after the last row replaced."""
    rows: tuple[Row, ...]

    def _line(self) -> str:
        return f"re-align rows {self.start} to {self.stop - 1}"

    def _patch(self, edit: Edit) -> Patch:
        if not 0 <= self.start < self.stop <= len(edit.document.rows):
            refuse(f"rows {self.start} to {self.stop - 1} are not rows of the document")
        before = edit.document.rows[self.start : self.stop]
        check_same_segments(before, self.rows)
        if self.rows == before:
            refuse("the new alignment is the same as the old one")
        return Patch(self.start, before, self.rows)


@dataclass(frozen=True, slots=True)
class Region:
    """The smallest stretch of rows, before and after, that holds the same segments and differs."""

    before: range
    """Positions in `Difference.before`."""
    after: range
    """Positions in `Difference.after`."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows as they are and as a new alignment would have them."""

    start: int
    """Number, in the document, of the first row of `before`."""
    before: tuple[Row, ...]
    after: tuple[Row, ...]
    regions: tuple[Region, ...]
    """Where the two differ, in order; empty when the new alignment changes nothing."""

    def accept(self, regions: Collection[int] | None = None) -> ReplaceRows:
        """The operation that takes the regions with these numbers (all by default) and leaves the others.

        Raises `RefusedError` where there is nothing to take or no region of a number.
        """
        chosen = range(len(self.regions)) if regions is None else sorted(set(regions))
        if not chosen:
            refuse("no part of the difference is chosen" if self.regions else "the new alignment is the same")
        if min(chosen) < 0 or max(chosen) >= len(self.regions):
            refuse(f"the difference has {len(self.regions)} parts, numbered from 0")
        rows: list[Row] = []
        position = first = self.regions[chosen[0]].before.start
        for number in chosen:
            region = self.regions[number]
            rows.extend(self.before[position : region.before.start])
            rows.extend(self.after[region.after.start : region.after.stop])
            position = region.before.stop
        return ReplaceRows(self.start + first, self.start + position, tuple(rows))


def realign_rows(
    document: ParallelDocument, start: int, stop: int, realigner: Realigner, context: EditContext
) -> Difference:
    """What aligning rows `start` … `stop` - 1 anew would change; confirmed rows among them stay as they are.

    Raises `RefusedError` where the range is none, or the new rows do not hold the same segments.
    """
    edit = Edit(document, context, context.clock())
    if not 0 <= start < stop <= len(document.rows):
        refuse(f"rows {start} to {stop - 1} are not rows of the document, which has {len(document.rows)}")
    before = document.rows[start:stop]
    after: list[Row] = []
    for first, last, confirmed in _stretches(document, start, stop):
        old = document.rows[first:last]
        after.extend(old if confirmed else _proposed(edit, realigner, first, last))
    if all(row.status is Status.CONFIRMED for row in before):
        refuse(f"rows {start} to {stop - 1} are confirmed, and confirmed rows stay", "un-confirm what should change")
    return difference(start, before, after)


def realign_between_confirmed(
    document: ParallelDocument, realigner: Realigner, context: EditContext, row: int | None = None
) -> Difference:
    """What aligning everything between confirmed rows anew would change; with `row`, only the stretch around it.

    Raises `RefusedError` where `row` is confirmed or not there.
    """
    if row is None:
        return realign_rows(document, 0, len(document.rows), realigner, context)
    if Edit(document, context, context.clock()).row(row).status is Status.CONFIRMED:
        refuse(f"row {row} is confirmed, and confirmed rows stay", "un-confirm it first")
    rows, start, stop = document.rows, row, row + 1
    while start > 0 and rows[start - 1].status is not Status.CONFIRMED:
        start -= 1
    while stop < len(rows) and rows[stop].status is not Status.CONFIRMED:
        stop += 1
    return realign_rows(document, start, stop, realigner, context)


def difference(start: int, before: Sequence[Row], after: Sequence[Row]) -> Difference:
    """Compare two alignments of the same segments; rows that only came out again as they were are taken as the old.

    Raises `RefusedError` where they do not hold the same segments.
    """
    check_same_segments(before, after)
    regions: list[Region] = []
    result: list[Row] = []
    for old, new in _groups(before, after):
        old_rows, new_rows = before[old.start : old.stop], after[new.start : new.stop]
        if [_structure(row) for row in old_rows] == [_structure(row) for row in new_rows]:
            result.extend(old_rows)
            continue
        regions.append(Region(old, range(len(result), len(result) + len(new_rows))))
        result.extend(_inheriting(old_rows, new_rows))
    return Difference(start, tuple(before), tuple(result), tuple(regions))


def _proposed(edit: Edit, realigner: Realigner, start: int, stop: int) -> tuple[Row, ...]:
    old = edit.document.rows[start:stop]
    new = tuple(map(row_as_stored, realigner.realign(edit.document, start, stop)))
    check_same_segments(old, new)
    return new


def _stretches(document: ParallelDocument, start: int, stop: int) -> Iterator[tuple[int, int, bool]]:
    """Cut a range into runs of confirmed and of other rows."""
    first = start
    for number in range(start + 1, stop + 1):
        confirmed = document.rows[first].status is Status.CONFIRMED
        if number == stop or (document.rows[number].status is Status.CONFIRMED) != confirmed:
            yield first, number, confirmed
            first = number


def _structure(row: Row) -> tuple[object, ...]:
    return row.segments, tuple((link.a, link.b, link.a_segments, link.b_segments) for link in row.links)


def _groups(before: Sequence[Row], after: Sequence[Row]) -> Iterator[tuple[range, range]]:
    """The finest cutting of both into stretches that hold the same segments."""
    pending: dict[tuple[int, Segment], int] = {}
    lead = i = j = first_old = first_new = 0
    while i < len(before) or j < len(after):
        # Whichever side lags behind in segments goes on; on a tie both do.
        old = [before[i]] if i < len(before) and (lead <= 0 or j == len(after)) else []
        new = [after[j]] if j < len(after) and (lead >= 0 or i == len(before)) else []
        lead += _count(pending, old, 1) + _count(pending, new, -1)
        i, j = i + len(old), j + len(new)
        if not pending:
            yield range(first_old, i), range(first_new, j)
            first_old, first_new = i, j


def _count(pending: dict[tuple[int, Segment], int], rows: Sequence[Row], step: int) -> int:
    """Add the segments of rows to what one side is ahead by, or take them off; returns by how much it moved."""
    moved = 0
    for segment in _segments(rows):
        ahead = pending.pop(segment, 0) + step
        if ahead:
            pending[segment] = ahead
        moved += step
    return moved


def _segments(rows: Iterable[Row]) -> Iterator[tuple[int, Segment]]:
    return ((column, segment) for row in rows for column, cell in enumerate(row.segments) for segment in cell)


def check_same_segments(before: Sequence[Row], after: Sequence[Row]) -> None:
    """Raise `RefusedError` unless both hold the same segments, each as often as the other."""
    if _identities(before) != _identities(after) and Counter(_segments(before)) != Counter(_segments(after)):
        refuse("the new rows do not hold the same segments as the old ones")


def _identities(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Which segment objects the rows hold: the same objects need not be compared by their texts."""
    return sorted((column, id(segment)) for column, segment in _segments(rows))


def _inheriting(old: Sequence[Row], new: Sequence[Row]) -> Iterator[Row]:
    """The new rows with the notes, bookmarks and excuses of the old rows whose first segment they hold."""
    home = {segment: number for number, row in enumerate(new) for segment in _segments([row])}
    heirs: dict[int, list[Row]] = {}
    for row in old:
        if row.note or row.bookmark or _excuses(row):
            heirs.setdefault(home[next(_segments([row]))], []).append(row)
    for number, row in enumerate(new):
        given = heirs.get(number, [])
        notes = dict.fromkeys([*([row.note] if row.note else []), *(heir.note for heir in given if heir.note)])
        marked = row.bookmark or any(heir.bookmark for heir in given)
        flags = tuple(dict.fromkeys([*row.flags, *(flag for heir in given for flag in _excuses(heir))]))
        yield replace(row, note="\n".join(notes) or None, bookmark=marked, flags=flags) if given else row


def _excuses(row: Row) -> list[str]:
    return [flag for flag in row.flags if flag.startswith(EXCUSED)]
