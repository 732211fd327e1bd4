"""Link tables against dense matrices, and what third languages make of them."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from aligner.alignment.band import Band
from aligner.alignment.consistency import through_others
from aligner.alignment.links import Links, link_posteriors, summed
from aligner.alignment.shapes import NARROW


def table(matrix: NDArray[np.float64]) -> Links:
    rows, columns = np.nonzero(matrix)
    return Links.of(rows, columns, matrix[rows, columns], (matrix.shape[0], matrix.shape[1]))


def dense(links: Links) -> NDArray[np.float32]:
    result = np.zeros((links.height, links.width), dtype=np.float32)
    rows, columns, values = links.entries(0, links.height, 0, links.width)
    result[rows, columns] = values
    return result


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_sparse_arithmetic_is_matrix_arithmetic(seed: int) -> None:
    random = np.random.default_rng(seed)
    a, b, c = (int(size) for size in random.integers(1, 7, 3))
    left = random.random((a, b)) * (random.random((a, b)) < 0.4)
    right = random.random((b, c)) * (random.random((b, c)) < 0.4)
    np.testing.assert_allclose(dense(table(left).times(table(right))), left @ right, atol=1e-6)
    np.testing.assert_allclose(dense(table(left).transposed()), left.T, atol=1e-6)
    np.testing.assert_allclose(table(left).row_sums(), left.sum(axis=1), atol=1e-6)
    np.testing.assert_allclose(table(left).column_sums(), left.sum(axis=0), atol=1e-6)
    np.testing.assert_allclose(dense(summed([table(left), table(left)])), 2 * left, atol=1e-6)


def test_entries_are_those_of_a_rectangle() -> None:
    links = table(np.arange(1.0, 13.0).reshape(3, 4))
    rows, columns, values = links.entries(1, 3, 1, 3)
    assert list(zip(rows.tolist(), columns.tolist(), values.tolist(), strict=True)) == [
        (1, 1, 6.0), (1, 2, 7.0), (2, 1, 10.0), (2, 2, 11.0),
    ]  # fmt: skip


def test_a_bead_links_each_of_its_segments_with_each() -> None:
    band = Band.everything(1, 2)
    chances = np.zeros((len(NARROW.shapes), band.size), dtype=np.float32)
    chances[NARROW.shapes.index((1, 2)), -1] = 0.75
    assert dense(link_posteriors(band, chances, NARROW)).tolist() == [[0.75, 0.75]]


def test_a_third_language_carries_links_over_and_knows_what_is_missing() -> None:
    # Kazakh has both segments of the English; Russian has only the first.
    english_kazakh = table(np.array([[1.0, 0.0], [0.0, 1.0]]))
    kazakh_russian = table(np.array([[1.0], [0.0]]))
    links = {("en", "kk"): english_kazakh, ("ru", "kk"): kazakh_russian.transposed()}
    through = through_others("en", "ru", ("en", "ru", "kk"), links)
    assert through is not None
    assert dense(through.links).tolist() == [[1.0], [0.0]]
    assert through.a_known.tolist() == [1.0, 1.0]
    assert through.b_known.tolist() == [1.0]


def test_two_languages_have_no_third() -> None:
    assert through_others("en", "ru", ("en", "ru"), {}) is None
