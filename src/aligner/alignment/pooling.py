"""Bands around every path that is at all likely, found from coarse to fine.

Versions are pooled, four segments into one and again, until the whole lattice is small; its likely paths bound the
search one level below (as Vecalign, Thompson and Koehn 2019, does with a single path). Bounds come from
probabilities, so a sure stretch gets a narrow band and a doubtful one, or a long gap, a wide one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.band import Band
from aligner.alignment.lattice import IMPOSSIBLE, Lattice, Path, visited
from aligner.alignment.pieces import Pieces
from aligner.alignment.shapes import NARROW
from aligner.alignment.sure import Sureness, best_matches, plain_way

Floats: TypeAlias = NDArray[np.float32]
Numbers: TypeAlias = NDArray[np.int64]

SMALL = 10_000
"""Lattices of up to this many points are searched without cuts."""
_TOP = 1_000_000
"""The coarsest level has at most this many points."""
_POOL = 4
_LEAST = 1e-6
"""Probability from which a point of pooled versions is worth a closer look."""
_MOST = 60
"""Points of a band for each segment, beyond which only those around the best path are searched."""
_RADIUS = 12
"""Rows and columns around it."""
_ROWS = 64


@dataclass(frozen=True, slots=True)
class Measure:
    """What cosines of a kind of vectors are worth before any weights are learned."""

    sharpness: float = 7.0
    match_from: float = 0.22
    """Cosine above which two pooled blocks are rather a match than two gaps."""
    gap: float = 0.0
    """Score of a block without a match."""
    sure: Sureness | None = None
    """What plain matches must show; None where vectors are too coarse to have any."""


Measuring: TypeAlias = Callable[[Floats, Floats], Measure]
"""Tells what the cosines of two versions' blocks are worth, shapes [blocks, dim]."""


class Pyramid:
    """A version's vectors and those of its blocks of 4, 16 and more segments, worked out as they are asked for."""

    def __init__(self, vectors: Floats) -> None:
        """Segments' vectors as they are to be summed up, shape [segments, dim]."""
        self._sums = [vectors]
        self._units: dict[int, Floats] = {}

    def size(self, level: int) -> int:
        """Number of blocks, those of level 0 being segments."""
        size = len(self._sums[0])
        for _ in range(level):
            size = -(-size // _POOL)
        return size

    def unit(self, level: int) -> Floats:
        """The vectors of blocks at unit length, or 0."""
        if level not in self._units:
            sums = self._summed(level)
            norms = np.linalg.norm(sums, axis=1, keepdims=True)
            self._units[level] = (sums / np.maximum(norms, 1e-6)).astype(np.float32)
        return self._units[level]

    def _summed(self, level: int) -> Floats:
        while level >= len(self._sums):
            finer = self._sums[-1]
            sums = np.add.reduceat(finer, np.arange(0, len(finer), _POOL), axis=0).astype(np.float32)
            self._sums.append(sums)
        return self._sums[level]


def rough_band(a: Pyramid, b: Pyramid, measuring: Measuring, whole: int = _TOP) -> Band:
    """The band to search, everything where the lattice has no more than `whole` points."""
    top = 0
    while (a.size(top) + 1) * (b.size(top) + 1) > (_TOP if top else whole):
        top += 1
    band = Band.everything(a.size(top), b.size(top))
    for level in range(top, 0, -1):
        blocks = a.unit(level), b.unit(level)
        band = _likely(band, *blocks, measuring(*blocks))
        band = _expanded(band, a.size(level - 1), b.size(level - 1))
    return band


def bounded(band: Band, best_path: Callable[[], Path]) -> Band:
    """The band, or what is around the best path where it is too large to be searched.

    It is where texts are as likely to stand in one place as in another far away, such as those a version has twice.
    """
    if band.size <= _MOST * (band.rows + band.columns):
        return band
    return Band.around(best_path()[:, [1, 3]], band.rows, band.columns, _RADIUS)


def likely_part(band: Band, seen: NDArray[np.bool_]) -> Band:
    """The narrowest band that holds some of the points of a band; rows without any connect their neighbours."""
    i, j = band.points()
    low = np.full(band.rows + 1, band.columns, dtype=np.int64)
    high = np.zeros(band.rows + 1, dtype=np.int64)
    np.minimum.at(low, i[seen], j[seen])
    np.maximum.at(high, i[seen], j[seen])
    low[0], high[-1] = 0, band.columns
    low = np.minimum.accumulate(low[::-1])[::-1].copy()
    high = np.maximum.accumulate(high)
    return Band.of(np.minimum(low, high), np.maximum(low, high))


def cut_within(band: Band, cuts: Numbers) -> Pieces:
    """Cut a band at those of some grid points that lie in it."""
    return Pieces.cut(band, cuts[band.index(*cuts.T) >= 0])


def _likely(band: Band, a: Floats, b: Floats, measure: Measure) -> Band:
    """The points of a band that some path of noticeable probability visits."""
    pieces, sure = Pieces.whole(band), measure.sure
    if sure is not None and band.size > SMALL:
        pieces = cut_within(band, plain_way(best_matches(band, a, b, sure.cosine), sure).cuts)
    lattice, scores = Lattice(pieces, NARROW), _simple_scores(pieces.band, a, b, measure)
    likely = likely_part(pieces.band, visited(lattice.chances(scores)) >= _LEAST)
    return bounded(likely, lambda: lattice.best_path(scores))


def _expanded(band: Band, rows: int, columns: int) -> Band:
    """The same region one level finer, with room for the rounding of both ends."""
    coarse = np.minimum(np.arange(rows + 1) // _POOL, band.rows)
    above = np.maximum(coarse - 1, 0)
    below = np.minimum(coarse + 2, band.rows)
    low = np.maximum((band.low[above] - 1) * _POOL, 0)
    high = np.minimum((band.high[below] + 2) * _POOL, columns)
    low[0], high[-1] = 0, columns
    return Band.of(np.minimum.accumulate(low[::-1])[::-1].copy(), np.maximum.accumulate(high))


def _simple_scores(band: Band, a: Floats, b: Floats, measure: Measure) -> Floats:
    """Scores from cosines alone, with biases that favour neither one bead of three nor a bead and a gap."""
    scores = np.full((len(NARROW.shapes), band.size), IMPOSSIBLE, dtype=np.float32)
    for top in range(0, band.rows + 1, _ROWS):
        bottom = min(top + _ROWS, band.rows + 1)
        left, right = int(band.low[top]), int(band.high[bottom - 1]) + 1
        i, j = band.points(top, bottom)
        flat = slice(band.offsets[top], band.offsets[bottom])
        first_row, first_column = max(0, top - 2), max(0, left - 2)
        sums = np.zeros((bottom - top + 3, right - left + 3), dtype=np.float32)
        part = a[first_row : bottom - 1] @ b[first_column : right - 1].T
        sums[first_row - top + 3 : first_row - top + 3 + len(part), first_column - left + 3 :][:, : part.shape[1]] = (
            part
        )
        value = measure.sharpness * (sums - measure.match_from)
        i, j = i - top, j - left
        one = value[i + 2, j + 2]
        scores[1, flat] = one
        scores[2, flat] = 0.75 * (one + value[i + 2, j + 1]) - 1.0
        scores[3, flat] = 0.75 * (one + value[i + 1, j + 2]) - 1.0
        scores[0, flat] = scores[4, flat] = measure.gap
    return scores
