"""Sums and cosines over tiles along a band, against the same worked out on whole matrices."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from aligner.alignment.band import Band
from aligner.alignment.beads import Beads, Listing
from aligner.alignment.ground import Ground
from aligner.alignment.lattice import Lattice
from aligner.alignment.pair import Pair
from aligner.alignment.pieces import Pieces
from aligner.alignment.shapes import FULL
from aligner.alignment.side import Side, make_side

Random: TypeAlias = np.random.Generator
Numbers: TypeAlias = NDArray[np.int64]


def side(random: Random, size: int) -> Side:
    vectors = random.standard_normal((size, 5)).astype(np.float32)
    texts = ["word " * int(length) for length in random.integers(1, 9, size)]
    return make_side(texts, vectors / np.linalg.norm(vectors, axis=1, keepdims=True), str.split)


def any_band(random: Random, rows: int, columns: int) -> Band:
    """Ranges that never decrease and overlap with their neighbours, now and then with a leap."""
    steps = random.integers(0, 3, rows + 1) + (random.random(rows + 1) < 0.03) * random.integers(0, 60, rows + 1)
    low = np.minimum(np.cumsum(steps) - steps[0], columns)
    high = np.minimum(low + random.integers(0, 9, rows + 1), columns)
    high = np.maximum.accumulate(np.maximum(high, np.append(low[1:], columns)))
    return Band.of(low, high)


def portions(random: Random) -> tuple[Pair, list[Beads]]:
    """Two versions, and the beads that end in a few neighbouring rows of a band."""
    a, b = (int(size) for size in random.integers(1, 150, 2))
    band = any_band(random, a, b)
    [(_, beads)] = Listing.of(Lattice(Pieces.whole(band), FULL))
    rows = np.array_split(np.arange(a + 1), int(random.integers(1, 5)))
    held = [np.flatnonzero(np.isin(beads.i, part)) for part in rows]
    parts = [Beads(band, beads.n[own], beads.m[own], beads.i[own], beads.j[own]) for own in held if len(own)]
    return Pair(side(random, a), side(random, b), FULL.reach, 1.0), parts


def box(matrix: NDArray[np.float64], n: int, m: int, i: int, j: int) -> float:
    return float(matrix[i - n : i, j - m : j].sum())


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_sums_over_beads_and_what_is_left_of_them_are_those_of_the_whole_matrix(seed: int) -> None:
    random = np.random.default_rng(seed)
    pair, found = portions(random)
    a, b = pair.a.side.weighted, pair.b.side.weighted
    closeness = a.astype(np.float64) @ b.T
    rows, columns = np.nonzero(random.random(closeness.shape) < 0.2)
    rows, columns = rows.astype(np.int64), columns.astype(np.int64)
    values = random.random(len(rows)).astype(np.float32)
    sparse = np.zeros(closeness.shape)
    np.add.at(sparse, (rows, columns), values)

    def entries(top: int, bottom: int, left: int, right: int) -> tuple[Numbers, Numbers, NDArray[np.float32]]:
        inside = (rows >= top) & (rows < bottom) & (columns >= left) & (columns < right)
        return rows[inside], columns[inside], values[inside]

    for beads in found:
        ground = Ground(pair, beads)
        for boxes, matrix in ((ground.closeness, closeness), (ground.boxes(entries), sparse)):
            for drop in range(3):
                n, i = np.maximum(beads.n - drop, 0), beads.i - np.minimum(drop, beads.n)
                expected = [box(matrix, *bead) for bead in zip(n, beads.m, i, beads.j, strict=True)]
                np.testing.assert_allclose(boxes.sums(n, beads.m, i, beads.j), expected, atol=1e-4)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_cosines_of_neighbours_are_those_of_the_whole_matrix_and_0_outside(seed: int) -> None:
    random = np.random.default_rng(seed)
    pair, found = portions(random)
    whole = pair.a.side.vectors.astype(np.float64) @ pair.b.side.vectors.T
    for beads in found:
        ground = Ground(pair, beads)
        for row, column in ((beads.i - 1, beads.j - 1), (beads.i, beads.j - 1), (beads.i - 1, beads.j)):
            expected = [
                whole[r, c] if 0 <= r < whole.shape[0] and 0 <= c < whole.shape[1] else 0
                for r, c in zip(row, column, strict=True)
            ]
            np.testing.assert_allclose(ground.cosines(row, column), expected, atol=1e-4)
