"""Numbers and names that two versions share, weighed by how rare they are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.side import Anchors

Floats: TypeAlias = NDArray[np.float32]
_MOST = 90


@dataclass(frozen=True)
class SharedAnchors:
    """The anchors of two versions that occur in both, as sparse rows with weights in 0..1."""

    a_starts: NDArray[np.int64]
    a_keys: NDArray[np.int64]
    b_starts: NDArray[np.int64]
    b_keys: NDArray[np.int64]
    weights: Floats
    """Per key: 1 for a key that occurs once on each side, towards 0 for one that is everywhere."""

    def common(self, top: int, bottom: int, left: int, right: int) -> Floats:
        """Weight of the anchors shared by segments top … bottom of `a` with left … right of `b`, per pair."""
        a_rows, a_keys = _slice(self.a_starts, self.a_keys, top, bottom)
        b_rows, b_keys = _slice(self.b_starts, self.b_keys, left, right)
        order = np.argsort(b_keys, kind="stable")
        b_rows, b_keys = b_rows[order], b_keys[order]
        first = np.searchsorted(b_keys, a_keys)
        counts = np.searchsorted(b_keys, a_keys, side="right") - first
        entry = np.repeat(np.arange(len(a_keys)), counts)
        partner = np.repeat(first - (np.cumsum(counts) - counts), counts) + np.arange(len(entry))
        width = right - left
        places = a_rows[entry] * width + b_rows[partner]
        held = np.bincount(places, weights=self.weights[a_keys[entry]], minlength=(bottom - top) * width)
        return held.reshape(bottom - top, width).astype(np.float32)

    def totals(self) -> tuple[Floats, Floats]:
        """Summed weight of the anchors of each segment of `a` and of `b`."""
        return _totals(self.a_starts, self.weights[self.a_keys]), _totals(self.b_starts, self.weights[self.b_keys])


def shared_anchors(a: Anchors, b: Anchors) -> SharedAnchors:
    """Keep the anchors that both versions have; a key's weight falls with the number of segments that hold it.

    Keys in more than `_MOST` segments say nothing about any one of them and are left out.
    """
    held = Counter(a.keys), Counter(b.keys)
    known = sorted(key for key in held[0].keys() & held[1].keys() if held[0][key] + held[1][key] <= _MOST)
    number = {key: index for index, key in enumerate(known)}
    a_starts, a_keys = _renumbered(a, number)
    b_starts, b_keys = _renumbered(b, number)
    frequency = np.array([held[0][key] + held[1][key] for key in known], dtype=np.float64)
    return SharedAnchors(a_starts, a_keys, b_starts, b_keys, np.sqrt(2 / frequency).astype(np.float32))


def _renumbered(anchors: Anchors, number: dict[str, int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    keys = np.array([number.get(key, -1) for key in anchors.keys], dtype=np.int64)
    kept = keys >= 0
    counts = np.concatenate([[0], np.cumsum(kept)])
    return counts[anchors.starts].astype(np.int64), keys[kept]


def _slice(
    starts: NDArray[np.int64], keys: NDArray[np.int64], first: int, last: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    rows = np.repeat(np.arange(last - first), starts[first + 1 : last + 1] - starts[first:last])
    return rows, keys[starts[first] : starts[last]]


def _totals(starts: NDArray[np.int64], weights: Floats) -> Floats:
    sums = np.concatenate([[0.0], np.cumsum(weights, dtype=np.float64)])
    totals: Floats = (sums[starts[1:]] - sums[starts[:-1]]).astype(np.float32)
    return totals
