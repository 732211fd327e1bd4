"""Matches so plain that they show the way: where the search can be cut, and where the path runs.

A cut stands in the middle of four pairs in a row, on one diagonal, each the best by far in both directions within
its neighbourhood: every sensible path passes it. A bead with more than one segment, or a gap, breaks the row; so do
repeated sentences. Two pairs in a row, with others like them before and after, do not place every boundary but tell
that the path is near.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.band import Band

Floats: TypeAlias = NDArray[np.float32]
Numbers: TypeAlias = NDArray[np.int64]

_ROWS = 192
_AROUND = 48
"""Rows above and below that a match has to beat as well."""
_BELIEVED = 150.0
"""So many characters in the ratio of the whole versions are mixed in with those that plainly run together."""
_CUT_CHAIN, _NEAR_CHAIN = 2, 1
"""Matches in a row before a point and after it, for a cut and for a point that the path is near to."""
_WITHIN, _DRIFT = 10, 3
"""A point that the path is near to has another within so many rows, on one of so many diagonals, on each side."""


@dataclass(frozen=True, slots=True)
class Sureness:
    """What a match has to show to be believed."""

    cosine: float = 0.3
    """At least this."""
    plain: float = 0.12
    """By so much better than any rival of either side, to be cut at."""
    near: float = 0.05
    """By so much to tell where the path runs."""


@dataclass(frozen=True, slots=True)
class Matches:
    """For each segment of `a` the one of `b` that is its best match, and the other way round."""

    partner: Numbers
    """-1 where there is none."""
    margin: Floats
    """By how much its cosine is better than that of any rival."""

    def better(self, margin: float) -> Numbers:
        """The partners that are better than their rivals by at least so much; -1 for the others."""
        return np.where(self.margin >= margin, self.partner, -1)


@dataclass(frozen=True, slots=True)
class Way:
    """Grid points of ascending rows and columns, shape [points, 2] each."""

    near: Numbers
    """Those that the path runs near to."""
    cuts: Numbers
    """Those that it passes."""


def plain_way(matches: Matches, sureness: Sureness) -> Way:
    """Where the path runs, as far as matches are plain."""
    points = _in_order(_chained(matches.better(sureness.near), _NEAR_CHAIN))
    cuts = _chained(matches.better(sureness.plain), _CUT_CHAIN)
    # Every cut is one of the points, unless those passed it over for being out of order.
    column = np.full(len(matches.partner) + 1, -1)
    column[points[:, 0]] = points[:, 1]
    return Way(_supported(points), cuts[column[cuts[:, 0]] == cuts[:, 1]])


def _supported(points: Numbers) -> Numbers:
    """The points that have another near, before and after."""
    row, diagonal = points[:, 0], points[:, 1] - points[:, 0]
    # Those that share a match with a point do not speak for it.
    before = np.searchsorted(row, row - 2 * _NEAR_CHAIN, side="right") - 1
    after = np.searchsorted(row, row + 2 * _NEAR_CHAIN)
    supported = (before >= 0) & (after < len(row))
    for other in (before, np.minimum(after, len(row) - 1)):
        supported &= np.abs(row - row[other]) <= _WITHIN
        supported &= np.abs(diagonal - diagonal[other]) <= _DRIFT
    return points[supported]


def _chained(partner: Numbers, half: int) -> Numbers:
    """The grid points with so many matches in a row on their diagonal, before and after."""
    first = np.arange(half, len(partner) - half + 1)
    if not len(first):
        return np.zeros((0, 2), dtype=np.int64)
    here = partner[np.minimum(first, len(partner) - 1)]
    column = np.where(here < 0, -9, here)
    chained = column >= 0
    for step in range(-half, half):
        chained &= partner[np.minimum(first + step, len(partner) - 1)] == column + step
    return np.stack([first[chained], column[chained]], axis=1)


def _in_order(points: Numbers) -> Numbers:
    """The most points of ascending rows whose columns ascend as well.

    Versions that give their chapters in different order match plainly in every one, but one path passes only some.
    """
    columns = points[:, 1].tolist()
    if all(left < right for left, right in pairwise(columns)):
        return points
    last: list[int] = []
    """The smallest column that a chain of each length ends in; and which point that is."""
    ends: list[int] = []
    before = []
    for number, column in enumerate(columns):
        length = bisect_left(last, column)
        before.append(ends[length - 1] if length else -1)
        last[length : length + 1], ends[length : length + 1] = [column], [number]
    chain, number = [], ends[-1]
    while number >= 0:
        chain.append(number)
        number = before[number]
    return points[chain[::-1]]


def length_ratio(partner: Numbers, a_chars: Floats, b_chars: Floats) -> float:
    """Characters of `b` for one of `a`, mostly as found where the versions plainly run together.

    Over whole versions the ratio is off as soon as a chapter is missing on one side, over a few lines by chance.
    """
    matched = np.flatnonzero(partner >= 0)
    whole = float(b_chars.sum()) / max(1.0, float(a_chars.sum()))
    a_together, b_together = float(a_chars[matched].sum()), float(b_chars[partner[matched]].sum())
    return (b_together + whole * _BELIEVED) / (a_together + _BELIEVED)


def best_matches(band: Band, a: Floats, b: Floats, cosine: float) -> Matches:
    """The segments of both versions, by their vectors, that are each other's best match, of at least this cosine."""
    partner, margin = np.full(len(a), -1, dtype=np.int64), np.zeros(len(a), dtype=np.float32)
    for top in range(0, len(a), _ROWS):
        bottom = min(top + _ROWS, len(a))
        first, last = max(0, top - _AROUND), min(len(a), bottom + _AROUND)
        left, right = int(band.low[first]), int(band.high[last])
        if last - first < 3 or right - left < 3:
            continue
        cosines = a[first:last] @ b[left:right].T
        rows = np.arange(last - first)
        best = cosines.argmax(axis=1)
        mutual = rows[cosines.argmax(axis=0)[best] == rows]
        best = best[mutual]
        value = cosines[mutual, best]
        cosines[mutual, best] = -1
        rival = np.maximum(cosines.max(axis=1)[mutual], cosines.max(axis=0)[best])
        own = (value >= cosine) & (mutual + first >= top) & (mutual + first < bottom)
        partner[mutual[own] + first] = best[own] + left
        margin[mutual[own] + first] = (value - rival)[own]
    return Matches(partner, margin)
