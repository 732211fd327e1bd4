"""Numbers and names that two versions share, weighed by how rare they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.bags import Bags

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


def shared_anchors(a: Bags, b: Bags, length: int = 1) -> SharedAnchors:
    """Keep the anchors that both versions have; a key's weight falls with the number of segments that hold it.

    Keys of less than `length` characters weigh less, as they agree by chance more often. Those in more than `_MOST`
    segments say nothing about any one of them and are left out; no segment may hold one twice.
    """
    a_often, b_often = (np.bincount(bags.keys, minlength=len(bags.names)) for bags in (a, b))
    b_place = {name: place for place, name in enumerate(b.names)}
    both = [(place, b_place[name]) for place, name in enumerate(a.names) if name in b_place]
    a_at, b_at = np.array(both, dtype=np.int64).reshape(-1, 2).T
    frequency = a_often[a_at] + b_often[b_at]
    kept = (a_often[a_at] > 0) & (b_often[b_at] > 0) & (frequency <= _MOST)
    a_starts, a_keys = _renumbered(a, a_at[kept])
    b_starts, b_keys = _renumbered(b, b_at[kept])
    sizes = np.array([len(a.names[place]) for place in a_at[kept].tolist()])
    weights = np.sqrt(2 / frequency[kept]) * np.minimum(1, (sizes - 1) / max(1, length - 1) if length > 1 else 1)
    return SharedAnchors(a_starts, a_keys, b_starts, b_keys, weights.astype(np.float32))


def _renumbered(bags: Bags, kept: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Only some units of each text, numbered in the order in which they are given."""
    number = np.full(len(bags.names), -1, dtype=np.int64)
    number[kept] = np.arange(len(kept))
    keys = number[bags.keys]
    counts = np.concatenate([[0], np.cumsum(keys >= 0)])
    return counts[bags.starts].astype(np.int64), keys[keys >= 0]


def _slice(
    starts: NDArray[np.int64], keys: NDArray[np.int64], first: int, last: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    rows = np.repeat(np.arange(last - first), starts[first + 1 : last + 1] - starts[first:last])
    return rows, keys[starts[first] : starts[last]]


def _totals(starts: NDArray[np.int64], weights: Floats) -> Floats:
    sums = np.concatenate([[0.0], np.cumsum(weights, dtype=np.float64)])
    totals: Floats = (sums[starts[1:]] - sums[starts[:-1]]).astype(np.float32)
    return totals
