"""Sparse tables of which single segments of two versions belong together, and with what probability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.band import Band
from aligner.alignment.shapes import ShapeSet

Floats: TypeAlias = NDArray[np.float32]
Numbers: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True)
class Links:
    """A sparse matrix over segments of `a` (rows) and `b` (columns), row by row."""

    starts: Numbers
    columns: Numbers
    values: Floats
    width: int
    """Number of segments of `b`."""

    @staticmethod
    def of(rows: Numbers, columns: Numbers, values: NDArray[np.floating], shape: tuple[int, int]) -> Links:
        """Sum entries that name the same two segments."""
        keys, place = np.unique(rows * shape[1] + columns, return_inverse=True)
        summed = np.bincount(place, weights=values, minlength=len(keys))
        starts = np.searchsorted(keys, np.arange(shape[0] + 1) * shape[1])
        return Links(starts.astype(np.int64), keys % max(1, shape[1]), summed.astype(np.float32), shape[1])

    @property
    def height(self) -> int:
        """Number of segments of `a`."""
        return len(self.starts) - 1

    @property
    def rows(self) -> Numbers:
        """The row of every entry."""
        return np.repeat(np.arange(self.height), np.diff(self.starts))

    def transposed(self) -> Links:
        """The same table seen from `b`."""
        return Links.of(self.columns, self.rows, self.values, (self.width, self.height))

    def row_sums(self) -> Floats:
        """How much of each segment of `a` is linked at all."""
        return np.bincount(self.rows, weights=self.values, minlength=self.height).astype(np.float32)

    def column_sums(self) -> Floats:
        """The same for `b`."""
        return np.bincount(self.columns, weights=self.values, minlength=self.width).astype(np.float32)

    def times(self, other: Links) -> Links:
        """The matrix product: links of `a` with the columns of `other` by way of the columns of this table."""
        counts = np.diff(other.starts)[self.columns]
        left = np.repeat(np.arange(len(self.columns)), counts)
        first = np.repeat(np.cumsum(counts) - counts, counts)
        right = other.starts[self.columns][left] + np.arange(len(left)) - first
        values = self.values[left] * other.values[right]
        return Links.of(self.rows[left], other.columns[right], values, (self.height, other.width))

    def capped(self) -> Links:
        """No value above 1."""
        return Links(self.starts, self.columns, np.minimum(self.values, 1.0).astype(np.float32), self.width)

    def scaled(self, factor: float) -> Links:
        """All values times a factor."""
        return Links(self.starts, self.columns, (self.values * factor).astype(np.float32), self.width)

    def entries(self, top: int, bottom: int, left: int, right: int) -> tuple[Numbers, Numbers, Floats]:
        """The rows, columns and values of the entries in rows top … bottom (exclusive) and columns left … right."""
        part = slice(self.starts[top], self.starts[bottom])
        rows = np.repeat(np.arange(top, bottom), np.diff(self.starts[top : bottom + 1]))
        columns = self.columns[part]
        inside = (columns >= left) & (columns < right)
        return rows[inside], columns[inside], self.values[part][inside]


def summed(tables: Sequence[Links]) -> Links:
    """Entry-wise sum of tables over the same two versions."""
    rows = np.concatenate([table.rows for table in tables])
    columns = np.concatenate([table.columns for table in tables])
    values = np.concatenate([table.values for table in tables])
    return Links.of(rows, columns, values, (tables[0].height, tables[0].width))


def link_posteriors(band: Band, posteriors: Floats, shapes: ShapeSet, least: float = 0.01) -> Links:
    """The probability that two segments stand in one bead, from the probabilities of beads.

    Beads below `least` are left out.
    """
    i, j = band.points()
    rows, columns, values = [], [], []
    for index, (n, m) in enumerate(shapes.shapes):
        found = np.flatnonzero(posteriors[index] >= least)
        for down in range(1, n + 1):
            for back in range(1, m + 1):
                rows.append(i[found] - down)
                columns.append(j[found] - back)
                values.append(posteriors[index, found])
    shape = (band.rows, band.columns)
    return Links.of(np.concatenate(rows), np.concatenate(columns), np.concatenate(values), shape)
