"""Numbers and names that two versions share, weighed by how rare they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.bags import Bags

Floats: TypeAlias = NDArray[np.float32]
Numbers: TypeAlias = NDArray[np.int64]
_MOST = 90


@dataclass(frozen=True)
class SharedAnchors:
    """The anchors of two versions that occur in both, numbered alike, with weights in 0..1."""

    a: Bags
    b: Bags
    weights: Floats
    """Per key: 1 for a key that occurs once on each side, towards 0 for one that is everywhere."""

    def common(self, top: int, bottom: int, left: int, right: int) -> tuple[Numbers, Numbers, Floats]:
        """The anchors shared by segments top … bottom of `a` and left … right of `b`: segments and weights."""
        a_rows, a_keys = _slice(self.a, top, bottom)
        b_rows, b_keys = _slice(self.b, left, right)
        order = np.argsort(b_keys, kind="stable")
        b_rows, b_keys = b_rows[order], b_keys[order]
        first = np.searchsorted(b_keys, a_keys)
        counts = np.searchsorted(b_keys, a_keys, side="right") - first
        entry = np.repeat(np.arange(len(a_keys)), counts)
        partner = np.repeat(first - (np.cumsum(counts) - counts), counts) + np.arange(len(entry))
        return a_rows[entry] + top, b_rows[partner] + left, self.weights[a_keys[entry]]

    def totals(self) -> tuple[Floats, Floats]:
        """Summed weight of the anchors of each segment of `a` and of `b`."""
        return _totals(self.a, self.weights), _totals(self.b, self.weights)


def shared_anchors(a: Bags, b: Bags, length: int = 1) -> SharedAnchors:
    """Keep the anchors that both versions have; a key's weight falls with the number of segments that hold it.

    Keys of less than `length` characters weigh less, as they agree by chance more often. Those in more than `_MOST`
    segments say nothing about any one of them and are left out; no segment may hold one twice.
    """
    a_often, b_often = (dict(zip(bags.names, bags.frequency().tolist(), strict=True)) for bags in (a, b))
    often = {name: count + b_often[name] for name, count in a_often.items() if count and b_often.get(name)}
    a, b = (
        bags.replaced([[name] if often.get(name, _MOST + 1) <= _MOST else [] for name in bags.names])
        for bags in (a, b)
    )
    rarity = np.sqrt(2 / np.array([often[name] for name in a.names]))
    lengths = np.array([len(name) for name in a.names])
    certainty = np.minimum(1, (lengths - 1) / (length - 1)) if length > 1 else 1
    return SharedAnchors(a, b, (rarity * certainty).astype(np.float32))


def _slice(bags: Bags, first: int, last: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    starts = bags.starts
    rows = np.repeat(np.arange(last - first), starts[first + 1 : last + 1] - starts[first:last])
    return rows, bags.keys[starts[first] : starts[last]]


def _totals(bags: Bags, weights: Floats) -> Floats:
    sums = np.concatenate([[0.0], np.cumsum(weights[bags.keys], dtype=np.float64)])
    totals: Floats = (sums[bags.starts[1:]] - sums[bags.starts[:-1]]).astype(np.float32)
    return totals
