"""How close the sides of beads are: cosines of summed vectors, for many beads at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.beads import Beads
from aligner.alignment.ground import Boxes
from aligner.alignment.runs import Half, Table

Floats: TypeAlias = NDArray[np.float32]
Numbers: TypeAlias = NDArray[np.int64]


_LEAST_SHARE = np.float32(1e-3)
"""Of the characters of a side, the share that a segment has at least."""


class Cosines(Protocol):
    """Gives the cosines of beads of n by m segments that end in grid points (i, j), shape [beads]."""

    def __call__(self, n: Numbers, m: Numbers, i: Numbers, j: Numbers, /) -> Floats:
        """All in parallel."""
        ...


def read(table: NDArray[Any], rows: Numbers, columns: Numbers) -> NDArray[Any]:
    """Entries of a table, many at once; of runs where it is one of runs, by length and end."""
    values: NDArray[Any] = table.ravel().take(rows * table.shape[1] + columns)
    return values


@dataclass(frozen=True)
class Means:
    """Cosines of summed segment vectors."""

    boxes: Boxes
    """Of the products of single segments."""
    norms: tuple[Table, Table]

    def __call__(self, n: Numbers, m: Numbers, i: Numbers, j: Numbers, /) -> Floats:
        """See `Cosines`."""
        a, b = self.norms
        cosines: Floats = self.boxes.sums(n, m, i, j) / (read(a, n, i) * read(b, m, j))
        return cosines

    def crossed(self, i: Numbers, j: Numbers) -> Floats:
        """Of 2-2 beads, how much nearer their segments are crosswise than in order, 0..2."""
        one = np.ones_like(i)
        first, second = self(one, one, i - 1, j - 1), self(one, one, i, j)
        rising, falling = self(one, one, i - 1, j), self(one, one, i, j - 1)
        nearer: Floats = np.maximum(np.minimum(rising, falling) - np.maximum(first, second), np.float32(0))
        return nearer


@dataclass(frozen=True)
class Shortened:
    """Those of some beads that can do without some segments at one end of one side, without them."""

    side: int
    """0 where the first version has lost segments, 1 where the second has."""
    held: Numbers
    """Which of the beads they are."""
    beads: Beads
    """What is left of them."""
    cosines: Floats


@dataclass(frozen=True)
class Known:
    """The same, but of true vectors where both runs of a bead have one."""

    a: Half
    b: Half

    def put_into(self, cosines: Floats, beads: Beads) -> NDArray[np.bool_]:
        """Replace the cosines of those beads of more than two segments whose true vectors are known; say which."""
        n, m, i, j = beads.n, beads.m, beads.i, beads.j
        if not (len(self.a.run_vectors) or len(self.b.run_vectors)):
            return np.zeros(len(n), dtype=np.bool_)
        seen: NDArray[np.bool_] = read(self.a.known, n, i) & read(self.b.known, m, j) & (n + m > 2)
        held = np.flatnonzero(seen)
        if len(held):
            a_vectors, b_vectors = self.a.true_vectors(n[held], i[held]), self.b.true_vectors(m[held], j[held])
            cosines[held] = np.einsum("ij,ij->i", a_vectors, b_vectors)
        return seen

    def better(self, part: Shortened) -> Shortened:
        """The same with the cosines of true vectors."""
        cosines = part.cosines.copy()
        seen = self.put_into(cosines, part.beads)
        return replace(part, cosines=cosines) if seen.any() else part


def shortened(cosines: Cosines, beads: Beads, drop: int) -> Iterator[Shortened]:
    """Without `drop` segments at the beginning and at the end of each side, one at least being left."""
    n, m, i, j = beads.n, beads.m, beads.i, beads.j
    held = np.flatnonzero(n > drop)
    if len(held):
        left, other, column = n[held] - drop, m[held], j[held]
        for row in (i[held], i[held] - drop):
            rest = Beads(beads.band, left, other, row, column)
            yield Shortened(0, held, rest, cosines(left, other, row, column))
    held = np.flatnonzero(m > drop)
    if len(held):
        other, left, row = n[held], m[held] - drop, i[held]
        for column in (j[held], j[held] - drop):
            rest = Beads(beads.band, other, left, row, column)
            yield Shortened(1, held, rest, cosines(other, left, row, column))


def gains(
    shorter: Iterable[Shortened], beads: Beads, own: Floats, chars: tuple[Table, Table]
) -> tuple[Floats, Floats]:
    """How much nearer beads are than the nearest of those without a segment at an end, and the same by its length.

    The second is the least, over the ends, of what a segment brings divided by its share of the characters of its
    side, -1..1: a short segment brings little even where it belongs, and takes little where it does not. Both are 0
    for 1-1 beads. `own` holds the cosines of the beads themselves, `chars` the lengths of runs of both versions.
    """
    start = np.where(beads.n + beads.m > 2, np.float32(np.inf), np.float32(0))
    gain, by_share = start, start.copy()
    runs = (beads.n, beads.i), (beads.m, beads.j)
    for part in shorter:
        held, brought = part.held, own[part.held] - part.cosines
        size, stop = runs[part.side]
        length, end = ((part.beads.n, part.beads.i), (part.beads.m, part.beads.j))[part.side]
        whole = read(chars[part.side], size[held], stop[held])
        share = np.maximum(1 - read(chars[part.side], length, end) / whole, _LEAST_SHARE)
        gain[held] = np.minimum(gain[held], brought)
        by_share[held] = np.minimum(by_share[held], np.clip(brought / share, -1, 1))
    return gain, by_share


def over_parts(shorter: Iterable[Shortened], beads: Beads, own: Floats) -> Floats:
    """How much nearer beads are than the nearest of those without some segments at one end of one side.

    0 for 1-1 beads; `own` holds the cosines of the beads themselves.
    """
    best = np.where(beads.n + beads.m > 2, np.float32(-np.inf), own)
    for part in shorter:
        best[part.held] = np.maximum(best[part.held], part.cosines)
    result: Floats = own - best
    return result


def strays(means: Means, beads: Beads, usual: tuple[Floats, Floats]) -> Floats:
    """How much farther joined segments are from the other side of their bead than from anything else, 0 or less.

    Summed over the segments of every side with more than one; `usual` holds the cosine to the other version at large
    of the segment that ends in each grid point.
    """
    n, m, i, j = beads.n, beads.m, beads.i, beads.j
    total = np.zeros(len(n), dtype=np.float32)
    for own, back_i, back_j, ordinary in ((n, 1, 0, usual[0]), (m, 0, 1, usual[1])):
        for back in range(int(own.max())):
            held = np.flatnonzero((own > back) & (own > 1))
            if not len(held):
                break
            one = np.ones_like(held)
            long, wide = (one, m[held]) if back_i else (n[held], one)
            row, column = i[held] - back * back_i, j[held] - back * back_j
            cosine = means(long, wide, row, column)
            total[held] += np.minimum(cosine - ordinary.take(row if back_i else column), np.float32(0))
    return total
