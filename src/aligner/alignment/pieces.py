"""The part of the lattice that is searched, cut where every path must pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.band import Band

Numbers: TypeAlias = NDArray[np.int64]


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
