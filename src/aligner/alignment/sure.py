"""Points that every sensible path passes: where the search can be cut into independent pieces.

A cut stands in the middle of four pairs in a row, on one diagonal, each the best by far in both directions within
its neighbourhood. A bead with more than one segment, or a gap, breaks the row; so do repeated sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.band import Band

Floats: TypeAlias = NDArray[np.float32]
Numbers: TypeAlias = NDArray[np.int64]

_ROWS = 192
_AROUND = 48
"""Rows above and below that a match has to beat as well."""
_HALF_CHAIN = 2
_BELIEVED = 150.0
"""So many characters in the ratio of the whole versions are mixed in with those that plainly run together."""


@dataclass(frozen=True, slots=True)
class Sureness:
    """What a match has to show to count as plain."""

    cosine: float = 0.3
    """At least this."""
    margin: float = 0.12
    """By so much better than any rival of either side."""


def sure_points(partner: Numbers) -> Numbers:
    """Grid points to cut at, shape [cuts, 2], ascending; `partner` as `plain_partners` gives it."""
    first = np.arange(_HALF_CHAIN, len(partner) - _HALF_CHAIN + 1)
    if not len(first):
        return np.zeros((0, 2), dtype=np.int64)
    here = partner[np.minimum(first, len(partner) - 1)]
    column = np.where(here < 0, -9, here)
    chained = column >= 0
    for step in range(-_HALF_CHAIN, _HALF_CHAIN):
        chained &= partner[np.minimum(first + step, len(partner) - 1)] == column + step
    return np.stack([first[chained], column[chained]], axis=1)


def length_ratio(partner: Numbers, a_chars: Floats, b_chars: Floats) -> float:
    """Characters of `b` for one of `a`, mostly as found where the versions plainly run together.

    Over whole versions the ratio is off as soon as a chapter is missing on one side, over a few lines by chance.
    """
    matched = np.flatnonzero(partner >= 0)
    whole = float(b_chars.sum()) / max(1.0, float(a_chars.sum()))
    a_together, b_together = float(a_chars[matched].sum()), float(b_chars[partner[matched]].sum())
    return (b_together + whole * _BELIEVED) / (a_together + _BELIEVED)


def plain_partners(band: Band, a: Floats, b: Floats, sureness: Sureness) -> Numbers:
    """For each segment of `a` the one of `b` that is its best match by far, and the other way round; -1 if none."""
    partner = np.full(len(a), -1, dtype=np.int64)
    for top in range(0, len(a), _ROWS):
        bottom = min(top + _ROWS, len(a))
        first, last = max(0, top - _AROUND), min(len(a), bottom + _AROUND)
        left, right = int(band.low[first]), int(band.high[last])
        if last - first < 3 or right - left < 3:
            continue
        cosines = a[first:last] @ b[left:right].T
        rows = np.arange(last - first)
        best = cosines.argmax(axis=1)
        value = cosines[rows, best]
        rival = np.maximum(np.partition(cosines, -2, axis=1)[:, -2], np.partition(cosines, -2, axis=0)[-2][best])
        mutual = cosines.argmax(axis=0)[best] == rows
        sure = mutual & (value >= sureness.cosine) & (value - rival >= sureness.margin)
        own = sure & (rows + first >= top) & (rows + first < bottom)
        partner[rows[own] + first] = best[own] + left
    return partner
