"""Which runs of segments are worth embedding as one text: those on which an uncertain bead turns.

The mean of its segments' vectors is good enough to find the path, but not to place every boundary; the vector of
the true concatenation is better and costs one more text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np

from aligner.alignment.band import Band
from aligner.alignment.pair import Pair
from aligner.alignment.scoring import Floats
from aligner.alignment.shapes import ShapeSet

Run: TypeAlias = tuple[str, int, int]
"""Language, grid point where the run ends, number of segments."""

_LEAST_DOUBT = 0.03


def doubtful_runs(
    pairs: Mapping[tuple[str, str], tuple[Pair, Band, Floats]], shapes: ShapeSet, budget: int
) -> list[Run]:
    """The runs whose true vectors are not known and matter most, at most `budget` of them.

    For every pair its evidence, band and bead probabilities p; a run matters as much as the most uncertain bead,
    by p (1 - p), that has it for a side.
    """
    doubts: dict[Run, float] = {}
    for (a, b), (pair, band, posteriors) in pairs.items():
        i, j = band.points()
        for index, (n, m) in enumerate(shapes.shapes):
            if n + m <= 2 or 0 in (n, m):
                continue
            doubt = posteriors[index] * (1.0 - posteriors[index])
            for point in np.flatnonzero(doubt >= _LEAST_DOUBT):
                value = float(doubt[point])
                for language, half, length, end in ((a, pair.a, n, int(i[point])), (b, pair.b, m, int(j[point]))):
                    if length > 1 and not half.known[length, end]:
                        run = (language, end, length)
                        doubts[run] = max(doubts.get(run, 0.0), value)
    ranked = sorted(doubts, key=lambda run: (-doubts[run], run))
    return ranked[:budget]
