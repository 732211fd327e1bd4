"""Where two versions may run together, found without an encoder: from words they share, lengths and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.bags import Floats
from aligner.alignment.band import Band
from aligner.alignment.lattice import Lattice, Path, along, visited
from aligner.alignment.pair import Pair
from aligner.alignment.pieces import Pieces
from aligner.alignment.pooling import Measure, Pyramid, likely_part, rough_band
from aligner.alignment.scoring import Scorer
from aligner.alignment.shapes import FULL, NARROW
from aligner.alignment.side import Side

Numbers: TypeAlias = NDArray[np.int64]

_WHOLE = 60_000
"""Lattices of up to this many points are searched whole."""
_SAMPLE = 256
_SLOPE = 0.8
_LEAST = 1e-7
_CERTAIN = 0.9998
_LIKELY, _ENOUGH = 0.6, 12
_SURE = (2, 4)
"""Rows and columns added about the likely points: beads larger than those of the first search must fit in."""


@dataclass(frozen=True)
class Look:
    """What a quick search found."""

    band: Band
    """Narrower than the one that was searched, with room for beads of all shapes."""
    path: Path
    chances: Floats
    """The probability of each bead of the path."""

    def space(self) -> Pieces:
        """The band, cut where the path is as good as certain: after a sure one-to-one bead and before another."""
        shape = self.path[:, [1, 3]] - self.path[:, [0, 2]]
        sure = (shape == 1).all(axis=1) & (self.chances >= _CERTAIN)
        places = np.flatnonzero(sure[:-1] & sure[1:])
        return Pieces.cut(self.band, self.path[places][:, [1, 3]])

    def ratio(self, a: Side, b: Side) -> float | None:
        """Characters of `b` for one of `a` where the versions run together; None where that is hardly anywhere.

        Over whole versions the ratio is off as soon as a chapter is missing on one side.
        """
        path = self.path[
            (self.chances >= _LIKELY) & (self.path[:, 1] > self.path[:, 0]) & (self.path[:, 3] > self.path[:, 2])
        ]
        if len(path) < _ENOUGH:
            return None
        a_chars, b_chars = (np.concatenate([[0.0], np.cumsum(side.chars, dtype=np.float64)]) for side in (a, b))
        a_total = float((a_chars[path[:, 1]] - a_chars[path[:, 0]]).sum())
        return float((b_chars[path[:, 3]] - b_chars[path[:, 2]]).sum()) / max(1.0, a_total)


def shared_words_band(a: Floats, b: Floats) -> Band:
    """The band to search, from summed hashed words that both versions may share, shape [segments, dim]."""
    return rough_band(Pyramid(a), Pyramid(b), _measure, _WHOLE)


def look(pair: Pair, band: Band, weights: Floats) -> Look:
    """Search a band with the smallest beads only, by all the evidence there is."""
    lattice = Lattice(Pieces.whole(band), NARROW)
    path, chances = lattice.search(Scorer(pair, lattice, [weights]).scores(0))
    return Look(_visited(band, chances), path, along(path, chances, band, NARROW))


def _visited(band: Band, chances: Floats) -> Band:
    """The part of a band that some path of noticeable probability visits."""
    if band.size <= (FULL.reach * 12) ** 2:
        return band
    return likely_part(band, visited(chances) >= _LEAST).widened(*_SURE)


def _measure(a: Floats, b: Floats) -> Measure:
    """Cosines against those of blocks taken anywhere: how many deviations above the mean a true match lies.

    Where the versions share no words a match must not be better than any other, and gaps must cost something, so that
    the path keeps to the diagonal.
    """
    sample = a[np.unique(np.linspace(0, len(a) - 1, min(_SAMPLE, len(a))).astype(np.int64))]
    other = b[np.unique(np.linspace(0, len(b) - 1, min(_SAMPLE, len(b))).astype(np.int64))]
    cosines = sample @ other.T
    deviation = max(float(cosines.std()), 0.02)
    return Measure(_SLOPE / deviation, float(cosines.mean()) - 0.3 * deviation, -1.0)
