"""Searching a band in pieces gives what searching it whole gives, when every path must pass the cuts."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from aligner.alignment.band import Band
from aligner.alignment.beads import Listing
from aligner.alignment.lattice import Lattice, best_path, posteriors
from aligner.alignment.pieces import Pieces
from aligner.alignment.pooling import bounded
from aligner.alignment.shapes import FULL, NARROW
from aligner.alignment.sure import Matches, Sureness, best_matches, length_ratio, plain_way


def random_pieces(random: np.random.Generator, size: tuple[int, int], cuts: int, radius: int) -> Pieces:
    """A band around the diagonal, cut at some points of it."""
    path = np.stack([np.linspace(0, end, 50).round() for end in size], axis=1).astype(np.int64)
    band = Band.around(path, *size, radius)
    return Pieces.cut(band, path[np.sort(random.choice(50, cuts, replace=False))])


@given(st.integers(0, 2**32 - 1), st.integers(1, 70), st.integers(1, 70), st.integers(0, 4))
@settings(max_examples=40, deadline=None)
def test_pieces_are_the_whole_without_the_paths_that_miss_a_cut(
    seed: int, rows: int, columns: int, cuts: int
) -> None:
    random = np.random.default_rng(seed)
    shapes = (FULL, NARROW)[seed % 2]
    pieces = random_pieces(random, (rows, columns), cuts, int(random.integers(2, 9)))
    scores = (random.normal(size=(len(shapes.shapes), pieces.band.size)) * 3).astype(np.float32)

    i, j = pieces.band.points()
    allowed = scores.copy()
    for index, (n, m) in enumerate(shapes.shapes):
        for top, left in pieces.points.tolist():
            keeps = ((i <= top) & (j <= left)) | ((i - n >= top) & (j - m >= left))
            allowed[index, ~keeps] = -3000
    found, chances = Lattice(pieces, shapes).search(scores)
    assert found.tolist() == best_path(pieces.band, allowed, shapes).tolist()
    np.testing.assert_allclose(chances, posteriors(pieces.band, allowed, shapes), atol=2e-4)


def unit(vectors: NDArray[np.float64]) -> NDArray[np.float32]:
    result: NDArray[np.float32] = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return result


@pytest.fixture(scope="module")
def twins() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Forty segments and their translations; the second version lacks segments 20 to 22."""
    random = np.random.default_rng(3)
    meanings = random.normal(size=(40, 64))
    noisy = meanings + random.normal(scale=0.4, size=meanings.shape)
    return unit(meanings), unit(np.delete(noisy, slice(20, 23), axis=0))


def matches(a: NDArray[np.float32], b: NDArray[np.float32]) -> Matches:
    return best_matches(Band.everything(len(a), len(b)), a, b, Sureness().cosine)


def test_cuts_keep_away_from_gaps(twins: tuple[NDArray[np.float32], NDArray[np.float32]]) -> None:
    cuts = plain_way(matches(*twins), Sureness()).cuts
    assert {(i, i) for i in range(2, 19)} <= {tuple(point) for point in cuts.tolist()}
    assert {(i, i - 3) for i in range(25, 38)} <= {tuple(point) for point in cuts.tolist()}
    assert not [i for i, _ in cuts.tolist() if 19 <= i <= 24]


def test_the_path_is_near_where_neighbours_say_so(twins: tuple[NDArray[np.float32], NDArray[np.float32]]) -> None:
    near = plain_way(matches(*twins), Sureness()).near.tolist()
    assert [[i, i] for i in range(3, 20)] == [point for point in near if point[0] < 20]
    assert [[i, i - 3] for i in range(24, 38)] == [point for point in near if point[0] >= 20]
    # Two matches in a row with nothing around them are chance.
    a, b = twins
    far = unit(np.random.default_rng(4).normal(size=a.shape))
    far[10:12] = b[30:32]
    assert not len(plain_way(matches(far, b), Sureness()).near)


def test_chapters_in_another_order_are_followed_in_one(
    twins: tuple[NDArray[np.float32], NDArray[np.float32]],
) -> None:
    a, _ = twins
    way = plain_way(matches(a, np.concatenate([a[25:], a[:25]])), Sureness())
    for points in (way.near, way.cuts):
        assert (points[:, 1] - points[:, 0] == 15).all()
        assert len(points) >= 20


def test_a_band_too_large_to_be_searched_is_bounded_by_its_best_path() -> None:
    size = 300
    diagonal = np.arange(size + 1)
    path = np.stack([diagonal[:-1], diagonal[1:], diagonal[:-1], diagonal[1:]], axis=1)
    narrow = Band.around(path[:, [1, 3]], size, size, 20)
    assert bounded(narrow, lambda: path) is narrow
    near = bounded(Band.everything(size, size), lambda: path)
    assert near.size < narrow.size
    assert (near.index(path[:, 1], path[:, 3]) >= 0).all()
    assert (near.low[0], near.high[-1]) == (0, size)


@given(st.integers(0, 2**32 - 1), st.integers(4, 40), st.integers(4, 40), st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_a_band_near_points_holds_the_paths_that_pass_them_and_no_far_ones(
    seed: int, rows: int, columns: int, reach: int
) -> None:
    random = np.random.default_rng(seed)
    wide = random_pieces(random, (rows, columns), 2, int(random.integers(3, 9))).band
    scores = random.normal(size=(len(NARROW.shapes), wide.size)).astype(np.float32)
    scores[NARROW.shapes.index((1, 1))] += 1
    path = best_path(wide, scores, NARROW)
    straight = (path[:, [1, 3]] - path[:, [0, 2]] == 1).all(axis=1)
    passed = path[:-1, [1, 3]][straight[:-1] & straight[1:]]
    points = passed[np.sort(random.choice(len(passed), min(len(passed), 3), replace=False))]

    near = wide.near(points, reach)
    assert (near.index(path[:, 1], path[:, 3]) >= 0).all()
    assert (near.low <= near.high).all()
    assert (near.low[1:] <= near.high[:-1] + 1).all()
    for i, j in points.tolist():
        if all(wide.index(np.array([i + step]), np.array([j + step]))[0] >= 0 for step in (-1, 1)):
            assert near.low[i] >= j - reach
            assert near.high[i] <= j + reach


def test_the_ratio_of_lengths_is_that_of_what_both_have(
    twins: tuple[NDArray[np.float32], NDArray[np.float32]],
) -> None:
    a, b = twins
    a_chars = np.full(40, 100, dtype=np.float32)
    a_chars[20:23] = 5000
    partner = matches(a, b).better(Sureness().plain)
    b_chars = np.full(37, 120, dtype=np.float32)
    assert length_ratio(partner, a_chars, b_chars) == pytest.approx(1.2, abs=0.05)
    assert length_ratio(np.full(40, -1), a_chars, b_chars) == pytest.approx(b_chars.sum() / a_chars.sum())
    # Five lines in a row tell more than two versions of which one lacks most.
    few = np.full(40, -1)
    few[:5] = np.arange(5)
    assert length_ratio(few, np.full(40, 100, dtype=np.float32), b_chars[:10]) == pytest.approx(1.2, abs=0.25)


def test_repeated_segments_are_never_plain() -> None:
    same = unit(np.ones((12, 8)))
    assert (matches(same, same).better(Sureness().near) < 0).all()


@given(st.integers(0, 2**32 - 1), st.integers(1, 30), st.integers(1, 30), st.integers(0, 3))
@settings(max_examples=40, deadline=None)
def test_beads_are_listed_that_keep_to_the_band_and_to_their_piece(
    seed: int, rows: int, columns: int, cuts: int
) -> None:
    random = np.random.default_rng(seed)
    pieces = random_pieces(random, (rows, columns), cuts, int(random.integers(1, 7)))
    corners = list(pairwise(pieces.points.tolist()))

    def possible(start: tuple[int, int], end: tuple[int, int]) -> bool:
        inside = [pieces.band.index(np.array([i]), np.array([j]))[0] >= 0 for i, j in (start, end)]
        return all(inside) and any(
            first[0] <= start[0] and first[1] <= start[1] and end[0] <= last[0] and end[1] <= last[1]
            for first, last in corners
        )

    expected = {
        (number, i, j)
        for number, (n, m) in enumerate(FULL.shapes)
        for i, j in zip(*(values.tolist() for values in pieces.band.points()), strict=True)
        if i >= n and j >= m and possible((i - n, j - m), (i, j))
    }
    listing = Listing.of(Lattice(pieces, FULL))
    found = [
        bead
        for held, beads in listing
        for bead in zip(listing.kinds[held].tolist(), beads.i.tolist(), beads.j.tolist(), strict=True)
    ]
    assert len(found) == listing.size
    assert set(found) == expected


def test_values_of_beads_are_spread_over_shapes_and_points() -> None:
    band = Band.everything(9, 11)
    listing = Listing.of(Lattice(Pieces.cut(band, np.array([[4, 5], [6, 7]])), FULL))
    table = listing.spread(np.arange(listing.size, dtype=np.float32), -1)
    assert table[listing.kinds, listing.ends].tolist() == list(range(listing.size))
    assert (table >= 0).sum() == listing.size


def test_a_long_way_without_a_cut_is_worked_in_order() -> None:
    size = 40_000
    diagonal = np.arange(size + 1)
    band = Band.of(diagonal, diagonal.copy())
    path = best_path(band, np.zeros((len(NARROW.shapes), band.size), dtype=np.float32), NARROW)
    assert (path == np.stack([diagonal[:-1], diagonal[1:], diagonal[:-1], diagonal[1:]], axis=1)).all()
