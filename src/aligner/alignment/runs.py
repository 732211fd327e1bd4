"""Runs of neighbouring segments of one version: the sides of beads, each a sum away from its parts."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.side import Side

Floats: TypeAlias = NDArray[np.float32]
Numbers: TypeAlias = NDArray[np.int64]


class Half:
    """One side of a pair, with sums over every run of up to `reach` segments.

    All tables are read as ``table[n][i]``: the run of n segments that ends at grid point i; what lies before the
    first segment counts as empty segments.
    """

    def __init__(self, side: Side, other: Side, reach: int, scale: float, anchors: tuple[Floats, Floats]) -> None:
        self.side = side
        self.reach = reach
        self.weighted: Floats = (side.vectors * side.weights[:, None]).astype(np.float32)
        self.norms = _run_norms(self.weighted, reach)
        self.chars = self._sums(side.chars * scale)
        weights = self._sums(side.weights)
        background = self._sums(_background(side, other) * side.weights)
        self.background: list[Floats] = [
            (sums / np.maximum(held, 1e-3)).astype(np.float32) for sums, held in zip(background, weights, strict=True)
        ]
        self.marks = self._sums(side.marks)
        opens = np.zeros(side.size, np.float32) if side.opens is None else side.opens.astype(np.float32)
        opened = self._sums(opens)
        padded = np.concatenate([np.zeros(reach, np.float32), opens, np.zeros(1, np.float32)])
        self.opening = [padded[reach - n :][: side.size + 1] for n in range(reach + 1)]
        self.inside = [held - first for held, first in zip(opened, self.opening, strict=True)]
        items = np.array([int(item) if item else -1 for item in side.items], dtype=np.int64)
        framed = np.concatenate([np.full(reach, -1), items, [-1]])
        self.items = [framed[reach - n :][: side.size + 1] for n in range(reach + 1)]
        self.numbers, self.names = (self._sums(anchor) for anchor in anchors)
        self.set_through(np.zeros(side.size, np.float32), np.zeros(side.size, np.float32))
        self.run_row = np.full((reach + 1, side.size + 1), -1, dtype=np.int64)
        self.run_vectors: Floats = np.zeros((0, side.vectors.shape[1]), dtype=np.float32)

    def _sums(self, values: Floats) -> list[Floats]:
        total = np.zeros((self.side.size + 1 + self.reach, *values.shape[1:]))
        np.cumsum(values, axis=0, out=total[self.reach + 1 :], dtype=np.float64)
        size = self.side.size + 1
        ends = total[self.reach :]
        return [(ends - total[self.reach - n :][:size]).astype(np.float32) for n in range(self.reach + 1)]

    def set_through(self, linked: Floats, known: Floats) -> None:
        """Set how much third languages link each segment with the other side, and how much they know it at all."""
        self.through = self._sums(linked)
        self.orphaned = self._sums(np.maximum(known - np.minimum(linked, 1.0), 0.0))

    def add_runs(self, ends: Numbers, lengths: Numbers, vectors: Floats) -> None:
        """Make the true vectors of some runs known: centred, of unit length, shape [runs, dim]."""
        self.run_row[lengths, ends] = len(self.run_vectors) + np.arange(len(ends))
        self.run_vectors = np.concatenate([self.run_vectors, vectors])

    def is_known(self, n: int, ends: Numbers) -> NDArray[np.bool_]:
        """Which of the runs of `n` segments with these ends have a true vector; single segments always do."""
        return self.run_row[n, ends] >= 0 if n > 1 else ends > 0

    def true_vectors(self, n: int, ends: Numbers) -> Floats:
        """The true vectors of runs that have one."""
        return self.run_vectors[self.run_row[n, ends]] if n > 1 else self.side.vectors[ends - 1]


def _run_norms(weighted: Floats, reach: int) -> list[Floats]:
    """Length of the summed vectors of runs, by number of segments and end; never 0."""
    size = len(weighted)
    ends = np.arange(size + 1)
    squares = np.zeros((reach + 1, size + 1))
    for lag in range(min(reach, size)):
        products = np.zeros(size)
        products[lag:] = np.einsum("ij,ij->i", weighted[lag:], weighted[: size - lag])
        prefix = np.concatenate([[0.0], np.cumsum(products)])
        for n in range(lag + 1, reach + 1):
            total = prefix[ends] - prefix[np.maximum(ends - n + lag, 0)]
            squares[n] += total if lag == 0 else 2 * total
    return list(np.maximum(np.sqrt(np.maximum(squares, 0.0)), 1e-3).astype(np.float32))


def _background(side: Side, other: Side, sample: int = 384, nearest: int = 12) -> Floats:
    """How close a segment is to the other version at large: the mean of its best cosines with a sample of it.

    The very best one is left out: it may be its translation.
    """
    result = np.zeros(side.size, dtype=np.float32)
    if side.size == 0 or other.size < 3 or not side.vectors.shape[1]:
        return result
    chosen = np.unique(np.linspace(0, other.size - 1, min(sample, other.size)).astype(np.int64))
    count = max(2, min(nearest, len(chosen) // 8) + 1)
    for start in range(0, side.size, 4096):
        cosines = side.vectors[start : start + 4096] @ other.vectors[chosen].T
        top = np.partition(cosines, len(chosen) - count, axis=1)[:, -count:]
        result[start : start + 4096] = (top.sum(axis=1) - top.max(axis=1)) / (count - 1)
    return result
