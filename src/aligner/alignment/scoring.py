"""Scores of all beads of a band: their features weighed by the model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.band import Band
from aligner.alignment.evidence import FEATURES, Column, Kind, View
from aligner.alignment.pair import Pair
from aligner.alignment.shapes import ShapeSet

Floats: TypeAlias = NDArray[np.float32]
Numbers: TypeAlias = NDArray[np.int64]
_POINTS, _FEWEST_ROWS, _MOST_ROWS = 600, 64, 256
"""Points and rows scored at once: enough for array arithmetic to pay, few enough to stay in the processor's cache."""


class Scorer:
    """Scores the beads of a band, by each of some weights, again and again as more becomes known of the pair.

    What its words have in common must be known before, as weights depend on it.
    """

    def __init__(self, pair: Pair, band: Band, shapes: ShapeSet, weights: Sequence[Floats]) -> None:
        self._pair, self._band, self._shapes, self._weights = pair, band, shapes, weights
        self._kept: list[Floats] = []
        self._fixed: list[Floats] = []
        self._runs = -1

    def scores(self, which: int) -> Floats:
        """Log-potentials by one of the weights of every bead that ends in the band, shape [shapes, points]."""
        if not self._fixed:
            self._fixed = self._weighed(Kind.FIXED, self._weights)
            if self._pair.wording is not None:
                for fixed, words in zip(self._fixed, self._weighed(Kind.WORDING, self._weights), strict=True):
                    np.add(fixed, words, out=fixed)
        if self._runs != self._pair.runs:
            self._kept, self._runs = self._weighed(Kind.MEANING, self._weights), self._pair.runs
            for kept, fixed in zip(self._kept, self._fixed, strict=True):
                np.add(kept, fixed, out=kept)
        weights = self._weights[which]
        if self._pair.through is None:
            scores = self._kept[which].copy()
        else:
            scores = self._weighed(Kind.TOLD, [weights])[0]
            scores += self._kept[which]
        for kinds, columns in _columns(View(self._pair, self._band, 0, 1), self._shapes, Kind.HABIT):
            for feature, values in columns:
                scores[kinds] += weights[feature] * values
        return scores

    def part(self, band: Band, held: Numbers) -> Scorer:
        """The same for a part of the band, whose points stand at `held` in the whole."""
        part = Scorer(self._pair, band, self._shapes, self._weights)
        part._fixed, part._kept = ([scores[:, held] for scores in kept] for kept in (self._fixed, self._kept))
        part._runs = self._runs
        return part

    def _weighed(self, kind: Kind, weights: Sequence[Floats]) -> list[Floats]:
        """The part of the scores that comes from features of a kind."""
        scores = [np.zeros((len(self._shapes.shapes), self._band.size), dtype=np.float32) for _ in weights]
        for view, flat in _views(self._pair, self._band):
            for kinds, columns in _columns(view, self._shapes, kind):
                own = [np.zeros((len(kinds), len(view.i)), dtype=np.float32) for _ in weights]
                for feature, values in columns:
                    for held, weight in zip(own, weights, strict=True):
                        if weight[feature]:
                            np.add(held, weight[feature] * values, out=held)
                for whole, held in zip(scores, own, strict=True):
                    whole[kinds, flat] = held
        return scores


def band_scores(pair: Pair, band: Band, shapes: ShapeSet, weights: Floats) -> Floats:
    """Log-potentials of every bead that ends in the band, shape [shapes, points]."""
    return Scorer(pair, band, shapes, [weights]).scores(0)


def bead_features(pair: Pair, band: Band, shapes: ShapeSet, kinds: Numbers, ends: Numbers) -> Floats:
    """The features of some beads, shape [features, beads]: `kinds` are numbers of shapes, `ends` flat points."""
    result = np.zeros((len(FEATURES), len(kinds)), dtype=np.float32)
    for view, flat in _views(pair, band):
        inside = np.flatnonzero((ends >= flat.start) & (ends < flat.stop))
        for held, columns in (part for kind in Kind for part in _columns(view, shapes, kind)):
            row = np.full(len(shapes.shapes), -1)
            row[held] = np.arange(len(held))
            chosen = inside[row[kinds[inside]] >= 0]
            places = row[kinds[chosen]], ends[chosen] - flat.start
            for feature, values in columns:
                result[feature, chosen] += np.broadcast_to(values, (len(held), len(view.i)))[places]
    return result


def _views(pair: Pair, band: Band) -> Iterator[tuple[View, slice]]:
    """The rows of a band, some at a time, and where their points stand in flat arrays."""
    rows = min(max(_FEWEST_ROWS, _POINTS * (band.rows + 1) // band.size), _MOST_ROWS)
    for top in range(0, band.rows + 1, rows):
        bottom = min(top + rows, band.rows + 1)
        yield View(pair, band, top, bottom), slice(int(band.offsets[top]), int(band.offsets[bottom]))


def _columns(view: View, shapes: ShapeSet, kind: Kind) -> Iterator[tuple[Numbers, Iterator[Column]]]:
    """The features of a kind: the numbers of some shapes, and what is known of them."""
    full = np.array([min(shape) > 0 for shape in shapes.shapes])
    kinds = np.flatnonzero(full)
    yield kinds, view.features([shapes.shapes[number] for number in kinds], kind)
    for number in np.flatnonzero(~full):
        yield np.array([number]), view.null_features(shapes.shapes[number], kind)
