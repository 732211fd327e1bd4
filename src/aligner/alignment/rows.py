"""Rows of the corpus: the smallest groups over all languages that hold every pair bead whole, in reading order."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence

from aligner.model import Bead, Language

Members = dict[Language, tuple[int, ...]]
"""For each language, the numbers of the segments of a row, ascending and without gaps."""


def closure(
    sizes: Mapping[Language, int], beads: Mapping[tuple[Language, Language], Sequence[Bead]]
) -> list[Members]:
    """Group all segments of all languages so that no pair bead is cut, and order the groups.

    `sizes` holds the number of segments of each language, in the document's order. Groups whose reading order
    contradicts itself in two languages are one row; rows that no language orders stand by relative position.
    """
    offset: dict[Language, int] = {}
    total = 0
    for language, size in sizes.items():
        offset[language] = total
        total += size
    parent = list(range(total))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for (a, b), pair in beads.items():
        for bead in pair:
            nodes = [offset[a] + i for i in bead.a] + [offset[b] + j for j in bead.b]
            for node in nodes[1:]:
                parent[root(node)] = root(nodes[0])
    group_of = _numbered([root(node) for node in range(total)])
    while True:
        merged = _strong_components(_successors(sizes, offset, group_of))
        if merged is None:
            break
        group_of = _numbered([merged[group] for group in group_of])
    return _ordered(sizes, offset, group_of)


def shifted(bead: Bead, a: int, b: int) -> Bead:
    """The same bead, its segments counted from elsewhere."""
    return Bead(tuple(i + a for i in bead.a), tuple(j + b for j in bead.b), bead.confidence)


def _numbered(labels: Sequence[int]) -> list[int]:
    number: dict[int, int] = {}
    return [number.setdefault(label, len(number)) for label in labels]


def _successors(
    sizes: Mapping[Language, int], offset: Mapping[Language, int], group_of: Sequence[int]
) -> list[list[int]]:
    """For each group, the groups that some language reads directly after it."""
    after: list[set[int]] = [set() for _ in range(max(group_of, default=-1) + 1)]
    for language, size in sizes.items():
        first = offset[language]
        for node in range(first, first + size - 1):
            here, there = group_of[node], group_of[node + 1]
            if here != there:
                after[here].add(there)
    return [sorted(groups) for groups in after]


def _strong_components(after: Sequence[Sequence[int]]) -> list[int] | None:
    """The strongly connected component of every group (Kosaraju), or None where each stands alone."""
    before: list[list[int]] = [[] for _ in after]
    for group, following in enumerate(after):
        for later in following:
            before[later].append(group)
    component = [-1] * len(after)
    found = 0
    for group in reversed(_finished(after)):
        if component[group] >= 0:
            continue
        component[group] = found
        waiting = [group]
        while waiting:
            for earlier in before[waiting.pop()]:
                if component[earlier] < 0:
                    component[earlier] = found
                    waiting.append(earlier)
        found += 1
    return None if found == len(after) else component


def _finished(after: Sequence[Sequence[int]]) -> list[int]:
    """The groups in the order in which a depth-first search leaves them."""
    order: list[int] = []
    seen = [False] * len(after)
    for start in range(len(after)):
        if seen[start]:
            continue
        seen[start] = True
        work = [(start, iter(after[start]))]
        while work:
            group, rest = work[-1]
            child = next((later for later in rest if not seen[later]), None)
            if child is None:
                order.append(group)
                work.pop()
            else:
                seen[child] = True
                work.append((child, iter(after[child])))
    return order


def _ordered(sizes: Mapping[Language, int], offset: Mapping[Language, int], group_of: Sequence[int]) -> list[Members]:
    """Topological order; of the groups that are free to come next, the one that begins earliest."""
    count = max(group_of, default=-1) + 1
    members: list[dict[Language, list[int]]] = [{language: [] for language in sizes} for _ in range(count)]
    begins = [1.0] * count
    for language, size in sizes.items():
        for i in range(size):
            group = group_of[offset[language] + i]
            members[group][language].append(i)
            begins[group] = min(begins[group], i / size)
    after = _successors(sizes, offset, group_of)
    waiting = [0] * count
    for groups in after:
        for group in groups:
            waiting[group] += 1
    free = [(begins[group], group) for group in range(count) if not waiting[group]]
    heapq.heapify(free)
    rows: list[Members] = []
    while free:
        _, group = heapq.heappop(free)
        rows.append({language: tuple(cell) for language, cell in members[group].items()})
        for following in after[group]:
            waiting[following] -= 1
            if not waiting[following]:
                heapq.heappush(free, (begins[following], following))
    return rows
