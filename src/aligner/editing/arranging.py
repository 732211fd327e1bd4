"""One reading order for rows that follow each other in several languages, which may disagree."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Sequence


def arranged(places: Sequence[Sequence[int | None]]) -> list[tuple[int, bool]]:
    """The rows, by number, in an order that follows as many languages as possible.

    `places` has, for each row and language, where the row stands in that language's text, None where it has nothing.
    With each row goes whether it crosses others, that is, comes before one that precedes it in some language.
    """
    queues = [_queue(places, column) for column in range(len(places[0]) if places else 0)]
    left = [sum(place is not None for place in row) for row in places]
    order: list[tuple[int, bool]] = []
    done: set[int] = set()
    while any(queues):
        heads = sorted({queue[0] for queue in queues if queue})
        ready = [row for row in heads if sum(bool(queue) and queue[0] == row for queue in queues) == left[row]]
        row = ready[0] if ready else min(heads, key=lambda head: _waiting(queues, head, done))
        order.append((row, not ready))
        done.add(row)
        for queue in queues:
            while queue and queue[0] in done:
                queue.popleft()
    return order


def _queue(places: Sequence[Sequence[int | None]], column: int) -> deque[int]:
    """The rows that stand in one language, in its order."""
    found = [(place, row) for row, cells in enumerate(places) for place in [cells[column]] if place is not None]
    return deque(row for _, row in sorted(found))


def _waiting(queues: Sequence[deque[int]], row: int, done: set[int]) -> tuple[int, int]:
    """How many rows would be overtaken in all languages if this one came now."""
    overtaken = 0
    for queue in queues:
        if row in queue:
            overtaken += sum(other not in done for other in list(queue)[: queue.index(row)])
    return overtaken, row


def longest_increasing(numbers: Sequence[int]) -> set[int]:
    """The members of a longest increasing subsequence of distinct numbers."""
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        length = bisect_left(tails, number)
        before[number] = ends[length - 1] if length else None
        tails[length : length + 1] = [number]
        ends[length : length + 1] = [number]
    chain: set[int] = set()
    here: int | None = ends[-1] if ends else None
    while here is not None:
        chain.add(here)
        here = before[here]
    return chain
