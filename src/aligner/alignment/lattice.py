"""Exact search over a band of the bead lattice: the best path, and the probability of every bead.

A bead of shape (n, m) that ends in grid point (i, j) starts in (i - n, j - m). Scores are log-potentials of a
semi-Markov model: a path's weight is the exponential of the sum of its beads' scores. All arrays of scores and
probabilities have the shape [shapes, points of the band].
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from aligner.alignment.band import Band
from aligner.alignment.shapes import ShapeSet

_IMPOSSIBLE = -1e30
Path = NDArray[np.int64]
"""Beads as rows (i start, i stop, j start, j stop)."""


class _Ring:
    """The last few lattice rows, each with room on the left so that windows never leave the buffer."""

    def __init__(self, columns: int, depth: int) -> None:
        self._pad = depth
        self._rows = np.full((depth + 1, columns + 1 + depth), _IMPOSSIBLE)
        self._filled: list[tuple[int, int]] = [(0, 0)] * (depth + 1)

    def put(self, i: int, low: int, values: NDArray[np.float64]) -> None:
        slot = i % len(self._rows)
        start, stop = self._filled[slot]
        row = self._rows[slot]
        row[start:stop] = _IMPOSSIBLE
        start, stop = low + self._pad, low + self._pad + len(values)
        row[start:stop] = values
        self._filled[slot] = (start, stop)

    def windows(self, i: int, low: int, width: int, first: int, count: int) -> NDArray[np.float64]:
        """Row i read at columns low - m … for m = first … first + count - 1, shape [count, width]; a view."""
        row = self._rows[i % len(self._rows)]
        step = row.strides[0]
        return as_strided(row[low + self._pad - first :], (count, width), (-step, step), writeable=False)


def _skips(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    """Running cost of (0, 1) beads along a row; the first point has nothing to its left."""
    skips = scores.astype(np.float64)
    skips[0] = 0.0
    return np.cumsum(skips, out=skips)


@dataclass(frozen=True)
class _Row:
    """A lattice row in the making: what every bead that ends in it, but does not stay in it, would come to."""

    number: int
    low: int
    flat: slice
    """Where its points stand in flat arrays."""
    candidates: NDArray[np.float64]
    """Shape [shapes that leave the row above, points]; may be overwritten."""
    skips: NDArray[np.float64]
    """Running cost of the beads that stay in the row."""


def _rows(band: Band, scores: NDArray[np.float32], shapes: ShapeSet, ring: _Ring) -> Iterator[_Row]:
    """The rows from the first on; the reader puts what it makes of each into the ring before it asks for the next."""
    within = len(shapes.shapes) - 1
    runs = shapes.runs()
    room = np.empty((within, int((band.high - band.low).max()) + 1))
    low, high, offsets = band.low.tolist(), band.high.tolist(), band.offsets.tolist()
    for i in range(band.rows + 1):
        flat, width = slice(offsets[i], offsets[i + 1]), high[i] - low[i] + 1
        here = room[:, :width]
        for n, first, index, count in runs:
            if n > i:
                here[index : index + count] = _IMPOSSIBLE
                continue
            window = ring.windows(i - n, low[i], width, first, count)
            np.add(window, scores[index : index + count, flat], out=here[index : index + count])
        yield _Row(i, low[i], flat, here, _skips(scores[within, flat]))


def best_path(band: Band, scores: NDArray[np.float32], shapes: ShapeSet) -> Path:
    """The highest-scoring path from (0, 0) to the end; ties go to the earlier shape."""
    choice = np.zeros(band.size, dtype=np.uint8)
    within = len(shapes.shapes) - 1
    ring = _Ring(band.columns, shapes.reach)
    for row in _rows(band, scores, shapes, ring):
        best = row.candidates.argmax(axis=0)
        base = row.candidates[best, np.arange(len(best))]
        if row.number == 0:
            base[0] = 0.0
        reached = np.maximum.accumulate(base - row.skips)
        choice[row.flat] = np.where(reached > base - row.skips, within, best)
        ring.put(row.number, row.low, reached + row.skips)
    return _trace(band, choice, shapes)


def _trace(band: Band, choice: NDArray[np.uint8], shapes: ShapeSet) -> Path:
    i, j = band.rows, band.columns
    beads: list[tuple[int, int, int, int]] = []
    while i or j:
        n, m = shapes.shapes[int(choice[int(band.offsets[i]) + j - int(band.low[i])])]
        beads.append((i - n, i, j - m, j))
        i, j = i - n, j - m
    return np.array(beads[::-1], dtype=np.int64).reshape(-1, 4)


def forward(band: Band, scores: NDArray[np.float32], shapes: ShapeSet) -> NDArray[np.float64]:
    """For each point, the log of the summed weight of all paths from (0, 0) to it, shape [points]."""
    total = np.empty(band.size)
    ring = _Ring(band.columns, shapes.reach)
    for row in _rows(band, scores, shapes, ring):
        here = row.candidates
        top = here.max(axis=0)
        here -= top
        np.exp(here, out=here)
        base = np.log(here.sum(axis=0)) + top
        if row.number == 0:
            base[0] = 0.0
        reached = np.logaddexp.accumulate(base - row.skips) + row.skips
        total[row.flat] = reached
        ring.put(row.number, row.low, reached)
    return total


def _mirrored(
    band: Band, scores: NDArray[np.float32], shapes: ShapeSet
) -> tuple[Band, NDArray[np.float32], NDArray[np.int64]]:
    """The lattice read from its end: band, scores of the beads as they end there, and the order of points."""
    rows, columns = band.rows, band.columns
    turned = Band.of(columns - band.high[::-1], columns - band.low[::-1])
    i, j = turned.points()
    ends = np.full((len(shapes.shapes), turned.size), _IMPOSSIBLE, dtype=np.float32)
    for index, (n, m) in enumerate(shapes.shapes):
        at = band.index(rows - i + n, columns - j + m)
        inside = at >= 0
        ends[index, inside] = scores[index, at[inside]]
    return turned, ends, band.index(rows - i, columns - j)


def both_ways(
    band: Band, scores: NDArray[np.float32], shapes: ShapeSet
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For each point, the log weight of all paths that lead to it, and of all that lead on to the end."""
    before = forward(band, scores, shapes)
    turned, ends, order = _mirrored(band, scores, shapes)
    after = np.empty(band.size)
    after[order] = forward(turned, ends, shapes)
    return before, after


def visited(band: Band, scores: NDArray[np.float32], shapes: ShapeSet) -> NDArray[np.float64]:
    """The probability that the path passes through each point, shape [points]."""
    before, after = both_ways(band, scores, shapes)
    chances: NDArray[np.float64] = np.exp(np.minimum(before + after - before[-1], 0.0))
    return chances


def posteriors(band: Band, scores: NDArray[np.float32], shapes: ShapeSet) -> NDArray[np.float32]:
    """The probability of every bead under the model, shape [shapes, points] (forward-backward)."""
    before, after = both_ways(band, scores, shapes)
    whole = before[-1]
    i, j = band.points()
    result = np.zeros(scores.shape, dtype=np.float32)
    for index, (n, m) in enumerate(shapes.shapes):
        at = band.index(i - n, j - m)
        inside = at >= 0
        log = before[at[inside]] + scores[index, inside] + after[inside] - whole
        result[index, inside] = np.exp(np.minimum(log, 0.0))
    return result
