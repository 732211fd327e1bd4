"""Which units of one language stand for which of another, learned from texts that probably translate each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.bags import Bags, Floats, Numbers

Doubles: TypeAlias = NDArray[np.float64]

_LONGEST = 60
"""Units of a text that count; the cost of a pair of texts grows with the product of their numbers of units."""


@dataclass(frozen=True)
class TranslationTable:
    """Pairs of units that were seen to translate each other, and how strongly."""

    a_keys: Numbers
    b_keys: Numbers
    values: Floats
    """0..1; the geometric mean of the probabilities of both directions."""

    def coverage(self, a_units: int, b_units: int) -> tuple[Floats, Floats]:
        """How well the table knows each unit of `a` and of `b`: the length of its row of values, about 0..1."""
        squares = self.values.astype(np.float64) ** 2
        return (
            np.sqrt(np.bincount(self.a_keys, weights=squares, minlength=a_units)).astype(np.float32),
            np.sqrt(np.bincount(self.b_keys, weights=squares, minlength=b_units)).astype(np.float32),
        )

    def spread(self, table: Floats, size: int) -> Floats:
        """For each of `size` units of `a`, its translations' rows in a table [units of b, dim], weighed."""
        return _gathered(self.a_keys, self.b_keys, self.values, table, size)

    def spread_back(self, table: Floats, size: int) -> Floats:
        """The same from `b` to `a`."""
        return _gathered(self.b_keys, self.a_keys, self.values, table, size)


def learn_translations(a: Bags, b: Bags, weights: Floats, rounds: int = 8, discount: float = 0.2) -> TranslationTable:
    """Learn from pairs of texts (text i of `a` with text i of `b`, each with a weight in 0..1).

    IBM Model 1 with a null word (Brown et al. 1993) in both directions, `rounds` of expectation maximisation each,
    multiplied so that both must agree (Liang et al. 2006). Expected counts are lowered by `discount` at the end: what
    was seen together once is a coincidence of that one pair, and would only confirm that it was taken for a pair.
    """
    cells = _cells(a, b)
    there = _model_one(cells, weights, rounds, discount)
    back = _model_one(cells.turned(), weights, rounds, discount)
    values = np.sqrt(there * back)
    kept = values > 0.01
    return TranslationTable(cells.a_keys[kept], cells.b_keys[kept], values[kept].astype(np.float32))


@dataclass(frozen=True)
class _Cells:
    """Every unit of a text of `a` with every unit of its partner in `b`; texts' units counted once each."""

    pairs: Numbers
    """Shape [cells]: the pair of units, a place in `a_keys` and `b_keys`."""
    texts: Numbers
    a_slots: Numbers
    """Shape [cells]: the occurrence (unit in text) of `a`; the same for `b`."""
    b_slots: Numbers
    a_keys: Numbers
    b_keys: Numbers
    a_units: int
    b_units: int

    def turned(self) -> _Cells:
        return _Cells(
            self.pairs, self.texts, self.b_slots, self.a_slots, self.b_keys, self.a_keys, self.b_units, self.a_units
        )


def _cells(a: Bags, b: Bags) -> _Cells:
    a, b = (bags.shortened(_LONGEST).distinct() for bags in (a, b))
    a_rows = a.rows
    widths = np.diff(b.starts)[a_rows]
    a_slots = np.repeat(np.arange(len(a_rows)), widths)
    before = np.cumsum(widths) - widths
    b_slots = np.arange(len(a_slots)) - np.repeat(before - b.starts[a_rows], widths)
    width = max(1, len(b.names))
    codes, pairs = np.unique(a.keys[a_slots] * width + b.keys[b_slots], return_inverse=True)
    return _Cells(pairs, a_rows[a_slots], a_slots, b_slots, codes // width, codes % width, len(a.names), len(b.names))


def _model_one(cells: _Cells, weights: Floats, rounds: int, discount: float) -> Doubles:
    """The probability of each pair's unit of `b` given its unit of `a`, shape [pairs]."""
    weight = weights.astype(np.float64)[cells.texts]
    slots = int(cells.b_slots.max()) + 1 if len(cells.b_slots) else 0
    b_seen = np.zeros(cells.b_units)
    slot_key = np.zeros(slots, dtype=np.int64)
    slot_key[cells.b_slots] = cells.b_keys[cells.pairs]
    np.add.at(b_seen, slot_key, 1.0)
    null = (b_seen / max(1.0, b_seen.sum()))[slot_key]
    chance = np.full(len(cells.a_keys), 1.0)
    chance /= np.bincount(cells.a_keys, minlength=cells.a_units)[cells.a_keys]
    counts = chance
    for _ in range(rounds):
        share = chance[cells.pairs]
        total = np.bincount(cells.b_slots, weights=share, minlength=slots) + null
        counts = np.bincount(cells.pairs, weights=weight * share / total[cells.b_slots], minlength=len(cells.a_keys))
        chance = (
            counts
            / np.maximum(np.bincount(cells.a_keys, weights=counts, minlength=cells.a_units), 1e-9)[cells.a_keys]
        )
    whole = np.bincount(cells.a_keys, weights=counts, minlength=cells.a_units)[cells.a_keys]
    return np.maximum(counts - discount, 0.0) / np.maximum(whole, 1e-9)


def _gathered(to: Numbers, source: Numbers, values: Floats, table: Floats, size: int) -> Floats:
    result = np.zeros((size, table.shape[1]), dtype=np.float32)
    order = np.argsort(to, kind="stable")
    to, source, values = to[order], source[order], values[order]
    first = np.flatnonzero(np.concatenate([[True], to[1:] != to[:-1]])) if len(to) else np.zeros(0, np.int64)
    if len(first):
        result[to[first]] = np.add.reduceat(table[source] * values[:, None], first, axis=0)
    return result
