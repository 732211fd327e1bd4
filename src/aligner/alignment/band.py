"""The part of the lattice that is searched: for every row of grid points, one range of columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Band:
    """Grid points (i, j), meaning "i segments of the first and j of the second version are done".

    `low` and `high` (inclusive) hold one column range for every i in 0..N and never decrease. All point arrays
    are flat, row after row; `offsets[i]` is where row i begins.
    """

    low: NDArray[np.int64]
    high: NDArray[np.int64]
    offsets: NDArray[np.int64]

    @staticmethod
    def of(low: NDArray[np.int64], high: NDArray[np.int64]) -> Band:
        """Make a band from its ranges."""
        offsets = np.zeros(len(low) + 1, dtype=np.int64)
        np.cumsum(high - low + 1, out=offsets[1:])
        return Band(low, high, offsets)

    @staticmethod
    def everything(rows: int, columns: int) -> Band:
        """The whole lattice of `rows` by `columns` segments."""
        low = np.zeros(rows + 1, dtype=np.int64)
        return Band.of(low, np.full(rows + 1, columns, dtype=np.int64))

    @staticmethod
    def around(path: NDArray[np.int64], rows: int, columns: int, radius: int) -> Band:
        """All points within `radius` (rows or columns) of a monotone path of grid points, shape [k, 2]."""
        low = np.full(rows + 1, columns, dtype=np.int64)
        high = np.zeros(rows + 1, dtype=np.int64)
        i, j = path[:, 0], path[:, 1]
        np.minimum.at(low, i, j)
        np.maximum.at(high, i, j)
        missing = low > high
        if missing.any():
            order = np.arange(rows + 1)
            low = np.where(missing, np.interp(order, i, j).astype(np.int64), low)
            high = np.where(missing, np.interp(order, i, j).astype(np.int64), high)
        return Band._widened(low, high, (radius, radius))

    @staticmethod
    def _widened(low: NDArray[np.int64], high: NDArray[np.int64], margins: tuple[int, int]) -> Band:
        rows, columns = len(low) - 1, int(high[-1])
        above = np.clip(np.arange(rows + 1) - margins[0], 0, rows)
        below = np.clip(np.arange(rows + 1) + margins[0], 0, rows)
        low = np.clip(low[above] - margins[1], 0, columns)
        high = np.clip(high[below] + margins[1], 0, columns)
        low[0], high[-1] = 0, columns
        return Band.of(np.minimum.accumulate(low[::-1])[::-1].copy(), np.maximum.accumulate(high))

    def widened(self, rows: int, columns: int) -> Band:
        """The band with every range opened up and down by `rows` and sideways by `columns`."""
        return Band._widened(self.low, self.high, (rows, columns))

    def near(self, points: NDArray[np.int64], reach: int) -> Band:
        """The part of the band whose paths pass each of some points at most `reach` columns away.

        `points` ascend in both coordinates, shape [points, 2], and have a bead of one and one before and after.
        Those at the band's edge are passed over, for the rest must stay connected.
        """
        i, j = points.T
        inside = [self.index(i + step, j + step) >= 0 for step in (-1, 0, 1)]
        i, j = points[np.logical_and.reduce(inside)].T
        low, high = self.low.copy(), self.high.copy()
        low[i], high[i] = np.maximum(low[i], j - reach), np.minimum(high[i], j + reach)
        return Band.of(np.maximum.accumulate(low), np.minimum.accumulate(high[::-1])[::-1].copy())

    @property
    def rows(self) -> int:
        """Number of segments of the first version."""
        return len(self.low) - 1

    @property
    def columns(self) -> int:
        """Number of segments of the second version."""
        return int(self.high[-1])

    @property
    def size(self) -> int:
        """Number of grid points."""
        return int(self.offsets[-1])

    def points(self, first: int = 0, last: int | None = None) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The coordinates (i, j) of the points of rows `first` up to `last` (exclusive), in flat order."""
        stop = self.rows + 1 if last is None else last
        widths = self.high[first:stop] - self.low[first:stop] + 1
        i = np.repeat(np.arange(first, stop), widths)
        j = np.arange(len(i)) - np.repeat(self.offsets[first:stop] - self.offsets[first], widths)
        return i, j + np.repeat(self.low[first:stop], widths)

    def at(self, places: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The coordinates (i, j) of the points that stand at these places of flat arrays."""
        i = np.searchsorted(self.offsets, places, side="right") - 1
        return i, places - self.offsets[i] + self.low[i]

    def index(self, i: NDArray[np.int64], j: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where the points (i, j) stand in flat arrays; -1 for points outside the band."""
        inside = (i >= 0) & (i <= self.rows)
        row = np.where(inside, i, 0)
        inside &= (j >= self.low[row]) & (j <= self.high[row])
        return np.where(inside, self.offsets[row] + j - self.low[row], -1)
