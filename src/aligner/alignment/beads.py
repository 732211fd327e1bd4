"""Beads that a path may hold, one after the other, in numbers that arrays can be read with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.band import Band
from aligner.alignment.lattice import Lattice
from aligner.alignment.shapes import ShapeSet

Floats: TypeAlias = NDArray[np.float32]
Numbers: TypeAlias = NDArray[np.int64]

_BEADS = 50_000
"""Worked at once: enough for array arithmetic to pay, few enough to stay in the processor's cache."""
_MOST_ROWS = 960
"""Rows worked at once, as many of them may hold few beads."""


@dataclass(frozen=True)
class Beads:
    """Some beads of a band; every array has one entry per bead."""

    band: Band
    n: Numbers
    """Segments of the first version."""
    m: Numbers
    i: Numbers
    """The row of the point in which they end; `j` is its column."""
    j: Numbers

    @staticmethod
    def of(band: Band, shapes: ShapeSet, kinds: Numbers, ends: Numbers) -> Beads:
        """The beads of these shapes that end in these points: numbers of shapes, ascending, and flat places."""
        n, m = shapes.sizes.T.take(kinds, axis=1)
        i, j = band.at(ends)
        return Beads(band, n, m, i, j)

    def part(self, held: slice) -> Beads:
        """Some of them."""
        return Beads(self.band, self.n[held], self.m[held], self.i[held], self.j[held])

    @cached_property
    def groups(self) -> list[slice]:
        """Those without a counterpart in the second version, those with two sides, those without in the first."""
        sides = (self.n > 0) * 1 + (self.m > 0) * 2
        turns = np.flatnonzero(np.diff(sides)) + 1
        bounds = [0, *turns.tolist(), len(sides)]
        return [slice(first, last) for first, last in pairwise(bounds) if last > first]


@dataclass(frozen=True)
class Listing:
    """All beads of a lattice, in portions of neighbouring rows and in each of them shape by shape."""

    band: Band
    shapes: ShapeSet
    kinds: NDArray[np.int8]
    ends: NDArray[np.int32]
    rows: list[tuple[int, int]]
    """Those of each portion, the second exclusive."""
    bounds: list[int]
    """Where the beads of each portion begin, and the end of the last."""

    @staticmethod
    def of(lattice: Lattice) -> Listing:
        """List all that neither leave the band nor go over a cut."""
        band, rows = lattice.pieces.band, list(portions(lattice.pieces.band, lattice.shapes))
        kinds, ends = [], []
        for top, bottom in rows:
            first, last = int(band.offsets[top]), int(band.offsets[bottom])
            kind, place = np.nonzero(lattice.starts[:, first:last] >= 0)
            kinds.append(kind.astype(np.int8))
            ends.append(place.astype(np.int32) + np.int32(first))
        bounds = np.cumsum([0, *map(len, kinds)]).tolist()
        return Listing(band, lattice.shapes, np.concatenate(kinds), np.concatenate(ends), rows, bounds)

    @property
    def size(self) -> int:
        """Number of beads."""
        return len(self.kinds)

    def __iter__(self) -> Iterator[tuple[slice, Beads]]:
        """The portions, and which of all beads each holds."""
        for (top, bottom), first, last in zip(self.rows, self.bounds[:-1], self.bounds[1:], strict=True):
            if last > first:
                held = slice(first, last)
                place = self.ends[held] - self.band.offsets[top]
                i, j = (values.take(place) for values in self.band.points(top, bottom))
                n, m = self.shapes.sizes.T.take(self.kinds[held], axis=1)
                yield held, Beads(self.band, n, m, i, j)

    def spread(self, values: Floats, elsewhere: float) -> Floats:
        """Values of the beads as a table [shapes, points], with something else where there is no such bead."""
        table = np.full((len(self.shapes.shapes), self.band.size), elsewhere, dtype=np.float32)
        table[self.kinds, self.ends] = values
        return table


def portions(band: Band, shapes: ShapeSet) -> Iterator[tuple[int, int]]:
    """The rows of a band, some at a time: from one up to another (exclusive)."""
    most, top = _BEADS // len(shapes.shapes), 0
    while top <= band.rows:
        fit = int(np.searchsorted(band.offsets, band.offsets[top] + most, side="right")) - 1
        bottom = min(max(fit, top + 1), top + _MOST_ROWS, band.rows + 1)
        yield top, bottom
        top = bottom
