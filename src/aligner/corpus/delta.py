"""The written form of a patch: only what differs from the rows it replaces, so that a keystroke costs a short line.

A row is written as the row it comes from and the fields that differ; a cell or segment that was there before is
written as a number. Reading it back needs the rows it replaces, which the document holds at that point. Where a
change gives the document other languages, columns are counted as they are after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from operator import attrgetter, is_
from typing import Any, TypeAlias

import msgspec
from msgspec import UNSET, UnsetType

from aligner.corpus.patch import Origin, Patch, recolumned
from aligner.errors import InputError
from aligner.model import Link, ParallelDocument, Row, Segment, Status


class _Written(msgspec.Struct, frozen=True):
    """A segment in full."""

    start: int
    stop: int
    paragraph: int
    text: str


_Item: TypeAlias = tuple[int, int, int] | _Written
"""A segment that was there before, as row replaced, column and position in the cell; else in full."""
_Cell: TypeAlias = int | list[_Item] | None
"""None: as in the row it comes from; a number: the same column's cell of that replaced row; else the segments."""
_Link: TypeAlias = tuple[str, str, tuple[int, ...], tuple[int, ...], float]


class RowDelta(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="of", tag="row"):
    """One row of the result, or a run of rows taken over unchanged."""

    base: int
    """Position, among the rows replaced, of the row it comes from; -1 for none."""
    same: int = 0
    """Above 0: this many rows from `base` on are taken over as they are, and nothing else is written."""
    cells: list[_Cell] | UnsetType = UNSET
    links: list[_Link] | UnsetType = UNSET
    confidence: float | UnsetType = UNSET
    status: Status | UnsetType = UNSET
    flags: tuple[str, ...] | UnsetType = UNSET
    note: str | UnsetType | None = UNSET
    reviewer: str | UnsetType | None = UNSET
    bookmark: bool | UnsetType = UNSET
    changed_at: datetime | UnsetType | None = UNSET
    support: tuple[float, ...] | UnsetType = UNSET


class RowBlock(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="of", tag="block"):
    """Many new rows in a run, such as a shifted column makes, written column by column.

    Row k comes from row `base` + k of those replaced. A column that is None is as it was there; a list with a single
    element holds for all rows of a longer run.
    """

    base: int
    count: int
    cells: list[list[_Cell] | None]
    """For each language."""
    links: list[tuple[Link, ...]] | None = None
    """Distinct sets of links, and …"""
    links_at: list[int] | None = None
    """… which of them each row has; None where each row has its own."""
    confidence: list[float] | None = None
    status: list[Status] | None = None
    flags: list[tuple[str, ...]] | None = None
    note: list[str | None] | None = None
    reviewer: list[str | None] | None = None
    bookmark: list[bool] | None = None
    changed_at: list[datetime | None] | None = None
    support: list[tuple[float, ...]] | None = None


class Delta(msgspec.Struct, frozen=True, omit_defaults=True):
    """A patch in its written form."""

    at: int
    """Number of the first row replaced."""
    removed: int
    """How many rows are replaced."""
    rows: tuple[RowDelta | RowBlock, ...]
    origin: Origin | None = None
    """The sources the document moves to, where it does."""


_PLAIN = ("confidence", "status", "flags", "note", "reviewer", "bookmark", "changed_at", "support")
_PLAIN_FIELDS = tuple(map(attrgetter, _PLAIN))


def delta_of(patch: Patch, block_from: int = 64) -> Delta:
    """The written form of a patch; runs of `block_from` new rows and more are written as blocks."""
    rows = tuple(_row_deltas(_over_columns_after(patch), block_from))
    return Delta(patch.start, len(patch.before), rows, patch.origin_after)


def patch_of(delta: Delta, document: ParallelDocument) -> Patch:
    """The patch that a written form stands for on a document.

    Raises `InputError` where the document is not one it can have been written for.
    """
    before = document.rows[delta.at : delta.at + delta.removed]
    if len(before) != delta.removed:
        raise InputError("a journalled change is for rows that the document does not have")
    languages = delta.origin.languages if delta.origin is not None and delta.origin.languages else document.languages
    reader = _Reader(recolumned(before, document.languages, languages), len(languages))
    try:
        after = tuple(chain.from_iterable(map(reader.rows, delta.rows)))
    except (IndexError, ValueError) as error:
        raise InputError("a journalled change does not fit the rows it was made for") from error
    if delta.origin is None:
        return Patch(delta.at, before, after)
    origin = Origin.of(document, with_languages=bool(delta.origin.languages))
    return Patch(delta.at, before, after, origin, delta.origin)


def _over_columns_after(patch: Patch) -> Patch:
    """The patch with the rows it replaces given the columns of those that replace them."""
    old, new = patch.origin_before, patch.origin_after
    if old is None or new is None or old.languages == new.languages:
        return patch
    return replace(patch, before=recolumned(patch.before, old.languages, new.languages))


def _row_deltas(patch: Patch, block_from: int) -> Iterator[RowDelta | RowBlock]:
    writer = _Writer(patch)
    numbers = writer.numbers
    here = 0
    while here < len(numbers):
        first, stop = numbers[here], here + 1
        if first >= 0:
            while stop < len(numbers) and numbers[stop] == first + stop - here:
                stop += 1
            yield RowDelta(first, stop - here)
        else:
            while stop < len(numbers) and numbers[stop] < 0:
                stop += 1
            stop = min(stop, max(len(patch.before), here + 1))
            if stop - here >= block_from and stop <= len(patch.before):
                yield writer.block(here, stop)
            else:
                yield from map(writer.row, patch.after[here:stop])
        here = stop


class _Writer:
    """Finds the cells and segments of new rows among those of the rows replaced."""

    def __init__(self, patch: Patch) -> None:
        before, after = self._before, self._after = patch.before, patch.after
        self._segments: dict[int, tuple[int, int, int]] | None = None
        self._cells: dict[int, dict[int, int]] = {}
        old: Sequence[int] = range(len(before))
        new: Sequence[int] = range(len(after))
        if len(before) == len(after):
            # Two rows far apart may have changed; what lies between need not be looked up.
            old = new = [number for number, same in enumerate(map(is_, before, after)) if not same]
        index = {id(before[number]): number for number in old}
        self.numbers = list(range(len(after)))
        """For each row of the result, which of the replaced rows it is; -1 for a new one."""
        for number in new:
            self.numbers[number] = index.get(id(after[number]), -1)
        kept = {id(after[number]) for number in new}
        self._gone = [number for number in old if id(before[number]) not in kept]

    def _where(self, column: int) -> dict[int, int]:
        """By cell object of a column, which of the replaced rows it stood in."""
        if column not in self._cells:
            self._cells[column] = {id(cell): k for k in self._gone if (cell := self._before[k].segments[column])}
        return self._cells[column]

    def block(self, start: int, stop: int) -> RowBlock:
        """Rows `start` … `stop` - 1 of the result."""
        old, new = self._before[start:stop], self._after[start:stop]
        links, links_at = _links_column([row.links for row in old], [row.links for row in new])
        return RowBlock(
            start,
            stop - start,
            [self._column(old, new, column) for column in range(len(new[0].segments))],
            links,
            links_at,
            *(_plain_column(list(map(field, old)), list(map(field, new))) for field in _PLAIN_FIELDS),
        )

    def _column(self, old: Sequence[Row], new: Sequence[Row], column: int) -> list[_Cell] | None:
        before = [row.segments[column] for row in old]
        after = [row.segments[column] for row in new]
        if all(map(is_, before, after)):
            return None
        where = self._where(column)
        return [
            found if (found := where.get(id(cell))) is not None else [self._segment(segment) for segment in cell]
            for cell in after
        ]

    def row(self, row: Row) -> RowDelta:
        found = [self._where(column).get(id(cell), -1) for column, cell in enumerate(row.segments)]
        base = next((number for number in found if number >= 0), self._gone[0] if self._gone else -1)
        old = self._before[base] if base >= 0 else Row(segments=((),) * len(row.segments))
        cells: list[_Cell] = []
        for column, cell in enumerate(row.segments):
            if cell == old.segments[column]:
                cells.append(None)
            elif found[column] >= 0:
                cells.append(found[column])
            else:
                cells.append([self._segment(segment) for segment in cell])
        return RowDelta(
            base,
            0,
            cells if any(cell is not None for cell in cells) else UNSET,
            UNSET if row.links == old.links else [_link(link) for link in row.links],
            *(UNSET if getattr(row, name) == getattr(old, name) else getattr(row, name) for name in _PLAIN),
        )

    def _segment(self, segment: Segment) -> _Item:
        if self._segments is None:
            self._segments = {
                id(known): (number, column, position)
                for number in self._gone
                for column, cell in enumerate(self._before[number].segments)
                for position, known in enumerate(cell)
            }
        known = self._segments.get(id(segment))
        return _Written(segment.start, segment.stop, segment.paragraph, segment.text) if known is None else known


class _Reader:
    """Builds rows from their deltas over the rows they replace."""

    def __init__(self, before: Sequence[Row], columns: int) -> None:
        self._before = before
        self._columns = columns

    def rows(self, delta: RowDelta | RowBlock) -> Sequence[Row]:
        """The rows that a part of a delta stands for. Raises `IndexError` or `ValueError` where there are none."""
        if isinstance(delta, RowBlock):
            return self._block(delta)
        if delta.same:
            rows = self._before[delta.base : delta.base + delta.same]
            if delta.base < 0 or len(rows) != delta.same:
                raise IndexError(delta.base)
            return rows
        old = self._before[delta.base] if delta.base >= 0 else Row(segments=((),) * self._columns)
        row = replace(old, **{name: value for name in _PLAIN if (value := getattr(delta, name)) is not UNSET})
        if delta.links is not UNSET:
            row = replace(row, links=tuple(Link(*link) for link in delta.links))
        if delta.cells is UNSET:
            return (row,)
        cells = [
            self._cell(cell, kept, column)
            for column, (cell, kept) in enumerate(zip(delta.cells, old.segments, strict=True))
        ]
        return (replace(row, segments=tuple(cells)),)

    def _block(self, block: RowBlock) -> Sequence[Row]:
        old = self._before[block.base : block.base + block.count]
        if block.base < 0 or len(old) != block.count:
            raise IndexError(block.base)
        columns = []
        for column, cells in enumerate(block.cells):
            kept = [row.segments[column] for row in old]
            if cells is None:
                columns.append(kept)
            else:
                pairs = zip(cells, kept, strict=True)
                columns.append([self._cell(cell, other, column) for cell, other in pairs])
        links = block.links
        if links is not None and block.links_at is not None:
            links = [links[number] for number in block.links_at]
        plain = (_expanded(getattr(block, name), [getattr(row, name) for row in old], block.count) for name in _PLAIN)
        linked = _expanded(links, [row.links for row in old], block.count)
        return [
            Row(segments, joined, *rest)
            for segments, joined, *rest in zip(zip(*columns, strict=True), linked, *plain, strict=True)
        ]

    def _cell(self, cell: _Cell, kept: tuple[Segment, ...], column: int) -> tuple[Segment, ...]:
        if cell is None:
            return kept
        if isinstance(cell, int):
            return self._before[cell].segments[column]
        return tuple(self._segment(item) for item in cell)

    def _segment(self, item: _Item) -> Segment:
        if isinstance(item, _Written):
            return Segment(item.start, item.stop, item.paragraph, item.text)
        number, column, position = item
        return self._before[number].segments[column][position]


def _links_column(
    old: Sequence[tuple[Link, ...]], new: Sequence[tuple[Link, ...]]
) -> tuple[list[tuple[Link, ...]] | None, list[int] | None]:
    """The links of a block, written once where rows share them."""
    if all(map(is_, old, new)):
        return None, None
    distinct = dict(zip(map(id, new), new, strict=True))
    if len(distinct) > len(new) // 2:
        return list(new), None
    number = dict(zip(distinct, range(len(distinct)), strict=True))
    return list(distinct.values()), [number[id(links)] for links in new]


def _plain_column(old: list[Any], new: list[Any]) -> list[Any] | None:
    if old == new:
        return None
    return new[:1] if new.count(new[0]) == len(new) else new


def _expanded(column: list[Any] | None, old: Sequence[Any], count: int) -> Sequence[Any]:
    if column is None:
        return old
    return column * count if len(column) == 1 else column


def _link(link: Link) -> _Link:
    return link.a, link.b, link.a_segments, link.b_segments, link.confidence
