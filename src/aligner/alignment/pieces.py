"""The part of the lattice that is searched, cut where every path must pass."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.band import Band

Numbers: TypeAlias = NDArray[np.int64]
Places: TypeAlias = NDArray[np.int32]

_CELLS = 30_000
"""Of a table, worked out at once; few enough to stay in the processor's cache."""


@dataclass(frozen=True)
class Pieces:
    """A band and the points that every path through it must pass, the first and last included."""

    band: Band
    points: Numbers
    """Shape [pieces + 1, 2], ascending in both coordinates."""

    @staticmethod
    def cut(band: Band, cuts: Numbers) -> Pieces:
        """Cut a band at grid points (ascending); the band shrinks to what lies between them."""
        ends = np.array([[0, 0], [band.rows, band.columns]])
        points = np.unique(np.concatenate([ends[:1], cuts, ends[1:]]), axis=0)
        piece = np.searchsorted(points[:, 0], np.arange(band.rows + 1), side="right") - 1
        before = np.searchsorted(points[:, 0], np.arange(band.rows + 1), side="left") - 1
        low = np.maximum(band.low, points[np.maximum(before, 0), 1])
        high = np.minimum(band.high, points[np.minimum(piece + 1, len(points) - 1), 1])
        return Pieces(Band.of(low, high), points)

    @staticmethod
    def whole(band: Band) -> Pieces:
        """A band without cuts."""
        return Pieces.cut(band, np.zeros((0, 2), dtype=np.int64))

    @cached_property
    def stops(self) -> Numbers:
        """Where the last points of the pieces stand in flat arrays."""
        return self.band.index(self.points[1:, 0], self.points[1:, 1])

    def starts(self, sizes: Numbers) -> Places:
        """Where the bead of each size starts that ends in each point: a place in flat arrays, shape [sizes, points].

        -1 for beads that would leave the band or go over a cut; `sizes` holds those of both sides, shape [sizes, 2].
        """
        table = np.empty((len(sizes), self.band.size), dtype=np.int32)
        step = max(1, _CELLS // len(sizes))
        for first in range(0, self.band.size, step):
            places = np.arange(first, min(first + step, self.band.size))
            table[:, places] = self._starts(places, sizes)
        return table

    def _starts(self, places: Numbers, sizes: Numbers) -> Numbers:
        band = self.band
        i, j = band.at(places)
        top, left = self.points[np.searchsorted(self.stops, places)].T
        row, column = i - sizes[:, :1], j - sizes[:, 1:]
        inside = (row >= top) & (column >= left)
        row[~inside] = 0
        inside &= (column >= band.low.take(row)) & (column <= band.high.take(row))
        return np.where(inside, (band.offsets[:-1] - band.low).take(row) + column, -1)
