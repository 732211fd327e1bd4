"""The segments that some beads stand in, in tiles along the band, and sums over any beads' segments.

A band is narrow and runs down the diagonal, so that most of the rectangle around some of its rows is never asked for.
Tiles of a few rows hold little else than the band.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.beads import Beads
from aligner.alignment.pair import Pair

Floats: TypeAlias = NDArray[np.float32]
Numbers: TypeAlias = NDArray[np.int64]
Entries: TypeAlias = Callable[[int, int, int, int], tuple[Numbers, Numbers, Floats]]
"""Gives a sparse matrix as rows, columns and values; those that name the same two segments are summed.

Asked for segments top … bottom of the first version and left … right of the second, ends exclusive.
"""

_ROWS = 16
"""Of a tile; it begins earlier by as many as a bead has at most, so that every row is in two tiles or fewer."""


@dataclass(frozen=True)
class Boxes:
    """Running sums of a matrix over segments, tile by tile."""

    totals: NDArray[np.float64]
    """Flat, `width` columns a row."""
    width: int
    first: int
    """The first row of grid points."""
    bases: Numbers
    """For each row of grid points from there on, where its column 0 would stand."""

    def sums(self, n: Numbers, m: Numbers, i: Numbers, j: Numbers) -> Floats:
        """Sums over n by m segments that end in grid points (i, j)."""
        end = self.bases.take(i - self.first) + j
        above, total = end - n * self.width, self.totals
        sums: Floats = (total.take(end) - total.take(above) - total.take(end - m) + total.take(above - m)).astype(
            np.float32
        )
        return sums


class Ground:
    """The segments that some beads of a band stand in, with the next segments of both versions."""

    def __init__(self, pair: Pair, beads: Beads) -> None:
        self._pair = pair
        band, reach = beads.band, int(beads.n.max())
        last = int(beads.i.max())
        self._first = max(0, int(beads.i.min()) - reach)
        count = (last + 1 - self._first) // _ROWS + 1
        self._starts = self._first - reach + np.arange(count) * _ROWS
        self._height = _ROWS + reach
        bottom = np.minimum(self._starts + (self._height + reach), last)
        self._left = np.maximum(band.low[np.maximum(self._starts, 0)] - 1, 0)
        self._width = int((band.high[bottom] - self._left).max()) + 2

    def boxes(self, entries: Entries) -> Boxes:
        """Sums over a sparse matrix of all segments."""
        count, height, width = len(self._starts), self._height - 1, self._width - 1
        top, bottom = max(0, int(self._starts[0])), int(self._starts[-1]) + height
        left, right = int(self._left[0]), int(self._left[-1]) + width
        a, b = self._pair.a.side.size, self._pair.b.side.size
        rows, columns, values = entries(top, min(bottom, a), left, min(right, b))
        places, weights = [], []
        for later in range(2):
            tile = (rows + 1 - self._first) // _ROWS + later
            held = np.minimum(np.maximum(tile, 0), count - 1)
            row, column = rows - self._starts[held], columns - self._left[held]
            inside = (held == tile) & (row >= 0) & (row < height) & (column >= 0) & (column < width)
            places.append(((held * height + row) * width + column)[inside])
            weights.append(values[inside])
        filled = np.bincount(np.concatenate(places), np.concatenate(weights), count * height * width)
        return self._summed(filled.astype(np.float64).reshape(count, height, width))

    def products(self, a: Floats, b: Floats) -> Boxes:
        """Sums over the products of all segments' vectors, shapes [segments of each version, dim]."""
        return self._summed(self._products(a, b))

    @property
    def closeness(self) -> Boxes:
        """Sums over the products of the versions' own vectors, weighted by length."""
        return self._summed(self._weighted)

    def cosines(self, row: Numbers, column: Numbers) -> Floats:
        """Of single segments; 0 where there is no such segment, or one of no weight."""
        a, b = self._pair.a.side.weights, self._pair.b.side.weights
        if not (len(a) and len(b)):
            return np.zeros(len(row), dtype=np.float32)
        places = self._bases(self._height - 1, self._width - 1, above=1).take(row + 1 - self._first) + column
        weights = np.maximum(a.take(row, mode="clip") * b.take(column, mode="clip"), np.float32(1e-12))
        cosines: Floats = self._weighted.ravel().take(places) / weights
        cosines[(row < 0) | (row >= len(a)) | (column < 0) | (column >= len(b))] = 0
        return cosines

    @cached_property
    def _rows(self) -> Numbers:
        """The segments of the first version in each tile; those that are none are some other instead."""
        rows: Numbers = np.clip(self._starts[:, None] + np.arange(self._height - 1), 0, self._pair.a.side.size - 1)
        return rows

    @cached_property
    def _columns(self) -> Numbers:
        """The same of the second version."""
        columns: Numbers = np.clip(self._left[:, None] + np.arange(self._width - 1), 0, self._pair.b.side.size - 1)
        return columns

    @cached_property
    def _weighted(self) -> Floats:
        return self._products(self._pair.a.side.weighted, self._pair.b.side.weighted)

    def _products(self, a: Floats, b: Floats) -> Floats:
        products: Floats = a[self._rows] @ b[self._columns].transpose(0, 2, 1)
        return products

    def _bases(self, height: int, width: int, above: int = 0) -> Numbers:
        """For each row of grid points where its column 0 would stand in tiles that begin so many rows later."""
        tile, row = np.divmod(np.arange(len(self._starts) * _ROWS), _ROWS)
        lines: Numbers = tile * height + row + (self._height - _ROWS - above)
        return lines * width - self._left[tile]

    def _summed(self, tiles: Floats | NDArray[np.float64]) -> Boxes:
        totals = np.zeros((len(tiles), self._height, self._width))
        totals[:, 1:, 1:] = tiles
        # Row by row: numpy's own running sum down the columns takes twice as long and more.
        for above, row in pairwise(range(self._height)):
            totals[:, row] += totals[:, above]
        np.cumsum(totals, axis=2, out=totals)
        return Boxes(totals.ravel(), self._width, self._first, self._bases(self._height, self._width))
