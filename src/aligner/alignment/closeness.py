"""How close the sides of beads are: cosines of summed vectors, for many shapes and points at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.runs import Half, Table

Floats: TypeAlias = NDArray[np.float32]
Numbers: TypeAlias = NDArray[np.int64]

_ONE = np.ones(1, dtype=np.int64)


@dataclass(frozen=True)
class Boxes:
    """Running sums of a matrix over segments, read at the points and up to some rows above and columns before."""

    corners: NDArray[np.float64]
    """Shape [rows above + 1, columns before + 1, points]."""

    def sums(self, n: Numbers, m: Numbers, up: int = 0, back: int = 0) -> Floats:
        """Sums over beads of n by m segments that end `up` rows above and `back` columns before the points."""
        held = self.corners
        total = held[up, back] - held[up + n, back] - held[up, back + m] + held[up + n, back + m]
        sums: Floats = total.astype(np.float32)
        return sums


class Cosines(Protocol):
    """Gives the cosines of beads of n by m segments, shape [shapes, points]."""

    def __call__(self, n: Numbers, m: Numbers, up: int = 0, back: int = 0, /) -> Floats:
        """Of the beads that end `up` rows above and `back` columns before the points."""
        ...


@dataclass(frozen=True)
class Means:
    """Cosines of summed segment vectors at points (i, j)."""

    boxes: Boxes
    """Of the products of single segments."""
    i: Numbers
    j: Numbers
    norms: tuple[Table, Table]

    def __call__(self, n: Numbers, m: Numbers, up: int = 0, back: int = 0, /) -> Floats:
        """See `Cosines`."""
        i, j = np.maximum(self.i - up, 0), np.maximum(self.j - back, 0)
        a, b = self.norms
        cosines: Floats = self.boxes.sums(n, m, up, back) / (a.take(i, axis=1)[n] * b.take(j, axis=1)[m])
        return cosines

    def crossed(self) -> Floats:
        """Of 2-2 beads, how much nearer their segments are crosswise than in order, 0..2; shape [points]."""
        first, second, rising, falling = (
            self(_ONE, _ONE, up, back)[0] for up, back in ((1, 1), (0, 0), (1, 0), (0, 1))
        )
        nearer: Floats = np.maximum(np.minimum(rising, falling) - np.maximum(first, second), np.float32(0))
        return nearer


@dataclass(frozen=True)
class Known:
    """The same, but of true vectors where both runs of a bead have one."""

    means: Means
    a: Half
    b: Half

    def __call__(self, n: Numbers, m: Numbers, up: int = 0, back: int = 0, /) -> Floats:
        """See `Cosines`."""
        return self.with_seen(n, m, up, back)[0]

    def with_seen(self, n: Numbers, m: Numbers, up: int = 0, back: int = 0) -> tuple[Floats, NDArray[np.bool_]]:
        """The cosines, and which of those of more than two segments are of true vectors."""
        i, j = np.maximum(self.means.i - up, 0), np.maximum(self.means.j - back, 0)
        cosine = self.means(n, m, up, back)
        seen = self.a.known.take(i, axis=1)[n] & self.b.known.take(j, axis=1)[m] & (n + m > 2)[:, None]
        shape, point = np.nonzero(seen)
        if len(shape):
            a_vectors = self.a.true_vectors(n[shape], i[point])
            cosine[shape, point] = np.einsum("ij,ij->i", a_vectors, self.b.true_vectors(m[shape], j[point]))
        return cosine, seen


def gains(cosines: Cosines, n: Numbers, m: Numbers, own: Floats, drops: Iterable[int] = (1,)) -> Floats:
    """How much nearer beads are than the nearest of those without some segments at one end of one side.

    `drops` says how many, of which one at least is left; infinite for beads with too few, but 0 for 1-1 beads. `own`
    holds the cosines of the beads themselves.
    """
    row = {shape: number for number, shape in enumerate(zip(n.tolist(), m.tolist(), strict=True))}
    best = np.where((n + m > 2)[:, None], -np.inf, own).astype(np.float32)
    for drop in drops:
        for of, less_n, less_m in ((n, drop, 0), (m, 0, drop)):
            held = np.flatnonzero(of > drop)
            if not len(held):
                continue
            less = n[held] - less_n, m[held] - less_m
            rows = [row.get(shape, -1) for shape in zip(less[0].tolist(), less[1].tolist(), strict=True)]
            without_first = cosines(*less) if -1 in rows else own[rows]
            without_last = cosines(*less, less_n, less_m)
            best[held] = np.maximum(best[held], np.maximum(without_first, without_last))
    result: Floats = own - best
    return result


def strays(means: Means, n: Numbers, m: Numbers, usual: tuple[Floats, Floats]) -> Floats:
    """How much farther joined segments are from the other side of their bead than from anything else, 0 or less.

    Summed over the segments of every side with more than one; `usual` holds the cosine to the other version at large
    of the segment that ends in each grid point.
    """
    total = np.zeros((len(n), len(means.i)), dtype=np.float32)
    for back in range(int(max(n.max(), m.max()))):
        for one_of_a, own, other in ((True, n, m), (False, m, n)):
            held = np.flatnonzero((own > back) & (own > 1))
            if not len(held):
                continue
            wholes, which = np.unique(other[held], return_inverse=True)
            alone = np.ones_like(wholes)
            cosine = means(alone, wholes, back, 0) if one_of_a else means(wholes, alone, 0, back)
            place = np.maximum((means.i if one_of_a else means.j) - back, 0)
            total[held] += np.minimum(cosine - usual[not one_of_a][place], np.float32(0))[which]
    return total
