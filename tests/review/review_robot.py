"""An editor who knows the gold: looks at the row the queue shows, and finds the fewest keys that put it right."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, count

from aligner.editing.context import EditContext
from aligner.editing.marks import SetLinks
from aligner.editing.moving import MoveDown, MoveUp
from aligner.editing.operation import Operation
from aligner.editing.shaping import MergeRows, SplitRow, TakeOut, split_point
from aligner.errors import RefusedError
from aligner.interchange.ladder import segment_numbers
from aligner.model import Bead, ParallelDocument, Row
from aligner.review.linking import arrangements, cycled, grouped

Number = tuple[int, int]
"""Language position, number of the segment in its version."""
Group = frozenset[Number]

_MOST_STATES = 4000
"""Arrangements the robot thinks of before it gives a place up."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the cursor is, counted from the first row of the stretch being repaired."""

    row: int
    column: int
    segment: int


@dataclass(frozen=True, slots=True)
class Gold:
    """What is right: rows as sets of segments, and which sets translate each other."""

    rows: frozenset[Group]
    beads: frozenset[Group]
    home: Mapping[Number, Group]


def gold_of(languages: Sequence[str], ladders: Mapping[tuple[str, str], Sequence[Bead]]) -> Gold:
    """Put the beads of all pairs together into rows."""
    beads: list[Group] = []
    for (a, b), ladder in ladders.items():
        i, j = languages.index(a), languages.index(b)
        beads += [frozenset({*((i, n) for n in bead.a), *((j, n) for n in bead.b)}) for bead in ladder]
    home: dict[Number, Group] = {}
    for bead in beads:
        united = bead.union(*(home.get(number, frozenset()) for number in bead))
        home.update(dict.fromkeys(united, united))
    return Gold(frozenset(home.values()), frozenset(bead for bead in beads if len({c for c, _ in bead}) > 1), home)


class Robot:
    """Plans keys for a document with some gold."""

    def __init__(self, document: ParallelDocument, gold: Gold) -> None:
        self.document = document
        self.gold = gold
        self.number = {
            (column, segment.start, segment.stop): (column, number)
            for column, language in enumerate(document.languages)
            for row, numbers in zip(document.rows, segment_numbers(document, language), strict=True)
            for segment, number in zip(row.segments[column], numbers, strict=True)
        }

    def is_right(self, row: Row) -> bool:
        """Whether a row and all its links are those of the gold."""
        return frozenset(self.members(row)) in self.gold.rows and self.beads(row) == self.wanted(row)

    def members(self, row: Row) -> list[Number]:
        """The segments of a row."""
        return [
            self.number[column, segment.start, segment.stop]
            for column, cell in enumerate(row.segments)
            for segment in cell
        ]

    def beads(self, row: Row) -> frozenset[Group]:
        """The beads of a row that have two sides."""
        languages = self.document.languages
        result = set()
        for link in row.links:
            if link.a_segments and link.b_segments:
                i, j = languages.index(link.a), languages.index(link.b)
                sides = [(i, p) for p in link.a_segments] + [(j, p) for p in link.b_segments]
                result.add(
                    frozenset(self.number[c, row.segments[c][p].start, row.segments[c][p].stop] for c, p in sides)
                )
        return frozenset(result)

    def wanted(self, row: Row) -> frozenset[Group]:
        """The gold beads that a row touches."""
        members = set(self.members(row))
        return frozenset(bead for bead in self.gold.beads if bead & members)

    def stretch(self, document: ParallelDocument, number: int) -> range:
        """The fewest rows around a row that hold whole rows of the gold."""
        where = {member: n for n, row in enumerate(document.rows) for member in self.members(row)}
        first = last = number
        while True:
            touched = {
                where[other]
                for n in range(first, last + 1)
                for member in self.members(document.rows[n])
                for other in self.gold.home[member]
            }
            if min(touched) >= first and max(touched) <= last:
                return range(first, last + 1)
            first, last = min(first, *touched), max(last, *touched)

    def plan(self, document: ParallelDocument, start: Place) -> tuple[list[str], int] | None:
        """Keys that put the row of the cursor right, and how many operations they are; None if it is right."""
        stretch = self.stretch(document, start.row)
        rows = document.rows[stretch.start : stretch.stop]
        if all(self.is_right(row) for row in rows):
            return None
        part = replace(document, rows=rows)
        begin = replace(start, row=start.row - stretch.start)
        order = count()
        waiting: list[tuple[int, int, int, ParallelDocument, Place, tuple[str, ...], int]] = []
        heapq.heappush(waiting, (0, 0, next(order), part, begin, (), 0))
        seen: set[object] = set()
        while waiting and len(seen) < _MOST_STATES:
            _, cost, _, state, place, keys, made = heapq.heappop(waiting)
            if all(self.is_right(row) for row in state.rows):
                return list(keys), made
            mark = tuple((row.segments, frozenset(self.beads(row))) for row in state.rows)
            if mark in seen:
                continue
            seen.add(mark)
            for more, operation, at in self._moves(state, place):
                try:
                    after = operation.apply(state, EditContext())
                except RefusedError:
                    continue
                here = _followed(state, after, at)
                spent = cost + len(more)
                guess = spent + 3 * self._wrong(after)
                heapq.heappush(waiting, (guess, spent, next(order), after, here, (*keys, *more), made + 1))
        raise AssertionError(f"no keys were found for rows {stretch.start} to {stretch.stop - 1}")

    def _wrong(self, state: ParallelDocument) -> int:
        rows = sum(frozenset(self.members(row)) not in self.gold.rows for row in state.rows)
        return rows + sum(len(self.beads(row) ^ self.wanted(row)) for row in state.rows)

    def _moves(self, state: ParallelDocument, place: Place) -> Iterator[tuple[list[str], Operation, Place]]:
        """Every operation that a few keys make: the keys, the operation, where the cursor is then."""
        languages = state.languages
        for number, row in enumerate(state.rows):
            for column, cell in enumerate(row.segments):
                for position in range(len(cell)):
                    at = Place(number, column, position)
                    way = _way(state, place, at)
                    language = languages[column]
                    yield [*way, "u"], MoveUp(number, language, position), at
                    yield [*way, "d"], MoveDown(number, language, position), at
                    yield [*way, "o"], TakeOut(number, language, position), at
                    point = split_point(row, languages, language, max(position, 1))
                    yield [*way, "s"], SplitRow(number, point), at
                    others = [other for other in range(len(languages)) if other != column]
                    for key, other in zip("lL", others, strict=False):
                        if len(arrangements(len(cell), len(row.segments[other]))) > 1:
                            yield [*way, key], SetLinks(number, cycled(row, languages, column, other)), at
            if number + 1 < len(state.rows):
                at = Place(number, place.column, 0)
                yield [*_way(state, place, at), "m"], MergeRows(number, number + 1), at
            yield from self._groupings(state, place, number)

    def _groupings(
        self, state: ParallelDocument, place: Place, number: int
    ) -> Iterator[tuple[list[str], Operation, Place]]:
        """Marking the segments of a gold bead, and pressing the key that links them."""
        row = state.rows[number]
        for bead in sorted(self.wanted(row) - self.beads(row), key=sorted):
            marked = [
                (column, position)
                for column, cell in enumerate(row.segments)
                for position, segment in enumerate(cell)
                if self.number[column, segment.start, segment.stop] in bead
            ]
            keys: list[str] = []
            here = place
            for column, position in marked:
                there = Place(number, column, position)
                keys += [*_way(state, here, there), "v"]
                here = there
            yield [*keys, "l"], SetLinks(number, grouped(row, state.languages, marked)), here


def _way(state: ParallelDocument, start: Place, goal: Place) -> list[str]:
    """The keys that take the cursor from one segment to another: rows, then columns, then segments."""
    rows = goal.row - start.row
    keys = ["J" if rows > 0 else "K"] * abs(rows)
    count_of = len(state.languages)
    segment = 0 if rows else start.segment
    right, left = (goal.column - start.column) % count_of, start.column - goal.column
    keys += ["Left"] * left if 0 < left < right else ["Right"] * right
    if right:
        segment = min(segment, max(len(state.rows[goal.row].segments[goal.column]) - 1, 0))
    steps = goal.segment - segment
    return [*keys, *(["Down" if steps > 0 else "Up"] * abs(steps))]


def _followed(before: ParallelDocument, after: ParallelDocument, at: Place) -> Place:
    """Where the screen puts the cursor: with its segment."""
    cell = before.rows[at.row].segments[at.column]
    if at.segment < len(cell):
        held = cell[at.segment]
        for number in sorted(range(len(after.rows)), key=lambda n: (abs(n - at.row), n)):
            if held in after.rows[number].segments[at.column]:
                return Place(number, at.column, after.rows[number].segments[at.column].index(held))
    return Place(min(at.row, len(after.rows) - 1), at.column, 0)


def pairs(languages: Sequence[str]) -> list[tuple[str, str]]:
    """All pairs, in order."""
    return list(combinations(languages, 2))
