"""Exact search of the bead lattice: the best path, and the probability of every bead.

A bead of shape (n, m) that ends in grid point (i, j) starts in (i - n, j - m). Scores are log-potentials of a
semi-Markov model: a path's weight is the exponential of the sum of its beads' scores. All arrays of scores and
probabilities have the shape [shapes, points of the band].

Points are worked in waves, those with the same i + j in every piece at once: a wave needs nothing but the waves
before it, so the number of steps is that of the longest piece and not that of the document.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.band import Band
from aligner.alignment.pieces import Pieces
from aligner.alignment.shapes import ShapeSet

Floats: TypeAlias = NDArray[np.float32]
Doubles: TypeAlias = NDArray[np.float64]
Numbers: TypeAlias = NDArray[np.int64]
Places: TypeAlias = NDArray[np.int32]
Path: TypeAlias = NDArray[np.int64]
"""Beads as rows (i start, i stop, j start, j stop)."""

IMPOSSIBLE = -1e30
"""Score of what is no bead, and weight of points that no path reaches."""
_AT_ONCE = 500_000
"""Beads that are worked together, unless one piece has more."""


class Lattice:
    """Some pieces and the beads in them, ready to be searched under any scores."""

    def __init__(self, pieces: Pieces, shapes: ShapeSet) -> None:
        self.pieces, self.shapes = pieces, shapes
        self.starts = pieces.starts(shapes.sizes)
        """Where each bead starts, see `Pieces.starts`."""
        portions = _portions(pieces, _AT_ONCE // len(shapes.shapes))
        self._parts = [_Part.of(pieces, first, last, shapes, self.starts) for first, last in portions]

    def search(self, scores: Floats) -> tuple[Path, Floats]:
        """The best path, and the probability of every bead (forward-backward)."""
        chances = np.zeros(scores.shape, dtype=np.float32)
        paths = []
        for part in self._parts:
            own = part.own(scores)
            part.fill_chances(own, chances)
            paths.append(part.best_path(own))
        return _in_order(paths), chances

    def best_path(self, scores: Floats) -> Path:
        """The highest-scoring path; ties go to the earlier shape."""
        return _in_order([part.best_path(part.own(scores)) for part in self._parts])

    def chances(self, scores: Floats) -> Floats:
        """The probability of every bead under the model."""
        chances = np.zeros(scores.shape, dtype=np.float32)
        for part in self._parts:
            part.fill_chances(part.own(scores), chances)
        return chances

    def log_weight(self, scores: Floats) -> float:
        """The log of the summed weight of all paths."""
        return sum(part.log_weight(part.own(scores)) for part in self._parts)


def best_path(band: Band, scores: Floats, shapes: ShapeSet) -> Path:
    """The highest-scoring path through a band, see `Lattice`."""
    return Lattice(Pieces.whole(band), shapes).best_path(scores)


def posteriors(band: Band, scores: Floats, shapes: ShapeSet) -> Floats:
    """The probability of every bead of a band, see `Lattice`."""
    return Lattice(Pieces.whole(band), shapes).chances(scores)


def along(path: Path, chances: Floats, band: Band, shapes: ShapeSet) -> Floats:
    """The probability of each bead of a path."""
    number = np.zeros(shapes.sizes.max(axis=0) + 1, dtype=np.int64)
    number[tuple(shapes.sizes.T)] = np.arange(len(shapes.shapes))
    kinds = number[path[:, 1] - path[:, 0], path[:, 3] - path[:, 2]]
    own: Floats = chances[kinds, band.index(path[:, 1], path[:, 3])]
    return own


def visited(chances: Floats) -> Floats:
    """From the probabilities of beads, that the path passes through each point, shape [points]."""
    passed: Floats = chances.sum(axis=0)
    passed[0] = 1.0
    return passed


def _portions(pieces: Pieces, most: int) -> list[tuple[int, int]]:
    """Ranges of pieces that are worked together, with at most so many points."""
    ends = pieces.stops
    result, first = [], 0
    while first < len(ends):
        start = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, start + most, side="right")))
        result.append((first, last))
        first = last
    return result


def _in_order(paths: list[Path]) -> Path:
    path = np.concatenate([*paths, np.zeros((0, 4), dtype=np.int64)])
    return path[np.argsort(path[:, 1] + path[:, 3], kind="stable")]


@dataclass(frozen=True)
class _Part:
    """The points of some neighbouring pieces in the order of their waves, without those where a piece begins."""

    shapes: ShapeSet
    points: Numbers
    """Where the points stand in flat arrays."""
    corners: Numbers
    """Their coordinates (i, j), shape [points, 2]."""
    waves: list[tuple[int, int]]
    before: Places
    """For every shape and point the place of the point where the bead starts; then come a begin and a nowhere."""
    after: Places
    """For every shape and point the bead that starts there, as a place in the flat table [shapes, points + 2]."""
    ends: NDArray[np.bool_]
    """Which points end a piece."""

    @staticmethod
    def of(pieces: Pieces, first: int, last: int, shapes: ShapeSet, starts: Places) -> _Part:
        """Lay out pieces `first` … `last` - 1."""
        band, stops = pieces.band, pieces.stops
        start = int(stops[first - 1]) if first else 0
        flat = np.arange(start + 1, int(stops[last - 1]) + 1)
        corners = np.stack(band.at(flat), axis=1)
        piece = np.searchsorted(stops[first:last], flat) + first
        wave = (corners - pieces.points[piece]).sum(axis=1)
        # The smallest type that holds all waves: short ones are sorted by their digits, many times faster.
        order = np.argsort(wave.astype(np.min_scalar_type(wave.max(initial=0))), kind="stable")
        count = len(flat)
        place = np.empty(count + 2, dtype=np.int32)
        place[order] = np.arange(count)
        place[count:] = count, count + 1
        begin = np.where(piece > first, stops[piece - 1], start)
        at = starts[:, start + 1 : start + 1 + count]
        local = np.where(at == begin, count, np.where(at < 0, count + 1, at - start - 1))
        before = place[local[:, order]]
        bounds = np.searchsorted(wave[order], np.arange(1, int(wave.max(initial=0)) + 2)).tolist()
        return _Part(
            shapes,
            flat[order],
            corners[order],
            list(pairwise(bounds)),
            before,
            _turned(before, count),
            (stops[piece] == flat)[order],
        )

    def own(self, scores: Floats) -> Floats:
        """The scores of the beads that end in these points, shape [shapes, points]."""
        return scores.take(self.points, axis=1)

    def _weights(self, own: Floats) -> tuple[Doubles, Floats]:
        """For each point the log weight of all ways to it, and the share of each bead that ends there."""
        count = len(self.points)
        total = np.full(count + 2, IMPOSSIBLE)
        total[count] = 0.0
        share = np.zeros((len(own), count + 2), dtype=np.float32)
        for start, stop in self.waves:
            ways = total.take(self.before[:, start:stop])
            ways += own[:, start:stop]
            top = ways.max(axis=0)
            ways -= top
            weights = np.exp(ways.astype(np.float32))
            whole = weights.sum(axis=0)
            np.divide(weights, whole, out=share[:, start:stop])
            total[start:stop] = top + np.log(whole)
        return total, share

    def log_weight(self, own: Floats) -> float:
        """The log of the summed weight of all paths through these pieces."""
        total, _ = self._weights(own)
        return float(total[:-2][self.ends].sum())

    def fill_chances(self, own: Floats, chances: Floats) -> None:
        """Write the probabilities of the beads where they belong: from the ends back, each point's over its beads."""
        _, share = self._weights(own)
        flat = share.ravel()
        passed = self.ends.astype(np.float64)
        for start, stop in reversed(self.waves):
            passed[start:stop] += flat.take(self.after[:, start:stop]).sum(axis=0)
            share[:, start:stop] *= passed[start:stop]
        chances[:, self.points] = share[:, : len(self.points)]

    def best_path(self, own: Floats) -> Path:
        """The best path through these pieces, wave by wave over all of them."""
        count = len(self.points)
        total = np.full(count + 2, IMPOSSIBLE)
        total[count] = 0.0
        choice = np.empty(count, dtype=np.int64)
        for start, stop in self.waves:
            ways = total.take(self.before[:, start:stop])
            ways += own[:, start:stop]
            best = ways.argmax(axis=0)
            choice[start:stop] = best
            total[start:stop] = ways[best, np.arange(stop - start)]
        return self._traced(choice)

    def _traced(self, choice: Numbers) -> Path:
        """The beads that lead to the ends, one more of every piece with each step."""
        sizes = self.shapes.sizes
        beads = [np.zeros((0, 4), dtype=np.int64)]
        place: Numbers = np.flatnonzero(self.ends)
        while len(place):
            shape = choice[place]
            stop, size = self.corners[place], sizes[shape]
            beads.append(np.stack([stop[:, 0] - size[:, 0], stop[:, 0], stop[:, 1] - size[:, 1], stop[:, 1]], axis=1))
            start = self.before[shape, place].astype(np.int64)
            place = start[start < len(self.points)]
        return np.concatenate(beads)


def _turned(before: Places, count: int) -> Places:
    """The same beads seen from where they start; where there is none, a bead of the begin, which has no weight."""
    after = np.full(before.shape, count, dtype=np.int32)
    index, place = np.nonzero(before < count)
    after[index, before[index, place]] = index * (count + 2) + place
    return after
