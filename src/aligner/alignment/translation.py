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
    return TranslationTable(cells.a.keys[kept], cells.b.keys[kept], values[kept].astype(np.float32))


@dataclass(frozen=True)
class _Slots:
    """The units of all texts of a version, those of a text once each; one occurrence is a slot."""

    texts: Numbers
    """Shape [slots]: where each stands, and what it is."""
    units: Numbers
    names: int
    """How many units there are."""
    cells: Numbers
    """Shape [cells]: the slot of each cell, see `_Cells`."""
    keys: Numbers
    """Shape [pairs]: the unit of each pair of units that occurs."""


@dataclass(frozen=True)
class _Cells:
    """Every unit of a text of `a` with every unit of its partner in `b`."""

    pairs: Numbers
    """Shape [cells]: the pair of units, a place in the keys of both versions."""
    a: _Slots
    b: _Slots

    def turned(self) -> _Cells:
        return _Cells(self.pairs, self.b, self.a)


def _cells(a: Bags, b: Bags) -> _Cells:
    a, b = (bags.shortened(_LONGEST).distinct() for bags in (a, b))
    a_rows = a.rows
    widths = np.diff(b.starts)[a_rows]
    a_slots = np.repeat(np.arange(len(a_rows)), widths)
    before = np.cumsum(widths) - widths
    b_slots = np.arange(len(a_slots)) - np.repeat(before - b.starts[a_rows], widths)
    width = max(1, len(b.names))
    codes = a.keys[a_slots]
    codes *= width
    codes += b.keys[b_slots]
    # `numpy.unique` with its inverse holds five arrays of this size at once: the most of a whole search.
    known = np.sort(codes)
    known = known[np.diff(known, prepend=-1) > 0]
    return _Cells(
        np.searchsorted(known, codes),
        _Slots(a_rows, a.keys, len(a.names), a_slots, known // width),
        _Slots(b.rows, b.keys, len(b.names), b_slots, known % width),
    )


def _model_one(cells: _Cells, weights: Floats, rounds: int, discount: float) -> Doubles:
    """The probability of each pair's unit of `b` given its unit of `a`, shape [pairs]."""
    a, b, size = cells.a, cells.b, len(cells.a.keys)
    weight = weights.astype(np.float64)[b.texts]
    paired = np.bincount(b.cells, minlength=len(b.units)) > 0
    b_seen = np.bincount(b.units[paired], minlength=b.names).astype(np.float64)
    null = (b_seen / max(1.0, b_seen.sum()))[b.units]
    counts: Doubles = np.ones(size)
    for _ in range(rounds):
        share = (counts / _of_units(a, counts))[cells.pairs]
        total = np.bincount(b.cells, weights=share, minlength=len(b.units)) + null
        share *= (weight / np.where(paired, total, 1.0))[b.cells]
        counts = np.bincount(cells.pairs, weights=share, minlength=size).astype(np.float64, copy=False)
    return np.maximum(counts - discount, 0.0) / _of_units(a, counts)


def _of_units(a: _Slots, counts: Doubles) -> Doubles:
    """The counts of all pairs with the same unit, for each pair."""
    summed: Doubles = np.maximum(np.bincount(a.keys, weights=counts, minlength=a.names), 1e-9)[a.keys]
    return summed


def _gathered(to: Numbers, source: Numbers, values: Floats, table: Floats, size: int) -> Floats:
    result = np.zeros((size, table.shape[1]), dtype=np.float32)
    order = np.argsort(to, kind="stable")
    to, source, values = to[order], source[order], values[order]
    first = np.flatnonzero(np.concatenate([[True], to[1:] != to[:-1]])) if len(to) else np.zeros(0, np.int64)
    if len(first):
        rows = table[source]
        rows *= values[:, None]
        result[to[first]] = np.add.reduceat(rows, first, axis=0)
    return result
