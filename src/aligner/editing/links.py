"""Pair beads inside a row without any model: lengths, numbers, final punctuation and order.

The length cost is that of Gale and Church (1993), the search their dynamic programme, over beads of up to 4 segments
a side. Inside a row people have already said what belongs together, so leaving a segment unlinked costs a good deal.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from aligner.editing.context import RowSegments
from aligner.model import Language, Link, Segment

LARGEST_SIDE = 4
"""Most segments a side of a bead that the search considers."""
TRIVIAL_CONFIDENCE = 0.5
"""Of a link that had no alternative: nothing was measured, so nothing is claimed."""

_BAND = 12
"""How far (in segments) the search strays from the diagonal of a row; only rows with dozens of segments notice."""
_VARIANCE = 6.8
"""Of the length difference per character, as Gale and Church measured it."""
_UNLINKED_COST = 4.0
_EXTRA_SEGMENT_COST = 0.7
_NUMBER_COST = 1.5
"""For each number that stands on one side only."""
_ENDING_COST = 0.6
"""Where one side ends as a question or exclamation and the other does not."""

_NUMBER = re.compile(r"\d+")
_ENDING = re.compile(r"([?!])[\W_]*$")


@dataclass(frozen=True, slots=True)
class _Features:
    length: int
    numbers: tuple[str, ...]
    ending: str


def solve_trivial(
    a: Language, b: Language, a_count: int, b_count: int, confidence: float = TRIVIAL_CONFIDENCE
) -> tuple[Link, ...] | None:
    """The links of a pair that leaves no choice (one segment on each side, or none on one); None if it leaves one."""
    if a_count == 1 and b_count == 1:
        return (Link(a, b, (0,), (0,), confidence),)
    if a_count == 0:
        return tuple(Link(a, b, (), (position,), confidence) for position in range(b_count))
    if b_count == 0:
        return tuple(Link(a, b, (position,), (), confidence) for position in range(a_count))
    return None


@dataclass(frozen=True, slots=True)
class LengthSolver:
    """The model-free `LinkSolver`: deterministic, monotone, linear in the length of a long row."""

    def solve(self, row_segments: RowSegments, languages: tuple[Language, ...]) -> tuple[Link, ...]:
        """See `LinkSolver.solve`; a link's confidence (0.05..0.95) falls with its cost and is not calibrated."""
        features = [[_features(segment) for segment in cell] for cell in row_segments]
        links: list[Link] = []
        for i, j in combinations(range(len(languages)), 2):
            links.extend(_solve_pair(languages[i], languages[j], features[i], features[j]))
        return tuple(links)


def _solve_pair(a: Language, b: Language, left: list[_Features], right: list[_Features]) -> tuple[Link, ...]:
    trivial = solve_trivial(a, b, len(left), len(right))
    return trivial if trivial is not None else tuple(_search(a, b, left, right))


def _search(a: Language, b: Language, left: list[_Features], right: list[_Features]) -> Iterator[Link]:
    best: dict[tuple[int, int], tuple[float, int, int]] = {(0, 0): (0.0, 0, 0)}
    for i in range(len(left) + 1):
        for j in _columns(i, len(left), len(right)):
            options = [
                (best[i - m, j - n][0] + _cost(left[i - m : i], right[j - n : j]), m, n)
                for m, n in _shapes(i, j)
                if (i - m, j - n) in best
            ]
            if options:
                best[i, j] = min(options)
    path = []
    i, j = len(left), len(right)
    while (i, j) != (0, 0):
        _, m, n = best[i, j]
        path.append((i - m, i, j - n, j))
        i, j = i - m, j - n
    for top, bottom, first, last in reversed(path):
        cost = _cost(left[top:bottom], right[first:last])
        yield Link(a, b, tuple(range(top, bottom)), tuple(range(first, last)), _confidence(cost))


def _columns(i: int, height: int, width: int) -> range:
    centre = i * width // max(height, 1)
    slack = _BAND + LARGEST_SIDE * (1 + width // max(height, 1))
    return range(max(0, centre - slack), min(width, centre + slack) + 1)


def _shapes(i: int, j: int) -> Iterator[tuple[int, int]]:
    if i:
        yield 1, 0
    if j:
        yield 0, 1
    for m in range(1, min(i, LARGEST_SIDE) + 1):
        for n in range(1, min(j, LARGEST_SIDE) + 1):
            if m == 1 or n == 1 or m == n == 2:
                yield m, n


def _cost(left: list[_Features], right: list[_Features]) -> float:
    if not left or not right:
        return _UNLINKED_COST
    a = sum(features.length for features in left)
    b = sum(features.length for features in right)
    deviation = abs(a - b) / math.sqrt(_VARIANCE * (a + b + 2) / 2)
    length_cost = min(deviation**2 / 2, 8.0)
    a_numbers = [number for features in left for number in features.numbers]
    b_numbers = [number for features in right for number in features.numbers]
    missing = len(set(a_numbers) ^ set(b_numbers))
    ending = left[-1].ending != right[-1].ending
    extra = len(left) + len(right) - 2
    return length_cost + _NUMBER_COST * missing + _ENDING_COST * ending + _EXTRA_SEGMENT_COST * extra


def _confidence(cost: float) -> float:
    """In steps of 1/1024, so that a 32-bit column holds it exactly."""
    return round(min(max(math.exp(-cost / 4), 0.05), 0.95) * 1024) / 1024


def _features(segment: Segment) -> _Features:
    ending = _ENDING.search(segment.text)
    return _Features(
        length=len(segment.text),
        numbers=tuple(_NUMBER.findall(segment.text)),
        ending=ending[1] if ending else "",
    )
