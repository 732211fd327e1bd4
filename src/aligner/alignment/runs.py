"""Runs of neighbouring segments of one version: the sides of beads, each a sum away from its parts."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.side import Side

Floats: TypeAlias = NDArray[np.float32]
Numbers: TypeAlias = NDArray[np.int64]
Table: TypeAlias = NDArray[np.float32]
"""Read as ``table[n][i]``, shape [reach + 1, segments + 1]: the run of n segments that ends at grid point i."""


class Half:
    """One side of a pair, with sums over every run of up to `reach` segments.

    What lies before the first segment counts as empty segments.
    """

    def __init__(self, side: Side, other: Side, reach: int, scale: float, anchors: tuple[Floats, Floats]) -> None:
        self.side = side
        self.reach = reach
        self.norms = _run_norms(side.weighted, reach)
        self.chars = self._sums(side.chars * scale)
        self.log_chars: Table = np.log(np.maximum(self.chars, 0) + np.float32(5)).astype(np.float32)
        self.log_length: Floats = np.log(np.maximum(self.chars[1], 1) / 60).astype(np.float32)
        """Of single segments, over an ordinary length."""
        background = self._sums(_background(side, other) * side.weights)
        weights = np.maximum(self._sums(side.weights), np.float32(1e-3))
        self.background: Table = (background / weights).astype(np.float32)
        self.inner_ends = self._sums(side.inner_ends)
        self.marks = [self._sums(mark) for mark in side.marks.T]
        opens = np.zeros(side.size, np.float32) if side.opens is None else side.opens.astype(np.float32)
        self.opening = self._firsts(opens, 0.0)
        self.inside = self._sums(opens) - self.opening
        items = np.array([bool(item) for item in side.items], dtype=np.float32)
        self.items_inside = self._sums(items) - self._firsts(items, 0.0)
        self.blanks = self._sums(side.blank.astype(np.float32))
        self.items = self._firsts(np.array([int(item) if item else -1 for item in side.items], dtype=np.int64), -1)
        self.numbers, self.names = (self._sums(anchor) for anchor in anchors)
        self.set_through(np.zeros(side.size, np.float32), np.zeros(side.size, np.float32))
        self._run_row = np.full((reach + 1, side.size + 1), -1, dtype=np.int64)
        self.run_vectors: Floats = np.zeros((0, side.vectors.shape[1]), dtype=np.float32)
        self.known = self._run_row >= 0
        """Which runs have a true vector, as a table; single segments always do."""
        self.known[1, 1:] = True

    def _sums(self, values: Floats) -> Table:
        total = np.zeros(self.side.size + 1 + self.reach)
        np.cumsum(values, out=total[self.reach + 1 :], dtype=np.float64)
        size = self.side.size + 1
        ends = total[self.reach :]
        return np.stack([ends - total[self.reach - n :][:size] for n in range(self.reach + 1)]).astype(np.float32)

    def _firsts(self, values: NDArray[Any], nothing: float) -> NDArray[Any]:
        """The value of the first segment of every run, or of the segment after an empty one."""
        padded = np.concatenate([np.full(self.reach, nothing), values, [nothing]]).astype(values.dtype)
        return np.stack([padded[self.reach - n :][: self.side.size + 1] for n in range(self.reach + 1)])

    def set_through(self, linked: Floats, known: Floats) -> None:
        """Set how much third languages link each segment with the other side, and how much they know it at all."""
        self.through = self._sums(linked)
        self.orphaned = self._sums(np.maximum(known - np.minimum(linked, 1.0), 0.0))

    def set_words(self, sums: Floats) -> None:
        """Set the summed directions of each segment's words, shape [segments, dim]."""
        self.word_norms = _run_norms(sums, self.reach)

    def add_runs(self, ends: Numbers, lengths: Numbers, vectors: Floats) -> None:
        """Make the true vectors of some runs known: centred, of unit length, shape [runs, dim]."""
        self._run_row[lengths, ends] = len(self.run_vectors) + np.arange(len(ends))
        self.known[lengths, ends] = True
        self.run_vectors = np.concatenate([self.run_vectors, vectors])

    def true_vectors(self, lengths: Numbers, ends: Numbers) -> Floats:
        """The true vectors of runs that have one."""
        vectors = np.empty((len(ends), self.run_vectors.shape[1]), dtype=np.float32)
        single = lengths == 1
        vectors[single] = self.side.vectors[ends[single] - 1]
        vectors[~single] = self.run_vectors[self._run_row[lengths[~single], ends[~single]]]
        return vectors


def _run_norms(weighted: Floats, reach: int) -> Table:
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
    norms: Table = np.maximum(np.sqrt(np.maximum(squares, 0.0)), 1e-3).astype(np.float32)
    return norms


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
