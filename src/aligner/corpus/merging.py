"""Which rows of three states of a document hold the same stretches of text, and in which order they are joined."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from aligner.errors import InputError
from aligner.model import ParallelDocument, Row

States: TypeAlias = tuple[ParallelDocument, ParallelDocument, ParallelDocument]
"""The base, A and B."""
_Item: TypeAlias = tuple[int, int]
"""A row of the result: its group, and its position among the group's rows."""
_Placed: TypeAlias = tuple[int, _Item]
"""A row of the result with the number of the base row it mostly comes from."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of the three states, by number, that hold the same stretches of text and share none with other rows."""

    members: tuple[list[int], list[int], list[int]]
    places: tuple[list[int], list[int], list[int]]
    """For each of them, the base row it mostly comes from."""


def groups_of(states: States) -> list[Group]:
    """The finest grouping, in the order of the base. Raises `InputError` where A or B holds text it does not."""
    base = states[0]
    index = _SpanIndex(base)
    parent = list(range(len(base.rows)))
    origins = [[index.base_rows(row) for row in state.rows] for state in states]
    for rows in (rows for state in origins for rows in state):
        for other in rows[1:]:
            _join(parent, rows[0], other)
    groups: dict[int, Group] = {}
    for state, found in enumerate(origins):
        for number, rows in enumerate(found):
            group = groups.setdefault(_root(parent, rows[0]), Group(([], [], []), ([], [], [])))
            counted = Counter(rows)
            group.members[state].append(number)
            group.places[state].append(min(counted, key=lambda row: (-counted[row], row)))
    return [groups[root] for root in sorted(groups)]


def arranged(states: States, groups: Sequence[Group], taken: Sequence[tuple[int, ...]]) -> list[_Item]:
    """The rows of the result in order, where `taken` says in which states each group's chosen rows stand.

    The chosen rows of every state keep that state's order; rows chosen from different states meet by their places.
    """
    sequences: list[list[_Placed]] = []
    for state, document in enumerate(states):
        items: dict[int, _Placed] = {}
        for number, group in enumerate(groups):
            if state in taken[number]:
                rows = zip(group.members[state], group.places[state], strict=True)
                items.update({row: (place, (number, position)) for position, (row, place) in enumerate(rows)})
        sequences.append([items[row] for row in range(len(document.rows)) if row in items])
    merged = _interleaved(_interleaved(sequences[1], sequences[2]), sequences[0])
    return [item for _, item in merged]


def _interleaved(first: list[_Placed], second: list[_Placed]) -> list[_Placed]:
    """Both sequences in one, each in its own order; an item of both stands once, and the first's order wins."""
    position = {item: number for number, (_, item) in enumerate(second)}
    known = {item for _, item in first}
    result: list[_Placed] = []
    run: list[_Placed] = []
    done = 0
    for placed in first:
        here = position.get(placed[1], -1)
        if here < done:
            run.append(placed)
            continue
        result += _by_place(run, [other for other in second[done:here] if other[1] not in known])
        result.append(placed)
        run, done = [], here + 1
    return result + list(_by_place(run, [other for other in second[done:] if other[1] not in known]))


def _by_place(first: list[_Placed], second: list[_Placed]) -> Iterator[_Placed]:
    i = j = 0
    while i < len(first) and j < len(second):
        if second[j][0] < first[i][0]:
            yield second[j]
            j += 1
        else:
            yield first[i]
            i += 1
    yield from first[i:]
    yield from second[j:]


class _SpanIndex:
    """Which rows of the base hold a stretch of a version's text."""

    def __init__(self, base: ParallelDocument) -> None:
        self._columns = []
        for column in range(len(base.languages)):
            spans = sorted(
                (segment.start, segment.stop, number)
                for number, row in enumerate(base.rows)
                for segment in row.segments[column]
            )
            self._columns.append(([span[0] for span in spans], [span[1] for span in spans], [n for _, _, n in spans]))

    def base_rows(self, row: Row) -> list[int]:
        """For every segment of a row, the base rows with a segment that overlaps it."""
        found = []
        for (starts, stops, numbers), cell in zip(self._columns, row.segments, strict=True):
            for segment in cell:
                here = numbers[bisect_right(stops, segment.start) : bisect_left(starts, segment.stop)]
                if not here:
                    raise InputError(f"{segment.text[:40]!r} is not in the base", "merge copies of one document")
                found += here
        if not found:
            raise InputError("a row holds no segment at all", "the table was changed by other means")
        return found


def _root(parent: list[int], number: int) -> int:
    while parent[number] != number:
        parent[number] = parent[parent[number]]
        number = parent[number]
    return number


def _join(parent: list[int], one: int, other: int) -> None:
    first, second = sorted((_root(parent, one), _root(parent, other)))
    parent[second] = first
