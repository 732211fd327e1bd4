"""The search against an enumeration of every path of a small lattice."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from aligner.alignment.band import Band
from aligner.alignment.lattice import best_path, posteriors, visited
from aligner.alignment.shapes import FULL, NARROW, ShapeSet

Beads = tuple[tuple[int, int, int, int], ...]


def every_path(
    band: Band, scores: NDArray[np.float32], shapes: ShapeSet, i: int, j: int
) -> Iterator[tuple[float, Beads]]:
    if (i, j) == (0, 0):
        yield 0.0, ()
        return
    for index, (n, m) in enumerate(shapes.shapes):
        point = int(band.index(np.array([i]), np.array([j]))[0])
        if i >= n and j >= m and point >= 0 and int(band.index(np.array([i - n]), np.array([j - m]))[0]) >= 0:
            own = float(scores[index, point])
            for before, beads in every_path(band, scores, shapes, i - n, j - m):
                yield before + own, (*beads, (i - n, i, j - m, j))


@st.composite
def lattices(draw: st.DrawFn) -> tuple[Band, NDArray[np.float32], ShapeSet]:
    rows, columns = draw(st.integers(0, 4)), draw(st.integers(0, 4))
    shapes = draw(st.sampled_from([NARROW, FULL]))
    low = sorted(draw(st.lists(st.integers(0, columns), min_size=rows + 1, max_size=rows + 1)))
    high = sorted(draw(st.lists(st.integers(0, columns), min_size=rows + 1, max_size=rows + 1)))
    low[0], high[-1] = 0, columns
    band = Band.of(np.array(np.minimum(low, high)), np.array(high))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return band, random.normal(scale=2, size=(len(shapes.shapes), band.size)).astype(np.float32), shapes


@given(lattices())
@settings(max_examples=60, deadline=None)
def test_search_agrees_with_enumeration(lattice: tuple[Band, NDArray[np.float32], ShapeSet]) -> None:
    band, scores, shapes = lattice
    paths = list(every_path(band, scores, shapes, band.rows, band.columns))
    if not paths:
        return
    found = tuple(tuple(bead) for bead in best_path(band, scores, shapes).tolist())
    weights = {beads: weight for weight, beads in paths}
    assert weights[found] == pytest.approx(max(weights.values()), abs=1e-4)

    total = np.logaddexp.reduce([weight for weight, _ in paths])
    expected = np.zeros_like(scores)
    passed = np.zeros(band.size)
    place = {shape: index for index, shape in enumerate(shapes.shapes)}
    for weight, beads in paths:
        chance = np.exp(weight - total)
        passed[0] += chance
        for top, bottom, left, right in beads:
            point = int(band.index(np.array([bottom]), np.array([right]))[0])
            expected[place[bottom - top, right - left], point] += chance
            passed[point] += chance
    np.testing.assert_allclose(posteriors(band, scores, shapes), expected, atol=1e-4)
    np.testing.assert_allclose(visited(posteriors(band, scores, shapes)), passed, atol=1e-4)


def test_a_band_around_a_path_holds_it_and_both_corners() -> None:
    path = np.array([(0, 0), (1, 1), (2, 9), (8, 9), (10, 12)])
    band = Band.around(path, 10, 12, 2)
    assert (band.index(path[:, 0], path[:, 1]) >= 0).all()
    assert band.index(np.array([0, 10]), np.array([0, 12])).tolist() == [0, band.size - 1]


def test_points_outside_a_band_have_no_index() -> None:
    band = Band.of(np.array([0, 1]), np.array([1, 2]))
    assert band.index(np.array([0, 1, -1, 2, 1]), np.array([2, 0, 0, 2, 2])).tolist() == [-1, -1, -1, -1, 3]
